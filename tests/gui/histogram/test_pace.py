"""A picture that takes long to draw is drawn less often, so that reading goes on."""

from __future__ import annotations

import pytest

from explorer.gui.histogram import pace
from explorer.gui.histogram.pace import Pace


@pytest.mark.parametrize(
    ("took_s", "pause_ms"),
    [(0.0, 40), (0.002, 40), (0.03, 120), (5.0, 400)],
    ids=["nothing", "little", "a while", "very long"],
)
def test_four_parts_of_the_time_are_left_to_reading_within_bounds(qtbot, qapp, monkeypatch, took_s, pause_ms):
    now = [100.0]
    monkeypatch.setattr(pace.time, "thread_time", lambda: now[0])
    drawing = Pace(qapp)
    drawing.begin()
    now[0] += took_s  # drawing, and painting before the next turn of the event loop
    qtbot.waitUntil(lambda: not drawing._painted.isActive(), timeout=5000)

    assert drawing.pause_ms == pause_ms
