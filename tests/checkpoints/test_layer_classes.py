"""Classes of Keras layers and blocks by the names of their weights: inferred where Keras named them, never from a program's own names."""

from __future__ import annotations

import pytest

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.graph_builder import build_object_graph
from explorer.formats.object_graph import decode_object_graph
from tests.checkpoints.test_structure import built, classes
from tests.golden_answers import GOLDEN

SAVED_MODELS = sorted(path.parent for path in GOLDEN.rglob("saved_model.pb"))


def blocks(names: list[str], block: str = "blocks") -> list[dict]:
    """Root -> model -> list of blocks -> dense -> kernel; `names` are the scopes of the blocks in the kernels' names."""
    count = len(names)
    nodes = [
        {"children": [("model", 1)]},
        {"children": [(block, 2)]},
        {"children": [(str(k), 3 + k) for k in range(count)]},
    ]
    nodes += [{"children": [("d", 3 + count + k)]} for k in range(count)]
    nodes += [{"children": [("kernel", 3 + 2 * count + k)]} for k in range(count)]
    nodes += [
        {"attributes": [("VARIABLE_VALUE", f"net/{name}/dense_{k + 1}/kernel", f"k{k}")]}
        for k, name in enumerate(names)
    ]
    return nodes


MATRICES = {f"k{k}": (3, 2) for k in range(9)}


def test_blocks_that_keras_numbered_itself_are_of_one_class() -> None:
    graph = built(blocks(["encoder_block", "encoder_block_1", "encoder_block_2"]), MATRICES)

    assert classes(graph) == {
        "model/blocks": ("list", False),
        **{f"model/blocks/{k}": ("EncoderBlock", False) for k in range(3)},
        **{f"model/blocks/{k}/d": ("Dense", False) for k in range(3)},
    }


@pytest.mark.parametrize(
    "names",
    [
        ["layer_0", "layer_1", "layer_2"],  # Keras never writes a 0
        ["layer_1", "layer_2", "layer_3"],
        ["first", "second", "third"],
        ["same", "same", "same"],
        ["", "", ""],
    ],
)
def test_names_a_program_chose_tell_no_class(names: list[str]) -> None:
    graph = built(blocks(names), MATRICES)

    assert {graph.class_name(3 + k) for k in range(3)} == {""}


def made_again(start: int, *, layers: int, outer: str = "net_1", norm: int = 0) -> list[dict]:
    """Blocks whose numbers begin at `start` in a model whose dense layers begin at `layers`; `norm` is one in front."""
    nodes = blocks([f"block_{start + k}" for k in range(3)])
    for k in range(3):
        name = f"{outer}/block_{start + k}/dense_{layers + k}/kernel"
        nodes[9 + k] = {"attributes": [("VARIABLE_VALUE", name, f"k{k}")]}
    nodes[1]["children"].append(("first", 12))
    first = f"{outer}/dense{f'_{norm}' if norm else ''}/kernel"
    return [
        *nodes,
        {"children": [("kernel", 13)]},
        {"attributes": [("VARIABLE_VALUE", first, "k3")]},
    ]


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        (made_again(12, layers=13, norm=25), "Block"),
        (made_again(12, layers=12, norm=24), "Block"),
        (made_again(12, layers=11, norm=24), ""),  # twelve blocks before would have made twelve layers
        (made_again(12, layers=13, norm=0), ""),  # the very first dense layer: nothing was made before
        (made_again(12, layers=13, norm=25, outer="net"), ""),  # the first model of its class
        (made_again(1, layers=13, norm=25), ""),  # a program counts from 1 as well
    ],
)
def test_blocks_of_a_model_made_again_are_known_where_everything_was_counted_on(nodes, expected) -> None:
    graph = built(nodes, MATRICES)

    assert {graph.class_name(3 + k) for k in range(3)} == {expected}


def test_a_sequential_of_keras_3_keeps_its_layers_in_a_functional_model() -> None:
    nodes = [
        {"children": [("model", 1)]},
        {"children": [("_functional", 2)]},
        {"children": [("_operations", 3)]},
        {"children": [("0", 4), ("1", 5)]},
        {"children": [("_kernel", 6)]},
        {"children": [("_kernel", 7)]},
        {"attributes": [("VARIABLE_VALUE", "sequential/dense/kernel", "k0")]},
        {"attributes": [("VARIABLE_VALUE", "sequential/dense_1_1/kernel", "k1")]},
    ]

    assert classes(built(nodes, MATRICES)) == {
        "model": ("Sequential", False),
        "model/_functional": ("Functional", False),
        "model/_functional/_operations": ("list", False),
        "model/_functional/_operations/0": ("Dense", False),
        "model/_functional/_operations/1": ("Dense", False),
    }


def test_the_functional_model_of_a_sequential_is_none_where_that_is_the_root() -> None:
    nodes = [
        {"children": [("_functional", 1)]},
        {"children": [("_operations", 2)]},
        {"children": [("0", 3)]},
        {"children": [("_kernel", 4)]},
        {"attributes": [("VARIABLE_VALUE", "sequential/dense/kernel", "k0")]},
    ]

    assert classes(built(nodes, MATRICES)) == {
        "_functional": ("Functional", False),
        "_functional/_operations": ("list", False),
        "_functional/_operations/0": ("Dense", False),
    }


def test_a_block_around_weights_of_several_scopes_has_no_name() -> None:
    nodes = [
        {"children": [("block", 1), ("other", 7)]},
        {"children": [("a", 2), ("b", 3)]},
        {"children": [("kernel", 4)]},
        {"children": [("kernel", 5)]},
        {"attributes": [("VARIABLE_VALUE", "lstm/x/kernel", "k0")]},
        {"attributes": [("VARIABLE_VALUE", "gru/x/kernel", "k1")]},
        {},
        {"children": [("c", 8)]},
        {"children": [("kernel", 9)]},
        {"attributes": [("VARIABLE_VALUE", "lstm/x/kernel", "k2")]},
    ]

    graph = built(nodes)

    assert (graph.class_name(1), graph.class_name(7)) == ("", "LSTM")


@pytest.mark.parametrize(
    ("name", "edge", "shape", "expected"),
    [
        ("dense_7/kernel", "kernel", (3, 2), "Dense"),
        ("dense/kernel", "_kernel", (3, 2), "Dense"),  # Keras 3's edge
        ("model/conv2d_1/kernel", "kernel", (3, 3, 1, 8), "Conv2D"),
        ("embedding/embeddings", "embeddings", (10, 4), "Embedding"),
        ("embedding/kernel", "kernel", (10, 4), ""),  # a Dense layer of that name
        ("dense/kernel", "kernel", (3, 3, 1, 8), ""),
        ("dense/kernel", "weight", (3, 2), ""),
        ("logits/kernel", "kernel", (3, 2), ""),
        ("kernel", "kernel", (3, 2), ""),
        ("/" * 100_000 + "dense/kernel", "kernel", (3, 2), ""),
    ],
)
def test_a_layer_is_known_by_its_name_if_its_weight_is_of_that_class(
    name: str, edge: str, shape: tuple[int, ...], expected: str
) -> None:
    nodes = [
        {"children": [("l1", 1)]},
        {"children": [(edge, 2)]},
        {"attributes": [("VARIABLE_VALUE", name, "k0")]},
    ]

    assert built(nodes, {"k0": shape}).class_name(1) == expected


@pytest.mark.parametrize("folder", SAVED_MODELS, ids=lambda path: str(path.relative_to(GOLDEN)))
def test_what_is_inferred_is_what_a_saved_model_tells(folder) -> None:
    checkpoint = open_checkpoint(folder)
    data = checkpoint.reader.object_graph_bytes()
    if data is None or checkpoint.object_graph is None:  # a name-based SavedModel, or one without variables
        assert not checkpoint.object_based
        return
    told = checkpoint.object_graph

    inferred = build_object_graph(decode_object_graph(data), checkpoint.table).graph

    for node in range(told.node_count):
        if told.class_is_told(node) and (name := inferred.class_name(node)):
            # Tuples, and dictionaries with numbers for keys, look like lists.
            assert told.class_name(node) == name or (told.class_name(node), name) in {
                ("tuple", "list"),
                ("dict", "list"),
            }
            assert not inferred.class_is_told(node)


def test_slots_of_thousands_of_variables_of_one_name_cost_one_look_each() -> None:
    count = 4000
    model = [(f"w{k}", 6 + k) for k in range(count)]
    listed = [(str(k), 6 + count + k) for k in range(count)]
    nodes = [
        {"children": [("model", 1), ("opt", 2)]},
        {"children": model},
        {"children": [("_variables", 3), ("_iterations", 5), ("_momentums", 4)]},
        {"children": listed},
        {"children": listed},
        {"attributes": [("VARIABLE_VALUE", "iteration", "it")]},
        *({"attributes": [("VARIABLE_VALUE", "dense/kernel", f"a{k}")]} for k in range(count)),
        *({"attributes": [("VARIABLE_VALUE", "SGD/m/dense/kernel", f"b{k}")]} for k in range(count)),
    ]
    shapes = {"a7": (2, 3), "b9": (2, 3)}

    graph = built(nodes, shapes)

    pairs = dict(zip(graph.slot_node.tolist(), graph.slot_variable.tolist(), strict=True))
    assert pairs[6 + count + 9] == 6 + 7  # the only ones of their shape
    assert set(pairs.values()) == {-1, 6 + 7}
    assert set(graph.slot_name) == {"m"}


def test_a_slot_name_of_a_million_slashes_is_looked_at_a_few_times() -> None:
    nodes = [
        {"children": [("w", 1), ("opt", 2)]},
        {"attributes": [("VARIABLE_VALUE", "w", "a")]},
        {"children": [("_variables", 3), ("_iterations", 4)]},
        {"children": [("0", 5)]},
        {"attributes": [("VARIABLE_VALUE", "iteration", "it")]},
        {"attributes": [("VARIABLE_VALUE", "/" * 1_000_000 + "w", "b")]},
    ]

    graph = built(nodes)

    assert graph.slot_node.tolist() == [5]
    assert graph.slot_variable.tolist() == [-1]
