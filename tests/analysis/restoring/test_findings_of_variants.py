"""Every change of the fixtures' programs in every form it is there: the causes a person would name, and no other."""

from __future__ import annotations

import ast
import builtins
import re
from functools import cache
from pathlib import Path

import pytest

from explorer.analysis.restore import check_restore
from explorer.analysis.restoring.finding import Finding
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import spec_from_checkpoint
from tests.golden_answers import GOLDEN

KERAS_2, KERAS_3 = "target_spec_tf215", "target_spec_keras3_tf221"
SUBCLASSED, GRAPH = "target_spec_sub_tf215", "target_spec_v1_tf215"
OF_TENSORFLOW = {
    KERAS_2: ("ckpts/ckpt-1", "tf_weights/w"),
    KERAS_3: ("ckpt-1",),
    SUBCLASSED: ("ckpt-1",),
    GRAPH: ("model.ckpt-5",),
}
OF_KERAS = {
    KERAS_2: ("model.h5", "model_weights.h5", "model.keras", "v3.weights.h5"),
    KERAS_3: ("model.h5", "model.keras", "w.weights.h5"),
    SUBCLASSED: (),
    GRAPH: (),
}
KERAS_FORMS = (".h5", ".keras")

# Change -> the cause, in the words of the help page; "" where it is harmless.
CAUSES = {
    "same": "",
    "renamed": "",  # layers are matched by their number or their order
    "activation": "",
    "inserted_no_weights": "",
    "layer_name": "",
    "units": "units-changed",
    "no_bias": "bias-dropped",
    "dtype_float64": "dtype-policy",
    "dtype_float16": "dtype-policy",
    "optimizer": "optimizer-switched",
    "optimizer_legacy": "optimizer-layout",
    "inserted": "layer-inserted",
    "batchnorm": "layer-inserted",
    "removed": "layer-removed",
    "attr": "layer-renamed",
    "dict_key": "layer-renamed",
    "kwarg": "layer-renamed",
    "dtype_one": "dtype-changed",
    "extra": "layer-added",
    "list_inserted": "layer-inserted",
    "list_reversed": "order-changed",
    "list_shorter": "layer-gone",  # the last one: nothing moves
    "list_units": "units-changed",
}
BY_NAME = {"inserted": "layer-added", "batchnorm": "layer-added", "removed": "layer-gone"}


def forms(folder: Path) -> list[str]:
    """What of a folder can be a target."""
    found = [path.with_suffix("") for path in folder.rglob("*.index") if path.parent.name != "variables"]
    found += [path for path in folder.rglob("*") if path.suffix in (".h5", ".keras", ".json", ".meta")]
    return sorted(str(path.relative_to(folder)) for path in found)


def cases(variants_of: str) -> list[tuple[str, str, str, str]]:
    found = []
    for fixture in (KERAS_2, KERAS_3, SUBCLASSED, GRAPH):
        for folder in sorted((GOLDEN / fixture / variants_of).iterdir()):
            for stored in (*OF_TENSORFLOW[fixture], *OF_KERAS[fixture]):
                found += [(fixture, stored, folder.name, target) for target in forms(folder)]
    return found


@cache
def stored_side(fixture: str, stored: str):
    return open_checkpoint(GOLDEN / fixture / "base" / stored)


@cache
def findings(fixture: str, stored: str, target: Path) -> tuple[Finding, ...]:
    return check_restore(stored_side(fixture, stored), target).findings


def kinds(fixture: str, stored: str, target: Path) -> list[str]:
    """The kinds of the findings, but for the one that tells that only one side is a file of Keras."""
    found = [finding.kind for finding in findings(fixture, stored, target)]
    if "keras-file" in found:
        is_keras = [str(one).endswith(KERAS_FORMS) for one in (stored, target)]
        assert is_keras[0] != is_keras[1]
        found.remove("keras-file")
    return found


def expected(fixture: str, stored: str, variant: str, target: str) -> list[str]:
    of_keras, is_checkpoint = stored.endswith(KERAS_FORMS), "/" in target
    cause = CAUSES[variant]
    is_named = stored in ("model.h5", "model_weights.h5")
    if fixture == GRAPH or (of_keras and (is_named or is_checkpoint)):
        cause = BY_NAME.get(variant, cause)
    if fixture == GRAPH and variant == "renamed":
        cause = "layer-renamed"
    if (
        of_keras and variant == "batchnorm"
    ):  # an archive counts each class by itself, and this is the only one
        cause = "layer-added"
    if stored == "model_weights.h5" and cause.startswith("optimizer"):
        cause = ""
    if cause.startswith("dtype") and of_keras:  # loaders of Keras convert
        cause = ""
    if target == "config.json" and cause.startswith("optimizer") and fixture == KERAS_2:
        cause = ""  # the configuration tells none
    found = [cause] if cause else []
    if stored == "tf_weights/w" and is_checkpoint:  # saved from the model itself, restored as an attribute
        found.append("scope-prefix")
    return found


@pytest.mark.parametrize(("fixture", "stored", "variant", "target"), cases("targets"))
def test_a_change_is_called_what_it_is_in_every_form(fixture, stored, variant, target):
    found = kinds(fixture, stored, GOLDEN / fixture / "targets" / variant / target)

    if variant.startswith("dtype") and stored.endswith(KERAS_FORMS) and "/" in target:
        assert set(found) <= {
            "dtype-policy"
        }  # loaders of Keras convert weights; of slots this target tells nothing
    else:
        assert sorted(found) == sorted(expected(fixture, stored, variant, target))


def unbound(code: str) -> set[str]:
    """The names a script uses and does not make."""
    nodes = list(ast.walk(ast.parse(code)))
    made = {
        alias.asname or alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }
    made |= {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    used = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return used - made - set(dir(builtins))


@pytest.mark.parametrize(("fixture", "stored", "variant", "target"), cases("targets"))
def test_the_code_of_a_cure_says_first_which_names_it_needs(fixture, stored, variant, target):
    for finding in findings(fixture, stored, GOLDEN / fixture / "targets" / variant / target):
        for cure in finding.cures:
            said = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^#.*$", cure.code, re.MULTILINE))))
            assert unbound(cure.code) <= said, cure.code
            assert not cure.code or cure.code.startswith("#"), cure.code


@pytest.mark.parametrize(
    ("fixture", "stored", "target"),
    [
        (fixture, stored, target)
        for fixture in (KERAS_2, KERAS_3, SUBCLASSED, GRAPH)
        for stored in (*OF_TENSORFLOW[fixture], *OF_KERAS[fixture])
        for target in forms(GOLDEN / fixture / "base")
    ],
)
def test_a_program_against_itself_in_any_other_form_has_no_problem(fixture, stored, target):
    roots = ("ckpts/ckpt-1", "tf_weights/w")
    found = kinds(fixture, stored, GOLDEN / fixture / "base" / target)

    allowed = {"optimizer-unused"} if target == "model_weights.h5" else set()
    if stored == "model_weights.h5":
        allowed.add("weights-only")
    if stored in roots and target in roots and stored != target:
        # One was saved from the model itself, without a counter of saves, which is a problem indeed.
        allowed |= {"scope-prefix", "counter-missing"}
    assert set(found) <= allowed


def test_what_was_saved_from_a_model_and_changed_is_told_behind_its_attribute():
    base = stored_side(KERAS_2, "tf_weights/w")
    target = open_checkpoint(GOLDEN / KERAS_2 / "targets/inserted/ckpt/before")
    inserted, scope = check_restore(base, spec_from_checkpoint(target)).findings

    assert (
        inserted.title
        == "The model has a layer that the checkpoint has not: extra, at position 2 of the model"
    )
    assert scope.title == "The model's names have the scope model/, the checkpoint's do not"
    assert set(inserted.keys).isdisjoint(scope.keys)
    value = "/.ATTRIBUTES/VARIABLE_VALUE"
    assert f"layer_with_weights-2/kernel{value}" in inserted.keys  # a row of its own in the report
    assert f"model/layer_with_weights-2/kernel{value}" in inserted.keys  # what it would be matched with
