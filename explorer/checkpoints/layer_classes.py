"""Classes of layers and of blocks of layers, by the scopes Keras gives the names of their weights.

    model/encoder_block_3/multi_head_attention_3/query/kernel

A layer without a name of its own is called after its class, the first `encoder_block`, the next
`encoder_block_1` and so on; so a class is inferred where a name is one of Keras' own layers', or where
the first and a numbered one of a name stand side by side. A model that is made again in the same program
counts on, `model_1/encoder_block_12`: then everything in it must have been counted on. Names a program
chose tell nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.graph_walk import Walk
from explorer.checkpoints.keras_classes import (
    BLOCK_CLASSES,
    LAYER_WEIGHTS,
    joined_words,
    layer_class,
    own_number,
)
from explorer.checkpoints.node_facts import NodeFacts
from explorer.checkpoints.slot_pairing import NodeTexts

if TYPE_CHECKING:
    from explorer.checkpoints.node_facts import Bools

_NUMBER = re.compile(r"_([1-9]\d{0,8})\Z")
_LONGEST_NAME = 512  # characters; no program's name is as long
FUNCTIONAL = "Functional"
_MOST_LISTS = 8  # in one another, on the way from a layer to the block around it


def layer_classes(facts: NodeFacts, texts: NodeTexts, walk: Walk, objects: Bools) -> dict[int, str]:
    """Node -> class, for the layers and blocks whose names tell it.

    Args:
        facts: the graph.
        texts: what the program called each node's variable, and its shape.
        walk: the tree that is drawn.
        objects: bool [n] nodes that may be layers.
    """
    edges = np.flatnonzero(
        objects[facts.source] & facts.has_variable[facts.target] & ~facts.is_list[facts.source]
    )
    nodes = facts.target[edges]
    ranks = np.array([*map(len, texts.shapes), -1])[texts.shape_id[nodes]]
    weights = frozenset(LAYER_WEIGHTS)
    found: dict[int, str] = {}
    scopes: dict[int, str] = {}
    for source, edge, rank, name in zip(
        facts.source[edges].tolist(),
        facts.name.take(edges),
        ranks.tolist(),
        texts.full_name.take(nodes),
        strict=True,
    ):
        if source in found or len(name) > _LONGEST_NAME:
            continue
        scope, slash, last = name.partition(":")[0].rpartition("/")
        word = edge.removeprefix("_")  # Keras 3 has _kernel
        if not slash or last != word:
            continue
        scopes.setdefault(source, scope)
        # The weight must be one that the class has: a program may call a Dense layer "embedding".
        if word in weights and (known := layer_class(scope.rpartition("/")[2], word, rank)):
            found[source] = known
    return _blocks(facts, walk, objects, scopes) | found


def _blocks(facts: NodeFacts, walk: Walk, objects: Bools, scopes: dict[int, str]) -> dict[int, str]:
    """Objects around layers, whose names stand in front of the layers' names."""
    names: dict[int, str] = {}
    found = {}
    inner = _inner_models(facts, walk)
    above = _scopes_above(facts, walk, scopes, inner)
    for node, scope in above.items():
        if objects[node] and not facts.is_list[node]:
            names[node] = scope.rpartition("/")[2]
            for model in inner.get(node, ()):
                found[model] = FUNCTIONAL
    numbers: dict[str, set[int]] = defaultdict(set)
    for name in set(names.values()):
        match = _NUMBER.search(name)
        numbers[name[: match.start()] if match else name].add(int(match[1]) if match else 0)
    class_of = {
        stem: BLOCK_CLASSES.get(stem) or joined_words(stem)
        for stem, known in numbers.items()
        if stem in BLOCK_CLASSES
        or (0 in known and len(known) > 1)
        or _counted_on(stem, known, above.values(), scopes.values())
    }
    for node, name in names.items():
        if name in class_of or (_NUMBER.search(name) and _NUMBER.sub("", name) in class_of):
            found[node] = class_of.get(name) or class_of[_NUMBER.sub("", name)]
    return found


def _counted_on(stem: str, numbers: set[int], above: Iterable[str], layers: Iterable[str]) -> bool:
    """Whether blocks are numbered as Keras goes on after it has made as many of them for another model.

    Their numbers follow each other and the model around them is numbered as well; so is each layer that Keras
    named, and as often as a block has one, those of the blocks before must have had one too.
    """
    first = min(numbers)
    if first < 2 or len(numbers) < 2 or max(numbers) - first != len(numbers) - 1:
        return False
    name = f"{stem}_{first}"
    if any(
        scope.rpartition("/")[2] == name and not _NUMBER.search(scope.rpartition("/")[0]) for scope in above
    ):
        return False
    inside: Counter[str] = Counter()
    lowest: dict[str, int] = {}
    for scope in layers:
        parts = scope.split("/")
        number = own_number(parts[-1])
        if number == 0:
            return False
        if number > 0 and name in parts[:-1]:
            kind = _NUMBER.sub("", parts[-1])
            inside[kind] += 1
            lowest[kind] = min(number, lowest.get(kind, number))
    return bool(inside) and all(lowest[kind] >= first * count for kind, count in inside.items())


def _inner_models(facts: NodeFacts, walk: Walk) -> dict[int, list[int]]:
    """Object -> the model that does its work: a Sequential of Keras 3 keeps its layers in `_functional/_operations`."""
    inner = facts.along(np.ones(facts.count, np.bool_), "_functional") & facts.with_edge("_operations")
    found: dict[int, list[int]] = {}
    for node in np.flatnonzero(inner).tolist():
        if (outer := int(walk.parent[node])) > 0:
            found.setdefault(outer, []).append(node)
    return found


def _scopes_above(
    facts: NodeFacts, walk: Walk, scopes: dict[int, str], inner: dict[int, list[int]]
) -> dict[int, str]:
    """The scope of each object above the given ones, as far as all that is below it agrees."""
    parent, is_list = walk.parent.data, facts.is_list.data
    same = {model for models in inner.values() for model in models}  # of the same scope as what is above them
    above: dict[int, str] = {}
    for layer, layer_scope in scopes.items():
        node, scope = layer, layer_scope
        while scope:
            node = parent[node]
            for _ in range(_MOST_LISTS):
                if node <= 0 or not (is_list[node] or node in same):
                    break
                node = parent[node]
            scope = scope.rpartition("/")[0]
            if node <= 0 or node in scopes or not scope:
                break
            known = above.get(node)
            if known == scope:
                break
            if known is not None:
                above[node] = ""  # its parts are of several scopes
                break
            above[node] = scope
    return {node: scope for node, scope in above.items() if scope}
