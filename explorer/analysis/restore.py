"""Does this checkpoint fit that model: a verdict for each variable. (First form: shapes, dtypes, keys.)

A wrong dtype is told before a wrong shape, as TensorFlow
reads all tensors (and finds wrong dtypes) before it assigns the first.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from explorer.analysis.stored_values import check_value
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec
from explorer.errors import ExplorerError
from explorer.formats.dtypes import data_type
from explorer.formats.lfs_pointer import POINTER_HINT
from explorer.task import QUIET, Task, breathing

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
_REPORT_EVERY = 64
_PIECE = 1024  # rows sorted in one go, within a few milliseconds
_ORDER = {
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
_GETS_VALUE = frozenset({"restored", "deferred", "unknown"})
_KERAS_FORMATS = frozenset({"h5", "weights_h5", "keras"})
_KERAS_ENDINGS = (".h5", ".hdf5", ".keras")
_DIGITS = re.compile(r"([0-9]+)")


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


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """The verdicts of one checkpoint against one target, problems first by verdict, then natural key order."""

    checkpoint: str
    target: str
    rows: tuple[RestoreRow, ...]
    summary: str  # one sentence, or more where the sides are of different kinds
    note: str = ""  # why the two sides have no names in common, where they have none; part of the summary

    @property
    def counts(self) -> dict[str, int]:
        """Verdict -> number of rows, for the verdicts that occur, in the order of the rows."""
        return dict(Counter(row.verdict for row in self.rows))

    @property
    def fits(self) -> bool:
        """Whether every variable of the model gets its value."""
        return all(row.verdict not in PROBLEM_VERDICTS for row in self.rows)


def check_restore(
    checkpoint: Checkpoint,
    target: ModelSpec | Checkpoint | Path | str,
    task: Task = QUIET,
    *,
    verify: bool = False,
) -> RestoreReport:
    """Match the two sides and judge every row. The target is a spec, or a checkpoint of the model, or its path.

    Both of one kind are matched by checkpoint key. An object-based and a name-based side are
    matched by the variables' names, as TensorFlow does then; a row's key is the checkpoint's, where
    it has one. The object graph entry is no variable and has no row. Unknown dimensions, shapes and
    dtypes of the target fit anything.

    Without `verify` the index alone is read: a value counts as sound when its bytes are there.
    With it, every value that would be restored is read and its checksum compared; one that does
    not match is `damaged`.
    """
    target = as_spec(target)
    table = checkpoint.table
    by_name = checkpoint.object_based != target.object_based
    expected: dict[str, SpecVariable] = {}
    unmatched = []  # nameless, or a name the target has twice: the first takes the value
    for variable in target.variables:
        label = variable.name if by_name else variable.key
        if label and label not in expected and variable.key != OBJECT_GRAPH_KEY:
            expected[label] = variable
        elif variable.key != OBJECT_GRAPH_KEY:
            unmatched.append(variable)
    stored_names = checkpoint.names if by_name else table.keys
    table_keys = table_content_keys(table.keys)
    rows: list[RestoreRow] = []
    total = len(table) + len(expected)
    for row, key in enumerate(table.keys):
        if row % _REPORT_EVERY == 0:
            task.report(row, total, "Comparing with the target")
        if key == OBJECT_GRAPH_KEY:
            continue
        stored = Expectation(data_type(int(table.dtype[row])).name, table.shape(row))
        wanted = expected.pop(stored_names[row], None)
        rows.append(_judge(key, wanted, stored, table.problems.get(row), key in table_keys))
    for place, variable in enumerate((*expected.values(), *unmatched)):
        if place % _REPORT_EVERY == 0:
            task.report(len(table) + place, total, "Comparing with the target")
        rows.append(_judge(variable.key, variable, None, None, False))
    if verify:
        rows = _verified(checkpoint, rows, task)
    rows = _worst_first(rows)
    summary = _summary(rows)
    if by_name:
        summary += " One side is object-based, the other name-based: matched by the variables' names."
    note = _why_unmatched(checkpoint, target, rows)
    if note:
        summary += f" {note}"
    return RestoreReport(checkpoint.name, target.source, tuple(rows), summary, note)


def _verified(checkpoint: Checkpoint, rows: list[RestoreRow], task: Task) -> list[RestoreRow]:
    """The rows again: those whose value is read and does not fit its checksum are damaged."""
    table = checkpoint.table
    concerned = [row.stored is not None and row.verdict in _GETS_VALUE for row in rows]
    total = sum(
        int(table.size_bytes[table.row_of[row.key]]) for row, is_read in zip(rows, concerned) if is_read
    )
    done = 0
    judged = []
    for row, is_read in zip(rows, concerned):
        if is_read:
            try:
                check_value(checkpoint, row.key, task, start=done, total=total)
            except ExplorerError as error:
                expected = row.expected or Expectation(None, None)
                verdict, sentence, hint = _verdict(expected, row.stored, error.problem, False)
                row = replace(row, verdict=verdict, sentence=sentence, hint=hint)
            done += int(table.size_bytes[table.row_of[row.key]])
        judged.append(row)
    return judged


def _worst_first(rows: list[RestoreRow]) -> list[RestoreRow]:
    """Sorted by verdict, then naturally by key: in pieces, as one long sort would halt a window's thread."""
    keyed = [(_ORDER[row.verdict], _natural(row.key), place) for place, row in enumerate(breathing(rows))]
    pieces = [
        sorted(keyed[start : start + _PIECE]) for start in breathing(range(0, len(keyed), _PIECE), every=1)
    ]
    return [rows[place] for _, _, place in breathing(heapq.merge(*pieces))]


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


def shape_text(shape: tuple[int | None, ...] | None) -> str:
    """A shape as the sentences write it, "[4, ?]"."""
    if shape is None:
        return "?"
    return "[" + ", ".join("?" if size is None else str(size) for size in shape) + "]"


def _judge(
    key: str, variable: SpecVariable | None, stored: Expectation | None, problem: str | None, grows: bool
) -> RestoreRow:
    if variable is None:
        return RestoreRow(
            key,
            None,
            stored,
            "unused by model",
            "model has no such variable, checkpoint holds " + _described(stored),
            "Nothing is lost: the value stays in the file. If the model should have it, it is named differently there.",
        )
    expected = Expectation(variable.dtype, variable.shape)
    verdict, sentence, hint = _verdict(expected, stored, problem, grows)
    return RestoreRow(key, expected, stored, verdict, sentence, hint)


def _verdict(
    expected: Expectation, stored: Expectation | None, problem: str | None, grows: bool
) -> tuple[str, str, str]:
    if stored is None:
        return (
            "missing in checkpoint",
            f"model expects {_described(expected)}, checkpoint holds no such variable",
            "It keeps its initial value, or the restore raises: see whether it was renamed or is new in the model.",
        )
    if problem is not None:
        return (
            "damaged",
            f"model expects {_described(expected)}, but the stored value cannot be trusted: {problem}",
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
            f"the target does not tell shape or dtype, checkpoint holds {_described(stored)}",
            "Choose a target that tells more, such as a checkpoint the model has saved.",
        )
    return "restored", f"model expects {_described(expected)}, checkpoint holds the same", ""


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


def _described(side: Expectation | None) -> str:
    if side is None:
        return "nothing"
    if side.dtype is None and side.shape is None:
        return "a variable"
    if side.dtype is None:
        return shape_text(side.shape)
    return side.dtype if side.shape is None else f"{side.dtype} {shape_text(side.shape)}"


def _summary(rows: Iterable[RestoreRow]) -> str:
    """One sentence, "2 of 5 variables would not be restored: shape differs (1), missing in checkpoint (1)."."""
    counts = Counter(row.verdict for row in rows)
    unused = counts.pop("unused by model", 0)
    total = sum(counts.values())
    tail = f"; {unused} in the checkpoint {_is_are(unused)} unused by the model" if unused else ""
    if not total:
        return f"The target asks for no variables{tail}."
    wanting = {verdict: count for verdict, count in counts.items() if verdict != "restored"}
    if not wanting:
        subject = "The only variable" if total == 1 else f"All {total:,} variables"
        return f"{subject} would be restored{tail}."
    missing = sum(wanting.values())
    parts = ", ".join(f"{verdict} ({wanting[verdict]:,})" for verdict in _ORDER if verdict in wanting)
    return f"{missing:,} of {total:,} variables would not be restored: {parts}{tail}."


def _why_unmatched(checkpoint: Checkpoint, target: ModelSpec, rows: Sequence[RestoreRow]) -> str:
    """A sentence on why hardly a variable of one side is one of the other; "" where there is nothing to say."""
    if not len(checkpoint.table) or not target.variables:
        return ""
    matched = sum(row.expected is not None and row.stored is not None for row in rows)
    ours, theirs = checkpoint.format in _KERAS_FORMATS, target.source.lower().endswith(_KERAS_ENDINGS)
    if ours != theirs and 2 * matched < len(target.variables):
        return (
            "Files of Keras (.h5, .keras) name variables otherwise than TensorFlow's checkpoints and graphs do, so "
            f"{'most could not' if matched else 'none could'} be matched by name; this tells nothing about their shapes. "
            "Compare two files of one format, both written by the programs in question."
        )
    if matched or (len(target.variables) == 1 and len(checkpoint.table) == 1):
        return ""
    return "The two sides have no name in common: they are of different models, or saved by different APIs."


def _is_are(count: int) -> str:
    return "is" if count == 1 else "are"


def _natural(key: str) -> tuple[object, ...]:
    # report.natural_sort stands to the right of us on the road, so the rule is here once more.
    parts: list[object] = list(_DIGITS.split(key))
    for place in range(1, len(parts), 2):
        digits = str(parts[place]).lstrip("0")
        parts[place] = (len(digits), digits)
    return (*parts, key)
