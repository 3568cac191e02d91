"""Write what Keras makes of layer configurations: python make.py keras2|tf_keras|keras3 OUT.json

keras2 needs TensorFlow 2.15, the others TensorFlow 2.16 or later. A case is a model's JSON (without
initializers and the like), its weights in Keras's order, and the objects a checkpoint would walk.
"""

# ruff: noqa: B023, E402, E741, PTH123

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
which, out = sys.argv[1:3]
import tensorflow as tf

if which == "keras2":
    from tensorflow import keras
elif which == "tf_keras":
    import tf_keras as keras
else:
    import keras
is3 = which == "keras3"
L = keras.layers
cases = []
failures = []
DROPPED = ("_initializer", "_regularizer", "_constraint")


def slim(value):
    """A configuration without what says nothing of shapes."""
    if isinstance(value, dict):
        kept = {
            k: slim(v) for k, v in value.items() if not (k.endswith(DROPPED) and k != "alpha_initializer")
        }
        dull = {
            "module": ("keras.layers", "keras"),
            "registered_name": (None,),
            "seed": (None,),
            "sparse": (False,),
            "ragged": (False,),
            "optional": (False,),
            "quantization_config": (None,),
            "backend": ("tensorflow",),
            "compile_config": ({},),
            "epsilon": (1e-3, 1e-7),
            "momentum": (0.99,),
            "clipnorm": (None,),
            "clipvalue": (None,),
            "global_clipnorm": (None,),
            "mask": (None,),
            "training": (False, None),
            "lora_rank": (None,),
            "noise_shape": (None,),
        }
        kept = {k: v for k, v in kept.items() if not (k in dull and v in dull[k])}
        return {
            k: v
            for k, v in kept.items()
            if k not in ("alpha_initializer", "activation", "recurrent_activation")
        }
    if isinstance(value, list):
        return [slim(v) for v in value]
    return value


def objects(root, known):
    """Objects breadth-first: [class, [[edge, node]...], place of the variable or -1]."""
    nodes, places = [root], {id(root): 0}
    found = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        edges = []
        children = node._trackable_children() if hasattr(node, "_trackable_children") else {}
        for name, child in children.items():
            if id(child) not in places:
                places[id(child)] = len(nodes)
                nodes.append(child)
            edges.append([name, places[id(child)]])
        found.append([type(node).__name__, edges, known.get(id(node), -1)])
        at += 1
    return found


def pruned(nodes):
    """Only what leads to a variable, renumbered breadth-first: [[[edge, node]...], place of the variable or -1]."""
    useful = [variable >= 0 for _, _, variable in nodes]
    changed = True
    while changed:
        changed = False
        for at, (_, edges, _) in enumerate(nodes):
            if not useful[at] and any(useful[child] for _, child in edges):
                useful[at] = changed = True
    order, places, found = [0], {0: 0}, []
    for at in order:
        kept = []
        for name, child in nodes[at][1]:
            if useful[child]:
                if child not in places:
                    places[child] = len(order)
                    order.append(child)
                kept.append([name, places[child]])
        found.append([kept, nodes[at][2]])
    return found


def shape_of(shape):
    return None if shape is None else [None if s is None else int(s) for s in shape]


def row(v):
    name = v.path if is3 else v.name
    dtype = v.dtype if is3 else v.dtype.name
    trainable = bool(v.trainable)
    return [name, shape_of(v.shape), str(dtype), trainable]


def add(title, model, optimizer=None):
    data = json.loads(model.to_json())
    every = list(model.variables if is3 else model.weights)
    weights = list(model.weights)
    seeds = [v for v in every if not any(v is w for w in weights)]
    layers = []
    known = {}
    numbered = weights + seeds
    variables = (
        []
        if optimizer is None
        else list(optimizer.variables if not callable(optimizer.variables) else optimizer.variables())
    )
    numbered = numbered + [v for v in variables if not any(v is w for w in numbered)]
    place = {id(v): i for i, v in enumerate(numbered)}
    known.update(place)
    if is3:
        known.update({id(v.value): i for i, v in enumerate(numbered)})
    for layer in model.layers:
        try:
            output = layer.output
            output = (
                shape_of(output.shape)
                if hasattr(output, "shape")
                else [shape_of(o.shape) for o in output]
                if isinstance(output, (list, tuple))
                else None
            )
        except Exception:
            output = "unknown"
        layers.append([layer.name, type(layer).__name__, [place[id(w)] for w in layer.weights], output])
    case = {
        "title": title,
        "model": slim(data),
        "layers": layers,
        "weights": [row(v) for v in weights],
        "seeds": [row(v) for v in seeds],
    }
    if optimizer is not None:
        try:
            case["compile"] = (
                {"optimizer": slim(keras.saving.serialize_keras_object(optimizer))}
                if not is3
                else slim(model.get_compile_config())
            )
        except Exception:
            case["compile"] = None
        case["training"] = {
            "optimizer_config": {
                "class_name": keras.utils.get_registered_name(type(optimizer)),
                "config": slim(optimizer.get_config()),
            }
        }
        case["is_legacy"] = bool(not is3 and isinstance(optimizer, keras.optimizers.legacy.Optimizer))
        case["optimizer"] = [[*row(v), place[id(v)]] for v in variables]
        if case["is_legacy"]:
            case["slots"] = [
                [getattr(v, "name", ""), name, place[id(optimizer.get_slot(v, name))]]
                for v in model.trainable_weights
                for name in optimizer.get_slot_names()
            ]
    case["objects"] = pruned(objects(model, known))
    cases.append(case)


def one(name, shapes, /, wrap=None, of=None, **arguments):
    keras.backend.clear_session()
    title = f"{name}({arguments}) of {shapes}"
    try:
        make = wrap or (lambda: getattr(L, name)(**arguments))
        layer = make()
        inputs = [keras.Input(tuple(s), dtype=of) for s in shapes]
        if isinstance(layer, (L.MultiHeadAttention,)) or name == "GroupQueryAttention":
            outputs = layer(*inputs)
        else:
            outputs = layer(inputs if len(inputs) > 1 else inputs[0])
        add(title, keras.Model(inputs, outputs))
    except Exception as error:
        failures.append(f"{title}: {type(error).__name__}: {str(error)[:150]}")


for bias in (True, False):
    for shape in ((4,), (5, 4), (None, 4)):
        one("Dense", [shape], units=3, use_bias=bias)
for dtype in ("float16", "float64", "mixed_float16", "mixed_bfloat16", "bfloat16"):
    one("Dense", [(4,)], units=3, dtype=dtype)
    one("BatchNormalization", [(4,)], dtype=dtype)
    one("LSTM", [(5, 4)], units=3, dtype=dtype)
    one("LayerNormalization", [(4,)], dtype=dtype)
    one("Embedding", [(4,)], input_dim=6, output_dim=2, dtype=dtype)
    one("MultiHeadAttention", [(5, 4), (5, 4)], num_heads=2, key_dim=3, dtype=dtype)
    one("Bidirectional", [(5, 4)], wrap=lambda d=dtype: L.Bidirectional(L.GRU(3, dtype=d)))
    one("Normalization", [(4,)], dtype=dtype)
for equation, output, axes in (
    ("ab,bc->ac", 3, None),
    ("abc,cd->abd", (None, 3), "d"),
    ("...x,xy->...y", 3, "y"),
    ("abc,cde->abde", (None, 2, 3), "de"),
    ("aecd,abcd->acbe", (None, 3, 2), None) if False else ("abc,bd->adc", (3, 4), "d"),
    ("abc,cd->abd", (5, 3), None),
    ("ab...,bc->ac...", 3, "c"),
    ("abc,cb->a", (), None),
    ("BTNH,NHD->BTD", (None, 6), "D"),
):
    one(
        "EinsumDense",
        [(4,) if equation.startswith("ab,") else (5, 2, 4) if equation.startswith("BTNH") else (5, 4)],
        equation=equation,
        output_shape=output,
        bias_axes=axes,
    )
for length in (None, 5):
    one("Embedding", [(5,)], input_dim=7, output_dim=3, **({} if is3 else {"input_length": length}))
one("Embedding", [(None,)], input_dim=7, output_dim=3, mask_zero=True)
one("ReversibleEmbedding", [(5,)], input_dim=7, output_dim=3)
one("ReversibleEmbedding", [(5,)], input_dim=7, output_dim=3, tie_weights=False)
for rank in (1, 2, 3):
    sizes = (8, 7, 6)[:rank]
    for padding in ("valid", "same"):
        for extra in ({}, {"strides": 2}, {"dilation_rate": 2}, {"use_bias": False}):
            one(f"Conv{rank}D", [(*sizes, 4)], filters=6, kernel_size=3, padding=padding, **extra)
            if rank == 3 and "dilation_rate" in extra:
                continue
            one(f"Conv{rank}DTranspose", [(*sizes, 4)], filters=6, kernel_size=3, padding=padding, **extra)
            if rank < 3:
                one(
                    f"DepthwiseConv{rank}D",
                    [(*sizes, 4)],
                    kernel_size=3,
                    depth_multiplier=2,
                    padding=padding,
                    **extra,
                )
                one(
                    f"SeparableConv{rank}D",
                    [(*sizes, 4)],
                    filters=6,
                    kernel_size=3,
                    depth_multiplier=2,
                    padding=padding,
                    **extra,
                )
    one(f"Conv{rank}D", [(*sizes, 4)], filters=6, kernel_size=(2, 3, 4)[:rank], groups=2)
    one(f"Conv{rank}D", [(*(None,) * rank, 4)], filters=6, kernel_size=1)
    one(f"Conv{rank}D", [(4, *sizes)], filters=6, kernel_size=3, data_format="channels_first")
    one(f"Conv{rank}DTranspose", [(*(None,) * rank, 4)], filters=6, kernel_size=2, strides=2)
    one(f"Conv{rank}DTranspose", [(*sizes, 4)], filters=6, kernel_size=3, strides=2, output_padding=1)
    one(
        f"Conv{rank}DTranspose",
        [(*sizes, 4)],
        filters=6,
        kernel_size=3,
        strides=2,
        output_padding=0,
        padding="same",
    )
    for pool in ("Max", "Average"):
        one(f"{pool}Pooling{rank}D", [(*sizes, 4)])
        one(f"{pool}Pooling{rank}D", [(*sizes, 4)], pool_size=3, strides=2, padding="same")
        one(f"{pool}Pooling{rank}D", [(*sizes, 4)], pool_size=3, strides=1)
        one(f"{pool}Pooling{rank}D", [(*(None,) * rank, 4)])
        one(f"{pool}Pooling{rank}D", [(4, *sizes)], data_format="channels_first")
        one(f"Adaptive{pool}Pooling{rank}D", [(*sizes, 4)], output_size=2)
        one(f"Global{pool}Pooling{rank}D", [(*sizes, 4)])
        one(f"Global{pool}Pooling{rank}D", [(*sizes, 4)], keepdims=True)
        one(f"Global{pool}Pooling{rank}D", [(4, *sizes)], data_format="channels_first")
    one(f"UpSampling{rank}D", [(*sizes, 4)])
    one(f"UpSampling{rank}D", [(*sizes, 4)], size=3)
    one(f"ZeroPadding{rank}D", [(*sizes, 4)])
    one(f"ZeroPadding{rank}D", [(*sizes, 4)], padding=2)
    one(f"Cropping{rank}D", [(*sizes, 4)])
    one(f"Cropping{rank}D", [(*sizes, 4)], cropping=2)
    one(f"SpatialDropout{rank}D", [(*sizes, 4)], rate=0.5)
    for padding in ("valid", "same"):
        one(f"ConvLSTM{rank}D", [(5, *sizes, 4)], filters=3, kernel_size=3, padding=padding)
    one(f"ConvLSTM{rank}D", [(5, *sizes, 4)], filters=3, kernel_size=2, return_sequences=True, use_bias=False)
    one(f"ConvLSTM{rank}D", [(5, *sizes, 4)], filters=3, kernel_size=2, strides=2, return_state=True)
    one(
        f"ConvLSTM{rank}D",
        [(5, 4, *sizes)],
        filters=3,
        kernel_size=2,
        data_format="channels_first",
        dropout=0.1,
    )
one("ZeroPadding2D", [(8, 7, 4)], padding=((1, 2), (3, 4)))
one("ZeroPadding2D", [(4, 8, 7)], padding=((1, 2), (3, 4)), data_format="channels_first")
one("Cropping2D", [(8, 7, 4)], cropping=((1, 2), (0, 1)))
one("DepthwiseConv2D", [(4, 8, 7)], kernel_size=3, data_format="channels_first")
one("SeparableConv2D", [(4, 8, 7)], filters=6, kernel_size=3, data_format="channels_first")
one("LocallyConnected1D", [(8, 4)], filters=3, kernel_size=3)
one("LocallyConnected1D", [(8, 4)], filters=3, kernel_size=3, strides=2, use_bias=False)
one("LocallyConnected2D", [(8, 7, 4)], filters=3, kernel_size=3)
one("LocallyConnected2D", [(8, 7, 4)], filters=3, kernel_size=(3, 2), strides=2, use_bias=False)
one("LocallyConnected2D", [(8, 7, 4)], filters=3, kernel_size=3, implementation=2)
one("LocallyConnected2D", [(8, 7, 4)], filters=3, kernel_size=3, implementation=3)
for arguments in ({}, {"scale": False}, {"center": False}, {"center": False, "scale": False}):
    for shape in ((4,), (8, 7, 4)):
        for name in ("BatchNormalization", "LayerNormalization"):
            one(name, [shape], **arguments)
        one("GroupNormalization", [shape], groups=2, **arguments)
    one("SyncBatchNormalization" if not is3 else "BatchNormalization", [(4,)], **arguments)
    one("BatchNormalization", [(4,)], trainable=False, **arguments)
one("BatchNormalization", [(8, 7, 4)], axis=1)
one("BatchNormalization", [(8, 7, 4)], axis=[1, 2])
one("BatchNormalization", [(4,)], synchronized=True)
one("BatchNormalization", [(4,)], renorm=True)
one("LayerNormalization", [(8, 7, 4)], axis=1)
one("LayerNormalization", [(8, 7, 4)], axis=[1, 3])
one("LayerNormalization", [(8, 7, 4)], rms_scaling=True)
one("RMSNormalization", [(8, 4)])
one("RMSNormalization", [(8, 7, 4)], axis=(2, 3))
one("GroupNormalization", [(8, 7, 4)], groups=-1)
one("GroupNormalization", [(4, 8, 7)], groups=2, axis=1)
one("UnitNormalization", [(8, 4)])
for inner in ("Dense", "Conv2D", "Embedding"):
    kind = {
        "Dense": lambda: L.Dense(3),
        "Conv2D": lambda: L.Conv2D(3, 2),
        "Embedding": lambda: L.Embedding(6, 3),
    }[inner]
    one(
        "SpectralNormalization",
        [{"Dense": (4,), "Conv2D": (8, 7, 4), "Embedding": (5,)}[inner]],
        wrap=lambda k=kind: L.SpectralNormalization(k()),
    )
one(
    "SpectralNormalization",
    [(4,)],
    wrap=lambda: L.SpectralNormalization(L.Dense(3, name="inside"), power_iterations=3, name="outside"),
)
for name in ("SimpleRNN", "LSTM", "GRU"):
    for arguments in (
        {},
        {"return_sequences": True},
        {"return_state": True},
        {"use_bias": False},
        {"dropout": 0.1},
        {"recurrent_dropout": 0.1},
        {"stateful": False, "go_backwards": True},
        {"unroll": True},
        {"name": "own"},
        {"trainable": False},
    ):
        one(name, [(5, 4)], units=3, **arguments)
    one(name, [(None, 4)], units=3)
    one("Bidirectional", [(5, 4)], wrap=lambda n=name: L.Bidirectional(getattr(L, n)(3)))
    one(
        "Bidirectional",
        [(5, 4)],
        wrap=lambda n=name: L.Bidirectional(getattr(L, n)(3, return_sequences=True), merge_mode="sum"),
    )
    one(
        "Bidirectional",
        [(5, 4)],
        wrap=lambda n=name: L.Bidirectional(
            getattr(L, n)(3, return_sequences=True, name="in"), merge_mode=None, name="bi"
        ),
    )
    one(
        "Bidirectional",
        [(5, 4)],
        wrap=lambda n=name: L.Bidirectional(getattr(L, n)(3, dropout=0.1), merge_mode="ave"),
    )
    one(
        "Bidirectional",
        [(5, 4)],
        wrap=lambda n=name: L.Bidirectional(
            getattr(L, n)(3), backward_layer=getattr(L, n)(2, go_backwards=True)
        ),
    )
    one("Bidirectional", [(5, 4)], wrap=lambda n=name: L.Bidirectional(getattr(L, n)(3, return_state=True)))
    cell = f"{name}Cell"
    one("RNN", [(5, 4)], wrap=lambda n=cell: L.RNN(getattr(L, n)(3)))
    one(
        "RNN",
        [(5, 4)],
        wrap=lambda n=cell: L.RNN(getattr(L, n)(3, name="c"), return_sequences=True, name="r"),
    )
    one("RNN", [(5, 4)], wrap=lambda n=cell: L.RNN([getattr(L, n)(3), getattr(L, n)(2)]))
    one(
        "RNN",
        [(5, 4)],
        wrap=lambda n=cell: L.RNN(
            L.StackedRNNCells([getattr(L, n)(3), getattr(L, n)(2, dropout=0.1)]), return_sequences=True
        ),
    )
    one("Bidirectional", [(5, 4)], wrap=lambda n=cell: L.Bidirectional(L.RNN(getattr(L, n)(3))))
    one("TimeDistributed", [(6, 5, 4)], wrap=lambda n=name: L.TimeDistributed(getattr(L, n)(3)))
one("GRU", [(5, 4)], units=3, reset_after=False)
one("GRU", [(5, 4)], units=3, reset_after=False, use_bias=False)
one("LSTM", [(5, 4)], units=3, unit_forget_bias=False)
one("CuDNNLSTM", [(5, 4)], units=3)
one("Bidirectional", [(5, 8, 7, 4)], wrap=lambda: L.Bidirectional(L.ConvLSTM2D(3, 3)))
one("TimeDistributed", [(5, 4)], wrap=lambda: L.TimeDistributed(L.Dense(3)))
one("TimeDistributed", [(5, 4)], wrap=lambda: L.TimeDistributed(L.BatchNormalization(), name="td"))
one("TimeDistributed", [(5, 8, 7, 4)], wrap=lambda: L.TimeDistributed(L.Conv2D(3, 2, name="c")))
one("TimeDistributed", [(5, 8, 7, 4)], wrap=lambda: L.TimeDistributed(L.Flatten()))
one("TimeDistributed", [(5, 4)], wrap=lambda: L.TimeDistributed(L.Dropout(0.3)))
one(
    "TimeDistributed",
    [(5, 4)],
    wrap=lambda: L.TimeDistributed(keras.Sequential([L.Dense(3), L.BatchNormalization(), L.Dense(2)])),
)
for arguments in (
    {},
    {"use_bias": False},
    {"value_dim": 5},
    {"output_shape": 7},
    {"dropout": 0.1},
    {"name": "att"},
    {"output_shape": (2, 7)},
):
    one("MultiHeadAttention", [(5, 4), (5, 4)], num_heads=2, key_dim=3, **arguments)
    one("MultiHeadAttention", [(5, 4), (6, 8)], num_heads=2, key_dim=3, **arguments)
one("MultiHeadAttention", [(5, 4), (6, 8), (6, 9)], num_heads=2, key_dim=3)
one("MultiHeadAttention", [(8, 7, 4), (8, 7, 4)], num_heads=2, key_dim=3, attention_axes=(1, 2))
one("MultiHeadAttention", [(8, 7, 4), (8, 7, 4)], num_heads=2, key_dim=3, attention_axes=1)
for arguments in ({}, {"use_bias": False}, {"dropout": 0.1}):
    one(
        "GroupQueryAttention",
        [(5, 4), (6, 4)],
        head_dim=3,
        num_query_heads=4,
        num_key_value_heads=2,
        **arguments,
    )
one("GroupedQueryAttention", [(5, 4), (6, 4)], head_dim=3, num_query_heads=4, num_key_value_heads=2)
for name in ("Attention", "AdditiveAttention"):
    for arguments in ({}, {"use_scale": True}, {"use_scale": False}, {"dropout": 0.2}):
        one(name, [(5, 4), (6, 4)], **arguments)
        one(name, [(5, 4), (6, 4), (6, 4)], **arguments)
one("Attention", [(5, 4), (6, 4), (6, 3)], score_mode="concat")
one("Attention", [(5, 4), (6, 4)], score_mode="concat", use_scale=True)
for arguments in ({}, {"shared_axes": [1]}, {"shared_axes": [1, 2]}):
    one("PReLU", [(8, 7, 4)], **arguments)
one("Normalization", [(4,)])
one("Normalization", [(8, 4)], axis=None)
one("Normalization", [(8, 4)], axis=1)
one("Normalization", [(8, 4)], axis=(1, 2))
one("Normalization", [(4,)], mean=1.0, variance=2.0)
one("Normalization", [(4,)], invert=True)
for name in ("Dropout", "GaussianDropout", "AlphaDropout"):
    one(name, [(4,)], rate=0.5)
    one(name, [(4,)], rate=0.0)
    one(name, [(4,)], rate=0.5, seed=3)
one("GaussianNoise", [(4,)], stddev=0.5)
one("GaussianNoise", [(4,)], stddev=0.0)
one("Dropout", [(4,)], rate=0.5, dtype="mixed_float16")
for name in (
    "Flatten",
    "ReLU",
    "Softmax",
    "LeakyReLU",
    "ELU",
    "ThresholdedReLU",
    "Masking",
    "Identity",
    "ActivityRegularization",
):
    one(name, [(5, 4)])
one("Flatten", [()])
one("Flatten", [(None, 4)])
one("Flatten", [(4, 8, 7)], data_format="channels_first")
one("Activation", [(5, 4)], activation="relu")
one("Reshape", [(6, 4)], target_shape=(3, 8))
one("Reshape", [(6, 4)], target_shape=(-1, 3))
one("Reshape", [(None, 4)], target_shape=(-1, 2))
one("Permute", [(6, 5, 4)], dims=(3, 1, 2))
one("RepeatVector", [(4,)], n=3)
for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"):
    one(name, [(5, 4), (5, 4)])
    one(name, [(5, 4), (1, 4)])
    one(name, [(None, 4), (5, 4)])
    one(name, [(4,), (5, 4)])
one("Concatenate", [(5, 4), (5, 3)])
one("Concatenate", [(5, 4), (2, 4)], axis=1)
one("Concatenate", [(5, 4), (5, None)])
one("Concatenate", [(None, 4), (5, 4), (5, 2)])
one("Dot", [(4,), (4,)], axes=1)
one("Dot", [(5, 4), (6, 4)], axes=2)
one("Dot", [(5, 4), (5, 6)], axes=1)
one("Dot", [(5, 4), (6, 4)], axes=(2, 2), normalize=True)
one("Rescaling", [(4,)], scale=2.0)
one("CategoryEncoding", [(4,)], num_tokens=6, of="int32")
one("CategoryEncoding", [(4,)], num_tokens=6, output_mode="count", of="int32")
one("CategoryEncoding", [(1,)], num_tokens=6, output_mode="one_hot", of="int32")
one("Discretization", [(4,)], bin_boundaries=[0.0, 1.0])
one("Discretization", [(4,)], bin_boundaries=[0.0, 1.0], output_mode="one_hot")
one("Discretization", [(4,)], num_bins=4)
one("Hashing", [(4,)], num_bins=6, of="string" if not is3 else "int32")
one("HashedCrossing", [(1,), (1,)], num_bins=6, of="int32")
one("StringLookup", [(4,)], vocabulary=["a", "b"], of="string")
one("StringLookup", [(4,)], of="string")
one("IntegerLookup", [(4,)], vocabulary=[3, 4], of="int64")
one("IntegerLookup", [(4,)], vocabulary=[3, 4], output_mode="multi_hot", of="int64")
one("StringLookup", [(4,)], vocabulary=["a", "b"], output_mode="tf_idf", idf_weights=[0.5, 0.6], of="string")
one("TextVectorization", [(1,)], of="string")
one("TextVectorization", [(1,)], max_tokens=5, output_sequence_length=4, of="string")
image = (8, 8, 3)
for name, arguments in (
    ("Resizing", {"height": 4, "width": 5}),
    ("CenterCrop", {"height": 4, "width": 5}),
    ("RandomCrop", {"height": 4, "width": 5} | ({"seed": 3} if is3 else {})),  # else Keras 3 draws one
    ("RandomFlip", {}),
    ("RandomRotation", {"factor": 0.1}),
    ("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1}),
    ("RandomZoom", {"height_factor": 0.1}),
    ("RandomContrast", {"factor": 0.1}),
    ("RandomBrightness", {"factor": 0.1}),
    ("RandomHeight", {"factor": 0.1}),
    ("RandomWidth", {"factor": 0.1}),
    ("RandomSaturation", {"factor": 0.1}),
    ("RandomHue", {"factor": 0.1}),
    ("RandomGrayscale", {"factor": 0.1}),
    ("RandomShear", {"x_factor": 0.1}),
    ("RandomSharpness", {"factor": 0.1}),
    ("RandomPosterization", {"factor": 4}),
    ("RandomColorJitter", {}),
    ("RandomColorDegeneration", {"factor": 0.1}),
    ("RandomInvert", {"factor": 0.1}),
    ("RandomErasing", {}),
    ("RandomPerspective", {}),
    ("RandomGaussianBlur", {}),
    ("RandomElasticTransform", {}),
    ("Solarization", {}),
    ("Equalization", {}),
    ("AutoContrast", {}),
    ("Posterization", {}),
    ("CutMix", {}),
    ("MixUp", {}),
    ("RandAugment", {}),
    ("AugMix", {}),
    ("MaxNumBoundingBoxes", {"max_number": 3}),
):
    one(name, [image], **arguments)
one(
    "RandomFourierFeatures",
    [(4,)],
    wrap=None if is3 else lambda: keras.layers.experimental.RandomFourierFeatures(5),
)
one("MelSpectrogram", [(8000,)])
one("STFTSpectrogram", [(800,)])


def model(title, make):
    keras.backend.clear_session()
    try:
        made = make()
        add(title, made)
    except Exception as error:
        failures.append(f"{title}: {type(error).__name__}: {str(error)[:150]}")


def nested():
    inner_in = keras.Input((4,), name="i")
    inner = keras.Model(
        inner_in, L.Dense(3, name="d")(L.BatchNormalization(name="bn")(inner_in)), name="inner"
    )
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    x = L.Concatenate(name="c")([inner(a), inner(b)])
    seq = keras.Sequential(
        [L.Dense(5, name="s1"), L.Dropout(0.2, name="sd"), L.Dense(2, name="s2")], name="seq"
    )
    return keras.Model([a, b], seq(x), name="outer")


def two_outputs():
    a = keras.Input((6, 4), name="a")
    sequence, h, c = L.LSTM(3, return_sequences=True, return_state=True, name="l")(a)
    return keras.Model(
        a,
        [L.Dense(2, name="o1")(sequence), L.Dense(3, name="o2")(L.Concatenate(name="k")([h, c]))],
        name="two",
    )


def states():
    a, b = keras.Input((6, 4), name="a"), keras.Input((5, 4), name="b")
    _, h, c = L.LSTM(3, return_state=True, name="enc")(a)
    x = L.LSTM(3, return_sequences=True, name="dec")(b, initial_state=[h, c])
    return keras.Model([a, b], L.Dense(2, name="o")(x), name="translate")


def shared():
    a = keras.Input((4,), name="a")
    d = L.Dense(4, name="d")
    return keras.Model(a, L.Add(name="p")([d(a), d(d(a))]), name="shared")


def frozen():
    m = keras.Sequential(
        [keras.Input((4,)), L.Dense(3, name="d1"), L.BatchNormalization(name="bn"), L.Dense(2, name="d2")],
        name="f",
    )
    m.layers[0].trainable = False
    m.layers[1].trainable = False
    return m


def unbuilt():
    return keras.Sequential([L.Dense(3, name="d1"), L.Dropout(0.3), L.Dense(2, name="d2")], name="u")


def built_sequential():
    m = unbuilt()
    m.build((None, 4))
    return m


def convnet():
    return keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            L.Conv2D(4, 3, padding="same"),
            L.BatchNormalization(),
            L.ReLU(),
            L.MaxPooling2D(),
            L.SeparableConv2D(5, 3),
            L.GlobalAveragePooling2D(),
            L.Dense(10),
            L.Dropout(0.5),
            L.Dense(3, activation="softmax"),
        ]
    )


def attention_block():
    a = keras.Input((10,), dtype="int32", name="tokens")
    x = L.Embedding(20, 8, name="emb")(a)
    y = L.MultiHeadAttention(2, 4, name="mha")(x, x)
    x = L.LayerNormalization(name="n1")(L.Add(name="r")([x, y]))
    x = L.GlobalAveragePooling1D(name="g")(L.Bidirectional(L.LSTM(3, return_sequences=True), name="bi")(x))
    return keras.Model(a, L.Dense(1, name="o")(x), name="tr")


def keyword():
    a, b = keras.Input((5, 4), name="q"), keras.Input((6, 8), name="v")
    return keras.Model(
        [a, b],
        L.Dense(2, name="o")(L.MultiHeadAttention(2, 3, name="m")(query=a, value=b))
        if is3
        else L.Dense(2, name="o")(L.MultiHeadAttention(2, 3, name="m")(a, value=b)),
        name="kw",
    )


def operators():
    a = keras.Input((5, 4), name="a")
    return keras.Model(a, L.Dense(2, name="o")(a * 2.0 + 1.0), name="ops")


def dictionary():
    ins = {"x": keras.Input((4,), name="x"), "y": keras.Input((3,), name="y")}
    inner = keras.Model(
        ins, L.Dense(2, name="id")(L.Concatenate(name="ic")([ins["x"], ins["y"]])), name="inner"
    )
    outs = {"x": keras.Input((4,), name="x2"), "y": keras.Input((3,), name="y2")}
    return keras.Model(outs, L.Dense(1, name="o")(inner(outs)), name="dicts")


def deep():
    made = keras.Sequential([keras.Input((4,)), L.Dense(4, name="dd")], name="m0")
    for number in range(1, 5):
        made = keras.Sequential([keras.Input((4,)), made, L.Dense(4, name=f"e{number}")], name=f"m{number}")
    return made


def frozen_nested():
    inner = keras.Sequential(
        [keras.Input((4,)), L.Dense(3, name="d"), L.BatchNormalization(name="bn")], name="inner"
    )
    inner.trainable = False
    return keras.Sequential([keras.Input((4,)), inner, L.Dense(2, name="o")], name="outer")


for function in (
    nested,
    two_outputs,
    states,
    shared,
    frozen,
    unbuilt,
    built_sequential,
    convnet,
    attention_block,
    keyword,
    operators,
    dictionary,
    deep,
    frozen_nested,
):
    model(function.__name__, function)


def trained(title, make_optimizer, make_model=None):
    keras.backend.clear_session()
    try:
        made = (
            make_model()
            if make_model
            else keras.Sequential(
                [
                    keras.Input((4,), name="i"),
                    L.Dense(3, name="hidden"),
                    L.Dense(2, use_bias=False, name="out"),
                ],
                name="net",
            )
        )
        optimizer = make_optimizer()
        made.compile(optimizer, "mse")
        optimizer = made.optimizer
        if hasattr(optimizer, "build"):
            optimizer.build(made.trainable_variables)
        else:
            optimizer.apply_gradients([(tf.zeros_like(v), v) for v in made.trainable_variables])
        add(f"{title}", made, optimizer)
    except Exception as error:
        failures.append(f"optimizer {title}: {type(error).__name__}: {str(error)[:150]}")


O = keras.optimizers
NAMES = (
    "Adam",
    "AdamW",
    "Adamax",
    "Nadam",
    "SGD",
    "RMSprop",
    "Adagrad",
    "Adadelta",
    "Adafactor",
    "Ftrl",
    "Lion",
    "Lamb",
    "Muon",
    "ScheduleFreeAdamW",
)
for name in NAMES:
    for arguments in (
        {},
        {"use_ema": True},
        {"amsgrad": True},
        {"momentum": 0.9},
        {"centered": True},
        {"centered": True, "momentum": 0.5},
        {"beta_1": 0.0},
        {"gradient_accumulation_steps": 2},
        {"weight_decay": 0.01},
        {"name": "mine"},
    ):
        if name != "Adam" and set(arguments) & {
            "weight_decay",
            "name",
            "beta_1",
            "gradient_accumulation_steps",
        }:
            continue
        if hasattr(O, name) and not (arguments and "amsgrad" in arguments and "Adam" not in name):
            trained(f"{name}({arguments})", lambda: getattr(O, name)(**arguments))
    if not is3 and hasattr(O.legacy, name):
        for arguments in (
            {},
            {"amsgrad": True},
            {"momentum": 0.9},
            {"centered": True},
            {"centered": True, "momentum": 0.5},
            {"decay": 0.1},
            {"name": "mine"},
        ):
            trained(f"legacy.{name}({arguments})", lambda: getattr(O.legacy, name)(**arguments))
schedule = O.schedules.ExponentialDecay(0.1, 10, 0.9)
trained("Adam(schedule)", lambda: O.Adam(schedule))
trained("Adam of frozen", lambda: O.Adam(), frozen)
trained("Adam of nested", lambda: O.Adam(), nested)
trained("Adam of attention", lambda: O.Adam(), attention_block)
trained(
    "LossScaleOptimizer(Adam)",
    (lambda: O.LossScaleOptimizer(O.Adam()))
    if is3
    else (lambda: keras.mixed_precision.LossScaleOptimizer(O.Adam())),
)
if not is3:
    trained("Adam(jit_compile=False)", lambda: O.Adam(jit_compile=False))
    trained(
        "LossScaleOptimizer(legacy.Adam)", lambda: keras.mixed_precision.LossScaleOptimizer(O.legacy.Adam())
    )

if which == "tf_keras":  # as Keras 2 but for a few: a sample tells that
    cases = cases[::6]
with open(out, "w") as file:
    file.write(
        '{"made_with": '
        + json.dumps(
            {
                "tensorflow": tf.__version__,
                "keras": getattr(keras, "__version__", tf.__version__),
                "kind": which,
            }
        )
        + ',\n"cases": [\n'
    )
    file.write(
        ",\n".join(
            json.dumps(
                case, separators=(",", ":"), default=lambda o: o.item() if hasattr(o, "item") else str(o)
            )
            for case in cases
        )
    )
    file.write("\n]}\n")
print(len(cases), "cases", len(failures), "failures")
print("\n".join(failures))
