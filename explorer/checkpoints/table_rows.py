"""Rows of name, shape and dtype out of the text of a table or a printed list, in whatever form it came."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from explorer.checkpoints.dtype_names import dtype_name
from explorer.checkpoints.json_checks import MAX_RANK
from explorer.checkpoints.shape_text import parse_shape
from explorer.errors import CorruptFileError

NAMES = (
    "key",
    "variable_name",
    "tensor_name",
    "name",
    "variable",
    "tensor",
    "path",
    "weight",
    "parameter",
    "var",
)
SHAPES = ("shape", "dims", "dimensions")
DTYPES = ("dtype", "data_type", "type")
# `print(variable)` of TensorFlow and of Keras 3, `tf.train.list_variables`, lines of `print(v.name, v.shape)`
# No part of these runs past the beginning of the next match, so that no text takes more than linear time.
_PRINTED = re.compile(
    r"<tf\.Variable '([^'\n]*)' shape=(\([^()<\n]*\)|<unknown>) dtype=([\w.]+)"
    r"|<(?:Keras)?Variable path=([^,<\n]+), shape=(\([^()<\n]*\)), dtype=([\w.]+)"
    r"|<(?:Keras)?Variable shape=(\([^()<\n]*\)), dtype=([\w.]+), path=([^,<>\n]+)"
)
_SIZES = r"[\[(](?:Dimension\([^()\n]{0,20}\)|[^\[\]()'\"\n])*[\])]"
_TUPLE = re.compile(
    rf"\(\s*(?:'([^'\n]*)'|\"([^\"\n]*)\")\s*,\s*(TensorShape\({_SIZES}\)|{_SIZES})\s*(?:,([^()\[\]\n]{{1,80}}))?\)"
)
_LINE = re.compile(rf"(TensorShape\({_SIZES}\)|{_SIZES}|<unknown>)(?:[,;\s]+(\S.*))?[,;]?")
_SPLITS = ("\t", ";", ",")
_LONGEST_HEADER = 1 << 16  # characters; what a wider table calls its further columns is not looked at
_MOST_COLUMNS = 1024
_MOST_CELLS = MAX_RANK + 16  # of a row without quotes around its shape
_LOOKED_AT = 50  # rows that tell what the columns are, where there is no header
_MOST_ROWS = 2_000_000
_ESCAPE = re.compile(r"\\(?:([nrt0\\])|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is written. `name` is beside the key where a table tells both, `role` where it does."""

    key: str
    shape: Any = None
    dtype: str | None = None
    name: str = ""
    role: str = ""


def text_rows(text: str) -> list[Row]:
    """The rows of a table or of printed lines; none if it is neither, or cannot be told for certain.

    Raises:
        CorruptFileError: it is a table that cannot be taken apart.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    if found := [_printed(match) for match in _PRINTED.finditer(text)]:
        return found
    if text.lstrip()[:2] in ("[(", "((", "('", '("'):
        found = [
            Row(m[1] or m[2] or "", m[3], m[4].strip(" \t'\"") if m[4] else None)
            for m in _TUPLE.finditer(text)
        ]
        if found:
            return found
    if lines[0].lstrip().startswith("|"):
        return _with_header([_markdown_cells(line) for line in lines if set(line) - set("|-: \t")])
    for split in _SPLITS:
        header = _cells(lines[0][:_LONGEST_HEADER], split)
        if len(header) > 1 and _column(header, NAMES) >= 0 and _column(header, (*SHAPES, *DTYPES)) >= 0:
            return _with_header(_split(text, split))
    if found := _lines(lines):
        return found
    for split in _SPLITS:
        if all(split in line for line in lines[:_LOOKED_AT]):
            rows = _split(text, split)
            found = [row for cells in rows if (row := _loose(cells)) is not None]
            if len(found) == len(rows):
                return found
    return []


def unescaped(text: str) -> str:
    """A name that was written with backslash escapes (`report.numbers.escape_name`)."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    short, byte, *code = match.groups()
    if short is not None:
        return _SHORT[short]
    if byte is not None:  # a control character, or a byte that is no UTF-8
        number = int(byte, 16)
        return chr(number if number < 0x80 else 0xDC00 + number)
    number = int(code[0] or code[1], 16)
    return chr(number) if number <= 0x10FFFF else match[0]


def _lines(lines: Sequence[str]) -> list[Row]:
    """Rows of "name shape dtype" lines; none if one of them is anything else."""
    found = []
    for line in lines:
        name, *rest = line.split(None, 1)
        match = _LINE.fullmatch(rest[0].strip()) if rest else None
        if match is None or not _is_shape(match[1]):
            return []
        if len(name) > 1 and name[-1] in ",;:":
            name = name[:-1]
        dtype = match[2].rstrip(",;") if match[2] else ""
        found.append(Row(name.strip("'\""), match[1], dtype or None))
    return found


def _printed(match: re.Match[str]) -> Row:
    first, second, third = (
        (match[1], match[2], match[3]),
        (match[4], match[5], match[6]),
        (match[9], match[7], match[8]),
    )
    name, shape, dtype = next(each for each in (first, second, third) if each[0] is not None)
    return Row(name, shape, dtype)


def _split(text: str, split: str) -> list[list[str]]:
    try:
        rows = list(
            islice(
                csv.reader(io.StringIO(text, newline=None), delimiter=split, skipinitialspace=True),
                _MOST_ROWS + 1,
            )
        )
    except csv.Error as error:
        raise CorruptFileError(f"this table cannot be taken apart: {error}") from None
    if len(rows) > _MOST_ROWS:
        raise CorruptFileError(f"this table has more than {_MOST_ROWS} rows")
    return [row for row in rows if any(cell.strip() for cell in row)]


def _cells(line: str, split: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=split, skipinitialspace=True), [])
    except csv.Error:
        return []


def _markdown_cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return [cell.replace("\\|", "|").strip().strip("`").strip() for cell in cells]


def _column(header: Sequence[str], names: Sequence[str]) -> int:
    titles = [re.sub(r"[\s-]+", "_", title.strip().lower()) for title in header[:_MOST_COLUMNS]]
    return next((titles.index(name) for name in names if name in titles), -1)


def _with_header(rows: Sequence[Sequence[str]]) -> list[Row]:
    if not rows or (key := _column(rows[0], NAMES)) < 0:
        return []
    shape, dtype = _column(rows[0], SHAPES), _column(rows[0], DTYPES)
    name, role = _column(rows[0], ("name",)), _column(rows[0], ("role",))
    found = []
    for cells in islice(rows, 1, None):
        if len(cells) > len(rows[0]) and (row := _loose(cells)) is not None:  # a shape without quotes
            found.append(row)
            continue

        def cell(place: int, cells: Sequence[str] = cells) -> str:
            return cells[place].strip() if 0 <= place < len(cells) else ""

        found.append(
            Row(
                _plain(cell(key)),
                cell(shape) or None,
                cell(dtype) or None,
                _plain(cell(name)) if name != key else "",
                cell(role),
            )
        )
    return found


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it, and without escapes."""
    return unescaped(cell.removeprefix("'"))


def _loose(cells: Sequence[str]) -> Row | None:
    """A row by what its cells look like: a name, then a shape (in one or several cells) and a dtype, in any order."""
    if len(cells) > _MOST_CELLS:
        return None
    rest = [cell.strip() for cell in cells[1:] if cell.strip()]
    dtypes = [cell for cell in rest if dtype_name(cell) is not None]
    sizes = [cell for cell in rest if cell not in dtypes]
    shape = ",".join(sizes)
    if len(dtypes) > 1 or not cells or not cells[0].strip() or not rest or not _is_shape(shape):
        return None
    return Row(_plain(cells[0].strip()), shape or None, dtypes[0] if dtypes else None)


def _is_shape(text: str) -> bool:
    try:
        parse_shape(text)
    except ValueError:
        return False
    return True


def json_rows(value: Any) -> Iterator[Row]:
    """The rows of a JSON table: a list of objects or lists, or an object of names."""
    if isinstance(value, dict) and isinstance(value.get("variables"), list):
        value = value["variables"]
    if isinstance(value, dict):
        for name, told in value.items():
            if isinstance(told, dict):
                yield _object_row(told, name)
            else:
                yield Row(name, told)
        return
    for told in value if isinstance(value, list) else ():
        if isinstance(told, dict):
            yield _object_row(told, "")
        elif isinstance(told, list) and told and isinstance(told[0], str):
            dtype = told[2] if len(told) > 2 and isinstance(told[2], str) else None
            yield Row(told[0], told[1] if len(told) > 1 else None, dtype)
        else:
            raise CorruptFileError(
                "a row of this table is neither an object nor a list that begins with a name"
            )


def _object_row(told: dict[str, Any], key: str) -> Row:
    members = {re.sub(r"[\s-]+", "_", title.strip().lower()): member for title, member in told.items()}

    def first(names: Sequence[str]) -> Any:
        return next((members[name] for name in names if name in members), None)

    is_escaped = members.get("name_is_escaped") is True
    found = key or first(NAMES)
    if not isinstance(found, str):
        raise CorruptFileError("a row of this table has no name")
    name, role, dtype = members.get("name"), members.get("role"), first(DTYPES)
    name = name if isinstance(name, str) else ""
    return Row(
        unescaped(found) if is_escaped else found,
        first(SHAPES),
        dtype if isinstance(dtype, str) else None,
        unescaped(name) if is_escaped else name,
        role if isinstance(role, str) else "",
    )
