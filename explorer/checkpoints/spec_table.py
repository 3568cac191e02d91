"""A table of name, shape and dtype as a ModelSpec: our own exports, hand-written ones, printed lists."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from typing import Any

from explorer.checkpoints.dtype_names import dtype_name
from explorer.checkpoints.json_checks import DeepJsonError, is_key, parse_json
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES
from explorer.checkpoints.shape_text import parse_shape
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.checkpoints.spec_problems import Problems
from explorer.checkpoints.table_rows import Row, json_rows, text_rows
from explorer.errors import CorruptFileError, UnsupportedFileError
from explorer.task import breathing

_ATTRIBUTES = "/.ATTRIBUTES/"
_HINT = (
    "A table has a column of names and one of shapes: CSV or TSV with a header (name,shape,dtype),"
    ' a JSON object like {"dense/kernel": [4, 10]}, or what tf.train.list_variables gives.'
)


def parse_table(data: bytes, source: str) -> ModelSpec:
    """The variables a table lists; `source` names it on the screen.

    Raises:
        CorruptFileError: it is damaged: no text, or broken JSON.
        UnsupportedFileError: it is no table that can be read for certain.
    """
    text = decoded(data)
    if text.lstrip()[:1] in ("{", "["):
        try:
            return spec_from_json(parse_json(text, "table"), source)
        except DeepJsonError:
            raise
        except CorruptFileError:
            if (lines := _json_lines(text)) is not None:
                return spec_from_json(lines, source)
            if rows := text_rows(text):  # a Python list that was printed
                return _spec(rows, source, False)
            raise
    if not (rows := text_rows(text)):
        raise UnsupportedFileError("this text is no table of names and shapes", hint=_HINT)
    return _spec(rows, source, False)


def spec_from_json(value: Any, source: str) -> ModelSpec:
    """The variables a parsed JSON table lists. Raises as `parse_table`."""
    if not isinstance(value, dict | list) or not value:
        raise UnsupportedFileError("this JSON is no table of names and shapes", hint=_HINT)
    object_based = isinstance(value, dict) and value.get("object_based") is True
    return _spec(json_rows(value), source, object_based)


def decoded(data: bytes) -> str:
    """The text in the bytes of a file: UTF-8, or UTF-16 as spreadsheets write it. Raises CorruptFileError."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise CorruptFileError("this is no text") from None


def _json_lines(text: str) -> list[Any] | None:
    """The objects of JSON lines, None if it is something else."""
    found = []
    for line in text.splitlines():
        if line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                return None
            if not isinstance(value, dict):
                return None
            found.append(value)
    return found


def _spec(rows: Iterable[Row], source: str, object_based: bool) -> ModelSpec:
    problems = Problems()
    found: dict[str, SpecVariable] = {}
    shapes = 0
    is_named: list[Row] = []
    for row in rows:
        if row.key == OBJECT_GRAPH_KEY:
            object_based = True
            continue
        is_named.append(row)
        object_based = object_based or _ATTRIBUTES in row.key
    for row in breathing(is_named):
        variable = _variable(row, object_based, problems)
        if variable is None:
            continue
        shapes += variable.shape is not None or variable.dtype is not None
        first = found.setdefault(variable.key, variable)
        if (first.dtype, first.shape) != (variable.dtype, variable.shape):
            problems.contradicts(variable.key, first, variable)
    if not shapes:
        raise UnsupportedFileError("this table tells no shape and no dtype of any variable", hint=_HINT)
    return ModelSpec(source, object_based, tuple(found.values()), kind="table", problems=problems.sentences())


def _variable(row: Row, object_based: bool, problems: Problems) -> SpecVariable | None:
    # A program prints `v.name` with its output; a row with a role is our own export, of keys as stored.
    key = row.key if row.role or object_based else row.key.removesuffix(":0")
    if not key or not is_key(key) or not is_key(row.name):
        problems.say("A row without a name that a checkpoint can have was left out.")
        return None
    try:
        shape = parse_shape(row.shape)
    except ValueError:
        problems.say(f'The shape of {key} cannot be read: "{str(row.shape)[:40]}".')
        shape = None
    dtype = dtype_name(row.dtype) if row.dtype else None
    if row.dtype and dtype is None:
        problems.say(f'The dtype of {key} is none of TensorFlow\'s: "{row.dtype[:40]}".')
    return SpecVariable(
        key,
        row.name if object_based or row.role else key,
        dtype,
        shape,
        row.role if row.role in ROLES else "variable",
    )
