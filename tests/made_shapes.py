"""Further made object graphs: what layered drawings meet. Sizes are parameters, numbers by chance have a seed."""

from __future__ import annotations

import random

from explorer.checkpoints.object_graph import ObjectGraph
from tests.made_graphs import make_graph


class Maker:
    """Adds nodes one by one."""

    def __init__(self) -> None:
        self.roles = ["container"]
        self.edges: list[tuple[int, str, int]] = []
        self.slots: list[tuple[int, int, str, int]] = []

    def add(self, parent: int, name: str, role: str) -> int:
        self.roles.append(role)
        self.edges.append((parent, name, len(self.roles) - 1))
        return len(self.roles) - 1

    def graph(self) -> ObjectGraph:
        return make_graph(self.roles, self.edges, self.slots)


def transformer(blocks: int) -> ObjectGraph:
    """Blocks of attention (four dense layers), feed forward and two norms, with a shared embedding."""
    made = Maker()
    model = made.add(0, "model", "container")
    embedding = made.add(model, "embedding", "layer")
    made.add(embedding, "embeddings", "variable")
    layers = made.add(model, "blocks", "container")
    for number in range(blocks):
        block = made.add(layers, str(number), "container")
        for part, names in (("attention", "qkvo"), ("feed_forward", "io")):
            inner = made.add(block, part, "container")
            for name in names:
                dense = made.add(inner, name, "layer")
                made.add(dense, "kernel", "variable")
                made.add(dense, "bias", "variable")
        for name in ("norm_1", "norm_2"):
            norm = made.add(block, name, "layer")
            made.add(norm, "gamma", "variable")
    head = made.add(model, "head", "layer")
    made.edges.append((head, "embedding", embedding))
    return made.graph()


def keras3_model(layers: int) -> ObjectGraph:
    """Layers known to the model by name and in a list, and an optimizer that lists slots and variables."""
    made = Maker()
    model = made.add(0, "model", "container")
    listed = made.add(model, "_layers", "container")
    optimizer = made.add(model, "optimizer", "optimizer")
    slots = made.add(optimizer, "_variables", "container")
    trained = made.add(optimizer, "_trainable_variables", "container")
    for name in ("_iterations", "_learning_rate"):
        made.add(optimizer, name, "hyperparameter")
    number = 0
    for layer in range(layers):
        node = made.add(model, f"dense_{layer}", "layer")
        made.edges.append((listed, str(layer), node))
        for name in ("_kernel", "bias"):
            variable = made.add(node, name, "variable")
            made.edges.append((trained, str(number), variable))
            for slot in ("momentum", "velocity"):
                made.roles.append("slot")
                child = len(made.roles) - 1
                made.edges.append((slots, str(child), child))
                made.slots.append((optimizer, variable, slot, child))
            number += 1
    return made.graph()


def shared_model(layers: int) -> ObjectGraph:
    """Two towers over the same layers, every third of which both know."""
    made = Maker()
    left, right = made.add(0, "left", "container"), made.add(0, "right", "container")
    for number in range(layers):
        node = made.add(left if number % 2 else right, f"layer_{number}", "layer")
        made.add(node, "kernel", "variable")
        if number % 3 == 0:
            made.edges.append((right if number % 2 else left, f"shared_{number}", node))
    return made.graph()


def chance_graph(count: int, seed: int, more: float = 0.25, *, backwards: bool = False) -> ObjectGraph:
    """A tree by chance with further edges, `more` for each node; `backwards` ones make circles and loops."""
    chance = random.Random(seed)
    edges = [(chance.randrange(max(0, node - 12), node), f"n{node}", node) for node in range(1, count)]
    for number in range(round(more * count)):
        one, two = chance.randrange(count), chance.randrange(count)
        if not backwards and one == two:
            continue
        edges.append((one, f"x{number}", two) if backwards else (min(one, two), f"x{number}", max(one, two)))
    return make_graph(["container"] * count, edges)
