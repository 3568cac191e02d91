"""What the inspector says of one variable: what the file stores, its links, checksum and statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.errors import ExplorerError, MissingFileError
from explorer.gui.comparable import label_of
from explorer.gui.inspector.parts import Facts, RoleName, SmallHistogram, link_button
from explorer.gui.inspector.saved_model_facts import add_node_facts
from explorer.gui.language import tr
from explorer.gui.plain_text import breakable, plain_label
from explorer.gui.problems import describe
from explorer.gui.statistics_store import is_gone
from explorer.gui.statuses import GONE
from explorer.gui.theme import current_palette
from explorer.report.numbers import (
    display_name,
    format_bytes,
    format_count,
    format_counted,
    format_float,
    format_shape,
)
from explorer.report.sentences import capital

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable
    from explorer.gui.inspector.page import Page

MAX_LINKS = 12

# Formats without a checksum for each tensor: where theirs stands.
_CHECKSUM_WORDS = {
    "tensor_slice_v1": "of its block",
    "h5": "none in this format",
    "weights_h5": "none in this format",
    "keras": "of the archive",
}


def show_variable(page: Page, variable: Variable, checkpoint: Checkpoint, value: object) -> None:
    """What the file says of a variable; `value` is its text, if it is small enough to be shown here."""
    page.heading("Slot variable" if variable.role == "slot" else "Variable")
    page.title(variable.key)
    if variable.problem:
        problem = display_name(variable.problem, 1024)
        page.sentence(f"! {capital(problem)}", current_palette().verdict("damaged"))
    facts = page.facts("variable_facts")
    role = variable.role + (f" {display_name(variable.slot_name, 60)}" if variable.slot_name else "")
    facts.add_widget(
        "role", RoleName(variable.role, tr(variable.role) + role.removeprefix(variable.role), facts)
    )
    facts.values["role"] = role
    if variable.name != variable.key:
        facts.add("name", breakable(variable.name), data=True)
    facts.add("owner", breakable(variable.owner), name=True)
    add_node_facts(facts, checkpoint, variable.node)
    facts.add("dtype", variable.dtype, data=True)
    facts.add("shape", format_shape(variable.shape[:64]), data=True)
    count = variable.element_count
    values = format_counted(count, "value") if count >= 0 else "too many values"
    facts.add("size", f"{format_bytes(variable.size_bytes)} · {values}")
    if isinstance(value, str):
        facts.add("value", breakable(value), data=True)
    _show_links(page, facts, variable, checkpoint)
    facts.add("stored", _stored(variable, checkpoint))
    _show_checksum(page, facts, variable, checkpoint)


def _show_links(page: Page, facts: Facts, variable: Variable, checkpoint: Checkpoint) -> None:
    if variable.slot_of:
        name = display_name(variable.slot_of.removesuffix("/.ATTRIBUTES/VARIABLE_VALUE"), 60)
        button = link_button(_tail(name), "variable", facts, variable.slot_of)
        button.setObjectName("slot_of_link")
        button.clicked.connect(lambda: page.session.select(variable.slot_of))
        facts.add_widget("slot of", button)
        return
    rows = checkpoint.slots_of.get(variable.row, ())
    if not rows:
        return
    box = QWidget(facts)
    lines = QVBoxLayout(box)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(3)
    line = QHBoxLayout()
    for place, row in enumerate(rows[:MAX_LINKS]):
        key, name = checkpoint.table.keys[row], checkpoint.slots[row][1]
        button = link_button(display_name(name, 30) or "slot", "slot", box, key)
        button.setObjectName(f"slot_link_{place}")
        button.clicked.connect(lambda _=False, chosen=key: page.session.select(chosen))
        if place % 2 == 0:
            line = QHBoxLayout()
            line.setSpacing(4)
            lines.addLayout(line)
        line.addWidget(button)
        if place % 2 == 1 or place == min(len(rows), MAX_LINKS) - 1:
            line.addStretch(1)
    if len(rows) > MAX_LINKS:
        lines.addWidget(plain_label(tr(f"and {len(rows) - MAX_LINKS} more"), box, muted=True))
    facts.add_widget("slots", box)
    facts.values["slots"] = ", ".join(checkpoint.slots[row][1] for row in rows)


def _show_checksum(page: Page, facts: Facts, variable: Variable, checkpoint: Checkpoint) -> None:
    from explorer.errors import CorruptFileError

    colours = current_palette()
    answer = page.session.statistics.get(checkpoint, variable.key)
    if isinstance(answer, CorruptFileError):
        facts.add("checksum", "✗ does not fit", colour=colours.verdict("damaged"), tip=str(answer))
    elif checkpoint.format in _CHECKSUM_WORDS:
        facts.add("checksum", _CHECKSUM_WORDS[checkpoint.format])
    elif answer is not None and not isinstance(answer, ExplorerError) and answer.values is not None:
        entry = page.session.newer_entry
        if is_gone(checkpoint) or (
            entry is not None and entry.status == GONE
        ):  # the record tells of it, and nobody can look again
            facts.add("checksum", "✓ verified while it was there")
        else:
            facts.add("checksum", "✓ verified", colour=colours.verdict("restored"))
    elif not variable.problem and (variable.crc32c is not None or variable.slices):
        facts.add("checksum", "not verified yet")


def show_statistics(page: Page, variable: Variable, checkpoint: Checkpoint) -> None:
    """The statistics of a variable's values, or why there are none."""
    page.heading(label_of(checkpoint))
    answer = page.session.statistics.get(checkpoint, variable.key)
    if answer is None:
        page.sentence("Reading statistics…")
        return
    if isinstance(answer, Exception):
        problem = describe(answer)
        known = "Its values cannot be read." if variable.problem else ""  # why stands above
        is_gone = isinstance(answer, MissingFileError)  # deleted since: nothing is damaged
        page.sentence(known or problem.sentence, "" if is_gone else current_palette().verdict("damaged"))
        page.sentence(problem.hint)
        return
    if not answer.count:
        page.sentence("It is empty: a dimension is 0.")
        return
    if not answer.finite + answer.nan + answer.posinf + answer.neginf:
        page.sentence(
            f"{format_counted(answer.count, 'value')} of dtype {variable.dtype}: no numbers, no statistics."
        )
        return
    if answer.finite > 1:
        colour = current_palette().role(variable.role)
        page.layout.addWidget(SmallHistogram(answer.values, colour, page.body))
    facts = page.facts("statistics_facts")
    if answer.finite:
        facts.add("mean", format_float(answer.mean), data=True)
        facts.add("std", format_float(answer.std), data=True)
        facts.add("min, max", f"{format_float(answer.min)}, {format_float(answer.max)}", data=True)
        facts.add("norm", format_float(answer.l2), data=True, tip="Square root of the sum of squares")
    else:
        page.sentence("None of its values is finite.")
    facts.add("zero", format_count(answer.zero), data=True)
    odd = [
        (answer.nan, "NaN"),
        (answer.posinf, "+Inf"),
        (answer.neginf, "−Inf"),
        (answer.denormal, "denormal"),
    ]
    bad = current_palette().verdict("damaged")
    for count, word in odd:
        if count or word == "NaN":
            colour = bad if count and word != "denormal" else ""
            facts.add(word, format_count(count), data=True, colour=colour)


def _stored(variable: Variable, checkpoint: Checkpoint) -> str:
    shards = len(checkpoint.reader.data_files)
    if variable.slices:
        return f"{len(variable.slices)} slices in {len({part.shard for part in variable.slices})} of {shards} shards"
    if variable.shard is None or variable.offset is None:
        return ""
    return f"shard {variable.shard} of {shards}, at {variable.offset:,}"


def _tail(name: str, limit: int = 14) -> str:
    return name if len(name) <= limit else "…" + name[-limit:]
