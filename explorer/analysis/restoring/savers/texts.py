"""How TensorFlow words a failed restore in a graph program, in each generation."""

from __future__ import annotations

from explorer.analysis.restoring.outcome import Raised

PATH = "<path>"

OBJECT_BASED_WARNING = (
    "Restoring an object-based checkpoint using a name-based saver. This may be somewhat fragile, and will "
    "re-build the Saver. Instead, consider loading object-based checkpoints using tf.train.Checkpoint()."
)
_WRAPPED = (
    "Restoring from checkpoint failed. This is most likely due to {} from the checkpoint. Please ensure that you "
    "have not altered the graph expected based on the checkpoint. Original error:\n\n{}"
)
_REASONS = {
    "NotFoundError": "a Variable name or other graph key that is missing",
    "InvalidArgumentError": "a mismatch between the current graph and the graph",
}
_NAMES_DIFFER = (
    "\n\nExisting variables not in the checkpoint: {}\n\n"
    "Variables names when this checkpoint was written which don't exist now: {}\n\n"
    "({} variable name(s) did match)\n\n"
    "Could not find some variables in the checkpoint (see names above). Saver was attempting to load an "
    "object-based checkpoint (saved using tf.train.Checkpoint or tf.keras.Model.save_weights) using variable "
    "names. If the checkpoint was written with eager execution enabled, it's possible that variable names have "
    "changed (for example missing a '_1' suffix). It's also possible that there are new variables which did not "
    "exist when the checkpoint was written. You can construct a Saver(var_list=...) with only the variables which "
    "previously existed, and if variable names have changed you may need to make this a dictionary with the old "
    "names as keys."
)
_ESTIMATOR_HINT = (
    " If you're using an Estimator, you'll need to return a tf.train.Saver inside a tf.train.Scaffold from your"
    " model_fn."
)


def framed(text: str, node: str, generation: str) -> str:
    """An error of the runtime as a session hands it on: with the node it came from."""
    if generation == "1.15":
        return f"{text}\n\t [[node {node} (defined at {PATH}) ]]"
    where = f"Detected at node '{node}' defined at (most recent call last):\nNode: '{node}'"
    return f"Graph execution error:\n\n{where}\n{text}\n\t [[{{{{node {node}}}}}]]"


def wrapped(kind: str, text: str, node: str, generation: str) -> str:
    """The text of what `Saver.restore` raises; other kinds than the two it catches stay as they are."""
    inner = framed(text, node, generation)
    reason = _REASONS.get(kind)
    return inner if reason is None else _WRAPPED.format(reason, inner)


def names_differ(missing: list[str], extra: list[str], matched: int, generation: str) -> Raised:
    """What a Saver raises over an object-based checkpoint that lacks some of its names."""
    text = _NAMES_DIFFER.format(", ".join(missing), ", ".join(extra), matched)
    return Raised("NotFoundError", text if generation == "2.21" else text + _ESTIMATOR_HINT)
