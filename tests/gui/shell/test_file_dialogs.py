"""Qt's own file dialog, where the system has none: nothing is read of the files it lists."""

from __future__ import annotations

from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import QFileDialog, QFileSystemModel

from explorer.gui import dialogs

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
MODE = QFileDialog.FileMode


def test_the_kind_of_a_file_is_told_by_its_name_and_not_by_what_is_in_it(qtbot, tmp_path):
    (tmp_path / "weights").write_bytes(PNG)
    (tmp_path / "model.index").write_bytes(PNG)
    (tmp_path / "run.d").mkdir()
    dialog = dialogs.file_dialog(None, "Which?", tmp_path, MODE.ExistingFile)
    qtbot.addWidget(dialog)
    model = dialog.findChild(QFileSystemModel)

    dialog.show()
    folder = model.index(str(tmp_path))
    qtbot.waitUntil(lambda: model.rowCount(folder) == 3)

    rows = [model.index(row, 2, folder) for row in range(3)]
    kinds = {row.siblingAtColumn(0).data(): row.data() for row in rows}
    assert kinds == {"weights": "File", "model.index": ".index", "run.d": "Folder"}
    dialog.close()


def test_icons_come_without_a_look_at_the_file(qtbot, tmp_path):
    (tmp_path / "weights").write_bytes(PNG)
    icons = dialogs.NameIcons()

    keys = [icons.icon(QFileInfo(str(tmp_path / name))).cacheKey() for name in ("weights", "absent.png", ".")]

    assert keys[0] == keys[1] != keys[2]


def test_the_dialog_starts_where_it_is_asked_to(qtbot, tmp_path):
    opening = dialogs.file_dialog(None, "Which?", tmp_path, MODE.Directory)
    saving = dialogs.file_dialog(
        None, "Where?", tmp_path / "table.csv", MODE.AnyFile, "*.csv", is_for_saving=True
    )
    qtbot.addWidget(opening)
    qtbot.addWidget(saving)

    assert opening.directory().absolutePath() == saving.directory().absolutePath() == str(tmp_path)
    assert saving.selectedFiles() == [str(tmp_path / "table.csv")]
    assert opening.testOption(QFileDialog.Option.ShowDirsOnly)
    assert saving.acceptMode() == QFileDialog.AcceptMode.AcceptSave
