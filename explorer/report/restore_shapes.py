"""The JSON of one predicted outcome and of one finding, parts of `ckptx check --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.report.json_shapes import json_text
from explorer.report.restore_text import CHECKS

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport, RestoreRow
    from explorer.analysis.restoring.finding import Finding
    from explorer.analysis.restoring.outcome import Check, Outcome, Raised

Shape = dict[str, Any]


def outcome_shape(outcome: Outcome, report: RestoreReport) -> Shape:
    """One of a report's ways of loading, the variables in the target's order.

    Keys are the target's, but for `restored_from` and `checkpoint_keys_not_used`;
    `restored` also names the slots that the restore makes.

    Where TensorFlow races, `alternatives` of an exception holds the other messages as likely.
    """
    from explorer.analysis.restoring import outcome as words
    from explorer.analysis.restoring.situation import NAME_BASED_APIS

    variables = report.spec.variables if report.spec is not None else ()
    keys = {row.row: json_text(row.key) for row in sorted(report.rows, key=_place) if row.row >= 0}
    effects, rows = outcome.effect.tolist(), outcome.row.tolist()
    names = [json_text(variable.key) for variable in variables]
    by_effect: dict[int, list[str]] = {}
    restored_from: dict[str, str] = {}
    used = set()
    for name, effect, row in zip(names, effects, rows, strict=True):
        by_effect.setdefault(effect, []).append(name)
        if row >= 0 and effect in words.TAKES_A_VALUE:
            used.add(row)
            if keys.get(row, name) != name:
                restored_from[name] = keys[row]
    made = [keys[row] for row in outcome.made if row in keys]
    used.update(outcome.made)
    if (
        outcome.api in NAME_BASED_APIS
    ):  # they ask by name: what is asked for counts as used, even if it raises
        used = {row.row for row in report.rows if row.variable >= 0}
    taken = [name for name, effect in zip(names, effects, strict=True) if effect in words.TAKES_A_VALUE]
    return {
        "api": outcome.api,
        "tensorflow": outcome.conditions.tensorflow,
        "keras": outcome.conditions.keras,
        "variables": outcome.conditions.variables or "resource",
        "exception": _raised_shape(outcome.exception),
        **{check: _check_shape(getattr(outcome, check)) for check in CHECKS},
        "status": outcome.status_type or None,
        "restored": [*taken, *made],
        "restored_from": restored_from,
        "not_restored": [
            name
            for name, effect in zip(names, effects, strict=True)
            if effect in (words.LEFT_ALONE, words.RAISES)
        ],
        "deferred": by_effect.get(words.DEFERRED, []),
        "checkpoint_keys_not_used": [key for row, key in keys.items() if row not in used],
        "shape_adopted": {
            names[variable]: [_shape(variables[variable].shape), list(shape)]
            for variable, shape in outcome.adopted.items()
        },
        "wrong_silently": by_effect.get(words.WRONG, []),
        "log": [json_text(line) for line in outcome.log],
        "remarks": [json_text(remark) for remark in outcome.remarks],
    }


def finding_shape(finding: Finding) -> Shape:
    """One cause: the keys of the rows it explains, and its cures."""
    return {
        "kind": finding.kind,
        "title": json_text(finding.title),
        "detail": json_text(finding.detail),
        "keys": [json_text(key) for key in finding.keys],
        "cures": [{"text": json_text(cure.text), "code": json_text(cure.code)} for cure in finding.cures],
    }


def _place(row: RestoreRow) -> int:
    return row.row


def _raised_shape(raised: Raised | None) -> Shape | None:
    if raised is None:
        return None
    shape: Shape = {"type": raised.type, "message": json_text(raised.message)}
    if raised.alternatives:
        shape["alternatives"] = [json_text(text) for text in raised.alternatives]
    return shape


def _check_shape(check: Check) -> Shape | str | None:
    return check if check is None or isinstance(check, str) else _raised_shape(check)


def _shape(shape: tuple[int | None, ...] | None) -> list[int | None] | None:
    return None if shape is None else list(shape)
