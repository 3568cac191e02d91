"""What is said of one tensor among several: its numbers, its odd values, why there is no picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.gui.histogram.history import StepRecord
from explorer.gui.histogram.several_reading import Cell
from explorer.gui.language import tr
from explorer.report.numbers import format_float, format_shape


def odd_text(records: Mapping[int, StepRecord]) -> str:
    """NaN and infinities of the step that has most of them, with its name; "" for none."""
    found = [record for record in records.values() if record.unusual]
    if not found:
        return ""
    worst = max(found, key=lambda r: r.statistics.nan + r.statistics.posinf + r.statistics.neginf)
    return tr(f"! {worst.unusual} at {worst.entry_label}")


def why_empty(records: Mapping[int, StepRecord], steps: Sequence[int], kind: str) -> str:
    """What stands where no picture can."""
    if any(index not in records for index in steps):
        return "reading …"
    reasons = {record.reason for record in records.values() if record.reason}
    if reasons:
        return sorted(reasons)[0]
    if any(record.unusual for record in records.values()):
        return "No finite value at any step."
    return "No positive value for a log axis." if kind == "log" else "Nothing to draw."


def kind_text(cell: Cell) -> str:
    """Shape and element type; complex numbers are drawn by their size."""
    text = f"{format_shape(cell.shape)} {cell.dtype}"
    return f"{text}, {tr('absolute values')}" if cell.dtype.startswith("complex") else text


def described(cell: Cell, records: Mapping[int, StepRecord], steps: Sequence[int]) -> str:
    """One tensor in words, with the numbers of the newest step drawn."""
    text = f"{cell.title}, {kind_text(cell)}"
    newest = next((records[i] for i in reversed(steps) if i in records and records[i].has_picture), None)
    if newest is not None:
        found = newest.statistics
        told = tr(f"at {newest.entry_label}: {format_float(found.min)} to {format_float(found.max)}")
        text = f"{text}; {told}"
        text += "".join(
            f", {tr(name)} {format_float(number)}"
            for name, number in (("mean", found.mean), ("std", found.std))
            if number is not None  # past the range of numbers
        )
    odd = odd_text(records)
    return f"{text}; {odd}" if odd else text
