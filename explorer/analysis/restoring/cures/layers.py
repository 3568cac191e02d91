"""Cures where layers or variables are new, gone, or stand elsewhere."""

from __future__ import annotations

from explorer.analysis.restoring.causes.draft import Draft
from explorer.analysis.restoring.causes.sides import Case
from explorer.analysis.restoring.cures.pairs import kept_pairs
from explorer.analysis.restoring.cures.pieces import (
    path_of,
    read_pairs,
    skips_mismatches,
    take_the_rest,
    way_of,
)
from explorer.analysis.restoring.cures.predicted import restores
from explorer.analysis.restoring.cures.roots import call_of_checkpoint, restore_call
from explorer.analysis.restoring.finding import Cure


def shifts(case: Case, draft: Draft) -> list[Cure]:
    """Layers matched by number that stand elsewhere: each value read into its own layer."""
    text = "Read each value into the layer it belongs to; what is new keeps its initial value."
    if case.checkpoint.format in ("weights_h5", "keras") and not _is_named(case):
        text = "Read each value into the layer it most likely belongs to: the file tells no names, so look at the pairs."
    pairs = dict([*kept_pairs(case, draft), *draft.pairs])
    read = read_pairs(case, list(pairs.items()), text)
    if draft.kind == "layer-inserted":
        said = "Add the layer at the end, or keep each layer under an attribute of its own, so that none is matched by its number."
    elif draft.kind == "order-changed":
        said = "Put the layers in the order in which they were saved."
    else:
        said = "Build the model with the layer, restore it, and take it out afterwards."
    return [read, Cure(said)] if read.code else [Cure(said)]


def _is_named(case: Case) -> bool:
    """Whether an archive tells what its layers are called, as those of Keras 3 and those with a configuration do."""
    if case.checkpoint.format == "keras":
        return True
    return any(name and name != key for key, name in zip(case.checkpoint.table.keys, case.checkpoint.names))


def new_parts(case: Case, draft: Draft) -> list[Cure]:
    """What is new keeps its initial value, all else its stored one."""
    said = restores(case, "checkpoint.restore")
    if way_of(case) == "objects" and (said or (said is None and case.target.object_based)):
        call = call_of_checkpoint(case, with_optimizer=True)
        if call:
            return [
                Cure(
                    "Restore as before: what is new keeps its initial value. Do not assert that everything matched.",
                    restore_call(
                        call,
                        path_of(case),
                        "status.assert_nontrivial_match()  # at least the rest has its values",
                        "status.expect_partial()",
                    ),
                )
            ]
    return [take_the_rest(case, "what is new")]


def gone(case: Case, draft: Draft) -> list[Cure]:
    """What only the file holds is in the way of some ways of loading; the rest can be read."""
    if case.outcomes and restores(case, case.outcomes[0].api):
        return []
    if draft.kind == "bias-dropped":
        said = "Give the layer its bias again, as the checkpoint was saved: use_bias=True."
    else:
        said = "Build the model with the layer, load it, and take it out afterwards."
    text = "Or load what the model has, and leave the rest in the file."
    one_line = skips_mismatches(case) if way_of(case) == "h5" else ""
    read = Cure(text, one_line) if one_line else read_pairs(case, kept_pairs(case, draft), text)
    return [Cure(said), read] if read.code else [Cure(said)]
