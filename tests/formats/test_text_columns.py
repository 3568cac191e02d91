"""Columns of texts give what decoding each text by itself gives, and number equal ones alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.formats import text_columns
from explorer.formats.text_columns import PADDING, NameColumn, TextColumn

TEXTS = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from(
            [b"kernel", b"VARIABLE_VALUE", b"", b"\n", b"a\nb", b"\xff\xfe", "ö".encode(), b"12", b"0"]
        ),
        st.integers(0, 3).map(lambda n: b"x" * (30 + n)),
        st.integers(0, 2).map(lambda n: b"%d" % n * 40),
    ),
    max_size=30,
)


def placed(texts: list[bytes]) -> tuple[bytes, np.ndarray, np.ndarray]:
    """The texts behind one another, a byte between them, and where each stands."""
    last = np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)
    first = last - np.array([len(text) for text in texts], np.int64)
    return b"".join(b"\x00" + text for text in texts), first, last


def decoded(texts: list[bytes]) -> list[str]:
    return [text.decode("utf-8", "surrogateescape") for text in texts]


@given(TEXTS, st.sampled_from([1, 1000]))
def test_texts_decoded_together_are_those_decoded_alone(texts: list[bytes], least: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_columns, "_WORTH_NUMPY", least)
        patch.setattr(text_columns, "_AT_ONCE", 7)
        column = TextColumn(*placed(texts))

        assert list(column) == decoded(texts)
    assert [column[place] for place in range(len(column))] == decoded(texts)
    assert column[1:3] == decoded(texts)[1:3]
    assert column == decoded(texts)
    assert column.is_empty.tolist() == [not text for text in texts]


@given(TEXTS, st.sampled_from([1, 1000]))
def test_equal_names_get_one_number_and_different_ones_two(texts: list[bytes], least: int) -> None:
    data, first, last = placed(texts)
    octets = np.frombuffer(data + bytes(PADDING), np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_columns, "_WORTH_NUMPY", least)
        column = NameColumn.of_bytes(data, octets, first, last)

    wanted = decoded(texts)
    assert column == wanted
    assert len(column.names) == len(set(column.names)) == len(set(wanted))
    for name in {*wanted, "absent"}:
        assert column.equal(name).tolist() == [text == name for text in wanted]
    assert column.among(["kernel", "absent", "0"]).tolist() == [text in ("kernel", "0") for text in wanted]


def test_one_word_many_times_is_one_name():
    texts = [b"VARIABLE_VALUE"] * 500
    data, first, last = placed(texts)

    column = NameColumn.of_bytes(data, np.frombuffer(data + bytes(PADDING), np.uint8), first, last)

    assert (column.names, column.number.tolist()) == (["VARIABLE_VALUE"], [0] * 500)


def test_the_numbers_of_a_lists_edges_are_read_and_nothing_else_is_a_number():
    column = NameColumn.of(["0", "17", "-1", "1.0", "", "x", "١", "9" * 18, "9" * 19])

    assert column.decimal.tolist() == [0, 17, -1, -1, -1, -1, -1, 10**18 - 1, -1]


def test_texts_made_by_a_program_are_kept_as_they_are():
    texts = ["", "dense/kernel", "\udcff", "ö\n"]

    assert TextColumn.of(texts) == texts
    assert TextColumn.of(texts).take(np.array([3, 1])) == ["ö\n", "dense/kernel"]
    assert NameColumn.of([*texts, ""]).take(slice(3, 5)) == ["ö\n", ""]
