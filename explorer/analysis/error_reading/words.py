"""The answer in sentences: what an error means, and how to mend it."""

from __future__ import annotations

from explorer.analysis.error_reading.records import ErrorReading, NamedTensor
from explorer.analysis.restoring.finding import Cure
from explorer.checkpoints.shape_text import shape_text

NO_ERROR = "There is no message of a failed restore in this text."

_MEANINGS = {
    "objects-into-saver": "An object-based checkpoint was given to a Saver, which looks for names: some of the graph's names are not among those its variables had.",
    "attributes-not-restored": "The checkpoint is name-based (or its object graph cannot be read), and it holds no value under the names of these variables.",
    "unresolved": "The checkpoint holds values that found no place in the program.",
    "not-in-program": "The checkpoint holds values that found no place in the program; nothing was raised.",
    "not-bound": "The program has variables that got no value from the checkpoint.",
    "not-assigned": "The program has variables that got no value from the checkpoint.",
    "not-in-checkpoint": "The program has variables that got no value from the checkpoint; nothing was raised.",
    "slots-waiting": "The checkpoint holds optimizer slots that found no optimizer to go to.",
    "unused-attributes": "Objects were matched, but the stored values found no place in them: a variable on one side, a container on the other.",
    "nothing-matched": "Nothing but the root object was matched: the program's attributes have none of the checkpoint's names.",
    "nothing-to-load": "The program's checkpoint object has no variables yet: nothing was restored.",
    "legacy-optimizer": "The checkpoint holds the slots of a legacy Keras optimizer, the program has an optimizer of Keras 2.11 or later.",
    "objects-not-loaded": "Keras could not load some layers' weights from the file.",
    "object-skipped": "Keras left some layers as they were: their weights do not fit the file.",
    "not-built": "The model has no variables yet, so there is nothing the file's weights could go to.",
    "by-name-topology": "`by_name=True` is not for TensorFlow's checkpoint format. The weights were restored before this was raised.",
    "by-name-legacy": "`by_name=True` is only for `.h5` files of the old layout.",
    "skip-needs-by-name": "`skip_mismatch=True` needs `by_name=True` for this kind of file.",
    "format-not-supported": "This Keras does not load files of this kind.",
    "unknown-class": "The file names a class the program has not registered.",
    "no-matching-files": "There is no checkpoint at this path.",
    "not-a-checkpoint": "There is no checkpoint at this path.",
    "path-is-none": "No path was given: `latest_checkpoint` found nothing in the directory.",
    "no-file": "There is no file at this path.",
    "not-trained-yet": "The Estimator found no checkpoint in its directory: it goes on with initial values, and raises nothing.",
    "is-a-directory": "The path is a directory, not a checkpoint's prefix.",
    "data-missing": "The checkpoint's index is there, but a data file of it is missing.",
    "not-h5": "The file is not an HDF5 file, or was cut short.",
    "checksum": "Stored bytes do not match their checksum: the data file is damaged.",
    "bundle-size": "The index tells an impossible size: it is damaged.",
    "data-short": "The data file is shorter than the index says: it was cut short.",
    "keras-file": "A file of Keras was given to what reads TensorFlow's checkpoints.",
    "index-damaged": "The index file is damaged, cut short, or no index at all.",
    "inconsistent": "One object of the program stands where the checkpoint holds two, or the reverse.",
    "deleted-with-values": "Some stored values were never asked for.",
}  # fmt: skip

_CURES = {
    "shape-changed": (
        "Build the model with the sizes the checkpoint was saved with (units, filters, classes, vocabulary).",
        "Or leave this layer out of the restore and train it anew.",
    ),
    "dtype-changed": (
        "Declare the variables with the stored dtype (mind the dtype policy); TensorFlow converts nothing on restore.",
        "Or read the values with tf.train.load_checkpoint, cast them, and assign them.",
    ),
    "variable-missing": (
        "See whether it was renamed: propose renames, and load by an assignment map or a Saver's var_list.",
        "If it is new in the model, restore only what is stored and let it keep its initial value.",
    ),
    "variable-unused": (
        "If the values are not needed, say so: `status.expect_partial()`.",
        "If they are, give the program's attributes the names the checkpoint has.",
    ),
    "object-based-file": (
        "Restore it with tf.train.Checkpoint, or give the Saver a var_list with the stored names.",
    ),
    "name-based-file": ("Restore it with tf.compat.v1.train.Saver, or give the variables the stored names.",),
    "optimizer-layout": (
        "Use the optimizer of tf.keras.optimizers.legacy, or restore the model alone and start the optimizer anew.",
    ),
    "layer-inserted": (
        "Build the model with the layers it was saved with; then take over single layers.",
        "Or load by the layers' names, where the file is an `.h5` of the old layout.",
    ),
    "bias-added": (
        "Give the layer the weights it was saved with (`use_bias`, normalization's `center` and `scale`).",
    ),
    "bias-dropped": (
        "Give the layer the weights it was saved with (`use_bias`, normalization's `center` and `scale`).",
    ),
    "model-not-built": (
        "Call the model once on data of the right shape, or build it, before its weights are loaded.",
    ),
    "wrong-call": ("Leave this argument out, or save the weights in the format it is for.",),
    "custom-class": ("Register the class, or hand it over in `custom_objects`.",),
    "file-missing": (
        "See what the directory holds; name the prefix (`model.ckpt-200`), without `.index`, and with all its data files beside it.",
    ),
    "file-damaged": (
        "Copy the files again, or restore another step; `ckptx verify` tells what can still be read.",
    ),
    "other-model": ("See whether this is the checkpoint of this model: compare the two sides.",),
    "slots-unused": (
        "Create the optimizer the checkpoint was saved with, or say `status.expect_partial()`.",
    ),
    "order-changed": (
        "Give each variable one place in the program, as it had when the checkpoint was saved.",
    ),
}

_OF_KERAS_FILES = (
    "Load it with `model.load_weights(path)`, or `tf.keras.models.load_model(path)` where it holds a whole model.",
    "Or name the prefix of a TensorFlow checkpoint (`.../ckpt-7`), without an ending.",
)


def sentence_of(reading: ErrorReading) -> str:
    """What happened, the model's side first."""
    first = next(iter(reading.tensors), NamedTensor())
    named = f"`{first.name.removesuffix(':0')}`" if first.name else "a variable"
    more = len(reading.tensors) - 1
    others = f" (and {more:,} more)" if more > 0 else ""
    if reading.kind == "shape-changed" and reading.form == "reshape-count":
        return f"Shapes differ: model expects {reading.expected_count} elements, checkpoint holds {reading.stored_count}."
    if reading.kind == "shape-changed":
        sides = f"model expects {shape_text(first.expected_shape)}, checkpoint holds {shape_text(first.stored_shape)}"
        return f"The shape of {named} differs: {sides}{others}."
    if reading.kind == "dtype-changed":
        sides = f"model expects {first.expected_dtype or '?'}, checkpoint holds {first.stored_dtype or '?'}"
        return f"The dtype of {named} differs: {sides}{others}."
    if reading.form == "layer-count":
        return f"The layers differ: model expects {reading.expected_count}, the file holds {reading.stored_count}."
    if reading.form in ("weight-count", "variable-count"):
        counts = (
            f": model expects {reading.expected_count}, the file holds {reading.stored_count}"
            if reading.expected_count is not None
            else ""
        )
        return f"The weights of layer {named} differ{counts}."
    if reading.form in ("key-not-found", "v1-not-found", "tensor-not-found", "assignment-map"):
        return f"The model asks for {named}, the checkpoint holds nothing of that name{others}."
    text = _MEANINGS.get(reading.form, "The restore failed.")
    where = f" ({reading.path})" if reading.path else ""
    return text.removesuffix(".") + where + "." if where else text


def cures_of(reading: ErrorReading) -> tuple[Cure, ...]:
    """How to mend it, as far as the text alone tells."""
    if reading.form == "keras-file":
        return tuple(Cure(text) for text in _OF_KERAS_FILES)
    if reading.form == "legacy-optimizer" or reading.kind in _CURES:
        return tuple(Cure(text) for text in _CURES[reading.kind])
    return ()
