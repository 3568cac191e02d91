"""A window no wider than a small screen: controls go on in the next line, and nothing makes it grow."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFrame, QWidget

from explorer.gui.actions import VIEWS
from explorer.gui.flow_layout import FlowLayout
from tests.golden_answers import GOLDEN

IRIS = GOLDEN / "iris_dnn_tf115" / "models" / "iris"
SMALL = 1024


@pytest.fixture
def row(qtbot):
    """Four widgets of 80 by 20 pixels, 4 apart, 10 from the edges."""
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = FlowLayout(widget)
    layout.setContentsMargins(10, 10, 10, 10)
    layout.setSpacing(4)
    for _ in range(4):
        control = QFrame(widget)
        control.setFixedSize(80, 20)
        layout.addWidget(control)
    widget.show()
    return widget


def places(row) -> list[tuple[int, int]]:
    return [(control.x(), control.y()) for control in row.findChildren(QFrame)]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (352, [(10, 10), (94, 10), (178, 10), (262, 10)]),
        (351, [(10, 10), (94, 10), (178, 10), (10, 34)]),
        (190, [(10, 10), (94, 10), (10, 34), (94, 34)]),
    ],
)
def test_controls_go_on_in_the_next_line_where_they_do_not_fit(qtbot, row, width, expected):
    row.resize(width, 200)
    qtbot.waitUntil(lambda: places(row) == expected)

    lines = len({y for _, y in expected})
    assert row.layout().heightForWidth(width) == 20 + 20 * lines + 4 * (lines - 1)


def test_a_hidden_control_leaves_no_gap(qtbot, row):
    row.resize(352, 200)
    row.findChildren(QFrame)[1].hide()

    qtbot.waitUntil(lambda: places(row)[2:] == [(94, 10), (178, 10)])
    assert row.layout().minimumSize().width() == 100


@pytest.mark.parametrize("view", [view for view, _, _ in VIEWS])
def test_every_view_fits_into_a_small_window(qtbot, open_window, view):
    window = open_window(IRIS, view=view)
    window.session.select("dnn/hiddenlayer_0/kernel")
    window.session.choose_target_entry(window.session.run.checkpoints[0])
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)

    assert window.minimumSizeHint().width() <= SMALL


def test_work_under_way_does_not_widen_the_window(qtbot, open_window):
    window = open_window(IRIS)
    window.resize(SMALL, 700)
    bar = window.status_bar
    bar.doing.setText("Reading a file of a rather long name that goes on and on 100 %")
    for widget in (bar.doing, bar.bar, bar.cancel):
        widget.show()

    assert bar.minimumSizeHint().width() <= SMALL
