"""Which stored row belongs to which variable of the model, before any API is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec
from explorer.task import breathing

KERAS_FORMATS = frozenset({"h5", "weights_h5", "keras"})


@dataclass(frozen=True, slots=True)
class Matching:
    """`row_of`: variable -> row. `by_name`: matched by the variables' names instead of checkpoint keys."""

    row_of: dict[int, int]
    by_name: bool


def match_sides(checkpoint: Checkpoint, target: ModelSpec) -> Matching:
    """Both sides by checkpoint key; by the variables' names where one side is object-based and the other not.

    Of a name the target has twice, the first takes the value. Where keys tell hardly anything of a
    file of Keras, names are tried and the better way is taken; between two object graphs names
    decide nothing, as TensorFlow does not look at them.
    """
    keys = _stored(checkpoint.table.keys)
    by_key = [variable.key for variable in target.variables]
    mixed = checkpoint.object_based != target.object_based
    of_keras = checkpoint.format in KERAS_FORMATS or target.keras is not None
    if not mixed:
        found = _matched(keys, by_key)
        if not of_keras or 2 * len(found) >= min(len(keys), len(by_key)):
            return Matching(found, False)
    names = _stored([_bare(name) for name in checkpoint.names])
    named = _matched(names, [_bare(variable.name) for variable in target.variables])
    if mixed or len(named) > len(found):
        return Matching(named, True)
    return Matching(found, False)


def _stored(labels: Sequence[str]) -> dict[str, int]:
    """Label -> its first row; the object graph entry is no variable."""
    found: dict[str, int] = {}
    for row, label in enumerate(breathing(labels)):
        if label and label != OBJECT_GRAPH_KEY:
            found.setdefault(label, row)
    return found


def _matched(stored: dict[str, int], expected: Sequence[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[str] = set()
    for variable, label in enumerate(breathing(expected)):
        row = stored.get(label)
        if row is not None and label not in taken:
            found[variable] = row
            taken.add(label)
    return found


def _bare(name: str) -> str:
    return name.removesuffix(":0")
