"""Graph files read back by the libraries they are for; hostile names stay text in each."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest

import explorer
from explorer.checkpoints.object_graph import Attribute
from explorer.errors import ExplorerError
from explorer.report.graph_colours import by_role, colour_by_role
from explorer.report.graph_dot import quoted
from explorer.report.graph_drawing import GraphState, draw_graph
from explorer.report.graph_files import category_colours, part_pieces
from explorer.report.graph_outline import outline, totals
from explorer.report.graph_parts import nodes_inside, selected_part, visible_part, whole_part
from explorer.report.graph_svg import MOST_NODES, PictureLook, svg_pieces
from explorer.report.numbers import escape_name
from explorer.report.palette import palette
from explorer.task import Cancelled, Task
from tests.made_graphs import chain, golden_prefixes, layered_model, make_graph

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


def graph_text(checkpoint, kind: str) -> str:
    return part_text(whole_part(checkpoint.graph), kind, checkpoint.table)


def part_text(part, kind: str, table=None) -> str:
    colours = category_colours(part, by_role(part.graph), palette(False))
    return "".join(part_pieces(part, kind, table, colours))


def svg_text(graph, table=None, state=None, title="", **look) -> str:
    drawing = draw_graph(graph, table, state)
    colouring = colour_by_role(drawing, palette(False))
    return "".join(svg_pieces(drawing, PictureLook(palette(False), colouring, title, **look)))


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
    data = json.loads(part_text(whole_part(hostile_graph()), "json"))

    edge = next(edge for edge in data["edges"] if edge["kind"] == "child")
    assert (edge["name"], edge["name_is_escaped"]) == (escape_name(HOSTILE), True)
    part_text(whole_part(hostile_graph()), "json").encode("utf-8")


@pytest.mark.parametrize(
    ("helpers", "rows", "says"),
    [
        ((1, 2), {}, "2 helper nodes without values hidden; --helpers shows them"),
        ((1, 2), {2: 0}, "2 helper nodes hidden, 1 of them holds a value but no path leads there"),
        ((1, 2), {1: 0, 2: 1}, "2 helper nodes hidden, 2 of them hold values but no path leads there"),
    ],
)
def test_what_is_hidden_is_not_called_empty_when_it_is_not(helpers, rows, says):
    graph = make_graph(["container", "layer", "variable"], [(1, "w", 2)], helpers=helpers, rows=rows)
    drawing = draw_graph(graph, None)

    assert totals(drawing, colour_by_role(drawing, palette(False)), None)[-1].startswith(says)


def test_a_pile_in_graphml_is_called_as_it_is_drawn():
    drawing = draw_graph(layered_model(60), None)

    text = "".join(part_text(visible_part(drawing), "graphml"))

    read = nx.parse_graphml(text, node_type=int, force_multigraph=True)
    assert [(facts["label"], facts["alike"]) for _, facts in read.nodes(data=True) if "alike" in facts] == [
        ("60 × layer", 60)
    ]


def test_hostile_names_are_text_in_graphml():
    text = part_text(whole_part(hostile_graph()), "graphml")

    read = nx.parse_graphml(text.encode().decode(), node_type=int, force_multigraph=True)
    assert read.edges[0, 1, 0]["name"] == escape_name(HOSTILE)
    assert read.nodes[1]["full_name"] == escape_name(HOSTILE)


def test_hostile_names_are_text_in_svg():
    root = ET.fromstring(svg_text(hostile_graph(), title=HOSTILE, subtitle=HOSTILE).encode())

    assert {element.tag.split("}")[1] for element in root.iter()} <= {
        "svg",
        "title",
        "rect",
        "path",
        "circle",
        "text",
        "g",
    }
    assert not any(
        name.startswith("on") or "href" in name for element in root.iter() for name in element.attrib
    )


def test_hostile_names_do_not_end_a_dot_string():
    text = quoted(HOSTILE)

    assert re.fullmatch(r'"(?:[^"\\]|\\.)*"', text)
    assert "\n" not in text
    # Read as DOT does: \\ and \" are the characters, no other escape is left.
    assert set(re.findall(r"\\(.)", text)) <= {"\\", '"'}
    assert (
        part_text(whole_part(hostile_graph()), "dot").count("\n") == 4 + 3 + 3 + 1
    )  # head, nodes, edges, brace


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

    root = ET.fromstring(svg_text(checkpoint.graph, checkpoint.table))

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
    data = json.loads(part_text(whole_part(chain(3_000)), "json"))

    assert max(len(node["path"]) for node in data["nodes"]) < 2_000
    assert data["nodes"][2_999]["path"].startswith(".../")


def test_an_unknown_format_is_explained():
    with pytest.raises(ExplorerError, match="no graph format 'gml'"):
        graph_text(explorer.open_checkpoint(GUIDE), "gml")


# --- what networkx reads --------------------------------------------------------------------------


@pytest.mark.parametrize("path", [path for path, _ in GRAPHS], ids=lambda p: str(p.relative_to(GOLDEN)))
def test_the_json_read_back_is_the_graph_networkx_would_have_written(path):
    checkpoint = explorer.open_checkpoint(path)
    made = explorer.to_networkx(checkpoint.graph)

    read = nx.node_link_graph(json.loads(graph_text(checkpoint, "json")), edges="edges")

    assert dict(read.nodes(data=True)) == dict(made.nodes(data=True))
    assert sorted(map(repr, read.edges(data=True))) == sorted(map(repr, made.edges(data=True)))


def test_each_fact_in_graphml_has_its_type():
    checkpoint = explorer.open_checkpoint(GUIDE)

    read = nx.parse_graphml(graph_text(checkpoint, "graphml"), node_type=int, force_multigraph=True)

    assert read.nodes[12] == {
        "label": "kernel", "path": "net/l1/kernel", "role": "variable", "attribute_name": "VARIABLE_VALUE",
        "full_name": "net/dense/kernel", "checkpoint_key": "net/l1/kernel/.ATTRIBUTES/VARIABLE_VALUE",
        "dtype": "float32", "shape": "[1, 5]", "size_bytes": 20, "colour": "#1F6FD6", "r": 31, "g": 111, "b": 214,
    }  # fmt: skip


# --- parts ----------------------------------------------------------------------------------------


def folded_model():
    """Root - net - 4 layers alike, each a variable with a slot, and a head that shares the first variable."""
    roles = ["container", "layer", "optimizer"] + ["layer", "variable", "variable", "slot"] * 4 + ["layer"]
    edges, slots = [(0, "net", 1), (0, "opt", 2)], []
    for number in range(4):
        layer = 3 + 4 * number
        edges += [(1, f"l{number}", layer), (layer, "w", layer + 1), (layer, "b", layer + 2)]
        slots.append((2, layer + 1, "m", layer + 3))
    edges += [(1, "head", 19), (19, "tied", 4)]
    return make_graph(roles, edges, slots)


def json_of(part):
    return json.loads(part_text(part, "json"))


def test_a_pile_and_a_folded_node_say_what_they_hold_and_edges_into_them_are_counted():
    graph = folded_model()
    drawing = draw_graph(graph, None, GraphState(collapsed=frozenset({3, 7, 11, 15})))

    data = json_of(visible_part(drawing))

    nodes = {node["id"]: (node.get("folded"), node.get("alike")) for node in data["nodes"]}
    edges = [
        (edge["source"], edge["target"], edge["name"], edge["kind"], edge.get("count"))
        for edge in data["edges"]
    ]
    assert nodes == {0: (None, None), 1: (None, None), 2: (None, None), 3: (15, 4), 19: (None, None)}
    assert edges == [
        (0, 1, "net", "child", None),
        (0, 2, "opt", "child", None),
        (1, 19, "head", "child", None),
        (1, 3, "", "child", 4),
        (19, 3, "tied", "child", 1),
        (2, 3, "m", "optimizer", 4),
    ]


def test_edges_within_one_fold_are_left_out():
    graph = folded_model()
    drawing = draw_graph(graph, None, GraphState(collapsed=frozenset({1})))

    data = json_of(visible_part(drawing))

    assert [node["id"] for node in data["nodes"]] == [0, 1, 2]
    assert [(edge["source"], edge["target"], edge.get("count")) for edge in data["edges"]] == [
        (0, 1, None), (0, 2, None), (2, 1, 4),
    ]  # fmt: skip


def test_a_selection_has_the_edges_among_its_nodes_only():
    data = json_of(selected_part(folded_model(), [4, 6, 3, 2, 99, -1]))

    assert [node["id"] for node in data["nodes"]] == [2, 3, 4, 6]
    assert [(edge["source"], edge["target"], edge["name"]) for edge in data["edges"]] == [
        (3, 4, "w"), (4, 6, "m"),
    ]  # fmt: skip


def test_a_chosen_pile_brings_all_that_is_in_it():
    drawing = draw_graph(folded_model(), None, GraphState(collapsed=frozenset({3, 7, 11, 15})))

    assert nodes_inside(drawing, [3, 19]) == frozenset(range(3, 20))


def test_hidden_helpers_stand_for_nothing():
    graph = make_graph(
        ["container", "other", "variable"], [(0, "helper", 1), (1, "w", 2), (0, "w", 2)], helpers=(1,)
    )

    data = json_of(visible_part(draw_graph(graph, None)))

    assert [(edge["source"], edge["target"]) for edge in data["edges"]] == [(0, 2)]


def test_a_part_in_dot_marks_folds_and_piles_with_more_rims():
    drawing = draw_graph(folded_model(), None, GraphState(collapsed=frozenset({3, 7, 11, 15})))

    lines = part_text(visible_part(drawing), "dot").splitlines()

    assert [line for line in lines if "peripheries=3" in line] == [line for line in lines if "  n3 [" in line]
    assert '  n1 -> n3 [label="× 4"];' in lines


@pytest.mark.parametrize("kind", ["json", "graphml", "dot"])
def test_an_empty_graph_is_written(kind):
    empty = make_graph([], [])

    text = part_text(whole_part(empty), kind)

    read = {
        "json": lambda: nx.node_link_graph(json.loads(text), edges="edges").number_of_nodes(),
        "graphml": lambda: nx.parse_graphml(text, force_multigraph=True).number_of_nodes(),
        "dot": lambda: text.count("->"),
    }
    assert read[kind]() == 0


@pytest.mark.parametrize("kind", ["json", "graphml", "dot"])
def test_writing_can_be_cancelled(kind):
    task = Task()
    pieces = part_pieces(whole_part(layered_model(800)), kind, task=task)
    next(pieces)
    task.cancel()

    with pytest.raises(Cancelled):
        list(pieces)


def test_names_of_a_megabyte_are_not_written_again_for_every_node_below_them():
    name = "x" * 1_000_000
    graph = make_graph(["container"] * 12, [(node, name, node + 1) for node in range(11)])

    data = json_of(whole_part(graph))

    assert max(len(node["path"]) for node in data["nodes"]) <= (1 << 16) + 4
    assert [len(edge["name"]) for edge in data["edges"]] == [1_000_000] * 11


def test_an_outline_of_a_long_chain_keeps_room_for_names():
    drawing = draw_graph(chain(2_000), None, GraphState(collapsed=frozenset()))
    lines = list(outline(drawing, colour_by_role(drawing, palette(False))))

    assert len(lines) == 2_000
    assert max(len(line.lead) for line in lines) <= 3 * 61


def test_an_outline_names_further_edges_where_they_begin_and_says_where_the_node_is():
    graph = make_graph(
        ["container", "layer", "layer", "variable", "variable"],
        [(0, "net", 1), (0, "model", 2), (2, "first", 3), (2, "layer-1", 1), (2, "last", 4), (2, "me", 2)],
    )
    drawing = draw_graph(graph, None, GraphState(collapsed=frozenset()))
    colouring = colour_by_role(drawing, palette(False))

    lines = [f"{line.lead}{line.mark} {line.name} {line.detail}" for line in outline(drawing, colouring)]

    assert lines[2:] == [
        "└─ L model ",
        "   ├─ V first ",
        "   ├─ → layer-1 see net",
        "   ├─ V last ",
        "   └─ → me see model",
    ]
    assert not [line for line in totals(drawing, colouring, None) if "shared" in line]


def test_further_edges_that_an_outline_has_no_room_for_are_counted():
    shared = [(1, f"again {number}", 2) for number in range(20)]
    graph = make_graph(["container"] * 3, [(0, "a", 1), (0, "b", 2), *shared])
    drawing = draw_graph(graph, None, GraphState(collapsed=frozenset()))
    colouring = colour_by_role(drawing, palette(False))

    assert sum(line.mark == "→" for line in outline(drawing, colouring)) == 12
    told = "8 further edges to shared nodes not named here; --format json has them"
    assert told in totals(drawing, colouring, None)


# --- pictures -------------------------------------------------------------------------------------


def test_an_svg_tells_title_and_legend():
    root = ET.fromstring(svg_text(layered_model(40), state=GraphState(frozenset()), title="My net"))

    texts = [element.text for element in root.iter()]
    assert "My net" in texts
    assert "variable 80" in texts


def test_an_svg_without_background_has_none():
    opaque = ET.fromstring(svg_text(folded_model()))
    clear = ET.fromstring(svg_text(folded_model(), is_transparent=True))

    def covers(root):
        return [e for e in root.iter("{http://www.w3.org/2000/svg}rect") if e.get("width") == "100%"]

    assert (len(covers(opaque)), len(covers(clear))) == (1, 0)


def test_everything_drawn_lies_within_the_page_of_an_svg():
    checkpoint = explorer.open_checkpoint(GUIDE)
    root = ET.fromstring(svg_text(checkpoint.graph, checkpoint.table, title="x"))

    left, top, width, height = map(float, root.get("viewBox").split())
    outside = []
    for path in root.iter("{http://www.w3.org/2000/svg}path"):
        if "C" in path.get("d"):
            numbers = [float(number) for number in re.findall(r"-?[0-9.]+", path.get("d"))]
            outside += [x for x in numbers[0::2] if not left <= x <= left + width]
            outside += [y for y in numbers[1::2] if not top <= y <= top + height]
    assert outside == []


def test_more_nodes_than_a_viewer_opens_are_refused_with_what_to_do():
    graph = make_graph(["variable"] * 3, [(0, "a", 1), (0, "b", 2)])
    drawing = draw_graph(graph, None)
    look = PictureLook(palette(False), colour_by_role(drawing, palette(False)))

    class Many:
        count = MOST_NODES + 1

    with pytest.raises(ExplorerError, match="too many for a picture"):
        svg_pieces(Many(), look)


def test_an_svg_has_an_arrowhead_for_each_edge_to_a_further_parent():
    graph = make_graph(["container"] * 3, [(0, "a", 1), (0, "b", 2), (1, "back", 0), (1, "next", 2)])

    picture = svg_text(graph)

    assert picture.count('z" fill=') == 2
