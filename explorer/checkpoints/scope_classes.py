"""What the scopes of a name-based checkpoint are: by the ops their variables feed in the `.meta` beside it, or by Keras' names.

A scope whose kernel is read by a Conv2D is a Conv2D layer. Nothing is told of a scope where the
graph is not there, cannot be read, or says nothing clear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.checkpoints.keras_classes import saved_class
from explorer.errors import ExplorerError
from explorer.storage.files import FileSource, is_file

if TYPE_CHECKING:
    from explorer.formats.meta_uses import VariableUse

_CLASS_OF_OP = {
    "Conv2D": "Conv2D",
    "~Conv2D": "Conv1D",
    "Conv3D": "Conv3D",
    "DepthwiseConv2dNative": "DepthwiseConv2D",
    "Conv2DBackpropInput": "Conv2DTranspose",
    "Conv3DBackpropInputV2": "Conv3DTranspose",
    "FusedBatchNorm": "BatchNormalization",
    "FusedBatchNormV2": "BatchNormalization",
    "FusedBatchNormV3": "BatchNormalization",
    "GatherV2": "Embedding",
    "Gather": "Embedding",
    "ResourceGather": "Embedding",
    "LSTMBlockCell": "LSTMBlockCell",
    "BlockLSTM": "LSTMBlockCell",
    "BlockLSTMV2": "LSTMBlockCell",
    "CudnnRNN": "CudnnRNN",
    "CudnnRNNV2": "CudnnRNN",
    "CudnnRNNV3": "CudnnRNN",
}
_DEEPEST_SCOPE = 32  # of models in models
# Any variable may be multiplied; a dense layer's is called so.
_DENSE_NAMES = frozenset(("kernel", "weights", "weight", "w", "W"))
_MOVING = {"moving_mean", "moving_variance"}
_GRU_SCOPES = {"gates", "candidate"}


def scope_classes(prefix: Path, keys: Sequence[str]) -> dict[str, str]:
    """Scope -> class, for the scopes the graph beside a checkpoint is clear about; empty where there is none.

    Args:
        prefix: of the checkpoint; the graph is `<prefix>.meta`.
        keys: of its variables.
    """
    path = Path(f"{prefix}.meta")
    if not is_file(path):
        return {}
    from explorer.formats.meta_uses import variable_uses  # only where there is a graph to read

    try:
        with FileSource(path) as source:
            uses = variable_uses(source, keys)
    except ExplorerError:  # a damaged graph is told where it is asked for; here it just tells nothing
        return {}
    return classes_by_use(uses, keys)


def keras_file_classes(keys: Sequence[str]) -> dict[str, str]:
    """Scope -> class in a `.keras` or `.weights.h5` file: Keras calls the entries of `layers` after their classes."""
    classes: dict[str, str] = {}
    for key in keys:
        parts = key.split("/", _DEEPEST_SCOPE)
        for place, (part, name) in enumerate(pairwise(parts[:-1])):
            if part == "layers":
                classes.setdefault("/".join(parts[: place + 2]), saved_class(name))
    return classes


def classes_by_use(uses: Mapping[str, VariableUse], keys: Sequence[str]) -> dict[str, str]:
    """The class of each scope right above variables, by the ops these feed and by their names."""
    inside: dict[str, set[str]] = {}
    found: dict[str, set[str]] = {}
    for key in keys:
        scope, slash, name = key.rpartition("/")
        if not slash:
            continue
        inside.setdefault(scope, set()).add(name)
        use = uses.get(key)
        if use is not None:
            found.setdefault(scope, set()).update(_classes(use, name))
    classes = {scope: word for scope, words in found.items() if (word := _one(words))}
    for scope, names in inside.items():
        if names >= _MOVING and scope in found:
            classes[scope] = "BatchNormalization"
    above: dict[str, set[str]] = {}
    for scope in inside:
        outer, slash, name = scope.rpartition("/")
        if slash and name in _GRU_SCOPES and scope in found:
            above.setdefault(outer, set()).add(name)
    for scope, names in above.items():
        if names == _GRU_SCOPES:
            classes[scope] = "GRUCell"
            for name in names:
                classes.pop(f"{scope}/{name}", None)
    return classes


def _classes(use: VariableUse, name: str) -> set[str]:
    if use.is_split and use.in_loop:
        return {"LSTMCell"}  # the four gates of one product
    classes = {_CLASS_OF_OP[op] for op in use.ops if op in _CLASS_OF_OP}
    if "MatMul" in use.ops and not use.in_loop:
        classes.add(
            "Dense" if name in _DENSE_NAMES else ""
        )  # "": something else reads it, so nothing is clear
    return classes


def _one(words: set[str]) -> str:
    """The only class; of a depthwise convolution and a plain one the two together."""
    if words == {"DepthwiseConv2D", "Conv2D"}:
        return "SeparableConv2D"
    return next(iter(words)) if len(words) == 1 else ""
