"""The small pictures of several tensors in a frame that scrolls, with what their colours mean."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from explorer.gui.histogram.labelling import step_words
from explorer.gui.histogram.legend import HOLLOW, RAMP, LegendEntry
from explorer.gui.histogram.several_canvas import SeveralCanvas
from explorer.gui.language import tr
from explorer.gui.theme import current_palette


class SeveralView(QScrollArea):
    """The canvas in a frame that scrolls; tells when other cells came into view."""

    view_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("histogram_several")
        self.setAccessibleName(tr("Several tensors"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.canvas = SeveralCanvas(self)
        self.setWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        self._settling = QTimer(self, singleShot=True, interval=120)
        self._settling.timeout.connect(self.view_moved)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._settling.start())
        self.canvas.current_changed.connect(self._follow)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self.canvas.fit(self.viewport().size())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    def in_view(self) -> tuple[int, ...]:
        """The cells in view, then those below, then those above."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        canvas = self.canvas
        numbers = range(len(canvas.cells))
        seen = [
            n for n in numbers if canvas.cell_rect(n).bottom() >= top and canvas.cell_rect(n).top() <= bottom
        ]
        first, last = (seen[0], seen[-1]) if seen else (0, -1)
        return (*seen, *range(last + 1, len(canvas.cells)), *range(first))

    def _follow(self) -> None:
        rect = self.canvas.cell_rect(self.canvas.current)
        self.ensureVisible(rect.center().x(), rect.center().y(), rect.width() // 2, rect.height() // 2)

    def legend(self) -> tuple[LegendEntry, ...]:
        """What colours and signs mean."""
        palette, picture = current_palette(), self.canvas.picture
        if not picture.records or not self.canvas.cells:
            return ()
        ramp = tuple(palette.step_ramp(part / 8) for part in range(9))
        texts = picture.places.texts
        found = [LegendEntry(RAMP, f"{texts[-1]}  {step_words(picture.places)}", ramp, before=texts[0])]
        if any(record.is_ghost for record in picture.records):
            found.append(LegendEntry(HOLLOW, tr("gone from disk, remembered"), (palette.muted,)))
        return tuple(found)
