"""A finding under way: what is known of a cause before it is put into a record, for words and for cures."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class OptimizerKind:
    """An optimizer as a file shows it. `layout`: "TensorFlow 1", "legacy Keras", "Keras 2.11", "Keras 3" or ""."""

    name: str  # "Adam"; "" where nothing tells
    layout: str
    slots: frozenset[str] = frozenset()
    has_slots: bool = False


@dataclass(slots=True)
class Draft:
    """One cause. `rows` are places in the report; the rest is what its cures need, empty where unused."""

    kind: str
    title: str
    rows: list[int]
    detail: str = ""
    layers: list[str] = field(default_factory=list)  # labels, the model's side
    stored_size: int = 0
    pairs: list[tuple[int, int]] = field(default_factory=list)  # (variable, row) that belong together
    scope: tuple[str, str] = ("", "")  # the differing part: the model's, the checkpoint's
    optimizers: tuple[OptimizerKind, OptimizerKind] | None = None  # the model's, the checkpoint's
    dtypes: tuple[str, str] = ("", "")
    names: list[str] = field(default_factory=list)  # of whole layers, as people call them
    consequences: list[str] = field(default_factory=list)  # labels of layers that follow from it
