"""Texts that are several sentences in one: each part is translated by itself."""

from __future__ import annotations

from explorer.gui.language import tr

BETWEEN = " · "


def tr_parts(text: str, separator: str = BETWEEN) -> str:
    """A text of ours whose parts stand between `separator`, each in the window's language."""
    return separator.join(map(tr, text.split(separator)))
