"""A Keras model as its loaders see it: layers in order, each with its weights in order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KerasWeight:
    """One weight of a layer, or one variable of an optimizer.

    `name` is what the layer calls it ("kernel"); `path` what Keras prints of it ("hidden/kernel:0" in
    Keras 2, "hidden/kernel" in Keras 3). `variable` is the place in the spec's `variables`, -1 for none.
    `object_path`: the attributes that lead from the layer to it, ("cell", "kernel") in an LSTM.
    An unknown dimension is None; an unknown shape or dtype is None as a whole.
    """

    name: str
    path: str
    dtype: str | None
    shape: tuple[int | None, ...] | None
    trainable: bool | None = True
    variable: int = -1
    object_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KerasLayer:
    """A layer, or a model inside a model (then it has `layers`, and no weights of its own but theirs).

    `weights` are in the order of the layer's own `weights` (trainable ones first), those of inner
    layers of a wrapper included (Bidirectional, TimeDistributed). `is_known`: a class whose weights
    we can tell; of an unknown one nothing is guessed. `is_built` is False while the weights do not
    exist yet in the program.
    """

    name: str
    class_name: str  # "" where the source does not tell
    weights: tuple[KerasWeight, ...] = ()
    layers: tuple[KerasLayer, ...] = ()
    is_known: bool = True
    is_built: bool = True
    attribute: str = (
        ""  # the attribute of its owner it is kept in, "forward_layer"; "" for an entry of `layers`
    )


@dataclass(frozen=True, slots=True)
class KerasOptimizer:
    """The optimizer a model is compiled with: its variables in the order of `optimizer.variables`."""

    class_name: str
    variables: tuple[KerasWeight, ...] = ()
    is_legacy: bool = False


@dataclass(frozen=True, slots=True)
class KerasModel:
    """What the loaders of `.h5`, `.weights.h5` and `.keras` files walk. `keras`: "2", "tf-keras", "3" or ""."""

    name: str
    class_name: str  # "Functional", "Sequential", or the program's own class
    keras: str
    layers: tuple[KerasLayer, ...]  # all of them, in the model's order: those without weights, too
    optimizer: KerasOptimizer | None = None
    problems: tuple[str, ...] = ()  # sentences: what could not be told, as layers of unknown classes
