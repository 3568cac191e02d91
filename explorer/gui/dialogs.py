"""The system's dialogs, one function each, so that a test replaces one name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QDir, QFileInfo, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QFileDialog, QFileIconProvider, QMessageBox, QWidget

from explorer.gui.language import tr
from explorer.report.numbers import display_name

TARGET_FILES = (
    "Models and checkpoints (*.json *.csv *.tsv *.keras *.h5 *.hdf5 *.meta *.pbtxt *.pb *.index checkpoint);;"
    "All files (*)"
)


class NameIcons(QFileIconProvider):
    """Icons and types of files told by their names alone.

    Qt's own provider reads the head of every file, also on the GUI thread: one that never answers (a network
    folder, /proc/kmsg) would stop the window.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder = super().icon(QFileIconProvider.IconType.Folder)
        self._file = super().icon(QFileIconProvider.IconType.File)

    def icon(self, what: QFileIconProvider.IconType | QFileInfo) -> QIcon:  # type: ignore[override]
        if isinstance(what, QFileInfo):
            return self._folder if what.isDir() else self._file
        return super().icon(what)

    def type(self, info: QFileInfo) -> str:
        if info.isDir():
            return tr("Folder")
        return f".{display_name(info.suffix(), 20)}" if info.suffix() else tr("File")


@lru_cache(maxsize=1)
def _name_icons() -> NameIcons:
    return NameIcons()  # one for good: a dialog that is going away may still ask it


def file_dialog(
    parent: QWidget,
    title: str,
    start: Path | str | None,
    mode: QFileDialog.FileMode,
    kinds: str = "",
    *,
    is_for_saving: bool = False,
) -> QFileDialog:
    """The system's file dialog, or Qt's where the system has none; `start` a folder, or a file to write.

    Title and kinds are translated already.
    """
    # Not made at `start`: it would be listed before the icons are ours. Not a class of ours: Qt then takes its own.
    dialog = QFileDialog(parent, title, QDir.rootPath(), kinds)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
    dialog.setIconProvider(_name_icons())
    dialog.setFileMode(mode)
    if is_for_saving:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        path = QFileInfo(str(start or ""))
        dialog.setDirectory(path.absolutePath())
        dialog.selectFile(path.fileName())
    else:
        dialog.setDirectory(str(start) if start else QDir.currentPath())
    return dialog


def chosen_file(dialog: QFileDialog) -> Path | None:
    """Ask, and put the dialog away."""
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        files = dialog.selectedFiles()
        return Path(files[0]) if files and files[0] else None
    finally:
        dialog.deleteLater()


def ask_for_model_dir(
    parent: QWidget, start: Path | None = None, title: str = "Open a directory of checkpoints"
) -> Path | None:
    """Which directory?"""
    return chosen_file(file_dialog(parent, tr(title), start, QFileDialog.FileMode.Directory))


def ask_where_to_save(parent: QWidget, title: str, suggestion: Path | str, kinds: str) -> Path | None:
    """Where is a file written? Title and kinds are translated already."""
    mode = QFileDialog.FileMode.AnyFile
    return chosen_file(file_dialog(parent, title, suggestion, mode, kinds, is_for_saving=True))


def _ask_for_file(parent: QWidget, title: str, start: Path | None, kinds: str) -> Path | None:
    mode = QFileDialog.FileMode.ExistingFile
    return chosen_file(file_dialog(parent, tr(title), start, mode, _kinds(kinds)))


def ask_for_checkpoint_file(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """Which file of a checkpoint?"""
    kinds = (
        "Checkpoints (*.index *.data-* *.meta checkpoint *.keras *.h5 *.ckpt* *.pb *.pbtxt);;All files (*)"
    )
    return _ask_for_file(parent, title, start, kinds)


def ask_for_target_file(parent: QWidget, start: Path | None = None) -> Path | None:
    """Which file tells of the target model?"""
    title = "The target: a spec file, a table, a graph, a Keras file or a checkpoint of the other model"
    return _ask_for_file(parent, title, start, TARGET_FILES)


def _kinds(filters: str) -> str:
    """The file dialog's filters with their names translated; the patterns stay."""
    parts = (kind.partition(" (") for kind in filters.split(";;"))
    return ";;".join(f"{tr(name)} ({patterns}" for name, _, patterns in parts)


def ask_for_session_file(parent: QWidget, start: Path | None = None) -> Path | None:
    """Which session file?"""
    return _ask_for_file(parent, "Open a session file", start, "Sessions (*.ckptx.json);;All files (*)")


def home() -> Path:
    """The folder a file is first offered to be written to; where nobody has a home, the current one."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def confirm(parent: QWidget, title: str, question: str, more: str, yes: str) -> bool:
    """Whether somebody agrees; Escape and Enter on the button at rest both mean no."""
    box = QMessageBox(
        QMessageBox.Icon.Question, tr(title), tr(question), QMessageBox.StandardButton.Cancel, parent
    )
    box.setObjectName("confirm")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(tr(more))
    agree = box.addButton(tr(yes), QMessageBox.ButtonRole.AcceptRole)
    agree.setObjectName("confirm_yes")
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is agree
