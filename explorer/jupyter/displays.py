"""What each public object shows of itself: the door through which `explorer.showing` comes."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable, Container
from importlib import import_module
from pathlib import Path

from explorer.errors import ExplorerError
from explorer.jupyter.page import Facts, Note, Page
from explorer.jupyter.page_html import MOST_BYTES, page_html
from explorer.jupyter.page_text import page_text
from explorer.report.numbers import display_name
from explorer.report.palette import palette
from explorer.report.sentences import sentence

_OURS = str(Path(__file__).resolve().parents[1])

_PAGES = {  # class: (module beside this one, function)
    "ModelDir": ("run_pages", "run_page"),
    "CheckpointEntry": ("run_pages", "entry_page"),
    "Checkpoint": ("run_pages", "checkpoint_page"),
    "Variable": ("run_pages", "variable_page"),
    "ObjectGraph": ("graph_pages", "graph_page"),
    "HistogramSeries": ("value_pages", "series_page"),
    "TensorStatistics": ("value_pages", "statistics_page"),
    "Comparison": ("verdict_pages", "comparison_page"),
    "RestoreReport": ("verdict_pages", "report_page"),
    "ModelSpec": ("verdict_pages", "spec_page"),
    "Verification": ("verdict_pages", "verification_page"),
}


def mimebundle(
    thing: object, include: Container[str] | None = None, exclude: Container[str] | None = None
) -> dict[str, str]:
    """A thing as "text/plain", "text/html" and, where a picture makes sense, "image/svg+xml"."""
    page = page_of(thing)
    makers: dict[str, Callable[[], str]] = {
        "text/plain": lambda: page_text(page),
        "text/html": lambda: page_html(page),
    }
    picture = page.picture
    if picture is not None:
        makers["image/svg+xml"] = lambda: picture.draw(palette(False))
    wanted = {
        kind: make()
        for kind, make in makers.items()
        if (include is None or kind in include) and (exclude is None or kind not in exclude)
    }
    return {kind: made for kind, made in wanted.items() if len(made.encode("utf-8", "replace")) <= MOST_BYTES}


def page_of(thing: object) -> Page:
    """The page of a public object. A checkpoint that cannot be read any further shows why."""
    if isinstance(thing, ExplorerError):
        return error_page(thing)
    for kind in type(thing).__mro__:
        if kind.__name__ in _PAGES:
            module, function = _PAGES[kind.__name__]
            make = getattr(import_module(f"explorer.jupyter.{module}"), function)
            try:
                page: Page = make(thing)
            except ExplorerError as error:
                return error_page(error)
            return page
    raise TypeError(f"a {type(thing).__name__} has no display")


def error_page(error: ExplorerError) -> Page:
    """What happened, where, and what to do next."""
    where = tuple((str(name), str(value)) for name, value in error.where.items())
    blocks = [Note(sentence(error.problem), "bad", "!")]
    rows = (*where, *((("what to do", error.hint),) if error.hint else ()))
    return Page("Problem", type(error).__name__, (*blocks, *((Facts(rows),) if rows else ())))


def error_lines(error: ExplorerError) -> list[str]:
    """A raised error in a few lines: the caller's line that led to it, the problem, and what to do next."""
    lines = []
    for frame, number in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        source = linecache.getline(file, number).strip()
        if source and not file.startswith(_OURS) and "IPython" not in Path(file).parts:
            lines = [f"line {number}: {display_name(source, 200)}"]
    lines.append(f"{type(error).__name__}: {display_name(str(error), 4000)}")
    if error.hint:
        lines.append(f"  {display_name(error.hint, 4000)}")
    return lines
