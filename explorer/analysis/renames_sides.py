"""The two sides of a rename: what each row and variable is called, and which have no partner yet."""

from __future__ import annotations

from explorer.analysis.renames_slots import slot_kind
from explorer.analysis.renames_words import Named, plain_path, take_apart
from explorer.analysis.restoring.verdicts import is_compatible
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.formats.dtypes import data_type

Pairs = dict[int, tuple[int, float, str]]  # variable -> row, confidence, reason ("" where to be told)


class Texts:
    """The names of both sides, taken apart when they are looked at."""

    def __init__(self, checkpoint: Checkpoint, target: ModelSpec) -> None:
        self.checkpoint, self.target = checkpoint, target
        self.both_objects = checkpoint.object_based and target.object_based
        self._by_name = checkpoint.object_based != target.object_based
        self._stored: dict[int, Named] = {}
        self._expected: dict[int, Named] = {}

    def stored_name(self, row: int) -> str:
        """The name a row was saved under."""
        return self.checkpoint.names[row]

    def expected_name(self, place: int) -> str:
        """What the target's program calls a variable."""
        variable = self.target.variables[place]
        return variable.full_name or variable.name

    def stored_path(self, row: int) -> str:
        """What a row is compared by: its name where one side has no objects, else its key."""
        return plain_path(self.stored_name(row) if self._by_name else self.checkpoint.table.keys[row])

    def expected_path(self, place: int) -> str:
        """What a variable is compared by, likewise."""
        return plain_path(self.expected_name(place) if self._by_name else self.target.variables[place].key)

    def stored(self, row: int) -> Named:
        """The path of a row, taken apart."""
        if row not in self._stored:
            self._stored[row] = self._named(self.stored_path(row), self.stored_name(row))
        return self._stored[row]

    def expected(self, place: int) -> Named:
        """The path of a variable, taken apart."""
        if place not in self._expected:
            self._expected[place] = self._named(self.expected_path(place), self.expected_name(place))
        return self._expected[place]

    def _named(self, path: str, name: str) -> Named:
        named = take_apart(path)
        if not self.both_objects or not name or plain_path(name) == path:
            return named
        # What the program calls it says more than a list's index; marked, so that the two are not mixed up.
        also = tuple(f"~{word}" for word in take_apart(name).words)
        return Named(named.parts, named.words + also, named.slot)


class Left:
    """What has no partner yet, with a number for the shape and dtype of each."""

    def __init__(self, texts: Texts, rows: list[int], places: list[int], found: Pairs) -> None:
        checkpoint, target = texts.checkpoint, texts.target
        used = {pair[0] for pair in found.values()}
        table = checkpoint.table
        self.rows = [row for row in rows if row not in used]
        self.places = [place for place in places if place not in found]
        numbers: dict[tuple[str, tuple[int, ...], str], int] = {}
        self.stored_shape: list[tuple[int, ...]] = [table.shape(row) for row in self.rows]
        self.stored_dtype = [data_type(int(table.dtype[row])).name for row in self.rows]
        # A slot is renamed to the same slot only: Adam's m is not RMSprop's accumulator.
        slots = [slot_kind(texts.stored_path(row), texts.stored_name(row)) for row in self.rows]
        self.row_block = [
            numbers.setdefault(kind, len(numbers))
            for kind in zip(self.stored_dtype, self.stored_shape, slots)
        ]
        self.kinds = numbers
        self.variables = [target.variables[place] for place in self.places]
        self.place_block = [
            self._block_of(variable, slot_kind(texts.expected_path(place), texts.expected_name(place)))
            for place, variable in zip(self.places, self.variables)
        ]

    def _block_of(self, variable: SpecVariable, slot: str) -> int:
        """The block a variable is looked for in. Of one that tells little: the only one it fits, else none."""
        if variable.dtype is not None and variable.shape is not None and None not in variable.shape:
            known = tuple(size for size in variable.shape if size is not None)
            return self.kinds.get((variable.dtype, known, slot), -1)
        fitting = {
            block
            for (dtype, shape, of_slot), block in self.kinds.items()
            if of_slot == slot
            and (variable.dtype is None or variable.dtype == dtype)
            and is_compatible(variable.shape, shape)
        }
        return fitting.pop() if len(fitting) == 1 else -1


def fits(variable: SpecVariable, checkpoint: Checkpoint, row: int) -> bool:
    """Whether a stored value has the dtype and shape a variable asks for, as far as it tells them."""
    dtype = data_type(int(checkpoint.table.dtype[row])).name
    return (variable.dtype is None or variable.dtype == dtype) and is_compatible(
        variable.shape, checkpoint.table.shape(row)
    )
