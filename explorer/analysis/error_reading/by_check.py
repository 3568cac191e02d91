"""Both sides of an error are at hand: check them as its way of loading would, and take the findings that explain it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.analysis.error_reading.records import ErrorMatch, ErrorReading, NamedTensor
from explorer.analysis.error_reading.sides import (
    NAMED,
    SAME_FAULT,
    described,
    expected_text,
    labels_of,
    stored_text,
)
from explorer.analysis.renames_words import plain_path
from explorer.analysis.restoring.apis import API
from explorer.analysis.restoring.verdicts import RestoreRow
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import ROLES
from explorer.checkpoints.spec import ModelSpec
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.task import Task, breathing

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.analysis.restoring.finding import Finding

# Errors that tell of a path, a file or a call: no comparison of two sides explains them.
_NOT_OF_TWO_SIDES = frozenset(
    {"file-missing", "file-damaged", "custom-class", "wrong-call", "model-not-built"}
)
_KERAS_FILES = {
    "h5": "load_weights.h5",
    "weights_h5": "load_weights.weights_h5",
    "keras": "load_weights.keras",
}
_OF_KERAS_FILES = tuple(_KERAS_FILES.values())
_SHIFTS_LAYERS = frozenset(
    {
        "layer-inserted",
        "layer-removed",
        "layer-added",
        "layer-gone",
        "order-changed",
        "numbered-otherwise",
        "layer-renamed",
    }
)
_SHIFTS_SLOTS = frozenset({"optimizer-switched", "optimizer-layout", "optimizer-settings"})
_OF_OPTIMIZERS = frozenset({"slot", "optimizer", "hyperparameter"})
_MOST_NAMED = 200  # of one name: many variables of a program may be called `Variable`
_MOST_FINDINGS = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the two sides tells of an error. Not `is_judged`: it tells nothing, `remarks` may say why."""

    is_judged: bool = False
    is_another_file: bool = False  # of a format the error's way of loading never reads
    matches: tuple[ErrorMatch, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()


def checked(reading: ErrorReading, checkpoint: Checkpoint, target: ModelSpec, task: Task) -> Checked:
    """The variables an error names, the findings of the check that explain them, and what these cover besides."""
    if reading.kind in _NOT_OF_TWO_SIDES:
        return Checked()
    api, is_read = _way(reading, checkpoint)
    if not is_read:
        title = API[reading.api].title
        sentence = f"The error is of {title}, which does not read a checkpoint of this format: it is about another file."
        return Checked(is_another_file=True, remarks=(sentence,))
    from explorer.analysis.restore import check_restore  # late: a text alone needs no check

    try:
        report = check_restore(checkpoint, target, api, task=task)
    except ExplorerError as error:
        return Checked(remarks=(f"The two sides could not be checked: {error}",))
    rows = _Rows(report, checkpoint)
    named = [(row, tensor) for tensor in breathing(reading.tensors) for row in rows.find(tensor)]
    findings = _explaining(report, rows, [row for row, _ in named])
    matches: dict[str, ErrorMatch] = {}
    for row, tensor in named:
        matches.setdefault(row.key, rows.match(row, NAMED, tensor))
    found = {id(tensor) for _, tensor in named}
    remarks: list[str] = []
    for tensor in reading.tensors:
        if tensor.name and id(tensor) not in found:
            if not named and not remarks:
                remarks.append(
                    f"Neither the target nor the checkpoint has a variable called `{tensor.name}`."
                )
            told = ErrorMatch(tensor.name, NAMED, expected=expected_text(tensor), stored=stored_text(tensor))
            matches.setdefault(tensor.name, told)
    explained = {key for finding in findings for key in finding.keys}
    for row in breathing(report.rows):
        if row.key in explained and row.key not in matches and row.verdict != "restored":
            matches[row.key] = rows.match(row, SAME_FAULT)
    if not report.findings and report.fits and not reading.is_warning:
        remarks.append(
            "The check of these two predicts no such error: the program ran with another checkpoint or model."
        )
    return Checked(True, False, tuple(matches.values()), findings, tuple(remarks))


def _way(reading: ErrorReading, checkpoint: Checkpoint) -> tuple[str | None, bool]:
    """The API to check with (None: the likeliest), and whether the error's own reads this format at all."""
    api = API.get(reading.api)
    if api is None:
        return None, True
    if checkpoint.format in api.formats:
        return api.id, True
    is_keras = api.id.startswith(_OF_KERAS_FILES)
    if is_keras and checkpoint.format in _KERAS_FILES:
        return _KERAS_FILES[checkpoint.format], True  # Keras says the same of all its files
    return None, False


def _explaining(report: RestoreReport, rows: _Rows, named: Sequence[RestoreRow]) -> tuple[Finding, ...]:
    """The findings that cover a named row; else those that shift others by position, or all where none is named."""
    if not named:
        return report.findings[:_MOST_FINDINGS]
    keys = {row.key for row in named}
    found = [finding for finding in report.findings if not keys.isdisjoint(finding.keys)]
    if (
        not found
    ):  # a layer more or less, or another optimizer: what is behind it is offered its neighbour's value
        kinds = [_SHIFTS_LAYERS, _SHIFTS_SLOTS]
        if all(map(rows.is_of_optimizer, named)):
            kinds.reverse()
        for shifting in kinds:
            found = found or [finding for finding in report.findings if finding.kind in shifting]
    return tuple(found[:_MOST_FINDINGS])


class _Rows:
    """The rows of a report by the names an error may use: the model's before the checkpoint's."""

    def __init__(self, report: RestoreReport, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._variables = report.spec.variables if report.spec is not None else ()
        self._rows = report.rows
        self._likeliest = report.outcomes[0] if report.outcomes else None
        self._by_model: dict[str, list[RestoreRow]] = defaultdict(list)
        self._by_key: dict[str, list[RestoreRow]] = defaultdict(list)
        for row in breathing(report.rows):
            self._by_key[plain_path(row.key)].append(row)
            if row.variable >= 0:
                variable = self._variables[row.variable]
                for label in {
                    plain_path(text) for text in (variable.name, variable.full_name, variable.key) if text
                }:
                    self._by_model[label].append(row)

    def find(self, tensor: NamedTensor) -> list[RestoreRow]:
        """The rows an error means by what it names; those whose sides are the told ones, where any are."""
        books = [self._by_model, self._by_key]
        if tensor.name_kind == "key":
            books.reverse()
        for book in books:
            for label in labels_of(tensor):
                if rows := book.get(label):
                    return self._as_told(rows, tensor)[:_MOST_NAMED]
        if tensor.name_kind in ("layer", "object path"):
            part = f"/{plain_path(tensor.name.replace('.', '/'))}/"
            rows = self._with_part(part)
            if tensor.name_kind == "layer":  # its own weights, not what an optimizer keeps of them
                rows = [row for row in rows if not self.is_of_optimizer(row)] or rows
            return self._as_told(rows, tensor)[:_MOST_NAMED]
        if tensor.name:
            last = "/" + plain_path(tensor.name).rpartition("/")[2]
            rows = [
                row for label, of_it in self._by_model.items() if f"/{label}".endswith(last) for row in of_it
            ]
            exact = [row for row in _unique(rows) if self._fit(row, tensor) == 2]
            return exact if len(exact) == 1 else []
        if tensor.expected_shape is None and tensor.stored_shape is None:
            return []
        wanted = sum(shape is not None for shape in (tensor.expected_shape, tensor.stored_shape))
        return [row for row in breathing(self._rows) if self._fit(row, tensor) == wanted][:_MOST_NAMED]

    def is_of_optimizer(self, row: RestoreRow) -> bool:
        """Whether a row is a slot or a setting of an optimizer."""
        if row.variable >= 0:
            return self._variables[row.variable].role in _OF_OPTIMIZERS
        return row.row >= 0 and ROLES[self._checkpoint.role_codes[row.row]] in _OF_OPTIMIZERS

    def _with_part(self, part: str) -> list[RestoreRow]:
        return _unique(
            row
            for book in (self._by_model, self._by_key)
            for label, rows in breathing(book.items())
            if part in f"/{label}/"
            for row in rows
        )

    def _as_told(self, rows: Sequence[RestoreRow], tensor: NamedTensor) -> list[RestoreRow]:
        fits = [self._fit(row, tensor) for row in rows]
        best = max(fits, default=0)
        return [row for row, fit in zip(rows, fits) if fit == best]

    def _fit(self, row: RestoreRow, tensor: NamedTensor) -> int:
        """How many of the two shapes an error tells are this row's."""
        expected = row.expected is not None and row.expected.shape == tensor.expected_shape is not None
        stored = row.stored is not None and row.stored.shape == tensor.stored_shape is not None
        return int(expected) + int(stored)

    def match(self, row: RestoreRow, why: str, tensor: NamedTensor | None = None) -> ErrorMatch:
        """A row as a match. By position a variable may be offered another value than the one of its name."""
        variable = self._variables[row.variable] if row.variable >= 0 else None
        place, stored = row.row, described(row.stored.dtype, row.stored.shape) if row.stored else ""
        table = self._checkpoint.table
        told = tensor.stored_shape if tensor is not None else None
        if told is not None and (place < 0 or table.shape(place) != told):
            place = int(self._likeliest.row[row.variable]) if self._likeliest is not None and variable else -1
            if place >= 0 and table.shape(place) == told:
                stored = described(data_type(int(table.dtype[place])).name, told)
            else:
                place, stored = row.row, stored_text(tensor) if tensor is not None else stored
        expected = described(variable.dtype, variable.shape) if variable else ""
        if tensor is not None:
            expected = expected_text(tensor) or expected
        name = (variable.name or variable.full_name) if variable else ""
        return ErrorMatch(
            row.key, why, place, row.variable, expected, stored, name if name != row.key else ""
        )


def _unique(rows: Iterable[RestoreRow]) -> list[RestoreRow]:
    return list({id(row): row for row in rows}.values())
