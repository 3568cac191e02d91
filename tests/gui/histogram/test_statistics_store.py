from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from explorer.errors import ExplorerError
from explorer.gui.sparkline import histogram_heights, paint_histogram
from explorer.gui.statistics_store import StatisticsStore
from explorer.task import Task
from tests.gui.histogram.conftest import counts_of, record_of


def test_wishes_are_answered_and_remembered(open_session, golden, qtbot):
    session = open_session(golden / "history_tf215/run")
    store, newer = session.statistics, session.newer
    keys = [variable.key for variable in newer.variables]
    heard = []
    store.arrived.connect(heard.append)

    store.want(newer, keys)
    qtbot.waitUntil(lambda: not store.is_busy(), timeout=20_000)

    assert sorted(key for _, key in heard) == sorted(keys)
    assert [store.get(newer, key).key for key in keys] == keys


def test_the_newest_wish_is_served_first():
    class NoPool:
        def submit(self, *_):
            pass

    store = StatisticsStore(NoPool())
    table = SimpleNamespace(row_of={}, size_bytes=[])
    older, newer = (
        SimpleNamespace(identity=("older",), table=table),
        SimpleNamespace(identity=("newer",), table=table),
    )

    store.want(older, ["a", "b"])
    store.want(newer, ["c", "d"])

    assert store._next_batch() == (newer, ["c", "d"])
    assert store._next_batch() == (older, ["a", "b"])
    assert store._next_batch() is None


def test_what_all_are_wished_for_waits_for_what_is_looked_at():
    class NoPool:
        def submit(self, *_):
            pass

    store = StatisticsStore(NoPool())
    table = SimpleNamespace(row_of={}, size_bytes=[])
    older, newer = (SimpleNamespace(identity=(name,), table=table) for name in ("older", "newer"))
    keys = [str(number) for number in range(100)]
    store.remember(newer, "1", record_of(1, (0.0, 1)).statistics)

    store.want_all(newer, iter(keys), len(keys), keys)
    store.want(older, ["a"])
    store.want_all(newer, iter(["never"]), 1, keys)  # the very same keys: they are on their way

    assert store._next_batch() == (older, ["a"])
    first, second, third = store._next_batch(), store._next_batch(), store._next_batch()
    assert first[1] + second[1] == [key for key in keys if key != "1"]
    assert first[0] is newer
    assert third == (None, [])
    assert store._next_batch() is None


def test_many_answers_are_looked_up_together_and_computed_where_unknown(open_session, golden, qtbot):
    session = open_session(golden / "history_tf215/run")
    store, newer = session.statistics, session.newer
    keys = [variable.key for variable in newer.variables]
    known = store.find(newer, keys[3], Task())

    found = dict(store.look_up_all(newer, keys, Task()))

    assert sorted(found) == sorted(keys)
    assert found[keys[3]] is known
    assert [answer.key for answer in store.answers(newer, keys)] == keys
    assert store.answers(newer, ["nothing"]) == [None]


def test_a_damaged_tensor_answers_with_its_error(open_session, golden, tmp_path, qtbot):
    for file in (golden / "history_tf215/run").glob("ckpt-20.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    data = tmp_path / "ckpt-20.data-00000-of-00001"
    data.write_bytes(bytes(byte ^ 0xFF for byte in data.read_bytes()))
    session = open_session(tmp_path)
    key = "model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"

    session.statistics.want(session.newer, [key])
    qtbot.waitUntil(lambda: session.statistics.get(session.newer, key) is not None, timeout=20_000)

    assert isinstance(session.statistics.get(session.newer, key), ExplorerError)


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(StatisticsStore, "memory_bytes", 2000)
    store = StatisticsStore(None)
    checkpoint = SimpleNamespace(identity=("c",))

    for number in range(10):
        store.remember(checkpoint, str(number), record_of(1, (0.0, 1)).statistics)

    assert store.get(checkpoint, "0") is None
    assert store.get(checkpoint, "9") is not None


def test_small_histograms_are_scaled_to_their_tallest_bin():
    values = counts_of((0.5, 1), (2.5, 4), (3.5, 2))

    assert histogram_heights(values, 4, 0.0, 4.0).tolist() == [0.25, 0.0, 1.0, 0.5]
    assert histogram_heights(counts_of((7.0, 3)), 5, 7.0, 7.0).tolist() == [0, 0, 1.0, 0, 0]


def test_a_small_histogram_stays_inside_its_cell(qapp):
    image = QImage(60, 24, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)

    paint_histogram(painter, QRectF(10, 4, 40, 16), counts_of((0.0, 5), (1.0, 9)), "#2460C8")
    painter.end()

    drawn = [(x, y) for x in range(60) for y in range(24) if image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF]
    assert drawn
    assert min(x for x, _ in drawn) >= 9
    assert max(x for x, _ in drawn) <= 50
    assert min(y for _, y in drawn) >= 3
    assert max(y for _, y in drawn) <= 20
