"""Problems as sentences: a capital at the beginning and a full stop at the end, file names left as they are."""

from __future__ import annotations

import re

# "ckpt-40.data-00000-of-00001 should hold" begins with a name, "its data file" with a word.
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:'s)?(?=[\s,;:]|\Z)")


def capital(text: str) -> str:
    """The text with a capital at its beginning, unless it begins with a name."""
    return text[:1].upper() + text[1:] if _PLAIN_WORD.match(text) else text


def sentence(text: str) -> str:
    """The text as a sentence of its own."""
    text = capital(text)
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
