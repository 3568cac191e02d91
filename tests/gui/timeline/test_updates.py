"""Beside the loss: curves of updates, marks of NaN, remembered checkpoints, and the axis by wall time."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter

from explorer.checkpoints.model_dir import GONE
from explorer.gui.marks import paint_status
from explorer.gui.timeline.axis import BY_TIME, lay_out, possible_modes
from explorer.gui.timeline.moments import moments, nice_moments
from explorer.gui.timeline.timeline import Timeline
from explorer.gui.timeline.update_curves import CHOSEN, WEIGHTS
from explorer.gui.timeline.words import describe_entry
from tests.builders import write_bundle
from tests.gui.item_models.sessions import opened
from tests.gui.records import entry, run_of

REMEMBERED = replace(entry(1, 100, GONE), is_remembered=True, modified=1_700_000_000.0, size_bytes=2048)
NOON = time.mktime((2026, 3, 1, 12, 0, 0, 0, 0, -1))  # local time, as the axis shows it


def made(qtbot, session) -> Timeline:
    timeline = Timeline(session)
    qtbot.addWidget(timeline)
    timeline.resize(900, 108)
    timeline.show()
    return timeline


@pytest.fixture
def training(qtbot, tmp_path):
    """Three steps without event files: a weight that doubles, one that stays, and a NaN at the last."""
    for step, factor in ((10, 1.0), (20, 2.0), (30, 4.0)):
        tensors = {
            "a/kernel": np.array([3.0, 4.0], np.float32) * np.float32(factor),
            "b/kernel": np.array([12.0], np.float32),
            "odd": np.array([1.0, np.nan if step == 30 else 1.0], np.float32),
            "global_step": np.int64(step),
        }
        write_bundle(tmp_path / f"model.ckpt-{step}", tensors)
    session = opened(qtbot, tmp_path)
    timeline = made(qtbot, session)
    qtbot.waitUntil(lambda: not timeline.is_busy())
    yield timeline
    session.pool.close(1.0)


def choose(qtbot, timeline, name: str) -> None:
    """Open the menu and trigger an entry of it."""
    row = timeline.curve_row
    row.menu.aboutToShow.emit()
    next(action for action in row.menu.actions() if action.text() == name).trigger()
    qtbot.waitUntil(lambda: not timeline.is_busy(), timeout=10_000)


# --- curves of updates -------------------------------------------------------------------------


def test_without_event_files_the_menu_offers_the_sizes_of_updates(training):
    row = training.curve_row
    row.menu.aboutToShow.emit()

    assert training.curve_sentence() == "No loss curve: this directory has no event files."
    assert [action.text() for action in row.menu.actions() if action.text()][:2] == [WEIGHTS, CHOSEN]
    assert not row.tag_button.isHidden()


def test_the_curve_of_the_weights_takes_them_as_one_vector(qtbot, training):
    choose(qtbot, training, WEIGHTS)

    series = training.curve_row.curve.series
    # The change of `a` is 5, then 10 long; before it all weights are sqrt(5² + 12² + 1²), sqrt(10² + 12² + 1²).
    # Of `odd` the one element counts that is finite at step 30 too; `b` never moved, and is in the sum.
    assert series.steps.tolist() == [20, 30]
    assert series.values.tolist() == pytest.approx(
        [5 / np.sqrt(25 + 144 + 1), 10 / np.sqrt(100 + 144 + 1)], rel=1e-6
    )
    assert training.curve_row.tag_button.text() == "weights Δ"
    assert training.curve_sentence() == ""


def test_the_curve_of_the_chosen_variable_follows_the_selection(qtbot, training):
    choose(qtbot, training, CHOSEN)
    asked = training.curve_sentence()

    training.session.select("a/kernel")
    qtbot.waitUntil(lambda: not training.is_busy() and training.curve_row.curve.series is not None)
    first = training.curve_row.curve.series.values.tolist()
    training.session.select("b/kernel")
    qtbot.waitUntil(lambda: training.curve_row.curve.series is not None and not training.is_busy())
    second = training.curve_row.curve.series.values.tolist()

    assert asked == "Choose a variable in any view to see how far it moved from step to step."
    assert first == [1.0, 1.0]
    assert second == [0.0, 0.0]


def test_a_value_that_was_all_zeros_is_a_point_less_and_no_nan(qtbot, tmp_path):
    for step in (1, 2, 3):
        tensors = {"bias": np.full(2, step - 1, np.float32), "global_step": np.int64(step)}
        write_bundle(tmp_path / f"model.ckpt-{step}", tensors)
    session = opened(qtbot, tmp_path)
    timeline = made(qtbot, session)
    session.select("bias")

    choose(qtbot, timeline, CHOSEN)

    series = timeline.curve_row.curve.series
    assert (series.steps.tolist(), series.values.tolist()) == ([3], [1.0])
    session.pool.close(1.0)


def test_a_variable_of_one_step_only_has_no_curve_but_a_sentence(qtbot, tmp_path):
    for step, key in ((1, "early"), (2, "late")):
        tensors = {key: np.ones(2, np.float32), "global_step": np.int64(step)}
        write_bundle(tmp_path / f"model.ckpt-{step}", tensors)
    session = opened(qtbot, tmp_path)
    timeline = made(qtbot, session)
    session.select("late")

    choose(qtbot, timeline, CHOSEN)

    assert timeline.curve_row.curve.series is None
    assert timeline.curve_sentence() == "No two steps can be compared."
    session.pool.close(1.0)


# --- NaN ---------------------------------------------------------------------------------------


def test_a_step_with_nan_has_a_cross_and_says_so(qtbot, training):
    before = training.odd_marks()
    session = training.session

    session.statistics.want(session.newer, ("odd",))
    qtbot.waitUntil(lambda: bool(training.odd_marks()))

    mark = training._mark(2)
    assert before == []
    assert [(place.x(), place.y() < mark.y()) for place in training.odd_marks()] == [(mark.x(), True)]
    assert "× NaN or infinities in 1 tensor: odd" in training._tip(mark)


# --- remembered checkpoints --------------------------------------------------------------------


def test_a_remembered_checkpoint_can_be_chosen_by_keyboard_and_one_gone_for_good_cannot(qtbot, bare_session):
    bare_session._set_run(run_of(entry(0, 50, GONE), REMEMBERED, entry(2, 200), latest="ckpt-2"))
    timeline = made(qtbot, bare_session)
    mark = timeline._mark(2)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(round(mark.x()), round(mark.y())))

    qtbot.keyClick(timeline.newer_handle, Qt.Key.Key_Left)
    qtbot.keyClick(timeline.newer_handle, Qt.Key.Key_Left)

    assert bare_session.newer_entry.step == 100


def test_a_tool_tip_tells_remembered_from_gone():
    assert "deleted from disk, remembered" in describe_entry(REMEMBERED)
    assert "was 2.0 KiB" in describe_entry(REMEMBERED)
    assert "deleted from disk; nothing of it was remembered" in describe_entry(entry(1, 100, GONE))


def test_the_two_marks_look_different(qapp):
    def drawn(status: str) -> QImage:
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_status(painter, image.rect().center().toPointF(), 8, status)
        painter.end()
        return image

    assert drawn("remembered") != drawn("gone")
    assert drawn("remembered") != drawn("complete")


# --- wall time ---------------------------------------------------------------------------------


def at(number: int, seconds: float):
    return replace(entry(number, number * 10), modified=NOON + seconds)


def test_the_axis_by_wall_time_is_offered_where_times_differ():
    assert BY_TIME in possible_modes((at(1, 0), at(2, 60)))
    assert BY_TIME not in possible_modes((at(1, 0), at(2, 0)))


def test_marks_stand_where_the_time_has_them():
    axis = lay_out((at(1, 0), at(2, 900), at(3, 3600)), BY_TIME, 0.0, 400.0, lambda text: 7.0 * len(text))

    assert axis.xs == (0.0, 100.0, 400.0)
    assert [tick.text for tick in axis.ticks] == ["12:00", "12:15", "13:00"]


def test_what_the_trainer_noted_counts_more_than_the_time_of_the_file():
    entries = (replace(at(1, 5), saved_at=NOON), replace(at(2, 6), saved_at=NOON + 100), at(3, 200))

    axis = lay_out(entries, BY_TIME, 0.0, 200.0, lambda text: 7.0 * len(text))

    assert axis.xs == (0.0, 100.0, 200.0)


@pytest.mark.parametrize(
    ("seconds", "texts"),
    [
        ((0, 60), ["12:00", "12:01"]),
        ((0, 30), ["12:00:00", "12:00:30"]),
        ((0, 0.25), ["12:00:00.000", "12:00:00.250"]),
        ((0, 86400), ["03-01 12:00", "03-02 12:00"]),
        ((0, 1e20), ["12:00", "?"]),
    ],
)
def test_moments_are_as_short_as_they_can_be_beside_each_other(seconds, texts):
    assert moments([NOON + each for each in seconds]) == texts


def test_round_moments_are_round_in_local_time():
    quarters = next(found for found in nice_moments(NOON + 100, NOON + 3700) if len(found) == 2)

    assert moments(quarters) == ["12:30", "13:00"]
