"""Programs in which a rule of thumb goes wrong, against what the live objects said (golden/more_programs_tf215)."""

from __future__ import annotations

import pytest

import explorer
from explorer.checkpoints.checkpoint import Checkpoint
from tests.golden_answers import GoldenPrefix, golden_prefixes

PROGRAMS = {golden.prefix: golden for golden in golden_prefixes("more_programs_tf215")}
VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"


def opened(prefix: str) -> Checkpoint:
    return explorer.open_checkpoint(PROGRAMS[prefix].path)


def keys_of(checkpoint: Checkpoint, role: str) -> list[str]:
    return [v.key.removesuffix(VALUE) for v in checkpoint.variables if v.role == role]


@pytest.mark.parametrize(
    "golden", [g for g in PROGRAMS.values() if "live_slots" in g.answers], ids=lambda golden: golden.prefix
)
def test_the_slots_are_those_of_the_live_optimizer_and_none_is_given_to_another_variable(
    golden: GoldenPrefix,
) -> None:
    live = {slot: variable for variable, slot in golden.answers["live_slots"]}

    found = {v.key: v.slot_of for v in explorer.open_checkpoint(golden.path).variables if v.role == "slot"}

    assert found.keys() == live.keys()
    assert {slot: owner for slot, owner in found.items() if owner not in ("", live[slot])} == {}


@pytest.mark.parametrize("prefix", ["adafactor/ckpt-1", "loss_scale/ckpt-1"])
def test_slots_of_variables_with_names_of_their_own_are_all_paired(prefix: str) -> None:
    live = {slot: variable for variable, slot in PROGRAMS[prefix].answers["live_slots"]}

    found = {v.key: v.slot_of for v in opened(prefix).variables if v.role == "slot"}

    assert found == live


@pytest.mark.parametrize("prefix", ["equal_names/ckpt-1", "two_models/ckpt-1"])
def test_slots_of_variables_of_one_name_and_shape_stay_unpaired_because_the_file_does_not_tell(
    prefix: str,
) -> None:
    slots = [v for v in opened(prefix).variables if v.role == "slot"]

    assert {v.slot_of for v in slots} == {""}
    assert {v.slot_name for v in slots} == {"m", "v"}


@pytest.mark.parametrize(
    "golden", [g for g in PROGRAMS.values() if "live_step" in g.answers], ids=lambda golden: golden.prefix
)
def test_the_step_is_the_live_one(golden: GoldenPrefix) -> None:
    assert explorer.open_checkpoint(golden.path).step == golden.answers["live_step"]


def test_a_trainer_with_iter_and_learning_rate_is_no_optimizer() -> None:
    checkpoint = opened("trainer/ckpt-1")

    assert keys_of(checkpoint, "hyperparameter") == []
    assert keys_of(checkpoint, "variable") == [
        "iter",
        "learning_rate",
        "trainer/iter",
        "trainer/learning_rate",
        "trainer/net/w",
        "w",
    ]


def test_slots_of_a_tf1_optimizer_with_a_name_of_its_own_are_slots() -> None:
    checkpoint = opened("named_optimizers/model.ckpt-1")

    assert keys_of(checkpoint, "variable") == ["net/w", "net/w/bias"]
    assert {(v.key, v.slot_of, v.slot_name) for v in checkpoint.variables if v.role == "slot"} == {
        ("net/w/bias/disc", "net/w/bias", "disc"),
        ("net/w/gen_opt", "net/w", "gen_opt"),
        ("net/w/gen_opt_1", "net/w", "gen_opt_1"),
    }
