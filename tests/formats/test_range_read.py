from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.errors import CorruptFileError, NoValueError
from explorer.formats.range_read import RangeReader
from explorer.formats.reader import open_reader
from tests.builders import write_bundle

NUMBERS = np.arange(60, dtype=np.float32).reshape(12, 5)


def runs_of(prefix, key, ranges):
    reader = open_reader(prefix)
    assert isinstance(reader, RangeReader)
    return [run.tolist() for run in reader.read_ranges(reader.table.find(key), ranges)]


def test_runs_are_the_elements_in_c_order(tmp_path):
    prefix = write_bundle(tmp_path / "m", {"other": np.ones(7), "w": NUMBERS})

    assert runs_of(prefix, "w", [(0, 2), (58, 2), (7, 0), (9, 3)]) == [[0, 1], [58, 59], [], [9, 10, 11]]


def test_big_endian_numbers_are_turned(tmp_path):
    prefix = write_bundle(tmp_path / "m", {"w": NUMBERS}, big_endian=True)

    assert runs_of(prefix, "w", [(11, 3)]) == [[11, 12, 13]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=st.data())
def test_a_run_crosses_the_parts_of_a_partitioned_tensor(tmp_path, data):
    parts = [((5, 0), (3, 5)), ((0, 0), (5, 5)), ((8, 0), (4, 5))]
    prefix = write_bundle(tmp_path / "m", {"w": NUMBERS}, slices={"w": parts})
    start = data.draw(st.integers(0, 60))
    count = data.draw(st.integers(0, 60 - start))

    assert runs_of(prefix, "w", [(start, count)]) == [list(range(start, start + count))]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([((0, 0), (12, 2)), ((0, 2), (12, 3))], "its slices do not lie one behind the other"),
        ([((0, 0), (5, 5)), ((8, 0), (4, 5))], "its slices do not lie one behind the other"),
    ],
)
def test_slices_with_gaps_or_cut_across_are_refused(tmp_path, parts, reason):
    reader = open_reader(write_bundle(tmp_path / "m", {"w": NUMBERS}, slices={"w": parts}))

    assert reader.why_not_in_ranges(0) == reason
    with pytest.raises(NoValueError, match=reason):
        list(reader.read_ranges(0, [(0, 1)]))


def test_strings_have_no_runs(tmp_path):
    reader = open_reader(write_bundle(tmp_path / "m", {"s": [b"a", b"bc"]}))

    assert reader.why_not_in_ranges(0) == "its elements have no fixed size"


@pytest.mark.parametrize("run", [(-1, 2), (59, 2), (0, -1), (2**70, 1)])
def test_a_run_outside_the_tensor_is_refused(tmp_path, run):
    prefix = write_bundle(tmp_path / "m", {"w": NUMBERS, "after": NUMBERS})

    with pytest.raises(NoValueError, match="the tensor has 60"):
        runs_of(prefix, "w", [run])


def test_a_file_cut_short_is_told(tmp_path):
    prefix = write_bundle(tmp_path / "m", {"w": NUMBERS})
    reader = open_reader(prefix)
    file = tmp_path / "m.data-00000-of-00001"
    file.write_bytes(file.read_bytes()[:100])

    with pytest.raises(CorruptFileError, match="should hold bytes 96 to 104, but has 100 bytes"):
        list(reader.read_ranges(0, [(24, 2)]))
