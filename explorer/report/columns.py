"""The columns of the variable table: one list for the window, CSV, terminal and notebook.

`value` gives a cell as the number or text a program wants, `text` as a person reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.errors import UnknownKeyError
from explorer.formats.dtypes import BY_NAME
from explorer.report.numbers import display_name, format_bytes, format_count, format_float, format_shape

if TYPE_CHECKING:
    from explorer.analysis.statistics import TensorStatistics
    from explorer.checkpoints.variable import Variable

CellValue = str | int | float | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` says how its values sort and align; `explanation` is its tool tip."""

    id: str
    title: str
    explanation: str
    kind: str  # "text", "int", "float", "bytes", "shape" or "role"
    is_default: bool
    needs_statistics: bool

    @property
    def is_numeric(self) -> bool:
        """Whether the values are numbers: set right-aligned, never quoted."""
        return self.kind in ("int", "float", "bytes")


_FROM_VARIABLE: dict[str, Callable[[Variable], CellValue]] = {
    "key": lambda variable: variable.key,
    "name": lambda variable: variable.name,
    "role": lambda variable: variable.role,
    "owner": lambda variable: variable.owner,
    "slot_name": lambda variable: variable.slot_name,
    "slot_of": lambda variable: variable.slot_of,
    "dtype": lambda variable: variable.dtype,
    "shape": lambda variable: variable.shape,
    "element_count": lambda variable: variable.element_count,
    "size_bytes": lambda variable: variable.size_bytes,
    "shard": lambda variable: variable.shard,
    "offset": lambda variable: variable.offset,
    "crc32c": lambda variable: None if variable.crc32c is None else f"{variable.crc32c:08x}",
    "slices": lambda variable: len(variable.slices) if variable.slices else None,
    "problem": lambda variable: variable.problem,
}

COLUMNS = (
    Column("key", "Key", "The name the tensor is stored under in the checkpoint", "text", True, False),
    Column("name", "Name", "The name the program gave the variable, where the file tells it", "text", True, False),
    Column("role", "Role", "Variable, slot variable of an optimizer, hyperparameter ...", "role", True, False),
    Column("owner", "Owner", "The object, scope or optimizer it belongs to", "text", False, False),
    Column("slot_name", "Slot", "Name of the slot (m, v, momentum), for slot variables", "text", False, False),
    Column("slot_of", "Slot of", "Key of the variable a slot variable belongs to", "text", False, False),
    Column("dtype", "Dtype", "Type of the elements, by TensorFlow's name", "text", True, False),
    Column("shape", "Shape", "Size of each dimension; [] is a scalar", "shape", True, False),
    Column("element_count", "Elements", "How many elements the shape has", "int", True, False),
    Column("size_bytes", "Bytes", "How many bytes the value takes in the data files", "bytes", True, False),
    Column("shard", "Shard", "Number of the data file; empty when stored in slices", "int", False, False),
    Column("offset", "Offset", "First byte of the value in its data file", "int", False, False),
    Column("crc32c", "Checksum", "Stored masked CRC-32C of the value's bytes, hexadecimal", "text", False, False),
    Column("slices", "Slices", "In how many parts a partitioned variable is stored", "int", False, False),
    Column("min", "Min", "Smallest finite value", "float", False, True),
    Column("max", "Max", "Largest finite value", "float", False, True),
    Column("mean", "Mean", "Mean over the finite values", "float", False, True),
    Column("std", "Std", "Standard deviation of the finite values (population)", "float", False, True),
    Column("l1", "L1 norm", "Sum of the absolute values", "float", False, True),
    Column("l2", "L2 norm", "Square root of the sum of squares", "float", False, True),
    Column("finite", "Finite", "How many elements are finite", "int", False, True),
    Column("nan", "NaN", "How many elements are not a number", "int", False, True),
    Column("posinf", "+Inf", "How many elements are plus infinity", "int", False, True),
    Column("neginf", "−Inf", "How many elements are minus infinity", "int", False, True),
    Column("zero", "Zeros", "How many elements are exactly zero", "int", False, True),
    Column("denormal", "Denormal", "How many elements are denormal: nonzero but too small for full precision", "int", False, True),
    Column("problem", "Problem", "Why the stored value cannot be trusted", "text", True, False),
)  # fmt: skip
BY_ID = {column.id: column for column in COLUMNS}
DEFAULT_COLUMNS = tuple(column for column in COLUMNS if column.is_default)


def value(column_id: str, variable: Variable, statistics: TensorStatistics | None = None) -> CellValue:
    """The cell as a program wants it; None where there is none (statistics not computed, no shard)."""
    from_variable = _FROM_VARIABLE.get(column_id)
    if from_variable is not None:
        return from_variable(variable)
    if column_id not in BY_ID:
        raise _unknown_column(column_id)
    dtype = BY_NAME.get(variable.dtype)
    if statistics is None or dtype is None or not dtype.is_numeric:  # strings have no zeros to count
        return None
    found: CellValue = getattr(statistics, column_id)
    return found


def text(column_id: str, variable: Variable, statistics: TensorStatistics | None = None) -> str:
    """The cell as a person reads it; "" where there is no value. Plain text, never markup."""
    return cell_text(column_id, value(column_id, variable, statistics))


def cell_text(column_id: str, cell: CellValue) -> str:
    """A value of `value` as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return format_shape(cell)
    if isinstance(cell, str):
        return display_name(cell)
    kind = BY_ID[column_id].kind
    if kind == "bytes":
        return format_bytes(int(cell))
    if kind == "float":
        return format_float(cell)
    if column_id == "element_count" and cell < 0:  # the shape's product does not fit 63 bits
        return "?"
    return format_count(int(cell))


def chosen_columns(ids: Iterable[str]) -> tuple[Column, ...]:
    """Columns by their ids (or titles, as a table heads them), in the order given, each once.

    Raises:
        UnknownKeyError: no column of that name; the hint lists all ids.
    """
    by_title = {_plain(column.title): column for column in COLUMNS}
    chosen = {}
    for name in ids:
        column = BY_ID.get(name) or BY_ID.get(_plain(name)) or by_title.get(_plain(name))
        if column is None:
            raise _unknown_column(name)
        chosen[column.id] = column
    return tuple(chosen.values())


def _plain(title: str) -> str:
    """A title as it may be typed: in small letters, with the minus of the keyboard."""
    return title.strip().lower().replace("−", "-")


def _unknown_column(column_id: str) -> UnknownKeyError:
    return UnknownKeyError(
        f"there is no column {display_name(column_id, 80)!r}", hint=f"Columns: {', '.join(BY_ID)}."
    )
