"""The three tables of the dialog as table sources: numbers sort as numbers, and sizes are drawn as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from explorer.gui.doctor.record_source import PLACE, PLACE_COLUMN, RecordSource
from explorer.gui.item_models.cells import Cell, TableColumn, without_tail
from explorer.gui.language import tr, tr_label
from explorer.gui.moves.rows import FIRST, FROZEN, KIND_WORDS, STOPPED, AcrossMove, MovedRow, OddRow, StillRow
from explorer.report.numbers import display_name, format_float, format_label

KEY_COLUMN = TableColumn("key", "Variable", "The checkpoint key", 38)
KIND_COLUMN = TableColumn("kind", "Kind", "What the tensor is for, by its role and its name", 18)
MOVED_COLUMNS = (
    KEY_COLUMN,
    TableColumn(
        "bar", "Size of update", "Mean ‖Δ‖/‖w‖ from step to step, beside the largest of the rows", 14
    ),
    TableColumn(
        "mean", "Mean", "Mean of ‖Δ‖/‖w‖ over the measured pairs of neighbouring steps", 10, is_number=True
    ),
    TableColumn(
        "largest",
        "Largest",
        "The largest measured ‖Δ‖/‖w‖ between two neighbouring steps",
        10,
        is_number=True,
    ),
    TableColumn("where", "Largest between", "The two steps between which it moved most", 20),
    TableColumn(
        "flipped",
        "Most flipped at once %",
        "The largest percentage of signs that changed from one step to the next",
        25,
        is_number=True,
    ),
    TableColumn(
        "across",
        "Across deleted steps",
        "The largest ‖Δ‖/‖w‖ from one side of deleted steps to the other: several steps at once, so in neither mean nor largest",
        22,
        is_number=True,
        is_default=False,
    ),
    TableColumn(
        "measured",
        "Measured",
        "Of how many pairs of neighbouring steps the change is known",
        10,
        is_number=True,
        is_default=False,
    ),
    TableColumn("kind", "Kind", KIND_COLUMN.explanation, 18, is_default=False),
    TableColumn(
        "note", "Note", "What the numbers leave out, whether it stopped, or became NaN", 30, is_default=False
    ),
    PLACE_COLUMN,
)
STILL_COLUMNS = (
    KEY_COLUMN,
    TableColumn("verdict", "Verdict", "Whether it looks like an accident", 13),
    KIND_COLUMN,
    TableColumn("since", "Last moved", "The last step up to which it moved", 12),
    TableColumn("reason", "What to think of it", "Why it may be meant, or may not", 60),
    PLACE_COLUMN,
)
ODD_COLUMNS = (
    KEY_COLUMN,
    TableColumn("what", "Not finite", "Whether it is among the first, came later, or was always so", 22),
    TableColumn("when", "At which steps", "The steps at which it is not finite", 24),
    TableColumn("first", "First seen at", "The first step with NaN or infinities in it", 16),
    TableColumn("sound", "Last sound step", "The step before, which has none", 18),
    PLACE_COLUMN,
)
FROM_ZERO = "from all zero"
_MARKS = {FROZEN: ("!", "verdict:shape differs"), STOPPED: ("…", "verdict:wrong value silently")}


class MoveSource(RecordSource):
    """Rows with a role's mark before the key."""

    def __init__(self, columns: tuple[TableColumn, ...], records: Sequence[Any]) -> None:
        texts = {MOVED_COLUMNS: _moved_texts, STILL_COLUMNS: _still_texts, ODD_COLUMNS: _odd_texts}[columns]
        super().__init__(
            columns,
            records,
            texts,
            key="key",
            shown=_shown,
            tones=_tones,
            marks=_marks,
            data_columns=frozenset(("key",)),
            is_filtered=True,
        )
        self._most = max((row.mean or 0.0 for row in records if isinstance(row, MovedRow)), default=0.0)

    def cell(self, row: int, column_id: str) -> Cell:
        record = self.record(row)
        if column_id == "bar":
            return Cell(fraction=(record.mean or 0.0) / self._most if self._most else 0.0, tone="newer")
        if column_id == "key":
            head, tail = without_tail(display_name(record.key))
            return Cell(head, role=record.role, elide_middle=True, tail=tail)
        return super().cell(row, column_id)

    def values(self, column_id: str) -> Any:
        if column_id in ("bar", "mean"):
            return [record.mean for record in self.records]
        if column_id == "largest":
            return [record.largest for record in self.records]
        if column_id == "flipped":
            return [record.flipped for record in self.records]
        if column_id == "across":
            return [None if record.across is None else record.across.size for record in self.records]
        if column_id == "measured":
            return [record.measured for record in self.records]
        return super().values(column_id)


def _moved_texts(row: MovedRow) -> dict[str, str]:
    return {
        "key": row.key,
        "bar": _size(row.mean),
        "mean": _size(row.mean),
        "largest": _size(row.largest),
        "where": _pair(row),
        "across": "" if row.across is None else _across(row.across),
        "measured": f"{row.measured} of {row.pairs}",
        "flipped": "" if row.flipped is None else format_float(100 * row.flipped, 3),
        "kind": KIND_WORDS[row.kind],
        "note": row.note,
    }


def _size(number: float | None) -> str:
    return "" if number is None else format_float(number)


def _pair(row: MovedRow | AcrossMove) -> str:
    return f"{format_label(row.older.label)} → {format_label(row.newer.label).removeprefix('step ')}"


def _across(move: AcrossMove) -> str:
    """The size and the two steps, as short as they stay clear."""
    size = FROM_ZERO if move.size is None else format_float(move.size, 3)
    return f"{size} ({_pair(move).removeprefix('step ')})"


def _still_texts(row: StillRow) -> dict[str, str]:
    return {
        "key": row.key,
        "verdict": row.verdict,
        "kind": KIND_WORDS[row.kind],
        "since": format_label(row.newer.label) if row.newer is not None else "never",
        "reason": row.reason,
    }


def _shown(row: Any) -> dict[str, str]:
    """Labels of checkpoints in the window's language, as far as they are not names."""
    if isinstance(row, MovedRow):
        over = "" if row.across is None else _across(row.across)
        zero, _, pair = over.partition(" (")
        return {"where": _labels(_pair(row)), "across": f"{tr(zero)} ({pair}" if zero == FROM_ZERO else ""}
    if isinstance(row, StillRow):
        return {"since": tr_label(format_label(row.newer.label))} if row.newer is not None else {}
    last = "" if row.last_sound is None else tr_label(format_label(row.last_sound.label))
    return {"first": tr_label(format_label(row.first.label)), "sound": last}


def _labels(pair: str) -> str:
    """ "step 100 → 200"."""
    older, between, newer = pair.partition(" → ")
    return f"{tr_label(older)}{between}{newer}"


def _odd_texts(row: OddRow) -> dict[str, str]:
    return {
        "key": row.key,
        "what": row.what,
        "when": row.when,
        "first": format_label(row.first.label),
        "sound": format_label(row.last_sound.label) if row.last_sound is not None else "none",
    }


def _tones(row: Any) -> dict[str, str]:
    if isinstance(row, StillRow):
        return {"verdict": _MARKS.get(row.verdict, ("", "muted"))[1], "kind": "muted"}
    if isinstance(row, OddRow):
        tone = "verdict:damaged" if row.what == FIRST else "verdict:wrong value silently"
        return {"what": tone}
    return {"where": "muted", "kind": "muted", "note": "verdict:wrong value silently"}


def _marks(row: Any) -> dict[str, str]:
    if isinstance(row, StillRow):
        return {"verdict": _MARKS.get(row.verdict, ("=", ""))[0]}
    if isinstance(row, OddRow):
        return {"what": "✗" if row.what == FIRST else "!"}
    return {"note": "!"} if row.note else {}


__all__ = ["MOVED_COLUMNS", "ODD_COLUMNS", "PLACE", "STILL_COLUMNS", "MoveSource"]
