"""What goes between the page and the kernel: small messages, checked in one place before they are sent.

A message is plain JSON: texts made safe for the screen, numbers that JavaScript holds exactly, no NaN.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from explorer.errors import ExplorerError
from explorer.report.numbers import display_name
from explorer.report.sentences import sentence

MOST_BYTES = 100_000  # of one message, as UTF-8
ENVELOPE_BYTES = 2_000  # what a kernel puts around it: headers, the widget's id
ROOM_BYTES = MOST_BYTES - ENVELOPE_BYTES
NAME_LIMIT = 300  # characters of a name in a row
SENTENCE_LIMIT = 1_500

Payload = dict[str, Any]
_log = logging.getLogger("explorer.jupyter")


def size_of(message: Mapping[str, Any]) -> int:
    """Bytes of a message as a kernel writes it. Raises ValueError for NaN, UnicodeEncodeError for half characters."""
    return len(json.dumps(message, ensure_ascii=False, allow_nan=False).encode("utf-8"))


def checked(message: Payload) -> Payload:
    """The message itself, certain to be small: whoever builds one too large has a mistake to mend."""
    size = size_of(message)
    if size > ROOM_BYTES:
        raise AssertionError(f"a message of {size} bytes is too large for the page, {ROOM_BYTES} is the most")
    return message


def fitting(build: Callable[[int], Payload], most: int, room: int = ROOM_BYTES - 500) -> Payload:
    """What `build` makes of as many things as fit into a message: asked for `most`, then for half as many.

    Long names of a hostile file thus make a shorter page, never a larger message.
    """
    while True:
        payload = build(most)
        if most <= 1 or size_of(payload) <= room:  # 500 bytes for the answer's own fields
            return payload
        most //= 2


def name(text: str, limit: int = NAME_LIMIT) -> str:
    """A name from a file as the page shows it."""
    return display_name(text, limit)


def words(text: str) -> str:
    """A sentence of ours that may hold names from a file, each line of it safe to show."""
    return "\n".join(display_name(line, SENTENCE_LIMIT) for line in text.split("\n")[:20])[
        : 2 * SENTENCE_LIMIT
    ]


def told(error: Exception) -> Payload:
    """An error as the page shows it: a sentence and what to do, never a traceback."""
    if isinstance(error, ExplorerError):
        return {"problem": words(sentence(str(error))), "hint": words(sentence(error.hint))}
    if isinstance(error, MemoryError):
        return {
            "problem": "There is not enough memory for this.",
            "hint": "Close other notebooks, or look at less.",
        }
    _log.error("a question of the page failed", exc_info=error)
    return {
        "problem": f"Something went wrong inside Checkpoint Explorer ({type(error).__name__}).",
        "hint": "The rest goes on working; the log of the notebook server holds the details.",
    }
