"""`graph.pbtxt` read as a stream: equal to what TensorFlow imports, in any layout, however it is cut."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import CorruptFileError, ExplorerError, UnsupportedFileError
from explorer.formats import graph_text, text_blocks
from explorer.formats.graph_nodes import GraphVariable, SaveRequest
from explorer.formats.graph_text import read_graph_text
from explorer.formats.text_message import parse_text_message
from explorer.storage.files import BufferSource, FileSource
from explorer.task import Cancelled, Task
from tests.golden_answers import GOLDEN
from tests.graph_answers import graph_answers, whole_requests

TEXTS = [name for name in graph_answers()["graphs"] if name.endswith(".pbtxt")]
SMALL = b"""node {
  name: "w"
  op: "VarHandleOp"
  attr {
    key: "dtype"
    value {
      type: DT_FLOAT
    }
  }
  attr {
    key: "shape"
    value {
      shape {
        dim {
          size: 2
        }
        dim {
          size: -1
        }
      }
    }
  }
}
node {
  name: "n"
  op: "Const"
  attr {
    key: "value"
    value {
      tensor {
        dtype: DT_STRING
        tensor_shape {
          dim {
            size: 1
          }
        }
        string_val: "w"
      }
    }
  }
}
node {
  name: "s"
  op: "Const"
  attr {
    key: "value"
    value {
      tensor {
        dtype: DT_STRING
        string_val: ""
      }
    }
  }
}
node {
  name: "save/SaveV2"
  op: "SaveV2"
  input: "file"
  input: "n"
  input: "s"
  input: "w"
  input: "^other"
  attr {
    key: "dtypes"
    value {
      list {
        type: DT_FLOAT
      }
    }
  }
}
library {
  function {
    signature {
      name: "f"
    }
  }
}
versions {
  producer: 134
}
"""
VARIABLE = GraphVariable("w", "w", "float32", (2, None), "VarHandleOp", True)
REQUEST = SaveRequest("w", "float32", (2, None), None, "w", "save/SaveV2")


def read(data, **more):
    return read_graph_text(BufferSource(data, "graph.pbtxt"), **more)


# --- as TensorFlow -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEXTS)
def test_variables_and_requests_are_those_of_the_imported_graph(name):
    answer = graph_answers()["graphs"][name]

    with FileSource(GOLDEN / name) as source:
        found = read_graph_text(source)

    assert {v.name: (v.op, v.dtype, list(v.shape)) for v in found.variables} == {
        n: (a["op"], a["dtype"], a["shape"]) for n, a in answer["variables"].items()
    }
    asked = [(r.node, r.key, r.dtype, r.shape, r.part) for r in found.save_requests]
    assert sorted(asked, key=str) == sorted(whole_requests(answer), key=str)
    assert (found.node_count, found.notes) == (answer["node_count"], ())


def test_an_initializer_is_found_through_its_assignment():
    with FileSource(GOLDEN / "iris_continued_tf215/models/iris/graph.pbtxt") as source:
        found = {variable.name: variable for variable in read_graph_text(source).variables}

    bias = found["dnn/hiddenlayer_0/bias"]
    assert (bias.initializer_op, bias.initial_number) == ("Const", 0.0)
    assert found["dnn/hiddenlayer_0/kernel"].initializer_op == "AddV2"
    assert bias.trainable is None


# --- layouts -------------------------------------------------------------------------------------


def on_one_line(text):
    return re.sub(rb"\s*\n\s*", b" ", text)


LAYOUTS = {
    "as printed": SMALL,
    "Windows line ends": SMALL.replace(b"\n", b"\r\n"),
    "no indentation": re.sub(rb"\n +", b"\n", SMALL),
    "one line": on_one_line(SMALL),
    "angle brackets": SMALL.replace(b"{", b"<").replace(b"}", b">"),
    "colons": SMALL.replace(b" {", b": {"),
    "single quotes": SMALL.replace(b'"', b"'"),
    "comments": b"# a graph } {\n" + SMALL.replace(b"\n  op", b"\n  # \" } {\n  op").replace(b"}\nnode", b"} # x\nnode"),
    "octal escapes": SMALL.replace(b'name: "w"', rb'name: "\167"').replace(b'string_val: "w"', rb'string_val: "\x77"'),
    "adjacent strings": SMALL.replace(b'"VarHandleOp"', b'"VarHandle" \'Op\''),
    "no last newline": SMALL.rstrip(b"\n"),
    "numbers for enums": SMALL.replace(b"DT_FLOAT", b"1"),
    "short lists": SMALL.replace(b"type: DT_FLOAT\n      }\n    }\n  }\n}\nlibrary", b"type: [DT_FLOAT]\n      }\n    }\n  }\n}\nlibrary"),
    "semicolons": SMALL.replace(b'input: "n"', b'input: "n";').replace(b"}\nlibrary", b"},\nlibrary"),
    "op before name": re.sub(rb'(  name: "[^"]*"\n)(  op: "[^"]*"\n)', rb"\2\1", SMALL),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("chunk", [7, 64, 1 << 20])
def test_any_layout_tells_the_same(layout, chunk, monkeypatch):
    monkeypatch.setattr(text_blocks, "CHUNK_BYTES", chunk)

    found = read(LAYOUTS[layout])

    assert (found.variables, found.save_requests) == ((VARIABLE,), (REQUEST,))
    assert found.node_count == 4


def test_names_that_are_not_utf8_keep_their_bytes():
    found = read(SMALL.replace(b'"w"', rb'"\377\n"'))

    assert found.variables[0].name.encode("utf-8", "surrogateescape") == b"\xff\n"
    assert found.save_requests[0].variable == found.variables[0].name


def test_a_node_over_the_limit_is_passed_over_with_a_note(monkeypatch):
    monkeypatch.setattr(graph_text, "MAX_NODE_BYTES", 1000)
    monkeypatch.setattr(text_blocks, "CHUNK_BYTES", 100)
    huge = b'node {\n  name: "huge"\n  op: "Const"\n  attr {\n    key: "' + b"x" * 5000 + b'"\n  }\n}\n'
    odd = huge.replace(b"{\n  name", b"{ name").replace(b"xx", rb"\"")

    found = read(huge + SMALL + odd)

    assert (found.variables, found.save_requests, found.node_count) == ((VARIABLE,), (REQUEST,), 6)
    assert len(found.notes) == 2
    assert "was not read" in found.notes[0]


def test_memory_holds_one_piece_of_a_large_file():
    class Counting(BufferSource):
        largest = 0

        def read(self, offset, size):
            self.largest = max(self.largest, size)
            return super().read(offset, size)

    filler = b'node {\n  name: "x"\n  op: "NoOp"\n}\n'
    source = Counting(filler * 60_000 + SMALL)

    assert read_graph_text(source).variables == (VARIABLE,)
    assert source.largest < 1 << 20


# --- damage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "no node"),
        (b"\n# nothing\n", "no node"),
        (b"node", "no value"),
        (b"node {", "ends within a block"),
        (b"node {\n  name: ", "ends within a block"),
        (b"node { name: \"x", "ends within a block"),
        (b'node { name: "x\n" }', "does not end on its line"),
        (b'node { name: "x\\', "ends within a block"),
        (b"item { id: 1 }", "field item"),
        (b"\x08\x96\x01", "field name"),
        (b"PK\x03\x04rest", "no value"),
        (b"versions: {", "ends within a block"),
        (b"node { name: \"w\" op: \"VarHandleOp\" attr { key } }", "line 1"),
        (b"node {\n  name: \"w\"\n  op: \"VarHandleOp\"\n  attr { ]\n  }\n}\n", "line 4"),
        (b"}", "field name"),
    ],
)  # fmt: skip
def test_what_is_no_text_graph_is_refused(data, word):
    with pytest.raises(CorruptFileError, match=word):
        read(data)


def test_every_cut_of_a_graph_is_a_graph_or_refused():
    ends = [match.end() for match in re.finditer(rb"\n}", SMALL)]
    for size in range(len(SMALL)):
        try:
            found = read(SMALL[:size])
        except CorruptFileError:
            continue
        kept = SMALL[:size].rstrip()
        assert len(kept) in ends, f"{size} bytes"
        assert found.node_count == min(len([end for end in ends if end <= size]), 4)


def test_deep_nesting_is_refused_without_recursion():
    deep = b'node { name: "w" op: "VarHandleOp" ' + b"attr { " * 100_000 + b"} " * 100_000 + b"}"

    with pytest.raises(CorruptFileError, match="levels deep"):
        read(deep)


@pytest.mark.parametrize("filler", [b" ", b"# x\n", b"x: @", b"\xff", b"a"])
def test_what_stands_between_nodes_is_read_in_pieces(filler):
    class Counting(BufferSource):
        largest = 0

        def read(self, offset, size):
            self.largest = max(self.largest, size)
            return super().read(offset, size)

    source = Counting(filler * (4_000_000 // len(filler)))

    with pytest.raises(CorruptFileError):
        read_graph_text(source)
    assert source.largest < 2 << 20


def test_a_file_larger_than_we_read_is_refused(monkeypatch):
    monkeypatch.setattr(graph_text, "MAX_TEXT_BYTES", 100)

    with pytest.raises(UnsupportedFileError, match="100 bytes"):
        read(SMALL)


def test_reading_can_be_cancelled():
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        read(SMALL, task=task)


@given(st.text(alphabet="node{}<>[]:#\"'\\ \n\t;,attrvalue12-", max_size=80))
def test_any_text_gives_a_graph_or_an_explained_error(text):
    with contextlib.suppress(ExplorerError):
        read(text.encode())


@given(st.data())
def test_any_damage_gives_a_graph_or_an_explained_error(data):
    whole = bytearray(data.draw(st.sampled_from(sorted(LAYOUTS.values()))))
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    with contextlib.suppress(ExplorerError):
        read(bytes(whole))


# --- one message ---------------------------------------------------------------------------------


def test_a_message_is_lists_of_values_by_field():
    text = rb"""a: 1 a: -2.5e3 b { c: "x\tA\101\x41\u00e9" 'y' } b: < > d: [1, "z", true]"""

    assert parse_text_message(text) == {
        b"a": [b"1", b"-2.5e3"],
        b"b": [{b"c": ["x\tAAAéy".encode()]}, {}],
        b"d": [b"1", b"z", b"true"],
    }
