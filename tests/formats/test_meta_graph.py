"""`.meta` files: variables, Savers and what they store, as TensorFlow found them when it imported the graphs."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import CorruptFileError, ExplorerError, UnsupportedFileError
from explorer.formats import graph_nodes
from explorer.formats.graph_nodes import (
    GraphVariable,
    Partition,
    SaveRequest,
    parse_shape_and_slice,
)
from explorer.formats.messages import to_bytes
from explorer.formats.meta_graph import SaverSettings, read_meta_graph
from explorer.storage.files import BufferSource, FileSource
from explorer.task import Cancelled, Task
from tests.builders import bytes_field, number_field
from tests.golden_answers import GOLDEN
from tests.graph_answers import graph_answers, whole_requests

METAS = [name for name in graph_answers()["graphs"] if name.endswith(".meta")]


def read(data, **more):
    return read_meta_graph(BufferSource(data), **more)


def golden(name):
    with FileSource(GOLDEN / name) as source:
        return read_meta_graph(source)


# --- a small graph, written by hand --------------------------------------------------------------


def entry(key, **value):
    return {"key": key, "value": value}


def variable(name, shape, *, op=b"VarHandleOp", dtype=1):
    dims = {"dim": [{"size": size} for size in shape]}
    return {"name": name, "op": op, "attr": [entry(b"dtype", type=dtype), entry(b"shape", shape=dims)]}


def read_of(name, variable_name, op=b"ReadVariableOp"):
    return {"name": name, "op": op, "input": [variable_name]}


def strings(name, *values, shape=None):
    tensor = {"dtype": 7, "string_val": list(values)}
    tensor["tensor_shape"] = {"dim": [{"size": shape or len(values)}]}
    return {"name": name, "op": b"Const", "attr": [entry(b"dtype", type=7), entry(b"value", tensor=tensor)]}


def save(scope, names, slices, inputs, types):
    return [
        strings(scope + b"/names", *names),
        strings(scope + b"/slices", *slices),
        {
            "name": scope + b"/SaveV2",
            "op": b"SaveV2",
            "input": [b"file", scope + b"/names", scope + b"/slices", *inputs],
            "attr": [entry(b"dtypes", list={"type": types})],
        },
    ]


def meta_bytes(nodes, **more):
    return to_bytes("MetaGraph", graph_def={"node": nodes}, **more)


SMALL = [
    variable(b"w", (2, 3)),
    read_of(b"w/Read", b"w"),
    *save(b"save", [b"w"], [b""], [b"w/Read"], [1]),
]


# --- as TensorFlow -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", METAS)
def test_variables_are_those_of_the_imported_graph(name):
    answer = graph_answers()["graphs"][name]

    found = golden(name)

    assert {v.name: (v.op, v.dtype, None if v.shape is None else list(v.shape)) for v in found.variables} == {
        n: (a["op"], a["dtype"], a["shape"]) for n, a in answer["variables"].items()
    }
    assert found.node_count == answer["node_count"]


@pytest.mark.parametrize("name", METAS)
def test_collections_tell_what_is_trained_and_partitioned(name):
    answer = graph_answers()["graphs"][name]["variables"]

    found = {v.name: v for v in golden(name).variables}

    for variable_name, expected in answer.items():
        variable = found[variable_name]
        part = variable.partition
        assert variable.trainable == expected["trainable"]
        assert sorted(variable.collections) == expected["collections"]
        assert variable.initializer == expected.get("initializer", variable.initializer)
        if expected["partition"] is not None:
            assert part is not None
            assert [part.full_name, *map(list, (part.full_shape, part.offset, part.shape))] == expected[
                "partition"
            ]
            assert variable.key == expected["partition"][0]
        elif part is None:
            assert variable.key == variable_name


@pytest.mark.parametrize("name", METAS)
def test_what_is_saved_has_the_shapes_that_tensorflow_infers(name):
    answer = graph_answers()["graphs"][name]

    found = golden(name)

    asked = [
        (r.node, r.key, r.dtype, r.shape, r.part) for r in (*found.save_requests, *found.other_save_requests)
    ]
    assert sorted(asked, key=str) == sorted(whole_requests(answer), key=str)


@pytest.mark.parametrize("name", METAS)
def test_the_saver_is_set_as_tensorflow_says(name):
    answer = graph_answers()["graphs"][name]

    found = golden(name)

    assert found.saver == SaverSettings(*answer["saver"])
    assert found.tensorflow_version == answer["tensorflow_version"]
    assert found.knows_saver


def test_a_second_saver_of_the_program_is_kept_apart():
    found = golden("more_runs_tf215/averages/model.ckpt-5.meta")

    assert [request.key for request in found.save_requests] == [
        "net/hidden/kernel/ExponentialMovingAverage",
        "net/logits/kernel/ExponentialMovingAverage",
        "step",
    ]
    assert {request.node for request in found.other_save_requests} >= {"save/SaveV2"}


def test_an_initializer_is_told_with_its_op_and_its_constant():
    found = {v.name: v for v in golden("v1_format_tf115/model_dir/model.ckpt-5.meta").variables}

    assert (found["count"].initializer_op, found["count"].initial_number) == ("Const", 42)
    assert found["dense/kernel"].initializer == "dense/kernel/Initializer/random_normal"
    assert found["dense/kernel"].initializer_op == "Add"


# --- by hand -------------------------------------------------------------------------------------


def test_a_small_graph_gives_its_variable_and_request():
    found = read(meta_bytes(SMALL))

    assert found.variables == (GraphVariable("w", "w", "float32", (2, 3), "VarHandleOp", True),)
    assert found.save_requests == (SaveRequest("w", "float32", (2, 3), None, "w", "save/SaveV2"),)
    assert not found.knows_saver


def test_open_dimensions_and_ranks_are_none():
    open_rank = variable(b"any", ())
    open_rank["attr"][1] = entry(b"shape", shape={"unknown_rank": True})

    found = read(meta_bytes([variable(b"rows", (-1, 4)), open_rank]))

    assert [v.shape for v in found.variables] == [(None, 4), None]


def test_a_cast_on_the_way_changes_the_dtype_and_not_the_shape():
    nodes = [
        variable(b"w", (5,), dtype=19),
        read_of(b"r", b"w"),
        read_of(b"c", b"r:0", b"Cast"),
        *save(b"save", [b"w"], [b""], [b"c"], [1]),
    ]

    (request,) = read(meta_bytes(nodes)).save_requests

    assert (request.dtype, request.shape, request.variable) == ("float32", (5,), "w")


def test_the_last_string_stands_for_those_left_out():
    parts = [variable(b"a", (2,)), variable(b"b", (1,)), variable(b"c", (1,))]
    nodes = [*parts, *save(b"save", [b"x", b"y", b"y"], [b"", b"4 0,1"], [b"a", b"b", b"c"], [1, 1, 1])]

    asked = [(request.key, request.shape) for request in read(meta_bytes(nodes)).save_requests]

    assert asked == [("x", (2,)), ("y", (4,)), ("y", (4,))]


def test_nodes_that_feed_each_other_in_a_circle_lead_nowhere():
    nodes = [
        read_of(b"a", b"b", b"Identity"),
        read_of(b"b", b"a", b"Identity"),
        *save(b"save", [b"w"], [b""], [b"a"], [1]),
    ]

    assert read(meta_bytes(nodes)).save_requests == (
        SaveRequest("w", "float32", None, None, "", "save/SaveV2"),
    )


def test_large_constants_are_passed_over_without_being_read():
    class Counting(BufferSource):
        total = 0

        def read(self, offset, size):
            self.total += size
            return super().read(offset, size)

    weights = {"dtype": 1, "tensor_content": bytes(40 << 20)}
    heavy = {"name": b"weights", "op": b"Const", "attr": [entry(b"value", tensor=weights)]}
    source = Counting(meta_bytes([heavy, *SMALL]))

    found = read_meta_graph(source)

    assert [request.shape for request in found.save_requests] == [(2, 3)]
    assert source.total < 2 << 20


def test_many_save_nodes_of_one_list_of_names_cost_no_more_than_their_inputs():
    names = strings(b"names", *[b"k%d" % number for number in range(5000)])
    saves = [
        {"name": b"s%d/SaveV2" % n, "op": b"SaveV2", "input": [b"f", b"names", b"names"]} for n in range(5000)
    ]

    assert read(meta_bytes([names, *saves, *SMALL])).save_requests == (
        SaveRequest("w", "float32", (2, 3), None, "w", "save/SaveV2"),
    )


def test_a_large_initializer_that_many_variables_share_is_not_decoded_for_each():
    class Counting(BufferSource):
        total = 0

        def read(self, offset, size):
            self.total += size
            return super().read(offset, size)

    names = [b"w%d" % number for number in range(300)]
    definitions = [
        to_bytes("Variable", variable_name=name + b":0", initial_value_name=b"vocabulary:0") for name in names
    ]
    collection = {"key": b"variables", "value": {"bytes_list": {"value": definitions}}}
    nodes = [strings(b"vocabulary", bytes(1 << 20)), *(variable(name, (2,)) for name in names)]
    source = Counting(meta_bytes(nodes, collection_def=[collection]))

    found = read_meta_graph(source)

    assert {(v.initializer, v.initializer_op, v.initial_number) for v in found.variables} == {
        ("vocabulary", "Const", None)
    }
    assert source.total < 3 << 20


def test_a_variable_in_many_collections_costs_no_more_than_a_few():
    item = to_bytes("Variable", variable_name=b"w:0")
    collections = [
        {"key": b"%d_variables" % number, "value": {"bytes_list": {"value": [item]}}}
        for number in range(2_000)
    ]

    (found,) = read(meta_bytes([variable(b"w", (2,))], collection_def=collections)).variables

    assert len(found.collections) == 32
    assert found.trainable is False


# --- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"\x0a", "cut off"),
        (bytes_field(2, number_field(9, 1))[:-1], "bytes"),
        (number_field(12, 3), "neither a graph nor a Saver"),
        (b"this is no graph file", "not allowed"),
    ],
)
def test_what_is_no_meta_file_is_refused(data, word):
    with pytest.raises(CorruptFileError, match=word):
        read(data)


def test_a_file_larger_than_any_message_is_refused():
    class Huge(BufferSource):
        size = property(lambda self: 3 << 30, lambda self, value: None)

    with pytest.raises(UnsupportedFileError, match="3221225472"):
        read_meta_graph(Huge(b""))


def test_too_many_nodes_are_refused(monkeypatch):
    monkeypatch.setattr(graph_nodes, "MAX_NODES", 3)

    with pytest.raises(UnsupportedFileError, match="over 3"):
        read(meta_bytes(SMALL))


def test_reading_can_be_cancelled():
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        read(meta_bytes(SMALL), task=task)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_graph_or_an_explained_error(data):
    with contextlib.suppress(ExplorerError):
        read(data)


@given(st.data())
def test_any_damage_to_a_graph_gives_a_graph_or_an_explained_error(data):
    whole = bytearray(meta_bytes(SMALL, saver_def={"save_tensor_name": b"save/x:0", "version": 2}))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))

    with contextlib.suppress(ExplorerError):
        read(bytes(whole[: data.draw(st.integers(1, len(whole)))]))


@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=4).flatmap(
        lambda shape: st.tuples(
            st.just(tuple(shape)),
            st.tuples(
                *(
                    st.integers(0, n).flatmap(lambda a, n=n: st.tuples(st.just(a), st.integers(0, n - a)))
                    for n in shape
                )
            ),
        )
    )
)
def test_a_slice_is_read_as_it_is_written(made):
    shape, extents = made
    text = " ".join(map(str, shape)) + " " + ":".join(f"{start},{length}" for start, length in extents)

    starts, lengths = zip(*extents, strict=True)
    assert parse_shape_and_slice(text.encode()) == (shape, (starts, lengths))


@pytest.mark.parametrize(
    "text", [b"3", b"3 0,4", b"3 1", b"3 4 0,1", b"x 0,1", b"3 -1,1", b" ", b"3 0,1:0,1", b"9" * 30 + b" 0,1"]
)
def test_a_slice_that_fits_no_shape_is_refused(text):
    with pytest.raises(CorruptFileError, match="slice"):
        parse_shape_and_slice(text)


def test_a_whole_dimension_is_written_as_a_dash():
    assert parse_shape_and_slice(b"10 3 4,3:-") == ((10, 3), ((4, 0), (3, 3)))


def test_a_partition_without_collections_is_told_by_its_slice():
    nodes = [
        variable(b"emb/part_0", (4, 2), op=b"VariableV2"),
        *save(b"save", [b"emb"], [b"9 2 0,4:0,2"], [b"emb/part_0"], [1]),
    ]

    (found,) = read(meta_bytes(nodes)).variables

    assert found.key == "emb"
    assert found.partition == Partition("emb", (9, 2), (0, 0), (4, 2))
