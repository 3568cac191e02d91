"""The objects of `tf.train.Checkpoint(root)`: saved and restored from `root` on, not from the Checkpoint.

The Checkpoint's other attributes, `optimizer` of `Checkpoint(model, optimizer=...)`, become children of
the root under their names, unless the root has children of these names itself. They follow the edge
`root`, which leads from the root to itself, and are restored after all that the root leads to.
Source: TensorFlow 2.15 and 2.21, checkpoint/checkpoint.py, Checkpoint.__init__.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from explorer.checkpoints.target_graph import TargetSlot, TargetValue

Edge = tuple[int, str, int]  # object, name, child


def root_of(classes: list[str], edges: Iterable[Edge]) -> int:
    """The object that a Checkpoint, which is object 0, takes for its root; 0 where it has none."""
    if classes[0] != "Checkpoint":
        return 0
    kept = {name: child for node, name, child in edges if node == 0 and name in ("root", "_root")}
    return kept["root"] if "_root" in kept and kept["_root"] == kept.get("root") else 0


def with_root_first(
    root: int, classes: list[str], edges: list[Edge], values: list[TargetValue], slots: list[TargetSlot]
) -> tuple[list[str], list[Edge], list[TargetValue], list[TargetSlot]]:
    """The same objects with `root` in place of the Checkpoint; its own place is left without anything."""

    def moved(node: int) -> int:
        return 0 if node == root else node

    own = [(0, name, moved(child)) for node, name, child in edges if node == root]
    names = {name for _, name, _ in own} | {"_root", "root"}
    attached = [(0, "root", 0)] * ("root" not in {name for _, name, _ in own})
    attached += [(0, name, moved(child)) for node, name, child in edges if node == 0 and name not in names]
    others = [(node, name, moved(child)) for node, name, child in edges if node not in (0, root)]
    return (
        [classes[root], *classes[1:]],
        own + attached + others,
        [replace(value, node=moved(value.node)) for value in values],
        [
            TargetSlot(moved(slot.optimizer), moved(slot.variable), slot.name, moved(slot.node))
            for slot in slots
        ],
    )
