"""Which stored variables are trained: as the target tells, else as the configuration in a Keras file tells."""

from __future__ import annotations

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec, as_spec
from explorer.errors import ExplorerError
from explorer.task import breathing

_WITH_CONFIGURATION = frozenset({"h5", "keras"})


def told_trainable(checkpoint: Checkpoint, target: ModelSpec | None) -> dict[int, bool]:
    """Row -> whether it is trained, where the target or the file itself tells."""
    found: dict[int, bool] = {}
    if checkpoint.format in _WITH_CONFIGURATION:
        try:
            found = _told_by(checkpoint, as_spec(checkpoint.prefix))
        except ExplorerError:
            found = {}  # the file tells less than it could: what the rows show must do
    return found if target is None else found | _told_by(checkpoint, target)


def _told_by(checkpoint: Checkpoint, target: ModelSpec) -> dict[int, bool]:
    found: dict[int, bool] = {}
    by_name = {}
    if checkpoint.object_based != target.object_based:
        by_name = {name: row for row, name in enumerate(checkpoint.names)}
    for variable in breathing(target.variables):
        if variable.trainable is None:
            continue
        row = by_name.get(variable.name, -1) if by_name else checkpoint.table.find(variable.key)
        if row >= 0:
            found[row] = variable.trainable
    return found
