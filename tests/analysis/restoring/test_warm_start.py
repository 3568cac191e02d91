"""`init_from_checkpoint` and `warm_start`, case by case, as measured with TensorFlow 2.15 (and 1.15 where it is said)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from explorer.analysis.restoring.outcome import (
    ADOPTED,
    LEFT_ALONE,
    NOT_CONCERNED,
    RAISES,
    RESTORED,
    Outcome,
    Raised,
    UnsuitableError,
)
from explorer.analysis.restoring.savers.warm_start import init_from_checkpoint, warm_start
from explorer.checkpoints.checkpoint import Checkpoint, checkpoint_at
from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec
from explorer.task import QUIET
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN

REF, RESOURCE = Conditions("2.15", "2", "graph", "ref"), Conditions("2.15", "2", "graph", "resource")
OLD = Conditions("1.15", "2", "graph", "resource")
IRIS = GOLDEN / "iris_dnn_tf115/models"


@pytest.fixture
def stored(tmp_path: Path) -> Checkpoint:
    write_bundle(
        tmp_path / "m", {name: np.full(3, 7, np.float32) for name in ("a", "b", "s/c", "s/d", "s/t/e")}
    )
    return checkpoint_at(tmp_path / "m")


def variable(name: str, *shape: int, dtype: str = "float32", **more: object) -> SpecVariable:
    return SpecVariable(name, name, dtype, shape, **more)  # type: ignore[arg-type]


def graph(*variables: SpecVariable) -> ModelSpec:
    return ModelSpec("program.json", False, variables, "program")


def frame(node: str, text: str) -> str:
    return (
        f"Graph execution error:\n\nDetected at node '{node}' defined at (most recent call last):\n"
        f"Node: '{node}'\n{text}\n\t [[{{{{node {node}}}}}]]"
    )


def effects(outcome: Outcome, target: ModelSpec) -> dict[str, int]:
    return dict(zip((variable.name for variable in target.variables), outcome.effect.tolist()))


# --- the map {'/': '/'} ----------------------------------------------------------------------


def test_every_variable_takes_the_value_of_its_own_name(stored: Checkpoint) -> None:
    target = graph(variable("s/c", 3), variable("a", 3))

    outcome = init_from_checkpoint(stored, target, REF)

    assert outcome.exception is None
    assert [stored.table.keys[row] for row in outcome.row] == ["s/c", "a"]


def test_a_variable_without_counterpart_ends_the_building_of_the_graph(stored: Checkpoint) -> None:
    target = graph(variable("a", 3), variable("zz", 3), variable("x/yy", 3))

    outcome = init_from_checkpoint(stored, target, RESOURCE)

    # TensorFlow drops the first letter of the name behind the bracket.
    assert outcome.exception == Raised(
        "ValueError", "Tensor x/yy (/yy in /) is not found in <path> checkpoint"
    )
    assert effects(outcome, target) == {"a": LEFT_ALONE, "zz": RAISES, "x/yy": RAISES}


def test_a_resource_variable_takes_the_stored_shape(stored: Checkpoint) -> None:
    outcome = init_from_checkpoint(stored, graph(variable("a", 2), variable("b", 3)), RESOURCE)

    assert outcome.exception is None
    assert outcome.adopted == {0: (3,)}
    assert outcome.effect.tolist() == [ADOPTED, RESTORED]


def test_a_ref_variable_refuses_when_it_is_initialized(stored: Checkpoint) -> None:
    outcome = init_from_checkpoint(stored, graph(variable("a", 2), variable("b", 3)), REF)

    text = "Assign requires shapes of both tensors to match. lhs shape= [2] rhs shape= [3]"
    assert outcome.exception == Raised("InvalidArgumentError", frame("Assign", text))
    assert outcome.effect.tolist() == [RAISES, RESTORED]


def test_each_wrong_dtype_is_an_error_of_its_own(stored: Checkpoint) -> None:
    target = graph(variable("a", 3, dtype="float64"), variable("b", 3), variable("s/c", 3, dtype="int32"))

    outcome = init_from_checkpoint(stored, target, RESOURCE)

    text = "tensor_name = {}; expected dtype {} does not equal original dtype float"
    assert outcome.exception == Raised(
        "InvalidArgumentError",
        frame("checkpoint_initializer", text.format("a", "double")),
        (frame("checkpoint_initializer_2", text.format("s/c", "int32")),),
    )
    assert outcome.effect.tolist() == [RAISES, RESTORED, RAISES]


def test_a_partitioned_variable_compares_its_full_shape(stored: Checkpoint) -> None:
    target = graph(variable("a", 4, is_partitioned=True, part_count=2), variable("b", 3))

    outcome = init_from_checkpoint(stored, target, RESOURCE)

    assert outcome.exception is not None
    assert (
        "tensor_name = a; shape in shape_and_slice spec [4] does not match the shape stored in checkpoint: [3]"
        in outcome.exception.message
    )


def test_slots_are_kept_with_a_slash_behind_their_names(stored: Checkpoint) -> None:
    target = graph(variable("a", 3), variable("a/Momentum", 3))

    outcome = init_from_checkpoint(stored, target, RESOURCE)

    assert outcome.exception == Raised(
        "ValueError", "Tensor a/Momentum (/Momentum/ in /) is not found in <path> checkpoint"
    )


# --- other maps ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assignment_map", "names", "rows"),
    [
        ({"s/": "n/"}, ("n/c", "n/t/e"), ("s/c", "s/t/e")),
        ({"/": "n/"}, ("n/a",), ("a",)),
        ([("a", "n/x"), ("a", "n/y")], ("n/x", "n/y"), ("a", "a")),
        ({"s/": "m/"}, ("n/a",), ("",)),
    ],
)
def test_scopes_and_names_are_mapped(
    stored: Checkpoint,
    assignment_map: Mapping[str, str] | Sequence[tuple[str, str]],
    names: tuple[str, ...],
    rows: tuple[str, ...],
) -> None:
    target = graph(*(variable(name, 3) for name in names))

    outcome = init_from_checkpoint(stored, target, RESOURCE, QUIET, assignment_map)

    assert outcome.exception is None
    assert tuple(stored.table.keys[row] if row >= 0 else "" for row in outcome.row) == rows


@pytest.mark.parametrize(
    ("assignment_map", "names", "message"),
    [
        (
            {"s/": "n/"},
            ("n/c", "n/zz", "n/t/q"),
            "Tensor s/t/q (t/q in s/) is not found in <path> checkpoint",
        ),
        ({"s/": "/"}, ("c", "zz"), "Tensor s/zz (z in s/) is not found in <path> checkpoint"),
        ({"s/": "n"}, ("n/c",), "Tensor s//c (/c in s/) is not found in <path> checkpoint"),
        (
            {"a": "n/b"},
            ("n/a",),
            "Assignment map with scope only name n should map to scope only a. Should be 'scope/': 'other_scope/'.",
        ),
        ({"q": "n/a"}, ("n/a",), "Tensor q is not found in <path> checkpoint <values>"),
    ],
)
def test_a_map_that_leads_nowhere_ends_the_building_of_the_graph(
    stored: Checkpoint, assignment_map: Mapping[str, str], names: tuple[str, ...], message: str
) -> None:
    target = graph(*(variable(name, 3) for name in names))

    outcome = init_from_checkpoint(stored, target, RESOURCE, QUIET, assignment_map)

    assert outcome.exception == Raised("ValueError", message)


def test_a_named_variable_must_have_the_stored_shape(stored: Checkpoint) -> None:
    target = graph(variable("n/a", 3), variable("b", 2))

    outcome = init_from_checkpoint(stored, target, RESOURCE, QUIET, {"b": "b"})

    assert outcome.exception == Raised(
        "ValueError",
        "Shape of variable b:0 ((2,)) doesn't match with shape of tensor b ([3]) from checkpoint reader.",
    )


def test_tensorflow_1_takes_no_list_of_pairs(stored: Checkpoint) -> None:
    outcome = init_from_checkpoint(stored, graph(variable("a", 3)), OLD, QUIET, [("a", "a")])

    assert outcome.exception == Raised("AttributeError", "'list' object has no attribute 'items'")


# --- warm_start ------------------------------------------------------------------------------


def test_a_warm_start_takes_trainable_variables_only(stored: Checkpoint) -> None:
    target = graph(variable("a", 3, trainable=True), variable("zz", 3, trainable=False))

    outcome = warm_start(stored, target, RESOURCE)

    assert outcome.exception is None
    assert outcome.effect.tolist() == [RESTORED, NOT_CONCERNED]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            {"zz": 3, "a": 2},
            "Shape of variable a:0 ((2,)) doesn't match with shape of tensor a ([3]) from checkpoint reader.",
        ),
        ({"zz": 3, "a": 3}, "Tensor zz is not found in <path> checkpoint <values>"),
    ],
)
def test_the_first_name_that_does_not_fit_is_told(
    stored: Checkpoint, names: dict[str, int], message: str
) -> None:
    target = graph(*(variable(name, size, trainable=True) for name, size in names.items()))

    outcome = warm_start(stored, target, RESOURCE)

    assert outcome.exception == Raised("ValueError", message)


def test_the_only_part_of_a_variable_is_looked_at_as_if_it_were_whole() -> None:
    target = as_spec(IRIS / "iris20/model.ckpt-1.meta")
    checkpoint = checkpoint_at(IRIS / "iris/model.ckpt-200")

    outcome = warm_start(checkpoint, target, OLD)

    assert outcome.exception == Raised(
        "ValueError",
        "Shape of variable dnn/hiddenlayer_0/bias/part_0:0 ((20,)) doesn't match with shape of tensor "
        "dnn/hiddenlayer_0/bias ([10]) from checkpoint reader.",
    )


def test_no_name_that_matches_is_no_error(stored: Checkpoint) -> None:
    outcome = warm_start(
        stored, graph(variable("a", 2, trainable=True)), RESOURCE, vars_to_warm_start="nothing"
    )

    assert outcome.exception is None
    assert outcome.effect.tolist() == [NOT_CONCERNED]


def test_previous_names_are_looked_up(stored: Checkpoint) -> None:
    target = graph(variable("q", 3, trainable=True))

    found = warm_start(stored, target, RESOURCE, previous_names={"q": "s/c"})
    unused = warm_start(stored, target, RESOURCE, previous_names={"q": "a", "r": "b"})

    assert found.exception is None
    assert [stored.table.keys[row] for row in found.row] == ["s/c"]
    assert unused.exception == Raised(
        "ValueError",
        "You provided the following variables in var_name_to_prev_var_name that were not used: {'r'}.  Perhaps you "
        "misspelled them?  Here is the list of viable variable names: dict_keys(['q'])",
    )


def test_a_pattern_that_is_none_is_refused(stored: Checkpoint) -> None:
    with pytest.raises(UnsuitableError, match="a pattern of variables to warm-start cannot be read"):
        warm_start(stored, graph(variable("a", 3)), RESOURCE, vars_to_warm_start="(")


def test_names_an_object_based_file_lacks_are_listed(tmp_path: Path) -> None:
    key = "one/.ATTRIBUTES/VARIABLE_VALUE"
    nodes = [{"children": [("one", 1)]}, {"attributes": [("VARIABLE_VALUE", "x/a", key)]}]
    write_bundle(tmp_path / "o-1", {key: np.ones(3, np.float32)}, object_graph=nodes)
    checkpoint = checkpoint_at(tmp_path / "o-1")
    known, unknown = (
        graph(*(variable(name, 3, trainable=True) for name in names)) for names in (["x/a"], ["x/a", "x/b"])
    )

    sound, lacking = warm_start(checkpoint, known, RESOURCE), warm_start(checkpoint, unknown, RESOURCE)

    assert sound.exception is None
    assert sound.effect.tolist() == [RESTORED]
    assert lacking.exception == Raised(
        "ValueError",
        "Attempting to warm-start from an object-based checkpoint, but found that the checkpoint did not contain "
        "values for all variables. The following variables were missing: {'x/b'}",
    )
