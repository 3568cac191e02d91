"""Several checkpoints joined by key."""

from __future__ import annotations

from explorer.analysis.diff_steps import align_steps
from tests.made_graphs import table_of


def test_steps_with_the_same_keys_share_their_rows():
    found = align_steps([table_of(["a", "b"]), table_of(["a", "b"])])

    assert (found.keys, found.rows.tolist()) == (["a", "b"], [[0, 1], [0, 1]])


def test_every_key_of_any_step_has_a_row_in_byte_order():
    found = align_steps([table_of(["a", "c"]), table_of(["b", "c"]), table_of([])])

    assert found.keys == ["a", "b", "c"]
    assert found.rows.tolist() == [[0, -1, 1], [-1, 0, 1], [-1, -1, -1]]


def test_no_step_has_no_keys():
    assert align_steps([]).keys == []
