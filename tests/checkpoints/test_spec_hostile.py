"""Targets that lie, break off or were made to hurt: a sentence each, and no more work than their size is worth."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import zipfile
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.checkpoints.keras_config import spec_from_config
from explorer.checkpoints.spec import SpecVariable, as_spec
from explorer.checkpoints.spec_file import FORMAT, parse_spec
from explorer.checkpoints.spec_table import parse_table
from explorer.errors import (
    CorruptFileError,
    ExplorerError,
    FileAccessError,
    MissingFileError,
    UnsupportedFileError,
)
from tests.golden_answers import GOLDEN

W = {"name": "w", "dtype": "float32", "shape": [1]}
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spec_text(**members: Any) -> str:
    return json.dumps({"format": FORMAT, "version": 1, "tensorflow": "2.15.1", "variables": [W]} | members)


# --- the spec file of a program ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({"nodes": [["R", [["a", 10**6]], []]]}, "the end of an edge of node 0 is 1000000, there are 1"),
        ({"nodes": [["R", [["a", -1]], []]]}, "the end of an edge of node 0 is -1, there are 1"),
        (
            {"nodes": [["R", [["a", True]], []]]},
            "the end of an edge of node 0 should be a whole number, it is true or false",
        ),
        (
            {"nodes": [["R", [["a", 1.5]], []]]},
            "the end of an edge of node 0 should be a whole number, it is a fraction",
        ),
        ({"nodes": [["R", [], [["VARIABLE_VALUE", 5]]]]}, "a variable of node 0 is 5, there are 1"),
        ({"nodes": [["R", [], []]], "slots": [[0, 0, "m", 9]]}, "the object of slot 0 is 9, there are 1"),
        ({"nodes": [["R", [], []]], "later": [7]}, '"later" is 7, there are 1'),
        ({"nodes": "abc"}, '"nodes" should be a list, it is a text'),
        (
            {"variables": [{"name": "w", "shape": [2**63]}]},
            '"shape" of variable 0 holds 9223372036854775808, which is no size of a dimension',
        ),
        (
            {"variables": [{"name": "w", "shape": [-1]}]},
            '"shape" of variable 0 holds -1, which is no size of a dimension',
        ),
        (
            {"variables": [{"name": "w", "shape": [float("nan")]}]},
            '"shape" of variable 0 holds nan, which is no size of a dimension',
        ),
        (
            {"variables": [{"name": "w", "shape": [1] * 300}]},
            '"shape" of variable 0 has 300 dimensions, TensorFlow knows at most 254',
        ),
        (
            {"variables": [{"name": "\ud800"}]},
            '"name" of variable 0 holds a character that no name in a file can have',
        ),
    ],
)
def test_a_spec_file_that_lies_is_explained(members: dict[str, Any], problem: str) -> None:
    with pytest.raises(CorruptFileError) as caught:
        parse_spec(spec_text(**members), "p.json")

    assert caught.value.problem == problem


def test_a_chain_of_objects_without_end_is_no_program() -> None:
    nodes: list[Any] = [["C", [["a", number + 1]], []] for number in range(30_000)]
    nodes.append(["V", [], [["VARIABLE_VALUE", 0]]])

    with pytest.raises(CorruptFileError, match="the paths of the objects are longer than any program's"):
        parse_spec(spec_text(nodes=nodes), "p.json")


def test_objects_in_a_circle_are_met_once() -> None:
    nodes = [["R", [["a", 1], ["self", 0]], []], ["C", [["back", 0], ["w", 1]], [["VARIABLE_VALUE", 0]]]]

    spec = parse_spec(spec_text(nodes=nodes), "p.json")

    assert [variable.key for variable in spec.variables] == ["a/.ATTRIBUTES/VARIABLE_VALUE"]


def test_of_many_contradictions_some_are_told_and_the_rest_counted() -> None:
    many = [{"name": "w", "dtype": "float32", "shape": [number]} for number in range(5000)]

    spec = parse_spec(spec_text(variables=many), "p.json")

    assert [variable.shape for variable in spec.variables] == [(0,)]
    assert len(spec.problems) == 11
    assert spec.problems[-1] == "4989 more entries contradict others; the first is taken of each."


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, '{"variables": [[' * 50_000])
def test_json_nested_without_end_is_said_to_be(text: str) -> None:
    for parse in (parse_table, parse_spec):
        with pytest.raises(CorruptFileError, match="nested too deeply"):
            parse(text.encode(), "p.json")


def test_a_number_of_too_many_digits_is_said_in_our_words() -> None:
    with pytest.raises(CorruptFileError) as caught:
        parse_spec('{"format": ' + "9" * 5000 + "}", "p.json")

    assert caught.value.problem == "the JSON of this spec file holds a number of too many digits"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 5) | st.sampled_from([2**63, 1.5, "", "w", "a/b", "float32"]),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=8,
)


@QUICK
@given(
    members=st.dictionaries(
        st.sampled_from(
            ["variables", "nodes", "slots", "later", "keras_model", "tensorflow", "keras", "mode"]
        ),
        JSON,
        max_size=5,
    )
)
def test_members_of_any_types_are_read_or_explained(members: dict[str, Any]) -> None:
    with contextlib.suppress(ExplorerError):
        assert isinstance(parse_spec(spec_text(**members), "p.json").variables, tuple)


# --- tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("[('w', [1]), ('v', [2, 3]), ('s', [])]", {"w": (1,), "v": (2, 3), "s": ()}),  # list_variables
        ("[('it', (1,)), (\"it's\", (2,))]", {"it": (1,), "it's": (2,)}),
        (
            "[('w', TensorShape([Dimension(4), Dimension(None)])), ('v', TensorShape([]))]",
            {"w": (4, None), "v": ()},
        ),
        ("w:0 (4, 10)\nv:0, TensorShape([Dimension(4), Dimension(2)])\n", {"w": (4, 10), "v": (4, 2)}),
        ("name,shape\rw,[1]\rv,[2]\r", {"w": (1,), "v": (2,)}),
    ],
)
def test_lists_printed_on_one_line_and_old_line_ends_lose_no_row(text: str, shapes: dict[str, Any]) -> None:
    found = parse_table(text.encode(), "t.txt")

    assert {variable.key: variable.shape for variable in found.variables} == shapes
    assert found.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "('a', " * 200_000,
        "('a', [1], " + " " * 300_000,
        "<Variable path=" * 200_000,
        "<Variable shape=(" * 200_000,
        "<tf.Variable 'a' shape=(" * 100_000,
        "a [" + "]" * 300_000 + "x",
        "a [1" + "] ," * 200_000,
        "('a', TensorShape([" + "Dimension(4), " * 50_000 + "z",
        "name," * 200_000 + "shape\n" + "w," * 200_000 + "[1]\n",
        ("a," * 200_000 + "\n") * 2,
        'name,shape\n"' + "x" * 300_000,
        "name,shape\nw,[" + "1," * 200_000 + "1]\n",
        "|" * 300_000,
        "\n" * 300_000,
        "\\" * 300_000,
    ],
    ids=range(15),
)
def test_no_table_takes_more_than_its_length_is_worth(text: str) -> None:
    """Each took minutes in a pattern that looks at everything again from every place."""
    with contextlib.suppress(ExplorerError):
        assert len(parse_table(text.encode(), "t.txt").variables) < 2


@QUICK
@given(text=st.text(alphabet="ab[](),;:|'\"\\\n\t x1=<>.\ufeff\x00\u202e-", max_size=200))
def test_any_text_is_a_table_or_explained(text: str) -> None:
    with contextlib.suppress(ExplorerError):
        for variable in parse_table(text.encode(), "t.txt").variables:
            assert isinstance(variable, SpecVariable)


# --- Keras configurations ------------------------------------------------------------------------


@cache
def configurations() -> list[Any]:
    found = json.loads((GOLDEN / "keras_layer_weights" / "tf_keras.json").read_text())
    entries = found["cases"] if isinstance(found, dict) else found
    return [json.loads(c["model"]) if isinstance(c["model"], str) else c["model"] for c in entries]


def containers(value: Any) -> list[Any]:
    found, stack = [], [value]
    while stack:
        one = stack.pop()
        if isinstance(one, dict | list) and one:
            found.append(one)
            stack.extend(one.values() if isinstance(one, dict) else one)
    return found


ODD = json.dumps(
    [
        None,
        True,
        0,
        1,
        -1,
        2,
        10**30,
        1.5,
        "",
        "x",
        "same",
        [],
        [None],
        [0, 0],
        [-1, 2],
        [10**30, 2],
        {},
        [[]],
    ]
    + [[None, None, 3], [None] * 300, 2**63, {"class_name": "X"}, "ab,bc->ac", [[[["a", 0, 0, {}]]]]]
)
CLASSES = [
    "Dense",
    "Conv2D",
    "LSTM",
    "GRU",
    "Bidirectional",
    "TimeDistributed",
    "Embedding",
    "BatchNormalization",
    "InputLayer",
    "Sequential",
    "Functional",
    "Model",
    "Reshape",
    "Flatten",
    "Concatenate",
    "MultiHeadAttention",
    "RNN",
    "StackedRNNCells",
    "EinsumDense",
    "TFOpLambda",
    "Wrapper",
]


def mutant(seed: int) -> str:
    """A golden configuration with some of its members changed; the same at every call."""
    dice = Random(seed)
    model = copy.deepcopy(dice.choice(configurations()))
    for _ in range(dice.choice((1, 1, 2, 4))):
        places = containers(model)
        place = dice.choice(places)
        kind = dice.random()
        if kind < 0.3:
            named = [one for one in places if isinstance(one, dict) and "class_name" in one]
            if named:
                dice.choice(named)["class_name"] = dice.choice(CLASSES)
            continue
        key = dice.choice(list(place)) if isinstance(place, dict) else dice.randrange(len(place))
        if kind < 0.75:
            place[key] = dice.choice(json.loads(ODD))
        elif kind < 0.9:
            place[key] = copy.deepcopy(dice.choice(places))
        else:
            place.pop(key)
    return json.dumps(model)


def test_configurations_with_swapped_classes_and_shapes_are_read_or_explained() -> None:
    read = 0
    for seed in range(400):
        with contextlib.suppress(ExplorerError):
            spec = spec_from_config(mutant(seed), "m.json")
            read += 1
            for variable in spec.variables:
                assert all(size is None or size >= 0 for size in variable.shape or ())
    assert read > 100


def test_a_model_inside_models_forty_deep_is_read_or_explained() -> None:
    model: Any = {"class_name": "Dense", "config": {"name": "d", "units": 2}}
    for depth in range(40):
        inner = {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 2], "name": "i"}}
        layers = [inner, model, copy.deepcopy(model)] if depth < 12 else [inner, model]
        model = {"class_name": "Sequential", "config": {"name": f"m{depth}", "layers": layers}}

    with contextlib.suppress(UnsupportedFileError):
        assert len(spec_from_config(json.dumps(model), "m.json").variables) <= 2**13


def test_units_no_machine_has_are_not_believed() -> None:
    dense = {"class_name": "Dense", "config": {"name": "d", "units": 10**30}}
    start = {"class_name": "InputLayer", "config": {"name": "i", "batch_input_shape": [None, 2]}}
    model = {"class_name": "Sequential", "config": {"name": "s", "layers": [start, dense]}}

    spec = spec_from_config(json.dumps(model), "m.json")

    assert spec.problems
    assert all(size is None or size < 2**63 for v in spec.variables for size in v.shape or ())


# --- odd places ----------------------------------------------------------------------------------


def test_pipes_devices_and_links_to_nowhere_are_no_targets(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling.json").symlink_to("nowhere")

    for name, kind in (
        ("pipe.json", FileAccessError),
        ("loop", FileAccessError),
        ("dangling.json", MissingFileError),
    ):
        with pytest.raises(kind):
            as_spec(tmp_path / name)
    with pytest.raises(FileAccessError):
        as_spec("/dev/zero")


def test_a_folder_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "config.json").mkdir()
    os.mkfifo(tmp_path / "model_spec.json")

    for folder in (tmp_path, tmp_path / "config.json"):
        with pytest.raises(MissingFileError, match="there is no checkpoint in this directory"):
            as_spec(folder)


def test_an_archive_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", "{}")
        with archive.open("model.weights.h5", "w") as member:
            member.write(b"\x89HDF\r\n\x1a\n")
            for _ in range(100):
                member.write(bytes(1 << 20))
    (tmp_path / "bomb.keras").write_bytes(packed.getvalue())

    with pytest.raises(UnsupportedFileError, match="unpacks to 104857608 bytes"):
        as_spec(tmp_path / "bomb.keras")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\0" * 50,
        b"{",
        b"null",
        b'"x"',
        b"\xff\xfe\xfd",
        b"name,shape\n\xff,[1]\n",
        b"PK\x03\x04 hi",
    ],
)
def test_a_target_of_no_kind_is_told_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "target.json").write_bytes(data)

    with pytest.raises(ExplorerError) as caught:
        as_spec(tmp_path / "target.json")

    assert caught.value.problem
    assert caught.value.hint


def test_half_a_character_in_a_configuration_is_no_name() -> None:
    text = '{"class_name": "Sequential", "config": {"name": "\\ud800", "layers": []}}'

    with pytest.raises(CorruptFileError, match="a character that no name in a file can have"):
        spec_from_config(text, "m.json")
