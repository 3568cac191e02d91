"""`ckptx` as a process of its own: imports, pipes, signals, terminals."""

import json
import os
import signal
import subprocess
import sys

import pytest

from explorer.cli.progress import progress_task, progress_text
from explorer.cli.tables import Head, print_table
from explorer.task import Progress

CKPTX = [sys.executable, "-c", "import sys; from explorer.cli.main import run; sys.exit(run())"]


def test_the_json_list_imports_nothing_heavy(golden):
    code = (
        "import sys, io; from explorer.cli.main import run\n"
        "out = sys.stdout; sys.stdout = io.StringIO()\n"
        f"assert run(['list', {str(golden / 'iris_dnn_tf115/models/iris')!r}, '--json']) == 0\n"
        "heavy = ['click', 'rich', 'PySide6', 'pyqtgraph', 'networkx', 'google.protobuf', 'ml_dtypes', 'multiprocessing']\n"
        "print(sorted(set(heavy) & set(sys.modules)), file=out)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_commands_never_import_qt(golden):
    code = (
        "import sys; from explorer.cli.main import run\n"
        f"for command in ('steps', 'list', 'stats', 'export'): run([command, {str(golden / 'iris_dnn_tf115/models/iris')!r}])\n"
        "print([name for name in sys.modules if 'PySide6' in name or 'pyqtgraph' in name], file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name != "posix", reason="pipes of posix")
@pytest.mark.parametrize("command", ["list", "export"])
def test_a_reader_that_goes_away_is_no_error(golden, command):
    with subprocess.Popen(
        [*CKPTX, command, str(golden / "iris_dnn_tf115/models/iris")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdout.close()
        said = process.stderr.read()

    assert said == ""
    assert process.returncode == 141


@pytest.mark.skipif(os.name != "posix", reason="signals of posix")
def test_ctrl_c_ends_with_a_word_and_no_traceback(tmp_path):
    fifo_free_code = (
        "import sys, time, explorer.cli.main as m\n"
        "def slow(_):\n"
        "    print('ready', flush=True); time.sleep(60)\n"
        "m._run_command = slow\n"
        "sys.exit(m.run())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", fifo_free_code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()

    assert said == "stopped\n"
    assert process.returncode == 130


def test_output_in_a_terminal_that_knows_ascii_only(golden):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}

    done = subprocess.run(
        [*CKPTX, "steps", str(golden / "iris_dnn_tf115/models/iris")],
        capture_output=True,
        env=environment,
        check=True,
    )

    assert b"model.ckpt-200" in done.stdout
    assert done.stdout.isascii()


def test_json_is_one_ascii_line(golden):
    done = subprocess.run(
        [*CKPTX, "list", str(golden / "dtypes_tf221"), "--json"], capture_output=True, check=False
    )
    prefix = next((golden / "dtypes_tf221").rglob("*.index"))
    done = subprocess.run([*CKPTX, "list", str(prefix), "--json"], capture_output=True, check=True)

    assert done.stdout.isascii()
    assert done.stdout.count(b"\n") == 1
    assert json.loads(done.stdout)["variables"]


# --- tables and progress -------------------------------------------------------------------------------


def test_markup_in_a_name_stays_text(capsys):
    print_table([Head("Key")], [["[bold red]name[/]", ":smile:", "[link=http://x]y[/link]"]])

    shown = capsys.readouterr().out
    assert "[bold red]name[/]" in shown
    assert ":smile:" in shown
    assert "[link=http://x]y[/link]" in shown


def test_a_pipe_gets_one_line_a_row_however_long(capsys):
    key = "scope/" * 200 + "kernel"

    print_table([Head("Key"), Head("Bytes", True)], [[key], ["4 B"]])

    assert any(line.split() == [key, "4", "B"] for line in capsys.readouterr().out.splitlines())


def test_a_very_long_table_is_aligned_and_whole(capsys):
    keys = [f"layer_{number}/kernel" for number in range(3000)]

    print_table([Head("Key"), Head("Bytes", True)], [keys, ["8 B"] * 3000], ["3,000 tensors"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Key                Bytes"
    assert lines[2] == "layer_0/kernel       8 B"
    assert lines[3001] == "layer_2999/kernel    8 B"
    assert lines[3002] == "3,000 tensors"


def test_progress_is_one_line_with_bar_share_and_word():
    assert progress_text(Progress(1, 4, "Counting\nw")) == "[######                  ]  25 %  Counting\\nw"
    assert progress_text(Progress(9, 0, "x")) == "[" + " " * 24 + "]   0 %  x"


def test_progress_stays_silent_when_nobody_watches(capsys):
    with progress_task() as task:
        for done in range(1000):
            task.report(done, 1000, "Reading")

    assert capsys.readouterr().err == ""


def test_progress_is_drawn_on_a_terminal_and_cleared(capsys, monkeypatch):
    from explorer.cli import progress

    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(progress, "PATIENCE_S", 0)
    with progress_task() as task:
        task.report(1, 2, "Reading")

    assert capsys.readouterr().err == "\r\x1b[K[############            ]  50 %  Reading\r\x1b[K"
