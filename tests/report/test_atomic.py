"""A file is written whole or not at all, and nothing is left behind."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from explorer.errors import CorruptFileError, FileAccessError, MissingFileError
from explorer.report import atomic
from explorer.report.atomic import atomic_write


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_file_appears_when_the_block_ends(tmp_path):
    target = tmp_path / "table.csv"

    with atomic_write(target) as file:
        file.write("größe\r\n")
        assert not target.exists()

    assert target.read_bytes() == "größe\r\n".encode()
    assert names_in(tmp_path) == ["table.csv"]


def test_binary_content_is_written_as_it_is(tmp_path):
    with atomic_write(tmp_path / "picture.png", binary=True) as file:
        file.write(b"\x89PNG\r\n\xff")

    assert (tmp_path / "picture.png").read_bytes() == b"\x89PNG\r\n\xff"


def test_an_error_leaves_the_old_file_and_no_part(tmp_path):
    target = tmp_path / "table.csv"
    target.write_text("old")

    with pytest.raises(CorruptFileError), atomic_write(target) as file:
        file.write("half")
        raise CorruptFileError("a tensor is damaged")

    assert target.read_text() == "old"
    assert names_in(tmp_path) == ["table.csv"]


def test_permissions_of_the_old_file_are_kept(tmp_path):
    target = tmp_path / "table.csv"
    target.write_text("old")
    target.chmod(0o640)

    with atomic_write(target) as file:
        file.write("new")

    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path):
    real = tmp_path / "real.csv"
    real.write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(real)

    with atomic_write(link) as file:
        file.write("new")

    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_folder_as_target_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(FileAccessError, match="that is a folder") as caught, atomic_write(tmp_path):
        pass

    assert caught.value.hint


def test_a_missing_folder_is_told(tmp_path):
    with (
        pytest.raises(MissingFileError, match="folder to write into"),
        atomic_write(tmp_path / "no" / "t.csv"),
    ):
        pass


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_is_one_clear_message_and_the_old_file_intact(tmp_path, monkeypatch, call):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = tmp_path / "table.csv"
    target.write_text("old")
    if call == "fsync":
        monkeypatch.setattr(atomic.os, "fsync", full)
    elif call == "replace":
        monkeypatch.setattr(atomic.Path, "replace", full)

    with pytest.raises(FileAccessError, match="No space left") as caught, atomic_write(target) as file:
        file.write("new")
        if call == "write":
            full()

    assert "disk is full" in caught.value.hint
    assert target.read_text() == "old"
    assert names_in(tmp_path) == ["table.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_device_is_written_directly_and_its_error_told():
    with pytest.raises(FileAccessError, match="No space left"), atomic_write("/dev/full") as file:
        file.write("x" * 100_000)


WRITER = """
import sys, time
from explorer.report.atomic import atomic_write
with atomic_write(sys.argv[1]) as file:
    for line in range(200000):
        file.write(f"{line}\\n")
    print("written", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def start_writer(target, pause):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(target), str(pause)], stdout=subprocess.PIPE, text=True
    )


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_writer_leaves_the_old_file_and_its_part_is_swept_by_the_next(tmp_path):
    target = tmp_path / "table.csv"
    target.write_text("old")
    with start_writer(target, 60) as writer:
        assert writer.stdout.readline() == "written\n"
        writer.send_signal(signal.SIGKILL)
    assert target.read_text() == "old"
    assert len(names_in(tmp_path)) == 2  # the dead writer's part

    with atomic_write(target) as file:
        file.write("new")

    assert target.read_text() == "new"
    assert names_in(tmp_path) == ["table.csv"]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_at_any_moment_the_file_is_whole(tmp_path):
    whole = "".join(f"{line}\n" for line in range(200000))
    for delay_ms in (0, 20, 60, 100, 140, 200):
        target = tmp_path / "table.csv"
        with start_writer(target, 0) as writer:
            time.sleep(delay_ms / 1000)  # no condition to wait for: any moment is to be survived
            writer.send_signal(signal.SIGKILL)
        assert not target.exists() or target.read_text() == whole

    with atomic_write(target) as file:
        file.write("end")
    assert names_in(tmp_path) == ["table.csv"]


def test_a_living_writers_part_is_not_swept(tmp_path):
    target = tmp_path / "table.csv"
    entered, leave = threading.Event(), threading.Event()

    def slow():
        with atomic_write(target) as file:
            file.write("slow")
            entered.set()
            assert leave.wait(10)

    thread = threading.Thread(target=slow)
    thread.start()
    assert entered.wait(10)
    with atomic_write(target) as file:
        file.write("quick")
    leave.set()
    thread.join(10)

    assert target.read_text() == "slow"  # the last to end wins, whole
    assert names_in(tmp_path) == ["table.csv"]
