"""A record that is damaged, foreign, locked or cannot be written costs nothing but what it remembered."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explorer.analysis.run_record import RunRecord, clear_records, database, list_records
from explorer.analysis.run_record.folder import record_path
from explorer.checkpoints.entries import GONE
from explorer.checkpoints.series import CheckpointCache
from tests.analysis.run_record.runs import delete_step, look, remember_all, told, write_step

_MOST_S = 1.0  # nothing may take longer, however odd the file


@pytest.fixture
def run(tmp_path: Path) -> Path:
    for step in (100, 200):
        write_step(tmp_path / "run", step)
    return tmp_path / "run"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def path(run: Path, cache: Path) -> Path:
    """The file of a record that knows both steps and their statistics."""
    record = RunRecord(run, cache)
    remember_all(run, record, statistics=True)
    record.close()
    return record_path(run, cache)


def works_anew(run: Path, cache: Path) -> None:
    """A record over whatever lies there answers nothing wrong, never raises, and remembers again."""
    begun = time.monotonic()
    record = RunRecord(run, cache)
    live = look(run, record)
    assert told(live) == {100: "here", 200: "here"}
    wanted = {}
    for entry in live.checkpoints:
        checkpoint = CheckpointCache(memory=record).open(entry)
        assert checkpoint.step in (100, 200)
        wanted[entry.prefix] = record.statistics(checkpoint, ["weights", "global_step"])
        for found in wanted[entry.prefix].values():
            assert found.count in (1, 100)
    remember_all(run, record, statistics=True)
    record.close()
    assert record.problem == "The record of this directory is closed."
    assert time.monotonic() - begun < 5 * _MOST_S
    record = RunRecord(run, cache)
    assert record.problem == ""
    for entry in look(run, record).checkpoints:
        assert record.reader(entry) is not None
        checkpoint = CheckpointCache(memory=record).open(entry)
        found = record.statistics(checkpoint, ["weights", "global_step"])
        assert {key: each.count for key, each in found.items()} == {"weights": 100, "global_step": 1}
        assert all(found[key] == each for key, each in wanted[entry.prefix].items())
    record.close()


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE about (name TEXT, value TEXT)")
        other.execute("INSERT INTO about VALUES ('directory', 'somewhere')")
    other.close()


def another_version(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {database.VERSION + 1}")
    other.close()


def with_a_trigger(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TRIGGER t AFTER INSERT ON about BEGIN DELETE FROM checkpoints; END")
    other.close()


def a_huge_declared_blob(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("UPDATE checkpoints SET sums = zeroblob(300000), told = zeroblob(100)")
        other.execute("UPDATE statistics SET data = zeroblob(200000)")
    other.close()


def other_columns(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("UPDATE checkpoints SET places = 'text', graph = 3.5, layout = NULL")
        other.execute("UPDATE statistics SET data = 17")
    other.close()


def swapped_answers(path: Path) -> None:
    with sqlite3.connect(path) as other:
        rows = other.execute("SELECT rowid, data FROM statistics ORDER BY rowid").fetchall()
        for (number, _), (_, data) in zip(rows, [*rows[1:], rows[0]], strict=True):
            other.execute("UPDATE statistics SET data = ? WHERE rowid = ?", (data, number))
    other.close()


def written(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def a_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        foreign,
        another_version,
        with_a_trigger,
        a_huge_declared_blob,
        other_columns,
        swapped_answers,
        written(b""),
        written(b"SQLite format 3\0"),
        written(random.Random(1).randbytes(100_000)),
        written(b"SQLite format 3\0" + random.Random(2).randbytes(50_000)),
    ],
)
def test_an_odd_file_is_begun_anew(path: Path, run: Path, cache: Path, damage: Any) -> None:
    damage(path)
    works_anew(run, cache)


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bits(path: Path, run: Path, cache: Path, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 20, 400))):
        place = rng.randrange(len(data))
        data[place] ^= 1 << rng.randrange(8)
    path.write_bytes(data)
    works_anew(run, cache)


@pytest.mark.parametrize("part", [0.1, 0.35, 0.6, 0.9, 0.999])
def test_a_file_cut_short(path: Path, run: Path, cache: Path, part: float) -> None:
    os.truncate(path, int(path.stat().st_size * part))
    works_anew(run, cache)


def test_a_file_cut_short_under_an_open_record(path: Path, run: Path, cache: Path) -> None:
    record = RunRecord(run, cache)
    remember_all(run, record)
    os.truncate(path, 5000)
    look(run, record)
    remember_all(run, record, statistics=True)
    record.close()
    works_anew(run, cache)


def test_a_record_of_another_directory_under_our_name(path: Path, run: Path, cache: Path) -> None:
    other = run.parent / "other"
    write_step(other, 7)
    record = RunRecord(other, cache)
    remember_all(other, record)
    record.close()
    path.write_bytes(record_path(other, cache).read_bytes())
    record = RunRecord(run, cache)
    assert told(record.with_ghosts(look(run))) == {100: "here", 200: "here"}
    record.close()


def test_a_locked_file_is_waited_for_a_moment_only(
    path: Path, run: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    begun = time.monotonic()
    record = RunRecord(run, cache)
    entry = look(run).checkpoints[0]
    assert record.reader(entry) is None
    assert [record.resolved(entry) for _ in range(1000)] == [None] * 1000
    assert time.monotonic() - begun < 2 * _MOST_S
    monkeypatch.setattr(time, "monotonic", lambda clock=time.monotonic: clock() + 10)
    other.execute("COMMIT")
    other.close()
    assert record.reader(entry) is not None
    record.close()


def test_what_could_not_be_written_now_is_written_later(path: Path, run: Path, cache: Path) -> None:
    record = RunRecord(run, cache)
    (first, *_) = remember_all(run, record)
    found = record.statistics(first, ["weights"])["weights"]
    with sqlite3.connect(path) as other:
        other.execute("DELETE FROM statistics")
    other.execute("BEGIN EXCLUSIVE")
    record.remember_statistics(first, [found])
    record.flush()
    assert record.statistics(first, ["weights"]) == {"weights": found}
    other.execute("COMMIT")
    other.close()
    record.close()
    record = RunRecord(run, cache)
    assert record.statistics(first, ["weights"]) == {"weights": found}
    record.close()


def test_a_folder_that_cannot_be_made(run: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    record = RunRecord(run, tmp_path / "file" / "records")
    assert record.problem.startswith("Nothing is remembered of this directory: the cache folder ")
    assert record.problem.endswith(".")
    remember_all(run, record, statistics=True)
    assert told(look(run, record)) == {100: "here", 200: "here"}
    assert record.reader(look(run).checkpoints[0]) is None
    record.close()


def test_a_link_in_the_place_of_the_file_is_not_followed(path: Path, run: Path, cache: Path) -> None:
    other = run / "empty"
    other.touch()
    path.unlink()
    path.symlink_to(other)
    works_anew(run, cache)
    assert other.stat().st_size == 0
    assert not path.is_symlink()


def test_a_directory_in_the_place_of_the_file(path: Path, run: Path, cache: Path) -> None:
    a_directory(path)
    record = RunRecord(run, cache)
    assert "Nothing is remembered" in record.problem
    remember_all(run, record)
    record.close()


def test_a_full_disk(path: Path, run: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = RunRecord(run, cache)
    # As many pages as there are: what SQLite says then is what it says of a full disk.
    record._database.read(
        lambda c: c.execute(f"PRAGMA max_page_count = {path.stat().st_size // 4096}").fetchall()
    )
    write_step(run, 300)
    for step in range(400, 4000, 100):
        write_step(run, step)
    remember_all(run, record, statistics=True)
    assert "full" in record.problem
    assert len(told(look(run, record))) == 39
    record.close()
    record = RunRecord(run, cache)  # what had been written is sound
    assert record.problem == ""
    assert record.reader(look(run).entry("model.ckpt-100")) is not None  # type: ignore[arg-type]
    record.close()


def test_cleared_by_another_window_in_the_middle_of_writing(path: Path, run: Path, cache: Path) -> None:
    record = RunRecord(run, cache)
    (checkpoint, *_) = remember_all(run, record)
    found = record.statistics(checkpoint, ["weights"])["weights"]
    times = []

    def change(connection: sqlite3.Connection) -> None:
        times.append(clear_records(cache) if not times else 0)
        connection.execute("INSERT INTO about VALUES ('name', 'value')")

    assert record._database.write(change)
    assert len(times) == 2
    record.remember_statistics(checkpoint, [found])
    record.flush()
    assert record.problem == ""
    record.close()
    record = RunRecord(run, cache)
    assert record.statistics(checkpoint, ["weights"]) == {"weights": found}
    record.close()


def test_cleared_by_another_window(path: Path, run: Path, cache: Path) -> None:
    record = RunRecord(run, cache)
    delete_step(run, 100)
    assert told(look(run, record)) == {100: "remembered", 200: "here"}
    assert clear_records(cache) > 0
    assert told(look(run, record)) == {200: "here"}
    remember_all(run, record)
    record.close()
    assert [each.directory for each in list_records(cache)] == [str(run)]
    record = RunRecord(run, cache)
    delete_step(run, 200)
    ghosts = look(run, record).checkpoints
    assert [(entry.step, entry.status) for entry in ghosts] == [(200, GONE)]
    record.close()
