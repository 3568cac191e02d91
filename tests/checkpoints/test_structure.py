"""The structure of object graphs: the guide's picture edge by edge, classes told and inferred, and graphs no program writes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import explorer
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.graph_builder import build_object_graph
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.scope_classes import classes_by_use
from explorer.formats.meta_uses import VariableUse
from explorer.formats.object_graph import decode_object_graph
from explorer.formats.tensor_table import TensorTable
from explorer.report.card_facts import class_origin
from tests.builders import VALUE, bytes_field, number_field, object_graph_bytes, write_bundle
from tests.golden_answers import GOLDEN, GoldenPrefix, golden_prefixes

OBJECT_BASED = [golden for golden in golden_prefixes() if golden.object_graph]


def built(nodes: list[dict[str, Any]], shapes: dict[str, tuple[int, ...]] | None = None) -> ObjectGraph:
    """The graph of made nodes; each attribute's tensor has the shape given for its key, else ()."""
    shapes = shapes or {}
    keys = {key: shapes.get(key, ()) for node in nodes for _, _, key in node.get("attributes", ())}
    return build_object_graph(decode_object_graph(object_graph_bytes(nodes)), table_of(keys)).graph


def table_of(shapes: dict[str, tuple[int, ...]]) -> TensorTable:
    """A table of float32 tensors of these shapes."""
    keys = sorted(shapes)
    distinct = tuple(dict.fromkeys(shapes.values())) or ((),)
    zeros = np.zeros(len(keys), np.int64)
    return TensorTable(
        keys,
        np.ones(len(keys), np.int32),
        np.array([distinct.index(shapes[key]) for key in keys], np.int32),
        distinct,
        np.zeros(len(keys), np.int32),
        zeros,
        zeros,
        np.zeros(len(keys), np.uint32),
    )


def variable(key: str, full_name: str = "") -> dict[str, Any]:
    return {"attributes": [("VARIABLE_VALUE", full_name, key)]}


def classes(graph: ObjectGraph) -> dict[str, tuple[str, bool]]:
    """Path -> (class, whether it is told), for nodes of a known class."""
    return {
        graph.path(node): (graph.class_name(node), graph.class_is_told(node))
        for node in range(graph.node_count)
        if graph.class_name(node)
    }


# --- the guide's picture -----------------------------------------------------------------------


@pytest.mark.parametrize("step", [3, 4, 5])
def test_the_guides_picture_node_by_node_and_edge_by_edge(step: int) -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / f"net_adam_manager_legacy_tf215/tf_ckpts/ckpt-{step}")
    graph = checkpoint.graph

    roles = {graph.path(node): graph.role_name(node) for node in range(graph.node_count)}
    edges = {
        (graph.path(node), name, graph.path(child))
        for node in range(graph.node_count)
        for name, child in graph.children(node)
    }
    slots = {
        (graph.path(optimizer), graph.path(owner), name, checkpoint.table.keys[graph.row[slot]])
        for optimizer, owner, name, slot in zip(
            graph.slot_optimizer.tolist(),
            graph.slot_variable.tolist(),
            graph.slot_name,
            graph.slot_node.tolist(),
            strict=True,
        )
    }

    # The guide: a root with step, optimizer, net and iterator; net has the dense layer l1, that has kernel
    # and bias; the optimizer keeps the slots m and v of both. save_counter is the CheckpointManager's own.
    slot = "net/l1/{}/.OPTIMIZER_SLOT/optimizer/{}"
    assert roles == {
        "": "container",
        "step": "variable",
        "optimizer": "optimizer",
        "net": "container",
        "iterator": "other",
        "save_counter": "bookkeeping",
        "net/l1": "layer",
        "net/l1/kernel": "variable",
        "net/l1/bias": "variable",
        **{
            f"optimizer/{name}": "hyperparameter"
            for name in ("iter", "beta_1", "beta_2", "decay", "learning_rate")
        },
        **{slot.format(name, kind): "slot" for name in ("kernel", "bias") for kind in "mv"},
    }
    assert edges == {
        *(("", name, name) for name in ("step", "optimizer", "net", "iterator", "save_counter")),
        ("net", "l1", "net/l1"),
        ("net/l1", "kernel", "net/l1/kernel"),
        ("net/l1", "bias", "net/l1/bias"),
        *(
            ("optimizer", name, f"optimizer/{name}")
            for name in ("iter", "beta_1", "beta_2", "decay", "learning_rate")
        ),
    }
    assert slots == {
        ("optimizer", f"net/l1/{name}", kind, slot.format(name, kind) + VALUE)
        for name in ("kernel", "bias")
        for kind in "mv"
    }
    assert not graph.is_helper.any()
    assert not graph.slot_inferred.any()
    assert (graph.class_name(3), graph.problems) == ("Adam", ())


@pytest.mark.parametrize("golden", OBJECT_BASED, ids=str)
def test_built_graphs_hold_what_tensorflow_decodes(golden: GoldenPrefix) -> None:
    graph = explorer.open_checkpoint(golden.path).object_graph
    assert graph is not None

    nodes = golden.object_graph or ()
    assert graph.node_count == len(nodes)
    listed = ~graph.slot_inferred
    for node in nodes:
        number = node["id"]
        stored = [tuple(child) for child in node.get("children", ())]
        assert list(graph.children(number)) == stored
        assert [(a.name, a.full_name, a.checkpoint_key) for a in graph.node_attributes(number)] == [
            (a["name"], a.get("full_name", ""), a["checkpoint_key"]) for a in node.get("attributes", ())
        ]
        mine = np.flatnonzero(listed & (graph.slot_optimizer == number)).tolist()
        assert [[int(graph.slot_variable[s]), graph.slot_name[s], int(graph.slot_node[s])] for s in mine] == [
            list(slot) for slot in node.get("slot_variables", ())
        ]


# --- classes -----------------------------------------------------------------------------------


def test_a_saved_model_tells_its_classes() -> None:
    found = classes(explorer.open_checkpoint(GOLDEN / "keras_cnn_tf215/checkpoints/cnn_01").graph)

    told = {path: name for path, (name, is_told) in found.items() if is_told}
    assert {path: told[path] for path in ("", "layer-1", "optimizer", "keras_api/metrics/1")} == {
        "": "Sequential",
        "layer-1": "Flatten",
        "optimizer": "Adam",
        "keras_api/metrics/1": "MeanMetricWrapper",
    }
    assert told["layer_with_weights-0"] == "Conv2D"
    assert told["optimizer/_momentums"] == "list"


def test_containers_of_a_saved_module_are_told() -> None:
    found = classes(explorer.open_checkpoint(GOLDEN / "more_saved_models_tf215/module").graph)

    assert (found["parts"], found.get("")) == (("dict", True), None)


def test_containers_are_inferred_by_their_edges_and_said_to_be() -> None:
    nodes = [
        {"children": [("list", 1), ("gaps", 2), ("pair", 3), ("odd", 4), ("plain", 5), ("down", 6)]},
        {"children": [("0", 7), ("1", 8)]},
        {"children": [("0", 7), ("2", 8)]},
        {"children": [("first", 7), ("second", 8), ("0", 7), ("1", 8)]},  # a namedtuple lists entries twice
        {"children": [("conv 1", 7)]},
        {"children": [("a", 7), ("b", 8)]},
        {"children": [("1", 7), ("0", 8)]},  # no list is written downwards
        variable("x"),
        variable("y"),
    ]

    graph = built(nodes)

    assert classes(graph) == {
        "list": ("list", False),
        "gaps": ("list", False),
        "pair": ("namedtuple", False),
        "odd": ("dict", False),
    }
    assert [graph.role_name(node) for node in range(1, 5)] == ["container"] * 4


@pytest.mark.parametrize(
    ("checkpoint", "expected"),
    [
        ("optimizers_legacy_tf215/rmsprop/ckpt-1", "RMSprop"),
        ("optimizers_new_tf215/ftrl/ckpt-1", "Ftrl"),
        ("optimizers_keras3_tf221/rmsprop/ckpt-1", "RMSprop"),  # its variables are called rm_sprop
        ("muon_keras3_tf221/muon/ckpt-1", "Muon"),
        ("oracle_programs/objects-keras-2_157/saved/ckpt-1", "MomentumOptimizer"),  # tf.compat.v1
    ],
)
def test_an_optimizer_is_known_by_the_names_of_its_variables(checkpoint: str, expected: str) -> None:
    graph = explorer.open_checkpoint(GOLDEN / checkpoint).graph

    (optimizer,) = (node for node in range(graph.node_count) if graph.role_name(node) == "optimizer")

    assert (graph.class_name(optimizer), graph.class_is_told(optimizer)) == (expected, False)


def test_graphs_made_without_classes_know_none() -> None:
    graph = built([{"children": [("a", 1)]}, variable("x")])

    assert classes(graph) == {}
    assert (graph.class_id.tolist(), graph.classes) == ([0, 0], ("",))


# --- name-based checkpoints with a graph beside them --------------------------------------------

LENET = GOLDEN / "lenet5_tf1_tf215/tf_ckpt"


def copied_lenet(folder: Path) -> Path:
    shutil.copytree(LENET, folder / "lenet")
    return folder / "lenet/model"


def test_scopes_are_known_by_the_ops_their_variables_feed() -> None:
    found = classes(explorer.open_checkpoint(LENET / "model").graph)

    assert found == {
        "conv2d": ("Conv2D", False),
        "conv2d_1": ("Conv2D", False),
        "batch_normalization": ("BatchNormalization", False),
        "batch_normalization_1": ("BatchNormalization", False),
        "dense": ("Dense", False),
        "dense_1": ("Dense", False),
    }


def test_what_is_inferred_from_the_graph_beside_a_checkpoint_is_said_to_be_from_there(tmp_path: Path) -> None:
    prefix = copied_lenet(tmp_path)
    graph = explorer.open_checkpoint(prefix).graph
    dense = next(node for node in range(graph.node_count) if graph.class_name(node) == "Dense")

    assert class_origin(graph, dense) == " (inferred from the ops in the .meta file)"

    Path(f"{prefix}.meta").unlink()
    assert explorer.open_checkpoint(prefix).graph.class_source == "names"


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ({"emb/table": ("MatMul",)}, {}),  # a product with a table is no dense layer
        ({"emb/table": ("GatherV2",)}, {"emb": "Embedding"}),
        ({"emb/table": ("GatherV2", "MatMul")}, {}),
        ({"out/kernel": ("MatMul",), "out/bias": ("BiasAdd",)}, {"out": "Dense"}),
        ({"out/w": ("MatMul",), "out/b": ("AddV2",)}, {"out": "Dense"}),
        ({"two/kernel": ("MatMul",), "two/table": ("MatMul",)}, {}),
    ],
)
def test_a_scope_is_a_layer_only_where_ops_and_names_leave_no_doubt(uses, expected) -> None:
    assert classes_by_use({key: VariableUse(set(ops)) for key, ops in uses.items()}, list(uses)) == expected


def test_the_weights_of_a_partitioned_layer_are_known_by_their_parts() -> None:
    graph = explorer.open_checkpoint(GOLDEN / "iris_dnn_tf115/models/iris/model.ckpt-200").graph

    assert {path for path, (name, _) in classes(graph).items() if name == "Dense"} == {
        "dnn/hiddenlayer_0",
        "dnn/hiddenlayer_1",
        "dnn/logits",
    }


@pytest.mark.parametrize("damage", ["gone", "cut", "noise", "empty", "folder"])
def test_without_a_readable_graph_beside_it_a_scope_is_a_scope(tmp_path: Path, damage: str) -> None:
    prefix = copied_lenet(tmp_path)
    meta = Path(f"{prefix}.meta")
    data = meta.read_bytes()
    meta.unlink()
    if damage == "folder":
        meta.mkdir()
    elif damage != "gone":
        meta.write_bytes({"cut": data[: len(data) // 3], "noise": b"\xff" * 5000, "empty": b""}[damage])

    graph = explorer.open_checkpoint(prefix).graph

    assert graph.role_name(graph.children(0)[0][1]) == "container"
    assert classes(graph) == {}


def test_names_are_listed_without_a_look_at_the_graph_beside_them(tmp_path: Path, monkeypatch) -> None:
    prefix = copied_lenet(tmp_path)
    opened: list[Checkpoint] = []
    monkeypatch.setattr(
        "explorer.checkpoints.scope_classes.scope_classes", lambda *_: pytest.fail("the .meta was read")
    )

    opened.append(explorer.open_checkpoint(prefix))

    assert len(opened[0].variables) == len(opened[0].table)
    assert opened[0].slots is not None


def test_a_keras_file_calls_its_layers_after_their_classes() -> None:
    folder = GOLDEN / "more_keras_h5_tf215"

    own = classes(explorer.open_checkpoint(folder / "own_layer.weights.h5").graph)
    functional = classes(explorer.open_checkpoint(folder / "functional.keras").graph)

    assert own == {"layers/dense": ("Dense", False), "layers/scale": ("Scale", False)}
    assert functional["layers/batch_normalization"] == ("BatchNormalization", False)


# --- graphs no program writes --------------------------------------------------------------------


def test_an_empty_graph_is_told_and_the_keys_are_drawn(tmp_path: Path) -> None:
    write_bundle(
        tmp_path / "ckpt", {f"net/w{VALUE}": np.zeros(2, np.float32), "_CHECKPOINTABLE_OBJECT_GRAPH": b""}
    )

    checkpoint = explorer.open_checkpoint(tmp_path / "ckpt")

    assert checkpoint.object_graph is None
    assert "The object graph has no nodes, not even a root." in checkpoint.problems
    assert checkpoint.graph.path(int(checkpoint.node_of_row[1])) == "net/w"


def test_names_given_twice_are_told_a_few_by_name() -> None:
    graph = built([{"children": [("a", 1)] * 9 + [("b", 1)]}, {}])

    assert graph.problems == (
        *("In the object graph node 0 has several children under the name 'a'.",) * 3,
        "In the object graph 5 more edges have the name of another edge of their node.",
    )
    assert len(graph.children(0)) == 10


def test_a_name_of_a_megabyte_is_kept_and_shortened_where_it_is_told() -> None:
    name = "n" * (1 << 20)
    graph = built([{"children": [(name, 1), (name, 2)]}, variable("x"), {}])

    assert graph.label(1) == name
    (problem,) = graph.problems
    assert len(problem) < 200


def test_nodes_that_nothing_leads_to_are_counted_but_slots_are_not_lost() -> None:
    nodes = [
        {"children": [("w", 1), ("opt", 2)]},
        variable("w"),
        {"slot_variables": [(1, "m", 3)]},
        variable("m"),
        {"children": [("x", 5)]},
        variable("x"),
    ]

    assert built(nodes).problems == (
        "In the object graph no path leads from the root to 2 nodes, node 4 the first of them.",
    )
    assert built(nodes[:4]).problems == ()


def test_cycles_and_self_loops_are_what_programs_make() -> None:
    graph = built([{"children": [("me", 0), ("a", 1)]}, {"children": [("root", 0), ("me", 1)]}])

    assert graph.problems == ()
    assert graph.parent.tolist() == [-1, 0]
    assert graph.path(1) == "a"


def test_a_million_edges_to_one_node_are_edges() -> None:
    edge = bytes_field(1, number_field(1, 1) + bytes_field(2, "x"))
    data = bytes_field(1, edge * 1_000_000) + object_graph_bytes([variable("x")])
    graph = build_object_graph(decode_object_graph(data), table_of({"x": ()})).graph

    assert len(graph.edge_source) == 1_000_000
    assert len(set(map(id, graph.edge_name))) == 1
    assert graph.path(1) == "x"
    assert len(graph.problems) == 4


def test_thousands_of_optimizers_that_share_one_list_are_paired_in_a_moment() -> None:
    # Each look at the list anew would be 4,000,000 looks.
    count = 2000
    entries = [(str(k), 2 + count + k) for k in range(count)]
    optimizer = {"children": [("_variables", 1), ("_iterations", 1 + count + count)]}
    nodes = [
        {"children": [(str(k), 2 + k) for k in range(count)]},
        {"children": entries},
        *[optimizer] * count,
        *(variable(f"k{k}", "a/b") for k in range(count)),
    ]

    graph = built(nodes)

    assert set(graph.slot_optimizer.tolist()) == {2}
    assert graph.role_name(2) == "optimizer"
