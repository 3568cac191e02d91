"""Which stored row belongs to which variable of the model, before any API is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from explorer.analysis.restoring.keras.matching import is_of_keras, match_keras
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec
from explorer.task import breathing


@dataclass(frozen=True, slots=True)
class Matching:
    """`row_of`: variable -> row. `by_name`: matched by the variables' names instead of checkpoint keys.

    `names`: row -> what the program that saved it called it, where the file itself tells but numbers;
    `our_names`: variable -> what the target's program calls it, likewise.
    """

    row_of: dict[int, int]
    by_name: bool
    names: dict[int, str] = field(default_factory=dict)
    our_names: dict[int, str] = field(default_factory=dict)
    by_layer: bool = False  # as Keras sees both sides, layer by layer


def match_sides(checkpoint: Checkpoint, target: ModelSpec) -> Matching:
    """Both sides by checkpoint key; by the variables' names where one side is object-based and the other not.

    Of a name the target has twice, the first takes the value. Where one side is a file or a
    configuration of Keras, layers are paired; where it tells no layers, names are tried beside the
    keys and the better way is taken. Between two object graphs names decide nothing, as TensorFlow
    does not look at them.
    """
    of_keras = is_of_keras(checkpoint, target)
    by_layer = match_keras(checkpoint, target) if of_keras else None
    if by_layer is not None:
        return Matching(by_layer.row_of, True, by_layer.names, by_layer.our_names, by_layer=True)
    keys = _stored(checkpoint.table.keys)
    by_key = [variable.key for variable in target.variables]
    mixed = checkpoint.object_based != target.object_based
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
