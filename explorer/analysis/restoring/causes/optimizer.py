"""Which optimizer each side has, and what follows where they differ: another class, another layout, none at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from explorer.analysis.restoring.causes.draft import Draft, OptimizerKind
from explorer.analysis.restoring.causes.sides import Address, Case
from explorer.analysis.restoring.causes.words import count, listed
from explorer.analysis.restoring.keras.assumed_program import stored_optimizer
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS

_SLOT_MARK = "/.OPTIMIZER_SLOT/"
_CLASSES = {
    "adam": "Adam",
    "adamax": "Adamax",
    "adamw": "AdamW",
    "nadam": "Nadam",
    "sgd": "SGD",
    "momentum": "Momentum",
    "rmsprop": "RMSprop",
    "adagrad": "Adagrad",
    "adagradda": "AdagradDA",
    "adadelta": "Adadelta",
    "adafactor": "Adafactor",
    "ftrl": "Ftrl",
    "lion": "Lion",
    "muon": "Muon",
    "lamb": "LAMB",
    "lars": "LARS",
    "proximaladagrad": "ProximalAdagrad",
}
_SETTINGS = frozenset({"iter", "decay", "beta_1", "beta_2", "learning_rate", "momentum", "rho"})
# What a set of slots belongs to where the program gave its optimizer a name of its own.
_BY_SLOTS = (
    ({"m", "v"}, "Adam"),
    ({"momentum", "velocity"}, "Adam"),
    ({"accumulator", "linear"}, "Ftrl"),
    ({"accum_grad", "accum_var"}, "Adadelta"),
    ({"accumulated_grad", "accumulated_delta_var"}, "Adadelta"),
    ({"rms"}, "RMSprop"),
    ({"velocity"}, "RMSprop"),
    ({"accumulator"}, "Adagrad"),
    ({"momentum"}, "SGD"),
)


def optimizer_of(side: Iterable[Address | None]) -> OptimizerKind:
    """The optimizer one side's variables speak of; of several the one with most variables."""
    names: Counter[str] = Counter()
    layouts: Counter[str] = Counter()
    slots: set[str] = set()
    has_slots = lists_variables = False
    for address in side:
        if address is None or address.kind not in ("slot", "optimizer"):
            if address is not None and "_trainable_variables/" in address.path:
                lists_variables = True
            continue
        layout = _layout(address)
        if layout:
            layouts[layout] += 1
        if known := class_name(address.optimizer):
            names[known] += 1
        if address.kind == "slot":
            has_slots = True
            slots.add(_bare(address.slot) if layout == "TensorFlow 1" else address.slot)
    name = names.most_common(1)[0][0] if names else ""
    if not name:
        name = next((known for wanted, known in _BY_SLOTS if wanted <= slots), "")
    layout = layouts.most_common(1)[0][0] if layouts else ""
    if layout == "Keras 2.11" and lists_variables:  # an optimizer with a name of its own
        layout = "Keras 3"
    return OptimizerKind(name, layout, frozenset(slots - {""}), has_slots)


def optimizers_of(case: Case) -> tuple[OptimizerKind, OptimizerKind]:
    """The model's and the checkpoint's; by their classes where variables do not tell and the sides do."""
    ours, theirs = optimizer_of(case.ours), optimizer_of(case.theirs)
    if not ours.name:
        ours = replace(ours, name=_class_of_target(case))
    if not theirs.name and (theirs.has_slots or ours.has_slots):
        keras = case.target.keras.keras if case.target.keras is not None else ""
        stored = stored_optimizer(case.checkpoint, keras)
        if stored is not None and stored.is_built and theirs.has_slots:
            theirs = replace(theirs, name=class_name(stored.class_name))
    return ours, theirs


def _class_of_target(case: Case) -> str:
    model, objects = case.target.keras, case.target.objects
    if model is not None and model.optimizer is not None:
        return class_name(model.optimizer.class_name)
    names = {class_name(name) for name in objects.classes} - {""} if objects is not None else set()
    return names.pop() if len(names) == 1 else ""


@lru_cache(maxsize=4096)
def class_name(text: str) -> str:
    """The optimizer class a scope or slot is named after, "" for a program's own: "rm_sprop" -> "RMSprop"."""
    plain = re.sub(r"_\d+$", "", text).replace("_", "").lower().removesuffix("optimizer")
    return _CLASSES.get(plain, "")


@lru_cache(maxsize=4096)
def _bare(slot: str) -> str:
    return re.sub(r"_\d+$", "", slot)


def _layout(address: Address) -> str:
    path = address.path
    last = path[path.rfind("/") + 1 :]
    if _SLOT_MARK in path:
        return "legacy Keras"
    if "_variables/" in path or last in ("_iterations", "_learning_rate"):
        head, _, tail = address.name.partition("/")
        is_flat = bool(tail) and "/" not in tail and head == head.lower() and bool(class_name(head))
        return "Keras 3" if is_flat else "Keras 2.11"
    if path.startswith("optimizer_weights/") or "/vars/" in path:
        return _layout_of_name(address)
    if last in _SETTINGS and address.name != path:
        return "legacy Keras" if address.name.partition("/")[0] in _CLASSES.values() else ""
    return "TensorFlow 1" if address.name in ("", path) and _is_of_a_graph(address) else ""


def _layout_of_name(address: Address) -> str:
    """The generation a file of Keras is of, by how it calls slots: "adam/hidden_kernel_momentum" is one of Keras 3."""
    head, _, tail = address.name.partition("/")
    if address.kind != "slot" or not class_name(head) or tail.isdecimal() or "/vars/" in address.name:
        return ""
    if "/" not in tail:
        return "Keras 3" if head == head.lower() else ""
    return "legacy Keras" if tail.endswith(f"/{address.slot}") else "Keras 2.11"


def _is_of_a_graph(address: Address) -> bool:
    """Whether a key names its variable as optimizers of graphs do, "hidden/kernel/Adam", and not as those of Keras."""
    path = address.path
    if address.kind == "slot":
        is_below = bool(address.optimizer) and path.startswith(f"{address.optimizer}/")
        return path.endswith(f"/{address.slot}") and not is_below and "/vars/" not in path
    return "_power" in path


def optimizer_causes(case: Case, optimizers: tuple[OptimizerKind, OptimizerKind]) -> list[Draft]:
    """A finding where the optimizers (the model's, the checkpoint's) are of different classes or layouts."""
    ours, theirs = optimizers
    if (ours.has_slots and theirs.has_slots) or (_known(ours) and _known(theirs)):
        return _switched(case, ours, theirs)
    return []


def _known(kind: OptimizerKind) -> bool:
    return bool(kind.name or kind.has_slots)


def same_slot(ours: Address, theirs: Address) -> bool:
    """Whether two slots are of one variable and meaning: they may be matched by their number alone."""
    return (ours.label, ours.slot) == (theirs.label, theirs.slot) or (
        ours.name != "" and ours.name == theirs.name
    )


def _switched(case: Case, ours: OptimizerKind, theirs: OptimizerKind) -> list[Draft]:
    other_class = bool(ours.name and theirs.name and ours.name != theirs.name)
    other_layout = bool(ours.layout and theirs.layout and ours.layout != theirs.layout)
    if not other_class and not other_layout and ours.slots == theirs.slots:
        return []
    untold = any(one.has_slots and not one.slots for one in (ours, theirs))
    if untold and not other_class and not other_layout:  # slots without names tell nothing of settings
        return []
    rows = _rows(case)
    if not rows:
        return []
    tally = count(len(rows), "variable")
    if other_class:
        title = (
            f"The model trains with {ours.name}, the checkpoint was saved with {theirs.name} ({_layout_text(theirs.layout)})"
            if other_layout
            else f"The model trains with {ours.name}, the checkpoint was saved with {theirs.name}"
        )
        detail = f"{tally} of the optimizers do not go together; the model's own variables are not concerned."
        if not other_layout and ours.layout in ("Keras 2.11", "Keras 3"):
            detail = (
                f"{tally} of the optimizers do not go together. Optimizers of this kind are matched by position, "
                "so slots of equal shape take values that mean something else, without an error."
            )
        return [Draft("optimizer-switched", title, rows, detail, optimizers=(ours, theirs))]
    if other_layout:
        name = ours.name or theirs.name or "the optimizer"
        title = (
            f"The model's {name} is {_layout_text(ours.layout)}, "
            f"the checkpoint's is {_layout_text(theirs.layout)}"
        )
        detail = f"The two keep their {tally} in different places, so none of the optimizer's state fits."
        return [Draft("optimizer-layout", title, rows, detail, optimizers=(ours, theirs))]
    more, less = sorted(ours.slots - theirs.slots), sorted(theirs.slots - ours.slots)
    if not ours.name or not theirs.name or (more and less):
        title = f"The model's optimizer keeps the slots {listed(sorted(ours.slots)) or 'of none'}, the checkpoint's kept {listed(sorted(theirs.slots)) or 'none'}"
        detail = f"{tally} of the optimizers do not go together: they are of different classes or settings."
        return [Draft("optimizer-switched", title, rows, detail, optimizers=(ours, theirs))]
    option = _option(more or less)
    if more:
        title = f"The model's {ours.name} keeps slots {listed(more)}, the checkpoint's does not{option}"
    else:
        title = f"The checkpoint's {theirs.name} kept slots {listed(less)}, the model's does not{option}"
    detail = f"{tally} of the optimizer do not go together: it was made with other settings."
    return [Draft("optimizer-settings", title, rows, detail, optimizers=(ours, theirs))]


def _option(slots: list[str]) -> str:
    if any("hat" in slot for slot in slots):
        return " (amsgrad)"
    if any(slot in ("mg", "average_gradient") for slot in slots):
        return " (centered)"
    return " (momentum)" if "momentum" in slots else ""


def _layout_text(layout: str) -> str:
    return {
        "TensorFlow 1": "one of tf.compat.v1.train",
        "legacy Keras": "a legacy Keras optimizer",
        "Keras 2.11": "one of Keras 2.11 or later",
        "Keras 3": "one of Keras 3",
    }.get(layout, layout)


def _rows(case: Case) -> list[int]:
    """Slots and settings with a problem or unused, and those that take another slot's value by their position."""
    found = []
    for place, row in enumerate(case.rows):
        if place in case.explained:
            continue
        ours, theirs = case.ours[place], case.theirs[place]
        kinds = {side.kind for side in (ours, theirs) if side is not None}
        if not kinds <= {"slot", "optimizer"}:
            continue
        is_wrong = row.verdict in PROBLEM_VERDICTS or row.verdict == "unused by model"
        if ours is not None and theirs is not None and not same_slot(ours, theirs):
            is_wrong |= ours.kind == theirs.kind == "slot"
        if is_wrong:
            found.append(place)
    return found
