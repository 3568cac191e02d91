"""What the inspector tells of a SavedModel, beside what its variables file holds."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.gui.inspector.parts import Facts
from explorer.gui.inspector.saved_model_facts import (
    add_checkpoint_facts,
    add_node_facts,
    signature_lines,
)

KERNEL = "layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"


def texts(facts: Facts) -> list[str]:
    return [label.text() for label in facts.findChildren(QLabel)]


def test_a_saved_models_version_and_signature_are_told(qtbot, golden):
    checkpoint = open_checkpoint(golden / "keras_modelcheckpoint_tf215/checkpoints/keras_model_01")
    facts = Facts(None, "facts")
    qtbot.addWidget(facts)
    add_checkpoint_facts(facts, checkpoint)

    assert {"2.15.1", "serve"} <= set(texts(facts))
    assert signature_lines(checkpoint) == [
        "serving_default: dense_input float32 [?, 10] → dense_1 float32 [?, 1]"
    ]


def test_class_name_and_trainability_of_nodes_are_told(qtbot, golden):
    checkpoint = open_checkpoint(golden / "keras_modelcheckpoint_tf215/checkpoints/keras_model_01")
    layer, variable = Facts(None, "layer"), Facts(None, "variable")
    for facts in (layer, variable):
        qtbot.addWidget(facts)
    edges = dict(checkpoint.graph.children(0))
    add_node_facts(layer, checkpoint, edges["layer_with_weights-0"])
    add_node_facts(variable, checkpoint, checkpoint.variable(KERNEL).node)

    assert {"Dense", "dense"} <= set(texts(layer))
    assert variable.values["trainable"] == "yes"


def test_other_checkpoints_tell_nothing_of_the_kind(qtbot, golden):
    checkpoint = open_checkpoint(golden / "iris_dnn_tf115/models/iris/model.ckpt-1")
    facts = Facts(None, "facts")
    qtbot.addWidget(facts)
    add_checkpoint_facts(facts, checkpoint)
    add_node_facts(facts, checkpoint, 0)

    assert (texts(facts), signature_lines(checkpoint)) == ([], [])
