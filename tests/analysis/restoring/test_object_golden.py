"""Every `tf.train.Checkpoint.restore` and TF-format `load_weights` of the golden sets, predicted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from explorer.analysis.restoring.apis import API
from explorer.analysis.restoring.outcome import DEFERRED, EFFECTS, TAKES_A_VALUE, Outcome, Raised
from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.conditions import Conditions, generation_of
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec, as_spec, spec_from_checkpoint
from tests.analysis.restoring.messages import says_the_same
from tests.golden_answers import GOLDEN, GoldenPrefix, fixtures, golden_answers, golden_prefixes

TARGETS = GOLDEN / "restore_targets"
CHECKS = ("assert_consumed", "assert_existing_objects_matched", "assert_nontrivial_match")


@dataclass(frozen=True)
class Attempt:
    """One entry of a `restore` list."""

    fixture: str
    entry: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.fixture}: {self.entry['label']}"

    @property
    def conditions(self) -> Conditions:
        tensorflow = generation_of(golden_answers(self.fixture)["tensorflow"])
        keras = "3" if "keras3" in self.fixture else "tf-keras" if "tfkeras" in self.fixture else "2"
        return Conditions(tensorflow, keras, "eager", "resource")

    @property
    def checkpoint(self) -> Checkpoint:
        return _opened(self.fixture, self.entry.get("checkpoint", "base/tf_weights/w"))

    @property
    def target(self) -> ModelSpec:
        if "target_checkpoint" in self.entry:
            return spec_from_checkpoint(_opened(self.fixture, self.entry["target_checkpoint"]))
        return _written_targets()[self.fixture, self.entry["label"]]


@cache
def _opened(fixture: str, prefix: str) -> Checkpoint:
    return open_checkpoint(GOLDEN / fixture / prefix)


@cache
def _written_targets() -> dict[tuple[str, str], ModelSpec]:
    found = {}
    for path in sorted(TARGETS.glob("*.json")):
        told = json.loads(path.read_text())
        if "label" in told:
            found[told["fixture"], told["label"]] = as_spec(path)
    return found


def attempts(api: str) -> Iterator[Attempt]:
    for fixture in fixtures():
        for entry in golden_answers(fixture).get("restore") or ():
            if entry.get("api") == api:
                yield Attempt(fixture, entry)


RESTORES = list(attempts("tf.train.Checkpoint.restore"))
WEIGHTS = list(attempts("load_weights(TF format)"))


def predicted(attempt: Attempt, api: str = "checkpoint.restore") -> Outcome:
    return API[api].simulate(attempt.checkpoint, attempt.target, attempt.conditions)


def assert_said(ours: object, golden: object, what: str) -> None:
    if not isinstance(golden, dict):
        assert ours == golden, what
        return
    assert isinstance(ours, Raised), what
    assert ours.type == golden["type"], what
    assert says_the_same(ours.message, golden["message"], golden.get("message_cut_at")), (
        f"{what}: {ours.message} is not {golden['message']}"
    )


def taken(attempt: Attempt, outcome: Outcome) -> dict[str, str]:
    """Target key -> stored key, slots that the restore makes included."""
    keys, variables = attempt.checkpoint.table.keys, attempt.target.variables
    found = {keys[row]: keys[row] for row in outcome.made}
    for variable, effect, row in zip(variables, outcome.effect.tolist(), outcome.row.tolist()):
        if effect in TAKES_A_VALUE:
            found[variable.key] = keys[row]
    return found


def test_no_attempt_is_forgotten() -> None:
    assert (len(RESTORES), len(WEIGHTS)) == (78, 12)


@pytest.mark.parametrize("attempt", RESTORES, ids=str)
def test_restore_raises_and_asserts_as_tensorflow_did(attempt: Attempt) -> None:
    outcome = predicted(attempt)

    assert_said(outcome.exception, attempt.entry.get("exception"), "exception")
    assert outcome.status_type == attempt.entry.get("status_type", outcome.status_type)
    for check in CHECKS:
        if check in attempt.entry:
            assert_said(getattr(outcome, check), attempt.entry[check], check)


@pytest.mark.parametrize("attempt", [one for one in RESTORES if "restored_same_key" in one.entry], ids=str)
def test_restore_fills_what_tensorflow_filled(attempt: Attempt) -> None:
    found, entry = taken(attempt, predicted(attempt)), attempt.entry

    silent = set(entry["equal_already"])  # equal before: they prove nothing
    keys = {variable.key for variable in attempt.target.variables}
    assert {k for k, stored in found.items() if k == stored} - silent == set(entry["restored_same_key"])
    others = {k: stored for k, stored in found.items() if k != stored and k not in silent}
    assert others.keys() == entry["restored_other_key"].keys()
    assert all(stored in entry["restored_other_key"][k] for k, stored in others.items())
    assert keys - found.keys() - silent == set(entry["not_restored"])


@pytest.mark.parametrize(
    "attempt", [one for one in RESTORES if "checkpoint_keys_not_used" in one.entry], ids=str
)
def test_restore_leaves_unused_what_tensorflow_left(attempt: Attempt) -> None:
    found, checkpoint, entry = taken(attempt, predicted(attempt)), attempt.checkpoint, attempt.entry

    unused = set(checkpoint.table.keys) - set(found.values()) - {OBJECT_GRAPH_KEY}
    assert set(entry["checkpoint_keys_not_used"]) <= unused
    # What was found to be used by comparing values may just have been equal to another one.
    assert all(_may_be_equal(attempt, key) for key in unused - set(entry["checkpoint_keys_not_used"]))


def _may_be_equal(attempt: Attempt, key: str) -> bool:
    """Whether some variable that was equal before holds a scalar like the stored one."""
    checkpoint = attempt.checkpoint
    row = checkpoint.row(key)
    variables = {variable.key: variable for variable in attempt.target.variables}
    return any(
        silent in variables and variables[silent].shape == checkpoint.table.shape(row)
        for silent in attempt.entry["equal_already"]
    )


@pytest.mark.parametrize("attempt", WEIGHTS, ids=str)
def test_load_weights_does_what_keras_did(attempt: Attempt) -> None:
    target = spec_from_checkpoint(_opened(attempt.fixture, f"targets/{attempt.entry['variant']}/ckpt/before"))
    outcome = API["load_weights.tf"].simulate(attempt.checkpoint, target, attempt.conditions)

    assert_said(outcome.exception, attempt.entry["exception"], "exception")
    entry = attempt.entry
    told = {*entry["restored"], *entry["not_restored"]}
    found = {
        f"{variable.name}:0": f"{attempt.checkpoint.names[row]}:0"
        for variable, effect, row in zip(target.variables, outcome.effect.tolist(), outcome.row.tolist())
        if effect in TAKES_A_VALUE and f"{variable.name}:0" in told
    }
    assert found.keys() == entry["restored"].keys()
    assert all(stored in entry["restored"][name] for name, stored in found.items())


DEFERRED_KERNELS = ("net_adam_manager_tf215", "net_adam_manager_legacy_tf215")


@pytest.mark.parametrize("fixture", DEFERRED_KERNELS)
def test_a_kernel_set_after_the_restore_is_restored_then(fixture: str) -> None:
    attempt = next(one for one in RESTORES if one.fixture == fixture and "fake_net" in one.entry["label"])
    outcome = predicted(attempt)

    effects = {v.key: outcome.effect[i] for i, v in enumerate(attempt.target.variables)}
    assert attempt.entry["kernel_restored_on_assignment"]
    assert attempt.entry["bias_restored"]
    assert effects["net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"] == DEFERRED
    assert effects["net/l1/bias/.ATTRIBUTES/VARIABLE_VALUE"] in TAKES_A_VALUE


def test_a_list_filled_after_the_restore_takes_the_values_of_its_places() -> None:
    (entry,) = golden_answers("list_mapped_tf215")["restore"]
    attempt = Attempt("list_mapped_tf215", {**entry, "checkpoint": "tf_list_example-1"})

    outcome = predicted(attempt)

    stored = {
        variable.key: (
            outcome.effect[i] == DEFERRED,
            attempt.checkpoint.read(attempt.checkpoint.table.keys[row]),
        )
        for i, (variable, row) in enumerate(zip(attempt.target.variables, outcome.row.tolist()))
    }
    assert stored == {
        "mapped/two/.ATTRIBUTES/VARIABLE_VALUE": (False, entry["v2_after_restore"]),
        "listed/0/.ATTRIBUTES/VARIABLE_VALUE": (True, entry["v1_after_append"]),
    }


OBJECT_BASED = [prefix for prefix in golden_prefixes() if prefix.object_graph is not None]


@pytest.mark.parametrize("prefix", OBJECT_BASED, ids=str)
def test_every_golden_checkpoint_goes_back_into_the_program_that_wrote_it(prefix: GoldenPrefix) -> None:
    checkpoint = open_checkpoint(prefix.path)
    target = spec_from_checkpoint(checkpoint)
    is_saved = any(name == "save_counter" for name, _ in (prefix.object_graph or [{}])[0].get("children", ()))

    outcome = API["checkpoint.restore"].simulate(checkpoint, target, Conditions("2.15", "2", "eager"))

    assert outcome.exception is None
    assert {EFFECTS[effect] for effect in outcome.effect.tolist()} == {"restored"}
    if is_saved:
        assert outcome.assert_consumed == "ok"
    else:  # made by `write`: restore expects a counter all the same
        assert isinstance(outcome.assert_consumed, Raised)
        assert (
            "Showing 1 of 1 unmatched objects: [<tf.Variable 'save_counter:0'"
            in outcome.assert_consumed.message
        )


@pytest.mark.parametrize(
    "variant", ["same", "units", "renamed", "inserted", "inserted_no_weights", "removed"]
)
def test_load_weights_into_the_model_of_a_keras_config_raises_what_keras_raised(variant: str) -> None:
    entry = next(one.entry for one in WEIGHTS if one.entry["variant"] == variant)
    target = as_spec(GOLDEN / "target_spec_tf215" / "targets" / variant / "config.json")

    outcome = API["load_weights.tf"].simulate(
        _opened("target_spec_tf215", "base/tf_weights/w"), target, Conditions("2.15", "2", "eager")
    )

    assert_said(outcome.exception, entry["exception"], "exception")
