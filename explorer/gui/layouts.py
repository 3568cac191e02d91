"""Layouts that are filled anew: what is taken out of one is deleted."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from shiboken6 import delete, isValid


def take_widgets(layout: QLayout) -> list[QWidget]:
    """Empty a layout; the widgets it held, inner layouts' too, are no longer placed and go on living."""
    widgets: list[QWidget] = []
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            widgets += take_widgets(inner)
            continue
        if widget is not None:
            widgets.append(widget)
        delete_items((item,))
    return widgets


def clear_layout(layout: QLayout, *, but: tuple[QWidget, ...] = ()) -> None:
    """Take all widgets out of a layout and delete them, but for some that are placed again."""
    for widget in take_widgets(layout):
        if widget not in but:
            widget.hide()
            widget.deleteLater()


def delete_items(items: Iterable[QLayoutItem]) -> None:
    """Items that no layout holds any more: measured with PySide 6.11, a hundred bytes of each stay for ever otherwise."""
    for item in items:
        if isValid(item):
            delete(item)
