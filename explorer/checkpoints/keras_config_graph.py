"""Models of a Keras configuration: which layer is called on what, and the shapes that follow from it.

A Functional model lists its layers with `inbound_nodes`, one a call: Keras 2 as
`[layer, node, tensor, {arguments}]`, Keras 3 as `{"args", "kwargs"}` with `__keras_tensor__` objects that
tell their shapes. A Sequential model lists its layers in order. Calls are worked off as their inputs
become known, so that no order in the file and no cycle can mislead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from explorer.checkpoints.keras_entries import Shape, class_of, sizes
from explorer.checkpoints.keras_layers import Builder, Built, build_layer, is_model_entry

_MOST_TENSORS = 10_000  # one call takes


@dataclass(frozen=True, slots=True)
class Tensor:
    """One input of a call: output `tensor` of call `node` of a layer. `label`: the argument, "" by position."""

    layer: str
    node: int
    tensor: int
    label: str
    shape: Shape = None


def build_model(
    builder: Builder, entry: Mapping[str, Any], inputs: tuple[Shape, ...], path: str, depth: int
) -> Built:
    """The model of an entry, its layers built on the shapes that reach them."""
    config = entry.get("config")
    name = config.get("name") if isinstance(config, Mapping) else None
    name = name if isinstance(name, str) else class_of(entry).lower()
    listed = (
        config if isinstance(config, list) else config.get("layers") if isinstance(config, Mapping) else None
    )
    entries = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    if not isinstance(listed, list):
        builder.tell(f"The configuration of model {name[:200]!r} lists no layers.")
    elif len(entries) < len(listed):
        builder.tell(f"{len(listed) - len(entries)} entries of model {name[:200]!r} are no layers.")
    is_sequential = class_of(entry) == "Sequential" or not any("inbound_nodes" in one for one in entries)
    build = _sequential if is_sequential else _functional
    return build(builder, entry, entries, inputs, name, path, depth)


def _parent_path(builder: Builder, path: str, is_sequential: bool) -> str:
    # Keras 3 builds the layers of a Sequential in its scope, and those of other models in none.
    return path if builder.generation == "3" and is_sequential else ""


def _first_shape(
    entry: Mapping[str, Any], entries: list[Mapping[str, Any]], inputs: tuple[Shape, ...]
) -> Shape:
    """What goes into a Sequential, from the first place that tells."""
    if inputs and inputs[0] is not None:
        return inputs[0]
    config = entry.get("config")
    first = entries[0].get("config") if entries else None
    for place, key in (
        (first, "batch_input_shape"),
        (first, "batch_shape"),
        (config, "build_input_shape"),
        (entry.get("build_config"), "input_shape"),
    ):
        if isinstance(place, Mapping) and isinstance(place.get(key), (list, tuple, Mapping)):
            return sizes(place[key])
    return None


def _sequential(
    builder: Builder,
    entry: Mapping[str, Any],
    entries: list[Mapping[str, Any]],
    inputs: tuple[Shape, ...],
    name: str,
    path: str,
    depth: int,
) -> Built:
    shape = _first_shape(entry, entries, inputs)
    is_built = shape is not None
    parent = _parent_path(builder, path, True)
    layers = []
    outputs: tuple[Shape, ...] | None = (shape,)
    for one in entries:
        told = built_shapes(one)
        given = outputs if outputs is not None else (None,)
        if len(told) == 1 and given[0] is None:
            given = told
        scope = "" if is_model_entry(one) else parent
        built = build_layer(builder, one, given, (), "", None, scope, depth + 1)
        if class_of(one) == "InputLayer":
            layers.append(replace(built, attribute="input"))
            outputs = built.outputs if shape is None else outputs
            is_built = is_built or bool(built.outputs and built.outputs[0])
            continue
        layers.append(built)
        outputs = built.outputs
    if not is_built:
        layers = [_unbuilt(layer) for layer in layers]
    return Built(
        name,
        class_of(entry),
        path,
        (),
        tuple(layers),
        outputs if is_built else None,
        trainable=_is_trainable(entry),
        is_built=is_built,
        is_model=True,
    )


def _unbuilt(layer: Built) -> Built:
    """A layer of a model that was not built: it has no weights yet."""
    if layer.is_model and layer.is_built:
        return layer
    return replace(layer, own=(), inner=(), outputs=None, is_built=False)


def _is_trainable(entry: Mapping[str, Any]) -> bool:
    config = entry.get("config")
    return not (isinstance(config, Mapping) and config.get("trainable") is False)


def _functional(
    builder: Builder,
    entry: Mapping[str, Any],
    entries: list[Mapping[str, Any]],
    inputs: tuple[Shape, ...],
    name: str,
    path: str,
    depth: int,
) -> Built:
    config = entry["config"] if isinstance(entry["config"], Mapping) else {}
    names = [_name_of(one) for one in entries]
    places: dict[str, int] = {}
    for place, one_name in enumerate(names):
        if one_name in places:
            builder.tell(f"Model {name[:200]!r} has two layers of the name {one_name[:200]!r}.")
        places.setdefault(one_name, place)
    fed = dict(zip(tensors(config.get("input_layers"), places), inputs, strict=False))
    calls = [list(_calls(one, places)) for one in entries]
    shifts = [int(_counts_from_one(builder, one)) for one in entries]
    built: list[Built | None] = [None] * len(entries)
    outputs: dict[tuple[int, int], tuple[Shape, ...] | None] = {}
    waiting: dict[tuple[int, int], list[tuple[int, int]]] = {}
    missing: dict[tuple[int, int], int] = {}
    ready: deque[tuple[int, int]] = deque()

    def source(tensor: Tensor) -> tuple[int, int]:
        place = places[tensor.layer]
        return place, max(tensor.node - shifts[place], 0)

    for place, layer_calls in enumerate(calls):
        if not layer_calls:
            ready.append((place, 0))
        for number, call in enumerate(layer_calls):
            sources = {source(tensor) for tensor in call}
            missing[place, number] = len(sources)
            for one_source in sources:
                waiting.setdefault(one_source, []).append((place, number))
            if not sources:
                ready.append((place, number))

    def work(place: int, number: int) -> None:
        if calls[place]:
            call = calls[place][number]
            shapes = tuple(_shape_of(tensor, outputs.get(source(tensor))) for tensor in call)
            labels = tuple(tensor.label for tensor in call)
        else:
            call, labels = [], ()
            given = [shape for tensor, shape in fed.items() if tensor.layer == names[place]]
            shapes = tuple(given[:1])
        outputs[place, number] = _work_off(builder, entries[place], built, place, shapes, labels, depth, path)
        if not calls[place] and class_of(entries[place]) == "InputLayer" and shapes and shapes[0] is not None:
            outputs[place, number] = shapes

    while ready:
        at = ready.popleft()
        if at in outputs:
            continue
        work(*at)
        for waiter in waiting.get(at, ()):
            missing[waiter] -= 1
            if not missing[waiter]:
                ready.append(waiter)
    left = [at for at in missing if at not in outputs]
    if left:
        first = names[left[0][0]]
        builder.tell(
            f"In model {name[:200]!r} layer {first[:200]!r} is called on what comes to be only behind it, or nowhere."
        )
        for at in left:
            work(*at)
    found = [source(tensor) + (tensor.tensor,) for tensor in tensors(config.get("output_layers"), places)]
    results = tuple(_pick(outputs.get((place, number)), tensor) for place, number, tensor in found)
    layers = tuple(layer for layer in built if layer is not None)
    return Built(
        name,
        class_of(entry),
        path,
        (),
        layers,
        results or None,
        trainable=_is_trainable(entry),
        is_model=True,
    )


def _work_off(
    builder: Builder,
    entry: Mapping[str, Any],
    built: list[Built | None],
    place: int,
    shapes: tuple[Shape, ...],
    labels: tuple[str, ...],
    depth: int,
    path: str,
) -> tuple[Shape, ...] | None:
    """Build a layer on its first call; a later one asks only for its output shapes."""
    if is_operation(entry):
        built[place] = Built(_name_of(entry), class_of(entry), "", (), (), None, "operation")
        return None
    if built[place] is not None:
        quiet = Builder(builder.keras, build_model=builder.build_model, count=builder.count)
        again = build_layer(quiet, entry, shapes, labels, "", None, "", depth + 1)
        builder.count = quiet.count
        return again.outputs
    told = built_shapes(entry)
    merged = shapes
    if told and not is_model_entry(entry) and any(shape is None for shape in shapes or (None,)):
        if len(told) == len(shapes):
            merged = tuple(one if one is not None else other for one, other in zip(shapes, told, strict=True))
        elif not shapes or len(told) > len(shapes):
            merged, labels = told, ()
    parent = _parent_path(builder, path, False)
    layer = build_layer(builder, entry, merged, labels, "", None, parent, depth + 1)
    built[place] = layer
    return layer.outputs


def is_operation(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is a function called on tensors (Keras 3), not a layer."""
    module = entry.get("module")
    return isinstance(module, str) and module.startswith(("keras.src.ops", "keras.ops"))


def built_shapes(entry: Mapping[str, Any]) -> tuple[Shape, ...]:
    """The input shapes a layer was built on, where its entry tells them."""
    config = entry.get("build_config")
    if not isinstance(config, Mapping):
        return ()
    told = config.get("input_shape")
    if told is None and isinstance(config.get("shapes_dict"), Mapping):
        told = list(config["shapes_dict"].values())
    if isinstance(told, Mapping):
        told = list(told.values()) if "class_name" not in told else told.get("items", told.get("config"))
    if not isinstance(told, (list, tuple)) or not told or len(told) > _MOST_TENSORS:
        return ()
    if any(isinstance(one, (list, tuple, Mapping)) for one in told):
        return tuple(sizes(one) if one is not None else None for one in told)
    return (sizes(told),)


def _counts_from_one(builder: Builder, entry: Mapping[str, Any]) -> bool:
    """Whether call 0 of a layer is the one that made it, as of a model: then its first call here is 1."""
    if not is_model_entry(entry):
        return False
    return builder.generation != "3" or class_of(entry) != "Sequential"


def _name_of(entry: Mapping[str, Any]) -> str:
    config = entry.get("config")
    for value in (entry.get("name"), config.get("name") if isinstance(config, Mapping) else None):
        if isinstance(value, str):
            return value
    return class_of(entry).lower()


def _pick(shapes: tuple[Shape, ...] | None, number: int) -> Shape:
    return shapes[number] if shapes is not None and 0 <= number < len(shapes) else None


def _shape_of(tensor: Tensor, shapes: tuple[Shape, ...] | None) -> Shape:
    """The shape of an input: as worked out, and as the file tells it where that is not known."""
    found = _pick(shapes, tensor.tensor)
    if found is None or tensor.shape is None or len(found) != len(tensor.shape):
        return tensor.shape if tensor.shape is not None else found
    return tuple(told if told is not None else size for size, told in zip(found, tensor.shape, strict=True))


def _calls(entry: Mapping[str, Any], places: Mapping[str, int]) -> Iterator[list[Tensor]]:
    """The tensors each call of a layer takes."""
    nodes = entry.get("inbound_nodes")
    if not isinstance(nodes, (list, tuple)):
        return
    for node in nodes:
        yield tensors(node, places)


def tensors(structure: Any, places: Mapping[str, int]) -> list[Tensor]:
    """The tensors named in a structure of lists and objects, in order; arguments by name behind the others."""
    found: list[Tensor] = []
    stack: list[tuple[Any, str, bool]] = [(structure, "", True)]
    steps = 0
    while stack and len(found) < _MOST_TENSORS and steps < 100 * _MOST_TENSORS:
        steps += 1
        value, label, is_outer = stack.pop()
        if isinstance(value, Mapping):
            if value.get("class_name") == "__keras_tensor__":
                config = value.get("config")
                history = config.get("keras_history") if isinstance(config, Mapping) else None
                if isinstance(config, Mapping) and (place := _reference(history, places)) is not None:
                    found.append(Tensor(*place, label, sizes(config.get("shape"))))
                continue
            if is_outer and ("args" in value or "kwargs" in value):
                stack.append((value.get("kwargs"), "", False))
                stack.append((value.get("args"), "", True))
                continue
            for key in sorted((key for key in value if isinstance(key, str)), reverse=True):
                stack.append((value[key], label or ("" if is_outer else key), False))
        elif isinstance(value, (list, tuple)):
            place = _reference(value, places)
            if place is None:
                stack.extend((one, label, is_outer) for one in reversed(value))
                continue
            found.append(Tensor(*place, label))
            if len(value) > 3 and isinstance(value[3], Mapping):
                stack.append((value[3], "", False))
    return [one for one in found if not one.label] + [one for one in found if one.label]


def _reference(value: Any, places: Mapping[str, int]) -> tuple[str, int, int] | None:
    """`[layer, node, tensor, ...]` of a layer that is there."""
    if not isinstance(value, (list, tuple)) or len(value) < 3:
        return None
    layer, node, tensor = value[:3]
    if not isinstance(layer, str) or layer not in places:
        return None
    if (
        type(node) is not int
        or type(tensor) is not int
        or not (0 <= node < 1 << 30 and 0 <= tensor < 1 << 30)
    ):
        return None
    return layer, node, tensor
