"""Keys that only one side holds, paired by names, neighbours, shapes and values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.analysis.diff import Side, diff_checkpoints
from explorer.analysis.diff_renames import KeyPair, propose_key_pairs, usable_pairs
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from tests.builders import write_bundle

GOLDEN = Path(__file__).parents[1] / "golden"
VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"
F3 = np.float32([1, 2, 3])


def target(name: str) -> tuple[Checkpoint, Checkpoint]:
    folder = GOLDEN / "target_spec_sub_tf215"
    return checkpoint_at(folder / "base/ckpt-1"), checkpoint_at(folder / f"targets/{name}/ckpt/before")


def test_a_renamed_scope_is_found_whole():
    found = propose_key_pairs(*target("kwarg"))

    assert len(found) == 48
    assert {(pair.older_key, pair.newer_key.replace("net/", "model/", 1)) for pair in found} == {
        (pair.older_key, pair.older_key) for pair in found
    }
    assert all(pair.is_certain for pair in found)
    assert "`model` -> `net`" in found[0].reason


@pytest.mark.parametrize("name", ["same", "units", "list_reversed", "layer_name"])
def test_keys_both_sides_hold_are_never_paired_with_others(name):
    assert propose_key_pairs(*target(name)) == ()


def test_a_scalar_of_another_name_is_never_certain():
    found = propose_key_pairs(*target("optimizer"))

    assert [(pair.older_key, pair.newer_key) for pair in found] == [
        (f"optimizer/beta_1{VALUE}", f"optimizer/rho{VALUE}")
    ]
    assert not found[0].is_certain


def test_a_name_is_not_certain_where_the_values_went_elsewhere(tmp_path):
    older = {"old/a/kernel": F3, "old/b/kernel": F3 + 7}
    swapped = {"new/a/kernel": F3 + 7, "new/b/kernel": F3}

    sides = [
        checkpoint_at(write_bundle(tmp_path / name, tensors))
        for name, tensors in (("ckpt-1", older), ("ckpt-2", swapped))
    ]

    found = propose_key_pairs(*sides)

    assert len(found) == 2
    for pair in found:
        is_equal = np.array_equal(older[pair.older_key], swapped[pair.newer_key])
        assert is_equal or not pair.is_certain


def test_a_pair_is_one_row_under_the_newer_key(tmp_path):
    older = checkpoint_at(write_bundle(tmp_path / "ckpt-1", {"a/w": F3, "b": F3}))
    newer = checkpoint_at(write_bundle(tmp_path / "ckpt-2", {"b": F3, "c/w": F3 + 1}))
    pair = KeyPair("a/w", "c/w", 0.95, "`a` -> `c`")

    found = diff_checkpoints(older, newer, values=True, renames=(pair,))

    side = Side("float32", (3,))
    assert [(row.key, row.older_key, row.change, row.older, row.renamed) for row in found] == [
        ("b", "b", "same", side, None),
        ("c/w", "a/w", "value", side, pair),
    ]
    assert found[1].values.max_abs == 1.0


def test_a_pair_of_keys_that_do_not_stand_alone_is_not_used():
    pairs = [
        KeyPair(*keys, 1.0, "") for keys in (("a", "x"), ("b", "x"), ("a", "y"), ("both", "z"), ("gone", "y"))
    ]

    found = usable_pairs(pairs, ["a", "b", "both"], ["x", "y", "z", "both"])

    assert found == {"x": pairs[0]}
