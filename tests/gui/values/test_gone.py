"""A checkpoint that left the disk: its values are gone, what is remembered of them is said."""

from __future__ import annotations

import pytest

from explorer.gui.values.values_view import ValuesView
from tests.gui.shell.test_remembered_run import KERNEL, delete, open_remembering, rest, run

__all__ = ["open_remembering", "run"]


@pytest.fixture
def ghost_view(qtbot, open_remembering, run):
    """`ghost_view(with_statistics)`: the values of a kernel at a step that was deleted."""

    def opened(with_statistics: bool) -> ValuesView:
        first = open_remembering(run, view="values", new_limit=1 << 30 if with_statistics else 0)
        rest(qtbot, first)
        if with_statistics:
            first.session.choose_newer(first.session.run.entry("ckpt-2"))
            first.session.select(KERNEL)
            rest(qtbot, first)
        first.close()
        delete(run, "ckpt-2")
        window = open_remembering(run, view="values")
        window.session.choose_newer(window.session.run.entry("ckpt-2"))
        rest(qtbot, window)
        window.session.select(KERNEL)
        rest(qtbot, window)
        return window.tabs.view("values")

    return opened


def test_what_is_remembered_of_a_value_is_said(ghost_view, qtbot):
    view = ghost_view(True)

    qtbot.waitUntil(lambda: "Remembered: 144 values" in view.message.sentence.text(), timeout=5000)

    assert view.message.sentence.text().startswith("The checkpoint is gone, and this value was not kept.")
    assert view.message.sentence.text().endswith(
        "Histograms and the inspector show what was remembered of it."
    )


def test_a_difference_with_a_value_that_is_gone_is_a_sentence(ghost_view, qtbot):
    view = ghost_view(False)
    session = view.session
    session.choose_newer(session.run.entry("ckpt-4"))
    qtbot.waitUntil(lambda: view.loaded is not None and not view.is_busy())
    session.choose_older(session.run.entry("ckpt-2"))
    qtbot.waitUntil(lambda: session.older is not None and not session.is_busy())

    view.set_layer("difference")
    qtbot.waitUntil(lambda: not view.is_busy() and bool(view.note.label.text()))

    assert view.note.label.text().startswith("The older value cannot be read: The checkpoint is gone")


def test_no_axes_stand_above_the_sentence_when_the_room_changes(ghost_view, qtbot):
    view = ghost_view(False)
    session = view.session
    session.choose_newer(session.run.entry("ckpt-4"))
    qtbot.waitUntil(lambda: view.axis_bar.head.isVisible() and not view.is_busy(), timeout=5000)
    session.choose_newer(session.run.entry("ckpt-2"))
    qtbot.waitUntil(lambda: view.pages.currentWidget() is view.message and not view.is_busy(), timeout=5000)

    for width in (420, 900):
        view.window().resize(width + 600, 700)
        view.axis_bar.resize(width, 40)

    assert not view.axis_bar.head.isVisible()
