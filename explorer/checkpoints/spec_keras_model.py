"""The Keras model in a spec file: its layers in order, each with the variables it holds."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from explorer.checkpoints.json_checks import as_bool_or_none, as_index, as_list, as_members, as_text
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasOptimizer, KerasWeight
from explorer.checkpoints.spec import SpecVariable
from explorer.checkpoints.target_graph import TargetGraph
from explorer.errors import CorruptFileError

_DEEPEST = 64  # models inside models; deeper is no program
# Lists that Keras itself keeps, and no loader looks into.
_BOOKKEEPING = frozenset(
    (
        "_input_coordinates",
        "_output_coordinates",
        "_input_layers",
        "_layers",
        "_operations",
        "_output_layers",
        "_self_tracked_trackables",
    )
)
_LISTS = frozenset(("ListWrapper", "_DictWrapper", "_TupleWrapper", "TrackedList", "TrackedDict", "List"))
_MOST_STEPS = 1 << 22  # edges walked for the paths inside all layers together


def parse_keras_model(
    value: Any,
    variables: Sequence[SpecVariable],
    place: Sequence[int],
    graph: TargetGraph | None,
    keras: str,
) -> KerasModel | None:
    """The model of "keras_model"; `place` leads from the file's variables to those of the spec.

    Raises:
        CorruptFileError: a member is not what it should be.
    """
    if value is None:
        return None
    told = as_members(value, '"keras_model"')
    held = {} if graph is None else {value.node: value.variable for value in graph.values}
    model_class = as_text(told.get("class"), "the class of the Keras model")
    reader = _Reader(variables, place, graph, keras, held, model_class)
    optimizer = told.get("optimizer")
    return KerasModel(
        as_text(told.get("name"), "the name of the Keras model"),
        model_class,
        keras,
        reader.layers(told.get("layers")),
        None if optimizer is None else reader.optimizer(optimizer),
    )


def _attribute(value: Any, what: str) -> str:
    """The attribute of its owner that a layer is kept in: "block", "blocks/0"; "" for one of Keras' own."""
    told = as_text(value if value is not None else "", f"the attribute of {what}")
    return "" if told.partition("/")[0] in _BOOKKEEPING else told.removesuffix("/")


@dataclass(slots=True)
class _Open:
    """A layer under way: what was told of it, and the inner ones that are ready."""

    told: list[Any]
    what: str
    waiting: deque[Any]
    node: int = -1  # its object, where that is told
    ready: list[KerasLayer] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    variables: Sequence[SpecVariable]
    place: Sequence[int]
    graph: TargetGraph | None
    keras: str
    held: dict[int, int]  # object -> the variable it holds
    model_class: str
    steps: int = 0
    in_lists: dict[int, dict[int, str]] = field(default_factory=dict)  # owner -> object -> place

    def layers(self, value: Any) -> tuple[KerasLayer, ...]:
        """The layers, inner ones first: by a stack, for a file may nest them deeply."""
        top = _Open([], "the Keras model", deque(as_list(value, '"layers"')), self._model_node())
        stack = [top]
        while True:
            current = stack[-1]
            if current.waiting:
                what = f"a layer of {current.what}"
                told = as_list(current.waiting.popleft(), what, 3)
                what = f"layer {as_text(told[0], f'the name of {what}')}"
                if len(stack) > _DEEPEST:
                    raise CorruptFileError(f"{what} lies more than {_DEEPEST} layers deep")
                inner = as_list(told[3] if len(told) > 3 else None, f"the layers of {what}")
                stack.append(_Open(told, what, deque(inner), self._node(told, what)))
                continue
            if current is top:
                return tuple(top.ready)
            stack.pop()
            stack[-1].ready.append(self._layer(current, stack[-1].node))

    def optimizer(self, value: Any) -> KerasOptimizer:
        told = as_list(value, "the optimizer", 2)
        legacy = as_bool_or_none(told[2] if len(told) > 2 else None, "the third entry of the optimizer")
        weights = [self._weight(number, {}, "the optimizer") for number in as_list(told[1], "its variables")]
        return KerasOptimizer(as_text(told[0], "the class of the optimizer"), tuple(weights), legacy is True)

    def _node(self, told: list[Any], what: str) -> int:
        node = told[4] if len(told) > 4 else None
        if self.graph is None or node is None:
            return -1
        return as_index(node, self.graph.node_count, f"the object of {what}")

    def _model_node(self) -> int:
        """The first object of the model's class, breadth-first from the root as the objects are numbered."""
        classes = self.graph.classes if self.graph is not None else ()
        return classes.index(self.model_class) if self.model_class in classes else -1

    def _layer(self, layer: _Open, owner: int) -> KerasLayer:
        numbers = as_list(layer.told[2] or None, f"the weights of {layer.what}")  # false: it is not built
        node = layer.node
        trained = layer.told[6] if len(layer.told) > 6 else None
        if trained is not None:  # a frozen layer trains none, whatever its variables say
            trained = as_index(trained or 0, len(numbers) + 1, f"the trained weights of {layer.what}")
        paths: dict[int, tuple[str, ...]] = {}
        if node >= 0 and numbers:
            paths = self._paths_below(node, len(numbers))
        attribute = _attribute(layer.told[5] if len(layer.told) > 5 else None, layer.what)
        return KerasLayer(
            as_text(layer.told[0], "the name of a layer"),
            as_text(layer.told[1], f"the class of {layer.what}"),
            tuple(
                self._weight(number, paths, layer.what, None if trained is None else i < trained)
                for i, number in enumerate(numbers)
            ),
            tuple(layer.ready),
            is_built=layer.told[2] is not False,
            attribute=attribute or self._place_in_lists(owner, node),
        )

    def _place_in_lists(self, owner: int, node: int) -> str:
        """Where a layer lies in lists in lists of its owner: "blocks/0/1"; "" where it does not."""
        graph = self.graph
        if graph is None or owner < 0 or node < 0:
            return ""
        if owner not in self.in_lists:
            found: dict[int, str] = {}
            queue = deque(
                (child, name, 0) for name, child in graph.children(owner) if name not in _BOOKKEEPING
            )
            while queue and self.steps < _MOST_STEPS:
                current, path, depth = queue.popleft()
                self.steps += 1
                if depth > 1:
                    found.setdefault(current, path)
                if graph.class_name(current) in _LISTS and depth < _DEEPEST:
                    queue += [(child, f"{path}/{name}", depth + 1) for name, child in graph.children(current)]
            self.in_lists[owner] = found
        return self.in_lists[owner].get(node, "")

    def _weight(
        self, number: Any, paths: dict[int, tuple[str, ...]], what: str, is_trained: bool | None = None
    ) -> KerasWeight:
        place = self.place[as_index(number, len(self.place), f"a variable of {what}")]
        variable = self.variables[place]
        name = variable.full_name or variable.name
        return KerasWeight(
            name.rpartition("/")[2],
            name if self.keras == "3" else f"{name}:0",
            variable.dtype,
            variable.shape,
            variable.trainable if is_trained is None else is_trained,
            place,
            paths.get(place, ()),
        )

    def _paths_below(self, node: int, count: int) -> dict[int, tuple[str, ...]]:
        """The shortest edges from a layer's object to the variables below it."""
        graph = self.graph
        if graph is None:
            return {}
        found: dict[int, tuple[str, ...]] = {}
        path: dict[int, tuple[str, ...]] = {node: ()}
        queue = deque([node])
        while queue and len(found) < count and self.steps < _MOST_STEPS:
            current = queue.popleft()
            for name, child in graph.children(current):
                self.steps += 1
                if child not in path and len(path[current]) < _DEEPEST:
                    path[child] = (*path[current], name)
                    queue.append(child)
                    if child in self.held:
                        found.setdefault(self.held[child], path[child])
        return found
