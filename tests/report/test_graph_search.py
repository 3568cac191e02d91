"""Finding nodes: what queries mean on graphs TensorFlow wrote, ranking, misspelt words, hostile names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import explorer
from explorer.analysis.graph_tree import drawn_tree
from explorer.checkpoints.object_graph import Attribute
from explorer.report.found_rows import found_row
from explorer.report.graph_completions import completions
from explorer.report.graph_search import GraphIndex, KnownOfNodes, find_nodes
from explorer.report.letter_marks import letter_marks, word_places
from tests.made_graphs import chain, layered_model, make_graph, table_of

# Node ids as the files have them.
ROOT, ITERATOR, NET, OPTIMIZER, STEP, SAVE_COUNTER, L1, ITER = 0, 1, 2, 3, 4, 5, 6, 7
BETA_1, BETA_2, DECAY, RATE, KERNEL, BIAS, KERNEL_M, BIAS_M, KERNEL_V, BIAS_V = range(8, 18)
SLOTS = {KERNEL_M, BIAS_M, KERNEL_V, BIAS_V}
SCALARS = {STEP, SAVE_COUNTER, ITER, BETA_1, BETA_2, DECAY, RATE}


def index_of(graph, table=None) -> GraphIndex:
    if table is None:
        table = table_of([f"key/{row}" for row in range(int(graph.row.max(initial=-1)) + 1)])
    return GraphIndex(graph, table, drawn_tree(graph))


@pytest.fixture(scope="module")
def guide() -> GraphIndex:
    """The checkpoint of TensorFlow's guide, legacy Adam."""
    from tests.conftest import GOLDEN

    checkpoint = explorer.open_checkpoint(GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts/ckpt-5")
    return index_of(checkpoint.graph, checkpoint.table)


@pytest.fixture(scope="module")
def keras3() -> GraphIndex:
    """The same program with Keras 3: lists of variables beside the optimizer."""
    from tests.conftest import GOLDEN

    checkpoint = explorer.open_checkpoint(GOLDEN / "net_adam_manager_keras3_tf221/tf_ckpts/ckpt-5")
    return index_of(checkpoint.graph, checkpoint.table)


def found(index: GraphIndex, query: str, **known) -> set[int]:
    answer = find_nodes(index, query, KnownOfNodes(**known))
    assert answer.problem == ""
    return set(answer.nodes.tolist())


@pytest.mark.parametrize(
    ("query", "nodes"),
    [
        ("kernel", {KERNEL, KERNEL_M, KERNEL_V}),
        ("KERNEL", {KERNEL, KERNEL_M, KERNEL_V}),
        ("l1ker", {KERNEL, KERNEL_M, KERNEL_V}),
        ("n/l/b", {BIAS, BIAS_M, BIAS_V}),
        ("net bias", {BIAS, BIAS_M, BIAS_V}),
        ("kernel -m", {KERNEL, KERNEL_V}),
        ("kernel -role:slot", {KERNEL}),
        ('"l1/kernel"', {KERNEL, KERNEL_M, KERNEL_V}),
        ('"l1ker"', set()),
        ("name:kernel", {KERNEL}),
        ("name:beta", {BETA_1, BETA_2}),
        ("name:beta_?", {BETA_1, BETA_2}),
        ("beta_*", {BETA_1, BETA_2}),
        ("l1/*", {KERNEL, BIAS}),
        ("*/m", {KERNEL_M, BIAS_M}),
        ("path:net*m", {KERNEL_M, BIAS_M}),
        ("path:optimizer", {OPTIMIZER, ITER, BETA_1, BETA_2, DECAY, RATE}),
        ("key:.optimizer_slot", SLOTS),
        ("key:net/*/m/*", {KERNEL_M, BIAS_M}),
        ("role:slot", SLOTS),
        ("role:hyper", {ITER, BETA_1, BETA_2, DECAY, RATE}),
        ("role:slot name:m", {KERNEL_M, BIAS_M}),
        ("dtype:f32 -role:slot", {KERNEL, BIAS, BETA_1, BETA_2, DECAY, RATE}),
        ("dtype:int64", {SAVE_COUNTER, ITER}),
        ("dtype:i64", {SAVE_COUNTER, ITER}),
        ("shape:[1,5]", {KERNEL, KERNEL_M, KERNEL_V}),
        ("shape:1x5", {KERNEL, KERNEL_M, KERNEL_V}),
        ("shape:[*, 5]", {KERNEL, KERNEL_M, KERNEL_V}),
        ("shape:?x5", {KERNEL, KERNEL_M, KERNEL_V}),
        ("shape:[5] dtype:float32", {BIAS, BIAS_M, BIAS_V}),
        ("shape:5", SLOTS | {KERNEL, BIAS, ITERATOR}),
        ("shape:[...,5]", SLOTS | {KERNEL, BIAS, ITERATOR}),
        ("shape:[>1]", {BIAS, BIAS_M, BIAS_V, ITERATOR}),
        ("shape:[1,", {KERNEL, KERNEL_M, KERNEL_V}),
        ("[1, 5] variable", {KERNEL}),
        ("shape:scalar dtype:int32", {STEP}),
        ("size:20", SLOTS | {KERNEL, BIAS}),
        ("size:>=8B size:<20", {SAVE_COUNTER, ITER}),
        ("size:5..19", {SAVE_COUNTER, ITER}),
        ("size:>1MiB", set()),
        ("elements:5", SLOTS | {KERNEL, BIAS, ITERATOR}),
        ("elements:>4 -dtype:variant", SLOTS | {KERNEL, BIAS}),
        ("class:adam", {OPTIMIZER}),
        ("class:*dam", {OPTIMIZER}),
        ("class:dense", {L1}),
        ("is:shared", set()),
        ("is:helper", set()),
        ("is:unpaired", set()),
        ("is:damaged", set()),
        ("slot m", {KERNEL_M, BIAS_M}),
        ("float32 hyper", {BETA_1, BETA_2, DECAY, RATE}),
        ("role:", set()),
        ("", set()),
        ("   ", set()),
        ("-", set()),
    ],
)
def test_a_query_means_these_nodes_of_the_guides_graph(guide, query, nodes):
    assert found(guide, query) == nodes


def test_what_the_window_knows_is_found_too(guide):
    assert found(guide, "is:folded", folded=(NET,)) == {NET}
    assert found(guide, "is:note", noted=(KERNEL, STEP)) == {KERNEL, STEP}
    assert found(guide, "is:damaged", damaged_rows=(int(guide.row[BIAS]),)) == {BIAS}
    assert found(guide, "kernel -is:note", noted=(KERNEL,)) == {KERNEL_M, KERNEL_V}


def test_the_best_come_first(guide):
    assert find_nodes(guide, "kernel").nodes.tolist() == [KERNEL, KERNEL_M, KERNEL_V]
    assert find_nodes(guide, "net").nodes.tolist()[:2] == [NET, L1]
    assert find_nodes(guide, "l1ker").nodes.tolist()[0] == KERNEL
    assert find_nodes(guide, "m").nodes.tolist()[:2] == [BIAS_M, KERNEL_M]
    assert find_nodes(guide, "adam").nodes.tolist()[0] == OPTIMIZER


def test_names_in_the_optimizers_lists_are_found_as_well(keras3):
    kernel, momentum = 14, 16

    assert find_nodes(keras3, "_trainable_variables/0").nodes.tolist()[0] == kernel
    assert momentum in found(keras3, '"_momentums/0"')
    assert kernel not in found(keras3, '"_momentums/0"')
    assert kernel in found(keras3, "is:shared")
    row = found_row(keras3, find_nodes(keras3, '"_trainable_variables/0"'), kernel)
    assert row.why == "also at optimizer/_trainable_variables/0"


def test_the_name_a_program_gave_is_found_and_told(keras3):
    answer = find_nodes(keras3, '"net/kernel"')

    assert answer.nodes.tolist() == [14]
    assert found_row(keras3, answer, 14).why == "called net/kernel"


def test_misspelt_words_find_the_nearest(guide):
    answer = find_nodes(guide, "kernql")

    assert answer.note == "No exact match; nearest: kernel"
    assert answer.nodes.tolist() == [KERNEL, KERNEL_M, KERNEL_V]
    assert find_nodes(guide, "optimiser").nodes.tolist()[0] == OPTIMIZER
    assert find_nodes(guide, "xqzwxqzw").nodes.tolist() == []
    assert find_nodes(guide, "role:slot kernql").nodes.tolist() == [KERNEL_M, KERNEL_V]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("role:slut", "No role is called “slut”. Did you mean role:slot? Known: variable, slot, optimizer,"),
        (
            "dtype:flaot32",
            "No dtype is called “flaot32”. Did you mean dtype:float32? In this checkpoint: float32,",
        ),
        ("shape:[a]", "“[a]” is no shape: write shape:[3, 4], 768x768,"),
        ("shape:[...,...]", "“...” may stand once in a shape"),
        ("size:big", "“big” is no size: write size:>1MiB"),
        ("elements:1MiB", "“1mib” is no number of elements: write elements:>1M"),
        ("is:good", "No property is called “good”. "),
        ("class:transformer", "No node is of a class “transformer”. Here: Dense, Adam"),
        ("colour:red", "“colour:” is no field. Fields: path, name, key, role,"),
    ],
)
def test_a_wrong_field_or_value_is_answered_with_what_is_known(guide, query, told):
    answer = find_nodes(guide, query)

    assert answer.nodes.tolist() == []
    assert answer.problem.startswith(told)


def test_a_colon_in_a_name_is_no_field():
    graph = make_graph(["container", "variable"], [(0, "model:0", 1)], rows={1: 0})

    assert found(index_of(graph), "model:0") == {1}


@pytest.mark.parametrize(
    ("words", "text", "marked"),
    [
        (("kernel",), "net/l1/kernel", "kernel"),
        (("l1ker",), "net/l1/kernel", "l1ker"),
        (("net", "bias"), "net/l1/bias", "netbias"),
        (("k",), "layer_k/kernel", "k"),
        (("xyz",), "net/l1", ""),
    ],
)
def test_found_letters_are_marked(words, text, marked):
    assert "".join(text[start:end] for start, end in letter_marks(words, text)) == marked


def test_the_marks_prefer_the_name_and_beginnings():
    assert letter_marks(("k",), "kernel/kernel") == ((7, 8),)
    assert letter_marks(("er",), "layer_er/kernel") == ((10, 12),)
    assert word_places("l1ker", "net/l1/kernel") == (4, 5, 7, 8, 9)


def test_a_row_tells_name_path_and_what_is_stored(guide):
    row = found_row(guide, find_nodes(guide, "l1ker"), KERNEL)

    assert (row.name, row.above, row.role, row.stored) == ("kernel", "net/l1/", "variable", "float32 [1, 5]")
    assert [row.name[start:end] for start, end in row.name_marks] == ["ker"]
    assert [row.above[start:end] for start, end in row.above_marks] == ["l1"]


def offered(index, query, **known):
    return {offer.text: offer.query for offer in completions(index, query, KnownOfNodes(**known))}


def test_fields_and_values_that_occur_are_offered(guide):
    assert list(offered(guide, ""))[:3] == ["path:", "name:", "key:"]
    assert offered(guide, "kernel ro") == {"role:": "kernel role:"}
    assert list(offered(guide, "role:"))[:2] == ["role:hyperparameter", "role:slot"]
    assert offered(guide, "kernel -role:sl") == {"role:slot": "kernel -role:slot "}
    assert next(iter(offered(guide, "dtype:"))) == "dtype:float32"
    assert set(offered(guide, "dtype:")) == {
        f"dtype:{name}" for name in ("float32", "int64", "int32", "variant")
    }
    assert "shape:[1,5]" in offered(guide, "shape:[1")
    assert offered(guide, "class:a") == {"class:Adam": "class:Adam "}
    assert offered(guide, "kernel") == {}
    assert "is:note" in offered(guide, "is:")


# --- hostile and large graphs ------------------------------------------------------------------


def test_names_of_a_megabyte_are_searched_at_both_ends():
    names = [f"start{'é' * 1_000_000}end{number}" for number in range(3)]
    graph = make_graph(["container"] + ["variable"] * 3, [(0, name, n + 1) for n, name in enumerate(names)])
    index = index_of(graph)

    assert found(index, "start") == {1, 2, 3}
    assert found(index, "end2") == {3}
    assert len(index.paths.codes) < 1_000
    assert len(found_row(index, find_nodes(index, "end2"), 3).name) <= 121


def test_names_with_nul_bidi_and_rare_letters_are_no_harm():
    names = ["a\0b", "\u202eevil", "𝔘nicode", "\udce9", "", "/", "İstanbul"]
    graph = make_graph(["container"] + ["variable"] * 7, [(0, name, n + 1) for n, name in enumerate(names)])
    index = index_of(graph)

    assert found(index, "evil") == {2}
    assert found(index, "nicode") == {3}
    assert 7 in found(index, "stanbul")
    assert found_row(index, find_nodes(index, "evil"), 2).name == "\\u202eevil"


def test_a_chain_and_an_empty_graph_are_searched():
    deep = index_of(chain(20_000))

    assert len(find_nodes(deep, "next").nodes) == 19_999
    assert len(find_nodes(deep, "nt").nodes) == 19_999
    assert len(deep.paths.codes) < 3_000_000
    empty = index_of(make_graph([], []))
    assert find_nodes(empty, "kernel").nodes.tolist() == []


def test_a_cycle_and_duplicate_names_are_searched():
    graph = make_graph(
        ["container", "layer", "layer"], [(0, "a", 1), (1, "b", 2), (2, "a", 1), (2, "a", 0), (1, "b", 2)]
    )

    assert found(index_of(graph), "name:b") == {2}
    assert found(index_of(graph), "is:shared") == {1}


def test_repeated_layers_are_all_found_the_shortest_first():
    index = index_of(layered_model(120))

    answer = find_nodes(index, "layer_11/kernel")
    assert [index.paths.text(node) for node in answer.nodes.tolist()[:3]] == [
        "model/layer_11/kernel", "model/layer_11/kernel/m", "model/layer_11/kernel/v",
    ]  # fmt: skip
    slots = find_nodes(index, "role:slot").nodes
    assert len(slots) == 480
    assert [index.paths.text(node) for node in slots.tolist()[3:6]] == [  # as an outline lists them
        "model/layer_0/bias/v", "model/layer_1/kernel/m", "model/layer_1/kernel/v",
    ]  # fmt: skip
    assert len(find_nodes(index, "name:m role:slot").nodes) == 240


@pytest.fixture(scope="module")
def small() -> GraphIndex:
    graph = make_graph(
        ["container", "layer", "variable", "optimizer", "slot"],
        [(0, "net", 1), (1, "kernel", 2), (0, "opt", 3)], [(3, 2, "m", 4)], rows={2: 0, 4: 1},
        attributes=[(2, Attribute("VARIABLE_VALUE", "dense/kernel", "k"))],
    )  # fmt: skip
    return index_of(graph)


@settings(max_examples=300, deadline=None)
@given(
    query=st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from([*"abkmnl*?[]()x,:.><=-\" ", "role:", "shape:", "size:", "is:", "class:", "-", "...", "1e99"]),
            max_size=14,
        ).map("".join),
    )
)  # fmt: skip
def test_any_query_is_answered(small, query):
    answer = find_nodes(small, query)

    nodes = answer.nodes.tolist()
    assert len(nodes) == len(set(nodes))
    assert set(nodes) <= set(range(5))
    for node in nodes:
        row = found_row(small, answer, node)
        for text, marks in ((row.name, row.name_marks), (row.above, row.above_marks)):
            assert all(0 <= start < end <= len(text) for start, end in marks)
    assert all(offer.query for offer in completions(small, query))


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(st.text("abk_1/É\0", min_size=1, max_size=8), min_size=1, max_size=12, unique=True),
    word=st.text("abk_1/é", min_size=2, max_size=4),
)
def test_quoted_text_is_found_exactly_where_it_is(names, word):
    graph = make_graph(
        ["container"] + ["variable"] * len(names), [(0, name, n + 1) for n, name in enumerate(names)]
    )

    expected = {n + 1 for n, name in enumerate(names) if word in name.lower().replace("\0", " ")}
    if word in "(root)":
        expected.add(0)
    assert found(index_of(graph), f'"{word}"') == expected


@settings(max_examples=60, deadline=None)
@given(word=st.text("lkbm1e", min_size=2, max_size=4))
def test_letters_in_order_are_found_in_every_path_that_has_them(word):
    index = index_of(layered_model(3))

    def has(text: str) -> bool:
        rest = iter(text)
        return all(letter in rest for letter in word)

    nodes = found(index, word)
    paths = [index.paths.text(node) for node in range(index.count)]
    assert all(has(paths[node]) for node in nodes)
    assert bool(nodes) == any(map(has, paths))


def test_a_search_can_be_cancelled():
    from explorer.task import Cancelled, Task

    graph = layered_model(10)
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        GraphIndex(graph, None, drawn_tree(graph), task)


def test_a_table_shorter_than_the_graph_says_is_no_harm():
    graph = layered_model(2)
    short = table_of(["one"])
    wrong = replace(graph, row=np.where(graph.row >= 0, graph.row + 5, graph.row).astype(np.int32))

    assert find_nodes(GraphIndex(wrong, short, drawn_tree(wrong)), "size:>0").nodes.tolist() == []
