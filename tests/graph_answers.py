"""What TensorFlow made of the golden graph files (tests/golden/graph_files_tf215), as the tests ask for it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tests.golden_answers import GOLDEN


@cache
def graph_answers() -> dict[str, Any]:
    """File, relative to the golden folder -> what TensorFlow 2.15 found when it imported the graph."""
    answers: dict[str, Any] = json.loads((GOLDEN / "graph_files_tf215" / "answers.json").read_text())
    return answers


def whole_requests(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    """(save node, key, dtype, full shape, slice) of an answer's requests; a slice tells its full shape itself."""
    found = []
    for node, rows in answer["requests"].items():
        for key, dtype, shape, part in rows:
            if not part:
                found.append((node, key, dtype, None if shape is None else tuple(shape), None))
                continue
            *full, extents = part.split(" ")
            pairs = [tuple(map(int, extent.split(","))) for extent in extents.split(":")]
            assert [length for _, length in pairs] == shape, (
                "the part has the shape of the tensor that is saved"
            )
            starts, lengths = zip(*pairs, strict=True)
            found.append((node, key, dtype, tuple(map(int, full)), (starts, lengths)))
    return found
