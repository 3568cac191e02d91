"""How causes are put into words: lists, counts, layers by the names people know them by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_HIDDEN_LAYER = re.compile(r"(?:.*/)?hiddenlayer_(\d+)$")
_BY_POSITION = re.compile(r"(?:.*/)?layer_with_weights-\d+")
_IN_ARCHIVE = re.compile(r"layers/(.+?)(?:/vars)?")  # .keras and .weights.h5 files
_MOST_NAMED = 4


def listed(words: Iterable[str], most: int = _MOST_NAMED) -> str:
    """ "a", "a and b", "a, b and c", "a, b, c and 7 more"."""
    words = list(dict.fromkeys(words))
    if len(words) > most:
        return f"{', '.join(words[: most - 1])} and {len(words) - most + 1:,} more"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def count(number: int, noun: str, plural: str = "") -> str:
    """ "1 variable", "1,200 variables"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def layer_name(layer: str, name: str) -> str:
    """What a person calls a layer: by its own name where the path only counts it.

    Args:
        layer: the label of the layer, "model/layer_with_weights-0".
        name: the program's name of one of its variables, "hidden/kernel", or "".
    """
    if _BY_POSITION.fullmatch(layer) and "/" in name:
        return name.rpartition("/")[0]
    if match := _IN_ARCHIVE.fullmatch(layer):
        return match[1].replace("/layers/", "/")
    return layer


def layers_text(layers: Sequence[str]) -> str:
    """ "hidden layer 0", "hidden layers 0 and 1", "layer mid", "layers mid and out"."""
    numbers = [match[1] for layer in layers if (match := _HIDDEN_LAYER.fullmatch(layer))]
    if len(numbers) == len(layers) and layers:
        return f"hidden layers {listed(numbers)}" if len(layers) > 1 else f"hidden layer {listed(numbers)}"
    names = listed(layers)
    return f"layers {names}" if len(layers) > 1 else f"layer {names}"


def upper_first(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]
