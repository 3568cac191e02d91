"""What a SavedModel's graph file says each node is, once it is certain that it speaks of the same nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from explorer.formats.object_graph import RawObjectGraph
from explorer.formats.saved_model_files import OPTIMIZERS

if TYPE_CHECKING:  # it needs protobuf, and most checkpoints are no SavedModel
    from explorer.formats.saved_model import SavedNode

METRIC = "_tf_keras_metric"
LAYERS = frozenset({"_tf_keras_layer", "_tf_keras_input_layer", "_tf_keras_rnn_layer"})
CONTAINERS = frozenset(
    {"trackable_list_wrapper", "trackable_dict_wrapper", "trackable_tuple_wrapper", "signature_map"}
)
_MODELS = frozenset({"_tf_keras_model", "_tf_keras_network", "_tf_keras_sequential"})
# Of other kinds, `_generic_user_object` for one, Keras 3's optimizers are.
NO_OPTIMIZERS = LAYERS | CONTAINERS | _MODELS | {METRIC}

__all__ = ["CONTAINERS", "LAYERS", "METRIC", "NO_OPTIMIZERS", "OPTIMIZERS", "told_kinds"]


def told_kinds(nodes: Sequence[SavedNode], raw: RawObjectGraph) -> tuple[tuple[str, ...], str]:
    """The kind of each node, or none and a sentence where the two files are not of one save.

    Args:
        nodes: of `saved_model.pb`; none for a name-based SavedModel.
        raw: the object graph among the variables, whose ids must be the same. The graph file may go on
            behind them: functions that only other functions call have a node there alone.
    """
    if not nodes:
        return (), ""
    unused = "so what it says of the nodes is not used."
    if len(nodes) < raw.node_count:
        return (), (
            f"The graph file of the SavedModel has {len(nodes)} nodes, the object graph of the variables "
            f"{raw.node_count}: they are not of one save, {unused}"
        )
    children: list[list[tuple[str, int]]] = [[] for _ in range(raw.node_count)]
    for source, name, target in zip(raw.edge_source.tolist(), raw.edge_name, raw.edge_target.tolist()):
        children[source].append((name, target))
    for number, node in enumerate(nodes[: raw.node_count]):
        if [child for child in node.children if child[1] < raw.node_count] != children[number]:
            return (), (
                f"The graph file of the SavedModel gives node {number} other children than the object graph "
                f"of the variables: they are not of one save, {unused}"
            )
    return tuple(node.kind for node in nodes[: raw.node_count]), ""
