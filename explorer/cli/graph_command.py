"""`ckptx graph`, declared with click."""

from __future__ import annotations

import sys
from typing import Any

import click

from explorer.cli.options import json_option, number_option, path_argument, step_option

FORMATS = ("dot", "graphml", "svg", "json", "png")
COLOURS = {  # word: mode of report.graph_colours
    "role": "role",
    "difference": "difference",
    "verdict": "restore verdict",
    "size": "size",
    "dtype": "dtype",
    "moved": "how much it moved",
    "finite": "NaN and infinities",
}
DIRECTIONS = {"down": "top-down", "right": "left-right", "auto": "automatic"}
BACKGROUNDS = ("theme", "transparent")
SCALES = {"1x": 1.0, "2x": 2.0, "print": 300 / 96}


@click.command()
@path_argument
@step_option
@number_option
@click.option(
    "--format",
    "graph_format",
    type=click.Choice(FORMATS),
    help="Instead of what the suffix of --to says. Without both: a tree for reading.",
)
@click.option(
    "--to", metavar="FILE", help="Where to; standard output when left out (a PNG: into a pipe only)."
)
@click.option(
    "--of",
    "scope",
    type=click.Choice(("whole", "visible")),
    help="Every node, or folded as the window does. Default: whole for dot, graphml and json, else visible.",
)
@click.option("--below", metavar="PATH", help="Only that node and what is below it.")
@click.option(
    "--select",
    "query",
    metavar="QUERY",
    default="",
    help="Only what the window's search finds: 'kernel dtype:float32'.",
)
@click.option("--fold", multiple=True, metavar="PATH", help="Fold that node. May be repeated.")
@click.option("--unfold", multiple=True, metavar="PATH", help="Unfold that node. May be repeated.")
@click.option("--depth", type=click.IntRange(1), metavar="N", help="Fold what is deeper than N levels.")
@click.option("--helpers", is_flag=True, help="Also nodes that hold no value and lead to none.")
@click.option(
    "--direction", type=click.Choice(tuple(DIRECTIONS)), default="auto", show_default=True,
    help="Where the root leads to, in pictures and dot; auto: whichever reads better, as in the window.",
)  # fmt: skip
@click.option(
    "--layout", type=click.Choice(("auto", "layered", "wrapped")), default="auto", show_default=True,
    help="Levels with curved edges, or rows for many nodes.",
)  # fmt: skip
@click.option(
    "--colour-by", "--color-by", "colour_by", type=click.Choice(tuple(COLOURS)),
    help="Default: role; difference with --older, verdict with --target.",
)  # fmt: skip
@click.option("--older", metavar="STEP|PATH", help="What the checkpoint is compared with.")
@click.option("--target", metavar="TARGET", help="What it is restored into, as for `check`.")
@click.option("--theme", type=click.Choice(("light", "dark")), default="light", show_default=True)
@click.option("--colour-blind", is_flag=True, help="The set of colours for the colour-blind.")
@click.option("--background", type=click.Choice(BACKGROUNDS), default="theme", show_default=True)
@click.option(
    "--scale", type=click.Choice(tuple(SCALES)), default="2x", show_default=True,
    help="Of a PNG; print is 300 dots per inch.",
)  # fmt: skip
@json_option
def graph(path: str, to: str | None, graph_format: str | None, as_json: bool, **options: Any) -> int:
    """The object graph (name-based checkpoints: the scope tree), as a tree or in a file.

    Without --to and --format it is printed as a tree, repeated blocks as one line each; --json
    prints it as node-link JSON, or, with --to, what was written.
    """
    from explorer.cli.graphs import show_graph

    to_stdout = to in (None, "-")
    if as_json and to_stdout and graph_format not in (None, "json"):
        raise click.UsageError(f"--json and --format {graph_format} contradict each other.")
    if graph_format == "png" and to_stdout and sys.stdout.isatty():
        raise click.UsageError("A PNG goes to a file or a pipe, not onto a terminal: name it with --to.")
    chosen = "json" if as_json and to_stdout else graph_format
    return show_graph(path, None if to_stdout else to, chosen, as_json=as_json, **options)
