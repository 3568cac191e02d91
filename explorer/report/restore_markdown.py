"""A restore report as Markdown, for an issue or a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.report.markdown import code_block, markdown_text
from explorer.report.numbers import display_lines, display_name, format_count, format_counted, format_shape
from explorer.report.palette import VERDICT_MARK
from explorer.report.restore_text import (
    CHECKS,
    STATE_MARK,
    check_words,
    headline,
    situation,
    state,
    title,
    verdict_line,
)

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.analysis.restoring.verdicts import Expectation

MOST_ROWS = 2000  # a comment of GitHub holds 65,536 characters; files may hold more, people read less
MOST_MESSAGE = 2000  # characters of an exception's text


def restore_markdown(report: RestoreReport) -> str:
    """The summary, the ways of loading, the findings with their cures, and a table of the rows."""
    parts = [
        f"**{_name(report.checkpoint)} into {_name(report.target)}**\n",
        _text(verdict_line(report)) + "\n",
        *(_text(sentence) + "\n" for sentence in report.assumed),
    ]
    if report.outcomes:
        parts.append(_ways(report))
    for finding in report.findings:
        parts.append(f"### {_text(finding.title)}\n")
        parts.append(
            _text(
                " ".join(filter(None, (finding.detail, f"({format_counted(len(finding.keys), 'variable')})")))
            )
            + "\n"
        )
        for cure in finding.cures:
            parts.append(f"- {_text(cure.text)}\n")
            if cure.code:
                parts.append(code_block(cure.code, cure.language))
    parts += [_messages(report), _rows(report)]
    return "\n".join(filter(None, parts))


def side_text(side: Expectation | None) -> str:
    """ "float32 [4, 10]", "–" where there is nothing."""
    if side is None:
        return "–"
    return " ".join(
        filter(None, (side.dtype or "", "" if side.shape is None else format_shape(side.shape)))
    ) or ("?")


def _ways(report: RestoreReport) -> str:
    lines = ["| way of loading | under | what it does | status checks |", "| --- | --- | --- | --- |"]
    for outcome in report.outcomes:
        checks = ", ".join(
            f"{check}: {'ok' if getattr(outcome, check) == 'ok' else getattr(outcome, check).type}"
            for check in CHECKS
            if getattr(outcome, check) is not None
        )
        does = f"{STATE_MARK[state(outcome)]} {headline(outcome, report.spec)}"
        cells = (title(outcome), situation(outcome), does, checks or "–")
        lines.append("| " + " | ".join(_text(cell) for cell in cells) + " |")
    return "\n".join((*lines, ""))


def _messages(report: RestoreReport) -> str:
    """Each exception and failing status check once, folded away: people read the causes first."""
    said: dict[str, list[str]] = {}
    for outcome in report.outcomes:
        if outcome.exception is not None:
            raised = f"{outcome.exception.type}: {outcome.exception.message}"
            said.setdefault(raised, []).append(title(outcome))
        for check in CHECKS:
            found = getattr(outcome, check)
            if found not in (None, "ok"):
                said.setdefault(check_words(found), []).append(f"{check} of {title(outcome)}")
    if not said:
        return ""
    parts = ["<details><summary>What TensorFlow says</summary>\n"]
    for message, sources in said.items():
        parts.append(_text(", ".join(dict.fromkeys(sources))) + ":\n")
        parts.append(code_block(display_lines(message[:MOST_MESSAGE]), "text"))
    return "\n".join((*parts, "</details>\n"))


def _rows(report: RestoreReport) -> str:
    lines = [
        "| variable | model expects | checkpoint holds | verdict |",
        "| --- | --- | --- | --- |",
    ]
    for row in report.rows[:MOST_ROWS]:
        verdict = f"{VERDICT_MARK.get(row.verdict, '?')} {row.verdict}"
        cells = (display_name(row.key), side_text(row.expected), side_text(row.stored), verdict)
        lines.append("| " + " | ".join(markdown_text(cell) for cell in cells) + " |")
    if len(report.rows) > MOST_ROWS:
        lines.append(
            f"\n{format_count(len(report.rows) - MOST_ROWS)} more rows are left out: the CSV has them all."
        )
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return markdown_text(display_name(text, 4096))


def _name(name: str) -> str:
    return markdown_text(display_name(name))
