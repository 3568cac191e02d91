"""Random programs of trackable objects, and random changes of them, as plain JSON.

A description is a tree. Each node says its "kind": "root", "module", "checkpoint", "list", "tuple",
"dict" (these have "children": a dict, or a list), "variable", "dense", "sequential", "table",
"iterator", "generator", "optimizer", or "shared" (another path's object once more).
A node with "later" comes to be only after the restore call. A root that "is_rooted" is a module below
a `tf.train.Checkpoint(root)`, with its optimizers as attributes of the Checkpoint where it "is_attached".
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
Place = tuple[Any, ...]  # names and positions that lead from the root to a node

NAMES = ("a", "b", "c", "dense", "layer", "w", "net")
ODD_NAMES = (*NAMES, "x.y", "q/r", ".hidden", "../s", "t/")  # keys escape what these hold
VARIABLE_NAMES = ("Variable", "v", "w", "kernel", "bias", "n/w", "m_1/w", "m_2/w")
SHAPES = ([], [2], [3], [2, 3], [3, 2], [1, 3], [4])
DTYPES = ("float32",) * 10 + (
    "float64",
    "int32",
    "int64",
    "float16",
    "bfloat16",
    "complex64",
    "string",
    "bool",
)
CONTAINERS = ("module", "checkpoint", "list", "tuple", "dict")
LAYOUTS = {"2": ("new", "new", "legacy", "legacy", "v1"), "tf-keras": ("new", "new", "legacy"), "3": ("new",)}
LEGACY = ("Adam", "Amsgrad", "SGD", "Momentum", "RMSprop", "CenteredRMSprop", "Adagrad", "Adadelta", "Adamax")
LEGACY += ("Nadam", "Ftrl")
NEW = (*LEGACY, "AdamW", "Lion", "Adafactor", "Averaging")
OPTIMIZERS = {
    "2": {"new": NEW, "legacy": LEGACY, "v1": ("Adam", "Momentum", "Adagrad", "GradientDescent")},
    "tf-keras": {"new": NEW, "legacy": LEGACY},
    "3": {"new": (*NEW, "Lamb", "Muon")},
}


def random_program(rng: random.Random, keras: str) -> Node:
    """A program of the Keras generation `keras`."""
    children = {name: _node(rng, 3) for name in rng.sample(NAMES, rng.randint(1, 4))}
    root: Node = {"kind": "root", "children": children}
    if rng.random() < 0.3:
        children["step"] = {"kind": "variable", "shape": [], "dtype": "int64", "name": "global_step"}
    places = [place for place, _ in walk(root)]
    for _ in range(rng.choice((0, 0, 1, 2))):
        _share(rng, root, places)
    if rng.random() < 0.6:
        children["optimizer" if rng.random() < 0.8 else "opt"] = _optimizer(rng, keras)
        if rng.random() < 0.2:
            children["second"] = _optimizer(rng, keras)
    root |= {"is_rooted": rng.random() < 0.2, "is_attached": rng.random() < 0.5}
    return root


def changed(rng: random.Random, program: Node, keras: str) -> Node:
    """A copy with up to three changes; some objects of it may be made later."""
    root = copy.deepcopy(program)
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        place, node = rng.choice(list(walk(root)))
        kind, children = node["kind"], node.get("children")
        if kind == "variable":
            _change_variable(rng, node)
        elif kind == "dense":
            node[rng.choice(("units", "inputs"))] = rng.choice((2, 3, 4))
        elif kind == "sequential":
            _change_layers(rng, node["layers"])
        elif kind == "optimizer":
            node.update(_optimizer(rng, keras) if rng.random() < 0.3 else _switched(rng, node, keras))
        elif isinstance(children, dict):
            _change_attributes(rng, node, children)
        elif isinstance(children, list):
            _change_entries(rng, children)
        if place and rng.random() < 0.15:
            owner = at(root, place[:-1])["children"]
            wrapped = {"kind": "module", "children": {rng.choice(NAMES): owner[place[-1]]}}
            is_leaf = kind not in ("optimizer", "root")
            owner[place[-1]] = wrapped if is_leaf and rng.random() < 0.5 else _node(rng, 2)
    if rng.random() < 0.1:
        _share(rng, root, [place for place, _ in walk(root)])
    if rng.random() < 0.25:
        _postpone(rng, root)
    _settle(root)
    if rng.random() < 0.05:
        root["is_rooted"] = not root["is_rooted"]
    return root


def walk(root: Node) -> Iterator[tuple[Place, Node]]:
    """Every node of a program with its place, owners first."""
    queue: list[tuple[Place, Node]] = [((), root)]
    for place, node in queue:
        yield place, node
        children = node.get("children", ())
        pairs = children.items() if isinstance(children, dict) else enumerate(children)
        queue += [((*place, name), child) for name, child in pairs]


def at(root: Node, place: Place) -> Node:
    """The node at a place."""
    for name in place:
        root = root["children"][name]
    return root


def _node(rng: random.Random, depth: int) -> Node:
    if depth <= 0 or rng.random() < 0.45:
        return _variable(rng)
    leaves = ("dense", "sequential", "table", "iterator", "generator")
    kind = rng.choice(
        ("module", "module", "checkpoint", "list", "dict", "tuple", "dense", "sequential", *leaves)
    )
    if kind == "dense":
        return {"kind": kind, "inputs": rng.choice((2, 3)), **_layer(rng, 0)}
    if kind == "sequential":
        layers = [_layer(rng, place) for place in range(rng.randint(1, 3))]
        return {"kind": kind, "inputs": rng.choice((2, 3)), "layers": layers}
    if kind in leaves:
        return {"kind": kind}
    count = rng.randint(0, 3)
    children = [_node(rng, depth - 1) for _ in range(count)]
    if kind in ("list", "tuple"):
        return {"kind": kind, "children": children}
    names = rng.sample(ODD_NAMES if kind == "dict" or rng.random() < 0.1 else NAMES, count)
    return {"kind": kind, "children": dict(zip(names, children))}


def _variable(rng: random.Random) -> Node:
    shape, dtype = rng.choice(SHAPES), rng.choice(DTYPES)
    # Declared as (None, ...): such a variable takes any size.
    return {
        "kind": "variable",
        "shape": list(shape),
        "dtype": dtype,
        "name": rng.choice(VARIABLE_NAMES),
        "is_open": rng.random() < 0.05 and dtype != "string" and bool(shape),
    }


def _layer(rng: random.Random, place: int) -> Node:
    return {
        "units": rng.choice((2, 3, 4)),
        "has_bias": rng.random() < 0.8,
        "is_normalized": rng.random() < 0.2,
        "name": f"{rng.choice('abc')}{place}",
    }


def _optimizer(rng: random.Random, keras: str) -> Node:
    layout = rng.choice(LAYOUTS[keras])
    name, built = rng.choice(OPTIMIZERS[keras][layout]), rng.choice((True, True, True, False, "later"))
    # Averages made later begin with what was restored, which looks like a restored value.
    built = built and (built if name != "Averaging" else True)
    is_deep = rng.random() < 0.15
    return {"kind": "optimizer", "layout": layout, "class": name, "built": built, "is_deep": is_deep}


def _switched(rng: random.Random, node: Node, keras: str) -> Node:
    return {"class": rng.choice(OPTIMIZERS[keras][node["layout"]]), "built": rng.random() < 0.7}


def _share(rng: random.Random, root: Node, places: list[Place]) -> None:
    """One more name for an object that is already there."""
    place = rng.choice(places)
    owner = at(root, rng.choice([p for p in places if at(root, p)["kind"] in (*CONTAINERS, "root")]))
    if not place or owner["kind"] == "tuple" or at(root, place)["kind"] == "optimizer":
        return
    again = {"kind": "shared", "place": list(place)}
    if isinstance(owner["children"], list):
        owner["children"].append(again)
    else:
        owner["children"].setdefault(rng.choice(NAMES) + "_again", again)


def _change_variable(rng: random.Random, node: Node) -> None:
    what = rng.choice(("shape", "shape", "dtype", "name"))
    choices: dict[str, Any] = {"shape": SHAPES, "dtype": DTYPES, "name": VARIABLE_NAMES}
    node[what] = copy.copy(rng.choice(choices[what]))
    node["is_open"] = bool(node.get("is_open") and node["shape"] and node["dtype"] != "string")


def _change_layers(rng: random.Random, layers: list[Node]) -> None:
    kind, place = rng.random(), rng.randrange(len(layers))
    if kind < 0.3:
        layers[place]["units"] = rng.choice((2, 3, 4))
    elif kind < 0.6:
        layers.insert(place, {**_layer(rng, 0), "name": "new"})
    elif kind < 0.75:
        layers[place]["is_normalized"] ^= True
    elif len(layers) > 1:
        layers.pop(place)


def _change_attributes(rng: random.Random, node: Node, children: Node) -> None:
    kind, names = rng.random(), list(children)
    if kind < 0.3 and names:
        old, new = rng.choice(names), rng.choice(NAMES) + "2"
        node["children"] = {new if name == old else name: child for name, child in children.items()}
    elif kind < 0.55:
        children[rng.choice(NAMES) + "3"] = _node(rng, 2)
    elif kind < 0.75 and names:
        del children[rng.choice(names)]
    elif kind < 0.85:
        node["children"] = dict(sorted(children.items(), reverse=True))
    elif len(names) > 1:
        one, other = rng.sample(names, 2)
        children[one], children[other] = children[other], children[one]


def _change_entries(rng: random.Random, entries: list[Node]) -> None:
    kind = rng.random()
    if kind < 0.15:  # what a program appends in a loop
        entries += [{**_node(rng, 1), "later": rng.random() < 0.7} for _ in range(rng.randint(1, 3))]
    elif kind < 0.4:
        entries.insert(rng.randint(0, len(entries)), _node(rng, 1))
    elif kind < 0.6 and entries:
        entries.pop(rng.randrange(len(entries)))
    else:
        rng.shuffle(entries)


def _settle(root: Node) -> None:
    """What is made later holds nothing that is made even later: a spec does not tell such an order."""
    late: set[Place] = set()
    for place, node in walk(root):
        if place[:-1] in late:
            node.pop("later", None)
            late.add(place)
        elif node.get("later"):
            late.add(place)


def _postpone(rng: random.Random, root: Node) -> None:
    """Let some objects be made after the restore call: attributes, entries of dicts, ends of lists."""
    for _, node in list(walk(root)):
        children = node.get("children")
        if node["kind"] == "tuple" or not children:
            continue
        named = children.values() if isinstance(children, dict) else children[-rng.randint(1, 3) :]
        for child in named:
            if child["kind"] not in ("optimizer", "shared") and rng.random() < 0.25:
                child["later"] = True
