"""What the two sides of one variable are to each other: the verdict, its sentence, and a hint.

A wrong dtype is told before a wrong shape, as TensorFlow reads all tensors (and finds wrong
dtypes) before it assigns the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from explorer.checkpoints.shape_text import shape_text
from explorer.checkpoints.spec import SpecVariable
from explorer.formats.lfs_pointer import POINTER_HINT

VERDICTS = (
    "restored",
    "shape differs",
    "dtype differs",
    "missing in checkpoint",
    "unused by model",
    "deferred",
    "wrong value silently",
    "damaged",
    "unknown",
)

ITERATOR_STATE = "/.ATTRIBUTES/ITERATOR_STATE"

# Worst first: what raises or goes wrong, then what is left alone, then what is well.
WORST_FIRST = {
    verdict: rank
    for rank, verdict in enumerate(
        (
            "wrong value silently",
            "dtype differs",
            "shape differs",
            "damaged",
            "missing in checkpoint",
            "unused by model",
            "unknown",
            "deferred",
            "restored",
        )
    )
}
PROBLEM_VERDICTS = frozenset(
    {"wrong value silently", "dtype differs", "shape differs", "damaged", "missing in checkpoint"}
)


@dataclass(frozen=True, slots=True)
class Expectation:
    """One side of a row: what the model expects, or what the checkpoint holds. None = not told."""

    dtype: str | None
    shape: tuple[int | None, ...] | None


@dataclass(frozen=True, slots=True)
class RestoreRow:
    """One variable's verdict. `sentence` names the model's side first; `hint` says what to do."""

    key: str
    expected: Expectation | None
    stored: Expectation | None
    verdict: str
    sentence: str
    hint: str
    # Places in the spec's `variables` (-1: the model has none) and in the checkpoint's table (-1: nothing is stored).
    variable: int = field(default=-1, compare=False)
    row: int = field(default=-1, compare=False)


def table_content_keys(keys: Sequence[str]) -> set[str]:
    """Keys of the contents of lookup tables and iterators: they grow with use, so no shape binds them.

    A table is stored as `<table>-keys` beside `<table>-values`.
    """
    ends = {key for key in keys if key.endswith(("-keys", "-values"))}
    found = {key for key in ends if key.removesuffix("-keys") + "-values" in ends and key.endswith("-keys")}
    found |= {key.removesuffix("-keys") + "-values" for key in found}
    return found | {key for key in keys if key.endswith(ITERATOR_STATE)}


def is_compatible(expected: tuple[int | None, ...] | None, stored: tuple[int | None, ...] | None) -> bool:
    """Whether a stored shape goes into an expected one: equal rank, each known size equal. No broadcasting."""
    if expected is None or stored is None or expected == stored:
        return True
    return len(expected) == len(stored) and all(
        ours is None or theirs is None or ours == theirs
        for ours, theirs in zip(expected, stored, strict=True)
    )


def judge(
    key: str,
    wanted: SpecVariable | None,
    stored: Expectation | None,
    problem: str | None,
    grows: bool,
    *,
    variable: int = -1,
    row: int = -1,
) -> RestoreRow:
    """The row of one key: `wanted` is what the model asks for (None: nothing), `grows` frees it of a shape."""
    if wanted is None:
        return RestoreRow(
            key,
            None,
            stored,
            "unused by model",
            f"model has no such variable, checkpoint holds {described(stored)}",
            "Nothing is lost: the value stays in the file. If the model should have it, it is named differently there.",
            variable,
            row,
        )
    expected = Expectation(wanted.dtype, wanted.shape)
    verdict, sentence, hint = verdict_of(expected, stored, problem, grows)
    return RestoreRow(key, expected, stored, verdict, sentence, hint, variable, row)


@lru_cache(maxsize=4096)  # thousands of variables have the same few shapes
def verdict_of(
    expected: Expectation, stored: Expectation | None, problem: str | None, grows: bool
) -> tuple[str, str, str]:
    """(verdict, sentence, hint) of what the model expects and what is stored."""
    if stored is None:
        return (
            "missing in checkpoint",
            f"model expects {described(expected)}, checkpoint holds no such variable",
            "It keeps its initial value, or the restore raises: see whether it was renamed or is new in the model.",
        )
    if problem is not None:
        return (
            "damaged",
            f"model expects {described(expected)}, but the stored value cannot be trusted: {problem}",
            POINTER_HINT
            if "git-lfs pointer" in problem
            else "Restore from another step, or copy the files of this one again.",
        )
    if expected.dtype is not None and expected.dtype != stored.dtype:
        return (
            "dtype differs",
            f"model expects {expected.dtype}, checkpoint holds {stored.dtype}",
            "TensorFlow converts nothing on restore: declare the variable with the stored dtype, or convert the checkpoint.",
        )
    if grows:
        return "restored", "contents of a table or iterator, taken as they are stored", ""
    if not is_compatible(expected.shape, stored.shape):
        return (
            "shape differs",
            f"model expects {shape_text(expected.shape)}, checkpoint holds {shape_text(stored.shape)}",
            _shape_hint(expected.shape, stored.shape),
        )
    if expected.shape is None and expected.dtype is None:
        return (
            "unknown",
            f"the target does not tell shape or dtype, checkpoint holds {described(stored)}",
            "Choose a target that tells more, such as a checkpoint the model has saved.",
        )
    return "restored", f"model expects {described(expected)}, checkpoint holds the same", ""


def _shape_hint(expected: tuple[int | None, ...] | None, stored: tuple[int | None, ...] | None) -> str:
    """What most likely changed in the program, from how the shapes differ."""
    if expected is None or stored is None:
        return ""
    if len(expected) != len(stored):
        if [size for size in expected if size != 1] == [size for size in stored if size != 1]:
            return "Only dimensions of size 1 differ, but TensorFlow reshapes nothing: declare the variable with the stored shape."
        return f"The model's variable has rank {len(expected)}, the stored one {len(stored)}: it is another kind of layer."
    differing = [
        axis
        for axis, (ours, theirs) in enumerate(zip(expected, stored, strict=True))
        if ours is not None and theirs is not None and ours != theirs
    ]
    if sorted(size or 0 for size in expected) == sorted(size or 0 for size in stored):
        return "The same sizes in another order: one side is transposed."
    if len(expected) >= 2 and differing == [len(expected) - 1]:
        return f"The layer has {expected[-1]} units or filters in the model, {stored[-1]} in the checkpoint: build it with {stored[-1]}."
    if len(expected) >= 2 and differing == [len(expected) - 2]:
        return f"Its input is {expected[-2]} wide in the model, {stored[-2]} in the checkpoint: the layer before it, or the data, has changed."
    return "Build the model with the sizes the checkpoint was saved with, or train it anew."


@lru_cache(maxsize=4096)
def described(side: Expectation | None) -> str:
    """A side as the sentences write it, "float32 [4, 10]"."""
    if side is None:
        return "nothing"
    if side.dtype is None and side.shape is None:
        return "a variable"
    if side.dtype is None:
        return shape_text(side.shape)
    return side.dtype if side.shape is None else f"{side.dtype} {shape_text(side.shape)}"
