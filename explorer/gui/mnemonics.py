"""The keys marked in the texts of menus and buttons."""

from __future__ import annotations

import re

_KEY_IN_BRACKETS = re.compile(r"\(&.\)")


def without_mnemonic(text: str) -> str:
    """An action's text without its key: "Open", "打开" for "&Open", "打开(&O)"."""
    return _KEY_IN_BRACKETS.sub("", text).replace("&&", "\0").replace("&", "").replace("\0", "&")
