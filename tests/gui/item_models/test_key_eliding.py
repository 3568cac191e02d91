"""Keys cut to the room they have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.gui.item_models.key_eliding import elided_key

SLOT = "net/layer_with_weights-0/kernel/.OPTIMIZER_SLOT/optimizer/m"


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (60, SLOT),
        (58, "net/layer_with_weights-0/kernel/…/optimizer/m"),
        (44, "net/layer_with_weights-0/kernel/…/m"),
        (30, "net/la…hts-0/kernel/…/m"),
        (21, "…/la…hts-0/kernel/…/m"),
        (17, "…hts-0/kernel/…/m"),
        (4, "…/m"),
        (2, "…m"),
        (1, "…"),
    ],
)
def test_what_all_slots_share_goes_first_and_the_slot_last(room, shown):
    assert elided_key(SLOT, room, len) == shown


def test_slots_of_two_layers_stay_apart_where_their_middles_did_not():
    keys = [f"net/layer_with_weights-{layer}/{name}/.OPTIMIZER_SLOT/optimizer/{slot}" for layer in (0, 11) for name in ("bias", "kernel") for slot in "mv"]  # fmt: skip

    assert len({elided_key(key, 27, len) for key in keys}) == len(keys)


def test_the_layer_of_a_long_name_stays_longer_than_the_start_of_the_path():
    assert elided_key("net/layer_with_weights-1/moving_variance", 20, len) == "…s-1/moving_variance"


def test_a_text_without_parts_keeps_its_end():
    assert elided_key("global_step_counter", 8, len) == "…counter"


@given(st.lists(st.text("ab.…/", max_size=12), min_size=1, max_size=6).map("/".join), st.integers(1, 40))
def test_it_always_fits(text, room):
    shown = elided_key(text, room, len)

    assert len(shown) <= room
    assert shown == text or "…" in shown
