"""The commands of `ckptx`, declared with click. Each gives its exit status; the work is done elsewhere."""

from __future__ import annotations

from typing import Any

import click

from explorer import __version__
from explorer.cli.graph_command import graph
from explorer.cli.main import FAILED, FINE, PROGRAM
from explorer.cli.options import (
    all_option,
    columns_option,
    json_option,
    key_filter,
    keys_option,
    number_option,
    path_argument,
    range_option,
    step_option,
)
from explorer.cli.restore_commands import check, explain, resume, snippet

VIEWS = ("graph", "variables", "histograms", "compare", "restore", "values")
TABLE_FORMATS = ("csv", "tsv", "markdown", "jsonl")


def run_click(arguments: list[str]) -> int:
    """Run the click command line; give the exit status. Errors of ours pass through."""
    try:
        # Not cli.main(): that turns a broken pipe into exit status 1, which here means "differences".
        with cli.make_context(PROGRAM, arguments) as context:
            status = cli.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        error.show()
        return FAILED
    return status if isinstance(status, int) else FINE


class _InOrder(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name=PROGRAM)
def cli() -> None:
    """Look into TensorFlow checkpoints from the terminal, without TensorFlow.

    PATH is a checkpoint prefix, any file of a checkpoint, or a directory: then its latest
    checkpoint, or the one --step or --number chooses (`verify`: all of them).

    Exit status: 0 fine, 1 differences or problems found, 2 could not do it.
    """


@cli.command()
@click.argument("directory", type=click.Path())
@json_option
def steps(directory: str, as_json: bool) -> int:
    """The checkpoints of DIRECTORY, and which one TensorFlow takes as the latest."""
    from explorer.cli.shows import show_steps

    return show_steps(directory, as_json)


@cli.command("list")
@path_argument
@step_option
@number_option
@keys_option
@columns_option
@json_option
def list_command(
    path: str,
    step: int | None,
    number: int | None,
    globs: tuple[str, ...],
    columns: str | None,
    as_json: bool,
) -> int:
    """The variables of one checkpoint."""
    wanted = key_filter(globs)
    if as_json:
        from explorer.cli.listing import print_list_json

        return print_list_json(path, step=step, number=number, keys=wanted)
    from explorer.cli.shows import show_list

    return show_list(path, step, number, wanted, columns)


@cli.command()
@path_argument
@step_option
@number_option
@keys_option
@click.option(
    "--counts",
    "with_counts",
    is_flag=True,
    help="With --json: the exact counts behind each histogram, as value ranges that do not overlap.",
)
@json_option
def stats(
    path: str,
    step: int | None,
    number: int | None,
    globs: tuple[str, ...],
    with_counts: bool,
    as_json: bool,
) -> int:
    """Statistics of the values, with a small histogram each."""
    from explorer.cli.shows import show_stats

    if with_counts and not as_json:
        raise click.UsageError("--counts goes with --json: a table has no room for them.")
    return show_stats(path, step, number, key_filter(globs), as_json, with_counts=with_counts)


@cli.command()
@click.argument("path", type=click.Path())
@keys_option
@click.option("--to", metavar="FILE", help="Where to; the suffix chooses the format.")
@click.option(
    "--format",
    "table_format",
    type=click.Choice((*TABLE_FORMATS, "parquet")),
    help="Instead of what the suffix says; without --to, to standard output.",
)
@click.option(
    "--changes", is_flag=True, help="Also how much each tensor changed since the checkpoint before."
)
@range_option
@click.option(
    "--no-memory",
    "forgetful",
    is_flag=True,
    help="Neither use nor fill the record of the run, which knows the checkpoints that were deleted.",
)
@json_option
def history(
    path: str,
    globs: tuple[str, ...],
    to: str | None,
    table_format: str | None,
    changes: bool,
    value_range: tuple[float, float] | None,
    forgetful: bool,
    as_json: bool,
) -> int:
    """Statistics over all checkpoints of a directory, one row a step and tensor.

    What was read once is remembered in your cache directory: it is not read again, and stays known
    when the program deletes the checkpoint.
    """
    from explorer.cli.histories import show_history
    from explorer.report.history_table import Asked

    if as_json and table_format is not None and to in (None, "-"):
        raise click.UsageError(f"--json and --format {table_format} contradict each other.")
    return show_history(
        path,
        key_filter(globs),
        to=to,
        table_format=table_format,
        asked=Asked(changes, value_range),
        remember=not forgetful,
        as_json=as_json,
    )


@cli.command()
@click.argument("older", type=click.Path())
@click.argument("newer", type=click.Path())
@click.option(
    "--older-step", type=int, metavar="N", help="If OLDER is a directory: the checkpoint of this step."
)
@click.option(
    "--newer-step", type=int, metavar="N", help="If NEWER is a directory: the checkpoint of this step."
)
@click.option("--values", is_flag=True, help="Compare the values and say how large the change is.")
@click.option("--rtol", type=click.FloatRange(0), help="Values are equal within this share of the older one.")
@click.option("--atol", type=click.FloatRange(0), help="Values are equal within this distance.")
@click.option("--ignore-slots", is_flag=True, help="Leave out the slot variables of optimizers.")
@click.option("--ignore-bookkeeping", is_flag=True, help="Leave out counters and the object graph.")
@click.option("--by-change", is_flag=True, help="Like --values, the largest relative change first.")
@click.option(
    "--match-renamed", is_flag=True, help="Compare tensors that seem to have another name on each side."
)
@keys_option
@all_option
@json_option
def diff(
    older: str,
    newer: str,
    older_step: int | None,
    newer_step: int | None,
    globs: tuple[str, ...],
    **options: Any,
) -> int:
    """What differs between two checkpoints. Exit status 1 when something does.

    Without --values, equal values are told by their stored checksums; the values are not read. A
    tolerance is numpy.allclose's: |newer - older| <= atol + rtol * |older|; it reads the values.
    """
    from explorer.cli.differences import show_diff

    return show_diff((older, older_step), (newer, newer_step), key_filter(globs), **options)


for command in (check, snippet, explain, resume):
    cli.add_command(command)


@cli.command()
@path_argument
@step_option
@number_option
@click.option(
    "--checkpoint-file",
    "only_state",
    is_flag=True,
    help="Print the text that the directory's 'checkpoint' file should have, and nothing else.",
)
@json_option
def verify(path: str, step: int | None, number: int | None, only_state: bool, as_json: bool) -> int:
    """Read every byte and compare every checksum. Exit status 1 when something is wrong.

    Of a directory: all its checkpoints (or the one that --step or --number chooses), its
    'checkpoint' file, and its graph files against what the checkpoints hold. Nothing is changed.
    """
    from explorer.cli.verifying import print_state_file, show_verify

    if only_state:
        if step is not None or number is not None:
            raise click.UsageError(
                "--checkpoint-file is about the whole directory: leave out --step and --number."
            )
        return print_state_file(path, as_json)
    return show_verify(path, step, number, as_json)


@cli.command()
@path_argument
@step_option
@number_option
@click.option(
    "--to", metavar="FILE", help="Where to; the suffix chooses the format. Standard output when left out."
)
@click.option(
    "--format", "table_format", type=click.Choice(TABLE_FORMATS), help="Instead of what the suffix says."
)
@click.option(
    "--all-steps", is_flag=True, help="All checkpoints of a directory, one row a step and variable."
)
@columns_option
@keys_option
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="With --to: say in JSON what was written. Else: the table as JSON lines.",
)
def export(
    path: str,
    step: int | None,
    number: int | None,
    to: str | None,
    table_format: str | None,
    all_steps: bool,
    columns: str | None,
    globs: tuple[str, ...],
    as_json: bool,
) -> int:
    """The variable table as CSV, TSV, Markdown or JSON lines."""
    from explorer.cli.exports import export_table

    if all_steps and (step is not None or number is not None):
        raise click.UsageError("--all-steps takes them all: leave out --step and --number.")
    to_stdout = to in (None, "-")
    if as_json and to_stdout and table_format not in (None, "jsonl"):
        raise click.UsageError(f"--json and --format {table_format} contradict each other.")
    return export_table(
        path,
        step,
        number,
        to,
        "jsonl" if as_json and to_stdout else table_format,
        all_steps=all_steps,
        columns=columns,
        keys=key_filter(globs),
        as_json=as_json,
    )


cli.add_command(graph)


@cli.command()
@path_argument
@click.option("--view", required=True, type=click.Choice(VIEWS), help="Which view the window shows.")
@click.option("--to", required=True, metavar="FILE.png", help="Where to.")
@step_option
@click.option("--key", metavar="KEY", help="The variable that is chosen in the window.")
@click.option("--compare-step", type=int, metavar="N", help="The older step of the compare view.")
@click.option("--target", type=click.Path(), help="The target of the restore view, another checkpoint.")
@click.option("--theme", type=click.Choice(("light", "dark")), default="light", show_default=True)
@click.option("--width", type=click.IntRange(320, 10000), default=1280, show_default=True)
@click.option("--height", type=click.IntRange(240, 10000), default=800, show_default=True)
@json_option
def screenshot(path: str, view: str, to: str, as_json: bool, **options: Any) -> int:
    """A picture of the window, drawn without a display."""
    from explorer.cli.exports import export_screenshot

    return export_screenshot(path, view, to, as_json, **options)
