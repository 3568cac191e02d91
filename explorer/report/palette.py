"""The code's only home of colours, shapes, marks and sizes: window, SVG, HTML and plots read them here.

Contrast promise, held by tests: text at least 4.5:1 on canvas, panel and selection, marks and edges
at least 3:1. A token that misses it on one theme is moved towards black or white until it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

MARK_CONTRAST = 3.0
TEXT_CONTRAST = 4.5

RADIUS = 4  # px
ROW_HEIGHT = 24  # px
UI_FONT_PX = 13
DATA_FONT_PX = 12

_SURFACES = {
    "light": {
        "canvas": "#FFFFFF",
        "panel": "#F5F6F8",
        "raised": "#FFFFFF",
        "border": "#D8DCE2",
        "text": "#1B1F24",
        "muted": "#5B6570",
        "accent": "#2460C8",
        "selection": "#E9F1FE",
        "grid": "#E9ECF0",
    },
    "dark": {
        "canvas": "#15181C",
        "panel": "#1C2025",
        "raised": "#23282E",
        "border": "#343B44",
        "text": "#E6E9ED",
        "muted": "#A3ACB6",
        "accent": "#7AAAFF",
        "selection": "#1F3250",
        "grid": "#2A3037",
    },
}

# role: light, dark, colour-blind (Okabe and Ito), shape, letter
_ROLES = {
    "optimizer": ("#D7263D", "#FF5C6C", "#D55E00", "rounded square", "O"),
    "variable": ("#1F6FD6", "#5AA2FF", "#0072B2", "circle", "V"),
    "slot": ("#C76A00", "#FFB04D", "#E69F00", "diamond", "S"),
    "hyperparameter": ("#A8506B", "#D98BA3", "#CC79A7", "small square", "H"),
    "metric": ("#5B7B8C", "#8FB0C0", "#56B4E9", "triangle", "M"),
    "bookkeeping": ("#6A7480", "#98A2AD", "#999999", "small circle", "B"),
    "container": ("#20242A", "#C9D0D8", "#000000", "small circle", "C"),
    "layer": ("#20242A", "#C9D0D8", "#000000", "circle", "L"),
    "other": ("#20242A", "#C9D0D8", "#000000", "dot", "–"),
}
ROLE_SHAPE = {role: row[3] for role, row in _ROLES.items()}
ROLE_LETTER = {role: row[4] for role, row in _ROLES.items()}

# verdict: light, dark, mark
_VERDICTS = {
    "restored": ("#18774A", "#4CC38A", "✓"),
    "shape differs": ("#C41F35", "#FF7583", "≠"),
    "dtype differs": ("#A3329B", "#E88AE1", "T"),
    "missing in checkpoint": ("#B03A0A", "#FF9059", "−"),
    "unused by model": ("#4F6D7D", "#8FB0C0", "+"),
    "deferred": ("#5F4DC6", "#A79BFF", "…"),
    "wrong value silently": ("#856400", "#F2C94C", "!"),
    "damaged": ("#8B1E2D", "#FF8A95", "✗"),
    "unknown": ("#5B6570", "#A3ACB6", "?"),
}
VERDICT_MARK = {verdict: row[2] for verdict, row in _VERDICTS.items()}
VERDICT_OF_MARK = {mark: verdict for verdict, mark in VERDICT_MARK.items()}
DIFFERENCE_MARK = {"added": "+", "removed": "−", "shape": "≠", "dtype": "T", "value": "~", "same": "="}
STATUS_MARK = {"complete": "●", "gone": "○", "damaged": "!", "being written": "◐"}

_DIFFERENCES = {"added": "#1F8A55", "removed": "#D7263D", "changed": "#B58900"}
# Red against green says nothing to a tenth of all men: blue takes the green's place.
_COLOUR_BLIND_DIFFERENCES = {"added": "#0072B2", "removed": "#D55E00", "changed": "#CC79A7"}
_COLOUR_BLIND_VERDICTS = {
    "restored": "#0072B2",
    "shape differs": "#D55E00",
    "missing in checkpoint": "#CC79A7",
}
# "shape" or "dtype": as they are, and for the colour-blind; apart from what was added, removed and changed
_CONFLICTS = {"shape": ("#C2500A", "#E69F00"), "dtype": ("#A3329B", "#009E73")}
_OLDER = "#8A94A0"

# dtype: colour (after Okabe and Ito, so that neighbours differ for the colour-blind too), mark
_DTYPES = {
    "float32": ("#0072B2", "f32"),
    "float64": ("#004C8C", "f64"),
    "float16": ("#56B4E9", "f16"),
    "bfloat16": ("#00A6A6", "bf"),
    "int64": ("#D55E00", "i64"),
    "int32": ("#E69F00", "i32"),
    "int16": ("#C98B3A", "i16"),
    "int8": ("#A0671E", "i8"),
    "uint8": ("#B5651D", "u8"),
    "uint16": ("#8C5A2B", "u16"),
    "uint32": ("#7A4A1E", "u32"),
    "uint64": ("#5E3612", "u64"),
    "bool": ("#CC79A7", "b"),
    "string": ("#009E73", "s"),
    "complex64": ("#7B4FA3", "c64"),
    "complex128": ("#5B2E86", "c12"),
    "variant": ("#6B7A2A", "v"),
    "resource": ("#8A8F3C", "r"),
}
_DTYPE_FAMILIES = (
    ("float", ("#3E8FC4", "f")), ("bfloat", ("#3E8FC4", "f")), ("qint", ("#A0671E", "q")),
    ("quint", ("#A0671E", "q")), ("int", ("#A0671E", "i")), ("uint", ("#B5651D", "u")),
)  # fmt: skip
_UNKNOWN_DTYPE = ("#777777", "?")

# viridis at 0, 1/8 ... 1: perceptually even, readable by the colour-blind
_VIRIDIS = ("#440154", "#472D7B", "#3B528B", "#2C728E", "#21918C", "#28AE80", "#5EC962", "#ADDC30", "#FDE725")
# The part of the ramp that keeps 3:1 against the canvas.
_RAMP_PART = {"light": (0.0, 0.55), "dark": (0.35, 1.0)}


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2, relative luminance)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(first: str, second: str, fraction: float) -> str:
    """`fraction` of the way from one "#RRGGBB" colour to another, 0 to 1."""
    channels = (
        round(a + (b - a) * fraction) for a, b in zip(_channels(first), _channels(second), strict=True)
    )
    return "#" + "".join(f"{channel:02X}" for channel in channels)


@dataclass(frozen=True)
class Palette:
    """All colours of one theme as "#RRGGBB". Ask `palette()` for the shared instances."""

    dark: bool
    colour_blind: bool
    canvas: str
    panel: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    selection: str
    grid: str

    def role(self, name: str) -> str:
        """Fill of a node, letter or mark of a role (checkpoints.roles.ROLES)."""
        light, dark, colour_blind, _, _ = _ROLES.get(name, _ROLES["other"])
        if self.colour_blind and colour_blind != "#000000":
            return self.as_mark(colour_blind)
        return self.as_mark(dark if self.dark else light)

    def verdict(self, name: str) -> str:
        """Colour of a restore verdict; strong enough for text."""
        light, dark, _ = _VERDICTS.get(name, _VERDICTS["unknown"])
        colour = dark if self.dark else light
        if self.colour_blind:
            colour = _COLOUR_BLIND_VERDICTS.get(name, colour)
        return self.as_text(colour)

    def difference(self, change: str) -> str:
        """Colour of a change of analysis.diff.CHANGES; strong enough for text."""
        if change not in ("added", "removed", "shape", "dtype", "value", "changed"):
            return self.muted
        colours = _COLOUR_BLIND_DIFFERENCES if self.colour_blind else _DIFFERENCES
        return self.as_text(colours.get(change, colours["changed"]))

    def conflict(self, change: str) -> str:
        """Colour of a shape or dtype that two steps do not agree in; strong enough for text."""
        return self.as_text(_CONFLICTS[change][self.colour_blind])

    def dtype(self, name: str) -> str:
        """Colour of a dtype, the same in every checkpoint."""
        return self.as_mark(_dtype_style(name)[0])

    def series(self, name: str) -> str:
        """Colour of a curve: "older" or "newer"."""
        return self.as_mark(_OLDER) if name == "older" else self.accent

    def status(self, name: str) -> str:
        """Colour of a checkpoint's status; strong enough for text."""
        if name == "damaged":
            return self.verdict("damaged")
        return (
            self.accent
            if name == "being written"
            else self.muted
            if name in ("gone", "remembered")
            else self.text
        )

    def step_ramp(self, fraction: float) -> str:
        """Colour of a step between the first (0) and the last (1) of a series."""
        first, last = _RAMP_PART["dark" if self.dark else "light"]
        place = (first + (last - first) * min(max(fraction, 0.0), 1.0)) * (len(_VIRIDIS) - 1)
        index = min(int(place), len(_VIRIDIS) - 2)
        return mix(_VIRIDIS[index], _VIRIDIS[index + 1], place - index)

    def as_mark(self, colour: str) -> str:
        """`colour`, moved as little as needed to be seen as a mark or an edge on every surface."""
        return _strengthened(colour, self, MARK_CONTRAST)

    def as_text(self, colour: str) -> str:
        """`colour`, moved as little as needed to be read as text on every surface."""
        return _strengthened(colour, self, TEXT_CONTRAST)


@cache
def palette(dark: bool, colour_blind: bool = False) -> Palette:
    """The palette of the light or dark theme."""
    return Palette(dark, colour_blind, **_SURFACES["dark" if dark else "light"])


def dtype_mark(name: str) -> str:
    """At most three letters beside a dtype's colour: "f32", "i64", "s"; "?" for what nobody knows."""
    return _dtype_style(name)[1]


def _dtype_style(name: str) -> tuple[str, str]:
    known = _DTYPES.get(name)
    if known is not None:
        return known
    return next((style for start, style in _DTYPE_FAMILIES if name.startswith(start)), _UNKNOWN_DTYPE)


@cache
def _strengthened(colour: str, theme: Palette, ratio: float) -> str:
    surfaces = (theme.canvas, theme.panel, theme.raised, theme.selection)
    for percent in range(0, 101, 2):
        candidate = mix(colour, "#FFFFFF" if theme.dark else "#000000", percent / 100)
        if all(contrast(candidate, surface) >= ratio for surface in surfaces):
            return candidate
    return theme.text


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = _channels(colour)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
