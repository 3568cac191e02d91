"""Every number a picture of a graph tells, against counting nodes and edges one by one, however it is folded."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.analysis.graph_links import OWNER, SHARED
from explorer.formats.tensor_table import TensorTable
from explorer.gui.graph.hidden_matches import hidden_matches
from explorer.report.graph_colours import BY_DIFFERENCE, Categories, by_size, colour_drawing
from explorer.report.graph_colours.inside import look_inside
from explorer.report.graph_colours.kinds import Kind
from explorer.report.graph_drawing import GraphDrawing, GraphState, draw_graph
from explorer.report.node_words import sum_up
from explorer.report.palette import palette
from tests.made_graphs import make_graph

SIZES = (16, 2_000, 100_000, 2_000_000, 20_000_000)  # bytes, one of each category
KINDS = len(SIZES)


@st.composite
def pictures(draw):
    """A graph of equal blocks and of single nodes, with shared nodes and slots, folded at random."""
    block = draw(st.lists(st.integers(0, 1), min_size=2, max_size=3))
    repeats, singles = draw(st.integers(3, 4)), draw(st.integers(2, 8))
    roles, edges = ["container", "optimizer"], [(0, "optimizer", 1)]

    def add(parent, name, role):
        roles.append(role)
        edges.append((parent, name, len(roles) - 1))
        return len(roles) - 1

    for number in range(singles):
        add(draw(st.integers(0, len(roles) - 1)), f"s{number}", draw(st.sampled_from(["layer", "variable"])))
    home = draw(st.integers(0, len(roles) - 1))
    for number in range(repeats):
        nodes = [add(home, f"layer_{number}", "layer")]
        for place, above in enumerate(block):
            nodes.append(add(nodes[min(above, place)], f"w{place}", "variable"))
    count = len(roles)
    node = st.integers(0, count - 1)
    edges += [(a, f"x{n}", b) for n, (a, b) in enumerate(draw(st.lists(st.tuples(node, node), max_size=6)))]
    served = draw(st.lists(node, max_size=4))
    slots = []
    for variable in served:
        slots.append((1, variable, "m", len(roles)))
        roles.append("slot")
    rows = {n: draw(st.integers(0, KINDS - 1)) for n in range(2, len(roles)) if draw(st.booleans())}
    helpers = tuple(draw(st.lists(st.integers(2, count - 1), max_size=2)))
    graph = make_graph(roles, edges, slots, rows=rows, helpers=helpers)
    some = st.frozensets(st.integers(0, len(roles) - 1))
    members = frozenset(target for _, name, target in edges if name.startswith("layer_"))
    state = GraphState(
        collapsed=draw(some) | (members if draw(st.booleans()) else frozenset()),
        show_helpers=draw(st.booleans()),
        opened=draw(st.frozensets(st.sampled_from(sorted(members)))),
        root=draw(st.sampled_from([0, 0, home])),
        kept=draw(st.none() | some),
    )
    return draw_graph(graph, table(), state), state


def table() -> TensorTable:
    return TensorTable(
        keys=[f"key{row}" for row in range(KINDS)], dtype=np.ones(KINDS, np.int32),
        shape_id=np.arange(KINDS, dtype=np.int32), shapes=tuple((size // 4,) for size in SIZES),
        shard=np.zeros(KINDS, np.int32), offset=np.zeros(KINDS, np.int64),
        size_bytes=np.array(SIZES, np.int64), crc32c=np.zeros(KINDS, np.uint32),
    )  # fmt: skip


def homes(drawing: GraphDrawing, state: GraphState) -> list[int]:
    """The node that each is drawn as or hidden in, by walking down to it from the focus; -1: nowhere."""
    graph, tree, stacks = drawing.graph, drawing.tree, drawing.stacks
    count = graph.node_count

    def way(node):
        chain = tree.ancestors(node)
        return chain[chain.index(state.root) :] if state.root in chain else None

    def is_kept(node):
        if state.kept is None:
            return True
        return any(node in tree.ancestors(other) for other in state.kept if other < count)

    def is_there(node):
        chain = way(node)
        if chain is None:
            return False
        hidden = [n for n in chain[1:] if (graph.is_helper[n] and not state.show_helpers) or not is_kept(n)]
        return not hidden

    there = [is_there(node) for node in range(count)]
    pile = {}
    for head in stacks.heads.tolist():
        members = [n for n in stacks.members(head).tolist() if there[n] and n != state.root]
        if len(members) > 1 and head not in state.opened and all(n in state.collapsed for n in members):
            pile.update(dict.fromkeys(members, head if head in members else min(members)))

    def home(node):
        if not there[node]:
            return -1
        now = state.root
        for step in way(node)[1:]:
            if now in state.collapsed and now != state.root:
                return now
            if pile.get(step, step) != step:
                return pile[step]
            now = step
        return now

    return [home(node) for node in range(count)]


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(pictures(), st.frozensets(st.integers(0, 30)))
def test_what_is_folded_chosen_and_found(made, some):
    drawing, state = made
    home = homes(drawing, state)
    nodes = drawing.layout.node.tolist()
    inside = Counter(home)

    assert sorted(nodes) == [node for node, at in enumerate(home) if node == at]
    assert drawing.hidden_in.tolist() == home
    assert drawing.inside.tolist() == [inside[node] - 1 for node in nodes]
    for node, size in zip(nodes, drawing.stack.tolist(), strict=True):
        head = int(drawing.stacks.representative[node])
        alike = [n for n in drawing.stacks.members(head).tolist() if home[n] == node] if head >= 0 else [node]
        assert size == len(alike)

    chosen = frozenset(some) & frozenset(nodes)
    held = {node for node, at in enumerate(home) if at in chosen}
    rows = {int(drawing.graph.row[node]) for node in held} - {-1}
    total = sum_up(drawing, table(), chosen)
    assert (total.nodes, total.folded) == (len(chosen), len(held) - len(chosen))
    assert total.size_bytes == sum(SIZES[row] for row in rows)
    assert total.values == sum(SIZES[row] // 4 for row in rows)

    matches = np.array(sorted(n for n in some if n < len(home)), np.int32)
    found = hidden_matches(drawing, matches)
    assert found.folded == Counter(home[n] for n in matches.tolist() if home[n] not in (-1, n))
    nowhere = [n for n in matches.tolist() if home[n] < 0]
    helpers = [n for n in nowhere if drawing.graph.is_helper[n] and not state.show_helpers]
    assert (found.helpers, found.outside) == (len(helpers), len(nowhere) - len(helpers))


@SETTINGS
@given(pictures())
def test_every_edge_is_drawn_counted_or_told(made):
    drawing, state = made
    graph, tree, home = drawing.graph, drawing.tree, homes(drawing, state)
    wanted = []
    for edge, (source, target) in enumerate(zip(graph.edge_source, graph.edge_target, strict=True)):
        is_second_name = tree.parent[target] == source and tree.edge[target] >= 0
        if tree.edge[target] != edge and not is_second_name:
            wanted.append((SHARED, int(source), int(target)))
    for optimizer, slot in zip(graph.slot_optimizer.tolist(), graph.slot_node.tolist(), strict=True):
        if graph.parent[slot] < 0 and tree.slot[slot] >= 0 and tree.parent[slot] != optimizer:
            wanted.append((OWNER, optimizer, slot))
    expected, hidden = defaultdict(list), 0
    for kind, source, target in wanted:
        ends = home[source], home[target]
        if -1 in ends:
            hidden += 1
        elif ends == (source, target):
            expected[(kind, *ends)].append(1)
        elif ends[0] != ends[1] and tree.parent[ends[0]] != ends[1] and tree.parent[ends[1]] != ends[0]:
            expected[(kind, *ends, "lifted")].append(1)
    merged = sorted((key[:3], 1) for key in expected if len(key) == 3 for _ in expected[key])
    merged += [(key[:3], len(expected[key])) for key in expected if len(key) == 4]

    edges, nodes = drawing.edges, drawing.layout.node
    drawn = [
        ((kind, int(nodes[source]), int(nodes[target])), times)
        for kind, source, target, times in zip(
            edges.kind.tolist(),
            edges.source.tolist(),
            edges.target.tolist(),
            edges.times.tolist(),
            strict=True,
        )
        if kind in (SHARED, OWNER)
    ]
    assert sorted(drawn) == sorted(merged)
    assert edges.hidden == hidden


@SETTINGS
@given(pictures(), st.frozensets(st.integers(0, KINDS - 1), max_size=2))
def test_folded_nodes_and_the_legend_count_categories(made, off):
    drawing, state = made
    graph, home = drawing.graph, homes(drawing, state)
    categories = by_size(graph, table())
    speaks = [
        int(row) if row >= 0 and (state.show_helpers or not graph.is_helper[node]) else -1
        for node, row in enumerate(graph.row)
    ]  # a row is of the category of its number

    shown = look_inside(drawing, categories, off)
    entries = colour_drawing(drawing, categories, palette(False, False), table=table()).entries

    for place, node in enumerate(drawing.layout.node.tolist()):
        if drawing.inside[place]:
            codes = [speaks[n] for n, at in enumerate(home) if at == node and speaks[n] >= 0]
            codes = [code for code in codes if code not in off]
            worst = max(codes, default=-1)
            told = int(shown.code[place]), int(shown.alike[place]), int(shown.total[place])
            assert told == (worst, codes.count(worst), len(codes))
        else:
            assert shown.code[place] == graph.row[node]
    for code, entry in enumerate(entries):
        assert (entry.count, entry.object_count) == (speaks.count(code), 0)
        is_stored = code in speaks
        assert (entry.value_count, entry.size_bytes) == (
            (SIZES[code] // 4, SIZES[code]) if is_stored else (0, 0)
        )


def test_numbers_of_damaged_files_are_added_up_without_wrapping_around():
    rows = np.array([0, 1, 2, 1, -1, 7], np.int64)
    huge = replace(
        table(),
        shapes=tuple((2**62,) for _ in SIZES),
        size_bytes=np.array([2**62, 2**63 - 1, -5, 1, 1], np.int64),
    )

    assert huge.totals(rows) == (3 * 2**62, 2**62 + 2**63 - 1)
    assert huge.totals(rows[:0]) == (0, 0)


@SETTINGS
@given(pictures(), st.randoms(use_true_random=False))
def test_counts_of_tensors_and_of_objects_are_never_one_number(made, chance):
    drawing, state = made
    graph, home = drawing.graph, homes(drawing, state)
    codes = [chance.choice((-1, 0, 1)) for _ in range(graph.node_count)]
    kinds = (
        Kind("changed", "~", lambda palette: palette.text),
        Kind("added", "+", lambda palette: palette.text),
    )
    categories = Categories(BY_DIFFERENCE, kinds, np.array(codes, np.int8))

    colouring = colour_drawing(drawing, categories, palette(False, False), table=table())

    speaking = [n for n in range(graph.node_count) if state.show_helpers or not graph.is_helper[n]]
    for code, entry in enumerate(colouring.entries):
        mine = [graph.row[n] >= 0 for n in speaking if codes[n] == code]
        assert entry.counted == in_words(sum(mine), len(mine) - sum(mine))
    for place, node in enumerate(drawing.layout.node.tolist()):
        inside = [n for n in speaking if home[n] == node and codes[n] >= 0] if drawing.inside[place] else []
        said = ""
        if inside:
            worst = max(codes[n] for n in inside)
            tensors = sum(graph.row[n] >= 0 for n in inside if codes[n] == worst)
            objects = sum(graph.row[n] < 0 for n in inside if codes[n] == worst)
            whole = f"{sum(graph.row[n] >= 0 for n in inside)} tensor"
            name = kinds[worst].name
            said = share_in_words(tensors, objects, whole, name)
        assert colouring.share(place) == said


def in_words(tensors: int, objects: int) -> str:
    parts = [plural(tensors, "tensor")] if tensors or not objects else []
    return " + ".join(parts + ([plural(objects, "object")] if objects else []))


def share_in_words(tensors: int, objects: int, whole: str, name: str) -> str:
    if not tensors:
        return f"{plural(objects, 'object')}: {name}"
    also = f" and {plural(objects, 'object')}" if objects else ""
    return f"{tensors} of {whole}{'' if whole.startswith('1 ') else 's'}{also} {name}"


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
