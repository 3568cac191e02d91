"""Counters, learning rate, averages, input pipeline, random state and loss scale: there, and in agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from explorer.analysis.restoring.causes.sides import Address
from explorer.analysis.restoring.causes.words import count, listed
from explorer.analysis.resume_audit_item import AuditItem
from explorer.analysis.resume_audit_rate import rate_items, scalar_of
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.keras_names import iteration_keys
from explorer.checkpoints.prefix_names import suffix_number
from explorer.formats.reader import KERAS_FORMATS

_UPDATES = frozenset({"iter", "iteration", "iterations"})
_RANDOM = re.compile(
    r"StateVar|seed_generator_state|(?:^|/)_?state_var(?:$|/)|random_generator|(?:^|/)rng(?:$|/)"
)
_LOSS_SCALE = re.compile(r"(?:^|/)_?(?:current_loss_scale|dynamic_scale|loss_scale)(?:$|/)")


def counter_items(checkpoint: Checkpoint, found: Sequence[Address], has_optimizer: bool) -> list[AuditItem]:
    """Step, optimizer's updates, save number: those that are there, and whether they agree."""
    items = []
    counters = checkpoint.counters
    table = checkpoint.table
    updates_key = _updates_key(checkpoint, found)
    updates = scalar_of(checkpoint, updates_key)
    stored_step = (
        counters.step
        if counters.step_source not in ("", "digits of the file name", "optimizer updates")
        else None
    )
    if checkpoint.format not in KERAS_FORMATS and not checkpoint.object_based:
        key = "global_step"
        if table.find(key) >= 0 and counters.step is not None:
            items.append(AuditItem("step", "ok", (key,), f"global_step is {counters.step:,}."))
        else:
            hint = "Schedules and summaries would start again at step 0."
            items.append(AuditItem("step", "missing", (), "No global_step is stored.", hint))
        if has_optimizer:
            items += _powers(checkpoint, found)
    elif updates is not None:
        items.append(
            AuditItem(
                "step", "ok", (updates_key,), f"The optimizer has counted {count(int(updates), 'update')}."
            )
        )
    elif has_optimizer:
        hint = "Corrections of its first steps and schedules would start anew."
        items.append(
            AuditItem("step", "missing", (), "The optimizer's count of updates is not stored.", hint)
        )
    items += _agreement(checkpoint, stored_step, updates)
    return items


def _updates_key(checkpoint: Checkpoint, found: Sequence[Address]) -> str:
    keys = checkpoint.table.keys
    if checkpoint.format in KERAS_FORMATS:
        return next(iter(iteration_keys(keys)), "")
    for row, side in enumerate(found):
        leaf = side.path.rpartition("/")[2].lstrip("_")
        if (
            leaf in _UPDATES
            and side.kind in ("optimizer", "counter", "variable")
            and checkpoint.table.shape(row) == ()
        ):
            return keys[row]
    return ""


def _powers(checkpoint: Checkpoint, found: Sequence[Address]) -> list[AuditItem]:
    """Adam of TensorFlow 1 keeps the powers of its betas as variables of their own."""
    if not any(side.kind == "slot" and side.slot.startswith("Adam_") for side in found):
        return []
    lost = [
        name
        for name in ("beta1_power", "beta2_power")
        if not any(side.path.rpartition("/")[2].startswith(name) for side in found)
    ]
    if not lost:
        return [AuditItem("step", "ok", (), "beta1_power and beta2_power of Adam are stored.")]
    return [
        AuditItem(
            "step",
            "missing",
            (),
            f"{listed(lost)} of Adam {'is' if len(lost) == 1 else 'are'} not stored.",
            "A Saver stops without them.",
        )
    ]


def _agreement(checkpoint: Checkpoint, step: int | None, updates: float | None) -> list[AuditItem]:
    """Numbers that should be the same: the file's name, the step, the save counter, the optimizer's updates."""
    items = []
    suffix = suffix_number(checkpoint.prefix.name) if checkpoint.format not in KERAS_FORMATS else None
    number = checkpoint.number
    if suffix is not None and checkpoint.object_based and number is not None:
        if suffix != number and suffix not in (step, updates):
            sentence = f"The name ends in {suffix:,}, the save counter says {number:,}."
            items.append(
                AuditItem(
                    "step",
                    "unknown",
                    (),
                    sentence,
                    "The files were renamed, or the program numbers them itself.",
                )
            )
    elif suffix is not None and not checkpoint.object_based and step is not None and suffix != step:
        sentence = (
            f"The name ends in {suffix:,}, global_step says {step:,}: training would go on from {step:,}."
        )
        items.append(
            AuditItem(
                "step",
                "unknown",
                ("global_step",),
                sentence,
                "The files were renamed, or the program numbers them itself.",
            )
        )
    if step is not None and updates is not None and abs(step - updates) > 1:
        sentence = f"The program's step is {step:,}, the optimizer has counted {int(updates):,} updates."
        items.append(
            AuditItem(
                "step",
                "unknown",
                (),
                sentence,
                "They may count different things, or the optimizer was made anew on the way.",
            )
        )
    return items


def other_items(checkpoint: Checkpoint, found: Sequence[Address]) -> list[AuditItem]:
    """Learning rate, averages, iterator, random state, loss scale."""
    return [
        *rate_items(checkpoint, found),
        *_averages(checkpoint, found),
        *_iterators(checkpoint),
        *_random(checkpoint, found),
        *_loss_scale(checkpoint, found),
    ]


def _averages(checkpoint: Checkpoint, found: Sequence[Address]) -> list[AuditItem]:
    rows = [row for row, side in enumerate(found) if side.kind == "average"]
    if not rows:
        return []
    with_average = {found[row].label for row in rows}
    with_slots = {side.label for side in found if side.kind == "slot"}
    lost = sorted(with_slots - with_average)
    if lost:
        labels = listed(lost)
        sentence = f"{count(len(lost), 'trained variable')} {'has' if len(lost) == 1 else 'have'} no moving average, others do: {labels}."
        return [AuditItem("averages", "missing", (), sentence)]
    return [
        AuditItem(
            "averages",
            "ok",
            (),
            f"{len(rows):,} {'moving average' if len(rows) == 1 else 'moving averages'} are stored.",
        )
    ]


def _iterators(checkpoint: Checkpoint) -> list[AuditItem]:
    keys = tuple(
        key
        for key in checkpoint.table.keys
        if "/.ATTRIBUTES/ITERATOR_STATE" in key or "/.ATTRIBUTES/ITERATOR" in key
    )
    if keys:
        return [AuditItem("iterator", "ok", keys, "The state of the input pipeline is stored.")]
    sentence = "No state of an input pipeline is stored: the data starts over at its beginning."
    return [AuditItem("iterator", "unknown", (), sentence)]


def _random(checkpoint: Checkpoint, found: Sequence[Address]) -> list[AuditItem]:
    keys = tuple(
        checkpoint.table.keys[row]
        for row, side in enumerate(found)
        if _RANDOM.search(side.name) or _RANDOM.search(side.path)
    )
    if not keys:
        return []
    return [
        AuditItem("random", "ok", keys, f"The state of {count(len(keys), 'random generator')} is stored.")
    ]


def _loss_scale(checkpoint: Checkpoint, found: Sequence[Address]) -> list[AuditItem]:
    keys = [
        checkpoint.table.keys[row]
        for row, side in enumerate(found)
        if _LOSS_SCALE.search(side.path) or _LOSS_SCALE.search(side.name)
    ]
    if not keys:
        return []
    scale = next((value for key in keys if (value := scalar_of(checkpoint, key)) is not None), None)
    if scale is None:
        return [
            AuditItem("loss scale", "unknown", tuple(keys), "A loss scale is stored, but cannot be read.")
        ]
    if not np.isfinite(scale) or scale <= 0:
        return [
            AuditItem(
                "loss scale",
                "wrong",
                tuple(keys),
                f"The loss scale is {scale:g}.",
                "Training in mixed precision cannot go on with it.",
            )
        ]
    return [AuditItem("loss scale", "ok", tuple(keys), f"The loss scale is {scale:g}.")]
