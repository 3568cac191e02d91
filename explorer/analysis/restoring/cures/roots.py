"""How the program calls tf.train.Checkpoint: with the objects under the names the file has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explorer.analysis.restoring.causes.sides import Address, Case
from explorer.analysis.restoring.cures import code
from explorer.analysis.restoring.cures.pairs import is_argument

_OF_A_MODEL = re.compile(
    r"layer(?:_with_weights)?-\d+|layers|_layers|_self_.*|keras_api|_trainable_variables"
)


def root_names(sides: list[Address | None], *, with_optimizer: bool = False) -> list[str]:
    """The attributes of the root that hold variables of the model, as arguments of tf.train.Checkpoint.

    Empty where one of them is no Python name, or is not known.
    """
    found: dict[str, bool] = {}
    for side in sides:
        if side is None or side.kind in ("counter", "average", "metric"):
            continue
        head = side.path.partition("/")[0]
        is_model = side.kind == "variable" and "/_trainable_variables/" not in f"/{side.path}"
        if side.kind == "slot" and ".OPTIMIZER_SLOT/" in side.path:
            continue
        if "/" in side.path:
            found[head] = found.get(head, False) or is_model
    names = [name for name, is_model in found.items() if is_model or with_optimizer]
    return names if is_argument(*names) else []


def is_of_a_model(paths: Sequence[tuple[str, str]]) -> bool:
    """Whether paths begin at a Keras model itself: what they lead to first is one of its layers."""
    return any(_OF_A_MODEL.fullmatch(path.partition("/")[0]) for path, _ in paths)


def call_of_checkpoint(case: Case, *, with_optimizer: bool) -> str:
    """`tf.train.Checkpoint(model=model)` with what the file holds at its root; "" where that cannot be told.

    The target's own attributes count where it has any; a file or a configuration of Keras has none.
    """
    sides = case.ours if case.target.object_based else case.theirs
    stored = {side.path.partition("/")[0] for side in sides if side is not None and "/" in side.path}
    if any(_OF_A_MODEL.fullmatch(head) for head in stored):
        return "tf.train.Checkpoint(model)"
    names = root_names(sides, with_optimizer=with_optimizer)
    return f"tf.train.Checkpoint({', '.join(f'{name}={name}' for name in names)})" if names else ""


def restore_call(call: str, path: str, *checks: str, method: str = "restore") -> str:
    """The call of restore with its checks; the first line names what the program must have.

    `method` "read" makes no save_counter, which a file saved otherwise does not hold.
    """
    names = re.findall(r"[(=](\w+)", call)
    listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
    return "\n".join(
        (
            f"# {listed}: the objects of your program.",
            "import tensorflow as tf",
            "",
            f"status = {call}.{method}({code.literal(path)})",
            *checks,
        )
    )


def keeps_its_optimizer(case: Case) -> bool:
    """Whether the model holds the optimizer, as a compiled one does: then a restore of the model asks for its state."""
    objects = case.target.objects
    if objects is None:
        return True  # it may
    held = dict(objects.children(0))
    models = [held[name] for name in root_names(case.ours) if name in held]
    inner = {edge for node in models for edge, _ in objects.children(node)}
    return not models or bool(inner & {"optimizer", "_optimizer"})
