"""The key stays in sight while one goes through many steps."""

import pytest
from PySide6.QtCore import Qt

from explorer.gui.compare.compare_view import CompareView
from tests.gui.item_models.sessions import opened, settled, shown
from tests.made_runs import write_run

SHAPES = {"a": (2, 2), "b": (3,)}


@pytest.fixture
def page(qtbot, tmp_path):
    """The page of forty steps, of which a few fit beside each other."""
    run = write_run(tmp_path / "run", range(1000, 41000, 1000), SHAPES, with_slots=False, with_loss=False)
    session = opened(qtbot, run)
    view = shown(qtbot, CompareView, session, width=700)
    qtbot.mouseClick(view.mode_buttons["steps"], Qt.MouseButton.LeftButton)
    settled(qtbot, view)
    qtbot.waitUntil(lambda: view.steps_page.table.horizontalScrollBar().value() > 0)
    settled(qtbot, view)
    yield view.steps_page
    session.pool.close(1.0)


def test_the_newest_steps_and_the_key_are_in_sight_at_first(page):
    bar, last = page.table.horizontalScrollBar(), page.model.columnCount() - 1

    assert bar.value() == bar.maximum() > 0
    assert (
        page.table.columnViewportPosition(last) + page.table.columnWidth(last)
        <= page.table.viewport().width()
    )
    assert page.kept_key.isVisible()
    assert page.kept_key.width() == page.table.columnWidth(0)
    assert [number for number in range(last + 1) if not page.kept_key.isColumnHidden(number)] == [0]


def test_at_the_left_end_the_column_itself_is_enough(page):
    page.table.horizontalScrollBar().setValue(0)

    assert not page.kept_key.isVisible()


def test_a_click_on_a_kept_key_chooses_the_variable(qtbot, page):
    place = page.kept_key.visualRect(page.model.index(page.model.row_of("b"), 0)).center()

    qtbot.mouseClick(page.kept_key.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert page.session.selected_key == "b"
    assert page.table.current_key == "b"


def test_a_click_on_its_header_turns_the_order_round(qtbot, page):
    header = page.kept_key.horizontalHeader()
    before = [page.model.key_at(row) for row in range(page.model.rowCount())]

    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().center())
    qtbot.waitUntil(lambda: not page.model.is_preparing)

    assert [page.model.key_at(row) for row in range(page.model.rowCount())] == before[::-1]
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_headers_group_the_digits_of_steps(page):
    titles = [page.model.headerData(number, Qt.Orientation.Horizontal) for number in (1, 40)]

    assert titles == ["step 1,000", "step 40,000"]
