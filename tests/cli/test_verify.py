"""`ckptx verify`: exit status, JSON shape, and what people read."""

import json
import os
import shutil
import time

import numpy as np
import pytest

from tests.builders import write_bundle

CASES = "corrupt_shared/cases"


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


@pytest.fixture
def half_written(golden, tmp_path):
    return shutil.copytree(golden / CASES / "half_written_save", tmp_path / "half")


@pytest.mark.parametrize(("age_s", "expected"), [(5, 0), (3 * 86400, 1)])
def test_a_save_in_progress_is_no_problem_and_an_interrupted_one_is(ckptx, half_written, age_s, expected):
    then = time.time() - age_s
    for file in half_written.rglob("*"):
        os.utime(file, (then, then))

    for command in ("steps", "verify"):
        status, out, _ = ckptx(command, half_written)
        assert (command, status) == (command, expected)
        assert ("probably interrupted" in out) == bool(expected)


@pytest.mark.parametrize("command", ["steps", "list", "verify"])
def test_a_directory_without_checkpoints_is_nothing_to_look_at(ckptx, golden, tmp_path, command):
    assert ckptx(command, tmp_path)[0] == 2
    assert ckptx(command, golden / "net_adam_manager_tf215")[0] == 2  # its folders hold some


@pytest.mark.parametrize("command", ["steps", "list", "verify"])
@pytest.mark.parametrize("place", ["pipe", os.devnull])
def test_what_is_neither_file_nor_directory_cannot_be_looked_at(ckptx, tmp_path, command, place):
    os.mkfifo(tmp_path / "pipe")

    status, out, err = ckptx(command, tmp_path / place)

    assert (status, out) == (2, "")
    assert err


@pytest.mark.parametrize("case", ["state_points_at_deleted", "state_absolute_other_machine"])
@pytest.mark.parametrize("command", ["steps", "verify"])
def test_a_checkpoint_file_that_leads_nowhere_is_one_problem(ckptx, golden, case, command):
    status, out, _ = ckptx(command, golden / CASES / case, "--json")

    (problem,) = json.loads(out)["problems"]
    assert status == 1
    assert "TensorFlow finds no latest checkpoint here" in str(problem)


@pytest.mark.parametrize("command", ["steps", "verify"])
def test_a_directory_whose_only_index_is_empty_is_a_problem(ckptx, tmp_path, command):
    (tmp_path / "ckpt-1.index").touch()

    assert ckptx(command, tmp_path)[0] == 1


def test_steps_names_folders_that_hold_more_checkpoints(ckptx, golden):
    root = golden / "keras3_modelcheckpoint_tf221"

    status, out, _ = ckptx("steps", root)
    _, answer, _ = ckptx("steps", root, "--json")

    folders = {row["name"]: row["checkpoint_count"] for row in json.loads(answer)["folders"]}
    assert status == 0
    assert len(json.loads(answer)["checkpoints"]) >= 1
    assert "Some of its folders hold more checkpoints" in out
    assert folders
    assert all(f"  {name}: {count} checkpoint" in out for name, count in folders.items())


def state_of(*names):
    lines = [
        f'model_checkpoint_path: "{names[-1]}"',
        *(f'all_model_checkpoint_paths: "{name}"' for name in names),
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def bundles(tmp_path):
    """ckpt-1 and ckpt-2, and no checkpoint file."""
    for number in (1, 2):
        write_bundle(tmp_path / f"ckpt-{number}", {"w": np.float32([number])})
    return tmp_path


@pytest.mark.parametrize("is_pipe", [False, True])
def test_the_text_of_an_absent_checkpoint_file_makes_tensorflow_find_the_latest(ckptx, bundles, is_pipe):
    if is_pipe:
        os.mkfifo(bundles / "checkpoint")

    status, out, err = ckptx("verify", "--checkpoint-file", bundles)
    _, answer, _ = ckptx("verify", "--checkpoint-file", "--json", bundles)

    assert (status, out) == (1, state_of("ckpt-1", "ckpt-2"))
    assert ("is a pipe" if is_pipe else "is not there") in err
    assert is_pipe or "latest_checkpoint finds ckpt-2" in err
    assert json.loads(answer)["text"] == out
    if is_pipe:
        (bundles / "checkpoint").unlink()
    (bundles / "checkpoint").write_text(out)
    assert ckptx("verify", "--checkpoint-file", bundles)[:2] == (0, "")
    assert json.loads(ckptx("verify", "--checkpoint-file", "--json", bundles)[1])["text"] is None


def test_no_text_is_proposed_where_nobody_knows_what_it_should_name(ckptx, bundles, tmp_path):
    write_bundle(bundles / "best-1", {"w": np.float32([1])})
    (tmp_path / "none").mkdir()
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone/checkpoint").write_text(state_of("ckpt-7"))

    for directory, word in (
        (bundles, "ckpt, best"),
        (tmp_path / "none", "no complete"),
        (tmp_path / "gone", "no complete"),
    ):
        status, out, err = ckptx("verify", "--checkpoint-file", directory)
        assert (status, out) == (2, "")
        assert word in err


def test_a_text_that_leaves_the_latest_out_says_why(ckptx, bundles):
    (bundles / "checkpoint").write_text(state_of("ckpt-1", "ckpt-2"))
    (bundles / "ckpt-2.data-00000-of-00001").unlink()

    status, out, err = ckptx("verify", "--checkpoint-file", bundles)

    assert (status, out) == (1, state_of("ckpt-1"))
    assert "ckpt-2, which cannot be read whole" in err


def test_a_list_that_names_one_twice_is_told_beside_the_text(ckptx, bundles):
    (bundles / "checkpoint").write_text(state_of("ckpt-2", "ckpt-2"))

    status, out, err = ckptx("verify", "--checkpoint-file", bundles)

    assert (status, out) == (1, state_of("ckpt-2"))
    assert "does not fit" in err
