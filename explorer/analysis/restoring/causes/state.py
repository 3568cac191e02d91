"""What is left when layers are explained: optimizer state, moving averages, counters, loss scaling, parts."""

from __future__ import annotations

import re
from collections import defaultdict

from explorer.analysis.restoring.causes.draft import Draft, OptimizerKind
from explorer.analysis.restoring.causes.sides import Case, of_kind
from explorer.analysis.restoring.causes.words import count, listed
from explorer.formats.reader import KERAS_FORMATS

_LOSS_SCALE = re.compile(
    r"(?:^|/)_?(?:current_loss_scale|loss_scale|good_steps|dynamic_(?:scale|counter)|step_counter)(?:/|$)"
)
_PART = re.compile(r"(.*)/part_(\d+)((?:/.*)?)")


def part_causes(case: Case) -> list[Draft]:
    """Variables saved part by part under names of their own, on one side only."""
    for verdict, whole_verdict in (
        ("missing in checkpoint", "unused by model"),
        ("unused by model", "missing in checkpoint"),
    ):
        parts: dict[str, list[int]] = defaultdict(list)
        for place in case.places(verdict):
            if match := _PART.fullmatch(case.address(place).path):
                parts[match[1] + match[3]].append(place)
        if not parts:
            continue
        wholes = {case.address(place).path: place for place in case.places(whole_verdict)}
        both = sorted(parts.keys() & wholes.keys())
        if not both:
            continue
        rows = sorted(place for name in both for place in (wholes[name], *parts[name]))
        case.explained.update(rows)
        in_model = verdict == "missing in checkpoint"
        ours, theirs = ("in parts", "whole") if in_model else ("whole", "in parts")
        title = f"{count(len(both), 'variable')} {'is' if len(both) == 1 else 'are'} {ours} in the model, {theirs} in the checkpoint: {listed(both)}"
        detail = "The parts were saved as variables of their own, so no Saver puts them together again."
        return [Draft("partitioning", title, rows, detail)]
    return []


def average_causes(case: Case) -> list[Draft]:
    """Shadow variables of moving averages that only one side has."""
    drafts = []
    missing = of_kind(case, case.places("missing in checkpoint"), "average")
    unused = of_kind(case, case.places("unused by model"), "average")
    if missing:
        title = f"The model asks for {count(len(missing), 'moving average')}, the checkpoint holds {'none' if not unused else 'others'}"
        drafts.append(Draft("averages-missing", title, missing))
    if unused:
        title = f"The checkpoint holds {count(len(unused), 'moving average')} that the model does not ask for"
        detail = "They stay in the file. A model that is to be judged by its averages must ask for them."
        drafts.append(Draft("averages-unused", title, unused, detail))
    for draft in drafts:
        case.explained.update(draft.rows)
    return drafts


def state_causes(case: Case, optimizers: tuple[OptimizerKind, OptimizerKind]) -> list[Draft]:
    """Slots, settings of the optimizer and counters that only one side has."""
    drafts = _loss_scale(case)
    drafts += _slots(case, optimizers)
    drafts += _settings(case)
    for draft in drafts:
        case.explained.update(draft.rows)
    return drafts


def weights_only_causes(case: Case, optimizers: tuple[OptimizerKind, OptimizerKind]) -> list[Draft]:
    """A finding of all of the model's slots where the checkpoint holds none."""
    ours, theirs = optimizers
    missing = of_kind(case, case.places("missing in checkpoint"), "slot")
    if not missing or theirs.has_slots:
        return []
    rows = sorted(missing + of_kind(case, case.places("missing in checkpoint"), "optimizer"))
    case.explained.update(rows)
    title = f"The checkpoint holds weights only: {_slots_of(len(missing), ours)} are not in it"
    detail = "Training would start with a fresh optimizer."
    return [Draft("weights-only", title, rows, detail, optimizers=(ours, theirs))]


def _loss_scale(case: Case) -> list[Draft]:
    for verdict in ("missing in checkpoint", "unused by model"):
        rows = [place for place in case.places(verdict) if _LOSS_SCALE.search(case.address(place).path)]
        if rows:
            case.explained.update(rows)
            if verdict == "unused by model":
                title = "The checkpoint was saved with a scaled loss (mixed precision), the model has none"
            else:
                title = "The model scales its loss (mixed precision), the checkpoint was saved without"
            detail = "A LossScaleOptimizer wraps the optimizer, so the optimizer's own variables move, too."
            return [Draft("mixed-precision", title, rows, detail)]
    return []


def _slots(case: Case, optimizers: tuple[OptimizerKind, OptimizerKind]) -> list[Draft]:
    drafts = []
    missing = of_kind(case, case.places("missing in checkpoint"), "slot")
    unused = of_kind(case, case.places("unused by model"), "slot")
    ours, theirs = optimizers
    if missing:
        labels = [case.address(place).label for place in missing]
        title = f"{_slots_of(len(missing), ours)} {'is' if len(missing) == 1 else 'are'} not in the checkpoint: those of {listed(labels)}"
        drafts.append(Draft("slots-missing", title, missing, optimizers=(ours, theirs)))
    if unused and not ours.has_slots:
        settings = of_kind(case, case.places("unused by model"), "optimizer")
        rows = sorted(unused + settings)
        title = f"The model has no optimizer state, the checkpoint holds {_slots_of(len(unused), theirs)}"
        detail = "Nothing is lost when the model only predicts; training would start with a fresh optimizer."
        drafts.append(Draft("optimizer-unused", title, rows, detail, optimizers=(ours, theirs)))
    elif unused:
        labels = [case.address(place).label for place in unused]
        title = f"{_slots_of(len(unused), theirs)} in the checkpoint {'is' if len(unused) == 1 else 'are'} unused: those of {listed(labels)}"
        drafts.append(Draft("slots-unused", title, unused, optimizers=(ours, theirs)))
    for draft in drafts:
        case.explained.update(draft.rows)
    return drafts


def _settings(case: Case) -> list[Draft]:
    drafts = []
    missing = case.places("missing in checkpoint")
    counters = of_kind(case, missing, "counter")
    if case.checkpoint.format in KERAS_FORMATS:  # tf.train.Checkpoint makes its save_counter by itself
        case.explained.update(place for place in counters if case.address(place).label == "save_counter")
        counters = [place for place in counters if place not in case.explained]
    if counters:
        names = listed([case.address(place).label for place in counters])
        title = f"The checkpoint holds no {names}"
        detail = (
            "Weights alone were saved, or by a program that counts elsewhere."
            if "global_step" in names
            else ""
        )
        drafts.append(Draft("counter-missing", title, counters, detail))
    settings = of_kind(case, missing, "optimizer")
    if settings:
        names = listed([case.address(place).label.rpartition("/")[2].lstrip("_") for place in settings])
        title = f"The checkpoint holds no {names} of the optimizer"
        drafts.append(Draft("setting-missing", title, settings))
    return drafts


def other_causes(case: Case) -> list[Draft]:
    """Whatever nothing else explained, so that no problem is left without a word."""
    drafts = []
    for verdict in ("wrong value silently", "shape differs", "dtype differs", "missing in checkpoint"):
        rows = case.places(verdict)
        if not rows:
            continue
        case.explained.update(rows)
        labels = listed([case.rows[place].key for place in rows], 3)
        tally = count(len(rows), "variable")
        title = {
            "wrong value silently": f"{tally} would take another variable's value: {labels}",
            "shape differs": f"{tally} {'differs' if len(rows) == 1 else 'differ'} in shape: {labels}",
            "dtype differs": f"{tally} {'differs' if len(rows) == 1 else 'differ'} in dtype: {labels}",
            "missing in checkpoint": f"{tally} {'is' if len(rows) == 1 else 'are'} not in the checkpoint: {labels}",
        }[verdict]
        drafts.append(Draft(verdict.replace(" ", "-"), title, rows))
    return drafts


def _slots_of(number: int, optimizer: OptimizerKind) -> str:
    """ "1 slot", "12 slots of Adam"."""
    if not optimizer.name:
        return count(number, "slot")
    return f"1 slot of {optimizer.name}" if number == 1 else f"{number:,} slots of {optimizer.name}"
