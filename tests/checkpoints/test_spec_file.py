"""The spec file of a live program, read and written."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.checkpoints.spec_file import parse_spec
from explorer.checkpoints.spec_writing import write_spec
from explorer.checkpoints.target_graph import TargetSlot, TargetValue
from explorer.errors import CorruptFileError, ExplorerError, UnsupportedFileError

HEAD = {"format": "checkpoint-explorer model spec", "version": 1, "tensorflow": "2.15.1", "mode": "eager"}
NET = HEAD | {
    "keras": "2.15.0",
    "variables": [
        {"name": "dense/kernel:0", "key": None, "dtype": "float32", "shape": [1, None], "resource": True},
        {"name": "dense/bias", "key": None, "dtype": "float32", "shape": [5], "trainable": True},
        {"name": "Adam/dense/kernel/m", "key": None, "dtype": "float32", "shape": [1, 5]},
        {"name": "Adam/iter", "dtype": "int64", "shape": []},
    ],
    "nodes": [
        ["Checkpoint", [["net", 1], ["optimizer", 2]], []],
        ["Net", [["a.b", 3], ["bias", 4]], []],
        ["Adam", [["iter", 5]], []],
        ["ResourceVariable", [], [["VARIABLE_VALUE", 0]]],
        ["ResourceVariable", [], [["VARIABLE_VALUE", 1]]],
        ["ResourceVariable", [], [["VARIABLE_VALUE", 3]]],
        ["ResourceVariable", [], [["VARIABLE_VALUE", 2]]],
    ],
    "slots": [[2, 3, "m", 6]],
    "later": [4],
}


def spec_of(value: Any) -> ModelSpec:
    return parse_spec(json.dumps(value), "net/model_spec.json")


def test_variables_get_the_keys_their_objects_are_saved_under():
    spec = spec_of(NET)

    value = ".ATTRIBUTES/VARIABLE_VALUE"
    assert [(v.key, v.name, v.shape, v.role, v.created_later) for v in spec.variables] == [
        (f"net/a..b/{value}", "dense/kernel", (1, None), "variable", False),
        (f"net/bias/{value}", "dense/bias", (5,), "variable", True),
        (f"net/a..b/.OPTIMIZER_SLOT/optimizer/m/{value}", "Adam/dense/kernel/m", (1, 5), "slot", False),
        (f"optimizer/iter/{value}", "Adam/iter", (), "hyperparameter", False),
    ]
    assert spec.object_based
    assert spec.kind == "program"
    assert spec.conditions == Conditions("2.15", "2", "eager", "resource")
    assert spec.problems == ()


def test_the_objects_keep_their_edges_values_slots_and_classes():
    objects = spec_of(NET).objects

    assert objects is not None
    assert objects.children(0) == (("net", 1), ("optimizer", 2))
    assert objects.class_name(2) == "Adam"
    assert objects.slots == (TargetSlot(2, 3, "m", 6),)
    assert objects.values[0] == TargetValue(3, "VARIABLE_VALUE", 0)
    assert objects.created_later == {4}


def test_the_first_path_breadth_first_names_a_shared_variable():
    shared = HEAD | {
        "variables": [{"name": "v", "dtype": "float32", "shape": []}],
        "nodes": [
            ["", [["deep", 1], ["flat", 2]], []],
            ["", [["v", 2]], []],
            ["", [], [["VARIABLE_VALUE", 0]]],
        ],
    }

    assert [variable.key for variable in spec_of(shared).variables] == ["flat/.ATTRIBUTES/VARIABLE_VALUE"]


def test_without_objects_variables_are_named_as_their_saver_names_them():
    graph = HEAD | {
        "mode": "graph",
        "variables": [
            {"name": "w", "key": "old/w", "dtype": "float32_ref", "shape": [2], "resource": False},
            {"name": "b", "key": None, "dtype": "float32", "shape": [2], "resource": False},
        ],
    }

    spec = spec_of(graph)

    assert spec.variables == (
        SpecVariable("old/w", "old/w", "float32", (2,), is_resource=False, full_name="w"),
        SpecVariable("b", "b", "float32", (2,), is_resource=False, full_name="b"),
    )
    assert not spec.object_based
    assert spec.conditions.variables == "ref"


def test_the_parts_of_a_partitioned_variable_are_one():
    parts = [
        {
            "name": f"p/part_{i}",
            "dtype": "float32",
            "shape": [2, 3],
            "partition": {"full_name": "p", "full_shape": [4, 3], "offset": [2 * i, 0]},
        }
        for i in range(2)
    ]

    (variable,) = spec_of(HEAD | {"variables": parts}).variables

    assert (variable.key, variable.shape, variable.is_partitioned) == ("p", (4, 3), True)
    assert variable.full_name == "p/part_0"


def test_a_keras_model_refers_to_its_variables():
    model = {
        "name": "net",
        "class": "Functional",
        "layers": [
            ["input_1", "InputLayer", [], []],
            ["inner", "Sequential", [0, 1], [["dense", "Dense", [0, 1], [], 1]]],
        ],
        "optimizer": ["Adam", [3, 2], True],
    }

    keras = spec_of(NET | {"keras_model": model}).keras

    assert keras is not None
    (weight, bias) = keras.layers[1].layers[0].weights
    assert (weight.name, weight.path, weight.variable, weight.object_path) == (
        "kernel",
        "dense/kernel:0",
        0,
        ("a.b",),
    )
    assert bias.trainable is True
    assert keras.optimizer is not None
    assert [each.variable for each in keras.optimizer.variables] == [3, 2]


def test_an_entry_told_twice_is_a_sentence_and_the_first_is_taken():
    twice = [{"name": "w", "dtype": "float32", "shape": shape} for shape in ([2], [2], [3])]

    spec = spec_of(HEAD | {"variables": twice})

    assert [variable.shape for variable in spec.variables] == [(2,)]
    assert spec.problems == ("w is there twice, as float32 [2] and as float32 [3]; the first is taken.",)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"variables": 3}, '"variables" should be a list, it is a number'),
        ({"variables": [{"name": 1}]}, '"name" of variable 0 should be a text, it is a number'),
        ({"variables": [{"name": "w", "shape": [-1]}]}, "which is no size of a dimension"),
        ({"variables": [{"name": "w", "shape": [True]}]}, "which is no size of a dimension"),
        ({"nodes": [["", [["a", 9]], []]]}, "the end of an edge of node 0 is 9, there are 1"),
        ({"nodes": [["", [], [["VARIABLE_VALUE", 4]]]]}, "a variable of node 0 is 4, there are 4"),
        ({"slots": [[0, 1, "m", 99]]}, "the object of slot 0 is 99, there are 7"),
        ({"later": [-1]}, '"later" is -1, there are 7'),
        ({"mode": "lazy"}, '"mode" should be "eager" or "graph"'),
        ({"keras_model": {"name": "n", "class": "c", "layers": [["d", "Dense", [7]]]}}, "is 7, there are 4"),
    ],
)
def test_a_member_that_is_not_what_it_should_be_is_told(changed, sentence):
    with pytest.raises(CorruptFileError, match=sentence.replace("[", r"\[")):
        spec_of(NET | changed)


def test_another_json_file_is_no_spec():
    with pytest.raises(UnsupportedFileError, match='its "format" is not'):
        spec_of({"format": "something else"})


def test_a_later_version_is_refused():
    with pytest.raises(UnsupportedFileError, match="not of version 1"):
        spec_of(NET | {"version": 2})


def test_a_spec_that_is_written_reads_back():
    spec = spec_of(NET)

    again = parse_spec(write_spec(spec), spec.source)

    assert again.variables == spec.variables
    assert again.objects is not None
    assert spec.objects is not None
    assert [again.objects.children(node) for node in range(7)] == [
        spec.objects.children(node) for node in range(7)
    ]
    assert (again.objects.values, again.objects.slots) == (spec.objects.values, spec.objects.slots)
    assert (again.conditions, again.kind) == (spec.conditions, spec.kind)


def test_a_chain_of_objects_as_long_as_no_program_is_refused_not_walked_for_ever():
    count = 20_000
    nodes = [["", [["x" * 40, node + 1]], []] for node in range(count)] + [["", [], []]]

    with pytest.raises(CorruptFileError, match="longer than any program"):
        spec_of(HEAD | {"variables": [], "nodes": nodes})


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[" * 100_000, b"1" * 5000, b"{}", b"null"])
def test_bytes_that_are_no_spec_are_explained(data):
    with pytest.raises(ExplorerError):
        parse_spec(data, "x")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.text(max_size=3) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(NET)), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.sampled_from([*NET, "keras_model", "slots", "later", "problems", "kind"]), json_values)
def test_any_member_gives_a_spec_or_an_explained_error(member, value):
    with contextlib.suppress(ExplorerError):
        spec_of(NET | {member: value})


def test_what_error_texts_call_a_variable_is_written_and_reads_back():
    first, *others = NET["variables"]
    spec = spec_of(NET | {"variables": [first | {"runtime": "net/kernel_7:0"}, *others]})

    again = parse_spec(write_spec(spec), spec.source)

    assert again.variables[0].runtime_name == "net/kernel_7"
    assert again.variables == spec.variables


def test_a_checkpoint_of_a_root_is_restored_from_that_root_on():
    nodes = NET["nodes"]
    rooted = [["Checkpoint", [["_root", 1], ["bias", 2], ["optimizer", 2], ["root", 1]], []], *nodes[1:]]

    spec = spec_of(NET | {"nodes": rooted})

    value = ".ATTRIBUTES/VARIABLE_VALUE"
    assert [variable.key for variable in spec.variables] == [
        f"a..b/{value}",
        f"bias/{value}",
        f"a..b/.OPTIMIZER_SLOT/optimizer/m/{value}",
        f"optimizer/iter/{value}",
    ]
    assert spec.objects is not None
    # The root's own child comes before what the Checkpoint calls the same.
    assert spec.objects.children(0) == (("a.b", 3), ("bias", 4), ("root", 0), ("optimizer", 2))
    assert spec.objects.class_name(0) == "Net"


def test_attributes_of_a_checkpoint_that_has_no_root_of_its_own_stay():
    nodes = [["Checkpoint", [["root", 1], ["optimizer", 2]], []], *NET["nodes"][1:]]

    spec = spec_of(NET | {"nodes": nodes})

    assert spec.variables[0].key == "root/a..b/.ATTRIBUTES/VARIABLE_VALUE"
