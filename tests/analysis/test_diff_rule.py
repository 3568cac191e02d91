"""What "equal" means: bits, a tolerance, and what is left out."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.change_sums import ChangeSums
from explorer.analysis.diff import diff_checkpoints
from explorer.analysis.diff_rule import BITWISE, EqualityRule
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from tests.builders import write_bundle

TOLERANT = EqualityRule(rtol=1e-5, atol=1e-8)


def pair(folder: Path, older: dict, newer: dict) -> tuple[Checkpoint, Checkpoint]:
    return tuple(
        checkpoint_at(write_bundle(folder / name, tensors))
        for name, tensors in (("ckpt-1", older), ("ckpt-2", newer))
    )


@pytest.mark.parametrize(
    ("rule", "sentence", "short"),
    [
        (BITWISE, "equal means bitwise", "bitwise"),
        (TOLERANT, "equal means within rtol 1e-05, atol 1e-08", "within rtol 1e-05, atol 1e-08"),
        (
            EqualityRule(ignores_slots=True, ignores_bookkeeping=True),
            "equal means bitwise, ignoring slots and bookkeeping",
            "bitwise · no slots · no counters",
        ),
    ],
)
def test_a_rule_says_what_it_means(rule, sentence, short):
    assert (rule.sentence, rule.short) == (sentence, short)


@pytest.mark.parametrize("numbers", [(-1e-5, 0.0), (0.0, math.inf), (math.nan, 0.0), (1e-5, None)])
def test_a_tolerance_that_makes_no_sense_is_refused(numbers):
    with pytest.raises(ValueError, match="tolerance"):
        EqualityRule(*numbers)


def test_within_a_tolerance_small_changes_are_the_same(tmp_path):
    older = {"far": np.float32([1, 2]), "near": np.float32([1, 2]), "nan": np.float32([np.nan, 1])}
    newer = {"far": np.float32([1, 2.1]), "near": np.float32([1, 2.00001]), "nan": np.float32([np.nan, 1])}
    sides = pair(tmp_path, older, newer)

    assert [row.change for row in diff_checkpoints(*sides)] == ["value", "same", "value"]
    found = diff_checkpoints(*sides, rule=TOLERANT, values=True)
    assert [(row.key, row.change, row.values.beyond) for row in found] == [
        ("far", "value", 1),
        ("nan", "same", 0),
        ("near", "same", 0),
    ]


def test_a_tolerance_covers_no_other_shape_or_dtype(tmp_path):
    sides = pair(
        tmp_path,
        {"d": np.float32([1]), "s": np.float32([1])},
        {"d": np.float64([1]), "s": np.float32([1, 1])},
    )

    assert [row.change for row in diff_checkpoints(*sides, rule=TOLERANT)] == ["dtype", "shape"]


def test_slots_and_bookkeeping_can_be_left_out(tmp_path):
    tensors = {"global_step": np.int64(1), "w": np.float32([1, 2]), "w/Adam": np.float32([0, 0]), "w/Adam_1": np.float32([0, 0])}  # fmt: skip
    sides = pair(tmp_path, tensors, {key: value + 1 for key, value in tensors.items()})

    rule = EqualityRule(ignores_slots=True, ignores_bookkeeping=True)

    assert [row.key for row in diff_checkpoints(*sides)] == ["global_step", "w", "w/Adam", "w/Adam_1"]
    assert [row.key for row in diff_checkpoints(*sides, rule=rule)] == ["w"]


numbers = st.one_of(st.floats(-10, 10), st.sampled_from([0.0, -0.0, math.inf, -math.inf, math.nan]))


@settings(deadline=None)
@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20), st.floats(0, 1), st.floats(0, 1))
def test_what_is_beyond_a_tolerance_is_what_numpy_says(pairs, rtol, atol):
    old, new = np.array(pairs).T
    sums = ChangeSums((rtol, atol))

    sums.add(old, new)

    assert sums.beyond == (~np.isclose(new, old, rtol=rtol, atol=atol, equal_nan=True)).sum()


def test_a_size_beyond_float64_makes_nothing_equal():
    sums = ChangeSums((0.0, 5.0))

    sums.add(np.array([1.7e308 + 1.7e308j]), np.array([1.7e308 - 1.7e308j]))  # 0 times infinity is allowed

    assert sums.beyond == 1
