"""A file saved from one object, restored through an attribute that holds it, or the other way round.

No key is in common then, so nothing could be said of what else differs. Here the rows are judged as
if that attribute were there on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Address, Case
from explorer.analysis.restoring.causes.words import count
from explorer.analysis.restoring.verdicts import (
    PROBLEM_VERDICTS,
    Expectation,
    RestoreRow,
    judge,
    table_content_keys,
)
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLES, VALUE_SUFFIX
from explorer.formats.dtypes import data_type
from explorer.task import breathing

_FEWEST = 2  # variables that speak for an attribute


@dataclass(frozen=True, slots=True)
class Rerooted:
    """`scope`: (the attribute the model's keys begin with, "") or ("", the checkpoint's). `rows`: judged without it."""

    scope: tuple[str, str]
    rows: list[RestoreRow]


def rerooted(case: Case) -> Rerooted | None:
    """The rows without the attribute only one side has; None where there is none, or all fits once it is left out."""
    checkpoint, target = case.checkpoint, case.target
    if not (checkpoint.object_based and target.object_based):
        return None
    if any(row.variable >= 0 and row.row >= 0 and _is_weight(case, row.variable) for row in case.rows):
        return None
    roles = checkpoint.role_codes.tolist()
    stored = {key for key, role in zip(checkpoint.table.keys, roles) if ROLES[role] == "variable"}
    expected = {variable.key for variable in target.variables if variable.role == "variable"}
    stored.discard(OBJECT_GRAPH_KEY)
    expected.discard(f"save_counter{VALUE_SUFFIX}")
    stored.discard(f"save_counter{VALUE_SUFFIX}")
    if stored & expected:
        return None
    for scope in ((_head_over(expected, stored), ""), ("", _head_over(stored, expected))):
        if scope != ("", ""):
            rows = _rows(case, scope)
            is_whole = not any(
                row.verdict in PROBLEM_VERDICTS and not row.key.startswith("save_counter/") for row in rows
            )
            return None if is_whole else Rerooted(scope, rows)
    return None


def _is_weight(case: Case, place: int) -> bool:
    variable = case.target.variables[place]
    return variable.role == "variable" and not variable.key.startswith("save_counter/")


def _head_over(longer: set[str], shorter: set[str]) -> str:
    """The first part of the keys of one side without which half of them, at least, are those of the other."""
    below: dict[str, set[str]] = {}  # all in one pass: a hostile root has as many attributes as variables
    for key in longer:
        head, slash, rest = key.partition("/")
        if slash:
            below.setdefault(head, set()).add(rest)
    for head in sorted(below):
        inner = below[head]
        common = len(inner & shorter)
        if common >= _FEWEST and 2 * common >= min(len(inner), len(shorter)):
            return head
    return ""


def _rows(case: Case, scope: tuple[str, str]) -> list[RestoreRow]:
    table, variables = case.checkpoint.table, case.target.variables
    ours, theirs = scope
    row_of: dict[int, int] = {}
    taken: set[int] = set()
    for place, variable in enumerate(breathing(variables)):
        key = variable.key
        other = key.removeprefix(f"{ours}/") if ours else f"{theirs}/{key}"
        for one in (other, key):
            row = table.row_of.get(one, -1)
            if row >= 0 and row not in taken and one != OBJECT_GRAPH_KEY:
                row_of[place] = row
                taken.add(row)
                break
    variable_of = {row: place for place, row in row_of.items()}
    growing = table_content_keys(table.keys)
    rows = []
    for row, key in enumerate(breathing(table.keys)):
        if key == OBJECT_GRAPH_KEY:
            continue
        held = Expectation(data_type(int(table.dtype[row])).name, table.shape(row))
        place = variable_of.get(row, -1)
        wanted = variables[place] if place >= 0 else None
        problem = table.problems.get(row)
        rows.append(judge(key, wanted, held, problem, key in growing, variable=place, row=row))
    for place, variable in enumerate(variables):
        if place not in row_of and variable.key != OBJECT_GRAPH_KEY:
            rows.append(judge(variable.key, variable, None, None, False, variable=place))
    return rows


def without_scope(case: Case, scope: tuple[str, str]) -> None:
    """Take the attribute out of the addresses of the side that has it."""
    for head, side in zip(scope, (case.ours, case.theirs)):
        if head:
            for address in {id(one): one for one in side if one is not None}.values():
                _strip(address, f"{head}/")


def _strip(address: Address, head: str) -> None:
    address.path = address.path.removeprefix(head)
    address.label = address.label.removeprefix(head)


def scope_draft(case: Case, scope: tuple[str, str]) -> Draft:
    """The finding of the attribute itself: all that fits once it is left out. It comes before others take rows."""
    ours, theirs = scope
    rows = [
        place
        for place in case.places("restored", "deferred")
        if case.ours[place] is not None and case.theirs[place] is not None
    ]
    who, other = ("model", "checkpoint") if ours else ("checkpoint", "model")
    title = f"The {who}'s names have the scope {ours or theirs}/, the {other}'s do not"
    detail = f"{count(len(rows), 'variable')} fit once it is left out; what else differs is told apart."
    return Draft("scope-prefix", title, rows, detail, scope=scope)
