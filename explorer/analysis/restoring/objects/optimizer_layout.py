"""What kind of object answers for an optimizer's slot variables in the target, as far as its edges tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from explorer.checkpoints.target_graph import TargetGraph

KEEPS_SLOTS = "keeps slots"  # Keras' legacy optimizers: they make a slot that is missing
KEEPS_SLOTS_AT_ONCE = "keeps slots at once"  # tf.compat.v1.train's: each slot is restored while it is matched
REFUSES = "refuses slots"  # Keras 2's optimizers since 2.11
NO_OPTIMIZER = "no optimizer"  # anything else, Keras 3's optimizers included: slots are ignored
# Attributes a legacy or TF 1 optimizer tracks; one that was never used has none yet.
_HYPERPARAMETERS = frozenset(
    (
        "iter",
        "decay",
        "learning_rate",
        "beta_1",
        "beta_2",
        "beta_1_power",
        "beta_2_power",
        "beta1_power",
        "beta2_power",
        "momentum",
        "rho",
        "m_cache",
        "initial_accumulator_value",
        "learning_rate_power",
        "l1_regularization_strength",
        "l2_regularization_strength",
        "beta",
        "epsilon",
        "_m_cache",
    )
)
_OPTIMIZER_CLASSES = frozenset(
    (
        "Adadelta",
        "Adagrad",
        "Adam",
        "Adamax",
        "Ftrl",
        "Nadam",
        "NonFusedAdam",
        "Optimizer",
        "OptimizerV2",
        "RMSprop",
        "RMSProp",
        "SGD",
        "LossScaleOptimizer",
    )
)
# TF 1 ends a slot's name with the optimizer's, which only a program that names its optimizer so begins small.
_KERAS_SLOT = re.compile(
    r"/(?:m|v|vhat|momentum|rms|mg|accumulator|accum_grad|accum_var|linear)(?:_\d+)?(?::0)?$"
)
_NAME_OF_A_SLOT = re.compile(r"([A-Za-z]+)(?:_\d+)?/")


def optimizer_kind(objects: TargetGraph, node: int, keras: str, keepers: Mapping[int, str]) -> str:
    """How the object at `node` answers when a stored slot variable is offered to it.

    Args:
        objects: the program's objects.
        node: the object that is bound to the node with the stored slots.
        keras: "2", "tf-keras", "3" or "" for not known.
        keepers: of the nodes that have slot variables in the program, how they keep them.
    """
    told = objects.class_name(node).rpartition(".")[2]
    if told.endswith("Optimizer") and told not in ("LossScaleOptimizer", "Optimizer"):
        return KEEPS_SLOTS_AT_ONCE
    edges = {name for name, _ in objects.children(node)}
    if "_variables" in edges and edges & {"_iterations", "_learning_rate", "_index_dict"}:
        return NO_OPTIMIZER if keras == "3" or "_trainable_variables" in edges else REFUSES
    if {"beta1_power", "beta2_power"} <= edges:
        return KEEPS_SLOTS_AT_ONCE
    if told in _OPTIMIZER_CLASSES:
        return KEEPS_SLOTS
    if node in keepers:
        return keepers[node]
    if told:
        return NO_OPTIMIZER
    return KEEPS_SLOTS if edges <= _HYPERPARAMETERS else NO_OPTIMIZER


def kept_how(variable_name: str, slot_name: str) -> str:
    """How an optimizer keeps its slots, by their names: TF 1 calls one "kernel/Adam", Keras "Adam/kernel/m" or "kernel/m"."""
    if not slot_name.startswith(f"{variable_name}/") or _KERAS_SLOT.search(slot_name):
        return KEEPS_SLOTS
    return KEEPS_SLOTS_AT_ONCE


def optimizer_class(objects: TargetGraph, node: int, name_of_value: dict[int, str]) -> str:
    """The class of a newer Keras 2 optimizer, which it names its variables after; "<class>" where nothing tells.

    Args:
        objects: the program's objects.
        node: the optimizer.
        name_of_value: name of the variable of each node that is one.
    """
    if told := objects.class_name(node).rpartition(".")[2]:
        return told
    for edge, child in objects.children(node):
        if edge == "_variables":
            for _, entry in objects.children(child):
                found = _NAME_OF_A_SLOT.match(name_of_value.get(entry, ""))
                if found and entry not in {c for e, c in objects.children(node) if e == "_iterations"}:
                    return found[1]
    return "<class>"
