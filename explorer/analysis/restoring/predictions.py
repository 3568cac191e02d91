"""What each way of loading does with two sides: which ways are asked, and what they answer."""

from __future__ import annotations

from explorer.analysis.restoring.apis import API, APIS, Api
from explorer.analysis.restoring.outcome import Outcome, UnsuitableError
from explorer.analysis.restoring.situation import is_same_for_all_kinds, situations
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec
from explorer.task import Task

_PROGRAMS = frozenset({"program", "keras config"})  # kinds of targets that know objects, or say why not


def predicted_outcomes(
    checkpoint: Checkpoint, target: ModelSpec, api: str | None, conditions: Conditions, task: Task
) -> tuple[tuple[Outcome, ...], tuple[tuple[str, str], ...]]:
    """What each way of loading does, the likeliest first, and why others cannot be judged."""
    found: list[Outcome] = []
    unsuitable: list[tuple[str, str]] = []
    for way in [API[api]] if api is not None else _usual_ways(checkpoint, target):
        if checkpoint.format not in way.formats:
            unsuitable.append((way.id, f"{way.title} does not read a checkpoint of this format."))
            continue
        task.report(0, 0, f"Predicting {way.title}")
        try:
            for situation in situations(way.id, conditions):
                outcome = way.simulate(checkpoint, target, situation, task)
                if not any(other.api == outcome.api and _same(other, outcome) for other in found):
                    found.append(outcome)
                if is_same_for_all_kinds(outcome):
                    break
        except UnsuitableError as error:
            unsuitable.append((way.id, str(error)))
    return tuple(found), tuple(unsuitable)


def _usual_ways(checkpoint: Checkpoint, target: ModelSpec) -> list[Api]:
    """The APIs a program with these two sides may well call, the likeliest first.

    All others can be asked for by name: an Estimator may well read an object-based file (a Scaffold
    with such a saver), yet to judge every file so would bury what concerns its user.
    """
    both_named = not checkpoint.object_based and not target.object_based
    likeliest = "saver.restore" if both_named else "checkpoint.restore"
    unusual = {"checkpoint.read"}
    if target.object_based or target.objects is not None:
        unusual |= {"estimator.train", "estimator.evaluate", "init_from_checkpoint", "warm_start"}
    elif target.kind not in _PROGRAMS:
        unusual |= {"checkpoint.restore", "load_weights.tf"} if both_named else set()
    if "load_weights.tf" not in unusual and checkpoint.object_based:
        from explorer.analysis.restoring.keras.tf_format import holds_a_model

        unusual |= set() if holds_a_model(checkpoint) else {"load_weights.tf"}
    usual = [way for way in APIS if checkpoint.format in way.formats and way.id not in unusual]
    return sorted(usual, key=lambda way: way.id != likeliest)


def _same(one: Outcome, other: Outcome) -> bool:
    """Whether two situations come to the same: then one card tells of both."""
    return (
        one.exception == other.exception
        and one.adopted == other.adopted
        and bytes(one.effect) == bytes(other.effect)
        and one.assert_consumed == other.assert_consumed
    )
