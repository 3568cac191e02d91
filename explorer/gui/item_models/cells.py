"""What a table cell shows, as data: a model makes it, the delegate draws it, a test reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from explorer.analysis.statistics import ValueCounts
    from explorer.gui.item_models.row_filter import FilterField

SORT_ROLE = Qt.ItemDataRole.UserRole + 1  # the column's rank of the row, by which it is sorted
VARIABLE_ROLE = Qt.ItemDataRole.UserRole + 2  # the record the row shows: Variable, Difference, RestoreRow
KEY_ROLE = Qt.ItemDataRole.UserRole + 3  # its checkpoint key, as stored
CELL_ROLE = Qt.ItemDataRole.UserRole + 4  # Cell
# Columns whose cells hold words of ours, said in the window's language; all others hold what a file says.
WORD_COLUMNS = frozenset(
    {
        "role",
        "change",
        "verdict",
        "effect",
        "note",
        "word",
        "what",
        "why",
        "status",
        "problem",
        "hint",
        "kind",
    }
    | {"recovery", "sentence", "reason", "when", "since", "first", "sound", "where", "checksum", "cause"}
)
MOST_TIP_LINES = 20
MOST_TIP_CHARACTERS = (
    512  # of one line of a tool tip: escaping and laying out a name of megabytes takes seconds
)


VALUE_TAIL = "/.ATTRIBUTES/VARIABLE_VALUE"


def without_tail(text: str) -> tuple[str, str]:
    """A shown key and the end all object-based keys share, apart: what tells keys apart must stay in view."""
    head = text.removesuffix(VALUE_TAIL)
    return head, text[len(head) :]


class SmallHistogram(NamedTuple):
    """One outline in a cell; `tone` is "older", "newer" or a role."""

    values: ValueCounts
    tone: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Texts are plain and already safe to show (`display_name`).

    `tone` names a colour by meaning, so a change of theme needs no new cells: "" the text colour,
    "muted", "role:slot", "verdict:restored", "difference:added".
    """

    text: str = ""
    tone: str = ""
    mark: str = ""  # a character before the text, in the tone
    role: str = ""  # draws the role's shape before the text, in the role's colour
    is_number: bool = False  # right aligned
    is_data: bool = True  # data font; else the window's
    elide_middle: bool = False
    tail: str = ""  # machinery at the end of the text: not drawn, read aloud and copied with it
    spans: tuple[tuple[int, int], ...] = ()  # [start, end) of `text` in bold, and in `span_tone`
    span_tone: str = ""
    fraction: float | None = None  # draws a bar of this length, 0 to 1
    histograms: tuple[SmallHistogram, ...] = ()


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a table: `width` in average characters of the data font."""

    id: str
    title: str
    explanation: str
    width: int
    is_number: bool = False
    is_default: bool = True
    needs_statistics: bool = False
    is_sortable: bool = True
    is_smallest_first: bool = (
        False  # a click sorts numbers by the largest first, unless the smallest say most
    )


class TableSource(Protocol):
    """The rows of a table as the model asks for them. Immutable but for what streams in by key."""

    columns: tuple[TableColumn, ...]

    def __len__(self) -> int: ...

    def key(self, row: int) -> str:
        """What names the row across reloads and in all views."""

    def keys(self) -> list[str]:
        """All keys in row order."""

    def row_of(self, key: str) -> int:
        """The row of a key, -1 if there is none."""

    def record(self, row: int) -> object:
        """What stands behind the row."""

    def cell(self, row: int, column_id: str) -> Cell:
        """What the row shows in a column."""

    def text(self, row: int, column_id: str) -> str:
        """The whole content of a cell for copying: exact numbers, nothing elided."""

    def values(self, column_id: str) -> Any:
        """The column's values for `row_order.ranks_of`: a list or an array."""

    def fields(self) -> tuple[FilterField, ...]:
        """What the filter field looks through."""

    def is_problem(self, row: int) -> bool:
        """Whether the whole row is tinted as a problem."""
