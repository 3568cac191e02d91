"""The button that matches renamed variables: which of the proposed pairs are one row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from explorer.gui.language import tr
from explorer.gui.menu_button import menu_button

if TYPE_CHECKING:
    from explorer.analysis.diff_renames import KeyPair

NONE, CERTAIN, ALL = "none", "certain", "all"


class RenameButton(QObject):
    """Keeps the proposals of one pair of checkpoints; none is used that was undone."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.proposed: tuple[KeyPair, ...] = ()
        self._undone: set[KeyPair] = set()
        self.button = menu_button(
            "compare_renames",
            parent,
            said="Match renamed variables",
            tip="Variables that seem to have another key on each side, as one row each. They are proposals: "
            "their tool tips say why. A row's menu undoes one.",
        )
        menu = self.button.menu()
        group = QActionGroup(menu)
        self.choices = {}
        for choice in (CERTAIN, ALL, NONE):
            action = menu.addAction("")
            action.setObjectName(f"compare_renames_{choice}")
            action.setCheckable(True)
            action.setChecked(choice == CERTAIN)
            action.triggered.connect(lambda _: self._choose())
            group.addAction(action)
            self.choices[choice] = action
        self.offer(())

    def offer(self, pairs: Iterable[KeyPair], *, is_asked: bool = False) -> None:
        """Other proposals, of other sides; nothing is undone yet. Emits nothing.

        `is_asked`: these are the answer for both sides, and not the lack of one.
        """
        self.is_asked = is_asked
        self.proposed, self._undone = tuple(pairs), set()
        certain = sum(pair.is_certain for pair in self.proposed)
        self.choices[CERTAIN].setText(tr(f"Match those that seem certain ({certain})"))
        self.choices[ALL].setText(tr(f"Match all that are proposed ({len(self.proposed)})"))
        self.choices[NONE].setText(tr("Match none"))
        self._say()

    def used(self) -> tuple[KeyPair, ...]:
        """The pairs that are one row."""
        if self.choices[NONE].isChecked():
            return ()
        everything = self.choices[ALL].isChecked()
        return tuple(
            pair for pair in self.proposed if pair not in self._undone and (everything or pair.is_certain)
        )

    def undo(self, pair: KeyPair) -> None:
        """Take one match back."""
        self._undone.add(pair)
        self._choose()

    def _choose(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self.button.setVisible(bool(self.proposed))
        used, count = len(self.used()), len(self.proposed)
        self.button.setText(
            tr(f"Match renamed ({count})" if not used else f"Renamed: {used} of {count} matched")
        )
        self.button.setAccessibleName(tr(f"Renamed variables: {used} of {count} proposed pairs are matched"))
