"""Results as arrays and data frames: the numbers of the files, and a sentence where a library is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import explorer
from explorer.checkpoints.spec import as_spec
from tests.report.made_checkpoints import made_checkpoint

IRIS = explorer.demo_path("iris")


@pytest.fixture(scope="module")
def checkpoint():
    return explorer.open_checkpoint(IRIS)


def tables():
    opened = explorer.open_checkpoint(IRIS)
    return [
        (opened, 13),
        (explorer.open_model_dir(IRIS), 2),
        (explorer.compare(IRIS / "model.ckpt-1", opened, values=True), 13),
        (explorer.check_restore(opened, explorer.demo_path("iris20")), 13),
        (explorer.histograms(IRIS, "dnn/logits/kernel"), 2),
        (as_spec(IRIS), 13),
        (explorer.verify(IRIS), 0),
    ]


def test_every_result_is_the_same_table_in_all_three():
    for result, count in tables():
        records, frame, polar = result.to_numpy(), result.to_pandas(), result.to_polars()

        assert len(records) == len(frame) == len(polar) == count
        assert list(records.dtype.names) == list(frame.columns) == polar.columns
        assert len(np.asarray(result)) == count


def test_the_table_of_variables_holds_what_the_file_holds(checkpoint):
    frame = checkpoint.to_pandas().set_index("key")

    row = frame.loc["dnn/logits/kernel"]
    assert (row["dtype"], row["shape"], row["element_count"], row["size_bytes"]) == (
        "float32",
        (10, 3),
        30,
        120,
    )
    assert str(frame["size_bytes"].dtype) == "int64"
    assert checkpoint.to_polars()["shape"].to_list()[-1] == []
    assert checkpoint.to_numpy()["element_count"].sum() == 387


def test_a_history_has_its_statistics_and_histograms():
    kernel = explorer.open_checkpoint(IRIS).read("dnn/logits/kernel")
    series = explorer.histograms(explorer.open_model_dir(IRIS), "dnn/logits/kernel")

    records = series.to_numpy()
    counts, edges = series.counts(bins=6)

    assert records["step"].tolist() == [1, 200] == list(series.steps)
    assert records["max"][1] == kernel.max()
    assert records["mean"][1] == pytest.approx(kernel.mean(dtype=np.float64))
    assert counts.shape == (2, 6)
    assert counts.sum(axis=1).tolist() == pytest.approx([30, 30])
    assert edges[0] <= kernel.min()
    assert edges[-1] >= kernel.max()
    with pytest.raises(ValueError, match="at least one bin"):
        series.counts(0)


def test_what_is_not_there_is_nan_none_and_null(tmp_path):
    run = explorer.open_model_dir(explorer.demo_path("iris20"))
    untouched = explorer.compare(IRIS / "model.ckpt-1", IRIS / "model.ckpt-200")

    assert run.to_numpy()["number"].tolist() == [None, None]
    assert run.to_pandas()["number"].isna().all()
    assert run.to_polars()["number"].null_count() == 2
    assert np.isnan(untouched.to_numpy()["max_abs"]).all()


def test_names_and_sizes_that_no_frame_can_hold_are_told_all_the_same():
    made = made_checkpoint(
        ("bad\udcff", "float32", (2,)), ("huge", "float32", (2**62, 2**62)), ("<b>", "float32", ())
    )

    assert (
        made.to_pandas()["key"].tolist() == made.to_polars()["key"].to_list() == ["<b>", "bad\\xff", "huge"]
    )
    assert made.to_numpy()["shape"].tolist() == [(), (2,), (2**62, 2**62)]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_told_with_its_cure(checkpoint, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(
        explorer.UnsupportedFileError, match=f"needs {library}, which is not installed"
    ) as caught:
        getattr(checkpoint, f"to_{library}")()

    assert f"pip install {library}" in caught.value.hint


def test_a_wrong_key_of_a_history_is_answered_with_near_ones():
    with pytest.raises(explorer.UnknownKeyError) as caught:
        explorer.histograms(IRIS, "dnn/logits/kernal")

    assert "dnn/logits/kernel" in caught.value.hint


def test_nothing_is_imported_before_it_is_asked_for():
    code = (
        "import sys, explorer\n"
        "heavy = {'pandas', 'polars', 'IPython', 'anywidget', 'PySide6', 'networkx', 'explorer.gui'}\n"
        f"checkpoint = explorer.open_checkpoint({str(IRIS)!r})\n"
        "bundle = checkpoint._repr_mimebundle_()\n"
        "checkpoint.to_numpy()\n"
        "print(sorted(heavy & set(sys.modules)), sorted(bundle))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[] ['text/html', 'text/plain']"


def test_comparisons_count_filter_and_take_a_tolerance():
    strict = explorer.compare(IRIS / "model.ckpt-1", explorer.open_model_dir(IRIS).latest)
    lax = explorer.compare(IRIS / "model.ckpt-1", IRIS, atol=1e9)

    assert (strict.older, strict.newer) == ("step 1", "step 200")
    assert strict.counts == {"value": 13}
    assert len(strict.changed) == len(strict) == 13
    assert lax.counts == {"same": 13}
    assert [row.key for row in explorer.compare(IRIS, IRIS, keys=lambda key: "bias" in key and "t_0" not in key)] == [
        "dnn/hiddenlayer_0/bias", "dnn/hiddenlayer_1/bias", "dnn/logits/bias",
    ]  # fmt: skip


def test_a_demo_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(explorer.MissingFileError) as caught:
        explorer.demo_path("nonsense")

    assert "guide_net, iris, iris20" in caught.value.hint
    assert Path(explorer.demo_path("guide_net"), "checkpoint").is_file()


def test_a_deleted_checkpoint_keeps_its_histogram_where_the_run_is_remembered(tmp_path):
    run = shutil.copytree(IRIS, tmp_path / "run")
    before = explorer.histograms(run, "dnn/logits/kernel", remember=True)
    for file in run.glob("model.ckpt-1.*"):
        file.unlink()

    after = explorer.histograms(explorer.open_model_dir(run), "dnn/logits/kernel", remember=True)
    forgotten = explorer.histograms(run, "dnn/logits/kernel")

    assert after.steps == before.steps == (1, 200)
    assert np.array_equal(after.counts()[0], before.counts()[0])
    assert "1 (gone)" in after._repr_mimebundle_()["text/plain"]
    assert forgotten.steps == (200,)
