"""The page of a directory that holds no checkpoint itself: which of its folders do, and what is looked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.gui.browser.tree import folder_note
from explorer.gui.language import tr
from explorer.gui.layouts import clear_layout
from explorer.gui.plain_text import plain_label, tool_tip
from explorer.gui.statuses import GONE
from explorer.gui.theme import px
from explorer.natural_sort import natural_key
from explorer.report.numbers import display_name, format_count

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import ModelDir, OtherFile

MOST_OFFERED = 12
WIDTH = 640
LOOKED_FOR = (
    "A checkpoint is an .index file with its .data files, a V1 file, a SavedModel folder, "
    "or an .h5 or .keras file. None of them lies here."
)


class NoCheckpoints(QScrollArea):
    """Shown instead of the views; emits the folder that shall be opened."""

    path_chosen = Signal(object)  # Path

    def __init__(self, open_action: QAction, parent_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("no_checkpoints")
        self.setAccessibleName(tr("No checkpoints"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._shown: tuple[object, ...] = ()
        self.folder_buttons: list[QPushButton] = []
        outer = QWidget(self)
        outer.setObjectName("no_checkpoints_outer")
        outer.setProperty("page", True)
        outer.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._body = QWidget(outer)
        self._body.setMaximumWidth(px(WIDTH))
        across = QHBoxLayout(outer)
        across.addStretch(1)
        across.addWidget(self._body, 8)
        across.addStretch(1)
        self.setWidget(outer)
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(24, 48, 24, 24)
        layout.setSpacing(8)
        self.title = plain_label("", self._body, name="no_checkpoints_title")
        self.title.setProperty("title", True)
        self.title.setWordWrap(True)
        self.sentence = plain_label("", self._body, name="no_checkpoints_sentence", muted=True)
        self.sentence.setWordWrap(True)
        self._folders = QVBoxLayout()
        self._folders.setSpacing(4)
        row = QHBoxLayout()
        self.open_button = _button("Open another directory…", "no_checkpoints_open", open_action, self)
        self.parent_button = _button(
            "Open the parent directory", "no_checkpoints_parent", parent_action, self
        )
        row.addWidget(self.open_button)
        row.addWidget(self.parent_button)
        row.addStretch(1)
        layout.addWidget(self.title)
        layout.addWidget(self.sentence)
        layout.addSpacing(8)
        layout.addLayout(self._folders)
        layout.addSpacing(8)
        layout.addLayout(row)
        layout.addStretch(1)

    def show_run(self, run: ModelDir) -> None:
        """Say what this directory is, and offer its folders that hold checkpoints."""
        folders = sorted(
            (file for file in run.other_files if file.checkpoint_count or file.event_count),
            key=lambda file: (not file.checkpoint_count, natural_key(file.name)),
        )
        gone = sum(entry.status == GONE for entry in run.checkpoints)
        shown = run.directory, gone, *folders
        if shown == self._shown:  # a followed directory: what has the focus keeps it
            return
        self._shown = shown
        name = display_name(run.directory.name or str(run.directory), 100)
        itself = " itself" if folders else ""
        self.title.setText(tr(f"No checkpoint lies in {name}/{itself}"))
        self.sentence.setText(tr(_sentence(gone, sum(bool(file.checkpoint_count) for file in folders))))
        self._offer(run.directory, folders)

    def first_control(self) -> QPushButton:
        """What the keyboard goes to first."""
        return self.folder_buttons[0] if self.folder_buttons else self.open_button

    def _offer(self, directory: Path, folders: list[OtherFile]) -> None:
        clear_layout(self._folders)
        self.folder_buttons = []
        for place, file in enumerate(folders[:MOST_OFFERED]):
            path = directory / file.name.rstrip("/")
            name = display_name(file.name.rstrip("/"), 60) + "/"
            held = tr(folder_note(file))
            button = QPushButton(f"{name}   {held}".replace("&", "&&"), self._body)
            button.setObjectName(f"no_checkpoints_folder_{place}")
            button.setAccessibleName(tr(f"Open {name}, which holds {held}"))
            button.setToolTip(tool_tip(str(path)))
            button.clicked.connect(lambda _=False, chosen=path: self.path_chosen.emit(chosen))
            self._folders.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.folder_buttons.append(button)
        left = len(folders) - MOST_OFFERED
        if left > 0:
            more = plain_label(
                f"{format_count(left)} more are listed in the panel at the left.", self._body, muted=True
            )
            self._folders.addWidget(more)


def _sentence(gone: int, holders: int) -> str:
    """What to do: `gone` checkpoints are named but not there, `holders` folders hold some."""
    lost = ""
    if gone:
        are = "checkpoint that is" if gone == 1 else "checkpoints that are"
        lost = f"The checkpoint file names {format_count(gone)} {are} gone. "
    if holders == 1:
        return f"{lost}One of its folders holds some. Open it:"
    if holders:
        return f"{lost}{format_count(holders)} of its folders hold some. Open one of them:"
    return f"{lost}{LOOKED_FOR} One that is saved here while the directory is followed appears by itself."


def _button(text: str, name: str, action: QAction, parent: QWidget) -> QPushButton:
    button = QPushButton(tr(text), parent)
    button.setObjectName(name)
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
