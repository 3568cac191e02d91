"""What one way of loading will do: the records every simulator answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from explorer.checkpoints.conditions import Conditions
from explorer.errors import ExplorerError

if TYPE_CHECKING:
    import numpy.typing as npt

# PRODUCT words. The last is of variables an API does not touch (an optimizer's, when weights are loaded).
EFFECTS = (
    "restored",
    "left alone",
    "deferred",
    "raises",
    "stored shape adopted",
    "wrong value silently",
    "not concerned",
)
RESTORED, LEFT_ALONE, DEFERRED, RAISES, ADOPTED, WRONG, NOT_CONCERNED = range(len(EFFECTS))
TAKES_A_VALUE = (RESTORED, ADOPTED, WRONG)


class UnsuitableError(ExplorerError):
    """This way of loading does not apply to the two sides, or the target tells too little to judge it."""

    usual_hint = "Choose another way of loading, or a target that tells more."


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception TensorFlow or Keras raises: its type's name and its text.

    What no file can know stands as a placeholder: `<path>`, `<address>`, `<values>`. Where TensorFlow
    races (which of several missing keys is named), `alternatives` holds the other texts.
    """

    type: str
    message: str
    alternatives: tuple[str, ...] = ()


Check = Raised | Literal["ok"] | None  # None: this API has no such check, or the restore itself raised


@dataclass(frozen=True)
class Outcome:
    """One API's answer. `effect` and `row` are columns over the spec's variables.

    `restored` in TensorFlow's sense is effect RESTORED, ADOPTED or WRONG. Rows are those of the
    checkpoint's table; -1 where a variable takes no stored value.
    """

    api: str
    conditions: Conditions
    effect: npt.NDArray[np.uint8]  # [v] index into EFFECTS
    row: npt.NDArray[np.int64]  # [v] the stored row whose value it takes (or would take, for DEFERRED)
    exception: Raised | None = None
    assert_consumed: Check = None
    assert_existing_objects_matched: Check = None
    assert_nontrivial_match: Check = None
    status_type: str = ""  # the class of what restore returns: "CheckpointLoadStatus"; "" for none
    adopted: dict[int, tuple[int, ...]] = field(default_factory=dict)  # variable -> its shape afterwards
    log: tuple[str, ...] = ()  # what is printed or warned without raising, in TensorFlow's words
    remarks: tuple[str, ...] = ()  # our sentences: what was assumed, what goes wrong silently and why
    made: tuple[int, ...] = ()  # stored rows that go into variables the restore itself makes (slots)

    def concerns(self, variable: int) -> bool:
        """Whether it touches a variable of the spec at all; -1, what the model has not, counts as touched."""
        return variable < 0 or int(self.effect[variable]) != NOT_CONCERNED

    @property
    def is_silently_wrong(self) -> bool:
        """Whether values go where they do not belong, or shapes change, without an exception."""
        return bool(np.isin(self.effect, (ADOPTED, WRONG)).any())


def blank_columns(count: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Writable columns for `count` variables: everything left alone, no row."""
    return np.full(count, LEFT_ALONE, np.uint8), np.full(count, -1, np.int64)
