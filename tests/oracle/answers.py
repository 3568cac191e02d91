"""What TensorFlow answered about random programs, as it is written down."""

from __future__ import annotations

import json
import logging
import shutil
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHECKS = ("assert_consumed", "assert_existing_objects_matched", "assert_nontrivial_match")
Answer = dict[str, Any]


def raised_by(error: Exception | None) -> dict[str, str] | None:
    """An exception as answers hold it."""
    if error is None:
        return None
    return {"type": type(error).__name__, "message": str(getattr(error, "message", None) or error)}


def run_cases(what: str, run_case: Callable[[int, Path], list[Answer]], arguments: list[str]) -> None:
    """Run a program of cases: SEED COUNT FOLDER. One that TensorFlow refuses to build or save is left out."""
    first, count, out = int(arguments[0]), int(arguments[1]), Path(arguments[2]).resolve()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    refused: Counter[str] = Counter()
    for seed in range(first, first + count):
        folder = out / f"{what}_{seed}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            answers = run_case(seed, folder)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            refused[f"{type(error).__name__}: {str(error)[:90]!r} in {Path(place.filename).name}"] += 1
            shutil.rmtree(folder)
            continue
        for answer in answers:
            for name, spec in answer.pop("specs", {}).items():
                (folder / name).write_text(json.dumps(spec), encoding="utf-8")
        for leftover in ("model_spec.json", "before.index", "before.data-00000-of-00001", "checkpoint"):
            (folder / leftover).unlink(missing_ok=True)
        for leftover in folder.glob("after.*"):
            leftover.unlink()
        (folder / "answer.json").write_text(json.dumps(answers), encoding="utf-8")
    for reason, number in refused.most_common():
        print(f"{number:6} of {count} programs not made: {reason}")
