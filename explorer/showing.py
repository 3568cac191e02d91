"""What every public record can do: show itself in a notebook, and become an array or a data frame.

A leaf that everybody may inherit from. How a thing looks is the notebook front end's work and which columns it
has is known in `report`: both are named here and imported only when somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    import numpy.typing as npt

_DISPLAYS = "explorer.jupyter.displays"
_FRAMES = "explorer.report.frames"
_LONGEST = 80  # characters of a name in a representation

Row = TypeVar("Row")


class Shown:
    """Shows itself as the value of a notebook's cell: plain text, HTML, and a picture where one makes sense."""

    __slots__ = ()

    def _in_short(self) -> str:
        """The few words that Python's own prompt shows; made of what is at hand, and of nothing that may fail."""
        return ""

    def __repr__(self) -> str:
        return f"<{' '.join(filter(None, (type(self).__name__, self._in_short())))}>"

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        return _late(_DISPLAYS, "mimebundle")(self, include, exclude)  # type: ignore[no-any-return]


class ShownError(Shown):
    """An error that a notebook shows in a few lines: where in the cell, what, and what to do next."""

    __slots__ = ()

    def _render_traceback_(self) -> list[str]:
        """What IPython prints in place of a traceback through our own modules."""
        return _late(_DISPLAYS, "error_lines")(self)  # type: ignore[no-any-return]


class Tabular(Shown):
    """Has rows: they go into numpy, and into pandas or polars where these are installed."""

    __slots__ = ()

    def to_numpy(self) -> npt.NDArray[Any]:
        """A structured array, one record a row. Where a column has gaps: NaN for floats, None for the rest."""
        return _late(_FRAMES, "to_numpy")(self)  # type: ignore[no-any-return]

    def to_pandas(self) -> Any:
        """A `pandas.DataFrame`, one row a row; integers with gaps are `Int64`.

        Raises:
            UnsupportedFileError: pandas is not installed.
        """
        return _late(_FRAMES, "to_pandas")(self)

    def to_polars(self) -> Any:
        """A `polars.DataFrame`, one row a row; shapes are lists.

        Raises:
            UnsupportedFileError: polars is not installed.
        """
        return _late(_FRAMES, "to_polars")(self)

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> npt.NDArray[Any]:
        made = self.to_numpy()
        return made if dtype is None else made.astype(dtype)


class Rows(Tabular, Generic[Row]):
    """A result that is its rows: they are counted, gone through, and taken by their place or a slice of places."""

    __slots__ = ()

    def _all_rows(self) -> tuple[Row, ...]:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self._all_rows())

    def __bool__(self) -> bool:  # one without rows is a result all the same
        return True

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all_rows())

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        return self._all_rows()[place]


def quoted(name: str) -> str:
    """A name of a file as Python writes texts, cut where it is long."""
    half = _LONGEST // 2
    return repr(name if len(name) <= _LONGEST else f"{name[:half]}…{name[-half:]}")


def counted(count: int, noun: str) -> str:
    """A number with its noun, as in 1 row, 1,234 rows."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _late(module: str, name: str) -> Callable[..., Any]:
    return getattr(import_module(module), name)  # type: ignore[no-any-return]
