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
ROLE_CODE = {role: code for code, role in enumerate(ROLES)}
