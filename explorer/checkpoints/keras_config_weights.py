"""The weights of a built layer in the order Keras itself lists them, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explorer.checkpoints.keras_layers import Built, Weight

Found = tuple[Weight, tuple[str, ...]]  # and the attributes that lead to it from the layer asked about


def ordered_weights(layer: Built, generation: str) -> list[Found]:
    """`layer.weights`: Keras 2 lists what is trained first, of a model layer by layer; Keras 3 does not sort."""
    if generation == "3":
        return _once(_in_place(layer))
    return _once(_all_of(layer))


def trained_weights(model: Built, generation: str) -> list[Weight]:
    """`model.trainable_variables`, in the order optimizers number them."""
    if generation == "3":
        return [weight for weight, _ in ordered_weights(model, generation) if weight.trainable]
    return [weight for weight, _ in _once(_trained(model))]


def _once(found: Iterable[Found]) -> list[Found]:
    seen: set[int] = set()
    kept = []
    for weight, path in found:
        if id(weight) not in seen:
            seen.add(id(weight))
            kept.append((weight, path))
    return kept


def _below(layer: Built) -> Iterator[tuple[tuple[str, ...], Built]]:
    """The inner layers with the attributes that lead to them."""
    place = 0
    for number, inner in enumerate(layer.inner):
        if layer.is_model:
            yield (str(number),), inner
        elif inner.attribute == "cells":
            yield ("cells", str(place)), inner
            place += 1
        else:
            yield (inner.attribute,), inner


def _through(prefix: tuple[str, ...], found: Iterable[Found]) -> Iterator[Found]:
    return ((weight, (*prefix, *path)) for weight, path in found)


def _in_place(layer: Built) -> Iterator[Found]:
    """Keras 3: the trained weights of its own, the others of its own, then the inner layers'."""
    if layer.class_name == "SeedGenerator":
        return
    own = sorted(layer.own, key=lambda one: one.weight.is_state)
    yield from ((one.weight, one.attributes[:1]) for one in own)
    for prefix, inner in _below(layer):
        yield from _through(prefix, _in_place(inner))


def _all_of(layer: Built) -> Iterator[Found]:
    if not layer.is_model:
        yield from _trained(layer)
        yield from _not_trained(layer)
        return
    for prefix, inner in _below(layer):
        yield from _through(prefix, _all_of(inner))


def _trained(layer: Built) -> Iterator[Found]:
    if not layer.trainable:
        return
    yield from ((one.weight, one.attributes[:1]) for one in layer.own if not one.weight.is_state)
    for prefix, inner in _below(layer):
        yield from _through(prefix, _trained(inner))


def _not_trained(layer: Built) -> Iterator[Found]:
    """What is not trained: of a frozen layer everything, its own first."""
    if layer.trainable:
        yield from ((one.weight, one.attributes[:1]) for one in layer.own if one.weight.is_state)
        for prefix, inner in _below(layer):
            yield from _through(prefix, _not_trained(inner))
        return
    own = sorted(layer.own, key=lambda one: one.weight.is_state)
    yield from ((one.weight, one.attributes[:1]) for one in own)
    for prefix, inner in _below(layer):
        yield from _through(prefix, _all_of(inner))
