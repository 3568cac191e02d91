"""The pieces of all files of a V1 checkpoint put together: one row a tensor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.formats.bundle_entry import Shape
from explorer.formats.bundle_index import ShapeTable
from explorer.formats.bundle_slices import MAX_PROBLEMS, coverage_problems, extents_text
from explorer.formats.ordered_code import FULL_EXTENT
from explorer.formats.tensor_table import TensorSlice, TensorTable
from explorer.formats.v1_pieces import Piece, StoredPart

if TYPE_CHECKING:
    import numpy.typing as npt

_MOST_BYTES = 2**63 - 1


@dataclass(frozen=True, slots=True)
class V1Listing:
    """The rows; `parts` has those that are stored otherwise than in one piece under the usual key.

    The parts of a row that has slices are in the order of `table.slices`.
    """

    table: TensorTable
    parts: dict[int, tuple[StoredPart, ...]]


def gather(pieces: Iterable[Piece], shapes: ShapeTable) -> V1Listing:
    """Make the table out of the pieces of all files, whatever their order."""
    pieces_of: dict[bytes, list[Piece]] = {}
    for piece in pieces:
        pieces_of.setdefault(piece.name, []).append(piece)
    names = sorted(pieces_of)
    columns: list[tuple[int, int, int, int, int]] = []
    slices: dict[int, tuple[TensorSlice, ...]] = {}
    problems: dict[int, str] = {}
    parts: dict[int, tuple[StoredPart, ...]] = {}
    shape_problems = shapes.problems
    for row, name in enumerate(names):
        of_row = pieces_of[name]
        first = of_row[0]
        shape = shapes.shape(first.shape_id)
        problem = shape_problems.get(first.shape_id, "")
        shard, offset, size = -1, 0, first.size_bytes
        if len(of_row) == 1 and first.part is not None and first.box == ((0,) * len(shape), shape):
            shard, offset = first.part.file, first.offset
            problem = problem or first.problem
            if any(length != FULL_EXTENT for length in first.part.extents[1]):
                parts[row] = (first.part,)
        else:
            slices[row], parts[row], found = _slices(name, shape, of_row)
            size = min(sum(part.size_bytes for part in slices[row]), _MOST_BYTES)
            problem = problem or found
        if first.dtype == 0:
            problem = problem or "the file names no dtype of it"
        if problem:
            problems[row] = problem
        columns.append((first.dtype, first.shape_id, shard, offset, size))
    dtype, shape_id, shards, offsets, sizes = (
        _frozen([column[at] for column in columns], kind)
        for at, kind in enumerate((np.int32, np.int32, np.int32, np.int64, np.int64))
    )
    keys = [name.decode("utf-8", "surrogateescape") for name in names]
    checksums = _frozen([0] * len(keys), np.uint32)  # of whole blocks only
    table = TensorTable(
        keys, dtype, shape_id, shapes.shapes, shards, offsets, sizes, checksums, slices, problems
    )
    return V1Listing(table, parts)


def _slices(
    name: bytes, shape: Shape, pieces: list[Piece]
) -> tuple[tuple[TensorSlice, ...], tuple[StoredPart, ...], str]:
    """The slices of one row that have a place in it, where they stand, and what is wrong with them."""
    problems: list[str] = []
    slices: list[TensorSlice] = []
    parts: list[StoredPart] = []
    for piece in pieces:
        if len(problems) >= MAX_PROBLEMS:
            break
        if (piece.shape_id, piece.dtype) != (pieces[0].shape_id, pieces[0].dtype):
            problems.append("its files list it with different shapes or dtypes")
        elif piece.part is None:
            problems.append(piece.problem)
        elif piece.box is None:
            problems.append(
                f"the slice {extents_text(*piece.part.extents)} does not fit its shape {list(shape)}"
            )
        else:
            if piece.problem:
                problems.append(f"the slice {extents_text(*piece.box)}: {piece.problem}")
            slices.append(TensorSlice(*piece.box, piece.part.file, piece.offset, piece.size_bytes, 0))
            parts.append(piece.part)
    if not problems:
        problems = coverage_problems(name.decode("utf-8", "surrogateescape"), shape, slices)
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return tuple(slices), tuple(parts), problems[0] + more if problems else ""


def _frozen(values: list[int], kind: Any) -> npt.NDArray[Any]:
    column = np.array(values, kind)
    column.setflags(write=False)
    return column
