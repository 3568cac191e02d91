"""How wide a text will be, without a font engine: character advances, measured by the window or typical ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

WIDE_FROM = 0x1100  # Hangul, CJK and emoji: about one em each
# Advances of a common sans serif (Helvetica's metrics), in 1/1000 em, for " " to "~".
_TYPICAL = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip


@dataclass(frozen=True)
class TextMeasure:
    """Advances of one font at one size, in pixels."""

    advances: tuple[float, ...]  # of the characters " " to "~"
    other: float  # any other narrow character
    wide: float  # a wide one
    narrow_only: float  # mean advance of lower case: for guesses over very many texts

    def width(self, text: str) -> float:
        """Pixels one line of text takes, kerning left out."""
        total = 0.0
        for character in text:
            code = ord(character)
            if 32 <= code < 127:
                total += self.advances[code - 32]
            else:
                total += self.wide if code >= WIDE_FROM else self.other
        return total

    def widths(self, texts: Sequence[str], exact_up_to: int = 4_000) -> npt.NDArray[np.float64]:
        """float64 [texts]: exact for few, by length (a little generous) for very many."""
        if len(texts) <= exact_up_to:
            return np.array([self.width(text) for text in texts], np.float64)
        lengths = np.fromiter(map(len, texts), np.float64, len(texts))
        return lengths * (self.narrow_only * 1.04)


def text_measure(advances: Sequence[float], size_px: float) -> TextMeasure:
    """A measure from the advances of " " to "~" at `size_px`."""
    lower = advances[ord("a") - 32 : ord("z") - 31]
    return TextMeasure(tuple(advances), size_px * 0.75, size_px * 1.15, sum(lower) / len(lower))


def typical_measure(size_px: float, *, bold: bool = False) -> TextMeasure:
    """For files drawn without a display: a usual sans serif, generously (readers substitute fonts)."""
    factor = size_px / 1000 * (1.16 if bold else 1.10)
    return text_measure([advance * factor for advance in _TYPICAL], size_px)
