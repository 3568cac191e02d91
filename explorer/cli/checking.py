"""`ckptx check`: what a restore will do, for people, scripts and build servers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from click import UsageError

from explorer.cli.json_output import print_json
from explorer.cli.listing import open_chosen
from explorer.cli.main import FINE, FOUND
from explorer.cli.progress import progress_task
from explorer.cli.tables import Head, print_table
from explorer.errors import locating
from explorer.report.numbers import display_name, format_counted
from explorer.report.palette import VERDICT_MARK
from explorer.report.restore_text import (
    STATE_MARK,
    aftermath,
    headline,
    situation,
    state,
    title,
    verdict_line,
)

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport, RestoreRow
    from explorer.analysis.restoring.outcome import Outcome

FORMATS = ("text", "json", "junit", "sarif", "markdown")
NEVER = "never"
STATES_THAT_FAIL = ("raises", "silently wrong", "restores in part")
_MOST_HINTS = 5
_MOST_REMARKS = 6
_MOST_FINDINGS = 20


def fail_words() -> tuple[str, ...]:
    """What --fail-on takes: verdicts of rows, what a way of loading does, or "never"."""
    from explorer.analysis.restoring.verdicts import VERDICTS

    return (*VERDICTS, *STATES_THAT_FAIL, NEVER)


def show_check(
    checkpoint_path: str,
    targets: tuple[str, ...],
    step: int | None,
    number: int | None,
    target_step: int | None,
    *,
    api: str | None,
    tensorflow: str | None,
    variables: str | None,
    fail_on: tuple[str, ...],
    show_all: bool,
    show_cures: bool,
    verify: bool,
    form: str,
) -> int:
    """Print the report; exit status 1 when a row or a way of loading is among those that fail."""
    from explorer.analysis.restore import check_restore
    from explorer.checkpoints.spec import as_spec

    checkpoint = open_chosen(checkpoint_path, step=step, number=number)
    if target_step is not None and len(targets) > 1:
        raise UsageError("--target-step is about one directory: leave out the other targets.")
    with locating(target=", ".join(targets)):
        if target_step is not None:
            target = as_spec(open_chosen(targets[0], step=target_step))
        else:
            target = as_spec(targets[0] if len(targets) == 1 else tuple(targets))
    with progress_task() as task:
        report = check_restore(checkpoint, target, api, tensorflow, variables, verify=verify, task=task)
    fails, failing = _failing(report, fail_on, one_api=api is not None)
    status = FOUND if failing or any(map(fails, report.rows)) else FINE
    if form == "json":
        from explorer.report.json_shapes import restore_shape

        print_json(restore_shape(report))
    elif form == "junit":
        from explorer.report.restore_ci import junit

        sys.stdout.write(junit(report, fails, failing))
    elif form == "sarif":
        from explorer import __version__
        from explorer.report.restore_ci import sarif

        uri = Path(checkpoint_path).as_posix().replace("\\", "/")
        sys.stdout.write(sarif(report, _uri(uri), __version__, fails, failing))
    elif form == "markdown":
        from explorer.report.restore_markdown import restore_markdown

        sys.stdout.write(restore_markdown(report))
    else:
        _print(report, fails, show_all=show_all, show_cures=show_cures, verified=verify)
    return status


def _failing(
    report: RestoreReport, fail_on: tuple[str, ...], *, one_api: bool
) -> tuple[Callable[[RestoreRow], bool], tuple[Outcome, ...]]:
    """Which rows fail, and the outcomes that do.

    Of many ways of loading only the likeliest counts by default: that a Saver would refuse an
    object-based file is no problem of a program that uses none.
    """
    if not fail_on:
        judged = report.outcomes if one_api else report.outcomes[:1]
        return report.is_problem, tuple(one for one in judged if state(one) in ("raises", "silently wrong"))
    states = frozenset(fail_on) & frozenset(STATES_THAT_FAIL)
    return (lambda row: row.verdict in fail_on), tuple(
        outcome for outcome in report.outcomes if state(outcome) in states
    )


def _print(
    report: RestoreReport,
    fails: Callable[[RestoreRow], bool],
    *,
    show_all: bool,
    show_cures: bool,
    verified: bool,
) -> None:
    shown = [row for row in report.rows if show_all or row.verdict != "restored"]
    print_table(
        [Head("Key"), Head(""), Head("Verdict", styles="word"), Head("Why")],
        [
            [display_name(row.key) for row in shown],
            [VERDICT_MARK[row.verdict] for row in shown],
            [row.verdict for row in shown],
            [display_name(row.sentence, 2000) for row in shown],
        ],
    )
    if report.outcomes:
        if shown:
            print()
        print_table(
            [Head("Way of loading"), Head("Under"), Head(""), Head("What it does"), Head("And then")],
            [
                [title(outcome) for outcome in report.outcomes],
                [situation(outcome) for outcome in report.outcomes],
                [STATE_MARK[state(outcome)] for outcome in report.outcomes],
                [display_name(headline(outcome, report.spec), 2000) for outcome in report.outcomes],
                [aftermath(outcome) for outcome in report.outcomes],
            ],
        )
    notes = [display_name(verdict_line(report), 2000)]
    for finding in report.findings[:_MOST_FINDINGS]:
        counted = "" if "variable" in finding.title else f" ({format_counted(len(finding.keys), 'variable')})"
        notes += ["", f"{display_name(finding.title, 500)}{counted if finding.keys else ''}"]
        if finding.detail:
            notes.append(f"  {display_name(finding.detail, 2000)}")
        for cure in finding.cures if show_cures else finding.cures[:1]:
            notes.append(f"  - {display_name(cure.text, 2000)}")
            if show_cures and cure.code:
                notes += [f"      {display_name(line, 2000)}" for line in cure.code.splitlines()]
    if len(report.findings) > _MOST_FINDINGS:
        notes.append(f"{len(report.findings) - _MOST_FINDINGS} more findings: --format json lists them all.")
    if not report.findings:
        hints = dict.fromkeys(row.hint for row in shown if row.hint and fails(row))
        notes += [f"- {display_name(hint, 2000)}" for hint in list(hints)[:_MOST_HINTS]]
    elif not show_cures and any(cure.code for finding in report.findings for cure in finding.cures):
        notes += ["", "--cures prints the code of every cure."]
    reservations = _reservations(report)
    if not verified:
        reservations.append("The values were not read, so their checksums were not verified.")
    if reservations:
        notes += ["", *reservations]
    for note in notes:
        print(note)


def _reservations(report: RestoreReport) -> list[str]:
    """What the prediction rests on: what was assumed, what could not be judged, what the target leaves open."""
    reasons = dict.fromkeys(reason for _, reason in report.unsuitable)
    remarks = dict.fromkeys(remark for outcome in report.outcomes for remark in outcome.remarks)
    problems = report.spec.problems if report.spec is not None else ()
    return [
        *report.assumed,
        *(f"About the target: {display_name(problem, 500)}" for problem in problems[:_MOST_REMARKS]),
        *(f"Not judged: {display_name(reason, 500)}" for reason in reasons),
        *(f"Note: {display_name(remark, 500)}" for remark in list(remarks)[:_MOST_REMARKS]),
    ]


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.encode("utf-8", "surrogateescape"), safe="/:")
