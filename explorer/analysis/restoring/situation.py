"""Under which conditions each way of loading is predicted: what the files tell, what was chosen, what is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from explorer.analysis.restoring.outcome import Outcome
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.conditions import GENERATIONS, VARIABLE_KINDS, Conditions
from explorer.checkpoints.spec import ModelSpec
from explorer.errors import ExplorerError

NAME_BASED_APIS = frozenset(
    {"saver.restore", "estimator.train", "estimator.evaluate", "init_from_checkpoint", "warm_start"}
)
_KERAS_3_EDGES = frozenset({"_kernel", "_trainable_variables"})


class UnknownChoiceError(ExplorerError, ValueError):
    """An API, generation or kind of variables that there is not."""

    usual_hint = "Choose one of those named."


def check_choice(what: str, chosen: str | None, known: tuple[str, ...]) -> None:
    """Refuse a choice that is not among the `known` ones.

    Raises:
        UnknownChoiceError: it is not.
    """
    if chosen is not None and chosen not in known:
        raise UnknownChoiceError(f"{chosen!r} is no {what}; there are: {', '.join(known)}")


def known_conditions(
    checkpoint: Checkpoint, target: ModelSpec, tensorflow: str | None, variables: str | None
) -> tuple[Conditions, tuple[str, ...]]:
    """The conditions with every gap filled but the kind of variables, and a sentence for each assumption."""
    check_choice("TensorFlow generation", tensorflow, GENERATIONS)
    check_choice("kind of variables", variables, VARIABLE_KINDS)
    told = target.conditions
    assumed = []
    generation = tensorflow or told.tensorflow
    keras = told.keras if not tensorflow or tensorflow == told.tensorflow else ""
    if not generation:
        keras = keras or _keras_of(checkpoint, target)
        generation = "2.21" if keras in ("3", "tf-keras") else "2.15"
        assumed.append(f"The files do not tell which TensorFlow will restore: {generation} is assumed.")
    if not keras:
        keras = "3" if generation == "2.21" and _keras_of(checkpoint, target) == "3" else ""
        keras = keras or ("tf-keras" if generation == "2.21" else "2")
    return Conditions(generation, keras, told.mode, variables or told.variables), tuple(assumed)


def situations(api: str, conditions: Conditions) -> Iterator[Conditions]:
    """The conditions under which to predict one API: both kinds of graph variables where neither is known."""
    if api not in NAME_BASED_APIS:
        yield replace(conditions, variables=conditions.variables or "resource")
        return
    graph = replace(conditions, mode="graph")
    if conditions.variables:
        yield graph
    elif conditions.tensorflow == "1.15":
        yield replace(graph, variables="ref")
        yield replace(graph, variables="resource")
    else:
        yield replace(graph, variables="resource")
        yield replace(graph, variables="ref")


def is_same_for_all_kinds(outcome: Outcome) -> bool:
    """Whether resource and ref variables certainly come to the same: they differ only in what becomes of another shape.

    A missing key and a fault seen while a graph is built are raised before any shape is looked at.
    """
    raised = outcome.exception
    if outcome.adopted:
        return False
    return raised is None or (raised.type in ("NotFoundError", "ValueError") and not raised.alternatives)


def _keras_of(checkpoint: Checkpoint, target: ModelSpec) -> str:
    """The Keras generation either side looks like, the target's first: "3", or "" where they do not tell."""
    if target.keras is not None and target.keras.keras:
        return target.keras.keras if target.keras.keras != "2" else ""
    if target.objects is not None:
        return "3" if not _KERAS_3_EDGES.isdisjoint(target.objects.edge_name) else ""
    contents = getattr(checkpoint.reader, "contents", None)
    if contents is not None:  # a file of Keras: .weights.h5 files name their variables since Keras 3
        return "3" if contents.names or any(v.startswith("3.") for v in contents.versions.values()) else ""
    graph = checkpoint.object_graph if checkpoint.object_based else None
    return "3" if graph is not None and not _KERAS_3_EDGES.isdisjoint(graph.edge_name) else ""
