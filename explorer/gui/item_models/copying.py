"""Chosen rows as text for the clipboard: TSV, CSV, Markdown, keys, Python.

Cells come as a `TableSource.text` gives them: one line each, nothing in them unseen.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain

from explorer.report.formula import is_formula
from explorer.report.markdown import markdown_text
from explorer.report.numbers import escape_name


def as_tsv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Tab separated with a header line; no cell is a formula."""
    # Through a buffer, so that a hundred thousand rows are never a list to be thrown away at once.
    target = io.StringIO()
    for row in chain((header,), rows):
        target.write("\t".join([inert(cell) for cell in row]))
        target.write("\n")
    return target.getvalue()


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Comma separated with a header line."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerows([inert(cell) for cell in row] for row in chain((header,), rows))
    return target.getvalue()


def as_markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; what Markdown or HTML would take for markup is escaped."""
    lines = [[markdown_text(cell) for cell in row] for row in (header, *rows)]
    lines.insert(1, ["---"] * len(header))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def as_keys(keys: Sequence[str]) -> str:
    """One key a line."""
    return "".join(f"{escape_name(key)}\n" for key in keys)


def as_python(prefix: str, keys: Sequence[str]) -> str:
    """Python that reads the tensors with TensorFlow."""
    lines = [f"reader = tf.train.load_checkpoint({prefix!r})"]
    lines += [f"reader.get_tensor({_file_text(key)!r})" for key in keys]
    return "".join(f"{line}\n" for line in lines)


def inert(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: numbers stay numbers, other dangerous starts get a quote."""
    if not is_formula(cell):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell


def _file_text(key: str) -> str | bytes:
    """The key as TensorFlow takes it: bytes where the name is no UTF-8."""
    try:
        key.encode("utf-8")
    except UnicodeEncodeError:
        return key.encode("utf-8", "surrogateescape")
    return key
