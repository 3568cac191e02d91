import numpy as np

from explorer.gui.variables.scope_paths import path_parts, scope_paths
from explorer.gui.variables.scope_tree import FETCHED_AT_ONCE, ScopeModel
from explorer.gui.variables.variable_source import find_paths, make_source
from tests.gui.item_models.fakes import FakeCheckpoint, variable

KEYS = ["net/l10/w", "net/l2/w", "net/l2/w/Adam", "step"]


def names_below(paths, node: int) -> list[str]:
    return [
        paths.names[child] for child in paths.children[paths.first_child[node] : paths.first_child[node + 1]]
    ]


def test_object_based_keys_lose_their_machinery_and_slots_stand_below_their_variable():
    assert path_parts("net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE") == ["net", "l1", "kernel"]
    assert path_parts("net/l1/kernel/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE") == [
        "net", "l1", "kernel", "m (optimizer)",
    ]  # fmt: skip


def test_scopes_are_in_natural_order_and_a_variable_may_hold_others():
    paths = scope_paths(KEYS)

    assert names_below(paths, 0) == ["net", "step"]
    net = paths.names.index("net")
    assert names_below(paths, net) == ["l2", "l10"]
    adam = paths.names.index("Adam")
    assert paths.row[paths.parent[adam]] == 2 - 1


def test_sums_and_marks_climb_to_the_root():
    paths = scope_paths(KEYS)

    sums = paths.summed(np.array([1, 10, 100, 1000]), None)

    assert (sums[0], sums[paths.names.index("l2")]) == (1111, 110)
    marked = paths.marked(np.array([0]))
    assert [paths.names[node] for node in np.flatnonzero(marked)] == ["", "net", "l10", "w"]


def test_no_rows_at_all_sum_up_to_nothing():
    paths = scope_paths(KEYS)

    assert not paths.summed(np.array([1, 10, 100, 1000]), np.empty(0, np.intp)).any()


def test_a_key_of_a_million_slashes_and_two_keys_of_one_path_are_kept():
    keys = ["/" * 1_000_000, "a", "a/.ATTRIBUTES/VARIABLE_VALUE", ""]

    paths = scope_paths(keys)

    assert sorted(paths.row[paths.row >= 0].tolist()) == [0, 1, 2, 3]
    assert len(paths.names) < 80


def test_the_tree_keeps_the_promises_of_an_item_model(qtmodeltester):
    source = make_source(FakeCheckpoint(tuple(variable(key) for key in KEYS)), lambda key: None)
    model = ScopeModel()
    model.show(source, find_paths(source), None)

    qtmodeltester.check(model)


def test_a_scope_of_thousands_grows_while_one_scrolls():
    source = make_source(FakeCheckpoint(tuple(variable(f"s/v{n}") for n in range(1200))), lambda key: None)
    model = ScopeModel()
    model.show(source, find_paths(source), None)
    scope = model.index(0, 0)

    assert (model.rowCount(scope), model.canFetchMore(scope)) == (FETCHED_AT_ONCE, True)
    assert model.key_index("s/v1100").row() == 1100
    assert model.rowCount(scope) == 1200
