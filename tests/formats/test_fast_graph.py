"""The fields of a large graph found side by side are those found one by one, or the work is left to that way."""

from __future__ import annotations

import random

import numpy as np
import pytest

from explorer.errors import ExplorerError
from explorer.formats import graph_fields
from explorer.formats.object_graph import RawObjectGraph, decode_object_graph
from explorer.formats.text_columns import PADDING
from tests.builders import layered_model, object_graph_bytes


def decoded(data: bytes) -> dict[str, object] | str:
    """All columns as plain values, or the error's words."""
    try:
        graph = decode_object_graph(data)
    except ExplorerError as error:
        return str(error)
    columns = {name: getattr(graph, name) for name in RawObjectGraph.__dataclass_fields__}
    return {name: v.tolist() if hasattr(v, "tolist") else v for name, v in columns.items()}


def both_ways(data: bytes, monkeypatch) -> tuple[object, object]:
    monkeypatch.setattr(graph_fields, "_WORTH_NUMPY_BYTES", 0)
    fast = decoded(data)
    monkeypatch.setattr(graph_fields, "_WORTH_NUMPY_BYTES", 1 << 60)
    return fast, decoded(data)


@pytest.mark.parametrize("layers", [1, 12, 60])
def test_both_ways_agree_on_sound_graphs(layers, monkeypatch):
    data = object_graph_bytes(layered_model(layers)[0])

    assert graph_fields._find_side_by_side(data, np.frombuffer(data + bytes(PADDING), np.uint8)) is not None
    fast, careful = both_ways(data, monkeypatch)

    assert isinstance(careful, dict)
    assert fast == careful


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_agree_on_damaged_graphs(seed, monkeypatch):
    chance = random.Random(seed)
    sound = object_graph_bytes(layered_model(30)[0])
    for _ in range(50):
        data = bytearray(sound[: chance.choice((len(sound), chance.randrange(len(sound))))])
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        fast, careful = both_ways(bytes(data), monkeypatch)

        assert fast == careful
