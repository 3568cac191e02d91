"""Keys of the graph beyond moving it and walking along its tree: one table, for the canvas, its menu and the help."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

KEYS: dict[str, tuple[str, ...]] = {
    "choose_all": ("Ctrl+A",),
    "choose_below": ("Ctrl+Shift+A",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "fold_below": ("Ctrl+Enter", "Ctrl+Return"),
    "stack": ("P",),
    **{f"level_{level}": (str(level),) for level in range(1, 6)},
    "focus": ("G",),
    "focus_up": ("Backspace",),
    "reach": ("R",),
    "isolate": ("I",),
    "everything": ("A",),
    "next_way": (".",),
    "previous_way": (",",),
    "way_from_here": (";",),
    "next_page": ("PgDown",),
    "previous_page": ("PgUp",),
    "note": ("N",),
    "notes": ("Shift+N",),
    "escape": ("Esc",),
}
_COMMAND = {
    QKeySequence(text)[0].toCombined(): name for name, texts in KEYS.items() for text in texts
}  # fmt: skip


def key_text(name: str) -> str:
    """The key of a command as menus and tool tips show it; "" for none."""
    return (
        QKeySequence(KEYS[name][0]).toString(QKeySequence.SequenceFormat.NativeText) if name in KEYS else ""
    )


class GraphKeys(QObject):
    """Watches a widget's keys; a command without a function now leaves its key to the window."""

    def __init__(
        self,
        watched: QWidget,
        does: Mapping[str, Callable[[], object]],
        can_escape: Callable[[], bool],
    ) -> None:
        super().__init__(watched)
        self._does, self._can_escape = does, can_escape
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        name = _COMMAND.get(_plain(event.keyCombination()), "")
        if name not in self._does or (name == "escape" and not self._can_escape()):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the window's own Esc takes the choice away
            return True
        self._does[name]()
        return True


def _plain(keys: QKeyCombination) -> int:
    """Without what tells the number pad apart."""
    modifiers = keys.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeyCombination(modifiers, keys.key()).toCombined()
