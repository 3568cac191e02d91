"""The variables table: filtered and sorted in the kernel, sent a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES
from explorer.checkpoints.variable_rows import variable_rows
from explorer.formats.dtypes import data_type
from explorer.jupyter.widget_messages import Payload, fitting, name, words
from explorer.jupyter.widget_place import Place
from explorer.lazily import KeptWith
from explorer.natural_sort import natural_key
from explorer.report.columns import BY_ID, COLUMNS, cell_text, text
from explorer.report.numbers import format_bytes, format_count, format_counted, format_percent

SHOWN = ("key", "role", "dtype", "shape", "element_count", "size_bytes", "problem")
MOST_ROWS = 120
_Rows = npt.NDArray[np.int64]
_ORDERS: KeptWith[_Rows] = KeptWith()
_HAYSTACKS: KeptWith[list[str]] = KeptWith()


def columns() -> list[Payload]:
    """The columns the page shows: id, title, explanation, whether cells are numbers."""
    shown = [BY_ID[column] for column in SHOWN]
    return [
        {"id": c.id, "title": c.title, "explanation": c.explanation, "number": c.is_numeric} for c in shown
    ]


def table_page(place: Place, asked: Payload) -> Payload:
    """Some rows of the filtered and sorted table, and what there is in all.

    Args:
        place: where the checkpoint is.
        asked: `newer`; `filter` (words that all must occur), `sort` (a column of `SHOWN`), `descending`,
            `first` and `count` of the rows wanted; `find`: a key whose place is asked for.
    """
    checkpoint = place.checkpoint(asked.get("newer"))
    rows = chosen_rows(checkpoint, asked)
    first = min(max(_whole(asked.get("first")), 0), len(rows))
    find = -1
    if isinstance(asked.get("find"), int):
        row = checkpoint.table.find(place.key(asked["find"]))
        places = np.flatnonzero(rows == row)
        find = int(places[0]) if row >= 0 and len(places) else -1

    def built(most: int) -> Payload:
        page = rows[first : first + most].tolist()
        return {
            "total": len(rows),
            "of": checkpoint.variable_count,
            "first": first,
            "find": find,
            "rows": [_row(place, checkpoint, row) for row in page],
            "totals": totals(checkpoint, rows),
            "problems": [words(problem) for problem in checkpoint.problems[:3]],
        }

    return fitting(built, min(max(_whole(asked.get("count"), MOST_ROWS), 1), MOST_ROWS))


def chosen_rows(checkpoint: Checkpoint, asked: Payload) -> _Rows:
    """int64: the rows that hold all words of the filter, in the order asked for."""
    column = asked.get("sort")
    order = sorted_rows(checkpoint, column if column in SHOWN else "key")
    wanted = str(asked.get("filter") or "")[:200].casefold().split()
    if wanted:
        texts = _HAYSTACKS.get(checkpoint, 0, lambda: _haystack(checkpoint))
        there = np.ones(len(texts), np.bool_)
        for word in wanted:
            there &= np.fromiter((word in text for text in texts), np.bool_, len(texts))
        order = order[there[order]]
    return order[::-1] if asked.get("descending") is True else order


def sorted_rows(checkpoint: Checkpoint, column: str) -> _Rows:
    """int64 [n]: all rows, ascending by a column, equal ones in the natural order of their keys."""
    return _ORDERS.get(checkpoint, column, lambda: _sorted(checkpoint, column))


def _sorted(checkpoint: Checkpoint, column: str) -> _Rows:
    table = checkpoint.table
    if column == "key":
        keys = [natural_key(key) for key in table.keys]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        if checkpoint.object_based:  # the stored object graph is no variable
            order.remove(table.find(OBJECT_GRAPH_KEY))
        return np.array(order, np.int64)
    by_key = sorted_rows(checkpoint, "key")
    numeric: dict[str, npt.NDArray[Any]] = {
        "role": checkpoint.role_codes,
        "element_count": table.element_count,
        "size_bytes": table.size_bytes,
    }
    if column in numeric:
        return by_key[np.argsort(numeric[column][by_key], kind="stable")]
    value: Callable[[int], Any]
    if column == "dtype":
        names = {number: data_type(number).name for number in np.unique(table.dtype).tolist()}
        dtypes = table.dtype.tolist()
        value = lambda row: names[dtypes[row]]  # noqa: E731
    elif column == "shape":
        value = table.shape
    else:
        value = lambda row: (row not in table.problems, table.problems.get(row, ""))  # noqa: E731
    return np.array(sorted(by_key.tolist(), key=value), np.int64)


def _haystack(checkpoint: Checkpoint) -> list[str]:
    """What a filter looks through: key, name where it is another one, role and dtype."""
    table, names = checkpoint.table, checkpoint.names
    dtypes = {number: data_type(number).name for number in np.unique(table.dtype).tolist()}
    columns = zip(table.keys, names, checkpoint.role_codes.tolist(), table.dtype.tolist(), strict=True)
    return [
        f"{key if key == full else key + ' ' + full} {ROLES[role]} {dtypes[dtype]}".casefold()
        for key, full, role, dtype in columns
    ]


def totals(checkpoint: Checkpoint, rows: _Rows) -> list[Payload]:
    """What the chosen rows hold, role by role: counts, bytes, and the share of all bytes."""
    codes, sizes = checkpoint.role_codes[rows], checkpoint.table.size_bytes[rows]
    counts = np.bincount(codes, minlength=len(ROLES)).tolist()
    stored = np.bincount(codes, weights=np.maximum(sizes, 0), minlength=len(ROLES)).tolist()
    whole = sum(stored) or 1.0
    return [
        {
            "role": role,
            "count": format_count(count),
            "size": format_bytes(int(size)),
            "share": format_percent(size / whole),
        }
        for role, count, size in zip(ROLES, counts, stored, strict=True)
        if count
    ]


def _row(place: Place, checkpoint: Checkpoint, row: int) -> list[Any]:
    """[key's number, key, the other columns]; from columns alone, since owners would need the whole graph."""
    table = checkpoint.table
    values = (
        ROLES[int(checkpoint.role_codes[row])],
        data_type(int(table.dtype[row])).name,
        table.shape(row),
        int(table.element_count[row]),
        int(table.size_bytes[row]),
        table.problems.get(row),
    )
    cells = [name(cell_text(column, value), 200) for column, value in zip(SHOWN[1:], values, strict=True)]
    return [place.keys.of(table.keys[row]), name(table.keys[row]), *cells]


def variable_facts(place: Place, asked: Payload) -> Payload:
    """Everything known of one variable without reading its value; where this checkpoint has it not, that."""
    checkpoint = place.checkpoint(asked.get("newer"))
    key = place.key(asked.get("key"))
    row = checkpoint.table.find(key)
    if row < 0:
        return {
            "key": name(key),
            "facts": [],
            "problem": f"{words(checkpoint.label)} holds no such variable.",
        }
    variable = next(variable_rows(checkpoint, [row]))
    facts = [
        [column.title, name(text(column.id, variable), 400)]
        for column in COLUMNS
        if not column.needs_statistics and column.id not in ("key", "problem")
    ]
    shown = [fact for fact in facts if fact[1]]
    return {
        "key": name(key),
        "facts": shown,
        "problem": words(variable.problem or ""),
        "counted": format_counted(max(variable.element_count, 0), "element"),
    }


def _whole(value: object, otherwise: int = 0) -> int:
    """A whole number the page sent; it may have sent anything."""
    return value if isinstance(value, int) and abs(value) < 2**53 else otherwise
