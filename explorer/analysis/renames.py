"""Which stored values most likely are the target's variables under other names.

Stored rows nobody uses and target variables without a value are paired within equal shape and
dtype: by names (words of the paths, numbers, what other pairs teach), by the scopes their
neighbours went to, and, where both sides have values, by those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from explorer.analysis.renames_far import by_learned_words
from explorer.analysis.renames_numbers import changes_a_kept_number, is_in, kept_numbers, moved_scopes
from explorer.analysis.renames_reasons import reasons
from explorer.analysis.renames_slots import slot_kind
from explorer.analysis.renames_solve import solve
from explorer.analysis.renames_values import likeness_of_values, rows_of_equal_value
from explorer.analysis.renames_words import Named, plain_path, stem_of, take_apart
from explorer.analysis.renames_words import named as of_parts
from explorer.analysis.restoring.finding import RenamePair
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.formats.dtypes import data_type
from explorer.task import QUIET, Task, breathing

if TYPE_CHECKING:
    import numpy.typing as npt

MOST_COMPARED = 1200  # names of a side compared with each other; what they teach is applied to the rest
LEAST_CONFIDENT = 0.1  # below, a pair is not worth a look
SAMPLE = 400
# Of a look that must take no longer than a fraction of a second: so many names at all, compared, and sampled.
QUICK_NAMES, QUICK_COMPARED, QUICK_SAMPLE = 4000, 400, 200
DOUBTFUL = 0.85
TRANSPOSED_CONFIDENCE = 0.25

Label = TypeVar("Label")
Pairs = dict[int, tuple[int, float, str]]  # variable -> row, confidence, reason ("" where to be told)


def taken_by_name(checkpoint: Checkpoint, target: ModelSpec) -> tuple[tuple[int, int], ...]:
    """The pairs (variable, row) of equal key (of equal name, where one side has no objects), shape and dtype.

    Those of numbered layers that moved as a whole (`layer_0`.. to `layer_1`..) are left out.
    """
    by_name = checkpoint.object_based != target.object_based
    stored = checkpoint.names if by_name else checkpoint.table.keys
    row_of = {plain_path(label): row for row, label in enumerate(stored)}
    found, used = [], set()
    for place, variable in enumerate(target.variables):
        row = row_of.get(plain_path(variable.name if by_name else variable.key), -1)
        if row >= 0 and row not in used and _fits(variable, checkpoint, row):
            used.add(row)
            found.append((place, row))
    return _without_moved(found, checkpoint, target)


def _without_moved(
    pairs: Sequence[tuple[int, int]], checkpoint: Checkpoint, target: ModelSpec
) -> tuple[tuple[int, int], ...]:
    if len(pairs) == min(len(checkpoint.table) - checkpoint.object_based, len(target.variables)):
        return tuple(pairs)  # nothing is left on one side: nothing can have moved
    texts = _Texts(checkpoint, target)
    moved = moved_scopes(
        (texts.stored(row) for row in breathing(range(len(checkpoint.table)))),
        (texts.expected(place) for place in breathing(range(len(target.variables)))),
    )
    return tuple((place, row) for place, row in pairs if not (moved and is_in(texts.expected(place), moved)))


def propose_renames(
    checkpoint: Checkpoint,
    target: ModelSpec,
    taken: Iterable[tuple[int, int]] | None = None,
    task: Task = QUIET,
    values: bool = False,
    *,
    target_checkpoint: Checkpoint | None = None,
    quick: bool = False,
) -> tuple[RenamePair, ...]:
    """The most likely pairs of what is left on both sides, in the order of the target's variables.

    Args:
        checkpoint: the stored side.
        target: the model's side.
        taken: pairs (variable, row) that need no new name; None: those of equal key, shape and dtype.
        task: told about progress.
        values: read values, too, where `target_checkpoint` is given.
        target_checkpoint: the checkpoint the target was made from, for its values.
        quick: compare fewer; where very many names are left over, leave out slots, or give up.

    A confidence above 0.9 means that name, shape and neighbours agree and nothing else comes near;
    equal candidates get a low one. Up to MOST_COMPARED of each side are compared with each other;
    beyond, only what is named by the same rules is found.
    """
    chosen = taken_by_name(checkpoint, target) if taken is None else tuple(taken)
    used_variables, used_rows = {pair[0] for pair in chosen}, {pair[1] for pair in chosen}
    table = checkpoint.table
    rows = [row for row, key in enumerate(table.keys) if row not in used_rows and key != OBJECT_GRAPH_KEY]
    places = [place for place in range(len(target.variables)) if place not in used_variables]
    if quick and len(rows) + len(places) > QUICK_NAMES:  # slots go with their variables
        codes = checkpoint.role_codes.tolist()
        rows = [row for row in rows if ROLES[codes[row]] == "variable"]
        places = [place for place in places if target.variables[place].role == "variable"]
        if len(rows) + len(places) > QUICK_NAMES:
            return ()
    if not rows or not places:
        return ()
    task.report(0, 1, "Looking for renamed variables")
    found: Pairs = {}
    if values and target_checkpoint is not None:
        found.update(
            rows_of_equal_value(
                checkpoint, target_checkpoint, rows, [(p, target.variables[p].key) for p in places]
            )
        )
    texts = _Texts(checkpoint, target)
    left = _Left(texts, rows, places, found)
    found.update(_by_equal_name(texts, left))
    left = _Left(texts, rows, places, found)
    found.update(_by_equal_words(texts, left))
    left = _Left(texts, rows, places, found)
    sure = [*((v, r) for v, r in chosen), *((v, pair[0]) for v, pair in found.items())]
    bounds = (QUICK_COMPARED, QUICK_SAMPLE) if quick else (MOST_COMPARED, SAMPLE)
    found.update(
        _by_solving(texts, left, sure, task, checkpoint, target_checkpoint if values else None, bounds)
    )
    left = _Left(texts, rows, places, found)
    found.update(_transposed(texts, left))
    return _told(texts, found)


class _Texts:
    """The names of both sides, taken apart when they are looked at."""

    def __init__(self, checkpoint: Checkpoint, target: ModelSpec) -> None:
        self.checkpoint, self.target = checkpoint, target
        self.both_objects = checkpoint.object_based and target.object_based
        self._by_name = checkpoint.object_based != target.object_based
        self._stored: dict[int, Named] = {}
        self._expected: dict[int, Named] = {}

    def stored_name(self, row: int) -> str:
        return self.checkpoint.names[row]

    def expected_name(self, place: int) -> str:
        variable = self.target.variables[place]
        return variable.full_name or variable.name

    def stored_path(self, row: int) -> str:
        return plain_path(self.stored_name(row) if self._by_name else self.checkpoint.table.keys[row])

    def expected_path(self, place: int) -> str:
        return plain_path(self.expected_name(place) if self._by_name else self.target.variables[place].key)

    def stored(self, row: int) -> Named:
        if row not in self._stored:
            self._stored[row] = self._named(self.stored_path(row), self.stored_name(row))
        return self._stored[row]

    def expected(self, place: int) -> Named:
        if place not in self._expected:
            self._expected[place] = self._named(self.expected_path(place), self.expected_name(place))
        return self._expected[place]

    def _named(self, path: str, name: str) -> Named:
        named = take_apart(path)
        if not self.both_objects or not name or plain_path(name) == path:
            return named
        # What the program calls it says more than a list's index; marked, so that the two are not mixed up.
        also = tuple(f"~{word}" for word in take_apart(name).words)
        return Named(named.parts, named.words + also, named.slot)


class _Left:
    """What has no partner yet, with a number for the shape and dtype of each."""

    def __init__(self, texts: _Texts, rows: list[int], places: list[int], found: Pairs) -> None:
        checkpoint, target = texts.checkpoint, texts.target
        used = {pair[0] for pair in found.values()}
        table = checkpoint.table
        self.rows = [row for row in rows if row not in used]
        self.places = [place for place in places if place not in found]
        numbers: dict[tuple[str, tuple[int, ...], str], int] = {}
        self.stored_shape: list[tuple[int, ...]] = [table.shape(row) for row in self.rows]
        self.stored_dtype = [data_type(int(table.dtype[row])).name for row in self.rows]
        # A slot is renamed to the same slot only: Adam's m is not RMSprop's accumulator.
        slots = [slot_kind(texts.stored_path(row), texts.stored_name(row)) for row in self.rows]
        self.row_block = [
            numbers.setdefault(kind, len(numbers))
            for kind in zip(self.stored_dtype, self.stored_shape, slots)
        ]
        self.kinds = numbers
        self.variables = [target.variables[place] for place in self.places]
        self.place_block = [
            self._block_of(variable, slot_kind(texts.expected_path(place), texts.expected_name(place)))
            for place, variable in zip(self.places, self.variables)
        ]

    def _block_of(self, variable: SpecVariable, slot: str) -> int:
        """The block a variable is looked for in. Of one that tells little: the only one it fits, else none."""
        if variable.dtype is not None and variable.shape is not None and None not in variable.shape:
            known = tuple(size for size in variable.shape if size is not None)
            return self.kinds.get((variable.dtype, known, slot), -1)
        fitting = {
            block
            for (dtype, shape, of_slot), block in self.kinds.items()
            if of_slot == slot
            and (variable.dtype is None or variable.dtype == dtype)
            and _compatible(variable.shape, shape)
        }
        return fitting.pop() if len(fitting) == 1 else -1


def _compatible(expected: tuple[int | None, ...] | None, stored: tuple[int, ...]) -> bool:
    return expected is None or (
        len(expected) == len(stored)
        and all(size is None or size == held for size, held in zip(expected, stored))
    )


def _fits(variable: SpecVariable, checkpoint: Checkpoint, row: int) -> bool:
    dtype = data_type(int(checkpoint.table.dtype[row])).name
    return (variable.dtype is None or variable.dtype == dtype) and _compatible(
        variable.shape, checkpoint.table.shape(row)
    )


def _by_equal_name(texts: _Texts, left: _Left) -> Pairs:
    """Pairs whose full names are equal though their paths are not: an attribute was renamed, a layer inserted."""
    if not texts.both_objects:
        return {}
    stored, expected = defaultdict(list), defaultdict(list)
    for i, row in enumerate(left.rows):
        name = texts.stored_name(row)
        if "/" in name and name != texts.checkpoint.table.keys[row]:  # "Variable" or "kernel" is no proof
            stored[plain_path(name), left.row_block[i]].append(row)
    for j, place in enumerate(left.places):
        expected[plain_path(texts.expected_name(place)), left.place_block[j]].append(place)
    return _unique_pairs(stored, expected, 0.94, "the program gives it the same name")


def _by_equal_words(texts: _Texts, left: _Left) -> Pairs:
    """Pairs whose names are made of the same words once what all names of a side begin with is left out."""
    stored_start = _common_start([texts.stored(row).parts for row in breathing(left.rows)])
    expected_start = _common_start([texts.expected(place).parts for place in breathing(left.places)])
    found: Pairs = {}
    for first, second in {(0, 0), (stored_start, expected_start)}:
        moved = moved_scopes(
            (_without_start(texts.stored(row), first) for row in breathing(left.rows)),
            (_without_start(texts.expected(place), second) for place in breathing(left.places)),
        )
        stored, expected = defaultdict(list), defaultdict(list)
        for i, row in enumerate(left.rows):
            stored[_without_start(texts.stored(row), first).words, left.row_block[i]].append(row)
        for j, place in enumerate(left.places):
            name = _without_start(texts.expected(place), second)
            if not is_in(name, moved):
                expected[name.words, left.place_block[j]].append(place)
        pairs = _unique_pairs(stored, expected, 0.95, "")
        if len(pairs) * 2 > len(found):
            used = {pair[0] for pair in found.values()}
            found.update({v: pair for v, pair in pairs.items() if v not in found and pair[0] not in used})
    # The same words for a few among many may be chance (a bias here, a bias there): then all are compared.
    return found if 2 * len(found) >= min(len(left.rows), len(left.places)) else {}


def _without_start(name: Named, start: int) -> Named:
    return of_parts(name.parts[start:], name.slot) if start else name


def _common_start(names: Sequence[tuple[str, ...]]) -> int:
    """How many leading parts all names share, their last part left out."""
    if not names:
        return 0
    lowest, highest = min(names), max(names)
    count = 0
    for ours, theirs in zip(lowest[:-1], highest[:-1]):
        if ours != theirs:
            break
        count += 1
    return count


def _unique_pairs(
    stored: Mapping[tuple[Label, int], list[int]],
    expected: Mapping[tuple[Label, int], list[int]],
    confidence: float,
    reason: str,
) -> Pairs:
    return {
        expected[label][0]: (rows[0], confidence, reason)
        for label, rows in stored.items()
        if label[1] >= 0 and len(rows) == 1 and len(expected.get(label, ())) == 1
    }


def _by_solving(
    texts: _Texts,
    left: _Left,
    sure: Sequence[tuple[int, int]],
    task: Task,
    checkpoint: Checkpoint,
    target_checkpoint: Checkpoint | None,
    bounds: tuple[int, int],
) -> Pairs:
    most_compared, sample = bounds
    shared = set(left.row_block) & set(left.place_block) - {-1}
    ours = [i for i, block in enumerate(left.row_block) if block in shared]
    theirs = [j for j, block in enumerate(left.place_block) if block in shared]
    if not ours:
        return {}
    first, second = ours, theirs
    if (
        max(len(ours), len(theirs)) > most_compared
    ):  # the first of both sides by their numbers: they correspond
        first = sorted(ours, key=lambda i: _numbers_first(texts.stored(left.rows[i])))[:sample]
        second = sorted(theirs, key=lambda j: _numbers_first(texts.expected(left.places[j])))[:sample]
    older = [texts.stored(left.rows[i]) for i in first]
    newer = [texts.expected(left.places[j]) for j in second]
    known = [(texts.stored(row), texts.expected(place)) for place, row in sure[:most_compared]]
    likeness: npt.NDArray[np.float64] | None = None
    if target_checkpoint is not None:
        keys = [left.variables[j].key for j in second]
        likeness = likeness_of_values(
            checkpoint, target_checkpoint, [left.rows[i] for i in first], keys, task
        )
    solution = solve(
        older,
        newer,
        [left.row_block[i] for i in first],
        [left.place_block[j] for j in second],
        known,
        likeness,
        task,
    )
    is_whole = len(first) == len(ours) and len(second) == len(theirs)
    found: Pairs = {}
    kept = kept_numbers(known)
    if is_whole:
        for i, j, confidence in solution.pairs:
            if changes_a_kept_number(older[i], newer[j], kept):
                confidence = min(confidence, DOUBTFUL)
            if confidence >= LEAST_CONFIDENT:
                found[left.places[second[j]]] = (left.rows[first[i]], confidence, "")
        return found
    # Too many to compare each with each: what the first ones teach is looked up for all.
    for i, j in by_learned_words(
        solution,
        [(texts.stored(left.rows[i]), left.row_block[i]) for i in breathing(ours)],
        [(texts.expected(left.places[j]), left.place_block[j]) for j in breathing(theirs)],
    ):
        found[left.places[theirs[j]]] = (left.rows[ours[i]], 0.8, "")
    return found


def _transposed(texts: _Texts, left: _Left) -> Pairs:
    """A hint only: matrices that are left over, alike in name, with their sizes exchanged."""
    stored = defaultdict(list)
    for i, row in enumerate(left.rows):
        shape = left.stored_shape[i]
        if len(shape) == 2 and shape[0] != shape[1]:
            stored[left.stored_dtype[i], shape[::-1], _last(texts.stored(row))].append(row)
    expected = defaultdict(list)
    for place, variable in zip(left.places, left.variables):
        if variable.shape is not None and len(variable.shape) == 2:
            expected[variable.dtype, variable.shape, _last(texts.expected(place))].append(place)
    return {
        expected[kind][0]: (rows[0], TRANSPOSED_CONFIDENCE, "its sizes are exchanged: transposed")
        for kind, rows in stored.items()
        if len(rows) == 1 and len(expected.get(kind, ())) == 1
    }


def _numbers_first(named: Named) -> tuple[tuple[int, ...], tuple[str, ...]]:
    return tuple(stem_of(word)[1] for word in named.words if "#" in word), named.words


def _last(named: Named) -> str:
    return named.words[-1] if named.words else ""


def _told(texts: _Texts, found: Pairs) -> tuple[RenamePair, ...]:
    order = sorted(found)
    paths = [(texts.stored_path(found[place][0]), texts.expected_path(place)) for place in order]
    sentences = reasons(paths, [found[place][2] for place in order])
    return tuple(
        RenamePair(place, found[place][0], round(found[place][1], 3), sentence)
        for place, sentence in zip(order, sentences)
    )
