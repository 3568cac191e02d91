"""The toolbar: open, reload, the two steps, the target, and the search field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget
from shiboken6 import isValid

from explorer.gui.actions import Actions
from explorer.gui.language import tr, tr_label, without_mnemonic
from explorer.gui.menu_button import menu_button
from explorer.gui.plain_text import tool_tip
from explorer.gui.session import Session
from explorer.gui.statuses import REMEMBERED, can_be_chosen, shown_status
from explorer.gui.target_menu import TargetMenu
from explorer.gui.theme import px
from explorer.report.numbers import display_name, format_label

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry

MAX_MENU = 40
ROOM_FOR_RELOAD, ROOM_FOR_ALL = 680, 760  # px for texts of 100 %
MOST_ELSEWHERE = 24  # characters, so that the search field stays in the narrowest window


class ToolBar(QToolBar):
    """Shows the window's own actions and menus of checkpoints."""

    search_changed = Signal(str)
    search_left = Signal()  # Escape or Enter in the field

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(tr("Toolbar"), parent)
        self.session, self._actions = session, actions
        self._targets = TargetMenu(session, self)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.open_button = self._menu_button("toolbar_open", "Open", self._fill_open)
        self.reload_button = QToolButton(self)
        self.reload_button.setDefaultAction(actions["reload"])
        self.reload_button.setText(tr("Reload"))
        self.reload_button.setObjectName("toolbar_reload")
        self.reload_button.setAccessibleName(tr("Reload, and how to follow the run"))
        self.reload_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.reload_button.setMenu(actions.menus["follow"])
        self._reload_place = self.addWidget(self.reload_button)
        self._beside: list[QAction] = []
        for action_id, text in (("previous_step", "‹"), ("", ""), ("next_step", "›")):
            if not action_id:
                self.step_button = self._menu_button(
                    "toolbar_step", "Step", lambda menu: self._fill_steps(menu, False)
                )
                continue
            button = QToolButton(self)
            button.setObjectName(f"toolbar_{action_id}")
            button.setText(text)
            button.setAccessibleName(without_mnemonic(actions[action_id].text()))
            button.setToolTip(actions[action_id].toolTip())
            button.clicked.connect(actions[action_id].trigger)
            actions[action_id].enabledChanged.connect(button.setEnabled)
            button.setEnabled(actions[action_id].isEnabled())
            self._beside.append(self.addWidget(button))
        self.compare_button = self._menu_button(
            "toolbar_compare", "Compare with", lambda menu: self._fill_steps(menu, True)
        )
        self.target_button = self._menu_button("toolbar_target", "Target", self._fill_target)
        spacer = QWidget(self)
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self.search = QLineEdit(self)
        self.search.setObjectName("search_field")
        self.search.setAccessibleName(tr("Search variables and nodes"))
        self.search.setPlaceholderText(tr("Search variables and nodes (/)"))
        self.search.setToolTip(tr("Search in the current view (Ctrl+F or /)"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(px(300))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.textChanged.connect(self.search_changed)
        self.search.installEventFilter(self)
        self.addWidget(self.search)
        for signal in (session.entries_changed, session.run_changed, session.target_changed):
            signal.connect(self._show)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large texts leave no room for all: what menus and keys do as well goes first."""
        super().resizeEvent(event)
        for place, room in (
            (self._reload_place, ROOM_FOR_RELOAD),
            *((one, ROOM_FOR_ALL) for one in self._beside),
        ):
            if isValid(place):  # the last size comes when they are gone
                place.setVisible(self.width() >= px(room))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        is_override = watched is self.search and event.type() == QEvent.Type.ShortcutOverride
        if is_override and event.key() == Qt.Key.Key_Escape:
            event.accept()  # in the field it leaves the field, whatever it does elsewhere
            return True
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.search_left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.search_left.emit()
                return True
        return super().eventFilter(watched, event)

    def _menu_button(self, name: str, text: str, fill: Callable[[QMenu], None]) -> QToolButton:
        button = menu_button(name, self, text=text)
        menu = button.menu()
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: (menu.clear(), fill(menu)))
        self.addWidget(button)
        return button

    def _show(self, *_: object) -> None:
        newer, older, target = self.session.newer_entry, self.session.older_entry, self.session.target
        self.step_button.setText(
            f"{_button_text(newer)}{self._apart(newer)}" if newer is not None else tr("Step")
        )
        self.compare_button.setText(
            tr(f"Compare with {_short(older, self.session.older_is_elsewhere)}") + self._apart(older)
            if older is not None
            else tr("Compare with")
        )
        name = display_name(target.source, 28 if px(100) < 150 else 12) if target is not None else ""
        self.target_button.setText(tr(f"Target {name}" if name else "Target"))
        for button, entry in ((self.step_button, newer), (self.compare_button, older)):
            button.setToolTip(tool_tip(_where(entry, self.session)) if entry is not None else "")
        has_run = self.session.run is not None
        for button in (self.step_button, self.compare_button, self.target_button):
            button.setEnabled(has_run)

    def _apart(self, entry: CheckpointEntry) -> str:
        """ ", save 2" where another checkpoint of the directory is called alike, its name where saves are not counted."""
        run = self.session.run
        entries = run.checkpoints if run is not None else ()
        alike = [other for other in entries if other.path != entry.path and other.label == entry.label]
        if not alike or entry.label == entry.name or all(other.path != entry.path for other in entries):
            return ""
        if entry.step is not None and entry.number not in (None, *(other.number for other in alike)):
            return ", " + tr(f"save {entry.number:,}")
        return f", {_escaped(display_name(entry.name, 28))}"

    def _fill_open(self, menu: QMenu) -> None:
        menu.addAction(self._actions["open"])
        menu.addAction(self._actions["open_file"])
        menu.addAction(self._actions["open_parent"])
        menu.addSeparator()
        for name in ("recent", "demo"):
            menu.addMenu(self._actions.menus[name])

    def _fill_steps(self, menu: QMenu, is_older: bool) -> None:
        run = self.session.run
        entries = (
            [entry for entry in reversed(run.checkpoints) if can_be_chosen(entry)] if run is not None else []
        )
        current = self.session.older_entry if is_older else self.session.newer_entry
        newer = self.session.newer_entry
        later: set[Path] = set()
        if is_older and newer is not None:
            places = [entry.path for entry in entries]
            later = set(places[: places.index(newer.path)]) if newer.path in places else set()
            entries = [entry for entry in entries if entry.path != newer.path]
            if not entries:
                menu.addAction(tr("There is no other step to compare with")).setEnabled(False)
        for entry in entries[:MAX_MENU]:
            text = _menu_text(entry)
            if newer is not None and entry.path in later:  # the session keeps the later one as the newer
                text = f"{text}    " + tr(f"later: becomes the newer, {_menu_label(newer)} the older")
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(current is not None and entry.path == current.path)
            choose = self.session.choose_older if is_older else self.session.choose_newer
            action.triggered.connect(lambda _=False, chosen=entry, act=choose: act(chosen))
        if len(entries) > MAX_MENU:
            rest = menu.addAction(tr(f"{len(entries) - MAX_MENU} more: see the directory panel"))
            rest.setEnabled(False)
        if is_older:
            self._fill_elsewhere(menu)
            menu.addSeparator()
            menu.addAction(self._actions["compare_directory"])
            menu.addAction(self._actions["compare_file"])
        if is_older and current is not None:
            menu.addSeparator()
            menu.addAction(tr("Compare with none"), lambda: self.session.choose_older(None))

    def _fill_elsewhere(self, menu: QMenu) -> None:
        """The checkpoints of the directory the older one was chosen from."""
        other, current = self.session.other_run, self.session.older_entry
        if other is None:
            return
        menu.addSeparator()
        menu = menu.addMenu(tr(f"In {_escaped(display_name(str(other.directory), 60))}"))
        menu.setObjectName("toolbar_compare_elsewhere")
        entries = [entry for entry in reversed(other.entries) if can_be_chosen(entry)]
        for entry in entries[:MAX_MENU]:
            action = menu.addAction(_menu_text(entry))
            action.setCheckable(True)
            action.setChecked(current is not None and entry.path == current.path)
            action.triggered.connect(lambda _=False, chosen=entry: self.session.choose_older(chosen))
        if len(entries) > MAX_MENU:
            menu.addAction(tr(f"{len(entries) - MAX_MENU} more: choose one by its file")).setEnabled(False)

    def _fill_target(self, menu: QMenu) -> None:
        choose = self._actions["choose_target_directory"].trigger, self._actions["choose_target"].trigger
        self._targets.fill(menu, *choose)


def _escaped(text: str) -> str:
    return text.replace("&", "&&")


def _short(entry: CheckpointEntry, is_elsewhere: bool) -> str:
    if is_elsewhere:  # its label names the directory; the search field needs the room
        return _escaped(tr_label(display_name(format_label(entry.label), MOST_ELSEWHERE)))
    return (
        f"{entry.step:,}"
        if entry.step is not None
        else _escaped(tr_label(display_name(format_label(entry.label), 24)))
    )


def _button_text(entry: CheckpointEntry) -> str:
    label = tr_label(display_name(format_label(entry.label), 28)).replace("&", "&&")
    return label[:1].upper() + label[1:] if entry.label != entry.name else label


def _menu_label(entry: CheckpointEntry) -> str:
    return tr_label(display_name(format_label(entry.label), 60)).replace("&", "&&")


def _menu_text(entry: CheckpointEntry) -> str:
    label, name = display_name(format_label(entry.label), 60), display_name(entry.name, 60)
    text = label if label == name else f"{tr_label(label)}    {name}"
    if shown_status(entry) == REMEMBERED:
        text += "    " + tr("deleted, remembered")
    return text.replace("&", "&&")


def _where(entry: CheckpointEntry, session: Session) -> str:
    """The prefix; all of the path for a checkpoint of another directory."""
    return str(entry.path) if session.elsewhere(entry.path) is not None else entry.prefix
