"""Ctrl+C over many rows: a worker writes them out, the clipboard gets them whole."""

from PySide6.QtGui import QGuiApplication

from tests.builders import write_many


def test_many_rows_are_copied_by_a_job_that_the_status_bar_can_cancel(qtbot, tmp_path, open_window):
    write_many(tmp_path / "model.ckpt-1", 301)
    window = open_window(tmp_path, view="variables")
    window.tabs.current_view.table.selectAll()
    clipboard = QGuiApplication.clipboard()

    clipboard.setText("as before")
    window.copy()
    window.status_bar.cancel_work()
    cancelled = window.is_busy(), clipboard.text()
    window.copy()
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)

    lines = clipboard.text().splitlines()
    assert cancelled == (False, "as before")
    assert len(lines) == 302
    assert lines[0].split("\t")[0] == "Key"
    assert lines[1] == "global_step\tbookkeeping\tint64\t[]\t8"
    assert lines[2].startswith("model/block_0/dense_0/bias\tvariable\tfloat32\t[3]\t12")
