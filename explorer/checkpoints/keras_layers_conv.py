"""Layers that slide over space: convolutions, pooling, padding, cropping, upsampling."""

from __future__ import annotations

from math import prod

from explorer.checkpoints.keras_entries import NotToldError, Shape, sizes
from explorer.checkpoints.keras_layers import Asked, Made, Own, Rule


def rank_of(layer: Asked) -> int:
    """How many axes of space a class has, which its name tells: "Conv2DTranspose" 2."""
    for rank in (1, 2, 3):
        if f"{rank}D" in layer.class_name:
            return rank
    return layer.integer("rank", least=1)


def split(layer: Asked, rank: int) -> tuple[int | None, tuple[int | None, ...], int | None]:
    """Batch, axes of space and channels of the input."""
    shape = layer.shape
    if shape is None:
        return None, (None,) * rank, None
    if len(shape) != rank + 2:
        raise NotToldError(f"an input of {rank + 2} axes")
    return (shape[0], shape[2:], shape[1]) if layer.channels_first else (shape[0], shape[1:-1], shape[-1])


def joined(layer: Asked, batch: int | None, space: tuple[int | None, ...], channels: int | None) -> Shape:
    """A shape in the layer's own order of axes; the rank of an unknown input stays unknown only in its sizes."""
    return (batch, channels, *space) if layer.channels_first else (batch, *space, channels)


def conv_length(size: int | None, kernel: int, stride: int, dilation: int, padding: str) -> int | None:
    """How many places a window takes along an axis; None of an unknown axis."""
    if size is None:
        return None
    length = size if padding in ("same", "causal") else size - (kernel - 1) * dilation
    return max((length + stride - 1) // stride, 0)


def _transposed_length(
    size: int | None, kernel: int, stride: int, dilation: int, padding: str, output_padding: int | None
) -> int | None:
    if size is None:
        return None
    reach = (kernel - 1) * dilation + 1
    if output_padding is None:
        return size * stride if padding == "same" else size * stride + max(reach - stride, 0)
    cut = reach // 2 if padding == "same" else 0
    return (size - 1) * stride + reach - 2 * cut + output_padding


def _window(layer: Asked, rank: int) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]:
    kernel = layer.integers("kernel_size", rank, least=1)
    strides = layer.integers("strides", rank, 1, least=1)
    dilation = layer.integers("dilation_rate", rank, 1, least=1)
    return kernel, strides, dilation, layer.text("padding", "valid").lower()


def _bias(layer: Asked, size: int | None) -> tuple[Own, ...]:
    return (layer.weight("bias", (size,)),) if layer.flag("use_bias") else ()


def _conv(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, space, channels = split(layer, rank)
    kernel, strides, dilation, padding = _window(layer, rank)
    filters = layer.integer("filters")
    groups = layer.integer("groups", 1, least=1)
    depth = None if channels is None else channels // groups
    attribute = "_kernel" if layer.is_keras3 else "kernel"
    own = (layer.weight("kernel", (*kernel, depth, filters), attribute), *_bias(layer, filters))
    return Made((joined(layer, batch, _lengths(space, kernel, strides, dilation, padding), filters),), own)


def _lengths(
    space: tuple[int | None, ...],
    kernel: tuple[int, ...],
    strides: tuple[int, ...],
    dilation: tuple[int, ...],
    padding: str,
) -> tuple[int | None, ...]:
    return tuple(conv_length(*axis, padding) for axis in zip(space, kernel, strides, dilation, strict=True))


def _conv_transpose(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, space, channels = split(layer, rank)
    kernel, strides, dilation, padding = _window(layer, rank)
    filters = layer.integer("filters")
    told = layer.config.get("output_padding")
    more = (None,) * rank if told is None else layer.integers("output_padding", rank)
    own = (layer.weight("kernel", (*kernel, filters, channels)), *_bias(layer, filters))
    lengths = tuple(
        _transposed_length(size, k, s, d, padding, extra)
        for size, k, s, d, extra in zip(space, kernel, strides, dilation, more, strict=True)
    )
    return Made((joined(layer, batch, lengths, filters),), own)


def _depthwise_conv(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, space, channels = split(layer, rank)
    kernel, strides, dilation, padding = _window(layer, rank)
    multiplier = layer.integer("depth_multiplier", 1, least=1)
    filters = None if channels is None else channels * multiplier
    name = "kernel" if layer.is_keras3 else "depthwise_kernel"
    own = (layer.weight(name, (*kernel, channels, multiplier)), *_bias(layer, filters))
    return Made((joined(layer, batch, _lengths(space, kernel, strides, dilation, padding), filters),), own)


def _separable_conv(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, space, channels = split(layer, rank)
    kernel, strides, dilation, padding = _window(layer, rank)
    multiplier, filters = layer.integer("depth_multiplier", 1, least=1), layer.integer("filters")
    between = None if channels is None else channels * multiplier
    own = (
        layer.weight("depthwise_kernel", (*kernel, channels, multiplier)),
        layer.weight("pointwise_kernel", (*(1,) * rank, between, filters)),
        *_bias(layer, filters),
    )
    return Made((joined(layer, batch, _lengths(space, kernel, strides, dilation, padding), filters),), own)


def _locally_connected(layer: Asked) -> Made:
    """A kernel for each place of the output (Keras 2 only); three ways to keep it."""
    rank = rank_of(layer)
    batch, space, channels = split(layer, rank)
    kernel, strides, dilation, padding = _window(layer, rank)
    filters = layer.integer("filters")
    lengths = _lengths(space, kernel, strides, dilation, padding)
    places = None if None in lengths else prod(size for size in lengths if size is not None)
    way = layer.integer("implementation", 1)
    if way == 1:
        shape: Shape = (places, None if channels is None else prod(kernel) * channels, filters)
    elif way == 2:
        ends = (channels, *space), (filters, *lengths)
        if not layer.channels_first:
            ends = (*space, channels), (*lengths, filters)
        shape = (*ends[0], *ends[1])
    elif None in space or channels is None or places is None:
        shape = (None,)
    else:
        shape = (_connections(space, kernel, strides, padding) * channels * filters,)
    own = [layer.weight("kernel", shape)]
    if layer.flag("use_bias"):
        own.append(layer.weight("bias", (*lengths, filters)))
    return Made((joined(layer, batch, lengths, filters),), tuple(own))


def _connections(
    space: tuple[int | None, ...], kernel: tuple[int, ...], strides: tuple[int, ...], padding: str
) -> int:
    """How many pairs of an input's and an output's place a kernel joins."""
    total = 1
    for size, width, stride in zip(space, kernel, strides, strict=True):
        if size is None or size > 1_000_000:
            raise NotToldError("the size of its input")
        found = 0
        for place in range(conv_length(size, width, stride, 1, padding) or 0):
            left = place * stride - (width // 2 if padding == "same" else 0)
            found += max(min(left + width, size) - max(left, 0), 0)
        total *= found
    return total


def _pooling(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, space, channels = split(layer, rank)
    pool = layer.integers("pool_size", rank, 2, least=1)
    strides = pool if layer.config.get("strides") is None else layer.integers("strides", rank, least=1)
    padding = layer.text("padding", "valid").lower()
    lengths = _lengths(space, pool, strides, (1,) * rank, padding)
    return Made((joined(layer, batch, lengths, channels),))


def _global_pooling(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, _, channels = split(layer, rank)
    if layer.flag("keepdims", False):
        return Made((joined(layer, batch, (1,) * rank, channels),))
    return Made(((batch, channels),))


def _adaptive_pooling(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, _, channels = split(layer, rank)
    return Made((joined(layer, batch, layer.integers("output_size", rank), channels),))


def _up_sampling(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, space, channels = split(layer, rank)
    factors = layer.integers("size", rank, 2, least=1)
    return Made((joined(layer, batch, _scaled(space, factors), channels),))


def _scaled(space: tuple[int | None, ...], factors: tuple[int, ...]) -> tuple[int | None, ...]:
    return tuple(None if size is None else size * factor for size, factor in zip(space, factors, strict=True))


def _sides(layer: Asked, key: str, rank: int) -> list[int]:
    """What is added to (or cut from) both ends of each axis together."""
    value = layer.config.get(key)
    default = 1 if key == "padding" else 0
    if value is None:
        return [2 * default] * rank
    if isinstance(value, (list, tuple)) and len(value) <= 8:
        if rank == 1 and len(value) == 2:
            value = [value]
        found = []
        for one in value:
            pair = sizes(one)
            if pair is None or None in pair or len(pair) not in (1, 2):
                raise NotToldError(f"its {key}")
            told = [size for size in pair if size is not None]
            found.append(sum(told) if len(told) == 2 else 2 * told[0])
        if len(found) == rank:
            return found
        raise NotToldError(f"its {key}")
    return [2 * size for size in layer.integers(key, rank)]


def _zero_padding(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, space, channels = split(layer, rank)
    added = _sides(layer, "padding", rank)
    lengths = tuple(None if size is None else size + more for size, more in zip(space, added, strict=True))
    return Made((joined(layer, batch, lengths, channels),))


def _cropping(layer: Asked) -> Made:
    rank = rank_of(layer)
    batch, space, channels = split(layer, rank)
    cut = _sides(layer, "cropping", rank)
    lengths = tuple(
        None if size is None else max(size - less, 0) for size, less in zip(space, cut, strict=True)
    )
    return Made((joined(layer, batch, lengths, channels),))


def _by_rank(pattern: str, rule: Rule, ranks: tuple[int, ...] = (1, 2, 3)) -> dict[str, Rule]:
    return {pattern.format(rank): rule for rank in ranks}


RULES: dict[str, Rule] = {
    **_by_rank("Conv{}D", _conv),
    **_by_rank("Convolution{}D", _conv),
    **_by_rank("Conv{}DTranspose", _conv_transpose),
    **_by_rank("Convolution{}DTranspose", _conv_transpose),
    **_by_rank("DepthwiseConv{}D", _depthwise_conv),
    **_by_rank("SeparableConv{}D", _separable_conv),
    **_by_rank("SeparableConvolution{}D", _separable_conv),
    **_by_rank("LocallyConnected{}D", _locally_connected, (1, 2)),
    **_by_rank("MaxPooling{}D", _pooling),
    **_by_rank("AveragePooling{}D", _pooling),
    **_by_rank("GlobalMaxPooling{}D", _global_pooling),
    **_by_rank("GlobalAveragePooling{}D", _global_pooling),
    **_by_rank("AdaptiveMaxPooling{}D", _adaptive_pooling),
    **_by_rank("AdaptiveAveragePooling{}D", _adaptive_pooling),
    **_by_rank("UpSampling{}D", _up_sampling),
    **_by_rank("ZeroPadding{}D", _zero_padding),
    **_by_rank("Cropping{}D", _cropping),
}
