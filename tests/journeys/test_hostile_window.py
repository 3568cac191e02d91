"""The window over files that change, vanish or never answer: it stays, and then shows the truth."""

from __future__ import annotations

import os
import random
import shutil
import threading
import time
from pathlib import Path

import explorer
from explorer.gui.main_window import MainWindow

HISTORY = Path("history_tf215")
NET = Path("net_adam_manager_legacy_tf215/tf_ckpts")
KERNEL = "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"


def idle(qtbot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)


def copied_run(golden: Path, tmp_path: Path, fixture: Path) -> Path:
    source = next((golden / fixture).rglob("*.index")).parent
    return Path(shutil.copytree(source, tmp_path / "run"))


def shown(window: MainWindow) -> list[tuple[object, ...]]:
    assert window.session.run is not None
    return [(e.prefix, e.status, e.step, e.size_bytes) for e in window.session.run.checkpoints]


def truth(run: Path) -> list[tuple[object, ...]]:
    return [(e.prefix, e.status, e.step, e.size_bytes) for e in explorer.open_model_dir(run).checkpoints]


def test_ridges_drawn_before_steps_were_deleted_survive_a_resize_before_the_next_drawing(
    qtbot, open_window, golden, tmp_path
):
    run = copied_run(golden, tmp_path, HISTORY)
    window = open_window(run, view="histograms")
    window.session.select(next(key for key in window.session.newer.table.keys if "kernel" in key))
    idle(qtbot, window)
    view = window.tabs.view("histograms")
    plot, picture = view.plot, view.picture
    drawn = len(plot.ridges)

    picture.records = picture.records[:2]  # what a reload does, some turns before the next drawing
    plot.resize(plot.width() - 40, plot.height() - 40)

    assert drawn > 2
    assert len(plot.ridges) == drawn  # and no fault was reported, which would fail this test


def test_a_directory_deleted_while_open_is_named_and_comes_back(qtbot, open_window, golden, tmp_path):
    run = copied_run(golden, tmp_path, NET)
    kept = Path(shutil.copytree(run, tmp_path / "kept"))
    window = open_window(run, view="variables")
    shutil.rmtree(run)

    window.reload()
    idle(qtbot, window)
    said = " ".join(
        child.text() for child in window.banner.findChildren(object) if callable(getattr(child, "text", None))
    )
    shutil.copytree(kept, run)
    window.reload()
    idle(qtbot, window)

    assert "no such directory" in said
    assert not window.banner.isVisible()
    assert shown(window) == truth(run)


def test_a_window_over_files_that_are_torn_and_mended_ends_with_the_truth(
    qtbot, open_window, golden, tmp_path
):
    run = copied_run(golden, tmp_path, NET)
    sound = {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()}
    window = open_window(run, view="variables")
    dice, stop = random.Random(5), threading.Event()

    def tear() -> None:
        while not stop.is_set():
            name = dice.choice(sorted(sound))
            data = sound[name]
            choice = dice.randrange(4)
            if choice == 0:
                (run / name).write_bytes(data[: dice.randrange(len(data))])
            elif choice == 1:
                (run / name).write_bytes(data + b"x" * 9)
            elif choice == 2:
                (run / name).unlink(missing_ok=True)
            else:
                (run / name).write_bytes(data)
            stop.wait(0.002)

    writer = threading.Thread(target=tear)
    writer.start()
    try:
        for number in range(12):
            window.tabs.show_view(("variables", "compare", "histograms", "values")[number % 4])
            window.reload()
            window.session.select(KERNEL)
            idle(qtbot, window)
    finally:
        stop.set()
        writer.join()
    for name, data in sound.items():
        (run / name).write_bytes(data)

    window.reload()
    idle(qtbot, window)

    assert shown(window) == truth(run)
    assert [status for _, status, *_ in shown(window)] == ["complete"] * 3


def test_reads_that_never_answer_freeze_nothing(qtbot, open_window, golden, tmp_path, monkeypatch):
    window = open_window(golden / NET, view="variables")
    reading, answer, real = threading.Event(), threading.Event(), os.pread

    def never(*arguments):  # type: ignore[no-untyped-def]
        reading.set()
        answer.wait(30)
        return real(*arguments)

    monkeypatch.setattr(os, "pread", never)
    try:
        window.open_path(golden / "iris_dnn_tf115/models/iris")
        qtbot.waitUntil(reading.is_set, timeout=5000)
        began = time.monotonic()
        window.close()
        took = time.monotonic() - began
    finally:
        answer.set()

    assert took < 5  # a thread that waits is left behind, after a second at most
