"""Roles and slots of tensors that are known by their name alone: name-based checkpoints.

TensorFlow 1 names a slot `<variable>/<Optimizer>[_k]`, below the scope `minimize` ran in if there
was one; Estimators of TensorFlow 2 name it `training/<Optimizer>/<variable>/<slot>`. For
partitioned variables a tail of `part_<k>/` stays in the name, by a slip of TensorFlow's that cuts
the name at the wrong place: `dnn/hiddenlayer_0/bias/t_0/Adagrad`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLE_CODE, VALUE_SUFFIX
from explorer.formats.tensor_table import TensorTable

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
    """Role code of each row asked for, in that order; for slots the row of their variable, slot name, optimizer scope."""

    codes: bytearray = field(default_factory=bytearray)
    slot_of: dict[int, tuple[int, str, str]] = field(default_factory=dict)


def roles_by_name(
    table: TensorTable,
    rows: range | list[int],
    told_roles: Mapping[int, str] = {},
    told_slots: Mapping[int, tuple[int, str, str]] = {},
) -> NamedRoles:
    """Tell the roles of `rows` from their keys, but for those the format tells. A slot must have its variable's shape."""
    keys = table.keys
    wanted = keys if rows == range(len(keys)) else [keys[row] for row in rows]
    codes = bytearray([VARIABLE]) * len(wanted)
    found = NamedRoles(codes)
    slot_of = found.slot_of
    owners = _Owners(table)
    shape_id = table.shape_id.tolist()
    is_odd, is_slot_word = _Memo(_is_odd), _Memo(_is_slot_word)
    # Keys are sorted, so nearly all slots follow their variable: no look-up, no pattern for them.
    scope, length, owner = "\n", 1, -1
    first_place: dict[str, int] = {}  # of each last name that tells nothing by itself
    for place, (row, key) in enumerate(zip(rows, wanted)):
        if key.startswith(scope) and is_slot_word[word := key[length:]] and shape_id[row] == shape_id[owner]:
            codes[place] = SLOT
            slot_of[row] = (owner, word, "")
            continue
        last = key[key.rfind("/") + 1 :]
        if is_odd[last] or key[:8] == "training":
            codes[place] = _role_of_odd_name(found, owners, row, key, last)
        else:
            scope, owner = key + "/", row
            length = len(scope)
            first_place.setdefault(last, place)
    _tell_chosen_names(found, owners, rows, wanted, first_place)
    if told_roles or told_slots:
        place_of = {row: place for place, row in enumerate(rows)}
        for row, role in told_roles.items():
            if row in place_of:
                codes[place_of[row]] = ROLE_CODE[role]
                slot_of.pop(row, None)
        slot_of |= {row: slot for row, slot in told_slots.items() if row in place_of}
    return found


def _tell_chosen_names(
    found: NamedRoles,
    owners: _Owners,
    rows: range | list[int],
    wanted: Sequence[str],
    first_place: dict[str, int],
) -> None:
    """Slots of optimizers a program named itself, `AdamOptimizer(name="gen_opt")`: `net/w/gen_opt`.

    A tensor right below another of its shape is one; scalars are too alike to tell anything. Looked
    for where a last name stands first: one look a name, not one a row.
    """
    chosen = set()
    for name, place in first_place.items():
        key, row = wanted[place], rows[place]
        if (
            len(name) < len(key)
            and owners.table.shape(row)
            and owners.same_shape(key[: -len(name) - 1], row) >= 0
        ):
            chosen.add(name)
    if not chosen:
        return
    for place, (row, key) in enumerate(zip(rows, wanted)):
        scope, _, last = key.rpartition("/")
        if last in chosen and (owner := owners.same_shape(scope, row)) >= 0:
            found.codes[place] = SLOT
            found.slot_of[row] = (owner, last, "")


class _Memo(dict[str, bool]):
    """A test of a word, done once for each word."""

    def __init__(self, test: Callable[[str], bool]) -> None:
        super().__init__()
        self._test = test

    def __missing__(self, word: str) -> bool:
        answer = self[word] = self._test(word)
        return answer


def _is_slot_word(word: str) -> bool:
    return _SLOT_WORD.fullmatch(word) is not None


_OBJECT_SLOT = "/.OPTIMIZER_SLOT/"


def _role_of_object_key(found: NamedRoles, owners: _Owners, row: int, key: str) -> int:
    """The role of a tensor of an object-based checkpoint whose object graph is lost: keys are all there is."""
    path = key.removesuffix(VALUE_SUFFIX)
    if path in ("save_counter", "ckpt_saved_epoch", "ckpt_saved_batch", "train_counter"):
        return BOOKKEEPING
    variable, mark, slot = path.partition(_OBJECT_SLOT)
    if mark:
        found.slot_of[row] = (owners.exact(variable + VALUE_SUFFIX), slot.rpartition("/")[2], "")
        return SLOT
    return VARIABLE


def _is_odd(last_name: str) -> bool:
    """Whether a key ending like this can be anything but a variable."""
    return last_name in ("global_step", "VARIABLE_VALUE", OBJECT_GRAPH_KEY) or any(
        pattern.fullmatch(last_name) for pattern in (_SLOT_WORD, _KERAS_SLOT_WORD, _POWER)
    )


def _role_of_odd_name(found: NamedRoles, owners: _Owners, row: int, key: str, last: str) -> int:
    """The role of a tensor whose name could be that of a slot or a counter."""
    if key == OBJECT_GRAPH_KEY:
        return OTHER
    if key == "global_step":
        return BOOKKEEPING
    if key.endswith(VALUE_SUFFIX):
        return _role_of_object_key(found, owners, row, key)
    remainder = key[: -len(last) - 1]
    in_training = key.startswith("training")
    if remainder and (_SLOT_WORD.fullmatch(last) or (in_training and _KERAS_SLOT_WORD.fullmatch(last))):
        owner = owners.find(remainder, row)
        if owner >= 0:
            found.slot_of[row] = (owner, last, _training_scope(key) if in_training else "")
            return SLOT
    is_scalar = owners.table.shape(row) == ()
    if is_scalar and _POWER.fullmatch(last):
        return HYPERPARAMETER
    if is_scalar and in_training and (match := _TRAINING.fullmatch(key)) and "/" not in match[2]:
        return HYPERPARAMETER
    return VARIABLE


def _training_scope(key: str) -> str:
    """The scope of a Keras optimizer inside an Estimator, `training/Adam`; "" elsewhere."""
    match = _TRAINING.fullmatch(key)
    return key[: match.end(1)] if match else ""


class _Owners:
    """Finds the variable of a slot by the slot's name. Plain lists: 200,000 rows look things up here."""

    def __init__(self, table: TensorTable) -> None:
        self.table = table
        self._shape_id: list[int] = []
        self._row_of: dict[str, int] = {}

    def find(self, name: str, row: int) -> int:
        """The row of the variable whose slot is called `name/<slot>`; -1 if there is none of the same shape."""
        if not self._shape_id:  # the first of maybe 100,000 rows that need looking up
            self._shape_id, self._row_of = self.table.shape_id.tolist(), self.table.row_of
        if (owner := self._same_shape(name, row)) >= 0:
            return owner
        # Without the scopes that minimize() ran in.
        shorter = name
        for _ in range(MAX_SCOPES_TRIED):
            _, slash, shorter = shorter.partition("/")
            if not slash:
                break
            if (owner := self._same_shape(shorter, row)) >= 0:
                return owner
        # With a tail of `part_<k>/` left in: cut at each slash from the right until a variable appears.
        cut = len(name)
        for _ in range(MAX_SCOPES_TRIED):
            cut = name.rfind("/", 0, cut)
            if cut <= 0:
                break
            if (owner := self._same_shape(name[:cut], row)) >= 0:
                tail = name[cut + 1 :] + "/"
                match = _PART_NUMBER.search(tail)
                if match and f"/{name[:cut]}/part_{match[1]}/".endswith(tail):
                    return owner
        return -1

    def exact(self, key: str) -> int:
        """The row of a key, -1 if there is none."""
        return self.table.row_of.get(key, -1)

    def same_shape(self, name: str, row: int) -> int:
        """The row of the tensor called `name` if it has the shape of `row`, else -1."""
        owner = self.table.find(name)
        if owner < 0 or owner == row:
            return -1
        shape_id = self.table.shape_id
        return owner if shape_id[owner] == shape_id[row] else -1

    def _same_shape(self, name: str, row: int) -> int:
        owner = self._row_of.get(name, -1)
        return owner if owner >= 0 and owner != row and self._shape_id[owner] == self._shape_id[row] else -1
