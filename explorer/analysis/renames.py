"""Which stored values most likely are the target's variables under other names.

Stored rows nobody uses and target variables without a value are paired within equal shape and
dtype: by names (words of the paths, numbers, what other pairs teach), by the scopes their
neighbours went to, and, where both sides have values, by those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.analysis.renames_by_rule import by_equal_name, by_equal_words, by_exchanged_sizes
from explorer.analysis.renames_far import by_learned_words
from explorer.analysis.renames_numbers import changes_a_kept_number, is_in, kept_numbers, moved_scopes
from explorer.analysis.renames_reasons import reasons
from explorer.analysis.renames_sides import Left, Pairs, Texts, fits
from explorer.analysis.renames_solve import solve
from explorer.analysis.renames_values import likeness_of_values, rows_of_equal_value
from explorer.analysis.renames_words import Named, plain_path, stem_of
from explorer.analysis.restoring.finding import RenamePair
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES
from explorer.checkpoints.spec import ModelSpec
from explorer.task import QUIET, Task, breathing

MOST_COMPARED = 1200  # names of a side compared with each other; what they teach is applied to the rest
LEAST_CONFIDENT = 0.1  # below, a pair is not worth a look
SAMPLE = 400
# Of a look that must take no longer than a fraction of a second: so many names at all, compared, and sampled.
QUICK_NAMES, QUICK_COMPARED, QUICK_SAMPLE = 4000, 400, 200
DOUBTFUL = 0.85


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
        if row >= 0 and row not in used and fits(variable, checkpoint, row):
            used.add(row)
            found.append((place, row))
    return _without_moved(found, checkpoint, target)


def _without_moved(
    pairs: Sequence[tuple[int, int]], checkpoint: Checkpoint, target: ModelSpec
) -> tuple[tuple[int, int], ...]:
    if len(pairs) == min(len(checkpoint.table) - checkpoint.object_based, len(target.variables)):
        return tuple(pairs)  # nothing is left on one side: nothing can have moved
    texts = Texts(checkpoint, target)
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
    texts = Texts(checkpoint, target)
    left = Left(texts, rows, places, found)
    found.update(by_equal_name(texts, left))
    left = Left(texts, rows, places, found)
    found.update(by_equal_words(texts, left))
    left = Left(texts, rows, places, found)
    sure = [*((v, r) for v, r in chosen), *((v, pair[0]) for v, pair in found.items())]
    bounds = (QUICK_COMPARED, QUICK_SAMPLE) if quick else (MOST_COMPARED, SAMPLE)
    found.update(
        _by_solving(texts, left, sure, task, checkpoint, target_checkpoint if values else None, bounds)
    )
    left = Left(texts, rows, places, found)
    found.update(by_exchanged_sizes(texts, left))
    return _told(texts, found)


def _by_solving(
    texts: Texts,
    left: Left,
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
    likeness = None
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


def _numbers_first(named: Named) -> tuple[tuple[int, ...], tuple[str, ...]]:
    return tuple(stem_of(word)[1] for word in named.words if "#" in word), named.words


def _told(texts: Texts, found: Pairs) -> tuple[RenamePair, ...]:
    order = sorted(found)
    paths = [(texts.stored_path(found[place][0]), texts.expected_path(place)) for place in order]
    sentences = reasons(paths, [found[place][2] for place in order])
    return tuple(
        RenamePair(place, found[place][0], round(found[place][1], 3), sentence)
        for place, sentence in zip(order, sentences)
    )
