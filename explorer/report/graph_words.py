"""Which nodes one word of a search means, and how well: letters of paths, roles, dtypes, shapes, sizes, classes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from explorer.checkpoints.roles import ROLE_CODE, ROLES
from explorer.formats.dtypes import data_type
from explorer.report.graph_fields import (
    IS_WORDS,
    SHORT_DTYPES,
    Bools,
    FieldError,
    dtype_numbers,
    named_values,
    number_mask,
    role_codes,
)
from explorer.report.graph_index import GraphIndex, class_names
from explorer.report.graph_query import Word, glob_pattern, is_glob
from explorer.report.numbers import display_name
from explorer.report.text_lines import IN_NAME, INSIDE, RUNS_IN_NAME, Numbers, TextLines

KIND_WORTH, CLASS_WORTH, GIVEN_NAME_WORTH, OTHER_PATH_LESS = 20, 50, 26, 6
EXACT, LOOSE = 1, 2  # whole words and beginnings of words; also letters that only come in order
_REMEMBERED_WORDS = 24


@dataclass(frozen=True)
class KnownOfNodes:
    """What the window knows of nodes beside the file, for `is:`."""

    folded: Collection[int] = ()
    noted: Collection[int] = ()
    damaged_rows: Collection[int] = ()  # of the tensor table, beside those it lists itself


def word_worth(index: GraphIndex, word: Word, level: int, known: KnownOfNodes) -> Numbers:
    """int64 [n]: how well each node fulfils a word, 0 not at all.

    Raises:
        FieldError: the value of the field says nothing.
    """
    key = (word.field, word.text, word.quoted, level)
    if word.field != "is" and (remembered := index.remembered.get(key)) is not None:
        return remembered
    found = _worth(index, word, level, known)
    while len(index.remembered) >= _REMEMBERED_WORDS:
        index.remembered.pop(next(iter(index.remembered), key), None)
    index.remembered[key] = found
    return found


def _worth(index: GraphIndex, word: Word, level: int, known: KnownOfNodes) -> Numbers:
    if word.field in ("", "path", "name"):
        return _text_worth(index, word, level, known)
    mask = {
        "key": lambda: _key_mask(index, word),
        "role": lambda: np.isin(index.graph.role, role_codes(word.text)),
        "class": lambda: _class_mask(index, word),
        "dtype": lambda: _dtype_mask(index, word.text),
        "shape": lambda: _shape_mask(index, word.text),
        "size": lambda: number_mask("size", word.text, _size(index)),
        "elements": lambda: number_mask("elements", word.text, _elements(index)),
        "is": lambda: _is_mask(index, word.text, known),
    }[word.field]()
    return mask.astype(np.int64)


def _size(index: GraphIndex) -> Numbers:
    return index.by_row(index.table.size_bytes, -1) if index.table is not None else index.row


def _elements(index: GraphIndex) -> Numbers:
    return index.by_row(index.table.element_count, -1) if index.table is not None else index.row


def _text_worth(index: GraphIndex, word: Word, level: int, known: KnownOfNodes) -> Numbers:
    text, in_name = word.text, word.field == "name"
    if level >= LOOSE:
        found = word_worth(index, word, EXACT, known).copy()
        if not word.quoted and not is_glob(word):
            _take(index, found, *index.paths.loose_hits(text, _unfound(index, found)), in_name)
            if not word.field:
                given, nodes = index.given_names
                lines, worth = given.loose_hits(text, np.flatnonzero(found[nodes] == 0))
                found[nodes[lines]] = worth
        return found
    found = np.zeros(index.count, np.int64)
    if is_glob(word):
        found[_glob(index, text, whole_path=word.field == "path")] = INSIDE + IN_NAME
        return found
    _take(index, found, *index.paths.hits(text), in_name)
    if not word.quoted and (len(text) > 2 or not found.any()):
        _take(index, found, *index.paths.run_hits(text, _unfound(index, found)), in_name)
    if not word.field:
        if not word.quoted:
            _take_kinds(index, found, text)
        given, nodes = index.given_names
        where = nodes[given.hits(text)[0]]
        found[where] = np.maximum(found[where], GIVEN_NAME_WORTH)
    return found


def _unfound(index: GraphIndex, found: Numbers) -> Numbers:
    return np.flatnonzero(found[index.line_node] == 0)


def _take(index: GraphIndex, found: Numbers, lines: Numbers, worth: Numbers, only_names: bool) -> None:
    """Keep the best of what was found; paths beside the drawn one count by their last name alone."""
    touches = (worth >= INSIDE + IN_NAME) | (worth == RUNS_IN_NAME)
    if only_names:
        lines, worth = lines[touches], worth[touches]
        touches = touches[touches]
    own = lines < index.count
    found[lines[own]] = np.maximum(found[lines[own]], worth[own])
    beside = ~own & touches
    if beside.any():
        np.maximum.at(found, index.line_node[lines[beside]], worth[beside] - OTHER_PATH_LESS)


def _take_kinds(index: GraphIndex, found: Numbers, text: str) -> None:
    """Roles, dtypes, classes and shapes, by plain words of at least three letters."""
    mask = np.zeros(index.count, np.bool_)
    if text.startswith("["):
        try:
            mask |= _shape_mask(index, text)
        except FieldError:
            return
    elif text in SHORT_DTYPES:
        mask |= _dtype_mask(index, text)
    elif len(text) >= 3:
        codes = [code for code, role in enumerate(ROLES) if role.startswith(text)]
        if codes:
            mask |= np.isin(index.graph.role, codes)
        if index.table is not None and len(index.table):
            numbers = [
                int(n) for n in np.unique(index.table.dtype) if data_type(int(n)).name.startswith(text)
            ]
            if numbers:
                mask |= np.isin(index.by_row(index.table.dtype, -1), numbers)
        classes = [number for number, name in enumerate(index.graph.classes) if name.lower().startswith(text)]
        if classes:
            of_class = np.isin(index.graph.class_id, classes)
            found[of_class] = np.maximum(found[of_class], CLASS_WORTH)
    found[mask] = np.maximum(found[mask], KIND_WORTH)


def _glob(index: GraphIndex, text: str, whole_path: bool) -> Bools:
    """Nodes whose last names fit a pattern: "l1/*" looks at two names, "*" stays within one."""
    if whole_path:
        mask = np.zeros(index.count, np.bool_)
        mask[index.line_node[_glob_lines(index.paths, text)]] = True
        return mask
    parts = [part for part in text.split("/") if part][-32:]
    mask = np.ones(index.count, np.bool_)
    at = np.arange(index.count)
    parent = index.tree.parent
    for part in reversed(parts):
        pattern = glob_pattern(part)
        fits = np.array([pattern.fullmatch(name) is not None for name in index.names], np.bool_)
        mask &= (at >= 0) & fits[index.name_of[np.maximum(at, 0)]]
        at = np.where(at >= 0, parent[np.maximum(at, 0)], -1)
    return mask


def _key_mask(index: GraphIndex, word: Word) -> Bools:
    lines, nodes = index.keys
    mask = np.zeros(index.count, np.bool_)
    if len(nodes):
        found = _glob_lines(lines, word.text) if is_glob(word) else lines.hits(word.text)[0]
        mask[nodes[found]] = True
    return mask


def _class_mask(index: GraphIndex, word: Word) -> Bools:
    classes = index.graph.classes
    lower = [name.lower() for name in classes]
    if is_glob(word):
        pattern = glob_pattern(word.text)
        chosen = [number for number, name in enumerate(lower) if name and pattern.fullmatch(name)]
    elif word.quoted:
        chosen = [number for number, name in enumerate(lower) if name and name == word.text]
    else:
        chosen = [number for number, name in enumerate(lower) if name and word.text in name]
    if not chosen:
        known = class_names(index.graph)
        here = ", ".join(display_name(name, 30) for name in known[:12]) + (" …" if len(known) > 12 else "")
        told = f"Here: {here}." if known else "This file tells no classes."
        raise FieldError(f"No node is of a class “{display_name(word.text, 40)}”. {told}")
    return np.isin(index.graph.class_id, chosen)


def _dtype_mask(index: GraphIndex, text: str) -> Bools:
    numbers = dtype_numbers(text, index.table)
    return (
        np.isin(index.by_row(index.table.dtype, -1), numbers) if index.table is not None else index.row < -1
    )


def _shape_mask(index: GraphIndex, text: str) -> Bools:
    if index.table is None:
        return index.row < -1
    by_shape = index.shapes.mask(text)
    numbers = index.by_row(index.table.shape_id, -1)
    return (numbers >= 0) & by_shape[np.maximum(numbers, 0)] if len(by_shape) else index.row < -1


def _is_mask(index: GraphIndex, text: str, known: KnownOfNodes) -> Bools:
    mask = np.zeros(index.count, np.bool_)
    for one in named_values("is", text, tuple(IS_WORDS)):
        mask |= _is(index, one, known)
    return mask


def _is(index: GraphIndex, text: str, known: KnownOfNodes) -> Bools:
    graph = index.graph
    if text == "shared":
        return index.shared
    if text == "helper":
        return graph.is_helper.copy()
    if text == "unpaired":
        paired = np.zeros(index.count, np.bool_)
        paired[graph.slot_node[graph.slot_variable >= 0]] = True
        is_slot: Bools = graph.role == ROLE_CODE["slot"]
        return is_slot & ~paired
    if text == "damaged":
        rows = {*known.damaged_rows, *(() if index.table is None else index.table.problems)}
        return np.isin(index.row, list(rows)) & (index.row >= 0)
    mask = np.zeros(index.count, np.bool_)
    mask[[node for node in (known.folded if text == "folded" else known.noted) if node < index.count]] = True
    return mask


def _glob_lines(lines: TextLines, text: str) -> Numbers:
    """Lines that fit a pattern as a whole; those without its longest plain part are not looked at."""
    parts = [part for part in re.split(r"[*?]+", text) if len(part) > 1]
    found = np.arange(lines.count)
    for part in parts:
        hits = lines.hits(part)[0]
        found = hits if len(parts) == 1 else found[np.isin(found, hits, assume_unique=True)]
    if len(parts) == 1 and text == f"*{parts[0]}*":
        return found
    pattern = glob_pattern(text)
    fits = [pattern.fullmatch(lines.text(line)) is not None for line in found.tolist()]
    return found[np.array(fits, np.bool_)]
