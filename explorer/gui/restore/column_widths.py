"""How wide the columns of the restore table are: as its rows need, so that the keys get the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QFontMetricsF

from explorer.analysis.restoring.outcome import EFFECTS
from explorer.gui.item_models.cell_delegate import MARK_WIDTH, PADDING
from explorer.gui.language import tr
from explorer.gui.theme import data_font, px, ui_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView

    from explorer.gui.item_models.record_table import RecordTable
    from explorer.gui.restore.verdict_source import VerdictSource

LEAST_SIDE, MOST_SIDE = 10, 24  # characters of "float32 [4, 20]"
TREE_COLUMNS = {"expected": 1, "stored": 2, "verdict": 3, "effect": 4}
ABSENT = "not in the model"


def suit_columns(table: RecordTable, tree: QHeaderView, source: VerdictSource) -> None:
    """Fit both sides, effect and verdict to what occurs in a report; those of the tree, too."""
    data, words = QFontMetricsF(data_font()), QFontMetricsF(ui_font())
    room = 2 * PADDING + 3
    letters = min(max(source.side_length, LEAST_SIDE), MOST_SIDE)
    side = max(
        letters * data.horizontalAdvance("0"), words.horizontalAdvance(tr(ABSENT)) if _lacks(source) else 0
    )
    for column_id in ("expected", "stored"):
        table.suit_column(column_id, round(side + room))
        tree.resizeSection(TREE_COLUMNS[column_id], max(round(side + room), 120))
    codes = source.effect_codes if source.effect_codes is not None else np.empty(0, np.int16)
    effects = [EFFECTS[code] for code in np.unique(codes[codes >= 0]).tolist() if code < len(EFFECTS)]
    for column_id, names in (("effect", effects), ("verdict", source.verdict_names)):
        widest = max((words.horizontalAdvance(tr(name)) for name in names), default=0)
        table.suit_column(column_id, round(widest + px(MARK_WIDTH) + room))
        tree.resizeSection(TREE_COLUMNS[column_id], max(round(widest + px(MARK_WIDTH) + room), 100))


def _lacks(source: VerdictSource) -> bool:
    """Whether some variable stands on one side only."""
    return not {"missing in checkpoint", "unused by model"}.isdisjoint(source.verdict_names)
