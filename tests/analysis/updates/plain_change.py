"""What a change is, by the plain formulas over whole arrays: the truth that tests compare with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.analysis.value_change import ValueChange
from explorer.checkpoints.series import CheckpointCache, open_model_dir
from tests.builders import write_bundle

GOLDEN = Path(__file__).parents[2] / "golden"


def plain_change(old: np.ndarray[Any, Any], new: np.ndarray[Any, Any]) -> dict[str, Any]:
    """The numbers of a ValueChange of real arrays, in long double; None where there are none."""
    with np.errstate(invalid="ignore"):  # of a NaN, on some processors
        left, right = (side.astype(np.float64).astype(np.longdouble) for side in (old, new))
    finite = np.isfinite(left) & np.isfinite(right)
    same = np.array([a.tobytes() == b.tobytes() for a, b in zip(old.flat, new.flat, strict=True)], bool)
    left, right = left[finite], right[finite]
    truth: dict[str, Any] = {"changed_elements": int((~same).sum()), "compared": int(finite.sum())}
    truth["flipped"] = int(((left > 0) & (right < 0)).sum() + ((left < 0) & (right > 0)).sum())
    old_norm, new_norm = np.sqrt((left**2).sum()), np.sqrt((right**2).sum())
    norm = np.sqrt(((right - left) ** 2).sum())
    has_any = bool(finite.any())
    truth["max_abs"] = float(np.abs(right - left).max()) if has_any else None
    truth["l2"] = float(norm) if has_any else None
    truth["relative_l2"] = float(norm / old_norm) if has_any and old_norm else None
    truth["cosine"] = (
        float((left @ right) / old_norm / new_norm) if has_any and old_norm and new_norm else None
    )
    return truth


def assert_is(found: ValueChange | None, truth: dict[str, Any]) -> None:
    """Counts exactly, numbers to nine digits."""
    assert found is not None
    for name, number in truth.items():
        if isinstance(number, float):
            assert getattr(found, name) == pytest.approx(number, rel=1e-9, abs=1e-12), name
        else:
            assert getattr(found, name) == number, name


def write_run(folder: Path, steps: list[dict[str, Any]], **options: Any) -> Any:
    """Checkpoints ckpt-1, ckpt-2 ... of these tensors, resolved; gives the run and a cache that opens its entries."""
    for number, tensors in enumerate(steps, 1):
        write_bundle(folder / f"model.ckpt-{number}", tensors, **options)
    return open_model_dir(folder), CheckpointCache()
