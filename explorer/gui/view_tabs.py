"""The six tabs: each view is made when its tab is first shown; one that fails says so in its own tab."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from explorer.gui import guarded
from explorer.gui.actions import VIEWS
from explorer.gui.jobs import JobSlot
from explorer.gui.language import tr
from explorer.gui.plain_text import plain_label
from explorer.gui.problems import describe
from explorer.gui.scrolled import Scrolled
from explorer.gui.session import Session
from explorer.gui.theme import TEXT_PERCENTS, text_percent
from explorer.gui.view import View
from explorer.task import QUIET, Task


class ViewTabs(QTabWidget):
    """Holds the views; `current_view` is None while its tab shows a sentence instead."""

    view_shown = Signal(str)  # id
    status_changed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("view_tabs")
        self.setAccessibleName(tr("Views"))
        self.setDocumentMode(True)
        self.tabBar().setObjectName("view_tab_bar")
        self.tabBar().setAccessibleName(tr("Which view is shown"))
        self.tabBar().setExpanding(False)
        self.tabBar().setDrawBase(False)
        self._hosts: dict[str, _Host] = {}
        self._shown = ""
        self._started = False
        for view_id, title, dotted in VIEWS:
            host = _Host(view_id, title, dotted, self)
            self._hosts[view_id] = host
            self.addTab(host, tr(title))
        self.currentChanged.connect(self._changed)

    def start(self) -> None:
        """Make the current view: called after the window's first paint."""
        self._started = True
        self._changed(self.currentIndex())

    def show_view(self, view_id: str) -> None:
        """Bring a view to the front by its id; an unknown id changes nothing."""
        for index, (known, _, _) in enumerate(VIEWS):
            if known == view_id:
                self.setCurrentIndex(index)

    @property
    def current_id(self) -> str:
        """Id of the view in front."""
        return VIEWS[max(self.currentIndex(), 0)][0]

    @property
    def current_view(self) -> View | None:
        """The view in front, if it could be made."""
        return self._hosts[self.current_id].view

    def view(self, view_id: str) -> View | None:
        """A view by its id, None as long as nobody has looked at it."""
        return self._hosts[view_id].view

    @property
    def is_loading(self) -> bool:
        """Whether the view in front is still being made."""
        return self._hosts[self.current_id].is_loading

    def _changed(self, index: int) -> None:
        if not self._started or index < 0:
            return
        if self._shown and (before := self._hosts[self._shown].view) is not None:
            before.deactivate()
        if self._shown != self.current_id:
            self.status_changed.emit("")
        self._shown = self.current_id
        host = self._hosts[self._shown]
        if host.view is not None and not host.is_loading:
            host.view.activate()
        else:
            host.make(self.session, lambda view_id=self._shown: self._made(view_id))
        self.view_shown.emit(self._shown)

    def _made(self, view_id: str) -> None:
        view = self._hosts[view_id].view
        if view is not None:
            self._order(view)
            view.status_changed.connect(
                lambda sentence: self.status_changed.emit(sentence) if self._shown == view_id else None
            )
            if view_id == self._shown:
                view.activate()
                self.view_shown.emit(view_id)

    def _order(self, view: View) -> None:
        """Tab goes from the tabs into the view: what is made later comes last by itself."""
        before: QWidget = self.tabBar()
        for widget in view.findChildren(QWidget):  # in the order of their making, which is that of Tab
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and QWidget.window(widget) is self.window():
                QWidget.setTabOrder(before, widget)
                before = widget


class _Host(QWidget):
    """The page of one tab."""

    def __init__(self, view_id: str, title: str, dotted: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{view_id}_page")
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title, self._dotted = title, dotted
        self.view: View | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._failed = False
        self._slot: JobSlot | None = None
        self._is_starting = False

    def make(self, session: Session, then: Callable[[], object]) -> None:
        """Make the view, or say why there is none; `then` when it is there.

        Its module is imported by a pool thread: pyqtgraph alone takes half a second.
        """
        if self._failed or self.view is not None or self.is_loading:
            return
        module_name, _ = self._dotted.split(":")
        module = sys.modules.get(module_name)
        # Another thread may be in the middle of importing it: half a module is none.
        if module is not None and not getattr(module.__spec__, "_initializing", False):
            self._create(session, module, then)
            return
        if self._slot is None:
            self._slot = session.new_slot(self)
        self._slot.start(
            _import,
            module_name,
            then=lambda module: self._create(session, module, then),
            otherwise=self._cannot_import,
        )

    @property
    def is_loading(self) -> bool:
        """Whether the view's module is on its way, or the view just made has not begun to ask."""
        return self._is_starting or (self._slot is not None and self._slot.is_busy)

    def _cannot_import(self, error: Exception) -> None:
        if isinstance(error, ModuleNotFoundError) and error.name == self._dotted.split(":")[0]:
            self._say(
                f"{self._title} is not part of this installation.", "Install checkpoint-explorer again."
            )
        else:
            self._explain(error)

    def _create(self, session: Session, module: object, then: Callable[[], object]) -> None:
        guarded.guard_overrides()
        try:
            self.view = getattr(module, self._dotted.split(":")[1])(session, self)
        except Exception as error:  # a view that cannot be made must not take the window along
            self._explain(error)
            return
        is_large = text_percent() > TEXT_PERCENTS[0]  # then not every window has the room a view needs
        self._layout.addWidget(Scrolled(self.view, self) if is_large else self.view)
        self._is_starting = True
        QTimer.singleShot(0, self, lambda: self._start(then))  # its first picture in a turn of its own

    def _start(self, then: Callable[[], object]) -> None:
        self._is_starting = False
        then()

    def _explain(self, error: Exception) -> None:
        traceback.print_exception(error, file=sys.stderr)
        problem = describe(error, f"The {self._title.lower()} view could not be made")
        self._say(
            problem.sentence,
            problem.hint,
            lambda: QGuiApplication.clipboard().setText(problem.report or problem.sentence),
        )

    def _say(self, sentence: str, hint: str = "", copy: Callable[[], object] | None = None) -> None:
        self._failed = True
        self._layout.addStretch(1)
        for text, muted in ((sentence, False), (hint, True)):
            label = plain_label(tr(text), self, muted=muted)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._layout.addWidget(label)
        if copy is not None:
            button = QPushButton(tr("Copy report"), self)
            button.setObjectName("view_copy_report")
            button.clicked.connect(copy)
            self._layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addStretch(1)


def _import(name: str, task: Task = QUIET) -> Any:
    return import_module(name)
