"""`ckptx graph`: the graph as a tree on the terminal, or written as text or picture."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from click import UsageError

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.cli.graph_command import COLOURS, DIRECTIONS, SCALES
from explorer.cli.listing import open_chosen
from explorer.cli.main import FINE, FOUND
from explorer.cli.progress import progress_task
from explorer.errors import UnsupportedFileError
from explorer.report.numbers import display_name, format_counted
from explorer.report.palette import Palette, palette
from explorer.task import Task

if TYPE_CHECKING:
    from explorer.report.graph_colours import Colouring
    from explorer.report.graph_drawing import GraphDrawing
    from explorer.report.graph_request import AskedGraph, GraphRequest

BY_SUFFIX = {
    ".dot": "dot", ".gv": "dot", ".graphml": "graphml", ".svg": "svg", ".json": "json", ".png": "png",
}  # fmt: skip
PICTURES = ("svg", "png")
TREE = "tree"


@dataclass(frozen=True)
class _Look:
    palette: Palette
    is_transparent: bool
    scale: str


def show_graph(
    path: str,
    to: str | None,
    graph_format: str | None,
    *,
    step: int | None,
    number: int | None,
    as_json: bool,
    theme: str,
    colour_blind: bool,
    background: str,
    scale: str,
    **options: Any,
) -> int:
    """Print or write the graph; exit status 1 when the checkpoint has problems."""
    form = graph_format or (TREE if to is None else BY_SUFFIX.get(Path(to).suffix.lower(), ""))
    if not form:
        raise UnsupportedFileError(
            "no format of a graph has that suffix",
            hint="Name the file *.svg, *.png, *.dot, *.graphml or *.json, or choose with --format.",
            path=str(to),
        )
    checkpoint = open_chosen(path, step=step, number=number)
    look = _Look(palette(theme == "dark", colour_blind), background == "transparent", scale)
    with progress_task() as task:
        if form == "json" and _is_plain(options):
            # What scripts ask for most needs neither layout nor colours.
            from explorer.report.graph_json import json_pieces
            from explorer.report.graph_parts import whole_part

            told = _write(to, json_pieces(whole_part(checkpoint.graph), task))
        else:
            request = _request(path, checkpoint, form, task, **options)
            told = _answer(checkpoint, request, form, to, look, task)
    status = FOUND if checkpoint.problems else FINE
    if to is not None and as_json:
        from explorer.cli.json_output import print_json
        from explorer.report.json_shapes import json_text

        problems = [json_text(problem) for problem in checkpoint.problems]
        print_json({"to": json_text(to), "format": form, "problems": problems})
    elif to is not None:
        print(f"graph written to {display_name(to, 4000)}{f': {told}' if told else ''}", file=sys.stderr)
    for problem in checkpoint.problems:
        print(display_name(problem, 4000), file=sys.stderr)
    return status


def _is_plain(options: dict[str, Any]) -> bool:
    """Whether nothing was asked for that changes which nodes there are."""
    changes = ("below", "query", "fold", "unfold", "depth", "older", "target")
    return options["scope"] != "visible" and not any(options[name] for name in changes)


def _request(
    path: str,
    checkpoint: Checkpoint,
    form: str,
    task: Task,
    *,
    scope: str | None,
    below: str | None,
    query: str,
    fold: tuple[str, ...],
    unfold: tuple[str, ...],
    depth: int | None,
    helpers: bool,
    direction: str,
    layout: str,
    colour_by: str | None,
    older: str | None,
    target: str | None,
) -> GraphRequest:
    from explorer.report.graph_drawing import GraphState
    from explorer.report.graph_parts import VISIBLE, WHOLE
    from explorer.report.graph_request import GraphRequest

    folds = bool(fold or unfold or depth)
    if folds and scope == WHOLE:
        raise UsageError("--of whole has nothing folded: leave out --fold, --unfold and --depth.")
    if scope is None:
        scope = VISIBLE if folds or form in (*PICTURES, TREE) else WHOLE
    if colour_by is None:
        colour_by = "difference" if older else "verdict" if target else "role"
    if colour_by in ("difference", "moved") and not older:
        raise UsageError(f"--colour-by {colour_by} needs --older: a step or a path to compare with.")
    if colour_by == "verdict" and not target:
        raise UsageError("--colour-by verdict needs --target: what the checkpoint is restored into.")
    report = None
    if target:
        from explorer.analysis.restore import check_restore
        from explorer.checkpoints.spec import as_spec

        report = check_restore(checkpoint, as_spec(target), task=task)
    state = GraphState(show_helpers=helpers, orientation=DIRECTIONS[direction], form=layout)
    return GraphRequest(
        scope, below, query, fold, unfold, depth, state, COLOURS[colour_by],
        None if not older else _older(path, older), report, _say,
    )  # fmt: skip


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _older(path: str, older: str) -> Checkpoint:
    """A step of the directory asked for, or a path of its own."""
    if older.isascii() and older.isdecimal() and not Path(older).exists():
        directory = Path(path)
        return open_chosen(str(directory if directory.is_dir() else directory.parent), step=int(older))
    return open_chosen(older)


def _answer(
    checkpoint: Checkpoint, request: GraphRequest, form: str, to: str | None, look: _Look, task: Task
) -> str:
    """Print or write it; what there is to say about the file."""
    from explorer.report.graph_request import ask_graph

    asked = ask_graph(checkpoint, request, task)
    if form == TREE:
        drawing = asked.drawing(task)
        _print_tree(drawing, asked.colouring(drawing, look.palette), asked)
        return ""
    title = f"Object graph of {display_name(checkpoint.name)}"
    if form in PICTURES:
        return _picture(asked, form, to, look, title, task)
    from explorer.report.graph_files import part_pieces

    part = asked.part(task)
    pieces = part_pieces(
        part, form, asked.table, asked.colours(part, look.palette), look.palette,
        title=title, is_top_down=request.state.orientation != DIRECTIONS["right"],
        background="" if look.is_transparent else look.palette.canvas, task=task,
    )  # fmt: skip
    return _write(to, pieces)


def _picture(asked: AskedGraph, form: str, to: str | None, look: _Look, title: str, task: Task) -> str:
    from explorer.report.graph_svg import PictureLook, svg_pieces

    drawing = asked.drawing(task)
    colouring = asked.colouring(drawing, look.palette)
    nodes = format_counted(drawing.count, "node")
    subtitle = f"{nodes}, coloured by {asked.request.mode}"
    picture = PictureLook(look.palette, colouring, title, subtitle, look.is_transparent)
    if form == "svg":
        _write(to, svg_pieces(drawing, picture, task))
        return nodes
    from explorer.cli.window import picture_painter

    paint = picture_painter()
    if to is not None:
        return f"{nodes}, {paint(Path(to), drawing, picture, SCALES[look.scale], task)}"
    with TemporaryDirectory() as folder:  # a PNG is painted into a file, and then copied into the pipe
        file = Path(folder) / "graph.png"
        _say(f"{nodes}, {paint(file, drawing, picture, SCALES[look.scale], task)}")
        with file.open("rb") as painted:
            copyfileobj(painted, sys.stdout.buffer)
    return ""


def _write(to: str | None, pieces: Iterator[str]) -> str:
    if to is None:
        for piece in pieces:
            _to_stdout(piece)
        return ""
    from explorer.report.atomic import atomic_write

    with atomic_write(to) as file:
        for piece in pieces:
            file.write(piece)
    return ""


def _to_stdout(text: str) -> None:
    """UTF-8 into files and pipes whatever the platform's own encoding is: it is what the formats' heads say."""
    out = getattr(sys.stdout, "buffer", None)
    if out is None or sys.stdout.isatty():
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    out.write(text.encode("utf-8", "backslashreplace"))


def _print_tree(drawing: GraphDrawing, colouring: Colouring, asked: AskedGraph) -> None:
    from explorer.cli.tables import RICH_ROWS, ROLE_STYLES, print_lines
    from explorer.report.graph_colours import BY_ROLE
    from explorer.report.graph_outline import PLAIN_LINES, outline, totals

    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    by_role = colouring.mode == BY_ROLE
    rows: list[tuple[tuple[str, str], ...]] = []
    for line in outline(drawing, colouring):
        lead, mark = line.lead, line.mark
        if not is_utf8:
            lead, mark = lead.translate(PLAIN_LINES), mark.translate(PLAIN_LINES)
        style = ROLE_STYLES.get(line.role, "") if by_role else line.colour
        detail = f"  {line.detail}" if line.detail else ""
        rows.append(((lead, "bright_black"), (f"{mark} {line.name}", style), (detail, "bright_black")))
    if sys.stdout.isatty() and len(rows) <= RICH_ROWS:
        print_lines(rows)
    else:
        for row in rows:
            sys.stdout.write("".join(text for text, _ in row) + "\n")
    for note in totals(drawing, colouring, asked.table):
        sys.stdout.write(note + "\n")
