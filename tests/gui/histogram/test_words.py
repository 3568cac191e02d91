"""What is said of a picture: one denominator, what marks mean, what was never read, whose numbers these are."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt

from explorer.errors import FileAccessError, MissingFileError
from explorer.gui.histogram import export_tables, modes
from explorer.gui.histogram.brush import share_curve
from explorer.gui.histogram.curve_plot import CurvePlot
from explorer.gui.histogram.difference_plot import DifferencePlot
from explorer.gui.histogram.family_strip import Member, MemberButton
from explorer.gui.histogram.heat_plot import HeatPlot
from explorer.gui.histogram.history import ABSENT, DAMAGED, OTHER_SHAPE, StepRecord
from explorer.gui.histogram.overlay_plot import OverlayPlot
from explorer.gui.histogram.picture import Picture, bin_readout
from explorer.gui.histogram.ridge_plot import RidgePlot
from explorer.gui.histogram.several_reading import Cell
from explorer.gui.histogram.several_words import kind_text
from explorer.gui.histogram.status import status_sentence
from explorer.task import QUIET
from tests.builders import VALUE
from tests.gui.histogram.conftest import entry_of, record_of, wide_run
from tests.gui.histogram.test_picture import picture_of

W = f"w{VALUE}"


def pair_of(*records: StepRecord) -> Picture:
    picture = picture_of(*records)
    picture.older = 0
    return picture


def drawn(qtbot, plot, picture):
    qtbot.addWidget(plot)
    plot.resize(700, 400)
    plot.show_picture(picture)
    return plot


# --- one denominator ------------------------------------------------------------------------------


def test_the_readout_of_the_difference_divides_by_the_finite_values_as_the_picture_does(qtbot):
    picture = pair_of(record_of(10, (0.0, 3), (4.0, 1), nan=4), record_of(20, (0.0, 1), (4.0, 3), nan=6))

    told = drawn(qtbot, DifferencePlot(), picture).readout(QPointF(0.1, 0.0)).detail.splitlines()

    assert told[:3] == [
        "step 20: 1 of 4 finite values (25.00 %)",
        "step 10: 3 of 4 finite values (75.00 %)",
        "difference drawn here: -50 percentage points",
    ]


def test_every_picture_divides_by_the_finite_values_and_says_so(qtbot):
    picture = picture_of(record_of(10, (0.0, 3), (4.0, 1), nan=4))

    assert bin_readout(picture, 0, 0.1).detail == "3 of 4 finite values (75.00 %) · 4 NaN"
    assert drawn(qtbot, HeatPlot(), picture).legend()[0].text == "3 values in a cell (75.00 % of 4)"
    assert share_curve(picture.records, -1.0, 1.0).readout(0) == "3 of 4 finite (75.00 %)"


def test_the_difference_leads_with_what_is_drawn_and_explains_the_other_number(qtbot):
    picture = pair_of(record_of(10, (0.0, 2), (4.0, 2)), record_of(20, (0.1, 2), (4.0, 2)))

    plot = drawn(qtbot, DifferencePlot(), picture)

    assert plot.note_texts()[:2] == (
        "total variation of these bars: 0 of 1",
        "Wasserstein-1: moved 0.05 on average (exact)",
    )
    assert plot.readout(QPointF(0.1, 0.0)).detail.splitlines()[-1] == (
        "(every value that changed at all counts)"
    )
    assert len(plot.table_lines()) == 3


# --- NaN, statistics without a number ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("nans", "said"),
    [((0, 0, 0), "0 NaN"), ((0, 5, 0), "5 NaN at step 20"), ((0, 5, 25), "NaN in 2 of 3 steps, at most 25")],
)
def test_the_status_counts_steps_with_nan_instead_of_adding_them_up(nans, said):
    picture = picture_of(*(record_of(10 * n, (0.0, 1), (1.0, 1), nan=nan) for n, nan in enumerate(nans, 1)))

    assert status_sentence(picture, modes.RIDGES, modes.RIDGES) == f"exact counts · 3 steps · {said}"


def test_a_statistic_past_the_range_of_numbers_is_said_to_be(qtbot):
    record = record_of(10, (-1e308, 1), (1e308, 1), nan=1)
    record = replace(record, statistics=replace(record.statistics, std=None))

    told = drawn(qtbot, RidgePlot(), picture_of(record)).readout_in_words(0)

    assert told.endswith("mean 0, std past the range of numbers, 1 NaN")


def test_bounds_that_print_alike_are_printed_once():
    records = (record_of(10, (0.0, 1_000_000), (4.0, 999_999)),)
    curve = share_curve(records, -1.0, 1.0)
    curve.most[0] += 1

    assert curve.readout(0) == "1,000,000 to 1,000,001 of 1,999,999 (50.00 %)"


# --- complex numbers and truth values ---------------------------------------------------------------


def test_complex_numbers_are_said_to_be_drawn_by_their_size(qtbot):
    picture = picture_of(record_of(10, (0.0, 1), (5.0, 1)))
    picture.dtype, picture.title = "complex64", "cplx"

    plot = drawn(qtbot, RidgePlot(), picture)

    assert plot.axes["bottom"].label.toPlainText().strip() == "absolute value of cplx (complex64)"
    assert " · absolute value 2.5 to 3.75" in plot.readout_of(0).headline
    assert "complex: absolute values" in status_sentence(picture, modes.RIDGES, modes.RIDGES)


def test_truth_values_are_called_by_name(qtbot):
    picture = picture_of(record_of(10, (0.0, 3), (1.0, 1)))
    picture.dtype = "bool"
    picture.set_scale("linear")
    picture.set_window(0.0, 1.0, 16)
    picture.fill(1.0)

    plot = drawn(qtbot, RidgePlot(), picture)
    axis = plot.axes["bottom"]

    assert [(round(place * 1.5, 9), text) for place, text in axis.ticks(0.0, 1.0, 600)] == [
        (0.25, "False"),
        (1.25, "True"),
    ]
    assert bin_readout(picture, 0, 1 / 6).headline == "step 10 · False"
    assert bin_readout(picture, 0, 5 / 6).headline == "step 10 · True"
    assert bin_readout(picture, 0, 0.5).detail == "0 of 4 values (0 %)"


# --- slots that were never read, marks --------------------------------------------------------------


def test_a_slot_that_was_never_read_of_a_step_that_is_gone_is_no_damage(qtbot):
    button = MemberButton(Member("w", "w", "slot"))
    qtbot.addWidget(button)
    button.statistics, button.is_gone = MissingFileError("the checkpoint is gone from the disk"), True
    gone = button.sentence()
    button.statistics, button.is_gone = FileAccessError("a short read"), False

    assert (gone, button.sentence()) == ("gone before it was read", "damaged")


@pytest.mark.parametrize("plot_class", [RidgePlot, HeatPlot, CurvePlot])
def test_the_legend_explains_the_marks_that_occur(qtbot, plot_class):
    picture = picture_of(
        StepRecord(entry_of(10), ABSENT, reason="This step does not hold the tensor."),
        StepRecord(entry_of(20), DAMAGED, reason="The checksum differs."),
        replace(record_of(30, (0.0, 1), (1.0, 1)), state=OTHER_SHAPE, reason="The shape is [2] here."),
        record_of(40, (0.0, 1), (1.0, 1), nan=1),
    )

    texts = [entry.text for entry in drawn(qtbot, plot_class(), picture).legend()]

    assert {
        "1 of another shape",
        "1 without the tensor",
        "1 damaged",
        "NaN or infinities, not in the shapes",
    } < set(texts)


def test_the_legend_of_two_steps_explains_only_their_marks(qtbot):
    picture = pair_of(
        record_of(10, (0.0, 1), (1.0, 1)),
        StepRecord(entry_of(20), ABSENT, reason="This step does not hold the tensor."),
        record_of(30, (0.0, 1), (1.0, 1)),
    )

    for plot_class in (OverlayPlot, DifferencePlot):
        assert len(drawn(qtbot, plot_class(), picture).legend()) == 2


def test_a_step_without_the_tensor_is_a_hatched_column_in_curves(qtbot):
    absent = StepRecord(entry_of(20), ABSENT, reason="This step does not hold the tensor.")
    picture = picture_of(record_of(10, (0.0, 1), (1.0, 1)), absent, record_of(30, (0.0, 1), (2.0, 1)))

    plot = drawn(qtbot, CurvePlot(), picture)

    assert plot.gaps.spans == ((15.0, 25.0),)
    assert plot.note_texts()[0] == "− absent"


# --- tables ------------------------------------------------------------------------------------------


def test_the_statistics_as_csv_hold_the_quantiles(tmp_path):
    records = (record_of(10, *((float(value), 1) for value in range(101))), record_of(20, nan=3))

    export_tables.write_statistics(tmp_path / "s.csv", "w", records, QUIET)

    with (tmp_path / "s.csv").open(newline="") as file:
        first, second = csv.DictReader(file)
    names = ("p01", "p05", "p25", "p50", "p75", "p95", "p99")
    assert [float(first[name]) for name in names] == [1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0]
    assert [second[name] for name in names] == [""] * 7
    assert np.isclose(float(first["max"]), 100.0)


# --- whose numbers these are -------------------------------------------------------------------------


def test_the_share_names_its_step_and_is_the_newer_ones_while_nothing_is_pointed_at(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)
    view._brush((-10.0, 10.0))
    qtbot.waitUntil(lambda: view.page.rows.isVisible())
    strip = view.page.rows

    assert strip.shown_text(strip.rows[0]).startswith(
        "share of values in -10 to 10  ·  step 3: 5,000 of 5,000"
    )
    strip.set_hovered(1)
    assert "  ·  step 2: 4,997 of 4,997 finite (100 %)" in strip.shown_text(strip.rows[0])
    assert "step 2: 4,997" in strip.accessibleDescription()
    view.plot.leaveEvent(QEvent(QEvent.Type.Leave))
    assert "  ·  step 3: " in strip.shown_text(strip.rows[0])


@pytest.mark.parametrize("mode", [modes.RIDGES, modes.HEAT, modes.OVERLAY])
def test_the_cursor_goes_with_the_tensor_and_is_in_no_exported_picture(show, tmp_path, qtbot, mode):
    view = show(wide_run(tmp_path), W)
    view.set_mode(mode)
    qtbot.waitUntil(lambda: not view.is_busy())
    picture = next(export for export in view.exports() if export.label == "Picture as PNG")
    picture.write(tmp_path / "plain.png", QUIET)

    view.plot.read_row(0)
    assert view.card.isVisible()
    picture.write(tmp_path / "pointed.png", QUIET)
    assert (tmp_path / "pointed.png").read_bytes() == (tmp_path / "plain.png").read_bytes()

    view.plot.read_row(0)
    view.session.select(f"other{VALUE}")
    qtbot.waitUntil(lambda: view.picture.key != W and not view.is_busy())
    assert (view.plot.hovered_index, view.page.rows.hovered, view.card.isVisible()) == (-1, -1, False)


# --- a range that is typed ---------------------------------------------------------------------------


def typed(qtbot, field, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_r_opens_the_fields_of_a_range_and_enter_shows_its_share(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)

    qtbot.keyClick(view.plot, Qt.Key.Key_R)
    assert view.range_row.isVisible()
    assert view.range_row.low.hasFocus()
    typed(qtbot, view.range_row.low, "-0.1")
    typed(qtbot, view.range_row.high, "0.1")
    qtbot.waitUntil(lambda: view.page.rows.isVisible())

    assert view.picture.brush == (-0.1, 0.1)
    assert view.page.rows.rows[0].title == "share of values in -0.1 to 0.1"


def test_the_range_stays_with_other_tensors_and_steps_and_goes_with_escape(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)
    qtbot.keyClick(view.plot, Qt.Key.Key_R)
    typed(qtbot, view.range_row.low, "0.1 .. -0.1")

    view.session.select(f"other{VALUE}")
    qtbot.waitUntil(lambda: view.picture.key != W and not view.is_busy())
    view.session.choose_newer(view.session.run.checkpoints[0])
    qtbot.waitUntil(lambda: view.picture.newer == 0)
    assert view.picture.brush == (-0.1, 0.1)
    assert (view.range_row.low.text(), view.range_row.high.text()) == ("-0.1", "0.1")

    qtbot.keyClick(view.range_row.low, Qt.Key.Key_Escape)
    assert view.picture.brush is None
    assert not view.range_row.isVisible()


def test_what_is_no_number_is_said_and_changes_nothing(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)
    qtbot.keyClick(view.plot, Qt.Key.Key_R)

    for low, high in (("abc", "1"), ("nan", "1"), ("1e999", "1")):
        view.range_row.low.clear()
        typed(qtbot, view.range_row.high, high)
        typed(qtbot, view.range_row.low, low)
        assert view.range_row.note.text() == "The ends of a range are numbers, as in -0.1 and 0.1."
        assert view.picture.brush is None


def test_a_range_far_outside_of_the_values_is_drawn_and_counted(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)
    qtbot.keyClick(view.plot, Qt.Key.Key_R)
    typed(qtbot, view.range_row.low, "-1e300:1e300")
    qtbot.waitUntil(lambda: view.page.rows.isVisible())

    assert view.page.rows.rows[0].readouts[0] == "5,000 of 5,000 (100 %)"
    assert max(map(abs, view.plot._range.getRegion())) <= 2.0


def test_a_drag_fills_the_fields_and_the_button_closes_them(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)

    view._brush((-0.05, 0.05))
    assert view.range_row.isVisible()
    assert view.range_row.low.text() == "-0.05"
    assert view.bar.range.isChecked()
    qtbot.mouseClick(view.bar.range, Qt.MouseButton.LeftButton)

    assert view.picture.brush is None
    assert not view.range_row.isVisible()
    view.set_mode(modes.CURVES)
    qtbot.waitUntil(lambda: not view.is_busy())
    assert not view.bar.range.isEnabled()


def test_the_word_of_a_mark_is_written_once_for_several_in_a_row(qtbot):
    absent = [
        StepRecord(entry_of(step), ABSENT, reason="This step does not hold the tensor.") for step in (20, 30)
    ]
    picture = picture_of(record_of(10, (0.0, 1), (1.0, 1)), *absent, record_of(40, (0.0, 1), (2.0, 1)))

    assert drawn(qtbot, HeatPlot(), picture).note_texts() == ("− absent", "−")


def test_small_pictures_of_complex_numbers_say_so_too():
    assert kind_text(Cell("c", "c", "variable", "complex64", (2, 3))) == "[2, 3] complex64, absolute values"
    assert kind_text(Cell("w", "w", "variable", "float32", (2, 3))) == "[2, 3] float32"


def test_no_mark_is_painted_over_the_words_of_a_neighbour(qtbot):
    picture = picture_of(*(record_of(step, (0.0, 1), (1.0, 1), nan=25) for step in range(40)))

    texts = drawn(qtbot, RidgePlot(), picture).note_texts()

    assert set(texts) == {"!", "! 25 NaN"}
    assert "!" not in texts[texts.index("! 25 NaN") :]
