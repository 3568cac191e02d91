"""Names in the order people count in."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.natural_sort import natural_key


def test_layers_count_as_people_do():
    texts = ["layer_10/w", "layer_2/w", "layer/w", "layer_2/b", "layer_1000000000000/w", "layer_02/b"]

    assert sorted(texts, key=natural_key) == [
        "layer/w", "layer_02/b", "layer_2/b", "layer_2/w", "layer_10/w", "layer_1000000000000/w",
    ]  # fmt: skip


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_of_any_length_order_by_size(smaller, larger):
    smaller, larger = sorted((smaller, larger))

    assert natural_key(f"v{smaller}") <= natural_key(f"v{larger}")
    assert natural_key(f"v{smaller}/a") < natural_key(f"v{larger + 1}/a")
