"""The widget's JavaScript and CSS, as one module: a notebook loads a widget from one text, without addresses."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
# In the order of their imports; each is a module of its own that imports from those before it.
MODULES = (
    "dom", "theme", "channel", "rows", "timeline", "variables", "graph", "histograms", "compare", "restore",
    "details", "widget",
)  # fmt: skip
_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./[a-z]+\.js\";\n", re.MULTILINE)
_FOR_PEOPLE = re.compile(r"^[ ]+|^[ ]*//[^\n]*\n|^\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)


@cache
def javascript() -> str:
    """All modules joined into one, their imports from each other left out."""
    return "".join(_EXPORT.sub("", _IMPORT.sub("", _text(f"{module}.js"))) for module in MODULES)


@cache
def stylesheet() -> str:
    """The style sheet; its colours are variables that the page sets by its theme."""
    return _text("widget.css")


def _text(file_name: str) -> str:
    """A file without indentation and comment lines: what only people need is not sent to a page."""
    return _FOR_PEOPLE.sub("", (STATIC / file_name).read_text(encoding="utf-8"))
