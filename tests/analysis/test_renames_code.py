"""Accepted renames as code and as rows of a table."""

import ast

import pytest

from explorer.analysis.renames import propose_renames
from explorer.analysis.renames_code import CSV_HEADER, FORMS, as_python, csv_rows, forms
from explorer.analysis.restoring.finding import RenamePair
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable, spec_from_checkpoint
from explorer.errors import ExplorerError
from tests.golden_answers import GOLDEN
from tests.report.made_checkpoints import made_checkpoint

CHECKPOINT = made_checkpoint(("old/kernel", "float32", (2, 3)))
TARGET = ModelSpec("t", False, (SpecVariable("new/kernel", "new/kernel", "float32", (2, 3)),))
PAIRS = (RenamePair(0, 0, 0.95, "`old` -> `new`; same shape and dtype"),)


def constants(code):
    return {node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_is_python_that_names_both_sides_and_the_file(form):
    code = as_python(PAIRS, CHECKPOINT, TARGET, form, "run/model.ckpt-7")

    assert {"old/kernel", "new/kernel", "run/model.ckpt-7"} <= constants(code)


def test_a_name_that_looks_like_code_stays_text():
    name = 'x"\n import os # \\'
    checkpoint = made_checkpoint((name, "float32", (2, 3)))

    code = as_python(PAIRS, checkpoint, TARGET, "saver", "p")

    assert name in constants(code)
    assert {node.names[0].name for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import)} == {
        "tensorflow.compat.v1"
    }


def test_an_object_based_target_is_reached_by_its_paths():
    base = GOLDEN / "target_spec_sub_tf215"
    checkpoint = open_checkpoint(base / "base/ckpt-1")
    target = spec_from_checkpoint(open_checkpoint(base / "targets/attr/ckpt/before"))

    code = as_python(propose_renames(checkpoint, target), checkpoint, target)

    assert forms(checkpoint, target)[0][0] == "assign_by_path"
    assert {"model/entry/scale", "model/first/scale/.ATTRIBUTES/VARIABLE_VALUE"} <= constants(code)


def test_the_rows_of_the_table():
    assert CSV_HEADER == ("checkpoint", "model", "dtype", "shape", "confidence", "reason")
    assert csv_rows(PAIRS, CHECKPOINT, TARGET) == (
        ("old/kernel", "new/kernel", "float32", "2x3", "0.950", "`old` -> `new`; same shape and dtype"),
    )


@pytest.mark.parametrize(
    "pair", [RenamePair(3, 0, 1.0, ""), RenamePair(0, 9, 1.0, ""), RenamePair(-1, 0, 1.0, "")]
)
def test_a_pair_of_nothing_is_refused(pair):
    with pytest.raises(ExplorerError, match="not there"):
        as_python([pair], CHECKPOINT, TARGET)


def test_an_unknown_form_is_refused():
    with pytest.raises(ExplorerError, match="no form of code"):
        as_python(PAIRS, CHECKPOINT, TARGET, "cobol")
