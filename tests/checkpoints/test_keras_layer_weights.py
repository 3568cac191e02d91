"""What Keras makes of layers, models and optimizers, against what their configurations tell us."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from explorer.checkpoints.keras_config import spec_from_config
from explorer.checkpoints.spec import ModelSpec
from tests.golden_answers import GOLDEN

KINDS = {"keras2": "2.15.0", "tf_keras": "2.21.0", "keras3": "3.15.1"}
kinds = pytest.mark.parametrize("kind", KINDS)


@cache
def cases(kind: str) -> list[dict[str, Any]]:
    return json.loads((GOLDEN / "keras_layer_weights" / f"{kind}.json").read_text())["cases"]


def spec_of(kind: str, case: dict[str, Any]) -> ModelSpec:
    training = json.dumps(case["training"]) if "training" in case else None
    return spec_from_config(json.dumps(case["model"]), "config.json", KINDS[kind], training)


def told(weight: Any) -> tuple[Any, ...]:
    return weight.path, None if weight.shape is None else list(weight.shape), weight.dtype


def layers_of(spec: ModelSpec) -> list[Any]:
    assert spec.keras is not None
    return [
        [layer.name, layer.class_name, [told(one) for one in layer.weights]] for layer in spec.keras.layers
    ]


def expected_layers(case: dict[str, Any]) -> list[Any]:
    return [
        [name, class_name, [tuple(case["weights"][place][:3]) for place in places]]
        for name, class_name, places, _ in case["layers"]
    ]


@kinds
def test_layers_have_the_weights_keras_gives_them_in_its_order(kind: str) -> None:
    wrong = [case["title"] for case in cases(kind) if layers_of(spec_of(kind, case)) != expected_layers(case)]

    assert wrong == []


@kinds
def test_no_layer_of_keras_is_unknown(kind: str) -> None:
    problems = [problem for case in cases(kind) for problem in spec_of(kind, case).problems]

    assert problems == []


def without_shapes(value: Any) -> Any:
    """A configuration as Keras before 2.13 wrote it: it tells nowhere on what a layer was built."""
    dropped = ("build_config", "query_shape", "key_shape", "value_shape", "module", "registered_name")
    if isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            return {**value, "config": {k: v for k, v in value["config"].items() if k != "shape"}}
        keep_module = "keras.src.ops" in str(value.get("module"))
        return {
            k: without_shapes(v)
            for k, v in value.items()
            if k not in dropped or (k == "module" and keep_module)
        }
    return [without_shapes(one) for one in value] if isinstance(value, list) else value


@kinds
def test_shapes_follow_through_the_graph_where_no_layer_tells_its_own(kind: str) -> None:
    wrong = []
    for case in cases(kind):
        if kind == "keras3" and case["title"] == "operators":
            continue  # what a function on tensors hands out is told nowhere but in those shapes
        spec = spec_from_config(json.dumps(without_shapes(case["model"])), "config.json", KINDS[kind])
        if layers_of(spec) != expected_layers(case):
            wrong.append(case["title"])

    assert wrong == []


def test_keras_3_tells_which_weights_are_trained() -> None:
    wrong = []
    for case in cases("keras3"):
        keras = spec_of("keras3", case).keras
        assert keras is not None
        found = [one.trainable for layer in keras.layers for one in layer.weights]
        if found != [case["weights"][place][3] for layer in case["layers"] for place in layer[2]]:
            wrong.append(case["title"])

    assert wrong == []


def unscoped(path: str, kind: str, is_legacy: bool) -> str:
    """In Keras 2 training opens a scope of the optimizer's name; the golden optimizers were built outside one."""
    return path if kind == "keras3" or is_legacy or "/" not in path else path.split("/", 1)[1]


@kinds
def test_optimizers_have_keras_variables_in_its_order(kind: str) -> None:
    wrong = []
    compiled = [case for case in cases(kind) if "optimizer" in case]
    for case in compiled:
        keras = spec_of(kind, case).keras
        optimizer = keras.optimizer if keras is not None else None
        assert optimizer is not None, case["title"]
        found = [
            (unscoped(one.path, kind, optimizer.is_legacy), list(one.shape or ()), one.dtype)
            for one in optimizer.variables
        ]
        expected = [(path, shape, dtype) for path, shape, dtype, *_ in case["optimizer"]]
        if found != expected or optimizer.is_legacy != case["is_legacy"]:
            wrong.append(case["title"])

    assert len(compiled) > 5
    assert wrong == []


@kinds
def test_objects_hang_together_as_trackable_children_tell(kind: str) -> None:
    wrong = []
    for case in cases(kind):
        spec = spec_of(kind, case)
        assert spec.objects is not None
        names = {place: row[0] for place, row in enumerate([*case["weights"], *case["seeds"]])}
        names |= {row[4]: row[0] for row in case.get("optimizer", [])}
        is_legacy = case.get("is_legacy", False)
        variables = {value.node: spec.variables[value.variable].key for value in spec.objects.values}
        reached = list(names.values())
        for node, path in list(variables.items()):
            # Numbers that no list of the optimizer holds (its learning rate) are not in the answers.
            short = path if path in reached else unscoped(path, kind, is_legacy)
            variables[node] = short
        nodes = [
            (spec.objects.children(node), variables.get(node) if variables.get(node) in reached else None)
            for node in range(spec.objects.node_count)
        ]
        expected = [(tuple(map(tuple, edges)), names.get(place)) for edges, place in case["objects"]]
        if useful(nodes) != expected:
            wrong.append(case["title"])

    assert wrong == []


def useful(nodes: list[tuple[Any, str | None]]) -> list[tuple[Any, str | None]]:
    """Only what leads to a variable, renumbered breadth-first, as the answers are kept."""
    above: dict[int, list[int]] = {}
    for node, (edges, _) in enumerate(nodes):
        for _, child in edges:
            above.setdefault(child, []).append(node)
    reached = [node for node, (_, variable) in enumerate(nodes) if variable is not None]
    leads = set(reached)
    while reached:
        for node in above.get(reached.pop(), ()):
            if node not in leads:
                leads.add(node)
                reached.append(node)
    order, places, found = [0], {0: 0}, []
    for node in order:
        kept = []
        for name, child in nodes[node][0]:
            if child in leads:
                if child not in places:
                    places[child] = len(order)
                    order.append(child)
                kept.append((name, places[child]))
        found.append((tuple(kept), nodes[node][1]))
    return found
