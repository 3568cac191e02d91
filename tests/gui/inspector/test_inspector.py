"""The inspector on real checkpoints: the facts it shows, and where its links lead."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from explorer.gui.inspector.inspector import Inspector
from explorer.gui.inspector.parts import Facts
from explorer.gui.inspector.small_value import small_value
from explorer.gui.restore_choice import RestoreChoice

NET = "net_adam_manager_legacy_tf215/tf_ckpts"
KERNEL = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"
SLOT = "net/l1/kernel/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE"


@pytest.fixture
def inspect(qtbot, session, golden):
    """`inspect(directory, key)`: the inspector when everything has arrived."""

    def show(directory: str, key: str = "", node: int = -1) -> Inspector:
        inspector = Inspector(session)
        qtbot.addWidget(inspector)
        inspector.resize(290, 700)
        inspector.show()
        session.open(golden / directory)
        qtbot.waitUntil(lambda: session.newer is not None and not session.is_busy(), timeout=10_000)
        session.select(key, node)
        settle(qtbot, inspector)
        return inspector

    return show


def settle(qtbot, inspector):
    statistics = inspector.session.statistics
    qtbot.waitUntil(lambda: not inspector.is_busy() and not statistics.is_busy(), timeout=10_000)
    qtbot.waitUntil(lambda: not inspector.is_busy(), timeout=10_000)


def facts(inspector, name):
    found = inspector.findChildren(Facts, name)
    return found[-1].values if found else None


def test_a_variable_shows_what_the_file_says_of_it(inspect):
    inspector = inspect(NET, KERNEL)

    found = facts(inspector, "variable_facts")
    assert found["role"] == "variable"
    assert found["dtype"] == "float32"
    assert found["shape"] == "[1, 5]"
    assert found["size"] == "20 B · 5 values"
    assert found["slots"] == "m, v"
    assert found["checksum"] == "✓ verified"


def test_a_slot_link_leads_to_the_slot_and_back(qtbot, inspect):
    inspector = inspect(NET, KERNEL)

    qtbot.mouseClick(inspector.findChild(QPushButton, "slot_link_0"), Qt.MouseButton.LeftButton)
    settle(qtbot, inspector)
    assert inspector.session.selected_key == SLOT
    assert facts(inspector, "variable_facts")["role"] == "slot m"

    qtbot.mouseClick(inspector.findChild(QPushButton, "slot_of_link"), Qt.MouseButton.LeftButton)
    assert inspector.session.selected_key == KERNEL


def test_statistics_are_those_of_tensorflow(inspect, golden):
    import json

    inspector = inspect("iris_dnn_tf115/models/iris", "dnn/hiddenlayer_0/kernel")
    prefixes = json.loads((golden / "iris_dnn_tf115" / "golden.json").read_text())["prefixes"]
    told = next(
        v["stats"]
        for v in prefixes["models/iris/model.ckpt-200"]["variables"]
        if v["name"] == "dnn/hiddenlayer_0/kernel"
    )

    found = facts(inspector, "statistics_facts")

    assert float(found["mean"]) == pytest.approx(told["mean"], rel=1e-3)
    assert float(found["std"]) == pytest.approx(told["std"], rel=1e-3)
    assert [float(part) for part in found["min, max"].split(", ")] == pytest.approx(
        [told["min"], told["max"]], rel=1e-3
    )


def test_a_scalar_shows_its_value(inspect):
    inspector = inspect(NET, "step/.ATTRIBUTES/VARIABLE_VALUE")

    assert facts(inspector, "variable_facts")["value"] == "50"


def test_nan_and_infinity_are_counted_in_their_own_rows(inspect):
    inspector = inspect("nan_inf_tf215/model_dir", "w/.ATTRIBUTES/VARIABLE_VALUE")

    found = facts(inspector, "statistics_facts")

    assert int(found["NaN"]) > 0
    assert int(found["+Inf"]) > 0


def test_the_change_since_the_older_step_is_shown(inspect):
    inspector = inspect(NET, KERNEL)

    found = facts(inspector, "change_facts")

    assert found["changed"] == "5 (100 %)"
    assert 0.9 < float(found["cosine"]) <= 1.0


def test_without_a_selection_the_checkpoint_is_summed_up(inspect):
    inspector = inspect("iris_dnn_tf115/models/iris")

    found = facts(inspector, "checkpoint_facts")

    assert (found["step"], found["kind"], found["variables"], found["data files"]) == (
        "200",
        "name-based",
        "13",
        "2",
    )


def test_a_node_without_value_shows_its_path_and_children(inspect):
    inspector = inspect(NET, node=0)

    found = facts(inspector, "node_facts")

    assert int(found["children"]) == len(inspector.session.newer.graph.children(0))
    assert any(label.text() == "It stores no value of its own." for label in inspector.findChildren(QLabel))


def test_the_class_of_an_object_is_told_as_on_its_card(inspect):
    inspector = inspect(NET, node=6)
    graph = inspector.session.newer.graph
    assert graph.path(6) == "net/l1"

    assert facts(inspector, "node_facts")["class"] == "Dense (inferred from names)"


def test_the_class_of_a_scope_says_that_the_graph_file_tells_it(qtbot, inspect):
    inspector = inspect("lenet5_tf1_tf215/tf_ckpt", node=0)
    graph = inspector.session.newer.graph
    dense = next(node for node in range(graph.node_count) if graph.class_name(node) == "Dense")

    inspector.session.select("", dense)
    settle(qtbot, inspector)

    assert facts(inspector, "node_facts")["class"] == "Dense (inferred from the ops in the .meta file)"


def test_a_class_that_a_saved_model_tells_stands_there_once_and_without_doubt(qtbot, inspect):
    inspector = inspect("keras_modelcheckpoint_tf215/checkpoints/keras_model_01", node=0)
    graph = inspector.session.newer.graph
    layer = dict(graph.children(0))["layer_with_weights-0"]

    inspector.session.select("", layer)
    settle(qtbot, inspector)

    labels = [label.text() for label in inspector.findChildren(QLabel)]
    assert labels.count("Dense") == 1
    assert not any("inferred" in text for text in labels)


def test_of_an_object_that_only_the_other_side_holds_it_says_so(qtbot, inspect):
    inspector = inspect(NET, node=0)

    inspector.session.select("", inspector.session.newer.graph.node_count + 2)

    def labels():
        return [label.text() for label in inspector.findChildren(QLabel) if label.isVisibleTo(inspector)]

    qtbot.waitUntil(lambda: any(text.startswith("This step does not hold it") for text in labels()))


def test_no_label_takes_a_name_for_markup(inspect):
    inspector = inspect(NET, KERNEL)

    assert {label.textFormat() for label in inspector.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_a_tensor_in_a_missing_shard_says_so(inspect):
    inspector = inspect("corrupt_shared/cases/missing_shard", "v1")

    texts = " ".join(label.text() for label in inspector.findChildren(QLabel))

    assert "ckpt-2.data-00001-of-00003" in texts


def test_strings_are_shown_escaped(session, golden):
    from explorer.checkpoints.checkpoint import open_checkpoint

    checkpoint = open_checkpoint(golden / "dtypes_tf115" / "model_dir" / "model.ckpt-1")
    key = next(v.key for v in checkpoint.variables if v.dtype == "string" and v.element_count == 1)

    text = small_value(checkpoint, key)

    assert text.startswith('"')
    assert text.isprintable()


def test_a_variable_tells_what_the_restore_into_the_target_does(qtbot, inspect, golden):
    inspector = inspect("iris_dnn_tf115/models/iris", "dnn/hiddenlayer_0/kernel")
    session = inspector.session
    assert facts(inspector, "restore_facts") is None

    session.choose_target_path(golden / "iris_dnn_tf115/models/iris20")
    qtbot.waitUntil(lambda: session.report is not None, timeout=10_000)
    settle(qtbot, inspector)

    found = facts(inspector, "restore_facts")
    assert found["verdict"] == "≠ shape differs"
    assert (found["model"], found["checkpoint"]) == ("float32 [4, 20]", "float32 [4, 10]")
    assert "20 units in the model, 10 in the checkpoint" in found["because"]
    assert "effect" not in found

    session.choose_way(RestoreChoice(api="saver.restore"))
    settle(qtbot, inspector)
    found = facts(inspector, "restore_facts")
    assert (found["effect"], found["under"]) == ("✕ raises", "Saver.restore")

    asked = []
    session.rows_wanted.connect(asked.append)
    button = inspector.findChildren(QPushButton, "inspector_show_in_restore")[-1]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [("dnn/hiddenlayer_0/kernel",)]


def test_a_variable_the_checkpoint_lacks_tells_what_the_model_expects(qtbot, inspect, golden):
    inspector = inspect("target_spec_sub_tf215/base")
    session = inspector.session
    session.choose_target_path(golden / "target_spec_sub_tf215/targets/extra/ckpt")
    qtbot.waitUntil(lambda: session.report is not None, timeout=10_000)
    missing = next(row for row in session.report.rows if row.verdict == "missing in checkpoint")

    session.select(missing.key)
    settle(qtbot, inspector)

    found = facts(inspector, "restore_facts")
    assert found["verdict"] == "− missing in checkpoint"
    assert found["checkpoint"] == "not there"
