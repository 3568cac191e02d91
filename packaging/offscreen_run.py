"""What `make run` does without a display: the table of steps, a picture of the window, the CSV of its variables.

Started by dev.py inside the environment: `offscreen_run.py PATH OUTPUT_FOLDER`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.checkpoints.model_dir import ModelDir


def main(path: Path, output: Path) -> int:
    import explorer

    try:
        output.mkdir(exist_ok=True)
        if path.is_dir():
            directory = explorer.open_model_dir(path)
            print_steps(directory)
        checkpoint = explorer.open_checkpoint(path)
        write_csv(checkpoint, output / "variables.csv")
        draw_window(path, output / "window.png")
    except explorer.ExplorerError as error:
        print(f"\n{error}", file=sys.stderr)
        if error.hint:
            print(f"-> {error.hint}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"\nCannot write into {output}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"\nThe window, as a picture:     {output / 'window.png'}")
    print(f"Its {checkpoint.variable_count} variables, as a table:   {output / 'variables.csv'}")
    print("On a machine with a display the same command opens the window.")
    return 0


def print_steps(directory: ModelDir) -> None:
    """One line a checkpoint; of many, the first and the last ones."""
    from explorer.report.numbers import format_bytes

    entries = directory.checkpoints
    shown = entries if len(entries) <= 12 else entries[:5] + entries[-5:]
    width = max((len(entry.prefix) for entry in shown), default=0)
    print(f"\n{'step':>10}  {'checkpoint':<{max(width, 10)}}  {'size':>10}  status")
    for index, entry in enumerate(shown):
        if len(shown) < len(entries) and index == 5:
            print(f"{'...':>10}  {len(entries) - len(shown)} more")
        step = "-" if entry.step is None else f"{entry.step:,}"
        size = "-" if entry.size_bytes is None else format_bytes(entry.size_bytes)
        print(f"{step:>10}  {entry.prefix:<{max(width, 10)}}  {size:>10}  {entry.status}")


def write_csv(checkpoint: Checkpoint, to: Path) -> None:
    from explorer.report.columns import COLUMNS
    from explorer.report.csv_table import write_variable_table

    columns = [column for column in COLUMNS if column.is_default and not column.needs_statistics]
    write_variable_table(to, (checkpoint,), columns)


def draw_window(path: Path, to: Path) -> None:
    from explorer.gui.app import screenshot

    screenshot(path, view="graph", to=to)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
