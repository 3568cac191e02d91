import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt

from explorer.gui.item_models.cells import KEY_ROLE, SORT_ROLE, VARIABLE_ROLE
from explorer.gui.item_models.table_model import ColumnTableModel, prepare
from explorer.gui.jobs import DaemonPool, JobSlot
from explorer.gui.variables.variable_source import VARIABLE_COLUMNS, VariableSource
from tests.gui.item_models.fakes import FakeCheckpoint, big_checkpoint, variable

ROWS = (
    variable("layer_10/kernel", (2, 3)),
    variable("layer_2/bias", (3,)),
    variable("layer_2/kernel", (2, 3)),
    variable("step", (), "bookkeeping", "int64"),
)


def model_over(*variables) -> ColumnTableModel:
    model = ColumnTableModel(VARIABLE_COLUMNS, "key")
    model.set_source(VariableSource(FakeCheckpoint(variables), lambda key: None))
    return model


def keys(model) -> list[str]:
    return [model.key_at(row) for row in range(model.rowCount())]


def test_it_keeps_the_promises_of_an_item_model(qtmodeltester):
    model = model_over(*ROWS)
    model.set_filter("layer")
    model.sort(model.column_index("shape"), Qt.SortOrder.DescendingOrder)

    qtmodeltester.check(model)


def test_rows_stand_in_natural_order_at_first():
    assert keys(model_over(*ROWS)) == ["layer_2/bias", "layer_2/kernel", "layer_10/kernel", "step"]


def test_rows_equal_in_the_sorted_column_stay_in_natural_order():
    model = model_over(*ROWS)

    model.sort(model.column_index("element_count"), Qt.SortOrder.DescendingOrder)

    assert keys(model) == ["layer_2/kernel", "layer_10/kernel", "layer_2/bias", "step"]


def test_filter_and_mask_work_together_and_the_order_stays():
    model = model_over(*ROWS)
    model.sort(0, Qt.SortOrder.DescendingOrder)

    model.set_filter("kernel")
    model.set_accepted(np.array([True, True, False, True]))

    assert keys(model) == ["layer_10/kernel"]
    model.set_accepted(None)
    assert keys(model) == ["layer_10/kernel", "layer_2/kernel"]


def test_filter_and_order_outlive_another_checkpoint():
    model = model_over(*ROWS)
    model.set_filter("layer")
    model.sort(0, Qt.SortOrder.DescendingOrder)

    model.set_source(
        VariableSource(
            FakeCheckpoint((variable("layer_1"), variable("x"), variable("layer_3"))), lambda key: None
        )
    )

    assert keys(model) == ["layer_3", "layer_1"]


def test_roles_give_key_record_and_rank():
    model = model_over(*ROWS)

    index = model.index(2, 0)

    assert (index.data(KEY_ROLE), index.data(VARIABLE_ROLE), index.data(SORT_ROLE)) == (
        "layer_10/kernel",
        ROWS[0],
        2,
    )


def test_a_name_with_markup_is_text_in_cells_and_tool_tips():
    model = model_over(variable("<b>x</b>\n\u202e"))

    assert model.index(0, 0).data() == "<b>x</b>\\n\\u202e"
    assert (
        model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "<span>&lt;b&gt;x&lt;/b&gt;\\n\\u202e</span>"
    )


def test_a_big_table_is_sorted_off_the_gui_thread(qtbot, monkeypatch):
    threads = set()
    monkeypatch.setattr(
        "explorer.gui.item_models.table_model.prepare",
        lambda *args, **kwargs: (threads.add(threading.current_thread()), prepare(*args, **kwargs))[1],
    )
    pool = DaemonPool()
    model = ColumnTableModel(VARIABLE_COLUMNS, "key", JobSlot(pool, None))
    source = VariableSource(big_checkpoint(6000), lambda key: None)

    model.set_filter("layer_99 bias")
    model.set_source(source)
    assert model.rowCount() == 6000  # shown at once, in file order, filtered when the index is there
    qtbot.waitUntil(lambda: not model.is_preparing)

    assert threading.main_thread() not in threads
    assert len(threads) == 1
    layers = [99, *range(990, 1000)]
    wanted = (
        f"model/block_{n % 97}/layer_{n}/bias{slot}" for n in layers for slot in ("", "/Adam", "/Adam_1")
    )
    assert sorted(keys(model)) == sorted(wanted)
    assert keys(model)[0] == "model/block_2/layer_99/bias"
    assert pool.close()


def test_a_failed_preparation_is_told_and_leaves_a_table(qtbot, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("no")

    monkeypatch.setattr("explorer.gui.item_models.table_model.prepare", fail)
    pool = DaemonPool()
    model = ColumnTableModel(VARIABLE_COLUMNS, "key", JobSlot(pool, None))

    with qtbot.waitSignal(model.failed) as failed:
        model.set_source(VariableSource(big_checkpoint(3000), lambda key: None))

    assert str(failed.args[0]) == "no"
    assert (model.rowCount(), model.is_preparing) == (3000, False)
    assert pool.close()


@pytest.mark.parametrize("descending", [False, True])
def test_missing_values_are_last(descending):
    model = model_over(variable("a", problem="cut short"), variable("b"), variable("c", problem="another"))
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder

    model.sort(model.column_index("problem"), order)

    assert keys(model) == (["a", "c", "b"] if descending else ["c", "a", "b"])
