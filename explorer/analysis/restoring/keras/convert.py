"""What Keras 2 does with the weights of an `.h5` layer before it compares them: kernels turned, cuDNN layers converted.

A weight stays itself; only its shape changes, and the messages print the changed one.
Source: Keras 2.15, saving/legacy/hdf5_format.py.
"""

from __future__ import annotations

from explorer.analysis.restoring.keras.loading import own_weights
from explorer.analysis.restoring.keras.stored import StoredWeight
from explorer.checkpoints.keras_model import KerasLayer

_TURNED = frozenset(("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "ConvLSTM2D"))
_MODELS = frozenset(("Model", "Sequential", "Functional"))
_DEEPEST = 64


class LoadError(Exception):
    """Keras would raise this; `type` is the name of its exception."""

    def __init__(self, message: str, type: str = "ValueError") -> None:
        super().__init__(message)
        self.type = type


def converted(layer: KerasLayer, weights: list[StoredWeight], depth: int = 0) -> list[StoredWeight]:
    """The stored weights as Keras hands them to `layer`.

    Raises:
        LoadError: the conversion itself fails.
    """
    name = layer.class_name or guessed_class(layer)
    inner = {part.attribute: part for part in layer.layers}
    if depth > _DEEPEST:
        return weights
    if name == "Bidirectional" and {"forward_layer", "backward_layer"} <= inner.keys():
        half = len(weights) // 2
        weights = converted(inner["forward_layer"], weights[:half], depth + 1) + converted(
            inner["backward_layer"], weights[half:], depth + 1
        )
    elif name == "TimeDistributed" and "layer" in inner:
        weights = converted(inner["layer"], weights, depth + 1)
    elif name in _MODELS:
        weights = _of_model(layer, weights, depth)
    if name in _TURNED:
        weights = _turned(layer, name, weights)
    if name in ("LSTM", "CuDNNLSTM", "GRU", "CuDNNGRU") and len(weights) == 3:
        return _recurrent(layer, name, weights)
    return weights


def guessed_class(layer: KerasLayer) -> str:
    """The class of a layer whose objects only are known, as far as it matters here; "" where it does not."""
    shapes = {weight.name: weight.shape for weight in layer.weights}
    kernel, recurrent = shapes.get("kernel"), shapes.get("recurrent_kernel")
    if recurrent is not None and len(recurrent) == 2 and recurrent[0]:
        return {4: "LSTM", 3: "GRU"}.get((recurrent[1] or 0) // recurrent[0], "")
    if kernel is not None and shapes.keys() <= {"kernel", "bias"} and len(layer.weights) == len(shapes):
        return {3: "Conv1D", 4: "Conv2D", 5: "Conv3D"}.get(len(kernel), "")
    return ""


def _of_model(layer: KerasLayer, weights: list[StoredWeight], depth: int) -> list[StoredWeight]:
    """Deal out a nested model's weights to its layers: what is left over is dropped without a word."""
    counts = [_counts(part) for part in layer.layers]
    total = sum(trainable for trainable, _ in counts)
    trainable, fixed = weights[:total], weights[total:]
    new_trainable: list[StoredWeight] = []
    new_fixed: list[StoredWeight] = []
    for part, (own, others) in zip(layer.layers, counts, strict=True):
        if own + others:
            found = converted(part, trainable[:own] + fixed[:others], depth + 1)
            new_trainable += found[:own]
            new_fixed += found[own:]
            trainable, fixed = trainable[own:], fixed[others:]
    return new_trainable + new_fixed


def _counts(layer: KerasLayer) -> tuple[int, int]:
    weights = own_weights(layer)
    trainable = sum(weight.trainable is not False for weight in weights)
    return trainable, len(weights) - trainable


def _turned(layer: KerasLayer, class_name: str, weights: list[StoredWeight]) -> list[StoredWeight]:
    """Kernels of another shape are taken for Theano's, and turned."""
    if not weights:
        raise LoadError("list index out of range", type="IndexError")
    expected = own_weights(layer)
    if expected and expected[0].shape != weights[0].shape:
        weights = [_turn(weights[0]), *weights[1:]]
        if class_name == "ConvLSTM2D":
            if len(weights) < 2:
                raise LoadError("list index out of range", type="IndexError")
            weights[1] = _turn(weights[1])
    return weights


def _turn(weight: StoredWeight) -> StoredWeight:
    if len(weight.shape) != 4:
        raise LoadError("axes don't match array")
    rows, columns, incoming, outgoing = weight.shape
    return weight._replace(shape=(outgoing, incoming, rows, columns))


def _recurrent(layer: KerasLayer, class_name: str, weights: list[StoredWeight]) -> list[StoredWeight]:
    """From cuDNN's layers to those without, and back: told by the shape of the bias."""
    if not weights[1].shape:
        raise LoadError("tuple index out of range", type="IndexError")
    units, bias = weights[1].shape[0], weights[2].shape
    if class_name in ("LSTM", "CuDNNLSTM"):
        if bias == (8 * units,):
            source, changed = "CuDNNLSTM", (4 * units,)
        elif bias == (4 * units,):
            source, changed = "LSTM", (8 * units,)
        else:
            raise LoadError(f"Invalid bias shape: {bias}")
        if source == class_name:
            return weights
        return [weights[0], weights[1], weights[2]._replace(shape=changed)]
    sources: dict[tuple[int, ...], str] = {
        (3 * units,): "GRU(reset_after=False)",
        (2, 3 * units): "GRU(reset_after=True)",
        (6 * units,): "CuDNNGRU",
    }
    if bias not in sources:
        raise LoadError(f"Invalid bias shape: {bias}")
    source, target = sources[bias], "CuDNNGRU"
    if class_name == "GRU":
        shapes = [weight.shape for weight in own_weights(layer)]
        resets_after = len(shapes) < 3 or shapes[2] is None or len(shapes[2]) == 2
        target = f"GRU(reset_after={resets_after})"
    if source == target:
        return weights
    if "GRU(reset_after=False)" in (source, target):
        raise LoadError(f"{source} is not compatible with {target}")
    flat = (2, 3 * units) if source == "CuDNNGRU" else (6 * units,)
    return [weights[0], weights[1], weights[2]._replace(shape=flat)]
