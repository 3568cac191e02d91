"""Each kind of picture, checked as data: what was drawn, said and written."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from explorer.gui.histogram import modes
from explorer.gui.histogram.brush import share_curve
from explorer.gui.histogram.curve_plot import CurvePlot
from explorer.gui.histogram.fan_plot import FanPlot, make_fan
from explorer.gui.histogram.heat_plot import HeatPlot
from explorer.gui.histogram.history import ABSENT, LOST, QUANTILES, StepRecord, read_step
from explorer.gui.histogram.ridge_plot import RidgePlot
from explorer.gui.histogram.statistic_curves import with_choice
from explorer.task import QUIET
from tests.builders import VALUE
from tests.event_builders import event_file, scalar, version
from tests.gui.histogram.conftest import KERNEL, SLOT, at, entry_of, record_of, wide_run
from tests.gui.histogram.test_picture import picture_of

W = f"w{VALUE}"


def ghost_of(record: StepRecord) -> StepRecord:
    return replace(record, entry=replace(record.entry, status="gone", is_remembered=True))


def drawn(qtbot, plot, picture):
    qtbot.addWidget(plot)
    plot.resize(700, 400)
    plot.show_picture(picture)
    return plot


# --- quantiles -----------------------------------------------------------------------------------


def test_the_fan_of_a_golden_tensor_is_numpys_quantiles(show, golden):
    view = show(golden / "history_tf215/run", KERNEL)
    view.set_mode(modes.QUANTILES)

    fan = make_fan(view.picture)

    for index, record in enumerate(view.picture.records):
        values = view.session.cache.open(record.entry).read(KERNEL).astype(np.float64)
        expected = np.quantile(values, QUANTILES)
        assert view.picture.scale.value(fan.places[:, index]).tolist() == pytest.approx(expected.tolist())


def test_the_bounds_in_the_readout_hold_the_true_quantiles(show, tmp_path):
    view = show(wide_run(tmp_path), W)

    for record in view.picture.records:
        values = view.session.cache.open(record.entry).read(W).astype(np.float64)
        expected = np.quantile(values[np.isfinite(values)], QUANTILES)
        found = record.extent.quantiles
        assert (found.lower <= expected).all()
        assert (expected <= found.upper).all()
        assert (found.upper - found.lower <= np.abs(expected) / 64).all()


def test_the_fan_breaks_where_a_step_has_no_values(qtbot):
    absent = StepRecord(entry_of(20), ABSENT, reason="This step does not hold the tensor.")
    picture = picture_of(record_of(10, (0.0, 1), (1.0, 1)), absent, record_of(30, (0.0, 1), (2.0, 1), nan=3))

    plot = drawn(qtbot, FanPlot(), picture)

    assert np.isnan(plot.item.fan.places).all(axis=0).tolist() == [False, True, False]
    assert plot.note_texts() == ("− absent", "! 3 NaN")
    assert plot.readout_of(1).detail == "This step does not hold the tensor."


# --- heat map, ghosts ----------------------------------------------------------------------------


def test_heat_columns_are_as_wide_as_their_steps_are_apart_and_every_value_has_a_colour(qtbot):
    picture = picture_of(
        record_of(10, (0.0, 1000), (4.0, 1)), record_of(20, (0.0, 1)), record_of(60, (4.0, 500))
    )

    plot = drawn(qtbot, HeatPlot(), picture)

    assert plot.item.edges.tolist() == [5, 15, 40, 80]
    assert plot.levels[:, 0].tolist() == [255, 0, 0, 1]
    assert plot.levels[:, 2].tolist() == [0, 0, 0, 128]
    assert plot.legend()[0].text == "1,000 values in a cell (99.90 % of 1,001)"


def test_a_remembered_step_is_drawn_hollow_and_said_to_be_gone(qtbot):
    picture = picture_of(ghost_of(record_of(10, (0.0, 1), (1.0, 1))), record_of(20, (0.0, 1), (1.0, 1)))

    ridges = drawn(qtbot, RidgePlot(), picture)
    heat = drawn(qtbot, HeatPlot(), picture)
    fan = drawn(qtbot, FanPlot(), picture)

    assert [ridge.is_ghost for ridge in ridges.ridges] == [True, False]
    assert ridges.note_texts() == ("◎ gone from disk",)
    assert heat.item.ghosts == (0,)
    assert fan.item.fan.ghosts == {0}
    assert "◎ 1 gone from disk, remembered" in [entry.text for entry in fan.legend()]
    assert ridges.readout_of(0).headline.startswith("step 10 (gone from disk) · value 0.5 to")


def test_a_step_that_was_gone_before_it_was_read_is_a_gap_with_a_word(qtbot):
    gone = replace(entry_of(10), status="gone")
    record = read_step(gone, "w", None, None, None, QUIET)

    ridges = drawn(qtbot, RidgePlot(), picture_of(record, record_of(20, (0.0, 1), (1.0, 1))))

    assert record.state == LOST
    assert ridges.note_texts() == ("○ gone before it was read",)


# --- curves --------------------------------------------------------------------------------------


def test_curves_of_two_units_have_an_axis_each(qtbot):
    records = (record_of(10, (1.0, 2), (3.0, 2), nan=1), record_of(20, (2.0, 4), nan=4))
    plot = CurvePlot()
    plot.statistics = ("max", "NaN")

    drawn(qtbot, plot, picture_of(*records))

    assert plot.values["max"].tolist() == [3.0, 2.0]
    assert plot.values["NaN"].tolist() == [1.0, 4.0]
    assert plot.scales["value"].place(np.array([2.0, 3.0])).tolist() == [0.0, 1.0]
    assert plot.axes["right"].label.toPlainText().strip() == "number of values"
    assert [entry.text for entry in plot.legend()][:2] == ["max (left)", "NaN (right)"]
    assert plot.readout_of(1).detail.startswith("max 2 · NaN 4")


def test_a_third_unit_sends_away_the_first():
    chosen = ("mean", "std", "NaN")

    assert with_choice(chosen, "L2", is_on=True) == ("NaN", "L2")
    assert with_choice(chosen, "NaN", is_on=False) == ("mean", "std")
    assert with_choice(("mean",), "mean", is_on=False) == ("mean",)


def test_the_statistics_menu_draws_what_is_checked(show, golden, qtbot):
    view = show(golden / "nan_inf_tf215/model_dir", W)
    view.set_mode(modes.CURVES)
    qtbot.waitUntil(lambda: not view.is_busy())

    action = next(a for a in view.bar.statistics.menu().actions() if a.data() == "Inf")
    action.trigger()
    qtbot.waitUntil(lambda: not view.is_busy())

    assert "Inf" in view.plot.shown
    assert view.plot.values["Inf"].tolist() == [0.0, 2.0]
    assert action.isChecked()


# --- two steps -----------------------------------------------------------------------------------


def test_the_difference_is_signed_and_names_its_distances(show, golden, qtbot):
    view = show(golden / "history_tf215/run", KERNEL)
    view.session.choose_older(view.session.run.checkpoints[0])
    qtbot.waitUntil(lambda: view.picture.older == 0)
    view.set_mode(modes.DIFFERENCE)
    qtbot.waitUntil(lambda: not view.is_busy())

    read = [view.session.cache.open(view.picture.records[i].entry).read(KERNEL).ravel() for i in (0, -1)]
    old, new = (np.histogram(values.astype(np.float64), view.picture.edges)[0] / 30 for values in read)
    moved = float(np.abs(np.sort(read[1].astype(np.float64)) - np.sort(read[0].astype(np.float64))).mean())

    assert view.plot.difference.tolist() == pytest.approx((new - old).tolist())
    assert view.plot.distance.wasserstein == pytest.approx(moved)
    assert view.plot.note_texts()[0].startswith("total variation of these bars: ")
    assert view.plot.note_texts()[1].startswith("Wasserstein-1: moved ")
    assert view.plot.note_texts()[1].endswith(" on average (exact)")


def test_without_an_older_step_the_difference_says_what_to_do(show, golden, qtbot, tmp_path):
    view = show(wide_run(tmp_path, steps=1), W)

    view.set_mode(modes.DIFFERENCE)
    qtbot.waitUntil(lambda: not view.is_busy())

    assert view.plot.note_texts() == (
        "There is one step only: open the directory of a run with several to compare two.",
    )


# --- exact counts, the range of values --------------------------------------------------------------


def test_hovered_counts_are_exact_within_the_range_that_is_said(show, tmp_path):
    view = show(wide_run(tmp_path), W)
    values = view.session.cache.open(view.picture.records[-1].entry).read(W).astype(np.float64)

    for place in np.linspace(0.05, 0.95, 40):
        view.plot.cursor_place = float(place)
        said = view.plot.readout_of(2)
        count = int(said.detail.split(" of ")[0].replace(",", ""))
        low, high = (float(end) for end in said.headline.split("value ")[1].split(" to "))
        off = 6e-4 * max(abs(low), abs(high))  # the ends are written with four digits
        inside = np.count_nonzero((values >= low + off) & (values <= high - off))
        around = np.count_nonzero((values >= low - off) & (values <= high + off))
        assert inside <= count <= around


def test_a_drag_over_values_shows_their_share_and_escape_clears_it(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)
    start, end = at(view, 0.4, 1.0), at(view, 0.6, 1.0)
    viewport = view.plot.viewport()

    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, start + QPoint(20, 0))
    qtbot.mouseMove(viewport, end)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: view.page.rows.isVisible())

    low, high = view.picture.brush
    curve = share_curve(view.picture.records, low, high)
    for index, record in enumerate(view.picture.records):
        values = view.session.cache.open(record.entry).read(W).astype(np.float64)
        true = np.count_nonzero((values >= low) & (values <= high))
        assert curve.least[index] <= true <= curve.most[index]
    assert view.page.rows.rows[0].title.startswith("share of values in ")
    qtbot.keyClick(view.plot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not view.page.rows.isVisible())
    assert view.picture.brush is None


def test_shift_and_arrows_choose_a_range(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)
    view.plot.cursor_place = 0.5

    for _ in range(5):
        qtbot.keyClick(view.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    expected = view.picture.scale.value(np.array([0.5, 0.55])).tolist()
    assert list(view.picture.brush) == pytest.approx(expected)


def test_the_share_of_single_values_is_exact():
    records = (record_of(10, (1.0, 3), (2.0, 1)), record_of(20, (1.0, 1), (5.0, 3), nan=4))

    curve = share_curve(records, 0.5, 1.5)

    assert (curve.least.tolist(), curve.most.tolist()) == ([3, 1], [3, 1])
    assert [curve.readout(index) for index in (0, 1)] == ["3 of 4 (75.00 %)", "1 of 4 finite (25.00 %)"]


def test_the_share_as_csv_has_both_bounds(show, tmp_path):
    (tmp_path / "run").mkdir()
    view = show(wide_run(tmp_path / "run"), W)
    view._brush((-0.0503, 0.0501))
    share = next(e for e in view.exports() if e.label == "Share of the range over steps as CSV")

    share.write(tmp_path / "share.csv", QUIET)

    with (tmp_path / "share.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row, record in zip(rows, view.picture.records, strict=True):
        values = view.session.cache.open(record.entry).read(W).astype(np.float64)
        true = np.count_nonzero((values >= -0.0503) & (values <= 0.0501))
        assert int(row["at_least"]) <= true <= int(row["at_most"])
        assert row["finite"] == str(np.count_nonzero(np.isfinite(values)))


# --- several tensors ------------------------------------------------------------------------------


def test_the_layer_stands_together_with_its_slots_and_a_click_chooses(show, golden, qtbot):
    view = show(golden / "history_tf215/run", KERNEL)
    view.set_mode(modes.SEVERAL)
    qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)
    canvas = view.page.several.canvas
    keys = [cell.key for cell in canvas.cells]

    assert keys[keys.index(KERNEL) + 1] == SLOT
    assert all(len(canvas.records[key]) == 32 for key in keys)
    scale, shapes = canvas.shape_of(canvas.cells[keys.index(SLOT)])
    assert [index for index, _ in shapes] == list(canvas.steps)
    assert scale.low == min(r.statistics.min for i, r in canvas.records[SLOT].items() if i in canvas.steps)
    spot = canvas.cell_rect(keys.index(SLOT)).center()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot)
    assert view.session.selected_key == SLOT


def test_a_common_axis_holds_all_tensors(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)
    view.set_mode(modes.SEVERAL)
    view.bar.set_chosen.emit("variables")
    qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)
    canvas = view.page.several.canvas
    own = {cell.key: canvas.shape_of(cell)[0] for cell in canvas.cells}

    qtbot.mouseClick(view.bar.common_axes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.is_busy())

    common = {canvas.shape_of(cell)[0] for cell in canvas.cells}
    assert len(common) == 1
    assert common.pop().high == max(scale.high for scale in own.values())


def test_those_selected_in_the_table_are_shown_and_none_is_said(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)
    view.set_mode(modes.SEVERAL)
    view.bar.set_chosen.emit("selected")
    qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)
    said = view.bar.status.text()

    view.session.chosen_keys = (f"other{VALUE}", W)
    view._refresh()
    qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)

    assert said == "Select several rows in the Variables table, then come back here."
    canvas = view.page.several.canvas
    assert [cell.title for cell in canvas.cells] == ["other", "w"]
    assert canvas.odd_text(canvas.cells[1]) == "! 3 NaN at step 2"
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert view.session.selected_key == f"other{VALUE}"


# --- scalars of event files ------------------------------------------------------------------------


def test_a_scalar_stands_below_on_the_same_steps(show, tmp_path, qtbot):
    wide_run(tmp_path)
    events = [version(), *(scalar(number, "loss", 10.0 - number) for number in range(5))]
    (tmp_path / "events.out.tfevents.1.host").write_bytes(event_file(*events))
    view = show(tmp_path, W)
    view.set_mode(modes.HEAT)

    view.bar.scalars_wanted.emit()
    qtbot.waitUntil(lambda: [a.data() for a in view.bar.scalars.menu().actions()] == ["loss"])
    view.bar.scalars.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: view.page.rows.isVisible())

    row = view.page.rows.rows[0]
    assert row.title == "loss"
    assert row.y.tolist() == [10.0, 9.0, 8.0, 7.0, 6.0][: len(row.y)]


def test_without_event_files_the_menu_says_so(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)

    view.bar.scalars_wanted.emit()
    qtbot.waitUntil(lambda: not view.is_busy())

    assert [a.text() for a in view.bar.scalars.menu().actions()] == [
        "This directory has no event files with scalars."
    ]


# --- axes, words ------------------------------------------------------------------------------------


def test_t_changes_the_axis_of_the_steps(show, golden, qtbot):
    view = show(golden / "history_tf215/run", KERNEL)
    view.set_mode(modes.HEAT)
    qtbot.waitUntil(lambda: not view.is_busy())
    step_word = view.plot.axes["bottom"].label.toPlainText().strip()

    qtbot.keyClick(view.plot, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: view.picture.step_kind != "step")
    qtbot.waitUntil(lambda: not view.is_busy())

    assert step_word == "step"
    assert view.picture.step_kind in ("save number", "wall time")
    assert view.plot.axes["bottom"].label.toPlainText().strip() == view.picture.places.word


def test_a_picture_tells_its_main_numbers_to_those_who_cannot_see_it(show, golden):
    view = show(golden / "history_tf215/run", KERNEL)

    told = view.plot.accessibleDescription()

    assert told.startswith("exact counts · 32 steps · 0 NaN. step 320: 30 values, ")
    assert "newer: step 320" in told


@pytest.mark.parametrize("mode", list(modes.MODES))
def test_no_picture_is_blank_for_nan_only_and_for_equal_values(show, tmp_path, qtbot, mode):
    from tests.builders import write_bundle

    for step in (1, 2):
        values = {f"nan{VALUE}": np.full(4, np.nan, np.float32), f"same{VALUE}": np.full(5, 7.0, np.float32)}
        write_bundle(tmp_path / f"ckpt-{step}", {**values, f"b{VALUE}": np.array([True, False, True])})
    view = show(tmp_path, f"nan{VALUE}")
    view.set_mode(mode)
    qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)
    if mode == modes.SEVERAL:
        assert view.page.several.canvas.odd_text(
            next(c for c in view.page.several.canvas.cells if c.key == f"nan{VALUE}")
        ).startswith("! 4 NaN")
    else:
        assert any("4 NaN" in text for text in view.plot.note_texts())
    for key in (f"same{VALUE}", f"b{VALUE}"):
        view.session.select(key)
        qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)
        assert view.picture.scale is not None or mode == modes.SEVERAL
        assert view.bar.status.text()
