"""Layers that multiply: Dense, EinsumDense, Embedding, attention; weights and output shapes."""

from __future__ import annotations

from explorer.checkpoints.keras_entries import NotToldError, Shape, sizes
from explorer.checkpoints.keras_layers import Asked, Built, Made, Own, Rule

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _kernel(layer: Asked, shape: Shape) -> Own:
    return layer.weight("kernel", shape, "_kernel" if layer.is_keras3 else "kernel")


def _dense(layer: Asked) -> Made:
    units = layer.integer("units")
    own = [_kernel(layer, (layer.axis(-1), units))]
    if layer.flag("use_bias"):
        own.append(layer.weight("bias", (units,)))
    output = None if layer.shape is None else (*layer.shape[:-1], units)
    return Made((output,), tuple(own))


def _embedding(layer: Asked) -> Made:
    size = layer.integer("output_dim")
    attribute = "_embeddings" if layer.is_keras3 else "embeddings"
    own = [layer.weight("embeddings", (layer.integer("input_dim"), size), attribute)]
    if layer.class_name == "ReversibleEmbedding" and not layer.flag("tie_weights"):
        own.append(layer.weight("reverse_embeddings", (size, layer.integer("input_dim"))))
    length = sizes(layer.config.get("input_length")) if not layer.is_keras3 else None
    shape = layer.shape
    if shape is not None and length is not None and len(length) == len(shape) - 1:
        shape = (
            shape[0],
            *(told if told is not None else one for one, told in zip(shape[1:], length, strict=True)),
        )
    return Made((None if shape is None else (*shape, size),), tuple(own))


def _einsum_dense(layer: Asked) -> Made:
    """Kernel, bias and output of an equation such as "abc,cd->abd" or "...x,xy->...y"."""
    equation = layer.text("equation").replace(" ", "")
    left, arrow, output_spec = equation.partition("->")
    input_spec, comma, kernel_spec = left.partition(",")
    if not arrow or not comma or len(equation) > 200:
        raise NotToldError("an equation")
    told = sizes(layer.config.get("output_shape"))
    if told is None:
        raise NotToldError("its output_shape")
    shape = layer.shape
    is_left = input_spec.startswith("...") and output_spec.startswith("...")
    input_spec, output_spec = input_spec.replace("...", ""), output_spec.replace("...", "")
    if shape is None:
        if "..." in equation:
            raise NotToldError("the shape of its input")
        shape = (None,) * len(input_spec)
    elided = len(shape) - len(input_spec)
    if elided < 0:
        raise NotToldError("an equation that fits its input")
    if is_left:
        output = (shape[0], *shape[1:elided], *told) if elided else (shape[0], *told)
        of_input = dict(zip(input_spec, shape[elided:], strict=True))
        first = elided
    else:
        output = (shape[0], *told, *(shape[len(shape) - elided :] if elided else ()))
        of_input = dict(zip(input_spec, shape, strict=False))
        first = 0
    of_output = dict(zip(output_spec, output[first:], strict=False))
    if any(letter not in of_input and letter not in of_output for letter in kernel_spec):
        raise NotToldError("an equation that tells the shape of its kernel")
    kernel = tuple(of_input[letter] if letter in of_input else of_output[letter] for letter in kernel_spec)
    own = [_kernel(layer, kernel)]
    axes = layer.text("bias_axes")
    if axes:
        if any(axis not in of_output for axis in axes):
            raise NotToldError("bias_axes of its equation")
        begin = min(output_spec.index(axis) for axis in axes)
        bias = [of_output[axis] if axis in axes else 1 for axis in output_spec[begin:]]
        own.append(layer.weight("bias", (*bias, *((1,) * elided if not is_left else ()))))
    if not layer.is_keras3:  # which runs the einsum, and so knows every axis the input tells
        named = [
            of_input.get(letter, size) for letter, size in zip(output_spec, output[first:], strict=False)
        ]
        output = (*output[:first], *named, *output[first + len(named) :])
    return Made((tuple(output),), tuple(own))


def _projection(free: int, bound: int, result: int) -> tuple[str, str]:
    """The equation of a projection inside attention, and its bias axes."""
    if free + bound + result > len(_LETTERS) or free < 0:
        raise NotToldError("inputs of so few axes as its equations have letters")
    a, b = _LETTERS[:free], _LETTERS[free : free + bound]
    c = _LETTERS[free + bound : free + bound + result]
    return f"{a}{b},{b}{c}->{a}{c}", c


def _attention_inputs(layer: Asked) -> tuple[Shape, Shape, Shape]:
    """Shapes of query, value and key."""
    found: dict[str, Shape] = {}
    order = ["query", "value", "key"]
    for label, shape in zip(layer.labels, layer.inputs, strict=True):
        if label in order:
            found.setdefault(label, shape)
        elif label == "" and (free := [one for one in order if one not in found]):
            found[free[0]] = shape
    query = found.get("query")
    value = found.get("value")
    return query, value, found.get("key", value)


def _project(
    layer: Asked, attribute: str, name: str, shape: Shape, free: int, bound: int, sizes_: list[int | None]
) -> Built:
    equation, axes = _projection(free, bound, len(sizes_))
    config = {
        "name": name,
        "equation": equation,
        "output_shape": [*(None,) * (free - 1), *sizes_],
        "bias_axes": axes if layer.flag("use_bias") else None,
    }
    return layer.part(attribute, "EinsumDense", config, shape)


def _multi_head_attention(layer: Asked) -> Made:
    query, value, key = _attention_inputs(layer)
    if query is None:
        raise NotToldError("the shape of its query")
    heads, key_dim = layer.integer("num_heads"), layer.integer("key_dim")
    value_dim = layer.integer("value_dim", key_dim)
    told = layer.config.get("output_shape")
    result = list(sizes(told) or ()) if told is not None else [query[-1]]
    if told is not None and not result:
        raise NotToldError("its output_shape")
    inner = []
    for attribute, name, shape, size in (
        ("_query_dense", "query", query, key_dim),
        ("_key_dense", "key", key, key_dim),
        ("_value_dense", "value", value, value_dim),
    ):
        rank = len(shape) if shape is not None else len(query)
        inner.append(_project(layer, attribute, name, shape, rank - 1, 1, [heads, size]))
    inner += _attention_parts(layer)
    last = (*query[:-1], heads, value_dim)
    inner.append(_project(layer, "_output_dense", "attention_output", last, len(query) - 1, 2, result))
    return Made(((*query[:-1], *result),), (), tuple(inner))


def _attention_parts(layer: Asked) -> list[Built]:
    """Softmax and dropout of attention; in Keras 3 the dropout's state is the first thing it makes."""
    dropout = layer.number("dropout")
    softmax = layer.part("_softmax", "Softmax", {"name": "softmax"}, None)
    config = {"name": "dropout", "rate": dropout}
    drop = layer.part("_dropout_layer", "Dropout", config, None)
    if layer.is_keras3 and dropout > 0:
        return [layer.seed(path=f"{layer.path}/seed_generator"), softmax, drop]
    return [softmax, drop]


def _grouped_query_attention(layer: Asked) -> Made:
    query, value, key = _attention_inputs(layer)
    size, heads = layer.integer("head_dim"), layer.integer("num_query_heads")
    pairs = layer.integer("num_key_value_heads")
    if query is None:
        raise NotToldError("the shape of its query")
    inner = [
        _project(layer, attribute, name, shape, 2, 1, [count, size])
        for attribute, name, shape, count in (
            ("_query_dense", "query", query, heads),
            ("_key_dense", "key", key, pairs),
            ("_value_dense", "value", value, pairs),
        )
    ]
    inner += _attention_parts(layer)
    last = (*query[:-1], heads, size)
    inner.append(_project(layer, "_output_dense", "attention_output", last, 2, 2, [query[-1]]))
    return Made((query,), (), tuple(inner))


def _attention(layer: Asked) -> Made:
    """Dot-product attention; weights only where it scales."""
    own = []
    if layer.class_name == "AdditiveAttention":
        if layer.flag("use_scale"):
            shape = layer.inputs[0] if layer.inputs else None
            own.append(layer.weight("scale", (shape[-1] if shape else None,)))
    else:
        if layer.flag("use_scale", False):
            own.append(layer.weight("scale", ()))
        if layer.text("score_mode") == "concat":
            own.append(layer.weight("concat_score_weight", ()))
    inner = (layer.seed(),) if layer.is_keras3 and layer.number("dropout") > 0 else ()
    query, value = (*layer.inputs, None, None)[:2]
    output: Shape = None
    if query and value:
        output = (*query[:-1], value[-1])
    return Made((output,), tuple(own), inner)


RULES: dict[str, Rule] = {
    "Dense": _dense,
    "EinsumDense": _einsum_dense,
    "Embedding": _embedding,
    "ReversibleEmbedding": _embedding,
    "MultiHeadAttention": _multi_head_attention,
    "GroupQueryAttention": _grouped_query_attention,
    "GroupedQueryAttention": _grouped_query_attention,
    "Attention": _attention,
    "AdditiveAttention": _attention,
}
