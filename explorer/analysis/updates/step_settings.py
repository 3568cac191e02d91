"""The numbers an optimizer last worked with: as variables in the checkpoint, in its training configuration, or by default."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from explorer.analysis.restoring.keras.assumed_program import told_optimizer
from explorer.analysis.resume_audit_rate import optimizer_settings, scalar_of
from explorer.analysis.updates.step_rules import StepRule
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import VALUE_SUFFIX
from explorer.checkpoints.variable import Variable

STORED, TOLD, ASSUMED = "stored", "training configuration", "assumed"
_WORDS = {
    "lr": "learning_rate",
    "current_learning_rate": "current_learning_rate",  # what a schedule gave for the last step
    "iter": "iterations",
    "iteration": "iterations",
    "global_step": "global_step",
}
_MOST_STEPS = 1e15
_NO_COUNT = "How many steps the optimizer made is not stored."
_KNOWN = frozenset(
    {*_WORDS.values(), "learning_rate", "beta_1", "beta_2", "decay", "epsilon", "iterations"}
    | {"beta1_power", "beta2_power"}
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One number, and where it is from: STORED (under `key`), TOLD or ASSUMED (the default of the class)."""

    name: str
    value: float
    source: str
    key: str = ""


def stored_settings(checkpoint: Checkpoint, variables: Iterable[Variable]) -> dict[str, Setting]:
    """The settings among some variables of one optimizer; of several of one name the first that is a number."""
    found: dict[str, Setting] = {}
    for variable in variables:
        for text in (variable.key.removesuffix(VALUE_SUFFIX), variable.name):
            leaf = text.removesuffix(":0").rpartition("/")[2].lstrip("_")
            name = _WORDS.get(leaf, leaf)
            if name in _KNOWN:
                if name not in found and (value := scalar_of(checkpoint, variable.key)) is not None:
                    found[name] = Setting(name, value, STORED, variable.key)
                break
    return found


def told_settings(checkpoint: Checkpoint) -> dict[str, Setting]:
    """The numbers of the training configuration a file of Keras holds; none elsewhere."""
    told = told_optimizer(checkpoint)
    config = optimizer_settings(told) if told is not None else {}
    found: dict[str, Setting] = {}
    for name, value in config.items():
        word = _WORDS.get(name, name)
        if word in _KNOWN and isinstance(value, int | float) and not isinstance(value, bool):
            try:
                found[word] = Setting(word, float(value), TOLD)
            except OverflowError:
                continue  # a number of a thousand digits is no setting
    return found


def settings_for(
    rule: StepRule, stored: Mapping[str, Setting], told: Mapping[str, Setting], layout: str, name: str
) -> tuple[tuple[Setting, ...], str]:
    """What a rule needs, or none of it and a sentence why."""
    if not rule.settings:
        return (), ""
    found: dict[str, Setting] = {}
    for word, default in rule.settings:
        setting = _rate(stored) if word == "learning_rate" else stored.get(word)
        if setting is None:
            setting = told.get(word)
        if setting is None and word == "learning_rate" and layout != "TensorFlow 1":
            return (), "No learning rate is stored: a schedule works it out from the step."
        if setting is None and default is None:
            return (), f"No {word.replace('_', ' ')} is stored, and {name} has no default."
        if setting is None and default is not None:
            setting = Setting(word, default, ASSUMED)
        assert setting is not None
        found[word] = setting
    for word in ("beta_1", "beta_2"):
        if word in found and not 0 <= found[word].value < 1:
            return (), f"{word} is {found[word].value:g}, and no average is made with that."
    if "beta_1" in found:
        steps = _iterations(stored, found)
        if steps is None:
            return (), _NO_COUNT
        if not 1 <= steps.value <= _MOST_STEPS:
            return (), "The optimizer has made no step yet." if steps.value < 1 else _NO_COUNT
        found["iterations"] = replace(steps, name="iterations")  # a global step does as well
        decay = stored.get("decay") or told.get("decay")
        if decay is not None and decay.value and layout == "legacy Keras":
            rate = found["learning_rate"]
            # OptimizerV2 decays by the count before the step.
            slowing = 1 + decay.value * (steps.value - 1)
            if not (math.isfinite(slowing) and slowing > 0):
                return (), "The decay of the learning rate is no number to work with."
            slower = rate.value / slowing
            found["learning_rate"] = Setting("learning_rate", slower, rate.source, rate.key)
    if not all(math.isfinite(setting.value) for setting in found.values()):
        return (), "A setting of the optimizer is not finite."
    return tuple(found.values()), ""


def _rate(stored: Mapping[str, Setting]) -> Setting | None:
    scheduled = stored.get("current_learning_rate")
    if scheduled is not None:
        return Setting("learning_rate", scheduled.value, STORED, scheduled.key)
    return stored.get("learning_rate")


def _iterations(stored: Mapping[str, Setting], found: Mapping[str, Setting]) -> Setting | None:
    """How many steps were made: as stored, or by the power of beta that optimizers of graphs keep one ahead."""
    if (steps := stored.get("iterations")) is not None:
        return steps
    for power, beta in (("beta2_power", "beta_2"), ("beta1_power", "beta_1")):
        setting, base = stored.get(power), found[beta].value
        if setting is not None and 0 < setting.value < 1 and 0 < base < 1:
            steps_made = math.log(setting.value) / math.log(base) - 1
            if steps_made >= 0:
                return Setting("iterations", float(round(steps_made)), STORED, setting.key)
    # The power has fallen to 0 in float32, or is not stored: then the correction is as good as 1.
    return stored.get("global_step")
