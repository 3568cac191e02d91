"""Looking up a key in the columns gives the same row with and without the dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.formats.tensor_table import TensorTable

raw_keys = st.sets(st.one_of(st.binary(max_size=4), st.text(max_size=3).map(str.encode)), max_size=20)


@given(raw_keys, st.one_of(st.binary(max_size=4), st.text(max_size=3).map(str.encode)))
def test_find_gives_the_row_of_a_key_or_minus_one(stored, wanted):
    ordered = sorted(stored)
    keys = [key.decode("utf-8", "surrogateescape") for key in ordered]
    nothing = np.zeros(len(keys), np.int64)
    table = TensorTable(
        keys, nothing.astype(np.int32), nothing.astype(np.int32), ((),), nothing, nothing, nothing, nothing
    )
    asked = wanted.decode("utf-8", "surrogateescape")
    expected = ordered.index(wanted) if wanted in stored else -1

    assert [table.find(key) for key in keys] == list(range(len(keys)))
    assert table.find(asked) == expected
    assert table.row_of.get(asked, -1) == expected
    assert table.find(asked) == expected
