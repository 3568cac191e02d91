"""What the widget's page asks and what it is answered: no browser, no kernel."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.errors import ExplorerError, FileAccessError, MissingFileError
from explorer.jupyter.widget_answers import Answers
from explorer.jupyter.widget_histograms import evenly, ticks
from explorer.jupyter.widget_look import look
from explorer.jupyter.widget_messages import told
from explorer.task import Cancelled, Progress, Task
from tests.builders import write_bundle

NET = "net_adam_manager_tf215/tf_ckpts"
HOSTILE = "<img src=x onerror=alert(1)>"


def ask(answers: Answers, what: str, **details: Any) -> dict[str, Any]:
    return answers.answer({"ask": what, **details})


def keys(page: dict[str, Any]) -> list[str]:
    return [row[1].removesuffix("/.ATTRIBUTES/VARIABLE_VALUE") for row in page["rows"]]


@pytest.fixture
def net(golden: Path) -> Answers:
    return Answers(golden / NET)


@pytest.fixture
def latest(net: Answers) -> dict[str, Any]:
    return {"newer": net.start()["newer"], "older": net.start()["older"]}


# --- the first view --------------------------------------------------------------------------------


def test_the_first_view_needs_no_question(net: Answers):
    start = net.start()

    assert [(e["label"], e["status"], e["latest"]) for e in start["directory"]["entries"]] == [
        ("step 80", "complete", False),
        ("step 90", "complete", False),
        ("step 100", "complete", True),
    ]
    assert start["directory"]["counted"] == "3 checkpoints"
    assert (start["newer"], start["older"]) == (2, 1)
    assert start["view"] == "variables"
    assert keys(start["table"]) == [
        "iterator/.ATTRIBUTES/ITERATOR_STATE",
        "net/l1/bias",
        "net/l1/kernel",
        "optimizer/_iterations",
        "optimizer/_learning_rate",
        "optimizer/_variables/1",
        "optimizer/_variables/2",
        "optimizer/_variables/3",
        "optimizer/_variables/4",
        "save_counter",
        "step",
    ]


def test_a_step_a_prefix_and_a_file_name_the_checkpoint_to_begin_with(golden: Path):
    by_step = Answers(golden / NET, step=80)
    by_prefix = Answers(golden / NET / "ckpt-8")
    by_file = Answers(golden / NET / "ckpt-8.index")

    labels = [answers.place.meant.label for answers in (by_step, by_prefix, by_file) if answers.place.meant]
    assert labels == ["step 80"] * 3


def test_a_step_that_is_not_there_is_told(golden: Path):
    with pytest.raises(MissingFileError, match="there is no checkpoint of step 81"):
        Answers(golden / NET, step=81)


def test_a_path_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(MissingFileError):
        Answers(tmp_path / "nothing")


def test_a_directory_without_checkpoints_says_so_and_where_there_are_some(golden: Path):
    start = Answers(golden / "net_adam_manager_tf215").start()

    assert (start["newer"], start["table"]) == (-1, None)
    assert start["directory"]["problems"] == [
        "There is no checkpoint in this directory. "
        "Some of its folders hold checkpoints, open one of them: tf_ckpts (3)."
    ]


def test_a_question_nobody_knows_gets_a_sentence(net: Answers):
    with pytest.raises(ExplorerError, match="something nobody knows"):
        ask(net, "values", newer=0)
    with pytest.raises(ExplorerError, match="never told of"):
        ask(net, "table", newer="../../etc/passwd")
    with pytest.raises(ExplorerError, match="never told of"):
        ask(net, "variable", newer=0, key=10**9)


# --- the table -------------------------------------------------------------------------------------


def test_the_table_sorts_by_a_column_and_back(net: Answers, latest: dict[str, Any]):
    up = ask(net, "table", **latest, sort="size_bytes", first=7, count=4)
    down = ask(net, "table", **latest, sort="size_bytes", descending=True, count=4)

    assert keys(up) == ["optimizer/_variables/2", "optimizer/_variables/3", "optimizer/_variables/4",
                        "iterator/.ATTRIBUTES/ITERATOR_STATE"]  # fmt: skip
    assert keys(down) == list(reversed(keys(up)))


def test_numbers_in_names_sort_as_numbers(tmp_path: Path):
    names = ["layer_10/kernel", "layer_2/kernel", "layer_1/kernel"]
    write_bundle(tmp_path / "model.ckpt-1", {name: np.zeros(2, np.float32) for name in names})
    answers = Answers(tmp_path)

    assert keys(ask(answers, "table", newer=0)) == ["layer_1/kernel", "layer_2/kernel", "layer_10/kernel"]


def test_the_filter_wants_every_word_in_names_role_or_dtype(net: Answers, latest: dict[str, Any]):
    slots = ask(net, "table", **latest, filter="SLOT /4")
    whole = ask(net, "table", **latest, filter="int64 counter")

    assert (keys(slots), slots["total"], slots["of"]) == (["optimizer/_variables/4"], 1, 11)
    assert keys(whole) == ["save_counter"]
    assert whole["totals"] == [{"role": "bookkeeping", "count": "1", "size": "8 B", "share": "100 %"}]


def test_the_footer_tells_totals_by_role(net: Answers, latest: dict[str, Any]):
    totals = ask(net, "table", **latest)["totals"]

    assert [(t["role"], t["count"], t["size"]) for t in totals] == [
        ("variable", "3", "44 B"),
        ("slot", "4", "80 B"),
        ("hyperparameter", "2", "12 B"),
        ("bookkeeping", "1", "8 B"),
        ("other", "1", "993 B"),
    ]


def test_a_chosen_variable_is_found_in_another_order_and_its_facts_told(net: Answers, latest: dict[str, Any]):
    row = ask(net, "table", **latest, filter="l1/kernel")["rows"][0]
    place = ask(net, "table", **latest, find=row[0])["find"]
    facts = dict(ask(net, "variable", **latest, key=row[0])["facts"])

    assert place == 2
    assert (facts["Dtype"], facts["Shape"], facts["Role"], facts["Owner"]) == (
        "float32",
        "[1, 5]",
        "variable",
        "net/l1",
    )


# --- graph -----------------------------------------------------------------------------------------


def test_the_graph_is_the_librarys_drawing_with_its_legend(net: Answers, latest: dict[str, Any]):
    whole = ask(net, "graph", **latest)
    part = ask(net, "part", rect=None)

    labels = [node[5] for node in part["nodes"]]
    counts = {entry["name"]: entry["count"] for entry in whole["legend"] if entry["count"] != "0 tensors"}
    assert whole["object_based"] is True
    assert labels[0] == "(root)"
    assert {"net", "optimizer", "l1", "kernel", "bias", "save_counter"} <= set(labels)
    assert (counts["variable"], counts["slot"]) == ("3 tensors", "4 tensors")
    assert part["left_out"] == 0


def test_a_node_folds_and_unfolds_and_a_chosen_variable_comes_to_sight(net: Answers, latest: dict[str, Any]):
    def labels() -> list[str]:
        return [node[5] for node in ask(net, "part", rect=None)["nodes"]]

    ask(net, "graph", **latest)
    before = labels()
    node = next(node for node in ask(net, "part", rect=None)["nodes"] if node[5] == "net")
    key = ask(net, "table", **latest, filter="l1/kernel")["rows"][0][0]

    ask(net, "graph", **latest, act="fold", node=node[0])
    folded = labels()
    ask(net, "graph", **latest, act="reveal", key=key)

    assert "kernel" in before
    assert "kernel" not in folded
    assert sorted(labels()) == sorted(before)


def test_only_the_part_in_sight_is_sent(net: Answers, latest: dict[str, Any]):
    ask(net, "graph", **latest)

    far_away = ask(net, "part", rect=[50_000, 50_000, 51_000, 51_000])

    assert (far_away["nodes"], far_away["lines"], far_away["curves"]) == ([], [], [])


# --- histograms ------------------------------------------------------------------------------------


@pytest.fixture
def moved(tmp_path: Path) -> Answers:
    """A variable of eight values, one 0 and one 8 at step 1, all eight at 4 at step 2; a string beside it."""
    values = {1: [0, 1, 2, 3, 5, 6, 7, 8], 2: [4] * 8}
    for step, numbers in values.items():
        tensors = {
            "w": np.array(numbers, np.float32),
            "global_step": np.int64(step),
            "words": np.array([b"a"], object),
        }
        write_bundle(tmp_path / f"model.ckpt-{step}", tensors)
    return Answers(tmp_path)


def key_of(answers: Answers, name: str) -> int:
    return int(
        ask(answers, "table", newer=answers.place.number(answers.place.meant), filter=name)["rows"][0][0]
    )


def test_a_histogram_is_counts_over_the_same_bins_at_every_step(moved: Answers):
    series = ask(moved, "histogram", newer=1, key=key_of(moved, "w"))

    first, second = series["steps"]
    assert (series["low"], series["high"]) == ("0", "8")
    assert [at for at, count in enumerate(first["counts"]) if count] == [0, 8, 16, 24, 40, 48, 56, 63]
    assert [(at, count) for at, count in enumerate(second["counts"]) if count] == [(32, 8)]
    assert [text for _, text in series["ticks"]] == ["0", "2", "4", "6", "8"]
    assert dict(second["facts"])["Mean"] == "4"


def test_a_histogram_of_words_says_why_there_is_none(moved: Answers):
    series = ask(moved, "histogram", newer=1, key=key_of(moved, "words"))

    assert [step["reason"] for step in series["steps"]] == ["Values of dtype string are no numbers."] * 2


def test_nan_and_infinities_are_counted_beside_the_picture(golden: Path):
    answers = Answers(golden / "nan_inf_tf215" / "model_dir")
    series = ask(answers, "histogram", newer=0, key=key_of(answers, "all_nan"))

    assert series["steps"][0]["unusual"] == "4 NaN"
    assert series["steps"][0]["reason"] == "There is no finite value."


def test_a_step_that_is_gone_or_unfinished_is_told_quietly(tmp_path: Path):
    write_bundle(tmp_path / "model.ckpt-2", {"w": np.ones(4, np.float32), "global_step": np.int64(2)})
    state = "\n".join(['model_checkpoint_path: "model.ckpt-2"', 'all_model_checkpoint_paths: "model.ckpt-1"'])
    (tmp_path / "checkpoint").write_text(state)
    answers = Answers(tmp_path)

    steps = ask(
        answers, "histogram", newer=answers.place.number(answers.place.meant), key=key_of(answers, "w")
    )["steps"]

    assert [(step["reason"], step["quiet"]) for step in steps] == [
        ("The checkpoint is gone from the disk.", True),
        ("", False),
    ]


def test_of_many_steps_the_first_the_last_and_the_chosen_one_are_taken():
    chosen = evenly(list(range(1000)), 10, must=501)

    assert (len(chosen), chosen[0], chosen[-1], 501 in chosen) == (10, 0, 999, True)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [(0.0, 1.0, ["0", "0.5", "1"]), (-1e308, 1e308, ["-1.000e+308", "0", "1.000e+308"]), (1.0, 1.0, [])],
)
def test_ticks_are_round_numbers_at_any_size(low: float, high: float, texts: list[str]):
    assert [text for _, text in ticks(low, high, 2)] == texts


# --- compare and restore ---------------------------------------------------------------------------


def test_compare_tells_differences_and_on_demand_how_far_values_moved(moved: Answers):
    told_by_checksums = ask(moved, "compare", older=0, newer=1)
    measured = ask(moved, "compare", older=0, newer=1, values=True)
    both = ask(moved, "compare", older=0, newer=1, all=True)

    assert [row[1:] for row in told_by_checksums["rows"]] == [
        ["global_step", "value", "int64 []", "int64 []", "", "", ""],
        ["w", "value", "float32 [8]", "float32 [8]", "", "", ""],
    ]
    assert measured["rows"][1][5:7] == ["0.5649", "4"]  # sqrt(60) over sqrt(188)
    assert measured["counts"] == [["value", "2"], ["same", "1"]]
    assert [row[1] for row in both["rows"]] == ["global_step", "w", "words"]
    assert both["values"] is True  # read once, not read again


def test_a_restore_into_another_width_tells_the_models_side_first(tmp_path: Path):
    for step, units in ((1, 10), (2, 20)):
        write_bundle(
            tmp_path / f"model.ckpt-{step}",
            {"dnn/kernel": np.zeros((4, units), np.float32), "global_step": np.int64(step)},
        )
    answers = Answers(tmp_path, step=1)

    page = ask(answers, "restore", newer=0, target=1)
    by_path = ask(answers, "restore", newer=0, path="model.ckpt-2")

    assert [row[1:4] for row in page["rows"]] == [
        ["dnn/kernel", "shape differs", "model expects [4, 20], checkpoint holds [4, 10]"],
        ["global_step", "restored", "model expects int64 [], checkpoint holds the same"],
    ]
    assert page["counts"] == [["shape differs", "1"], ["restored", "1"]]
    assert "raises" in {card["state"] for card in page["cards"]}
    assert by_path["rows"] == page["rows"]
    assert [row[2] for row in ask(answers, "restore", newer=0, target=1, problems=True)["rows"]] == [
        "shape differs"
    ]


def test_a_target_that_is_not_there_is_a_sentence(moved: Answers):
    with pytest.raises(ExplorerError) as nothing:
        ask(moved, "restore", newer=0)
    with pytest.raises(ExplorerError) as absent:
        ask(moved, "restore", newer=0, path="nowhere.index")

    assert told(nothing.value) == {
        "problem": "No target is chosen.",
        "hint": "Choose another step, or type a path.",
    }
    assert "nowhere" in told(absent.value)["problem"]


# --- bad input -------------------------------------------------------------------------------------


def test_hostile_names_are_plain_text_and_their_keys_never_leave_the_kernel(tmp_path: Path):
    tensors: dict[str | bytes, Any] = {
        HOSTILE: np.zeros(2, np.float32),
        b"\xff\xfe/bytes": np.zeros(2, np.float32),
        "\u202ereversed\u200b": np.zeros(2, np.float32),
        "long/" + "x" * 5000: np.zeros(2, np.float32),
    }
    write_bundle(tmp_path / "model.ckpt-1", tensors)
    answers = Answers(tmp_path)

    page = ask(answers, "table", newer=0)
    number = page["rows"][0][0]

    assert [row[1] for row in page["rows"] if "x" * 20 not in row[1]] == [
        HOSTILE,
        r"\u202ereversed\u200b",
        r"\xff\xfe/bytes",
    ]
    assert max(len(row[1]) for row in page["rows"]) == 300
    assert answers.place.key(number) == HOSTILE
    json.dumps([page, ask(answers, "graph", newer=0), ask(answers, "part")], ensure_ascii=False).encode()


def test_a_damaged_tensor_is_one_row_and_the_rest_is_usable(tmp_path: Path):
    tensors = {"a": np.arange(4, dtype=np.float32), "z": np.arange(400, dtype=np.float32)}
    write_bundle(tmp_path / "model.ckpt-1", tensors)
    data = tmp_path / "model.ckpt-1.data-00000-of-00001"
    data.write_bytes(data.read_bytes()[:100])
    answers = Answers(tmp_path)

    rows = ask(answers, "table", newer=0)["rows"]
    sound = ask(answers, "histogram", newer=0, key=rows[0][0])["steps"][0]
    lost = ask(answers, "histogram", newer=0, key=rows[1][0])["steps"][0]

    assert [row[7] != "" for row in rows] == [False, True]
    assert dict(sound["facts"])["Max"] == "3"
    assert "counts" not in lost
    assert lost["reason"]


def test_a_directory_that_vanishes_is_told_in_a_sentence(golden: Path, tmp_path: Path):
    shutil.copytree(golden / NET, tmp_path / "run")
    answers = Answers(tmp_path / "run")
    answers.start()
    shutil.rmtree(tmp_path / "run")

    with pytest.raises((MissingFileError, FileAccessError)) as raised:
        ask(answers, "directory")
    with pytest.raises(ExplorerError):
        ask(answers, "table", newer=0)  # a step that was not opened before
    assert str(tmp_path) in told(raised.value)["problem"]


def test_a_new_checkpoint_comes_with_a_reload(golden: Path, tmp_path: Path):
    run = tmp_path / "run"
    run.mkdir()
    write_bundle(run / "model.ckpt-1", {"w": np.zeros(1, np.float32), "global_step": np.int64(1)})
    answers = Answers(run)
    write_bundle(run / "model.ckpt-2", {"w": np.zeros(1, np.float32), "global_step": np.int64(2)})

    found = ask(answers, "directory")

    assert [entry["label"] for entry in found["directory"]["entries"]] == ["step 1", "step 2"]
    assert [row[1] for row in ask(answers, "table", newer=found["latest"])["rows"]] == ["global_step", "w"]


def test_long_work_ends_when_it_is_cancelled(moved: Answers):
    seen: list[Progress] = []

    def stop(progress: Progress) -> None:
        seen.append(progress)
        task.cancel()

    task = Task(stop)
    with pytest.raises(Cancelled):
        moved.answer({"ask": "compare", "older": 0, "newer": 1, "values": True}, task)
    assert len(seen) == 1


def test_every_colour_a_page_uses_comes_from_the_palette():
    found = look()

    assert found["light"]["accent"] == "#2460C8"
    assert found["dark"]["canvas"] == "#15181C"
    assert set(found["light"]) == set(found["dark"])
    assert found["verdict"]["restored"] == "✓"
