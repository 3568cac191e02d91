"""When a value matched by position is another variable's."""

from __future__ import annotations

from explorer.analysis.restoring.positions import Taken, wrong_values


def wrong(*pairs: tuple[str, str], target: tuple[str, ...] = (), stored: tuple[str, ...] = ()) -> list[str]:
    """The expected names of the pairs that are wrong; `target` and `stored` are names beside the pairs'."""
    taken = [Taken(i, ours, theirs, True) for i, (ours, theirs) in enumerate(pairs)]
    found = wrong_values(
        taken, [*(ours for ours, _ in pairs), *target], [*(theirs for _, theirs in pairs), *stored]
    )
    return [pairs[i][0] for i in sorted(found)]


def test_a_mere_renaming_is_not_wrong() -> None:
    assert wrong(("middle/kernel", "mid/kernel"), ("out/kernel", "out/kernel")) == []


def test_values_that_changed_places_are_wrong() -> None:
    assert wrong(("first/kernel", "last/kernel"), ("last/kernel", "first/kernel")) == [
        "first/kernel",
        "last/kernel",
    ]


def test_an_inserted_layer_takes_the_value_of_the_one_behind_it() -> None:
    assert wrong(("new/kernel", "out/kernel"), target=("out/kernel",)) == ["new/kernel"]


def test_a_removed_layer_leaves_its_value_to_the_one_behind_it() -> None:
    assert wrong(("out/kernel", "mid/kernel"), stored=("out/kernel",)) == ["out/kernel"]


def test_what_an_edge_name_matched_is_never_wrong() -> None:
    taken = [Taken(0, "a", "b", False), Taken(1, "b", "a", False)]

    assert wrong_values(taken, ["a", "b"], ["a", "b"]) == frozenset()


def test_names_of_several_variables_prove_nothing() -> None:
    assert wrong(("scale", "Variable"), target=("Variable", "Variable")) == []


def test_numbers_that_keras_counts_up_shift_alike() -> None:
    pairs = (("dense_1/kernel", "dense/kernel"), ("dense_2/kernel", "dense_1/kernel"))

    assert wrong(*pairs) == []
    assert wrong(*pairs, stored=("dense_2/kernel",)) == ["dense_1/kernel", "dense_2/kernel"]


def test_a_slot_of_another_kind_is_wrong() -> None:
    weights = (("d/kernel", "d/kernel"), ("d/bias", "d/bias"))

    assert wrong(*weights, ("SGD/m/d/bias", "Adam/v/d/kernel")) == ["SGD/m/d/bias"]
    assert wrong(*weights, ("Adam/m/d/bias", "Adam/m/d/kernel")) == ["Adam/m/d/bias"]
    assert wrong(*weights, ("Adam_1/m/d/bias", "Adam/m/d/bias")) == []
    assert wrong(*weights, ("sgd/d_kernel_momentum", "adam/d_kernel_velocity")) == ["sgd/d_kernel_momentum"]


def test_a_slot_of_a_renamed_variable_follows_it() -> None:
    assert wrong(("middle/kernel", "mid/kernel"), ("Adam/m/middle/kernel", "Adam/m/mid/kernel")) == []
