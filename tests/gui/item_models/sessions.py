"""A session over a real directory, opened and settled, for tests of views."""

from __future__ import annotations

from pathlib import Path

from explorer.gui.session import Session


def opened(qtbot, directory: Path, **chosen) -> Session:
    """The session with its checkpoints read; problems it met are in `session.met`."""
    session = Session()
    session.met = []
    session.problem_met.connect(lambda error, what: session.met.append(str(error)))
    session.open(directory, **chosen)
    qtbot.waitUntil(lambda: session.run is not None and not session.is_busy(), timeout=10_000)
    return session


def shown(qtbot, view_class, session, width: int = 1100, height: int = 700):
    """The view on screen, with all its answers."""
    view = view_class(session)
    qtbot.addWidget(view)
    view.table.forget_columns()
    view.table.reset_columns()
    view.resize(width, height)
    view.show()
    view.activate()
    settled(qtbot, view)
    return view


def settled(qtbot, view) -> None:
    qtbot.waitUntil(lambda: not view.session.is_busy() and not view.is_busy(), timeout=10_000)


def column(view, name: str) -> list[str]:
    """What a column shows, from top to bottom."""
    number = view.model.column_index(name)
    return [view.model.index(row, number).data() for row in range(view.model.rowCount())]


def click_row(qtbot, view, row: int, double: bool = False) -> None:
    from PySide6.QtCore import Qt

    place = view.table.visualRect(view.model.index(row, 0)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if double:
        qtbot.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
