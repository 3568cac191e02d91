"""How each cause is mended: text, and code that runs as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable

from explorer.analysis.restoring import cures_code as code
from explorer.analysis.restoring.causes_draft import Draft
from explorer.analysis.restoring.causes_sides import Case
from explorer.analysis.restoring.cures_pairs import (
    is_argument,
    kept_pairs,
    labelled,
    restored_pairs,
    root_names,
    weight_places,
    with_slots,
)
from explorer.analysis.restoring.finding import Cure
from explorer.task import QUIET, Task

_ESTIMATOR = re.compile(r"(?:.*/)?dnn/hiddenlayer_(\d+)")


def cures_of(case: Case, draft: Draft, task: Task = QUIET) -> tuple[Cure, ...]:
    """The cures of one cause, the likeliest first."""
    task.report(0, 0, "Looking for cures")
    maker = _CURES.get(draft.kind)
    return tuple(maker(case, draft)) if maker is not None else ()


def way_of(case: Case) -> str:
    """How the checkpoint is loaded: "names" (Saver), "objects" (tf.train.Checkpoint), "h5" or "weights h5"."""
    if case.checkpoint.format == "h5":
        return "h5"
    if case.checkpoint.format in ("weights_h5", "keras"):
        return "weights h5"
    return "objects" if case.checkpoint.object_based else "names"


def _path(case: Case) -> str:
    return str(case.checkpoint.prefix)


# --- pieces that several cures share -----------------------------------------------------------


def _take_the_rest(case: Case, what: str) -> Cure:
    """Everything that fits, and initial values for the rest."""
    way = way_of(case)
    path = _path(case)
    if way == "names":
        return Cure(f"Restore what fits and start {what} anew.", code.saver_without(path))
    if way == "objects":
        text = f"Read every value that fits and start {what} anew."
        listed_out = _read_pairs(case, kept_pairs(case, None), text, cast=True)
        return listed_out if listed_out.code else Cure(text, code.fitting_values(path))
    if way == "h5":
        return Cure(
            f"Load what fits, layer by layer by its name, and start {what} anew.",
            f"model.load_weights({code.literal(path)}, by_name=True, skip_mismatch=True)",
        )
    return Cure(
        f"Load what fits and start {what} anew.",
        f"model.load_weights({code.literal(path)}, skip_mismatch=True)",
    )


def _model_only(case: Case) -> Cure:
    """The weights without the optimizer's state."""
    way = way_of(case)
    path = _path(case)
    if way == "names":
        return Cure(
            "Restore the model and let the optimizer start anew: ask only for what the file has.",
            code.saver_without(path),
        )
    if way == "objects":
        roots = root_names(case)
        if not roots:
            weights = [(case.rows[place].variable, case.rows[place].row) for place in weight_places(case)]
            text = "Read the model's values and let the optimizer start anew."
            return _read_pairs(case, weights, text)
        arguments = ", ".join(f"{name}={name}" for name in roots)
        return Cure(
            "Restore the model alone and let the optimizer start anew.",
            "\n".join(
                (
                    "import tensorflow as tf",
                    "",
                    f"status = tf.train.Checkpoint({arguments}).restore({code.literal(path)})",
                    "status.assert_existing_objects_matched()  # every variable of the model has its value",
                    "status.expect_partial()  # the optimizer's state is left in the file on purpose",
                )
            ),
        )
    return Cure(
        "Load the weights into a model that is not compiled, and compile it afterwards.",
        f"model.load_weights({code.literal(path)})\nmodel.compile(optimizer=optimizer, loss=loss)",
    )


def _read_pairs(case: Case, pairs: list[tuple[int, int]], text: str, cast: bool = False) -> Cure:
    """A reader script that assigns the given (variable, row) pairs."""
    path = _path(case)
    by_path, named = labelled(case, pairs)
    if not named:
        return Cure(text)
    if way_of(case) == "names" and not case.target.object_based:
        return Cure(text, code.load_in_session(path, named, cast))
    if way_of(case) in ("names", "objects") and len(by_path) >= len(named) - _slot_count(case, pairs) > 0:
        return Cure(text, code.assign_by_path(path, by_path, cast))
    if way_of(case) in ("names", "objects"):
        return Cure(text, code.assign_by_name(path, named, cast=cast))
    return Cure(text)


def _slot_count(case: Case, pairs: list[tuple[int, int]]) -> int:
    """How many of the pairs are slots that no path leads to."""
    return sum("/.OPTIMIZER_SLOT/" in case.target.variables[variable].key for variable, _ in pairs)


# --- cures by cause ------------------------------------------------------------------------------


def _sizes(case: Case, draft: Draft) -> list[Cure]:
    size = f"{draft.stored_size:,}"
    noun = {
        "units-changed": "units",
        "filters-changed": "filters",
        "classes-changed": "outputs",
        "embedding-size": "dimensions",
        "input-width": "inputs",
        "vocabulary-changed": "entries",
        "sequence-length": "positions",
    }.get(draft.kind, "")
    cures = []
    hidden = [match for layer in draft.layers if (match := _ESTIMATOR.fullmatch(layer))]
    if hidden and draft.kind == "units-changed":
        units = _hidden_units(case)
        cures.append(
            Cure(
                f"Build the Estimator with the widths the checkpoint was saved with: hidden_units={units}.",
                f"hidden_units = {units}  # give it to the Estimator: DNNClassifier(..., hidden_units=hidden_units)",
            )
        )
        cures.append(
            Cure(
                "To keep the new widths, train in a model_dir of its own: an Estimator restores whatever its model_dir holds.",
                'model_dir = model_dir + "_new"  # an empty directory',
            )
        )
    elif noun:
        what = ", ".join(draft.layers[:4])
        name = _argument(draft.kind)
        cures.append(
            Cure(
                f"Build the model with {size} {noun} there, as the checkpoint was saved.",
                f"{name} = {draft.stored_size}  # of {_comment(what)}",
            )
        )
    else:
        cures.append(Cure("Build the model with the shapes the checkpoint was saved with."))
    cures.append(_take_the_rest(case, "these layers"))
    return cures


def _argument(kind: str) -> str:
    return {
        "filters-changed": "filters",
        "classes-changed": "units",
        "embedding-size": "output_dim",
        "vocabulary-changed": "input_dim",
        "sequence-length": "sequence_length",
        "input-width": "input_dim",
    }.get(kind, "units")


def _comment(text: str) -> str:
    """Text that stays within a comment."""
    return text if text.isprintable() else ascii(text)


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


def _renames(case: Case, draft: Draft) -> list[Cure]:
    path = _path(case)
    way = way_of(case)
    pairs = with_slots(case, draft)
    _, named = labelled(case, pairs)
    ours, theirs = draft.scope
    if way == "names" and not case.target.object_based:
        _, kept = labelled(case, kept_pairs(case, draft))
        everything = [*kept, *named]
        return [
            Cure(
                "Ask the file for the names it has: a Saver with a var_list.",
                code.saver_with_names(path, named),
            ),
            Cure(
                "Or initialize the variables from the checkpoint: an assignment_map, stored name to the graph's name.",
                code.assignment_map(path, everything),
            ),
        ]
    if way == "h5":
        return [
            Cure(
                "Load by the order of the layers: names play no role then.",
                f"model.load_weights({code.literal(path)})",
            )
        ]
    cures = []
    if (
        draft.kind in ("layer-renamed", "scope-prefix")
        and ours
        and theirs
        and is_argument(ours, theirs)
        and ours in _first_parts(case)
        and theirs not in _first_parts(case)  # the model has one of that name, too
    ):
        others = [f"{name}={name}" for name in root_names(case, with_optimizer=True) if name != ours]
        arguments = ", ".join([f"{theirs}={ours}", *others])
        cures.append(
            Cure(
                f"Restore it under the name it was saved with: {theirs}={ours}.",
                "\n".join(
                    (
                        "import tensorflow as tf",
                        "",
                        f"status = tf.train.Checkpoint({arguments}).restore({code.literal(path)})",
                        "status.assert_existing_objects_matched()",
                    )
                ),
            )
        )
    elif draft.kind == "scope-prefix":
        cures += _other_root(case, draft)
    elif ours and theirs and not ours.startswith("*/") and case.target.object_based:
        cures.append(
            Cure(f"Call it {theirs} in the program again: an object graph is matched by attribute names.")
        )
    pairs = [*kept_pairs(case, draft), *draft.pairs]
    cures.append(_read_pairs(case, pairs, "Read all values, these under their stored names."))
    return cures


def _first_parts(case: Case) -> set[str]:
    return {side.path.partition("/")[0] for side in case.ours if side is not None}


def _other_root(case: Case, draft: Draft) -> list[Cure]:
    """An object-based file saved from, or restored into, one object more at the root."""
    ours, theirs = draft.scope
    path = code.literal(_path(case))
    if not theirs and is_argument(ours):
        return [
            Cure(
                f"The file was saved from {ours} itself: restore it into that.",
                f"import tensorflow as tf\n\nstatus = tf.train.Checkpoint({ours}).restore({path})\n"
                "status.assert_existing_objects_matched()",
            )
        ]
    if not ours and is_argument(theirs):
        return [
            Cure(
                f"The file was saved with {theirs} as an attribute of the root: restore the model as that.",
                f"import tensorflow as tf\n\nstatus = tf.train.Checkpoint({theirs}=model).restore({path})\n"
                "status.assert_existing_objects_matched()\nstatus.expect_partial()",
            )
        ]
    return []


def _shifts(case: Case, draft: Draft) -> list[Cure]:
    text = "Read each value into the layer it belongs to; what is new keeps its initial value."
    pairs = [*kept_pairs(case, draft), *draft.pairs]
    cures = []
    if draft.kind == "layer-inserted":
        cures.append(
            Cure(
                "Add the layer at the end, or keep each layer under an attribute of its own, so that none is matched by its number."
            )
        )
    elif draft.kind == "order-changed":
        cures.append(Cure("Put the layers in the order in which they were saved."))
    else:
        cures.append(Cure("Build the model with the layer, restore it, and take it out afterwards."))
    read = _read_pairs(case, pairs, text)
    return [read, *cures] if read.code else cures


def _types(case: Case, draft: Draft) -> list[Cure]:
    ours, theirs = draft.dtypes
    cures = []
    if draft.kind == "dtype-policy" and re.fullmatch(r"b?float(?:16|32|64)", theirs):
        policy = "" if theirs == "bfloat16" else f"tf.keras.backend.set_floatx({theirs!r})"
        cures.append(
            Cure(
                f"Build the model in {theirs}, as the checkpoint was saved.",
                "import tensorflow as tf\n\n"
                + (policy or f"tf.keras.mixed_precision.set_global_policy({theirs!r})"),
            )
        )
    else:
        cures.append(Cure(f"Declare these variables as {theirs}: TensorFlow converts nothing on restore."))
    pairs = kept_pairs(case, None)
    read = _read_pairs(
        case, pairs, f"Or convert the values from {theirs} to {ours} while reading them.", cast=True
    )
    return [*cures, read] if read.code else cures


def _optimizers(case: Case, draft: Draft) -> list[Cure]:
    cures = [_model_only(case)]
    theirs = draft.optimizers[1] if draft.optimizers else None
    if theirs is not None and theirs.name and way_of(case) == "objects":
        if theirs.layout == "legacy Keras":
            cures.append(
                Cure(
                    f"Or keep its state: train with the legacy {theirs.name} (tf.keras of TensorFlow 2.11 to 2.15, or tf-keras).",
                    f"import tensorflow as tf\n\noptimizer = tf.keras.optimizers.legacy.{theirs.name}()  # and its settings",
                )
            )
        elif theirs.layout in ("Keras 2.11", "Keras 3"):
            cures.append(
                Cure(
                    f"Or keep its state: train with {theirs.name} as the checkpoint was.",
                    f"import tensorflow as tf\n\noptimizer = tf.keras.optimizers.{theirs.name}()  # and its settings",
                )
            )
    elif theirs is not None and theirs.name and draft.kind == "optimizer-switched":
        cures.append(Cure(f"Or keep its state: train with {theirs.name} as the checkpoint was."))
    return cures


def _settings(case: Case, draft: Draft) -> list[Cure]:
    return [Cure("Make the optimizer with the settings it was saved with."), _model_only(case)]


def _new_parts(case: Case, draft: Draft) -> list[Cure]:
    if way_of(case) != "objects":
        return [_take_the_rest(case, "what is new")]
    roots = root_names(case, with_optimizer=True)
    cures = []
    if roots:
        arguments = ", ".join(f"{name}={name}" for name in roots)
        cures.append(
            Cure(
                "Restore as before: what is new keeps its initial value. Do not assert that everything matched.",
                f"import tensorflow as tf\n\ntf.train.Checkpoint({arguments}).restore({code.literal(_path(case))}).expect_partial()",
            )
        )
    return cures or [_take_the_rest(case, "what is new")]


def _averages_missing(case: Case, draft: Draft) -> list[Cure]:
    return [
        Cure(
            "Restore the variables themselves; the averages start from them.", code.saver_without(_path(case))
        )
        if way_of(case) == "names"
        else _take_the_rest(case, "the averages")
    ]


def _averages_unused(case: Case, draft: Draft) -> list[Cure]:
    if way_of(case) != "names":
        return []
    return [
        Cure(
            "To judge the model by its averages, restore them into the variables.",
            "\n".join(
                (
                    "import tensorflow.compat.v1 as tf",
                    "",
                    "ema = tf.train.ExponentialMovingAverage(decay=0.999)  # the decay plays no role here",
                    "saver = tf.train.Saver(ema.variables_to_restore(tf.trainable_variables()))",
                    "# In the session:",
                    f"saver.restore(session, {code.literal(_path(case))})",
                )
            ),
        )
    ]


def _parts(case: Case, draft: Draft) -> list[Cure]:
    found = code.assemble_parts(_path(case)) if way_of(case) == "names" else ""
    return [
        Cure(
            "Make the variables with the same partitioner as the checkpoint's, or put the parts together while reading.",
            found,
        )
    ]


def _transposed(case: Case, draft: Draft) -> list[Cure]:
    pairs = [(case.rows[place].variable, case.rows[place].row) for place in draft.rows]
    by_path, named = labelled(case, pairs, any_shape=True)
    rest = _read_pairs(case, kept_pairs(case, draft), "").code
    path = _path(case)
    if way_of(case) == "names":
        turned = code.load_in_session(path, named, turn=True)
    elif by_path:
        turned = code.assign_by_path(path, by_path, turn=True)
    else:
        turned = code.assign_by_name(path, named, turn=True)
    return [
        Cure(
            "Read the other values as they are, and turn the kernel while reading it.",
            f"{rest}\n\n{turned}".lstrip(),
        )
    ]


def _name_based(case: Case, draft: Draft) -> list[Cure]:
    pairs = restored_pairs(case)
    if not pairs:
        return [Cure("Restore it with a Saver in the program that saved it.")]
    _, named = labelled(case, pairs)
    text = "Convert it: read the values by name into the new program, and save that."
    script = code.assign_by_name(_path(case), named)
    return [Cure(text, f'{script}\ntf.train.Checkpoint(model=model).save("converted/ckpt")')]


def _object_based(case: Case, draft: Draft) -> list[Cure]:
    pairs = restored_pairs(case)
    if not pairs:
        return [Cure("Restore it with tf.train.Checkpoint in the program that saved it.")]
    _, named = labelled(case, pairs)
    return [
        Cure(
            "Read the values into the graph's variables, under the keys the file has.",
            code.load_in_session(_path(case), named),
        )
    ]


def _keras_file(case: Case, draft: Draft) -> list[Cure]:
    if case.checkpoint.format not in ("h5", "weights_h5", "keras"):
        return []
    return [
        Cure(
            "Load the file into its own Keras model and save that as a checkpoint of TensorFlow.",
            "import tensorflow as tf\n\n"
            f"model.load_weights({code.literal(_path(case))})\n"
            'tf.train.Checkpoint(model=model).save("converted/ckpt")',
        )
    ]


def _damaged(case: Case, draft: Draft) -> list[Cure]:
    return [Cure("Restore from another step of the run, or copy the files of this one again.")]


def _other_model(case: Case, draft: Draft) -> list[Cure]:
    return [
        Cure(
            "Choose the directory of the run that saved this model: the names above say which model the checkpoint is of."
        )
    ]


def _other_naming(case: Case, draft: Draft) -> list[Cure]:
    return [Cure("Choose as the target a file of the same kind that the program in question has written.")]


def _layout(case: Case, draft: Draft) -> list[Cure]:
    return [
        _read_pairs(case, draft.pairs, "Read the values by the variables' names; the optimizer starts anew.")
    ]


def _counters(case: Case, draft: Draft) -> list[Cure]:
    if case.target.object_based:
        return [
            Cure("Nothing to mend: it keeps its initial value. Set it yourself if the program relies on it.")
        ]
    if way_of(case) == "names":
        return [Cure("Restore the rest; it keeps its initial value.", code.saver_without(_path(case)))]
    return [Cure("Nothing to mend: it keeps its initial value. Set it yourself if the program relies on it.")]


_Maker = Callable[[Case, Draft], list[Cure]]
_CURES: dict[str, _Maker] = {
    "keras-file": _keras_file,
    "name-based-file": _name_based,
    "object-based-file": _object_based,
    "damaged": _damaged,
    "other-model": _other_model,
    "other-naming": _other_naming,
    "order-changed": _shifts,
    "layer-inserted": _shifts,
    "layer-removed": _shifts,
    "dtype-policy": _types,
    "dtype-changed": _types,
    **dict.fromkeys(
        (
            "units-changed",
            "filters-changed",
            "classes-changed",
            "input-width",
            "embedding-size",
            "vocabulary-changed",
            "sequence-length",
            "kernel-size",
            "shape-changed",
            "shape-differs",
        ),
        _sizes,
    ),
    "transposed": _transposed,
    "partitioning": _parts,
    "keras-layout": _layout,
    **dict.fromkeys(("scope-prefix", "layer-renamed", "numbered-otherwise", "variable-renamed"), _renames),
    **dict.fromkeys(("layer-added", "bias-added", "variable-missing", "missing-in-checkpoint"), _new_parts),
    **dict.fromkeys(
        ("optimizer-layout", "optimizer-switched", "weights-only", "mixed-precision"), _optimizers
    ),
    **dict.fromkeys(("optimizer-settings", "slots-missing"), _settings),
    "averages-missing": _averages_missing,
    "averages-unused": _averages_unused,
    **dict.fromkeys(("counter-missing", "setting-missing"), _counters),
}
