"""Layers without trained weights: what they make of the shapes of their inputs; states of random layers."""

from __future__ import annotations

from explorer.checkpoints.keras_entries import NotToldError, Shape, known, sizes
from explorer.checkpoints.keras_layers import Asked, Built, Made, Own, Rule, Weight


def _same(layer: Asked) -> Made:
    return Made((layer.shape,))


def _unknown(layer: Asked) -> Made:
    """No weights, and a shape the configuration does not tell."""
    return Made(None)


def _random(key: str, attribute: str = "seed_generator") -> Rule:
    """The input's shape; a seed state in Keras 3 where the amount is not 0 (`key` "": always)."""

    def rule(layer: Asked) -> Made:
        is_random = layer.is_keras3 and (not key or layer.number(key) > 0)
        return Made((layer.shape,), (), (layer.seed(attribute),) if is_random else ())

    return rule


def _input_layer(layer: Asked) -> Made:
    for key in ("batch_shape", "batch_input_shape"):
        if layer.config.get(key) is not None:
            return Made((sizes(layer.config[key]),))
    inner = sizes(layer.config.get("input_shape", layer.config.get("shape")))
    return Made((None if inner is None else (None, *inner),))


def _flatten(layer: Asked) -> Made:
    shape = layer.shape
    if shape is None:
        return Made(((None, None),))
    return Made(((shape[0] if shape else None, known(iter(shape[1:]))),))


def _reshape(layer: Asked) -> Made:
    target = sizes(layer.config.get("target_shape"), least=-1)
    if target is None:
        raise NotToldError("its target_shape")
    shape = layer.shape
    batch = shape[0] if shape else None
    if -1 in target:
        total = None if shape is None else known(iter(shape[1:]))
        others = known(iter(size for size in target if size != -1))
        missing = total // others if total is not None and others else None
        target = tuple(missing if size == -1 else size for size in target)
    return Made(((batch, *target),))


def _permute(layer: Asked) -> Made:
    order = sizes(layer.config.get("dims"), least=1)
    if order is None:
        raise NotToldError("its dims")
    shape = layer.shape
    if shape is None:
        return Made(((None,) * (len(order) + 1),))
    if any(axis is None or axis >= len(shape) for axis in order):
        raise NotToldError("dims its input has")
    return Made(((shape[0], *(shape[axis] for axis in order if axis is not None)),))


def _repeat_vector(layer: Asked) -> Made:
    shape = layer.shape
    return Made(((shape[0], layer.integer("n"), *shape[1:]) if shape else (None, layer.integer("n"), None),))


def _broadcast(first: Shape, second: Shape, is_strict: bool) -> Shape:
    """Shapes side by side, aligned at their ends, the batch apart. `is_strict`: nothing is known beside an unknown size."""
    if first is None or second is None or not first or not second:
        return None
    batch = first[0] if first[0] == second[0] else None
    long, short = (first[1:], second[1:]) if len(first) >= len(second) else (second[1:], first[1:])
    found: list[int | None] = list(long[: len(long) - len(short)])
    for one, other in zip(long[len(long) - len(short) :], short, strict=True):
        if one is None or other is None:
            told = one if one is not None else other
            found.append(told if told is not None and told > 1 and not is_strict else None)
        elif one != other and 1 not in (one, other):
            raise NotToldError("inputs whose shapes fit together")
        else:
            found.append(other if one == 1 else one)
    return (batch, *found)


def _merge(layer: Asked) -> Made:
    if not layer.inputs:
        return Made((None,))
    shape = layer.inputs[0]
    for other in layer.inputs[1:]:
        shape = _broadcast(shape, other, layer.is_keras3)
    return Made((shape,))


def _concatenate(layer: Asked) -> Made:
    axis = layer.config.get("axis", -1)
    if not isinstance(axis, int) or None in layer.inputs or not layer.inputs:
        return Made((None,))
    shapes = [shape for shape in layer.inputs if shape is not None]
    rank = len(shapes[0])
    if any(len(shape) != rank for shape in shapes) or not -rank <= axis < rank:
        raise NotToldError("inputs that can be joined")
    axis %= rank
    columns = list(zip(*shapes, strict=True))
    joined: list[int | None] = []
    for place, column in enumerate(columns):
        told = [size for size in column if size is not None]
        if place == axis:
            joined.append(sum(told) if len(told) == len(column) else None)
        else:
            is_told = told and (len(told) == len(column) or not layer.is_keras3)
            joined.append(told[0] if is_told else None)
    return Made((tuple(joined),))


def _dot(layer: Asked) -> Made:
    axes = sizes(layer.config.get("axes"), least=-32)
    if axes is None or len(layer.inputs) != 2 or None in layer.inputs:
        return Made((None,))
    pair = axes * 2 if len(axes) == 1 else axes
    left, right = ([*shape] for shape in layer.inputs if shape is not None)
    if len(pair) != 2:
        raise NotToldError("its axes")
    for shape, axis in zip((left, right), pair, strict=True):
        if axis is None or not -len(shape) <= axis < len(shape):
            raise NotToldError("axes its inputs have")
        del shape[axis]
    result = (*left, *right[1:])
    return Made((result if len(result) > 1 else (*result, 1),))


def _sized(attribute: str = "") -> Rule:
    """Images of the height and width the configuration tells."""

    def rule(layer: Asked) -> Made:
        shape = layer.shape
        inner = (layer.seed(attribute),) if layer.is_keras3 and attribute else ()
        if shape is None:
            return Made((None,), (), inner)
        if len(shape) < 3:
            raise NotToldError("an image as its input")
        size = (layer.integer("height"), layer.integer("width"))
        if layer.channels_first:
            return Made(((*shape[:-2], *size),), (), inner)
        return Made(((*shape[:-3], *size, shape[-1]),), (), inner)

    return rule


def _stretched(axis: int) -> Rule:
    """Images whose height or width varies (Keras 2)."""

    def rule(layer: Asked) -> Made:
        shape = layer.shape
        if shape is None or len(shape) < 3:
            return Made((None,))
        sizes_ = list(shape)
        sizes_[axis] = None
        return Made((tuple(sizes_),))

    return rule


# The layers RandAugment makes for itself: each has a state of its own, beside RandAugment's.
_RAND_AUGMENT = (
    "random_shear",
    "random_translation",
    "random_rotation",
    "random_brightness",
    "random_color_degeneration",
    "random_contrast",
    "random_sharpness",
    "random_posterization",
    "solarization",
    "auto_contrast",
    "equalization",
)


def _rand_augment(layer: Asked) -> Made:
    inner: list[Built] = [layer.seed("generator")]
    for name in _RAND_AUGMENT:
        class_name = "".join(part.capitalize() for part in name.split("_"))
        inner.append(layer.part(name, class_name, {"name": name}, layer.shape))
    return Made((layer.shape,), (), tuple(inner))


def _discretization(layer: Asked) -> Made:
    bins = layer.config.get("bin_boundaries")
    own: tuple[Own, ...] = ()
    if not layer.is_keras3 and bins is None:
        own = (layer.weight("summary", (2, None), trainable=False, dtype="float32"),)
    return Made((layer.shape,) if layer.text("output_mode", "int") == "int" else None, own)


def _lookup(layer: Asked) -> Made:
    mode = layer.text("output_mode", "int")
    own: tuple[Own, ...] = ()
    if not layer.is_keras3 and mode == "tf_idf":
        # TensorFlow's own way of making a variable: it has no scope and no name.
        own = (
            Own(
                Weight("idf_weights", "Variable:0", (None,), layer.compute_dtype, False, True),
                ("idf_weights",),
            ),
        )
    return Made((layer.shape,) if mode == "int" else None, own)


def _category_encoding(layer: Asked) -> Made:
    shape, count = layer.shape, layer.integer("num_tokens")
    if shape is None:
        return Made(None)
    if layer.text("output_mode", "multi_hot") == "one_hot":
        return Made(((*shape[:-1], count) if len(shape) > 1 and shape[-1] == 1 else (*shape, count),))
    return Made(((*shape[:-1], count) if len(shape) > 1 else (*shape, count),))


def _fourier_features(layer: Asked) -> Made:
    size = layer.integer("output_dim")
    own = (
        layer.weight("unscaled_kernel", (layer.axis(-1), size), trainable=False),
        layer.weight("bias", (size,), trainable=False),
        layer.weight("kernel_scale", (1,)),
    )
    return Made((None if layer.shape is None else (layer.shape[0], size),), own)


_SHAPE_PRESERVING = frozenset(
    (
        *(
            "math.multiply",
            "math.add",
            "math.subtract",
            "math.divide",
            "math.truediv",
            "math.pow",
            "math.negative",
        ),
        *("__operators__.add", "__operators__.subtract", "math.exp", "math.log", "math.sqrt", "math.square"),
        *(
            "math.abs",
            "math.tanh",
            "math.sigmoid",
            "nn.relu",
            "nn.softmax",
            "nn.gelu",
            "nn.silu",
            "nn.sigmoid",
        ),
        *(
            "cast",
            "identity",
            "stop_gradient",
            "clip_by_value",
            "math.maximum",
            "math.minimum",
            "nn.leaky_relu",
        ),
    )
)


def _tf_function(layer: Asked) -> Made:
    """A TensorFlow function called on Keras tensors (Keras 2): only those that keep the shape are told."""
    if layer.text("function") not in _SHAPE_PRESERVING:
        return Made(None)
    return _merge(layer)


_SAME = (
    *(
        "Activation",
        "ActivityRegularization",
        "ELU",
        "LeakyReLU",
        "ReLU",
        "Softmax",
        "ThresholdedReLU",
        "Identity",
    ),
    *("Masking", "UnitNormalization", "Rescaling", "AutoContrast", "Equalization", "MaxNumBoundingBoxes"),
)
_RANDOM_IMAGES = (
    *(
        "RandomFlip",
        "RandomRotation",
        "RandomTranslation",
        "RandomZoom",
        "RandomContrast",
        "RandomBrightness",
    ),
    *(
        "RandomSaturation",
        "RandomHue",
        "RandomGrayscale",
        "RandomShear",
        "RandomSharpness",
        "RandomPosterization",
    ),
    *("RandomColorJitter", "RandomColorDegeneration", "RandomInvert", "RandomErasing", "RandomPerspective"),
    *("RandomGaussianBlur", "RandomElasticTransform", "CutMix", "MixUp", "AugMix", "Solarization"),
)

RULES: dict[str, Rule] = {
    **dict.fromkeys(_SAME, _same),
    **dict.fromkeys(_RANDOM_IMAGES, _random("", "generator")),
    **dict.fromkeys(("Dropout", "GaussianDropout", "AlphaDropout"), _random("rate")),
    **dict.fromkeys(("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"), _random("rate")),
    "GaussianNoise": _random("stddev"),
    "InputLayer": _input_layer,
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Permute": _permute,
    "RepeatVector": _repeat_vector,
    **dict.fromkeys(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"), _merge),
    "Concatenate": _concatenate,
    "Dot": _dot,
    "Resizing": _sized(),
    "CenterCrop": _sized(),
    "RandomCrop": _sized("generator"),
    "RandomHeight": _stretched(-3),
    "RandomWidth": _stretched(-2),
    "RandAugment": _rand_augment,
    "Discretization": _discretization,
    "StringLookup": _lookup,
    "IntegerLookup": _lookup,
    "TextVectorization": _unknown,
    "CategoryEncoding": _category_encoding,
    "Hashing": lambda layer: Made((layer.shape,) if layer.text("output_mode", "int") == "int" else None),
    "HashedCrossing": _unknown,
    "MelSpectrogram": _unknown,
    "STFTSpectrogram": _unknown,
    "RandomFourierFeatures": _fourier_features,
    "TFOpLambda": _tf_function,
    "SlicingOpLambda": _unknown,
    "TensorFlowOpLayer": _unknown,
    "ClassMethod": _unknown,
    "InstanceMethod": _unknown,
    "InstanceProperty": _unknown,
    "Lambda": _unknown,
}
