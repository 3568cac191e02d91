"""Statistics over all steps of a run: the files that are there, and those that only the record knows."""

import numpy as np
import pytest

from explorer.analysis.history import NOT_REMEMBERED, open_history
from explorer.analysis.run_record import RunRecord
from explorer.errors import MissingFileError
from tests.builders import data_name, write_bundle
from tests.golden_answers import GOLDEN
from tests.made_runs import delete_step, write_run

SHAPES = {"net/kernel": (4, 3), "net/bias": (3,)}


@pytest.fixture
def run(tmp_path):
    return write_run(tmp_path / "run", (10, 20, 30), SHAPES, with_slots=False)


@pytest.fixture
def record(run, tmp_path):
    found = RunRecord(run, folder=tmp_path / "cache")
    yield found
    found.close()


def kernels(history, **options):
    return list(history.rows(lambda key: key == "net/kernel", **options))


def test_each_step_has_a_row_for_each_tensor(run):
    rows = list(open_history(run).rows())

    keys = ["beta1_power", "beta2_power", "global_step", "net/bias", "net/kernel"]
    assert [(row.entry.step, row.key) for row in rows] == [
        (step, key) for step in (10, 20, 30) for key in keys
    ]
    assert {row.note for row in rows} == {""}


def test_the_numbers_are_those_of_the_values(run):
    rows = kernels(open_history(run))

    import explorer

    for row in rows:
        values = explorer.open_checkpoint(row.entry.path).read("net/kernel").astype(np.float64)
        assert row.statistics.mean == pytest.approx(values.mean(), rel=1e-12)
        assert (row.statistics.min, row.statistics.max) == (values.min(), values.max())


def test_golden_statistics_of_a_run_of_tensorflow():
    import json

    golden = json.loads((GOLDEN / "history_tf215" / "golden.json").read_text())
    key = "model/layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    wanted = {
        prefix.rsplit("/", 1)[-1]: variable["stats"]
        for prefix, found in golden["prefixes"].items()
        for variable in found["variables"]
        if variable["name"] == key
    }

    rows = list(open_history(GOLDEN / "history_tf215" / "run").rows(lambda found: found == key))

    assert len(rows) == len(wanted) == 32
    for row in rows:
        stats = wanted[row.entry.prefix]
        assert (row.statistics.min, row.statistics.max) == (stats["min"], stats["max"])
        assert row.statistics.mean == pytest.approx(stats["mean"], rel=1e-9)
        assert row.statistics.std == pytest.approx(stats["std"], rel=1e-9)


def test_changes_are_told_since_the_step_before(run):
    rows = kernels(open_history(run), changes=True)

    import explorer

    values = [explorer.open_checkpoint(row.entry.path).read("net/kernel").astype(np.float64) for row in rows]
    assert rows[0].change is None
    for row, older, newer in zip(rows[1:], values[:-1], values[1:], strict=True):
        wanted = np.linalg.norm(newer - older) / np.linalg.norm(older)
        assert row.change.relative_l2 == pytest.approx(wanted, rel=1e-6)


def test_a_deleted_step_keeps_its_rows_where_it_was_read_before(run, record):
    before = list(open_history(run, record=record).rows())
    delete_step(run, 20)

    after = list(open_history(run, record=record).rows())

    assert [(row.key, row.statistics) for row in after] == [(row.key, row.statistics) for row in before]
    assert [row.entry.status for row in after if row.key == "net/bias"] == ["complete", "gone", "complete"]


def test_changes_of_a_deleted_step_are_remembered_too(run, record):
    before = kernels(open_history(run, record=record), changes=True)
    delete_step(run, 20)

    after = kernels(open_history(run, record=record), changes=True)

    assert [row.change for row in after] == [row.change for row in before]


def test_what_was_not_read_before_the_deletion_is_said_to_be_unknown(run, record):
    kernels(open_history(run, record=record))
    delete_step(run, 20)

    rows = list(open_history(run, record=record).rows(lambda key: key.startswith("net")))

    told = {(row.entry.step, row.key): row.note for row in rows}
    assert told[20, "net/bias"] == NOT_REMEMBERED
    assert told[20, "net/kernel"] == told[10, "net/bias"] == ""


def test_a_damaged_tensor_is_a_row_with_a_reason(run):
    path = data_name(run / "model.ckpt-20")
    data = bytearray(path.read_bytes())
    data[2] ^= 0x40
    path.write_bytes(data)

    rows = list(open_history(run).rows())

    (damaged,) = [row for row in rows if row.note]
    assert (damaged.entry.step, damaged.key, damaged.statistics) == (20, "net/kernel", None)
    assert "checksum" in damaged.note


def test_a_checkpoint_that_cannot_be_opened_is_left_out_and_told(run):
    (run / "model.ckpt-20.index").write_bytes(b"no table at all, but long enough to be read as one" * 2)

    history = open_history(run)
    rows = kernels(history)

    assert [row.entry.step for row in rows] == [10, 30]
    assert len(history.left_out) == 1
    assert "model.ckpt-20" in history.left_out[0]


def test_a_tensor_that_changes_its_shape_has_no_change_but_its_statistics(tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"w": np.ones((2, 2), np.float32), "global_step": np.int64(1)})
    write_bundle(tmp_path / "model.ckpt-2", {"w": np.ones((3,), np.float32), "global_step": np.int64(2)})

    rows = [row for row in open_history(tmp_path).rows(changes=True) if row.key == "w"]

    assert [(row.shape, row.change, row.statistics.count) for row in rows] == [
        ((2, 2), None, 4),
        ((3,), None, 3),
    ]


def test_a_directory_without_checkpoints_says_so(tmp_path):
    with pytest.raises(MissingFileError, match="no checkpoint in this directory"):
        open_history(tmp_path)


def test_a_damaged_checkpoint_is_remembered_with_what_is_wrong_with_it(run, record):
    path = data_name(run / "model.ckpt-20")
    path.write_bytes(path.read_bytes()[:-8])  # the last tensor is cut short
    damaged = [row for row in open_history(run, record=record).rows() if row.entry.step == 20]
    delete_step(run, 20)

    rows = [row for row in open_history(run, record=record).rows() if row.entry.step == 20]

    assert [row.key for row in rows] == [row.key for row in damaged]
    assert [row.statistics for row in rows] == [row.statistics for row in damaged]
    assert {row.entry.is_remembered for row in rows} == {True}
    (unread,) = [row for row in rows if row.note]
    assert unread.statistics is None
    assert "it should end at byte" in unread.note
