"""The widget's look: colours of both themes, shapes, letters and marks, all taken from the palette."""

from __future__ import annotations

from explorer.analysis.diff import CHANGES
from explorer.analysis.restoring.verdicts import VERDICTS
from explorer.checkpoints.roles import ROLES
from explorer.jupyter.widget_messages import Payload
from explorer.report.palette import (
    DIFFERENCE_MARK,
    ROLE_LETTER,
    ROLE_SHAPE,
    STATUS_MARK,
    VERDICT_MARK,
    Palette,
    mix,
    palette,
)

_SURFACES = ("canvas", "panel", "raised", "border", "text", "muted", "accent", "selection", "grid")
_STATES = {
    "raises": "shape differs",
    "silently wrong": "wrong value silently",
    "restores in part": "missing in checkpoint",
    "restores": "restored",
}


def colours(theme: Palette) -> dict[str, str]:
    """Name of a CSS variable -> "#RRGGBB"."""
    found = {name: str(getattr(theme, name)) for name in _SURFACES}
    found["control"] = theme.as_mark(theme.border)  # the edge of what can be clicked
    found["link"] = theme.as_mark(mix(theme.muted, theme.canvas, 0.25))
    found["older"], found["newer"] = theme.series("older"), theme.series("newer")
    found["first"], found["last"] = theme.step_ramp(0.0), theme.step_ramp(1.0)
    found |= {f"role-{role}": theme.as_text(theme.role(role)) for role in ROLES}
    found |= {f"verdict-{css(verdict)}": theme.verdict(verdict) for verdict in VERDICTS}
    found |= {f"state-{css(state)}": theme.verdict(verdict) for state, verdict in _STATES.items()}
    found |= {f"change-{change}": theme.difference(change) for change in CHANGES}
    found |= {f"status-{css(status)}": theme.status(status) for status in STATUS_MARK}
    return found


def css(word: str) -> str:
    """A word of ours as a part of a CSS name."""
    return word.replace(" ", "-")


def look() -> Payload:
    """Everything the page needs to know of colours, marks and shapes."""
    return {
        "light": colours(palette(False)),
        "dark": colours(palette(True)),
        "letter": ROLE_LETTER,
        "shape": ROLE_SHAPE,
        "verdict": VERDICT_MARK,
        "change": DIFFERENCE_MARK,
        "status": STATUS_MARK,
    }
