"""The curve above the marks, read from real event files in the background."""

from __future__ import annotations

import math
import shutil

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from explorer.gui.timeline.curve_shape import points_of
from explorer.gui.timeline.timeline import Timeline
from explorer.gui.timeline.update_curves import NAMES
from tests import event_builders as made
from tests.golden_answers import GOLDEN


@pytest.fixture
def show(qtbot, session):
    """`show(directory)`: the time axis of a directory, its events read."""
    timeline = Timeline(session)
    qtbot.addWidget(timeline)
    timeline.resize(1000, 108)
    timeline.show()

    def open_it(directory) -> Timeline:
        session.open(directory)
        qtbot.waitUntil(
            lambda: session.run is not None and not session.is_busy() and not timeline.is_busy(),
            timeout=20_000,
        )
        return timeline

    return open_it


@pytest.fixture
def run(tmp_path):
    """A run of which only the five newest checkpoints are left, without event files."""
    target = tmp_path / "run"
    source = next((GOLDEN / "iris_retention_tf115").rglob("model.ckpt-120.index")).parent
    shutil.copytree(source, target)
    return target


def write_events(directory, *events: bytes) -> None:
    directory.mkdir(exist_ok=True)
    (directory / "events.out.tfevents.1700000000.trainbox").write_bytes(
        made.event_file(made.version(), *events)
    )


def losses(*values: float, every: int = 20, tag: str = "loss") -> list[bytes]:
    return [made.scalar(index * every, tag, value) for index, value in enumerate(values)]


def drawn(timeline) -> list[tuple[float, float]]:
    return [point for line in timeline.curve_row.curve.shape_drawn.lines for point in line]


# --- which curve -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "first", "last"),
    [
        ("history_tf115/model_dir", 0, 320),
        ("history_tf215/run", 10, 320),
        ("iris_dnn_tf115/models/iris", 1, 101),
    ],
)
def test_the_loss_of_a_run_is_drawn_over_its_steps(show, folder, first, last):
    timeline = show(GOLDEN / folder)

    curve, axis = timeline.curve_row.curve, timeline.axis
    assert curve.isVisible()
    assert curve.series.name == "loss"
    ends = [round(curve.x() + drawn(timeline)[index][0]) for index in (0, -1)]
    assert ends == [round(axis.x_of(first)), round(axis.x_of(last))]
    assert timeline.curve_sentence() == ""


def test_the_curve_says_its_last_value_and_range_to_those_who_cannot_see_it(show):
    timeline = show(GOLDEN / "history_tf115" / "model_dir")

    text = timeline.curve_row.curve.accessibleDescription()
    assert text == "loss: 33 values; last 0.005173 at step 320; between 0.005173 and 6.469."


def test_the_menu_lists_every_scalar_with_its_folder_and_a_choice_stays(qtbot, show, run):
    write_events(run, *losses(3, 2, 1), *losses(0.1, 0.2, tag="accuracy"))
    write_events(run / "eval", *losses(5, 4))
    timeline = show(run)
    row = timeline.curve_row

    row.menu.aboutToShow.emit()
    listed = [action.text() for action in row.menu.actions() if action.text()]
    next(action for action in row.menu.actions() if action.text() == "eval/loss").trigger()
    timeline.session.reload()
    qtbot.waitUntil(lambda: not timeline.session.is_busy() and not timeline.is_busy())

    assert listed == ["loss", "accuracy", "eval/loss", *NAMES, "Logarithmic scale"]
    assert row.curve.series.name == "eval/loss"
    assert row.tag_button.accessibleDescription() == "Now eval/loss"


def test_a_range_of_many_powers_of_ten_is_drawn_logarithmically_until_somebody_says_otherwise(show, run):
    write_events(run, *losses(1e5, 10, 1e-3))
    row = show(run).curve_row

    first = row.curve.is_log
    row.choose_log(False)

    assert (first, row.curve.is_log) == (True, False)


def test_values_below_zero_offer_no_logarithmic_scale(show, run):
    write_events(run, *losses(1e9, -1.0))
    row = show(run).curve_row

    row.menu.aboutToShow.emit()
    row.choose_log(True)

    assert not row.menu.actions()[-1].isEnabled()
    assert not row.curve.is_log


# --- no curve ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "No loss curve: the event files hold no scalars."),
        (
            b"not an event file",
            "No loss curve: events.out.tfevents.1: it is no event file, or its first bytes are damaged.",
        ),
    ],
)
def test_where_no_curve_can_be_drawn_a_sentence_says_why(show, run, content, sentence):
    (run / "events.out.tfevents.1").write_bytes(content)

    timeline = show(run)

    assert timeline.curve_sentence() == sentence
    assert timeline.curve_row.curve.isHidden()
    assert timeline.curve_row.tag_button.text() == "loss"  # it offers the sizes of updates


def test_damage_beside_good_values_is_told_by_a_mark(show, run):
    write_events(run, *losses(3, 2, 1))
    file = next(run.glob("events*"))
    file.write_bytes(made.with_bad_byte(file.read_bytes(), 60))

    row = show(run).curve_row

    assert row.curve.isVisible()
    assert row.problem_button.isVisible()
    assert "one record is damaged" in row.problem_button.accessibleDescription()


def test_cancelling_leaves_a_sentence_and_a_reload_reads(qtbot, show, run):
    write_events(run, *losses(3, 2, 1))
    timeline = show(run)
    source = timeline.curve_row.source
    source.events = None
    source.changed.emit()
    said = timeline.curve_sentence()

    timeline.session.reload()
    qtbot.waitUntil(lambda: source.events is not None)

    assert said == "No loss curve: reading the event files was cancelled. Reload reads them."
    assert timeline.curve_sentence() == ""


# --- again -------------------------------------------------------------------------------------


def test_a_reload_shows_what_was_appended(qtbot, show, run):
    write_events(run, *losses(3, 2, 1))
    timeline = show(run)
    first = timeline.curve_row.curve.series
    with next(run.glob("events*")).open("ab") as stream:
        stream.write(made.record(made.scalar(60, "loss", 0.5)))

    timeline.session.reload()
    qtbot.waitUntil(lambda: timeline.curve_row.curve.series is not first)

    assert timeline.curve_row.curve.series.steps.tolist() == [0, 20, 40, 60]


def test_what_a_folder_below_gains_is_shown_at_the_next_look(qtbot, show, run):
    write_events(run / "eval", *losses(3, 2, 1))
    timeline = show(run)
    with next((run / "eval").glob("events*")).open("ab") as stream:
        stream.write(made.record(made.scalar(60, "loss", 0.5)))

    timeline.session.looked.emit(None)
    qtbot.waitUntil(lambda: len(timeline.curve_row.curve.series.steps) == 4)

    assert timeline.curve_row.curve.series.name == "eval/loss"


def test_another_directory_takes_the_curve_away(qtbot, show, run, tmp_path):
    write_events(run, *losses(3, 2, 1))
    timeline = show(run)
    other = tmp_path / "other"
    shutil.copytree(run, other, ignore=shutil.ignore_patterns("events*"))

    show(other)

    assert timeline.curve_row.curve.isHidden()
    assert timeline.curve_sentence() == "No loss curve: this directory has no event files."


# --- checkpoints that are gone -----------------------------------------------------------------


def test_saves_that_are_gone_stand_hollow_at_their_step_and_cannot_be_chosen(qtbot, show, run):
    saves = [made.session_log(step, made.CHECKPOINT, "/home/train/model.ckpt") for step in range(20, 201, 20)]
    write_events(run, *losses(*range(11)), *saves)
    timeline = show(run)
    before = timeline.session.newer_entry

    marks = timeline.deleted_marks()
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=marks[0][0].toPoint())

    assert [saved.step for _, saved in marks] == [20, 40, 60, 80, 100]
    assert marks[0][0].x() == pytest.approx(timeline.axis.x_of(20))
    assert timeline.session.newer_entry == before
    tip = timeline._tip(QPointF(marks[0][0])).split("\n")
    assert tip[0].startswith("step 20, saved 2023-11-1")
    assert tip[0].endswith(", deleted since")
    assert tip[1] == "model.ckpt-20"


def test_a_save_newer_than_the_scan_is_not_taken_for_deleted(show, run):
    write_events(run, *losses(1, 2), made.session_log(220, made.CHECKPOINT, "/x/model.ckpt"))
    timeline = show(run)
    source = timeline.curve_row.source
    assert [saved.step for saved in source.deleted] == [220]

    from explorer.gui.timeline.events_source import deleted_since

    (run / "model.ckpt-220.index").write_bytes(b"")

    assert deleted_since(timeline.session.run, source.events) == ()


# --- reading points ----------------------------------------------------------------------------


def test_the_point_under_the_cursor_is_read_out(qtbot, show, run):
    write_events(run, *losses(3, 2, 1.5, 1, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.04))
    timeline = show(run)
    curve = timeline.curve_row.curve

    qtbot.mouseMove(curve, QPoint(round(timeline.axis.x_of(42)) - curve.x(), 20))

    assert curve.readout() == "step 40 · loss 1.5"
    assert not timeline.grab().isNull()


def test_arrow_keys_walk_along_the_points(qtbot, show, run):
    write_events(run, *losses(3, 2, math.nan, 1))
    curve = show(run).curve_row.curve
    curve.setFocus()

    read = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(curve, key)
        read.append(curve.readout())

    assert read == ["step 0 · loss 3", "step 20 · loss 2", "step 40 · loss nan", "step 60 · loss 1"]
    assert "1 are NaN or infinite" in curve.accessibleDescription()


def test_a_mark_tells_the_loss_at_its_step(show, run):
    write_events(run, *losses(3, 2, 1.5, 1, 0.5, 0.4, 0.25))
    timeline = show(run)

    tip = timeline._tip(timeline._mark(0))

    assert tip.split("\n")[-1] == "loss 0.25"


def test_a_restart_is_drawn_apart_from_what_it_wrote_again(show):
    shown = show(GOLDEN / "event_answers" / "went_back").curve_row

    points = points_of(shown.source.events.series[0])

    assert points.steps.tolist() == [0, 10, 20, 20, 30, 40, 50, 60, 70]
    assert points.older_steps.tolist() == [30, 40]


# --- events alone ------------------------------------------------------------------------------


def test_events_without_a_checkpoint_are_drawn_over_their_own_steps(show, tmp_path):
    write_events(tmp_path / "events", *losses(3, 2, 1))
    timeline = show(tmp_path / "events")

    curve, axis = timeline.curve_row.curve, timeline.axis
    assert curve.isVisible()
    assert timeline.curve_row.tag_button.isVisible()
    assert not timeline.mode_button.isVisible()
    assert (axis.mode, axis.ends) == ("step", (0.0, 40.0))
    ends = [round(curve.x() + drawn(timeline)[index][0]) for index in (0, -1)]
    assert ends == [round(axis.x_of(0)), round(axis.x_of(40))]
    assert axis.ticks[0].text == "0"
    assert axis.ticks[-1].text == "40"


def test_an_axis_that_was_chosen_for_checkpoints_does_not_count_for_events_alone(show, run, tmp_path):
    timeline = show(run)
    timeline.set_mode("order")
    write_events(tmp_path / "events", *losses(3, 2, 1))

    show(tmp_path / "events")

    assert timeline.mode == "step"
    assert timeline.curve_row.curve.note == ""
