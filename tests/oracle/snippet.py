"""The spec file of a live program, written by the very snippet that users paste; beside TensorFlow only."""

from __future__ import annotations

import json
import os
from collections import deque
from pathlib import Path
from typing import Any

SNIPPET = Path(__file__).resolve().parents[2] / "resources" / "snippets" / "model_spec.py"
_CODE = compile(
    SNIPPET.read_text(encoding="utf-8").replace("ROOT = None", "ROOT = root", 1), SNIPPET.name, "exec"
)


def spec_of(root: Any, folder: Path) -> dict[str, Any]:
    """What the snippet writes of `root`; it writes into the working directory, which is `folder` meanwhile."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        exec(_CODE, {"root": root, "__name__": "__main__"})
        spec: dict[str, Any] = json.loads(Path("model_spec.json").read_text(encoding="utf-8"))
    finally:
        os.chdir(before)
    return spec


def nodes_made_later(early: dict[str, Any], whole: dict[str, Any]) -> list[int]:
    """The nodes of `whole` that `early`, the same program at the restore call, does not have."""
    met = {0: 0}
    queue = deque([0])
    while queue:
        node = queue.popleft()
        whole_edges = dict(whole["nodes"][node][1])
        for name, child in early["nodes"][met[node]][1]:
            if name in whole_edges and whole_edges[name] not in met:
                met[whole_edges[name]] = child
                queue.append(whole_edges[name])
    slots = {(optimizer, variable, name) for optimizer, variable, name, _ in early["slots"]}
    for optimizer, variable, name, slot in whole["slots"]:
        if (met.get(optimizer), met.get(variable), name) in slots:
            met[slot] = -1
    return [node for node in range(len(whole["nodes"])) if node not in met]
