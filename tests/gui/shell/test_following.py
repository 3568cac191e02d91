"""Following a run that is being written, in every state TensorFlow's order of writing leaves on disk."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from explorer.errors import MissingFileError
from explorer.gui import session_damage
from explorer.gui.follow import RATES_S, Follower
from explorer.gui.looking import file_traces
from explorer.gui.main_window import MainWindow
from explorer.gui.session import Session
from explorer.gui.settings import Settings
from explorer.gui.statuses import BEING_WRITTEN, COMPLETE, DAMAGED, GONE
from tests.builders import VALUE
from tests.gui.item_models.sessions import opened
from tests.writing_order import (
    checkpoint_files,
    files_of,
    put,
    save_first_format,
    save_merged,
    save_over,
    save_unsharded,
    saver_files,
    state_bytes,
    weights_files,
)

KERNEL = f"net/layer_with_weights-0/kernel{VALUE}"
STEP = f"step{VALUE}"
SAVES = ("ckpt-1", "ckpt-2")


@pytest.fixture
def run(tmp_path) -> Path:
    """Two saves of a manager."""
    directory = tmp_path / "run"
    directory.mkdir()
    for number in (1, 2):
        put(directory, f"ckpt-{number}", checkpoint_files(100 * number, number=number), SAVES[:number])
    return directory


def third_save(run: Path) -> Iterator[str]:
    files = checkpoint_files(300, number=3)
    return save_merged(run, "ckpt-3", files, keep=("ckpt-2", "ckpt-3"), delete=("ckpt-1",))


def look(qtbot, session: Session) -> None:
    """One look at the directory, with all that follows from it."""
    qtbot.waitUntil(lambda: session.refresh(force=True), timeout=5000)
    qtbot.waitUntil(lambda: not session.is_looking and not session.is_busy(), timeout=5000)


def marks(session: Session) -> list[tuple[str, str]]:
    return [(entry.prefix, entry.status) for entry in session.run.checkpoints]


def status_of(session: Session, prefix: str) -> str | None:
    entry = session.run.entry(prefix)
    return None if entry is None else entry.status


def steps(session: Session) -> tuple[int | None, ...]:
    return tuple(e.step if e is not None else None for e in (session.older_entry, session.newer_entry))


def unfollowed_window(open_window, path: Path, view: str = "variables") -> MainWindow:
    """The window with following switched off: the test says when to look."""
    settings = Settings(fresh=True)
    settings.follow = False
    return open_window(path, view=view, settings=settings)


def idle(qtbot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)


def dialogs() -> list[str]:
    return [
        w.objectName() for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
    ]


def watched(qtbot, window: MainWindow, new: str, writing: Iterator[str]) -> list[str | None]:
    """The statuses of the new checkpoint, one for each state; the window is usable in each of them."""
    session, seen = window.session, []
    errors: list[object] = []
    session.problem_met.connect(lambda error, doing: errors.append(error))
    for done in writing:
        look(qtbot, session)
        idle(qtbot, window)
        status = status_of(session, new)
        seen.append(status)
        assert status in (None, BEING_WRITTEN, COMPLETE), done
        assert not [entry for entry in session.run.checkpoints if entry.status == DAMAGED], done
        assert session.newer is not None, done
        assert not window.banner.isVisible(), done
    assert errors == []
    assert dialogs() == []
    return seen


def test_a_manager_s_save_is_shown_as_it_is_written(qtbot, open_window, run):
    window = unfollowed_window(open_window, run)

    seen = watched(qtbot, window, "ckpt-3", third_save(run))

    assert seen[0] == BEING_WRITTEN
    assert seen[-1] == COMPLETE
    assert seen == sorted(seen, key=[BEING_WRITTEN, COMPLETE].index)
    assert marks(window.session) == [("ckpt-1", GONE), ("ckpt-2", COMPLETE), ("ckpt-3", COMPLETE)]
    assert steps(window.session) == (200, 300)
    assert int(window.session.newer.read(STEP)) == 300


@pytest.mark.parametrize(
    ("save", "suffix"), [("merged", "_temp"), ("merged", f"_temp_{'0a' * 16}"), ("unsharded", "")]
)
def test_a_saver_s_save_is_shown_as_it_is_written(qtbot, open_window, tmp_path, save, suffix):
    run, shards = tmp_path / "run", 2 if save == "merged" else 1
    run.mkdir()
    names = ["model.ckpt-100", "model.ckpt-200", "model.ckpt-300"]
    for place, name in enumerate(names[:2]):
        put(run, name, saver_files(100 * (place + 1), shards=shards), names[: place + 1])
    window = unfollowed_window(open_window, run)
    new, options = saver_files(300, shards=shards), {"keep": names[1:], "delete": names[:1]}
    if save == "merged":
        writing = save_merged(run, names[2], new, suffix=suffix, is_saver=True, **options)
    else:
        writing = save_unsharded(run, names[2], new, **options)

    seen = watched(qtbot, window, names[2], writing)

    assert seen == sorted(seen, key=[None, BEING_WRITTEN, COMPLETE].index)
    assert {BEING_WRITTEN, COMPLETE} <= set(seen)
    assert marks(window.session) == list(zip(names, (GONE, COMPLETE, COMPLETE), strict=True))


def test_a_save_of_the_first_format_appears_when_it_is_whole(qtbot, open_window, tmp_path, golden):
    fixture = golden / "v1_format_tf115/model_dir/model.ckpt-5"
    run, files = tmp_path / "run", files_of(fixture)
    run.mkdir()
    put(run, "model.ckpt-5", files, ("model.ckpt-5",))
    window = unfollowed_window(open_window, run)

    writing = save_first_format(run, "model.ckpt-6", files, keep=("model.ckpt-6",), delete=("model.ckpt-5",))
    seen = watched(qtbot, window, "model.ckpt-6", writing)

    assert seen == sorted(seen, key=[None, COMPLETE].index)
    assert marks(window.session) == [("model.ckpt-5", GONE), ("model.ckpt-6", COMPLETE)]


def test_a_save_over_the_same_prefix_keeps_the_old_values_until_the_new_ones_are_whole(
    qtbot, open_window, tmp_path
):
    run = tmp_path / "run"
    run.mkdir()
    put(run, "weights", weights_files(1), ("weights",))
    os.utime(run / "weights.index", (1_700_000_000, 1_700_000_000))
    window = unfollowed_window(open_window, run)
    session = window.session
    key = f"layer_with_weights-0/kernel{VALUE}"
    before, new = session.newer, weights_files(2)
    shown = []

    for done in save_over(run, "weights", new, keep=("weights",)):
        look(qtbot, session)
        idle(qtbot, window)
        shown.append((session.run.checkpoints[0].status, session.newer is before))
        assert not window.banner.isVisible(), done
        assert session.damage_of(session.newer) == {}, done

    assert (BEING_WRITTEN, False) not in shown
    assert (BEING_WRITTEN, True) in shown
    assert shown[-1] == (COMPLETE, False)
    assert session.newer.read(key).tobytes() in new[".data-00000-of-00001"]


def test_a_checkpoint_opened_while_it_is_written_opens_by_itself(qtbot, run):
    files = checkpoint_files(300, number=3)
    shutil.rmtree(run)
    run.mkdir()
    (run / "ckpt-3.data-00000-of-00001").write_bytes(files[".data-00000-of-00001"])
    (run / "ckpt-3.index").write_bytes(files[".index"][:-9])
    session = opened(qtbot, run)
    before = session.newer, status_of(session, "ckpt-3"), list(session.met)
    follower = Follower(session, parent=session)

    (run / "ckpt-3.index").write_bytes(files[".index"])
    qtbot.waitUntil(lambda: session.newer is not None, timeout=5000)

    follower.stop()
    assert before == (None, BEING_WRITTEN, [])
    assert marks(session) == [("ckpt-3", COMPLETE)]
    session.pool.close(1.0)


@pytest.mark.parametrize("view_id", ["variables", "values", "graph", "histograms", "compare", "restore"])
def test_a_step_chosen_while_it_is_written_is_named_as_that_and_nothing_is_red(
    qtbot, open_window, run, view_id
):
    files = checkpoint_files(300, number=3)
    (run / "ckpt-3.data-00000-of-00001").write_bytes(files[".data-00000-of-00001"])
    (run / "ckpt-3.index").write_bytes(files[".index"][:-9])
    window = unfollowed_window(open_window, run, view=view_id)

    window.session.choose_newer(window.session.run.entry("ckpt-3"))
    idle(qtbot, window)

    view = window.tabs.view(view_id)
    said = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    canvas = getattr(view, "canvas", None)
    said += [getattr(canvas, "heading", ""), getattr(canvas, "message", "")]
    assert any("This step is being written." in text for text in said)
    assert not window.banner.isVisible()
    (run / "ckpt-3.index").write_bytes(files[".index"])
    look(qtbot, window.session)
    assert window.session.newer.step == 300


def test_following_shows_a_new_save_and_a_deleted_one_by_itself(qtbot, run):
    session = opened(qtbot, run)
    follower = Follower(session, parent=session)

    for _ in third_save(run):
        pass
    qtbot.waitUntil(lambda: steps(session) == (200, 300), timeout=5000)

    qtbot.waitUntil(lambda: marks(session)[0] == ("ckpt-1", GONE), timeout=5000)
    follower.stop()
    assert session.met == []
    session.pool.close(1.0)


# --- what a look changes, and what it leaves alone -------------------------------------------


def test_a_look_that_finds_nothing_new_tells_nobody(qtbot, run):
    session = opened(qtbot, run)
    look(qtbot, session)
    heard = []
    for signal in (session.run_changed, session.entries_changed):
        signal.connect(lambda *_: heard.append("run"))
    for signal in (session.newer_changed, session.older_changed):
        signal.connect(lambda *_: heard.append("checkpoint"))

    look(qtbot, session)
    (run / "notes.txt").write_text("hello")
    look(qtbot, session)

    assert heard == ["run", "run"]  # the file is listed; nothing is read again
    session.pool.close(1.0)


def test_a_step_chosen_by_hand_stays_and_latest_moves_on_again(qtbot, run):
    session = opened(qtbot, run)
    session.choose_newer(session.run.checkpoints[0])

    put(run, "ckpt-3", checkpoint_files(300, number=3), ("ckpt-1", "ckpt-2", "ckpt-3"))
    look(qtbot, session)
    stayed = steps(session)
    session.choose_latest()
    put(run, "ckpt-4", checkpoint_files(400, number=4), ("ckpt-3", "ckpt-4"))
    look(qtbot, session)

    assert stayed == (None, 100)
    assert steps(session) == (300, 400)
    session.pool.close(1.0)


def test_a_run_begun_anew_is_followed_although_its_steps_are_lower(qtbot, run):
    session = opened(qtbot, run)
    for path in run.iterdir():
        path.unlink()
    look(qtbot, session)
    emptied = steps(session), marks(session)

    put(run, "ckpt-1", checkpoint_files(10, number=1), ("ckpt-1",))
    look(qtbot, session)

    assert emptied == ((100, 200), [("ckpt-1", GONE), ("ckpt-2", GONE)])
    assert steps(session)[1] == 10
    session.pool.close(1.0)


def test_an_older_step_chosen_by_hand_stays_while_the_newer_follows(qtbot, run):
    put(run, "ckpt-3", checkpoint_files(300, number=3), ("ckpt-1", "ckpt-2", "ckpt-3"))
    session = opened(qtbot, run)
    session.choose_older(session.run.checkpoints[0])

    put(run, "ckpt-4", checkpoint_files(400, number=4), ("ckpt-3", "ckpt-4"))
    look(qtbot, session)

    assert steps(session) == (100, 400)
    session.pool.close(1.0)


def test_a_chosen_checkpoint_that_is_deleted_keeps_what_was_read(qtbot, open_window, run):
    window = unfollowed_window(open_window, run)
    session = window.session
    session.choose_newer(session.run.checkpoints[0])
    idle(qtbot, window)
    view = window.tabs.view("variables")
    rows = view.model.rowCount()
    read = session.newer

    for suffix in (".index", ".data-00000-of-00001"):
        (run / f"ckpt-1{suffix}").unlink()
    look(qtbot, session)
    unread = f"optimizer/iter{VALUE}"
    session.statistics.forget_failures({read.prefix})
    session.statistics.want(read, (unread,))
    idle(qtbot, window)

    assert session.newer is read
    assert view.model.rowCount() == rows > 10
    assert not window.banner.isVisible()
    assert steps(session)[1] == 100
    assert status_of(session, "ckpt-1") == GONE


def test_what_could_not_be_read_while_it_was_gone_is_read_when_it_is_back(qtbot, run, tmp_path):
    session = opened(qtbot, run)
    key = KERNEL
    away = tmp_path / "away"
    away.mkdir()
    for path in run.glob("ckpt-2.*"):
        path.rename(away / path.name)
    look(qtbot, session)
    session.statistics.want(session.newer, (key,))
    qtbot.waitUntil(lambda: session.statistics.get(session.newer, key) is not None, timeout=5000)
    while_gone = session.statistics.get(session.newer, key)

    for path in away.iterdir():  # the very files: nothing of their stamps tells of the journey
        path.rename(run / path.name)
    with qtbot.waitSignal(session.newer_changed, timeout=5000):
        qtbot.waitUntil(lambda: session.refresh(force=True), timeout=5000)
    session.statistics.want(session.newer, (key,))
    qtbot.waitUntil(lambda: session.statistics.get(session.newer, key) is not None, timeout=5000)

    assert isinstance(while_gone, MissingFileError)
    assert session.statistics.get(session.newer, key).count == 16
    session.pool.close(1.0)


def test_a_value_read_between_two_writes_is_read_again(qtbot, run):
    session = opened(qtbot, run)
    data = run / "ckpt-2.data-00000-of-00001"
    sound = data.read_bytes()
    data.write_bytes(bytes(len(sound)))
    look(qtbot, session)
    session.statistics.want(session.newer, (KERNEL,))
    qtbot.waitUntil(lambda: KERNEL in session.damage_of(session.newer), timeout=5000)
    torn = status_of(session, "ckpt-2")

    data.write_bytes(sound)
    look(qtbot, session)

    assert torn == DAMAGED
    assert session.damage_of(session.newer) == {}
    assert status_of(session, "ckpt-2") == COMPLETE
    session.pool.close(1.0)


def test_damage_in_files_written_just_now_is_looked_at_a_second_time(qtbot, run, monkeypatch):
    monkeypatch.setattr(session_damage, "FRESH_S", 1.0)
    data = run / "ckpt-2.data-00000-of-00001"
    sound, times = data.read_bytes(), (data.stat().st_atime_ns, data.stat().st_mtime_ns)
    data.write_bytes(bytes(len(sound)))
    os.utime(data, ns=times)
    os.utime(run / "ckpt-2.index")
    session = opened(qtbot, run)
    session.statistics.want(session.newer, (KERNEL,))
    qtbot.waitUntil(lambda: KERNEL in session.damage_of(session.newer), timeout=5000)
    data.write_bytes(sound)  # within the same tick of the clock: no trace of it
    os.utime(data, ns=times)

    qtbot.waitUntil(lambda: session.damage_of(session.newer) == {}, timeout=8000)

    assert status_of(session, "ckpt-2") == COMPLETE
    session.pool.close(1.0)


# --- a directory that is lost, or never answers ------------------------------------------------


def test_a_directory_that_vanishes_is_told_once_and_comes_back(qtbot, open_window, run, tmp_path):
    window = unfollowed_window(open_window, run)
    session, told = window.session, []
    session.problem_met.connect(lambda error, doing: told.append((type(error), doing)))
    before = marks(session)

    run.rename(tmp_path / "elsewhere")
    look(qtbot, session)
    look(qtbot, session)
    lost = window.banner.isVisible(), marks(session), session.newer is not None
    hint = window.banner.problem.hint
    (tmp_path / "elsewhere").rename(run)
    with qtbot.waitSignal(session.directory_returned):
        look(qtbot, session)

    assert told == [(MissingFileError, "The directory could not be read again")]
    assert lost == (True, before, True)
    assert hint == "What was read stays on show. Reload reads the directory when it is back."
    assert session.lost is None
    assert marks(session) == before
    assert not window.banner.isVisible()


def test_a_directory_that_never_answers_holds_up_nothing(qtbot, open_window, run, golden, monkeypatch):
    window = unfollowed_window(open_window, run)
    session, real = window.session, os.scandir
    other = golden / "net_adam_manager_legacy_tf215/tf_ckpts"
    answer, asked = threading.Event(), []

    def dead(path=".", *rest):
        if str(path).startswith(str(run)):
            asked.append(path)
            answer.wait(30)
        return real(path, *rest)

    monkeypatch.setattr(os, "scandir", dead)
    follower = Follower(session, parent=window)
    try:
        qtbot.waitUntil(lambda: bool(asked), timeout=5000)
        follower._look()
        refused = not session.refresh()
        window.open_path(other)
        qtbot.waitUntil(lambda: session.run.directory == other and not session.is_busy(), timeout=5000)
        looked_at = len(asked)
        began = time.monotonic()
        window.close()
        took = time.monotonic() - began
    finally:
        answer.set()

    assert refused
    assert looked_at == 1  # one look hangs; no second one joins it
    assert took < 5  # it waits for the workers for less than a second; a loaded machine may add to it


# --- the switches ------------------------------------------------------------------------------


def test_the_switch_the_rate_and_stay_at_the_latest_are_actions(qtbot, run):
    session, settings = opened(qtbot, run), Settings(fresh=True)
    follower = Follower(session, settings, session)
    heard = []
    follower.state_changed.connect(lambda: heard.append(follower.sentence))
    names = [action.objectName() for action in follower.actions()]

    follower.follow_action.trigger()
    follower.rate_actions[RATES_S.index(15.0)].trigger()
    session.choose_newer(session.run.checkpoints[0])

    assert names[:2] == ["follow", "follow_latest"]
    assert names[2:] == [f"follow_every_{rate:g}" for rate in RATES_S]
    assert heard[0] == "Not following"
    assert (settings.follow, settings.follow_interval_s) == (False, 15.0)
    assert not follower.latest_action.isChecked()
    follower.latest_action.trigger()
    assert steps(session)[1] == 200
    session.pool.close(1.0)


def test_a_follower_takes_its_settings_over(qtbot, run):
    settings = Settings(fresh=True)
    settings.follow, settings.follow_interval_s = False, 5.0

    session = opened(qtbot, run)
    follower = Follower(session, settings, session)

    assert (follower.is_enabled, follower.interval_s) == (False, 5.0)
    assert [action.isChecked() for action in follower.rate_actions] == [rate == 5.0 for rate in RATES_S]
    follower._session.pool.close(1.0)


def test_switched_off_nothing_is_looked_at(qtbot, run):
    session = opened(qtbot, run)
    follower = Follower(session, parent=session)
    follower.set_enabled(False)

    put(run, "ckpt-3", checkpoint_files(300, number=3), ("ckpt-1", "ckpt-2", "ckpt-3"))
    follower._look()
    follower._changed("")

    assert not session.is_looking
    assert not follower._next.isActive()
    session.pool.close(1.0)


def test_the_traces_of_a_directory_change_with_every_file(tmp_path):
    (tmp_path / "checkpoint").write_bytes(state_bytes(("ckpt-1",)))
    old = 1_700_000_000
    os.utime(tmp_path / "checkpoint", (old, old))
    first = file_traces(tmp_path)
    os.utime(tmp_path / "checkpoint", (old, old + 1))
    touched = file_traces(tmp_path)
    (tmp_path / "checkpoint").rename(tmp_path / "other")

    assert len({first, touched, file_traces(tmp_path)}) == 3
    assert file_traces(tmp_path / "missing") == b""
    (tmp_path / "new").touch()
    assert file_traces(tmp_path) == b""  # written just now: a second write might leave no other trace


def test_a_checkpoint_saved_again_and_again_leaves_no_old_statistics(qtbot, run):
    session = opened(qtbot, run)
    for seed in (5, 6, 7):
        session.statistics.want(session.newer, (KERNEL,))
        newer = session.newer
        qtbot.waitUntil(lambda known=newer: session.statistics.get(known, KERNEL) is not None, timeout=5000)
        put(run, "ckpt-2", checkpoint_files(200, number=2, units=seed))
        look(qtbot, session)

    assert session.newer.variable(KERNEL).shape == (7, 7)
    assert len(session.statistics._answers) == 0
    session.pool.close(1.0)
