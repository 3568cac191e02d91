"""Partitioned variables: which entries are slices of which, and whether they fill the whole tensor."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from explorer.errors import CorruptFileError
from explorer.formats.bundle_entry import Shape, parse_slice
from explorer.formats.bundle_index import BundleIndex
from explorer.formats.ordered_code import encode_slice_key
from explorer.formats.tensor_table import TensorSlice

# Slots of partitioned variables made inside a variable scope: each part's slot is stored as a tensor of its
# own that has only that part's slice. TensorFlow writes them so; nothing is lost.
_PART_SLOT = re.compile(r"/(?:part_|art_|rt_|t_|_)?\d+/[^/]+\Z")
MAX_PROBLEMS = 100  # of one tensor; it is beyond help long before
_MAX_COMPARED = 256  # slices of one tensor that are compared pair by pair


@dataclass(slots=True)
class Slices:
    """The slices found: of each partitioned row the parts, and the rows that are parts themselves."""

    of_row: dict[int, tuple[TensorSlice, ...]]
    parts: set[int]


def find_slices(index: BundleIndex) -> Slices:
    """Look up the entries of all slices that entries list; tell what is wrong in `index.problems`."""
    found = Slices({}, set())
    if not index.slices:
        return found
    row_of: dict[str, int] = {}
    for row, key in enumerate(index.keys):
        if not key.startswith("\0"):
            break  # keys are sorted: slices come first
        row_of[key] = row
    for row in index.slices:
        if index.keys[row] in row_of:
            continue  # a slice has no slices
        found.of_row[row] = _slices_of(index, row, row_of, found.parts)
    return found


def _slices_of(
    index: BundleIndex, row: int, row_of: dict[str, int], parts: set[int]
) -> tuple[TensorSlice, ...]:
    shape = index.shapes[index.shape_id[row]]
    name = index.keys[row].encode("utf-8", "surrogateescape")
    problems: list[str] = []
    slices = []
    for data in index.slices[row]:
        if len(problems) == MAX_PROBLEMS:
            break
        try:
            start, length = parse_slice(data)
        except CorruptFileError as error:
            problems.append(f"one of its slices is damaged: {error.problem}")
            continue
        key = encode_slice_key(name, start, length).decode("utf-8", "surrogateescape")
        part = row_of.get(key)
        full = resolve_slice(shape, start, length)
        if full is None:
            problems.append(f"the slice {extents_text(start, length)} does not fit its shape {list(shape)}")
        elif part is None:
            problems.append(f"the slice {extents_text(*full)} is not in the file")
        else:
            parts.add(part)
            problems += _part_problems(index, row, part, full)
            slices.append(
                TensorSlice(
                    *full,
                    int(index.shard[part]),
                    int(index.offset[part]),
                    int(index.size_bytes[part]),
                    int(index.crc32c[part]),
                )
            )
    if not problems:
        problems += coverage_problems(index.keys[row], shape, slices)
    if problems and row not in index.problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        index.problems[row] = problems[0] + more
    return tuple(slices)


def resolve_slice(shape: Shape, start: Shape, length: Shape) -> tuple[Shape, Shape] | None:
    """Starts and lengths in elements, or None if they do not lie in the shape."""
    if len(start) != len(shape):
        return None
    full = tuple(size if count == -1 else count for size, count in zip(shape, length))
    for size, first, count in zip(shape, start, full):
        if first < 0 or count < 0 or first + count > size:
            return None
    return start, full


def _part_problems(index: BundleIndex, row: int, part: int, full: tuple[Shape, Shape]) -> list[str]:
    where = f"the slice {extents_text(*full)}"
    if part in index.problems:
        return [f"{where}: {index.problems[part]}"]
    if index.dtype[part] != index.dtype[row]:
        return [f"{where} is stored with another dtype than the whole"]
    if index.shapes[index.shape_id[part]] != full[1]:
        stored = list(index.shapes[index.shape_id[part]])
        return [f"{where} is stored with the shape {stored}, its place has {list(full[1])}"]
    return []


def coverage_problems(key: str, shape: Shape, slices: list[TensorSlice]) -> list[str]:
    """Gaps and overlaps. Boxes that do not overlap fill the whole if their volumes add up to it."""
    total = _volume(shape)
    covered = sum(_volume(part.length) for part in slices)
    overlapping = _overlapping(shape, slices)
    if overlapping is None:
        return [f"it has {len(slices)} slices, too many to check whether they overlap"]
    if overlapping:
        return ["its slices overlap"]
    if covered == total or (len(slices) == 1 and _PART_SLOT.search(key)):
        return []
    return [f"its slices hold {covered} of {total} elements"]


def _overlapping(shape: Shape, slices: list[TensorSlice]) -> bool | None:
    """Whether any two slices share an element; None if there are too many to tell."""
    slices = [part for part in slices if _volume(part.length)]
    if len(slices) < 2:
        return False
    starts = np.array([part.start for part in slices], np.int64)
    ends = starts + np.array([part.length for part in slices], np.int64)
    cut = np.flatnonzero((starts != 0).any(axis=0) | (ends != np.array(shape, np.int64)).any(axis=0))
    if len(cut) == 0:
        return True  # two slices, each the whole
    if len(cut) == 1:  # cut along one axis: neighbours only
        order = np.argsort(starts[:, cut[0]], kind="stable")
        return bool((starts[order, cut[0]][1:] < ends[order, cut[0]][:-1]).any())
    if len(slices) > _MAX_COMPARED:
        return None
    shared = np.ones((len(slices), len(slices)), bool)
    for axis in cut.tolist():
        shared &= starts[:, None, axis] < ends[None, :, axis]
        shared &= starts[None, :, axis] < ends[:, None, axis]
    np.fill_diagonal(shared, False)
    return bool(shared.any())


def _volume(shape: Shape) -> int:
    product = 1
    for size in shape:
        product *= size
    return product


def extents_text(start: Shape, length: Shape) -> str:
    """A slice as numpy writes it, `[0:3, :]`; a length of -1 is a whole dimension."""
    text = ", ".join(
        ":" if count == -1 else f"{first}:{first + count}" for first, count in zip(start[:8], length[:8])
    )
    return f"[{text}, ...]" if len(start) > 8 else f"[{text}]"
