"""Whether every trained variable has all the slots its optimizer keeps, in its shape, and not all zero."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from explorer.analysis.restoring.causes.draft import OptimizerKind
from explorer.analysis.restoring.causes.sides import Address
from explorer.analysis.restoring.causes.words import count, listed
from explorer.analysis.resume_audit_item import AuditItem
from explorer.analysis.resume_audit_rules import MAY_BE_ZERO, plain_slot, rule_of, shapes_vary, slots_vary
from explorer.analysis.resume_audit_trained import told_trainable
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.task import Task, breathing

# Weights of Keras layers that are never trained by gradients.
_NEVER_TRAINED = re.compile(
    r"moving_(?:mean|variance|stddev)|seed_generator_state|seed|mean|variance|count|total|StateVar",
    re.IGNORECASE,
)
# Files that number weights: the averages of a batch normalization come behind gamma and beta.
_NUMBERED_AVERAGE = re.compile(r"(?:^|/)batch_normalization(?:_[0-9]+)?/vars/[23]$")
_NUMBER = re.compile(r"_\d+$")
_FLOATS = frozenset({"float16", "bfloat16", "float32", "float64", "half"})


def slot_items(
    checkpoint: Checkpoint,
    target: ModelSpec | None,
    found: Sequence[Address],
    variables: Sequence[int],
    optimizer: OptimizerKind,
) -> list[AuditItem]:
    """The points about slots. `variables` are rows that may be trained."""
    told = told_trainable(checkpoint, target)
    trained = [row for row in variables if _may_be_trained(checkpoint, found[row], told.get(row))]
    slots = [row for row, side in enumerate(found) if side.kind == "slot"]
    rule = rule_of(optimizer)
    whose = optimizer.name or "the optimizer"
    if not slots:
        if rule is not None and not rule.always:
            return [AuditItem("slots", "ok", (), f"{whose} keeps no slots, and none are stored.")]
        sentence = f"No slots of {whose} are stored, only its settings: it was saved before its first step, or never made them."
        return [AuditItem("slots", "missing", (), sentence, "Training would go on with slots of zeros.")]
    of_variable: dict[int, dict[str, int]] = defaultdict(dict)
    lost = []
    for row in breathing(slots):
        owner = checkpoint.slots.get(row, (-1, ""))[0]
        if owner >= 0:
            of_variable[owner][plain_slot(found[row].slot, optimizer.layout)] = row
        else:
            lost.append(row)
    if not of_variable:
        return _by_count(checkpoint, trained, slots, whose)
    wanted = _wanted(of_variable, optimizer)
    items = _incomplete(checkpoint, found, of_variable, wanted, optimizer)
    items += _shapes(checkpoint, of_variable, optimizer)
    items += _without(checkpoint, found, trained, of_variable, told, lost)
    if not any(item.state in ("missing", "wrong") for item in items):
        text = listed(sorted(wanted)) if wanted else "slots"
        whole = f"{count(len(of_variable), 'variable')} {'has' if len(of_variable) == 1 else 'have'} the slots of {whose}: {text}."
        items.append(AuditItem("slots", "ok", (), whole))
    return items


def _may_be_trained(checkpoint: Checkpoint, side: Address, told: bool | None) -> bool:
    row = checkpoint.table.row_of.get(side.path, -1)
    if told is not None:
        return told
    if row >= 0 and data_type(int(checkpoint.table.dtype[row])).name not in _FLOATS:
        return False
    return _NEVER_TRAINED.fullmatch(side.leaf) is None and _NUMBERED_AVERAGE.search(side.path) is None


def _wanted(of_variable: dict[int, dict[str, int]], optimizer: OptimizerKind) -> set[str]:
    """The slots each variable should have: by the rule, with those options that any variable shows."""
    seen = Counter(slot for slots in of_variable.values() for slot in slots)
    rule = rule_of(optimizer)
    if slots_vary(optimizer):
        return set()
    if rule is None or not (rule.always & seen.keys() or rule.optional & seen.keys()):
        return {slot for slot, times in seen.items() if 2 * times >= len(of_variable)}
    return set(rule.always) | (set(rule.optional) & seen.keys())


def _incomplete(
    checkpoint: Checkpoint,
    found: Sequence[Address],
    of_variable: dict[int, dict[str, int]],
    wanted: set[str],
    optimizer: OptimizerKind,
) -> list[AuditItem]:
    by_gap: dict[tuple[str, ...], list[int]] = defaultdict(list)
    is_by_rule = rule_of(optimizer) is not None
    for row, slots in of_variable.items():
        gap = tuple(sorted(wanted - slots.keys()))
        if not is_by_rule:  # of a program's own optimizers each keeps its own, and not of every variable
            own = {_NUMBER.sub("", slot) for slot in slots}
            gap = tuple(slot for slot in gap if _NUMBER.sub("", slot) in own)
        if gap:
            by_gap[gap].append(row)
    items = []
    for gap, rows in by_gap.items():
        labels = listed([found[row].label for row in rows])
        sentence = f"{count(len(rows), 'variable')} {'lacks' if len(rows) == 1 else 'lack'} the {'slot' if len(gap) == 1 else 'slots'} {listed(gap)} of {optimizer.name or 'the optimizer'}: {labels}."
        hint = "They would start from their initial values, while the others go on."
        keys = tuple(checkpoint.table.keys[row] for row in rows)
        items.append(AuditItem("slots", "missing", keys, sentence, hint))
    return items


def _shapes(
    checkpoint: Checkpoint, of_variable: dict[int, dict[str, int]], optimizer: OptimizerKind
) -> list[AuditItem]:
    if shapes_vary(optimizer):
        return []
    shape_id, table = checkpoint.table.shape_id, checkpoint.table
    wrong = [
        row
        for owner, slots in of_variable.items()
        for row in slots.values()
        if shape_id[row] != shape_id[owner] and table.shape(row) not in ((), (1,))
    ]
    if not wrong:
        return []
    keys = tuple(table.keys[row] for row in wrong)
    sentence = f"{count(len(wrong), 'slot')} {'has' if len(wrong) == 1 else 'have'} another shape than the variable: {listed(keys, 3)}."
    return [
        AuditItem("slots", "wrong", keys, sentence, "The checkpoint mixes two models: choose another step.")
    ]


def _without(
    checkpoint: Checkpoint,
    found: Sequence[Address],
    trained: Sequence[int],
    of_variable: dict[int, dict[str, int]],
    told: dict[int, bool],
    lost: Sequence[int],
) -> list[AuditItem]:
    bare = [row for row in trained if row not in of_variable]
    items = []
    sure = [row for row in bare if told.get(row)]
    for rows, state, reason in (
        (sure, "missing", "the target trains them"),
        (
            [row for row in bare if not told.get(row)],
            "unknown",
            "they were not trained, or their slots are lost",
        ),
    ):
        if not rows:
            continue
        labels = listed([found[row].label for row in rows])
        keys = tuple(checkpoint.table.keys[row] for row in rows)
        if len(rows) == 1:
            reason = reason.replace("they were", "it was").replace("them", "it").replace("their", "its")
        sentence = f"{count(len(rows), 'variable')} {'has' if len(rows) == 1 else 'have'} no slots ({reason}): {labels}."
        items.append(AuditItem("no slots", "missing" if state == "missing" else "unknown", keys, sentence))
    if lost:
        keys = tuple(checkpoint.table.keys[row] for row in lost)
        sentence = f"Of {count(len(lost), 'slot')} the file does not tell the variable."
        items.append(AuditItem("slots", "unknown", keys, sentence))
    return items


def _by_count(
    checkpoint: Checkpoint, trained: Sequence[int], slots: Sequence[int], whose: str
) -> list[AuditItem]:
    """Where slots are kept by number alone (.keras and .weights.h5 files): do their shapes add up?"""
    table = checkpoint.table
    of_model = Counter(table.shape(row) for row in trained)
    of_slots = Counter(table.shape(row) for row in slots)
    each = len(slots) // max(len(trained), 1)
    if (
        each
        and all(of_slots[shape] == each * number for shape, number in of_model.items())
        and sum(of_slots.values()) == each * len(trained)
    ):
        sentence = f"{count(len(slots), 'slot')} are stored, {each} of the shape of each of {count(len(trained), 'variable')}."
        return [AuditItem("slots", "ok", (), sentence)]
    sentence = (
        f"{count(len(slots), 'slot')} are stored by number; they do not add up to as many of each variable."
    )
    keys = tuple(table.keys[row] for row in slots)
    hint = "Frozen layers have none; else compare with another step."
    return [AuditItem("slots", "unknown", keys, sentence, hint)]


def value_items(
    checkpoint: Checkpoint, found: Sequence[Address], task: Task, most_bytes: int
) -> list[AuditItem]:
    """Slots that are all zero, or cannot be read; values of at most `most_bytes` are read."""
    table = checkpoint.table
    slots = [
        row
        for row, side in enumerate(found)
        if side.kind == "slot"
        and side.slot not in MAY_BE_ZERO
        and data_type(int(table.dtype[row])).name in _FLOATS
        and table.element_count[row] > 0
    ]
    total = sum(int(table.size_bytes[row]) for row in slots)
    zero, damaged, done = [], [], 0
    for row in slots:
        size = int(table.size_bytes[row])
        if done + size > most_bytes:
            break
        task.report(done, min(total, most_bytes), f"Reading {table.keys[row]}")
        try:
            if _is_zero(checkpoint, table.keys[row], task):
                zero.append(row)
        except ExplorerError:
            damaged.append(row)
        done += size
    items = []
    if damaged:
        keys = tuple(table.keys[row] for row in damaged)
        sentence = f"{count(len(damaged), 'slot')} cannot be read: {listed(keys, 3)}."
        items.append(AuditItem("zeros", "wrong", keys, sentence, "Choose another step."))
    if zero:
        keys = tuple(table.keys[row] for row in zero)
        all_of_them = len(zero) == len(slots)
        sentence = f"{'All' if all_of_them else f'{len(zero):,} of'} {count(len(slots), 'slot')} are zero throughout: {listed(keys, 3)}."
        hint = "No gradient has reached these variables yet, or the state was made anew before it was saved."
        items.append(AuditItem("zeros", "unknown", keys, sentence, hint))
    if done < total:
        sentence = f"Values of {done:,} of {total:,} bytes of slots were read."
        items.append(AuditItem("zeros", "unknown", (), sentence))
    elif not zero and not damaged and slots:
        items.append(AuditItem("zeros", "ok", (), f"None of {count(len(slots), 'slot')} is zero throughout."))
    return items


def _is_zero(checkpoint: Checkpoint, key: str, task: Task) -> bool:
    return not any(np.any(chunk.values) for chunk in checkpoint.chunks(key, task=task))
