"""`ckptx verify`: exit status, JSON shape, and what people read."""

import json
import shutil

import pytest

from explorer.cli.main import run

CASES = "corrupt_shared/cases"


@pytest.fixture
def ckptx(capsys):
    """Run the command line in this process: (exit status, standard output, standard error)."""

    def call(*arguments):
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_a_sound_directory_gives_one_calm_sentence(ckptx, golden):
    status, out, _ = ckptx("verify", golden / "iris_retention_tf115/models/iris")

    assert status == 0
    assert out.startswith("All 65 tensors of 5 checkpoints are safe: ")
    assert out.count("\n") == 1


def test_what_is_lost_and_what_is_safe_is_counted_and_named(ckptx, golden):
    status, out, _ = ckptx("verify", golden / CASES / "missing_shard")

    assert status == 1
    assert "1 of 3 tensors is lost, 2 are safe" in out
    assert "lost: v1" in out
    assert "ckpt-2.data-00001-of-00003" in out


def test_json_names_each_lost_tensor_beside_the_file_that_is_missing(ckptx, golden):
    status, out, _ = ckptx("verify", golden / CASES / "missing_shard", "--json")

    answer = json.loads(out)
    assert status == 1
    assert [(row["file"], row["key"]) for row in answer["problems"]] == [
        ("ckpt-2.data-00001-of-00003", None),
        ("ckpt-2.data-00001-of-00003", "v1"),
    ]
    assert all(row["problem"] and row["hint"] for row in answer["problems"])
    assert (answer["lost"], answer["safe"]) == (1, 2)
    assert answer["checked_bytes"] > 0
    assert answer["checkpoints"][0]["lost"] == ["v1"]


def test_a_step_and_a_number_choose_a_checkpoint(ckptx, golden):
    guide = golden / "net_adam_manager_legacy_tf215/tf_ckpts"
    _, by_number, _ = ckptx("verify", guide, "--number", 4, "--json")
    _, steps, _ = ckptx("steps", guide, "--json")
    step = next(row["step"] for row in json.loads(steps)["checkpoints"] if row["number"] == 4)
    _, by_step, _ = ckptx("verify", guide, "--step", step, "--json")

    assert [row["prefix"] for row in json.loads(by_number)["checkpoints"]] == ["ckpt-4"]
    assert json.loads(by_step)["checkpoints"] == json.loads(by_number)["checkpoints"]


def test_what_is_not_there_cannot_be_verified(ckptx, tmp_path):
    status, out, error = ckptx("verify", tmp_path / "nothing", "--json")

    assert status == 2
    assert out == ""
    assert "nothing" in error


def test_an_absent_data_file_of_a_prefix_is_a_finding(ckptx, golden, tmp_path):
    shutil.copy(golden / "list_mapped_tf215/tf_list_example-1.index", tmp_path)

    status, out, _ = ckptx("verify", tmp_path / "tf_list_example-1", "--json")

    assert status == 1
    assert json.loads(out)["safe"] == 0


def test_each_variable_that_graph_files_contradict_is_told_with_both_sides(ckptx, golden):
    status, out, _ = ckptx("verify", golden / "iris_continued_tf215/models/iris", "--json")

    rows = json.loads(out)["problems"]
    assert status == 1
    assert [row["file"] for row in rows if row["key"] is None] == ["model.ckpt-20.meta", "model.ckpt-40.meta"]
    files = [(row["file"], row["key"]) for row in rows]
    assert len(set(files)) == len(files) == 42  # one a finding, and 10 variables in each of four graph files
    (told,) = [
        row
        for row in rows
        if row["key"] == "dnn/hiddenlayer_0/kernel" and row["file"] == "model.ckpt-20.meta"
    ]
    assert told["problem"] == "graph expects float32 [4, 20], checkpoint holds float32 [4, 10]"
    assert told["prefix"] == "model.ckpt-20"


def test_the_variables_that_graph_files_contradict_are_named_with_the_command_that_shows_all(ckptx, golden):
    run = golden / "iris_continued_tf215/models/iris"

    _, out, _ = ckptx("verify", run)

    lines = out.splitlines()
    (named,) = [line for line in lines if line.startswith("model.ckpt-40.meta concerns ")]
    assert "dnn/hiddenlayer_1/kernel, " in named
    assert named.endswith(" and 2 more")
    assert f"  each with both sides: ckptx check {run}/model.ckpt-40 {run}/model.ckpt-40.meta" in lines
