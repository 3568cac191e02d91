"""The columns of the variable table."""

from dataclasses import fields

import pytest

from explorer.analysis.statistics import TensorStatistics
from explorer.checkpoints.variable import Variable
from explorer.errors import UnknownKeyError
from explorer.formats.tensor_table import TensorSlice
from explorer.report.columns import BY_ID, COLUMNS, chosen_columns, text, value

KERNEL = Variable(
    row=3,
    key="dnn/kernel",
    name="dnn/kernel",
    role="variable",
    owner="dnn",
    dtype="float32",
    shape=(4, 10),
    element_count=40,
    size_bytes=2458,
    shard=0,
    offset=1024,
    crc32c=0xAB12,
    slices=None,
    slot_name="",
    slot_of="",
    node=None,
    problem=None,
)
STATISTICS = TensorStatistics(
    "dnn/kernel", 40, 38, 1, 1, 0, 3, 0, -0.5, 1234567.0, 0.0123456, 1.5, 10.0, 3.0, None
)  # fmt: skip


def test_every_column_gives_its_value_and_its_text():
    shown = {c.id: (value(c.id, KERNEL, STATISTICS), text(c.id, KERNEL, STATISTICS)) for c in COLUMNS}

    assert shown == {
        "key": ("dnn/kernel", "dnn/kernel"),
        "name": ("dnn/kernel", "dnn/kernel"),
        "role": ("variable", "variable"),
        "owner": ("dnn", "dnn"),
        "slot_name": ("", ""),
        "slot_of": ("", ""),
        "dtype": ("float32", "float32"),
        "shape": ((4, 10), "[4, 10]"),
        "element_count": (40, "40"),
        "size_bytes": (2458, "2.4 KiB"),
        "shard": (0, "0"),
        "offset": (1024, "1,024"),
        "crc32c": ("0000ab12", "0000ab12"),
        "slices": (None, ""),
        "min": (-0.5, "-0.5"),
        "max": (1234567.0, "1.235e+06"),
        "mean": (0.0123456, "0.01235"),
        "std": (1.5, "1.5"),
        "l1": (10.0, "10"),
        "l2": (3.0, "3"),
        "finite": (38, "38"),
        "nan": (1, "1"),
        "posinf": (1, "1"),
        "neginf": (0, "0"),
        "zero": (3, "3"),
        "denormal": (0, "0"),
        "problem": (None, ""),
    }


def test_without_statistics_their_cells_are_empty():
    shown = {c.id: text(c.id, KERNEL) for c in COLUMNS if c.needs_statistics}

    assert set(shown.values()) == {""}
    assert set(shown) <= {field.name for field in fields(TensorStatistics)}


def test_a_sliced_variable_tells_its_parts_and_no_place():
    part = TensorSlice((0,), (2,), 0, 0, 8, 1)
    sliced = Variable(
        0, "v", "v", "variable", "", "float32", (4,), 4, 16, None, None, None, (part, part), "", "", None, "bad"
    )  # fmt: skip

    assert [text(c, sliced) for c in ("shard", "offset", "crc32c", "slices", "problem")] == [
        "",
        "",
        "",
        "2",
        "bad",
    ]


def test_ids_are_unique_and_every_column_explains_itself():
    assert len(BY_ID) == len(COLUMNS)
    assert [c.id for c in COLUMNS if not (c.title and c.explanation)] == []
    assert {c.kind for c in COLUMNS} == {"text", "int", "float", "bytes", "shape", "role"}


def test_columns_are_chosen_in_the_order_asked_for_and_once():
    assert [c.id for c in chosen_columns(["shape", "key", "shape"])] == ["shape", "key"]


def test_an_unknown_column_is_refused_with_the_list_of_all():
    with pytest.raises(UnknownKeyError, match="no column 'size'") as caught:
        chosen_columns(["size"])

    assert "size_bytes" in caught.value.hint


def test_a_hostile_name_is_escaped_in_its_text_but_not_in_its_value():
    hostile = Variable(
        0, "a\x1b[2Jb", "", "other", "", "float32", (), 1, 4, 0, 0, 0, None, "", "", None, None
    )  # fmt: skip

    assert value("key", hostile) == "a\x1b[2Jb"
    assert text("key", hostile) == "a\\x1b[2Jb"
