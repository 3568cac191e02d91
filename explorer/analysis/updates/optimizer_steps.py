"""How far the optimizer moved each variable with its last step before the save, told from its slots alone."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.analysis.change_sums import dot_in_pieces
from explorer.analysis.restoring.causes.draft import OptimizerKind
from explorer.analysis.restoring.causes.optimizer import optimizer_of
from explorer.analysis.restoring.causes.sides import EMA_WORDS, addresses
from explorer.analysis.resume_audit_rate import named_optimizer
from explorer.analysis.side_by_side import side_by_side
from explorer.analysis.updates.step_rules import StepRule, rule_for
from explorer.analysis.updates.step_settings import (
    ASSUMED,
    Setting,
    settings_for,
    stored_settings,
    told_settings,
)
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import ROLE_CODE, ROLES
from explorer.checkpoints.variable import Variable
from explorer.checkpoints.variable_rows import variable_rows
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.task import QUIET, Task

_PIECE = 1 << 16
_NUMBER = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True)
class OptimizerStep:
    """The last step of one variable. Where it cannot be told the norms are None and `reason` says why."""

    key: str  # of the variable
    slot_keys: tuple[str, ...]  # all its slots, of this optimizer
    optimizer: str  # path, scope or class of the optimizer; "" not told
    kind: str  # class of the optimizer: "Adam"
    step_l2: float | None  # norm of what was added to the variable
    variable_l2: float | None  # norm of the variable after it, as stored
    relative: float | None  # step_l2 over variable_l2; None where that is 0
    largest: float | None  # the largest step of one element
    formula: str  # how it was computed; "" where it was not
    settings: tuple[Setting, ...]
    reason: str = ""

    @property
    def assumed(self) -> tuple[Setting, ...]:
        """The settings the checkpoint does not hold: the defaults of the optimizer's class were taken."""
        return tuple(setting for setting in self.settings if setting.source == ASSUMED)


@dataclass(frozen=True, slots=True)
class OptimizerSteps:
    """The last step of every variable that has slots, in the byte order of keys, and what was taken for granted."""

    steps: tuple[OptimizerStep, ...]
    sentence: str

    def of(self, key: str) -> OptimizerStep | None:
        """The step of one variable."""
        return next((step for step in self.steps if step.key == key), None)


def optimizer_steps(
    checkpoint: Checkpoint, task: Task = QUIET, keys: Sequence[str] | None = None
) -> OptimizerSteps:
    """Work out the last step of the variables, reading each with its slots once.

    Args:
        checkpoint: of any format.
        task: told bytes.
        keys: of the variables wanted; None for all that have slots.

    Raises:
        Cancelled: through the task.
    """
    wanted = _wanted(checkpoint, keys)
    groups = _groups(checkpoint, wanted)
    sizes = checkpoint.table.size_bytes
    total = sum(int(sizes[row]) for _, rows, _ in groups for one in rows.items() for row in (one[0], *one[1]))
    done = 0
    found: list[OptimizerStep] = []
    for group, rows, settings in groups:
        for owner, slots in rows.items():
            task.report(done, total, "Working out the steps of the optimizer")
            found.append(_one(checkpoint, group, owner, slots, settings, task))
            done += int(sizes[owner]) + sum(int(sizes[row]) for row in slots)
    task.report(total, total, "Working out the steps of the optimizer")
    found.sort(key=lambda step: step.key.encode("utf-8", "surrogateescape"))
    has_slots = bool((checkpoint.role_codes == ROLE_CODE["slot"]).any())
    return OptimizerSteps(tuple(found), _sentence(found, has_slots))


@dataclass(frozen=True, slots=True)
class _Group:
    """One optimizer."""

    name: str
    kind: OptimizerKind


@dataclass(frozen=True, slots=True)
class _Settings:
    stored: dict[str, Setting]
    told: dict[str, Setting]
    problem: str


_Rows = dict[int, list[int]]  # row of a variable -> rows of its slots


def _wanted(checkpoint: Checkpoint, keys: Sequence[str] | None) -> _Rows:
    chosen = None if keys is None else {checkpoint.row(key) for key in keys}
    slots = checkpoint.slots
    return {
        owner: [row for row in rows if slots[row][1] not in EMA_WORDS]
        for owner, rows in sorted(checkpoint.slots_of.items())
        if chosen is None or owner in chosen
    }


def _groups(checkpoint: Checkpoint, wanted: _Rows) -> list[tuple[_Group, _Rows, _Settings]]:
    """The slots by optimizer, each with what the file tells of it."""
    codes = checkpoint.role_codes
    numbers = np.flatnonzero(
        (codes == ROLE_CODE["hyperparameter"])
        | (codes == ROLE_CODE["bookkeeping"])
        | (codes == ROLE_CODE["optimizer"])
    ).tolist()
    slot_rows = [row for rows in wanted.values() for row in rows]
    owner_of = {row: owner for owner, rows in wanted.items() for row in rows}
    by_group: dict[str, _Rows] = defaultdict(lambda: defaultdict(list))
    members: dict[str, list[Variable]] = defaultdict(list)
    for variable in variable_rows(checkpoint, slot_rows):
        name = variable.owner if checkpoint.object_based else _scope(variable)
        by_group[name][owner_of[variable.row]].append(variable.row)
        members[name].append(variable)
    scalars = [one for one in variable_rows(checkpoint, numbers) if not one.shape]
    told = told_settings(checkpoint)
    roles = [ROLES[code] for code in codes.tolist()]
    sides = addresses(checkpoint.table.keys, checkpoint.names, roles, checkpoint.slots)
    groups = []
    for name, rows in by_group.items():
        mine = [
            one
            for one in scalars
            if one.role == "bookkeeping" or one.owner == name or not checkpoint.object_based
        ]
        rows_of_it = [one.row for one in (*members[name], *mine) if one.role != "bookkeeping"]
        kind = _told_apart(named_optimizer(checkpoint, optimizer_of(sides[row] for row in rows_of_it)))
        stored = stored_settings(checkpoint, sorted(mine, key=lambda one: one.role == "bookkeeping"))
        problem = "" if checkpoint.object_based else _several(mine)
        groups.append((_Group(name, kind), dict(rows), _Settings(stored, told, problem)))
    return groups


def _scope(slot: Variable) -> str:
    """What the slots of one optimizer have in common: their scope, or in graphs their name, "Adam" of Adam and Adam_1."""
    return slot.owner or _NUMBER.sub("", slot.slot_name)


def _told_apart(kind: OptimizerKind) -> OptimizerKind:
    """A setting called `momentum` is no optimizer of that name, which Keras has not: its slots tell which it is."""
    if kind.name != "Momentum" or kind.layout == "TensorFlow 1":
        return kind
    return replace(kind, name="RMSprop" if kind.slots & {"rms", "velocity"} else "SGD")


def _several(scalars: Sequence[Variable]) -> str:
    """Whether a graph holds the counters of several optimizers, which do not say whose they are."""
    names = [one.key.rpartition("/")[2] for one in scalars]
    if sum(_NUMBER.sub("", name) == "beta1_power" for name in names) > 1:
        return "Several optimizers of this graph keep their counters without saying whose they are."
    return ""


def _one(
    checkpoint: Checkpoint, group: _Group, owner: int, slots: Sequence[int], settings: _Settings, task: Task
) -> OptimizerStep:
    keys = checkpoint.table.keys
    row_of = {checkpoint.slots[row][1]: row for row in slots}
    slot_keys = tuple(keys[row] for row in slots)

    def none(reason: str) -> OptimizerStep:
        return OptimizerStep(
            keys[owner], slot_keys, group.name, group.kind.name, None, None, None, None, "", (), reason
        )

    rule = rule_for(group.kind.layout, group.kind.name, row_of)
    if isinstance(rule, str):
        return none(rule)
    if settings.problem and rule.settings:
        return none(settings.problem)
    numbers, why = settings_for(rule, settings.stored, settings.told, group.kind.layout, group.kind.name)
    if why:
        return none(why)
    rows = [owner, *(row_of[slot] for slot in rule.slots)]
    table = checkpoint.table
    if len({table.shape(row) for row in rows}) > 1:
        return none("The slots have another shape than the variable.")
    if any(data_type(int(table.dtype[row])).kind != "float" for row in rows):
        return none("The variable or a slot is not of real numbers.")
    try:
        step, variable, largest = _norms(checkpoint, [keys[row] for row in rows], rule, numbers, task)
    except ExplorerError as error:
        return none(f"It cannot be read: {error.problem}.")
    if not (math.isfinite(step) and math.isfinite(variable)):
        return none("The variable or a slot holds NaN, infinities or numbers too large.")
    return OptimizerStep(
        key=keys[owner],
        slot_keys=slot_keys,
        optimizer=group.name,
        kind=group.kind.name,
        step_l2=step,
        variable_l2=variable,
        relative=step / variable if variable else None,
        largest=largest,
        formula=rule.formula,
        settings=numbers,
        reason=rule.left_out,
    )


def _norms(
    checkpoint: Checkpoint, keys: Sequence[str], rule: StepRule, settings: Sequence[Setting], task: Task
) -> tuple[float, float, float]:
    """Norm of the step, norm of the variable, largest step of one element; float64, a piece at a time."""
    numbers = {setting.name: setting.value for setting in settings}
    squares = variable_squares = largest = 0.0
    with np.errstate(all="ignore"):
        for run in side_by_side([(checkpoint, key) for key in keys]):
            if task.is_cancelled:
                task.report(0, 1, "")
            for start in range(0, len(run[0]), _PIECE):
                variable, *slots = (side[start : start + _PIECE].astype(np.float64) for side in run)
                step = rule.step(slots, numbers)
                squares += dot_in_pieces(step, step)
                variable_squares += dot_in_pieces(variable, variable)
                largest = max(largest, float(np.abs(step).max()))
    return math.sqrt(squares), math.sqrt(variable_squares), largest


def _sentence(found: Sequence[OptimizerStep], has_slots: bool) -> str:
    if not found and has_slots:
        return "The file numbers the slots of its optimizer, and does not say whose they are."
    if not found:
        return "The checkpoint holds no slots of an optimizer beside their variables."
    known = [step for step in found if step.step_l2 is not None]
    if not known:
        reasons = list(dict.fromkeys(step.reason for step in found))
        return reasons[0] if len(reasons) == 1 else "The last step cannot be told of any variable."
    kinds = list(dict.fromkeys(step.kind for step in known))
    said = f"The last step of {' and '.join(kinds)} is known of {len(known):,} of {len(found):,} variables."
    assumed = list(dict.fromkeys(f"{one.name} {one.value:g}" for step in known for one in step.assumed))
    if assumed:
        said += f" Not stored, so taken as the class has it by default: {', '.join(assumed)}."
    return said
