"""What the keys of Keras files tell by themselves: where the optimizer counts its updates."""

from __future__ import annotations

from collections.abc import Sequence

_COUNTS = ("iter", "iteration", "iterations")
_FIRST = "optimizer/vars/0"
_WRAPPED = (
    "/inner_optimizer/vars/0"  # what scales the loss counts for itself, its inner optimizer the updates
)


def iteration_keys(keys: Sequence[str]) -> list[str]:
    """Keys that may hold the number of optimizer updates, the likeliest first.

    Keras 3 and 2.15: variable 0 of `optimizer` (of `optimizer/inner_optimizer` where the loss is
    scaled). Keras 2: `optimizer_weights/.../iter:0` or `iteration:0`.
    """
    found = [key for key in keys if _is_count(key)]
    return sorted(found, key=lambda key: (not key.endswith(_WRAPPED), key != _FIRST, key.count("/"), key))


def _is_count(key: str) -> bool:
    if key.startswith("optimizer_weights/"):
        return key[key.rfind("/") + 1 :].partition(":")[0] in _COUNTS
    return key.endswith("/vars/0") and "optimizer" in key.removesuffix("/vars/0").rpartition("/")[2]
