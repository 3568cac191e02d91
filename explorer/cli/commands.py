"""The commands of `ckptx`, declared with click. Each gives its exit status; the work is done elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from fnmatch import translate
from typing import Any

import click

from explorer import __version__
from explorer.checkpoints.conditions import GENERATIONS
from explorer.cli.main import FAILED, FINE, PROGRAM

VIEWS = ("graph", "variables", "histograms", "compare", "restore", "values")
GRAPH_FORMATS = ("dot", "graphml", "svg", "json")
TABLE_FORMATS = ("csv", "tsv", "markdown", "jsonl")

_path = click.argument("path", type=click.Path())
_step = click.option("--step", type=int, metavar="N", help="Of a directory: the checkpoint of this step.")
_number = click.option(
    "--number", type=int, metavar="N", help="Of a directory: the checkpoint of this save number."
)
_json = click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
_keys = click.option(
    "--keys", "globs", multiple=True, metavar="GLOB", help="Only keys that match, as in '*/kernel*'. May be repeated."
)  # fmt: skip


class _ColumnsOption(click.Option):
    """Lists the columns in its help, and imports them for that only."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from explorer.report.columns import BY_ID

        self.help = f"Which columns, by id or heading; 'all' for all of them. Ids: {', '.join(BY_ID)}."
        return super().get_help_record(ctx)


_columns = click.option(
    "--columns", cls=_ColumnsOption, metavar="ID,ID", help="Which columns, by id or heading."
)
_force = click.option("--all", "show_all", is_flag=True, help="Show the rows without a finding, too.")


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
@_json
def steps(directory: str, as_json: bool) -> int:
    """The checkpoints of DIRECTORY, and which one TensorFlow takes as the latest."""
    from explorer.cli.shows import show_steps

    return show_steps(directory, as_json)


@cli.command("list")
@_path
@_step
@_number
@_keys
@_columns
@_json
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
@_path
@_step
@_number
@_keys
@_json
def stats(path: str, step: int | None, number: int | None, globs: tuple[str, ...], as_json: bool) -> int:
    """Statistics of the values, with a small histogram each."""
    from explorer.cli.shows import show_stats

    return show_stats(path, step, number, key_filter(globs), as_json)


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
@_keys
@_force
@_json
def diff(
    older: str,
    newer: str,
    older_step: int | None,
    newer_step: int | None,
    values: bool,
    globs: tuple[str, ...],
    show_all: bool,
    as_json: bool,
) -> int:
    """What differs between two checkpoints. Exit status 1 when something does.

    Without --values, equal values are told by their stored checksums; the values are not read.
    """
    from explorer.cli.shows import show_diff

    return show_diff(
        (older, older_step),
        (newer, newer_step),
        key_filter(globs),
        values=values,
        show_all=show_all,
        as_json=as_json,
    )


@cli.command()
@click.argument("checkpoint", type=click.Path())
@click.argument("target", type=click.Path(), nargs=-1, required=True)
@_step
@_number
@click.option(
    "--target-step", type=int, metavar="N", help="If TARGET is a directory: the checkpoint of this step."
)
@click.option("--api", metavar="ID", help="One way of loading, as saver.restore; else all that fit.")
@click.option("--tf", "tensorflow", type=click.Choice(GENERATIONS), help="The TensorFlow that will restore.")
@click.option(
    "--variables",
    type=click.Choice(("resource", "ref")),
    help="The kind of variables of a graph: TensorFlow 2 makes resource variables.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "junit", "sarif", "markdown")),
    help="How to print the report; --json is short for json.",
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="WORD",
    help="What gives exit status 1: a verdict, 'raises', 'silently wrong', 'restores in part', or 'never'. May be repeated.",
)
@click.option("--cures", "show_cures", is_flag=True, help="Print every cure with its code.")
@click.option(
    "--verify/--no-verify",
    default=True,
    help="Read the values and verify their checksums (default), or look at the index only, which is faster.",
)
@_force
@_json
def check(
    checkpoint: str,
    target: tuple[str, ...],
    step: int | None,
    number: int | None,
    target_step: int | None,
    api: str | None,
    tensorflow: str | None,
    variables: str | None,
    form: str | None,
    fail_on: tuple[str, ...],
    show_cures: bool,
    verify: bool,
    show_all: bool,
    as_json: bool,
) -> int:
    """What will TensorFlow do when CHECKPOINT is restored into the model of TARGET?

    TARGET is another checkpoint, a program's graph (.meta, graph.pbtxt, SavedModel), a Keras
    configuration, a table of names and shapes, or the file the copied snippet writes; several
    files of one program may be named. The values that would be restored are read and their
    checksums verified, unless --no-verify is given. Exit status 1 when a variable would not get
    its value, or the likeliest way of loading (or the one --api names) raises or goes wrong silently.
    """
    from explorer.analysis.restoring.apis import API
    from explorer.cli.checking import fail_words, show_check

    fail_on = tuple(word.lower() for word in fail_on)
    for word in fail_on:
        if word not in fail_words():
            raise click.BadParameter(f"{word!r} is no verdict. There are: {', '.join(fail_words())}.")
    if api is not None and api not in API:
        raise click.BadParameter(f"{api!r} is no way of loading. There are: {', '.join(API)}.")
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} contradict each other.")
    return show_check(
        checkpoint,
        target,
        step,
        number,
        target_step,
        api=api,
        tensorflow=tensorflow,
        variables=variables,
        fail_on=fail_on,
        show_all=show_all,
        show_cures=show_cures,
        verify=verify,
        form="json" if as_json else form or "text",
    )


@cli.command()
def snippet() -> int:
    """Print the snippet to paste into a live program: it writes model_spec.json, which `check` takes as TARGET."""
    from explorer.resources import snippet_text

    sys.stdout.write(snippet_text())
    return FINE


@cli.command()
@click.argument("text", type=click.Path(allow_dash=True), default="-")
@click.option("--checkpoint", type=click.Path(), help="The checkpoint the error is about.")
@click.option("--target", type=click.Path(), help="The model that was to be restored; as `check` takes it.")
@_json
def explain(text: str, checkpoint: str | None, target: str | None, as_json: bool) -> int:
    """What does an error of TensorFlow or Keras mean? TEXT is a file with the traceback or log, or - for standard input.

    With --checkpoint and --target the variables it means are listed, and those with the same
    fault. Exit status 1 when the text holds an error that is known, 0 when it holds none.
    """
    from explorer.cli.advice import show_explain

    return show_explain(text, checkpoint, target, as_json)


@cli.command()
@_path
@click.argument("target", type=click.Path(), required=False)
@_step
@_number
@click.option(
    "--read-values", is_flag=True, help="Also read the optimizer's slots, to tell those that are all zero."
)
@_json
def resume(
    path: str,
    target: str | None,
    step: int | None,
    number: int | None,
    read_values: bool,
    as_json: bool,
) -> int:
    """Will training continue where this checkpoint stopped, on the model of TARGET where one is named?

    Looks for the optimizer's slots of every trained variable, the counters and whether they agree,
    the learning rate, and the state of iterators. Exit status 1 when something is missing or wrong.
    """
    from explorer.cli.advice import show_resume

    return show_resume(path, target, step, number, read_values=read_values, as_json=as_json)


@cli.command()
@_path
@_step
@_number
@click.option(
    "--checkpoint-file",
    "only_state",
    is_flag=True,
    help="Print the text that the directory's 'checkpoint' file should have, and nothing else.",
)
@_json
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
@_path
@_step
@_number
@click.option(
    "--to", metavar="FILE", help="Where to; the suffix chooses the format. Standard output when left out."
)
@click.option(
    "--format", "table_format", type=click.Choice(TABLE_FORMATS), help="Instead of what the suffix says."
)
@click.option(
    "--all-steps", is_flag=True, help="All checkpoints of a directory, one row a step and variable."
)
@_columns
@_keys
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


@cli.command()
@_path
@_step
@_number
@click.option(
    "--format",
    "graph_format",
    type=click.Choice(GRAPH_FORMATS),
    help="Default: by the suffix of --to, else dot.",
)
@click.option("--to", metavar="FILE", help="Where to; standard output when left out.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="With --to: say in JSON what was written. Else: the graph as JSON.",
)
def graph(
    path: str, step: int | None, number: int | None, graph_format: str | None, to: str | None, as_json: bool
) -> int:
    """The object graph (name-based checkpoints: the scope tree) as DOT, GraphML, SVG or JSON."""
    from explorer.cli.exports import export_graph

    to_stdout = to in (None, "-")
    if as_json and to_stdout and graph_format not in (None, "json"):
        raise click.UsageError(f"--json and --format {graph_format} contradict each other.")
    chosen = "json" if as_json and to_stdout else graph_format
    return export_graph(path, step, number, chosen, to, as_json=as_json)


@cli.command()
@_path
@click.option("--view", required=True, type=click.Choice(VIEWS), help="Which view the window shows.")
@click.option("--to", required=True, metavar="FILE.png", help="Where to.")
@_step
@click.option("--key", metavar="KEY", help="The variable that is chosen in the window.")
@click.option("--compare-step", type=int, metavar="N", help="The older step of the compare view.")
@click.option("--target", type=click.Path(), help="The target of the restore view, another checkpoint.")
@click.option("--theme", type=click.Choice(("light", "dark")), default="light", show_default=True)
@click.option("--width", type=click.IntRange(320, 10000), default=1280, show_default=True)
@click.option("--height", type=click.IntRange(240, 10000), default=800, show_default=True)
@_json
def screenshot(path: str, view: str, to: str, as_json: bool, **options: Any) -> int:
    """A picture of the window, drawn without a display."""
    from explorer.cli.exports import export_screenshot

    return export_screenshot(path, view, to, as_json, **options)


def key_filter(globs: tuple[str, ...]) -> Callable[[str], bool] | None:
    """A predicate that says whether a key matches one of the globs (`*` matches `/` as well); None for no globs."""
    if not globs:
        return None
    import re

    matches = [re.compile(translate(glob)).match for glob in globs]
    return lambda key: any(match(key) for match in matches)


def print_json(document: object) -> None:
    """One JSON document on standard output, ASCII."""
    sys.stdout.write(json.dumps(document, allow_nan=False) + "\n")
