"""A directory is never written into: a whole tour leaves it as it was, and opens nothing in it for writing."""

import os
import shutil
import sys

import pytest

from explorer.cli.main import run
from tests.snapshots import snapshot

CHANGING = {
    "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.setxattr",
    "os.symlink", "os.truncate", "os.utime", "shutil.copyfile", "shutil.move", "shutil.rmtree",
}  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Listener:
    """Hears of every file opened or changed by this process below `directory`; a hook cannot be removed."""

    def __init__(self):
        self.directory = ""
        self.reads, self.changes = 0, []
        sys.addaudithook(self._hear)

    def _hear(self, event, arguments):
        if not self.directory or (event != "open" and event not in CHANGING):
            return
        named = [os.fsdecode(part) for part in arguments if isinstance(part, str | bytes | os.PathLike)]
        if not any(os.path.realpath(name).startswith(self.directory) for name in named[:2]):
            return
        mode, flags = (arguments[1], arguments[2]) if event == "open" else ("", WRITING)
        if event == "open" and not (flags & WRITING or any(sign in (mode or "") for sign in "wax+")):
            self.reads += 1
        else:
            self.changes.append((event, arguments))


@pytest.fixture(scope="module")
def listener():
    return Listener()


RUNS = (
    "iris_dnn_tf115/models/iris",
    "corrupt_shared/cases/state_absolute_other_machine",
    "v1_format_tf115/model_dir",
    "keras_modelcheckpoint_tf215/checkpoints",
    "keras3_modelcheckpoint_tf221/checkpoints",
    "keras_modelcheckpoint_tf215/h5",
)


@pytest.mark.parametrize("fixture", RUNS)
def test_a_tour_of_the_terminal_leaves_a_directory_as_it_was(golden, tmp_path, capsys, listener, fixture):
    directory = tmp_path / "run"
    shutil.copytree(golden / fixture, directory)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    before = snapshot(directory)
    tour = (
        ("steps", directory, "--json"),
        ("list", directory),
        ("stats", directory),
        ("verify", directory),
        ("verify", directory, "--checkpoint-file"),
        ("diff", directory, directory, "--values"),
        ("check", directory, directory),
        ("graph", directory, "--to", elsewhere / "graph.svg"),
        ("export", directory, "--all-steps", "--to", elsewhere / "variables.csv"),
    )

    listener.directory = str(directory.resolve()) + os.sep
    try:
        statuses = [run([str(word) for word in words]) for words in tour]
    finally:
        listener.directory = ""
    capsys.readouterr()

    assert set(statuses) <= {0, 1}
    assert listener.changes == []
    assert listener.reads > 0
    assert snapshot(directory) == before
    assert sorted(path.name for path in elsewhere.iterdir()) == ["graph.svg", "variables.csv"]
    listener.reads = 0


def test_the_listener_hears_of_a_write(tmp_path, listener):
    listener.directory = str(tmp_path.resolve()) + os.sep
    try:
        (tmp_path / "new").write_text("x")
        (tmp_path / "new").rename(tmp_path / "newer")
        descriptor = os.open(tmp_path / "newer", os.O_RDWR)
        os.close(descriptor)
    finally:
        listener.directory = ""

    heard, listener.changes = listener.changes, []
    assert [event for event, _ in heard] == ["open", "os.rename", "open"]
