"""Any graph a file can hold is built, drawn as a tree and named, without recursion and in linear time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.checkpoints.graph_builder import build_object_graph
from explorer.checkpoints.name_slots import roles_by_name
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.checkpoints.roles import ROLES
from explorer.checkpoints.scopes import build_scope_tree
from explorer.formats.object_graph import RawObjectGraph
from explorer.formats.tensor_table import TensorTable
from explorer.formats.text_columns import NameColumn, TextColumn

EDGE_NAMES = st.sampled_from(
    ["0", "1", "kernel", "optimizer", "_variables", "_iterations", "_momentums", "iter", "decay", "keras_api"]
    + [
        "metrics",
        "layer-0",
        "total",
        "count",
        "_trainable_variables",
        "loss_scale",
        "save_counter",
        "a/b.c",
        "",
    ]
)


def raw_graph(
    count: int,
    edges: list[tuple[int, int, str]],
    values: list[int],
    slots: list[tuple[int, int, str, int]] = [],  # noqa: B006 - never changed
) -> RawObjectGraph:
    """A decoded graph written by hand; node i of `values` has the key `k<i>`."""
    edges = sorted(edges, key=lambda edge: edge[0])

    def column(numbers: list[int]) -> np.ndarray:
        return np.asarray(numbers, np.int32)

    return RawObjectGraph(
        node_count=count,
        edge_source=column([e[0] for e in edges]),
        edge_target=column([e[1] for e in edges]),
        edge_name=NameColumn.of(e[2] for e in edges),
        slot_optimizer=column([s[0] for s in slots]),
        slot_variable=column([s[1] for s in slots]),
        slot_name=NameColumn.of(s[2] for s in slots),
        slot_node=column([s[3] for s in slots]),
        attribute_node=column(sorted(values)),
        attribute_name=NameColumn.of(["VARIABLE_VALUE"] * len(values)),
        attribute_full_name=TextColumn.of(f"name{v}" for v in sorted(values)),
        attribute_checkpoint_key=TextColumn.of(f"k{v}" for v in sorted(values)),
        has_values=np.full(count, -1, np.int8),
        registered_saver={},
        problems=(),
    )


def table(keys: list[str], shapes: list[tuple[int, ...]] | None = None) -> TensorTable:
    """A tensor table of float32 tensors, scalars unless shapes are given."""
    distinct = tuple(dict.fromkeys(shapes or [()])) or ((),)
    ids = [distinct.index(shape) for shape in shapes] if shapes else [0] * len(keys)
    n = len(keys)
    return TensorTable(
        keys,
        np.ones(n, np.int32),
        np.asarray(ids, np.int32),
        distinct,
        np.zeros(n, np.int32),
        np.zeros(n, np.int64),
        np.full(n, 4, np.int64),
        np.zeros(n, np.uint32),
    )


@st.composite
def graphs(draw: st.DrawFn) -> RawObjectGraph:
    count = draw(st.integers(1, 12))
    nodes = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(nodes, nodes, EDGE_NAMES), max_size=40))
    values = draw(st.lists(nodes, unique=True, max_size=count))
    slots = draw(st.lists(st.tuples(nodes, nodes, st.sampled_from("mv"), nodes), max_size=4))
    return raw_graph(count, edges, values, slots)


@given(graphs())
def test_any_graph_is_built_and_its_drawn_tree_has_no_cycle(raw: RawObjectGraph) -> None:
    graph = build_object_graph(raw, table(sorted(f"k{i}" for i in range(raw.node_count)))).graph

    assert graph.node_count == raw.node_count
    assert set(graph.role.tolist()) <= set(range(len(ROLES)))
    for node in range(graph.node_count):
        seen = set()
        while node >= 0:
            assert node not in seen
            seen.add(node)
            node = int(graph.parent[node])


@given(graphs())
def test_every_node_of_any_graph_has_a_label_and_paths(raw: RawObjectGraph) -> None:
    graph = build_object_graph(raw, table([])).graph

    for node in range(graph.node_count):
        assert isinstance(graph.label(node), str)
        assert graph.paths(node)[0] == graph.path(node)


def test_a_chain_of_a_hundred_thousand_nodes_is_walked_without_recursion() -> None:
    count = 100_000
    raw = raw_graph(count, [(i, i + 1, "n") for i in range(count - 1)], [count - 1])

    graph = build_object_graph(raw, table([f"k{count - 1}"])).graph

    assert graph.role_name(count - 1) == "variable"
    assert not graph.is_helper.any()
    assert graph.path(count - 1).startswith("n/n/n")


def test_slots_of_two_variables_of_one_name_and_shape_are_given_to_neither() -> None:
    # Keras 2.11+: root -> model(1) with two equal layers(3, 4), optimizer(2) with _variables(7), _momentums(8).
    edges = [
        (0, 1, "model"),
        (0, 2, "optimizer"),
        (1, 3, "l1"),
        (1, 4, "l2"),
        (3, 5, "kernel"),
        (4, 6, "kernel"),
    ]
    edges += [(2, 7, "_variables"), (2, 9, "_iterations"), (2, 8, "_momentums")]
    edges += [(7, 9, "0"), (7, 10, "1"), (7, 11, "2"), (8, 10, "0"), (8, 11, "1")]
    raw = raw_graph(12, edges, [5, 6, 9, 10, 11])
    names = {
        5: "dense/kernel",
        6: "dense/kernel",
        9: "iteration",
        10: "Adam/m/dense/kernel",
        11: "Adam/m/dense/kernel",
    }
    raw = RawObjectGraph(
        **{
            field: getattr(raw, field) for field in raw.__dataclass_fields__ if field != "attribute_full_name"
        },
        attribute_full_name=TextColumn.of(names[node] for node in (5, 6, 9, 10, 11)),
    )

    graph = build_object_graph(raw, table(sorted(f"k{i}" for i in (5, 6, 9, 10, 11)))).graph

    pairs = set(zip(graph.slot_node.tolist(), graph.slot_variable.tolist(), graph.slot_name))
    assert pairs == {(10, -1, "m"), (11, -1, "m")}
    assert graph.role_name(9) == "hyperparameter"


def test_adafactor_of_keras_3_is_paired_by_shapes_or_not_at_all() -> None:
    # optimizer(1): _variables(2), _trainable_variables(3), _iterations(5), _r(4) without entries; kernel 6, r 7, c 8, v 9.
    edges = [(0, 1, "optimizer"), (0, 6, "w"), (1, 2, "_variables"), (1, 3, "_trainable_variables")]
    edges += [
        (1, 5, "_iterations"),
        (1, 4, "_r"),
        (2, 5, "0"),
        (2, 7, "1"),
        (2, 8, "2"),
        (2, 9, "3"),
        (3, 6, "0"),
    ]
    raw = raw_graph(10, edges, [5, 6, 7, 8, 9])
    keys = ["k5", "k6", "k7", "k8", "k9"]

    sound = build_object_graph(raw, table(keys, [(), (4, 3), (4,), (3,), (4, 3)])).graph
    odd = build_object_graph(raw, table(keys, [(), (4, 3), (9,), (3,), (4, 3)])).graph

    assert list(zip(sound.slot_node.tolist(), sound.slot_variable.tolist(), sound.slot_name)) == [
        (7, 6, "r"),
        (8, 6, "c"),
        (9, 6, "v"),
    ]
    assert odd.slot_variable.tolist() == [-1, -1, -1]


def test_scopes_become_nodes_in_the_order_of_keys_and_slots_hang_on_their_variable() -> None:
    graph: ObjectGraph = build_scope_tree(table(["a/w", "a/w/Adam", "a/w/Adam_1", "beta1_power"])).graph

    assert [graph.path(node) for node in range(graph.node_count)] == [
        "",
        "a",
        "a/w",
        "a/w/Adam",
        "a/w/Adam_1",
        "beta1_power",
    ]
    assert [graph.role_name(node) for node in range(6)] == [
        "container",
        "container",
        "variable",
        "slot",
        "slot",
        "hyperparameter",
    ]
    assert list(zip(graph.slot_variable.tolist(), graph.slot_node.tolist())) == [(2, 3), (2, 4)]


def test_a_name_like_a_slot_but_of_another_shape_is_a_variable() -> None:
    named = roles_by_name(table(["w", "w/Adam"], [(2,), (3,)]), range(2))

    assert {ROLES[code] for code in named.codes} == {"variable"}


def test_a_slot_made_inside_a_scope_finds_its_variable_without_the_scope() -> None:
    named = roles_by_name(table(["dense/kernel", "train/dense/kernel/Momentum"]), range(2))

    assert named.slot_of == {1: (0, "Momentum", "")}


def test_a_lost_object_graph_leaves_variables_by_their_path_and_slots_on_them() -> None:
    value = "/.ATTRIBUTES/VARIABLE_VALUE"
    keys = [f"net/w{value}", f"net/w/.OPTIMIZER_SLOT/optimizer/m{value}", f"step{value}", f"x{value}", "x"]
    built = build_scope_tree(table(sorted(keys)))
    graph: ObjectGraph = built.graph

    path_of = {key: graph.path(built.node_of_row[row]) for row, key in enumerate(sorted(keys))}
    assert {key: path_of[key] for key in (keys[0], *keys[2:])} == {
        f"net/w{value}": "net/w",
        f"step{value}": "step",
        f"x{value}": f"x{value}",  # "x" is another tensor
        "x": "x",
    }
    assert graph.slot_name == ("m",)
    assert graph.path(int(graph.slot_variable[0])) == "net/w"


@given(
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.text("ab/", max_size=4).map(lambda path: f"{path}/.ATTRIBUTES/VARIABLE_VALUE"),
            st.text("ab/", max_size=4),
        ),
        unique=True,
        max_size=20,
    ).map(sorted)
)
def test_any_names_make_a_scope_tree_with_a_node_for_each(keys: list[str]) -> None:
    built = build_scope_tree(table(keys))

    assert (built.node_of_row >= 0).all()
    assert len(set(built.node_of_row.tolist())) == len(keys)


def test_a_variable_hangs_on_its_layer_not_on_the_list_keras_writes_of_all_variables() -> None:
    edges = [
        (0, 1, "variables"), (1, 3, "0"), (1, 5, "1"), (0, 4, "blocks"), (4, 2, "0"), (2, 3, "kernel"),
        (2, 6, "keras_api"), (6, 0, "variables"),
    ]  # fmt: skip
    graph = build_object_graph(raw_graph(7, edges, [3, 5]), table(["k3", "k5"])).graph

    assert graph.parent[3] == 2
    assert graph.label(3) == "kernel"
    assert graph.parent[5] == 1  # listed nowhere else
    assert graph.parent.tolist() == [-1, 0, 4, 2, 0, 1, 2]


def test_a_list_that_only_repeats_what_layers_own_is_a_helper() -> None:
    edges = [(0, 1, "variables"), (1, 3, "0"), (0, 2, "layer"), (2, 3, "kernel")]

    graph = build_object_graph(raw_graph(4, edges, [3]), table(["k3"])).graph

    assert graph.is_helper.tolist() == [False, True, False, False]
