from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.analysis import sampling_values
from explorer.analysis.sampling_slices import SliceChoice, first_choice, real_values, take_slice
from explorer.analysis.sampling_values import DifferenceValues, LoadedValues, StoredValues, why_not_stored
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.errors import CorruptFileError
from explorer.task import Cancelled, Task
from tests.builders import write_bundle

CUBE = np.arange(24).reshape(2, 3, 4)
HYPER = np.arange(2 * 3 * 4 * 5, dtype=np.int32).reshape(2, 3, 4, 5)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    prefix = write_bundle(tmp_path_factory.mktemp("stored") / "m", {"w": HYPER, "s": [b"x"]})
    return checkpoint_at(prefix)


def test_the_last_two_axes_are_shown_first():
    assert first_choice((2, 3, 4)) == SliceChoice(1, 2, (0, 0, 0))
    assert first_choice((3, 3, 1, 16)) == SliceChoice(1, 3, (0, 0, 0, 0))
    assert first_choice((1, 1, 5)) == SliceChoice(1, 2, (0, 0, 0))
    assert first_choice((7,)) == SliceChoice(None, 0, (0,))
    assert first_choice(()) == SliceChoice(None, None, ())


def test_a_slice_follows_its_axes_and_positions():
    choice = first_choice((2, 3, 4)).with_index(0, 1)

    assert take_slice(CUBE, choice).tolist() == [[12, 13, 14, 15], [16, 17, 18, 19], [20, 21, 22, 23]]
    assert choice.text() == "[1, :, :]"
    assert choice.place(2, 3) == (1, 2, 3)
    assert choice.size((2, 3, 4)) == (3, 4)


def test_choosing_the_other_axis_transposes():
    choice = first_choice((2, 3, 4)).with_axis("rows", 2)

    assert (choice.rows, choice.columns) == (2, 1)
    assert choice == first_choice((2, 3, 4)).swapped()
    assert take_slice(CUBE, choice).tolist() == [[0, 4, 8], [1, 5, 9], [2, 6, 10], [3, 7, 11]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_read_in_part_is_what_numpy_takes(stored, data):
    rows, columns = data.draw(st.permutations(range(4)))[:2]
    at = tuple(data.draw(st.integers(0, size - 1)) for size in HYPER.shape)
    choice = SliceChoice(rows, columns, at)
    some = [
        range(data.draw(st.integers(0, size - 1)), size, data.draw(st.integers(1, 3)))
        for size in choice.size(HYPER.shape)
    ]
    index = [slice(place, place + 1) for place in at]
    for axis, part in zip((rows, columns), some):
        index[axis] = slice(part.start, part.stop, part.step)
    expected = HYPER[tuple(index)].transpose(
        rows, columns, *(axis for axis in range(4) if axis not in (rows, columns))
    )

    found = StoredValues(stored, "w").part(choice, *some)

    assert found.tolist() == expected[:, :, 0, 0].tolist()


def test_elements_far_apart_are_read_one_by_one(tmp_path, monkeypatch):
    monkeypatch.setattr(sampling_values, "_FAR_BYTES", 16)
    prefix = write_bundle(tmp_path / "m", {"w": HYPER})

    found = StoredValues(checkpoint_at(prefix), "w").part(
        SliceChoice(2, 3, (1, 2, 0, 0)), range(0, 4, 2), range(0, 5, 4)
    )

    assert found.tolist() == [[100, 104], [110, 114]]


def test_vectors_and_scalars_are_one_row(tmp_path):
    prefix = write_bundle(tmp_path / "m", {"v": np.arange(6.0), "x": np.float32(2.5)})
    checkpoint = checkpoint_at(prefix)

    vector, scalar = StoredValues(checkpoint, "v"), StoredValues(checkpoint, "x")

    assert vector.part(first_choice((6,)), range(1), range(1, 6, 2)).tolist() == [[1.0, 3.0, 5.0]]
    assert scalar.part(first_choice(()), range(1), range(1)).tolist() == [[2.5]]


def test_what_cannot_be_read_in_part_says_why(stored, golden):
    v1 = checkpoint_at(golden / "v1_format_tf115/model_dir/model.ckpt-5")

    assert why_not_stored(stored, "w") == ""
    assert why_not_stored(stored, "s") == "its elements have no fixed size"
    assert why_not_stored(v1, v1.table.keys[0]) == "a file of this format is read tensor by tensor"


def test_a_cancelled_reading_stops(stored):
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        StoredValues(stored, "w").part(first_choice(HYPER.shape), range(4), range(0, 5, 2), task)


def test_an_error_names_the_tensor(tmp_path):
    prefix = write_bundle(tmp_path / "m", {"w": HYPER})
    checkpoint = checkpoint_at(prefix)
    (tmp_path / "m.data-00000-of-00001").write_bytes(b"")

    with pytest.raises(CorruptFileError) as error:
        StoredValues(checkpoint, "w").part(first_choice(HYPER.shape), range(4), range(5))

    assert error.value.where["key"] == "w"


@pytest.mark.parametrize(
    ("newer", "older", "expected"),
    [
        (np.array([2**60 + 1, 0]), np.array([2**60, 5]), [1.0, -5.0]),
        (np.array([0, 2**64 - 1], np.uint64), np.array([3, 2**64 - 3], np.uint64), [-3.0, 2.0]),
        (np.array([-(2**63)]), np.array([2**63 - 1]), [-(2.0**64)]),
        (np.array([True, False]), np.array([False, False]), [1.0, 0.0]),
        (np.array([1.5, 2.0], np.float32), np.array([0.5, 2.0]), [1.0, 0.0]),
        (np.array([1 + 2j]), np.array([1 - 1j]), [3j]),
    ],
)
def test_a_difference_is_newer_minus_older(newer, older, expected):
    difference = DifferenceValues(LoadedValues(newer), LoadedValues(older))

    found = difference.part(first_choice(newer.shape), range(1), range(len(newer)))

    assert found.tolist() == [expected]


def test_a_difference_with_what_is_not_stored_is_not_stored():
    newer = LoadedValues(np.ma.masked_array([1.0, 2.0], [True, False]))

    found = DifferenceValues(newer, LoadedValues(np.array([1.0, 1.5]))).part(
        first_choice((2,)), range(1), range(2)
    )

    assert found.tolist() == [[None, 0.5]]


def test_complex_values_have_four_parts():
    values = np.array([3 + 4j, -2j])

    assert real_values(values).tolist() == [5.0, 2.0]
    assert real_values(values, "real part").tolist() == [3.0, 0.0]
    assert real_values(values, "imaginary part").tolist() == [4.0, -2.0]
    assert real_values(values, "phase").tolist() == [pytest.approx(0.9272952180016122), -np.pi / 2]
