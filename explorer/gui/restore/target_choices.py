"""What a target can be, each with a button: the page of the Restore view while there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QMenu, QPushButton, QWidget

from explorer.gui.language import tr
from explorer.gui.menu_button import menu_button
from explorer.gui.plain_text import plain_label
from explorer.gui.restore.asking import ask_for_target, ask_for_target_directory
from explorer.gui.restore.snippet_dialog import show_snippet
from explorer.gui.restore.tools import tools_of
from explorer.gui.target_menu import TargetMenu
from explorer.gui.theme import px

if TYPE_CHECKING:
    from explorer.gui.session import Session

MOST_WIDTH = 640  # px: lines of explanation are to be read in one go


class TargetChoices(QWidget):
    """Rows of a button and what it is for; every way to a target goes through here."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._targets = TargetMenu(session, self)
        self.setObjectName("restore_choices")
        self.setMaximumWidth(px(MOST_WIDTH))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._lines: dict[QWidget, QLabel] = {}
        self.choose_button = menu_button(
            "restore_choose_target", self, text="Choose a target", said="Choose the target model",
            tip="Choose the model this checkpoint is to be restored into",
        )  # fmt: skip
        self._add(self.choose_button, "Another step of this run, a graph in it, a run beside it.")
        self.program_button = _button("restore_from_program", "From your program…", self)
        self.program_button.setAccessibleName(tr("Copy the snippet that writes down your program's model"))
        self._add(
            self.program_button, "The surest: a snippet writes down the model as your program builds it."
        )
        self.directory_button = _button("restore_browse_directory", "Choose a directory…", self)
        self.directory_button.setAccessibleName(
            tr("Choose a directory whose latest checkpoint is the target")
        )
        self._add(self.directory_button, "Of another run: the model that wrote its latest checkpoint.")
        self.browse_button = _button("restore_browse", "Choose a file…", self)
        self.browse_button.setAccessibleName(tr("Choose a file that tells of the target model"))
        self._add(
            self.browse_button,
            "A checkpoint, a graph, a SavedModel, a Keras file or its JSON, a table of variables.",
        )
        self.error_button = _button("restore_explain_error", "Explain an error…", self)
        self.error_button.setAccessibleName(tr("Paste an error of TensorFlow or Keras and have it explained"))
        self._add(self.error_button, "It failed already? Paste what TensorFlow or Keras printed.")
        menu = self.choose_button.menu()
        menu.aboutToShow.connect(lambda: self.fill_menu(menu))
        self.program_button.clicked.connect(lambda: show_snippet(self.window(), self.browse))
        self.directory_button.clicked.connect(self.browse_directory)
        self.browse_button.clicked.connect(self.browse)
        self.error_button.clicked.connect(lambda: tools_of(self._session, self).explain_error())

    def sizeHint(self) -> QSize:
        """As wide as may be; a narrow window gives less."""
        hint = super().sizeHint()
        return QSize(px(MOST_WIDTH), hint.height())

    @property
    def is_busy(self) -> bool:
        """Whether it is still looking at what lies beside the directory."""
        return self._targets.is_busy

    def offer(self, *, any_target: bool, directory: bool) -> None:
        """Show all the rows, the one that chooses a directory, or none."""
        for button, label in self._lines.items():
            is_shown = directory if button is self.directory_button else any_target
            button.setVisible(is_shown)
            label.setVisible(is_shown)

    def fill_menu(self, menu: QMenu) -> None:
        """Everything that can be chosen as the target."""
        self._targets.fill(menu, self.browse_directory, self.browse)

    def browse(self) -> None:
        """Ask for a file."""
        self._choose_path(ask_for_target(self.window(), self._place_beside()))

    def browse_directory(self) -> None:
        """Ask for a directory."""
        self._choose_path(ask_for_target_directory(self.window(), self._place_beside()))

    def _choose_path(self, path: Path | None) -> None:
        if path is not None:
            self._session.choose_target_path(path)

    def _place_beside(self) -> Path | None:
        return self._session.run.directory.parent if self._session.run is not None else None

    def _add(self, button: QAbstractButton, what_for: str) -> None:
        label = plain_label(tr(what_for), self, muted=True)
        label.setWordWrap(True)
        row = len(self._lines)
        self._grid.addWidget(button, row, 0)
        self._grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignVCenter)
        button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
        self._lines[button] = label


def _button(name: str, text: str, parent: QWidget) -> QPushButton:
    button = QPushButton(tr(text), parent)
    button.setObjectName(name)
    return button
