"""The page of a window without a directory: open one, go back to a recent one, or look at a demo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.errors import MissingFileError
from explorer.gui.elided_label import ElidedLabel
from explorer.gui.language import tr
from explorer.gui.layouts import clear_layout
from explorer.gui.plain_text import plain_label, tool_tip
from explorer.gui.theme import px, ui_font
from explorer.report.numbers import display_name
from explorer.resources import resource_path

DEMOS = (
    ("guide_net", "Guide's network", "The object graph of TensorFlow's checkpoint guide: Adam, its slots m and v, three saves."),
    ("iris", "Iris classifier", "An Estimator run, steps 1 and 200: name-based variables, two shards, graph and events."),
    ("iris20", "Iris, wider layers", "The same program with 20 units a layer: choose it as restore target of the first."),
    ("iris_continued", "Iris, changed on the way", "Continued with wider layers in the same directory: TensorFlow said nothing, the banner does."),
    ("regression_run", "Regression over 32 steps", "A long run: drag the handles of the time axis, watch the histograms move."),
)  # fmt: skip


def demo_paths() -> tuple[tuple[Path, str, str], ...]:
    """(directory, title, what it shows) of the demos that are installed."""
    found = []
    for name, title, shows in DEMOS:
        try:
            found.append((resource_path("demo", name), title, shows))
        except MissingFileError:
            continue
    return tuple(found)


class Welcome(QScrollArea):
    """Greets; emits what shall be opened."""

    path_chosen = Signal(object)  # Path

    def __init__(self, open_action: QAction, file_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAccessibleName(tr("Welcome"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget(self)
        body.setObjectName("welcome_body")
        body.setMaximumWidth(px(720))
        outer = QWidget(self)
        outer.setObjectName("welcome_outer")
        across = QHBoxLayout(outer)
        across.addStretch(1)
        across.addWidget(body, 8)
        across.addStretch(1)
        self.setWidget(outer)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(24, 48, 24, 24)
        layout.setSpacing(8)
        title = plain_label("Checkpoint Explorer", body)
        title.setProperty("title", True)
        layout.addWidget(title)
        about = plain_label(
            tr(
                "See what is inside a TensorFlow model_dir: checkpoints, object graph, histograms, differences. "
                "Nothing is written into it, and TensorFlow is not needed."
            ),
            body,
            muted=True,
        )
        about.setWordWrap(True)
        layout.addWidget(about)
        layout.addSpacing(12)
        row = QHBoxLayout()
        self.open_button = QPushButton(tr("Open directory…"), body)
        self.open_button.setObjectName("welcome_open")
        self.open_button.setToolTip(open_action.toolTip())
        self.open_button.clicked.connect(open_action.trigger)
        file_button = QPushButton(tr("Open file…"), body)
        file_button.setObjectName("welcome_open_file")
        file_button.setToolTip(file_action.toolTip())
        file_button.clicked.connect(file_action.trigger)
        row.addWidget(self.open_button)
        row.addWidget(file_button)
        row.addWidget(plain_label(tr("or drop one here"), body, muted=True))
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(16)
        self._recent_box = QVBoxLayout()
        self._recent_box.setSpacing(2)
        layout.addLayout(self._recent_box)
        demos = demo_paths()
        if demos:
            layout.addWidget(self._heading("Demos", body))
            for path, name, shows in demos:
                layout.addWidget(self._entry(path, tr(name), tr(shows), body, f"welcome_demo_{path.name}"))
        layout.addStretch(1)
        self._body = body

    def show_recents(self, recents: tuple[str, ...]) -> None:
        """List the directories opened lately."""
        clear_layout(self._recent_box)
        if not recents:
            return
        self._recent_box.addWidget(self._heading("Recent", self._body))
        for place, text in enumerate(recents[:6]):
            path = Path(text)
            shown = display_name(path.name or text, 100)
            folder = display_name(str(path.parent), 200)
            self._recent_box.addWidget(
                self._entry(path, shown, folder, self._body, f"welcome_recent_{place}")
            )
        self._recent_box.addSpacing(14)

    def _heading(self, text: str, parent: QWidget) -> QWidget:
        label = plain_label(tr(text).upper(), parent)
        label.setProperty("heading", True)
        return label

    def _entry(self, path: Path, name: str, note: str, parent: QWidget, object_name: str) -> QWidget:
        button = QPushButton(parent)
        button.setObjectName(object_name)
        button.setProperty("flat", True)
        button.setAccessibleName(f"{name}: {note}")
        button.setToolTip(tool_tip(f"{note}\n{path}"))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setProperty("entry", True)
        inside = QVBoxLayout(button)
        inside.setContentsMargins(8, 4, 8, 4)
        inside.setSpacing(1)
        title = plain_label(name, button)
        title.setFont(ui_font(bold=True))
        words = ElidedLabel(button, is_sentence=True)
        words.setText(note)
        for label in (title, words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(label)
        button.clicked.connect(lambda: self.path_chosen.emit(path))
        return button
