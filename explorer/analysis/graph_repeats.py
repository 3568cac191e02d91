"""Repeated blocks of a graph: siblings below which everything looks alike, such as the 48 layers of an encoder.

A block is the sequence of its nodes in the order of drawing, each with its name, role, dtype, shape, class
and number of children; two blocks are alike when their sequences are. Sequences are compared by polynomial
hashes over all nodes at once (differences of running sums), so the time neither grows with the depth of
the tree nor with the size of the blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from explorer.analysis.graph_tree import DrawnTree, Ints, sums_above, sums_below
from explorer.checkpoints.object_graph import ObjectGraph
from explorer.formats.tensor_table import TensorTable

MIN_REPEATS = 3  # equal siblings before a block counts as repeated
MIN_BLOCK_SIZE = 3  # nodes of a block before closing it is worth a click
_PRIMES = (2_147_483_647, 2_147_483_629)  # products of two residues fit into int64
_BASES = (1_103_515_245, 1_664_525_003)
_TELLING = 20  # names at either end of a stack that tell what all are called
_STEM_LIMIT = 200  # characters
_DEEPEST_NAME = 64  # levels below a block where the name of its first value is looked for
_MOST_HELD, _SHORT = 3, 24  # names of what a member holds, and characters of each

Longs = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Stacks:
    """Alike siblings, over all n nodes of the graph. No node belongs to two stacks."""

    representative: Ints  # [n] the first, in drawing order, of the siblings a node is alike with; -1: none
    size: Ints  # [n] how many they are, for representatives; 0 for all others
    member: Ints  # [k] the siblings of all stacks, stack by stack, in drawing order
    begin: Ints  # [n] where a representative's stack begins in `member`

    @property
    def heads(self) -> Ints:
        """All representatives."""
        return np.flatnonzero(self.size).astype(np.int32)

    def members(self, head: int) -> Ints:
        """The siblings of a stack in drawing order."""
        begin = int(self.begin[head])
        return self.member[begin : begin + int(self.size[head])]

    def name(self, graph: ObjectGraph, tree: DrawnTree, head: int) -> str:
        """What a stack is a pile of: a class, what the siblings' names have in common, what a list is of, a role.

        Stacks of one parent of which nothing better is known are told apart by what a member holds.
        """
        name, is_own = self._name(graph, tree, head)
        if is_own:
            return name
        beside = tree.children_of(int(tree.parent[head]))
        beside = beside[self.size[beside] > 0][:_TELLING].tolist()
        if any(other != head and self._name(graph, tree, other)[0] == name for other in beside):
            held = [
                edge_name(graph, tree, child)[:_SHORT]
                for child in tree.children_of(head)[:_MOST_HELD].tolist()
            ]
            return f"{name} with {', '.join(held)}"
        return name

    def _name(self, graph: ObjectGraph, tree: DrawnTree, head: int) -> tuple[str, bool]:
        """A name, and whether it is the siblings' own; else it is that of what they lie in, or of their role."""
        class_name = graph.class_name(head)
        if class_name:
            return class_name, True
        members = self.members(head)
        told = np.unique(np.concatenate([members[:_TELLING], members[-_TELLING:]])).tolist()
        stem = common_stem(edge_name(graph, tree, node) for node in told)
        stem = stem or given_stem(graph, tree, told)
        if stem:
            return stem, True
        several = (
            edge_name(graph, tree, int(tree.parent[head])) if tree.parent[tree.parent[head]] >= 0 else ""
        )
        is_plural = len(several) > 3 and several.endswith("s") and not several.endswith("ss")
        if several.isdigit():
            several = ""
        return several[:-1] if is_plural else several or graph.role_name(head), False


def no_stacks(node_count: int) -> Stacks:
    """Where nothing repeats, or nobody looked."""
    none = np.zeros(0, np.int32)
    return Stacks(
        np.full(node_count, -1, np.int32),
        np.zeros(node_count, np.int32),
        none,
        np.zeros(node_count, np.int32),
    )


def edge_name(graph: ObjectGraph, tree: DrawnTree, node: int) -> str:
    """What the drawing calls a node: the name of the edge or slot that leads to it."""
    if tree.slot[node] >= 0:
        return graph.slot_name[int(tree.slot[node])]
    if tree.edge[node] >= 0:
        return graph.edge_name[int(tree.edge[node])]
    return graph.label(node)


def common_stem(names: Iterable[str]) -> str:
    """ "layer" of "layer_0", "layer_1" ...; "" where the names have nothing but numbers in common."""
    stems = [name[:_STEM_LIMIT].rstrip("0123456789") for name in names]
    first, last = min(stems), max(stems)  # what these two share, all share
    length = next((i for i, letter in enumerate(first) if not last.startswith(letter, i)), len(first))
    return first[:length].rstrip("_-./ ")


def given_stem(graph: ObjectGraph, tree: DrawnTree, nodes: Iterable[int]) -> str:
    """ "att" where the program called the values of some blocks "att_0/query/kernel", "att_1/query/kernel"; else ""."""
    names = []
    for node in nodes:
        for _ in range(_DEEPEST_NAME):
            attributes = graph.node_attributes(node, 1)
            children = tree.children_of(node)
            if attributes or not len(children):
                break
            node = int(children[0])
        if not attributes or attributes[0].full_name.count("/") > _DEEPEST_NAME:
            return ""
        names.append(attributes[0].full_name.split("/")[:-1])
    shortest = min(map(len, names), default=0)
    for parts in zip(*(name[:shortest] for name in names), strict=True):
        if len(set(parts)) == len(parts) > 1:
            return common_stem(parts)
        if len(set(parts)) > 1:
            return ""
    return ""


def repeated_blocks(
    graph: ObjectGraph, tree: DrawnTree, table: TensorTable | None = None, apart: Hashes | None = None
) -> Stacks:
    """Find siblings with equal subtrees: at least `MIN_REPEATS` of at least `MIN_BLOCK_SIZE` nodes each.

    Names, roles, dtypes, shapes, classes and slots count; the siblings' own names do not. With `apart`, uint64
    [n], neither do nodes look alike where that differs.
    """
    count = tree.node_count
    found = no_stacks(count)
    size = sums_below(tree)
    candidate = np.flatnonzero((size >= MIN_BLOCK_SIZE) & (tree.parent >= 0))
    if len(candidate) < MIN_REPEATS:
        return found
    look = _mixed(looks(graph, table), np.diff(tree.first_child).astype(np.uint64))
    if apart is not None:
        look = _mixed(look, apart)
    named = _mixed(look, _name_hashes(graph, tree))
    inside = _inside_hashes(tree, size, named)
    kind = _mixed(_mixed(look, inside), tree.parent.astype(np.uint64))[candidate]
    _, group, repeats = np.unique(kind, return_inverse=True, return_counts=True)
    many = repeats[group] >= MIN_REPEATS
    candidate, group = candidate[many], group[many]
    rank = np.empty(count, np.int64)
    rank[tree.children] = np.arange(count - 1)
    order = np.lexsort((rank[candidate], group))
    candidate, group = candidate[order], group[order]
    begins = np.append(True, group[1:] != group[:-1])[: len(group)]
    head = candidate[begins]
    found.representative[candidate] = np.repeat(head, repeats[group[begins]])
    found.size[head] = repeats[group[begins]]
    found.begin[head] = np.flatnonzero(begins)
    return replace(found, member=candidate.astype(np.int32))


def _mixed(first: Hashes, second: Hashes) -> Hashes:
    """One number of two, every bit of which depends on both (after the finalizer of SplitMix64)."""
    mixed: Hashes = first * np.uint64(0x9E3779B97F4A7C15) ^ (second + np.uint64(0x632BE59BD9B4E019))
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def parted(apart: Hashes | None, codes: npt.NDArray[np.integer]) -> Hashes:
    """Uint64 [n]: what keeps nodes apart already, if anything does, and further codes."""
    more = codes.astype(np.int64).view(np.uint64)
    return more if apart is None else _mixed(apart, more)


def looks(graph: ObjectGraph, table: TensorTable | None) -> Hashes:
    """Role, class, dtype and shape of each node in one number, uint64 [n]."""
    look = _mixed(graph.role.astype(np.uint64), graph.class_id.astype(np.uint64))
    if table is not None and len(table):
        stored = (graph.row >= 0) & (graph.row < len(table))
        row = np.where(stored, graph.row, 0)
        kind = _mixed(table.dtype[row].astype(np.uint64), table.shape_id[row].astype(np.uint64))
        look = _mixed(look, np.where(stored, kind, np.uint64(0)))
    return look


def _name_hashes(graph: ObjectGraph, tree: DrawnTree) -> Hashes:
    edges = np.fromiter(map(hash, graph.edge_name), np.int64, len(graph.edge_name)).view(np.uint64)
    slots = np.fromiter(map(hash, graph.slot_name), np.int64, len(graph.slot_name)).view(np.uint64)
    names = np.concatenate([edges, ~slots, np.zeros(1, np.uint64)])
    return names[np.where(tree.edge >= 0, tree.edge, np.where(tree.slot >= 0, len(edges) + tree.slot, -1))]


def _inside_hashes(tree: DrawnTree, size: Longs, token: Hashes) -> Hashes:
    """A number of the sequence of tokens strictly below each node, in drawing order."""
    count = tree.node_count
    place = _drawing_order(tree, size)
    sequence = np.empty(count, np.uint64)
    sequence[place] = token
    parts = []
    for prime, base in zip(_PRIMES, _BASES, strict=True):
        residue = (sequence % np.uint64(prime)).astype(np.int64)
        sums = np.zeros(count + 1, np.int64)
        np.cumsum(residue * _powers(base, prime, count) % prime, out=sums[1:])
        inside = (sums[place + size] - sums[place + 1]) % prime
        back = _powers(pow(base, -1, prime), prime, count)
        parts.append((inside * back[place] % prime).astype(np.uint64))
    return _mixed(parts[0], parts[1])


def _drawing_order(tree: DrawnTree, size: Longs) -> Longs:
    """int64 [n]: the place of each node when parents come before children and families stay together."""
    step = np.zeros(tree.node_count, np.int64)
    run = np.cumsum(size[tree.children]) - size[tree.children]
    first = np.append(run, 0)[tree.first_child[tree.parent[tree.children]]]
    step[tree.children] = 1 + run - first
    return sums_above(tree, step)


def _powers(base: int, prime: int, count: int) -> Longs:
    powers = np.ones(max(count, 1), np.int64)
    filled = 1
    while filled < count:
        more = min(filled, count - filled)
        powers[filled : filled + more] = powers[:more] * pow(base, filled, prime) % prime
        filled += more
    return powers
