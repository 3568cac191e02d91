"""A restore judged on hostile and damaged sides: what can be judged is judged, and no two parts of a report disagree."""

from __future__ import annotations

import ast
import contextlib
import json
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.analysis.error_reading import explain
from explorer.analysis.renames import propose_renames
from explorer.analysis.renames_code import FORMS, as_python
from explorer.analysis.restore import PROBLEM_VERDICTS, RestoreReport, RestoreRow, check_restore
from explorer.analysis.restoring.outcome import LEFT_ALONE, RAISES, TAKES_A_VALUE
from explorer.analysis.resume_audit import audit_resume
from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable, spec_from_checkpoint
from explorer.errors import ExplorerError
from explorer.report.json_shapes import restore_shape
from explorer.report.restore_ci import junit, sarif
from explorer.report.restore_markdown import restore_markdown
from explorer.report.restore_text import CHECKS, state
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN, golden_prefixes

HOSTILE = [
    "it's",
    'a "quoted" name',
    "line\nbreak",
    "back\\slash",
    "back\\",
    "nul\0",
    "\u2028",
    "\u202egnp.exe",
    "\x1b[31mred",
    "=HYPERLINK(1)",
    "<script>alert(1)</script>",
    "| table | `code` |",
    "'''\"\"\"",
    "'); import os; os.abort(); ('",
    '"); import os; os.abort(); ("',
    "{braces} %s %(x)d",
    "\udc80",
    "# comment",
    "```",
    "]]>",
    "a" * 3000,
]


@cache
def golden() -> tuple[tuple[str, Checkpoint, ModelSpec], ...]:
    found = []
    for prefix in golden_prefixes():
        checkpoint = open_checkpoint(prefix.path)
        found.append((str(prefix), checkpoint, spec_from_checkpoint(checkpoint)))
    return tuple(found)


def is_problem(row: RestoreRow) -> bool:
    return row.verdict in PROBLEM_VERDICTS


def written(report: RestoreReport) -> str:
    """The report in every form it is given out in."""
    shape = restore_shape(report)
    xml = junit(report, is_problem, report.outcomes)
    told = sarif(report, "c", "1", is_problem, report.outcomes)
    return json.dumps(shape, allow_nan=False) + restore_markdown(report) + xml + told


def contradictions(report: RestoreReport) -> list[str]:
    """What one part of a report denies of another."""
    found = []
    for outcome in report.outcomes:
        takes = np.isin(outcome.effect, TAKES_A_VALUE)
        if outcome.exception is None and (outcome.row[takes] < 0).any():
            found.append(f"{outcome.api}: a value from nowhere")
        if outcome.exception is None and (outcome.effect == RAISES).any():
            found.append(f"{outcome.api}: raises without an exception")
        if outcome.exception is not None and any(getattr(outcome, check) is not None for check in CHECKS):
            found.append(f"{outcome.api}: a status of what raised")
    if not report.outcomes:
        return found
    first = report.outcomes[0]
    for row in report.rows:
        if row.variable < 0:
            continue
        effect = int(first.effect[row.variable])
        if row.verdict == "restored" and effect == LEFT_ALONE and first.exception is None:
            found.append(f"{row.key}: restored, and left alone by {first.api}")
        if row.verdict == "missing in checkpoint" and effect in TAKES_A_VALUE:
            found.append(f"{row.key}: missing, and restored by {first.api}")
        if row.verdict == "dtype differs" and effect in TAKES_A_VALUE:
            found.append(f"{row.key}: of another dtype, and restored by {first.api}")
    if report.fits and first.exception is not None:
        found.append(f"all fits, and {first.api} raises")
    return found


# --- golden sides --------------------------------------------------------------------------------


def test_a_checkpoint_against_itself_raises_no_alarm() -> None:
    for name, checkpoint, spec in golden():
        report = check_restore(checkpoint, spec)
        damaged = {row.key for row in report.rows if row.verdict == "damaged"}

        verdicts = {row.verdict for row in report.rows if row.key not in damaged}
        assert verdicts <= {"restored"}, name
        assert damaged or report.findings == (), name
        assert damaged or not report.outcomes or state(report.outcomes[0]) == "restores", name


def test_no_part_of_a_report_denies_another() -> None:
    """300 of the 50,000 pairs; a run over all found none."""
    dice = Random(4)
    for _ in range(300):
        (name, checkpoint, _), (other, _, spec) = dice.choice(golden()), dice.choice(golden())

        report = check_restore(checkpoint, spec)

        assert contradictions(report) == [], f"{name} into {other}"


def test_the_forms_of_a_report_say_the_same() -> None:
    dice = Random(5)
    for _ in range(25):
        (_, checkpoint, _), (_, _, spec) = dice.choice(golden()), dice.choice(golden())
        report = check_restore(checkpoint, spec)

        shape = json.loads(json.dumps(restore_shape(report)))

        assert len(shape["rows"]) == len(report.rows)
        assert [finding["title"] for finding in shape["findings"]] == [f.title for f in report.findings]
        xml = junit(report, is_problem, report.outcomes)
        bad = sum(row.verdict in PROBLEM_VERDICTS for row in report.rows) + len(report.outcomes)
        assert f'failures="{bad}"' in xml
        told = json.loads(sarif(report, "c", "1", is_problem, report.outcomes))
        assert len(told["runs"][0]["results"]) == bad
        for outcome, api in zip(report.outcomes, shape["outcomes"], strict=True):
            assert (outcome.exception is None) == (api["exception"] is None)
            by_hand = np.isin(outcome.effect, TAKES_A_VALUE).sum() + len(outcome.made)
            assert len(api["restored"]) == by_hand


# --- nothing, and damage -------------------------------------------------------------------------


def test_a_target_without_variables_asks_for_nothing() -> None:
    checkpoint = open_checkpoint(GOLDEN / "iris_dnn_tf115/models/iris/model.ckpt-200")

    report = check_restore(checkpoint, ModelSpec("nothing", False, (), "table"))

    assert report.summary.startswith("The target asks for no variables; 13 in the checkpoint")
    assert written(report)


def test_damage_that_only_reading_finds_is_also_predicted(tmp_path: Path) -> None:
    values = {"a": np.ones(3, np.float32), "b": np.ones(3, np.float32)}
    prefix = write_bundle(tmp_path / "m", values)
    data = next(tmp_path.glob("m.data*"))
    changed = bytearray(data.read_bytes())
    changed[0] ^= 1
    data.write_bytes(bytes(changed))
    checkpoint = open_checkpoint(prefix)

    unread, read = (check_restore(checkpoint, checkpoint, "saver.restore", verify=v) for v in (False, True))

    assert unread.outcomes[0].exception is None
    raised = read.outcomes[0].exception
    assert raised is not None
    assert raised.type == "DataLossError"
    assert raised.message == (
        "TensorBundle at <path> shard <values>: Checksum does not match: stored <values> vs. calculated on the "
        "restored bytes <values>"
    )
    assert [read.effect(row, read.outcomes[0]) for row in read.rows] == ["raises", "left alone"]


@pytest.mark.parametrize(
    "prefix", sorted(str(path)[:-6] for path in (GOLDEN / "corrupt_shared").rglob("*.index"))
)
@pytest.mark.parametrize("verify", [False, True])
def test_a_damaged_side_is_judged_as_far_as_it_can_be(prefix: str, verify: bool) -> None:
    sound = open_checkpoint(GOLDEN / "iris_dnn_tf115/models/iris/model.ckpt-200")
    try:
        damaged = open_checkpoint(prefix)
    except ExplorerError:
        with pytest.raises(ExplorerError, match=r"\w"):
            check_restore(sound, prefix)
        return

    for checkpoint, target in ((damaged, sound), (sound, damaged), (damaged, damaged)):
        report = check_restore(checkpoint, target, verify=verify)
        assert contradictions(report) == []
        assert written(report)
        assert audit_resume(checkpoint, spec_from_checkpoint(target)).verdict


# --- hostile names -------------------------------------------------------------------------------

SAFE_NAMES = {
    node.id
    for text in (
        Path(__file__).parents[2] / "explorer/analysis/restoring/cures/code.py",
        Path(__file__).parents[2] / "explorer/analysis/restoring/cures/by_cause.py",
    )
    for node in ast.walk(ast.parse(text.read_text()))
    if isinstance(node, ast.Name)
}


def assert_inert(code: str) -> None:
    """It compiles, and what a file says stands in it as text only."""
    tree = ast.parse(code)
    compile(tree, "cure", "exec")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {name.name for name in node.names} <= {
                "re",
                "numpy",
                "tensorflow",
                "tensorflow.compat.v1",
                "h5py",
                "tensorflow as tf",
                "keras",
            }
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("abort", "system")


def hostile_sides(folder: Path, names: list[str], object_based: bool) -> tuple[Checkpoint, ModelSpec]:
    """Names in the file, and the same below another scope in the model, some with other sizes."""
    checkpoint = open_checkpoint(
        write_bundle(
            folder / "m", {f"s/{name}/w": np.ones(k + 1, np.float32) for k, name in enumerate(names)}
        )
    )
    rows = []
    for k, name in enumerate(names):
        key = f"t/{name}/w" if k % 3 else f"s/{name}/w"
        suffix = "/.ATTRIBUTES/VARIABLE_VALUE" if object_based else ""
        rows.append(
            SpecVariable(key + suffix, key, "float32" if k % 5 else "float64", (k + 1 + (k % 4 == 0),))
        )
    return checkpoint, ModelSpec("a\nb<i>", object_based, tuple(rows), "program")


@pytest.mark.parametrize("object_based", [False, True])
def test_hostile_names_stay_text_in_code_and_reports(tmp_path: Path, object_based: bool) -> None:
    checkpoint, target = hostile_sides(tmp_path, HOSTILE, object_based)

    report = check_restore(checkpoint, target)

    codes = [cure.code for finding in report.findings for cure in finding.cures if cure.language == "python"]
    assert any(codes)
    pairs = propose_renames(checkpoint, target, [])
    codes += [as_python(pairs, checkpoint, target, form) for form in FORMS]
    for code in codes:
        assert_inert(code)
    text = written(report)
    for sign in ("\x1b", "\u202e", "\0", "\u2028"):
        assert sign not in text
    for text in (restore_markdown(report), junit(report, is_problem, report.outcomes)):
        assert "<script>" not in text.replace("\\<", "\\")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), min_size=1, max_size=6, unique=True
    ),
    object_based=st.booleans(),
)
def test_any_names_stay_text_in_code(tmp_path: Path, names: list[str], object_based: bool) -> None:
    checkpoint, target = hostile_sides(tmp_path, sorted(names, key=lambda name: name.encode()), object_based)

    report = check_restore(checkpoint, target)

    assert contradictions(report) == []
    for finding in report.findings:
        for cure in finding.cures:
            if cure.language == "python":
                assert_inert(cure.code)
    assert written(report)


# --- pasted texts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n" * 50_000,
        "nothing is wrong here",
        "\x1b[" * 100_000,
        "Traceback (most recent call last):\n" * 5000,
        "Key " * 100_000 + "not found in checkpoint",
        "(" * 200_000,
        "Shapes (" + "1, " * 50_000 + ") and (2,) are incompatible",
        "Unresolved object in checkpoint (root)" + ".a" * 50_000,
        "tensor_name = " * 30_000,
        "\ud800\udc80\0\ufeff\u202e",
        "[" * 100_000 + "]" * 100_000,
    ],
    ids=range(12),
)
def test_a_paste_without_an_error_or_without_end_is_answered_in_a_sentence(text: str) -> None:
    checkpoint = open_checkpoint(GOLDEN / "iris_dnn_tf115/models/iris/model.ckpt-200")

    answer = explain(text, checkpoint, None)

    assert answer.sentence


def test_some_pasted_bytes_of_every_kind_are_answered() -> None:
    logs = islice(sorted((GOLDEN / "error_texts").rglob("*")), 40)
    texts = [path.read_text("utf-8", "replace") for path in logs if path.is_file()]
    dice = Random(6)
    for _ in range(60):
        text = dice.choice(texts)[:4000]
        start, end = sorted((dice.randrange(len(text) + 1), dice.randrange(len(text) + 1)))
        with contextlib.suppress(ExplorerError):
            assert explain(text[:start] + text[end:] + text[start:end][::-1], None, None).sentence
