"""Finds texts that their widgets or their painters cut off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

_AS_IT_IS = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextDontClip)
SPARE = 2.0  # px that an outline may reach over its line


def clipped_texts(root: QWidget) -> list[str]:
    """ "class name: text" of every visible control and label below `root` that has no room for its text."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.width() > 1 and _is_clipped(widget):
            found.append(f"{type(widget).__name__} {widget.objectName()}: {_text(widget)[:60]!r}")
    return found


def _text(widget: QWidget) -> str:
    for name in ("text", "currentText"):
        ask = getattr(widget, name, None)
        if callable(ask):
            return str(ask())
    return ""


def _is_clipped(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return _label_is_clipped(widget)
    if isinstance(widget, QAbstractButton) and widget.text() and type(widget).paintEvent in _QT_PAINTS:
        return _button_is_clipped(widget)
    if isinstance(widget, (QComboBox, QLineEdit)):
        return widget.contentsRect().height() < widget.fontMetrics().height()
    if isinstance(widget, QTabBar):
        return any(
            widget.tabRect(index).height() < widget.fontMetrics().height() for index in range(widget.count())
        )
    if isinstance(widget, QHeaderView):
        return widget.orientation() is Qt.Orientation.Horizontal and widget.height() < (
            widget.fontMetrics().height()
        )
    return False


_QT_PAINTS = (QPushButton.paintEvent, QToolButton.paintEvent, QAbstractButton.paintEvent)


def _label_is_clipped(label: QLabel) -> bool:
    if not label.text() or type(label).paintEvent is not QLabel.paintEvent:  # its own kind elides
        return False
    room, metrics = label.contentsRect(), label.fontMetrics()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + SPARE
    widest = max(metrics.horizontalAdvance(line) for line in label.text().split("\n"))
    high = metrics.height() * len(label.text().split("\n"))
    return widest > room.width() + SPARE or high > room.height() + SPARE


def _button_is_clipped(button: QAbstractButton) -> bool:
    metrics = button.fontMetrics()
    wanted = QSize(
        metrics.horizontalAdvance(button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")),
        metrics.height(),
    )
    return wanted.width() > button.width() or wanted.height() > button.height() + SPARE


@contextmanager
def painted_texts() -> Iterator[list[str]]:
    """Collects what painters of ours cut off: texts higher or wider than the box they are written into."""
    told: list[str] = []
    draw = QPainter.drawText

    def watched(painter: QPainter, *args: object) -> object:
        box = next((QRectF(arg) for arg in args if isinstance(arg, (QRect, QRectF))), None)
        text = next((arg for arg in args if isinstance(arg, str)), "")
        flags = next(
            (int(arg) for arg in args[1:] if isinstance(arg, (int, Qt.AlignmentFlag, Qt.TextFlag))), 0
        )
        if box is not None and text.strip() and not flags & _AS_IT_IS:
            metrics = QFontMetricsF(painter.font())
            is_low = metrics.ascent() + metrics.descent() > box.height() + SPARE + 1
            is_narrow = metrics.horizontalAdvance(text) > box.width() + SPARE
            if is_low or is_narrow:
                told.append(f"{text[:60]!r} in {box.width():.0f} × {box.height():.0f}")
        return draw(painter, *args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QPainter, "drawText", watched)
        yield told
