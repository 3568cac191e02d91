"""The nine roles of nodes and tensors, in the words used everywhere."""

from __future__ import annotations

ROLES = (
    "variable",
    "slot",
    "optimizer",
    "hyperparameter",
    "layer",
    "metric",
    "container",
    "bookkeeping",
    "other",
)
OBJECT_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH"  # present: the checkpoint is object-based
VALUE_SUFFIX = "/.ATTRIBUTES/VARIABLE_VALUE"  # of a variable's key, behind the path of its object
ROLE_CODE = {role: code for code, role in enumerate(ROLES)}
