"""The variable table as CSV, TSV, Markdown and JSON lines."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.statistics import TensorStatistics
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.errors import UnsupportedFileError
from explorer.report.columns import chosen_columns
from explorer.report.csv_table import (
    inert_cell,
    plain_cell,
    table_text,
    write_rows,
    write_variable_table,
)
from explorer.task import Cancelled, Task
from tests.report.made_checkpoints import made_checkpoint
from tests.report.test_numbers import names

FEW = chosen_columns(("key", "dtype", "shape", "size_bytes"))
FORMULA_STARTS = "=+-@\t\r\n'＝＋－＠"


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def statistics_of(key, minimum):
    return TensorStatistics(key, 2, 2, 0, 0, 0, 0, 0, minimum, 0.1, -1e-300, 1 / 3, 1.0, 1.0, None)


def test_one_checkpoint_as_csv(tmp_path):
    checkpoint = made_checkpoint(("dnn/kernel", "float32", (4, 10)), ("step", "int64", (), 8))

    count = write_variable_table(tmp_path / "t.csv", [checkpoint], FEW)

    assert count == 2
    assert (tmp_path / "t.csv").read_bytes() == (
        b"key,dtype,shape,size_bytes\r\n"
        b'dnn/kernel,float32,"[4, 10]",160\r\n'
        b"step,int64,[],8\r\n"
    )  # fmt: skip


def test_all_steps_in_long_form_say_first_which_step(tmp_path):
    checkpoints = [made_checkpoint(("w", "float32", (step,)), name=f"model.ckpt-{step}") for step in (1, 20)]

    write_variable_table(tmp_path / "t.csv", iter(checkpoints), FEW, all_steps=True)

    rows = read_csv(tmp_path / "t.csv")
    assert rows[0] == ["step", "number", "prefix", "key", "dtype", "shape", "size_bytes"]
    assert [(row[0], row[2], row[5]) for row in rows[1:]] == [
        ("1", "model.ckpt-1", "[1]"),
        ("20", "model.ckpt-20", "[20]"),
    ]


def test_numbers_stay_numbers_in_full_precision(tmp_path):
    checkpoint = made_checkpoint(("w", "float32", (2,)))
    columns = chosen_columns(("key", "min", "max", "mean", "std", "nan"))

    write_variable_table(
        tmp_path / "t.csv",
        [checkpoint],
        columns,
        statistics=lambda _, variables: [statistics_of(v.key, -0.5) for v in variables],
    )

    row = read_csv(tmp_path / "t.csv")[1]
    assert row == ["w", "-0.5", "0.1", "-1e-300", "0.3333333333333333", "0"]
    assert [float(cell) for cell in row[1:]] == [-0.5, 0.1, -1e-300, 1 / 3, 0]


def test_absent_statistics_leave_empty_cells(tmp_path):
    checkpoint = made_checkpoint(("w", "float32", (2,)))

    write_variable_table(
        tmp_path / "t.csv",
        [checkpoint],
        chosen_columns(("key", "min")),
        statistics=lambda _, vs: [None] * len(vs),
    )

    assert read_csv(tmp_path / "t.csv") == [["key", "min"], ["w", ""]]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_name_that_begins_like_a_formula_is_made_inert(start):
    name = f"{start}HYPERLINK(1)"

    cell = inert_cell(name)

    assert cell[0] in "'\\"
    assert plain_cell(cell) == name


@given(names)
def test_any_name_comes_back_from_a_cell_no_spreadsheet_computes(name):
    cell = inert_cell(name)

    assert plain_cell(cell) == name
    assert cell.lstrip(" ")[:1] not in tuple("=+-@＝＋－＠\t\r\n")


@settings(max_examples=50)
@given(st.lists(names.filter(bool), min_size=1, max_size=8, unique=True))
def test_hostile_names_survive_csv_and_tsv(keys):
    checkpoint = made_checkpoint(*((key, "float32", (1,)) for key in keys))
    for format, delimiter in (("csv", ","), ("tsv", "\t")):
        file = io.StringIO(newline="")
        write_rows(file, [checkpoint], chosen_columns(("key", "shape")), format=format)
        rows = list(csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=delimiter))

        assert [plain_cell(row[0]) for row in rows[1:]] == list(checkpoint.table.keys)
        assert {len(row) for row in rows} == {2}


def test_the_clipboard_gets_tab_separated_lines_with_a_header():
    checkpoint = made_checkpoint(("a", "float32", (2,)), ("b", "int32", ()))

    text = table_text(
        checkpoint.variables, chosen_columns(("key", "shape", "min")), lambda v: statistics_of(v.key, 1.5)
    )

    assert text == "key\tshape\tmin\na\t[2]\t1.5\nb\t[]\t1.5\n"


def test_markdown_names_are_code_and_cannot_break_the_table(tmp_path):
    checkpoint = made_checkpoint(("a|b`c", "float32", (2,)), ("plain_*x*", "float32", (1024,)))

    write_variable_table(tmp_path / "t.md", [checkpoint], chosen_columns(("key", "size_bytes", "problem")))

    assert (tmp_path / "t.md").read_text() == (
        "| Key | Bytes | Problem |\n"
        "| --- | ---: | --- |\n"
        "| ``a\\|b`c`` | 8 B | — |\n"
        "| `plain_*x*` | 4.0 KiB | — |\n"
    )


def test_json_lines_carry_shapes_and_mark_escaped_names(tmp_path):
    broken = b"\xffw".decode("utf-8", "surrogateescape")
    checkpoint = made_checkpoint(("=w", "float32", (2, 3)), (broken, "float32", ()))

    write_variable_table(tmp_path / "t.jsonl", [checkpoint], chosen_columns(("key", "shape", "shard")))

    assert [json.loads(line) for line in (tmp_path / "t.jsonl").read_text().splitlines()] == [
        {"key": "=w", "shape": [2, 3], "shard": 0},
        {"key": "\\xffw", "shape": [], "shard": 0, "name_is_escaped": True},
    ]


def test_only_the_keys_asked_for_are_written(tmp_path):
    checkpoint = made_checkpoint(("a/x", "float32", ()), ("b/x", "float32", ()))

    write_variable_table(tmp_path / "t.csv", [checkpoint], FEW, keys=lambda key: key.startswith("b"))

    assert [row[0] for row in read_csv(tmp_path / "t.csv")] == ["key", "b/x"]


def test_a_cancelled_export_leaves_the_old_file(tmp_path):
    target = tmp_path / "t.csv"
    target.write_text("old")
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        write_variable_table(target, [made_checkpoint(("w", "float32", ()))], FEW, task=task)

    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_a_suffix_of_no_format_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(UnsupportedFileError, match=r"suffix '\.xlsx'") as caught:
        write_variable_table(tmp_path / "t.xlsx", [], FEW)

    assert ".csv" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_the_table_of_a_real_checkpoint_comes_back_whole(golden, tmp_path):
    answers = json.loads((golden / "iris_dnn_tf115/golden.json").read_text())["prefixes"][
        "models/iris/model.ckpt-200"
    ]
    checkpoint = open_checkpoint(golden / "iris_dnn_tf115/models/iris/model.ckpt-200")

    write_variable_table(tmp_path / "t.csv", [checkpoint], FEW)

    expected = [(v["name"], v["dtype"], str(v["shape"])) for v in answers["variables"]]
    assert [(plain_cell(row[0]), row[1], row[2]) for row in read_csv(tmp_path / "t.csv")[1:]] == expected
