"""Both sides of an error are at hand: check them as its way of loading would, and take the findings that explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.analysis.error_reading.records import ErrorMatch, ErrorReading
from explorer.analysis.error_reading.report_rows import ReportRows
from explorer.analysis.error_reading.sides import NAMED, SAME_FAULT, expected_text, stored_text
from explorer.analysis.restoring.apis import API
from explorer.analysis.restoring.verdicts import RestoreRow
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec
from explorer.errors import ExplorerError
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
    ("layer-inserted", "layer-removed", "layer-added", "layer-gone", "layer-renamed")
    + ("order-changed", "numbered-otherwise", "bias-added", "bias-dropped")
)
_SHIFTS_SLOTS = frozenset({"optimizer-switched", "optimizer-layout", "optimizer-settings"})
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
    rows = ReportRows(report, checkpoint)
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


def _explaining(report: RestoreReport, rows: ReportRows, named: Sequence[RestoreRow]) -> tuple[Finding, ...]:
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
