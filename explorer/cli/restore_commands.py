"""The commands about restoring, declared with click: what a restore does, what an error means, what goes on."""

from __future__ import annotations

import sys

import click

from explorer.checkpoints.conditions import GENERATIONS, VARIABLE_KINDS
from explorer.cli.main import FINE
from explorer.cli.options import all_option, json_option, number_option, path_argument, step_option


@click.command()
@click.argument("checkpoint", type=click.Path())
@click.argument("target", type=click.Path(), nargs=-1, required=True)
@step_option
@number_option
@click.option(
    "--target-step", type=int, metavar="N", help="If TARGET is a directory: the checkpoint of this step."
)
@click.option("--api", metavar="ID", help="One way of loading, as saver.restore; else all that fit.")
@click.option("--tf", "tensorflow", type=click.Choice(GENERATIONS), help="The TensorFlow that will restore.")
@click.option(
    "--variables",
    type=click.Choice(VARIABLE_KINDS),
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
@all_option
@json_option
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


@click.command()
def snippet() -> int:
    """Print the snippet to paste into a live program: it writes model_spec.json, which `check` takes as TARGET."""
    from explorer.resources import snippet_text

    sys.stdout.write(snippet_text())
    return FINE


@click.command()
@click.argument("text", type=click.Path(allow_dash=True), default="-")
@click.option("--checkpoint", type=click.Path(), help="The checkpoint the error is about.")
@click.option("--target", type=click.Path(), help="The model that was to be restored; as `check` takes it.")
@json_option
def explain(text: str, checkpoint: str | None, target: str | None, as_json: bool) -> int:
    """What does an error of TensorFlow or Keras mean? TEXT is a file with the traceback or log, or - for standard input.

    With --checkpoint and --target the variables it means are listed, and those with the same
    fault. Exit status 1 when the text holds an error that is known, 0 when it holds none.
    """
    from explorer.cli.advice import show_explain

    return show_explain(text, checkpoint, target, as_json)


@click.command()
@path_argument
@click.argument("target", type=click.Path(), required=False)
@step_option
@number_option
@click.option(
    "--read-values", is_flag=True, help="Also read the optimizer's slots, to tell those that are all zero."
)
@json_option
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
