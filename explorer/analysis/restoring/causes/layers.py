"""Layers and biases that only one side has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Address, Case, of_kind
from explorer.analysis.restoring.causes.words import count, layer_name, layers_text, listed, upper_first
from explorer.analysis.restoring.cures.predicted import is_own_value, is_shifted
from explorer.checkpoints.shape_text import shape_text

_ONE_SIDED = ("layer-added", "layer-inserted", "layer-gone", "layer-removed")
_BIASES = frozenset({"bias", "biases", "b", "beta"})


def layer_causes(case: Case, moved: Sequence[Draft] = ()) -> list[Draft]:
    """Findings of whole layers and of biases that the model added or dropped.

    What else belongs to a layer that is known to be inserted joins that finding, one of `moved`.
    """
    one_sided = case.places("missing in checkpoint", "unused by model")
    if not of_kind(case, one_sided, "variable"):
        return []
    common = {
        address.layer
        for side in (case.ours, case.theirs)
        for place, address in enumerate(side)
        if address is not None and address.kind == "variable"
        if case.ours[place] is not None and case.theirs[place] is not None
    }
    drafts = _one_sided(case, "missing in checkpoint", common) + _one_sided(case, "unused by model", common)
    for draft in drafts:
        case.explained.update(draft.rows)
        for other in moved:
            if draft.kind in _ONE_SIDED and set(draft.names) <= set(other.layers):
                other.rows = sorted({*other.rows, *draft.rows})
                draft.rows = []
    return [draft for draft in drafts if draft.rows]


def _one_sided(case: Case, verdict: str, common: set[str]) -> list[Draft]:
    is_missing = verdict == "missing in checkpoint"
    by_layer: dict[str, list[int]] = defaultdict(list)
    for place in of_kind(case, case.places(verdict), "variable"):
        by_layer[case.address(place).layer].append(place)
    whole = {layer: places for layer, places in by_layer.items() if layer not in common and layer}
    drafts = _layers(case, whole, is_missing) if whole else []
    parts = [place for layer, places in by_layer.items() if layer not in whole for place in places]
    kernels = {
        address.layer
        for place, address in enumerate(case.ours)
        if address is not None and len(case.expected(place) or ()) > 1 and address.kind == "variable"
    }
    biases = [
        place
        for place in parts
        if case.address(place).leaf in _BIASES
        and case.address(place).layer in kernels
        and len((case.expected(place) if is_missing else case.stored(place)) or ()) == 1
    ]
    if biases:
        drafts.append(_biases(case, biases, is_missing))
    others = sorted(set(parts) - set(biases))
    if others:
        drafts.append(_variables(case, others, is_missing))
    return drafts


def _names(case: Case, layers: dict[str, list[int]], is_missing: bool) -> list[str]:
    """The layers' names; what holds several of them, and nothing the other side has, is named in their place."""
    known = _scopes(case, case.theirs if is_missing else case.ours)
    names = []
    for layer, places in layers.items():
        name = layer_name(layer, case.address(places[0]).name)
        if name == layer:
            while (holder := name.rpartition("/")[0]) and holder not in known:
                name = holder
        names.append(name)
    return list(dict.fromkeys(names))


def _scopes(case: Case, side: list[Address | None]) -> set[str]:
    """Every beginning of a label on one side."""
    found: set[str] = set()
    for address in side:
        scope = address.label if address is not None else ""
        while (scope := scope.rpartition("/")[0]) and scope not in found:
            found.add(scope)
    return found


def _layers(case: Case, layers: dict[str, list[int]], is_missing: bool) -> list[Draft]:
    rows = sorted(place for places in layers.values() for place in places)
    names = _names(case, layers, is_missing)
    side = case.expected if is_missing else case.stored
    shapes = listed([shape_text(side(place)) for place in rows])
    who = upper_first(layers_text(names))
    detail = f"1 variable: {shapes}." if len(rows) == 1 else f"{len(rows):,} variables: {shapes}."
    shifted = is_shifted(case)
    if shifted:
        taken = [place for place in case.places("wrong value silently") if is_own_value(case, place)]
        rows = sorted({*rows, *taken})
        detail += " Layers are matched by their number, so those after it would take the values of others."
    if is_missing:
        title = f"{who} {'is' if len(names) == 1 else 'are'} in the model, not in the checkpoint"
        return [
            Draft(
                "layer-inserted" if shifted else "layer-added", title, rows, detail, list(layers), names=names
            )
        ]
    title = f"{who} {'is' if len(names) == 1 else 'are'} in the checkpoint, not in the model"
    return [
        Draft("layer-removed" if shifted else "layer-gone", title, rows, detail, list(layers), names=names)
    ]


def _biases(case: Case, biases: list[int], is_missing: bool) -> Draft:
    layers = list(dict.fromkeys(case.address(place).layer for place in biases))
    names = [layer_name(case.address(place).layer, case.address(place).name) for place in biases]
    who = upper_first(layers_text(list(dict.fromkeys(names))))
    is_one = len(layers) == 1
    if is_missing:
        title = f"{who} {'has a bias' if is_one else 'have biases'} in the model, none in the checkpoint"
        return Draft("bias-added", title, biases, "", layers)
    title = f"{who} {'has' if is_one else 'have'} no bias in the model, the checkpoint holds {'one' if is_one else 'them'}"
    return Draft("bias-dropped", title, biases, "", layers)


def _variables(case: Case, places: list[int], is_missing: bool) -> Draft:
    labels = [case.address(place).label for place in places]
    noun = count(len(places), "variable")
    if is_missing:
        title = f"{noun} of the model {'is' if len(places) == 1 else 'are'} not in the checkpoint: {listed(labels)}"
        return Draft("variable-missing", title, places)
    title = (
        f"{noun} of the checkpoint {'is' if len(places) == 1 else 'are'} not in the model: {listed(labels)}"
    )
    return Draft("variable-unused", title, places)
