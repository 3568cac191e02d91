"""Row 16: what stands in a file is never markup on the screen, nor so long that drawing it stalls the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QMessageBox,
    QTextEdit,
    QWidget,
)

from explorer.gui.main_window import MainWindow
from tests.builders import VALUE, object_graph_bytes, write_bundle

IMAGE = "<img src=x onerror=alert(1)>"
BOLD = "<b>bold</b>"
LONG = "long" * (1 << 18)  # 1 MB: laid out as one line, it takes seconds
NAMES = (IMAGE, BOLD, LONG, "<a href='file:///etc/passwd'>link</a>", "&lt;u&gt;")
MOST_CHARACTERS = 4096  # of one widget; a name takes 512 of them at most


def write_hostile_run(folder: Path) -> Path:
    """Two object-based checkpoints whose every name is markup, or 1 MB long, and a name-based one."""
    for step in (1, 2):
        nodes = [{"children": [(name, at + 1) for at, name in enumerate(NAMES)]}]
        nodes += [{"attributes": [("VARIABLE_VALUE", name, name + VALUE)]} for name in NAMES]
        tensors = {name + VALUE: np.float32([[step, at], [2, 3]]) for at, name in enumerate(NAMES)}
        write_bundle(
            folder / f"{BOLD.replace('/', '!')}-{step}", tensors, object_graph=object_graph_bytes(nodes)
        )
    write_bundle(
        folder / "named-3", {f"{name}/kernel": np.float32([1]) for name in NAMES} | {"s": [IMAGE.encode()]}
    )
    (folder / "checkpoint").write_text(
        f'model_checkpoint_path: "{IMAGE}"\nall_model_checkpoint_paths: "named-3"\n'
    )
    (folder / "<img src=y>.txt").write_text("x")
    return folder


def spoken(window: QWidget) -> Iterator[tuple[str, str, bool]]:
    """Every text in a window: who shows it, what, and whether Qt may take it for markup."""
    for widget in [window, *window.findChildren(QWidget)]:
        name = f"{type(widget).__name__} {widget.objectName()}"
        yield f"{name} tool tip", widget.toolTip(), True
        yield f"{name} status tip", widget.statusTip(), False
        yield f"{name} accessible", widget.accessibleName(), False
        if isinstance(widget, QLabel):
            yield name, widget.text(), widget.textFormat() != Qt.TextFormat.PlainText
        if isinstance(widget, QMessageBox):
            yield name, widget.text(), widget.textFormat() != Qt.TextFormat.PlainText
        if isinstance(widget, QTextEdit):
            yield name, widget.toHtml(), True
    for action in window.findChildren(QAction):
        yield f"action {action.objectName()}", action.toolTip(), True
        yield f"action {action.objectName()}", action.text(), False
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        for row in range(min(model.rowCount(), 12) if model is not None else 0):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                yield f"cell of {view.objectName()}", str(index.data() or ""), False
                yield (
                    f"cell of {view.objectName()} tip",
                    str(index.data(Qt.ItemDataRole.ToolTipRole) or ""),
                    True,
                )
    for view in window.findChildren(QGraphicsView):
        for item in view.scene().items() if view.scene() is not None else ():
            yield f"item of {view.objectName()} tip", item.toolTip(), True
            if isinstance(item, QGraphicsTextItem):
                yield f"text of {view.objectName()}", item.toPlainText(), False
                yield f"text of {view.objectName()}", "" if is_plain(item.document()) else item.toHtml(), True


def is_plain(document: QTextDocument) -> bool:
    """Whether a drawn text has no picture, link or bold letters in it."""
    return not any(
        f.isImageFormat() or (f.isCharFormat() and f.toCharFormat().isAnchor()) for f in document.allFormats()
    )


def markup(window: QWidget) -> list[tuple[str, str]]:
    """Texts that Qt draws as markup and that hold a name of the file as it is."""
    return [
        (who, text[:200])
        for who, text, may_be_rich in spoken(window)
        if may_be_rich and any(name in text for name in ("<img src=", BOLD, "<a href='file"))
    ]


def too_long(window: QWidget) -> list[tuple[str, int]]:
    return [(who, len(text)) for who, text, _ in spoken(window) if len(text) > MOST_CHARACTERS]


@pytest.fixture
def hostile(qtbot, open_window, tmp_path) -> MainWindow:
    folder = tmp_path / "<b>run<!b>"
    folder.mkdir()
    return open_window(write_hostile_run(folder), view="variables")


def idle(qtbot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)


VIEWS = ("variables", "graph", "histograms", "values", "compare", "restore")


def test_no_view_takes_a_name_for_markup_or_lays_out_megabytes(qtbot, hostile):
    window = hostile
    for view in VIEWS:
        window.tabs.show_view(view)
        for name in (IMAGE, LONG):
            window.session.select(next(key for key in window.session.newer.table.keys if name in key))
            idle(qtbot, window)
            QApplication.processEvents()

            assert (view, markup(window), too_long(window)) == (view, [], [])


def test_the_search_itself_finds_markup_and_megabytes(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    label, tip = QLabel(f"name: {IMAGE}", widget), QWidget(widget)
    tip.setToolTip(BOLD)
    QLabel("x" * 5000, widget)

    assert [text for _, text in markup(widget)] == [label.text(), BOLD]
    assert [size for _, size in too_long(widget)] == [5000]
