"""When two values count as equal: bit for bit, or within a tolerance; and what is not compared at all."""

from __future__ import annotations

import math
from dataclasses import dataclass

from explorer.checkpoints.roles import OBJECT_GRAPH_KEY

DEFAULT_RTOL, DEFAULT_ATOL = 1e-5, 1e-8  # numpy.allclose's own


@dataclass(frozen=True, slots=True)
class EqualityRule:
    """What "same" means in one comparison.

    Without a tolerance, values are equal bit for bit. With one, as `numpy.allclose` has it and the
    older side as its reference: |newer - older| <= atol + rtol * |older|, element by element.
    Shapes and dtypes are never covered by a tolerance.

    Raises:
        ValueError: a tolerance is negative or not finite, or only one of the two is given.
    """

    rtol: float | None = None
    atol: float | None = None
    ignores_slots: bool = False  # slot variables of optimizers
    ignores_bookkeeping: bool = False  # counters such as the step, and the stored object graph

    def __post_init__(self) -> None:
        if (self.rtol is None) != (self.atol is None):
            raise ValueError("a tolerance has a relative and an absolute part")
        for word, number in (("relative", self.rtol), ("absolute", self.atol)):
            if number is not None and not (math.isfinite(number) and number >= 0):
                raise ValueError(f"the {word} tolerance is a finite number of at least 0, not {number}")

    @property
    def tolerance(self) -> tuple[float, float] | None:
        """(rtol, atol), or None where bits are compared."""
        return None if self.rtol is None or self.atol is None else (self.rtol, self.atol)

    @property
    def words(self) -> str:
        """ "bitwise", "within rtol 1e-05, atol 1e-08"; and what is left out."""
        meant = "bitwise" if self.tolerance is None else f"within rtol {self.rtol:g}, atol {self.atol:g}"
        left_out = [
            word
            for word, is_ignored in (
                ("slots", self.ignores_slots),
                ("bookkeeping", self.ignores_bookkeeping),
            )
            if is_ignored
        ]
        return f"{meant}, ignoring {' and '.join(left_out)}" if left_out else meant

    @property
    def short(self) -> str:
        """The same in few letters, for a button: "bitwise", "within rtol 1e-05, atol 1e-08 · no slots"."""
        meant = "bitwise" if self.tolerance is None else f"within rtol {self.rtol:g}, atol {self.atol:g}"
        slots, bookkeeping = " · no slots" * self.ignores_slots, " · no counters" * self.ignores_bookkeeping
        return f"{meant}{slots}{bookkeeping}"

    @property
    def sentence(self) -> str:
        """ "equal means bitwise": what screens and exports say."""
        return f"equal means {self.words}"

    def ignores(self, role: str, key: str) -> bool:
        """Whether a tensor of this role and key is left out of the comparison."""
        if role == "slot":
            return self.ignores_slots
        return self.ignores_bookkeeping and (role == "bookkeeping" or key == OBJECT_GRAPH_KEY)


BITWISE = EqualityRule()
