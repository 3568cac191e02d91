"""What a search in the graph may go on with: names of fields, and values of fields that occur in the file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.checkpoints.roles import ROLES
from explorer.formats.dtypes import data_type
from explorer.report.graph_fields import IS_WORDS
from explorer.report.graph_index import GraphIndex, class_names
from explorer.report.graph_query import FIELDS, LONGEST_QUERY, Word, query_words
from explorer.report.graph_words import EXACT, KnownOfNodes, word_worth
from explorer.report.numbers import display_name, format_counted

MOST_OFFERED, MOST_VALUES = 8, 400
EXAMPLE = "role:slot dtype:bfloat16 shape:[*,768]"
_EXAMPLES = {"size": (">1MiB", "<=4096", "1KiB..2MiB"), "elements": (">1M", "1", "10..100")}


@dataclass(frozen=True, slots=True)
class Completion:
    """One offer: the whole query with it, what to show, what it is about."""

    query: str
    text: str
    told: str


def completions(
    index: GraphIndex | None, query: str, known: KnownOfNodes | None = None
) -> tuple[Completion, ...]:
    """Offers for the word at the end of `query`; fields by their first letters, values by any part of them."""
    words = query_words(query)
    last = words[-1] if words and words[-1].end == len(query[:LONGEST_QUERY]) else None
    if last is None or (not last.field and not last.quoted and not last.unknown_field):
        typed = last.text.lstrip("-") if last is not None else ""
        if words and (last is None or len(typed) < 2):
            return ()
        start = query[: last.start] + ("-" if last.negated else "") if last is not None else query
        return tuple(
            Completion(f"{start}{name}:", f"{name}:", told)
            for name, told in FIELDS.items()
            if name.startswith(typed) and name != typed
        )[: len(FIELDS)]
    if not last.field or index is None:
        return ()
    sign = "-" if last.negated else ""
    start = f"{query[: last.start]}{sign}{last.field}:"
    return tuple(
        Completion(f"{start}{_quoted(value)} ", f"{last.field}:{display_name(value, 40)}", told)
        for value, told in _values(index, last, known or KnownOfNodes())
        if last.text in value.lower() and last.text != value.lower()
    )[:MOST_OFFERED]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value and not value.startswith("[") else value


def _values(index: GraphIndex, word: Word, known: KnownOfNodes) -> list[tuple[str, str]]:
    """(value, how many nodes) of a field, the most frequent first."""
    graph, table = index.graph, index.table
    if word.field == "role":
        return _counted(ROLES, np.bincount(graph.role, minlength=len(ROLES)))
    if word.field == "class":
        counts = np.bincount(np.maximum(graph.class_id, 0), minlength=len(graph.classes))
        number = {name: place for place, name in enumerate(graph.classes)}
        return [(name, _nodes(int(counts[number[name]]))) for name in class_names(graph)[:MOST_VALUES]]
    if word.field == "is":
        masks = [int((word_worth(index, Word(name, "is"), EXACT, known) > 0).sum()) for name in IS_WORDS]
        return [(name, f"{told} · {_nodes(count)}") for (name, told), count in zip(IS_WORDS.items(), masks)]
    if word.field in _EXAMPLES:
        return [] if word.text else [(example, "") for example in _EXAMPLES[word.field]]
    if table is None or not len(table) or word.field not in ("dtype", "shape"):
        return []
    rows = index.row[index.row >= 0]
    if word.field == "dtype":
        numbers, counts = np.unique(table.dtype[rows], return_counts=True)
        return _counted([data_type(int(number)).name for number in numbers], counts)
    counts = np.bincount(table.shape_id[rows], minlength=len(table.shapes))
    best = np.argsort(-counts, kind="stable")[:MOST_VALUES].tolist()
    texts = ["[" + ",".join(map(str, table.shapes[number])) + "]" for number in best]
    return _counted(texts, counts[best])


def _counted(names: tuple[str, ...] | list[str], counts: np.ndarray) -> list[tuple[str, str]]:
    order = np.argsort(-counts, kind="stable").tolist()
    return [(names[place], _nodes(int(counts[place]))) for place in order if counts[place]]


def _nodes(count: int) -> str:
    return format_counted(count, "node")
