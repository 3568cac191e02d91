"""What a cell of the compare table says in its tool tip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.gui.compare.change_words import VALUE_COLUMNS, VALUE_FIELDS
from explorer.gui.compare.measure_words import AWAITED, COUNTERS, error_words, over_which, why_no_measure
from explorer.gui.item_models.cells import MOST_TIP_CHARACTERS
from explorer.gui.language import tr
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.analysis.value_change import ValueChange
    from explorer.gui.compare.difference_source import DifferenceSource

_NOT_MEASURED = {
    "added": "It is on the newer side only.",
    "removed": "It is on the older side only.",
    "shape": "Its shape differs: there are no pairs of elements to compare.",
    "ignored": "It is not compared: the rule leaves it out.",
}


def difference_tip(source: DifferenceSource, row: int, column_id: str) -> str:
    """The content of a cell; of a key also the program's name for it, and what speaks for a pair of keys."""
    text = source.text(row, column_id, MOST_TIP_CHARACTERS)
    if column_id in ("role", "change"):
        text = tr(text)
    if column_id in ("key", "change") and (pair := source.pair_of(row)) is not None:
        return f"{text}\n{tr(source.rename_sentence(pair))}"
    if column_id in VALUE_COLUMNS:
        return _measure_tip(source, row, column_id, text)
    name = source.name_of(row) if column_id == "key" else ""
    return f"{text}\n{display_name(name, MOST_TIP_CHARACTERS)}" if name else text


def _measure_tip(source: DifferenceSource, row: int, column_id: str, text: str) -> str:
    """A measure in full with what it is over, or why there is none."""
    change = source.change_of(row)
    if isinstance(change, Exception):
        return tr(error_words(change))
    if not text:
        return tr(_why_no_measure(source, row, column_id, change))
    if change is None or column_id == "changed":
        return text
    over = over_which(change, source.element_count(row))
    return f"{text}\n{tr(over)}" if over else text


def _why_no_measure(source: DifferenceSource, row: int, column_id: str, change: ValueChange | None) -> str:
    word = source.change(row)
    if word in _NOT_MEASURED:
        return _NOT_MEASURED[word]
    if row in source.alignment.problems:
        return "Its values cannot be trusted: see the row's change."
    if column_id == "moved" and source.is_counter[row]:
        return COUNTERS
    if change is not None:
        return why_no_measure(VALUE_FIELDS[column_id], change, source.element_count(row))
    if source.is_awaited(row):
        return AWAITED
    if word == "same":
        return "It is the same, bit for bit: its values were not read."
    return "It has no numbers to compare."
