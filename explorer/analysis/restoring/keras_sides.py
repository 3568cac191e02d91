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

from explorer.analysis.restoring.keras_report import in_h5_order, own_weights
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasWeight
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

    `weights`: places in the side's variables, in Keras's order. `addresses`: way -> address -> place;
    an address two weights have is in none. `attribute`: of a subclassed model, where it keeps the layer.
    """

    name: str
    kind: str
    weights: list[int]
    addresses: dict[str, dict[str, int]]
    attribute: str = ""
    number: int = 0  # among the layers of its class, where the file counts them
    group: str = ""  # in a file, "dense_1": what to call it where no name is told
    trained: list[int] = field(default_factory=list)


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
        top = "/".join(parts[:depth])
        unit = units.get(top)
        if unit is None:
            group = parts[depth - 1]
            kind, number = _counted(group) if depth == 2 else ("", 0)
            unit = units[top] = Unit(
                told.get(f"{top}/vars", ""),
                kind,
                [],
                {BY_SCOPE: {}, BY_NUMBER: {}},
                "" if depth == 2 else group,
                number,
                group,
            )
        inside = parts[depth:-1]
        below = "/".join("layers" if part in _ROOTS else part for part in inside)
        if not unit.name and len(parts) == depth + 1:
            unit.name = _owner_name(names[members[0][1]], keys[members[0][1]])
        members.sort(key=lambda member: (len(member[0]), member[0]))
        class_name = _counted(inside[-1])[0] if inside else unit.kind
        scope = _owner_name(names[members[0][1]], keys[members[0][1]])
        leaves = leaf_names(class_name, len(members))
        for at, (text, place) in enumerate(members):
            unit.weights.append(place)
            _put(unit.addresses[BY_NUMBER], f"{below}#{text}", place)
            if scope:
                _put(unit.addresses[BY_SCOPE], f"{plain(scope)}#{text}", place)
            between = f"{below}/" if below else ""
            known[place] = f"{unit.name or unit.group}/{between}{leaves[at]}"
            if leaves[at] not in _NOT_TRAINED:
                unit.trained.append(place)
    ordered = sorted(units.values(), key=lambda unit: (unit.kind, unit.number, unit.attribute))
    for unit in ordered:
        unit.addresses = _without_doubles(unit.addresses)
        unit.addresses[BY_PLACE] = {str(at): place for at, place in enumerate(unit.weights)}
    for place, name in enumerate(names):
        known.setdefault(place, bare(name))
    is_ordered = len({unit.kind for unit in ordered}) == 1 and not any(unit.attribute for unit in ordered)
    return Side(ordered, is_ordered, known, shapes, keys, roles, _scope_of_optimizer(keys, names))


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
    stem = _COUNT.sub("", group)
    return (stem, int(group[len(stem) + 1 :][:9])) if stem != group else (group, 0)


def _unit_of_layer(layer: KerasLayer, known: dict[int, str]) -> Unit:
    weights = [weight for weight in own_weights(layer) if weight.variable >= 0]
    found: dict[str, dict[str, int]] = {way: {} for way in ADDRESSES}
    own_name = layer.name
    scopes: Counter[str] = Counter()
    for at, weight in enumerate(weights):
        place = weight.variable
        path = bare(weight.path)
        known[place] = path
        parts = path.split("/")
        if own_name in parts[:-1]:
            parts = parts[len(parts) - 1 - parts[-2::-1].index(own_name) :]
        _put(found[BY_NAME], "/".join((*map(plain, parts[:-1]), parts[-1])), place)
        if weight.object_path:
            _put(found[BY_OBJECT], "/".join(edge.lstrip("_") for edge in weight.object_path), place)
        scope = plain(path.rpartition("/")[0].rpartition("/")[2])
        _put(found[BY_SCOPE], f"{scope}#{scopes[scope]}", place)
        scopes[scope] += 1
        found[BY_PLACE][str(at)] = place
    found[BY_NUMBER] = _numbers(layer)
    kind = snake(layer.class_name) if layer.class_name else _guessed(weights)
    trained = [weight.variable for weight in weights if weight.trainable is not False]
    return Unit(
        own_name,
        kind,
        [weight.variable for weight in weights],
        _without_doubles(found),
        layer.attribute,
        trained=trained,
    )


def _numbers(layer: KerasLayer) -> dict[str, int]:
    """The addresses a file with groups gives the weights: "forward_layer/cell#0", "layers/dense_1#1"."""
    found: dict[str, int] = {}
    stack = [(layer, "", 0)]
    while stack:
        current, prefix, depth = stack.pop()
        inner = [part for part in current.layers if not part.attribute]
        if inner:
            if depth > _DEEPEST or not all(part.class_name for part in inner):
                return {}
            used: Counter[str] = Counter()
            for part in inner:
                group = snake(part.class_name)
                name = f"{group}_{used[group]}" if used[group] else group
                used[group] += 1
                stack.append((part, f"{prefix}layers/{name}/", depth + 1))
            continue
        numbers: Counter[str] = Counter()
        for weight in in_h5_order(current.weights):
            owner = "/".join(weight.object_path[:-1])
            if weight.variable >= 0:
                _put(found, f"{(prefix + owner).rstrip('/')}#{numbers[owner]}", weight.variable)
            numbers[owner] += 1
    return found


_GUESSES: dict[frozenset[str], str] = {
    frozenset(("gamma", "beta", "moving_mean", "moving_variance")): "batch_normalization",
    frozenset(("gamma", "beta")): "layer_normalization",
    frozenset(("embeddings",)): "embedding",
}
_BY_RANK = {2: "dense", 3: "conv1d", 4: "conv2d", 5: "conv3d"}


def _guessed(weights: Sequence[KerasWeight]) -> str:
    """The class of a layer whose weights alone are known; "" where they do not tell."""
    shapes = {weight.name: weight.shape for weight in weights}
    kernel = shapes.get("kernel")
    if kernel is not None and shapes.keys() <= {"kernel", "bias"} and len(weights) == len(shapes):
        return _BY_RANK.get(len(kernel), "")
    return _GUESSES.get(frozenset(shapes), "")


def _put(addresses: dict[str, int], address: str, place: int) -> None:
    addresses[address] = -1 if addresses.get(address, place) != place else place


def _without_doubles(found: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {
        way: {address: place for address, place in addresses.items() if place >= 0}
        for way, addresses in found.items()
    }


def bare(name: str) -> str:
    """A name without ":0"."""
    return name.removesuffix(":0")


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """A scope without the number Keras adds by itself."""
    return _COUNT.sub("", name)


@lru_cache(maxsize=1024)
def snake(class_name: str) -> str:
    """A class as Keras writes it into paths: "BatchNormalization" -> "batch_normalization"."""
    name = re.sub(r"\W+", "", class_name.rpartition(">")[2])
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
