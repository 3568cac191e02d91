"""`ckptx graph`: a tree on the terminal, parts and colours of the graph in files, without a display."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import explorer
from explorer.analysis.graph_layout import AUTO_DIRECTION, LEFT_RIGHT
from explorer.cli import window
from explorer.cli.graph_command import COLOURS
from explorer.report.graph_drawing import GraphState, draw_graph
from tests.builders import object_graph_bytes, write_bundle, write_layered_model

GUIDE = "net_adam_manager_legacy_tf215/tf_ckpts"
NAN = "nan_inf_tf215"
GUIDE_TREE = """\
C (root)
├─ – iterator  variant [5]
├─ C net
│  └─ L l1  Dense
│     ├─ V kernel  float32 [1, 5]
│     │  ├─ S m  [1, 5]
│     │  └─ S v  [1, 5]
│     └─ V bias  float32 [5]
│        ├─ S m  [5]
│        └─ S v  [5]
├─ O optimizer  Adam
│  ├─ H iter  int64 []
│  ├─ H beta_1  float32 []
│  ├─ H beta_2  float32 []
│  ├─ H decay  float32 []
│  └─ H learning_rate  float32 []
├─ V step  int32 []
└─ B save_counter  int64 []
18 nodes, """


@pytest.fixture
def layers(tmp_path) -> Path:
    return write_layered_model(tmp_path / "run" / "ckpt-1", 60)


@pytest.fixture(autouse=True)
def _folder(tmp_path):
    (tmp_path / "run").mkdir(exist_ok=True)


def paths(text: str) -> list[str]:
    return [node["path"] for node in json.loads(text)["nodes"]]


def test_without_a_format_the_graph_is_a_tree_that_ends_with_totals(ckptx, golden):
    status, out, err = ckptx("graph", golden / GUIDE)

    assert (status, err) == (0, "")
    assert out.startswith(GUIDE_TREE)
    assert "variable 3, slot variable 4, optimizer 1, hyperparameter 5, layer 1, container 2" in out


def test_repeated_blocks_are_one_line_of_the_tree(ckptx, layers):
    _, out, _ = ckptx("graph", layers)

    assert re.findall(r"L (60 × \S+)  \S+ … \S+ · (.*)", out) == [("60 × Dense", "7 nodes each")]
    assert "419 nodes folded away" in out


def test_a_depth_folds_what_is_deeper(ckptx, golden):
    _, out, _ = ckptx("graph", golden / GUIDE, "--depth", "1")

    lines = [line for line in out.splitlines() if "─" in line]
    assert [line.split()[2] for line in lines] == ["iterator", "net", "optimizer", "step", "save_counter"]
    assert "net  7 inside" in out


def test_below_a_path_only_that_branch_is_there(ckptx, golden):
    _, tree, _ = ckptx("graph", golden / GUIDE, "--below", "net/l1/bias")
    _, data, _ = ckptx("graph", golden / GUIDE, "--below", "net/l1/bias", "--json")

    assert tree.splitlines()[:3] == ["V bias  float32 [5]", "├─ S m  [5]", "└─ S v  [5]"]
    assert paths(data) == [
        "net/l1/bias",
        "net/l1/bias/.OPTIMIZER_SLOT/optimizer/m",
        "net/l1/bias/.OPTIMIZER_SLOT/optimizer/v",
    ]


def test_a_part_is_not_told_as_the_whole(ckptx, golden):
    _, below, _ = ckptx("graph", golden / GUIDE, "--below", "net")
    _, whole, _ = ckptx("graph", golden / GUIDE)

    assert "\n8 nodes of the graph's 18 nodes, " in below  # net, l1, kernel, bias and m and v of each
    assert "of the graph's" not in whole


def test_a_query_selects_as_the_windows_search_does(ckptx, golden):
    _, data, _ = ckptx("graph", golden / GUIDE, "--select", "role:hyperparameter", "--json")
    _, tree, _ = ckptx("graph", golden / GUIDE, "--select", "role:hyperparameter")

    assert sorted(paths(data)) == [
        f"optimizer/{name}" for name in ("beta_1", "beta_2", "decay", "iter", "learning_rate")
    ]
    assert tree.splitlines()[:2] == ["C (root)", "└─ O optimizer  Adam"]


def test_folding_and_unfolding_by_path(ckptx, golden, layers):
    _, folded, _ = ckptx("graph", golden / GUIDE, "--fold", "net", "--format", "json")
    _, opened, _ = ckptx("graph", layers, "--unfold", "net/layer_with_weights-3/kernel")

    net = next(node for node in json.loads(folded)["nodes"] if node["path"] == "net")
    assert (net["folded"], len(json.loads(folded)["nodes"])) == (7, 11)
    assert len(re.findall(r"L layer_with_weights-\d+ ", opened)) == 60
    assert len(re.findall(r"V kernel", opened)) == 1


def test_the_visible_part_counts_what_it_folds(ckptx, layers):
    _, out, _ = ckptx("graph", layers, "--of", "visible", "--format", "json")

    data = json.loads(out)
    assert [(node["path"], node["folded"], node["alike"]) for node in data["nodes"] if "alike" in node] == [
        ("net/layer_with_weights-0", 419, 60)
    ]
    counted = {(edge["kind"], edge["count"]) for edge in data["edges"] if "count" in edge}
    assert counted == {("child", 120), ("optimizer", 240)}
    assert nx.node_link_graph(data, edges="edges").number_of_nodes() == len(data["nodes"])


@pytest.mark.parametrize("suffix", ["dot", "gv", "graphml", "svg", "json", "png"])
@pytest.mark.parametrize("scope", ["whole", "visible"])
def test_every_format_is_written_for_each_scope(ckptx, golden, tmp_path, suffix, scope):
    target = tmp_path / f"graph.{suffix}"

    status, out, err = ckptx("graph", golden / GUIDE, "--of", scope, "--to", target)

    starts = {
        "dot": b"digraph", "gv": b"digraph", "graphml": b"<?xml", "svg": b"<?xml", "json": b"{", "png": b"\x89PNG",
    }  # fmt: skip
    assert (status, out) == (0, "")
    assert err.startswith(f"graph written to {target}")
    assert target.read_bytes().startswith(starts[suffix])


def test_a_picture_lies_as_the_window_lays_it(ckptx, golden, tmp_path):
    # Many variables side by side: from left to right they can be read at a larger zoom.
    prefix = golden / "dtypes_tf115/model_dir/model.ckpt-1"
    checkpoint = explorer.open_checkpoint(prefix)
    state = GraphState(orientation=AUTO_DIRECTION)  # the window's own
    layout = draw_graph(checkpoint.graph, checkpoint.table, state).layout

    ckptx("graph", prefix, "--to", tmp_path / "graph.svg")

    root = ET.parse(tmp_path / "graph.svg").getroot()
    width, height = (float(root.get(side)) for side in ("width", "height"))
    assert layout.orientation == LEFT_RIGHT
    assert height > width


def test_differences_to_an_older_step_are_told_by_signs(ckptx, golden, tmp_path):
    run = golden / GUIDE

    _, out, _ = ckptx("graph", run, "--older", run / "ckpt-3")

    assert "~ kernel  float32 [1, 5]" in out
    assert re.search(r"^18 nodes, .*changed \d+", out, re.MULTILINE)


@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_every_colouring_gives_a_legend(ckptx, golden, tmp_path, colour):
    run = golden / GUIDE
    sides = {"difference": ["--older", run / "ckpt-3"], "moved": ["--older", run / "ckpt-3"], "verdict": ["--target", run / "ckpt-3"]}  # fmt: skip
    target = tmp_path / "graph.svg"

    status, _, _ = ckptx("graph", run, "--colour-by", colour, *sides.get(colour, []), "--to", target)

    texts = [element.text or "" for element in ET.parse(target).iter()]
    expected = {
        "role": "optimizer 1", "difference": "~ changed ", "verdict": "✓ restored ", "size": "below 1 KiB ",
        "dtype": "float32 ", "moved": "", "finite": "finite ",
    }[colour]  # fmt: skip
    assert status == 0
    assert any(expected in text for text in texts)
    assert f"18 nodes, coloured by {COLOURS[colour]}" in texts


def test_a_target_colours_by_its_verdicts(ckptx, golden):
    run = golden / GUIDE

    _, out, _ = ckptx("graph", run, "--target", run / "ckpt-3")

    assert "✓ kernel" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--colour-by", "difference"], "--colour-by difference needs --older"),
        (["--colour-by", "verdict"], "--colour-by verdict needs --target"),
        (["--of", "whole", "--fold", "net"], "--of whole has nothing folded"),
        (["--json", "--format", "dot"], "contradict each other"),
        (["--below", "net/nowhere"], "the graph has no node of that path (node net/nowhere)"),
        (["--fold", "nowhere"], "the graph has no node of that path"),
        (["--select", "zzzzqqq"], "nothing in the graph matches"),
        (["--select", "role:nonsense"], "nonsense"),
        (["--to", "graph.bmp"], "no format of a graph has that suffix"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(ckptx, golden, arguments, says):
    status, out, err = ckptx("graph", golden / GUIDE, *arguments)

    assert (status, out) == (2, "")
    assert says in err


def test_a_png_goes_into_a_pipe_but_not_onto_a_terminal(ckptx, golden, monkeypatch):
    code = "from explorer.cli.main import run; import sys; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "graph", str(golden / GUIDE), "--format", "png"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout[:8]) == (0, b"\x89PNG\r\n\x1a\n")
    assert done.stdout.endswith(b"IEND\xaeB`\x82")
    assert re.fullmatch(r"18 nodes, [\d,]+ × [\d,]+ pixels\s*", done.stderr.decode())

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    status, out, err = ckptx("graph", golden / GUIDE, "--format", "png")
    assert (status, out) == (2, "")
    assert "A PNG goes to a file or a pipe, not onto a terminal" in err


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_a_picture_of_the_whole_holds_every_node_of_the_file(ckptx, golden, tmp_path, suffix):
    prefix = golden / "keras_cnn_tf215/checkpoints/cnn_01"
    _, out, _ = ckptx("graph", prefix, "--format", "json")
    count = len(json.loads(out)["nodes"])
    _, tree, _ = ckptx("graph", prefix)
    assert "helper node" in tree  # some are left out unless asked for

    status, _, err = ckptx("graph", prefix, "--of", "whole", "--to", tmp_path / f"whole.{suffix}")

    assert status == 0
    assert f": {count:,} nodes" in err


def test_a_picture_of_a_chain_that_would_be_a_line_is_refused(ckptx, tmp_path):
    nodes = [{"children": [("next", k + 1)]} for k in range(5_000)]
    nodes.append({"attributes": [("VARIABLE_VALUE", "w", "w")]})
    write_bundle(tmp_path / "deep", {"w": np.ones(2, np.float32)}, object_graph=object_graph_bytes(nodes))

    status, _, err = ckptx("graph", tmp_path / "deep", "--of", "whole", "--to", tmp_path / "deep.png")
    assert status == 2
    assert "pixels, and nothing could be seen in it" in err
    assert "as SVG" in err
    assert list(tmp_path.glob("deep.png*")) == []

    status, _, err = ckptx("graph", tmp_path / "deep", "--of", "whole", "--to", tmp_path / "deep.svg")
    assert (status, err) == (0, f"graph written to {tmp_path / 'deep.svg'}: 5,001 nodes\n")


def test_unfolding_what_holds_a_pile_lays_it_out_and_what_is_open_says_so(ckptx, layers):
    _, out, err = ckptx("graph", layers, "--unfold", "net")
    assert "60 × " not in out
    assert out.count("layer_with_weights-") == 60
    assert err == ""

    status, out, err = ckptx("graph", layers, "--unfold", "step")
    assert (status, err) == (0, "Nothing is folded at step: --unfold changes nothing there.\n")
    assert "60 × Dense" in out


def test_only_a_png_needs_qt_and_says_so_where_it_is_missing(ckptx, golden, tmp_path, monkeypatch):
    monkeypatch.setattr(window, "missing_libraries", lambda platform="": (("libGL.so.1", "libgl1"),))

    status, _, err = ckptx("graph", golden / GUIDE, "--to", tmp_path / "x.png")

    assert status == 2
    assert "a PNG is painted by Qt, which needs libraries missing here: libGL.so.1" in err
    assert "as SVG instead" in err
    assert list(tmp_path.glob("x.png*")) == []


@pytest.mark.parametrize("form", ["dot", "graphml", "svg", "json", "tree"])
def test_no_format_but_png_imports_qt(golden, form):
    chosen = [] if form == "tree" else ["--format", form]
    code = (
        "import sys; from explorer.cli.main import run; run(sys.argv[1:]);"
        "print([name for name in sys.modules if 'PySide6' in name or name == 'networkx'], file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, "graph", str(golden / GUIDE), *chosen],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr.strip() == "[]"


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has /dev/full and pipes that break like this")
def test_a_reader_that_goes_away_is_no_error(golden):
    code = "import sys; from explorer.cli.main import run; sys.exit(run(sys.argv[1:]))"
    read, write = os.pipe()
    os.close(read)

    done = subprocess.run(
        [sys.executable, "-c", code, "graph", str(golden / GUIDE)],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)

    assert (done.returncode, done.stderr) == (141, b"")


def test_an_old_file_stays_when_writing_fails(ckptx, golden, tmp_path):
    target = tmp_path / "graph.json"
    target.write_text("old")

    status, _, _ = ckptx("graph", golden / GUIDE, "--below", "nowhere", "--to", target)

    assert (status, target.read_text()) == (2, "old")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("form", ["json", "svg", "graphml"])
def test_what_goes_into_a_pipe_is_utf8_whatever_the_platform_writes(tmp_path, encoding, form):
    name = "\u00b7 𝕏 \u202e"
    graph = [
        {"children": [(name, 1)]},
        {"has_values": True, "attributes": [("VARIABLE_VALUE", "w", "w")]},
    ]
    write_bundle(tmp_path / "ckpt-1", {"w": b"x"}, object_graph=object_graph_bytes(graph))
    code = "import sys; from explorer.cli.main import run; sys.exit(run(sys.argv[1:]))"

    done = subprocess.run(
        [sys.executable, "-c", code, "graph", str(tmp_path / "ckpt-1"), "--format", form],
        capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding}, check=True, timeout=60,
    )  # fmt: skip

    text = done.stdout.decode("utf-8")
    if form == "json":
        assert text.isascii()
        assert [node["path"] for node in json.loads(text)["nodes"]] == ["", name]
    else:
        assert "\u00b7 𝕏" in "".join(ET.fromstring(text).itertext())
