"""How wide a text will be, without a font engine: character advances, measured by the window or typical ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_FINE = 256  # parts of a pixel
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

    def widths(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """float64 [texts]: pixels one line of each text takes, kerning left out."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        table = np.full(WIDE_FROM + 1, self.other)
        table[32:127] = self.advances
        table[WIDE_FROM] = self.wide
        # Whole numbers of a fine unit, so that a text is as wide in any company.
        units = np.rint(table * _FINE).astype(np.int64)
        sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(units[np.minimum(codes, WIDE_FROM)])))
        ends = np.cumsum(lengths)
        widths: npt.NDArray[np.float64] = (sums[ends] - sums[ends - lengths]) / _FINE
        return widths


def text_measure(advances: Sequence[float], size_px: float) -> TextMeasure:
    """A measure from the advances of " " to "~" at `size_px`."""
    return TextMeasure(tuple(advances), size_px * 0.75, size_px * 1.15)


def typical_measure(size_px: float, *, bold: bool = False) -> TextMeasure:
    """For files drawn without a display: a usual sans serif, generously (readers substitute fonts)."""
    factor = size_px / 1000 * (1.24 if bold else 1.16)
    return text_measure([advance * factor for advance in _TYPICAL], size_px)
