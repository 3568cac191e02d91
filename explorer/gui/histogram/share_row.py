"""The share of a range of values as a row under a picture."""

from __future__ import annotations

import numpy as np

from explorer.gui.histogram.brush import share_curve
from explorer.gui.histogram.picture import Picture, percent_text, value_range_text
from explorer.gui.histogram.step_strip import StripRow
from explorer.gui.language import tr


def share_row(picture: Picture) -> StripRow | None:
    """The row of the picture's range of values; None without one."""
    if picture.brush is None or not any(record.has_picture for record in picture.records):
        return None
    curve = share_curve(picture.records, *picture.brush)
    least, most, estimate = curve.shares()
    known = np.concatenate((least, most))
    known = known[np.isfinite(known)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)
    is_exact = bool(np.array_equal(curve.least, curve.most, equal_nan=True))
    note = tr("exact" if is_exact else "the band: at least and at most, where the range cuts counted ranges")
    scale = 10**6
    return StripRow(
        _title(picture.dtype, value_range_text(*picture.brush)),
        picture.places.x,
        estimate,
        percent_text(round(low * scale), scale),
        percent_text(round(high * scale), scale),
        None if is_exact else least,
        None if is_exact else most,
        has_points=True,
        readouts=tuple(curve.readout(index) for index in range(len(picture.records))),
        note=f"{note} · {tr('Esc clears')}",
    )


def _title(dtype: str, ends: str) -> str:
    is_size = dtype.startswith("complex")
    return tr(f"share of absolute values in {ends}" if is_size else f"share of values in {ends}")
