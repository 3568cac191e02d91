"""Event files read piece by piece: what they hold, what damage does, and what appending brings."""

from __future__ import annotations

import math
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.errors import CorruptFileError, ExplorerError, MissingFileError
from explorer.formats import event_file as module
from explorer.formats import record_walk
from explorer.formats.event_file import EventFile
from explorer.formats.record_walk import RecordWalk
from explorer.storage.files import BufferSource
from explorer.task import Cancelled, Task
from tests import event_builders as made

VERSION = made.version()
SMALL = (
    VERSION,
    made.scalar(0, "loss", 1.5),
    made.tf2_scalar(10, "loss/tf2", 0.25),
    made.histogram(10, "spread", (0.0, 1.0, 2.0), (1.0, 0.0, 3.0)),
    made.tf2_histogram(10, "spread/tf2", ((0.0, 1.0, 2.0), (1.0, 2.0, 5.0))),
    made.session_log(10, made.CHECKPOINT, "/home/train/model.ckpt"),
    made.scalar(20, "loss", 0.5),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "events.out.tfevents.1.trainbox"


def read(path, data: bytes):
    path.write_bytes(data)
    file = EventFile(path)
    return file, file.read_new()


def points(batch) -> dict[str, list[tuple[int, float]]]:
    return {
        columns.tag: list(zip(columns.steps.tolist(), columns.values.tolist())) for columns in batch.scalars
    }


# --- what is in a sound file -------------------------------------------------------------------


def test_scalars_of_both_generations_are_columns_by_tag(path):
    _, batch = read(path, made.event_file(*SMALL))

    assert points(batch) == {"loss": [(0, 1.5), (20, 0.5)], "loss/tf2": [(10, 0.25)]}
    assert batch.scalars[0].wall_times.tolist() == [made.CLOCK, made.CLOCK + 20]


def test_histograms_of_both_generations_are_rows_of_left_right_and_count(path):
    _, batch = read(path, made.event_file(*SMALL))

    assert {columns.tag: [b.tolist() for b in columns.buckets] for columns in batch.histograms} == {
        "spread": [[[-0.5, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 2.5, 3.0]]],
        "spread/tf2": [[[0.0, 1.0, 2.0], [1.0, 2.0, 5.0]]],
    }


def test_histograms_are_passed_over_where_nobody_wants_them(path):
    path.write_bytes(made.event_file(*SMALL))

    batch = EventFile(path, with_histograms=False).read_new()

    assert batch.histograms == ()
    assert len(points(batch)) == 2


def test_saves_are_told_with_the_prefix_as_the_program_called_it(path):
    _, batch = read(path, made.event_file(*SMALL))

    assert batch.saved == (module.SavedEvent(10, made.CLOCK + 10, "/home/train/model.ckpt"),)


def test_the_kind_of_a_tag_is_remembered_from_its_first_value(path):
    later = made.tf2_scalar(2, "loss", 0.5, plugin="")

    file, batch = read(path, made.event_file(VERSION, made.tf2_scalar(1, "loss", 1.0), later))
    with path.open("ab") as stream:
        stream.write(made.record(made.tf2_scalar(3, "loss", 0.25, plugin="")))

    assert points(batch) == {"loss": [(1, 1.0), (2, 0.5)]}
    assert points(file.read_new()) == {"loss": [(3, 0.25)]}


def test_tensors_of_other_plugins_are_no_scalars(path):
    events = (
        made.tf2_scalar(1, "hparams", 1.0, plugin="hparams"),
        made.tf2_scalar(1, "none", 1.0, plugin=""),
    )

    assert points(read(path, made.event_file(VERSION, *events))[1]) == {}


@pytest.mark.parametrize(
    ("dtype", "values", "expected"),
    [
        ("float32", made.bytes_field(5, np.float32(0.5).tobytes()), 0.5),
        ("float64", made.bytes_field(6, np.float64(1e300).tobytes()), 1e300),
        ("int32", made.number_field(7, -3), -3.0),
        ("uint8", made.number_field(7, 200), 200.0),
        ("int64", made.number_field(10, 2**53), 2.0**53),
        ("bool", made.number_field(11, 1), 1.0),
        ("float16", made.number_field(13, 0x3C00), 1.0),
        ("bfloat16", made.number_field(13, 0xC040), -3.0),
        ("uint32", made.number_field(16, 2**32 - 1), 2.0**32 - 1),
        ("uint64", made.number_field(17, 2**63), 2.0**63),
        ("int16", made.content(-7, "int16"), -7.0),
        ("bfloat16", made.bytes_field(4, b"\x40\x40"), 3.0),
        ("float32", b"", 0.0),
    ],
)
def test_a_scalar_may_have_any_numeric_dtype(path, dtype, values, expected):
    value = made.tensor_value("x", made.tensor(dtype, (), values), "scalars")

    _, batch = read(path, made.event_file(VERSION, made.summary(1, value)))

    assert points(batch) == {"x": [(1, expected)]}


@pytest.mark.parametrize(
    "proto",
    [
        made.tensor("float32", (2,), made.content([1, 2], "float32")),
        made.tensor("float32", (), made.content([1, 2], "float32")),
        made.tensor("float32", (-1,), made.content(1, "float32")),
        made.tensor("float32", (2**62, 4), b""),
        made.tensor("float32", (1,) * 100, made.content(1, "float32")),
        made.tensor("string", (), made.bytes_field(8, b"text")),
        made.tensor("complex64", (), made.content(1, "complex64")),
        made.number_field(1, 999),
    ],
)
def test_what_is_not_one_number_is_no_point(path, proto):
    value = made.tensor_value("x", proto, "scalars")

    file, batch = read(path, made.event_file(VERSION, made.summary(1, value)))

    assert (points(batch), file.problems) == ({}, ())


def test_values_that_are_no_numbers_stay_what_they_are(path):
    _, batch = read(
        path, made.event_file(*(made.scalar(n, "x", v) for n, v in enumerate((math.nan, math.inf))))
    )

    values = batch.scalars[0].values
    assert math.isnan(values[0])
    assert values[1] == math.inf


@pytest.mark.parametrize("size", [100, 300_000, 3_000_000])
def test_graphs_are_passed_over_however_large(path, size):
    file, batch = read(path, made.event_file(VERSION, made.graph(size), made.scalar(1, "loss", 2.0)))

    assert points(batch) == {"loss": [(1, 2.0)]}
    assert file.problems == ()


def test_a_long_summary_is_taken_value_by_value(path):
    image = made.bytes_field(1, "picture") + made.bytes_field(4, bytes(1_500_000))

    _, batch = read(
        path,
        made.event_file(made.summary(3, made.simple_value("loss", 2.0), image, made.simple_value("b", 3.0))),
    )

    assert points(batch) == {"loss": [(3, 2.0)], "b": [(3, 3.0)]}


def test_the_walk_holds_one_chunk_of_a_large_file(monkeypatch):
    data = made.event_file(*(made.scalar(n, "loss", float(n)) for n in range(20_000)))
    source, asked = BufferSource(data), []
    monkeypatch.setattr(source, "read", lambda o, n: asked.append(n) or data[o : o + n])

    assert sum(1 for _ in RecordWalk(source)) == 20_000
    assert max(asked) == record_walk.CHUNK_SIZE


# --- appended to -------------------------------------------------------------------------------


def test_each_reading_gives_what_was_appended_since(path):
    file, first = read(path, made.event_file(*SMALL))

    quiet = file.read_new()
    with path.open("ab") as stream:
        stream.write(made.record(made.scalar(30, "loss", 0.125)))
    third = file.read_new()

    assert (first.record_count, quiet.record_count, points(third)) == (7, 0, {"loss": [(30, 0.125)]})


def test_a_limit_ends_a_reading_early_and_loses_nothing(path):
    path.write_bytes(made.event_file(*SMALL))
    file, found = EventFile(path), []

    while True:
        batch = file.read_new(limit=1)
        found += points(batch).get("loss", [])
        if batch.is_all:
            break

    assert found == [(0, 1.5), (20, 0.5)]


def test_every_torn_end_is_quiet_and_heals(path):
    data = made.event_file(*SMALL)
    ends = made.record_ends(data)

    for length in range(len(data) + 1):
        file, batch = read(path, data[:length])
        assert batch.record_count == sum(end <= length for end in ends), length
        assert file.problems == (), length

        path.write_bytes(data)
        assert batch.record_count + file.read_new().record_count == 7, length


def test_a_replaced_file_is_read_from_its_start(path, tmp_path):
    file, _ = read(path, made.event_file(*SMALL))
    other = tmp_path / "other"
    other.write_bytes(made.event_file(VERSION, *(made.scalar(n, "new", 1.0) for n in range(20))))
    os.replace(other, path)  # noqa: PTH105

    batch = file.read_new()

    assert batch.starts_anew
    assert [(tag, len(rows)) for tag, rows in points(batch).items()] == [("new", 20)]


@pytest.mark.parametrize("count", [0, 1, 40])
def test_a_file_written_again_in_place_is_read_from_its_start(path, count):
    file, _ = read(path, made.event_file(*SMALL))

    path.write_bytes(made.event_file(VERSION, *(made.scalar(n, "new", 1.0) for n in range(count))))
    batch = file.read_new()

    assert batch.starts_anew
    assert sum(map(len, points(batch).values())) == count


def test_a_cancelled_reading_loses_nothing(path):
    path.write_bytes(made.event_file(*SMALL))
    file, task = EventFile(path), Task()
    task.cancel()

    with pytest.raises(Cancelled):
        file.read_new(task)

    assert file.read_new().record_count == 7


def test_a_file_that_is_not_there_is_said_to_be_missing(path):
    with pytest.raises(MissingFileError):
        EventFile(path).read_new()


# --- damaged -----------------------------------------------------------------------------------


def test_damaged_data_in_the_middle_is_left_out_and_said_once(path):
    data = made.event_file(*SMALL)
    begin = made.record_ends(data)[0]

    file, batch = read(path, made.with_bad_byte(data, begin + 20))

    assert points(batch) == {"loss": [(20, 0.5)], "loss/tf2": [(10, 0.25)]}
    assert file.problems == (f"{path.name}: one record is damaged and left out, the first at byte {begin}.",)


def test_a_damaged_length_ends_the_reading_and_says_how_much_is_lost(path):
    data = made.event_file(*SMALL)
    begin = made.record_ends(data)[1]

    file, batch = read(path, made.with_bad_byte(data, begin))

    assert points(batch) == {"loss": [(0, 1.5)]}
    assert file.problems == (
        f"{path.name}: the record at byte {begin} is damaged, and nothing tells where the next begins: "
        f"the last {len(data) - begin} bytes cannot be read.",
    )


def test_a_last_record_with_a_wrong_checksum_is_waited_for(path):
    data = made.event_file(*SMALL)
    begin = made.record_ends(data)[-2]

    file, batch = read(path, made.with_bad_byte(data, begin + 20))
    said = file.problems
    path.write_bytes(data)
    later = file.read_new()

    assert batch.record_count == 6
    assert said == (
        f"{path.name}: the last record, at byte {begin}, does not match its checksum and is left out.",
    )
    assert (points(later), file.problems) == ({"loss": [(20, 0.5)]}, ())


def test_a_large_record_with_a_wrong_checksum_is_passed_over(path):
    data = made.event_file(VERSION, made.graph(400_000), made.scalar(1, "loss", 2.0))

    file, batch = read(path, made.with_bad_byte(data, 200_000))

    assert points(batch) == {"loss": [(1, 2.0)]}
    assert len(file.problems) == 1


@pytest.mark.parametrize("length", [2**31 + 1, 2**62, 2**64 - 1])
def test_a_length_no_event_has_is_damage_and_no_torn_end(path, length):
    sound = made.event_file(VERSION)

    file, batch = read(path, sound + made.record(b"x", length=length))

    assert batch.record_count == 1
    assert file.problems[0].startswith(f"{path.name}: the record at byte {len(sound)} is damaged")


def test_a_record_that_says_more_than_the_file_holds_is_a_torn_end(path):
    file, batch = read(path, made.event_file(VERSION) + made.record(b"x", length=2**30))

    assert (batch.record_count, file.problems) == (1, ())


def test_a_file_of_another_kind_is_told_as_such(path):
    file, batch = read(path, b"version https://git-lfs.github.com/spec/v1\n")

    assert batch.record_count == 0
    assert file.problems == (f"{path.name}: it is no event file, or its first bytes are damaged.",)


def test_sound_records_that_are_no_events_are_counted(path):
    file, batch = read(path, made.event_file(VERSION, b"\xff\xff", b"\x09", made.scalar(1, "loss", 2.0)))

    assert points(batch) == {"loss": [(1, 2.0)]}
    assert file.problems == (
        f"{path.name}: 2 records are no TensorFlow event, the first at byte {made.record_ends(made.event_file(VERSION))[0]}.",
    )


def test_more_tags_than_any_program_has_are_not_all_taken_and_it_says_so(path, monkeypatch):
    monkeypatch.setattr(module, "MAX_TAGS", 10)

    file, batch = read(path, made.event_file(*(made.scalar(n, f"tag{n}", 1.0) for n in range(50))))

    assert len(batch.scalars) == 10
    assert file.problems == (f"{path.name}: it has more than 10 tags; the others are left out.",)


def test_a_long_event_of_tiny_values_can_be_cancelled(path):
    path.write_bytes(made.event_file(made.summary(1, *[b""] * 200_000)))

    class CancelledOnceReading(Task):
        def report(self, done: int, total: int, doing: str) -> None:
            self.cancel()

    with pytest.raises(Cancelled):
        EventFile(path).read_new(CancelledOnceReading())


def test_mutants_behind_sound_checksums_never_raise(path):
    for data in made.mutants(SMALL, 300):
        path.write_bytes(data)
        batch = EventFile(path).read_new()
        assert 5 <= batch.record_count <= 7


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_give_events_or_sentences(tmp_path_factory, data, framed):
    path = tmp_path_factory.mktemp("any") / "events.out.tfevents.1.x"
    path.write_bytes(made.record(data) if framed else data)
    file = EventFile(path)

    batch = file.read_new()

    assert batch.record_count <= 1
    assert all(sentence.startswith(path.name) for sentence in file.problems)


def test_a_file_cut_while_it_is_read_ends_quietly(path, monkeypatch):
    path.write_bytes(made.event_file(*SMALL))

    def cut(self, offset, size):
        raise CorruptFileError("it ended while it was read")

    monkeypatch.setattr(module.FileSource, "read", cut)
    file = EventFile(path)

    assert (file.read_new().record_count, file.problems) == (0, ())
    monkeypatch.undo()
    path.touch()
    os.utime(path, (1, 1))
    assert file.read_new().record_count == 7


def test_a_directory_in_a_files_place_is_refused(path):
    path.mkdir()

    with pytest.raises(ExplorerError):
        EventFile(path).read_new()
