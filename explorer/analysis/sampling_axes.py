"""What the axes of a tensor mean, where its kind tells: kernels of convolutions and dense layers, embeddings."""

from __future__ import annotations

import re

_CONVOLUTION = ("height", "width", "in", "out")
_VALUE = re.compile(r"/\.ATTRIBUTES/VARIABLE_VALUE$")
_NUMBER = re.compile(r"(_\d+)?(:0)?$")
_KERNELS = frozenset({"kernel", "weights", "weight", "filters", "filter"})
_EMBEDDINGS = frozenset({"embeddings", "embedding", "embedding_weights", "embedding_table"})


def axis_names(key: str, name: str, shape: tuple[int, ...]) -> tuple[str, ...]:
    """A word an axis, as Keras documents its layers; empty where only numbers are known.

    Args:
        key: of the tensor, or of the variable whose slot it is.
        name: what the program called it, where that is known.
        shape: of the tensor.
    """
    texts = [_VALUE.sub("", text).lower() for text in (key, name) if text]
    leaves = {_NUMBER.sub("", re.split(r"[/.]", text)[-1]) for text in texts}
    whole = " ".join(texts)
    if len(shape) == 2 and (leaves & _EMBEDDINGS or ("embedding" in whole and not leaves & _KERNELS)):
        return ("index", "dimension")
    if leaves & {"depthwise_kernel", "depthwise_weights"} and len(shape) == 4:
        return ("height", "width", "in", "multiplier")
    if leaves & {"pointwise_kernel", "pointwise_weights"} and len(shape) == 4:
        return _CONVOLUTION
    if leaves & {"recurrent_kernel"} and len(shape) == 2:
        return ("state", "out")
    if not leaves & _KERNELS:
        return ()
    if len(shape) == 2:
        return ("in", "out")
    if len(shape) == 4:
        if "depthwise" in whole:
            return ("height", "width", "in", "multiplier")
        return ("height", "width", "out", "in") if "transpose" in whole else _CONVOLUTION
    if len(shape) == 5:
        return ("depth", *_CONVOLUTION)
    if len(shape) == 3 and "conv" in whole:
        return ("width", "in", "out")
    return ()


def axis_label(names: tuple[str, ...], axis: int | None) -> str:
    """ "height" or "axis 0"; "index" for a vector."""
    if axis is None:
        return "index"
    return names[axis] if axis < len(names) else f"axis {axis}"
