"""The rows of the variables table: the columns of report/columns.py over one checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS
from explorer.errors import MissingFileError
from explorer.gui.item_models.cells import (
    MOST_TIP_CHARACTERS,
    Cell,
    SmallHistogram,
    TableColumn,
    without_tail,
)
from explorer.gui.item_models.row_filter import FilterField
from explorer.gui.item_models.row_order import Coded
from explorer.gui.language import tr
from explorer.gui.variables.scope_paths import ScopePaths, scope_paths
from explorer.report import columns as report_columns
from explorer.report.change_columns import (
    CHANGE_BY_ID,
    CHANGE_COLUMNS,
    COMPARING,
    NOT_FINITE,
    OPTIMIZER_STEP,
    change_text,
    change_value,
    not_finite_count,
)
from explorer.report.numbers import display_name, format_shape
from explorer.report.palette import VERDICT_MARK
from explorer.task import QUIET, Task, breathing

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport, RestoreRow
    from explorer.analysis.statistics import TensorStatistics
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable
    from explorer.gui.restore.verdict_source import VerdictSource

VALUES, VERDICT = "values", "verdict"
UNMEASURED = object()  # in place of a change that nobody has measured yet
WRONG = "verdict:wrong value silently"  # the tone of values no model should hold
_WIDTHS = {
    "key": 34,
    "name": 24,
    "owner": 24,
    "slot_of": 24,
    "role": 17,
    "dtype": 8,
    "shape": 11,
    "problem": 34,
}
_KIND_WIDTHS = {"int": 9, "bytes": 9, "float": 11, "text": 12}
_CHANGE_WIDTHS = {"unchanged": 12, "not_finite": 9}
_SHOWN_AT_FIRST = {"key", "role", "dtype", "shape", "size_bytes", VALUES}
_CODED = ("role", "dtype", "shape")
_MIDDLE = {"key", "name", "owner", "slot_of"}

VARIABLE_COLUMNS = (
    *(
        TableColumn(
            column.id,
            column.title,
            column.explanation,
            _WIDTHS.get(column.id) or _KIND_WIDTHS.get(column.kind, 12),
            is_number=column.is_numeric,
            is_default=column.id in _SHOWN_AT_FIRST,
            needs_statistics=column.needs_statistics,
        )
        for column in report_columns.COLUMNS
    ),
    *(
        TableColumn(
            column.id,
            column.title,
            column.explanation,
            _CHANGE_WIDTHS.get(column.id, 10),
            is_number=column.is_numeric,
            is_default=False,
            needs_statistics=column.needs_statistics,
            is_smallest_first=column.id == "cosine",
        )
        for column in CHANGE_BY_ID.values()
    ),
    TableColumn(
        VERDICT,
        "Restore",
        "What becomes of the variable when it is restored into the chosen target",
        22,
        is_default=False,
    ),
    TableColumn(
        VALUES,
        "Values",
        "How the values are spread, from the smallest to the largest",
        12,
        needs_statistics=True,
        is_sortable=False,
    ),
)
CHANGE_IDS = tuple(column.id for column in CHANGE_COLUMNS)
STATISTICS_COLUMNS = tuple(column.id for column in VARIABLE_COLUMNS if column.needs_statistics)


class VariableSource:
    """The variables of one checkpoint. `known` gives statistics as far as they are there."""

    columns = VARIABLE_COLUMNS
    quick_columns = frozenset(("size_bytes", "element_count", *_CODED))

    def __init__(self, checkpoint: Checkpoint, known: Callable[[str], Any]) -> None:
        self.checkpoint = checkpoint
        self.variables: tuple[Variable, ...] = checkpoint.variables
        self._known = known
        self.known_all: Callable[[Sequence[str]], list[Any]] = lambda keys: [known(key) for key in keys]
        self.changed: Callable[[str], Any] = _nothing_older  # a Change, a sentence why none, or UNMEASURED
        self.changed_all: Callable[[Sequence[str]], list[Any]] = lambda keys: [
            self.changed(key) for key in keys
        ]
        self.optimizer_steps: dict[str, float | None] = {}  # key -> size, as far as asked for
        self._verdicts: VerdictSource | None = None
        self.paths: ScopePaths | None = None
        self.longest_dtype = max((len(variable.dtype) for variable in self.variables), default=0)  # letters
        self.damage: Mapping[str, str] = {}  # what reading values showed, while it is read

    def __len__(self) -> int:
        return len(self.variables)

    def set_report(self, report: RestoreReport | None) -> None:
        """The verdicts of a target, or none."""
        from explorer.gui.restore.verdict_source import source_of  # late: it needs this module

        self._verdicts = None if report is None else source_of(report)

    def problem(self, row: int) -> str | None:
        """Why the stored value cannot be trusted: the index says so, or reading it did."""
        variable = self.variables[row]
        return variable.problem or self.damage.get(variable.key)

    def problem_count(self) -> int:
        """How many values are known to be damaged."""
        told = self.checkpoint.table.problems
        return len(told) + sum(self.record(self.row_of(key)).problem is None for key in self.damage)

    def _verdict(self, key: str) -> RestoreRow | None:
        row = -1 if self._verdicts is None else self._verdicts.row_of(key)
        return None if row < 0 else self._verdicts.record(row)

    def key(self, row: int) -> str:
        return self.variables[row].key

    @cached_property
    def _keys(self) -> list[str]:
        return [variable.key for variable in breathing(self.variables)]

    def keys(self) -> list[str]:
        return self._keys

    def row_of(self, key: str) -> int:
        return self.checkpoint.table.row_of.get(key, -1)

    def record(self, row: int) -> Variable:
        return self.variables[row]

    @cached_property
    def role_codes(self) -> npt.NDArray[np.integer]:
        """[n] index into ROLES, for the totals."""
        return np.asarray(self.checkpoint.role_codes)

    @cached_property
    def size_bytes(self) -> npt.NDArray[np.int64]:
        """[n] stored bytes."""
        return np.fromiter(
            (variable.size_bytes for variable in breathing(self.variables)), np.int64, len(self)
        )

    @cached_property
    def coded(self) -> dict[str, Coded]:
        """The columns of few distinct values."""
        return {
            name: Coded.of((getattr(v, name) for v in breathing(self.variables)), len(self))
            for name in _CODED
        }

    @cached_property
    def element_count(self) -> npt.NDArray[np.int64]:
        """[n] elements of each shape; the largest number where a shape's product fits none."""
        largest = np.iinfo(np.int64).max
        counts = (
            v.element_count if 0 <= v.element_count < largest else largest for v in breathing(self.variables)
        )
        return np.fromiter(counts, np.int64, len(self))

    def cell(self, row: int, column_id: str) -> Cell:
        variable = self.variables[row]
        if column_id == VALUES:
            return self._values_cell(variable)
        if column_id == "problem":
            text = tr(display_name(self.problem(row) or "", 4096))
            return Cell(text, "verdict:damaged", mark="✗" if text else "", is_data=False)
        if column_id == VERDICT:
            return self._verdict_cell(variable.key)
        if column_id in CHANGE_BY_ID:
            return self._change_cell(variable, column_id)
        column = report_columns.BY_ID[column_id]
        statistics = self._statistics(variable.key) if column.needs_statistics else None
        text = report_columns.text(column_id, variable, statistics)
        if column_id == "key":
            return self._key_cell(variable, text)
        if column_id == "role":
            return Cell(tr(text), f"role:{text}", role=text, is_data=False)
        if column.needs_statistics and statistics is None and variable.problem is None:
            answer = self._known(variable.key)
            return Cell("…" if answer is None else _why_unknown(answer), "muted", is_number=True)
        return Cell(
            text,
            "muted" if column.kind == "text" and column_id != "dtype" else "",
            is_number=column.is_numeric,
            elide_middle=column_id in _MIDDLE,
        )

    def text(self, row: int, column_id: str, limit: int = 1 << 20) -> str:
        variable = self.variables[row]
        if column_id == VALUES:
            return ""
        if column_id == VERDICT:
            found = self._verdict(variable.key)
            return "" if found is None else found.sentence or found.verdict
        if column_id == "problem":
            return display_name(self.problem(row) or "", limit)
        if column_id in CHANGE_BY_ID:
            cell = self.change_value(variable.key, column_id)
            return "" if cell is None else str(cell) if isinstance(cell, str) else repr(cell)
        statistics = (
            self._statistics(variable.key) if report_columns.BY_ID[column_id].needs_statistics else None
        )
        value = report_columns.value(column_id, variable, statistics)
        if value is None:
            return ""
        if isinstance(value, tuple):
            return format_shape(value)
        return display_name(value, limit) if isinstance(value, str) else repr(value)

    def tool_tip(self, row: int, column_id: str) -> str:
        """The content of a cell, elided in the middle if it is endless; of a key also the name the program gave it."""
        text, variable = self.text(row, column_id, MOST_TIP_CHARACTERS), self.variables[row]
        if column_id in COMPARING and not text:
            why = self.changed(variable.key)
            return (
                tr(display_name(str(why), MOST_TIP_CHARACTERS)) if isinstance(why, (str, Exception)) else ""
            )
        if column_id == "key" and variable.name not in ("", variable.key):
            return f"{text}\n{display_name(variable.name, MOST_TIP_CHARACTERS)}"
        return text

    def values(self, column_id: str) -> Any:
        if column_id == VERDICT:
            return [row.verdict if (row := self._verdict(key)) else None for key in breathing(self._keys)]
        if column_id in ("size_bytes", "element_count"):
            return getattr(self, column_id)
        if column_id in _CODED:
            return self.coded[column_id]
        if column_id == "problem":
            return [self.problem(row) for row in breathing(range(len(self)))]
        if column_id == NOT_FINITE.id:
            return [not_finite_count(known) for known in breathing(self._all_statistics())]
        if column_id in COMPARING:
            changes = breathing(self.changed_all(self._keys))
            return [change_value(column_id, change if _is_change(change) else None) for change in changes]
        if column_id in CHANGE_BY_ID:
            return [self.change_value(key, column_id) for key in breathing(self._keys)]
        if report_columns.BY_ID[column_id].needs_statistics:
            value = report_columns.value
            return [
                None if known is None else value(column_id, variable, known)
                for variable, known in zip(breathing(self.variables), self._all_statistics(), strict=True)
            ]
        value = report_columns.value
        return [value(column_id, variable) for variable in breathing(self.variables)]

    def fields(self) -> tuple[FilterField, ...]:
        names = [
            variable.name.lower() if variable.name != variable.key else ""
            for variable in breathing(self.variables)
        ]
        fields = [FilterField("key", [key.lower() for key in breathing(self._keys)])]
        if any(names):
            fields.append(FilterField("name", names))
        for field, value in (
            ("slot", lambda variable: variable.slot_name),
            ("is", lambda variable: variable.problem is not None or variable.key in self.damage),
        ):
            fields.append(coded_field(field, [value(variable) for variable in breathing(self.variables)]))
        fields += [searched_field(name, self.coded[name]) for name in _CODED]
        owners = [variable.owner.lower() for variable in breathing(self.variables)]
        fields.append(FilterField("owner", owners, is_looked_up_only=True))
        return tuple(fields)

    def is_problem(self, row: int) -> bool:
        variable = self.variables[row]
        if variable.problem is not None or variable.key in self.damage:
            return True
        found = self._verdict(variable.key)
        return found is not None and found.verdict in PROBLEM_VERDICTS

    def change_value(self, key: str, column_id: str) -> report_columns.CellValue:
        """What is known by now of a column of changes, None for nothing."""
        if column_id == NOT_FINITE.id:
            return not_finite_count(self._statistics(key))
        if column_id == OPTIMIZER_STEP.id:
            return self.optimizer_steps.get(key)
        change = self.changed(key)
        return change_value(column_id, change if _is_change(change) else None)

    def _change_cell(self, variable: Variable, column_id: str) -> Cell:
        """A number, "…" while it is on its way, "–" where there is none; the tool tip says why."""
        value = self.change_value(variable.key, column_id)
        if value is None:
            text = self._without_change(variable, column_id)
            return Cell(text, "muted", is_number=column_id != "unchanged")
        text = change_text(column_id, value)
        if column_id == "unchanged":
            return Cell(tr(text), "muted", is_data=False)
        if column_id == NOT_FINITE.id and value:
            return Cell(text, WRONG, mark="!", is_number=True)
        return Cell(text, "muted" if not value else "", is_number=True)

    def _without_change(self, variable: Variable, column_id: str) -> str:
        if column_id == NOT_FINITE.id:
            answer = self._known(variable.key)
            return "…" if answer is None and variable.problem is None else "–"
        if column_id == OPTIMIZER_STEP.id:
            if variable.row not in self.checkpoint.slots_of:
                return ""
            return "–" if variable.key in self.optimizer_steps else "…"
        return "…" if self.changed(variable.key) is UNMEASURED else "–"

    def _statistics(self, key: str) -> TensorStatistics | None:
        answer = self._known(key)
        return None if answer is None or isinstance(answer, Exception) else answer

    def _all_statistics(self) -> list[TensorStatistics | None]:
        answers = self.known_all(self._keys)
        return [None if isinstance(answer, Exception) else answer for answer in breathing(answers)]

    def _key_cell(self, variable: Variable, text: str) -> Cell:
        text, tail = without_tail(text)
        if variable.problem is not None or variable.key in self.damage:
            return Cell(text, "verdict:damaged", mark=VERDICT_MARK["damaged"], elide_middle=True, tail=tail)
        found = self._verdict(variable.key)
        if found is not None and found.verdict in PROBLEM_VERDICTS:
            mark = VERDICT_MARK.get(found.verdict, "?")
            return Cell(text, f"verdict:{found.verdict}", mark=mark, elide_middle=True, tail=tail)
        return Cell(text, elide_middle=True, tail=tail)

    def _verdict_cell(self, key: str) -> Cell:
        found = self._verdict(key)
        if found is None:
            return Cell()
        return Cell(
            tr(found.verdict),
            f"verdict:{found.verdict}",
            mark=VERDICT_MARK.get(found.verdict, "?"),
            is_data=False,
        )

    def _values_cell(self, variable: Variable) -> Cell:
        answer = self._known(variable.key)
        if isinstance(answer, MissingFileError) and variable.problem is None:
            return Cell(_why_unknown(answer), "muted", is_data=False)
        if isinstance(answer, Exception) or variable.problem is not None:
            return Cell(tr("unreadable"), "verdict:damaged", is_data=False)
        if answer is None:
            return Cell("…", "muted")
        if answer.values is None or not len(answer.values.count):
            others = _not_finite(answer)
            if not others:
                return Cell(tr("no numbers"), "muted", is_data=False)
            return Cell(tr(f"{' and '.join(others)} only"), WRONG, mark="!", is_data=False)
        if len(answer.values.count) == 1 and answer.finite == 1:
            text = report_columns.cell_text("mean", answer.mean)
            if answer.count == answer.finite:
                return Cell(text, "muted")
            return Cell(f"{text}, {', '.join(_not_finite(answer))}", WRONG, mark="!")
        tone = WRONG if _not_finite(answer) else "newer"
        return Cell(histograms=(SmallHistogram(answer.values, tone),))


def _nothing_older(_: str) -> str:
    return "There is no older step to compare with."


def _is_change(found: object) -> bool:
    return hasattr(found, "changed_elements")


def _why_unknown(answer: object) -> str:
    """In place of a number: the file was deleted before the value was read, or the value cannot be read."""
    return tr("gone") if isinstance(answer, MissingFileError) else "–"


def _not_finite(statistics: TensorStatistics) -> list[str]:
    """Which values that are no numbers there are: "NaN", "Inf"."""
    found = ["NaN"] if statistics.nan else []
    return found + (["Inf"] if statistics.posinf or statistics.neginf else [])


def coded_field(name: str, values: Sequence[Hashable]) -> FilterField:
    """A field of few distinct values."""
    return searched_field(name, Coded.of(values, len(values)))


def searched_field(name: str, coded: Coded) -> FilterField:
    """A column of few distinct values as a field."""
    return FilterField(name, [_searched(value) for value in coded.distinct], coded.codes)


def find_paths(source: VariableSource, task: Task = QUIET) -> ScopePaths:
    """The tree of the source's keys, on a worker thread: nobody waits for it to see the table."""
    return scope_paths(source.keys(), task)


def make_source(checkpoint: Checkpoint, known: Callable[[str], Any], task: Task = QUIET) -> VariableSource:
    """The source with everything slow already done, on a worker thread."""
    task.report(0, 1, "Listing variables")
    source = VariableSource(checkpoint, known)
    source.keys()
    _ = source.role_codes, source.size_bytes, source.element_count, source.coded, checkpoint.table.row_of
    return source


def _searched(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ",".join("?" if size is None else str(size) for size in value) + "]"
    if isinstance(value, bool):
        return "damaged" if value else ""
    return str(value).lower()
