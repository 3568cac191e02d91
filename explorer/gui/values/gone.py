"""What can still be said of a tensor whose checkpoint has left the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.analysis.value_counts import TensorStatistics
from explorer.errors import MissingFileError
from explorer.gui.language import tr
from explorer.gui.sentence_parts import BETWEEN
from explorer.report.numbers import format_count, format_counted, format_float

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.gui.session import Session


def is_remembered(session: Session, error: Exception) -> bool:
    """Whether a value could not be read because its checkpoint left the disk, and something of it is kept."""
    entry = session.newer_entry
    return isinstance(error, MissingFileError) and entry is not None and entry.is_remembered


def remembered_words(session: Session, checkpoint: Checkpoint, key: str) -> str:
    """The statistics that are remembered, as sentences; where else to look, if nothing is known here."""
    found = session.statistics.get(checkpoint, key)
    look = tr("Histograms and the inspector show what was remembered of it.")
    if isinstance(found, Exception):
        return tr("Its statistics had not been computed by then; Histograms shows the steps that are known.")
    if not isinstance(found, TensorStatistics):
        return look
    parts = [tr(format_counted(found.count, "value"))]
    if found.min is not None:
        parts += [
            tr(f"{format_float(found.min)} to {format_float(found.max)}"),
            tr(f"mean {format_float(found.mean)}"),
            tr(f"std {format_float(found.std)}"),
        ]
    parts.append(f"{format_count(found.nan)} NaN")
    return f"{tr(f'Remembered: {BETWEEN.join(parts)}.')} {look}"
