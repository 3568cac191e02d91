"""What the inspector says of a variable's change since the older step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.gui.comparable import label_of, why_not_compared
from explorer.gui.problems import describe
from explorer.gui.theme import current_palette
from explorer.report.numbers import (
    display_name,
    format_count,
    format_counted,
    format_float,
    format_label,
    format_percent,
)

if TYPE_CHECKING:
    from explorer.checkpoints.variable import Variable
    from explorer.gui.changes_store import Change
    from explorer.gui.inspector.page import Page
    from explorer.gui.inspector.parts import Facts

WAITING = object()  # in place of a change: it is being measured


def show_change(page: Page, variable: Variable, change: Change | object) -> None:
    """The block "Since step N": size and direction of the change; `change` may be `WAITING`."""
    older, newer, entry = page.session.older, page.session.newer, page.session.older_entry
    if older is None:
        if page.session.older_error is not None and entry is not None:
            page.heading(f"Since {display_name(format_label(entry.label), 60)}")
            page.sentence(describe(page.session.older_error).sentence)
        return
    page.heading(f"Since {display_name(label_of(older), 60)}")
    reason = why_not_compared(older, newer, variable.key) if newer is not None else ""
    if reason:
        page.sentence(reason)
    elif change is WAITING:
        page.sentence("Comparing…")
    elif change is None:
        page.sentence("It has no numbers to compare.")
    elif isinstance(change, Exception):
        here = page.session.statistics.get(newer, variable.key)
        is_told = isinstance(here, Exception)  # above, with the value of the newer step
        told = "It cannot be compared: its values cannot be read."
        page.sentence(told if is_told else describe(change).sentence)
    else:
        _add_change(page.facts("change_facts"), variable, change)


def _add_change(facts: Facts, variable: Variable, change: object) -> None:
    if not variable.element_count:
        facts.add("changed", "nothing: it has no elements")
        return
    if not change.changed_elements:
        facts.add(
            "changed", "= unchanged, bit for bit", tip="Every element has the same bits in both checkpoints"
        )
        return
    tip = "Norm of the difference over the norm of the older value"
    facts.add("‖Δ‖ / ‖w‖", format_float(change.relative_l2) or "–", data=True, tip=tip)
    tip = "Cosine of the angle between both values as vectors; 1 is the same direction"
    facts.add("cosine", format_float(change.cosine, 5) or "–", data=True, tip=tip)
    facts.add("largest", format_float(change.max_abs) or "–", data=True, tip="Largest change of one value")
    share = change.changed_elements / max(variable.element_count, 1)
    facts.add("changed", f"{format_count(change.changed_elements)} ({format_percent(share)})")
    if change.compared:
        flipped = f"{format_count(change.flipped)} ({format_percent(change.flipped / change.compared)})"
        facts.add(
            "flipped",
            flipped if change.flipped else "none",
            tip="Elements that changed their sign; from or to zero is no flip",
        )
    left_out = variable.element_count - change.compared
    if left_out > 0:
        facts.add(
            "left out",
            f"! {format_counted(left_out, 'value')} not finite",
            colour=current_palette().verdict("damaged"),
            tip="NaN or infinite in one of the two steps: the numbers above are over the others",
        )
