"""Cures where sizes, number types or parts of variables differ."""

from __future__ import annotations

import re

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Case
from explorer.analysis.restoring.cures import code
from explorer.analysis.restoring.cures import code_graph as graph_code
from explorer.analysis.restoring.cures.pairs import kept_pairs, labelled
from explorer.analysis.restoring.cures.pieces import (
    assign_by_name,
    is_graph,
    path_of,
    read_pairs,
    take_the_rest,
    way_of,
)
from explorer.analysis.restoring.finding import Cure

_ESTIMATOR = re.compile(r"(?:.*/)?dnn/hiddenlayer_(\d+)")
_NOUNS = {
    "units-changed": "units",
    "filters-changed": "filters",
    "classes-changed": "outputs",
    "embedding-size": "dimensions",
    "input-width": "inputs",
    "vocabulary-changed": "entries",
    "sequence-length": "positions",
}
_ARGUMENTS = {
    "filters-changed": "filters",
    "embedding-size": "output_dim",
    "vocabulary-changed": "input_dim",
    "units-changed": "units",
    "classes-changed": "units",
}


def sizes(case: Case, draft: Draft) -> list[Cure]:
    """The model with the stored sizes, or what fits."""
    noun = _NOUNS.get(draft.kind, "")
    hidden = [match for layer in draft.layers if (match := _ESTIMATOR.fullmatch(layer))]
    if hidden and draft.kind == "units-changed":
        units = _hidden_units(case)
        cures = [
            Cure(
                f"Build the Estimator with the widths the checkpoint was saved with: hidden_units={units}.",
                f"hidden_units = {units}  # give it to the Estimator: DNNClassifier(..., hidden_units=hidden_units)",
            ),
            Cure(
                "To keep the new widths, train in a model_dir of its own, an empty one: "
                "an Estimator restores whatever its model_dir holds."
            ),
        ]
    elif noun:
        argument = _ARGUMENTS.get(draft.kind, "")
        size = draft.stored_size
        text = (
            f"Build the model with {size:,} {noun} there, as the checkpoint was saved: {argument}={size}."
            if argument
            else f"Build the model with {size:,} {noun} there, as the checkpoint was saved."
        )
        cures = [Cure(text)]
    else:
        cures = [Cure("Build the model with the shapes the checkpoint was saved with.")]
    return [*cures, take_the_rest(case, "these layers")]


def _hidden_units(case: Case) -> list[int]:
    """The stored widths of all hidden layers of an Estimator, in order."""
    found: dict[int, int] = {}
    for place, side in enumerate(case.theirs):
        if side is None or side.kind != "variable" or side.leaf != "bias":
            continue
        match = _ESTIMATOR.fullmatch(side.layer)
        shape = case.stored(place)
        if match and shape and shape[0] is not None and len(match[1]) < 6:
            found[int(match[1])] = shape[0]
    return [found[number] for number in sorted(found)]


def types(case: Case, draft: Draft) -> list[Cure]:
    """The stored number type for the model, or values converted while they are read."""
    ours, theirs = draft.dtypes
    if draft.kind == "dtype-policy" and re.fullmatch(r"b?float(?:16|32|64)", theirs):
        setting = (
            f"tf.keras.mixed_precision.set_global_policy({theirs!r})"
            if theirs == "bfloat16"
            else f"tf.keras.backend.set_floatx({theirs!r})"
        )
        cures = [
            Cure(
                f"Build the model in {theirs}, as the checkpoint was saved.",
                f"# Before the model is built; restore it afterwards as before.\nimport tensorflow as tf\n\n{setting}",
            )
        ]
    else:
        cures = [Cure(f"Declare these variables as {theirs}: TensorFlow converts nothing on restore.")]
    text = f"Or convert the values from {theirs} to {ours} while reading them."
    read = read_pairs(case, kept_pairs(case, None), text, cast=True)
    return [*cures, read] if read.code else cures


def transposed(case: Case, draft: Draft) -> list[Cure]:
    """A kernel turned while it is read."""
    pairs = [(case.rows[place].variable, case.rows[place].row) for place in draft.rows]
    by_path, named = labelled(case, pairs, any_shape=True)
    rest = read_pairs(case, kept_pairs(case, draft), "").code
    if way_of(case) == "names" and is_graph(case):
        turned = graph_code.load_in_session(path_of(case), named, turn=True)
    elif by_path and way_of(case) == "objects":
        turned = code.assign_by_path(path_of(case), by_path, turn=True)
    else:
        turned = assign_by_name(case, pairs, turn=True)
    text = "Read the other values as they are, and turn the kernel while reading it."
    return [Cure(text, f"{rest}\n\n{turned}".strip())]


def parts(case: Case, draft: Draft) -> list[Cure]:
    """Parts saved as variables of their own, put together while they are read."""
    text = "Make the variables with the same partitioner as the checkpoint's, or put the parts together while reading."
    return [Cure(text, graph_code.assemble_parts(path_of(case)) if way_of(case) == "names" else "")]
