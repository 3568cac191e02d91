"""Focus that comes to a table or a tree chooses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QAbstractItemView


@contextmanager
def choosing_nothing(view: QAbstractItemView) -> Iterator[None]:
    """Around Qt's own handling of the focus: it makes the first row current, which nobody has chosen."""
    has_current = view.currentIndex().isValid()
    yield
    if not has_current:
        view.selectionModel().clearCurrentIndex()
