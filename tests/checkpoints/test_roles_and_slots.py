"""Roles and slots against TensorFlow's live objects, and against pairs written by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import explorer
from explorer.checkpoints.checkpoint import Checkpoint
from tests.golden_answers import GOLDEN, GoldenPrefix, golden_prefixes

TYPED = [golden for golden in golden_prefixes() if "node_python_types" in golden.answers]
LISTED = [
    golden
    for golden in golden_prefixes()
    if golden.object_graph and any(node.get("slot_variables") for node in golden.object_graph)
]
VALUE_ROLES = {"variable", "slot", "hyperparameter", "bookkeeping", "metric"}


def slot_pairs(checkpoint: Checkpoint) -> set[tuple[str, str, str]]:
    """(variable's key, slot name, slot's key) of every slot."""
    return {(v.slot_of, v.slot_name, v.key) for v in checkpoint.variables if v.role == "slot"}


@pytest.mark.parametrize("golden", TYPED, ids=str)
def test_optimizers_and_variables_are_what_they_were_in_the_live_program(golden: GoldenPrefix) -> None:
    graph = explorer.open_checkpoint(golden.path).object_graph
    kinds = {node: kind for node, _, kind in golden.answers["node_python_types"]}

    ours = {node: graph.role_name(node) for node in kinds}

    assert {n for n, role in ours.items() if role == "optimizer"} == {
        n for n, kind in kinds.items() if kind == "optimizer"
    }
    assert {ours[n] for n, kind in kinds.items() if kind == "variable"} <= VALUE_ROLES


@pytest.mark.parametrize("golden", LISTED, ids=str)
def test_slots_the_file_lists_are_taken_as_listed(golden: GoldenPrefix) -> None:
    graph = explorer.open_checkpoint(golden.path).object_graph
    expected = {
        (node["id"], variable, name, slot)
        for node in golden.object_graph
        for variable, name, slot in node.get("slot_variables", ())
    }

    found = set(
        zip(
            graph.slot_optimizer.tolist(),
            graph.slot_variable.tolist(),
            graph.slot_name,
            graph.slot_node.tolist(),
        )
    )

    assert found == expected
    assert not graph.slot_inferred.any()


@pytest.mark.parametrize("golden", list(golden_prefixes("optimizers_new_tf215")), ids=str)
def test_keras_2_slots_belong_to_the_variable_their_name_ends_with(golden: GoldenPrefix) -> None:
    checkpoint = explorer.open_checkpoint(golden.path)

    slots = [v for v in checkpoint.variables if v.role == "slot"]

    assert slots
    for slot in slots:
        assert slot.slot_of, f"{slot.key} is unpaired"
        owner = checkpoint.variable(slot.slot_of)
        assert owner.role == "variable"
        _, slot_name, variable_name = slot.name.split("/", 2)
        assert (slot.slot_name, owner.name) == (slot_name, variable_name)


def test_keras_3_slots_are_paired_by_the_list_of_trainable_variables() -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "net_adam_manager_keras3_tf221/tf_ckpts/ckpt-5")

    assert slot_pairs(checkpoint) == {
        (
            "net/l1/_kernel/.ATTRIBUTES/VARIABLE_VALUE",
            "momentum",
            "optimizer/_variables/2/.ATTRIBUTES/VARIABLE_VALUE",
        ),
        (
            "net/l1/_kernel/.ATTRIBUTES/VARIABLE_VALUE",
            "velocity",
            "optimizer/_variables/3/.ATTRIBUTES/VARIABLE_VALUE",
        ),
        (
            "net/l1/bias/.ATTRIBUTES/VARIABLE_VALUE",
            "momentum",
            "optimizer/_variables/4/.ATTRIBUTES/VARIABLE_VALUE",
        ),
        (
            "net/l1/bias/.ATTRIBUTES/VARIABLE_VALUE",
            "velocity",
            "optimizer/_variables/5/.ATTRIBUTES/VARIABLE_VALUE",
        ),
    }


def test_keras_3_slots_in_lists_with_gaps_are_paired_by_their_names() -> None:
    # Muon has two slots for a bias and one for a kernel; its lists of them leave no entries in the graph.
    folder = GOLDEN / "muon_keras3_tf221"
    live = json.loads((folder / "live_slots.json").read_text())["live_slots"]

    slots = [v for v in explorer.open_checkpoint(folder / "muon/ckpt-1").variables if v.role == "slot"]

    assert sorted([v.slot_of, v.key] for v in slots) == live
    assert [v.slot_name for v in sorted(slots, key=lambda v: v.key)] == [
        *("momentum", "momentum", "velocity", "momentum", "momentum", "velocity")
    ]


@pytest.mark.parametrize("golden", list(golden_prefixes("optimizers_keras3_tf221")), ids=str)
def test_every_keras_3_slot_has_a_variable_of_its_shape(golden: GoldenPrefix) -> None:
    checkpoint = explorer.open_checkpoint(golden.path)

    for slot in (v for v in checkpoint.variables if v.role == "slot"):
        assert slot.slot_of, f"{slot.key} is unpaired"
        assert checkpoint.variable(slot.slot_of).shape == slot.shape


def test_the_model_of_a_keras_3_graph_is_drawn_under_the_model_not_under_the_optimizer() -> None:
    graph = explorer.open_checkpoint(GOLDEN / "optimizers_keras3_tf221/adam/ckpt-1").graph

    drawn = {}
    for node in range(graph.node_count):
        if graph.role_name(node) == "variable":
            chain = []
            while graph.parent[node] >= 0:
                chain.append(graph.label(node))
                node = int(graph.parent[node])
            drawn["/".join(reversed(chain))] = None

    assert sorted(drawn) == [
        "model/_functional/_operations/1/_kernel",
        "model/_functional/_operations/1/bias",
        "model/_functional/_operations/2/_kernel",
        "model/_functional/_operations/2/bias",
    ]


def test_paths_are_what_checkpoint_keys_are_made_of() -> None:
    for golden in golden_prefixes():
        if golden.object_graph is None:
            continue
        graph = explorer.open_checkpoint(golden.path).object_graph
        for node in golden.object_graph:
            for attribute in node.get("attributes", ()):
                if attribute["name"] == "VARIABLE_VALUE":
                    assert (
                        f"{graph.path(node['id'])}/.ATTRIBUTES/VARIABLE_VALUE" == attribute["checkpoint_key"]
                    )


def test_a_variable_reachable_by_two_paths_tells_both() -> None:
    graph = explorer.open_checkpoint(GOLDEN / "list_mapped_tf215/tf_list_example-1").object_graph
    shared = [node for node in range(graph.node_count) if len(graph.paths(node)) > 1]

    assert [graph.paths(node) for node in shared] == [
        ("listed/0", "mapped/one"),
        ("listed/1", "mapped/two"),
    ]


def test_bookkeeping_is_the_save_counter_but_a_users_step_is_a_variable() -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts/ckpt-5")

    roles = {v.key.split("/.")[0]: v.role for v in checkpoint.variables if "OPTIMIZER_SLOT" not in v.key}

    assert roles == {
        "_CHECKPOINTABLE_OBJECT_GRAPH": "other",
        "iterator": "other",
        "net/l1/bias": "variable",
        "net/l1/kernel": "variable",
        "optimizer/beta_1": "hyperparameter",
        "optimizer/beta_2": "hyperparameter",
        "optimizer/decay": "hyperparameter",
        "optimizer/iter": "hyperparameter",
        "optimizer/learning_rate": "hyperparameter",
        "save_counter": "bookkeeping",
        "step": "variable",
    }


def test_slots_of_a_partitioned_estimator_keep_their_variable_in_spite_of_the_mangled_name() -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "iris_dnn_tf115/models/iris/model.ckpt-200")

    assert slot_pairs(checkpoint) == {
        (name, "Adagrad", f"{name}/t_0/Adagrad")
        for name in (
            "dnn/hiddenlayer_0/bias",
            "dnn/hiddenlayer_0/kernel",
            "dnn/hiddenlayer_1/bias",
            "dnn/hiddenlayer_1/kernel",
            "dnn/logits/bias",
            "dnn/logits/kernel",
        )
    }


def test_slots_of_a_keras_optimizer_inside_an_estimator_hang_on_their_variables() -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "iris_continued_tf215/models/iris/model.ckpt-20")

    assert ("dnn/logits/bias", "accumulator", "training/Adagrad/dnn/logits/bias/accumulator") in slot_pairs(
        checkpoint
    )
    assert checkpoint.variable("training/Adagrad/learning_rate").role == "hyperparameter"
    assert checkpoint.variable("global_step").role == "bookkeeping"


def test_adam_of_tensorflow_1_has_two_slots_a_variable_and_two_powers() -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "optimizers_tf115/adam/model.ckpt-3")
    by_role: dict[str, set[str]] = {}
    for variable in checkpoint.variables:
        by_role.setdefault(variable.role, set()).add(variable.key)

    assert by_role == {
        "bookkeeping": {"global_step"},
        "hyperparameter": {"beta1_power", "beta2_power"},
        "variable": {"layer/bias", "layer/kernel"},
        "slot": {
            f"layer/{name}/{slot}"
            for name in ("bias", "kernel")
            for slot in ("Adam", "Adam_1", "ExponentialMovingAverage")
        },
    }


def test_helper_nodes_of_a_saved_model_are_hidden_but_its_layers_are_not() -> None:
    graph = explorer.open_checkpoint(
        GOLDEN / "keras_cnn_tf215/checkpoints/cnn_01/variables/variables"
    ).object_graph

    shown = {graph.path(node) for node in range(graph.node_count) if not graph.is_helper[node]}

    assert {
        "layer_with_weights-0",
        "layer_with_weights-0/kernel",
        "optimizer",
        "keras_api/metrics/0",
    } <= shown
    assert not shown & {"signatures", "variables", "layer_with_weights-0/keras_api", "optimizer/_momentums"}


def test_roles_are_told_by_key_when_the_object_graph_is_lost() -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "corrupt_shared/cases/truncated_data")

    assert checkpoint.object_graph is None
    assert {v.key.split("/.")[0]: v.role for v in checkpoint.variables} == {
        "_CHECKPOINTABLE_OBJECT_GRAPH": "other",
        "layer/bias": "variable",
        "layer/kernel": "variable",
        "names": "variable",
        "save_counter": "bookkeeping",
        "step": "variable",
    }


def test_opening_a_directory_takes_its_latest_checkpoint() -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "iris_dnn_tf115/models/iris")

    assert (checkpoint.name, checkpoint.step, checkpoint.number) == ("model.ckpt-200", 200, None)


def test_an_absent_key_names_its_neighbours() -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "iris_dnn_tf115/models/iris/model.ckpt-200")

    with pytest.raises(explorer.UnknownKeyError) as caught:
        checkpoint.read("dnn/logits/kernal")

    assert isinstance(caught.value, KeyError)
    assert "dnn/logits/kernel" in caught.value.hint


def test_a_missing_path_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(explorer.MissingFileError) as caught:
        explorer.open_checkpoint(tmp_path / "nothing")

    assert isinstance(caught.value, FileNotFoundError)
    assert str(tmp_path / "nothing") in str(caught.value)
