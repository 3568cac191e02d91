import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.gui.item_models.row_filter import FilterField, FilterIndex, Word, parse_query

FIELDS = {"key", "dtype", "shape", "role"}
KEYS = ["net/kernel", "net/kernel/m", "net/bias", "opt/iter"]


def index() -> FilterIndex:
    return FilterIndex(
        4,
        (
            FilterField("key", KEYS),
            FilterField("dtype", ["float32", "int64"], np.array([0, 0, 0, 1])),
            FilterField("shape", ["[4,10]", "[10]", "[]"], np.array([0, 0, 1, 2])),
            FilterField("role", ["variable", "slot", "hyperparameter"], np.array([0, 1, 0, 2])),
            FilterField("owner", ["net", "net", "net", "unseen"], is_looked_up_only=True),
        ),
    )


def accepted(query: str) -> list[str]:
    found = index().match(query)
    return KEYS if found is None else [KEYS[row] for row in np.flatnonzero(found)]


def test_words_brackets_quotes_and_fields_are_told_apart():
    found = parse_query('Kernel role:slot [4, 10 -bias "two words" a:b', FIELDS)

    assert found == (
        Word("kernel"),
        Word("slot", "role"),
        Word("[4,10"),
        Word("bias", "", True),
        Word("two words"),
        Word("a:b"),
    )


def test_a_word_being_typed_asks_for_nothing():
    assert parse_query('role: - "', FIELDS) == ()
    assert accepted("role:") == KEYS


def test_all_words_must_be_there_in_any_field():
    assert accepted("kernel float32 [4,") == ["net/kernel", "net/kernel/m"]
    assert accepted("kernel int64") == []


def test_a_field_is_looked_through_alone():
    assert accepted("role:slot") == ["net/kernel/m"]
    assert accepted("key:variable") == []
    assert accepted("owner:unseen") == ["opt/iter"]
    assert accepted("unseen") == []


def test_an_excluded_word_leaves_rows_out():
    assert accepted("net -kernel") == ["net/bias"]


def test_a_shape_is_found_however_it_is_spaced():
    assert accepted("[4, 10]") == accepted("[4,10]") == ["net/kernel", "net/kernel/m"]


@given(
    st.lists(
        st.sampled_from(["k", "ke", "kernel", "role:slot", "-m", "[4", "net", "zz", "role:v"]), max_size=4
    )
)
def test_typing_letter_by_letter_gives_the_same_as_the_whole_query(words):
    query = " ".join(words)
    typed, fresh = index(), index()

    for end in range(len(query) + 1):
        last = typed.match(query[:end])

    whole = fresh.match(query)
    assert (last is None) == (whole is None)
    assert last is None or last.tolist() == whole.tolist()


def test_a_narrowed_query_over_many_rows_finds_what_a_scan_finds():
    keys = [f"layer_{number}/kernel" for number in range(5000)]
    found = FilterIndex(5000, (FilterField("key", keys),))

    for query in ("layer_4", "layer_49", "layer_499", "layer_4999 kernel"):
        rows = np.flatnonzero(found.match(query)).tolist()

        assert rows == [row for row, key in enumerate(keys) if query.split()[0] in key]
