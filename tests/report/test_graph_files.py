"""Graph files read back by the libraries they are for; hostile names stay text in each."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest

import explorer
from explorer.analysis.graph_networkx import graphml_text, node_link_data
from explorer.checkpoints.object_graph import Attribute
from explorer.errors import ExplorerError
from explorer.report.graph_drawing import draw_graph
from explorer.report.graph_files import dot_quoted, dot_text, graph_text, json_graph_text
from explorer.report.graph_svg import graph_svg
from explorer.report.numbers import escape_name
from tests.made_graphs import chain, golden_prefixes, make_graph

GOLDEN = Path(__file__).parents[1] / "golden"
GRAPHS = golden_prefixes(GOLDEN)
GUIDE = GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts/ckpt-3"
HOSTILE = 'a"b\\N</text><script>alert(1)</script>\n\x00\x1b\u202e]]>&amp;\udcff\ufffe'


def hostile_graph():
    attribute = Attribute("VARIABLE_VALUE", HOSTILE, HOSTILE)
    return make_graph(
        ["container", "variable", "slot"],
        [(0, HOSTILE, 1)],
        [(0, 1, HOSTILE, 2)],
        attributes=[(1, attribute)],
    )


@pytest.mark.parametrize(
    ("path", "stored"), GRAPHS, ids=[str(path.relative_to(GOLDEN)) for path, _ in GRAPHS]
)
def test_node_link_json_says_what_tensorflow_says(path, stored):
    checkpoint = explorer.open_checkpoint(path)

    data = json.loads(graph_text(checkpoint, "json"))

    children = sorted((e["source"], e["name"], e["target"]) for e in data["edges"] if e["kind"] == "child")
    listed = sorted(
        (e["optimizer"], e["source"], e["name"], e["target"])
        for e in data["edges"]
        if e["kind"] == "slot" and not e.get("inferred")
    )
    attributes = {node["id"]: node["attributes"] for node in data["nodes"] if node["attributes"]}
    assert (data["directed"], data["multigraph"]) == (True, True)
    assert [node["id"] for node in data["nodes"]] == [node["id"] for node in stored]
    assert children == sorted((n["id"], name, child) for n in stored for name, child in n.get("children", ()))
    assert listed == sorted((n["id"], *slot) for n in stored for slot in n.get("slot_variables", ()))
    assert attributes == {n["id"]: n["attributes"] for n in stored if n.get("attributes")}


def test_networkx_reads_the_json_and_the_graphml():
    checkpoint = explorer.open_checkpoint(GUIDE)

    from_json = nx.node_link_graph(json.loads(graph_text(checkpoint, "json")), edges="edges")
    from_graphml = nx.parse_graphml(graph_text(checkpoint, "graphml"), node_type=int, force_multigraph=True)

    assert from_json.number_of_nodes() == from_graphml.number_of_nodes() == 18
    assert from_json.number_of_edges() == from_graphml.number_of_edges() == 17
    assert from_json.nodes[12]["path"] == from_graphml.nodes[12]["path"] == "net/l1/kernel"
    assert from_graphml.nodes[12]["checkpoint_key"] == "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE"
    assert from_graphml.edges[12, 14, 0] == {"name": "m", "kind": "slot", "optimizer": 3}


def test_hostile_names_survive_in_json():
    data = json.loads(json_graph_text(hostile_graph()))

    edge = next(edge for edge in data["edges"] if edge["kind"] == "child")
    assert (edge["name"], edge["name_is_escaped"]) == (escape_name(HOSTILE), True)
    json_graph_text(hostile_graph()).encode("utf-8")


def test_hostile_names_are_text_in_graphml():
    text = graphml_text(hostile_graph(), escape_name)

    read = nx.parse_graphml(text.encode().decode(), node_type=int, force_multigraph=True)
    assert read.edges[0, 1, 0]["name"] == escape_name(HOSTILE)
    assert read.nodes[1]["full_name"] == escape_name(HOSTILE)


def test_hostile_names_are_text_in_svg():
    drawing = draw_graph(hostile_graph(), None)

    root = ET.fromstring(graph_svg(drawing, title=HOSTILE).encode())

    assert {element.tag.split("}")[1] for element in root.iter()} <= {
        "svg",
        "title",
        "rect",
        "path",
        "circle",
        "text",
    }
    assert not any(
        name.startswith("on") or "href" in name for element in root.iter() for name in element.attrib
    )


def test_hostile_names_do_not_end_a_dot_string():
    quoted = dot_quoted(HOSTILE)

    assert re.fullmatch(r'"(?:[^"\\]|\\.)*"', quoted)
    assert "\n" not in quoted
    # Read as DOT does: \\ and \" are the characters, no other escape is left.
    assert set(re.findall(r"\\(.)", quoted)) <= {"\\", '"'}
    assert dot_text(hostile_graph()).count("\n") == 4 + 3 + 3 + 1  # head, nodes, edges, brace


def test_dot_has_every_node_and_edge_with_dashes_for_slots():
    lines = graph_text(explorer.open_checkpoint(GUIDE), "dot").splitlines()

    nodes = [line for line in lines if re.match(r"  n\d+ \[", line)]
    edges = [line for line in lines if "->" in line]
    dashed = [line for line in edges if "style=dashed" in line]
    assert (lines[0], lines[-1]) == ("digraph object_graph {", "}")
    assert (len(nodes), len(edges), len(dashed)) == (18, 21, 8)
    assert '  n2 -> n6 [label="l1"];' in edges


@pytest.mark.parametrize("path", [path for path, _ in GRAPHS], ids=lambda p: str(p.relative_to(GOLDEN)))
def test_svg_is_well_formed_and_shows_every_label_as_text(path):
    checkpoint = explorer.open_checkpoint(path)
    drawing = draw_graph(checkpoint.graph, checkpoint.table)

    root = ET.fromstring(graph_text(checkpoint, "svg"))

    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(set(drawing.label) - set(texts)) == []
    assert all(texts.count(label) >= drawing.label.count(label) for label in set(drawing.label))


def test_name_based_checkpoints_give_their_scope_tree():
    checkpoint = explorer.open_checkpoint(GOLDEN / "iris_dnn_tf115/models/iris/model.ckpt-200")

    data = json.loads(graph_text(checkpoint, "json"))

    paths = {node["path"]: (node["id"], node["role"]) for node in data["nodes"]}
    slot = next(
        edge
        for edge in data["edges"]
        if edge["kind"] == "slot" and edge["source"] == paths["dnn/logits/kernel"][0]
    )
    assert paths[""] == (0, "container")
    assert paths["dnn/logits/kernel"][1] == "variable"
    assert (slot["name"], slot["optimizer"]) == ("Adagrad", None)


def test_the_paths_of_a_deep_chain_stay_short():
    data = node_link_data(chain(3_000))

    assert max(len(node["path"]) for node in data["nodes"]) < 2_000
    assert data["nodes"][2_999]["path"].startswith(".../")


def test_an_unknown_format_is_explained():
    with pytest.raises(ExplorerError, match="no graph format 'png'"):
        graph_text(explorer.open_checkpoint(GUIDE), "png")
