"""What Keras does when it loads the golden .h5, .weights.h5 and .keras files into changed models."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from explorer.analysis.restoring.keras import h5 as keras_h5
from explorer.analysis.restoring.keras import v3 as keras_v3
from explorer.analysis.restoring.outcome import TAKES_A_VALUE
from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec, as_spec
from explorer.task import QUIET
from tests.analysis.restoring.keras_targets import golden_target
from tests.analysis.restoring.messages import comparable
from tests.golden_answers import GOLDEN, golden_answers

CONDITIONS = {
    "target_spec_tf215": Conditions("2.15", "2", "eager"),
    "target_spec_keras3_tf221": Conditions("2.21", "3", "eager"),
}
SIMULATORS = {
    "load_weights(.h5)": keras_h5.load_by_topology,
    "load_weights(.h5, by_name)": keras_h5.load_by_name,
    "load_weights(.h5, by_name, skip_mismatch)": keras_h5.load_by_name_skipping,
    "load_weights(.weights.h5, Keras v3 layout)": keras_v3.load_weights_h5,
    "load_weights(.weights.h5)": keras_v3.load_weights_h5,
    "load_weights(.weights.h5, skip_mismatch)": keras_v3.load_weights_h5_skipping,
    "load_weights(.keras)": keras_v3.load_keras_archive,
}
# The base programs, by hand: in the newer layout a file counts layers per class and numbers their weights.
LAYERS = {"layers/dense": "hidden", "layers/dense_1": "mid", "layers/dense_2": "out"}
WEIGHTS = ("kernel", "bias")


def attempts() -> Iterator[Any]:
    for fixture in CONDITIONS:
        for entry in golden_answers(fixture)["restore"]:
            if entry.get("api") in SIMULATORS:
                yield pytest.param(fixture, entry, id=f"{fixture}-{entry['variant']}-{entry['api']}")


def base_file(fixture: str, api: str) -> Checkpoint:
    if ".keras" in api:
        name = "model.keras"
    elif ".weights.h5" in api:
        name = "v3.weights.h5" if fixture == "target_spec_tf215" else "w.weights.h5"
    else:
        name = "model_weights.h5" if fixture == "target_spec_tf215" else "model.h5"
    return open_checkpoint(GOLDEN / fixture / "base" / name)


def base_weight(key: str, fixture: str) -> str:
    """What the base program called the weight that is stored at `key`."""
    group, _, last = key.rpartition("/")
    if group.endswith("/vars"):
        return f"{LAYERS[group.removesuffix('/vars')]}/{WEIGHTS[int(last)]}" + (
            ":0" if fixture == "target_spec_tf215" else ""
        )
    return "/".join(key.split("/")[-2:])


def check_load(target: ModelSpec, fixture: str, entry: dict[str, Any]) -> None:
    """Compare the predicted load of the base file into `target` with what Keras did."""
    checkpoint = base_file(fixture, entry["api"])

    outcome = SIMULATORS[entry["api"]](checkpoint, target, CONDITIONS[fixture], QUIET)

    wanted = entry["exception"]
    raised = outcome.exception
    assert (raised and (raised.type, comparable(raised.message))) == (
        wanted and (wanted["type"], comparable(wanted["message"]))
    )
    assert target.keras is not None
    paths = {weight.variable: weight.path for layer in target.keras.layers for weight in layer.weights}
    taken = {
        path: [base_weight(checkpoint.table.keys[outcome.row[place]], fixture)]
        for place, path in paths.items()
        if outcome.effect[place] in TAKES_A_VALUE
    }
    assert taken == entry["restored"]
    assert sorted(set(paths.values()) - set(taken)) == sorted(entry["not_restored"])


@pytest.mark.parametrize(("fixture", "entry"), list(attempts()))
def test_a_load_goes_as_keras_did_it(fixture: str, entry: dict[str, Any]) -> None:
    check_load(golden_target(fixture, entry["variant"]), fixture, entry)


@pytest.mark.parametrize(("fixture", "entry"), list(attempts()))
def test_the_configuration_alone_gives_the_same_answer(fixture: str, entry: dict[str, Any]) -> None:
    check_load(configured_target(fixture, entry["variant"]), fixture, entry)


@cache
def configured_target(fixture: str, variant: str) -> ModelSpec:
    return as_spec(GOLDEN / fixture / "targets" / variant / "config.json")


def test_every_golden_load_of_a_keras_file_is_judged() -> None:
    counts = [sum(1 for attempt in attempts() if attempt.values[0] == fixture) for fixture in CONDITIONS]

    assert counts == [48, 35]
