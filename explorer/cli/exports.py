"""`ckptx export` and `screenshot`: what is written to files, or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.cli.listing import open_chosen
from explorer.cli.progress import progress_task
from explorer.errors import CorruptFileError, ExplorerError, MissingFileError, UnsupportedFileError
from explorer.report.columns import COLUMNS, DEFAULT_COLUMNS, Column, chosen_columns
from explorer.report.numbers import display_name, format_count

if TYPE_CHECKING:
    from explorer.checkpoints.model_dir import CheckpointEntry, ModelDir


def columns_of(ids: str | None, default: tuple[Column, ...] = DEFAULT_COLUMNS) -> tuple[Column, ...]:
    """The columns an option like "key,shape" or "all" names."""
    if ids is None:
        return default
    if ids.strip() == "all":
        return COLUMNS
    return chosen_columns(word.strip() for word in ids.split(",") if word.strip()) or default


def export_table(
    path: str,
    step: int | None,
    number: int | None,
    to: str | None,
    table_format: str | None,
    *,
    all_steps: bool,
    columns: str | None,
    keys: Callable[[str], bool] | None,
    as_json: bool = False,
) -> int:
    """Write the variable table; exit status 1 when checkpoints had to be left out."""
    from explorer.report.csv_table import format_of, write_rows, write_variable_table

    chosen = columns_of(columns)
    to_file = to not in (None, "-")
    chosen_format = table_format or (format_of(to) if to_file and to is not None else "csv")
    left_out: list[str] = []
    if all_steps:
        checkpoints = _all_checkpoints(path, left_out)
    else:
        checkpoints = iter((open_chosen(path, step=step, number=number),))
    options: dict[str, Any] = {"format": chosen_format, "all_steps": all_steps, "keys": keys}
    with progress_task() as task:
        if to_file and to is not None:
            rows = write_variable_table(to, checkpoints, chosen, task=task, **options)
        else:
            rows = write_rows(sys.stdout, checkpoints, chosen, task=task, **options)
    for sentence in left_out:
        print(display_name(sentence, 4000), file=sys.stderr)
    if to_file and to is not None and as_json:
        from explorer.cli.json_output import print_json
        from explorer.report.json_shapes import json_text

        told = [json_text(sentence) for sentence in left_out]
        print_json({"to": json_text(to), "format": chosen_format, "rows": rows, "left_out": told})
    elif to_file and to is not None:
        print(f"{format_count(rows)} rows written to {display_name(to, 4000)}", file=sys.stderr)
    return 1 if left_out else 0


def _all_checkpoints(path: str, left_out: list[str]) -> Iterator[Checkpoint]:
    """The directory's checkpoints, one open at a time; what cannot be opened is told in `left_out`."""
    from explorer.checkpoints.model_dir import GONE
    from explorer.checkpoints.series import no_checkpoint_in

    run = _run_at(path)
    present = [entry for entry in run.checkpoints if entry.status != GONE]
    if not present:
        raise no_checkpoint_in(run)
    return _opened(present, left_out)


def _opened(present: list[CheckpointEntry], left_out: list[str]) -> Iterator[Checkpoint]:
    from explorer.checkpoints.checkpoint import checkpoint_at
    from explorer.checkpoints.model_dir import BEING_WRITTEN

    for entry in present:
        if entry.status == BEING_WRITTEN:
            left_out.append(f"{entry.prefix} is being written and was left out")
            continue
        try:
            checkpoint = checkpoint_at(entry.path, entry.prefix)
        except ExplorerError as error:
            left_out.append(f"{entry.prefix} was left out: {error}")
            continue
        yield checkpoint


def _run_at(path: str) -> ModelDir:
    from explorer.checkpoints.series import open_model_dir

    directory = Path(path)
    if directory.exists() and not directory.is_dir():
        raise UnsupportedFileError(
            "--all-steps needs a directory, this is a file", hint="Give the directory it lies in.", path=path
        )
    return open_model_dir(directory)


def export_screenshot(
    path: str,
    view: str,
    to: str,
    as_json: bool,
    *,
    step: int | None,
    key: str | None,
    compare_step: int | None,
    target: str | None,
    theme: str,
    width: int,
    height: int,
) -> int:
    """Draw the real window offscreen into a PNG file."""
    import os

    if not Path(path).exists() and not list(Path(path).parent.glob(f"{Path(path).name}.*")):
        raise MissingFileError("nothing of that name", hint="Check the path.", path=path)
    if Path(to).suffix.lower() != ".png":
        raise UnsupportedFileError(
            "a picture of the window is written as PNG", hint="Name the file *.png.", path=to
        )
    if step is not None and not Path(path).is_dir():
        with suppress(CorruptFileError):  # a damaged one can still be shown
            open_chosen(path, step=step)
    # The picture needs no display; a display that is there must not flash a window.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from explorer.gui.app import screenshot

    screenshot(
        path,
        view=view,
        to=to,
        width=width,
        height=height,
        theme=theme,
        step=step,
        key=key,
        compare_step=compare_step,
        target=target,
    )
    if as_json:
        from explorer.cli.json_output import print_json

        print_json({"view": view, "to": display_name(to, 4000), "width": width, "height": height})
    else:
        print(f"{view} view written to {display_name(to, 4000)}", file=sys.stderr)
    return 0
