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
from collections.abc import Iterable, Mapping
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
    inner = _inner_models(facts)
    found = dict.fromkeys(np.flatnonzero(inner & objects).tolist(), FUNCTIONAL)
    above = _scopes_above(facts, walk, scopes, inner)
    for node, scope in above.items():
        if objects[node] and not facts.is_list[node]:
            names[node] = scope.rpartition("/")[2]
    numbers: dict[str, set[int]] = defaultdict(set)
    for name in set(names.values()):
        match = _NUMBER.search(name)
        numbers[name[: match.start()] if match else name].add(int(match[1]) if match else 0)
    counted_on = _counted_on(numbers, above.values(), scopes.values())
    class_of = {
        stem: BLOCK_CLASSES.get(stem) or joined_words(stem)
        for stem, known in numbers.items()
        if stem in BLOCK_CLASSES or (0 in known and len(known) > 1) or stem in counted_on
    }
    for node, name in names.items():
        if name in class_of or (_NUMBER.search(name) and _NUMBER.sub("", name) in class_of):
            found[node] = class_of.get(name) or class_of[_NUMBER.sub("", name)]
    return found


def _counted_on(
    numbers: Mapping[str, set[int]], above: Iterable[str], layers: Iterable[str]
) -> frozenset[str]:
    """Stems of blocks that Keras numbered on from those of another model.

    Their numbers follow each other, the model around them is numbered as well, and so is each layer that Keras
    named: as often as a block has one, those of the blocks before must have had one too.
    """
    first_of = {}
    for stem, known in numbers.items():
        first = min(known)
        if first > 1 and len(known) > 1 and max(known) - first == len(known) - 1:
            first_of[f"{stem}_{first}"] = (stem, first)
    if not first_of:
        return frozenset()
    for scope in above:
        outer, _, name = scope.rpartition("/")
        if name in first_of and not _NUMBER.search(outer):
            del first_of[name]
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    lowest: dict[tuple[str, str], int] = {}
    for scope in layers:
        *around, layer = scope.split("/")
        number = own_number(layer)
        if number == 0:
            return frozenset()
        if number > 0:
            kind = _NUMBER.sub("", layer)
            for name in first_of.keys() & set(around):
                inside[name][kind] += 1
                lowest[name, kind] = min(number, lowest.get((name, kind), number))
    return frozenset(
        first_of[name][0]
        for name, kinds in inside.items()
        if all(lowest[name, kind] >= first_of[name][1] * count for kind, count in kinds.items())
    )


def _inner_models(facts: NodeFacts) -> Bools:
    """Models [n] that do another one's work: a Sequential of Keras 3 keeps its layers in `_functional/_operations`."""
    found: Bools = facts.along(np.ones(facts.count, np.bool_), "_functional") & facts.with_edge("_operations")
    return found


def _scopes_above(facts: NodeFacts, walk: Walk, scopes: dict[int, str], inner: Bools) -> dict[int, str]:
    """The scope of each object above the given ones, as far as all that is below it agrees."""
    # Lists, and models within models, are of the same scope as what is above them.
    parent, is_passed = walk.parent.data, (facts.is_list | inner).data
    above: dict[int, str] = {}
    for layer, layer_scope in scopes.items():
        node, scope = layer, layer_scope
        while scope:
            node = parent[node]
            for _ in range(_MOST_LISTS):
                if node <= 0 or not is_passed[node]:
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
