"""Both sides by the names an error may use: what it names, and what a checkpoint alone has like it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from explorer.analysis.error_reading.records import ErrorMatch, ErrorReading, NamedTensor, Shape
from explorer.analysis.renames_words import plain_path
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.object_graph import escape
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.shape_text import shape_text
from explorer.checkpoints.spec import ModelSpec
from explorer.formats.dtypes import data_type
from explorer.task import Task, breathing

NAMED, SAME_FAULT, SAME_LAYER, ALIKE = "named", "the same fault", "the same layer", "a similar name"
_MOST_COMPARED = 2000
_MOST_SEARCHES = 50  # through all rows for what no name leads to


def expected_text(tensor: NamedTensor) -> str:
    """The model's side as the error tells it: "float32 [4, 20]", "" for nothing."""
    return described(tensor.expected_dtype, tensor.expected_shape)


def stored_text(tensor: NamedTensor) -> str:
    """The checkpoint's side as the error tells it."""
    return described(tensor.stored_dtype, tensor.stored_shape)


def described(dtype: str | None, shape: Shape | None) -> str:
    """A dtype and a shape as far as they are known, as text."""
    return " ".join(part for part in (dtype or "", shape_text(shape) if shape is not None else "") if part)


class Sides:
    """Both sides by the names an error may use."""

    def __init__(self, checkpoint: Checkpoint | None, target: ModelSpec | None, task: Task) -> None:
        self.checkpoint, self.target, self._task = checkpoint, target, task
        self._searches_left = _MOST_SEARCHES
        self._rows: dict[str, int] = {}
        self._places: dict[str, int] = {}
        if checkpoint is not None:
            names = checkpoint.names
            for row, key in enumerate(breathing(checkpoint.table.keys)):
                if key != OBJECT_GRAPH_KEY:
                    self._rows.setdefault(plain_path(key), row)
                    self._rows.setdefault(plain_path(names[row]), row)
        if target is not None:
            for place, variable in enumerate(breathing(target.variables)):
                for label in (variable.key, variable.name, variable.full_name):
                    if label:
                        self._places.setdefault(plain_path(label), place)

    def find(self, tensor: NamedTensor) -> list[tuple[int, int]]:
        """(row, variable) of what an error names; -1 for a side that has none of it."""
        for label in labels_of(tensor):
            row, place = self._rows.get(label, -1), self._places.get(label, -1)
            if row >= 0 or place >= 0:
                return [self._both(row, place)]
        if not self._searches_left:
            return []
        self._searches_left -= 1
        if tensor.name_kind == "layer":
            part = f"/{tensor.name}/"
            rows = sorted({row for label, row in self._rows.items() if part in f"/{label}"})
            if rows:
                return [self._both(row, -1) for row in rows]
            return [
                (-1, place)
                for place in sorted({p for label, p in self._places.items() if part in f"/{label}"})
            ]
        if tensor.name and tensor.stored_shape is not None and self.checkpoint is not None:
            return self._by_last_part(tensor)
        if not tensor.name and (tensor.stored_shape is not None or tensor.expected_shape is not None):
            return self._by_shapes(tensor)
        return []

    def _both(self, row: int, place: int) -> tuple[int, int]:
        """The other side of what one side has under a key or name."""
        if row < 0 and place >= 0 and self.target is not None:
            variable = self.target.variables[place]
            for label in (variable.key, variable.name, variable.full_name):
                if label and (row := self._rows.get(plain_path(label), -1)) >= 0:
                    break
        if place < 0 and row >= 0 and self.checkpoint is not None:
            for label in (self.checkpoint.table.keys[row], self.checkpoint.names[row]):
                if (place := self._places.get(plain_path(label), -1)) >= 0:
                    break
        return row, place

    def _by_last_part(self, tensor: NamedTensor) -> list[tuple[int, int]]:
        """The scope was named otherwise when it was saved: the only variable of that shape called so."""
        assert self.checkpoint is not None
        table, last = self.checkpoint.table, plain_path(tensor.name).rpartition("/")[2]
        slots = self.checkpoint.slots
        rows = {
            row
            for label, row in breathing(self._rows.items())
            if label.rpartition("/")[2] == last
            and row not in slots
            and table.shape(row) == tensor.stored_shape
        }
        return [self._both(rows.pop(), -1)] if len(rows) == 1 else []

    def _by_shapes(self, tensor: NamedTensor) -> list[tuple[int, int]]:
        """The message names no variable: those whose two shapes are the ones it tells."""
        if self.checkpoint is None:
            return []
        table, found = self.checkpoint.table, []
        for row in breathing(range(len(table))):
            if tensor.stored_shape is None or table.shape(row) != tensor.stored_shape:
                continue
            row, place = self._both(row, -1)
            if self.target is None or (
                place >= 0 and self.target.variables[place].shape == tensor.expected_shape
            ):
                found.append((row, place))
        return found if self.target is not None or len(found) == 1 else []

    def match(self, row: int, place: int, why: str, tensor: NamedTensor | None = None) -> ErrorMatch:
        """A match with both sides as text: from the files, else from the error."""
        expected, stored = (expected_text(tensor), stored_text(tensor)) if tensor else ("", "")
        key = tensor.name if tensor else ""
        if self.target is not None and place >= 0:
            variable = self.target.variables[place]
            key = variable.key or variable.name
            expected = expected or described(variable.dtype, variable.shape)
        if self.checkpoint is not None and row >= 0:
            table = self.checkpoint.table
            key = table.keys[row]
            stored = described(data_type(int(table.dtype[row])).name, table.shape(row))
        return ErrorMatch(key, why, row, place, expected, stored)

    def with_the_same_fault(self, reading: ErrorReading, named: list[ErrorMatch]) -> Iterable[ErrorMatch]:
        """The siblings a checkpoint alone tells: those of the same layer, or with a similar name."""
        if self.checkpoint is not None and self.target is None and reading.kind == "shape-changed":
            yield from self._of_the_layer(reading, named)
        if reading.kind == "variable-missing" and self.checkpoint is not None:
            yield from self._alike(reading)

    def _of_the_layer(self, reading: ErrorReading, named: list[ErrorMatch]) -> Iterable[ErrorMatch]:
        """Rows of the named layers (and slots) that have the size which changed."""
        assert self.checkpoint is not None
        table = self.checkpoint.table
        sizes = {
            held
            for tensor in reading.tensors
            for size, held in zip(tensor.expected_shape or (), tensor.stored_shape or ())
            if size != held and held is not None
        }
        if not sizes:
            return
        scopes = {plain_path(table.keys[match.row]).rpartition("/")[0] for match in named if match.row >= 0}
        owners = {plain_path(table.keys[match.row]) for match in named if match.row >= 0}
        for row, key in enumerate(breathing(table.keys)):
            path = plain_path(key)
            in_layer = any(scope and path.startswith(scope + "/") for scope in scopes)
            if (in_layer or any(path.startswith(owner + "/") for owner in owners)) and sizes & set(
                table.shape(row)
            ):
                yield self.match(row, -1, SAME_LAYER)

    def _alike(self, reading: ErrorReading) -> Iterable[ErrorMatch]:
        labels = list(self._rows)[:_MOST_COMPARED]
        for tensor in reading.tensors[:3]:
            wanted = next(iter(labels_of(tensor)), "")
            if wanted and wanted not in self._rows:
                for label in get_close_matches(wanted[:200], labels, n=3, cutoff=0.6):
                    yield self.match(self._rows[label], -1, ALIKE)


def labels_of(tensor: NamedTensor) -> list[str]:
    """What a side may call the tensor an error names, the likeliest first."""
    labels = []
    if tensor.checkpoint_key:
        labels.append(plain_path(tensor.checkpoint_key))
    name = tensor.name
    if not name or tensor.name_kind == "layer":
        return labels
    if tensor.name_kind == "object path":
        labels.append("/".join(escape(part) for part in name.split(".")))
    labels.append(plain_path(name))
    head, _, tail = plain_path(name).rpartition("/")
    if tail.startswith("part_"):
        labels.append(head)
    without_model = plain_path(name).partition("/")[2]  # Keras 3 puts the model's name before it
    if without_model:
        labels.append(without_model)
    return list(dict.fromkeys(labels))
