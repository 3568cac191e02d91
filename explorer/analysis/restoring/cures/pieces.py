"""Pieces that the cures of several causes share: how a file is loaded, what is read, what starts anew."""

from __future__ import annotations

from explorer.analysis.restoring.causes.sides import Case
from explorer.analysis.restoring.cures import code
from explorer.analysis.restoring.cures import code_graph as graph_code
from explorer.analysis.restoring.cures.pairs import (
    Pair,
    is_of_the_optimizer,
    kept_pairs,
    labelled,
    weight_pairs,
)
from explorer.analysis.restoring.cures.predicted import fitting_weights, restores
from explorer.analysis.restoring.cures.roots import (
    call_of_checkpoint,
    is_of_a_model,
    keeps_its_optimizer,
    restore_call,
)
from explorer.analysis.restoring.finding import Cure

_OF_A_GRAPH = frozenset({"checkpoint", "meta", "graph", "table", "program"})


def way_of(case: Case) -> str:
    """How the checkpoint is loaded: "names" (Saver), "objects" (tf.train.Checkpoint), "h5" or "weights h5"."""
    if case.checkpoint.format == "h5":
        return "h5"
    if case.checkpoint.format in ("weights_h5", "keras"):
        return "weights h5"
    return "objects" if case.checkpoint.object_based else "names"


def path_of(case: Case) -> str:
    """The checkpoint's path, as code is to name it."""
    return str(case.checkpoint.prefix)


def is_graph(case: Case) -> bool:
    """Whether the program that restores has a graph and a session, as far as its target tells."""
    target = case.target
    return not target.object_based and target.keras is None and target.kind in _OF_A_GRAPH


def skips_mismatches(case: Case) -> str:
    """`load_weights` that loads by name what fits, "" where it is known not to do that here."""
    path = code.literal(path_of(case))
    if way_of(case) == "h5":
        said = restores(case, "load_weights.h5.by_name.skip_mismatch")
        if said is not False:
            return f"{OWN_MODEL}\nmodel.load_weights({path}, by_name=True, skip_mismatch=True)"
        return ""
    said = restores(case, "load_weights.weights_h5.skip_mismatch")
    return f"{OWN_MODEL}\nmodel.load_weights({path}, skip_mismatch=True)" if said else ""


OWN_MODEL = "# `model` is your program's."


def take_the_rest(case: Case, what: str) -> Cure:
    """Everything that fits, and initial values for the rest."""
    way = way_of(case)
    if way == "names" and is_graph(case):
        return Cure(f"Restore what fits and start {what} anew.", graph_code.saver_without(path_of(case)))
    if way == "h5" and (one_line := skips_mismatches(case)):
        return Cure(f"Load what fits, layer by layer by its name, and start {what} anew.", one_line)
    if way == "weights h5" and (one_line := skips_mismatches(case)):
        return Cure(f"Load what fits and start {what} anew.", one_line)
    text = f"Read every value that fits and start {what} anew."
    listed_out = read_pairs(case, kept_pairs(case, None), text, cast=True)
    if listed_out.code or way != "objects" or not case.target.object_based:
        return listed_out
    return Cure(text, code.fitting_values(path_of(case)))


def model_only(case: Case) -> Cure:
    """The weights without the optimizer's state."""
    way = way_of(case)
    path = path_of(case)
    if way == "names" and is_graph(case):
        text = "Restore the model and let the optimizer start anew: ask only for what the file has."
        return Cure(text, graph_code.saver_without(path))
    if way == "h5" and restores(case, "load_weights.h5") is not False:
        text = "Load the weights: from such a file load_weights takes no state of the optimizer, which starts anew."
        return Cure(text, f"{OWN_MODEL}\nmodel.load_weights({code.literal(path)})")
    if way == "objects" and not case.is_rerooted and not keeps_its_optimizer(case):
        weights = fitting_weights(case)
        wanted = sum(side is not None and side.kind == "variable" for side in case.ours)
        call = call_of_checkpoint(case, with_optimizer=False)
        if (
            call
            and len(weights) == wanted
            and all(case.rows[place].key == _key(case, place) for place in weights)
        ):
            return Cure(
                "Restore the model alone and let the optimizer start anew.",
                restore_call(
                    call,
                    path,
                    "status.assert_existing_objects_matched()  # every variable of the model has its value",
                    "status.expect_partial()  # the optimizer's state is left in the file on purpose",
                    method="read",
                ),
            )
    text = "Read the model's values and let the optimizer start anew."
    if len(fitting_weights(case)) < sum(side is not None and side.kind == "variable" for side in case.ours):
        text = (
            "Read those of the model's values that have their place here, and let the optimizer start anew."
        )
    return read_pairs(case, weight_pairs(case), text, cast=way == "weights h5")


def _key(case: Case, place: int) -> str:
    return case.target.variables[case.rows[place].variable].key


def read_pairs(case: Case, pairs: list[Pair], text: str, cast: bool = False) -> Cure:
    """A reader script that assigns the given (variable, row) pairs; no code where names leave it open which."""
    path, way = path_of(case), way_of(case)
    by_path, named = labelled(case, pairs)
    if not named:
        return Cure(text)
    if way == "names" and is_graph(case):
        return Cure(text, graph_code.load_in_session(path, named, cast))
    if way in ("names", "objects") and len(by_path) >= len(named) - _slot_count(case, pairs) > 0:
        root = "model" if is_of_a_model(by_path) else "checkpoint"
        return Cure(text, code.assign_by_path(path, by_path, cast, root=root))
    if not _names_its_optimizer(case, pairs):  # two programs may call a slot by two names
        weights = [pair for pair in pairs if not is_of_the_optimizer(case, pair[0])]
        if len(weights) < len(pairs) and "optimizer" not in text:
            text = f"{text.removesuffix('.')}; the optimizer starts anew."
        pairs = weights
    return Cure(text, assign_by_name(case, pairs, cast))


def _names_its_optimizer(case: Case, pairs: list[Pair]) -> bool:
    """Whether the optimizer's variables have sure names: those of Keras 3 do, "adam/hidden_kernel_momentum"."""
    slots = [case.target.variables[variable] for variable, _ in pairs if is_of_the_optimizer(case, variable)]
    return all(variable.name.count("/") == 1 and variable.name.islower() for variable in slots)


def assign_by_name(case: Case, pairs: list[Pair], cast: bool = False, turn: bool = False) -> str:
    """The reader script by names, "" where two variables of the program share one."""
    _, named = labelled(case, pairs, any_shape=turn)
    called = [variable.name or variable.full_name for variable in case.target.variables]
    wanted = {called[variable] for variable, _ in pairs}
    if not named or len({stored for _, stored in named}) < len(named):
        return ""
    if sum(name in wanted for name in called) > len(wanted):
        return ""
    return code.assign_by_name(
        path_of(case),
        named,
        cast,
        turn,
        kind={"h5": "h5", "weights_h5": "h5", "keras": "keras"}.get(case.checkpoint.format, ""),
        with_optimizer=any(is_of_the_optimizer(case, variable) for variable, _ in pairs),
    )


def _slot_count(case: Case, pairs: list[Pair]) -> int:
    """How many of the pairs are slots that no path leads to."""
    return sum("/.OPTIMIZER_SLOT/" in case.target.variables[variable].key for variable, _ in pairs)
