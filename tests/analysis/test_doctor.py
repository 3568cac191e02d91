"""The doctor against TensorFlow's verdicts on damaged checkpoints, and against damage made here."""

import os
import re
from pathlib import Path

import numpy as np
import pytest

from explorer.analysis import doctor
from explorer.analysis.doctor import verify
from explorer.checkpoints.checkpoint import open_checkpoint
from explorer.errors import CorruptFileError, MissingFileError, UnsupportedFileError
from explorer.report.json_shapes import verify_shape
from explorer.report.verify_text import lost_sentence, summary
from explorer.task import Cancelled, Task
from tests.builders import crc32c, data_name, entry_bytes, header_bytes, mask, write_bundle, write_index
from tests.golden_answers import GOLDEN, golden_answers, golden_prefixes

# Their graph files, or their checkpoints in time, tell of other shapes: the self-check's own findings.
CONTRADICTORY = {
    "iris_continued_tf215/models/iris",
    "more_runs_tf215/restarted",
    "more_runs_tf215/widened",
}
CASES = golden_answers("corrupt_shared")["cases"]
HEAD_OF_POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\n"


def damaged_prefixes():
    for case, answers in CASES.items():
        for prefix, verdict in answers["prefixes"].items():
            yield pytest.param(prefix, verdict, id=f"{case}/{Path(prefix).name}")


def sound_directories():
    """Every folder of the sound sets in which checkpoints lie; of continued runs, only the checkpoints count."""
    folders = {golden.path.parent for golden in golden_prefixes()}
    return [pytest.param(folder, id=str(folder.relative_to(GOLDEN))) for folder in sorted(folders)]


def named_as_lost(verification):
    return {each.key for problem in verification.problems for each in problem.each() if each.key}


MISMATCH = re.compile(r"Checksum does not match: stored (\d+) vs. calculated on the restored bytes (\d+)")


@pytest.mark.parametrize("case", ["bit_flip_in_data", "shards_swapped"])
def test_checksums_are_told_in_the_numbers_of_tensorflows_own_message(golden, case):
    ((prefix, verdict),) = CASES[case]["prefixes"].items()
    checkpoint = open_checkpoint(golden / "corrupt_shared" / prefix)
    messages = {
        key: MISMATCH.search(answer["error"]["message"])
        for key, answer in verdict["values"].items()
        if "error" in answer
    }

    for key, message in messages.items():
        with pytest.raises(CorruptFileError, match=f"stored {message[1]}, computed {message[2]} "):
            checkpoint.read(key)
    if case == "bit_flip_in_data":
        (problem,) = verify(golden / "corrupt_shared" / prefix).problems
        assert problem.problem.endswith("stored 805036043, computed 2861786951")


def test_tensors_in_swapped_files_are_counted_apart_as_recoverable(golden):
    verification = verify(golden / "corrupt_shared/cases/shards_swapped")

    (found,) = verification.checkpoints
    assert (found.lost, found.misplaced, found.safe_count) == (("v0", "v1"), ("v0", "v1"), 1)
    assert summary(verification).startswith(
        "1 of 3 tensors is safe, 2 are recoverable by renaming data files: "
    )
    assert lost_sentence(found) == "1 of 3 tensors is safe, 2 are recoverable by renaming data files"
    shape = verify_shape(verification)
    assert (shape["lost"], shape["misplaced"], shape["safe"]) == (2, 2, 1)
    assert shape["checkpoints"][0]["misplaced"] == ["v0", "v1"]


def test_of_swapped_files_only_what_is_sound_in_the_other_file_is_recoverable(tmp_path):
    prefix = write_bundle(
        tmp_path / "ckpt", {f"v{n}": np.full(20, n, np.float32) for n in range(12)}, num_shards=2
    )
    first, second = (data_name(prefix, shard, 2) for shard in (0, 1))
    content = bytearray(first.read_bytes())
    content[-1] ^= 1  # of the last tensor in it
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)

    (found,) = verify(prefix).checkpoints

    assert len(found.lost) == 12
    assert len(found.misplaced) == 11
    assert "1 is lost" in lost_sentence(found)


@pytest.mark.parametrize(("prefix", "verdict"), list(damaged_prefixes()))
def test_each_tensor_tensorflow_reads_is_safe_and_each_other_one_is_named(golden, prefix, verdict):
    path = golden / "corrupt_shared" / prefix
    if not verdict["checkpoint_exists"]:
        with pytest.raises(MissingFileError):
            verify(path)
        return

    verification = verify(path)

    (found,) = verification.checkpoints
    if "values" not in verdict:  # TensorFlow cannot open it
        assert verification.problems
        assert not found.is_known
        return
    unreadable = {key for key, answer in verdict["values"].items() if "error" in answer}
    assert set(found.lost) == unreadable
    assert found.safe_count == len(verdict["values"]) - len(unreadable)
    assert named_as_lost(verification) >= unreadable


@pytest.mark.parametrize("folder", sound_directories())
def test_sound_directories_have_no_problem(folder):
    verification = verify(folder)

    about_checkpoints = [problem for problem in verification.problems if problem.prefix]
    assert about_checkpoints == []
    assert verification.lost_count == 0
    if folder.relative_to(GOLDEN).as_posix() not in CONTRADICTORY:
        assert verification.problems == ()
    stored = sum(
        path.stat().st_size
        for path in folder.iterdir()
        if ".data-" in path.name or path.name.endswith(".index")
    )
    assert verification.checked_bytes >= stored


# --- causes ---------------------------------------------------------------------------------------


def ten_tensors(seed=0):
    values = np.random.default_rng(seed)
    return {f"layer_{number}/kernel": values.normal(size=(4, 5)).astype(np.float32) for number in range(10)}


def test_index_and_data_of_different_saves_are_told_in_one_sentence(tmp_path):
    prefix = write_bundle(tmp_path / "ckpt-1", ten_tensors(1))
    other = write_bundle(tmp_path / "ckpt-2", ten_tensors(2))
    data_name(prefix).write_bytes(data_name(other).read_bytes())
    os.utime(data_name(prefix), (2_000_007_200, 2_000_007_200))
    os.utime(f"{prefix}.index", (2_000_000_000, 2_000_000_000))

    verification = verify(prefix)

    (problem,) = verification.problems
    assert problem.problem.startswith("10 of its 10 tensors do not match their checksums")
    assert "different saves" in problem.problem
    assert "written 2 h after the index" in problem.problem
    assert problem.keys == tuple(ten_tensors())


def test_a_data_file_of_zeros_is_told_from_one_of_another_save(tmp_path):
    prefix = write_bundle(tmp_path / "ckpt", ten_tensors())
    size = data_name(prefix).stat().st_size
    data_name(prefix).write_bytes(bytes(size))

    (problem,) = verify(prefix).problems

    assert "zero" in problem.problem
    assert len(problem.keys) == 10


def test_two_damaged_tensors_of_ten_are_named_one_by_one(tmp_path):
    prefix = write_bundle(tmp_path / "ckpt", ten_tensors())
    data = bytearray(data_name(prefix).read_bytes())
    data[3 * 80 + 7] ^= 4
    data[8 * 80] ^= 128
    data_name(prefix).write_bytes(data)

    verification = verify(prefix)

    assert [problem.key for problem in verification.problems] == ["layer_3/kernel", "layer_8/kernel"]
    assert verification.checkpoints[0].lost == ("layer_3/kernel", "layer_8/kernel")
    assert verification.checkpoints[0].safe_count == 8


def test_swapped_data_files_are_told_from_checksums(tmp_path):
    prefix = write_bundle(tmp_path / "ckpt", ten_tensors(), num_shards=2)
    first, second = data_name(prefix, 0, 2), data_name(prefix, 1, 2)
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)

    verification = verify(prefix)

    assert [(problem.file, len(problem.keys)) for problem in verification.problems] == [
        (first.name, 5),
        (second.name, 5),
    ]
    assert f"stand in {second.name}" in verification.problems[0].problem
    assert verification.lost_count == 10


def test_a_short_file_loses_the_tensors_behind_its_end_only(tmp_path):
    prefix = write_bundle(tmp_path / "ckpt", ten_tensors())
    data_name(prefix).write_bytes(data_name(prefix).read_bytes()[:730])

    verification = verify(prefix)

    (problem,) = verification.problems
    assert "730 bytes" in problem.problem
    assert "800" in problem.problem
    assert problem.keys == ("layer_9/kernel",)


def test_bytes_that_no_tensor_claims_are_worth_a_note(tmp_path):
    prefix = write_bundle(tmp_path / "ckpt", ten_tensors())
    with data_name(prefix).open("ab") as file:
        file.write(b"left over")

    verification = verify(prefix)

    assert verification.problems == ()
    assert "9 bytes behind the last tensor" in verification.notes[0]


@pytest.mark.parametrize("suffix", [".index", ".data-00000-of-00001"])
def test_git_lfs_pointers_are_called_so(tmp_path, suffix):
    prefix = write_bundle(tmp_path / "ckpt", ten_tensors())
    Path(f"{prefix}{suffix}").write_text(HEAD_OF_POINTER + "size 4711\n")

    (problem,) = verify(tmp_path).problems

    assert "git-lfs pointer" in problem.problem
    assert "4711 bytes" in problem.problem
    assert "git lfs pull" in problem.hint


def test_a_pointer_in_place_of_a_keras_file_is_called_so_by_its_own_name(tmp_path):
    path = tmp_path / "w.weights.h5"
    path.write_text(HEAD_OF_POINTER + "size 4711\n")

    for verification in (verify(path), verify(tmp_path)):
        (problem,) = verification.problems
        assert problem.file == path.name
        assert "git-lfs pointer" in problem.problem


def test_data_files_of_another_number_of_shards_are_left_over(tmp_path):
    prefix = write_bundle(tmp_path / "ckpt", ten_tensors(), num_shards=2)
    data_name(prefix, 2, 3).write_bytes(b"old")

    verification = verify(prefix)

    assert [problem.file for problem in verification.problems] == [data_name(prefix, 2, 3).name]
    assert verification.lost_count == 0


def test_sliced_tensors_are_checked_slice_by_slice(tmp_path):
    whole = np.arange(24, dtype=np.float32).reshape(6, 4)
    parts = [((0, 0), (3, 4)), ((3, 0), (3, 4))]
    prefix = write_bundle(tmp_path / "ckpt", {"w": whole, "b": np.ones(3)}, slices={"w": parts})
    assert verify(prefix).problems == ()
    data = bytearray(data_name(prefix).read_bytes())
    data[60] ^= 1  # in the second slice
    data_name(prefix).write_bytes(data)

    verification = verify(prefix)

    assert verification.checkpoints[0].lost == ("w",)
    assert verification.checkpoints[0].safe_count == 1


@pytest.mark.parametrize("big_endian", [False, True])
def test_strings_are_checked_by_their_own_rule(tmp_path, big_endian):
    words = [b"", b"a" * 300, "é".encode(), *(b"%d" % number for number in range(2000))]
    prefix = write_bundle(tmp_path / "ckpt", {"words": words, "x": np.ones(3)}, big_endian=big_endian)
    assert verify(prefix).problems == ()
    content = data_name(prefix).read_bytes()
    for at in (1, 2003 + 2, 2003 + 20):  # a length, the checksum of the lengths, a letter
        data_name(prefix).write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert verify(prefix).checkpoints[0].lost == ("words",), at


def test_overlapping_tensors_whose_checksums_fit_are_problems_but_not_lost(tmp_path):
    whole = np.arange(4, dtype=np.float32)
    prefix = write_bundle(tmp_path / "ckpt", {"w": whole, "x": whole[::-1].copy()})

    same = entry_bytes(1, (4,), offset=0, size_bytes=16, crc=mask(crc32c(whole.tobytes())))
    write_bundle(prefix, {"w": whole, "x": whole[::-1].copy()}, extra={b"y": same})

    verification = verify(prefix)

    assert {problem.key for problem in verification.problems} == {"w", "y"}
    assert verification.lost_count == 0
    assert verification.checkpoints[0].safe_count == 3


def test_ten_thousand_entries_on_the_same_bytes_are_read_once(tmp_path):

    data = bytes(range(256)) * 4096
    crc = mask(crc32c(data))
    entry = entry_bytes(4, (len(data),), offset=0, size_bytes=len(data), crc=crc)
    entries = {b"": header_bytes(1)} | {b"%05d" % number: entry for number in range(10_000)}
    write_index(tmp_path / "ckpt", entries)
    data_name(tmp_path / "ckpt").write_bytes(data)
    read = []

    verify(tmp_path / "ckpt", task=Task(lambda progress: read.append(progress.done)))

    assert max(read, default=0) <= 2 * len(data)


def test_keys_of_the_object_graph_that_the_index_lacks_are_named(tmp_path):
    key = "w/.ATTRIBUTES/VARIABLE_VALUE"
    nodes = [
        {"children": [("w", 1)]},
        {"attributes": [("VARIABLE_VALUE", "w", key)]},
    ]
    prefix = write_bundle(tmp_path / "ckpt", {"x": np.ones(2)}, object_graph=nodes)

    (problem,) = verify(prefix).problems

    assert problem.keys == (key,)
    assert "does not hold" in problem.problem


# --- directories ----------------------------------------------------------------------------------


def test_a_directory_gives_a_verdict_for_each_of_its_checkpoints(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "PARTIAL_INTERVAL_S", 0.0)
    for number in (1, 2, 10):
        write_bundle(tmp_path / f"ckpt-{number}", ten_tensors(number))
    data_name(tmp_path / "ckpt-2").unlink()
    parts = []

    verification = verify(tmp_path, on_partial=parts.append)

    assert [(verdict.prefix, len(verdict.lost)) for verdict in verification.checkpoints] == [
        ("ckpt-1", 0),
        ("ckpt-2", 10),
        ("ckpt-10", 0),
    ]
    assert [len(part.checkpoints) for part in parts] == [1, 2, 3]
    assert {problem.prefix for problem in verification.problems} == {"ckpt-2"}


def test_a_state_file_of_another_name_is_no_problem(tmp_path):
    # Saver.save(..., latest_filename="best_state"): latest_checkpoint finds nothing unless it is told so.
    write_bundle(tmp_path / "best-1", {"w": np.zeros(2, np.float32)})
    (tmp_path / "best_state").write_text('model_checkpoint_path: "best-1"\n')

    found = verify(tmp_path)

    assert found.problems == ()
    assert found.proposed_state is None
    assert [note for note in found.notes if "latest_filename='best_state'" in note] == list(found.notes)
    assert len(found.notes) == 1


def test_a_step_chooses_one_checkpoint(golden):
    verification = verify(golden / "iris_retention_tf115/models/iris", step=200)

    assert [verdict.prefix for verdict in verification.checkpoints] == ["model.ckpt-200"]


def test_a_save_in_progress_is_no_problem(tmp_path):
    write_bundle(tmp_path / "ckpt-1", ten_tensors())
    data_name(tmp_path / "ckpt-2").write_bytes(b"half")
    (tmp_path / "ckpt-2_temp").mkdir()

    verification = verify(tmp_path)

    assert verification.problems == ()
    assert any("ckpt-2 is being written" in note for note in verification.notes)


def test_what_cannot_be_verified_is_refused(tmp_path):
    with pytest.raises(MissingFileError):
        verify(tmp_path / "nothing")
    with pytest.raises(MissingFileError):
        verify(tmp_path)
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(UnsupportedFileError):
        verify(tmp_path / "notes.txt")


def test_cancelling_stops_it(tmp_path):
    prefix = write_bundle(tmp_path / "ckpt", {"w": np.zeros(1 << 20)})
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        verify(prefix, task=task)


def test_progress_is_told_in_bytes_and_never_goes_back(golden, monkeypatch):
    monkeypatch.setattr(doctor, "REPORT_INTERVAL_S", 0.0)
    told = []

    verification = verify(golden / "iris_continued_tf215/models/iris", task=Task(told.append))

    shares = [progress.done / progress.total for progress in told]
    assert shares == sorted(shares)
    assert verification.checked_bytes > 0
    assert shares[-1] == 1.0
