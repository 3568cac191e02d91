"""Names from afar: large enough to be read, and the rows of large containers by their first node."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from explorer.analysis.graph_layout import LEFT_RIGHT, WRAPPED
from explorer.gui.graph.levels import NAMES_FROM
from explorer.gui.graph.names import paint_names
from explorer.gui.graph.viewport import Viewport
from explorer.report.graph_texts import NAME_PX
from tests.gui.graph.canvases import UNFOLDED, scene_of
from tests.made_graphs import layered_model

VIEW = QRect(0, 0, 700, 440)
LEAST = 9  # pixels


class _Recorder:
    """A painter that keeps what was written how large."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.sizes: set[int] = set()

    def setFont(self, font) -> None:
        self._metrics = QFontMetrics(font)
        self._size = font.pixelSize()

    def fontMetrics(self) -> QFontMetrics:
        return self._metrics

    def fillRect(self, box, colour) -> None: ...

    def setPen(self, colour) -> None: ...

    def drawText(self, place, text) -> None:
        self.texts.append(text)
        self.sizes.add(self._size)


def written(scene, zoom: float) -> _Recorder:
    left, top, _, _ = scene.drawing.layout.bounds
    painter = _Recorder()
    paint_names(painter, scene, Viewport(zoom, 10 - left * zoom, 10 - top * zoom, 1.0), VIEW)
    return painter


@pytest.mark.parametrize("zoom", [0.03, 0.1, 0.3, 0.45, 0.6, 0.69])
def test_no_name_is_smaller_than_can_be_read(qtbot, zoom):
    state = replace(UNFOLDED, opened=frozenset(range(3_000)), form=WRAPPED)

    painter = written(scene_of(layered_model(400), state), zoom)

    assert min(painter.sizes) >= LEAST
    assert NAMES_FROM * NAME_PX >= LEAST


def test_every_row_of_a_layered_drawing_is_named_from_afar(qtbot):
    state = replace(UNFOLDED, opened=frozenset(range(100)), orientation=LEFT_RIGHT)
    scene = scene_of(layered_model(8), state)

    painter = written(scene, 0.45)

    assert len(painter.texts) == scene.drawing.count


def test_rows_too_low_for_names_are_told_by_their_first_node(qtbot):
    state = replace(UNFOLDED, opened=frozenset(range(30_000)), form=WRAPPED)
    scene = scene_of(layered_model(3_000), state)
    layout = scene.drawing.layout

    heads = [text for text in written(scene, 0.04).texts if text.endswith(" …")]

    begins = layout.rows.begins[layout.node]
    first = {label for label, is_first in zip(scene.drawing.label, begins) if is_first}
    assert len(heads) >= 3
    assert {head.removesuffix(" …") for head in heads} <= first
