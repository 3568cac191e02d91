"""Other sizes: units, filters, classes, inputs, vocabulary, sequence length; a layer's followers are no causes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Case, of_kind
from explorer.analysis.restoring.causes.words import count, layer_name, layers_text, listed, upper_first
from explorer.checkpoints.shape_text import shape_text
from explorer.natural_sort import natural_key

Sizes = tuple[int, int]  # the model's, the checkpoint's
_LAST_NAMES = re.compile(
    r"(?:.*/)?_?(?:logits|out|output|outputs|head|predictions?|classifier|softmax)(?:_\d+)?"
)
_EMBEDDING = re.compile(r"embedding|lookup_table", re.IGNORECASE)
_POSITIONS = re.compile(r"pos(?:ition)?(?:al|s)?(?:_|$|/)", re.IGNORECASE)


@dataclass(slots=True)
class _Layer:
    label: str
    name: str  # for people
    rows: list[int]
    out: Sizes | None = None
    into: Sizes | None = None
    noun: str = "units"
    has_kernel: bool = False
    others: list[int] = field(default_factory=list)  # rows that no single size explains


def shape_causes(case: Case, structure: list[Draft]) -> list[Draft]:
    """Findings of sizes. Inputs that follow from a layer in `structure` (added, gone) join its rows."""
    by_layer: dict[str, list[int]] = defaultdict(list)
    for place in of_kind(case, case.places("shape differs"), "variable"):
        by_layer[case.address(place).layer].append(place)
    drafts: list[Draft] = []
    layers = []
    for label, rows in sorted(by_layer.items(), key=lambda item: natural_key(item[0])):
        drafts += _special(case, label, rows)
        rows = [place for place in rows if place not in case.explained]
        if rows:
            layers.append(_measure(case, label, rows))
    drafts += _sizes(case, layers, structure)
    for draft in drafts:
        case.explained.update(draft.rows)
    return drafts


def _pair(case: Case, place: int, axis: int) -> Sizes | None:
    expected, stored = case.expected(place), case.stored(place)
    if expected is None or stored is None or len(expected) != len(stored) or len(expected) < -axis:
        return None
    ours, theirs = expected[axis], stored[axis]
    return (ours, theirs) if ours is not None and theirs is not None and ours != theirs else None


def _special(case: Case, label: str, rows: list[int]) -> list[Draft]:
    """Embeddings, positions, transposed kernels."""
    drafts = []
    name = layer_name(label, case.address(rows[0]).name)
    has_bias_change = any(len(case.expected(place) or (0, 0)) == 1 for place in rows)
    for place in rows:
        expected, stored = case.expected(place), case.stored(place)
        if expected is None or stored is None or len(expected) != len(stored) or len(expected) < 2:
            continue
        text = f"{name}/{case.address(place).leaf}"
        first = _pair(case, place, -len(expected))
        second = _pair(case, place, -2)
        last = _pair(case, place, -1)
        if _POSITIONS.search(text) and second and not last:
            title = (
                f"Layer {name} holds {second[0]:,} positions in the model, {second[1]:,} in the checkpoint"
            )
            drafts.append(Draft("sequence-length", title, [place], "", [label], second[1]))
        elif _EMBEDDING.search(text) and len(expected) == 2 and first and not last:
            title = f"The vocabulary of {name} has {first[0]:,} entries in the model, {first[1]:,} in the checkpoint"
            drafts.append(Draft("vocabulary-changed", title, [place], "", [label], first[1]))
        elif (
            len(expected) == 2
            and expected == stored[::-1]
            and not has_bias_change
            and not _EMBEDDING.search(text)
            and _bias_agrees(case, label, expected[-1])
        ):
            title = (
                f"{case.address(place).label} is transposed: the model expects "
                f"{shape_text(expected)}, the checkpoint holds {shape_text(stored)}"
            )
            drafts.append(Draft("transposed", title, [place], "", [label]))
    for draft in drafts:
        case.explained.update(draft.rows)
    return drafts


def _bias_agrees(case: Case, label: str, units: int | None) -> bool:
    """Whether the layer's bias is stored with as many units as the model's kernel has, so only the kernel turned."""
    for place, address in enumerate(case.ours):
        if address is not None and address.layer == label and address.leaf in ("bias", "biases", "b"):
            return case.stored(place) == (units,) == case.expected(place)
    # No bias tells: turned only if nothing else in the model has another shape.
    return sum(case.rows[place].verdict == "shape differs" for place in range(len(case.rows))) == 1


def _measure(case: Case, label: str, rows: list[int]) -> _Layer:
    """What changed in one layer: its outputs, its inputs, or something else."""
    found = _Layer(label, layer_name(label, case.address(rows[0]).name), rows)
    leaves = {case.address(place).leaf: place for place in rows}
    if "recurrent_kernel" in leaves:
        place = leaves["recurrent_kernel"]
        found.out, found.has_kernel = _pair(case, place, -2), True
        if "kernel" in leaves:
            found.into = _pair(case, leaves["kernel"], -2)
        if found.out is None:
            found.others = rows
        return found
    biases = {
        pair for place in rows if len(case.expected(place) or ()) == 1 and (pair := _pair(case, place, -1))
    }
    for place in rows:
        expected, stored = case.expected(place), case.stored(place)
        if expected is None or stored is None or len(expected) != len(stored):
            found.others.append(place)
            continue
        rank = len(expected)
        if rank == 1:
            found.out = found.out or _pair(case, place, -1)
            continue
        if rank == 0:
            continue
        out, into = _pair(case, place, -1), _pair(case, place, -2)
        others = [axis for axis in range(3, rank + 1) if _pair(case, place, -axis)]
        if others or (out and biases and out not in biases and into not in biases):
            found.others.append(place)
            continue
        if into in biases and out not in biases:  # a transposed convolution: [..., out, in]
            out, into = into, out
        found.has_kernel = True
        found.noun = "filters" if rank >= 4 or (rank == 3 and "conv" in found.name.lower()) else "units"
        if _EMBEDDING.search(f"{found.name}/{case.address(place).leaf}"):
            found.noun = "dimensions"
        found.out, found.into = found.out or out, found.into or into
    return found


def _sizes(case: Case, layers: list[_Layer], structure: list[Draft]) -> list[Draft]:
    causes = [layer for layer in layers if layer.out and layer.has_kernel]
    by_sizes: dict[tuple[Sizes, str], list[_Layer]] = defaultdict(list)
    for layer in causes:
        assert layer.out is not None
        by_sizes[layer.out, layer.noun].append(layer)
    order = {layer.label: place for place, layer in enumerate(layers)}
    drafts: dict[tuple[Sizes, str], Draft] = {}
    followers: dict[tuple[Sizes, str], list[_Layer]] = defaultdict(list)
    rest = []
    for layer in layers:
        if layer.out and layer.has_kernel:
            continue
        if layer.others and not layer.into and not layer.out:
            rest.append(layer)
            continue
        change = layer.into or layer.out
        key = _cause_of(change, by_sizes, order, layer) if change else None
        if key is not None:
            followers[key].append(layer)
        elif change is None or not _joins(case, layer, change, structure):
            rest.append(layer)
    for key, together in by_sizes.items():
        drafts[key] = _units(case, key, together, followers[key])
    found = list(drafts.values())
    for layer in rest:
        found.append(_rest(case, layer))
    return found


def _cause_of(
    change: Sizes, by_sizes: dict[tuple[Sizes, str], list[_Layer]], order: dict[str, int], layer: _Layer
) -> tuple[Sizes, str] | None:
    """The layers whose outputs changed as this one's inputs did; flattened maps count by their multiple."""
    exact = [key for key in by_sizes if key[0] == change]
    if not exact:
        exact = [
            key
            for key in by_sizes
            if change[0] % max(key[0][0], 1) == 0
            and change[1] % max(key[0][1], 1) == 0
            and change[0] // max(key[0][0], 1) == change[1] // max(key[0][1], 1)
        ]
    if not exact:
        return None
    return min(
        exact, key=lambda key: min(abs(order[layer.label] - order[one.label]) for one in by_sizes[key])
    )


def _joins(case: Case, layer: _Layer, change: Sizes, structure: list[Draft]) -> bool:
    """Whether the inputs changed because a layer before was added or is gone; then its rows join that finding."""
    for draft in structure:
        is_ours = draft.kind in ("layer-added", "layer-inserted")
        if draft.kind not in ("layer-added", "layer-inserted", "layer-gone", "layer-removed"):
            continue
        size = change[0] if is_ours else change[1]
        for place in draft.rows:
            shape = case.expected(place) if is_ours else case.stored(place)
            if shape and shape[-1] == size:
                draft.rows = sorted({*draft.rows, *layer.rows})
                draft.consequences.append(layer.name)
                case.explained.update(layer.rows)
                return True
    return False


def _units(case: Case, key: tuple[Sizes, str], causes: list[_Layer], followers: list[_Layer]) -> Draft:
    (ours, theirs), noun = key
    rows = sorted(place for layer in (*causes, *followers) for place in layer.rows)
    names = [layer.name for layer in causes]
    who = upper_first(layers_text(names))
    kind = {"units": "units-changed", "filters": "filters-changed", "dimensions": "embedding-size"}[noun]
    title = f"{who} {'has' if len(names) == 1 else 'have'} {ours:,} {noun} in the model, {theirs:,} in the checkpoint"
    if len(causes) == 1 and not followers and noun == "units" and _is_last(case, causes[0]):
        kind = "classes-changed"
        title = f"The last layer, {names[0]}, has {ours:,} outputs in the model, {theirs:,} in the checkpoint"
    has_slots = any(side is not None and side.kind == "slot" for side in case.ours)
    tally = count(len(rows), "variable")
    if has_slots:
        tally = "1 variable and its slots" if len(rows) == 1 else f"{len(rows):,} variables and their slots"
    detail = f"{tally}."
    if followers:
        after = layers_text([layer.name for layer in followers])
        detail = f"{tally}; {after} {'follows' if len(followers) == 1 else 'follow'} from it."
    into = [layer for layer in causes if layer.into and layer.into != layer.out]
    explained = {layer.out for layer in causes}
    if into and kind != "classes-changed" and any(layer.into not in explained for layer in into):
        layer = into[0]
        assert layer.into is not None
        told = f"The inputs of {layers_text([layer.name])} changed as well: {layer.into[0]:,} against {layer.into[1]:,}."
        detail = f"{detail} {told}"
    labels = [layer.label for layer in causes]
    follow = [layer.name for layer in followers]
    return Draft(kind, title, rows, detail, labels, theirs, consequences=follow)


def _is_last(case: Case, layer: _Layer) -> bool:
    """Whether this is the model's last layer: called so, or the last where layers are counted."""
    if _LAST_NAMES.fullmatch(layer.name) or _LAST_NAMES.fullmatch(layer.label):
        return True
    match = re.fullmatch(r"(.*layer_with_weights-)(\d+)", layer.label)
    if match is None:
        return False
    following = f"{match[1]}{int(match[2]) + 1}/"
    return not any(side is not None and side.path.startswith(following) for side in case.ours)


def _rest(case: Case, layer: _Layer) -> Draft:
    place = (layer.others or layer.rows)[0]
    expected, stored = case.expected(place), case.stored(place)
    if not layer.others and layer.into:
        ours, theirs = layer.into
        title = f"{upper_first(layers_text([layer.name]))} takes {ours:,} inputs in the model, {theirs:,} in the checkpoint"
        detail = "Its outputs are the same: the data, or what stands before it, has changed."
        return Draft("input-width", title, layer.rows, detail, [layer.label], theirs)
    if (
        expected
        and stored
        and len(expected) == len(stored) >= 3
        and expected[-2:] == stored[-2:]
        and len(layer.rows) == 1
    ):
        title = (
            f"{upper_first(layers_text([layer.name]))} has a kernel of {_by(expected[:-2])} in the model, "
            f"{_by(stored[:-2])} in the checkpoint"
        )
        return Draft("kernel-size", title, layer.rows, "", [layer.label])
    shown = case.address(place).label
    title = f"{shown} is {shape_text(expected)} in the model, {shape_text(stored)} in the checkpoint"
    detail = ""
    if len(layer.rows) > 1:
        others = [case.address(row).leaf for row in layer.rows if row != place]
        detail = f"Other variables of this layer differ, too: {listed(others)}."
    return Draft("shape-changed", title, layer.rows, detail, [layer.label])


def _by(sizes: tuple[int | None, ...]) -> str:
    return " x ".join("?" if size is None else str(size) for size in sizes)
