"""`ckptx history` as a person and a script call it."""

import csv
import json

import pytest

from tests.builders import data_name
from tests.made_runs import delete_step, write_run


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKPOINT_EXPLORER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def run(tmp_path):
    return write_run(
        tmp_path / "run",
        (10, 20, 30),
        {"net/kernel": (4, 3), "net/bias": (3,)},
        not_a_number={"net/bias": 30},
    )


def rows_of(out):
    return [(row["step"], row["key"], row["status"]) for row in json.loads(out)["rows"]]


def test_a_table_names_steps_and_numbers(ckptx, run):
    status, out, _ = ckptx("history", run, "--key", "net/kernel", "--changes")

    lines = [line for line in out.splitlines() if "net/kernel" in line]
    assert status == 0
    assert [line.split()[:2] for line in lines] == [["step", "10"], ["step", "20"], ["step", "30"]]
    assert "3 rows of 3 checkpoints" in out


def test_json_has_a_row_a_step_and_key(ckptx, run):
    status, out, _ = ckptx("history", run, "--key", "net/*", "--key", "global_step", "--json")

    keys = ["global_step", "net/bias", "net/bias/Adam", "net/bias/Adam_1"]
    keys += ["net/kernel", "net/kernel/Adam", "net/kernel/Adam_1"]
    assert status == 0
    assert rows_of(out) == [(step, key, "complete") for step in (10, 20, 30) for key in keys]
    (bias,) = [row for row in json.loads(out)["rows"] if (row["step"], row["key"]) == (30, "net/bias")]
    assert (bias["nan"], bias["finite"]) == (1, 2)


def test_keys_that_nothing_matches_are_told(ckptx, run):
    status, out, _ = ckptx("history", run, "--keys", "nothing*")

    assert status == 0
    assert "no key of any checkpoint matches" in out


def test_deleted_steps_stay_in_the_history(ckptx, run):
    ckptx("history", run, "--key", "net/kernel")
    delete_step(run, 10)

    _, out, _ = ckptx("history", run, "--key", "net/kernel", "--json")

    assert rows_of(out) == [
        (10, "net/kernel", "gone"),
        (20, "net/kernel", "complete"),
        (30, "net/kernel", "complete"),
    ]


def test_without_memory_nothing_is_written_and_deleted_steps_are_unknown(ckptx, run, cache):
    ckptx("history", run, "--key", "net/kernel", "--no-memory")
    assert not cache.exists()
    delete_step(run, 10)

    status, out, err = ckptx("history", run, "--key", "net/kernel", "--format", "jsonl", "--no-memory")

    assert [json.loads(line)["step"] for line in out.splitlines()] == [20, 30]
    assert status == 0
    assert "1 checkpoint that the 'checkpoint' file names is gone and was never read" in err


def test_a_file_is_written_in_the_format_of_its_suffix(ckptx, run, tmp_path):
    status, out, err = ckptx("history", run, "--key", "*bias", "--to", tmp_path / "h.csv")

    table = list(csv.DictReader((tmp_path / "h.csv").read_text(encoding="utf-8").splitlines()))
    assert (status, out) == (0, "")
    assert err.splitlines() == [f"3 rows written to {tmp_path / 'h.csv'}"]
    assert [(row["step"], row["nan"]) for row in table] == [("10", "0"), ("20", "0"), ("30", "1")]


def test_a_damaged_tensor_is_told_and_gives_status_1(ckptx, run):
    path = data_name(run / "model.ckpt-20")
    data = bytearray(path.read_bytes())
    data[1] ^= 0xFF
    path.write_bytes(data)

    status, out, _ = ckptx("history", run, "--key", "net/kernel", "--json")

    assert status == 1
    assert [row["note"] is None for row in json.loads(out)["rows"]] == [True, False, True]


def test_a_cache_that_cannot_be_written_changes_nothing_but_is_told(ckptx, run, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("CHECKPOINT_EXPLORER_CACHE", str(tmp_path / "file"))

    status, out, _ = ckptx("history", run, "--key", "net/kernel")

    assert status == 0
    assert "3 rows of 3 checkpoints" in out
    assert "Nothing is remembered of this directory" in out


def test_a_file_instead_of_a_directory_says_what_to_give(ckptx, run):
    status, _, err = ckptx("history", run / "model.ckpt-10.index")

    assert status == 2
    assert "Give the directory it lies in" in err


def test_parquet_wants_a_file(ckptx, run):
    status, _, err = ckptx("history", run, "--format", "parquet")

    assert status == 2
    assert "Name the file with --to" in err


def test_counts_of_statistics_add_up_to_the_finite_values(ckptx, run):
    _, out, _ = ckptx("stats", run, "--keys", "net/bias", "--json", "--counts")

    (row,) = json.loads(out)["variables"]
    assert sum(row["counts"]["count"]) == row["finite"] == 2
    assert (row["counts"]["lower"][0], row["counts"]["upper"][-1]) == (row["min"], row["max"])


def test_counts_go_with_json_only(ckptx, run):
    assert ckptx("stats", run, "--counts")[0] == 2


def test_a_range_is_counted_with_its_bounds(ckptx, run):
    import explorer

    _, out, _ = ckptx("history", run, "--key", "net/kernel", "--range", "-0.5:0.25", "--json")

    for row in json.loads(out)["rows"]:
        values = explorer.open_checkpoint(run / row["prefix"]).read("net/kernel")
        expected = int(((values >= -0.5) & (values <= 0.25)).sum())
        assert row["in_range_least"] == row["in_range_most"] == expected


@pytest.mark.parametrize("text", ["0.1", "a:b", "2:1", "nan:1"])
def test_a_range_that_is_none_is_refused(ckptx, run, text):
    status, _, err = ckptx("history", run, "--range", text)

    assert status == 2
    assert "--range" in err


def test_a_deleted_step_is_said_to_be_deleted_where_it_is_remembered(ckptx, run, cache):
    unknown = ckptx("stats", run, "--step", "15")
    assert not cache.exists()
    ckptx("history", run)
    delete_step(run, 20)

    deleted = ckptx("stats", run, "--step", "20")

    assert (unknown[0], deleted[0]) == (2, 2)
    assert "there is no checkpoint of step 15" in unknown[2]
    assert "the checkpoint of step 20 was deleted" in deleted[2]
    assert "ckptx history" in deleted[2]
