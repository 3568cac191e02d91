"""The widget itself, without a browser: what it sends, its displays, two of them at once, and its files."""

from __future__ import annotations

import builtins
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.errors import UnsupportedFileError
from explorer.jupyter.widget import WIDGET_MIME, ExplorerWidget
from explorer.jupyter.widget_files import MODULES, STATIC, javascript, stylesheet
from explorer.jupyter.widget_jobs import Jobs
from explorer.jupyter.widget_messages import MOST_BYTES, Payload, size_of
from explorer.task import Task

NET = "net_adam_manager_tf215/tf_ckpts"
PATIENCE_S = 20.0


class Page:
    """Stands for the page: asks, and waits for what the widget sends."""

    def __init__(self, jobs: Jobs | None = None) -> None:
        self.jobs = jobs
        self.heard: list[Payload] = []
        self._there = threading.Condition()

    def send(self, message: Payload, *_buffers: object) -> None:
        with self._there:
            self.heard.append(message)
            self._there.notify_all()

    def answer(self, number: int, *kinds: str) -> Payload:
        """The first message on a question that tells one of `kinds`."""
        wanted = kinds or ("answer", "error", "cancelled")

        def found() -> list[Payload]:
            return [m for m in self.heard if m["id"] == number and any(kind in m for kind in wanted)]

        with self._there:
            assert self._there.wait_for(found, PATIENCE_S), self.heard
            return found()[0]


@pytest.fixture
def pages(golden: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[ExplorerWidget, Page]]]:
    made = []
    for _ in range(2):
        widget, page = ExplorerWidget(golden / NET), Page()
        widget._jobs = page.jobs = Jobs(widget.answers.answer, page.send)
        made.append((widget, page))
    yield made
    for widget, _ in made:
        widget.close()


def test_the_widget_with_its_code_fits_into_one_message(golden: Path):
    widget = ExplorerWidget(golden / NET)
    state = widget.get_state()
    widget.close()

    assert size_of({key: value for key, value in state.items() if key != "layout"}) < MOST_BYTES
    assert state["start"]["table"]["total"] == 11


def test_an_unknown_view_is_told_with_those_there_are(golden: Path):
    with pytest.raises(ValueError, match="views: variables, graph, histograms, compare, restore"):
        ExplorerWidget(golden / NET, view="values")


def test_two_widgets_answer_their_own_questions(pages: list[tuple[ExplorerWidget, Page]]):
    for number, (widget, _) in enumerate(pages):
        widget._take(widget, {"id": 7, "ask": "table", "newer": number, "count": 1}, [])

    first, second = (page.answer(7) for _, page in pages)

    assert [len(first["answer"]["rows"]), len(second["answer"]["rows"])] == [1, 1]
    assert pages[0][0].answers is not pages[1][0].answers


def test_an_error_is_an_answer_too(pages: list[tuple[ExplorerWidget, Page]]):
    widget, page = pages[0]

    widget._take(widget, {"id": 1, "ask": "table", "newer": 99}, [])

    assert page.answer(1) == {
        "id": 1,
        "error": {
            "problem": "The page asked for something it was never told of.",
            "hint": "Run the cell again.",
        },
    }


@pytest.mark.parametrize("nonsense", [None, 7, "table", {}, {"id": "1", "ask": "table"}, {"ask": "table"}])
def test_what_is_no_question_is_left_alone(pages: list[tuple[ExplorerWidget, Page]], nonsense: Any):
    widget, page = pages[0]

    widget._take(widget, nonsense, [])
    widget._take(widget, {"id": 2, "ask": "variable", "newer": 0, "key": 0}, [])
    page.answer(2)

    assert {message["id"] for message in page.heard} == {2}


# --- long work -------------------------------------------------------------------------------------


class Slow:
    """An answer that goes on until it is cancelled, telling its progress."""

    def __init__(self) -> None:
        self.began = threading.Event()

    def __call__(self, asked: Payload, task: Task) -> Payload:
        if asked.get("quick"):
            return {"done": True}
        for done in range(10**9):
            self.began.set()
            task.report(done, 10**9, "Reading <b>")
        return {}


def test_long_work_tells_progress_and_ends_when_cancelled():
    page = Page()
    jobs = Jobs(Slow(), page.send)

    jobs.take({"id": 1, "ask": "compare"})
    progress = page.answer(1, "progress")
    jobs.take({"id": 2, "ask": "cancel", "job": 1})

    assert (progress["doing"], 0 <= progress["progress"] <= 1) == ("Reading <b>", True)
    assert page.answer(1) == {"id": 1, "cancelled": True}


def test_a_newer_question_of_a_kind_ends_the_older_one_and_no_other():
    page, slow = Page(), Slow()
    jobs = Jobs(slow, page.send)

    jobs.take({"id": 1, "ask": "histogram"})
    assert slow.began.wait(PATIENCE_S)
    jobs.take({"id": 2, "ask": "table", "quick": True})
    table = page.answer(2)
    before = [message for message in page.heard if "cancelled" in message]
    jobs.take({"id": 3, "ask": "histogram", "quick": True})

    assert table == {"id": 2, "answer": {"done": True}}
    assert before == []
    assert page.answer(1) == {"id": 1, "cancelled": True}
    assert page.answer(3) == {"id": 3, "answer": {"done": True}}


def test_a_closed_widget_stops_working_and_says_nothing_more():
    page, slow = Page(), Slow()
    jobs = Jobs(slow, page.send)
    thread = jobs.take({"id": 1, "ask": "compare"})
    assert slow.began.wait(PATIENCE_S)

    jobs.close()

    assert thread is not None
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert [message for message in page.heard if "progress" not in message] == []


# --- displays --------------------------------------------------------------------------------------


def test_the_display_holds_the_widget_and_a_still_table(golden: Path):
    widget = ExplorerWidget(golden / NET)
    data, _ = widget._repr_mimebundle_()
    widget.close()

    assert data[WIDGET_MIME]["model_id"]
    assert "step 100" in data["text/plain"]
    assert "step 100" in data["text/html"]
    assert "<script" not in data["text/html"]


def test_a_cell_gets_the_widget_and_the_still_table_as_outputs_of_their_own(
    golden: Path, monkeypatch: pytest.MonkeyPatch
):
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: shown.append(data))
    widget = ExplorerWidget(golden / NET)
    widget._ipython_display_()
    mark = widget.start["still"]
    widget.close()

    assert [sorted(data) for data in shown] == [[WIDGET_MIME, "text/plain"], ["text/html", "text/plain"]]
    assert f'data-ckptx-still="{mark}"' in shown[1]["text/html"]


def test_without_anywidget_a_sentence_names_the_cure(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "anywidget":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, "explorer.jupyter.widget")

    with pytest.raises(UnsupportedFileError, match=re.escape('pip install "checkpoint-explorer[jupyter]"')):
        __import__("explorer.jupyter.widget")


# --- the files -------------------------------------------------------------------------------------


def test_every_script_lies_in_the_module_once_and_nothing_is_fetched():
    code = javascript()

    assert {path.stem for path in STATIC.glob("*.js")} == set(MODULES)
    assert re.findall(r"^(?:import|export)\b.*", code, re.MULTILINE) == ["export default { render };"]
    assert re.findall(r"\b(?:function|class) (\w+)", code) == list(
        dict.fromkeys(re.findall(r"\b(?:function|class) (\w+)", code))
    )


@pytest.mark.parametrize("text", [javascript(), stylesheet()], ids=["script", "style"])
def test_no_text_becomes_markup_and_no_address_is_named(text: str):
    addresses = re.findall(r"(?:https?:)?//[^\s\"'`)]+", text.replace("http://www.w3.org/2000/svg", ""))

    assert addresses == []
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                      "@import", "url("):  # fmt: skip
        assert forbidden not in text
