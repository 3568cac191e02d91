"""The objects of a Keras model in the order in which its newer loaders visit them, with the paths they look up.

Keras 2.15 takes all attributes in descending order of their names, Keras 3 in ascending order,
those with a leading underscore last and a functional model's `layers` first. In a list the paths
count per class: `layers/dense`, `layers/dense_1`; Keras 3.15 also enters lists in lists: `blocks/container/dense`.
Source: Keras 2.15 and 3.15, saving/saving_lib.py.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from explorer.analysis.restoring.keras.loading import in_h5_order
from explorer.analysis.restoring.outcome import UnsuitableError
from explorer.checkpoints.keras_classes import optimizer_class
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasOptimizer, KerasWeight
from explorer.checkpoints.keras_places import group_name

_DEEPEST = 64
_MODELS = frozenset(("Functional", "Sequential", "Model"))
_LISTS = frozenset(("cells",))  # attributes that hold a list even where it has one entry
_RECURRENT = frozenset(("LSTM", "GRU", "SimpleRNN"))
_LIST = "Container"  # what Keras 3 calls a list in a list: "container", "container_1"
_SEED = "SeedGenerator"  # its state is a variable of the layer, but no loader of weights touches it
# Attributes that Keras 3 shows under a second name, too.
_ALIASED = frozenset(("_key_dense", "_query_dense", "_value_dense", "_output_dense"))


class WalkedObject(NamedTuple):
    """One object with variables of its own; `children` are its attributes, a list where a container is."""

    key: Hashable  # the same object has the same key wherever it is met
    name: str
    class_name: str
    weights: tuple[KerasWeight, ...]
    children: Children = ()
    is_built: bool = True
    is_known: bool = True
    is_optimizer: bool = False
    entries: tuple[WalkedObject, ...] = ()  # of a list in a list, which is no object itself


Children = tuple[tuple[str, WalkedObject | tuple[WalkedObject, ...]], ...]


def walked_model(model: KerasModel, optimizer: KerasOptimizer | None, *, is_keras_3: bool) -> WalkedObject:
    """The model as the root of the walk.

    Raises:
        UnsuitableError: models are nested too deep.
    """
    children: list[tuple[str, WalkedObject | tuple[WalkedObject, ...]]] = []
    if optimizer is not None and not optimizer.is_legacy:
        children.append(("optimizer", _walked_optimizer(optimizer, is_keras_3=is_keras_3)))
    layers = [_walked(layer, ("layers", i), is_keras_3, 0) for i, layer in enumerate(model.layers)]
    children += _attributes(model.layers, layers, is_keras_3=is_keras_3)
    children.append(("layers", tuple(layers)))
    ordered = _ordered(children, is_keras_3, is_functional=model.class_name in _MODELS)
    return WalkedObject(("model",), model.name, model.class_name, (), ordered)


def _walked_optimizer(optimizer: KerasOptimizer, *, is_keras_3: bool) -> WalkedObject:
    """An optimizer. Keras 3's LossScaleOptimizer lists the variables of the one inside, which is met next."""
    variables = optimizer.variables
    inner: Children = ()
    # The second count of the steps is the first variable of the optimizer inside.
    counts = [place for place, weight in enumerate(variables) if weight.name == "iteration"]
    if is_keras_3 and optimizer.class_name == "LossScaleOptimizer" and len(counts) > 1:
        own = variables[counts[1] :]
        name = _scope(own[0])
        inside = WalkedObject(("optimizer", "inner"), name, optimizer_class(name), own, is_optimizer=True)
        inner = (("inner_optimizer", inside),)
    # Keras 3 writes the optimizer's name before the names of its variables.
    name = (_scope(variables[0]) if is_keras_3 and variables else "") or _in_paths(
        optimizer.class_name, is_keras_3=is_keras_3
    )
    return WalkedObject(("optimizer",), name, optimizer.class_name, variables, inner, is_optimizer=True)


def _scope(weight: KerasWeight) -> str:
    return weight.path.partition("/")[0] if "/" in weight.path else ""


def _walked(layer: KerasLayer, place: tuple[Hashable, ...], is_keras_3: bool, depth: int) -> WalkedObject:
    if depth > _DEEPEST:
        raise UnsuitableError(f"The target nests layers more than {_DEEPEST} deep.")
    parts = list(layer.layers)
    if not layer.is_built and not parts and layer.class_name in _RECURRENT:
        # The cell is there from the beginning, only its variables are not.
        cell = f"{layer.class_name}Cell"
        name = _in_paths(cell, is_keras_3=is_keras_3)
        parts.append(KerasLayer(name, cell, is_built=False, attribute="cell"))
    if not parts and all(len(weight.object_path) <= 1 for weight in layer.weights):
        return _finished(layer, place, layer.weights, ())
    own, below = _split(layer, parts)
    for attribute, weights in below.items():
        parts.append(_part(layer, attribute, weights))
    inner = [_walked(part, (*place, i), is_keras_3, depth + 1) for i, part in enumerate(parts)]
    children: list[tuple[str, WalkedObject | tuple[WalkedObject, ...]]] = list(
        _attributes(parts, inner, is_keras_3=is_keras_3)
    )
    plain = tuple(
        walked
        for part, walked in zip(parts, inner, strict=True)
        if (not part.attribute or _is_model(layer)) and part.class_name != _SEED
    )
    if plain:
        children.append(("layers", plain))
    if is_keras_3:
        children += [(name.removeprefix("_"), child) for name, child in children if name in _ALIASED]
    ordered = _ordered(children, is_keras_3, is_functional=_is_model(layer))
    return _finished(layer, place, own, ordered)


def _finished(
    layer: KerasLayer, place: tuple[Hashable, ...], own: Sequence[KerasWeight], children: Children
) -> WalkedObject:
    return WalkedObject(
        _identity(layer) or place,
        layer.name,
        layer.class_name.rpartition(">")[2],
        in_h5_order(own),
        children,
        layer.is_built,
        layer.is_known,
    )


def _is_model(layer: KerasLayer) -> bool:
    return layer.class_name in _MODELS


def _split(
    layer: KerasLayer, parts: Sequence[KerasLayer]
) -> tuple[list[KerasWeight], dict[str, list[KerasWeight]]]:
    """Its own weights, and those of parts that only the weights' object paths tell of, by attribute."""
    inside: set[int] = set()
    paths: set[str] = set()
    stack = list(parts)
    while stack:
        part = stack.pop()
        inside.update(weight.variable for weight in part.weights)
        paths.update(weight.path for weight in part.weights)
        stack += part.layers
    own: list[KerasWeight] = []
    below: dict[str, list[KerasWeight]] = {}
    for weight in layer.weights:
        is_inside = weight.variable in inside if weight.variable >= 0 else weight.path in paths
        # A weight may be both: SpectralNormalization also keeps the kernel of the layer it wraps.
        if len(weight.object_path) == 1 or (not weight.object_path and not is_inside):
            own.append(weight)
        if is_inside or len(weight.object_path) <= 1:
            continue
        at = 2 if len(weight.object_path) > 2 and weight.object_path[1].isdecimal() else 1
        rest = replace(weight, object_path=weight.object_path[at:])
        below.setdefault("/".join(weight.object_path[:at]), []).append(rest)
    return own, below


def _part(layer: KerasLayer, attribute: str, weights: Sequence[KerasWeight]) -> KerasLayer:
    """A part known by its weights only: the cell of an LSTM, a projection of an attention layer."""
    scopes = weights[0].path.split("/")
    name = scopes[-2] if len(scopes) > 1 else attribute
    class_name = "EinsumDense" if attribute.endswith("_dense") else ""
    if attribute == "cell":
        class_name = f"{layer.class_name}Cell" if layer.class_name else ""
    return KerasLayer(name, class_name, tuple(weights), attribute=attribute)


def _attributes(
    layers: Sequence[KerasLayer], walked: Sequence[WalkedObject], *, is_keras_3: bool
) -> list[tuple[str, WalkedObject | tuple[WalkedObject, ...]]]:
    """Attributes of the owner; "blocks/0" is an entry of the list it keeps as `blocks`, as are cells.

    "blocks/0/1" lies in a list in that list, where Keras 2.15 does not look.
    """
    found: dict[str, WalkedObject | list[WalkedObject]] = {}
    deep: dict[str, list[str]] = {}  # the list of an inner list: those inside, in order
    held: dict[str, WalkedObject] = {}
    for layer, entry in zip(layers, walked, strict=True):
        name, *inside = layer.attribute.split("/")
        if not name or layer.class_name == _SEED:
            continue
        if not inside and name not in _LISTS:
            found[name] = entry
            continue
        if len(inside) > 1:
            if not is_keras_3:
                continue
            path = name
            for step in inside:
                entries = deep.setdefault(path, [])
                path = f"{path}/{step}"
                if path not in entries:
                    entries.append(path)
            held[path] = entry
            found.setdefault(name, [])
            continue
        path = layer.attribute
        deep.setdefault(name, []).append(path if inside else f"{name}/{len(deep.get(name, ()))}")
        held[deep[name][-1]] = entry
        found.setdefault(name, [])
    return [
        (name, _entries(name, deep, held, 0) if isinstance(entry, list) else entry)
        for name, entry in found.items()
    ]


def _entries(
    path: str, deep: dict[str, list[str]], held: dict[str, WalkedObject], depth: int
) -> tuple[WalkedObject, ...]:
    """What the list at `path` holds: objects, and lists of them."""
    if depth > _DEEPEST:
        raise UnsuitableError(f"The target nests lists more than {_DEEPEST} deep.")
    return tuple(
        held[each]
        if each in held
        else WalkedObject(("list", each), "", _LIST, (), entries=_entries(each, deep, held, depth + 1))
        for each in deep.get(path, ())
    )


def _identity(layer: KerasLayer) -> Hashable:
    """A layer with variables is the one that has them; () for others.

    Its name counts, too: a model that holds nothing but another one has the same variables as that.
    """
    places = tuple(weight.variable for weight in layer.weights)
    kind = layer.class_name or layer.attribute
    return ("weights", kind, layer.name, places) if places and min(places) >= 0 else ()


def _ordered(
    children: list[tuple[str, WalkedObject | tuple[WalkedObject, ...]]],
    is_keras_3: bool,
    *,
    is_functional: bool,
) -> Children:
    if not is_keras_3:
        return tuple(sorted(children, key=lambda child: child[0], reverse=True))
    ordered = sorted(children, key=lambda child: f"~{child[0]}" if child[0].startswith("_") else child[0])
    first = [child for child in ordered if child[0] == "layers"] if is_functional else []
    return (*first, *ordered)


def group_names(
    objects: Sequence[WalkedObject], *, is_keras_3: bool, skipped: frozenset[Hashable] | set[Hashable]
) -> list[str]:
    """The names of a list's entries in a file; "" for those in `skipped`, which Keras 2.15 does not count.

    Raises:
        UnsuitableError: the class of a layer with weights is not known.
    """
    used: dict[str, int] = {}
    names = []
    for entry in objects:
        if not is_keras_3 and entry.key in skipped:
            names.append("")
            continue
        if not entry.class_name and (entry.weights or entry.children):
            raise UnsuitableError(
                "The target does not tell the classes of its layers, and the file names them by class.",
                hint="Choose the model's configuration, or a spec file written by the program, as the target.",
            )
        name = _in_paths(entry.class_name, is_keras_3=is_keras_3) or "layer"
        if name in used:
            used[name] += 1
            names.append(f"{name}_{used[name]}")
        else:
            used[name] = 0
            names.append(name)
    return names


@lru_cache(maxsize=1024)
def _in_paths(class_name: str, *, is_keras_3: bool) -> str:
    """A class as this generation writes it into paths: Keras 2 marks those that begin with an underscore."""
    name = group_name(class_name)
    return f"private{name}" if name.startswith("_") and not is_keras_3 else name
