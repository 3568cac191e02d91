"""The button that says what "equal" means, and the menu that changes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget, QWidgetAction

from explorer.analysis.diff_rule import BITWISE, DEFAULT_ATOL, DEFAULT_RTOL, EqualityRule
from explorer.gui.language import tr
from explorer.gui.menu_button import menu_button
from explorer.gui.sentence_parts import tr_parts


class RuleButton(QWidgetAction):
    """Holds the rule; `button` shows it. A tolerance that is no number is marked and changes nothing."""

    rule_changed = Signal(object)  # EqualityRule

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rule = BITWISE
        self.button = menu_button(
            "compare_rule",
            parent,
            said="What equal means",
        )
        menu = self.button.menu()
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        self.bitwise = _choice(
            menu.addAction(tr("Bit for bit")),
            "compare_rule_bitwise",
            "NaN equals the same NaN, 0.0 is not -0.0",
        )
        self.tolerant = _choice(
            menu.addAction(tr("Within a tolerance")),
            "compare_rule_tolerance",
            "As numpy.allclose: |newer - older| at most atol + rtol x |older|, for each element",
        )
        for action in (self.bitwise, self.tolerant):
            group.addAction(action)
        self.bitwise.setChecked(True)
        panel = QWidget(menu)
        form = QFormLayout(panel)
        form.setContentsMargins(28, 4, 12, 4)
        self.rtol = _field("compare_rtol", "Relative tolerance", DEFAULT_RTOL, panel)
        self.atol = _field("compare_atol", "Absolute tolerance", DEFAULT_ATOL, panel)
        self.problem = QLabel(panel)
        self.problem.setObjectName("compare_rule_problem")
        self.problem.hide()
        form.addRow("rtol", self.rtol)
        form.addRow("atol", self.atol)
        form.addRow(self.problem)
        self.setDefaultWidget(panel)
        menu.addAction(self)
        menu.addSeparator()
        self.slots = _choice(
            menu.addAction(tr("Ignore slot variables")),
            "compare_ignore_slots",
            "Leave out what optimizers keep of each variable",
        )
        self.bookkeeping = _choice(
            menu.addAction(tr("Ignore bookkeeping")), "compare_ignore_bookkeeping", "Leave out step and save counters and the stored object graph"
        )  # fmt: skip
        for action in (self.bitwise, self.tolerant, self.slots, self.bookkeeping):
            action.triggered.connect(lambda _: self._read())
        for field in (self.rtol, self.atol):
            field.editingFinished.connect(self._read_tolerance)
        self._say()

    def _read_tolerance(self) -> None:
        if self.tolerant.isChecked() or self.rtol.isModified() or self.atol.isModified():
            self.tolerant.setChecked(True)
            self._read()

    def _read(self) -> None:
        """Take over what the menu says, if it makes sense."""
        tolerance: tuple[float | None, float | None] = (None, None)
        try:
            if self.tolerant.isChecked():
                tolerance = float(self.rtol.text()), float(self.atol.text())
            rule = EqualityRule(*tolerance, self.slots.isChecked(), self.bookkeeping.isChecked())
        except ValueError:
            self.problem.setText(tr("Both are numbers of at least 0, such as 1e-5."))
            self.problem.show()
            return
        self.problem.hide()
        self.rtol.setModified(False)
        self.atol.setModified(False)
        if rule != self.rule:
            self.rule = rule
            self._say()
            self.rule_changed.emit(rule)

    def _say(self) -> None:
        self.button.setText(tr(f"Equal means {tr_parts(self.rule.short)}"))
        self.button.setToolTip(
            tr(f"Equal means {tr(self.rule.words)}. What counts as equal, and what is not compared.")
        )
        self.button.setAccessibleName(tr(f"Equal means {tr(self.rule.words)}"))


def _choice(action: QAction, name: str, tip: str) -> QAction:
    action.setObjectName(name)
    action.setCheckable(True)
    action.setToolTip(tr(tip))
    return action


class _NumberField(QLineEdit):
    """Keeps Enter to itself: the menu around it would trigger one of its entries."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


def _field(name: str, said: str, number: float, parent: QWidget) -> QLineEdit:
    field = _NumberField(f"{number:g}", parent)
    field.setObjectName(name)
    field.setAccessibleName(tr(said))
    field.setToolTip(tr(f"{tr(said)}, a number of at least 0; Enter takes it over"))
    return field
