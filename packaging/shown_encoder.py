"""Writes the run that the pictures of large graphs show: an encoder of equal blocks with Adam, saved twice.

Between the two steps its head was replaced by another. `write(directory)` takes about a second.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.builders import VALUE, object_graph_bytes, write_bundle

BLOCKS, WIDTH, WORDS, CLASSES = 24, 32, 256, 8
STEPS = {1000: "head", 2000: "new_head"}
_PARTS = {"attention": ("query", "key", "value", "output"), "mlp": ("up", "down")}
_ROOT, _MODEL, _OPTIMIZER = 0, 1, 2


def write(directory: Path) -> Path:
    """Save both steps as `tf.train.Checkpoint` does; gives the directory."""
    directory.mkdir(parents=True)
    for step, head in STEPS.items():
        _Program(step, head).save(directory / f"ckpt-{step}")
    names = [f"ckpt-{step}" for step in STEPS]
    lines = [
        f'model_checkpoint_path: "{names[-1]}"',
        *(f'all_model_checkpoint_paths: "{name}"' for name in names),
    ]
    (directory / "checkpoint").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return directory


class _Program:
    """The nodes and tensors of one step."""

    def __init__(self, step: int, head: str) -> None:
        self._step = step
        self._nodes: list[dict] = [{"children": []} for _ in range(3)]
        self._nodes[_OPTIMIZER]["slot_variables"] = []
        self._tensors: dict[str | bytes, object] = {}
        self._nodes[_ROOT]["children"] += [("model", _MODEL), ("optimizer", _OPTIMIZER)]
        self._variable(_MODEL, "embedding", "model/embedding", (WORDS, WIDTH))
        blocks = self._child(_MODEL, "blocks")
        for number in range(BLOCKS):
            block = self._child(blocks, f"block_{number}")
            for part, layers in _PARTS.items():
                inner = self._child(block, part)
                for layer in layers:
                    path = f"model/blocks/block_{number}/{part}/{layer}"
                    self._dense(self._child(inner, layer), path, WIDTH)
        self._dense(self._child(_MODEL, head), f"model/{head}", CLASSES)
        self._store(self._child(_ROOT, "step"), "step", np.array(step))

    def save(self, prefix: Path) -> None:
        write_bundle(prefix, self._tensors, object_graph=object_graph_bytes(self._nodes))  # type: ignore[arg-type]

    def _child(self, parent: int, name: str) -> int:
        self._nodes.append({"children": []})
        self._nodes[parent]["children"].append((name, len(self._nodes) - 1))
        return len(self._nodes) - 1

    def _dense(self, layer: int, path: str, units: int) -> None:
        self._variable(layer, "kernel", f"{path}/kernel", (WIDTH, units))
        self._variable(layer, "bias", f"{path}/bias", (units,))

    def _variable(self, parent: int, name: str, path: str, shape: tuple[int, ...]) -> None:
        random = np.random.default_rng(len(self._tensors))
        variable = self._child(parent, name)
        moved = 1 + self._step / 1e5 * random.random()
        self._store(variable, path, random.standard_normal(shape) * moved)
        for slot in ("m", "v"):
            self._nodes.append({})
            node = len(self._nodes) - 1
            self._nodes[_OPTIMIZER]["slot_variables"].append((variable, slot, node))
            key = f"{path}/.OPTIMIZER_SLOT/optimizer/{slot}"
            self._store(node, key, random.standard_normal(shape) / self._step)

    def _store(self, node: int, path: str, value: np.ndarray) -> None:
        self._nodes[node]["attributes"] = [("VARIABLE_VALUE", path, path + VALUE)]
        self._tensors[path + VALUE] = value if value.dtype == np.int64 else value.astype(np.float32)
