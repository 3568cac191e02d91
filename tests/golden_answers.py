"""What TensorFlow answered about the golden checkpoints, as the tests ask for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class GoldenPrefix:
    """One checkpoint of one fixture with TensorFlow's answers."""

    fixture: str
    prefix: str  # relative to the fixture's folder
    answers: dict[str, Any]
    object_graph: list[dict[str, Any]] | None

    @property
    def path(self) -> Path:
        return GOLDEN / self.fixture / self.prefix

    @property
    def is_tensor_bundle(self) -> bool:
        return Path(f"{self.path}.index").is_file()

    def __str__(self) -> str:
        return f"{self.fixture}/{self.prefix}"


@cache
def golden_answers(fixture: str) -> dict[str, Any]:
    """The golden.json of one fixture."""
    answers: dict[str, Any] = json.loads((GOLDEN / fixture / "golden.json").read_text())
    return answers


def fixtures() -> list[str]:
    """The names of all sets but the damaged one."""
    return sorted(
        path.parent.name for path in GOLDEN.glob("*/golden.json") if path.parent.name != "corrupt_shared"
    )


def golden_prefixes(fixture: str | None = None) -> Iterator[GoldenPrefix]:
    """Every V2 checkpoint of all sets (or of one), in order."""
    for name in [fixture] if fixture else fixtures():
        prefixes = golden_answers(name)["prefixes"]
        for prefix, answers in prefixes.items():
            same = answers.get("object_graph_same_as")
            graph = answers.get("object_graph") or (prefixes[same].get("object_graph") if same else None)
            found = GoldenPrefix(name, prefix, answers, graph)
            if found.is_tensor_bundle:
                yield found
