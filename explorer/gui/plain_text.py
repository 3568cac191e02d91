"""Text of files on the screen as plain text: tool tips without markup, labels that can break long names."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from explorer.report.numbers import display_name

_BREAK = "\u200b"


def tool_tip(text: str) -> str:
    """Any text for `setToolTip`: Qt guesses markup there, so it is given markup that is ours and escaped."""
    if not text:
        return ""
    lines = (escape(display_name(line, 512)) for line in text.split("\n")[:20])
    return "<p style='white-space: pre-wrap; margin: 0'>" + "<br/>".join(lines) + "</p>"


def breakable(name: str) -> str:
    """An escaped name that may wrap after "/", "_" and "."; for the screen only, never for the clipboard."""
    shown = display_name(name)
    for character in "/_.:":
        shown = shown.replace(character, character + _BREAK)
    # A name without any of these would push the panel wide.
    return (
        _BREAK.join(shown[start : start + 24] for start in range(0, len(shown), 24))
        if len(shown) > 24
        else shown
    )


def plain_label(
    text: str = "", parent: QWidget | None = None, *, name: str = "", muted: bool = False
) -> QLabel:
    """A label that never takes its text for markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if name:
        label.setObjectName(name)
    if muted:
        label.setProperty("muted", True)
    return label
