from __future__ import annotations

import numpy as np
import pytest

from explorer.analysis import sampling_find, sampling_rows
from explorer.analysis.sampling_axes import axis_label, axis_names
from explorer.analysis.sampling_find import FLAWED, LARGEST, FoundCell, find_cell
from explorer.analysis.sampling_rows import Neighbour, nearest_rows
from explorer.analysis.sampling_slices import first_choice
from explorer.analysis.sampling_tiles import COLOURS, MEAN, TileAxes, tile_axes, tiles_of
from explorer.analysis.sampling_values import LoadedValues


def nearest(array, row, count):
    return nearest_rows(LoadedValues(array), first_choice(array.shape), row, count)


def find(array, what, after=None):
    return find_cell(LoadedValues(array), first_choice(array.shape), what, after)


def test_the_nearest_rows_point_the_same_way_whatever_their_length():
    array = np.array([[1.0, 0.0], [0.0, 1.0], [5.0, 0.0], [-1.0, 0.0], [3.0, 4.0], [0.0, 0.0], [np.nan, 1]])

    found = nearest(array, 0, 3)

    assert found.nearest == (Neighbour(2, 1.0), Neighbour(4, pytest.approx(0.6)), Neighbour(1, 0.0))
    assert nearest(array, 5, 3).nearest == ()


def test_the_nearest_rows_are_found_across_blocks(monkeypatch):
    monkeypatch.setattr(sampling_rows, "_BLOCK_ELEMENTS", 4)
    angles = np.array([0.0, 2.0, 0.3, 1.0, 0.1, 3.0])
    array = np.stack([np.cos(angles), np.sin(angles)], axis=1)

    assert [found.row for found in nearest(array, 0, 4).nearest] == [4, 2, 3, 1]


def test_values_of_1e200_have_a_direction():
    found = nearest(np.array([[1e200, 0.0], [2e-200, 0.0], [1.0, 1.0]]), 0, 2)

    assert [(one.row, round(one.cosine, 6)) for one in found.nearest] == [(1, 1.0), (2, 0.707107)]


def test_a_search_too_long_is_a_said_sample(monkeypatch):
    class Counted(LoadedValues):
        def line_cost(self, choice, columns):
            return 100, True

    monkeypatch.setattr(sampling_rows, "SCANNED_BYTES", 300)
    array = np.array([[1.0, 0.1 * row] for row in range(6)])

    found = nearest_rows(Counted(array), first_choice((6, 2)), 1, 9)

    assert found.step == 2
    assert sorted(one.row for one in found.nearest) == [0, 2, 4]


def test_the_next_flaw_is_looked_for_round_the_end(monkeypatch):
    monkeypatch.setattr(sampling_find, "_BLOCK_ELEMENTS", 3)
    array = np.array([[1, np.nan, 2], [3, 4, 5], [np.inf, 6, -np.inf]])

    assert find(array, FLAWED) == FoundCell(0, 1)
    assert find(array, FLAWED, (0, 1)) == FoundCell(2, 0)
    assert find(array, FLAWED, (2, 0)) == FoundCell(2, 2)
    assert find(array, FLAWED, (2, 2)) == FoundCell(0, 1)
    assert find(np.ones((2, 2)), FLAWED, (0, 0)) is None


def test_the_next_largest_goes_down_by_size_and_begins_again(monkeypatch):
    monkeypatch.setattr(sampling_find, "_BLOCK_ELEMENTS", 2)
    array = np.array([[1, -7, 2], [np.inf, 7, 5]])
    steps, place = [], None

    for _ in range(6):
        place = find(array, LARGEST, place and (place.row, place.column))
        steps.append((place.row, place.column))

    assert steps == [(0, 1), (1, 1), (1, 2), (0, 2), (0, 0), (0, 1)]


def test_nothing_finite_has_no_largest():
    assert find(np.array([[np.nan, np.inf]]), LARGEST) is None


@pytest.mark.parametrize(
    ("key", "name", "shape", "names"),
    [
        ("model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE", "conv2d/kernel", (3, 3, 1, 8), ("height", "width", "in", "out")),
        ("conv2d/kernel", "", (3, 3, 1, 8), ("height", "width", "in", "out")),
        ("dense_1/kernel:0", "", (4, 5), ("in", "out")),
        ("dnn/logits/kernel/part_0", "", (4, 5), ()),
        ("vgg/conv1/weights", "", (3, 3, 3, 64), ("height", "width", "in", "out")),
        ("conv2d_transpose/kernel", "", (3, 3, 8, 4), ("height", "width", "out", "in")),
        ("depthwise_conv2d/depthwise_kernel", "", (3, 3, 8, 1), ("height", "width", "in", "multiplier")),
        ("conv3d/kernel", "", (3, 3, 3, 8, 4), ("depth", "height", "width", "in", "out")),
        ("conv1d/kernel", "", (3, 8, 4), ("width", "in", "out")),
        ("attention/query/kernel", "", (64, 8, 8), ()),
        ("embedding/embeddings", "", (1000, 16), ("index", "dimension")),
        ("input_layer/city_embedding/embedding_weights", "", (100, 8), ("index", "dimension")),
        ("embedding_projection/kernel", "", (16, 8), ("in", "out")),
        ("lstm/recurrent_kernel", "", (8, 32), ("state", "out")),
        ("dense/bias", "", (5,), ()),
    ],
)  # fmt: skip
def test_axes_are_named_where_the_kind_of_tensor_tells(key, name, shape, names):
    assert axis_names(key, name, shape) == names


def test_an_axis_without_a_name_has_its_number():
    assert [axis_label((), 2), axis_label(("in", "out"), 1), axis_label((), None)] == [
        "axis 2",
        "out",
        "index",
    ]


KERNEL = np.arange(2 * 3 * 3 * 4, dtype=np.float32).reshape(2, 3, 3, 4)
AXES = TileAxes(0, 1, 2, 3)


def test_a_tile_is_the_kernel_of_one_output():
    found = tiles_of(LoadedValues(KERNEL), AXES, 1)

    assert found.values.shape == (4, 2, 3)
    assert found.values[2].tolist() == KERNEL[:, :, 1, 2].tolist()


def test_tiles_of_all_inputs_are_means_or_colours():
    means, colours = (tiles_of(LoadedValues(KERNEL), AXES, channel) for channel in (MEAN, COLOURS))

    assert means.values[3].tolist() == KERNEL[:, :, :, 3].mean(axis=2).tolist()
    assert colours.values[3].tolist() == KERNEL[:, :, :, 3].tolist()


def test_the_axes_of_filters_follow_their_names():
    assert tile_axes(("height", "width", "out", "in"), (3, 3, 8, 4)) == TileAxes(0, 1, 3, 2)
    assert tile_axes((), (3, 3, 8, 4)) == AXES
    assert tile_axes((), (128, 12, 64, 64)) is None
    assert tile_axes(("in", "out"), (3, 3)) is None


def test_means_of_tiles_beyond_float64_and_rows_of_infinities_are_no_trouble():
    kernel = np.full((1, 2, 4, 1), 1.7e308)
    kernel[0, 1, :2, 0] = np.inf, -np.inf

    means = tiles_of(LoadedValues(kernel), TileAxes(0, 1, 2, 3), MEAN).values

    assert means[0, 0, 0] == pytest.approx(1.7e308)
    assert np.isnan(means[0, 0, 1])
    rows = np.array([[np.inf, 1e300], [1.0, 2.0]])
    assert nearest_rows(LoadedValues(rows), first_choice(rows.shape), 0, 3).nearest == ()
