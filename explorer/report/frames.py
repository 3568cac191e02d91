"""Results as numpy arrays and, where they are installed, as data frames of pandas and polars."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.errors import UnsupportedFileError
from explorer.report.result_tables import result_table

if TYPE_CHECKING:
    import numpy.typing as npt

_MOST, _LEAST = 2**63 - 1, -(2**63)


def to_numpy(result: object) -> npt.NDArray[Any]:
    """A structured array, one record a row: int64, float64 and bool where every cell is there, else objects.

    A float that is not there is NaN; anything else that is not there is None.
    """
    table = result_table(result)
    columns: list[tuple[Any, ...]] = (
        list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    )
    types = [_dtype(kind, column) for kind, column in zip(table.columns.values(), columns, strict=True)]
    made = np.empty(len(table.rows), np.dtype(list(zip(table.columns, types, strict=True))))
    for name, dtype, column in zip(table.columns, types, columns, strict=True):
        if dtype is np.float64:
            made[name] = [np.nan if cell is None else float(cell) for cell in column]
        else:
            for place, cell in enumerate(column):  # one by one: numpy would unpack the shapes
                made[name][place] = cell
    return made


def to_pandas(result: object) -> Any:
    """A `pandas.DataFrame`: integers with gaps are `Int64`, shapes are tuples.

    Raises:
        UnsupportedFileError: pandas is not installed.
    """
    pandas = _library("pandas")
    table = result_table(result)
    made = {}
    for name, kind in table.columns.items():
        column = table.column(name)
        if kind == "shape":  # a tuple is a cell, not a row of cells
            series = pandas.Series([None] * len(column), dtype=object)
            for place, cell in enumerate(column):
                series.iat[place] = cell
        elif kind == "int":
            series = pandas.Series(column, dtype="Int64" if _is_small(column) else object)
            if not any(cell is None for cell in column) and _is_small(column):
                series = series.astype("int64")
        else:
            series = pandas.Series(column, dtype={"float": "float64", "bool": "bool"}.get(kind, object))
        made[name] = series
    return pandas.DataFrame(made, columns=list(table.columns))


def to_polars(result: object) -> Any:
    """A `polars.DataFrame`: what is not there is null, shapes are lists of Int64.

    Raises:
        UnsupportedFileError: polars is not installed.
    """
    polars = _library("polars")
    table = result_table(result)
    types = {
        "int": polars.Int64,
        "float": polars.Float64,
        "bool": polars.Boolean,
        "shape": polars.List(polars.Int64),
        "text": polars.String,
    }
    made = []
    for name, kind in table.columns.items():
        column: list[Any] = table.column(name)
        if kind == "shape":
            column = [None if cell is None else list(cell) for cell in column]
        chosen = polars.Object if kind == "int" and not _is_small(column) else types[kind]
        made.append(polars.Series(name, column, dtype=chosen, strict=False))
    return polars.DataFrame(made)


def _dtype(kind: str, column: tuple[Any, ...]) -> type:
    if kind == "float":
        return np.float64
    is_whole = not any(cell is None for cell in column)
    if kind == "bool" and is_whole:
        return np.bool_
    if kind == "int" and is_whole and _is_small(column):
        return np.int64
    return object


def _is_small(column: Any) -> bool:
    """Whether every integer that is there fits into 64 bits."""
    return all(cell is None or _LEAST <= cell <= _MOST for cell in column)


def _library(name: str) -> Any:
    """A library that is no dependency of ours, imported when somebody asks for it."""
    try:
        return import_module(name)
    except ImportError as error:
        raise UnsupportedFileError(
            f"a data frame of {name} needs {name}, which is not installed",
            hint=f"Install it with pip install {name}, or take `.to_numpy()`, which needs nothing else.",
        ) from error
