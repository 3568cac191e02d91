"""Which stored row belongs to which variable, where one side is a file or a configuration of Keras.

Such sides have no keys in common with others, and files of one format count layers by class. So
layers are paired first, then what lies in them, then the optimizer's variables by whose they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explorer.analysis.restoring.keras.pairing import paired_units, paired_weights
from explorer.analysis.restoring.keras.sides import (
    Shape,
    Side,
    bare,
    count_in_groups,
    plain,
    side_of_groups,
    side_of_model,
)
from explorer.analysis.restoring.keras.slots import OptimizerSide, paired_slots
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.keras_model import KerasModel
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES
from explorer.checkpoints.spec import ModelSpec, spec_from_checkpoint
from explorer.formats.hdf5_reader import Hdf5Reader
from explorer.formats.reader import KERAS_FORMATS
from explorer.task import breathing


def is_of_keras(checkpoint: Checkpoint, target: ModelSpec) -> bool:
    """Whether keys tell nothing, for one side is a file or a configuration of Keras."""
    if checkpoint.format in KERAS_FORMATS:
        return True
    if target.kind == "program":  # it tells its own keys
        return False
    return not target.object_based and (target.keras is not None or _has_groups(target))


def _has_groups(target: ModelSpec) -> bool:
    return any("/vars/" in variable.key for variable in target.variables[:64])


class KerasMatching(NamedTuple):
    """Variable -> row, and what each side's program calls its variables: row -> name, variable -> name."""

    row_of: dict[int, int]
    names: dict[int, str]
    our_names: dict[int, str]


def match_keras(checkpoint: Checkpoint, target: ModelSpec) -> KerasMatching | None:
    """The two sides matched layer by layer; None where one tells of no layers."""
    shapes: list[Shape] = [variable.shape for variable in target.variables]
    ids, known = checkpoint.table.shape_id.tolist(), checkpoint.table.shapes
    stored_shapes: list[Shape] = [known[at] for at in ids]
    found = _by_names(checkpoint, target, shapes, stored_shapes)
    if found is not None:
        return KerasMatching(found, {row: bare(name) for row, name in enumerate(checkpoint.names)}, {})
    ours = _our_side(target, shapes)
    theirs = _their_side(checkpoint, stored_shapes) if ours is not None else None
    if ours is None or theirs is None:
        return None
    units = paired_units(ours, theirs)
    weights = paired_weights(ours, theirs, units)
    slots, *optimizers = paired_slots(ours, theirs, weights)
    pairs = weights | slots
    row_of: dict[int, int] = {}
    taken: set[int] = set()
    for place, row in pairs.items():
        if row not in taken:
            row_of[place] = row
            taken.add(row)
    _match_others(ours, theirs, row_of, taken)
    _name_numbered(ours, theirs, optimizers[0], optimizers[1])
    names = _stored_names(ours, theirs, row_of, units, (optimizers[0], optimizers[1]))
    return KerasMatching(row_of, names, ours.names)


def _by_names(
    checkpoint: Checkpoint,
    target: ModelSpec,
    shapes: Sequence[Shape],
    stored_shapes: Sequence[Shape],
) -> dict[int, int] | None:
    """Both sides by name, where that leaves nothing open: all of one side have their place, and all fit."""
    rows: dict[str, int] = {}
    for row, name in enumerate(breathing(checkpoint.names)):
        name = bare(name)
        if name and checkpoint.table.keys[row] != OBJECT_GRAPH_KEY:
            rows[name] = -1 if name in rows else row
    found: dict[int, int] = {}
    used: set[int] = set()
    for place, variable in enumerate(breathing(target.variables)):
        row = rows.get(bare(variable.name or variable.full_name), -1)
        if row < 0:
            continue
        if row in used or not is_compatible(shapes[place], stored_shapes[row]):
            return None
        found[place] = row
        used.add(row)
    stored = len(checkpoint.table) - checkpoint.object_based
    return found if found and len(found) in (stored, len(target.variables)) else None


def _our_side(target: ModelSpec, shapes: Sequence[Shape]) -> Side | None:
    names = [variable.name or variable.full_name for variable in target.variables]
    keys = [variable.key for variable in target.variables]
    roles = [variable.role for variable in target.variables]
    model = target.keras
    if model is None and target.objects is not None:
        from explorer.checkpoints.keras_from_graph import keras_of_graph

        model = keras_of_graph(target)
    known = side_of_model(model, names, keys, shapes, roles) if model is not None else None
    if _is_fuller(known, keys):
        return known
    return side_of_groups(keys, names, shapes, roles)


def _is_fuller(known: Side | None, keys: Sequence[str]) -> bool:
    """Whether the model tells the side: unless it leaves out weights that the groups of the file show."""
    return known is not None and bool(known.units) and len(known.places) >= count_in_groups(keys)


def _their_side(checkpoint: Checkpoint, shapes: Sequence[Shape]) -> Side | None:
    keys, names = checkpoint.table.keys, checkpoint.names
    roles = [ROLES[code] for code in checkpoint.role_codes.tolist()]
    model = _stored_model(checkpoint)
    known = side_of_model(model, names, keys, shapes, roles) if model is not None else None
    side = known if _is_fuller(known, keys) else side_of_groups(keys, names, shapes, roles, checkpoint.reader)
    if side is not None:
        side.slots = checkpoint.slots
    return side


def _stored_model(checkpoint: Checkpoint) -> KerasModel | None:
    """The model that was saved; its weights' `variable` are rows of the table."""
    if isinstance(checkpoint.reader, Hdf5Reader):
        from explorer.checkpoints.spec_sources import keras_file_spec

        return keras_file_spec(checkpoint).keras
    if not checkpoint.object_based:
        return None
    from explorer.checkpoints.keras_from_graph import keras_of_graph
    from explorer.checkpoints.spec_merge import moved_model

    model = keras_of_graph(spec_from_checkpoint(checkpoint))
    graph_row = checkpoint.table.find(OBJECT_GRAPH_KEY)
    rows = [row for row in range(len(checkpoint.table)) if row != graph_row]
    return moved_model(model, rows) if model is not None else None


def _match_others(ours: Side, theirs: Side, row_of: dict[int, int], taken: set[int]) -> None:
    """What belongs to no layer and to no optimizer, as metrics and counters: by key, else by name."""
    for mine, yours in ((ours.keys, theirs.keys), (_columns(ours), _columns(theirs))):
        free: dict[str, int] = {}
        layers = theirs.places
        for row, label in enumerate(yours):
            if row not in taken and row not in layers and _stands_apart(theirs, row):
                free.setdefault(label, row)
        layers = ours.places
        for place, label in enumerate(mine):
            row = free.get(label, -1)
            if row < 0 or not label or row in taken or place in row_of or place in layers:
                continue
            if _stands_apart(ours, place):
                row_of[place] = row
                taken.add(row)


def _columns(side: Side) -> list[str]:
    return [side.names.get(place, "") for place in range(len(side.keys))]


def _stands_apart(side: Side, place: int) -> bool:
    return side.roles[place] not in ("slot", "hyperparameter") and side.keys[place] != OBJECT_GRAPH_KEY


def _name_numbered(ours: Side, theirs: Side, one: OptimizerSide, other: OptimizerSide) -> None:
    """Names for those of our optimizer's variables that a file numbers, as the other side's are formed."""
    for name, place in one.numbers.items():
        if _is_number(ours.names[place]):
            ours.names[place] = f"{ours.optimizer_class or 'optimizer'}/{name}"
    sample: dict[tuple[str, bool], tuple[int, int]] = {}
    for (slot, owner, is_old), row in other.slots.items():
        if not _is_number(theirs.names[row]):
            sample.setdefault((slot, is_old), (owner, row))
    for (slot, owner, is_old), place in one.slots.items():
        if not _is_number(ours.names[place]):
            continue
        if (slot, is_old) in sample:
            of, row = sample[slot, is_old]
            ours.names[place] = _renamed(theirs.names[row], theirs.names[of], ours.names[owner])
        else:
            ours.names[place] = f"{one.class_name.capitalize() or 'optimizer'}/{slot}/{ours.names[owner]}"


def _stored_names(
    ours: Side,
    theirs: Side,
    row_of: dict[int, int],
    units: Sequence[tuple[int, int]],
    optimizers: tuple[OptimizerSide, OptimizerSide],
) -> dict[int, str]:
    """What the program that saved called each row: of numbered ones, with the names their partners have."""
    names = dict(theirs.names)
    variable_of = {row: place for place, row in row_of.items()}
    for i, j in units:
        one, other = ours.units[i], theirs.units[j]
        # Of a name that Keras gave by itself, the number tells nothing.
        is_same = plain(one.name) == plain(other.name) or not other.name
        for row in other.weights:
            name = names.get(row, "")
            place = variable_of.get(row, -1)
            if place >= 0 and (is_same or name.rpartition("/")[2].isdecimal()):
                name = ours.names.get(place, "")
                if not is_same and one.name:
                    name = f"{other.name}/{name.partition(f'{one.name}/')[2]}"
            elif not other.name and one.name:
                name = f"{one.name}/{name.partition('/')[2]}"
            names[row] = name
    weights = ours.places
    of_slot = {place: owner for (_, owner, _), place in optimizers[0].slots.items()}
    moved = {row for row in names if names[row] != theirs.names.get(row)}
    for place, row in row_of.items():
        owner = row_of.get(of_slot.get(place, -1), -1)
        if place in weights or not (_is_number(theirs.names.get(row, "")) or owner in moved):
            continue
        names[row] = ours.names.get(place, "")
        if owner >= 0:
            names[row] = _renamed(names[row], ours.names[of_slot[place]], names[owner])
    sample: dict[tuple[str, bool], tuple[int, int]] = {}
    for (slot, owner, is_old), place in optimizers[0].slots.items():
        sample.setdefault((slot, is_old), (owner, place))
    for (slot, owner, is_old), row in optimizers[1].slots.items():
        if not _is_number(names[row]):
            if owner in moved and row not in moved:
                names[row] = _renamed(names[row], theirs.names[owner], names[owner])
        elif (slot, is_old) in sample and optimizers[0].class_name == optimizers[1].class_name:
            of, place = sample[slot, is_old]
            names[row] = _renamed(ours.names[place], ours.names[of], names[owner])
        else:
            names[row] = f"{optimizers[1].class_name.capitalize() or 'optimizer'}/{slot}/{names[owner]}"
    return names


def _is_number(name: str) -> bool:
    return name.rpartition("/")[2].isdecimal()


def _renamed(slot: str, owner: str, other: str) -> str:
    """The name of a slot, as it would be were its variable called otherwise."""
    return slot.replace(owner, other).replace(owner.replace("/", "_"), other.replace("/", "_"))
