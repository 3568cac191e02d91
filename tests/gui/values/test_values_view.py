from __future__ import annotations

import csv

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPointF, Qt

from explorer.analysis.sampling_slices import first_choice
from explorer.analysis.sampling_values import LoadedValues
from explorer.gui.values.grid_model import GridModel
from explorer.gui.values.values_view import ValuesView
from explorer.task import QUIET

KERNEL = "model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"
CONV = "net/layer_with_weights-2/kernel/.ATTRIBUTES/VARIABLE_VALUE"


@pytest.fixture
def show(qtbot, open_session):
    def shown(path, key: str) -> ValuesView:
        session = open_session(path)
        view = ValuesView(session)
        qtbot.addWidget(view)
        view.resize(890, 620)
        view.show()
        view.activate()
        session.select(key)
        qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)
        return view

    return shown


def show_array(model, array, **begin):
    model.show_values(LoadedValues(array), first_choice(array.shape), **begin)


def test_without_a_chosen_variable_the_largest_weights_are_offered(show, golden, qtbot):
    view = show(golden / "lenet5_tf2_tf215/tf_ckpt_v2", "")

    weights = [variable for variable in view.session.newer.variables if variable.role == "variable"]
    largest = max(weights, key=lambda variable: variable.size_bytes).key
    assert len(view.message.buttons) == 6
    qtbot.mouseClick(view.message.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.is_busy() and view.loaded is not None)
    assert view.session.selected_key == largest


def test_the_grid_shows_the_stored_numbers(show, golden, qtbot):
    view = show(golden / "history_tf215/run", KERNEL)
    qtbot.mouseClick(view.modes["grid"], Qt.MouseButton.LeftButton)

    stored = view.session.newer.read(KERNEL)
    assert (
        (view.pages.page("grid").model.rowCount(), view.pages.page("grid").model.columnCount())
        == stored.shape
        == (5, 6)
    )
    shown = [
        [
            float(
                view.pages.page("grid")
                .model.data(view.pages.page("grid").model.index(row, column))
                .replace("−", "-")
            )
            for column in range(6)
        ]
        for row in range(5)
    ]
    assert np.allclose(shown, stored, rtol=1e-4)


def test_the_grid_model_keeps_the_rules_of_qt(qtmodeltester):
    model = GridModel()
    show_array(model, np.arange(6.0).reshape(2, 3))

    qtmodeltester.check(model)


def test_a_vector_stands_in_lines_of_ten():
    model = GridModel()
    show_array(model, np.arange(23))

    assert (model.rowCount(), model.columnCount()) == (3, 10)
    assert model.data(model.index(2, 2)) == "22"
    assert model.data(model.index(2, 3)) == ""
    assert model.headerData(2, Qt.Orientation.Vertical) == "20"


def test_a_huge_matrix_is_not_copied_into_the_table():
    model = GridModel()
    matrix = np.broadcast_to(np.float32(1.5), (10**6, 10**6))

    show_array(model, matrix, first_row=999_990, first_column=5)

    assert model.rowCount() == 10
    assert model.headerData(9, Qt.Orientation.Vertical) == "999999"
    assert model.data(model.index(9, 0)) == "1.5"
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


def test_keys_move_along_a_hidden_axis(show, golden, qtbot):
    view = show(golden / "lenet5_tf2_tf215/tf_ckpt_v2", CONV)

    assert view.facts.text().startswith("slice [0, 0, :, :] · 256 values")
    qtbot.keyClick(view.axis_bar.sliders[1], Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: not view.is_busy())

    assert view.axis_bar.spins[1].value() == 1
    stored = view.session.newer.read(CONV)[0, 1]
    assert view.facts.text().startswith("slice [0, 1, :, :] · 256 values")
    assert np.array_equal(view.heat_map.detail.mean, stored.astype(np.float64))


def test_the_cursor_reads_the_exact_value(show, golden, qtbot):
    view = show(golden / "lenet5_tf2_tf215/tf_ckpt_v2", CONV)
    box = view.heat_map.plotItem.getViewBox()
    spot = view.heat_map.mapFromScene(box.mapViewToScene(QPointF(3.5, 7.5)))

    qtbot.mouseMove(view.heat_map.viewport(), spot)
    qtbot.waitUntil(lambda: view.card.isVisible())

    assert view.card.headline.text() == str(view.session.newer.read(CONV)[0, 0, 7, 3])
    assert view.card.detail.text() == "[0, 0, 7, 3]   height 0, width 0, in 7, out 3"


def test_nan_and_infinities_are_named_in_the_grid(show, golden, qtbot):
    view = show(golden / "nan_inf_tf215/model_dir", "w/.ATTRIBUTES/VARIABLE_VALUE")
    view.heat_map.setFocus()
    qtbot.keyClick(view.heat_map, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: view.mode == "grid")
    texts = [
        view.pages.page("grid").model.data(view.pages.page("grid").model.index(0, column))
        for column in range(3)
    ]

    assert texts == ["NaN", "+Inf", "−Inf"]


def test_strings_are_a_list_with_escapes(show, golden):
    view = show(golden / "dtypes_tf115/model_dir", "s/strings")

    lines = [view.pages.text_model.data(view.pages.text_model.index(row)) for row in range(4)]

    assert view.pages.currentWidget() is view.pages.texts
    assert lines == [
        '[0, 0]   "alpha"   (5 B)',
        '[0, 1]   ""   (0 B)',
        '[1, 0]   "\\xff\\xfe\\0bin"   (6 B)',
        '[1, 1]   "検查点"   (9 B)',
    ]


def test_a_key_this_step_does_not_hold_is_said(show, golden):
    view = show(golden / "dtypes_tf115/model_dir", "no such key")

    assert view.message.sentence.text().endswith("does not hold this tensor.")


def test_a_scalar_is_big_and_exact(show, golden):
    view = show(golden / "history_tf215/run", "save_counter/.ATTRIBUTES/VARIABLE_VALUE")

    assert view.pages.currentWidget() is view.pages.scalar
    assert view.pages.scalar.heading.text() == "32"
    assert view.copy_text() == "32"


def test_a_variant_is_explained(show, golden, qtbot):
    view = show(golden / "dataset_iterator_tf215/model_dir", "")
    variant = next(v.key for v in view.session.newer.variables if v.dtype == "variant")

    view.session.select(variant)
    qtbot.waitUntil(lambda: not view.is_busy())

    assert view.pages.currentWidget() is view.message
    assert "variant" in view.message.sentence.text()
    assert view.message.buttons == []


def test_a_damaged_tensor_is_shown_only_when_asked(show, golden, tmp_path, qtbot):
    for file in (golden / "history_tf215/run").glob("ckpt-20.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    data = tmp_path / "ckpt-20.data-00000-of-00001"
    data.write_bytes(bytes(byte ^ 0x01 for byte in data.read_bytes()))
    view = show(tmp_path, KERNEL)

    assert [button.text() for button in view.message.buttons] == ["Show anyway"]
    qtbot.mouseClick(view.message.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.is_busy())

    assert view.pages.currentWidget() is view.pages.page("picture")
    assert view.note.isVisible()
    assert "may be wrong" in view.note.label.text()


def test_very_large_tensors_are_read_only_when_asked(show, golden, qtbot, monkeypatch):
    monkeypatch.setattr("explorer.gui.values.reading.WHOLE_BYTES", 100)
    monkeypatch.setattr("explorer.gui.values.reading.ASK_ABOVE_BYTES", 100)
    monkeypatch.setattr("explorer.gui.values.reading.PART_BYTES", 72)
    monkeypatch.setattr("explorer.gui.values.reading.why_not_stored", lambda *_: "of the test")
    view = show(golden / "history_tf215/run", KERNEL)

    assert view.loaded is None
    assert view.message.sentence.text() == "This tensor takes 120 B of memory."
    qtbot.mouseClick(view.message.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.is_busy())

    assert np.array_equal(view.loaded.array, view.session.newer.read(KERNEL)[:3])
    assert view.note.label.text().startswith("Only the first 18 of 30 values were read")


def test_a_selection_is_copied_with_its_indices(show, golden, qtbot):
    view = show(golden / "history_tf215/run", KERNEL)
    view.heat_map.setFocus()
    qtbot.keyClick(view.heat_map, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: view.mode == "grid")
    stored = view.session.newer.read(KERNEL)
    for row, column in ((1, 2), (2, 3)):
        view.pages.page("grid").grid.selectionModel().select(
            view.pages.page("grid").model.index(row, column), QItemSelectionModel.SelectionFlag.Select
        )

    lines = [line.split("\t") for line in view.copy_text().split("\n")]

    assert [line[0] for line in lines] == ["", "1", "2"]
    assert lines[0][1:] == ["2", "3"]
    assert np.array_equal(np.array([line[1:] for line in lines[1:]], np.float32), stored[1:3, 2:4])


def test_npy_and_csv_give_the_values_back(show, golden, tmp_path):
    view = show(golden / "history_tf215/run", KERNEL)
    stored = view.session.newer.read(KERNEL)
    npy, table = view.exports()[:2]

    npy.write(tmp_path / "w.npy", QUIET)
    table.write(tmp_path / "w.csv", QUIET)

    assert np.array_equal(np.load(tmp_path / "w.npy"), stored)
    with (tmp_path / "w.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["", "0", "1", "2", "3", "4", "5"]
    assert np.array_equal(np.array([row[1:] for row in rows[1:]], np.float32), stored)


def test_every_dtype_of_tensorflow_is_shown(show, golden, qtbot):
    view = show(golden / "dtypes_tf221/model_dir", "")
    shown = set()

    for variable in view.session.newer.variables:
        view.session.select(variable.key)
        qtbot.waitUntil(lambda: not view.is_busy(), timeout=20_000)
        if view.pages.currentWidget() is not view.message:
            view.set_mode("grid")
            assert view.copy_text() is not None
            shown.add(variable.dtype)
            view.set_mode("picture")

    assert {"bfloat16", "float8_e5m2", "int4", "complex128", "bool", "string", "uint64"} <= shown
