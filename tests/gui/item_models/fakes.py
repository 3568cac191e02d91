"""Checkpoints made of records, for what golden files cannot show: 200,000 rows, hostile names, damage."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from explorer.analysis.statistics import TensorStatistics, ValueCounts
from explorer.checkpoints.roles import ROLE_CODE
from explorer.checkpoints.variable import Variable
from explorer.formats.tensor_table import TensorTable


def variable(
    key: str,
    shape: tuple[int, ...] = (),
    role: str = "variable",
    dtype: str = "float32",
    problem: str | None = None,
) -> Variable:
    count = math.prod(shape)
    return Variable(
        row=0, key=key, name="", role=role, owner=key.rpartition("/")[0], dtype=dtype, shape=shape,
        element_count=count, size_bytes=4 * count, shard=0, offset=0, crc32c=1, slices=None,
        slot_name="", slot_of="", node=None, problem=problem,
    )  # fmt: skip


class FakeCheckpoint:
    """As much of a Checkpoint as the tables ask for."""

    format, object_based, step, number, problems, object_graph = "tensor_bundle", False, 1, None, (), None

    def __init__(self, variables: tuple[Variable, ...], name: str = "model.ckpt-1") -> None:
        self.variables, self.name = variables, name
        self.prefix = Path("/runs") / name
        self.identity = (name, len(variables), id(self))
        zeros = np.zeros(len(variables), np.int32)
        self.table = TensorTable(
            keys=[v.key for v in variables], dtype=zeros, shape_id=zeros, shapes=((),), shard=zeros,
            offset=zeros.astype(np.int64), size_bytes=np.array([v.size_bytes for v in variables], np.int64),
            crc32c=zeros.astype(np.uint32),
            problems={row: v.problem for row, v in enumerate(variables) if v.problem},
        )  # fmt: skip
        self.role_codes = np.array([ROLE_CODE[v.role] for v in variables], np.uint8)

    def variable(self, key: str) -> Variable:
        return self.variables[self.table.row_of[key]]


def statistics(key: str, values: list[float]) -> TensorStatistics:
    array = np.array(sorted(values), np.float64)
    edges, counts = np.unique(array, return_counts=True)
    return TensorStatistics(
        key, len(values), len(values), 0, 0, 0, int((array == 0).sum()), 0, float(array.min()), float(array.max()),
        float(array.mean()), float(array.std()), float(np.abs(array).sum()), float(np.sqrt((array**2).sum())),
        ValueCounts(edges, edges, counts),
    )  # fmt: skip


def big_checkpoint(count: int, name: str = "model.ckpt-1") -> FakeCheckpoint:
    """`count` tensors as a deep network with Adam has them, in byte order of their keys."""
    layers = count // 6
    made = []
    for layer in range(layers):
        for part, shape in (("kernel", (64, 64)), ("bias", (64,))):
            base = f"model/block_{layer % 97}/layer_{layer}/{part}"
            made.append(variable(base, shape))
            made += [variable(f"{base}/{slot}", shape, "slot") for slot in ("Adam", "Adam_1")]
    made += [variable(f"extra_{i}", (), "bookkeeping", "int64") for i in range(count - len(made))]
    return FakeCheckpoint(tuple(sorted(made, key=lambda v: v.key.encode())), name)
