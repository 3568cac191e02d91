"""The line below the verdicts: how many rows are shown, of which verdict, and what the chosen API does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.analysis.restoring.outcome import EFFECTS
from explorer.gui.language import tr
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.gui.restore.verdict_source import VerdictSource


def totals_sentence(source: VerdictSource, rows: np.ndarray | None, title: str) -> str:
    """ "13 rows: 10 shape differs, 3 restored · Saver.restore: 13 raises"; `rows` None for all."""
    codes = source.verdict_codes if rows is None else source.verdict_codes[rows]
    counts = np.bincount(codes, minlength=len(source.verdict_names))
    parts = [f"{int(n):,} {tr(name)}" for name, n in zip(source.verdict_names, counts, strict=True) if n]
    whole = tr(f"{len(source):,} rows" if rows is None else f"{len(rows):,} of {len(source):,} rows")
    said = f"{whole}: {', '.join(parts)}" if parts else whole
    if title and source.effect_codes is not None:
        effects = source.effect_codes if rows is None else source.effect_codes[rows]
        known = effects[effects >= 0]
        found = np.bincount(known, minlength=len(EFFECTS))
        said += f"  ·  {display_name(title, 80)}: " + ", ".join(
            f"{int(n):,} {tr(name)}" for name, n in zip(EFFECTS, found, strict=False) if n
        )
    return said
