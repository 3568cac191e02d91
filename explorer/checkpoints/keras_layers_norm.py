"""Layers that normalise, PReLU among them, whose weights lie along axes of the input."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.checkpoints.keras_entries import NotToldError, Shape, sizes
from explorer.checkpoints.keras_layers import Asked, Made, Own, Rule


def _axes(layer: Asked, key: str, default: int | None) -> list[int]:
    """The axes a configuration names, negative ones as they are; [] for null."""
    value = layer.config.get(key, default)
    if value is None:
        return []
    told = sizes(value, least=-32)
    if told is None or None in told:
        raise NotToldError(f"its {key}")
    return [axis for axis in told if axis is not None]


def _sizes(layer: Asked, axes: Iterable[int]) -> tuple[int | None, ...]:
    return tuple(layer.axis(axis) for axis in axes)


def _positive(layer: Asked, axes: list[int]) -> list[int]:
    """Axes counted from the front, ascending; as they are where the input's rank is not known."""
    rank = None if layer.shape is None else len(layer.shape)
    if rank is None:
        return axes
    return sorted(axis + rank if axis < 0 else axis for axis in axes)


def _gamma_and_beta(layer: Asked, shape: Shape, dtype: str | None) -> list[Own]:
    own = []
    if layer.flag("scale"):
        own.append(layer.weight("gamma", shape, dtype=dtype))
    if layer.flag("center"):
        own.append(layer.weight("beta", shape, dtype=dtype))
    return own


def _batch_normalization(layer: Asked) -> Made:
    axes = _axes(layer, "axis", -1)
    if len(axes) == 1:
        shape: Shape = _sizes(layer, axes)
    else:
        kept = set(_positive(layer, axes))
        shape = tuple(size if axis in kept else 1 for axis, size in enumerate(layer.known_shape))
    dtype = layer.dtype
    if not layer.is_keras3 and dtype in ("float16", "bfloat16"):
        dtype = "float32"  # it keeps its statistics in more precision than its layer
    own = _gamma_and_beta(layer, shape, dtype)
    names = ["moving_mean", "moving_variance"]
    if layer.flag("renorm", False):
        names += ["moving_stddev", "renorm_mean", "renorm_stddev"]
    own += [layer.weight(name, shape, trainable=False, dtype=dtype) for name in names]
    return Made((layer.shape,), tuple(own))


def _layer_normalization(layer: Asked) -> Made:
    axes = _axes(layer, "axis", -1)
    if len(axes) > 1:
        axes = _positive(layer, axes) if not layer.is_keras3 else sorted(axes)
    shape = _sizes(layer, axes)
    own = _gamma_and_beta(layer, shape, layer.dtype)
    if layer.flag("rms_scaling", False):
        own = [layer.weight("gamma", shape)]
    return Made((layer.shape,), tuple(own))


def _rms_normalization(layer: Asked) -> Made:
    axes = _axes(layer, "axis", -1)
    return Made((layer.shape,), (layer.weight("scale", _sizes(layer, axes)),))


def _group_normalization(layer: Asked) -> Made:
    shape = _sizes(layer, _axes(layer, "axis", -1)[:1])
    return Made((layer.shape,), tuple(_gamma_and_beta(layer, shape, layer.dtype)))


def _spectral_normalization(layer: Asked) -> Made:
    """The layer inside keeps its kernel, which the wrapper keeps, too."""
    entry = layer.config.get("layer")
    inner = layer.inner("layer", entry, layer.inputs, None if layer.is_keras3 else layer.path)
    kernels = [own for own in inner.own if own.weight.name in ("kernel", "embeddings")]
    if not inner.is_known or not kernels:
        return Made(inner.outputs, (), (inner,))
    kernel = kernels[0].weight
    width = kernel.shape[-1] if kernel.shape else None
    vector = layer.weight("vector_u", (1, width), trainable=False, dtype=kernel.dtype)
    return Made(
        inner.outputs,
        (Own(kernel, ("kernel",)), vector),
        (inner,),
        inner_first=layer.builder.keras != "tf-keras",
    )


def _normalization(layer: Asked) -> Made:
    if layer.config.get("mean") is not None:
        return Made((layer.shape,))
    shape = _sizes(layer, _positive(layer, _axes(layer, "axis", None if "axis" in layer.config else -1)))
    names = ("mean", "adapt_mean"), ("variance", "adapt_variance")
    own = [
        layer.weight(
            name,
            shape,
            *((attribute,) if layer.is_keras3 else (name, attribute)),
            trainable=False,
            dtype=layer.dtype if layer.is_keras3 else layer.compute_dtype,
        )
        for name, attribute in names
    ]
    count = layer.weight("count", (), trainable=False, dtype="int64")
    return Made((layer.shape,), (*own, count))


def _p_relu(layer: Asked) -> Made:
    shape = list(layer.known_shape[1:])
    for axis in _axes(layer, "shared_axes", None):
        if not 1 <= axis <= len(shape):
            raise NotToldError("shared_axes its input has")
        shape[axis - 1] = 1
    return Made((layer.shape,), (layer.weight("alpha", tuple(shape)),))


RULES: dict[str, Rule] = {
    "BatchNormalization": _batch_normalization,
    "BatchNormalizationV1": _batch_normalization,
    "BatchNormalizationV2": _batch_normalization,
    "SyncBatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "RMSNormalization": _rms_normalization,
    "GroupNormalization": _group_normalization,
    "SpectralNormalization": _spectral_normalization,
    "Normalization": _normalization,
    "PReLU": _p_relu,
}
