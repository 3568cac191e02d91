"""The inspector: everything known of the chosen variable, node, or else of the checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.errors import ExplorerError
from explorer.gui.comparable import label_of, why_not_compared
from explorer.gui.inspector.asked_facts import AskedFacts
from explorer.gui.inspector.change_facts import WAITING, show_change
from explorer.gui.inspector.checkpoint_page import show_checkpoint, show_node
from explorer.gui.inspector.page import Page
from explorer.gui.inspector.small_value import is_small, small_value
from explorer.gui.inspector.variable_page import show_statistics, show_variable
from explorer.gui.language import tr, without_mnemonic
from explorer.gui.layouts import clear_layout
from explorer.gui.problems import describe
from explorer.gui.session import Session
from explorer.gui.theme import current_palette
from explorer.gui.turns import first_turn
from explorer.report.numbers import display_name, format_bytes, format_label, format_shape
from explorer.report.sentences import capital

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.variable import Variable
    from explorer.gui.changes_store import Change

SETTLES_MS = 90  # arrow keys run through a table: read values for the row where they stop


class Inspector(QScrollArea):
    """Follows the session's selection; reads the small value, statistics and change of what is chosen."""

    heading_changed = Signal(str)  # "VARIABLE", "CHECKPOINT": the dock's title

    def __init__(
        self, session: Session, copy_actions: tuple[QAction, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._copy_actions = copy_actions
        self.setObjectName("inspector")
        self.setAccessibleName(tr("Inspector"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(250)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QWidget(self)
        self._body.setObjectName("inspector_body")
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(14, 2, 8, 12)
        self._layout.setSpacing(6)
        self.setWidget(self._body)
        self._value_slot = session.new_slot(self, "Reading a value")
        self._value: str | ExplorerError | None = None
        self._asked = AskedFacts(session, self)
        self._asked.changed.connect(lambda: self._show_timer.start())
        self._asked_for: tuple[object, ...] = ()
        self._ask_timer = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._ask_timer.timeout.connect(self._ask)
        self._show_timer = QTimer(self, singleShot=True, interval=0)  # many signals, one rebuild
        self._show_timer.timeout.connect(self._show)
        self._listening = False
        for signal in (
            session.selection_changed,
            session.node_changed,
            session.newer_changed,
            session.older_changed,
        ):
            signal.connect(self._renew)
        for signal in (session.report_changed, session.choice_changed):
            signal.connect(self._show_soon)
        session.palette_changed.connect(self._show_timer.start)
        session.entries_changed.connect(self._show_timer.start)
        self._show()

    def is_busy(self) -> bool:
        """Whether something shown here is still on its way."""
        waiting = self._ask_timer.isActive() or self._show_timer.isActive()
        return waiting or self._value_slot.is_busy or self._is_comparing() or self._asked.is_busy()

    def renew(self) -> None:
        """Ask again for what is told of the selection."""
        self._asked_for = ()
        self._renew()

    def _show_soon(self) -> None:
        self._show_timer.start()

    # -- asking --------------------------------------------------------------------------------

    def _variable(self) -> Variable | None:
        checkpoint = self.session.newer
        if checkpoint is None or not self.session.selected_key:
            return None
        try:
            return checkpoint.variable(self.session.selected_key)
        except ExplorerError:
            return None

    def _renew(self, *_: object) -> None:
        older, newer = self.session.older, self.session.newer
        wanted = (
            newer.identity if newer is not None else None,
            older.identity if older is not None else None,
            self.session.selected_key,
        )
        self._asked.turn_to(newer, self.session.selected_key)
        failed = isinstance(self._value, Exception) or isinstance(self._change(), Exception)
        if self._listening and newer is not None and self.session.selected_key:
            failed |= self.session.statistics.get(newer, self.session.selected_key) is None
        if wanted != self._asked_for or (failed and not self._is_asking()):
            self._asked_for = wanted
            self._value_slot.cancel()
            self._value = None
            if self.session.selected_key and newer is not None:
                self._ask_timer.start()
        self._show_timer.start()

    def _ask(self) -> None:
        variable, newer, older = self._variable(), self.session.newer, self.session.older
        if variable is None or newer is None:
            return
        if not self._listening:
            self._listening = True
            self.session.statistics.arrived.connect(self._arrived)
            self.session.changes.arrived.connect(self._change_arrived)
        self._asked.ask_steps(variable, newer)
        if self.session.statistics.get(newer, variable.key) is None:
            self.session.statistics.want(newer, (variable.key,))
        if is_small(variable):
            self._value_slot.start(
                small_value, newer, variable.key, then=self._take_value, otherwise=self._take_value
            )
        if (
            older is not None
            and self._change() is WAITING
            and not why_not_compared(older, newer, variable.key)
        ):
            self.session.changes.want(older, newer, (variable.key,))
        self._show_timer.start()

    def _is_asking(self) -> bool:
        return self._ask_timer.isActive() or self._value_slot.is_busy or self._is_comparing()

    def _change(self) -> Change | object:
        """What is known of the change since the older step."""
        older, newer, key = self.session.older, self.session.newer, self.session.selected_key
        if older is None or newer is None or not key or not self._listening:
            return WAITING
        return self.session.changes.get(older, newer, key, WAITING)

    def _is_comparing(self) -> bool:
        return self._listening and self.session.changes.is_busy() and self._change() is WAITING

    def _arrived(self, what: tuple[object, str]) -> None:
        newer = self.session.newer
        if newer is not None and what == (newer.identity, self.session.selected_key):
            self._show_timer.start()

    def _take_value(self, value: str | Exception) -> None:
        self._value = value
        self._show_timer.start()

    def _change_arrived(self, what: tuple[object, str]) -> None:
        older, newer = self.session.older, self.session.newer
        if older is None or newer is None:
            return
        if what == ((older.identity, newer.identity), self.session.selected_key):
            self._show_timer.start()

    # -- showing -------------------------------------------------------------------------------

    @first_turn()
    def _show(self) -> None:
        scroll = self.verticalScrollBar().value()
        focus = self._body.focusWidget()
        focused = focus.objectName() if focus is not None and focus.hasFocus() else ""
        clear_layout(self._layout)
        page = Page(self.session, self._body, self._layout, self.heading_changed.emit)
        checkpoint = self.session.newer
        variable = self._variable()
        if variable is not None and checkpoint is not None:
            self._show_variable(page, variable, checkpoint)
        elif checkpoint is not None and self.session.selected_key:
            self._show_absent(page, checkpoint)
        elif checkpoint is not None and self.session.selected_node >= 0:
            show_node(page, checkpoint, self.session.selected_node)
        elif checkpoint is not None:
            show_checkpoint(page, checkpoint)
        elif self.session.newer_error is not None:
            page.heading("Checkpoint")
            problem = describe(self.session.newer_error)
            error = self.session.newer_error
            is_calm = getattr(error, "is_waiting", False) or getattr(error, "is_gone", False)
            page.sentence(problem.sentence, "" if is_calm else current_palette().verdict("damaged"))
            page.sentence(problem.hint)
        elif self.session.newer_entry is not None:
            page.heading("Checkpoint")
            page.sentence(f"Opening {display_name(format_label(self.session.newer_entry.label), 80)}…")
        else:
            page.heading("Inspector")
            if self.session.run is None:
                page.sentence("Open a directory; what you choose in any view is explained here.")
            else:
                page.sentence("What you choose in any view is explained here.")
        self._layout.addStretch(1)
        if focused and (again := self._body.findChild(QWidget, focused)) is not None:
            again.setFocus()
        self.verticalScrollBar().setValue(scroll)

    def _show_variable(self, page: Page, variable: Variable, checkpoint: Checkpoint) -> None:
        show_variable(page, variable, checkpoint, self._value)
        self._show_restore(page, variable.key)
        show_statistics(page, variable, checkpoint)
        self._asked.show_first_odd(page, variable.key)
        show_change(page, variable, self._change())
        self._asked.show_steps(page, variable, checkpoint)
        self._asked.show_rank(page, variable)
        self._show_copy(page)

    def _show_copy(self, page: Page) -> None:
        if not self._copy_actions:
            return
        page.heading("Copy")
        line = QHBoxLayout()
        line.setSpacing(4)
        for action in self._copy_actions:
            button = QPushButton(self._body)
            button.setProperty("pill", True)
            button.setObjectName(f"inspector_{action.objectName()}")
            button.setText(tr({"copy_key": "key", "copy_path": "path", "copy_python": "Python", "save_npy": ".npy"}.get(
                action.objectName().removeprefix("action_"), action.text().replace("&", ""))))  # fmt: skip
            button.setToolTip(action.toolTip())
            button.setAccessibleName(without_mnemonic(action.text()))
            # Connected to `action.trigger` itself, something would stay behind of every button.
            button.clicked.connect(lambda _=False, chosen=action: chosen.trigger())
            line.addWidget(button)
        line.addStretch(1)
        self._layout.addLayout(line)

    def _show_restore(self, page: Page, key: str) -> None:
        report = self.session.report
        if report is None:
            return
        from explorer.gui.inspector.restore_facts import add_restore_facts
        from explorer.gui.restore.verdict_source import source_of

        if source_of(report).row_of(key) >= 0:
            page.heading(f"Into {display_name(report.target, 60)}")
            add_restore_facts(self.session, key, self._layout, self._body)

    def _show_absent(self, page: Page, checkpoint: Checkpoint) -> None:
        page.heading("Variable")
        page.title(self.session.selected_key)
        page.sentence(f"{display_name(label_of(checkpoint), 80)} holds no tensor of this key.")
        older = self.session.older
        row = older.table.find(self.session.selected_key) if older is not None else -1
        if older is not None and row >= 0:
            from explorer.formats.dtypes import data_type

            table = older.table
            stored = f"{data_type(int(table.dtype[row])).name} {format_shape(table.shape(row))}"
            size = format_bytes(int(table.size_bytes[row]))
            page.sentence(f"{display_name(capital(label_of(older)), 80)} holds it: {stored}, {size}.")
        self._show_restore(page, self.session.selected_key)
