"""A verification as CSV and JSON, and the corrected `checkpoint` text: never into the opened directory."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import FileAccessError
from explorer.gui.item_models.copying import inert
from explorer.report.atomic import atomic_write
from explorer.report.json_shapes import verify_shape
from explorer.report.numbers import display_name
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.doctor_records import Verification

CSV_FIELDS = ("checkpoint", "file", "tensor", "problem", "what to do")


def write_report(path: Path, verification: Verification, directory: Path | None, task: Task = QUIET) -> Path:
    """Write the problems as JSON or CSV, as the suffix says.

    Raises:
        FileAccessError: the path lies inside `directory`, or cannot be written.
    """
    refuse_inside(path, directory)
    if path.suffix == ".json":
        with atomic_write(path) as file:
            json.dump(verify_shape(verification), file, indent=1, allow_nan=False)
            file.write("\n")
        return path
    with atomic_write(path) as file:
        writer = csv.writer(file)
        writer.writerow(CSV_FIELDS)
        for problem in verification.problems:
            task.report(0, 0, "Writing the report")
            for each in problem.each():
                cells = (each.prefix, each.file, each.key, each.problem, each.hint)
                writer.writerow([inert(display_name(cell, 1 << 20)) for cell in cells])
    return path


def write_state(path: Path, text: str, directory: Path | None, task: Task = QUIET) -> Path:
    """Write the proposed text of a `checkpoint` file.

    Raises:
        FileAccessError: the path lies inside `directory`, or cannot be written.
    """
    refuse_inside(path, directory)
    task.report(0, 0, "Writing the checkpoint file")
    with atomic_write(path) as file:
        file.write(text)
    return path


def refuse_inside(path: Path, directory: Path | None) -> None:
    """Raise FileAccessError if a path lies in the opened directory, by whatever links it is named."""
    if directory is None:
        return
    inside = Path(os.path.realpath(directory))
    if Path(os.path.realpath(path)).is_relative_to(inside):
        raise FileAccessError(
            "nothing is ever written into the opened directory",
            hint="Save it somewhere else, and copy it there yourself once you have looked at it.",
            path=display_name(str(path), 2000),
        )
