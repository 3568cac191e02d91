"""What `import explorer` promises: the names, the errors' families, and the example of the README."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import explorer
from tests.golden_answers import GOLDEN

IRIS = GOLDEN / "iris_dnn_tf115/models/iris"


@pytest.mark.parametrize("name", explorer.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(explorer, name).__name__ == name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = explorer.nonsense


def test_dir_shows_the_public_names_alone() -> None:
    assert dir(explorer) == sorted([*explorer.__all__, "__version__"])


def test_a_variable_is_as_good_as_its_key() -> None:
    checkpoint = explorer.open_checkpoint(IRIS / "model.ckpt-200")
    variable = next(v for v in checkpoint.variables if v.key == "global_step")

    assert checkpoint.read(variable) == 200
    assert [chunk.values.tolist() for chunk in checkpoint.chunks(variable)] == [[200]]
    assert checkpoint.variable(variable) == variable
    assert checkpoint.row(variable) == variable.row
    assert variable in checkpoint
    assert "global_step" in checkpoint
    assert "nonsense" not in checkpoint
    assert len(checkpoint) == 13


@pytest.mark.parametrize("key", [3, None, b"global_step"])
def test_what_is_no_key_is_a_type_error(key: object) -> None:
    with pytest.raises(TypeError, match=f"str or a Variable, not {type(key).__name__}"):
        explorer.open_checkpoint(IRIS).read(key)


@pytest.mark.parametrize(
    "wrong", ["net/l1/kernel", "net/l1/kernal", "net/l1/kernal/.ATTRIBUTES/VARIABLE_VALUE"]
)
def test_a_wrong_key_is_answered_with_the_right_one(wrong: str) -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts")

    with pytest.raises(explorer.UnknownKeyError) as caught:
        checkpoint.read(wrong)

    assert caught.value.hint.startswith("Did you mean net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE")


def test_importing_the_library_imports_neither_qt_nor_numpy() -> None:
    code = (
        "import sys, explorer; print(sorted({'numpy', 'PySide6', 'pyqtgraph', 'google'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_run_is_opened_listed_read_and_checked() -> None:
    run = explorer.open_model_dir(IRIS)
    checkpoint = explorer.open_checkpoint(IRIS / "model.ckpt-200")
    report = explorer.check_restore(checkpoint, GOLDEN / "iris_dnn_tf115/models/iris20")

    assert [entry.step for entry in run.checkpoints] == [1, 200]
    assert run.latest.prefix == "model.ckpt-200"
    assert checkpoint.read("global_step") == 200
    assert checkpoint.read("dnn/logits/kernel").shape == (10, 3)
    assert checkpoint.object_graph is None
    row = next(row for row in report.rows if row.key == "dnn/logits/kernel")
    assert row.sentence == "model expects [20, 3], checkpoint holds [10, 3]"


def test_a_value_handed_out_cannot_be_changed() -> None:
    value = explorer.open_checkpoint(IRIS).read("dnn/logits/kernel")

    with pytest.raises(ValueError, match="read-only"):
        value[0, 0] = 1.0


def test_damage_raises_and_can_be_looked_at_all_the_same() -> None:
    checkpoint = explorer.open_checkpoint(GOLDEN / "corrupt_shared/cases/bit_flip_in_data/ckpt-2")
    key = "layer/kernel/.ATTRIBUTES/VARIABLE_VALUE"

    with pytest.raises(explorer.CorruptFileError) as caught:
        checkpoint.read(key)

    assert caught.value.where["key"] == key
    assert checkpoint.read(key, verify=False).shape == (4, 3)


def test_the_variable_table_is_written_as_csv(tmp_path: Path) -> None:
    to = tmp_path / "variables.csv"

    count = explorer.write_variable_table(to, [explorer.open_checkpoint(IRIS)])

    lines = to.read_text(encoding="utf-8").splitlines()
    assert count == 13
    assert lines[0] == "key,name,role,dtype,shape,element_count,size_bytes,problem"
    assert lines[-1].startswith("global_step,")
