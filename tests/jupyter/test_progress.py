"""The bar of a long call: drawn in a notebook or a terminal, gone at its end, and never in the way."""

from __future__ import annotations

import io
import sys

import pytest

import explorer
from explorer.jupyter import progress as module
from explorer.jupyter import show
from tests.jupyter.test_displays import Page

IRIS = explorer.demo_path("iris")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Handle:
    def __init__(self, shown):
        self.shown = shown

    def update(self, bundle, *, raw):
        assert raw
        self.shown.append(bundle)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE_S", 0.0)
    monkeypatch.setattr(module, "_INTERVAL_S", 0.0)


@pytest.fixture
def notebook(monkeypatch):
    import IPython.display

    shown: list[dict[str, str]] = []

    def display(bundle, *, raw, display_id):
        assert raw
        assert display_id
        shown.append(bundle)
        return Handle(shown)

    monkeypatch.setattr(show, "in_notebook", lambda: True)
    monkeypatch.setattr(IPython.display, "display", display)
    return shown


def test_a_notebook_sees_how_far_it_is_and_then_nothing(impatient, notebook):
    with explorer.ProgressBar() as task:
        task.report(0, 4, "Reading <b>\u202e")
        task.report(1, 4, "Reading <b>\u202e")

    assert [bundle["text/plain"] for bundle in notebook] == [
        "0 %  Reading <b>\\u202e",
        "25 %  Reading <b>\\u202e",
        "",
    ]
    page = Page(notebook[1]["text/html"])
    assert [tag for tag, _ in page.elements] == ["div", "progress"]
    assert "Reading <b>\\u202e" in page.text


def test_a_terminal_gets_a_line_that_goes(impatient, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())

    with explorer.ProgressBar() as task:
        explorer.histograms(IRIS, "dnn/logits/kernel", task=task)

    lines = sys.stderr.getvalue().split("\r\x1b[K")
    assert len(lines) > 2
    assert lines[-1] == ""
    assert all(len(line) < 80 for line in lines)


def test_nothing_is_drawn_of_what_takes_a_moment_or_where_nobody_looks(monkeypatch, capsys):
    with explorer.ProgressBar() as task:
        explorer.verify(IRIS, task=task)
    monkeypatch.setattr(module, "_PATIENCE_S", 0.0)
    with explorer.ProgressBar() as task:
        explorer.verify(IRIS, task=task)

    assert capsys.readouterr() == ("", "")


def test_an_interrupted_call_leaves_no_bar(impatient, notebook):
    def interrupted(task):
        task.report(1, 0, "Reading")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), explorer.ProgressBar() as task:
        interrupted(task)

    assert notebook[-1]["text/html"] == ""


def test_a_cancelled_bar_ends_the_call():
    task = explorer.ProgressBar()
    task.cancel()

    with pytest.raises(explorer.Cancelled):
        explorer.verify(IRIS, task=task)
