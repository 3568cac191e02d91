"""The object graph as files: which formats there are, and the pieces of text each is written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from explorer.errors import ExplorerError
from explorer.formats.tensor_table import TensorTable
from explorer.report.graph_parts import GraphPart
from explorer.report.palette import Palette, palette
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.report.graph_colours import Categories

FORMATS = ("dot", "graphml", "svg", "json", "png")


def part_pieces(
    part: GraphPart,
    format: str,
    table: TensorTable | None = None,
    colours: Mapping[int, str] = MappingProxyType({}),
    theme: Palette | None = None,
    *,
    title: str = "",
    is_top_down: bool = True,
    background: str = "",
    task: Task = QUIET,
) -> Iterator[str]:
    """A part of a graph as "dot", "graphml" or "json"; `colours` of its nodes are "#RRGGBB"."""
    theme = theme or palette(False)
    if format == "json":
        from explorer.report.graph_json import json_pieces

        return json_pieces(part, task)
    if format == "graphml":
        from explorer.report.graphml import graphml_pieces

        return graphml_pieces(part, table, colours, task)
    if format == "dot":
        from explorer.report.graph_dot import dot_pieces

        return dot_pieces(
            part, table, colours, theme,
            title=title, is_top_down=is_top_down, background=background, task=task,
        )  # fmt: skip
    raise ExplorerError(f"there is no graph format {format!r}", hint=f"Formats: {', '.join(FORMATS)}.")


def category_colours(part: GraphPart, categories: Categories, theme: Palette) -> dict[int, str]:
    """The colour of each node by its own category, folded or not."""
    paints = [kind.paint(theme) for kind in categories.kinds]
    from explorer.report.graph_colours import BY_ROLE

    paints.append(theme.muted if categories.mode == BY_ROLE else theme.as_mark(theme.border))
    codes = categories.code[part.nodes].tolist()
    return {node: paints[code] for node, code in zip(part.nodes.tolist(), codes, strict=True)}
