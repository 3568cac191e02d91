"""`ckptx explain` and `ckptx resume`: a pasted error, and whether training will go on."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.cli.json_output import print_json
from explorer.cli.listing import open_chosen
from explorer.cli.main import FINE, FOUND
from explorer.cli.progress import progress_task
from explorer.cli.tables import Head, print_table
from explorer.errors import FileAccessError, MissingFileError
from explorer.report.audit_text import STATE_MARK, STATE_WORD, topic_words, worst_first
from explorer.report.json_shapes import json_text
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.analysis.error_reading import ErrorAnswer
    from explorer.analysis.resume_audit import ResumeAudit

MOST_TEXT = 16 << 20  # of a log; the reader says what it leaves out
_MOST_MATCHES = 50


def show_explain(text_path: str, checkpoint_path: str | None, target_path: str | None, as_json: bool) -> int:
    """What a pasted error means; exit status 1 when the text holds one, 0 when it holds none."""
    from explorer.analysis.error_reading import explain
    from explorer.checkpoints.spec import as_spec

    text = _text(text_path)
    checkpoint = None if checkpoint_path is None else open_chosen(checkpoint_path)
    target = None if target_path is None else as_spec(target_path)
    with progress_task() as task:
        answer = explain(text, checkpoint, target, task)
    if as_json:
        print_json(_answer_shape(answer))
    else:
        _print_answer(answer)
    return FINE if answer.reading is None else FOUND


def show_resume(
    path: str,
    target_path: str | None,
    step: int | None,
    number: int | None,
    *,
    read_values: bool,
    as_json: bool,
) -> int:
    """Whether training would go on from a checkpoint; exit status 1 when something it needs is missing."""
    from explorer.analysis.resume_audit import audit_resume
    from explorer.checkpoints.spec import as_spec

    checkpoint = open_chosen(path, step=step, number=number)
    target = None if target_path is None else as_spec(target_path)
    with progress_task() as task:
        audit = audit_resume(checkpoint, target, task, read_values=read_values)
    if as_json:
        print_json(_audit_shape(audit))
    else:
        items = worst_first(audit.items)
        print_table(
            [
                Head("", is_narrow=True),
                Head("State"),
                Head("About"),
                Head("What was found"),
                Head("What to do"),
            ],
            [
                [STATE_MARK[item.state] for item in items],
                [STATE_WORD[item.state] for item in items],
                [topic_words(item.topic) for item in items],
                [display_name(item.sentence, 2000) for item in items],
                [display_name(item.hint, 2000) for item in items],
            ],
            [display_name(audit.verdict, 2000)],
        )
    return FINE if audit.resumes else FOUND


def _text(path: str) -> str:
    if path == "-":
        return sys.stdin.buffer.read(MOST_TEXT).decode("utf-8", "replace")
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_TEXT).decode("utf-8", "replace")
    except FileNotFoundError as error:
        raise MissingFileError("there is no such file", path=path) from error
    except (OSError, ValueError) as error:
        raise FileAccessError("the file cannot be read", path=path) from error


def _print_answer(answer: ErrorAnswer) -> None:
    print(display_name(answer.sentence, 4000))
    for line in answer.detail.splitlines():
        print(display_name(line, 4000))
    shown = answer.matches[:_MOST_MATCHES]
    if shown:
        print_table(
            [Head("Variable"), Head("Model expects"), Head("Checkpoint holds"), Head("Why it is here")],
            [
                [display_name(match.name or match.key) for match in shown],
                [match.expected or "–" for match in shown],
                [match.stored or "–" for match in shown],
                [match.why for match in shown],
            ],
        )
    if len(answer.matches) > len(shown):
        print(f"{len(answer.matches) - len(shown)} more: --json lists them all.")
    for cure in answer.cures:
        print(f"- {display_name(cure.text, 4000)}")
        for line in cure.code.splitlines():
            print(f"    {display_name(line, 4000)}")
    for remark in answer.remarks:
        print(display_name(remark, 4000))


def _answer_shape(answer: ErrorAnswer) -> dict[str, Any]:
    return dict(_safe(asdict(answer)))


def _audit_shape(audit: ResumeAudit) -> dict[str, Any]:
    return dict(_safe({"resumes": audit.resumes, **asdict(audit)}))


def _safe(found: Any) -> Any:
    """The same with every text as JSON carries it. Our own records are a few levels deep."""
    if isinstance(found, str):
        return json_text(found)
    if isinstance(found, dict):
        return {key: _safe(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [_safe(value) for value in found]
    return found
