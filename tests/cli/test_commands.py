"""`ckptx` against TensorFlow's answers: what it prints, and the exit status it gives."""

import csv
import io
import json
import shutil

import numpy as np
import pytest

from explorer.report.csv_table import plain_cell
from tests.builders import write_bundle
from tests.golden_answers import fixtures, golden_answers, golden_prefixes

IRIS = "iris_dnn_tf115/models/iris"
GUIDE = "net_adam_manager_legacy_tf215/tf_ckpts"


def state_directories():
    for fixture in fixtures():
        for directory, latest in golden_answers(fixture).get("latest_checkpoint", {}).items():
            yield pytest.param(fixture, directory, latest, id=f"{fixture}/{directory}")


@pytest.mark.parametrize(("fixture", "directory", "latest"), list(state_directories()))
def test_steps_names_the_latest_checkpoint_tensorflow_names(ckptx, golden, fixture, directory, latest):
    folder = golden / fixture / directory

    _, out, _ = ckptx("steps", folder, "--json")

    found = json.loads(out)
    assert found["directory"] == str(folder)
    if latest is None:
        assert found["latest_checkpoint"] is None
    else:
        assert (folder / found["latest_checkpoint"]).resolve() == (golden / fixture / latest).resolve()


def test_steps_says_why_tensorflow_would_find_none(ckptx, golden, tmp_path):
    shutil.copytree(golden / IRIS, tmp_path / "iris")
    (tmp_path / "iris/checkpoint").unlink()

    status, out, _ = ckptx("steps", tmp_path / "iris")

    assert status == 0
    assert "model.ckpt-200" in out
    assert "TensorFlow finds no latest checkpoint" in out


def test_steps_has_a_column_for_epochs_only_where_one_is_known(ckptx, golden):
    _, without, _ = ckptx("steps", golden / IRIS)
    _, among_epochs, _ = ckptx("steps", golden / "keras_modelcheckpoint_tf215" / "checkpoints")

    assert "Step" in without
    assert "Epoch" not in without
    assert "Epoch" in among_epochs


def test_steps_lists_every_checkpoint_with_its_step(ckptx, golden):
    _, out, _ = ckptx("steps", golden / IRIS, "--json")

    rows = {
        (row["prefix"], row["step"], row["format"], row["status"]) for row in json.loads(out)["checkpoints"]
    }
    assert rows == {
        ("model.ckpt-1", 1, "tensor_bundle", "complete"),
        ("model.ckpt-200", 200, "tensor_bundle", "complete"),
    }


@pytest.mark.parametrize("prefix", list(golden_prefixes())[::7], ids=str)
def test_list_gives_names_dtypes_and_shapes_in_tensorflows_order(ckptx, prefix):
    status, out, _ = ckptx("list", prefix.path, "--json")

    found = [(v["key"], v["dtype"], v["shape"]) for v in json.loads(out)["variables"]]
    assert status == 0
    assert found == [(v["name"], v["dtype"], v["shape"]) for v in prefix.answers["variables"]]


def test_list_of_a_directory_takes_the_latest_or_the_step_asked_for(ckptx, golden):
    latest = json.loads(ckptx("list", golden / IRIS, "--json")[1])
    first = json.loads(ckptx("list", golden / IRIS, "--step", "1", "--json")[1])
    second_save = json.loads(ckptx("list", golden / GUIDE, "--number", "4", "--json")[1])

    assert (latest["prefix"], latest["step"], latest["object_based"]) == ("model.ckpt-200", 200, False)
    assert (first["prefix"], first["step"]) == ("model.ckpt-1", 1)
    assert (second_save["prefix"], second_save["number"], second_save["object_based"]) == ("ckpt-4", 4, True)


def test_the_short_way_of_list_and_the_long_one_print_the_same(ckptx, golden):
    short = ckptx("list", golden / IRIS, "--json")
    long = ckptx("list", golden / IRIS, "--json", "--keys", "*")

    assert short == long


def test_list_shows_whole_keys_and_totals(ckptx, golden):
    status, out, _ = ckptx("list", golden / GUIDE)

    keys = [
        v["name"]
        for v in golden_answers("net_adam_manager_legacy_tf215")["prefixes"]["tf_ckpts/ckpt-5"]["variables"]
    ]
    assert status == 0
    assert [key for key in keys if key not in out] == []
    assert f"{len(keys) - 1} variables and the object graph" in out
    assert "slot" in out


def test_list_takes_columns_and_keys(ckptx, golden):
    _, out, _ = ckptx("list", golden / IRIS, "--columns", "key,offset", "--keys", "dnn/logits/kernel")

    head, _, row, *_ = [line.split() for line in out.splitlines() if line.strip()]
    assert head == ["Key", "Offset"]
    assert row[0] == "dnn/logits/kernel"
    assert row[1].replace(",", "").isdigit()
    assert "1 shown of" in out


def test_a_narrow_terminal_folds_keys_and_loses_nothing(ckptx, golden, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")

    _, out, _ = ckptx("list", golden / GUIDE, "--columns", "key,shape")

    assert max(map(len, out.splitlines()[:20])) <= 60
    assert "…" not in out
    key = "net/l1/kernel/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE"
    folded = "".join(line.split("  ")[0].strip() for line in out.splitlines())
    assert key in folded


def test_no_colour_codes_reach_a_pipe(ckptx, golden):
    assert "\x1b" not in ckptx("list", golden / IRIS)[1]


@pytest.mark.parametrize("fixture_prefix", ["iris_dnn_tf115:models/iris/model.ckpt-200", "nan_inf_tf215"])
def test_stats_are_tensorflows(ckptx, golden, fixture_prefix):
    fixture, _, prefix = fixture_prefix.partition(":")
    prefixes = golden_answers(fixture)["prefixes"]
    prefix = prefix or sorted(prefixes)[-1]

    status, out, _ = ckptx("stats", golden / fixture / prefix, "--json")

    found = {row["key"]: row for row in json.loads(out)["variables"]}
    assert status == 0
    for answer in prefixes[prefix]["variables"]:
        row, expected = found[answer["name"]], answer.get("stats")
        if not expected or answer["dtype"] == "string":
            continue
        assert row["count"] == expected["count"]
        assert row["finite"] == expected.get("finite", expected["count"])
        assert [row[n] for n in ("nan", "posinf", "neginf", "zero")] == [
            expected.get(n, 0) for n in ("nan", "posinf", "neginf", "zero")
        ]
        for name in ("min", "max", "mean", "std"):
            if expected[name] is None:
                assert row[name] is None
            else:
                assert row[name] == pytest.approx(expected[name], rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    ("case", "unreadable"),
    [
        ("truncated_data", {"_CHECKPOINTABLE_OBJECT_GRAPH"}),
        (
            "missing_data",
            {"_CHECKPOINTABLE_OBJECT_GRAPH"}
            | {f"{name}/.ATTRIBUTES/VARIABLE_VALUE" for name in ("layer/bias", "layer/kernel", "names", "save_counter", "step")},
        ),
    ],
)  # fmt: skip
def test_stats_name_strings_that_cannot_be_read(ckptx, golden, case, unreadable):
    status, out, _ = ckptx("stats", golden / "corrupt_shared/cases" / case, "--json")

    rows = json.loads(out)["variables"]
    assert status == 1
    assert {row["key"] for row in rows if "problem" in row} == unreadable
    assert all(row["count"] is None for row in rows if "problem" in row)


def test_stats_of_strings_have_no_zeros(ckptx, golden):
    sound = golden / "corrupt_shared/cases/untouched"

    status, table, _ = ckptx("stats", sound, "--keys", "names/*")
    _, as_json, _ = ckptx("stats", sound, "--keys", "names/*", "--json")

    (row,) = json.loads(as_json)["variables"]
    assert status == 0
    assert next(line.split() for line in table.splitlines() if "names/" in line)[1:] == ["2"]
    assert (row["count"], row["nan"], row["zero"]) == (2, None, None)


def test_stats_show_a_table(ckptx, golden):
    status, out, _ = ckptx("stats", golden / IRIS, "--keys", "*logits*")

    assert status == 0
    assert "dnn/logits/kernel" in out
    assert "hiddenlayer" not in out


def test_diff_tells_changed_values_and_gives_status_1(ckptx, golden):
    status, out, _ = ckptx("diff", golden / IRIS / "model.ckpt-1", golden / IRIS / "model.ckpt-200", "--json")

    answers = golden_answers("iris_dnn_tf115")["prefixes"]
    older, newer = (
        {v["name"]: v["sha256"] for v in answers[f"models/iris/model.ckpt-{step}"]["variables"]}
        for step in (1, 200)
    )
    changes = {row["key"]: row["change"] for row in json.loads(out)["rows"]}
    assert status == 1
    assert changes == {key: "same" if older[key] == newer[key] else "value" for key in older}
    assert "max_abs" not in json.loads(out)["rows"][0]


def test_diff_of_a_checkpoint_with_itself_is_fine(ckptx, golden):
    status, out, _ = ckptx("diff", golden / IRIS, golden / IRIS, "--values")

    assert status == 0
    assert "no difference" in out


def test_diff_chooses_steps_of_a_directory(ckptx, golden):
    status, out, _ = ckptx(
        "diff", golden / IRIS, golden / IRIS, "--older-step", "1", "--newer-step", "200", "--json", "--values"
    )

    found = json.loads(out)
    assert status == 1
    assert (found["older"], found["newer"]) == ("model.ckpt-1", "model.ckpt-200")
    step = next(row for row in found["rows"] if row["key"] == "global_step")
    assert (step["max_abs"], step["changed_elements"]) == (199, 1)


def test_check_names_the_shapes_and_gives_status_1(ckptx, golden):
    target = golden / "iris_dnn_tf115/models/iris20"

    status, out, _ = ckptx("check", golden / IRIS, target)
    _, as_json, _ = ckptx("check", golden / IRIS, target, "--json")

    assert status == 1
    assert "model expects [4, 20], checkpoint holds [4, 10]" in out
    rows = {row["key"]: row for row in json.loads(as_json)["rows"]}
    assert rows["dnn/hiddenlayer_0/kernel"]["verdict"] == "shape differs"
    assert rows["dnn/hiddenlayer_0/kernel"]["expected"] == {"dtype": "float32", "shape": [4, 20]}
    assert rows["dnn/hiddenlayer_0/kernel"]["stored"] == {"dtype": "float32", "shape": [4, 10]}


def test_check_of_a_fitting_target_is_fine(ckptx, golden):
    status, out, _ = ckptx("check", golden / IRIS, golden / IRIS, "--step", "1")

    assert status == 0
    assert "variables would be restored" in out


def test_check_reads_the_values_unless_told_otherwise(ckptx, golden):
    cases = golden / "corrupt_shared/cases"
    sides = (cases / "bit_flip_in_data", cases / "untouched")

    status, out, _ = ckptx("check", *sides)
    quick_status, quick, _ = ckptx("check", *sides, "--no-verify")

    assert status == 1
    assert "1 of 5 variables would not be restored: damaged (1)." in out
    assert "checksum does not match" in out
    assert quick_status == 0
    assert "All 5 variables would be restored." in quick
    assert "checksums were not verified" in quick


def test_diff_says_what_same_rests_on(ckptx, golden):
    cases = golden / "corrupt_shared/cases"
    sides = (cases / "untouched", cases / "bit_flip_in_data")

    status, out, _ = ckptx("diff", *sides)
    with_values, told, _ = ckptx("diff", *sides, "--values")

    assert status == 0
    assert "'same' rests on the stored checksums" in out
    assert "--values" in out
    assert with_values == 1
    assert "rests on" not in told


def test_check_can_fail_on_other_verdicts(ckptx, golden):
    assert ckptx("check", golden / IRIS, golden / IRIS, "--fail-on", "restored")[0] == 1
    assert ckptx("check", golden / IRIS, golden / IRIS, "--fail-on", "sideways")[0] == 2


def test_export_round_trips_every_key(ckptx, golden, tmp_path):
    status, out, err = ckptx("export", golden / GUIDE, "--to", tmp_path / "t.csv")

    with (tmp_path / "t.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    answers = golden_answers("net_adam_manager_legacy_tf215")["prefixes"]["tf_ckpts/ckpt-5"]["variables"]
    assert (status, out) == (0, "")
    assert f"{len(rows)} rows written" in err
    assert [(plain_cell(r["key"]), r["dtype"], r["shape"]) for r in rows] == [
        (v["name"], v["dtype"], str(v["shape"])) for v in answers
    ]


def test_export_of_all_steps_is_one_row_a_step_and_variable(ckptx, golden):
    status, out, _ = ckptx("export", golden / "history_tf215", "--all-steps", "--columns", "key,shape") \
        if (golden / "history_tf215/checkpoint").exists() else ckptx(
            "export", next((golden / "history_tf215").rglob("checkpoint")).parent, "--all-steps", "--columns", "key,shape")  # fmt: skip

    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    prefixes = golden_answers("history_tf215")["prefixes"]
    assert status == 0
    assert list(rows[0]) == ["step", "number", "prefix", "key", "shape"]
    assert len(rows) == sum(len(found["variables"]) for found in prefixes.values())
    assert list(dict.fromkeys(int(row["step"]) for row in rows)) == list(range(10, 321, 10))


def test_export_with_statistics(ckptx, golden):
    _, out, _ = ckptx("export", golden / IRIS, "--columns", "key,min,nan", "--keys", "dnn/logits/kernel")

    answers = golden_answers("iris_dnn_tf115")["prefixes"]["models/iris/model.ckpt-200"]["variables"]
    expected = next(v["stats"] for v in answers if v["name"] == "dnn/logits/kernel")
    (row,) = csv.DictReader(io.StringIO(out, newline=""))
    assert float(row["min"]) == pytest.approx(expected["min"], rel=1e-12)
    assert row["nan"] == "0"


def test_export_by_suffix_and_by_format(ckptx, golden, tmp_path):
    ckptx("export", golden / IRIS, "--to", tmp_path / "t.md")
    _, lines, _ = ckptx("export", golden / IRIS, "--format", "jsonl")

    assert (tmp_path / "t.md").read_text().startswith("| Key |")
    assert json.loads(lines.splitlines()[0])["key"]


@pytest.mark.parametrize("suffix", ["dot", "graphml", "svg", "json"])
def test_graph_writes_the_format_the_suffix_names(ckptx, golden, tmp_path, suffix):
    target = tmp_path / f"graph.{suffix}"

    status, _, _ = ckptx("graph", golden / GUIDE, "--to", target)

    starts = {"dot": "digraph", "graphml": "<?xml", "svg": "<", "json": "{"}
    assert status == 0
    assert target.read_text().lstrip().startswith(starts[suffix])


def test_graph_as_json_has_the_nodes_of_the_file(ckptx, golden):
    _, out, _ = ckptx("graph", golden / GUIDE, "--json")

    prefix = next(p for p in golden_prefixes("net_adam_manager_legacy_tf215") if p.prefix.endswith("ckpt-5"))
    found = json.loads(out)
    assert found["directed"] is True
    assert found["multigraph"] is True
    assert len(found["nodes"]) == len(
        prefix.object_graph["nodes"] if isinstance(prefix.object_graph, dict) else prefix.object_graph
    )


def test_help_names_every_command(ckptx):
    status, out, _ = ckptx("--help")

    assert status == 0
    for command in ("steps", "list", "stats", "diff", "check", "export", "graph", "screenshot"):
        assert f"\n  {command} " in out


def test_version_is_the_packages(ckptx):
    from explorer import __version__

    status, out, _ = ckptx("--version")

    assert status == 0
    assert __version__ in out


def test_steps_names_the_folders_that_hold_checkpoints(ckptx, golden):
    _, out, _ = ckptx("steps", golden / "dtypes_tf221")
    status, _, err = ckptx("list", golden / "dtypes_tf221")

    assert "model_dir: 1 checkpoint\n" in out
    assert "quantized: 1 checkpoint\n" in out
    assert f"ckptx steps {golden / 'dtypes_tf221/model_dir'}" in out
    assert status == 2
    assert "model_dir (1), quantized (1)" in err


def test_columns_go_by_their_headings_too(ckptx, golden):
    _, by_heading, _ = ckptx("list", golden / IRIS, "--columns", "Key,checksum,Elements,-Inf")
    _, by_id, _ = ckptx("list", golden / IRIS, "--columns", "key,crc32c,element_count,neginf")
    _, words, _ = ckptx("list", "--help")

    assert by_heading == by_id
    assert "Checksum" in by_id
    assert {"crc32c,", "element_count,", "problem."} <= set(words.split())


@pytest.mark.parametrize(
    ("command", "name", "told"),
    [
        ("export", "t.csv", {"format": "csv", "rows": 13, "left_out": []}),
        ("graph", "g.dot", {"format": "dot", "problems": []}),
    ],
)
def test_json_says_what_was_written(ckptx, golden, tmp_path, command, name, told):
    status, out, err = ckptx(command, golden / IRIS, "--to", tmp_path / name, "--json")

    assert (status, err) == (0, "")
    assert json.loads(out) == {"to": str(tmp_path / name)} | told
    assert (tmp_path / name).stat().st_size


def test_export_as_json_to_standard_output_is_json_lines(ckptx, golden):
    _, out, _ = ckptx("export", golden / IRIS, "--json")

    assert len([json.loads(line)["key"] for line in out.splitlines()]) == 13
    assert ckptx("export", golden / IRIS, "--json", "--format", "csv")[0] == 2


def test_a_screenshot_is_a_png(ckptx, golden, tmp_path):
    status, out, err = ckptx("screenshot", golden / IRIS, "--view", "graph", "--to", tmp_path / "x.jpg")

    assert (status, out) == (2, "")
    assert "PNG" in err
    assert not (tmp_path / "x.jpg").exists()


@pytest.mark.parametrize(
    ("wish", "word"),
    [
        (("--step", "7"), "there is no checkpoint of step 7"),
        (("--key", "nope"), "holds no tensor"),
        (("--target", "nope"), "nope"),
    ],
)
def test_a_screenshot_of_what_is_not_there_is_refused(ckptx, qapp, golden, tmp_path, wish, word):
    status, _, err = ckptx(
        "screenshot", golden / IRIS, "--view", "restore", "--to", tmp_path / "x.png", *wish
    )

    assert status == 2
    assert word in err
    assert not (tmp_path / "x.png").exists()


def test_steps_names_what_graph_files_contradict(ckptx, golden):
    status, out, _ = ckptx("steps", golden / "iris_continued_tf215/models/iris", "--json")

    sentence, second = json.loads(out)["problems"]
    assert status == 1
    assert "From step 40 on the graph expects dnn/hiddenlayer_1/kernel [20, 7]" in second
    assert "From step 20 on the graph expects dnn/hiddenlayer_0/kernel [4, 20]" in sentence
    assert "hold [4, 10]" in sentence


def test_steps_leaves_large_graph_files_to_verify(ckptx, golden, tmp_path, monkeypatch):
    shutil.copytree(golden / "iris_continued_tf215/models/iris", tmp_path / "iris")
    monkeypatch.setattr("explorer.cli.shows.GRAPH_BYTES", 1000)

    status, out, _ = ckptx("steps", tmp_path / "iris")

    assert status == 0
    assert "was not looked at" in out
    assert "ckptx verify" in out


OTHER_FORMATS = {
    "tensor_slice_v1": "v1_format_tf115/model_dir/model.ckpt-5",
    "saved_model": "keras_modelcheckpoint_tf215/checkpoints/keras_model_01",
    "h5": "keras_modelcheckpoint_tf215/h5/keras_model_best.h5",
    "weights_h5": "keras3_modelcheckpoint_tf221/weights",
    "keras": "keras3_modelcheckpoint_tf221/checkpoints",
}


@pytest.mark.parametrize("kind", OTHER_FORMATS)
def test_list_gives_one_shape_for_all_formats(ckptx, golden, kind):
    _, bundle, _ = ckptx("list", golden / IRIS, "--json")
    like = json.loads(bundle)

    status, out, _ = ckptx("list", golden / OTHER_FORMATS[kind], "--json")

    found = json.loads(out)
    assert status == 0
    assert found.keys() == like.keys()
    assert found["format"] == kind
    assert found["variables"]
    for variable in found["variables"]:
        assert variable.keys() == like["variables"][0].keys()
        assert isinstance(variable["size_bytes"], int)
        if variable["slices"] is None:
            assert isinstance(variable["shard"], int)
            assert isinstance(variable["offset"], int)


@pytest.mark.parametrize("kind", OTHER_FORMATS)
def test_every_command_takes_every_format(ckptx, golden, tmp_path, kind):
    path = golden / OTHER_FORMATS[kind]
    _, listed, _ = ckptx("list", path, "--json")
    keys = [variable["key"] for variable in json.loads(listed)["variables"]]

    status, out, error = ckptx("stats", path, "--json")
    assert (status, error) == (0, "")
    assert [row["key"] for row in json.loads(out)["variables"]] == keys
    status, out, error = ckptx("diff", path, path, "--values", "--json")
    assert (status, error) == (0, "")
    assert {row["change"] for row in json.loads(out)["rows"]} == {"same"}
    status, out, error = ckptx("export", path, "--format", "csv")
    assert (status, error) == (0, "")
    assert len(list(csv.reader(io.StringIO(out)))) == len(keys) + 1
    status, out, error = ckptx("graph", path, "--json")
    assert (status, error) == (0, "")
    named = {
        attribute["checkpoint_key"] for node in json.loads(out)["nodes"] for attribute in node["attributes"]
    }
    assert named
    status, out, error = ckptx("verify", path, "--json")
    assert (status, error) == (0, "")
    assert json.loads(out)["safe"] >= len(keys)


def test_a_step_that_no_file_stores_is_taken_from_the_name_and_said_so(ckptx, golden):
    run = golden / "sharded_saver_tf115/model_dir"  # its global_step was never counted up

    status, out, err = ckptx("list", run, "--step", 100, "--json")
    assert (status, json.loads(out)["prefix"]) == (0, "model.ckpt-100")
    assert err == "model.ckpt-100 was chosen by the number in its name: it stores step 0.\n"

    status, _, err = ckptx("list", run, "--step", 5)
    assert status == 2
    assert "There are: model.ckpt-100 (step 0), model.ckpt-200 (step 0)." in err


def test_a_stored_step_goes_before_a_number_in_a_name_and_many_are_counted(ckptx, tmp_path):
    for number in range(1, 21):
        write_bundle(tmp_path / f"model.ckpt-{number}", {"global_step": np.int64(number * 10)})

    _, out, err = ckptx("list", tmp_path, "--step", 10, "--json")
    assert (json.loads(out)["prefix"], err) == ("model.ckpt-1", "")

    _, _, err = ckptx("list", tmp_path, "--step", 7777)
    assert "step 190, step 200 and 8 more before them." in err


@pytest.mark.parametrize(
    ("directory", "word"),
    [
        ("v1_format_tf115/model_dir", " V1 "),
        ("iris_dnn_tf115/models/iris", " bundle (V2) "),
        ("keras3_modelcheckpoint_tf221/weights", " .weights.h5 "),
        ("keras_modelcheckpoint_tf215/checkpoints", " SavedModel "),
    ],
)
def test_formats_have_names_for_people_in_tables(ckptx, golden, directory, word):
    _, out, _ = ckptx("steps", golden / directory)

    assert word in out
    assert "_v1" not in out
    assert "tensor_bundle" not in out


def test_variables_are_counted_as_in_the_window_the_object_graph_apart(ckptx, golden):
    _, guide, _ = ckptx("list", golden / "corrupt_shared/base/ckpt-1")
    _, named, _ = ckptx("list", golden / "sharded_saver_tf115/model_dir")

    assert "ckpt-1: 5 variables and the object graph, 540 B" in guide  # as its data file has
    assert "model.ckpt-200: 7 variables, 224 B" in named
