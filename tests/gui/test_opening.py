"""Open anything: whatever a person points at leads to its directory, and to the checkpoint meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from explorer.errors import ExplorerError
from explorer.gui.opening import open_path
from tests.builders import write_bundle
from tests.golden_answers import GOLDEN

IRIS = GOLDEN / "iris_dnn_tf115/models/iris"
V1 = GOLDEN / "v1_format_tf115"
EPOCHS = GOLDEN / "keras_modelcheckpoint_tf215/checkpoints"
WEIGHTS = GOLDEN / "keras3_modelcheckpoint_tf221/weights"


def opened(path: Path) -> tuple[str, str | None]:
    answer = open_path(path)
    return answer.run.directory.name, answer.chosen.prefix if answer.chosen is not None else None


@pytest.mark.parametrize(
    ("path", "directory", "chosen"),
    [
        (IRIS, "iris", None),
        (IRIS / "model.ckpt-1", "iris", "model.ckpt-1"),
        (IRIS / "model.ckpt-1.index", "iris", "model.ckpt-1"),
        (IRIS / "model.ckpt-1.meta", "iris", "model.ckpt-1"),
        (IRIS / "model.ckpt-1.data-00000-of-00002", "iris", "model.ckpt-1"),
        (IRIS / "checkpoint", "iris", None),
        (IRIS / "graph.pbtxt", "iris", None),
        (V1 / "model_dir/model.ckpt-5", "model_dir", "model.ckpt-5"),
        (V1 / "model_dir/model.ckpt-5.meta", "model_dir", "model.ckpt-5"),
        (V1 / "sharded_dir/model.ckpt-5-?????-of-00001", "sharded_dir", "model.ckpt-5-?????-of-00001"),
        (V1 / "sharded_dir/model.ckpt-5-00000-of-00001", "sharded_dir", "model.ckpt-5-?????-of-00001"),
        (V1 / "sharded_dir/model.ckpt-5", "sharded_dir", "model.ckpt-5-?????-of-00001"),
        (EPOCHS, "checkpoints", None),
        (EPOCHS / "keras_model_01", "keras_model_01", None),
        (EPOCHS / "keras_model_01/saved_model.pb", "keras_model_01", None),
        (EPOCHS / "keras_model_01/variables/variables.index", "keras_model_01", "variables/variables"),
        (WEIGHTS / "w_02.weights.h5", "weights", "w_02.weights.h5"),
        (GOLDEN / "keras3_modelcheckpoint_tf221/checkpoints/keras_model_01.keras", "checkpoints", "keras_model_01.keras"),
        (GOLDEN / "keras_modelcheckpoint_tf215/h5/keras_model_best.h5", "h5", "keras_model_best.h5"),
    ],
)  # fmt: skip
def test_anything_of_a_checkpoint_opens_it(path: Path, directory: str, chosen: str | None) -> None:
    assert opened(path) == (directory, chosen)


@pytest.mark.parametrize(
    "name", ["events.out.tfevents.1.host", "checkpoint_best", "lone.meta", "eval.pbtxt", "ckpt-2.index.part"]
)
def test_files_of_a_directory_open_the_directory(name: str, tmp_path: Path) -> None:
    write_bundle(tmp_path / "ckpt-1", {"w": np.float32([1])})
    (tmp_path / name).write_text('model_checkpoint_path: "ckpt-1"\n')

    assert opened(tmp_path / name) == (tmp_path.name, None)


def test_a_checkpoint_whose_data_alone_is_there_opens_as_such(tmp_path: Path) -> None:
    write_bundle(tmp_path / "ckpt-1", {"w": np.float32([1])})
    (tmp_path / "ckpt-1.index").unlink()

    assert opened(tmp_path / "ckpt-1.data-00000-of-00001") == (tmp_path.name, "ckpt-1")


@pytest.mark.parametrize("name", ["notes.txt", "text.h5", "nowhere", "nowhere/model.ckpt-1.index"])
def test_what_is_no_checkpoint_says_so_with_a_hint(name: str, tmp_path: Path) -> None:
    write_bundle(tmp_path / "ckpt-1", {"w": np.float32([1])})
    for file in ("notes.txt", "text.h5"):
        (tmp_path / file).write_text("hello, this is text")

    with pytest.raises(ExplorerError) as caught:
        open_path(tmp_path / name)

    assert caught.value.hint


def test_a_file_in_a_folder_of_a_series_opens_that_folder(tmp_path: Path) -> None:
    for epoch in ("epoch_1", "epoch_2"):
        (tmp_path / epoch).mkdir()
        shutil.copy(IRIS / "model.ckpt-1.index", tmp_path / epoch / "model.index")

    assert opened(tmp_path / "epoch_2/model.index") == ("epoch_2", "model")
