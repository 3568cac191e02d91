"""What a node leads to, against graphs written out by hand and a walk over sets."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.analysis.graph_reach import reachable_from
from explorer.checkpoints.checkpoint import open_checkpoint
from tests.made_graphs import chain, make_graph


def nodes(mask) -> set[int]:
    return set(np.flatnonzero(mask).tolist())


# 0 root, 1 net, 2 optimizer, 3 kernel, 4 its m, 5 learning rate, 6 step
ROLES = ["container", "layer", "optimizer", "variable", "slot", "hyperparameter", "bookkeeping"]
EDGES = [(0, "net", 1), (0, "optimizer", 2), (0, "step", 6), (1, "kernel", 3), (2, "learning_rate", 5)]
SLOTS = [(2, 3, "m", 4)]


def test_an_optimizer_leads_to_its_hyperparameters_slots_and_their_variables():
    graph = make_graph(ROLES, EDGES, SLOTS)

    assert nodes(reachable_from(graph, 2)) == {2, 3, 4, 5}


def test_a_layer_leads_to_its_variables_and_a_variable_to_its_slots():
    graph = make_graph(ROLES, EDGES, SLOTS)

    assert nodes(reachable_from(graph, 1)) == {1, 3}
    assert nodes(reachable_from(graph, 3)) == {3, 4}
    assert nodes(reachable_from(graph, 0)) == set(range(7))


def test_an_unpaired_slot_and_a_node_out_of_range_are_no_harm():
    graph = make_graph(ROLES, EDGES, [(2, -1, "m", 4)])

    assert nodes(reachable_from(graph, 2)) == {2, 4, 5}
    assert nodes(reachable_from(graph, 7)) == set()
    assert nodes(reachable_from(graph, -1)) == set()


def test_of_two_optimizers_each_brings_its_own_slots():
    roles = [*ROLES, "optimizer", "slot"]
    graph = make_graph(roles, [*EDGES, (0, "other", 7)], [*SLOTS, (7, 3, "v", 8)])

    assert nodes(reachable_from(graph, 2)) == {2, 3, 4, 5}
    assert nodes(reachable_from(graph, 7)) == {3, 7, 8}


def test_cycles_end_and_a_chain_of_100_000_is_walked():
    ring = make_graph(["container"] * 3, [(0, "a", 1), (1, "b", 2), (2, "c", 0)])

    assert nodes(reachable_from(ring, 1)) == {0, 1, 2}
    assert int(reachable_from(chain(100_000), 5_000).sum()) == 95_000


def test_the_guides_optimizer_leads_to_all_but_net_and_bookkeeping(golden):
    graph = open_checkpoint(golden / "net_adam_manager_legacy_tf215/tf_ckpts/ckpt-3").graph
    found = nodes(reachable_from(graph, 3))

    assert {graph.path(node) for node in found} == {
        "optimizer", "optimizer/iter", "optimizer/beta_1", "optimizer/beta_2", "optimizer/decay",
        "optimizer/learning_rate", "net/l1/kernel", "net/l1/bias",
        "net/l1/kernel/.OPTIMIZER_SLOT/optimizer/m", "net/l1/kernel/.OPTIMIZER_SLOT/optimizer/v",
        "net/l1/bias/.OPTIMIZER_SLOT/optimizer/m", "net/l1/bias/.OPTIMIZER_SLOT/optimizer/v",
    }  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40), st.integers(0, 9))
def test_any_child_edges_give_what_a_walk_over_sets_gives(pairs, start):
    graph = make_graph(["container"] * 10, [(source, "x", target) for source, target in pairs])
    expected, waiting = {start}, [start]
    while waiting:
        source = waiting.pop()
        for target in {target for origin, target in pairs if origin == source} - expected:
            expected.add(target)
            waiting.append(target)

    assert nodes(reachable_from(graph, start)) == expected
