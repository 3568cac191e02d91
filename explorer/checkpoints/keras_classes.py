"""Classes of Keras and TensorFlow by the names their objects give to variables: "adam_1" is an Adam, "dense_3" a Dense."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPTIMIZER_CLASSES = (
    *("Adam", "AdamW", "SGD", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "Lion"),
    *("Adafactor", "Lamb", "Muon", "LossScaleOptimizer"),
)
_CLASS_OF = {name.lower(): name for name in _OPTIMIZER_CLASSES}
_TF1_NAMES = frozenset(
    ("Adam", "Adagrad", "AdagradDA", "Adadelta", "Ftrl", "Momentum", "ProximalAdagrad", "RMSProp")
)
_NUMBER = re.compile(r"_\d+\Z")
_NUMBERS = re.compile(r"(?:_\d+)+\Z")  # a layer built twice is "dense_1_1"


def optimizer_class(scope: str) -> str:
    """The class of an optimizer from the name Keras gives its variables; "" for no such one.

    "adam_1" -> "Adam"; Keras 3 writes in snake case, "rm_sprop" -> "RMSprop".
    """
    return _CLASS_OF.get(_NUMBER.sub("", scope).replace("_", "").lower(), "")


def tf1_optimizer_class(name: str) -> str:
    """The class behind the name TensorFlow 1 ends slots with: "Adam_1" -> "AdamOptimizer"; "" for no such one."""
    word = _NUMBER.sub("", name)
    return f"{word}Optimizer" if word in _TF1_NAMES else ""


@dataclass(frozen=True, slots=True)
class _LayerLook:
    """A layer class of Keras: the weight it surely has, as the edge to it is called, and the weight's dimensions."""

    name: str
    weight: str
    rank: int


_LAYERS = {
    "dense": _LayerLook("Dense", "kernel", 2),
    "einsum_dense": _LayerLook("EinsumDense", "kernel", 0),
    "conv1d": _LayerLook("Conv1D", "kernel", 3),
    "conv2d": _LayerLook("Conv2D", "kernel", 4),
    "conv3d": _LayerLook("Conv3D", "kernel", 5),
    "conv1d_transpose": _LayerLook("Conv1DTranspose", "kernel", 3),
    "conv2d_transpose": _LayerLook("Conv2DTranspose", "kernel", 4),
    "conv3d_transpose": _LayerLook("Conv3DTranspose", "kernel", 5),
    "depthwise_conv1d": _LayerLook("DepthwiseConv1D", "depthwise_kernel", 3),
    "depthwise_conv2d": _LayerLook("DepthwiseConv2D", "depthwise_kernel", 4),
    "separable_conv1d": _LayerLook("SeparableConv1D", "depthwise_kernel", 3),
    "separable_conv2d": _LayerLook("SeparableConv2D", "depthwise_kernel", 4),
    "embedding": _LayerLook("Embedding", "embeddings", 2),
    "batch_normalization": _LayerLook("BatchNormalization", "moving_mean", 1),
    "layer_normalization": _LayerLook("LayerNormalization", "gamma", 0),
    "group_normalization": _LayerLook("GroupNormalization", "gamma", 0),
    "p_re_lu": _LayerLook("PReLU", "alpha", 0),
    "lstm_cell": _LayerLook("LSTMCell", "recurrent_kernel", 2),
    "gru_cell": _LayerLook("GRUCell", "recurrent_kernel", 2),
    "simple_rnn_cell": _LayerLook("SimpleRNNCell", "recurrent_kernel", 2),
}
# Layers of layers, by the names Keras gives them: those that no joining of their words makes, or that stand alone.
BLOCK_CLASSES = {
    "lstm": "LSTM",
    "gru": "GRU",
    "simple_rnn": "SimpleRNN",
    "rnn": "RNN",
    "bidirectional": "Bidirectional",
    "time_distributed": "TimeDistributed",
    "sequential": "Sequential",
    "multi_head_attention": "MultiHeadAttention",
    "group_query_attention": "GroupQueryAttention",
}
LAYER_WEIGHTS = tuple(dict.fromkeys(look.weight for look in _LAYERS.values()))


def saved_class(name: str) -> str:
    """The class of an entry of `layers` in a Keras file, which Keras calls after it: "conv2d_1" -> "Conv2D"."""
    stem = _NUMBER.sub("", name)
    look = _LAYERS.get(stem)
    return look.name if look else BLOCK_CLASSES.get(stem) or joined_words(stem)


def joined_words(stem: str) -> str:
    """ "encoder_block" -> "EncoderBlock"."""
    return "".join(part[:1].upper() + part[1:] for part in stem.split("_"))


def own_number(name: str) -> int:
    """The number Keras gave a layer that it named itself: 3 of "dense_3", 0 of "dense"; -1 for any other name."""
    stem = _NUMBER.sub("", name)
    if stem not in _LAYERS or len(name) > len(stem) + 10:
        return -1
    return int(name[len(stem) + 1 :] or 0)


def layer_class(name: str, weight: str, rank: int) -> str:
    """The class of a layer that Keras named itself: "conv2d_3" with a kernel of four dimensions is a Conv2D; else "".

    Args:
        name: of the layer, the scope right above its weight's name.
        weight: the edge that leads to the weight, one of `LAYER_WEIGHTS`.
        rank: how many dimensions the weight has.
    """
    look = _LAYERS.get(_NUMBERS.sub("", name))
    return look.name if look and look.weight == weight and look.rank in (0, rank) else ""
