"""What the command line cannot do it says in a sentence, with status 2 and never a traceback."""

import json
import os
import shutil

import pytest

from explorer.cli import main
from explorer.cli.main import run

IRIS = "iris_dnn_tf115/models/iris"


@pytest.fixture
def iris(golden, tmp_path):
    """A copy of a run that a test may damage."""
    shutil.copytree(golden / IRIS, tmp_path / "iris")
    return tmp_path / "iris"


@pytest.fixture
def fails(capsys):
    """Run and expect status 2: gives what standard error says."""

    def call(*arguments):
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert status == 2
        assert captured.out == ""
        assert "Traceback" not in captured.err
        assert "fault of the program" not in captured.err
        return captured.err

    return call


COMMANDS = [["list"], ["list", "--json"], ["stats"], ["export"], ["graph"]]


@pytest.mark.parametrize("command", [*COMMANDS, ["steps"]], ids=" ".join)
def test_a_missing_path(fails, tmp_path, command):
    said = fails(*command, tmp_path / "nowhere")

    assert said.startswith("ckptx: ")
    assert "nowhere" in said
    assert len(said.splitlines()) >= 2  # the sentence, and what to do next


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_no_checkpoint(fails, tmp_path, command):
    (tmp_path / "notes.txt").write_text("not a checkpoint\n" * 20)

    assert "notes.txt" in fails(*command, tmp_path / "notes.txt")


def test_an_empty_directory_has_no_checkpoint_to_list(fails, tmp_path):
    assert "no checkpoint" in fails("list", tmp_path)


@pytest.mark.parametrize(
    "command", [("list",), ("verify",), ("export", "--all-steps"), ("graph", "--format", "dot")], ids=" ".join
)
def test_a_directory_of_runs_tells_which_of_its_folders_hold_checkpoints(fails, golden, command):
    assert "open one of them: model_dir (1), sharded_dir (1)." in fails(*command, golden / "v1_format_tf115")


def test_a_step_that_is_not_there(fails, iris):
    assert "77" in fails("list", iris, "--step", "77", "--json")


CHOOSING = [
    ["list"], ["list", "--json"], ["stats"], ["export"], ["graph"], ["graph", "--format", "dot"], ["verify"], ["resume"],
]  # fmt: skip
MANAGED = "net_adam_manager_tf215/tf_ckpts"


@pytest.mark.parametrize("command", CHOOSING, ids=" ".join)
def test_a_prefix_of_another_step_than_the_one_asked_for(fails, golden, command):
    prefix = golden / IRIS / "model.ckpt-200"

    said = fails(*command, prefix, "--step", "100")
    assert "this checkpoint is not of step 100" in said
    assert "It is of step 200 and has no save number." in said

    assert "this checkpoint is not of save number 200" in fails(
        *command, f"{prefix}.index", "--number", "200"
    )


def test_other_options_that_choose_a_step_hold_for_prefixes_too(fails, golden, tmp_path):
    older, newer = golden / IRIS / "model.ckpt-1", golden / IRIS / "model.ckpt-200"

    assert "not of step 7" in fails("diff", older, newer, "--older-step", "7")
    assert "not of step 7" in fails("diff", older, newer, "--newer-step", "7")
    assert "not of step 7" in fails("check", newer, older, "--target-step", "7")
    assert "not of step 7" in fails("check", newer, older, "--step", "7")
    picture = tmp_path / "window.png"
    assert "not of step 7" in fails("screenshot", newer, "--view", "graph", "--to", picture, "--step", "7")
    assert not picture.exists()


@pytest.mark.parametrize("command", [["list", "--json"], ["verify", "--json"]], ids=" ".join)
def test_a_prefix_of_the_very_step_is_taken(ckptx, golden, command):
    status, out, err = ckptx(*command, golden / IRIS / "model.ckpt-200", "--step", 200)
    assert (status, err) == (0, "")
    assert out

    status, _, _ = ckptx(*command, golden / MANAGED / "ckpt-10", "--number", 10)
    assert status == 0


def test_a_prefix_whose_name_alone_tells_its_step_is_taken(ckptx, golden):
    prefix = golden / "sharded_saver_tf115/model_dir/model.ckpt-100"  # its global_step was never counted up

    assert ckptx("list", prefix, "--step", 100, "--json")[0] == 0
    assert ckptx("list", prefix, "--step", 0, "--json")[0] == 0
    assert ckptx("list", prefix, "--step", 200, "--json")[0] == 2


def test_a_step_and_a_save_number_that_are_not_of_one_checkpoint(fails, ckptx, golden):
    _, out, _ = ckptx("steps", golden / MANAGED, "--json")
    entries = [entry for entry in json.loads(out)["checkpoints"] if entry["number"] is not None]
    first, last = entries[0], entries[-1]

    said = fails("list", golden / MANAGED, "--step", first["step"], "--number", last["number"])

    assert f"there is no checkpoint of step {first['step']} and save number {last['number']}" in said
    assert (
        f"Step {first['step']} is save number {first['number']}, "
        f"and save number {last['number']} is of step {last['step']}: one of the two is enough."
    ) in said


def test_a_damaged_prefix_is_verified_whatever_step_was_asked_for(ckptx, iris):
    index = iris / "model.ckpt-200.index"
    index.write_bytes(b"no index at all")

    status, out, _ = ckptx("verify", iris / "model.ckpt-200", "--step", 200, "--json")

    assert status == 1
    assert json.loads(out)["problems"]


def test_a_damaged_index(fails, iris):
    index = iris / "model.ckpt-200.index"
    content = bytearray(index.read_bytes())
    content[len(content) // 3] ^= 0xFF
    index.write_bytes(content)

    assert "model.ckpt-200" in fails("list", iris / "model.ckpt-200", "--json")


def test_an_index_cut_short(fails, iris):
    index = iris / "model.ckpt-200.index"
    index.write_bytes(index.read_bytes()[:100])

    assert "model.ckpt-200" in fails("list", iris / "model.ckpt-200")


def test_a_data_file_leads_to_its_checkpoint(capsys, iris):
    status = run(["list", str(next(iris.glob("model.ckpt-1.data-*"))), "--json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["prefix"] == "model.ckpt-1"


def test_a_data_file_without_an_index(fails, iris):
    (iris / "model.ckpt-1.index").unlink()

    assert "model.ckpt-1" in fails("list", next(iris.glob("model.ckpt-1.data-*")))


def test_a_missing_shard_is_a_problem_but_the_list_is_shown(capsys, iris):
    for data in iris.glob("model.ckpt-200.data-*"):
        data.unlink()

    status = run(["list", str(iris / "model.ckpt-200"), "--json"])

    found = json.loads(capsys.readouterr().out)
    assert status == 1
    assert len(found["variables"]) > 5
    assert all(variable["problem"] for variable in found["variables"])


def test_damaged_values_are_named_and_the_other_statistics_given(capsys, iris):
    data = next(iris.glob("model.ckpt-200.data-*"))
    content = bytearray(data.read_bytes())
    content[-1] ^= 0xFF
    data.write_bytes(content)

    status = run(["stats", str(iris / "model.ckpt-200"), "--json"])

    rows = json.loads(capsys.readouterr().out)["variables"]
    damaged = [row for row in rows if "problem" in row]
    assert status == 1
    assert len(damaged) == 1
    assert damaged[0]["count"] is None
    assert sum(row["mean"] is not None for row in rows) >= len(rows) - 1 - 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_directory(fails, iris):
    iris.chmod(0)
    try:
        assert "iris" in fails("steps", iris)
    finally:
        iris.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_named_like_an_index_does_not_hang(fails, iris):
    (iris / "model.ckpt-200.index").unlink()
    os.mkfifo(iris / "model.ckpt-200.index")

    fails("list", iris / "model.ckpt-200")


def test_export_into_a_missing_folder(fails, iris, tmp_path):
    assert "folder to write into" in fails("export", iris, "--to", tmp_path / "no" / "t.csv")


def test_export_onto_a_folder(fails, iris, tmp_path):
    assert "folder" in fails("export", iris, "--to", tmp_path, "--format", "csv")


def test_export_to_a_suffix_nobody_knows(fails, iris, tmp_path):
    assert ".csv" in fails("export", iris, "--to", tmp_path / "t.xlsx")


def test_an_unknown_column(fails, iris):
    assert "size_bytes" in fails("list", iris, "--columns", "key,colour")


def test_all_steps_of_one_file_is_refused(fails, iris):
    assert "directory" in fails("export", iris / "model.ckpt-1.index", "--all-steps")


def test_nothing_is_written_into_the_directory(capsys, iris):
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in iris.rglob("*")}

    for arguments in (["steps"], ["list"], ["stats"], ["export"], ["graph"], ["list", "--json"]):
        run([*arguments, str(iris)])

    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in iris.rglob("*")} == before


def test_names_in_an_error_cannot_steer_the_terminal(fails, tmp_path):
    said = fails("list", tmp_path / "\x1b[2Jevil\x1b]0;title\x07")

    assert "\x1b" not in said
    assert "\\x1b[2Jevil" in said


def test_a_fault_of_ours_is_told_without_a_traceback(capsys, monkeypatch):
    def broken(_):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(main, "_run_command", broken)

    assert run(["list", "x"]) == 2
    said = capsys.readouterr().err
    assert "fault of the program: ZeroDivisionError: oops" in said
    assert "Traceback" not in said


def test_ctrl_c_says_stopped(capsys, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "_run_command", interrupted)

    assert run(["stats", "x"]) == 130
    assert capsys.readouterr().err == "stopped\n"


@pytest.mark.parametrize(
    "arguments", [["list"], ["bogus"], ["list", "x", "--step", "many"], ["diff", "x"]], ids=" ".join
)
def test_wrong_usage_is_status_2_with_the_usage(fails, arguments):
    assert "Usage: ckptx" in fails(*arguments)


def test_the_steps_of_a_single_file_are_asked_of_its_directory(fails, golden):
    said = fails("steps", golden / "keras3_modelcheckpoint_tf221/checkpoints/keras_model_01.keras")

    assert "Give the directory it lies in." in said


@pytest.mark.parametrize(
    ("name", "what"), [("y.h5", "HDF5 file"), ("y.hdf5", "HDF5 file"), ("z.keras", "zip archive")]
)
def test_a_text_under_the_name_of_a_keras_file_is_told_by_what_it_promises(tmp_path, capsys, name, what):
    (tmp_path / name).write_text("<html>not found</html>\n")

    status = run(["list", str(tmp_path / name)])

    told = capsys.readouterr().err
    assert status == 2
    assert f"its name ends in .{name.partition('.')[2]}, but it is no {what}" in told
    assert "Fetch the file again" in told
