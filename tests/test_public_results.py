"""What can be done with results at a prompt: go through them, index them, hand them on, and look at them in short."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

import explorer
from explorer.checkpoints.spec import as_spec
from explorer.jupyter.widget import ExplorerWidget
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN
from tests.jupyter.made_results import NAMES, demo_results, hostile_results
from tests.report.made_checkpoints import made_checkpoint

IRIS = GOLDEN / "iris_dnn_tf115/models/iris"
KEY = "dnn/logits/kernel"


@pytest.fixture
def run():
    return explorer.open_model_dir(IRIS)


@pytest.fixture
def checkpoint():
    return explorer.open_checkpoint(IRIS)


def test_a_checkpoint_is_indexed_and_gone_through_by_key(checkpoint):
    assert np.array_equal(checkpoint[KEY], checkpoint.read(KEY))
    assert checkpoint["global_step"] == checkpoint[checkpoint.variable("global_step")] == 200
    assert list(checkpoint) == [variable.key for variable in checkpoint.variables]
    assert all(key in checkpoint for key in checkpoint)
    assert KEY in checkpoint._ipython_key_completions_()
    with pytest.raises(KeyError, match="holds no tensor 'dnn/logits/kernal'"):
        checkpoint["dnn/logits/kernal"]
    with pytest.raises(TypeError, match="not int"):
        checkpoint[0]


def test_rows_are_counted_gone_through_indexed_and_sliced(run, checkpoint):
    results = {
        "checkpoints": run,
        "rows": explorer.compare(IRIS / "model.ckpt-1", checkpoint),
        "variables": as_spec(checkpoint),
        "problems": explorer.verify(GOLDEN / "corrupt_shared/cases/bit_flip_in_data/ckpt-2"),
    }
    for field, result in results.items():
        rows = getattr(result, field)
        assert len(result) == len(rows) > 0
        assert tuple(result) == result[:] == rows
        assert result[-1] is rows[-1]
    report = explorer.check_restore(checkpoint, IRIS)
    series = explorer.histograms(run, KEY)
    assert report[0] is report.rows[0]
    assert series[1:] == series.rows[1:]
    assert len(checkpoint.graph) == checkpoint.graph.node_count


def test_a_result_without_rows_is_true_all_the_same(tmp_path):
    sound, empty = explorer.verify(IRIS), explorer.open_model_dir(tmp_path)

    assert (len(sound), bool(sound)) == (0, True)
    assert (len(empty), bool(empty)) == (0, True)


def test_whatever_takes_a_path_takes_what_was_opened(run, checkpoint):
    latest = run.latest
    assert explorer.open_checkpoint(run).prefix == explorer.open_checkpoint(latest).prefix == latest.path
    assert explorer.open_checkpoint(run, step=1).step == 1
    assert explorer.open_model_dir(run) == run
    assert explorer.verify(checkpoint).tensor_count == explorer.verify(latest).tensor_count == 13
    assert len(explorer.verify(run).checkpoints) == 2
    assert explorer.compare(run[0], run).counts == {"value": 13}
    assert explorer.check_restore(run, latest).fits
    assert explorer.tensor_statistics(latest, checkpoint.variable(KEY)).count == 30
    assert Path(run) == IRIS.absolute()
    assert os.fspath(checkpoint) == str(latest.path)


def test_the_widget_takes_what_was_opened_too(run, checkpoint):
    for target in (run, checkpoint, as_spec(checkpoint)):
        widget = ExplorerWidget(run, target=target)
        report = widget.answers.answer({"ask": "restore", "newer": 0, "given": True}, explorer.Task())
        widget.close()
        assert widget.answers.target is target
        assert report["fits"]
        assert "iris" in widget.answers.start(None)["target"]


def test_the_home_directory_may_be_written_as_in_a_shell(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(IRIS, tmp_path / "runs")
    (tmp_path / "~").mkdir()

    assert explorer.open_model_dir("~/runs").directory == tmp_path / "runs"
    assert explorer.open_checkpoint("~/runs").step == 200
    assert explorer.check_restore("~/runs", "~/runs").fits
    assert explorer.open_model_dir("./~").directory == tmp_path / "~"


def test_one_checkpoint_makes_a_table_too(tmp_path, checkpoint):
    assert explorer.write_variable_table(tmp_path / "one.csv", checkpoint) == 13


CALLS = [
    lambda wrong: explorer.open_model_dir(wrong),
    lambda wrong: explorer.open_checkpoint(wrong),
    lambda wrong: explorer.open_checkpoint(IRIS, step=wrong),
    lambda wrong: explorer.open_checkpoint(IRIS / "model.ckpt-1", number=wrong),
    lambda wrong: explorer.verify(wrong),
    lambda wrong: explorer.verify(IRIS, step=wrong),
    lambda wrong: explorer.show(wrong),
    lambda wrong: explorer.show(IRIS, step=wrong),
    lambda wrong: explorer.show(IRIS, view=wrong),
    lambda wrong: explorer.histograms(wrong, KEY),
    lambda wrong: explorer.histograms(IRIS, wrong),
    lambda wrong: explorer.tensor_statistics(wrong, KEY),
    lambda wrong: explorer.tensor_statistics(IRIS, wrong),
    lambda wrong: explorer.compare(wrong, IRIS),
    lambda wrong: explorer.compare(IRIS, wrong),
    lambda wrong: explorer.check_restore(wrong, IRIS),
    lambda wrong: explorer.check_restore(IRIS, wrong),
    lambda wrong: explorer.to_networkx(wrong),
    lambda wrong: ExplorerWidget(wrong),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("wrong", [3.5, b"bytes", object()])
def test_a_wrong_type_is_told_by_its_name(call, wrong):
    with pytest.raises(TypeError, match=f"not {type(wrong).__name__}"):
        call(wrong)


@pytest.mark.parametrize("wrong", ["", "nul\0", "new\nline", "lone\udcff", "x" * 5000, "~", "*", "a/" * 2000])
def test_a_path_that_leads_nowhere_is_one_of_our_errors(wrong):
    for call in (explorer.open_model_dir, explorer.open_checkpoint, explorer.verify, explorer.show):
        with pytest.raises(explorer.ExplorerError) as caught:
            call(IRIS / wrong / "nowhere")
        assert caught.value.hint
        assert caught.value._repr_mimebundle_()["text/plain"]


def test_every_result_says_in_a_line_what_it_is(tmp_path):
    for things in (demo_results(), hostile_results(tmp_path)):
        for thing in things:
            said = repr(thing)
            assert type(thing).__name__ in said
            assert "\n" not in said
            assert said.isprintable()
    assert repr(explorer.open_model_dir(IRIS)) == "<ModelDir 'iris': 2 checkpoints>"
    assert (
        repr(explorer.open_model_dir(IRIS).latest) == "<CheckpointEntry 'model.ckpt-200': step 200, complete>"
    )
    assert repr(explorer.compare(IRIS, IRIS)) == "<Comparison 'step 200' → 'step 200': 13 same>"


@pytest.mark.parametrize("name", [*NAMES, "lone\udcff", "a\nb", "x" * 1_000_000])
def test_a_long_or_odd_name_is_short_in_a_representation(name):
    made = made_checkpoint((name, "float32", (2,)))

    for thing in (made.variable(name), explorer.compare(made, made), as_spec(made), made.graph):
        assert len(repr(thing)) < 2000
        assert repr(thing).isprintable()


def test_nothing_shown_reads_a_value(tmp_path, monkeypatch):
    write_bundle(tmp_path / "c-1", {"a": np.float32([1, 2])})
    opened = explorer.open_checkpoint(tmp_path / "c-1")
    for way in ("read", "chunks"):
        monkeypatch.setattr(type(opened.reader), way, lambda *_, **__: pytest.fail("a value was read"))
    before = sorted(tmp_path.iterdir())

    for thing in (opened, opened.variable("a"), opened.graph, as_spec(opened)):
        assert repr(thing)
        assert thing._repr_mimebundle_()["text/html"]

    assert sorted(tmp_path.iterdir()) == before
