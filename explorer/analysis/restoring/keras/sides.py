"""One side of a restore as Keras sees it: its layers in order, their weights under every address that side tells.

Files of Keras name a weight by its name (`.h5`), or by the class and number of its layer and the
weight's own number (`.weights.h5`, `.keras`); checkpoints of TensorFlow by attributes, beside which
stands the name. Two sides meet in whichever of these both tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from explorer.analysis.restoring.keras.loading import in_h5_order, own_weights
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasWeight
from explorer.checkpoints.keras_places import group_name
from explorer.formats.hdf5_reader import Hdf5Reader

Shape = tuple[int | None, ...] | None
# The ways of addressing a weight inside its layer, the surest first.
BY_NAME, BY_OBJECT, BY_SCOPE, BY_NUMBER, BY_PLACE = "name", "object", "scope", "number", "place"
ADDRESSES = (BY_NAME, BY_OBJECT, BY_SCOPE, BY_NUMBER, BY_PLACE)
_ROOTS = ("layers", "_layer_checkpoint_dependencies")
_APART = frozenset(("optimizer", "metrics", "compile_metrics", "vars", "optimizer_weights"))
_COUNT = re.compile(r"_\d+\Z")
_DEEPEST = 64
# What a layer keeps, as it follows from its class, by the number of its variables.
_LEAVES: dict[str, tuple[str, ...]] = {
    "batch_normalization": ("gamma", "beta", "moving_mean", "moving_variance"),
    "layer_normalization": ("gamma", "beta"),
    "group_normalization": ("gamma", "beta"),
    "embedding": ("embeddings",),
    "lstm_cell": ("kernel", "recurrent_kernel", "bias"),
    "gru_cell": ("kernel", "recurrent_kernel", "bias"),
    "simple_rnn_cell": ("kernel", "recurrent_kernel", "bias"),
}
_KERNELS = ("kernel", "bias")
_WITH_KERNELS = frozenset(("dense", "einsum_dense", "conv1_d", "conv2_d", "conv3_d", "conv1d", "conv2d"))
_NOT_TRAINED = frozenset(("moving_mean", "moving_variance", "seed_generator_state"))


@dataclass(slots=True)
class Unit:
    """A layer with weights. `kind`: its class as files write it, "" where not told.

    `weights`: places in the side's variables, in Keras's order. `attribute`: of a subclassed model,
    where it keeps the layer.
    """

    name: str
    kind: str
    weights: list[int]
    attribute: str = ""
    number: int = 0  # among the layers of its class, where the file counts them
    group: str = ""  # in a file, "dense_1": what to call it where no name is told
    trained: list[int] = field(default_factory=list)
    # What addresses follow from: the layer of a known model, or (path inside, name, numbers) of groups.
    layer: KerasLayer | None = None
    groups: list[tuple[str, str, list[tuple[str, int]]]] = field(default_factory=list)
    told: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def is_flat(self) -> bool:
        """Whether all weights are the layer's own, none those of layers inside it."""
        if self.layer is None:
            return len(self.groups) == 1 and not self.groups[0][0]
        return not self.layer.layers and all(len(one.object_path) < 2 for one in self.layer.weights)

    def addresses(self, way: str) -> dict[str, int]:
        """Address -> place, in one way; an address that two weights have is left out."""
        found = self.told.get(way)
        if found is None:
            if way == BY_PLACE:
                found = {str(at): place for at, place in enumerate(self.weights)}
            elif self.layer is not None:
                found = _addresses_of_layer(self.layer, way)
            else:
                found = _addresses_of_groups(self.groups, way)
            if -1 in found.values():
                found = {address: place for address, place in found.items() if place >= 0}
            self.told[way] = found
        return found


@dataclass(slots=True)
class Side:
    """All layers of one side. `is_ordered`: they stand in the model's order, not just class by class.

    `names`: place -> what the program calls a variable, without ":0". `shapes` are of all variables.
    """

    units: list[Unit]
    is_ordered: bool
    names: dict[int, str]
    shapes: Sequence[Shape]
    keys: Sequence[str]
    roles: Sequence[str]
    optimizer_class: str = ""
    optimizer_order: Sequence[int] = ()  # places of what `optimizer.variables` lists, where that is told
    slots: Mapping[int, tuple[int, str]] = field(default_factory=dict)  # place -> (its variable's, slot name)

    @property
    def places(self) -> set[int]:
        """Places of all weights of layers."""
        return {place for unit in self.units for place in unit.weights}


def side_of_model(
    model: KerasModel,
    names: Sequence[str],
    keys: Sequence[str],
    shapes: Sequence[Shape],
    roles: Sequence[str],
) -> Side:
    """The side a known model is of; its weights' `variable` are places in the four columns."""
    known: dict[int, str] = dict(enumerate(map(bare, names)))
    units = []
    for layer in model.layers:
        unit = _unit_of_layer(layer, known)
        if unit.weights:
            units.append(unit)
    optimizer = model.optimizer
    order = []
    for weight in optimizer.variables if optimizer is not None else ():
        if weight.variable >= 0:
            known[weight.variable] = bare(weight.path)
            order.append(weight.variable)
    told = optimizer.class_name if optimizer is not None else ""
    return Side(units, True, known, shapes, keys, roles, told, order)


def side_of_groups(
    keys: Sequence[str],
    names: Sequence[str],
    shapes: Sequence[Shape],
    roles: Sequence[str],
    reader: object = None,
) -> Side | None:
    """The side a file with groups of variables is of, as far as these tell it; None for other files.

    `reader`: the file's own, where it is at hand, for names of layers that hold no variables themselves.
    """
    told: Mapping[str, str] = reader.contents.names if isinstance(reader, Hdf5Reader) else {}
    groups: dict[str, list[tuple[str, int]]] = {}
    for place, key in enumerate(keys):
        owner, _, digits = key.rpartition("/")
        if (owner == "vars" or owner.endswith("/vars")) and digits.isdecimal():
            groups.setdefault(owner, []).append((digits, place))
    if not groups:
        return None
    units: dict[str, Unit] = {}
    known: dict[int, str] = {}
    for owner, members in groups.items():
        parts = owner.split("/")
        if parts[0] in _APART:
            continue
        depth = 2 if parts[0] in _ROOTS and len(parts) > 2 else 1
        top = f"{parts[0]}/{parts[1]}" if depth == 2 else parts[0]
        unit = units.get(top)
        if unit is None:
            group = parts[depth - 1]
            kind, number = _counted(group) if depth == 2 else ("", 0)
            attribute = "" if depth == 2 else group
            unit = Unit(told.get(f"{top}/vars", ""), kind, [], attribute, number, group)
            units[top] = unit
        inside = parts[depth:-1]
        below = "/".join("layers" if part in _ROOTS else part.lstrip("_") for part in inside)
        scope = _owner_name(names[members[0][1]], keys[members[0][1]])
        if not inside and not unit.name:
            unit.name = scope
        members.sort(key=_by_digits)
        start = f"{unit.name or unit.group}/{below}/" if below else f"{unit.name or unit.group}/"
        unit.groups.append((below, scope, members))
        leaves = leaf_names(_counted(inside[-1])[0] if inside else unit.kind, len(members))
        for (_, place), leaf in zip(members, leaves):
            unit.weights.append(place)
            known[place] = start + leaf
            if leaf not in _NOT_TRAINED:
                unit.trained.append(place)
    ordered = sorted(units.values(), key=lambda unit: (unit.kind, unit.number, unit.attribute))
    for place, name in enumerate(names):
        if place not in known:
            known[place] = bare(name)
    is_ordered = len({unit.kind for unit in ordered}) == 1 and not any(unit.attribute for unit in ordered)
    return Side(ordered, is_ordered, known, shapes, keys, roles, _scope_of_optimizer(keys, names))


def count_in_groups(keys: Sequence[str]) -> int:
    """How many weights of layers the groups of a file tell: what `side_of_groups` has places of."""
    return sum(
        (owner == "vars" or owner.endswith("/vars"))
        and digits.isdecimal()
        and owner.split("/", 1)[0] not in _APART
        for owner, _, digits in (key.rpartition("/") for key in keys)
    )


def _by_digits(member: tuple[str, int]) -> tuple[int, str]:
    return len(member[0]), member[0]


@lru_cache(maxsize=4096)
def leaf_names(class_name: str, count: int) -> list[str]:
    """What a layer of this class calls its variables, by number; the numbers where the class does not tell."""
    leaves = _KERNELS if class_name in _WITH_KERNELS else _LEAVES.get(class_name, ())
    if class_name in _LEAVES and count != len(leaves) and not class_name.endswith("_cell"):
        leaves = ()
    return [leaves[at] if at < len(leaves) else str(at) for at in range(count)]


def _owner_name(name: str, key: str) -> str:
    """The layer's name of "hidden/0", "" where the name is but the key."""
    return name.rpartition("/")[0] if name != key else ""


def _scope_of_optimizer(keys: Sequence[str], names: Sequence[str]) -> str:
    for key, name in zip(keys, names):
        if key == "optimizer/vars/0":
            return _owner_name(name, key)
    return ""


def _counted(group: str) -> tuple[str, int]:
    """("dense", 2) of "dense_2"."""
    stem, _, count = group.rpartition("_")
    return (stem, int(count[:9])) if stem and count.isdecimal() else (group, 0)


def _unit_of_layer(layer: KerasLayer, known: dict[int, str]) -> Unit:
    weights = own_weights(layer)
    places = []
    trained = []
    for weight in weights:
        place = weight.variable
        if place >= 0:
            places.append(place)
            known[place] = weight.path.removesuffix(":0")
            if weight.trainable is not False:
                trained.append(place)
    kind = group_name(layer.class_name) if layer.class_name else _guessed(weights)
    if kind == "functional" and not all(part.class_name for part in layer.layers):
        kind = ""  # objects tell that it is a model, not of which class
    return Unit(layer.name, kind, places, layer.attribute, trained=trained, layer=layer)


def _addresses_of_layer(layer: KerasLayer, way: str) -> dict[str, int]:
    if way == BY_NUMBER:
        return _numbers(layer)
    found: dict[str, int] = {}
    scopes: Counter[str] = Counter()
    for weight in own_weights(layer):
        if weight.variable < 0:
            continue
        if way == BY_OBJECT:
            if weight.object_path:
                address = "/".join(edge.lstrip("_") for edge in weight.object_path)
                _put(found, address, weight.variable)
            continue
        scope, _, leaf = bare(weight.path).rpartition("/")
        if way == BY_SCOPE:
            scope = plain(scope.rpartition("/")[2])
            _put(found, f"{scope}#{scopes[scope]}", weight.variable)
            scopes[scope] += 1
            continue
        parts = scope.split("/")
        if layer.name in parts:
            parts = parts[len(parts) - 1 - parts[::-1].index(layer.name) :]
            parts[0] = ""  # the two sides may call it differently
        _put(found, "/".join((*map(plain, parts), leaf)), weight.variable)
    return found


def _addresses_of_groups(
    groups: Sequence[tuple[str, str, list[tuple[str, int]]]], way: str
) -> dict[str, int]:
    found: dict[str, int] = {}
    for below, scope, members in groups:
        start = below if way == BY_NUMBER else plain(scope)
        if way == BY_NUMBER or (way == BY_SCOPE and scope):
            for digits, place in members:
                _put(found, f"{start}#{digits}", place)
    return found


def _numbers(layer: KerasLayer) -> dict[str, int]:
    """The addresses a file with groups gives the weights: "forward_layer/cell#0", "layers/dense_1#1"."""
    found: dict[str, int] = {}
    if not layer.layers and all(len(weight.object_path) < 2 for weight in layer.weights):
        return {f"#{at}": weight.variable for at, weight in enumerate(in_h5_order(layer.weights))}
    stack = [(layer, "", 0)]
    while stack:
        current, prefix, depth = stack.pop()
        inner = [part for part in current.layers if not part.attribute]
        if inner:
            if depth > _DEEPEST or not all(part.class_name for part in inner):
                return {}
            used: Counter[str] = Counter()
            for part in inner:
                group = group_name(part.class_name)
                name = f"{group}_{used[group]}" if used[group] else group
                used[group] += 1
                stack.append((part, f"{prefix}layers/{name}/", depth + 1))
            continue
        numbers: Counter[str] = Counter()
        for weight in in_h5_order(current.weights):
            owner = "/".join(edge.lstrip("_") for edge in weight.object_path[:-1])
            if weight.variable >= 0:
                _put(found, f"{(prefix + owner).rstrip('/')}#{numbers[owner]}", weight.variable)
            numbers[owner] += 1
    return found


_GUESSES: dict[frozenset[str], str] = {
    frozenset(("gamma", "beta", "moving_mean", "moving_variance")): "batch_normalization",
    frozenset(("gamma", "beta")): "layer_normalization",
    frozenset(("embeddings",)): "embedding",
}


def _guessed(weights: Sequence[KerasWeight]) -> str:
    """The class of a layer whose weights alone are known; "" where they do not tell."""
    shapes = {weight.name: weight.shape for weight in weights}
    kernel = shapes.get("kernel")
    if kernel is not None and shapes.keys() <= {"kernel", "bias"} and len(weights) == len(shapes):
        return "dense" if len(kernel) == 2 else ""
    return _GUESSES.get(frozenset(shapes), "")


def _put(addresses: dict[str, int], address: str, place: int) -> None:
    addresses[address] = -1 if addresses.get(address, place) != place else place


def bare(name: str) -> str:
    """A name without ":0"."""
    return name.removesuffix(":0")


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """A scope without the number Keras adds by itself."""
    return _COUNT.sub("", name)
