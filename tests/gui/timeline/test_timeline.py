"""The time axis under real clicks and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from explorer.checkpoints.model_dir import DAMAGED, GONE
from explorer.gui.timeline.timeline import Timeline
from explorer.gui.timeline.words import describe_entry, short_label
from tests.gui.records import entry, run_of

RUN = run_of(
    entry(1, 100, GONE), entry(2, 200), entry(3, 300), entry(4, 400, DAMAGED), entry(5, 500), latest="ckpt-5"
)


@pytest.fixture
def timeline(qtbot, bare_session):
    bare_session._set_run(RUN)
    timeline = Timeline(bare_session)
    qtbot.addWidget(timeline)
    timeline.resize(900, 96)
    timeline.show()
    return timeline


def click(qtbot, timeline, index, modifier=Qt.KeyboardModifier.NoModifier):
    mark = timeline._mark(index)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, modifier, QPoint(round(mark.x()), round(mark.y())))


def chosen(timeline) -> tuple[int | None, int | None]:
    session = timeline.session
    return (
        session.older_entry.step if session.older_entry else None,
        session.newer_entry.step if session.newer_entry else None,
    )


def test_a_click_on_a_mark_chooses_the_newer_and_shift_the_older(qtbot, timeline):
    click(qtbot, timeline, 4)
    click(qtbot, timeline, 1, Qt.KeyboardModifier.ShiftModifier)

    assert chosen(timeline) == (200, 500)


def test_a_control_click_chooses_the_older_too(qtbot, timeline):
    click(qtbot, timeline, 4)
    click(qtbot, timeline, 2, Qt.KeyboardModifier.ControlModifier)

    assert chosen(timeline) == (300, 500)


def test_an_older_one_chosen_after_the_newer_changes_places_with_it(qtbot, timeline):
    click(qtbot, timeline, 2)
    click(qtbot, timeline, 4, Qt.KeyboardModifier.ShiftModifier)

    assert chosen(timeline) == (300, 500)


def test_arrow_keys_move_the_newer_handle_from_mark_to_mark(qtbot, timeline):
    click(qtbot, timeline, 4)

    qtbot.keyClick(timeline.newer_handle, Qt.Key.Key_Left)

    assert chosen(timeline)[1] == 400


def test_home_goes_to_the_first_checkpoint_that_is_not_deleted(qtbot, timeline):
    click(qtbot, timeline, 4)

    qtbot.keyClick(timeline.newer_handle, Qt.Key.Key_Home)

    assert chosen(timeline)[1] == 200


def test_the_older_handle_moves_by_keyboard_and_says_where_it_is(qtbot, timeline):
    click(qtbot, timeline, 4)
    click(qtbot, timeline, 1, Qt.KeyboardModifier.ShiftModifier)

    qtbot.keyClick(timeline.older_handle, Qt.Key.Key_Right)

    assert chosen(timeline) == (300, 500)
    assert timeline.older_handle.accessibleName() == "Older checkpoint: step 300"


def test_a_dragged_handle_snaps_to_the_nearest_mark(qtbot, timeline):
    click(qtbot, timeline, 4)
    click(qtbot, timeline, 1, Qt.KeyboardModifier.ShiftModifier)
    handle = timeline.newer_handle
    goal = handle.mapFromParent(timeline._mark(2).toPoint())

    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(7, 5))
    qtbot.mouseMove(handle, QPoint(goal.x() + 12, 5))
    handle.dragged.emit(timeline._mark(2).x() + 12)  # the offscreen platform tells no buttons with a move
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(7, 5))

    assert chosen(timeline)[1] == 300


def drag(timeline, handle, *indices, drop=True):
    for index in indices:
        handle.dragged.emit(timeline._mark(index).x())
        timeline._settle_drag()  # as when the mouse rests on the way
    if drop:
        handle.dropped.emit()


def test_the_newer_handle_dragged_past_the_older_changes_roles_with_it(qtbot, timeline):
    click(qtbot, timeline, 4)
    click(qtbot, timeline, 2, Qt.KeyboardModifier.ShiftModifier)
    at_rest = []

    for index in (3, 2, 1, 0):
        drag(timeline, timeline.newer_handle, index, drop=index == 0)
        at_rest.append(chosen(timeline))

    assert at_rest == [(300, 400), (300, 400), (200, 300), (200, 300)]
    assert timeline.older_handle.isVisible()


def test_the_newer_handle_dragged_there_and_back_leaves_the_older_where_it_was(qtbot, timeline):
    click(qtbot, timeline, 4)
    click(qtbot, timeline, 2, Qt.KeyboardModifier.ShiftModifier)

    drag(timeline, timeline.newer_handle, 3, 1, 3, 4)

    assert chosen(timeline) == (300, 500)


def test_the_older_handle_dragged_past_the_newer_changes_roles_with_it(qtbot, timeline):
    click(qtbot, timeline, 2)

    drag(timeline, timeline.older_handle, 2, drop=False)
    assert chosen(timeline) == (200, 300)
    drag(timeline, timeline.older_handle, 4)

    assert chosen(timeline) == (300, 500)


def test_the_older_handle_stops_before_the_newer_under_keys(qtbot, timeline):
    click(qtbot, timeline, 3)
    click(qtbot, timeline, 1, Qt.KeyboardModifier.ShiftModifier)

    qtbot.keyClick(timeline.older_handle, Qt.Key.Key_End)

    assert chosen(timeline) == (300, 400)


@pytest.mark.parametrize(
    ("mode", "label"), [("step", "20,000"), ("save number", "save 7"), ("order", "ckpt-7")]
)
def test_a_handle_is_called_in_the_unit_of_its_axis(mode, label):
    assert short_label(entry(7, 20_000), mode) == label


def test_a_click_beside_the_marks_chooses_nothing(qtbot, timeline):
    between = (timeline._mark(1).x() + timeline._mark(2).x()) / 2

    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(round(between), round(timeline._base())))

    assert chosen(timeline) == (None, None)


def test_without_event_files_it_says_why_there_is_no_loss_curve(timeline):
    assert timeline.curve_sentence() == "No loss curve: this directory has no event files."
    assert timeline.curve_row.curve.isHidden()


@pytest.mark.parametrize("count", [1, 2, 32, 5000])
def test_it_draws_any_number_of_checkpoints(qtbot, timeline, count):
    timeline.session._set_run(run_of(*(entry(n, n * 10) for n in range(count))))
    click(qtbot, timeline, count - 1)

    assert not timeline.grab().isNull()
    assert chosen(timeline)[1] == (count - 1) * 10


def test_what_is_said_of_a_mark_names_its_problem():
    damaged = entry(4, 400, DAMAGED, problems=("The index ends too early.",))

    lines = describe_entry(damaged).split("\n")

    assert lines[0] == "step 400"
    assert lines[-1] == "The index ends too early."
