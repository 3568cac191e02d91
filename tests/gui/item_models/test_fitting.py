"""What is shown where there is little room: columns that go, a shorter sentence, a field that takes what is left."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from explorer.gui.flow_layout import FlowLayout
from explorer.gui.item_models.table_parts import PlainLabel
from explorer.gui.variables.change_cells import ChangeCells
from explorer.gui.variables.variables_view import VariablesView
from tests.gui.item_models.sessions import opened, shown

SMALL = ("shape", "values", "role", "size_bytes", "dtype")


@pytest.fixture
def variables(qtbot, golden):
    def make(width: int) -> VariablesView:
        view = shown(qtbot, VariablesView, opened(qtbot, golden / "history_tf215/run"), width=width)
        made.append(view)
        return view

    made: list[VariablesView] = []
    yield make
    for view in made:
        view.table.forget_columns()
        view.session.pool.close(1.0)


@pytest.mark.parametrize(("width", "count"), [(440, 2), (1100, 5)])
def test_columns_without_room_are_left_out_instead_of_cut(variables, width, count):
    view = variables(width)

    assert set(view.table.shown_columns()) == {"key", *SMALL[:count]}
    assert not view.table.horizontalScrollBar().maximum()


def test_a_wider_table_shows_the_columns_again(qtbot, variables):
    view = variables(440)

    view.resize(1100, 700)

    qtbot.waitUntil(lambda: set(view.table.shown_columns()) == {"key", *SMALL})


def test_columns_of_changes_take_the_room_of_the_others_and_give_it_back(qtbot, variables):
    view = variables(740)
    before = set(view.table.shown_columns())

    view.changes_button.click()
    assert before - set(view.table.shown_columns())
    assert not view.table.horizontalScrollBar().maximum()
    view.changes_button.click()

    assert set(view.table.shown_columns()) == before


def test_a_column_that_proved_too_wide_does_not_come_and_go(variables):
    view = variables(1100)
    view.table.suit_column("dtype", 600)

    shown_at = []
    for width in (1099, 1101, 1100):
        view.resize(width, 700)
        shown_at.append(set(view.table.shown_columns()))

    assert shown_at == [{"key", *SMALL} - {"dtype"}] * 3


def test_columns_chosen_by_hand_stay_however_narrow_it_is(variables):
    view = variables(1100)

    view.table.show_column("dtype", False)
    view.resize(440, 700)

    assert set(view.table.shown_columns()) == {"key", *SMALL} - {"dtype"}


def test_a_new_view_knows_that_the_columns_of_changes_are_shown(qtbot, variables):
    view = variables(1100)
    view.changes_button.click()

    again = VariablesView(view.session)
    qtbot.addWidget(again)

    assert isinstance(again.changes, ChangeCells)
    assert again.changes_button.isChecked()


def test_a_label_shows_its_short_form_only_where_the_whole_does_not_fit(qtbot):
    label = PlainLabel("label")
    qtbot.addWidget(label)
    label.resize(600, 20)
    label.say("older: step 2,900 · newer: step 3,000", "2,900 → 3,000")
    assert label.text() == "older: step 2,900 · newer: step 3,000"

    label.resize(140, 20)
    label.say("older: step 2,900 · newer: step 3,000", "2,900 → 3,000")

    assert label.text() == "2,900 → 3,000"
    assert "older: step 2,900" in label.toolTip()
    assert label.accessibleName() == label.whole == "older: step 2,900 · newer: step 3,000"


def test_one_widget_of_a_flow_takes_what_is_left_of_its_line(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    flow = FlowLayout(parent)
    flow.setContentsMargins(0, 0, 0, 0)
    flow.setSpacing(10)
    field, button = QLineEdit(parent), QPushButton("Go", parent)
    field.setMaximumWidth(400)
    for widget in (field, button):
        flow.addWidget(widget)
    flow.stretch(field)
    wanted = field.sizeHint().width() + button.sizeHint().width() + 10

    flow.setGeometry(QRect(0, 0, wanted + 30, 100))
    assert field.width() == field.sizeHint().width() + 30
    assert button.geometry().right() == wanted + 29

    flow.setGeometry(QRect(0, 0, 2000, 100))
    assert field.width() == 400
