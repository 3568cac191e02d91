"""A window keeps the width it was given, whatever it shows."""

from __future__ import annotations

import pytest

from explorer.gui.actions import VIEWS
from explorer.gui.main_window import NARROWEST


@pytest.mark.parametrize(
    "fixture", ["iris_continued_tf215/models/iris", "keras_modelcheckpoint_tf215/checkpoints"]
)
def test_no_view_makes_the_narrowest_window_wider(qtbot, open_window, golden, fixture):
    window = open_window()
    window.resize(NARROWEST, 700)
    window.open_path(golden / fixture)
    qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
    window.session.choose_target_entry(window.session.run.checkpoints[0])
    widths = {}
    for view_id, _, _ in VIEWS:
        window.tabs.show_view(view_id)
        qtbot.waitUntil(lambda: not window.is_busy(), timeout=20_000)
        widths[view_id] = window.width()

    assert widths == dict.fromkeys(widths, NARROWEST)
