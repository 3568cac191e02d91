"""How many directions a matrix really uses: its stable rank and the effective rank of its singular values.

Stable rank: ||W||_F^2 / ||W||_2^2, between 1 and the rank (Rudelson & Vershynin, "Sampling from large
matrices", 2007). Effective rank: exp of the entropy of the singular values scaled to sum 1 (Roy &
Vetterli, "The effective rank", EUSIPCO 2007).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.shape_text import shape_text
from explorer.errors import CorruptFileError, NoValueError, locating
from explorer.formats.dtypes import data_type
from explorer.task import QUIET, Task

MOST_COLUMNS = 2_000  # of a matrix with more columns (and rows), this many stand for all
_MOST_SVD = 512  # up to this many, singular values come from the matrix itself
_WHOLE_BYTES = (
    64 << 20
)  # a matrix is turned on its side, or put together from slices, up to this size in float64
_BLOCK_BYTES = 4 << 20
_ACCURACY = 1e-7  # of the largest: singular values from the matrix of products are not told from 0 below it
_LEAST_SQUARE = 1e-280  # of the largest product: below it the small ones are lost

Matrix = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class RankMeasure:
    """What the singular values of a tensor, seen as a matrix of its last axis against the rest, tell.

    The ranks are None where all elements are zero. `sentence` says what was computed, and how well.
    """

    rows: int  # of the matrix: the product of all axes but the last
    columns: int
    stable_rank: float | None
    effective_rank: float | None
    singular_values: tuple[float, ...]  # descending; of the sample, where it is one
    is_sample: bool
    sentence: str


def effective_rank(checkpoint: Checkpoint, key: str, task: Task = QUIET) -> RankMeasure:
    """Measure one tensor, reading it once in blocks of rows; the checksum is verified. The task is told rows.

    Small matrices go through numpy's singular value decomposition. Of larger ones the matrix of
    products W^T W is summed up in float64 and its eigenvalues taken: exact down to 1e-7 of the largest
    singular value. With more than MOST_COLUMNS columns and rows, that many columns are drawn at random
    (the same ones each time) and stand for all. Memory stays below some 150 MiB.

    Raises:
        UnknownKeyError: no such tensor.
        NoValueError: no numbers, fewer than two axes, empty, NaN or infinities among them.
        CorruptFileError, MissingFileError, FileAccessError: it cannot be read.
        Cancelled: through the task.
    """
    row = checkpoint.row(key)
    shape = checkpoint.table.shape(row)
    kind = data_type(int(checkpoint.table.dtype[row]))
    with locating(checkpoint=checkpoint.name, key=key), _converging():
        if not kind.is_numeric:
            raise NoValueError(f"a tensor of dtype {kind.name} has no rank")
        if len(shape) < 2:
            raise NoValueError(
                f"a tensor of shape {shape_text(shape)} is no matrix",
                hint="Choose one with two axes or more.",
            )
        if row in checkpoint.table.problems:
            raise CorruptFileError(checkpoint.table.problems[row])
        if checkpoint.table.element_count[row] < 0:
            raise NoValueError(f"a tensor of shape {shape_text(shape)} is too large")
        columns = shape[-1]
        rows = math.prod(shape[:-1])
        if not rows * columns:
            raise NoValueError(f"a tensor of shape {shape_text(shape)} has no elements")
        is_sample = columns > MOST_COLUMNS and 8 * rows * columns > _WHOLE_BYTES
        if is_sample:
            drawn = np.sort(np.random.default_rng(0).choice(columns, MOST_COLUMNS, replace=False))
        else:
            drawn = np.arange(columns)
        blocks = _blocks(checkpoint, key, shape, drawn, task)
        fits = 8 * rows * columns <= _WHOLE_BYTES
        if fits and min(rows, columns) <= _MOST_SVD:
            values = np.linalg.svd(_whole(blocks, rows, columns), compute_uv=False)
            return _measure(rows, columns, values, False, "Exact, by singular value decomposition.")
        if fits and rows < columns:  # the smaller of both products
            blocks = iter([_whole(blocks, rows, columns).T])
        values = _by_products(blocks)[: min(rows, columns)]
        sentence = _BY_PRODUCTS
        if is_sample:
            sentence = (
                f"A sample: {MOST_COLUMNS:,} of its {columns:,} columns, drawn at random, with all rows."
            )
        return _measure(rows, columns, values, is_sample, sentence)


@contextmanager
def _converging() -> Iterator[None]:
    """Turn the one failure of LAPACK, which is very rare, into NoValueError."""
    try:
        yield
    except np.linalg.LinAlgError as error:
        raise NoValueError(
            "its singular values could not be computed: the method did not converge"
        ) from error


_TOO_LARGE = "its values are too large for singular values in float64"
_BY_PRODUCTS = "By the eigenvalues of WᵀW: exact down to 1e-7 of the largest singular value."


def _measure(rows: int, columns: int, values: Matrix, is_sample: bool, sentence: str) -> RankMeasure:
    values = np.sort(values.astype(np.float64))[::-1]
    largest = float(values[0])
    if not math.isfinite(largest):
        raise NoValueError(_TOO_LARGE)
    if not largest:
        said = f"{sentence} All elements of these are zero." if is_sample else "All elements are zero."
        return RankMeasure(rows, columns, None, None, tuple(values.tolist()), is_sample, said)
    scaled = values / largest
    shares = scaled / scaled.sum()
    shares = shares[shares > 0]
    return RankMeasure(
        rows,
        columns,
        stable_rank=float((scaled * scaled).sum()),
        effective_rank=float(np.exp(-(shares * np.log(shares)).sum())),
        singular_values=tuple(values.tolist()),
        is_sample=is_sample,
        sentence=sentence,
    )


def _by_products(blocks: Iterator[Matrix]) -> Matrix:
    """Singular values from the sum of the products of all blocks, descending."""
    products: Matrix | None = None
    is_zero = True
    with np.errstate(all="ignore"):
        for block in blocks:
            product = (block.conj() if block.dtype.kind == "c" else block).T @ block
            is_zero = is_zero and not block.any()
            products = product if products is None else np.add(products, product, out=products)
    assert products is not None
    if not np.isfinite(products).all():
        raise NoValueError(_TOO_LARGE)
    if not is_zero and np.abs(products).max() < _LEAST_SQUARE:
        raise NoValueError("its values are too small for their squares in float64")
    squares: Matrix = np.linalg.eigvalsh(products)[::-1]
    squares = np.where(squares > squares[0] * _ACCURACY**2, squares, 0.0)  # the rest is rounding
    return np.sqrt(squares)


def _whole(blocks: Iterator[Matrix], rows: int, columns: int) -> Matrix:
    whole: Matrix | None = None
    done = 0
    for block in blocks:
        if whole is None:
            whole = np.empty((rows, columns), block.dtype)
        if done + len(block) > rows:
            raise NoValueError(f"more than its {rows:,} rows are stored")
        whole[done : done + len(block)] = block
        done += len(block)
    assert whole is not None  # there is at least one row, or the reader has raised
    return whole


def _blocks(
    checkpoint: Checkpoint, key: str, shape: tuple[int, ...], drawn: npt.NDArray[np.int64], task: Task
) -> Iterator[Matrix]:
    """The drawn columns of the matrix, some MiB of rows at a time, in float64 (or complex128); in any order of rows."""
    rows, columns = math.prod(shape[:-1]), shape[-1]
    table = checkpoint.table
    parts = table.slices.get(table.row_of[key], ())
    doing = f"Measuring the rank of {key[:200]}"
    task.report(0, rows, doing)
    if any(part.length[-1:] != (columns,) for part in parts):
        # Cut across the rows: a chunk holds pieces of many.
        if 8 * rows * columns > _WHOLE_BYTES:
            raise NoValueError(
                "it is stored in slices across its last axis, and too large to be put together",
                hint="Statistics and histograms read it piece by piece.",
            )
        yield _widened(checkpoint.read(key).reshape(rows, columns)[:, drawn])
        return
    done = filled = place = 0  # rows given out, rows in the block, elements of the row begun
    capacity = max(_BLOCK_BYTES // (8 * len(drawn)), 1)
    is_all = len(drawn) == columns
    block: Matrix | None = None
    for chunk in checkpoint.chunks(key, chunk_bytes=_BLOCK_BYTES):
        task.report(min(done + filled, rows), rows, doing)
        values = chunk.values.reshape(-1)
        if block is None:
            block = np.empty((capacity, len(drawn)), values.dtype)
        at = 0
        while at < len(values):
            if is_all and not place and (many := min((len(values) - at) // columns, capacity - filled)):
                block[filled : filled + many] = values[at : at + many * columns].reshape(many, columns)
                at += many * columns
                filled += many
            else:
                size = min(columns - place, len(values) - at)
                first, last = np.searchsorted(drawn, (place, place + size)).tolist()
                block[filled, first:last] = values[at + drawn[first:last] - place]
                at += size
                place = (place + size) % columns
                filled += not place
            if filled == capacity:
                yield _widened(block)
                done, filled = done + filled, 0
    if filled and block is not None:
        yield _widened(block[:filled])
    if done + filled != rows or place:
        raise NoValueError(
            f"{done + filled:,} of its {rows:,} rows are stored",
            hint="A part of a partitioned variable is missing.",
        )


def _widened(values: Matrix) -> Matrix:
    with np.errstate(all="ignore"):
        wide = values.astype(np.complex128 if values.dtype.kind == "c" else np.float64)
    if not np.isfinite(wide).all():
        raise NoValueError(
            "it holds NaN or infinities: singular values are not defined",
            hint="Look for the first step at which it does.",
        )
    return wide
