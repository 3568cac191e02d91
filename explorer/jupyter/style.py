"""The look of displays in a notebook: one style sheet that touches nothing outside its own root.

Every colour is the palette's. Where JupyterLab tells its own background, text and fonts, those are taken; which
of the two themes holds is told by the page (JupyterLab, nbconvert, VS Code) or else by the system.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from explorer.checkpoints.roles import ROLES
from explorer.jupyter.page import Tone
from explorer.report.palette import (
    DIFFERENCE_MARK,
    STATUS_MARK,
    VERDICT_MARK,
    Palette,
    contrast,
    mix,
    palette,
)

_STATES = {
    "raises": "shape differs",
    "silently wrong": "wrong value silently",
    "restores in part": "deferred",
    "restores": "restored",
}

_RULES = """\
.ckx{background:var(--jp-layout-color0,var(--ckx-canvas));color:var(--jp-content-font-color1,var(--ckx-text));
font:13px/1.45 var(--jp-ui-font-family,system-ui,sans-serif);padding:6px 8px;max-width:100%;overflow-x:auto}
.ckx b,.ckx th{font-weight:600}
.ckx .ckx-title{font-size:14px;overflow-wrap:anywhere}
.ckx .ckx-kind,.ckx .ckx-muted,.ckx .ckx-sub,.ckx .ckx-more,.ckx .ckx-head{color:var(--ckx-muted)!important}
.ckx table{border-collapse:collapse;margin:6px 0;font-size:12px;color:inherit;background:none}
.ckx th,.ckx td{padding:2px 10px 2px 4px;border:0;border-bottom:1px solid var(--ckx-grid);text-align:left;
vertical-align:top;white-space:nowrap;background:none;max-width:none}
.ckx thead th{border-bottom:1px solid var(--ckx-border);white-space:nowrap}
.ckx .ckx-n{text-align:right;font-variant-numeric:tabular-nums}
.ckx td.ckx-c,.ckx .ckx-code{font-family:var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace);font-size:12px}
.ckx td.ckx-w{white-space:normal;min-width:16em}
.ckx tbody tr:hover td{background:var(--ckx-selection)}
.ckx summary{cursor:pointer;padding:2px 0;color:var(--ckx-accent)}
.ckx summary:focus-visible{outline:2px solid var(--ckx-accent)}
.ckx .ckx-code{background:var(--ckx-panel)!important;color:var(--ckx-text);padding:6px 8px!important;border-radius:4px;
overflow-x:auto!important;white-space:pre!important;word-break:normal;overflow-wrap:normal;margin:4px 0!important}
.ckx .ckx-card{background:var(--ckx-panel);color:var(--ckx-text);border-left:3px solid var(--ckx-border);border-radius:4px}
.ckx .ckx-bar i{background:currentColor!important}
.ckx img.ckx-dark{display:none!important}
"""


@cache
def tones(theme: Palette) -> dict[str, str]:
    """Tone -> its colour in a theme, strong enough for text."""
    found = {"bad": theme.verdict("damaged"), "accent": theme.as_text(theme.accent)}
    found |= {f"role-{role}": theme.as_text(theme.role(role)) for role in ROLES}
    found |= {class_of("verdict", verdict): theme.verdict(verdict) for verdict in VERDICT_MARK}
    found |= {class_of("state", state): theme.verdict(verdict) for state, verdict in _STATES.items()}
    found |= {class_of("change", change): theme.difference(change) for change in DIFFERENCE_MARK}
    found |= {class_of("status", status): theme.as_text(theme.status(status)) for status in STATUS_MARK}
    return found


def class_of(kind: str, word: str) -> str:
    """The tone of a verdict, change, status ...: its words joined."""
    return f"{kind}-{word.replace(' ', '-')}"


def style_sheet(used: Iterable[Tone]) -> str:
    """The rules, with the colours of the tones that are used, in both themes."""
    light, dark = palette(False), palette(True)
    wanted = sorted(set(used) & tones(light).keys())
    by_tone = "".join(f".ckx .ckx-{tone}{{color:var(--ckx-{tone})!important}}" for tone in wanted)
    dark_pages = tuple(f"{page} .ckx" for page in ("[data-jp-theme-light=false]", ".vscode-dark"))
    light_pages = tuple(f"{page} .ckx" for page in ("[data-jp-theme-light=true]", ".vscode-light"))
    return "".join(
        (
            _theme((".ckx",), light, wanted),
            _RULES.replace("\n", ""),
            by_tone,
            "@media (prefers-color-scheme:dark){",
            _theme((".ckx",), dark, wanted) + _pictures((".ckx",), "dark"),
            "}",
            # What the page itself says counts more than the system's wish.
            _theme(dark_pages, dark, wanted) + _pictures(dark_pages, "dark"),
            _theme(light_pages, light, wanted) + _pictures(light_pages, "light"),
        )
    )


@cache
def plain_colour(tone: Tone) -> str:
    """A tone's colour where no style sheet is: a mark of at least 3:1 on both themes' canvas; "" for no tone."""
    light, dark = palette(False), palette(True)
    first, second = tones(light).get(tone), tones(dark).get(tone)
    if first is None or second is None:
        return ""
    between = (mix(first, second, step / 10) for step in range(11))
    return max(between, key=lambda colour: min(contrast(colour, light.canvas), contrast(colour, dark.canvas)))


def _theme(selectors: Iterable[str], theme: Palette, wanted: Iterable[Tone]) -> str:
    surfaces = ("canvas", "panel", "border", "text", "muted", "selection", "grid")
    values = {name: getattr(theme, name) for name in surfaces} | {"accent": theme.as_text(theme.accent)}
    known = tones(theme)
    values |= {tone: known[tone] for tone in wanted}
    body = ";".join(f"--ckx-{name}:{colour}" for name, colour in values.items())
    return f"{','.join(selectors)}{{{body}}}"


def _pictures(selectors: Iterable[str], theme: str) -> str:
    other = "light" if theme == "dark" else "dark"
    shown = ",".join(f"{selector} img.ckx-{theme}" for selector in selectors)
    hidden = ",".join(f"{selector} img.ckx-{other}" for selector in selectors)
    return f"{shown}{{display:inline-block!important}}{hidden}{{display:none!important}}"
