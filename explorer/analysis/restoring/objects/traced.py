"""The value that Keras 3 loses when a model of a program's own class is first called after the restore.

Before the first call of a model without a `build` method of its own, Keras 3 calls it once with symbols
only, to make the variables. The first variable that has a stored value waiting has no storage yet then:
TensorFlow fails to assign it, Keras swallows the error and calls the model for real. What was waiting
under that name is used up. A layer that counts as built from the start of its `build` on, as LSTMCell
does, is not built again: the real call fails for want of the variable.
Source: Keras 3.15, layers/layer.py (`_maybe_build`), backend/tensorflow/core.py; layers/rnn/gru.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from explorer.analysis.restoring.objects.effects import Run
from explorer.analysis.restoring.outcome import Raised
from explorer.checkpoints.keras_model import KerasLayer

# Models that know how to build themselves, so that nothing is traced.
_BUILD_THEMSELVES = frozenset(("Functional", "Sequential", "Model"))
# Layers that call `super().build` first, which marks them as built.
_BUILT_AT_ONCE = frozenset(("GRUCell", "LSTMCell"))
_BUILDS_THE_INNER_FIRST = frozenset(("SpectralNormalization",))
_USES_ITS_CELL = frozenset(("GRU", "LSTM"))  # these take the cell's variables without calling it


@dataclass(frozen=True, slots=True)
class Lost:
    """What a trace uses up. `raised`: the error of the call, None where the model can be called."""

    name: str  # of the variable
    raised: Raised | None = None
    rank: dict[int, int] = field(default_factory=dict)  # object -> how early it is made in the real call
    still_made: frozenset[int] = frozenset()  # objects that are made before the error is raised


def lose_to_a_trace(now: Run, waiting: set[int]) -> Lost | None:
    """Take from what waits for later objects what the trace of a Keras 3 model uses up; None for nothing.

    Args:
        now: the run after the restore call.
        waiting: the program's objects that it has not made yet.
    """
    model = now.target.keras
    if model is None or model.keras != "3" or model.class_name in _BUILD_THEMSELVES:
        return None
    if now.conditions.mode == "graph":
        return None
    matching, program = now.matching, now.matching.program
    holder = {places[0][1]: node for node, places in now.values.items() if node in waiting}
    above: dict[int, tuple[int, str]] = {}
    order = [0]
    for node in order:
        for name, child in program.children(node).items():
            if child not in above and child:
                above[child] = (node, name)
                order.append(child)
    variables = list(_as_called(model.layers))
    for variable in variables:
        node = holder.get(variable, -1)
        path: list[str] = []
        while node in waiting and node in above:
            node, name = above[node]
            path.append(name)
        if not path:
            continue
        owner, first = node, path.pop()
        for stored in matching.put_off.get((owner, first), ()):
            chain = [stored]
            for name in reversed(path):
                chain += [child for edge, child in matching.stored.children(chain[-1]) if edge == name][:1]
            last = chain[-1]
            is_bound = any(matching.bound[each] >= 0 for each in chain)
            if is_bound or len(chain) <= len(path) or not matching.stored.has_attributes[last]:
                continue
            del matching.put_off[owner, first]
            for each in chain:  # bound to objects that are dropped right away
                matching.bound[each] = holder[variable]
            failed = None if path else _failure(now, owner, first, above)
            rank: dict[int, int] = {}
            for at, each in enumerate(variables):
                node = holder.get(each, -1)
                while node >= 0 and node not in rank:
                    rank[node] = at
                    node = above.get(node, (-1, ""))[0]
            made = _other_direction(now, owner, above) if failed is not None else frozenset()
            return Lost(now.target.variables[variable].name, failed, rank, made)
    return None


def _as_called(layers: tuple[KerasLayer, ...]) -> Iterator[int]:
    """Variables in the order in which they are made, as far as a model tells it: layer by layer."""
    for layer in layers:
        if layer.class_name not in _BUILDS_THE_INNER_FIRST:
            yield from (weight.variable for weight in layer.weights)
        stack = list(reversed(layer.layers))
        while stack:
            inner = stack.pop()
            yield from (weight.variable for weight in inner.weights)
            stack += reversed(inner.layers)
        if layer.class_name in _BUILDS_THE_INNER_FIRST:
            yield from (weight.variable for weight in layer.weights)


def _failure(now: Run, owner: int, name: str, above: dict[int, tuple[int, str]]) -> Raised | None:
    """What the call raises where the layer at `owner` is not built a second time."""
    kind = now.objects.class_name(owner).rpartition(".")[2]
    if kind not in _BUILT_AT_ONCE:
        return None
    caller = now.objects.class_name(above[owner][0]).rpartition(".")[2] if owner in above else ""
    caller = caller if caller in _USES_ITS_CELL else kind
    wrapper = above.get(above[owner][0], (owner, ""))[0] if owner in above else owner
    if (
        now.objects.class_name(wrapper).rpartition(".")[2] == "Bidirectional"
    ):  # it uses what it wraps likewise
        caller = "Bidirectional"
    return _while_calling(caller, Raised("AttributeError", f"'{kind}' object has no attribute '{name}'"))


def raised_in_the_call(now: Run, raised: Raised) -> Raised:
    """An error of an assignment, as the model's first call passes it on."""
    return _while_calling(now.target.keras.class_name if now.target.keras is not None else "", raised)


def _other_direction(now: Run, cell: int, above: dict[int, tuple[int, str]]) -> frozenset[int]:
    """What the second layer of a Bidirectional holds: it is built before the first one is called."""
    layer, wrapper = above.get(cell, (0, ""))[0], -1
    if layer in above:
        wrapper, name = above[layer]
        if name != "forward_layer":
            wrapper = -1
    other = now.matching.program.children(wrapper).get("backward_layer", -1) if wrapper >= 0 else -1
    order = [other] if other >= 0 else []
    for node in order:
        order += [child for child in now.matching.program.children(node).values() if child not in order]
    return frozenset(order)


def _while_calling(caller: str, raised: Raised) -> Raised:
    """As Keras words it, which tells the arguments of the innermost call; or without, where it is asked to."""
    return Raised(
        raised.type,
        f"Exception encountered when calling {caller}.call().\n\n\x1b[1m{raised.message}\x1b[0m\n\n"
        f"Arguments received by {caller}.call():\n<values>",
        (raised.message, *raised.alternatives),
    )
