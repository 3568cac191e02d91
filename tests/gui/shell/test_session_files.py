"""Session files: written by File > Save session, opened by anybody who has the same directory, believed in nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.errors import CorruptFileError, ExplorerError
from explorer.gui import dialogs, export_dialog
from explorer.gui.sealed import sealed
from explorer.gui.session_file import LARGEST, SUFFIX, differences, is_session_file, read_session
from explorer.gui.window_state import WindowState, state_from_json

RUN = "history_tf215/run"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
FIELDS = tuple(WindowState.__dataclass_fields__)


@given(st.dictionaries(st.sampled_from(FIELDS), JSON) | JSON)
def test_any_json_gives_a_state(known):
    state = state_from_json(known)

    assert all(isinstance(getattr(state, name), str | bool | tuple) for name in FIELDS)
    assert state_from_json(state.as_json()) == state


@pytest.fixture
def saved(qtbot, open_window, golden, tmp_path, monkeypatch):
    """A copy of a run, a window on its second step, and the session file written of it."""
    run = tmp_path / "work" / "run"
    shutil.copytree(golden / RUN, run)
    window = open_window(run, view="variables")
    window.session.choose_newer(window.session.run.checkpoints[1])
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
    window.session.select(window.session.newer.table.keys[0])
    window.tabs.current_view.filter.setText("kernel")
    file = tmp_path / "work" / f"found{SUFFIX}"
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: file)
    window.actions_by_id["save_session"].trigger()
    qtbot.waitUntil(file.exists, timeout=5000)
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=5000)
    return window, file


def asked(monkeypatch, answer: bool) -> list[tuple[str, str]]:
    """What is asked, each time answered alike."""
    questions: list[tuple[str, str]] = []

    def confirm(_parent: object, _title: str, question: str, more: str, _yes: str) -> bool:
        questions.append((question, more))
        return answer

    monkeypatch.setattr(dialogs, "confirm", confirm)
    return questions


def open_session(qtbot, window, file: Path) -> None:
    window.session.close_run()
    window.open_path(file)
    qtbot.waitUntil(lambda: window.session.newer is not None and not window.is_busy(), timeout=20_000)


def test_a_session_comes_back_as_it_was_saved_and_asks_nothing(qtbot, saved, monkeypatch):
    window, file = saved
    session, questions = window.session, asked(monkeypatch, False)
    before = session.newer_entry.prefix, session.older_entry.prefix, session.selected_key
    window.tabs.current_view.filter.setText("")

    open_session(qtbot, window, file)
    qtbot.waitUntil(lambda: session.selected_key != "", timeout=5000)

    assert (session.newer_entry.prefix, session.older_entry.prefix, session.selected_key) == before
    assert window.tabs.current_view.filter.text() == "kernel"
    assert questions == []
    assert window.banner.problem is None
    known = json.loads(file.read_text())
    assert known["directory"] == {"relative": "run", "absolute": str(file.parent / "run")}
    assert known["fingerprint"] == [
        {"prefix": entry.prefix, "bytes": entry.size_bytes} for entry in session.run.checkpoints
    ]
    assert known["state"].keys().isdisjoint({"geometry", "docks"})

    inside = session.run.directory / f"s{SUFFIX}"
    monkeypatch.setattr(export_dialog, "ask_for_save_path", lambda *_: inside)
    window.actions_by_id["save_session"].trigger()
    assert questions[0][0] == "Write the session file into the opened directory?"
    assert not inside.exists()


def written(file: Path, **changes: object) -> Path:
    """A session file made by hand."""
    known = {
        "format": "checkpoint-explorer session",
        "version": 1,
        "directory": {"relative": "run", "absolute": "/somewhere/run"},
        "fingerprint": [{"prefix": "ckpt-1", "bytes": 3}],
        "state": {"view": "values"},
    }
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(known | changes))
    return file


def test_beside_its_directory_a_session_needs_no_leave(tmp_path):
    (tmp_path / "run").mkdir()

    found = read_session(written(tmp_path / "s.ckptx.json"))

    assert (found.directory, found.outside, found.state) == (tmp_path / "run", (), WindowState(view="values"))
    assert found.fingerprint == {"ckpt-1": 3}


def test_panels_come_from_no_file_of_somebody_else(tmp_path):
    (tmp_path / "run").mkdir()
    state = {"view": "values", "docks": sealed(b"made up"), "geometry": sealed(b"made up")}

    assert read_session(written(tmp_path / "s.ckptx.json", state=state)).state == WindowState(view="values")


def test_the_directory_is_found_by_its_absolute_place_and_that_needs_leave(tmp_path):
    (tmp_path / "run").mkdir()
    places = {"relative": "no", "absolute": str(tmp_path / "run")}

    found = read_session(written(tmp_path / "sent" / "s.ckptx.json", directory=places))

    assert (found.directory, found.outside) == (tmp_path / "run", (str(tmp_path / "run"),))


def test_a_way_up_needs_leave_too(tmp_path):
    (tmp_path / "run").mkdir()

    found = read_session(written(tmp_path / "sent" / "s.ckptx.json", directory={"relative": "../run"}))

    assert found.outside == (str(tmp_path / "run"),)


def test_a_directory_that_is_not_here_is_asked_for_and_told_when_it_differs(
    qtbot, saved, tmp_path, monkeypatch
):
    window, file = saved
    prefix = window.session.run.checkpoints[0].prefix
    (file.parent / "run").rename(tmp_path / "mine")
    for path in (tmp_path / "mine").glob(f"{prefix}.*"):
        path.unlink()
    questions = asked(monkeypatch, True)
    monkeypatch.setattr(dialogs, "ask_for_model_dir", lambda *_: tmp_path / "mine")

    open_session(qtbot, window, file)
    qtbot.waitUntil(lambda: window.banner.problem is not None, timeout=5000)

    assert questions[0][0] == "The directory of this session is not here."
    assert window.session.run.directory == tmp_path / "mine"
    count = len(json.loads(file.read_text())["fingerprint"])
    assert (
        window.banner.problem.sentence
        == f"Of the {count} checkpoints the session was saved with, no longer here: 1."
    )


def test_places_outside_are_opened_only_when_somebody_agrees(qtbot, open_window, tmp_path, monkeypatch):
    (tmp_path / "run").mkdir()
    places = {"relative": "../run", "absolute": ""}
    file = written(tmp_path / "sent" / "s.ckptx.json", directory=places, state={"target": "/etc/passwd"})
    window = open_window()
    questions = asked(monkeypatch, False)

    window.open_path(file)
    qtbot.waitUntil(lambda: bool(questions) and not window.is_busy(), timeout=5000)

    assert questions[0][1] == f"{tmp_path / 'run'}\n/etc/passwd"
    assert window.session.run is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is no JSON"),
        (b"\x80\x04", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[]", "it does not say"),
        (b'{"format": "checkpoint-explorer session", "version": 2}', "is of version 2"),
        (b'{"format": "checkpoint-explorer session", "version": 1}', "it names no directory"),
        (
            b'{"format": "checkpoint-explorer session", "version": 1, "directory": {"absolute": 3}}',
            "it names no",
        ),
    ],
)
def test_what_is_no_session_file_is_refused_in_a_sentence(tmp_path, content, words):
    file = tmp_path / f"x{SUFFIX}"
    file.write_bytes(content)

    with pytest.raises(ExplorerError, match=words) as caught:
        read_session(file)

    assert caught.value.hint


def test_a_file_too_large_is_not_read(tmp_path):
    file = tmp_path / f"x{SUFFIX}"
    with file.open("wb") as out:
        out.truncate(LARGEST + 1)

    with pytest.raises(CorruptFileError, match="at most"):
        read_session(file)


def test_names_alone_tell_a_session_file():
    assert [is_session_file(name) for name in ("a.ckptx.json", "a.json", "dir/.ckptx.json/x")] == [
        True,
        False,
        False,
    ]


def test_a_damaged_session_file_is_told_in_the_banner(qtbot, open_window, tmp_path):
    window = open_window()
    file = tmp_path / f"x{SUFFIX}"
    file.write_text("no")

    window.open_path(file)
    qtbot.waitUntil(lambda: window.banner.problem is not None, timeout=5000)

    assert window.banner.problem.sentence.startswith(
        "The session was not opened: this is no session file of Checkpoint Explorer: it is no JSON"
    )


def test_what_a_session_that_failed_would_have_shown_is_not_applied_to_another_directory(
    qtbot, open_window, golden, tmp_path, monkeypatch
):
    window = open_window()
    asked(monkeypatch, True)
    monkeypatch.setattr(dialogs, "ask_for_model_dir", lambda *_: tmp_path / "gone")
    window.open_path(written(tmp_path / f"x{SUFFIX}"))
    qtbot.waitUntil(lambda: window.banner.problem is not None, timeout=5000)

    window.open_path(golden / RUN)
    qtbot.waitUntil(lambda: window.session.newer is not None and not window.is_busy(), timeout=20_000)

    assert window.banner.problem is None


def test_a_variable_that_is_gone_is_told(qtbot, open_window, golden, tmp_path):
    shutil.copytree(golden / RUN, tmp_path / "run")
    window = open_window()
    file = written(tmp_path / f"x{SUFFIX}", state={"key": "no/such"}, fingerprint=[])

    with qtbot.waitSignal(
        window.status_bar.messageChanged,
        check_params_cb=lambda text: text == "No longer in the directory: no/such.",
        timeout=20_000,
    ):
        window.open_path(file)

    assert window.session.selected_key == ""


def test_the_same_directory_has_no_differences(open_window, golden):
    run = open_window(golden / RUN).session.run

    assert differences({entry.prefix: entry.size_bytes for entry in run.checkpoints}, run) == ""
    assert (
        differences({"gone": 3}, run)
        == "The session was saved with another directory: none of its checkpoints is here (1 then)."
    )
