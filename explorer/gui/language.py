"""The window's language: English as the program is written, or a translation of it."""

from __future__ import annotations


def tr(text: str) -> str:
    """A finished text of ours in the window's language; the very same object in English."""
    return text
