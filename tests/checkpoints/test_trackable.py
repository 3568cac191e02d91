"""One node of the object graph at a time, against TensorFlow's answers."""

from __future__ import annotations

import pytest

from explorer.checkpoints.checkpoint import open_checkpoint
from tests.golden_answers import golden_prefixes

CHOSEN = [prefix for prefix in golden_prefixes("net_adam_manager_legacy_tf215") if prefix.object_graph][:1]


@pytest.mark.parametrize("prefix", CHOSEN, ids=str)
def test_each_node_has_tensorflows_children_and_attributes(prefix):
    graph = open_checkpoint(prefix.path).object_graph

    for number, expected in enumerate(prefix.object_graph):
        found = graph.trackable(number)
        assert found.id == number
        assert list(found.children) == [tuple(child) for child in expected.get("children", [])]
        assert [attribute.checkpoint_key for attribute in found.attributes] == [
            attribute["checkpoint_key"] for attribute in expected.get("attributes", [])
        ]


def test_the_path_and_role_of_a_node_are_those_of_the_graph():
    graph = open_checkpoint(CHOSEN[0].path).object_graph
    root = graph.trackable(0)
    optimizer = graph.trackable(dict(root.children)["optimizer"])

    assert (root.path, optimizer.path, optimizer.role) == ("", "optimizer", "optimizer")
