"""What the graph file of a SavedModel adds to the inspector: classes, trainability, version, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.gui.plain_text import breakable
from explorer.report.numbers import display_name, format_shape

if TYPE_CHECKING:
    from explorer.checkpoints.checkpoint import Checkpoint
    from explorer.formats.saved_model import Signature, SignatureTensor
    from explorer.gui.inspector.parts import Facts

MOST_SIGNATURES, MOST_TENSORS = 4, 6
_OWN = "_generic_user_object"  # says no more than that it is some object


def add_node_facts(facts: Facts, checkpoint: Checkpoint, node: int | None) -> None:
    """The class and name of a node, and whether a variable is trainable."""
    saved = checkpoint.saved_model
    if saved is None or node is None or not 0 <= node < len(saved.nodes):
        return
    told = saved.nodes[node]
    graph = checkpoint.graph
    kind = graph.class_name(node)  # of a container: "list" rather than "trackable_list_wrapper"
    if kind and not graph.class_is_told(node):
        kind = ""  # inferred, which is said where that is told
    elif not kind and told.kind not in (_OWN, "variable"):
        kind = told.kind
    facts.add("class", breakable(told.class_name or told.registered_name or kind), data=True)
    facts.add("called", breakable(told.name), data=True)
    if told.variable is not None:
        facts.add("trainable", "yes" if told.variable.trainable else "no")


def add_checkpoint_facts(facts: Facts, checkpoint: Checkpoint) -> None:
    """Which TensorFlow saved it, under which tags."""
    saved = checkpoint.saved_model
    if saved is not None:
        facts.add("TensorFlow", display_name(saved.tensorflow_version, 40), data=True)
        facts.add("tags", display_name(", ".join(saved.tags), 80), data=True)


def signature_lines(checkpoint: Checkpoint) -> list[str]:
    """ "name: inputs → outputs" of the signatures, the first few; TensorFlow's own are left out."""
    saved = checkpoint.saved_model
    if saved is None:
        return []
    own = [signature for signature in saved.signatures if not signature.name.startswith("__")]
    lines = [_line(signature) for signature in own[:MOST_SIGNATURES]]
    more = len(own) - MOST_SIGNATURES
    return lines + ([f"and {more} more"] if more > 0 else [])


def _line(signature: Signature) -> str:
    return f"{display_name(signature.name, 60)}: {_tensors(signature.inputs)} → {_tensors(signature.outputs)}"


def _tensors(tensors: tuple[SignatureTensor, ...]) -> str:
    shown = [
        f"{display_name(tensor.name, 40)} {tensor.dtype} {format_shape(tensor.shape)}"
        for tensor in tensors[:MOST_TENSORS]
    ]
    return ", ".join(shown + (["…"] if len(tensors) > MOST_TENSORS else [])) or "nothing"
