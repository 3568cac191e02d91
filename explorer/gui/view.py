"""What every view of the window has in common: it asks, draws and emits; deciding is analysis' work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from explorer.gui.session import Session
    from explorer.task import Task


@dataclass(frozen=True, slots=True)
class ExportQuestion:
    """Something to decide about an export; the answer is remembered under the question's id."""

    id: str
    label: str  # "What"
    answers: tuple[tuple[str, str, str], ...]  # id, text, and why it cannot be chosen ("" if it can)


@dataclass(frozen=True, slots=True)
class ViewExport:
    """One thing a view can write: `write(path, task)` runs in a worker unless `on_gui_thread`.

    What `write` returns is told after the file's name. With `questions` the dialog asks them and
    writes what `answered` makes of question id -> answer id.
    """

    label: str  # "Table as CSV"
    suffix: str  # ".csv"
    write: Callable[[Path, Task], str | None]
    on_gui_thread: bool = False  # pictures of widgets must be grabbed there
    name_part: str = ""  # of the suggested file name: "whole-graph"
    questions: tuple[ExportQuestion, ...] = ()
    answered: Callable[[Mapping[str, str]], ViewExport] | None = None


class View(QWidget):
    """Base of the six views. Created by the main window the first time its tab is shown."""

    view_id = ""  # "graph", "variables" ...: for the command line and settings
    title = ""  # the tab's text

    status_changed = Signal(str)  # the sentence the view shows of itself in its upper corner

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName(f"{self.view_id}_view")

    def _new_layout(self) -> QVBoxLayout:
        """The view's own layout: bars, pages and panels touch its edges."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        return layout

    def activate(self) -> None:
        """The tab was shown: start asking for what is missing."""

    def deactivate(self) -> None:
        """The tab was left: cancel what nobody looks at."""

    def main_widget(self) -> QWidget | None:
        """What has the keyboard when the view is shown, and after a search; None: its first list or control."""
        return None

    def set_search(self, text: str) -> None:
        """The window's search field changed while this view is shown."""

    def next_difference(self, forward: bool) -> bool:
        """Go to the next (F7) or previous (Shift+F7) difference or problem; False when the view has none."""
        return False

    def selected_keys(self) -> tuple[str, ...]:
        """The checkpoint keys selected here, for copying and exporting."""
        return ()

    def copy_text(self) -> str:
        """What Ctrl+C copies: the selection as TSV with a header line; "" for nothing."""
        return ""

    def exports(self) -> tuple[ViewExport, ...]:
        """What Ctrl+E offers from this view."""
        return ()

    def is_busy(self) -> bool:
        """Whether answers are still on their way; the screenshot command waits for False."""
        return False
