"""The objects of the program that wrote a checkpoint, from its stored graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.checkpoints.spec import spec_from_checkpoint
from explorer.checkpoints.target_graph import TargetSlot, TargetValue
from tests.builders import VALUE, write_bundle
from tests.golden_answers import GOLDEN


def test_edges_slots_and_values_are_those_of_the_file() -> None:
    checkpoint = open_checkpoint(GOLDEN / "net_adam_manager_legacy_tf215" / "tf_ckpts" / "ckpt-5")

    spec = spec_from_checkpoint(checkpoint)

    objects = spec.objects
    assert objects is not None
    assert objects.children(2) == (("l1", 6),)
    assert objects.children(6) == (("kernel", 12), ("bias", 13))
    assert tuple(objects.slots) == (
        TargetSlot(3, 12, "m", 14),
        TargetSlot(3, 13, "m", 15),
        TargetSlot(3, 12, "v", 16),
        TargetSlot(3, 13, "v", 17),
    )
    keys = {(v.node, v.attribute): spec.variables[v.variable].key for v in objects.values}
    assert keys[12, "VARIABLE_VALUE"] == f"net/l1/kernel{VALUE}"
    assert keys[1, "ITERATOR_STATE"] == "iterator/.ATTRIBUTES/ITERATOR_STATE"
    assert len(keys) == len(spec.variables)


def test_a_table_has_its_keys_and_its_values() -> None:
    checkpoint = open_checkpoint(GOLDEN / "lookup_tables_tf215" / "model_dir" / "ckpt-1")

    spec = spec_from_checkpoint(checkpoint)

    assert spec.objects is not None
    found = [(v.attribute, spec.variables[v.variable].key) for v in spec.objects.values if v.node == 4]
    assert found == [
        ("table-keys", "table/.ATTRIBUTES/table-keys"),
        ("table-values", "table/.ATTRIBUTES/table-values"),
    ]


def test_slots_that_are_only_guessed_from_lists_are_plain_children() -> None:
    checkpoint = open_checkpoint(GOLDEN / "optimizers_new_tf215" / "adam" / "ckpt-1")

    objects = spec_from_checkpoint(checkpoint).objects

    assert objects is not None
    assert len(objects.slots) == 0
    assert objects.slots[:] == []


def test_values_are_a_sequence_like_any_other() -> None:
    checkpoint = open_checkpoint(GOLDEN / "list_mapped_tf215" / "tf_list_example-1")

    objects = spec_from_checkpoint(checkpoint).objects

    assert objects is not None
    assert objects.values[:] == list(objects.values)
    assert objects.values[0] == TargetValue(3, "VARIABLE_VALUE", 2)
    assert len(objects.values) == 3


def test_name_based_and_damaged_checkpoints_tell_no_objects(tmp_path: Path) -> None:
    named = open_checkpoint(write_bundle(tmp_path / "model", {"a": np.float32(1)}))
    damaged = open_checkpoint(
        write_bundle(tmp_path / "ckpt", {f"a{VALUE}": np.float32(1)}, object_graph=b"\x0a\xff")
    )

    assert spec_from_checkpoint(named).objects is None
    assert spec_from_checkpoint(damaged).objects is None
    assert [variable.key for variable in spec_from_checkpoint(damaged).variables] == [f"a{VALUE}"]
