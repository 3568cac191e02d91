"""Which tensors stand together: a variable with its slots, its layer, all kernels, those selected in the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.roles import ROLE_CODE
from explorer.formats.dtypes import BY_NAME
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint

LAYER, KERNELS, SAME_NAME, SELECTED, VARIABLES = "layer", "kernels", "same name", "selected", "variables"
SETS = {
    LAYER: "The layer of this tensor, with slots",
    KERNELS: "All kernels (variables of two dimensions or more)",
    SAME_NAME: "All variables of this name",
    SELECTED: "Those selected in the Variables table",
    VARIABLES: "All variables without slots",
}
MOST_TENSORS = 400


def path_of(key: str) -> str:
    """A key without what TensorFlow puts behind the path of a value."""
    return key.split("/.ATTRIBUTES/")[0]


def tensors_of(checkpoint: Checkpoint, key: str, name: str, selected: Sequence[str] = ()) -> tuple[str, ...]:
    """The keys of a set, in the order of the checkpoint, slots beside their variable; at most MOST_TENSORS."""
    table = checkpoint.table
    if name == SELECTED:
        return tuple(other for other in selected if other in table.row_of)[:MOST_TENSORS]
    numeric = np.isin(table.dtype, [kind.number for kind in BY_NAME.values() if kind.is_numeric])
    numeric &= table.element_count > 0
    variables = numeric & (checkpoint.role_codes == ROLE_CODE["variable"])
    rows = np.flatnonzero(variables).tolist()
    slots = checkpoint.slots
    row = table.row_of.get(key, -1)
    owner = slots[row][0] if row in slots and slots[row][0] >= 0 else row
    if name == KERNELS:
        rows = [other for other in rows if len(table.shape(other)) >= 2]
    elif owner >= 0 and name in (LAYER, SAME_NAME):
        scope, _, last = path_of(table.keys[owner]).rpartition("/")
        if name == SAME_NAME:
            rows = [r for r in rows if path_of(table.keys[r]).rpartition("/")[2] == last]
        else:
            rows = [r for r in rows if path_of(table.keys[r]).rpartition("/")[0] == scope]
            rows = sorted({*rows, owner} if numeric[owner] else rows)
    if name == LAYER:
        beside: dict[int, list[int]] = {}
        for slot, (of, _) in slots.items():
            beside.setdefault(of, []).append(slot)
        rows = [member for r in rows for member in (r, *sorted(beside.get(r, ())))]
    return tuple(table.keys[r] for r in rows[:MOST_TENSORS])


def title_of(checkpoint: Checkpoint, key: str) -> str:
    """A short name for a small picture: the path, of a slot its variable's path and the slot's name."""
    row = checkpoint.table.row_of.get(key, -1)
    slots = checkpoint.slots
    if row in slots and slots[row][0] >= 0:
        of, name = slots[row]
        return f"{display_name(path_of(checkpoint.table.keys[of]), 80)} · {display_name(name, 30)}"
    return display_name(path_of(key), 100)
