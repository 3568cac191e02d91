"""Causes that concern a checkpoint as a whole: its format, damage, another model altogether, number types."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Case, of_kind
from explorer.analysis.restoring.causes.words import count, listed
from explorer.analysis.restoring.verdicts import PROBLEM_VERDICTS
from explorer.formats.reader import KERAS_FORMATS

_KERAS_ENDINGS = (".h5", ".hdf5", ".keras")
_NUMBERED = re.compile(r"(?:^|/)vars/\d+$")
_FEWEST = 3  # variables from which on "nothing in common" means something
_FLOATS = frozenset({"float16", "bfloat16", "float32", "float64"})


def format_causes(case: Case) -> list[Draft]:
    """A finding where the two sides are files of different kinds. It explains no row by itself."""
    checkpoint, target = case.checkpoint, case.target
    ours = (
        target.source.lower().endswith(_KERAS_ENDINGS)
        or target.kind == "keras config"
        or target.keras is not None
    )
    theirs = checkpoint.format in KERAS_FORMATS
    if theirs and not ours and target.kind in ("checkpoint", "meta", "graph"):
        title = "The checkpoint is a file of Keras, the target is a checkpoint or graph of TensorFlow"
        detail = (
            "tf.train.Checkpoint and Saver do not read files of Keras: load it with load_weights into the "
            "model that wrote it, and save that model as a checkpoint."
        )
        rates = _rates(case)
        if rates:
            detail += " It keeps the learning rate in its configuration, not among its values."
        case.explained.update(rates)
        return [Draft("keras-file", title, rates, detail)]
    if not theirs and target.source.lower().endswith(_KERAS_ENDINGS):
        title = "The target is a file of Keras, the checkpoint is one of TensorFlow"
        detail = "load_weights of Keras 3 does not read it; tf.train.Checkpoint does, into a model of the same layers."
        return [Draft("keras-file", title, [], detail)]
    if theirs or ours or target.kind == "table" or checkpoint.object_based == target.object_based:
        return []
    if checkpoint.object_based:
        title = "The model restores by names, the checkpoint is object-based"
        detail = "A Saver finds the values by the names stored in the object graph if every one of its names is there."
        return [Draft("object-based-file", title, [], detail)]
    title = "The model restores by objects, the checkpoint is name-based"
    detail = "tf.train.Checkpoint then takes values by the variables' names and is silent about those it does not find."
    # Only tf.train.Checkpoint makes a save_counter, and it makes it by itself.
    rows = [
        place for place in case.places("missing in checkpoint") if case.address(place).label == "save_counter"
    ]
    case.explained.update(rows)
    return [Draft("name-based-file", title, rows, detail)]


def _rates(case: Case) -> list[int]:
    """Learning rates the model asks for, where the file holds the rest of an optimizer's state."""
    if not any(side is not None and side.kind == "slot" for side in case.theirs):
        return []
    return [
        place
        for place in of_kind(case, case.places("missing in checkpoint"), "optimizer")
        if case.address(place).leaf == "learning_rate"
    ]


def damage_causes(case: Case) -> list[Draft]:
    """A finding of all values that cannot be trusted."""
    rows = case.places("damaged")
    if not rows:
        return []
    case.explained.update(rows)
    keys = [case.rows[place].key for place in rows]
    title = (
        f"{count(len(rows), 'stored value')} {'is' if len(rows) == 1 else 'are'} damaged: {listed(keys, 3)}"
    )
    detail = case.rows[rows[0]].sentence.partition("trusted: ")[2] or case.rows[rows[0]].sentence
    return [Draft("damaged", title, rows, _sentence(detail))]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def stranger_causes(case: Case, renamed: int) -> list[Draft]:
    """One finding where hardly any variable of the model is in the checkpoint, under whatever name."""
    wanted = [place for place, side in enumerate(case.ours) if side is not None and side.kind == "variable"]
    held = [place for place, side in enumerate(case.theirs) if side is not None and side.kind == "variable"]
    if len(wanted) < _FEWEST or len(held) < _FEWEST:
        return []
    common = sum(
        case.theirs[place] is not None and case.rows[place].verdict not in ("shape differs", "dtype differs")
        for place in wanted
    )
    if 10 * common > len(wanted) or 4 * renamed >= min(len(wanted), len(held)):
        return []
    matched = [place for place in wanted if case.theirs[place] is not None]
    if 2 * len(matched) > min(len(wanted), len(held)):
        return []  # the same names in other sizes: told layer by layer
    rows = sorted({*case.problems, *case.places("unused by model")})
    if not rows:
        return []
    case.explained.update(rows)
    if _names_differ(case, wanted, held):
        title = "The two sides name their variables in different ways: hardly any can be matched by name"
        detail = "This tells nothing about their shapes. Compare two files of one kind, or load the model that saved one of them."
        return [Draft("other-naming", title, rows, detail)]
    has = "none" if not common else f"only {common:,}"
    title = f"The checkpoint is of another model: {has} of the model's {len(wanted):,} variables {'is' if common < 2 else 'are'} in it"
    ours = listed([case.address(place).label for place in wanted], 3)
    theirs = listed([case.address(place).label for place in held], 3)
    detail = f"The model has {ours}; the checkpoint holds {theirs}."
    return [Draft("other-model", title, rows, detail)]


def _names_differ(case: Case, wanted: list[int], held: list[int]) -> bool:
    """Whether one side numbers its variables (archives of Keras), or only one side keeps them by objects."""
    ours = sum(_NUMBERED.search(case.address(place).path) is not None for place in wanted)
    theirs = sum(_NUMBERED.search(case.address(place).path) is not None for place in held)
    return (
        (2 * ours > len(wanted)) != (2 * theirs > len(held))
        or (case.checkpoint.object_based != case.target.object_based)
        or (case.checkpoint.format in KERAS_FORMATS)
        != (case.target.keras is not None or case.target.source.lower().endswith((*_KERAS_ENDINGS, ".json")))
    )


def count_causes(case: Case) -> list[Draft]:
    """Where one side numbers its layers and the other names them: how many there are, if the numbers differ."""
    ours = [place for place, side in enumerate(case.ours) if side is not None and side.kind == "variable"]
    theirs = [place for place, side in enumerate(case.theirs) if side is not None and side.kind == "variable"]
    numbered = [
        any(_NUMBERED.search(side.label) for place in places if (side := sides[place]) is not None)
        for places, sides in ((ours, case.ours), (theirs, case.theirs))
    ]
    if numbered[0] == numbered[1]:
        return []
    more = len({side.layer for place in ours if (side := case.ours[place]) is not None})
    less = len({side.layer for place in theirs if (side := case.theirs[place]) is not None})
    rows = of_kind(case, sorted({*case.problems, *case.places("unused by model")}), "variable")
    if more == less or not rows:
        return []
    case.explained.update(rows)
    title = f"The model has {count(more, 'layer')} with weights, the checkpoint {less:,}"
    detail = "The file numbers its layers, so all from the first other one on are shifted."
    return [Draft("layer-inserted" if more > less else "layer-removed", title, rows, detail)]


def type_causes(case: Case) -> list[Draft]:
    """Findings of number types, one for each pair of types."""
    by_types: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in case.places("dtype differs"):
        row = case.rows[place]
        if row.expected is not None and row.stored is not None:
            by_types[row.expected.dtype or "?", row.stored.dtype or "?"].append(place)
    drafts = []
    for (ours, theirs), rows in by_types.items():
        case.explained.update(rows)
        drafts.append(_types(case, ours, theirs, rows))
    return drafts


def _types(case: Case, ours: str, theirs: str, rows: list[int]) -> Draft:
    kinds = {case.address(place).kind for place in rows}  # loaders of Keras convert weights, not slots
    floats = [
        place
        for place, row in enumerate(case.rows)
        if row.expected is not None and row.stored is not None and row.stored.dtype in _FLOATS
        if case.address(place).kind in kinds
    ]
    types = (ours, theirs)
    if {ours, theirs} <= _FLOATS and 5 * len(rows) >= 4 * len(floats) and len(rows) > 1:
        noun = "slot" if kinds == {"slot"} else "variable"
        title = (
            f"The model keeps its variables in {ours}, the checkpoint in {theirs} ({count(len(rows), noun)})"
        )
        detail = "The dtype policy or the default float type of the program has changed."
        return Draft("dtype-policy", title, rows, detail, dtypes=types)
    variables = of_kind(case, rows, "variable") or rows
    labels = [case.address(place).label for place in variables]
    leaves = Counter(case.address(place).leaf for place in variables)
    if len(rows) == 1:
        title = f"{case.address(rows[0]).label} is {ours} in the model, {theirs} in the checkpoint"
    elif len(leaves) == 1 and len(variables) > 1:
        leaf = next(iter(leaves))
        title = f"{count(len(variables), 'variable')} called {leaf} are {ours} in the model, {theirs} in the checkpoint"
    else:
        title = f"{count(len(variables), 'variable')} {'is' if len(variables) == 1 else 'are'} {ours} in the model, {theirs} in the checkpoint: {listed(labels, 3)}"
    slots = len(rows) - len(variables)
    return Draft(
        "dtype-changed",
        title,
        rows,
        f"With {count(slots, 'slot')} of the optimizer." if slots else "",
        dtypes=types,
    )


def fine_causes(case: Case) -> list[Draft]:
    """The one finding of a checkpoint that fits."""
    if any(row.verdict in PROBLEM_VERDICTS for row in case.rows):
        return []
    wanted = [place for place, row in enumerate(case.rows) if row.expected is not None]
    if not wanted:
        return []
    unsure = sum(case.rows[place].verdict == "unknown" for place in wanted)
    if unsure:
        title = f"Nothing speaks against it, but of {count(unsure, 'variable')} the target tells neither shape nor dtype"
        return [Draft("fits", title, [])]
    title = (
        "The only variable of the model fits"
        if len(wanted) == 1
        else f"All {len(wanted):,} variables of the model fit"
    )
    return [Draft("fits", title, [])]
