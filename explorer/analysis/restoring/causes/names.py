"""Variables that are there under another name: renamed layers and variables, scopes added or dropped.

A pair shares the end (or the beginning) of its names and fits in shape and dtype. What differs in
between is a rule; rules that explain most pairs win, so that one rule takes all of a scope.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Address, Case, of_kind
from explorer.analysis.restoring.causes.words import count, listed
from explorer.analysis.restoring.finding import RenamePair
from explorer.task import breathing

Rule = tuple[str, str]  # what stands in the model's label, what in the checkpoint's
_SURE = 0.9
_MOST_ALIKE = 8  # candidates of one variable; more cannot be told apart
_MOST_RULES = 6  # findings of renames before they are told as one
_NUMBERED = re.compile(r"^(.*?)(?:_\d+)?$")


def name_causes(case: Case, renames: Sequence[RenamePair]) -> list[Draft]:
    """Findings of renames. Rows of slots follow their variables later."""
    missing = of_kind(case, case.places("missing in checkpoint"), "variable")
    unused = of_kind(case, case.places("unused by model"), "variable")
    if not missing or not unused:
        return []
    pairs = _told_pairs(case, missing, unused, renames)
    taken_ours, taken_theirs = set(pairs), set(pairs.values())
    rules = {place: _rule(case.address(place), case.address(other)) for place, other in pairs.items()}
    candidates = _candidates(
        case,
        [place for place in missing if place not in taken_ours],
        [place for place in unused if place not in taken_theirs],
    )
    votes = Counter(rules.values())
    for found in candidates.values():
        votes.update(rule for rule, _ in found)
    for place, found in breathing(candidates.items()):
        free = [(rule, other) for rule, other in found if other not in taken_theirs]
        if not free:
            continue
        best = max(free, key=lambda pair: votes[pair[0]])
        rivals = [other for rule, other in free if votes[rule] == votes[best[0]]]
        if len(set(rivals)) > 1:
            continue  # two are as likely: none is named
        pairs[place], rules[place] = best[1], best[0]
        taken_theirs.add(best[1])
    _in_order(case, missing, unused, pairs, rules)
    if pairs and _counts_classes(case, pairs.values()):
        return [_other_naming(case)]
    return _drafts(case, pairs, rules)


def _counts_classes(case: Case, stored: Iterable[int]) -> bool:
    """Whether these are groups of an archive that only counts the layers of a class: nothing is called so."""
    if case.checkpoint.format not in ("weights_h5", "keras"):
        return False
    return all(case.checkpoint.names[case.rows[place].row] in ("", case.rows[place].key) for place in stored)


def _other_naming(case: Case) -> Draft:
    rows = of_kind(
        case, case.places("missing in checkpoint", "unused by model"), "variable", "slot", "optimizer"
    )
    case.explained.update(rows)
    title = "The file counts its layers class by class, the target tells no classes: some layers cannot be told apart"
    detail = "Take the configuration of the model, model.to_json(), or a file of Keras as the target: it tells them."
    return Draft("other-naming", title, rows, detail)


def _told_pairs(
    case: Case, missing: list[int], unused: list[int], renames: Sequence[RenamePair]
) -> dict[int, int]:
    """The pairs a solver is sure of: place of the missing row -> place of the unused one."""
    by_variable = {case.rows[place].variable: place for place in missing}
    by_row = {case.rows[place].row: place for place in unused}
    found: dict[int, int] = {}
    taken: set[int] = set()
    for pair in sorted(renames, key=lambda pair: -pair.confidence):
        ours, theirs = by_variable.get(pair.variable, -1), by_row.get(pair.row, -1)
        if pair.confidence < _SURE or ours < 0 or theirs < 0 or ours in found or theirs in taken:
            continue
        found[ours] = theirs
        taken.add(theirs)
    return found


def _fits(case: Case, ours: int, theirs: int) -> bool:
    expected, stored = case.rows[ours].expected, case.rows[theirs].stored
    if expected is None or stored is None:
        return False
    if expected.dtype is not None and expected.dtype != stored.dtype:
        return False
    return expected.shape == stored.shape and expected.shape is not None


def _candidates(case: Case, missing: list[int], unused: list[int]) -> dict[int, list[tuple[Rule, int]]]:
    """Of each missing row the unused ones with the longest common end, then with the same beginning."""
    by_tail: dict[tuple[str, object], list[int]] = defaultdict(list)
    by_head: dict[tuple[str, object], list[int]] = defaultdict(list)
    for place in breathing(unused):
        parts = _parts(case.address(place))
        shape = case.stored(place)
        for start in range(max(0, len(parts) - 5), len(parts)):
            by_tail["/".join(parts[start:]), shape].append(place)
        by_head["/".join(parts[:-1]), shape].append(place)
    found: dict[int, list[tuple[Rule, int]]] = {}
    for place in breathing(missing):
        address = case.address(place)
        parts = _parts(address)
        shape = case.expected(place)
        near: list[int] = []
        for start in range(max(0, len(parts) - 5), len(parts)):
            near = by_tail.get(("/".join(parts[start:]), shape), [])
            if near:
                break
        if not near:
            near = by_head.get(("/".join(parts[:-1]), shape), []) if len(parts) > 1 else []
            if len(near) != 1:
                continue
        if len(near) > _MOST_ALIKE:
            continue
        fitting = [other for other in near if _fits(case, place, other)]
        if fitting:
            found[place] = [(_rule(address, case.address(other)), other) for other in fitting]
    return found


def _parts(address: Address) -> list[str]:
    parts = address.label.split("/")
    parts[-1] = parts[-1].lstrip("_")
    return parts


def _rule(ours: Address, theirs: Address) -> Rule:
    """The parts in which two labels differ, without their common beginning and end."""
    one, other = _parts(ours), _parts(theirs)
    first = 0
    while first < min(len(one), len(other)) - 1 and one[first] == other[first]:
        first += 1
    last = 0
    while last < min(len(one), len(other)) - first and one[-1 - last] == other[-1 - last]:
        last += 1
    head = "/".join(one[:first])
    ours_part, theirs_part = (
        "/".join(one[first : len(one) - last]),
        "/".join(other[first : len(other) - last]),
    )
    if last == 0:  # the variables themselves are called otherwise: this one word, wherever it stands
        return ours_part and f"*/{one[-1]}", theirs_part and f"*/{other[-1]}"
    if head and not (ours_part and theirs_part):
        return "/".join((head, ours_part)).rstrip("/"), "/".join((head, theirs_part)).rstrip("/")
    return "/".join(filter(None, (head, ours_part))), "/".join(filter(None, (head, theirs_part)))


def _in_order(
    case: Case, missing: list[int], unused: list[int], pairs: dict[int, int], rules: dict[int, Rule]
) -> None:
    """Layers that differ in their number alone (dense and dense_2), paired in order where all shapes bear it out."""
    ours, theirs = defaultdict(list), defaultdict(list)
    taken = set(pairs.values())
    for place in missing:
        if place not in pairs:
            ours[_family(case.address(place))].append(place)
    for place in unused:
        if place not in taken:
            theirs[_family(case.address(place))].append(place)
    for family, expected in ours.items():
        stored = theirs.get(family, [])
        if len(stored) != len(expected):
            continue
        one = sorted(expected, key=lambda place: _number(case.address(place)))
        other = sorted(stored, key=lambda place: _number(case.address(place)))
        if all(_fits(case, mine, its) for mine, its in zip(one, other)):
            for mine, its in zip(one, other):
                pairs[mine], rules[mine] = its, _rule(case.address(mine), case.address(its))


def _family(address: Address) -> str:
    return re.sub(r"_\d+(?=/)", "", "/".join(_parts(address)))


def _number(address: Address) -> tuple[int, ...]:
    return tuple(int(digits[:9]) for digits in re.findall(r"_(\d+)(?=/)", address.label)) or (0,)


def _drafts(case: Case, pairs: dict[int, int], rules: dict[int, Rule]) -> list[Draft]:
    by_rule: dict[Rule, list[int]] = defaultdict(list)
    for place in sorted(pairs):
        by_rule[rules[place]].append(place)
    drafts = []
    for rule, places in by_rule.items():
        drafts.append(_draft(case, rule, places, pairs))
    layouts = [draft for draft in drafts if _is_layout(case, draft, pairs)]
    if layouts and len(layouts) == len(drafts):
        drafts = [_layout(case, layouts)]
    numbered = [draft for draft in drafts if draft.kind == "numbered-otherwise"]
    if len(numbered) > 1:
        drafts = [draft for draft in drafts if draft.kind != "numbered-otherwise"]
        drafts.append(_merged_numbers(numbered))
    renamed = [draft for draft in drafts if draft.kind != "scope-prefix"]
    if len(renamed) > _MOST_RULES:
        drafts = [draft for draft in drafts if draft.kind == "scope-prefix"]
        drafts.append(_merged(case, renamed))
    for draft in drafts:
        draft.pairs = [
            (case.rows[place].variable, case.rows[pairs[place]].row) for place in draft.rows if place in pairs
        ]
        case.explained.update(draft.rows)
    return drafts


def _draft(case: Case, rule: Rule, places: list[int], pairs: dict[int, int]) -> Draft:
    rows = sorted([*places, *(pairs[place] for place in places)])
    ours, theirs = rule
    tally = count(len(places), "variable")
    first = case.address(places[0])
    layers = list(dict.fromkeys(case.address(place).layer for place in places))
    if ours.startswith("*/"):
        title = f"Variables called {ours[2:]} in the model are called {theirs[2:]} in the checkpoint"
        if len(places) == 1:
            other = case.address(pairs[places[0]])
            title = f"Variable {first.label} in the model is called {other.label} in the checkpoint"
        return Draft("variable-renamed", title, rows, f"{tally} of the same shapes.", layers, scope=rule)
    added = ours.removesuffix(theirs).rstrip("/") if not theirs or ours.endswith(f"/{theirs}") else ""
    dropped = theirs.removesuffix(ours).rstrip("/") if not ours or theirs.endswith(f"/{ours}") else ""
    if not added and theirs and ours.startswith(f"{theirs}/"):
        added = ours
    if not dropped and ours and theirs.startswith(f"{ours}/"):
        dropped = theirs
    if added or dropped:
        scope = f"{added or dropped}/"
        if added:
            title = f"The model's names have the scope {scope}, the checkpoint's do not"
        else:
            title = f"The checkpoint's names have the scope {scope}, the model's do not"
        detail = f"{tally} in {count(len(layers), 'layer')} fit in shape once the scope is added or left out."
        return Draft("scope-prefix", title, rows, detail, layers, scope=rule)
    words, other_words = ours.split("/"), theirs.split("/")
    is_numbered = len(words) == len(other_words) and all(
        _bare(mine) == _bare(its) for mine, its in zip(words, other_words)
    )
    if is_numbered:
        title = f"{_called(case, places, ours)} in the model is {theirs} in the checkpoint"
        detail = "Automatic names are numbered through a program: a second model in it gets the next numbers."
        return Draft("numbered-otherwise", title, rows, detail, [ours], scope=rule)
    title = f"{_called(case, places, ours)} in the model is called {theirs} in the checkpoint"
    return Draft("layer-renamed", title, rows, f"{tally} of the same shapes.", layers, scope=rule)


def _is_layout(case: Case, draft: Draft, pairs: dict[int, int]) -> bool:
    """Whether one side keeps these variables by number (Keras 3's optimizers do), the other by path."""
    return (
        case.checkpoint.object_based
        and case.target.object_based
        and all(
            (case.address(place).label == case.address(place).path)
            != (case.address(pairs[place]).label == case.address(pairs[place]).path)
            for place in draft.rows
            if place in pairs
        )
    )


def _layout(case: Case, drafts: list[Draft]) -> Draft:
    rows = sorted(place for draft in drafts for place in draft.rows)
    ours = [case.ours[place] for place in rows if case.ours[place] is not None]
    by_number = bool(ours) and ours[0] is not None and ours[0].label != ours[0].path
    sides = ("Keras 3", "Keras 2") if by_number else ("Keras 2", "Keras 3")
    title = f"The model's objects are those of {sides[0]}, the checkpoint's those of {sides[1]}"
    detail = f"{count(len(rows) // 2, 'variable')} of the same shapes are kept under other edges, so none is matched."
    layers = list(dict.fromkeys(layer for draft in drafts for layer in draft.layers))
    return Draft("keras-layout", title, rows, detail, layers)


def _called(case: Case, places: list[int], label: str) -> str:
    layers = {case.address(place).layer for place in places}
    if (
        all(case.address(place).path == case.address(place).label for place in places)
        and case.target.object_based
    ):
        return f"Attribute {label}"
    return f"Layer {label}" if layers == {label} else f"Scope {label}"


def _bare(word: str) -> str:
    match = _NUMBERED.match(word)
    return match[1] if match else word


def _merged_numbers(drafts: list[Draft]) -> Draft:
    shown = listed([f"{draft.scope[0]} is {draft.scope[1]}" for draft in drafts], 3)
    title = f"{count(len(drafts), 'layer')} are numbered otherwise: {shown} in the checkpoint"
    rows = sorted(place for draft in drafts for place in draft.rows)
    layers = [layer for draft in drafts for layer in draft.layers]
    return Draft("numbered-otherwise", title, rows, drafts[0].detail, layers, scope=drafts[0].scope)


def _merged(case: Case, drafts: list[Draft]) -> Draft:
    rows = sorted(place for draft in drafts for place in draft.rows)
    shown = listed(
        [f"{draft.scope[0].removeprefix('*/')} is {draft.scope[1].removeprefix('*/')}" for draft in drafts], 3
    )
    title = f"{count(len(rows) // 2, 'variable')} have other names in the checkpoint: {shown}"
    layers = list(dict.fromkeys(layer for draft in drafts for layer in draft.layers))
    return Draft("layer-renamed", title, rows, "All of the same shapes.", layers, scope=drafts[0].scope)
