"""The controls of the histogram view in a narrow window, and the sentence below them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from explorer.gui.histogram import modes
from explorer.gui.histogram.picture import Picture
from explorer.gui.histogram.ridge_plot import make_ridges
from explorer.gui.histogram.status import status_sentence
from explorer.gui.histogram.value_scale import tick_texts
from explorer.gui.theme import current_palette
from tests.builders import VALUE, write_bundle
from tests.gui.histogram.conftest import record_of, wide_run

W = f"w{VALUE}"


@pytest.fixture
def narrow(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), W)
    view.resize(420, 560)
    qtbot.waitUntil(lambda: view.bar.mode_box.isVisible() and not view.is_busy())
    return view


def test_a_narrow_bar_takes_two_lines_and_its_box_chooses_the_picture(narrow, qtbot):
    bar = narrow.bar

    tops = {
        control.geometry().center().y() // 12
        for control in (bar.mode_box, bar.kinds, bar.step_kinds, bar.scalars, bar.more)
        if control.isVisible()
    }
    bar.mode_box.setFocus()
    qtbot.keyClick(bar.mode_box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not narrow.is_busy())

    assert len(tops) == 2
    assert bar.mode_box.y() == bar.kinds.y() == bar.step_kinds.y()
    assert narrow.mode == modes.HEAT
    assert not any(button.isVisible() for button in bar.modes.values())


def test_the_keys_of_hidden_buttons_still_work(narrow, qtbot):
    qtbot.keyClick(narrow.plot, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: not narrow.is_busy())
    qtbot.keyClick(narrow.plot, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: not narrow.is_busy())

    assert narrow.picture.log_counts
    assert narrow.bar.mode_box.currentData() == narrow.mode == modes.QUANTILES


def test_the_menu_holds_what_can_be_switched_in_this_picture(narrow, qtbot):
    menu = narrow.bar.more.menu()
    menu.aboutToShow.emit()
    offered = [(action.text(), action.isChecked()) for action in menu.actions()]
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: not narrow.is_busy())

    assert offered == [("Log counts", False), ("Own heights", False), ("Range", False)]
    assert narrow.picture.log_counts


def test_a_wide_bar_has_its_buttons_again(narrow, qtbot):
    narrow.resize(900, 620)
    qtbot.waitUntil(lambda: not narrow.bar.mode_box.isVisible() and not narrow.is_busy())

    assert all(button.isVisible() for button in narrow.bar.modes.values())
    assert narrow.bar.log_counts.isVisible()
    assert not narrow.bar.more.isVisible()


def test_crowded_values_bring_a_hint_on_a_linear_axis_only():
    crowded = Picture(records=(record_of(1, (0.0, 1), (1.0, 98), (1000.0, 1)),), newer=0)
    crowded.set_scale("linear")
    spread = Picture(records=(record_of(1, (0.0, 50), (1.0, 50)),), newer=0)
    spread.set_scale("linear")

    said = [status_sentence(picture, modes.RIDGES, modes.RIDGES) for picture in (crowded, spread)]
    crowded.set_scale("log")
    on_log = status_sentence(crowded, modes.RIDGES, modes.RIDGES)

    assert ["V for a log axis" in text for text in (*said, on_log)] == [True, False, False]


def test_a_lone_step_has_the_middle_of_the_colours():
    picture = Picture(records=(record_of(7, (0.0, 3), (1.0, 2)),), newer=0)
    picture.set_scale("linear")
    picture.set_window(0.0, 1.0, 4)
    picture.fill(1.0)

    (ridge,) = make_ridges(picture, (0,))

    assert ridge.colour == current_palette().step_ramp(0.5)


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (np.arange(2, 11, 2) * 1e-5, ["2e-05", "4e-05", "6e-05", "8e-05", "1e-04"]),
        (np.array([0.0, 5e-5, 1e-4]), ["0", "5e-05", "1e-04"]),
        (np.array([0.0, 0.5, 1.0]), ["0", "0.5", "1.0"]),
    ],
)
def test_the_numbers_of_an_axis_are_written_alike(values, texts):
    assert tick_texts(values.tolist()) == texts


def test_a_heat_map_without_values_explains_its_hatching(show, tmp_path, qtbot):
    write_bundle(tmp_path / "ckpt-1", {"n": np.full(4, np.nan, np.float32), "global_step": np.int64(1)})
    view = show(tmp_path, "n")

    view.set_mode(modes.HEAT)
    qtbot.waitUntil(lambda: not view.is_busy())

    assert view.page.legend.texts() == (
        "no values to draw",
        "newer: step 1",
        "NaN or infinities, not in the shapes",
    )


def test_one_value_a_step_says_why_it_has_curves_only(show, tmp_path, qtbot):
    for step in (1, 2):
        write_bundle(
            tmp_path / f"model.ckpt-{step}", {"rate": np.float32(0.5 / step), "global_step": np.int64(step)}
        )

    view = show(tmp_path, "rate")

    assert "one value a step has curves only" in view.bar.status.text()
    view.set_mode(modes.CURVES)
    qtbot.waitUntil(lambda: not view.is_busy())
    assert "curves only" not in view.bar.status.text()
