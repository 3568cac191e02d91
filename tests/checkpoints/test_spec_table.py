"""Tables of name, shape and dtype as targets: ours, hand-written ones, printed lists."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.dtype_names import dtype_name
from explorer.checkpoints.shape_text import parse_shape
from explorer.checkpoints.spec import ModelSpec, SpecVariable, spec_from_checkpoint
from explorer.checkpoints.spec_table import parse_table
from explorer.errors import ExplorerError, UnsupportedFileError
from explorer.report.columns import DEFAULT_COLUMNS
from explorer.report.csv_table import write_rows
from explorer.report.list_json import list_json

GOLDEN = Path(__file__).parent.parent / "golden"
KERNEL = SpecVariable("dense/kernel", "dense/kernel", "float32", (4, 10))
BIAS = SpecVariable("dense/bias", "dense/bias", "float32", (10,))
SCALAR = SpecVariable("step", "step", "int64", ())


def table(text: str) -> ModelSpec:
    return parse_table(text.encode(), "net.csv")


@pytest.mark.parametrize(
    "text",
    [
        'name,shape,dtype\ndense/kernel,"[4, 10]",float32\ndense/bias,[10],float32\nstep,[],int64\n',
        "Name;Dtype;Shape\ndense/kernel;tf.float32;(4, 10)\ndense/bias;float;(10,)\nstep;long;()\n",
        "variable\tdims\ttype\ndense/kernel\t4x10\t<f4\ndense/bias\t10\tfloat32\nstep\tscalar\t<dtype: 'int64'>\n",
        "\ufeffkey,dtype,shape\r\ndense/kernel,float32,4 10\r\ndense/bias,float32,10\r\nstep,int64,()\r\n",
        "name,shape,dtype\ndense/kernel,[4, 10],float32\ndense/bias,[10],float32\nstep,[],int64\n",
        'dense/kernel,"4,10",float32\ndense/bias,10,float32\nstep,[],int64\n',
        "dense/kernel,float32,4,10\ndense/bias,float32,10\nstep,int64,()\n",
        "dense/kernel:0 (4, 10) float32\ndense/bias:0 (10,) float32\nstep:0 () <dtype: 'int64'>\n",
        "[('dense/kernel', [4, 10], 'float32'), ('dense/bias', [10], 'float32'), ('step', [], 'int64')]",
        "| Name | Shape | Dtype |\n| --- | --- | --- |\n| `dense/kernel` | [4, 10] | float32 |\n"
        "| `dense/bias` | [10] | float32 |\n| `step` | [] | int64 |\n",
        "[<tf.Variable 'dense/kernel:0' shape=(4, 10) dtype=float32, numpy=\narray([[0.]], dtype=float32)>, "
        "<tf.Variable 'dense/bias:0' shape=(10,) dtype=float32>, <tf.Variable 'step:0' shape=() dtype=int64>]",
        "<Variable path=dense/kernel, shape=(4, 10), dtype=float32, value=[[0.]]>\n"
        "<KerasVariable shape=(10,), dtype=float32, path=dense/bias>\n"
        "<Variable path=step, shape=(), dtype=int64, value=1>\n",
        '[{"name": "dense/kernel", "shape": [4, 10], "dtype": "float32"}, {"name": "dense/bias", "shape": "(10,)",'
        ' "dtype": "float32"}, {"name": "step", "shape": [], "dtype": "int64"}]',
        '{"dense/kernel": {"shape": [4, 10], "dtype": "float32"}, "dense/bias": {"shape": [10], "dtype": "<f4"},'
        ' "step": {"shape": [], "dtype": "int64"}}',
        '[["dense/kernel", [4, 10], "float32"], ["dense/bias", [10], "float32"], ["step", [], "int64"]]',
    ],
)
def test_a_table_in_any_of_its_forms_tells_the_same(text):
    spec = table(text)

    assert spec.variables == (KERNEL, BIAS, SCALAR)
    assert (spec.kind, spec.object_based, spec.problems) == ("table", False, ())


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("[4, 10]", (4, 10)),
        ("(None, 3)", (None, 3)),
        ("?x3", (None, 3)),
        ("4 × 10", (4, 10)),
        ("TensorShape([2, None])", (2, None)),
        ("[Dimension(3), Dimension(4)]", (3, 4)),
        ("(-1, 2)", (None, 2)),
        ("(5,)", (5,)),
        ("()", ()),
        ("?", None),
        ("", None),
        ("<unknown>", None),
    ],
)
def test_shapes_are_read_as_people_write_them(text, shape):
    assert parse_shape(text) == shape


@pytest.mark.parametrize("text", ["many", "4.5", "[4, [3]]", "-7", "1" * 30, "a b"])
def test_what_is_no_shape_is_refused(text):
    with pytest.raises(ValueError):
        parse_shape(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tf.float32", "float32"),
        ("<dtype: 'float32'>", "float32"),
        ("float", "float32"),
        ("<f4", "float32"),
        ("<class 'numpy.int8'>", "int8"),
        ("float32_ref", "float32"),
        ("DT_BFLOAT16", "bfloat16"),
        ("|b1", "bool"),
        ("half", "float16"),
        ("f7", None),
        ("colour", None),
    ],
)
def test_dtypes_are_read_as_programs_write_them(text, name):
    assert dtype_name(text) == name


def test_names_alone_keep_their_unknown_shapes_and_dtypes():
    spec = table('{"a": [2, null], "b": null}')

    assert spec.variables == (
        SpecVariable("a", "a", None, (2, None)),
        SpecVariable("b", "b", None, None),
    )


def test_keys_of_an_object_graph_make_the_table_object_based():
    spec = table("key,name,shape\nnet/w/.ATTRIBUTES/VARIABLE_VALUE,w,[2]\n")

    assert spec.object_based
    assert spec.variables == (SpecVariable("net/w/.ATTRIBUTES/VARIABLE_VALUE", "w", None, (2,)),)


def test_equal_rows_count_once_and_of_contradictory_ones_the_first():
    spec = table("name,shape,dtype\nw,[2],float32\nw,[2],float32\nw,[3],float32\n")

    assert spec.variables == (SpecVariable("w", "w", "float32", (2,)),)
    assert spec.problems == ("w is there twice, as float32 [2] and as float32 [3]; the first is taken.",)


def test_cells_that_cannot_be_read_are_told_and_the_rest_is_taken():
    spec = table("name,shape,dtype\nw,large,float32\nb,[3],colour\n")

    assert spec.variables == (SpecVariable("w", "w", "float32", None), SpecVariable("b", "b", None, (3,)))
    assert spec.problems == (
        'The shape of w cannot be read: "large".',
        'The dtype of b is none of TensorFlow\'s: "colour".',
    )


@pytest.mark.parametrize(
    "text", ["", "hello world\n", "name,age\nx,3\n", "{}", "[1, 2]", '{"a": null}', "a\nb\n"]
)
def test_a_text_that_is_no_table_is_explained(text):
    with pytest.raises(ExplorerError):
        table(text)


def test_what_a_table_looks_like_is_said_where_there_is_none():
    with pytest.raises(UnsupportedFileError) as caught:
        table("Dear Sir or Madam,\n")

    assert "name,shape,dtype" in caught.value.hint


PREFIXES = (
    "dtypes_tf221",
    "net_adam_manager_tf215",
    "optimizers_tf115",
    "partitioned_tf115",
    "target_spec_tf215",
    "v1_format_tf115",
)


@pytest.mark.parametrize("fixture", PREFIXES)
@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "markdown", "json"])
def test_our_own_exports_read_back(fixture, form):
    index = sorted(
        path for path in (GOLDEN / fixture).rglob("*") if path.suffix in (".index", ".h5", ".keras")
    )
    for path in index[:3]:
        checkpoint = open_checkpoint(path)
        file = io.StringIO()
        if form == "json":
            file.writelines(list_json(checkpoint))
        else:
            write_rows(file, [checkpoint], DEFAULT_COLUMNS, format=form)

        spec = parse_table(file.getvalue().encode(), "own")

        stored = spec_from_checkpoint(checkpoint)
        assert [(v.key, v.dtype, v.shape, v.role) for v in spec.variables] == [
            (v.key, v.dtype, v.shape, v.role) for v in stored.variables
        ]
        assert (spec.object_based, spec.problems) == (stored.object_based, ())


@given(st.text(max_size=60) | st.text("a/:,;\t|()[]'\"x10 \n", max_size=60))
def test_any_text_gives_a_table_or_an_explained_error(text):
    with contextlib.suppress(ExplorerError):
        parse_table(text.encode("utf-8", "surrogatepass"), "x")


@given(st.binary(max_size=60))
def test_any_bytes_give_a_table_or_an_explained_error(data):
    with contextlib.suppress(ExplorerError):
        parse_table(data, "x")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["name", "shape", "dtype", "key", "variables", "x"]), inner, max_size=4
        )
    ),
    max_leaves=10,
)


@given(json_values)
def test_any_json_gives_a_table_or_an_explained_error(value):
    with contextlib.suppress(ExplorerError):
        parse_table(json.dumps(value).encode(), "x")
