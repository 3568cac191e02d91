from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from PySide6.QtCore import Qt

from explorer.gui.theme import apply_theme
from explorer.task import QUIET
from tests.builders import VALUE
from tests.gui.histogram.conftest import KERNEL, SLOT, at, wide_run


def golden_steps(golden, fixture: str, key: str) -> dict[str, dict]:
    told = json.loads((golden / fixture / "golden.json").read_text())["prefixes"]
    return {
        prefix.rsplit("/", 1)[-1]: variable["stats"]
        for prefix, found in told.items()
        for variable in found["variables"]
        if variable["name"] == key
    }


def test_every_step_of_the_run_has_its_ridge_and_tensorflows_numbers(show, golden):
    view = show(golden / "history_tf215/run", KERNEL)

    told = golden_steps(golden, "history_tf215", KERNEL)
    assert [record.label for record in view.picture.records] == [str(step) for step in range(10, 330, 10)]
    assert [ridge.row for ridge in view.plot.ridges] == list(range(32))
    for record in view.picture.records:
        expected = told[record.entry.prefix]
        found = record.statistics
        assert (found.count, found.min, found.max) == (expected["count"], expected["min"], expected["max"])
        assert found.mean == pytest.approx(expected["mean"], rel=1e-9)
    assert [float(counts.sum()) for counts in view.picture.counts.values()] == pytest.approx([30.0] * 32)
    assert view.bar.status.text() == "exact counts · 32 steps · 0 NaN"


def test_the_bars_of_a_small_tensor_are_whole_numbers_counted_from_its_values(show, golden):
    view = show(golden / "history_tf215/run", KERNEL)

    for record in view.picture.records:
        values = view.session.cache.open(record.entry).read(KERNEL)
        expected = np.histogram(values.astype(np.float64), view.picture.edges)[0]
        drawn = view.picture.counts[view.picture.records.index(record)]
        assert drawn.tolist() == expected.tolist()


def test_where_buckets_are_split_the_status_says_so_in_each_mode(show, tmp_path, qtbot):
    view = show(wide_run(tmp_path), f"w{VALUE}")
    said = []

    for mode in ("ridges", "heat", "quantiles", "curves", "overlay", "difference"):
        view.set_mode(mode)
        qtbot.waitUntil(lambda: not view.is_busy())
        said.append(view.bar.status.text().split(" · ")[-1])

    assert said == [
        "heights of ridges to within a bucket, counts under the cursor exact",
        "heights of cells to within a bucket, counts under the cursor exact",
        "ends exact, quantiles to within 1/128 of the values beside them",
        "exact, the median to within 1/128 of the values beside it",
        "heights of bars to within a bucket, counts under the cursor exact",
        "heights of bars to within a bucket, counts under the cursor exact",
    ]


def test_keys_choose_the_picture(show, golden, qtbot):
    view = show(golden / "history_tf215/run", KERNEL)
    names = []

    for key in (
        Qt.Key.Key_2,
        Qt.Key.Key_3,
        Qt.Key.Key_4,
        Qt.Key.Key_5,
        Qt.Key.Key_6,
        Qt.Key.Key_7,
        Qt.Key.Key_1,
    ):
        qtbot.keyClick(view.stack.currentWidget(), key)
        qtbot.waitUntil(lambda: not view.is_busy())
        names.append(view.stack.currentWidget().objectName())

    assert names == [
        f"histogram_{mode}"
        for mode in ("heat", "quantiles", "curves", "several", "overlay", "difference", "ridges")
    ]


def test_hovering_a_ridge_tells_step_and_count_and_a_click_makes_it_the_current_step(show, golden, qtbot):
    view = show(golden / "history_tf215/run", KERNEL)
    spot = at(view, 0.02, 11)

    qtbot.mouseMove(view.plot.viewport(), spot)
    qtbot.waitUntil(lambda: view.card.isVisible())

    assert view.card.headline.text().startswith("step 120 ")
    assert view.plot.hovered_index == 11
    with qtbot.waitSignal(view.session.newer_changed):
        qtbot.mouseClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.session.newer_entry.step == 120


def test_arrow_keys_walk_over_the_ridges_and_enter_chooses(show, golden, qtbot):
    view = show(golden / "history_tf215/run", KERNEL)

    qtbot.keyClick(view.plot, Qt.Key.Key_Up)
    qtbot.keyClick(view.plot, Qt.Key.Key_Up)
    with qtbot.waitSignal(view.session.newer_changed):
        qtbot.keyClick(view.plot, Qt.Key.Key_Return)

    assert view.session.newer_entry.step == 300


def test_nan_and_infinities_stand_in_the_picture_and_f7_goes_there(show, golden, qtbot):
    view = show(golden / "nan_inf_tf215/model_dir", "w/.ATTRIBUTES/VARIABLE_VALUE")

    assert "! 1 NaN · 1 +Inf · 1 −Inf" in view.plot.note_texts()
    assert view.bar.status.text() == "exact counts · 2 steps · 1 NaN at save 2 · 2 Inf at save 2"
    view.session.choose_newer(view.session.run.checkpoints[0])
    qtbot.waitUntil(lambda: view.picture.newer == 0)
    assert view.next_difference(True)
    qtbot.waitUntil(lambda: view.picture.newer == 1)


def test_a_tensor_of_nan_only_says_so(show, golden):
    view = show(golden / "nan_inf_tf215/model_dir", "all_nan/.ATTRIBUTES/VARIABLE_VALUE")

    assert view.plot.note_texts() == ("− No finite value.", "! 4 NaN") * 2


def test_a_scalar_is_a_curve_of_its_value(show, golden):
    view = show(golden / "history_tf215/run", "save_counter/.ATTRIBUTES/VARIABLE_VALUE")

    assert view.stack.currentWidget() is view.plots["curves"]
    assert [r.statistics.mean for r in view.picture.records] == [float(n) for n in range(1, 33)]
    assert not view.bar.modes["ridges"].isEnabled()


def test_text_is_explained_in_a_sentence(show, golden):
    view = show(golden / "history_tf215/run", "_CHECKPOINTABLE_OBJECT_GRAPH")

    assert view.stack.currentWidget() is view.message
    assert view.message.sentence.text() == "Text has no histogram. The Values tab shows the strings."


def test_without_a_choice_the_largest_weights_are_offered(show, golden, qtbot):
    view = show(golden / "history_tf215/run", "")

    assert view.message.heading.text() == "No variable chosen"
    first = view.message.buttons[0]
    assert first.text() == f"{KERNEL}   120 B"
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)
    assert view.session.selected_key == KERNEL
    assert view.stack.currentWidget() is view.plot


def test_slots_stand_below_and_a_click_chooses_one(show, golden, qtbot):
    view = show(golden / "history_tf215/run", KERNEL)
    buttons = view.strip.buttons

    assert [button.member.title for button in buttons] == ["kernel", "kernel · m", "kernel · v"]
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)

    assert view.session.selected_key == SLOT


def test_a_step_without_the_tensor_and_a_damaged_one_are_marked(show, golden, tmp_path):
    source = golden / "history_tf215/run"
    for name in ("ckpt-10", "ckpt-20", "ckpt-30"):
        for file in source.glob(f"{name}.*"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    data = tmp_path / "ckpt-20.data-00000-of-00001"
    data.write_bytes(bytes(byte ^ 0xFF for byte in data.read_bytes()))

    view = show(tmp_path, KERNEL)

    states = [(record.label, record.state) for record in view.picture.records]
    assert ("30", "fine") in states
    assert [state for _, state in states].count("damaged") == 1
    assert [ridge.row for ridge in view.plot.ridges] == [
        row for row, (_, state) in enumerate(states) if state == "fine"
    ]
    assert any(text.startswith("✗ ") for text in view.plot.note_texts())


def test_counts_as_csv_sum_to_the_tensor(show, golden, tmp_path):
    view = show(golden / "nan_inf_tf215/model_dir", "w/.ATTRIBUTES/VARIABLE_VALUE")
    counts = next(e for e in view.exports() if e.label == "Counts over steps as CSV")

    counts.write(tmp_path / "counts.csv", QUIET)

    with (tmp_path / "counts.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(int(row["count"]) for row in rows if row["prefix"] == "ckpt-2") == 9
    odd = sorted(
        (row["lower"], row["count"]) for row in rows if row["lower"].lstrip("'") in ("nan", "inf", "-inf")
    )
    assert odd == [("-inf", "1"), ("inf", "1"), ("nan", "1")]


@pytest.mark.parametrize(
    "mode", ["ridges", "heat", "quantiles", "curves", "several", "overlay", "difference"]
)
def test_each_picture_is_written_as_png_and_svg(show, golden, tmp_path, qtbot, mode):
    view = show(golden / "history_tf215/run", KERNEL)
    view.bar.modes[mode].click()
    qtbot.waitUntil(lambda: not view.is_busy())
    png, svg = view.exports()[:2]

    png.write(tmp_path / "picture.png", QUIET)
    svg.write(tmp_path / "picture.svg", QUIET)

    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    text = (tmp_path / "picture.svg").read_text()
    assert "<svg" in text
    assert "<text" in text
    assert ("value of " if mode != "several" else "layer_with_weights-0/kernel") in text


def test_a_key_with_markup_is_shown_as_it_is(qtbot):
    from explorer.gui.histogram.ridge_plot import RidgePlot
    from tests.gui.histogram.conftest import record_of
    from tests.gui.histogram.test_picture import picture_of

    picture = picture_of(record_of(1, (0.0, 1), (1.0, 2)))
    picture.title = "<b>w</b>&amp;"
    plot = RidgePlot()
    qtbot.addWidget(plot)

    plot.show_picture(picture)

    assert plot.axes["bottom"].label.toPlainText().strip() == "value of <b>w</b>&amp; (float32)"


def test_a_new_theme_recolours_the_ridges(show, golden, qapp, qtbot):
    apply_theme(qapp, "light")
    view = show(golden / "history_tf215/run", KERNEL)
    before = [ridge.colour for ridge in view.plot.ridges]

    apply_theme(qapp, "dark")
    view.session.palette_changed.emit()
    qtbot.waitUntil(lambda: not view.is_busy())

    after = [ridge.colour for ridge in view.plot.ridges]
    apply_theme(qapp, "light")
    assert len(before) == len(after) == 32
    assert all(old != new for old, new in zip(before, after, strict=True))
