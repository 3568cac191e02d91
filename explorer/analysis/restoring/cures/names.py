"""Cures where values are stored under other names."""

from __future__ import annotations

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Case
from explorer.analysis.restoring.cures import code
from explorer.analysis.restoring.cures import code_graph as graph_code
from explorer.analysis.restoring.cures.pairs import is_argument, kept_pairs, labelled, with_slots
from explorer.analysis.restoring.cures.pieces import OWN_MODEL, is_graph, path_of, read_pairs, way_of
from explorer.analysis.restoring.cures.predicted import restores
from explorer.analysis.restoring.cures.roots import restore_call, root_names
from explorer.analysis.restoring.finding import Cure


def renames(case: Case, draft: Draft) -> list[Cure]:
    """The stored names asked for: by a Saver, by an assignment map, by an argument of tf.train.Checkpoint."""
    path, way = path_of(case), way_of(case)
    pairs = with_slots(case, draft)
    if way == "names" and is_graph(case):
        _, named = labelled(case, pairs)
        _, kept = labelled(case, kept_pairs(case, draft))
        return [
            Cure(
                "Ask the file for the names it has: a Saver with a var_list.",
                graph_code.saver_with_names(path, named),
            ),
            Cure(
                "Or initialize the variables from the checkpoint: an assignment_map, stored name to the graph's name.",
                graph_code.assignment_map(path, [*kept, *named]),
            ),
        ]
    cures = []
    if way == "h5" and restores(case, "load_weights.h5") is not False:
        cures.append(
            Cure(
                "Load by the order of the layers: names play no role then.",
                f"{OWN_MODEL}\nmodel.load_weights({code.literal(path)})",
            )
        )
    if way == "objects" and case.target.object_based:
        cures += _attributes(case, draft)
    if way == "weights h5":
        pairs = [pair for pair in pairs if pair in draft.pairs]
    pairs = [*kept_pairs(case, draft), *(draft.pairs if way == "objects" else pairs)]
    read = read_pairs(case, pairs, "Read all values, these under their stored names.")
    return [*cures, read] if read.code or not cures else cures


def _attributes(case: Case, draft: Draft) -> list[Cure]:
    """The attribute called as it was when the file was saved."""
    ours, theirs = draft.scope
    if draft.kind in ("layer-renamed", "scope-prefix") and ours and theirs and is_argument(ours, theirs):
        first_parts = {side.path.partition("/")[0] for side in case.ours if side is not None}
        if ours in first_parts and theirs not in first_parts:  # the model may have one of that name, too
            others = [f"{name}={name}" for name in root_names(case.ours, with_optimizer=True) if name != ours]
            call = f"tf.train.Checkpoint({', '.join([f'{theirs}={ours}', *others])})"
            return [
                Cure(
                    f"Restore it under the name it was saved with: {theirs}={ours}.",
                    restore_call(call, path_of(case), "status.assert_existing_objects_matched()"),
                )
            ]
    if draft.kind == "scope-prefix":
        return _other_root(case, draft)
    if ours and theirs and not ours.startswith("*/"):
        return [
            Cure(f"Call it {theirs} in the program again: an object graph is matched by attribute names.")
        ]
    return []


def _other_root(case: Case, draft: Draft) -> list[Cure]:
    """An object-based file saved from, or restored into, one object more at the root."""
    ours, theirs = draft.scope
    check = "status.assert_existing_objects_matched()"
    if case.is_rerooted:
        whole, held = ("file", "model") if ours else ("model", "file")
        return [
            Cure(
                f"Mend what else is told here, and restore the {whole} as what the {held} keeps under {ours or theirs}."
            )
        ]
    if not theirs and is_argument(ours):
        return [
            Cure(
                f"The file was saved from {ours} itself: restore it into that.",
                restore_call(f"tf.train.Checkpoint({ours})", path_of(case), check, method="read"),
            )
        ]
    if not ours and is_argument(theirs):
        return [
            Cure(
                f"The file was saved with {theirs} as an attribute of the root: restore the model as that.",
                restore_call(
                    f"tf.train.Checkpoint({theirs}=model)", path_of(case), check, "status.expect_partial()"
                ),
            )
        ]
    return []


def layout(case: Case, draft: Draft) -> list[Cure]:
    """Objects of another generation of Keras."""
    text = "Read the values by the variables' names; the optimizer starts anew."
    return [read_pairs(case, draft.pairs, text)]
