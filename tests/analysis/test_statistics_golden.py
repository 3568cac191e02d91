"""Statistics of every tensor of every golden checkpoint are TensorFlow's own."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from explorer.analysis.statistics import TensorStatistics, tensor_statistics
from explorer.checkpoints.checkpoint import checkpoint_at

GOLDEN = Path(__file__).parents[1] / "golden"


def v2_prefixes() -> list[tuple[str, str]]:
    found = []
    for folder in sorted(GOLDEN.iterdir()):
        answers = folder / "golden.json"
        if folder.name == "corrupt_shared" or not answers.exists():
            continue
        for prefix in json.loads(answers.read_text())["prefixes"]:
            if (folder / f"{prefix}.index").exists():
                found.append((folder.name, prefix))
    return found


def expected_of(variable: dict[str, Any]) -> dict[str, Any] | None:
    """Golden `stats` with what is left out there filled in; exact integers where they are told."""
    stats = variable.get("stats")
    if stats is None or stats["kind"] == "string":
        return None
    counts = {name: stats.get(name, 0) for name in ("nan", "posinf", "neginf", "zero")}
    return counts | {
        "count": stats["count"],
        "finite": stats.get("finite", stats["count"]),
        "min": stats.get("min_int", stats["min"]),
        "max": stats.get("max_int", stats["max"]),
        "mean": stats["mean"],
        "std": stats["std"],
    }


def is_wrong(found: TensorStatistics, name: str, expected: float | int | None, is_absolute: bool) -> bool:
    value = getattr(found, name)
    if expected is None or value is None or not isinstance(expected, float):
        return bool(value != expected)
    if name in ("min", "max") and not is_absolute:
        return bool(value != expected)
    return not math.isclose(value, expected, rel_tol=1e-9, abs_tol=0.0)


@pytest.mark.parametrize(("fixture", "prefix"), v2_prefixes())
def test_statistics_equal_those_of_tensorflow(fixture: str, prefix: str) -> None:
    answers = json.loads((GOLDEN / fixture / "golden.json").read_text())["prefixes"][prefix]
    checkpoint = checkpoint_at(GOLDEN / fixture / prefix)

    wrong = []
    for variable in answers["variables"]:
        expected = expected_of(variable)
        if expected is None:
            continue
        found = tensor_statistics(checkpoint, variable["name"])
        wrong += [
            (variable["name"], name, getattr(found, name), value)
            for name, value in expected.items()
            if is_wrong(found, name, value, variable["stats"]["kind"] == "complex_abs")
        ]

    assert wrong == []


def test_strings_give_their_number_alone() -> None:
    checkpoint = checkpoint_at(GOLDEN / "dtypes_tf221" / "model_dir" / "ckpt-1")
    key = "s_long/.ATTRIBUTES/VARIABLE_VALUE"

    found = tensor_statistics(checkpoint, key)

    assert found == TensorStatistics(key, 3, 0, 0, 0, 0, 0, 0, None, None, None, None, None, None, None)
