"""A second start hands its paths to the running window; nobody waits for one that does not answer."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.gui import single_instance
from explorer.gui.running import RunningMark
from explorer.gui.single_instance import OPENED, Reception, Wish, hand_over, server_name, wish_of

NET = "net_adam_manager_legacy_tf215/tf_ckpts"


@pytest.fixture
def running(tmp_path, monkeypatch, qapp):
    """Another program seems to run, in a state folder of its own."""
    monkeypatch.setenv("CHECKPOINT_EXPLORER_DATA", str(tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(single_instance, "ANSWER_MS", 300)
    mark = RunningMark()
    mark.begin("v")
    yield
    mark.end()


def handed(qtbot, wish: Wish) -> str:
    """What the running window says to a wish; asked by a plain socket on another thread."""
    answers: list[str] = []

    def ask() -> None:
        with socket.socket(socket.AF_UNIX) as sender:
            sender.settimeout(5)
            sender.connect(server_name())
            sender.sendall(wish.line())
            answers.append(json.loads(sender.recv(1000))["answer"])

    thread = threading.Thread(target=ask)
    thread.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    thread.join()
    return answers[0]


@given(
    st.builds(
        Wish,
        st.text(st.characters(exclude_characters="\0", codec="utf-8")).map(
            lambda text: f"/{text}" if text else ""
        ),
        st.sampled_from(["", "graph", "values"]),
        st.none() | st.integers(-(1 << 63), (1 << 63) - 1),
    )
)
def test_a_wish_arrives_as_it_was_sent(wish):
    assert wish_of(wish.line().strip()) == wish


@given(st.binary(max_size=200))
def test_any_bytes_are_a_wish_or_none(line):
    found = wish_of(line)

    assert found is None or Path(found.path).is_absolute() or found.path == ""


@pytest.mark.parametrize(
    "changes",
    [{"path": b"run".hex()}, {"path": b"/a\0b".hex()}, {"view": "../x"}, {"step": True}, {"step": 1 << 70},
     {"protocol": 2}, {"path": 3}],
)  # fmt: skip
def test_what_no_start_of_ours_sends_is_refused(changes):
    sound = {"protocol": 1, "path": b"/run".hex(), "view": "graph", "step": None}
    assert wish_of(json.dumps(sound).encode()) == Wish("/run", "graph")

    assert wish_of(json.dumps(sound | changes).encode()) is None


def test_the_running_window_opens_what_a_second_start_was_given(qtbot, running, open_window, golden):
    window = open_window(golden / "iris_dnn_tf115" / "models" / "iris")
    reception = Reception(window.take_wish, window)
    assert reception.open()

    answer = handed(qtbot, Wish(str(golden / NET), "variables", 1))
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)

    assert answer == OPENED
    assert window.session.run.directory == golden / NET
    assert window.tabs.current_id == "variables"
    reception.close()


def test_a_second_start_ends_once_its_wish_was_taken(qtbot, running):
    taken: list[Wish] = []
    reception = Reception(lambda wish: not taken.append(wish), None)
    reception.open()
    code = "from explorer.gui.app import main; raise SystemExit(main(['some run', '--view', 'graph', '--step', '7']))"
    start = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)

    qtbot.waitUntil(lambda: start.poll() is not None, timeout=20_000)

    assert (start.returncode, taken) == (0, [Wish(str(Path.cwd() / "some run"), "graph", 7)])
    assert "--new-window" in start.communicate()[0]
    reception.close()


def test_a_window_with_an_open_question_declines(qtbot, running, open_window):
    from PySide6.QtWidgets import QDialog

    window = open_window()
    reception = Reception(window.take_wish, window)
    reception.open()
    question = QDialog(window)
    question.open()

    assert handed(qtbot, Wish("/run")) == "no"
    question.close()
    assert handed(qtbot, Wish()) == OPENED
    reception.close()


def test_a_window_that_hangs_is_not_waited_for(running):
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(server_name())
        silent.listen()

        assert hand_over(Wish("/run")) == ""


def test_without_a_folder_for_temporary_files_every_start_has_its_own_window(running, monkeypatch):
    def none() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr("tempfile.gettempdir", none)

    assert (server_name(), hand_over(Wish())) == ("", "")


def test_a_wish_that_waited_too_long_is_not_opened_a_second_time(qtbot, running):
    """The window was busy: the start has opened its own by now."""
    taken: list[Wish] = []
    reception = Reception(lambda wish: not taken.append(wish), None)
    assert reception.open()
    lines = [Wish("/late").line(time.monotonic()), Wish("/run").line(time.monotonic() + 60)]

    with contextlib.ExitStack() as stack:
        for line in lines:
            sender = stack.enter_context(socket.socket(socket.AF_UNIX))
            sender.connect(server_name())
            sender.sendall(line)
        qtbot.waitUntil(lambda: bool(taken), timeout=5000)

    assert taken == [Wish("/run")]
    reception.close()


def test_a_socket_left_by_a_dead_program_is_taken_over(qtbot, running):
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(server_name())
    taken: list[Wish] = []
    parent = Reception(lambda wish: not taken.append(wish), None)

    assert hand_over(Wish()) == ""
    assert parent.open()
    assert handed(qtbot, Wish("/run")) == OPENED
    assert taken == [Wish("/run")]
    parent.close()


def test_only_this_user_may_send_and_a_second_window_does_not_listen(qtbot, running):
    first, second = Reception(lambda _: True, None), Reception(lambda _: True, None)

    assert first.open()
    assert not second.open()
    assert Path(server_name()).stat().st_mode & 0o077 == 0
    first.close()


def test_endless_lines_are_hung_up_on(qtbot, running):
    taken: list[Wish] = []
    reception = Reception(lambda wish: not taken.append(wish), None)
    reception.open()
    heard: list[bytes] = []

    def flood() -> None:
        with socket.socket(socket.AF_UNIX) as sender:
            sender.settimeout(5)
            sender.connect(server_name())
            try:
                for _ in range(100):
                    sender.sendall(b"x" * 10_000)
                heard.append(sender.recv(10))
            except OSError:
                heard.append(b"")

    thread = threading.Thread(target=flood)
    thread.start()
    qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    thread.join()

    assert (heard, taken) == ([b""], [])
    reception.close()


def test_without_another_program_nothing_of_the_network_is_loaded(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKPOINT_EXPLORER_DATA", str(tmp_path))
    monkeypatch.setattr(single_instance, "server_name", lambda: pytest.fail("asked"))

    assert hand_over(Wish("/run")) == ""
