"""Where a variable stands on its side: layer, leaf, and for slots the variable they belong to.

Causes are told of layers, while reports list keys. A key alone tells little where variables are
kept by position (`optimizer/_variables/7`), so the name the program gave the variable counts, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from explorer.analysis.restoring.outcome import Outcome
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS, RestoreRow
from explorer.checkpoints.checkpoint import Checkpoint
from explorer.checkpoints.roles import ROLES
from explorer.checkpoints.spec import ModelSpec
from explorer.task import breathing

Shape = tuple[int | None, ...] | None
EMA_WORDS = frozenset({"ExponentialMovingAverage", "average", "shadow"})
_VALUE_MARK = "/.ATTRIBUTES/"
_SLOT_MARK = "/.OPTIMIZER_SLOT/"
_COUNTERS = frozenset({"global_step", "save_counter", "step", "epoch", "train_counter"})
_SLOT_WORD = re.compile(
    r"(?:Adagrad|AdagradDA|Adam|AdamOptimizer|AdaMax|AdamW|Nadam|Momentum|RMSProp|Ftrl|Adadelta|ProximalAdagrad"
    r"|LARS|LAMB|ExponentialMovingAverage)(?:_\d+)?"
)
_POWER = re.compile(r"(?:.*/)?beta[12]_power(?:_\d+)?")
_KEPT_BY_NUMBER = re.compile(r"(?:^|/)_(?:trainable_)?variables/\d+$")
_MOST_WORDS = 4  # of a slot's own name, as in momentum or accumulated_delta_var


@dataclass(slots=True)
class Address:
    """One variable on one side. Of a slot, `label`, `layer` and `leaf` are its variable's, `slot` its own name.

    `kind`: "variable", "slot", "average" (a shadow of moving averages), "optimizer", "counter" or "metric".
    """

    path: str  # the key without its ending, as it stands in the file
    label: str  # what a person calls it: the path, or the name where the path is a mere number
    name: str  # the program's own name, "" where not told
    kind: str = "variable"
    slot: str = ""
    optimizer: str = ""

    @property
    def layer(self) -> str:
        """Everything before the last name: "dnn/hiddenlayer_0"."""
        return self.label.rpartition("/")[0]

    @property
    def leaf(self) -> str:
        """The last name without the underscore Keras 3 puts before it: "kernel"."""
        return self.label.rpartition("/")[2].lstrip("_")


@dataclass(slots=True)
class Case:
    """A report's rows with both sides' addresses, and which finding explains each: places count rows."""

    checkpoint: Checkpoint
    target: ModelSpec
    rows: Sequence[RestoreRow]
    ours: list[Address | None]
    theirs: list[Address | None]
    of_verdict: dict[str, list[int]]
    explained: set[int] = field(default_factory=set)
    outcomes: Sequence[Outcome] = ()  # what each way of loading does; none where nobody asked
    # Of layers that moved: the rows a finding explains, and the (variable, row) pairs that belong together.
    moved_rows: frozenset[int] = frozenset()
    moved_pairs: tuple[tuple[int, int], ...] = ()
    is_rerooted: bool = False  # judged as if an attribute of the root were there on both sides

    def places(self, *verdicts: str) -> list[int]:
        """The rows of these verdicts that nothing explains yet."""
        found = [place for verdict in verdicts for place in self.of_verdict.get(verdict, ())]
        if self.explained:
            found = [place for place in found if place not in self.explained]
        return sorted(found) if len(verdicts) > 1 else found

    @property
    def problems(self) -> list[int]:
        """Rows with a problem that nothing explains yet."""
        return self.places(*PROBLEM_VERDICTS)

    def address(self, place: int) -> Address:
        """A row's address on the model's side, else on the checkpoint's."""
        found = self.ours[place] or self.theirs[place]
        assert found is not None  # every row has a side
        return found

    def expected(self, place: int) -> Shape:
        """The shape the model expects, None where it does not tell."""
        side = self.rows[place].expected
        return side.shape if side is not None else None

    def stored(self, place: int) -> Shape:
        """The stored shape."""
        side = self.rows[place].stored
        return side.shape if side is not None else None


def make_case(
    checkpoint: Checkpoint,
    target: ModelSpec,
    rows: Sequence[RestoreRow],
    names: Mapping[int, str] = {},
    our_names: Mapping[int, str] = {},
) -> Case:
    """Both sides' addresses of every row. A row whose places are out of range counts as having no such side."""
    variables, table = target.variables, checkpoint.table
    told = [names.get(row, name) for row, name in enumerate(checkpoint.names)] if names else checkpoint.names
    stored = addresses(
        table.keys,
        told,
        [ROLES[code] for code in checkpoint.role_codes.tolist()],
        checkpoint.slots,
        told_by_name=bool(names),
    )
    known = {(key, name): address for key, name, address in zip(table.keys, told, stored)}
    expected = addresses(
        [variable.key for variable in variables],
        [
            our_names.get(place) or variable.name or variable.full_name
            for place, variable in enumerate(variables)
        ],
        [variable.role for variable in variables],
        known=known,
        told_by_name=bool(our_names),
    )
    ours: list[Address | None] = []
    theirs: list[Address | None] = []
    of_verdict: dict[str, list[int]] = {}
    for place, row in enumerate(breathing(rows)):
        one = expected[row.variable] if 0 <= row.variable < len(expected) else None
        other = stored[row.row] if 0 <= row.row < len(stored) else None
        ours.append(_blank(row.key, "") if one is None and other is None else one)
        theirs.append(other)
        of_verdict.setdefault(row.verdict, []).append(place)
    return Case(checkpoint, target, rows, ours, theirs, of_verdict)


def addresses(
    keys: Sequence[str],
    names: Sequence[str],
    roles: Sequence[str],
    slots: Mapping[int, tuple[int, str]] = {},
    known: Mapping[tuple[str, str], Address] = {},
    *,
    told_by_name: bool = False,
) -> list[Address]:
    """The addresses of one side's variables.

    Args:
        keys: checkpoint keys.
        names: the program's names, "" where not told.
        roles: as `checkpoints.roles` calls them.
        slots: where the side tells them: place -> (place of the slot's variable, slot name).
        known: addresses of the other side by (key, name): the same variable has the same one.
        told_by_name: the other side has no keys of this kind: variables are called by their names.
    """
    found: list[Address] = []
    owners: dict[str, int] = {}
    pending: list[int] = []
    for place, (key, name, role) in enumerate(zip(breathing(keys), names, roles)):
        address = known.get((key, name)) if known else None
        if address is not None:
            found.append(address)
            if address.kind == "variable":
                owners.setdefault(address.label, place)
                owners.setdefault(address.name, place)
            continue
        address = _blank(key, name)
        if told_by_name and address.name:
            address.label = address.name
        found.append(address)
        label = address.label
        if (
            place in slots
            or role == "slot"
            or _SLOT_MARK in key
            or _is_slot_word(label[label.rfind("/") + 1 :])
        ):
            pending.append(place)
        elif role == "hyperparameter" or ("_power" in label and _POWER.fullmatch(label)):
            address.kind, address.optimizer = "optimizer", (address.name or address.path).partition("/")[0]
        elif role == "bookkeeping" or label in _COUNTERS:
            address.kind = "counter"
        elif role == "metric":
            address.kind = "metric"
        else:
            owners.setdefault(label, place)
            owners.setdefault(address.name, place)
    flat = {name.replace("/", "_"): place for name, place in owners.items()} if pending else {}
    for place in breathing(pending):
        _tell_slot(found, place, slots.get(place), owners, flat)
    return found


@lru_cache(maxsize=4096)
def _is_slot_word(word: str) -> bool:
    return _SLOT_WORD.fullmatch(word) is not None


def _blank(key: str, name: str) -> Address:
    path = key.partition(_VALUE_MARK)[0].removesuffix(":0")
    name = name.removesuffix(":0") if name != key or _VALUE_MARK not in key else ""
    label = path
    if name and name != path and (_VALUE_MARK not in key or _KEPT_BY_NUMBER.search(path)):
        label = name
    return Address(path, label, name)


def _tell_slot(
    found: list[Address],
    place: int,
    told: tuple[int, str] | None,
    owners: Mapping[str, int],
    flat: Mapping[str, int],
) -> None:
    """Fill in whose slot this is; a name that merely looks like a slot's and has no owner stays a variable."""
    address = found[place]
    address.kind = "slot"
    if _SLOT_MARK in address.path:
        owner, _, tail = address.path.partition(_SLOT_MARK)
        address.optimizer = address.name.partition("/")[0] or tail.partition("/")[0]
        address.label, address.slot = owner, tail.rpartition("/")[2]
        return
    text = address.name or address.path
    if told is not None and told[0] >= 0 and told[1]:
        owner_place, slot = told
        optimizer = "" if _is_slot_word(slot) else text.partition("/")[0]
    else:
        owner_place, slot, optimizer = owner_of(text, owners, flat)
    if told is not None:
        owner_place, slot = (told[0] if told[0] >= 0 else owner_place), told[1] or slot
    elif owner_place < 0 and _SLOT_WORD.fullmatch(text.rpartition("/")[2]):
        # The variable may be lost while its slots are there.
        address.label, _, slot = text.rpartition("/")
        address.label = re.sub(r"/(?:t_|part_)\d+$", "", address.label)
    address.slot, address.optimizer = slot, optimizer or _class_in(slot)
    if owner_place >= 0 and owner_place != place:
        address.label = found[owner_place].label
    if slot.rpartition("/")[2] in EMA_WORDS:
        address.kind = "average"


def owner_of(text: str, owners: Mapping[str, int], flat: Mapping[str, int]) -> tuple[int, str, str]:
    """(place of the owner or -1, slot name, optimizer) by the ways TensorFlow and Keras name slots."""
    parts = text.split("/")
    for cut in (1, 2):  # hidden/kernel/Adam, hidden/kernel/t_0/Adagrad
        place = owners.get("/".join(parts[:-cut]), -1)
        if place >= 0:
            return place, parts[-1], ""
    for start in (1, 2, 3):  # Adam/m/hidden/kernel
        place = owners.get("/".join(parts[start:]), -1)
        if place >= 0:
            return place, parts[start - 1], parts[start - 2] if start > 1 else ""
    for start in (1, 2):  # Adam/hidden/kernel/m, training/Adam/hidden/kernel/m
        place = owners.get("/".join(parts[start:-1]), -1)
        if place >= 0:
            return place, parts[-1], parts[start - 1]
    head, _, rest = text.partition("/")
    end = len(rest)
    for _ in range(_MOST_WORDS):  # adam/hidden_kernel_momentum
        end = rest.rfind("_", 0, end)
        if end <= 0:
            break
        place = flat.get(rest[:end], -1)
        if place >= 0:
            return place, rest[end + 1 :], head
    return -1, "", head if rest else ""


@lru_cache(maxsize=4096)
def _class_in(slot: str) -> str:
    """The optimizer a slot of TensorFlow 1 is named after: "Adam_1" -> "Adam"."""
    return re.sub(r"_\d+$", "", slot) if _SLOT_WORD.fullmatch(slot) else ""


def of_kind(case: Case, places: Iterable[int], *kinds: str) -> list[int]:
    """Those of the rows whose address is of one of the kinds."""
    return [place for place in places if case.address(place).kind in kinds]
