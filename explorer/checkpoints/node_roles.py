"""What each node of an object graph is: the rules that tell optimizers, slots, layers and the rest apart.

Decided by edges and node ids, never by key prefixes: in Keras 3 the shortest path to a model's
kernel may lead through the optimizer. A SavedModel tells the kinds of its nodes (`told_kinds`), and
then nothing is guessed that it knows. All rules look at all nodes at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from explorer.checkpoints.graph_walk import Walk
from explorer.checkpoints.node_facts import NodeFacts
from explorer.checkpoints.roles import ROLE_CODE
from explorer.checkpoints.told_kinds import CONTAINERS, LAYERS, METRIC, NO_OPTIMIZERS, OPTIMIZERS

if TYPE_CHECKING:
    import numpy.typing as npt

    from explorer.checkpoints.node_facts import Bools, Ints

_LAYER_EDGE = re.compile(r"layer(?:_with_weights)?-\d+")
_BOOKKEEPING_EDGES = ("save_counter", "ckpt_saved_epoch", "ckpt_saved_batch", "train_counter")
_CONFUSION = ("true_positives", "true_negatives", "false_positives", "false_negatives")
_LOSS_SCALES = ("loss_scale", "_loss_scale")
_MODEL_LISTS = ("_trainable_variables", "_trackable_variables", "_all_variables")
_FEW = 64  # nodes that are walked up from one by one


def find_optimizers(facts: NodeFacts) -> Bools:
    """Nodes [n] that are optimizers of any of the four generations."""
    named = facts.with_edge("beta1_power") & facts.with_edge("beta2_power")
    named |= facts.with_edge("_variables") & facts.with_edge("_iterations")
    named |= facts.with_edge("iter") & facts.with_edge("learning_rate", "decay") & _are_flat(facts)
    named &= ~facts.kind_among(NO_OPTIMIZERS)
    found: Bools = (facts.listed_optimizers | facts.kind_among(OPTIMIZERS) | named) & ~facts.has_variable
    return found


def _are_flat(facts: NodeFacts) -> Bools:
    """Nodes [n] that hold variables and loss scales only: a trainer with `iter` and `learning_rate` holds a model too."""
    other = ~(facts.has_variable[facts.target] | facts.name.among(_LOSS_SCALES))
    flat = ~facts.nodes(facts.source[other])
    if facts.count and facts.child(0, "save_counter") >= 0:
        flat[0] = False
    return flat


def optimizer_scalars(facts: NodeFacts, optimizers: Bools) -> Bools:
    """Variables [n] that belong to an optimizer itself: its direct children and those of its loss scale."""
    direct = facts.nodes(facts.target[optimizers[facts.source]])
    scales = facts.along(optimizers, *_LOSS_SCALES) & ~facts.has_variable
    return (direct | facts.nodes(facts.target[scales[facts.source]])) & facts.has_variable


def find_slots(facts: NodeFacts, optimizers: Bools, outside: Bools) -> tuple[Ints, Ints]:
    """Slots the file does not list, by their place in an optimizer's lists alone.

    A variable of `X/_variables`, or of a list beside it (Keras 2's Adafactor keeps stand-ins for
    unfactored variables in `_r` and `_c` only), is a slot unless it is X's own scalar, one of the
    model's variables, or reachable from the root without walking through an optimizer (`outside`).

    Returns:
        int32 [n] the optimizer of each slot, and of each list; -1 for all other nodes. Of several the first.
    """
    owner, list_owner = (np.full(facts.count, -1, np.int32) for _ in range(2))
    keepers = optimizers & facts.with_edge("_variables")
    if not keepers.any():
        return owner, list_owner
    lists = np.flatnonzero(keepers[facts.source] & ~facts.name.among(_MODEL_LISTS))[::-1]
    list_owner[facts.target[lists]] = facts.source[lists]
    model = facts.entries_of(facts.along(keepers, "_trainable_variables"))
    possible = facts.has_variable & ~(
        optimizer_scalars(facts, optimizers) | model | outside | facts.listed_slots
    )
    edges = np.flatnonzero(facts.is_entry & (list_owner[facts.source] >= 0) & possible[facts.target])
    owners = list_owner[facts.source[edges]]
    order = np.argsort(owners, kind="stable")[::-1]  # the last that is written is the first optimizer
    owner[facts.target[edges[order]]] = owners[order]
    return owner, list_owner


def assign_roles(facts: NodeFacts, optimizers: Bools, slots: Bools) -> npt.NDArray[np.uint8]:
    """uint8 [n] one role code a node: the rules from the weakest to the strongest, each overrules those before it."""
    layer_targets = _layer_targets(facts)
    empty = facts.edge_count == 0
    has_layer_look = facts.has_variable_child & ~facts.is_list
    has_layer_look[:1] = False
    bookkeeping = facts.nodes(np.zeros(min(facts.count, 1), np.int32))
    bookkeeping = facts.along(bookkeeping, *_BOOKKEEPING_EDGES) & facts.has_value
    code = ROLE_CODE
    roles = np.full(facts.count, code["container"], np.uint8)
    for role, nodes in (
        ("layer", has_layer_look),
        ("container", _belongings(facts, optimizers)),
        ("other", empty),
        ("layer", layer_targets),
        ("container", facts.kind_among(CONTAINERS) & ~empty),
        ("layer", facts.kind_among(LAYERS)),
        ("other", facts.has_value),
        ("variable", facts.has_variable),
        ("metric", _metrics(facts)),
        ("bookkeeping", bookkeeping),
        ("hyperparameter", optimizer_scalars(facts, optimizers)),
        ("optimizer", optimizers),
        ("slot", slots),
    ):
        roles[nodes] = code[role]
    return roles


def _layer_targets(facts: NodeFacts) -> Bools:
    """Nodes [n] that Keras models call a layer: `layer-0`, `layer_with_weights-0`, `_operations/0`."""
    names = [name for name in facts.name.names if name.startswith("layer") and _LAYER_EDGE.fullmatch(name)]
    everywhere = np.ones(facts.count, np.bool_)
    return facts.along(everywhere, *names) | facts.entries_of(facts.along(everywhere, "_operations"))


def _belongings(facts: NodeFacts, optimizers: Bools) -> Bools:
    """Nodes [n] with variables that are no layers: loss scales, random number generators."""
    generators = facts.with_edge("_state_var") & (facts.edge_count == 1)
    found: Bools = generators | facts.along(optimizers, *_LOSS_SCALES)
    return found


def _metrics(facts: NodeFacts) -> Bools:
    """Metric objects and their variables [n]: {total, count}, confusion counts, or below `keras_api/metrics`."""
    if facts.kind is not None:
        objects = facts.kind_among((METRIC,))
    else:
        objects = facts.with_edge("total") & facts.with_edge("count") | facts.with_edge(*_CONFUSION)
        objects &= ~facts.has_value
        lists = facts.along(facts.along(~facts.has_value, "keras_api"), "metrics")
        objects |= facts.entries_of(lists)
    return objects | facts.nodes(facts.target[objects[facts.source]]) & facts.has_variable


def helper_nodes(facts: NodeFacts, walk: Walk, parent: Ints, slots: Bools, optimizers: Bools) -> Bools:
    """Nodes [n] that are there for TensorFlow's own sake: `keras_api`, `signatures`, lists that repeat variables.

    Useful is a node with a value, an optimizer, an object that names a value by an edge (a layer
    and its kernel), and all ancestors of these in the drawn tree. A list that only repeats values
    drawn elsewhere is not, nor one of slots, which hang on their variables.
    """
    useful = facts.has_value | optimizers | (facts.has_variable_child & ~facts.is_list)
    useful &= walk.reached
    front = np.flatnonzero(useful)
    while len(front) >= _FEW:
        above = parent[front]
        front = np.flatnonzero(facts.nodes(above[above >= 0]) & ~useful)
        useful[front] = True
    flags, up = useful.data, parent.data
    for node in front.tolist():
        node = up[node]
        while node >= 0 and not flags[node]:
            flags[node] = True
            node = up[node]
    useful |= slots
    useful[:1] = True
    found: Bools = ~useful
    return found
