"""The normaliser of golden messages takes away what no file can know, and nothing else."""

from __future__ import annotations

import pytest

from tests.analysis.restoring.messages import comparable


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "{{function_node __wrapped__RestoreV2_dtypes_9_device_/job:localhost/replica:0/task:0/device:CPU:0}} "
            "tensor_name = step/.ATTRIBUTES/VARIABLE_VALUE; expected dtype int64 does not equal original dtype "
            "int32 [Op:RestoreV2]",
            "tensor_name = step/.ATTRIBUTES/VARIABLE_VALUE; expected dtype int64 does not equal original dtype int32",
        ),
        (
            "Restoring from checkpoint failed. Original error:\n\nGraph execution error:\n\nDetected at node "
            "'save/RestoreV2' defined at (most recent call last):\n    File \"/home/train/code/a.py\", line 78, in "
            "<module>\n    File \"/home/train/code/b.py\", line 4, in only\nNode: 'save/RestoreV2'\nKey middle/bias "
            "not found in checkpoint\n\t [[{{node save/RestoreV2}}]]",
            "Restoring from checkpoint failed. Original error:\nKey middle/bias not found in checkpoint",
        ),
        (
            "Key b not found in checkpoint\n\t [[node save/RestoreV2_1 (defined at "
            "/env/lib/python3.7/ops.py:1748) ]]",
            "Key b not found in checkpoint",
        ),
        (
            "Some objects had attributes which were not restored: \n    <tf.Variable 'b:0' shape=(2,) "
            "dtype=float32, numpy=array([1., 1.], dtype=float32)>: ['b']",
            "Some objects had attributes which were not restored:\n<tf.Variable 'b:0' shape=(2,) dtype=float32, "
            "numpy=<values>>: ['b']",
        ),
        (
            "Target variable: <Variable path=hidden/kernel, shape=(1, 2), dtype=float32, value=[[-0.1  0.5]]>\n\n"
            "List of objects:\n[<Dense name=hidden, built=True>, <keras.Adam object at 0x7f612390f610>]",
            "Target variable: <Variable path=hidden/kernel, shape=(1, 2), dtype=float32, value=<values>>\n"
            "List of objects:\n[<Dense name=hidden, built=True>, <Adam object at <address>>]",
        ),
        (
            "Showing 2 of 2 unmatched objects: [<tf.Variable 'a:0' shape=() dtype=int64, numpy=3>, "
            "<tf.Variable 'b:0' shape=(), numpy=1>]",
            "Showing 2 of 2 unmatched objects: [<objects>]",
        ),
        (
            "Failed to find any matching files for /home/train/ckpt-1",
            "Failed to find any matching files for <path>",
        ),
        (
            "Weight expects shape (6, 12). Received hidden/kernel, tf.keras.Model",
            "Weight expects shape (6, 12). Received hidden/kernel, tf.keras.Model",
        ),
    ],
)
def test_only_what_no_file_can_know_is_taken_away(said: str, kept: str) -> None:
    assert comparable(said) == kept


def test_a_prediction_with_placeholders_compares_equal_with_what_was_said() -> None:
    said = "No dependencies have been added to <net.Net object at 0x7f61> yet, at /home/train/ckpt-1"
    predicted = "No dependencies have been added to <Net object at <address>> yet, at <path>"

    assert comparable(predicted) == comparable(said)
