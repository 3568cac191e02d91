"""A directory held against itself: the continued run is caught, variable by variable, and sound ones are left in peace."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from explorer.analysis.self_check import Contradiction, _Recent, check_directory
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.series import open_model_dir
from explorer.formats.messages import to_bytes
from explorer.task import Cancelled, Task
from tests.builders import write_bundle, write_layered_model
from tests.formats.test_graph_text import SMALL as TEXT_GRAPH
from tests.formats.test_meta_graph import meta_bytes, save, variable
from tests.golden_answers import GOLDEN, golden_answers

DEMO = Path(__file__).parents[2] / "resources" / "demo"
UNSOUND = {
    "iris_continued_tf215/models/iris",
    "more_runs_tf215/restarted",
    "more_runs_tf215/widened",
}


def directories(root):
    for folder, _, files in os.walk(root):
        if files:
            yield Path(folder)


def sound():
    for directory in directories(GOLDEN):
        name = directory.relative_to(GOLDEN).as_posix()
        if name not in UNSOUND and not name.startswith("corrupt_shared/cases"):
            yield pytest.param(directory, id=name)
    for directory in directories(DEMO):
        if directory.name == "iris_continued":  # the demo of this very finding
            continue
        yield pytest.param(directory, id=f"demo/{directory.relative_to(DEMO).as_posix()}")


def differing(fixture):
    """(file, prefix) -> {key: (expected, stored)} by the golden answers alone: what a file expects, its index not."""
    answers = golden_answers(fixture)
    found = {}
    for file, expects in answers["graph_expects"].items():
        folder, _, name = file.rpartition("/")
        prefix = f"{folder}/{name.removesuffix('.meta')}"
        if name == "graph.pbtxt":
            prefix = answers["latest_checkpoint"][folder]
        stored = {v["name"]: v["shape"] for v in answers["prefixes"][prefix]["variables"]}
        rows = {k: (tuple(e), tuple(stored[k])) for k, e in expects.items() if e != stored[k]}
        if rows:
            found[name, prefix.rpartition("/")[2]] = rows
    return found


def told(findings):
    found = {}
    for row in (row for finding in findings for row in finding.rows):
        found.setdefault((row.source, row.prefix), {})[row.key] = (row.expected_shape, row.stored_shape)
    return found


@pytest.fixture(params=[scan_model_dir, open_model_dir], ids=["scanned", "resolved"])
def listed(request):
    return request.param


# --- the judge -----------------------------------------------------------------------------------


def test_a_run_continued_with_other_widths_names_exactly_the_variables_that_differ(listed):
    checked = check_directory(listed(GOLDEN / "iris_continued_tf215/models/iris"))

    assert told(checked.findings) == differing("iris_continued_tf215")
    assert checked.left_out == ()


def test_a_continued_run_is_told_in_one_sentence_for_each_change(listed):
    finding, second = check_directory(listed(GOLDEN / "iris_continued_tf215/models/iris")).findings

    assert finding.sentence == (
        "From step 20 on the graph expects dnn/hiddenlayer_0/kernel [4, 20]; "
        "the checkpoints hold [4, 10], and 9 more variables differ."
    )
    assert finding.kind == "graph"
    assert len(finding.keys) == 10
    assert finding.rows[0] == Contradiction(
        "dnn/hiddenlayer_0/bias",
        "float32",
        (20,),
        "float32",
        (10,),
        "model.ckpt-20.meta",
        "model.ckpt-20",
        20,
    )
    assert [row.step for row in finding.rows] == [20] * 10
    assert second.sentence == (
        "From step 40 on the graph expects dnn/hiddenlayer_1/kernel [20, 7]; "
        "the checkpoints hold [10, 10], and 9 more variables differ."
    )
    assert [row.step for row in second.rows] == [40] * 10 + [45] * 20


def test_another_continued_run_is_caught_too(listed):
    run = GOLDEN / "more_runs_tf215/widened"

    (finding,) = check_directory(listed(run)).findings

    # graph.pbtxt is of the last program, as the .meta files from step 5 on are.
    expected = differing("more_runs_tf215")
    expected["graph.pbtxt", "model.ckpt-10"] = expected["model.ckpt-10.meta", "model.ckpt-10"]
    assert told([finding]) == expected
    assert finding.sentence == (
        "From step 5 on the graph expects net/hidden/kernel [2, 4]; "
        "the checkpoints hold [2, 2], and 3 more variables differ."
    )


def test_two_programs_in_one_directory_show_between_neighbours(listed):
    (finding,) = check_directory(listed(GOLDEN / "more_runs_tf215/restarted")).findings

    assert finding.kind == "neighbours"
    assert finding.sentence == (
        "From step 15 on the checkpoints hold net/hidden/kernel [2, 2]; "
        "up to step 10 they hold [2, 4], and 3 more variables differ."
    )
    assert told([finding]) == {
        ("model.ckpt-10", "model.ckpt-15"): {
            "net/hidden/kernel": ((2, 4), (2, 2)),
            "net/hidden/kernel/Momentum": ((2, 4), (2, 2)),
            "net/logits/kernel": ((4, 3), (2, 3)),
            "net/logits/kernel/Momentum": ((4, 3), (2, 3)),
        }
    }


@pytest.mark.parametrize("directory", [*sound()])
def test_a_sound_directory_is_left_in_peace(directory):
    assert check_directory(scan_model_dir(directory)).findings == ()
    assert check_directory(open_model_dir(directory)).findings == ()


# --- small directories, written by hand ----------------------------------------------------------


def meta(path, *nodes, scope=b"save"):
    path.write_bytes(
        meta_bytes(
            list(nodes), saver_def={"save_tensor_name": scope + b"/control_dependency:0", "version": 2}
        )
    )


def graph_of(name, shape, *, dtype=1, key=None):
    return [
        variable(name, shape, dtype=dtype, op=b"VariableV2"),
        *save(b"save", [key or name], [b""], [name], [dtype]),
    ]


def shape_of(checked):
    return [(row.key, row.expected_shape, row.stored_shape) for f in checked.findings for row in f.rows]


def test_a_dtype_that_differs_is_told_with_both_names(tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"w": np.zeros(2, np.float32)})
    meta(tmp_path / "model.ckpt-1.meta", *graph_of(b"w", (2,), dtype=2))

    (finding,) = check_directory(scan_model_dir(tmp_path)).findings

    assert finding.sentence == "At step 1 the graph expects w float64; the checkpoint holds float32."
    assert "converts nothing" in finding.explanation


def test_a_key_the_saver_writes_and_the_checkpoint_lacks_is_told(tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"other": np.zeros(2, np.float32)})
    meta(tmp_path / "model.ckpt-1.meta", *graph_of(b"w", (2,)))

    (finding,) = check_directory(scan_model_dir(tmp_path)).findings

    assert finding.sentence == "At step 1 the graph saves w, which the checkpoint does not hold."
    assert finding.rows == (
        Contradiction("w", "float32", (2,), None, None, "model.ckpt-1.meta", "model.ckpt-1", 1),
    )


def test_variables_no_saver_takes_need_not_be_stored(tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"w": np.zeros(2, np.float32)})
    meta(
        tmp_path / "model.ckpt-1.meta",
        *graph_of(b"w", (2,)),
        variable(b"unsaved", (7,)),
        *save(b"save_1", [b"unsaved"], [b""], [b"unsaved"], [1]),
    )

    assert check_directory(scan_model_dir(tmp_path)).findings == ()


def test_open_dimensions_fit_any_size(tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"w": np.zeros((5, 2), np.float32)})
    meta(tmp_path / "model.ckpt-1.meta", *graph_of(b"w", (-1, 2)))

    assert check_directory(scan_model_dir(tmp_path)).findings == ()


def test_contents_of_tables_may_grow_from_step_to_step(tmp_path):
    for step in (1, 2):
        keys = {"table-keys": np.zeros(step, np.int64), "table-values": np.zeros(step, np.int64)}
        write_bundle(tmp_path / f"model.ckpt-{step}", {**keys, "names": [b"x"] * step})

    assert check_directory(scan_model_dir(tmp_path)).findings == ()


def test_variables_of_an_open_shape_may_change_from_step_to_step(tmp_path):
    for step in (1, 2):
        write_bundle(tmp_path / f"model.ckpt-{step}", {"w": np.zeros((step, 2), np.float32)})
        meta(tmp_path / f"model.ckpt-{step}.meta", *graph_of(b"w", (-1, 2)))

    assert check_directory(scan_model_dir(tmp_path)).findings == ()


def test_numbered_optimizer_state_may_change_its_meaning(tmp_path):
    suffix = "/.ATTRIBUTES/VARIABLE_VALUE"
    for number in (1, 2):
        write_bundle(
            tmp_path / f"ckpt-{number}",
            {
                f"optimizer/_variables/1{suffix}": np.zeros(number, np.float32),
                f"net/kernel{suffix}": np.zeros(2, np.float32),
            },
            object_graph=b"",
        )

    assert check_directory(scan_model_dir(tmp_path)).findings == ()


def test_an_object_based_model_that_changes_is_told_without_its_suffixes(tmp_path):
    for number, units in ((1, 2), (2, 2), (3, 5)):
        prefix = tmp_path / f"ckpt-{number}"
        write_layered_model(prefix, 1, units=units, step=10 * number, save_counter=number)

    (finding,) = check_directory(open_model_dir(tmp_path)).findings

    # The slots of the optimizer changed with their variables; they are not told once more.
    assert finding.sentence == (
        "From step 30 on the checkpoints hold net/layer_with_weights-0/kernel [5, 5]; "
        "up to step 20 they hold [2, 2], and 1 more variable differs."
    )
    assert finding.keys == tuple(
        f"net/layer_with_weights-0/{name}/.ATTRIBUTES/VARIABLE_VALUE" for name in ("bias", "kernel")
    )


def test_an_epoch_that_differs_from_a_series_of_epochs_is_told(tmp_path):
    for epoch, width in enumerate((8, 8, 8, 9), 1):
        write_bundle(tmp_path / f"weights.{epoch:02d}", {"w": np.zeros(width, np.float32)})

    assert told(check_directory(open_model_dir(tmp_path)).findings) == {
        ("weights.03", "weights.04"): {"w": ((8,), (9,))}
    }


def test_models_with_a_number_in_their_names_are_no_series(tmp_path):
    for width in (16, 32, 64):
        write_bundle(tmp_path / f"width{width}.ckpt", {"w": np.zeros(width, np.float32)})

    assert check_directory(open_model_dir(tmp_path)).findings == ()


def test_families_are_not_compared_with_each_other(tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"w": np.zeros(1, np.float32)})
    write_bundle(tmp_path / "best-2", {"w": np.zeros(2, np.float32)})

    assert check_directory(scan_model_dir(tmp_path)).findings == ()


def shapes_along(directory, *shapes_of_steps):
    """Writes one checkpoint a step, of variables of these shapes."""
    for step, shapes in enumerate(shapes_of_steps, 1):
        write_bundle(
            directory / f"model.ckpt-{step}", {key: np.zeros(s, np.float32) for key, s in shapes.items()}
        )


def test_a_buffer_that_grows_from_save_to_save_is_no_other_program(tmp_path):
    shapes_along(tmp_path, *({"buffer": (size, 3), "kernel": (4, 2)} for size in (2, 3, 3, 5)))

    assert check_directory(scan_model_dir(tmp_path)).findings == ()


def test_layers_that_grow_from_save_to_save_are_other_programs(tmp_path):
    shapes_along(tmp_path, *({"bias": (size,), "kernel": (4, size)} for size in (2, 3, 5)))

    checked = check_directory(scan_model_dir(tmp_path))

    assert [(finding.kind, finding.keys) for finding in checked.findings] == [
        ("neighbours", ("bias", "kernel")),
        ("neighbours", ("bias", "kernel")),
    ]


def test_one_change_of_a_first_dimension_among_many_saves_is_told(tmp_path):
    shapes_along(tmp_path, *({"embedding": (size, 3)} for size in (7, 7, 7, 9, 9)))

    (finding,) = check_directory(scan_model_dir(tmp_path)).findings

    assert finding.sentence.startswith("From step 4 on the checkpoints hold embedding [9, 3]")


def test_a_text_graph_is_held_against_the_checkpoint_tensorflow_would_take(tmp_path):
    run = GOLDEN / "iris_continued_tf215/models/iris"
    for file in run.iterdir():
        if file.suffix != ".meta":
            shutil.copy(file, tmp_path)

    (finding,) = check_directory(scan_model_dir(tmp_path)).findings

    assert finding.sentence == (
        "graph.pbtxt expects dnn/hiddenlayer_0/kernel [4, 20]; the newest checkpoint, step 45, holds [4, 10], "
        "and 9 more variables differ."
    )
    assert {row.source for row in finding.rows} == {"graph.pbtxt"}


def test_a_text_graph_is_that_of_the_program_that_was_started_last(tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"w": np.zeros((2, 4), np.float32)})
    write_bundle(tmp_path / "model.ckpt-2", {"w": np.zeros((3, 4), np.float32)})  # of a run before
    (tmp_path / "checkpoint").write_text('model_checkpoint_path: "model.ckpt-1"')
    (tmp_path / "graph.pbtxt").write_bytes(TEXT_GRAPH)  # expects [2, ?]

    checked = check_directory(scan_model_dir(tmp_path))

    assert [finding.kind for finding in checked.findings] == ["neighbours"]


def test_a_saved_model_with_variables_of_another_save_is_told(tmp_path):
    shutil.copytree(GOLDEN / "keras_cnn_tf215/checkpoints/cnn_01", tmp_path / "cnn_01")
    pb = tmp_path / "cnn_01/saved_model.pb"
    shape = to_bytes("Shape", dim=[{"size": 512}, {"size": 10}])
    changed = to_bytes("Shape", dim=[{"size": 512}, {"size": 11}])
    pb.write_bytes(
        pb.read_bytes().replace(
            b"\x12" + bytes([len(shape)]) + shape, b"\x12" + bytes([len(changed)]) + changed
        )
    )

    (finding,) = check_directory(scan_model_dir(tmp_path)).findings

    assert finding.kind == "saved model"
    assert finding.sentence == (
        "In cnn_01, saved_model.pb expects layer_with_weights-1/kernel [512, 11]; "
        "its variables hold [512, 10], and 2 more variables differ."
    )
    assert finding.rows[0].source == "cnn_01/saved_model.pb"


# --- what cannot be looked at --------------------------------------------------------------------


def test_a_damaged_graph_is_left_out_and_said_so(tmp_path):
    for step in (1, 2):
        write_bundle(tmp_path / f"model.ckpt-{step}", {"w": np.zeros(2, np.float32)})
    (tmp_path / "model.ckpt-1.meta").write_bytes(b"\xff" * 30)
    meta(tmp_path / "model.ckpt-2.meta", *graph_of(b"w", (3,)))
    (tmp_path / "graph.pbtxt").write_text("node {")

    checked = check_directory(scan_model_dir(tmp_path))

    assert shape_of(checked) == [("w", (3,), (2,))]
    assert len(checked.left_out) == 2
    assert checked.left_out[0].startswith("graph.pbtxt was not looked at: ")
    assert checked.left_out[1].startswith("model.ckpt-1.meta was not looked at: ")


def test_a_damaged_index_is_left_out_and_its_neighbours_are_compared(tmp_path):
    for step, size in ((1, 2), (2, 2), (3, 4)):
        write_bundle(tmp_path / f"ckpt-{step}", {"w": np.zeros(size, np.float32)})
    index = tmp_path / "ckpt-2.index"
    index.write_bytes(index.read_bytes()[:-9])

    checked = check_directory(scan_model_dir(tmp_path))

    assert told(checked.findings) == {("ckpt-1", "ckpt-3"): {"w": ((2,), (4,))}}
    assert [sentence.partition(":")[0] for sentence in checked.left_out] == ["ckpt-2 was not looked at"]


def test_graphs_beyond_the_limit_are_left_out_the_oldest_first(tmp_path):
    for step in (1, 2):
        write_bundle(tmp_path / f"model.ckpt-{step}", {"w": np.zeros(2, np.float32)})
        meta(tmp_path / f"model.ckpt-{step}.meta", *graph_of(b"w", (3,)))
    size = (tmp_path / "model.ckpt-1.meta").stat().st_size

    checked = check_directory(scan_model_dir(tmp_path), byte_limit=size)

    assert [row.prefix for row in checked.findings[0].rows] == ["model.ckpt-2"]
    assert len(checked.left_out) == 1
    assert checked.left_out[0].startswith("model.ckpt-1.meta was not looked at: ")


def test_a_pipe_in_place_of_a_graph_is_passed_over(tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"w": np.zeros(2, np.float32)})
    os.mkfifo(tmp_path / "model.ckpt-1.meta")
    os.mkfifo(tmp_path / "graph.pbtxt")

    assert check_directory(scan_model_dir(tmp_path)).findings == ()


# --- time ----------------------------------------------------------------------------------------


def test_a_refresh_opens_only_what_is_new(tmp_path):
    opened = []

    def open_and_note(entry):
        opened.append(entry.prefix)
        return checkpoint_at(entry.path, entry.prefix)

    def add(step):
        write_bundle(tmp_path / f"model.ckpt-{step}", {"w": np.zeros(2, np.float32)})
        meta(tmp_path / f"model.ckpt-{step}.meta", *graph_of(b"w", (3,)))

    add(1)
    add(2)
    first = check_directory(scan_model_dir(tmp_path), open_checkpoint=open_and_note)
    opened.clear()
    again = check_directory(scan_model_dir(tmp_path), open_checkpoint=open_and_note)
    seen_again = list(opened)
    add(3)
    grown = check_directory(scan_model_dir(tmp_path), open_checkpoint=open_and_note)

    assert (again, seen_again) == (first, [])
    assert "model.ckpt-1" not in opened
    assert len(grown.findings[0].rows) == 3


def test_a_check_can_be_cancelled_and_tells_how_far_it_is():
    run = scan_model_dir(GOLDEN / "iris_dnn_tf115/models/iris")
    seen = []
    check_directory(run, task=Task(seen.append))
    task = Task()
    task.cancel()

    with pytest.raises(Cancelled):
        check_directory(run, task=task)
    assert all(0 <= progress.done <= progress.total for progress in seen)
    assert len(seen) == 2 * len(run.checkpoints) + 1


def test_an_empty_directory_has_nothing_to_contradict(tmp_path):
    assert check_directory(scan_model_dir(tmp_path)).findings == ()


def test_several_keys_the_checkpoint_lacks_are_counted_with_a_verb(tmp_path):
    write_bundle(tmp_path / "model.ckpt-1", {"other": np.zeros(2, np.float32)})
    names = [b"w", b"x", b"y"]
    nodes = [variable(name, (2,), dtype=1, op=b"VariableV2") for name in names]
    meta(tmp_path / "model.ckpt-1.meta", *nodes, *save(b"save", names, [b""] * 3, names, [1] * 3))

    (finding,) = check_directory(scan_model_dir(tmp_path)).findings

    assert finding.sentence == (
        "At step 1 the graph saves w, which the checkpoint does not hold, and 2 more variables are missing."
    )


def test_verdicts_are_remembered_by_how_many_rows_they_have():
    recent = _Recent(10, len)
    recent.put(("first",), (1, 2, 3, 4))
    recent.put(("second",), (1, 2, 3, 4))
    recent.put(("first",), (1, 2))
    recent.put(("third",), (1, 2, 3, 4))
    recent.put(("huge",), tuple(range(11)))
    before = [recent.get((name,)) for name in ("first", "second", "third", "huge")]
    recent.put(("fourth",), (1,))

    assert before == [(1, 2), (1, 2, 3, 4), (1, 2, 3, 4), None]
    assert [recent.get((name,)) for name in ("first", "second")] == [None, (1, 2, 3, 4)]
