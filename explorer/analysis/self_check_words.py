"""What a directory's contradictions are called: one sentence, and why it happens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explorer.analysis.self_check_rows import Contradiction, Shape
from explorer.checkpoints.model_dir import CheckpointEntry
from explorer.checkpoints.shape_text import shape_text

_SLOT_LIKE = re.compile(
    r"(?:/|_)(?:Adagrad|Adam|Momentum|RMSProp|Ftrl|Adadelta|ExponentialMovingAverage|accumulator|linear|momentum"
    r"|m|v|vhat|rms|mg)(?:_\d+)?\Z|\Atraining/|OPTIMIZER_SLOT|(?:\A|/)_?optimizer/"
)
_MOST_STEPS = 4

Expected = tuple[str | None, Shape | None]  # dtype and shape

GRAPH_REASON = (
    "A program with other layer sizes was started in this directory. TensorFlow restores resource "
    "variables of a graph without comparing shapes: it took over the stored sizes and trained on without a word. "
    "Train the changed program in a directory of its own, or set the sizes back to those the checkpoints hold."
)
DTYPE_REASON = (
    "A program with other dtypes was started in this directory, and its graph was written beside a checkpoint "
    "of the earlier one. TensorFlow converts nothing on restore: declare the variables with the stored dtype, "
    "or train the changed program in a directory of its own."
)
MISSING_REASON = (
    "The .meta file was written by another program, or by another save, than the checkpoint beside it. "
    "Importing it and restoring the checkpoint raises NotFoundError; the checkpoint itself can be read."
)
SAVED_MODEL_REASON = (
    "saved_model.pb and the variables folder are of different saves: one of them was copied or overwritten alone. "
    "Loading it raises an error or gives wrong values. Export the model again, or copy the whole folder again."
)
NEIGHBOURS_REASON = (
    "Two programs, or two versions of one, saved into this directory. Checkpoints of one side cannot be restored "
    "into the model of the other. Keep the checkpoints of each in a directory of its own."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a directory, and the variables it concerns.

    `kind`: "graph" (a .meta or graph.pbtxt against its checkpoint), "saved model", or "neighbours".
    """

    kind: str
    sentence: str
    explanation: str
    rows: tuple[Contradiction, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The distinct keys, in the order of the rows."""
        return tuple(dict.fromkeys(row.key for row in self.rows))


class GraphPhases:
    """The stored variables of a family that the graphs beside them expect otherwise, in order of time.

    A program that was changed twice has two phases: one finding each, or the second change is never told.
    """

    def __init__(self) -> None:
        self._phases: list[_Phase] = []

    def add(self, rows: Sequence[Contradiction], entry: CheckpointEntry) -> None:
        """Rows of one checkpoint; checkpoints come in order of time."""
        if not self._phases or not self._phases[-1].agrees_with(rows):
            self._phases.append(_Phase())
        self._phases[-1].add(rows, entry)

    def add_text(self, rows: Sequence[Contradiction]) -> bool:
        """Put rows of graph.pbtxt with the phase whose graph it is; False if it is that of none."""
        phase = next((phase for phase in reversed(self._phases) if phase.agrees_with(rows)), None)
        if phase is not None:
            phase.rows += rows
        return phase is not None

    def findings(self, judged: Sequence[CheckpointEntry]) -> list[Finding]:
        """One finding a phase. `judged`: all checkpoints of the family that have a graph of their own."""
        found = []
        before: Mapping[str, Expected] = {}
        for place, phase in enumerate(self._phases):
            later = [entry for other in self._phases[place + 1 :] for entry in other.entries]
            found.append(_graph_finding(phase, before, later, judged))
            before = phase.expected
        return found


class _Phase:
    """Neighbours in time whose graphs expect the same."""

    def __init__(self) -> None:
        self.rows: list[Contradiction] = []
        self.entries: list[CheckpointEntry] = []
        self.expected: dict[str, Expected] = {}

    def add(self, rows: Sequence[Contradiction], entry: CheckpointEntry) -> None:
        self.rows += rows
        self.entries.append(entry)
        self.expected |= _expected(rows)

    def agrees_with(self, rows: Sequence[Contradiction]) -> bool:
        return all(self.expected.get(key, told) == told for key, told in _expected(rows).items())


def _expected(rows: Sequence[Contradiction]) -> dict[str, Expected]:
    return {row.key: (row.expected_dtype, row.expected_shape) for row in rows}


def _graph_finding(
    phase: _Phase,
    before: Mapping[str, Expected],
    later: Sequence[CheckpointEntry],
    judged: Sequence[CheckpointEntry],
) -> Finding:
    """What the graphs of one phase expect.

    Args:
        phase: its rows and checkpoints.
        before: what the phase before it expects.
        later: the checkpoints of the phases behind it.
        judged: all checkpoints of the family that have a graph of their own.
    """
    rows = phase.rows
    first = [row for row in rows if row.prefix == phase.entries[0].prefix]
    changed = [row for row in first if before.get(row.key) != (row.expected_dtype, row.expected_shape)]
    lead = telling(changed or first)
    contradicted = phase.entries
    if _lasts((*phase.entries, *later), judged):
        contradicted = [*phase.entries, *later]
    expected, stored = _sides(lead)
    when = _when(contradicted, judged)
    holds = "checkpoint holds" if len(contradicted) == 1 else "checkpoints hold"
    sentence = f"{when} the graph expects {_name(lead)} {expected}; the {holds} {stored}{_more(rows)}."
    reason = DTYPE_REASON if lead.expected_dtype not in (None, lead.stored_dtype) else GRAPH_REASON
    return Finding("graph", sentence, reason, tuple(rows))


def text_graph_finding(rows: Sequence[Contradiction], entry: CheckpointEntry, source: str) -> Finding:
    """Rows of graph.pbtxt alone, held against the newest checkpoint."""
    lead = telling(rows)
    expected, stored = _sides(lead)
    sentence = (
        f"{source} expects {_name(lead)} {expected}; the newest checkpoint, {entry.label}, holds {stored}"
        f"{_more(rows)}."
    )
    reason = DTYPE_REASON if lead.expected_dtype not in (None, lead.stored_dtype) else GRAPH_REASON
    return Finding("graph", sentence, reason, tuple(rows))


def missing_finding(rows: Sequence[Contradiction], entry: CheckpointEntry) -> Finding:
    """Keys that the graph beside a checkpoint saves, and the checkpoint lacks."""
    lead = telling(rows)
    sentence = f"{_at(entry)} the graph saves {_name(lead)}, which the checkpoint does not hold{_more(rows, 'is missing', 'are missing')}."
    return Finding("graph", sentence, MISSING_REASON, tuple(rows))


def saved_model_finding(rows: Sequence[Contradiction], entry: CheckpointEntry) -> Finding:
    """Variables a SavedModel declares otherwise than its own checkpoint holds them."""
    lead = telling(rows)
    expected, stored = _sides(lead)
    name = entry.name if entry.name != "variables/variables" else "the SavedModel"
    sentence = f"In {name}, saved_model.pb expects {_name(lead)} {expected}; its variables hold {stored}{_more(rows)}."
    return Finding("saved model", sentence, SAVED_MODEL_REASON, tuple(rows))


def neighbours_finding(
    rows: Sequence[Contradiction], older: CheckpointEntry, newer: CheckpointEntry
) -> Finding:
    """Variables that changed their shape or dtype between two checkpoints of a family."""
    lead = telling(rows)
    before, after = _sides(lead)
    sentence = (
        f"From {newer.label} on the checkpoints hold {_name(lead)} {after}; up to {older.label} they hold "
        f"{before}{_more(rows)}."
    )
    return Finding("neighbours", sentence, NEIGHBOURS_REASON, tuple(rows))


def telling(rows: Sequence[Contradiction]) -> Contradiction:
    """The row that says most to a person: a weight matrix rather than a bias, a variable rather than its slots."""

    def rank(row: Contradiction) -> tuple[bool, int]:
        return bool(_SLOT_LIKE.search(row.key)), -min(len(row.expected_shape or row.stored_shape or ()), 2)

    return min(rows, key=rank)


def _sides(row: Contradiction) -> tuple[str, str]:
    """The expected and the stored side as the sentences write them: what differs, and nothing else."""
    stored: Shape | None = row.stored_shape
    if row.expected_dtype is None or row.expected_dtype == row.stored_dtype:
        return shape_text(row.expected_shape), shape_text(stored)
    if row.expected_shape is None or row.expected_shape == stored:
        return row.expected_dtype, str(row.stored_dtype)
    return (
        f"{row.expected_dtype} {shape_text(row.expected_shape)}",
        f"{row.stored_dtype} {shape_text(stored)}",
    )


def _name(row: Contradiction) -> str:
    """The key without the suffix that every key of an object-based checkpoint has."""
    return row.key.removesuffix("/.ATTRIBUTES/VARIABLE_VALUE")


def _more(rows: Sequence[Contradiction], one: str = "differs", several: str = "differ") -> str:
    """How many variables besides the telling one, with a verb: a bare number would read as something stored."""
    more = len({row.key for row in rows}) - 1
    if more <= 0:
        return ""
    return f", and 1 more variable {one}" if more == 1 else f", and {more:,} more variables {several}"


def _when(contradicted: Sequence[CheckpointEntry], judged: Sequence[CheckpointEntry]) -> str:
    if _lasts(contradicted, judged):
        return f"From {contradicted[0].label} on"
    if len(contradicted) == 1:
        return _at(contradicted[0])
    if len(contradicted) <= _MOST_STEPS:
        *others, last = (entry.label for entry in contradicted)
        return f"At {', '.join(others)} and {last}"
    return (
        f"At {len(contradicted):,} checkpoints between {contradicted[0].label} and {contradicted[-1].label}"
    )


def _lasts(contradicted: Sequence[CheckpointEntry], judged: Sequence[CheckpointEntry]) -> bool:
    """Whether these are all checkpoints from the first of them on, and more than one."""
    order = [entry.prefix for entry in judged]
    start = order.index(contradicted[0].prefix)
    return len(order) > start + 1 and set(order[start:]) == {entry.prefix for entry in contradicted}


def _at(entry: CheckpointEntry) -> str:
    has_number = entry.step is not None or entry.number is not None
    return f"At {entry.label}" if has_number else f"Beside {entry.name}"
