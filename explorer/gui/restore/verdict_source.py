"""The rows of the restore table: what the model expects, what the checkpoint holds, and the verdict."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis.restore import PROBLEM_VERDICTS, VERDICTS
from explorer.gui.compare.difference_source import differing_parts
from explorer.gui.item_models.cells import Cell, TableColumn, without_tail
from explorer.gui.item_models.keyed_records import KeyedRecords
from explorer.gui.item_models.row_filter import FilterField
from explorer.gui.variables.variable_source import coded_field
from explorer.report.numbers import display_name, format_shape
from explorer.report.palette import VERDICT_MARK
from explorer.task import breathing

if TYPE_CHECKING:
    from explorer.analysis.restore import Expectation, RestoreReport

RESTORE_COLUMNS = (
    TableColumn("key", "Variable", "The checkpoint key both sides are matched by", 40),
    TableColumn("expected", "Model expects", "Dtype and shape the target model asks for", 18),
    TableColumn("stored", "Checkpoint holds", "Dtype and shape stored in the checkpoint", 18),
    TableColumn("verdict", "Verdict", "What the two sides are to each other", 23),
    TableColumn("sentence", "Why", "The verdict as a sentence", 60, is_default=False),
    TableColumn("hint", "What to do", "The next step", 60, is_default=False),
)


class VerdictSource(KeyedRecords):
    """The rows of one report, in its order: problems first."""

    columns = RESTORE_COLUMNS

    def __init__(self, report: RestoreReport) -> None:
        super().__init__(report.rows)
        self.report = report

    @cached_property
    def _order(self) -> dict[str, int]:
        verdicts = dict.fromkeys(row.verdict for row in breathing(self.report.rows))
        return {verdict: number for number, verdict in enumerate(verdicts)}

    @cached_property
    def verdict_codes(self) -> np.ndarray:
        """[n] place of the verdict in the report's own order, worst first."""
        order = self._order
        return np.fromiter((order[row.verdict] for row in breathing(self.report.rows)), np.int16, len(self))

    def rows_with(self, verdicts: frozenset[str]) -> np.ndarray:
        """A bool [n]: the rows of these verdicts."""
        wanted = [number for verdict, number in self._order.items() if verdict in verdicts]
        return np.isin(self.verdict_codes, wanted)

    def counts(self) -> dict[str, int]:
        """Verdict -> number of rows."""
        return dict(self._counts)

    @cached_property
    def _counts(self) -> dict[str, int]:
        found = Counter(row.verdict for row in breathing(self.report.rows))
        return {verdict: found[verdict] for verdict in VERDICTS}

    def cell(self, row: int, column_id: str) -> Cell:
        found = self.report.rows[row]
        if column_id == "key":
            text, tail = without_tail(display_name(found.key))
            return Cell(text, elide_middle=True, tail=tail)
        if column_id == "verdict":
            mark = VERDICT_MARK.get(found.verdict, "?")
            return Cell(found.verdict, f"verdict:{found.verdict}", mark=mark, is_data=False)
        if column_id in ("sentence", "hint"):
            return Cell(display_name(getattr(found, column_id), 4096), is_data=False)
        side, other = found.expected, found.stored
        if column_id == "stored":
            side, other = other, side
        return _side_cell(
            side,
            other,
            f"verdict:{found.verdict}",
            "not in the model" if column_id == "expected" else "not there",
        )

    def text(self, row: int, column_id: str) -> str:
        found = self.report.rows[row]
        if column_id in ("expected", "stored"):
            return expectation_text(getattr(found, column_id))
        text = getattr(found, column_id)
        return display_name(text, 1 << 20)

    def values(self, column_id: str) -> Any:
        if column_id == "key":
            return self._keys
        if column_id == "verdict":
            return self.verdict_codes
        if column_id in ("expected", "stored"):
            return [expectation_text(getattr(row, column_id)) or None for row in breathing(self.report.rows)]
        return [getattr(row, column_id) for row in breathing(self.report.rows)]

    def fields(self) -> tuple[FilterField, ...]:
        rows = self.report.rows

        def texts(side: str) -> list[str]:
            return [expectation_text(getattr(row, side)).replace(", ", ",") for row in breathing(rows)]

        return (
            FilterField("key", [key.lower() for key in breathing(self._keys)]),
            coded_field("verdict", [row.verdict for row in breathing(rows)]),
            coded_field("expected", texts("expected")),
            coded_field("stored", texts("stored")),
        )

    def is_problem(self, row: int) -> bool:
        return self.report.rows[row].verdict in PROBLEM_VERDICTS


_latest: VerdictSource | None = None


def source_of(report: RestoreReport) -> VerdictSource:
    """The rows of a report with everything slow already done; made once, by the job that made the report."""
    global _latest
    found = _latest
    if found is None or found.report is not report:
        found = VerdictSource(report)
        found.find_rows()
        _ = found.verdict_codes, found._counts
        _latest = found
    return found


def expectation_text(side: Expectation | None) -> str:
    """ "float32 [4, 20]"; "?" for what is not told, "" for a side that is not there."""
    return "" if side is None else f"{side.dtype or '?'} {format_shape(side.shape)}"


def _side_cell(side: Expectation | None, other: Expectation | None, tone: str, absent: str) -> Cell:
    if side is None:
        return Cell(absent, "muted", is_data=False)
    text = expectation_text(side)
    if other is None:
        return Cell(text)
    dtype_length = len(side.dtype or "?")
    spans = []
    if side.dtype and other.dtype and side.dtype != other.dtype:
        spans.append((0, dtype_length))
    if side.shape is not None and other.shape is not None:
        known = [
            theirs if ours is not None and theirs is not None else ours
            for ours, theirs in zip(side.shape, other.shape, strict=False)
        ]
        compared = tuple(known) if len(side.shape) == len(other.shape) else other.shape
        spans += [
            (dtype_length + 1 + a, dtype_length + 1 + b) for a, b in differing_parts(side.shape, compared)
        ]
    return Cell(text, spans=tuple(spans), span_tone=tone)
