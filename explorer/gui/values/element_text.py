"""One element of a tensor as text: short for a cell, exact for copying and exporting."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from explorer.report.numbers import format_count, format_float


def element_text(value: Any) -> str:
    """One element for a cell: sensible digits; NaN and infinities in words."""
    if isinstance(value, bool | np.bool_):
        return "True" if value else "False"
    kind = np.asarray(value).dtype.kind
    if kind in "iu":
        return format_count(int(value))
    if kind == "c":
        return f"{_float_text(value.real)}{'+' if not value.imag < 0 else '−'}{_float_text(abs(value.imag))}j"
    if kind == "f" or kind == "V" or not isinstance(value, int | float | np.integer):
        return _float_text(float(value))
    return str(value)


def exact_text(value: Any) -> str:
    """One element so that it comes back to the bit."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    kind = np.asarray(value).dtype.kind
    if kind in "iu":
        return str(int(value))
    if kind == "c":
        return repr(complex(value))
    return str(value) if kind == "f" else repr(float(value))


def _float_text(value: Any) -> str:
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "−Inf"
    return format_float(value, 5).replace("-", "−", 1) if value < 0 else format_float(value, 5)


def is_finite(value: Any) -> bool:
    """Whether an element is a number, neither NaN nor infinite."""
    kind = np.asarray(value).dtype.kind
    if kind in "iub":
        return True
    return bool(np.isfinite(complex(value) if kind == "c" else float(value)))


def cell_text(value: Any) -> str:
    """One value for CSV and the clipboard; empty where nothing is stored."""
    return "" if value is None or value is np.ma.masked else exact_text(value)
