"""The rows of the restore table: what the model expects, what the checkpoint holds, and the verdict."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis.restoring.outcome import EFFECTS
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS, VERDICTS
from explorer.gui.compare.difference_cells import differing_parts
from explorer.gui.item_models.cells import Cell, TableColumn, without_tail
from explorer.gui.item_models.keyed_records import KeyedRecords
from explorer.gui.item_models.row_filter import FilterField
from explorer.gui.language import tr
from explorer.gui.restore.outcome_words import BAD_EFFECTS, EFFECT_LOOK, Said, say_all
from explorer.gui.variables.variable_source import coded_field
from explorer.report.numbers import display_name, format_shape
from explorer.report.palette import VERDICT_MARK
from explorer.task import breathing

if TYPE_CHECKING:
    from explorer.analysis.restore import Expectation, RestoreReport
    from explorer.analysis.restoring.finding import Finding
    from explorer.analysis.restoring.outcome import Outcome
    from explorer.gui.variables.scope_paths import ScopePaths

RESTORE_COLUMNS = (
    TableColumn("key", "Variable", "The checkpoint key both sides are matched by", 40),
    TableColumn("expected", "Model expects", "Dtype and shape the target model asks for", 16),
    TableColumn("stored", "Checkpoint holds", "Dtype and shape stored in the checkpoint", 16),
    TableColumn(
        "effect", "Effect", "What the chosen way of loading does to the variable", 22, is_default=False
    ),
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
        self.paths: ScopePaths | None = None  # the tree of scopes, once somebody looks at it
        self.cards: list[Said] = []  # of the ways of loading, as the job made them
        self.effect_codes: np.ndarray | None = None  # [n] of the chosen way of loading; -1 for no variable

    def set_outcome(self, outcome: Outcome | None) -> None:
        """Show what this way of loading does; None for none."""
        if outcome is None:
            self.effect_codes = None
            return
        effect, places = np.asarray(outcome.effect, np.int16), self.variable_places
        inside = (places >= 0) & (places < len(effect))
        self.effect_codes = np.where(inside, effect[np.where(inside, places, 0)] if len(effect) else -1, -1)

    @cached_property
    def variable_places(self) -> np.ndarray:
        """[n] place of each row's variable in the spec; -1 where the model has none."""
        return np.fromiter((row.variable for row in breathing(self.report.rows)), np.int64, len(self))

    @cached_property
    def problem_mask(self) -> np.ndarray:
        """A bool [n]: rows whose verdict is a problem."""
        bad = [number for verdict, number in self._order.items() if verdict in PROBLEM_VERDICTS]
        return np.isin(self.verdict_codes, bad)

    def effect(self, row: int) -> str:
        """What the chosen way of loading does to a row's variable; "" for nothing to say."""
        code = -1 if self.effect_codes is None else int(self.effect_codes[row])
        return EFFECTS[code] if 0 <= code < len(EFFECTS) else ""

    def finding_of(self, key: str) -> Finding | None:
        """The first finding that explains a key."""
        place = self._findings_of.get(key)
        return None if place is None else self.report.findings[place]

    @cached_property
    def _findings_of(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, finding in enumerate(self.report.findings):
            for key in breathing(finding.keys):
                found.setdefault(key, place)
        return found

    def rows_of_keys(self, keys: tuple[str, ...]) -> np.ndarray:
        """A bool [n]: the rows of these keys."""
        found = np.zeros(len(self), np.bool_)
        places = [place for place in map(self.row_of, keys) if place >= 0]
        found[places] = True
        return found

    @cached_property
    def _order(self) -> dict[str, int]:
        verdicts = dict.fromkeys(row.verdict for row in breathing(self.report.rows))
        return {verdict: number for number, verdict in enumerate(verdicts)}

    @cached_property
    def verdict_codes(self) -> np.ndarray:
        """[n] place of the verdict in the report's own order, worst first."""
        order = self._order
        return np.fromiter((order[row.verdict] for row in breathing(self.report.rows)), np.int16, len(self))

    @cached_property
    def side_length(self) -> int:
        """Characters of the longest dtype and shape of either side."""
        sides = {
            side
            for row in breathing(self.report.rows)
            for side in (row.expected, row.stored)
            if side is not None
        }
        return max((len(expectation_text(side)) for side in sides), default=0)

    @property
    def verdict_names(self) -> list[str]:
        """The verdicts that occur, in the order of their codes."""
        return list(self._order)

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
            return Cell(tr(found.verdict), f"verdict:{found.verdict}", mark=mark, is_data=False)
        if column_id == "effect":
            effect = self.effect(row)
            if not effect:
                return Cell("–", "muted", is_data=False)
            tone, mark = EFFECT_LOOK[effect]
            return Cell(tr(effect), f"verdict:{tone}", mark=mark, is_data=False)
        if column_id in ("sentence", "hint"):
            return Cell(tr(display_name(getattr(found, column_id), 4096)), is_data=False)
        side, other = found.expected, found.stored
        if column_id == "stored":
            side, other = other, side
        return _side_cell(
            side,
            other,
            f"verdict:{found.verdict}",
            tr("not in the model" if column_id == "expected" else "not there"),
        )

    def text(self, row: int, column_id: str) -> str:
        found = self.report.rows[row]
        if column_id in ("expected", "stored"):
            return expectation_text(getattr(found, column_id))
        if column_id == "effect":
            return self.effect(row)
        text = getattr(found, column_id)
        return display_name(text, 1 << 20)

    def values(self, column_id: str) -> Any:
        if column_id == "key":
            return self._keys
        if column_id == "verdict":
            return self.verdict_codes
        if column_id == "effect":
            codes = self.effect_codes
            return np.full(len(self), -1, np.int16) if codes is None else codes
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
            FilterField("effect", [*EFFECTS, ""], self._effect_places()),
        )

    def _effect_places(self) -> np.ndarray:
        """[n] place in EFFECTS, or behind its end where there is nothing to say."""
        codes = self.effect_codes
        found = np.full(len(self), -1, np.intp) if codes is None else codes.astype(np.intp)
        return np.where(found < 0, len(EFFECTS), found)

    def is_problem(self, row: int) -> bool:
        """A bad effect of the way of loading looked at; without one, a bad verdict."""
        effect = self.effect(row)
        return effect in BAD_EFFECTS if effect else self.report.rows[row].verdict in PROBLEM_VERDICTS


_latest: VerdictSource | None = None


def source_of(report: RestoreReport) -> VerdictSource:
    """The rows of a report with everything slow already done; made once, by the job that made the report."""
    global _latest
    found = _latest
    if found is None or found.report is not report:
        found = VerdictSource(report)
        found.find_rows()
        _ = (
            found.verdict_codes,
            found._counts,
            found.variable_places,
            found.problem_mask,
            found.side_length,
            found._findings_of,
        )
        found.cards = say_all(report.outcomes)
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
