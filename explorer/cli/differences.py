"""`ckptx diff`: what differs between two checkpoints, under the rule that was asked for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from explorer.cli.json_output import print_json
from explorer.cli.listing import open_chosen
from explorer.cli.progress import progress_task
from explorer.cli.tables import Head, print_table
from explorer.report import json_shapes
from explorer.report.numbers import display_name, format_count, format_counted, format_float, format_shape
from explorer.report.palette import DIFFERENCE_MARK

if TYPE_CHECKING:
    from explorer.analysis.diff import Difference, Side
    from explorer.analysis.diff_rule import EqualityRule

KeyFilter = Callable[[str], bool] | None


def show_diff(
    older: tuple[str, int | None],
    newer: tuple[str, int | None],
    keys: KeyFilter,
    *,
    values: bool,
    rtol: float | None,
    atol: float | None,
    ignore_slots: bool,
    ignore_bookkeeping: bool,
    by_change: bool,
    match_renamed: bool,
    show_all: bool,
    as_json: bool,
) -> int:
    """What differs; exit status 1 when something does."""
    from explorer.analysis.diff import diff_checkpoints
    from explorer.analysis.diff_renames import propose_key_pairs
    from explorer.analysis.diff_rule import BITWISE

    values = values or by_change
    rule = _rule(rtol, atol, ignore_slots, ignore_bookkeeping)
    before, after = (open_chosen(path, step=step) for path, step in (older, newer))
    with progress_task() as task:
        pairs = propose_key_pairs(before, after, task) if match_renamed else ()
        rows = diff_checkpoints(before, after, values=values, rule=rule, renames=pairs, keys=keys, task=task)
    status = 1 if any(row.change != "same" or row.problem for row in rows) else 0
    if by_change:
        rows = tuple(sorted(rows, key=_moved, reverse=True))
    if as_json:
        shape = json_shapes.diff_shape(before.name, after.name, rows, values=values)
        print_json(shape if rule == BITWISE else shape | {"rule": rule.words})
        return status
    shown = rows if show_all else tuple(row for row in rows if row.change != "same" or row.problem)
    notes = [_summary(before.name, after.name, rows)]
    if keys is not None and not rows:
        notes = ["nothing was compared: no key matches"]
    if rule != BITWISE:
        notes.append(rule.sentence)
    if not values and any(row.change == "same" and not row.is_certain for row in rows):
        notes.append("'same' rests on the stored checksums; the values were not read: --values reads them.")
    notes += [
        f"{display_name(row.older_key)} is taken for {display_name(row.key)}: {display_name(row.renamed.reason)}"
        for row in rows
        if row.renamed is not None
    ]
    notes += [
        f"{display_name(row.key)}: {format_count(left_out)} of {format_count(math.prod(row.newer.shape))} elements are "
        "NaN or infinite on one side or both; the numbers are over the others"
        for row in rows
        if row.newer is not None and (left_out := _left_out(row))
    ]
    notes += [f"{display_name(row.key)}: {display_name(row.problem, 2000)}" for row in rows if row.problem]
    _print(shown, values, notes)
    return status


def _moved(row: Difference) -> float:
    """The relative change; what has none comes last, what is only on one side or of other shape first."""
    if row.change in ("added", "removed", "shape"):
        return math.inf
    moved = None if row.values is None else row.values.relative_l2
    return -1.0 if moved is None else moved


def _left_out(row: Difference) -> int:
    """How many elements the numbers of a row leave out, because a side is not finite there."""
    if row.values is None or row.newer is None or not row.values.is_read:
        return 0
    return math.prod(row.newer.shape) - row.values.compared


def _rule(
    rtol: float | None, atol: float | None, ignore_slots: bool, ignore_bookkeeping: bool
) -> EqualityRule:
    from explorer.analysis.diff_rule import EqualityRule

    for name, number in (("--rtol", rtol), ("--atol", atol)):
        if number is not None and not math.isfinite(number):
            raise click.UsageError(f"{name} takes a finite number.")
    if rtol is not None or atol is not None:  # one alone: the other part is nothing
        rtol, atol = rtol or 0.0, atol or 0.0
    return EqualityRule(rtol, atol, ignore_slots, ignore_bookkeeping)


def _print(shown: tuple[Difference, ...], values: bool, notes: list[str]) -> None:
    heads = [Head("Key"), Head(""), Head("Change", styles="word"), Head("Older"), Head("Newer")]
    columns = [
        [_name(row) for row in shown],
        [DIFFERENCE_MARK[row.change] for row in shown],
        [row.change for row in shown],
        [_side(row.older) for row in shown],
        [_side(row.newer) for row in shown],
    ]
    if values:
        heads += [Head(title, True) for title in ("Max |Δ|", "‖Δ‖", "‖Δ‖/‖older‖", "Cosine", "Changed")]
        columns += [
            ["" if row.values is None else format_float(getattr(row.values, field)) for row in shown]
            for field in json_shapes.VALUE_CHANGE_FIELDS
        ]
    print_table(heads, columns, notes)


def _name(row: Difference) -> str:
    if row.renamed is None:
        return display_name(row.key)
    return f"{display_name(row.older_key)} → {display_name(row.key)}"


def _summary(before: str, after: str, rows: tuple[Difference, ...]) -> str:
    counts = Counter(row.change for row in rows)
    same = counts.pop("same", 0)
    sides = f"{display_name(before)} and {display_name(after)}"
    if not counts:
        return f"no difference between {sides}: {format_counted(same, 'tensor')} the same"
    parts = ", ".join(
        f"{format_count(counts[change])} {change}" for change in DIFFERENCE_MARK if counts[change]
    )
    return f"{format_count(sum(counts.values()))} of {format_counted(len(rows), 'tensor')} differ between {sides}: {parts}"


def _side(side: Side | None) -> str:
    return "" if side is None else f"{side.dtype} {format_shape(side.shape)}"
