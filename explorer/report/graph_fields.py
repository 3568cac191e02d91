"""What the fields of a search in the graph ask of values: roles, dtypes, shapes and sizes, as whole columns."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from explorer.checkpoints.roles import ROLES
from explorer.formats.dtypes import BY_NAME, data_type
from explorer.formats.tensor_table import TensorTable
from explorer.report.numbers import display_name

Bools = npt.NDArray[np.bool_]

IS_WORDS = {
    "shared": "has several parents",
    "folded": "is folded now",
    "helper": "there for TensorFlow's own sake",
    "note": "has a note of yours",
    "unpaired": "a slot without its variable",
    "damaged": "its value cannot be trusted",
}
SHORT_DTYPES = {
    "f16": "float16", "f32": "float32", "f64": "float64", "half": "float16", "float": "float32",
    "double": "float64", "bf16": "bfloat16", "i8": "int8", "i16": "int16", "i32": "int32", "i64": "int64",
    "u8": "uint8", "u16": "uint16", "u32": "uint32", "u64": "uint64", "str": "string", "c64": "complex64",
    "c128": "complex128", "e4m3": "float8_e4m3fn", "e5m2": "float8_e5m2",
}  # fmt: skip
SHAPE_EXAMPLES = "[3, 4], 768x768, [*, 768], ?x4, [..., 10], [>100, *] or scalar"
SIZE_EXAMPLES = ">1MiB, <=4096, 1KiB..2MiB or 0"
_BYTES = {
    "": 1, "b": 1, "k": 1000, "kb": 1000, "kib": 1024, "m": 1000**2, "mb": 1000**2, "mib": 1024**2,
    "g": 1000**3, "gb": 1000**3, "gib": 1024**3, "t": 1000**4, "tb": 1000**4, "tib": 1024**4,
}  # fmt: skip
_COUNTS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3, "b": 1000**3, "t": 1000**4}
_NUMBER = re.compile(r"(\d{1,20}(?:\.\d{0,9})?|\.\d{1,9})(?:e(\d{1,2}))?\s*([a-z]*)")
_COMPARED = re.compile(r"(>=|<=|>|<|=)?\s*(.*)")
_LARGEST = 2**63 - 1


class FieldError(ValueError):
    """Why a field's value says nothing, as a sentence for the reader."""


def named_values(field: str, text: str, known: Sequence[str]) -> list[str]:
    """Those of `known` that `text` means: one exactly, else all that begin with it.

    Raises:
        FieldError: none does.
    """
    if text in known:
        return [text]
    found = [value for value in known if value.startswith(text)]
    if found:
        return found
    near = difflib.get_close_matches(text[:40], known, 1, 0.5)
    guess = f" Did you mean {field}:{near[0]}?" if near else ""
    noun = "property" if field == "is" else field
    raise FieldError(f"No {noun} is called “{display_name(text, 40)}”.{guess} Known: {', '.join(known)}.")


def role_codes(text: str) -> list[int]:
    """Codes of the roles that `role:text` means. Raises FieldError."""
    text = "slot" if text.startswith("slot ") else text
    return [ROLES.index(role) for role in named_values("role", text, ROLES)]


def dtype_numbers(text: str, table: TensorTable | None) -> list[int]:
    """Numbers of the dtypes that `dtype:text` means, short forms too. Raises FieldError."""
    if text in SHORT_DTYPES:
        return [BY_NAME[SHORT_DTYPES[text]].number]
    occurring = occurring_dtypes(table)
    names = [*occurring, *(name for name in BY_NAME if name not in occurring)]
    if text in names:
        chosen = [text]
    else:
        chosen = [name for name in names if name.startswith(text)]
    if not chosen:
        here = ", ".join(occurring) or "none"
        near = difflib.get_close_matches(text[:40], [*names, *SHORT_DTYPES], 1, 0.5)
        guess = f" Did you mean dtype:{near[0]}?" if near else ""
        raise FieldError(f"No dtype is called “{display_name(text, 40)}”.{guess} In this checkpoint: {here}.")
    known = {} if table is None else {data_type(int(n)).name: int(n) for n in np.unique(table.dtype)}
    return [known.get(name) or BY_NAME[name].number for name in chosen]


def occurring_dtypes(table: TensorTable | None) -> list[str]:
    """Names of the dtypes of a checkpoint, the most frequent first."""
    if table is None or not len(table):
        return []
    numbers, counts = np.unique(table.dtype, return_counts=True)
    return [data_type(int(number)).name for number in numbers[np.argsort(-counts, kind="stable")][:40]]


def number_mask(field: str, text: str, values: npt.NDArray[np.int64]) -> Bools:
    """Bool [n]: values that fulfil `>1MiB`, `1k..2k` or `12`; negative values are unknown and fulfil nothing.

    Raises:
        FieldError: the text is no such condition.
    """
    units = _BYTES if field == "size" else _COUNTS
    known = values >= 0
    low, dots, high = text.partition("..")
    if dots:
        return (
            known
            & (values >= (_amount(field, low, units) if low.strip() else 0))
            & (values <= (_amount(field, high, units) if high.strip() else _LARGEST))
        )
    match = _COMPARED.fullmatch(text)
    sign, amount = (match[1] or "=", match[2]) if match else ("=", text)
    if not amount:
        return known
    return known & compared(values, sign, _amount(field, amount, units))


def compared(values: npt.NDArray[np.int64], sign: str, amount: int) -> Bools:
    """Bool [n]: `values` >, >=, <, <= or = `amount`."""
    functions = {
        ">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal, "=": np.equal,
    }  # fmt: skip
    return np.asarray(functions[sign](values, amount), np.bool_)


def _amount(field: str, text: str, units: dict[str, int]) -> int:
    match = _NUMBER.fullmatch(text.strip().replace(",", "").replace("_", ""))
    if match is None or match[3] not in units:
        noun = "size" if field == "size" else "number of elements"
        examples = SIZE_EXAMPLES if field == "size" else SIZE_EXAMPLES.replace("MiB", "M").replace("KiB", "k")
        raise FieldError(f"“{display_name(text, 40)}” is no {noun}: write {field}:{examples}.")
    whole = float(match[1]) * 10.0 ** int(match[2] or 0) * units[match[3]]
    exact = int(match[1]) * 10 ** int(match[2] or 0) * units[match[3]] if match[1].isdigit() else round(whole)
    return min(exact, _LARGEST)


class ShapeColumns:
    """The distinct shapes of a table, by rank, for patterns."""

    def __init__(self, shapes: Iterable[Sequence[int]]) -> None:
        self._count = 0
        by_rank: dict[int, tuple[list[int], list[Sequence[int]]]] = {}
        for number, shape in enumerate(shapes):
            numbers, rows = by_rank.setdefault(len(shape), ([], []))
            numbers.append(number)
            rows.append(shape)
            self._count += 1
        self._by_rank = {
            rank: (
                np.array(numbers, np.int64),
                np.array([[min(size, _LARGEST) for size in row] for row in rows], np.int64).reshape(
                    len(rows), rank
                ),
            )
            for rank, (numbers, rows) in by_rank.items()
        }

    def mask(self, text: str) -> Bools:
        """Bool [shapes]: which shapes a pattern means; see SHAPE_EXAMPLES. One bare number: any dimension of it.

        Raises:
            FieldError: it is no pattern of a shape.
        """
        found = np.zeros(self._count, np.bool_)
        parts, is_open, is_bare = _shape_parts(text)
        conditions = [_dimension(part, text) for part in parts]
        for rank, (numbers, sizes) in self._by_rank.items():
            if is_bare and len(conditions) == 1:
                sign, amount = conditions[0]
                found[numbers] = compared(sizes, sign, amount).any(axis=1) if sign else rank == 1
                continue
            fits = _aligned(conditions, is_open, rank)
            if fits is None:
                continue
            good = np.ones(len(numbers), np.bool_)
            for place, (sign, amount) in fits:
                if sign:
                    good &= compared(sizes[:, place], sign, amount)
            found[numbers] = good
        return found


def _shape_parts(text: str) -> tuple[list[str], int, bool]:
    """(dimensions, where "..." stands or -1, whether it was written without brackets and separators)."""
    text = text.strip()
    if text == "scalar":
        return [], -1, False
    bracket = text[:1] in ("[", "(")
    closed = text[-1:] in ("]", ")")
    inner = text[1 if bracket else 0 : -1 if closed else None].replace("…", "...")
    parts = [part.strip() for part in re.split(r"[,x×;]|\s+(?=[\d*?])", inner)]
    unfinished = (bracket and not closed) or (not bracket and len(parts) > 1 and not parts[-1])
    parts = [part for part in parts if part]
    if unfinished:  # still being typed: what comes may be anything
        parts.append("...")
    places = [place for place, part in enumerate(parts) if part == "..."]
    if len(places) > 1:
        raise FieldError(f"“...” may stand once in a shape: write shape:{SHAPE_EXAMPLES}.")
    is_bare = not bracket and not closed and len(parts) == 1 and not places
    return [part for part in parts if part != "..."], places[0] if places else -1, is_bare


def _dimension(part: str, text: str) -> tuple[str, int]:
    """(sign, amount); sign "" for any size."""
    if part in ("*", "?", "-1", "none"):
        return "", 0
    match = _COMPARED.fullmatch(part)
    digits = match[2] if match else part
    if not digits.isascii() or not digits.isdigit() or len(digits) > 19:
        raise FieldError(f"“{display_name(text, 40)}” is no shape: write shape:{SHAPE_EXAMPLES}.")
    return (match[1] if match else "") or "=", min(int(digits), _LARGEST)


def _aligned(
    conditions: list[tuple[str, int]], is_open: int, rank: int
) -> list[tuple[int, tuple[str, int]]] | None:
    """(dimension, condition) of shapes of one rank; None where the rank does not fit."""
    if is_open < 0:
        return list(enumerate(conditions)) if rank == len(conditions) else None
    if rank < len(conditions):
        return None
    behind = len(conditions) - is_open
    return [
        (place if place < is_open else rank - behind + place - is_open, condition)
        for place, condition in enumerate(conditions)
    ]
