"""Which variables of a target belong to its optimizer, and which are trained, as far as it tells or names show."""

from __future__ import annotations

import re

import numpy as np

from explorer.checkpoints.name_slots import roles_by_name
from explorer.checkpoints.roles import ROLE_CODE, ROLES
from explorer.checkpoints.spec import ModelSpec
from explorer.formats.tensor_table import TensorTable

_SLOT_KEY = "/.OPTIMIZER_SLOT/"
_OF_OPTIMIZERS = frozenset({"slot", "optimizer", "hyperparameter"})
_CODES = frozenset(ROLE_CODE[role] for role in _OF_OPTIMIZERS)
_NOT_TRAINED = re.compile(r"(?:.*/)?(?:moving_mean|moving_variance|global_step|save_counter)(?:_\d+)?")


def optimizer_places(target: ModelSpec) -> frozenset[int]:
    """The places of the optimizer's variables: slots, hyperparameters, counters of its own."""
    return frozenset(optimizer_roles(target))


def optimizer_roles(target: ModelSpec) -> dict[int, str]:
    """The places of the optimizer's variables and their roles."""
    told = {
        place: variable.role
        for place, variable in enumerate(target.variables)
        if variable.role in _OF_OPTIMIZERS
    }
    if told:
        return told
    if target.object_based:
        return {p: "slot" for p, variable in enumerate(target.variables) if _SLOT_KEY in variable.key}
    order = sorted(range(len(target.variables)), key=lambda place: _raw(target.variables[place].key))
    table = _table(target, order)
    codes = roles_by_name(table, range(len(table))).codes
    return {
        place: ROLES[code]
        for place, code in zip(order, codes)
        if code in _CODES and target.variables[place].trainable is not True
    }


def trainable_places(target: ModelSpec) -> tuple[frozenset[int], bool]:
    """The places of the variables that are trained, and whether the target tells it (else by role and name)."""
    if any(variable.trainable is not None for variable in target.variables):
        return frozenset(p for p, variable in enumerate(target.variables) if variable.trainable), True
    of_optimizer = optimizer_places(target)
    return frozenset(
        place
        for place, variable in enumerate(target.variables)
        if place not in of_optimizer
        and variable.role in ("variable", "")
        and not _NOT_TRAINED.fullmatch(variable.name or variable.key)
    ), False


def _table(target: ModelSpec, order: list[int]) -> TensorTable:
    """The target's variables as the columns that roles are told from: keys and shapes."""
    ids: dict[tuple[int, ...], int] = {}
    shape_ids = []
    for place in order:
        shape = tuple(-1 if size is None else size for size in target.variables[place].shape or ())
        shape_ids.append(ids.setdefault(shape, len(ids)))
    zeros = np.zeros(len(order), np.int64)
    return TensorTable(
        [target.variables[place].key for place in order],
        np.ones(len(order), np.int32),
        np.array(shape_ids, np.int32),
        tuple(ids),
        zeros.astype(np.int32),
        zeros,
        zeros,
        zeros.astype(np.uint32),
    )


def _raw(key: str) -> bytes:
    return key.encode("utf-8", "surrogateescape")
