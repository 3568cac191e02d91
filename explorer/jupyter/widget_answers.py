"""What the page may ask, and who answers: one function a question, called on a thread that is not the kernel's own."""

from __future__ import annotations

import os
from collections.abc import Callable

from explorer.checkpoints.spec import ModelSpec, Target
from explorer.errors import ExplorerError
from explorer.jupyter.widget_compare import KnownDifferences, compare_page
from explorer.jupyter.widget_directory import directory
from explorer.jupyter.widget_graph import ShownGraph, part_payload, shown_graph, whole_payload
from explorer.jupyter.widget_histograms import KnownValues, histogram_series
from explorer.jupyter.widget_look import look
from explorer.jupyter.widget_messages import Payload, name, words
from explorer.jupyter.widget_place import Place
from explorer.jupyter.widget_restore import KnownReport, restore_page
from explorer.jupyter.widget_table import columns, table_page, variable_facts
from explorer.report.sentences import sentence
from explorer.showing import Shown
from explorer.storage.files import PathLike
from explorer.task import QUIET, Task

VIEWS = ("variables", "graph", "histograms", "compare", "restore")
FIRST_ROWS, FIRST_ENTRIES = 24, 40  # what comes with the widget itself


class Answers:
    """The answers to one widget's questions. Every answer fits into one message."""

    def __init__(self, path: PathLike, step: int | None = None, target: Target | None = None) -> None:
        self.place = Place(path, step)
        self.target = target
        self._differences, self._report, self._values = KnownDifferences(), KnownReport(), KnownValues()
        self._graph: ShownGraph | None = None
        self._answer: dict[str, Callable[[Payload, Task], Payload]] = {
            "directory": self._directory,
            "table": lambda asked, _: table_page(self.place, asked),
            "variable": lambda asked, _: variable_facts(self.place, asked),
            "graph": self._draw,
            "part": self._part,
            "histogram": lambda asked, task: histogram_series(self.place, self._values, asked, task),
            "compare": lambda asked, task: compare_page(self.place, self._differences, asked, task),
            "restore": lambda asked, task: restore_page(self.place, self._report, asked, task, self.target),
        }

    @property
    def still(self) -> Shown:
        """What shows itself where no kernel runs: the checkpoint that the path named, else the directory."""
        place = self.place
        return place.run if place.named is None else place.named

    def answer(self, asked: Payload, task: Task = QUIET) -> Payload:
        """The answer to one question; raises what cannot be done as an `ExplorerError`."""
        what = asked.get("ask")
        if not isinstance(what, str) or what not in self._answer:
            raise ExplorerError("the page asked for something nobody knows", hint="Run the cell again.")
        return self._answer[what](asked, task)

    def start(self, view: str | None = None) -> Payload:
        """What the page shows before it asks: look, directory, handles, and the first rows of the table."""
        meant = self.place.meant
        newer = self.place.number(meant)
        start: Payload = {
            "look": look(),
            "directory": directory(self.place, FIRST_ENTRIES),
            "newer": newer,
            "older": self.place.number(self.place.before(meant)),
            "view": view if view in VIEWS else VIEWS[0],
            "columns": columns(),
            "target": "" if self.target is None else name(_called(self.target)),
            "table": None,
            "problem": "",
        }
        if newer >= 0:
            try:
                start["table"] = table_page(self.place, {"newer": newer, "count": FIRST_ROWS})
            except ExplorerError as error:
                start["problem"] = words(f"{sentence(str(error))} {error.hint}")
        return start

    def _directory(self, _asked: Payload, task: Task) -> Payload:
        self.place.refresh(task)
        return {
            "directory": directory(self.place),
            "latest": self.place.number(self.place.run.latest),
        }

    def _draw(self, asked: Payload, task: Task) -> Payload:
        shown = self._graph = shown_graph(self.place, asked, self._graph, task)
        return whole_payload(self.place, shown)

    def _part(self, asked: Payload, _task: Task) -> Payload:
        if self._graph is None:
            raise ExplorerError("no graph is drawn yet", hint="Open the graph tab again.")
        return part_payload(self.place, self._graph, asked.get("rect"))


def _called(target: Target) -> str:
    return target.source if isinstance(target, ModelSpec) else os.fspath(target)
