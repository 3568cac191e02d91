"""The history of a run as files: every format says the same, and what is no number is no number."""

import csv
import io
import json
import math

import numpy as np
import pyarrow.parquet
import pytest

from explorer.analysis.history import open_history
from explorer.errors import UnsupportedFileError
from explorer.report.history_table import Asked, fields, history_format, row_shape, write_history, write_rows
from tests.builders import write_bundle

VALUES = {1: [1.0, -2.0, 0.0, 5.0], 2: [1.5, math.nan, math.inf, 5.0]}


@pytest.fixture
def run(tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    for step, values in VALUES.items():
        tensors = {"=w": np.array(values, np.float32), "name": b"text", "global_step": np.int64(step)}
        write_bundle(folder / f"model.ckpt-{step}", tensors)
    return folder


def rows(run, changes=True):
    return list(open_history(run).rows(changes=changes))


def test_a_csv_file_has_a_row_a_step_and_tensor(run, tmp_path):
    count = write_history(tmp_path / "h.csv", rows(run), asked=Asked(changes=True))

    table = list(csv.DictReader((tmp_path / "h.csv").read_text(encoding="utf-8").splitlines()))
    assert count == len(table) == 6
    first, second = (row for row in table if row["key"] == "'=w")
    told = {
        name: first[name] for name in ("step", "prefix", "status", "dtype", "shape", "count", "zero", "min")
    }
    assert told == {
        "step": "1",
        "prefix": "model.ckpt-1",
        "status": "complete",
        "dtype": "float32",
        "shape": "[4]",
        "count": "4",
        "zero": "1",
        "min": "-2.0",
    }
    assert (float(first["mean"]), float(first["l1"]), float(first["p50"])) == (1.0, 8.0, 0.5)
    assert (second["finite"], second["nan"], second["posinf"], second["max"]) == ("2", "1", "1", "5.0")
    assert (first["relative_l2"], second["changed_elements"]) == ("", "3")


def test_text_has_a_count_and_no_numbers(run):
    (row, _) = (row_shape(row) for row in rows(run) if row.key == "name")

    numbers = {name: row[name] for name in ("finite", "nan", "zero", "min", "mean", "l2", "p50")}
    assert (row["count"], row["dtype"]) == (1, "string")
    assert numbers == dict.fromkeys(numbers)


def test_parquet_holds_the_same_numbers_as_json_lines(run, tmp_path):
    write_history(tmp_path / "h.parquet", rows(run), asked=Asked(changes=True))
    file = io.StringIO()
    write_rows(file, rows(run), format="jsonl", asked=Asked(changes=True))

    table = pyarrow.parquet.read_table(tmp_path / "h.parquet")
    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    assert tuple(table.column_names) == fields(Asked(changes=True))
    assert {str(table.schema.field(name).type) for name in ("step", "count", "nan")} == {"int64"}
    for stored, line in zip(table.to_pylist(), lines, strict=True):
        line["shape"] = str(line["shape"])
        assert stored == {name: line[name] for name in table.column_names}


def test_json_has_a_shape_as_a_list_and_null_for_what_there_is_not(run):
    shapes = [row_shape(row, Asked(changes=True)) for row in rows(run)]

    first = next(shape for shape in shapes if shape["key"] == "=w")
    assert (first["shape"], first["relative_l2"], first["note"]) == ([4], None, None)


def test_the_suffix_chooses_the_format():
    assert [history_format(name) for name in ("a.csv", "b.parquet", "c.jsonl")] == ["csv", "parquet", "jsonl"]
    with pytest.raises(UnsupportedFileError, match=r"\.xls"):
        history_format("a.xls")


def test_parquet_without_its_library_says_how_to_get_it(run, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    with pytest.raises(UnsupportedFileError) as caught:
        write_history(tmp_path / "h.parquet", rows(run))

    assert "checkpoint-explorer[parquet]" in caught.value.hint
    assert not (tmp_path / "h.parquet").exists()
