"""Roles and slots of tensors that are known by their name alone: name-based checkpoints.

TensorFlow 1 names a slot `<variable>/<Optimizer>[_k]`, below the scope `minimize` ran in if there
was one; Estimators of TensorFlow 2 name it `training/<Optimizer>/<variable>/<slot>`. For
partitioned variables a tail of `part_<k>/` stays in the name, by a slip of TensorFlow's that cuts
the name at the wrong place: `dnn/hiddenlayer_0/bias/t_0/Adagrad`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from explorer.checkpoints.roles import ROLE_CODE
from explorer.formats.tensor_table import TensorTable

OBJECT_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH"
_SLOT_WORD = re.compile(
    r"(?:Adagrad|AdagradDA|Adam|AdaMax|AdamW|Nadam|Momentum|RMSProp|Ftrl|Adadelta|ProximalAdagrad|LazyAdam"
    r"|LARS|LAMB|Lamb|ExponentialMovingAverage|[A-Z][A-Za-z0-9]*(?:Optimizer|Adam|Momentum|Grad|Prop)[A-Za-z0-9]*"
    r"|adam_m|adam_v|lamb_m|lamb_v)(?:_\d+)?"
)
# Words too plain to be trusted anywhere but below `training/<Optimizer>/`.
_KERAS_SLOT_WORD = re.compile(
    r"m|v|vhat|momentum|velocity|accumulator|linear|rms|mg|accum_grad|accum_var|slow|average"
)
_POWER = re.compile(r"beta[12]_power(?:_\d+)?")
_TRAINING = re.compile(r"training(?:_\d+)?/([A-Za-z][A-Za-z0-9]*(?:_\d+)?)/(.+)")
_PART_NUMBER = re.compile(r"(\d+)/$")
MAX_SCOPES_TRIED = 32  # leading scopes stripped while looking for a slot's variable

VARIABLE, SLOT, HYPERPARAMETER = ROLE_CODE["variable"], ROLE_CODE["slot"], ROLE_CODE["hyperparameter"]
BOOKKEEPING, OTHER = ROLE_CODE["bookkeeping"], ROLE_CODE["other"]


@dataclass(frozen=True, slots=True)
class NamedRoles:
    """Role code of each row asked for, and for slots: the row of their variable, slot name, optimizer scope."""

    role: dict[int, int] = field(default_factory=dict)
    slot_of: dict[int, tuple[int, str, str]] = field(default_factory=dict)


def roles_by_name(table: TensorTable, rows: range | list[int]) -> NamedRoles:
    """Tell the roles of `rows` from their keys. A slot must have its variable's shape."""
    found = NamedRoles()
    row_of, keys = table.row_of, table.keys
    slot_words: dict[str, bool] = {}
    for row in rows:
        key = keys[row]
        if key == OBJECT_GRAPH_KEY:
            found.role[row] = OTHER
            continue
        if key == "global_step":
            found.role[row] = BOOKKEEPING
            continue
        remainder, slash, last = key.rpartition("/")
        is_slot_word = slot_words.get(last)
        if is_slot_word is None:
            is_slot_word = slot_words[last] = _SLOT_WORD.fullmatch(last) is not None
        if slash and (is_slot_word or (key.startswith("training") and _KERAS_SLOT_WORD.fullmatch(last))):
            owner = _owner_of(remainder, row, table, row_of)
            if owner >= 0:
                found.role[row] = SLOT
                found.slot_of[row] = (owner, last, _training_scope(key))
                continue
        if _POWER.fullmatch(last) and table.shape(row) == ():
            found.role[row] = HYPERPARAMETER
        elif key.startswith("training") and (match := _TRAINING.fullmatch(key)) and table.shape(row) == ():
            found.role[row] = VARIABLE if "/" in match[2] else HYPERPARAMETER
        else:
            found.role[row] = VARIABLE
    return found


def _training_scope(key: str) -> str:
    """The scope of a Keras optimizer inside an Estimator, `training/Adam`; "" elsewhere."""
    match = _TRAINING.fullmatch(key)
    return key[: match.end(1)] if match else ""


def _owner_of(name: str, row: int, table: TensorTable, row_of: dict[str, int]) -> int:
    """The row of the variable whose slot is called `name/<slot>`; -1 if there is none of the same shape."""
    if (owner := _same_shape(name, row, table, row_of)) >= 0:
        return owner
    # Without the scopes that minimize() ran in.
    shorter = name
    for _ in range(MAX_SCOPES_TRIED):
        _, slash, shorter = shorter.partition("/")
        if not slash:
            break
        if (owner := _same_shape(shorter, row, table, row_of)) >= 0:
            return owner
    # With a tail of `part_<k>/` left in: cut at each slash from the right until a variable appears.
    cut = len(name)
    for _ in range(MAX_SCOPES_TRIED):
        cut = name.rfind("/", 0, cut)
        if cut <= 0:
            break
        owner = _same_shape(name[:cut], row, table, row_of)
        if owner >= 0:
            tail = name[cut + 1 :] + "/"
            match = _PART_NUMBER.search(tail)
            if match and f"/{name[:cut]}/part_{match[1]}/".endswith(tail):
                return owner
    return -1


def _same_shape(name: str, row: int, table: TensorTable, row_of: dict[str, int]) -> int:
    owner = row_of.get(name, -1)
    return owner if owner >= 0 and owner != row and table.shape_id[owner] == table.shape_id[row] else -1
