import numpy as np
import pytest

from explorer.gui.item_models.row_order import MISSING, Coded, order_by, ranks_of, sorted_in_pieces
from explorer.task import Cancelled, Task


def test_texts_rank_naturally_and_equal_ones_alike():
    assert ranks_of(["layer_10", "layer_2", "layer_2", None]).tolist() == [1, 0, 0, MISSING]


def test_numbers_rank_by_size_with_nan_missing():
    assert ranks_of(np.array([2.5, np.nan, -1.0])).tolist() == [1, MISSING, 0]
    assert ranks_of([3, None, float("nan"), 2]).tolist() == [1, MISSING, MISSING, 0]


def test_numbers_beyond_float_precision_keep_their_order():
    assert ranks_of(np.array([2**62 + 1, 2**62], np.int64)).tolist() == [1, 0]
    assert ranks_of([2**62 + 1, 2**62, 0.5, None]).tolist() == [2, 1, 0, MISSING]


def test_shapes_rank_element_by_element():
    assert ranks_of(Coded.of([(4, 10), (4,), (4, 2), (4, 10)], 4)).tolist() == [2, 0, 1, 2]


def test_missing_values_come_last_both_ways_and_ties_keep_their_order():
    ranks, rows = np.array([1, MISSING, 0, 1], np.int32), np.array([0, 1, 2, 3])

    assert order_by(ranks, rows, descending=False).tolist() == [2, 0, 3, 1]
    assert order_by(ranks, rows, descending=True).tolist() == [0, 3, 2, 1]


def test_sorting_in_pieces_is_sorting():
    items = [f"{(number * 7919) % 20011:05}" for number in range(20011)]

    assert list(sorted_in_pieces(items)) == [f"{number:05}" for number in range(20011)]


def test_ranking_stops_when_cancelled():
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        ranks_of(["b", "a"], task)
