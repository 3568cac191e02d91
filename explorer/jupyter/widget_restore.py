"""The restore tab: the chosen checkpoint against a target, a verdict a row, what each way of loading does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explorer.analysis.restore import RestoreReport, RestoreRow, check_restore
from explorer.errors import ExplorerError
from explorer.jupyter.widget_messages import Payload, fitting, name, words
from explorer.jupyter.widget_place import Place
from explorer.report.numbers import format_count, format_label
from explorer.report.restore_text import aftermath, headline, situation, state, title, verdict_line
from explorer.task import Task

MOST_ROWS = 100
MOST_CARDS = 12
MOST_FINDINGS = 6


class KnownReport:
    """The last report, so that scrolling and filtering do not check again."""

    def __init__(self) -> None:
        self._known: tuple[object, RestoreReport] | None = None

    def of(self, place: Place, asked: Payload, task: Task, given: Any = None) -> RestoreReport:
        """The report on a checkpoint and a target: another checkpoint here, or a path."""
        checkpoint = place.checkpoint(asked.get("newer"))
        path = asked.get("path")
        target: Any
        stamp: object
        if asked.get("given") is True and given is not None:
            target, stamp = given, "given"
        elif isinstance(path, str) and path.strip():
            target = _path(place, path.strip())
            stamp = str(target)
        elif isinstance(asked.get("target"), int):
            target = place.checkpoint(asked["target"])
            stamp = target.identity
        else:
            raise ExplorerError("no target is chosen", hint="Choose another step, or type a path.")
        question = checkpoint.identity, stamp
        # A file may have changed meanwhile: only scrolling takes what is known of it.
        is_scrolling = bool(asked.get("first")) or not isinstance(path, str)
        if self._known is None or self._known[0] != question or not is_scrolling:
            self._known = question, check_restore(checkpoint, target, task=task)
        return self._known[1]


def _path(place: Place, typed: str) -> Path:
    """A path as typed: from the directory looked at where it is there, else from where the kernel runs."""
    path = Path(typed[:4000]).expanduser()
    beside = place.directory / path
    is_there = any(Path(f"{beside}{end}").exists() for end in ("", ".index"))  # a prefix is no file itself
    return beside if not path.is_absolute() and is_there else path.absolute()


def restore_page(place: Place, known: KnownReport, asked: Payload, task: Task, given: Any = None) -> Payload:
    """Some rows of the report, and on the first page the cards.

    Args:
        place: where the checkpoint is.
        known: the last report.
        asked: `newer`; `target` (a checkpoint's number), `path`, or `given` (the widget's own target); `problems` (only those), `first`, `count`.
        task: told of progress.
        given: the target the widget was made with.
    """
    report = known.of(place, asked, task, given)
    rows = [row for row in report.rows if asked.get("problems") is not True or report.is_problem(row)]
    wanted = str(asked.get("filter") or "")[:200].casefold().split()
    if wanted:
        rows = [row for row in rows if all(word in row.key.casefold() for word in wanted)]
    first = asked.get("first")
    begin = min(max(first, 0), len(rows)) if isinstance(first, int) else 0
    head: Payload = {}
    if begin == 0:
        head = {
            "summary": words(verdict_line(report)),
            "fits": report.fits,
            "cards": [_card(report, outcome) for outcome in report.outcomes[:MOST_CARDS]],
            "findings": [_finding(finding) for finding in report.findings[:MOST_FINDINGS]],
            "counts": [[verdict, format_count(count)] for verdict, count in report.counts.items()],
            "checkpoint": name(format_label(place.entry(asked.get("newer")).label), 60),
            "target": name(report.target, 200),
            "assumed": [words(text)[:400] for text in report.assumed[:6]],
        }

    def built(most: int) -> Payload:
        page = [_row(place, row) for row in rows[begin : begin + most]]
        return {"total": len(rows), "of": len(report.rows), "first": begin, "rows": page, **head}

    return fitting(built, MOST_ROWS)


def _card(report: RestoreReport, outcome: Any) -> Payload:
    return {
        "title": title(outcome),
        "situation": situation(outcome),
        "state": state(outcome),
        "headline": words(headline(outcome, report.spec))[:400],
        "aftermath": words(aftermath(outcome))[:400],
        "message": words(outcome.exception.message)[:900] if outcome.exception is not None else "",
    }


def _finding(finding: Any) -> Payload:
    cures = [{"text": words(cure.text)[:600], "code": words(cure.code)[:1200]} for cure in finding.cures[:3]]
    return {"title": words(finding.title)[:400], "detail": words(finding.detail)[:600], "cures": cures}


def _row(place: Place, row: RestoreRow) -> list[object]:
    """[key's number, key, verdict, sentence, hint]."""
    return [
        place.keys.of(row.key),
        name(row.key),
        row.verdict,
        words(row.sentence)[:400],
        words(row.hint)[:400],
    ]
