"""Small histograms inside nodes: asked for when the reader looks closely, and of the stored values."""

from __future__ import annotations

import numpy as np

from explorer.gui.graph import node_sparks
from tests.gui.graph.conftest import settle
from tests.gui.graph.hands import KERNEL, L1


def look_closely(view, node):
    view.canvas.zoom_by(2.5 / view.canvas.zoom, smooth=False)
    view.canvas.show_node(node, fly=False)
    view.canvas.centre_on(*view.canvas.to_world(view.canvas.place_of(node)))


def test_a_close_look_reads_the_variables_in_sight_and_draws_their_values(qtbot, guide):
    sparks, key = guide.canvas.sparks, guide._key(KERNEL)
    before = dict(sparks([KERNEL, L1]))

    with qtbot.waitSignal(sparks.arrived, timeout=10_000):
        look_closely(guide, KERNEL)
        guide.canvas.grab()
    settle(qtbot, guide)
    qtbot.waitUntil(lambda: KERNEL in sparks([KERNEL, L1]), timeout=10_000)

    values = guide.session.newer.read(key).astype(np.float64)
    bins, _ = np.histogram(values, node_sparks.BINS, (values.min(), values.max()))
    found = sparks([KERNEL, L1])
    assert before == {}
    assert list(found) == [KERNEL]
    assert np.flatnonzero(found[KERNEL]).size == np.flatnonzero(bins).size


def test_large_tensors_are_not_read_without_being_asked_for(guide, monkeypatch):
    monkeypatch.setattr(node_sparks, "LARGEST", 8)

    guide.canvas.sparks([KERNEL])

    assert not guide.session.statistics.is_busy()


def test_what_is_known_is_drawn_whatever_its_size(qtbot, guide, monkeypatch):
    checkpoint, key = guide.session.newer, guide._key(KERNEL)
    guide.session.statistics.want(checkpoint, (key,))
    qtbot.waitUntil(lambda: guide.session.statistics.get(checkpoint, key) is not None, timeout=10_000)
    monkeypatch.setattr(node_sparks, "LARGEST", 8)

    assert list(guide.canvas.sparks([KERNEL])) == [KERNEL]
