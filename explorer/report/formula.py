"""Which texts a spreadsheet takes for a formula: whoever writes cells makes them harmless first."""

from __future__ import annotations

# Half-width and full-width: spreadsheets in East Asian languages take both.
_STARTS = frozenset("=+-@＝＋－＠\t\r\n'")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute it, or drop the apostrophe it begins with."""
    return text.lstrip(" ")[:1] in _STARTS
