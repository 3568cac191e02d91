"""The marks of the time axis are painted once and shown again, until something about them changes."""

from __future__ import annotations

import pytest

from explorer.checkpoints.model_dir import DAMAGED
from explorer.gui.timeline.timeline import Timeline
from tests.gui.records import entry, run_of


@pytest.fixture
def timeline(qtbot, bare_session):
    bare_session._set_run(run_of(*(entry(n, n) for n in range(3000))))
    timeline = Timeline(bare_session)
    qtbot.addWidget(timeline)
    timeline.resize(900, 96)
    timeline.show()
    return timeline


def picture(timeline):
    return timeline.grab().toImage()


def test_a_status_that_changed_is_painted_anew(timeline):
    before = picture(timeline)

    timeline.session._set_run(run_of(*(entry(n, n, *([DAMAGED] if n == 1500 else [])) for n in range(3000))))
    after = picture(timeline)

    mark = timeline._mark(1500).toPoint()
    assert before.pixelColor(mark) != after.pixelColor(mark)


def test_another_size_moves_the_marks(timeline):
    before = timeline._mark(2999).x()
    picture(timeline)

    timeline.resize(700, 96)
    image = picture(timeline)

    ground = image.pixelColor(2, 2)
    assert timeline._mark(2999).x() < before
    assert image.pixelColor(timeline._mark(2999).toPoint()) != ground
    assert (
        image.pixelColor(round(timeline._mark(2999).x()) + 12, timeline._mark(2999).toPoint().y()) == ground
    )


def test_the_mark_under_the_mouse_grows(timeline):
    before = picture(timeline)

    timeline._hovered = 1000
    after = picture(timeline)

    assert before != after
