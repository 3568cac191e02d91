"""Which stored node each object of a program is bound to: TensorFlow's breadth-first walk over named edges.

A walk meets the nodes of a stored graph from one bound object down. What a program lacks is put off
under the name of its edge, and taken up when an object appears there. Each walk ends with one batch of
values to read and assign.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.analysis.restoring.objects.optimizer_layout import (
    KEEPS_SLOTS,
    KEEPS_SLOTS_AT_ONCE,
    NO_OPTIMIZER,
    REFUSES,
)
from explorer.analysis.restoring.objects.sides import MadeSlot, ProgramObjects, StoredNodes
from explorer.task import QUIET, Task

if TYPE_CHECKING:
    from explorer.analysis.restoring.outcome import Raised

_REPORT_EVERY = 4096


class MatchFailed(Exception):  # noqa: N818 - carries what TensorFlow raises; never leaves the simulator
    """TensorFlow raises while it matches, before it reads any value."""

    def __init__(self, raised: Raised, optimizer: int) -> None:
        super().__init__(raised.message)
        self.raised, self.optimizer = raised, optimizer


@dataclass(slots=True)
class Matching:
    """What is bound so far. `batches`: per walk the (stored node, object) pairs whose values it restores, in order."""

    stored: StoredNodes
    program: ProgramObjects
    kind_of_optimizer: Callable[[int], str]
    refusal: Callable[[int, str], Raised]  # of an optimizer node and its kind
    slot_failure: Callable[
        [int, int, bool], Raised | None
    ]  # of a variable's node, a stored slot to be made, or -1, and whether that takes the variable's shape
    is_eager: bool = True
    slots_come_first: bool = False  # TF 1.15: a slot is restored while it is bound, in a batch of its own
    task: Task = QUIET
    bound: list[int] = field(default_factory=list)  # [stored nodes] object, -1 for none
    restored: set[int] = field(
        default_factory=set
    )  # objects whose values some batch holds, or that have none
    put_off: dict[tuple[int, str], list[int]] = field(default_factory=dict)  # (object, edge) -> stored nodes
    waiting_slots: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    taken_slots: set[int] = field(default_factory=set)  # stored variables whose slots were offered or put off
    inconsistent: list[tuple[int, int]] = field(default_factory=list)  # objects one stored node stands for
    batches: list[list[tuple[int, int]]] = field(default_factory=list)
    parent: dict[int, tuple[int, str]] = field(
        default_factory=dict
    )  # stored node -> (stored parent, edge name)

    def __post_init__(self) -> None:
        self.bound = [-1] * self.stored.count

    def bound_count(self) -> int:
        """How many stored nodes have an object."""
        return sum(node >= 0 for node in self.bound)

    def restore(self, stored: int, node: int) -> list[tuple[int, int]]:
        """Bind a stored node to an object and walk on from there; the batch, empty where it was bound before."""
        if self.bound[stored] >= 0:
            return []
        self.bound[stored] = node
        batch: list[tuple[int, int]] = []
        queue: deque[tuple[int, int]] = deque()
        if self.slots_come_first:
            self._offer_slots(stored, node, queue)
        queue.append((stored, node))
        restored, has_attributes, first_edge = (
            self.restored,
            self.stored.has_attributes,
            self.stored.first_edge,
        )
        slots_of, waiting = self.stored.slots_of, self.waiting_slots
        done = 0
        while queue:
            stored, node = queue.popleft()
            done += 1
            if not done % _REPORT_EVERY:
                self.task.report(done, self.stored.count, "matching objects")
            if node not in restored:
                restored.add(node)
                if has_attributes[stored]:
                    batch.append((stored, node))
            if first_edge[stored] != first_edge[stored + 1]:
                self._visit_children(stored, node, queue)
            if (stored in slots_of or stored in waiting) and not self.slots_come_first:
                self._offer_slots(stored, node, queue)
        self.batches.append(batch)
        return batch

    def _visit_children(self, stored: int, node: int, queue: deque[tuple[int, int]]) -> None:
        bound, program = self.bound, self.program
        children = program.children(node)
        exists, count = program.exists, program.count
        for name, child in self.stored.children(stored):
            if bound[child] >= 0:
                if self.slots_come_first and (other := program.child(node, name)) not in (-1, bound[child]):
                    self.inconsistent.append((bound[child], other))
                continue
            found = children.get(name, -1)
            if found < 0 or (found < count and not exists[found]):
                self.put_off.setdefault((node, name), []).append(child)
                continue
            bound[child] = found
            self.parent[child] = (stored, name)
            if self.slots_come_first:
                self._offer_slots(child, found, queue)
            queue.append((child, found))

    # --- slots -------------------------------------------------------------------------------------

    def _offer_slots(self, stored: int, node: int, queue: deque[tuple[int, int]]) -> None:
        """Offer an optimizer the slots of variables bound before it, then a variable's slots to its optimizers."""
        for variable, slot, name in self.waiting_slots.pop(stored, ()):
            self._offer(stored, node, variable, slot, name, queue, is_put_off=True)
        if stored in self.taken_slots or stored not in self.stored.slots_of:
            return
        self.taken_slots.add(stored)
        for optimizer, slot, name in self.stored.slots_of[stored]:
            if self.bound[optimizer] < 0:
                self.waiting_slots.setdefault(optimizer, []).append((node, slot, name))
            else:
                self._offer(optimizer, self.bound[optimizer], node, slot, name, queue)

    def _offer(
        self,
        optimizer: int,
        node: int,
        variable: int,
        slot: int,
        name: str,
        queue: deque[tuple[int, int]],
        *,
        is_put_off: bool = False,
    ) -> None:
        kind = self.kind_of_optimizer(node)
        if kind == REFUSES or (kind == NO_OPTIMIZER and is_put_off):
            # What was put off is offered without asking whether the object has the method for it.
            raise MatchFailed(self.refusal(node, kind), node)
        if kind not in (KEEPS_SLOTS, KEEPS_SLOTS_AT_ONCE):
            return
        if failed := self.slot_failure(variable, -1, False):
            raise MatchFailed(failed, node)
        found = self.program.slots.get((node, variable, name), -1)
        exists = found >= 0 and (found >= self.program.count or bool(self.program.exists[found]))
        if not exists:
            if not self.is_eager or self._has_children(slot):
                return  # restored when the program makes it
            if failed := self.slot_failure(variable, slot, kind == KEEPS_SLOTS_AT_ONCE):
                raise MatchFailed(failed, node)
            if found >= 0:  # the program would make it later: the restore does it now
                self.program.exists[found] = 1
            else:
                found = self.program.make_slot(MadeSlot(node, variable, name, slot))
        if self.bound[slot] >= 0:
            return
        self.bound[slot] = found
        if self.slots_come_first or kind == KEEPS_SLOTS_AT_ONCE:
            self.batches.append([(slot, found)] if found not in self.restored else [])
            self.restored.add(found)
        else:
            queue.append((slot, found))

    def _has_children(self, stored: int) -> bool:
        return self.stored.first_edge[stored] != self.stored.first_edge[stored + 1]

    # --- what the program makes after the restore call -------------------------------------------

    def appear(self, node: int, parent: int, name: str) -> list[list[tuple[int, int]]]:
        """An object is set as an attribute of an existing one: the batches of values it sets off.

        What it alone holds comes with it: an object is made before it is set as an attribute.
        """
        program = self.program
        if not program.exists[node]:
            program.exists[node] = 1
            order = [node]
            for above in order:
                for child in program.children(above).values():
                    if not program.exists[child]:
                        program.exists[child] = 1
                        order.append(child)
        first = len(self.batches)
        for stored in self.put_off.pop((parent, name), []):
            self.restore(stored, node)
        return self.batches[first:]
