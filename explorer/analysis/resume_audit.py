"""Will training continue where it stopped? An audit of all that a training run needs besides the weights.

Slots of the optimizer for every variable that is trained, counters that agree, the learning rate,
moving averages, the state of iterators and random generators, the scale of the loss. It works on
every kind of checkpoint; a file of weights alone is said to be one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.analysis.restoring.causes.draft import OptimizerKind
from explorer.analysis.restoring.causes.optimizer import optimizer_of
from explorer.analysis.restoring.causes.sides import Address, addresses
from explorer.analysis.restoring.causes.words import count
from explorer.analysis.resume_audit_counters import counter_items, other_items
from explorer.analysis.resume_audit_item import AuditItem
from explorer.analysis.resume_audit_rate import named_optimizer
from explorer.analysis.resume_audit_slots import slot_items, value_items
from explorer.analysis.resume_audit_target import restore_items, switch_item
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import ROLES
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task

MOST_READ_BYTES = 2 * 1024**3  # of slots, when their values are asked for


@dataclass(frozen=True, slots=True)
class ResumeAudit:
    """The answer: one sentence, and the items it rests on, worst first. `optimizer` is what the file shows of it."""

    verdict: str
    items: tuple[AuditItem, ...]
    optimizer: str = ""  # "Adam"; "" where there is none or it is not told

    @property
    def resumes(self) -> bool:
        """Whether nothing that training needs is missing or wrong."""
        return all(item.state in ("ok", "unknown") for item in self.items)


_STATE_ORDER = {"wrong": 0, "missing": 1, "unknown": 2, "ok": 3}


def audit_resume(
    checkpoint: Checkpoint,
    target: ModelSpec | None = None,
    task: Task = QUIET,
    *,
    read_values: bool = False,
) -> ResumeAudit:
    """Whether training would continue from this checkpoint as if it had never stopped.

    Args:
        checkpoint: of any format.
        target: the model that is to be trained on; tells which variables are trained and what its
            optimizer would lose. None: the checkpoint is judged by itself.
        task: progress and cancelling.
        read_values: also read the slots, to tell those that are all zero; at most MOST_READ_BYTES.
    """
    table = checkpoint.table
    task.report(0, 4, "Auditing the state of the training")
    found = addresses(
        table.keys,
        checkpoint.names,
        [ROLES[code] for code in checkpoint.role_codes.tolist()],
        checkpoint.slots,
    )
    optimizer = named_optimizer(checkpoint, optimizer_of(found))
    variables = [row for row, side in enumerate(found) if _is_variable(checkpoint, row, side)]
    if not _is_training_state(optimizer, found):
        items = [*_weights_only(checkpoint, variables), *counter_items(checkpoint, found, False)]
        items = [item for item in items if item.topic in ("optimizer", "step")]
        verdict = "This file holds weights only: training would start with a fresh optimizer."
        if not variables and any(side.kind == "average" for side in found):
            verdict = "This file holds moving averages only: neither the variables nor the optimizer can go on from it."
        elif not variables:
            verdict = "This file holds no variables that could be trained."
        return ResumeAudit(verdict, tuple(_sorted(items)))
    items = slot_items(checkpoint, target, found, variables, optimizer)
    task.report(1, 4, "Auditing the state of the training")
    items += counter_items(checkpoint, found, True)
    items += other_items(checkpoint, found)
    task.report(2, 4, "Auditing the state of the training")
    if target is not None:
        items.append(switch_item(target, optimizer))
        items += restore_items(checkpoint, target, task)
    if read_values:
        items += value_items(checkpoint, found, task, MOST_READ_BYTES)
    return ResumeAudit(_verdict(items, optimizer), tuple(_sorted(items)), optimizer.name)


def _is_variable(checkpoint: Checkpoint, row: int, side: Address) -> bool:
    """Whether a tensor may be a model's variable: numbers, no counter, no metric, no table or iterator."""
    role = ROLES[checkpoint.role_codes[row]]
    return (
        side.kind == "variable"
        and role in ("variable", "layer")
        and side.path != "_CHECKPOINTABLE_OBJECT_GRAPH"
    )


def _is_training_state(optimizer: OptimizerKind, found: Sequence[Address]) -> bool:
    return optimizer.has_slots or any(side.kind == "optimizer" for side in found)


def _weights_only(checkpoint: Checkpoint, variables: list[int]) -> list[AuditItem]:
    keys = tuple(checkpoint.table.keys[row] for row in variables)
    sentence = f"No state of an optimizer is stored, only {count(len(keys), 'variable')}."
    hint = "Save model and optimizer together (tf.train.Checkpoint(model=..., optimizer=...), or the whole Keras model)."
    return [AuditItem("optimizer", "missing", (), sentence, hint)]


def _verdict(items: Sequence[AuditItem], optimizer: OptimizerKind) -> str:
    wrong = [item for item in items if item.state == "wrong"]
    missing = [item for item in items if item.state == "missing"]
    if wrong or missing:
        first = (wrong or missing)[0]
        more = len(wrong) + len(missing) - 1
        told = f"Training would not continue where it stopped: {_within(first.sentence)}"
        below = f"({count(more, 'more point')} below.)"
        return f"{told} {below}" if more else told
    if any(item.state == "unknown" and item.topic == "slots" for item in items):
        return (
            f"Nothing speaks against training on with {optimizer.name}, but the slots cannot be told by their names."
            if optimizer.name
            else "Nothing speaks against training on, but the slots cannot be told by their names."
        )
    return (
        f"Training would continue where it stopped with {optimizer.name}: everything it needs is there."
        if optimizer.name
        else "Training would continue where it stopped: everything it needs is there."
    )


def _within(sentence: str) -> str:
    """A sentence behind a colon: it starts small, but for the name of a function or a class."""
    first = sentence.partition(" ")[0]
    return sentence if "." in first or first[1:] != first[1:].lower() else sentence[:1].lower() + sentence[1:]


def _sorted(items: Sequence[AuditItem]) -> list[AuditItem]:
    return sorted(items, key=lambda item: _STATE_ORDER[item.state])
