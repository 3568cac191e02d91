"""The causes a person would name: titles, kinds and keys written by hand from what was changed in the programs."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.analysis.restoring.causes.find import KINDS, find_causes
from explorer.analysis.restoring.finding import Finding, RenamePair
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS, Expectation, RestoreRow, judge
from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.roles import OBJECT_GRAPH_KEY
from explorer.checkpoints.spec import ModelSpec, SpecVariable, as_spec, spec_from_checkpoint
from explorer.formats.dtypes import data_type
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN, golden_prefixes

VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"


def rows_by_key(checkpoint: Checkpoint, target: ModelSpec) -> list[RestoreRow]:
    """The report's rows, both sides matched by key: what causes are found in, without any prediction."""
    row_of = {key: row for row, key in enumerate(checkpoint.table.keys) if key != OBJECT_GRAPH_KEY}
    rows = []
    for place, variable in enumerate(target.variables):
        row = row_of.pop(variable.key, -1)
        stored = _stored(checkpoint, row) if row >= 0 else None
        rows.append(judge(variable.key, variable, stored, None, False, variable=place, row=row))
    rows += [
        judge(key, None, _stored(checkpoint, row), None, False, variable=-1, row=row)
        for key, row in row_of.items()
    ]
    return rows


def _stored(checkpoint: Checkpoint, row: int) -> Expectation:
    table = checkpoint.table
    return Expectation(data_type(int(table.dtype[row])).name, table.shape(row))


def causes(
    checkpoint: Checkpoint, target: ModelSpec, renames: tuple[RenamePair, ...] = ()
) -> tuple[Finding, ...]:
    return find_causes(checkpoint, target, rows_by_key(checkpoint, target), (), renames)


@cache
def golden(path: str) -> Checkpoint:
    return open_checkpoint(GOLDEN / path)


BASES = {
    "target_spec_tf215": "base/ckpts/ckpt-1",
    "target_spec_sub_tf215": "base/ckpt-1",
    "target_spec_keras3_tf221": "base/ckpt-1",
    "target_spec_v1_tf215": "base/model.ckpt-5",
}


def changed(fixture: str, change: str) -> tuple[Finding, ...]:
    prefix = "model.ckpt-0" if fixture == "target_spec_v1_tf215" else "ckpt/before"
    target = golden(f"{fixture}/targets/{change}/{prefix}")
    return causes(golden(f"{fixture}/{BASES[fixture]}"), spec_from_checkpoint(target))


# fixture, change in the program, what a person would call it, how many keys it explains
EXPECTED = [
    ("target_spec_tf215", "same", [("fits", "All 20 variables of the model fit", 0)]),
    ("target_spec_tf215", "renamed", [("fits", "All 20 variables of the model fit", 0)]),
    ("target_spec_tf215", "activation", [("fits", "All 20 variables of the model fit", 0)]),
    (
        "target_spec_tf215",
        "units",
        [("units-changed", "Layer hidden has 12 units in the model, 8 in the checkpoint", 9)],
    ),
    (
        "target_spec_tf215",
        "inserted",
        [
            (
                "layer-inserted",
                "The model has a layer that the checkpoint has not: extra, at position 2 of model",
                12,
            )
        ],
    ),
    (
        "target_spec_tf215",
        "batchnorm",
        [
            (
                "layer-inserted",
                "The model has a layer that the checkpoint has not: bn, at position 2 of model",
                16,
            )
        ],
    ),
    (
        "target_spec_tf215",
        "removed",
        [
            (
                "layer-removed",
                "The model lacks a layer that the checkpoint has: mid, at position 1 of model",
                12,
            )
        ],
    ),
    (
        "target_spec_tf215",
        "dtype_float64",
        [
            (
                "dtype-policy",
                "The model keeps its variables in float64, the checkpoint in float32 (19 variables)",
                19,
            )
        ],
    ),
    (
        "target_spec_tf215",
        "no_bias",
        [
            ("bias-dropped", "Layer mid has no bias in the model, the checkpoint holds one", 7),
        ],
    ),
    (
        "target_spec_tf215",
        "optimizer",
        [("optimizer-switched", "The model trains with SGD, the checkpoint was saved with Adam", 11)],
    ),
    (
        "target_spec_tf215",
        "optimizer_legacy",
        [
            (
                "optimizer-layout",
                "The model's Adam is a legacy Keras optimizer, the checkpoint's is one of Keras 2.11 or later",
                31,
            )
        ],
    ),
    (
        "target_spec_keras3_tf221",
        "units",
        [("units-changed", "Layer hidden has 12 units in the model, 8 in the checkpoint", 9)],
    ),
    (
        "target_spec_keras3_tf221",
        "inserted",
        [
            (
                "layer-inserted",
                "The model has a layer that the checkpoint has not: extra, at position 2 of the model",
                12,
            )
        ],
    ),
    (
        "target_spec_keras3_tf221",
        "removed",
        [
            (
                "layer-removed",
                "The model lacks a layer that the checkpoint has: mid, at position 1 of the model",
                12,
            )
        ],
    ),
    (
        "target_spec_keras3_tf221",
        "dtype_float16",
        [
            (
                "dtype-policy",
                "The model keeps its variables in float16, the checkpoint in float32 (18 variables)",
                18,
            )
        ],
    ),
    (
        "target_spec_keras3_tf221",
        "optimizer",
        [("optimizer-switched", "The model trains with SGD, the checkpoint was saved with Adam", 11)],
    ),
    (
        "target_spec_sub_tf215",
        "attr",
        [("layer-renamed", "Attribute model/entry in the model is called model/first in the checkpoint", 18)],
    ),
    (
        "target_spec_sub_tf215",
        "kwarg",
        [("layer-renamed", "Attribute net in the model is called model in the checkpoint", 96)],
    ),
    (
        "target_spec_sub_tf215",
        "dict_key",
        [
            (
                "layer-renamed",
                "Attribute model/heads/c in the model is called model/heads/b in the checkpoint",
                12,
            )
        ],
    ),
    (
        "target_spec_sub_tf215",
        "dtype_one",
        [
            (
                "dtype-changed",
                "4 variables called scale are float64 in the model, float32 in the checkpoint",
                12,
            )
        ],
    ),
    (
        "target_spec_sub_tf215",
        "extra",
        [("layer-added", "Layer model/extra_head is in the model, not in the checkpoint", 6)],
    ),
    (
        "target_spec_sub_tf215",
        "list_inserted",
        [
            (
                "layer-inserted",
                "The model has a layer that the checkpoint has not: sub/bx/dense_4, at position 1 of model/blocks",
                27,
            )
        ],
    ),
    (
        "target_spec_sub_tf215",
        "list_reversed",
        [
            (
                "order-changed",
                "2 layers of model/blocks stand in another order: sub/b2/dense_3 and sub/b0/dense_1",
                18,
            )
        ],
    ),
    (
        "target_spec_sub_tf215",
        "list_shorter",
        [
            ("layer-gone", "Layer model/blocks/2 is in the checkpoint, not in the model", 9),
            ("fits", "All 44 variables of the model fit", 0),
        ],
    ),
    (
        "target_spec_sub_tf215",
        "list_units",
        [("units-changed", "Layer model/blocks/1/d has 5 units in the model, 6 in the checkpoint", 12)],
    ),
    (
        "target_spec_sub_tf215",
        "units",
        [("units-changed", "Layer model/first/d has 9 units in the model, 7 in the checkpoint", 12)],
    ),
    (
        "target_spec_sub_tf215",
        "optimizer",
        [("optimizer-switched", "The model trains with RMSprop, the checkpoint was saved with Adam", 52)],
    ),
    (
        "target_spec_v1_tf215",
        "units",
        [("units-changed", "Layer hidden has 12 units in the model, 8 in the checkpoint", 9)],
    ),
    (
        "target_spec_v1_tf215",
        "renamed",
        [("layer-renamed", "Layer middle in the model is called mid in the checkpoint", 12)],
    ),
    (
        "target_spec_v1_tf215",
        "inserted",
        [("layer-added", "Layer extra is in the model, not in the checkpoint", 6)],
    ),
    (
        "target_spec_v1_tf215",
        "removed",
        [("layer-gone", "Layer mid is in the checkpoint, not in the model", 9)],
    ),
    (
        "target_spec_v1_tf215",
        "no_bias",
        [
            ("bias-dropped", "Layer mid has no bias in the model, the checkpoint holds one", 3),
            ("fits", "All 18 variables of the model fit", 0),
        ],
    ),
    (
        "target_spec_v1_tf215",
        "optimizer",
        [("optimizer-switched", "The model trains with Momentum, the checkpoint was saved with Adam", 20)],
    ),
    (
        "target_spec_v1_tf215",
        "dtype_float64",
        [
            (
                "dtype-policy",
                "The model keeps its variables in float64, the checkpoint in float32 (18 variables)",
                18,
            )
        ],
    ),
]


@pytest.mark.parametrize(
    ("fixture", "change", "expected"), EXPECTED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_each_change_of_a_program_is_named_as_the_one_cause(fixture, change, expected):
    assert [(found.kind, found.title, len(found.keys)) for found in changed(fixture, change)] == expected


def test_other_widths_of_an_estimator_are_one_cause_with_its_followers():
    target = as_spec(GOLDEN / "iris_dnn_tf115/models/iris20/model.ckpt-1")
    (found,) = causes(golden("iris_dnn_tf115/models/iris/model.ckpt-200"), target)
    assert (found.kind, found.title) == (
        "units-changed",
        "Hidden layers 0 and 1 have 20 units in the model, 10 in the checkpoint",
    )
    variables = ["dnn/hiddenlayer_0/bias", "dnn/hiddenlayer_0/kernel", "dnn/hiddenlayer_1/bias"]
    variables += ["dnn/hiddenlayer_1/kernel", "dnn/logits/kernel"]
    assert sorted(found.keys) == sorted([*variables, *(f"{name}/t_0/Adagrad" for name in variables)])
    assert found.detail == "5 variables and their slots; layer dnn/logits follows from it."
    assert found.cures[0].text.endswith("hidden_units=[10, 10].")


def test_a_meta_graph_as_target_gives_the_same_cause_as_its_checkpoint():
    stored = golden("iris_dnn_tf115/models/iris/model.ckpt-200")
    folder = GOLDEN / "iris_dnn_tf115/models/iris20"
    from_graph = causes(stored, as_spec(folder / "model.ckpt-1.meta"))
    from_checkpoint = causes(stored, as_spec(folder / "model.ckpt-1"))
    assert [found.title for found in from_graph] == [found.title for found in from_checkpoint]
    assert [sorted(found.keys) for found in from_graph] == [sorted(found.keys) for found in from_checkpoint]


@pytest.mark.parametrize(
    ("stored", "wanted", "expected"),
    [
        (
            "optimizers_tf115/adam/model.ckpt-3",
            "optimizers_tf115/sgd/model.ckpt-3",
            ["optimizer-unused", "fits"],
        ),
        ("optimizers_tf115/sgd/model.ckpt-3", "optimizers_tf115/ftrl/model.ckpt-3", ["weights-only"]),
        (
            "optimizers_tf115/adam/model.ckpt-3",
            "optimizers_tf115/rmsprop/model.ckpt-3",
            ["optimizer-switched"],
        ),
        (
            "optimizers_new_tf215/adam/ckpt-1",
            "optimizers_new_tf215/adam_amsgrad/ckpt-1",
            ["optimizer-settings"],
        ),
        ("optimizers_legacy_tf215/sgd/ckpt-1", "optimizers_legacy_tf215/adam/ckpt-1", ["optimizer-switched"]),
        ("optimizers_legacy_tf215/adam/ckpt-1", "optimizers_new_tf215/adam/ckpt-1", ["optimizer-layout"]),
        (
            "optimizers_new_tf215/adam/ckpt-1",
            "optimizers_keras3_tf221/adam/ckpt-1",
            ["keras-layout", "optimizer-layout"],
        ),
    ],
)
def test_optimizers_of_other_kinds_are_told_by_their_slots(stored, wanted, expected):
    found = causes(golden(stored), spec_from_checkpoint(golden(wanted)))
    assert [cause.kind for cause in found] == expected


def made(
    tmp_path: Path, stored: dict[str, tuple[int, ...]], wanted: dict[str, tuple[int, ...]]
) -> tuple[Finding, ...]:
    """The causes of a name-based checkpoint of the given shapes against a model of the given shapes."""
    write_bundle(tmp_path / "model.ckpt-1", {key: ("float32", shape, b"") for key, shape in stored.items()})
    checkpoint = open_checkpoint(tmp_path / "model.ckpt-1")
    variables = tuple(SpecVariable(key, key, "float32", shape) for key, shape in wanted.items())
    return causes(checkpoint, ModelSpec("model", False, variables, "program"))


@pytest.mark.parametrize(
    ("stored", "wanted", "kind", "title"),
    [
        (
            {"net/a/kernel": (4, 0), "net/b/kernel": (0, 2), "net/b/bias": (2,)},
            {"tower_0/net/a/kernel": (4, 0), "tower_0/net/b/kernel": (0, 2), "tower_0/net/b/bias": (2,)},
            "scope-prefix",
            "The model's names have the scope tower_0/, the checkpoint's do not",
        ),
        (
            {"dense/kernel": (0, 2), "dense/bias": (0,), "dense_1/kernel": (0, 2), "dense_1/bias": (0,)},
            {"dense_2/kernel": (0, 2), "dense_2/bias": (0,), "dense_3/kernel": (0, 2), "dense_3/bias": (0,)},
            "numbered-otherwise",
            "2 layers are numbered otherwise: dense_2 is dense and dense_3 is dense_1 in the checkpoint",
        ),
        (
            {"a/w": (0, 2), "a/scale": (0,)},
            {"a/kernel": (0, 2), "a/scale": (0,)},
            "variable-renamed",
            "Variable a/kernel in the model is called a/w in the checkpoint",
        ),
        (
            {"words/embeddings": (0, 8), "out/kernel": (8, 0)},
            {"words/embeddings": (7, 8), "out/kernel": (8, 0)},
            "vocabulary-changed",
            "The vocabulary of words has 7 entries in the model, 0 in the checkpoint",
        ),
        (
            {"position_embedding/embeddings": (0, 8)},
            {"position_embedding/embeddings": (7, 8)},
            "sequence-length",
            "Layer position_embedding holds 7 positions in the model, 0 in the checkpoint",
        ),
        (
            {"hidden/kernel": (0, 5), "hidden/bias": (0,), "logits/kernel": (5, 0), "logits/bias": (0,)},
            {"hidden/kernel": (0, 5), "hidden/bias": (0,), "logits/kernel": (5, 3), "logits/bias": (3,)},
            "classes-changed",
            "The last layer, logits, has 3 outputs in the model, 0 in the checkpoint",
        ),
        (
            {"hidden/kernel": (0, 5), "hidden/bias": (0,)},
            {"hidden/kernel": (6, 5), "hidden/bias": (0,)},
            "input-width",
            "Layer hidden takes 6 inputs in the model, 0 in the checkpoint",
        ),
        (
            {"conv/kernel": (3, 3, 1, 0), "conv/bias": (0,), "out/kernel": (0, 2)},
            {"conv/kernel": (3, 3, 1, 4), "conv/bias": (4,), "out/kernel": (0, 2)},
            "filters-changed",
            "Layer conv has 4 filters in the model, 0 in the checkpoint",
        ),
        (
            {"conv/kernel": (3, 3, 0, 4)},
            {"conv/kernel": (5, 5, 0, 4)},
            "kernel-size",
            "Layer conv has a kernel of 5 x 5 in the model, 3 x 3 in the checkpoint",
        ),
        (
            {"out/kernel": (0, 3), "out/scale": (0,)},
            {"out/kernel": (3, 0), "out/scale": (0,)},
            "transposed",
            "out/kernel is transposed: the model expects [3, 0], the checkpoint holds [0, 3]",
        ),
        (
            {"emb/part_0": (0, 3), "emb/part_1": (0, 3), "w": (0,)},
            {"emb": (0, 3), "w": (0,)},
            "partitioning",
            "1 variable is whole in the model, in parts in the checkpoint: emb",
        ),
        (
            {"a/kernel": (0, 3), "a/bias": (0,)},
            {"a/kernel": (0, 3), "a/bias": (0,), "global_step": ()},
            "counter-missing",
            "The checkpoint holds no global_step",
        ),
        (
            {f"net/layer_{k}/w": (0, k) for k in range(9)},
            {f"encoder/block_{k}/attention/query": (0, 40 + k) for k in range(9)},
            "other-model",
            "The checkpoint is of another model: none of the model's 9 variables is in it",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_made_changes_are_named(tmp_path, stored, wanted, kind, title):
    found = made(tmp_path, stored, wanted)
    assert [(cause.kind, cause.title) for cause in found] == [(kind, title)]


def test_two_pairs_that_are_as_likely_are_not_guessed(tmp_path):
    stored = {"left/w": (0, 2), "right/w": (0, 2), "kept": (0,)}
    wanted = {"up/w": (0, 2), "down/w": (0, 2), "kept": (0,)}
    assert {cause.kind for cause in made(tmp_path, stored, wanted)} == {"layer-added", "layer-gone"}


def test_a_solver_that_is_sure_decides_between_likely_pairs(tmp_path):
    stored = {"left/w": (0, 2), "right/w": (0, 2), "kept": (0,)}
    write_bundle(tmp_path / "m", {key: ("float32", shape, b"") for key, shape in stored.items()})
    checkpoint = open_checkpoint(tmp_path / "m")
    variables = tuple(SpecVariable(f"{name}/w", f"{name}/w", "float32", (0, 2)) for name in ("up", "down"))
    target = ModelSpec("model", False, (*variables, SpecVariable("kept", "kept", "float32", (0,))), "program")
    pairs = tuple(
        RenamePair(variable, checkpoint.table.find(f"{name}/w"), 0.95, "values")
        for variable, name in ((0, "right"), (1, "left"))
    )
    titles = {cause.title for cause in causes(checkpoint, target, pairs)}
    assert titles == {
        "Layer up in the model is called right in the checkpoint",
        "Layer down in the model is called left in the checkpoint",
    }


def test_damaged_values_are_one_cause(tmp_path):
    write_bundle(tmp_path / "m", {"a": ("float32", (0,), b""), "b": ("float32", (0,), b"")})
    checkpoint = open_checkpoint(tmp_path / "m")
    target = spec_from_checkpoint(checkpoint)
    side = Expectation("float32", (0,))
    rows = [
        judge(key, target.variables[place], side, "its bytes are cut short", False, variable=place, row=place)
        for place, key in enumerate(("a", "b"))
    ]
    (found,) = find_causes(checkpoint, target, rows, (), ())
    assert (found.kind, found.title, found.keys) == (
        "damaged",
        "2 stored values are damaged: a and b",
        ("a", "b"),
    )
    assert found.detail == "Its bytes are cut short."


# --- properties ----------------------------------------------------------------------------------


@cache
def every_kind() -> tuple[Checkpoint, ...]:
    """One checkpoint of each program among the golden ones: the steps of a run are alike."""
    found: dict[object, Checkpoint] = {}
    for prefix in golden_prefixes():
        checkpoint = open_checkpoint(prefix.path)
        found.setdefault((prefix.fixture, tuple(checkpoint.table.keys), tuple(checkpoint.names)), checkpoint)
    return tuple(found.values())


def _check(checkpoint: Checkpoint, target: ModelSpec) -> None:
    rows = rows_by_key(checkpoint, target)
    found = find_causes(checkpoint, target, rows, (), ())
    held = Counter(row.key for row in rows)
    explained = Counter(key for cause in found for key in cause.keys)
    twice = [key for key, times in explained.items() if times > held[key]]
    unexplained = [row.key for row in rows if row.verdict in PROBLEM_VERDICTS and row.key not in explained]
    assert not twice, (checkpoint.name, target.source)
    assert not unexplained, (checkpoint.name, target.source)
    assert {cause.kind for cause in found} <= set(KINDS)
    order = [KINDS.index(cause.kind) for cause in found]
    assert order == sorted(order)


def test_every_problem_of_any_two_golden_checkpoints_has_exactly_one_cause():
    checkpoints = every_kind()
    specs = [spec_from_checkpoint(checkpoint) for checkpoint in checkpoints]
    for one, checkpoint in enumerate(checkpoints):
        for other in range(one % 29, len(specs), 29):  # each with some of the others
            _check(checkpoint, specs[other])


def test_a_checkpoint_fits_itself():
    for checkpoint in every_kind():
        target = spec_from_checkpoint(checkpoint)
        assert {cause.kind for cause in causes(checkpoint, target)} <= {"fits"}, checkpoint.name


words = st.sampled_from(
    [
        "a",
        "b",
        "dense",
        "dense_1",
        "kernel",
        "bias",
        "Adam",
        "Adam_1",
        "layer_with_weights-1",
        "0",
        "1",
        "part_0",
        "global_step",
        "",
        "_variables",
        "model",
    ]
)
labels = st.lists(words, min_size=1, max_size=4).map("/".join)
shapes = st.lists(st.integers(0, 3), max_size=3).map(lambda sizes: (0, *sizes))
sides = st.dictionaries(labels.filter(bool), shapes, max_size=12)


@settings(max_examples=40, deadline=None)
@given(stored=sides, wanted=sides, suffix=st.sampled_from(["", VALUE]))
def test_any_two_sides_are_explained_without_a_crash(tmp_path_factory, stored, wanted, suffix):
    prefix = tmp_path_factory.mktemp("made") / "m"
    write_bundle(prefix, {key + suffix: ("float32", shape, b"") for key, shape in stored.items()})
    variables = tuple(
        SpecVariable(key + suffix, key if not suffix else "", "float32", shape)
        for key, shape in wanted.items()
    )
    _check(open_checkpoint(prefix), ModelSpec("model", False, variables, "table"))
