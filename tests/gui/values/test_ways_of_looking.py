"""Differences, profiles, rows, filters, searching, and tensors that are read in parts."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from explorer.errors import CorruptFileError
from explorer.gui.values.export import stream_npy
from explorer.gui.values.values_view import ValuesView
from explorer.task import QUIET
from tests.builders import write_bundle

NEWER = np.array([[1.0, -2.0, 3.0], [4.0, np.nan, 6.0]], np.float32)
OLDER = np.array([[1.0, -1.0, 1.0], [4.5, 5.0, np.inf]], np.float32)
KERNEL = np.arange(2 * 2 * 3 * 5, dtype=np.float32).reshape(2, 2, 3, 5) - 20
TABLE = np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 0.1], [-1.0, 0.0]], np.float32)
RAMP = np.arange(40 * 30, dtype=np.float32).reshape(40, 30)


@pytest.fixture
def run(tmp_path):
    common = {"conv/kernel": KERNEL, "word_embeddings": TABLE, "ramp": RAMP}
    write_bundle(
        tmp_path / "model.ckpt-1",
        {**common, "w": OLDER, "other": np.ones((3, 2)), "v": np.arange(5.0), "global_step": np.int64(1)},
    )
    write_bundle(
        tmp_path / "model.ckpt-2",
        {
            **common,
            "w": NEWER,
            "other": np.ones((2, 2)),
            "new": np.ones((2, 2)),
            "v": np.array([0.0, np.nan, 9.0, np.inf, -np.inf]),
            "deep": np.zeros((2, 1, 2, 2, 3, 4), np.float32),
            "c": np.array([[1 + 1j, 2.0], [-3j, 0.0]]),
            "global_step": np.int64(2),
        },
    )
    return tmp_path


@pytest.fixture
def show(qtbot, open_session, run):
    def shown(key: str) -> ValuesView:
        session = open_session(run)
        view = ValuesView(session)
        qtbot.addWidget(view)
        view.resize(900, 620)
        view.show()
        view.activate()
        session.select(key)
        qtbot.waitUntil(lambda: not view.is_busy() and session.older is not None, timeout=20_000)
        return view

    return shown


@pytest.fixture
def settled(qtbot):
    return lambda view: qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)


def press(qtbot, view, key, modifier=Qt.KeyboardModifier.NoModifier):
    page = view.pages.front
    target = getattr(page, "heat_map", None) or getattr(page, "grid", None) or page
    target.setFocus()
    qtbot.keyClick(target, key, modifier)


def test_d_shows_newer_minus_older_and_back(show, qtbot, settled):
    view = show("w")

    press(qtbot, view, Qt.Key.Key_D)
    settled(view)

    assert np.array_equal(
        view.heat_map.detail.mean, [[0.0, -1.0, 2.0], [-0.5, np.nan, np.nan]], equal_nan=True
    )
    assert view.facts.text().startswith("6 differences · -1 to 2 · mean 0.125")
    assert view.bar.layers.currentText() == "Difference"
    press(qtbot, view, Qt.Key.Key_D)
    settled(view)
    assert view.heat_map.detail.mean[0].tolist() == [1.0, -2.0, 3.0]


def test_the_difference_of_another_shape_is_a_sentence(show, settled):
    view = show("other")

    view.set_layer("difference")
    settled(view)

    assert view.note.label.text() == (
        "The shapes differ: [2, 2] here, [3, 2] at step 1. There is no difference value by value."
    )
    assert view.heat_map.detail.mean.tolist() == [[1.0, 1.0], [1.0, 1.0]]


def test_the_difference_with_a_step_that_lacks_the_tensor_is_a_sentence(show, settled):
    view = show("new")

    view.set_layer("difference")
    settled(view)

    assert view.note.label.text() == "step 1 does not hold this tensor."


def test_side_by_side_shares_colours_and_zoom(show, qtbot, settled):
    view = show("w")

    press(qtbot, view, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    settled(view)
    page = view.pages.page("picture")
    page.maps[0].show_rect(page.maps[0].view_rect().adjusted(0, 0, -1, 0))
    settled(view)

    assert [title.text() for title in page.titles] == ["step 2", "step 1", "step 2 − step 1"]
    assert page.maps[1].detail.mean[0].tolist() == [1.0, -1.0]
    assert page.maps[2].view_rect() == page.maps[0].view_rect()
    assert (page.bars[0].scale.low, page.bars[0].scale.high) == (-6.0, 6.0)
    assert page.bars[1].scale.high == 2.0


def test_the_card_tells_both_steps(show, settled):
    view = show("w")
    view.set_layer("difference")
    settled(view)

    view.going.show_cell(0, 2)

    assert view.card.headline.text() == "2.0"
    assert view.card.detail.text() == "[0, 2]\nstep 2: 3.0\nstep 1: 1.0"


def test_marks_of_every_kind_are_in_the_legend(show):
    view = show("w")

    assert view.pages.page("picture").colour_bar.accessibleDescription() == "colours around zero. NaN"


def test_profiles_follow_the_rows_and_columns(show, qtbot, settled):
    view = show("ramp")

    press(qtbot, view, Qt.Key.Key_P)
    settled(view)
    page = view.pages.page("picture")
    view.going.show_cell(7, 3)

    assert page.row_strip.profile.mean.tolist() == RAMP.mean(axis=1).tolist()
    assert page.column_strip.profile.high.tolist() == RAMP[-1].tolist()
    assert page.column_strip.cursor_line.tolist() == RAMP[7].tolist()
    assert page.row_strip.isVisible()


def test_t_swaps_rows_and_columns(show, qtbot, settled):
    view = show("ramp")

    press(qtbot, view, Qt.Key.Key_T)
    settled(view)

    assert view.heat_map.detail.mean.tolist() == RAMP.T.tolist()
    assert view.axis_bar.rows_box.currentText() == "axis 1 (30)"


def test_clipped_and_log_colours_are_said_on_the_bar(show, qtbot, settled):
    view = show("ramp")

    press(qtbot, view, Qt.Key.Key_K)
    view.bar.colours.setCurrentIndex(3)

    scale = view.pages.page("picture").colour_bar.scale
    assert scale.words() == "size of the value, log; 1 % clipped at each end"


def test_the_part_of_complex_values_can_be_chosen(show, qtbot, settled):
    view = show("c")

    assert view.heat_map.detail.mean.tolist() == [[pytest.approx(2**0.5), 2.0], [3.0, 0.0]]
    press(qtbot, view, Qt.Key.Key_X)
    settled(view)

    assert view.bar.parts.currentText() == "Real part"
    assert view.heat_map.detail.mean.tolist() == [[1.0, 2.0], [0.0, 0.0]]


def test_the_next_nan_is_found_by_key(show, qtbot, settled):
    view = show("w")

    press(qtbot, view, Qt.Key.Key_N)
    settled(view)

    assert view.heat_map.cursor_cell == (1, 1)
    assert view.card.headline.text() == "NaN"


def test_f7_goes_to_the_largest_difference(show, settled):
    view = show("w")
    view.set_layer("difference")
    settled(view)

    assert view.next_difference(True)
    settled(view)

    assert view.heat_map.cursor_cell == (0, 2)


def test_the_next_nan_is_the_next_after_the_cursor(show, qtbot, settled):
    view = show("v")
    view.set_mode("grid")
    settled(view)
    page = view.pages.page("grid")
    page.grid.setCurrentIndex(page.model.index(0, 3))

    press(qtbot, view, Qt.Key.Key_N)
    settled(view)

    assert page.current_cell() == (0, 4)


def test_no_nan_is_said(show, qtbot, settled):
    view = show("ramp")

    press(qtbot, view, Qt.Key.Key_N)
    settled(view)

    assert view.facts.text() == "No value of this slice is NaN or infinite."


def test_a_typed_cell_is_selected_in_the_numbers(show, qtbot, settled):
    view = show("ramp")
    view.set_mode("grid")
    settled(view)
    press(qtbot, view, Qt.Key.Key_G)

    qtbot.keyClicks(view.bar.go_to, "39, 29")
    qtbot.keyClick(view.bar.go_to, Qt.Key.Key_Return)

    page = view.pages.page("grid")
    assert page.current_cell() == (39, 29)
    assert page.model.data(page.grid.currentIndex()) == "1,199"


@pytest.mark.parametrize("typed", ["40, 0", "x", "1", "-1, 2", ""])
def test_a_cell_that_is_not_there_is_explained(show, qtbot, typed):
    view = show("ramp")

    view.going.go_to(typed)

    assert view.facts.text() == "Type a row from 0 to 39 and a column from 0 to 29, as in 0, 0."


def test_the_largest_values_one_after_the_other(show, qtbot, settled):
    view = show("ramp")
    view.set_mode("grid")
    settled(view)
    found = []

    for _ in range(3):
        press(qtbot, view, Qt.Key.Key_L)
        settled(view)
        found.append(view.pages.page("grid").current_cell())

    assert found == [(39, 29), (39, 28), (39, 27)]


def test_the_selection_has_statistics_of_its_own(show, settled):
    view = show("ramp")
    view.set_mode("grid")
    settled(view)
    page = view.pages.page("grid")

    for row, column in ((1, 2), (2, 4)):
        page.grid.selectionModel().select(
            page.model.index(row, column), QItemSelectionModel.SelectionFlag.Select
        )
    settled(view)

    assert view.facts.text() == (
        "selected 2 × 3 · 6 values · 32 to 64 · mean 48 · std 15.02 · 0 zero · 0 NaN"
    )


def test_a_row_of_an_embedding_and_its_nearest(show, qtbot, settled):
    view = show("word_embeddings")
    view.set_mode("rows")
    settled(view)
    page = view.pages.page("rows")

    qtbot.mouseClick(page.nearest, Qt.MouseButton.LeftButton)
    settled(view)
    page.table.setFocus()
    page.table.selectRow(0)
    settled(view)

    rows = [page.table.item(line, 0).text() for line in range(page.table.rowCount())]
    assert rows == ["2", "1", "3"]
    assert page.table.item(2, 1).text() == "−1.0000"
    assert view.facts.text().startswith("row 0 (index) · 2 values · 0 to 1")
    assert view.facts.text().endswith("length 1 · row 2 in grey")


def test_going_to_a_row_by_its_index(show, qtbot, settled):
    view = show("word_embeddings")
    view.set_mode("rows")
    settled(view)

    page = view.pages.page("rows")
    page.row.setFocus()
    qtbot.keyClick(page.row, Qt.Key.Key_Up)
    settled(view)

    assert page.plot.values.tolist() == [0.0, 2.0]


def test_filters_are_tiles_walked_by_keys(show, qtbot, settled):
    view = show("conv/kernel")
    view.set_mode("filters")
    settled(view)
    page = view.pages.page("filters")

    page.sheet.setFocus()
    qtbot.keyClick(page.sheet, Qt.Key.Key_Right)
    qtbot.keyClick(page.sheet, Qt.Key.Key_End)

    assert page.channels.currentText() == "as red, green, blue"
    assert page.sheet.chosen == 4
    assert page.sheet.pixels.shape == (5, 2, 2, 4)
    assert view.facts.text().startswith("filter 4, as red, green, blue · 12 values · -16 to 39")


def test_a_filter_is_opened_as_a_picture(show, qtbot, settled):
    view = show("conv/kernel")
    view.set_mode("filters")
    settled(view)
    page = view.pages.page("filters")
    page.channels.setCurrentIndex(page.channels.findText("input 1"))
    page.channels.activated.emit(page.channels.currentIndex())
    settled(view)

    spot = page.sheet.tile_rect(3).center()
    qtbot.mouseClick(page.sheet.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Return)
    settled(view)

    assert view.heat_map.detail.mean.tolist() == KERNEL[:, :, 1, 3].tolist()
    assert view.axis_bar.rows_box.currentText() == "height (2)"


def test_only_tensors_with_filters_offer_them(show):
    view = show("w")

    assert [name for name, button in view.modes.items() if button.isVisible()] == ["picture", "grid", "rows"]


def test_a_vector_marks_what_is_not_finite(show, settled):
    view = show("v")
    plot = view.pages.page("vector").plot

    marked = {name: flaws.getData()[0].tolist() for name, flaws in plot.flaws.items()}

    assert marked == {"NaN": [1.5], "+Inf": [3.5], "−Inf": [4.5]}
    assert view.facts.text().endswith("✕ NaN, ▲ +Inf, ▼ −Inf")


# --- read in parts ---------------------------------------------------------------------------


@pytest.fixture
def in_parts(monkeypatch):
    monkeypatch.setattr("explorer.gui.values.reading.WHOLE_BYTES", 1000)
    monkeypatch.setattr("explorer.analysis.sampling_detail.EXACT_ELEMENTS", 600)
    monkeypatch.setattr("explorer.gui.values.look.EXACT_ELEMENTS", 600)
    monkeypatch.setattr("explorer.gui.values.look.MOST_PIXELS", 10)


@pytest.mark.usefixtures("in_parts")
def test_a_large_matrix_is_a_sample_until_it_is_zoomed(show, settled):
    view = show("ramp")

    assert view.note.label.text().startswith("Read in parts, as far as they are looked at")
    assert view.loaded.array is None
    assert view.heat_map.detail.mean.tolist() == RAMP[::4, ::3].tolist()
    assert view.facts.text().startswith("100 of 1,200 values · 0 to 1,107 ·")
    assert view.facts.text().endswith("a sample: one row of 4 and one column of 3")

    view.heat_map.show_rect(view.heat_map.view_rect().adjusted(0, 0, -20, -30))
    settled(view)

    assert view.heat_map.detail.mean.tolist() == RAMP[:10, :10].tolist()
    assert not view.heat_map.detail.is_sample


@pytest.mark.usefixtures("in_parts")
def test_all_of_a_large_tensor_is_read_when_asked(show, qtbot, settled):
    view = show("ramp")

    qtbot.mouseClick(view.note.button, Qt.MouseButton.LeftButton)
    settled(view)

    assert np.array_equal(view.loaded.array, RAMP)
    assert not view.note.isVisible()


@pytest.mark.usefixtures("in_parts")
def test_numbers_are_read_as_they_come_into_view(show, qtbot, settled):
    view = show("ramp")
    view.set_mode("grid")
    page = view.pages.page("grid")

    qtbot.waitUntil(lambda: page.model.data(page.model.index(3, 2)) == "92")

    assert view.facts.text().startswith("1,200 values · numbers are read as they come into view")
    page.grid.selectRow(2)
    assert view.copy_text().split("\n")[1].split("\t")[:3] == ["2", "60.0", "61.0"]


@pytest.mark.usefixtures("in_parts")
def test_the_difference_of_large_matrices_is_a_sample_too(show, settled):
    view = show("ramp")

    view.set_layer("difference")
    settled(view)

    assert view.heat_map.detail.mean.shape == (10, 10)
    assert not view.heat_map.detail.mean.any()


@pytest.mark.usefixtures("in_parts")
def test_a_file_cut_while_it_is_looked_at_is_a_sentence(show, run, settled):
    view = show("ramp")
    (run / "model.ckpt-2.data-00000-of-00001").write_bytes(b"")

    view.heat_map.show_rect(view.heat_map.view_rect().adjusted(0, 0, -20, -30))
    settled(view)

    assert view.pages.currentWidget() is view.message
    assert "has 0 bytes" in view.message.sentence.text()


@pytest.mark.usefixtures("in_parts")
def test_a_large_tensor_is_streamed_to_npy_and_verified(show, run, tmp_path):
    view = show("ramp")
    target = tmp_path / "out.npy"

    view.exports()[0].write(target, QUIET)

    assert np.array_equal(np.load(target), RAMP)
    data = run / "model.ckpt-2.data-00000-of-00001"
    data.write_bytes(bytes(byte ^ 1 for byte in data.read_bytes()))
    with pytest.raises(CorruptFileError):
        stream_npy(target, view.session.newer, "ramp", QUIET)
    assert np.array_equal(np.load(target), RAMP)


def test_the_menu_offers_what_a_way_of_looking_has_a_use_for(show, qtbot, settled):
    view = show("w")
    menu = view.bar.more.menu()

    def offered():
        return [a.shortcut().toString() for a in menu.actions() if a.isVisible() and a.text()]

    picture = offered()
    view.set_mode("grid")
    settled(view)
    numbers = offered()
    view.set_mode("rows")
    settled(view)

    assert (picture, numbers) == (["K", "P", "N", "L"], ["N", "L"])
    assert not view.bar.more.isVisible()


def test_n_finds_neighbours_of_a_row_and_flaws_of_a_picture(show, qtbot, settled):
    view = show("w")

    press(qtbot, view, Qt.Key.Key_N)
    settled(view)
    flaw = view.heat_map.cursor_cell
    view.session.select("word_embeddings")
    settled(view)
    view.set_mode("rows")
    settled(view)
    page = view.pages.front
    page.plot.setFocus()
    qtbot.keyClick(page.plot, Qt.Key.Key_N)
    settled(view)

    assert flaw == (1, 1)
    assert page.table.rowCount() > 0


def test_a_narrow_view_keeps_every_control_in_three_lines(show, qtbot):
    view = show("w")

    view.resize(430, 500)
    qtbot.waitUntil(lambda: not view.bar.title.isVisible())

    controls = [*view.modes.values(), view.bar.go_to, view.bar.layers, view.bar.colours, view.bar.more]
    inside = [control.geometry() for control in (*controls, view.axis_bar.head) if control.isVisible()]
    assert all(view.bar.rect().contains(place) for place in inside)
    assert len({place.center().y() // 12 for place in inside}) == 3


def test_three_pictures_share_the_numbers_of_their_rows(show, qtbot, settled):
    view = show("w")
    view.set_layer("side by side")
    settled(view)

    page = view.pages.front
    numbers = [[heat_map.axes[side].isVisible() for side in ("left", "top")] for heat_map in page.maps]

    assert numbers == [[True, True], [False, True], [False, True]]
    widths = [heat_map.plotItem.getViewBox().width() for heat_map in page.maps]
    assert max(widths) - min(widths) < 12


def test_rows_and_filters_have_their_controls_among_the_others(show, qtbot, settled):
    view = show("word_embeddings")
    view.set_mode("rows")
    settled(view)
    rows = view.pages.front
    places = [rows.controls.geometry().center().y() // 12, view.modes["rows"].geometry().center().y() // 12]

    rows.plot.setFocus()
    qtbot.keyClick(rows.plot, Qt.Key.Key_G)

    assert rows.controls.parentWidget() is view.bar
    assert places[0] == places[1]
    assert rows.row.hasFocus()
    view.set_mode("picture")
    settled(view)
    assert not rows.controls.isVisible()


def test_sliders_stand_in_view_and_only_where_there_is_a_choice(show, run, qtbot, settled):
    view = show("deep")

    bar = view.axis_bar
    inner = bar.widget()

    assert sorted(bar.sliders) == [0, 2, 3]
    assert inner.height() <= bar.height()
    assert all(spin.isVisible() for spin in bar.spins.values())
