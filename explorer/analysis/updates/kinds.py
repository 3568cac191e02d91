"""What a tensor is for, as far as its role, name, dtype and what it did can tell."""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np

from explorer.analysis.updates.moves import RunMoves
from explorer.checkpoints.roles import ROLES, VALUE_SUFFIX
from explorer.formats.dtypes import data_type
from explorer.task import breathing

TRAINED, STATISTICS, COUNTER, CONSTANT, SLOT = "trained", "statistics", "counter", "constant", "slot"
STATE = "state"  # moves, but is no float, or no variable: nothing that gradients train
EMPTY, NOT_FINITE = "empty", "not finite"  # cannot move: without elements, or without a finite one
_STATISTICS = re.compile(
    r"(?:.*[/._])?(?:moving_(?:mean|variance|stddev|std|var|average)|running_(?:mean|var|variance)"
    r"|population_(?:mean|variance)|batch_normalization(?:_\d+)?/vars/[23]|ema|ExponentialMovingAverage|MovingAverage)(?:_\d+)?",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"(?:.*[/._])?(?:global_step|step|steps|iter|iterations?|epochs?|save_counter|train_counter|count(?:er)?|total)(?:_\d+)?",
    re.IGNORECASE,
)
# No "table": lookup tables hold strings and integers, and tables of floats are embeddings.
_CONSTANT = re.compile(
    r"(?:.*[/._])?(?:seed|seed_generator_state|state_?var|mean|variance|rng|random_state|mask|position_ids|anchors?)(?:_\d+)?",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"(?:.*[/._])?(?:mean|variance)(?:_\d+)?", re.IGNORECASE)


def kind_of(key: str, role: int, dtype: int, *, has_moved: bool = False) -> str:
    """What a tensor is for, by its role, name and dtype; what is known to have moved is no constant."""
    name = ROLES[role] if 0 <= role < len(ROLES) else ""
    if name == "slot":
        return SLOT
    if name in ("bookkeeping", "hyperparameter", "optimizer"):
        return COUNTER
    stem = key.removesuffix(VALUE_SUFFIX)
    if name == "metric" or _STATISTICS.fullmatch(stem):
        return STATISTICS
    if _COUNTER.fullmatch(stem):
        return COUNTER
    if name != "variable" or data_type(dtype).kind not in ("float", "complex"):
        return STATE if has_moved else CONSTANT
    if not _CONSTANT.fullmatch(stem):
        return TRAINED
    if not has_moved:
        return CONSTANT
    return STATISTICS if _MOMENT.fullmatch(stem) else TRAINED


def kinds_of(
    moves: RunMoves, nothing_finite: Collection[str] = (), also_moved: Collection[str] = ()
) -> list[str]:
    """The kind of each row.

    Args:
        moves: the table.
        nothing_finite: keys whose elements are all NaN or infinite.
        also_moved: keys known to have moved by other than the table.
    """
    went = np.asarray(moves.went.any(axis=1)).tolist()
    has_moved = [moved or key in also_moved for key, moved in zip(moves.keys, went)]
    told = zip(moves.keys, moves.role.tolist(), moves.dtype.tolist(), has_moved, moves.element_count.tolist())
    kinds = []
    for key, role, dtype, moved, count in breathing(list(told)):
        kind = kind_of(key, role, dtype, has_moved=moved)
        if not moved and kind in (TRAINED, CONSTANT):
            kind = EMPTY if count == 0 else NOT_FINITE if key in nothing_finite else kind
        kinds.append(kind)
    return kinds
