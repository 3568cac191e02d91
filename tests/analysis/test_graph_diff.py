"""Object graphs of two checkpoints, aligned by path."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from explorer.analysis.graph_diff import GRAPH_CHANGES, GraphDiff, graph_diff
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.task import Cancelled, Task
from tests.made_graphs import chain, make_graph, table_of

GOLDEN = Path(__file__).parents[1] / "golden"


def targets(name: str) -> GraphDiff:
    folder = GOLDEN / "target_spec_sub_tf215"
    return graph_diff(
        checkpoint_at(folder / "base/ckpt-1"), checkpoint_at(folder / f"targets/{name}/ckpt/before")
    )


def paths(diff: GraphDiff, change: str) -> list[str]:
    return [diff.path(entry) for entry in range(len(diff)) if GRAPH_CHANGES[diff.change[entry]] == change]


def side(graph, keys=("k",)):
    return SimpleNamespace(graph=graph, table=table_of(list(keys)), saved_model=None)


def test_a_model_under_another_name_goes_and_comes():
    found = targets("attr")

    assert "model/first" in paths(found, "removed")
    assert "model/entry" in paths(found, "added")
    assert paths(found, "changed") == []
    assert found.counts == {"same": 57, "changed": 0, "added": 11, "removed": 12}


def test_another_shape_is_a_changed_object_with_its_slots():
    found = targets("units")

    told = {found.path(entry): reasons for entry, reasons in found.reasons.items()}
    assert len(told) == 12
    assert all(reason.startswith("shape [") for reasons in told.values() for reason in reasons)
    assert {path.rpartition("/")[2] for path in told} == {"kernel", "bias", "scale", "m", "v"}


def test_another_dtype_is_told_older_first():
    found = targets("dtype_one")

    assert {reason for reasons in found.reasons.values() for reason in reasons} == {
        "dtype float32 -> float64"
    }


def test_another_optimizer_takes_its_slots_along():
    found = targets("optimizer")

    assert {path.rpartition("/")[2] for path in paths(found, "added") if path.startswith("model")} == {"rms"}
    assert {path.rpartition("/")[2] for path in paths(found, "removed") if path.startswith("model")} == {
        "m",
        "v",
    }


def test_two_steps_of_one_run_have_the_same_objects():
    folder = GOLDEN / "history_tf215/run"

    found = graph_diff(checkpoint_at(folder / "ckpt-10"), checkpoint_at(folder / "ckpt-320"))

    assert set(paths(found, "same")) == {found.path(entry) for entry in range(len(found))}
    assert found.below.sum() == 0


def test_what_is_below_is_counted_and_children_follow_their_parents():
    found = targets("attr")

    assert found.below[0].tolist() == [0, 11, 12]
    assert all(found.parent[entry] < entry for entry in range(1, len(found)))
    assert [found.parent[e] for e in range(found.first_child[0], found.first_child[1])] == [0] * int(
        found.first_child[1] - found.first_child[0]
    )


def test_a_chain_of_any_depth_costs_no_recursion():
    deep = chain(30_000)

    found = graph_diff(side(deep), side(chain(20_000)))

    assert found.counts == {"same": 20_000, "changed": 0, "added": 0, "removed": 10_000}
    assert found.path(len(found) - 1).count("/") == 4095


def test_cycles_and_nothing_at_all():
    circle = make_graph(["container"] * 3, [(0, "a", 1), (1, "b", 2), (2, "back", 0)])
    line = make_graph(["container"] * 3, [(0, "a", 1), (1, "b", 2)])

    found = graph_diff(side(circle), side(line))

    assert found.reasons == {2: ("edge 'back' removed",)}


def test_comparing_can_be_cancelled():
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        graph_diff(side(chain(3)), side(chain(3)), task)
