"""What a layer of a Keras configuration is made of: its weights, the layers inside it, its output shapes.

Every class of Keras core has a rule, a function of its configuration and its input shapes; the rules
stand in the modules beside this one. A class without a rule is unknown, and nothing is guessed of it.
Source: measured on Keras 2.15, tf-keras 2.21 and Keras 3.15.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from typing import Any

from explorer.checkpoints.keras_entries import (
    NotToldError,
    Shape,
    believed,
    belongs_to_keras,
    class_of,
    sizes,
    variable_dtype,
    whole,
)

MOST_LAYERS = 100_000
DEEPEST = 40  # models and wrappers inside each other
_USUAL_DEPTH, _DEEP_WEIGHT = 8, 50  # wrappers that double each other are found out early


class TooManyLayersError(Exception):
    """A configuration unfolds to more layers than any program has."""


@dataclass(eq=False, slots=True)
class Weight:
    """One weight; two attributes may hold the same one, so it is told apart by identity."""

    name: str
    path: str
    shape: Shape
    dtype: str | None
    trainable: bool = True  # in this program: neither a state nor of a frozen layer
    is_state: bool = False  # never trained, as moving averages


@dataclass(frozen=True, slots=True)
class Own:
    """A weight of the layer itself. `attributes`: the edges that lead to it from the layer, in their order."""

    weight: Weight
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """A layer as far as its configuration tells it. `inner` are its layers, each with the attribute it lies in."""

    name: str
    class_name: str
    path: str
    own: tuple[Own, ...] = ()
    inner: tuple[Built, ...] = ()
    outputs: tuple[Shape, ...] | None = None  # None: not even their number is known
    attribute: str = ""
    trainable: bool = True
    is_known: bool = True
    is_built: bool = True
    is_model: bool = False
    has_objects: bool = True  # whether a checkpoint walks to its inner layers
    inner_first: bool = False  # whether it does so before it walks to the layer's own weights


@dataclass(slots=True)
class Builder:
    """One reading of a configuration: which generation of Keras, what was found amiss."""

    keras: str  # "2", "tf-keras" or "3"
    problems: list[str] = field(default_factory=list)
    count: int = 0
    # Set by what reads models: a wrapper may hold one. (entry, inputs, path, depth) -> Built
    build_model: Callable[[Mapping[str, Any], tuple[Shape, ...], str, int], Built] | None = None

    @property
    def generation(self) -> str:
        """ "2" or "3": tf-keras goes on with Keras 2."""
        return "3" if self.keras == "3" else "2"

    def counted(self, depth: int = 0) -> None:
        """Note one more layer; raise TooManyLayersError where they do not end."""
        self.count += 1 if depth <= _USUAL_DEPTH else _DEEP_WEIGHT
        if self.count > MOST_LAYERS:
            raise TooManyLayersError

    def tell(self, problem: str) -> None:
        """Note a sentence on what is amiss."""
        if len(self.problems) < 1000 and problem not in self.problems[-20:]:
            self.problems.append(problem)


@dataclass(frozen=True, slots=True)
class Made:
    """A rule's answer."""

    outputs: tuple[Shape, ...] | None
    own: tuple[Own, ...] = ()
    inner: tuple[Built, ...] = ()
    has_objects: bool = True
    inner_first: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A layer a rule is asked about: what its configuration says, checked as it is read."""

    builder: Builder
    name: str
    class_name: str
    config: Mapping[str, Any]
    inputs: tuple[Shape, ...]
    labels: tuple[str, ...]  # the argument each input is passed as, "" by position
    path: str
    depth: int
    trainable: bool

    @property
    def is_keras3(self) -> bool:
        """Whether Keras 3 reads this."""
        return self.builder.generation == "3"

    @property
    def shape(self) -> Shape:
        """The first input's shape, batch included."""
        return self.inputs[0] if self.inputs else None

    @property
    def known_shape(self) -> tuple[int | None, ...]:
        """The first input's shape, where nothing can be told without it."""
        if self.shape is None:
            raise NotToldError("the shape of its input")
        return self.shape

    def axis(self, axis: int) -> int | None:
        """The size of one axis of the input; None where it is not known."""
        shape = self.shape
        if shape is None:
            return None
        if not -len(shape) <= axis < len(shape):
            raise NotToldError(f"an axis {axis} its input has")
        return shape[axis]

    def integer(self, key: str, default: int | None = None, least: int = 0) -> int:
        """A whole number."""
        value = self.config.get(key)
        if value is None:
            value = default
        found = whole(value, least)
        if found is None:
            raise NotToldError(f"its {key}")
        return found

    def maybe(self, key: str) -> int | None:
        """A number that may be null."""
        return None if self.config.get(key) is None else self.integer(key)

    def integers(self, key: str, count: int, default: int | None = None, least: int = 0) -> tuple[int, ...]:
        """`count` numbers; one stands for all."""
        value = self.config.get(key)
        if value is None:
            value = default
        found = sizes(value, least)
        if found is None or len(found) not in (1, count) or None in found:
            raise NotToldError(f"its {key}")
        told = tuple(size for size in found if size is not None)
        return told * count if len(told) == 1 else told

    def flag(self, key: str, default: bool = True) -> bool:
        """Yes or no."""
        value = self.config.get(key)
        return default if value is None else bool(value)

    def text(self, key: str, default: str = "") -> str:
        """A word."""
        value = self.config.get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str) -> float:
        """An amount, 0 where none is told."""
        value = self.config.get(key)
        return float(value) if isinstance(value, (int, float)) and abs(value) < 1e300 else 0.0

    @property
    def dtype(self) -> str | None:
        """Of the variables."""
        return variable_dtype(self.config.get("dtype"))

    @property
    def compute_dtype(self) -> str | None:
        """What it computes in: a mixed policy keeps variables in more precision than that."""
        policy = self.config.get("dtype")
        inner = policy.get("config") if isinstance(policy, Mapping) else None
        name = inner.get("name") if isinstance(inner, Mapping) else policy
        is_mixed = isinstance(name, str) and name.startswith("mixed_") and len(name) < 40
        return str(name).removeprefix("mixed_") if is_mixed else self.dtype

    @property
    def channels_first(self) -> bool:
        """Whether channels come before the axes of space."""
        return self.config.get("data_format") == "channels_first"

    def weight(
        self,
        name: str,
        shape: tuple[int | None, ...] | None,
        *attributes: str,
        trainable: bool = True,
        dtype: str | None = "",
    ) -> Own:
        """A weight of this layer, kept in `attributes` (else in one of its own name)."""
        told = self.dtype if dtype == "" else dtype
        path = f"{self.path}/{name}" if self.path else name
        shape = believed(shape)
        if not self.is_keras3:
            path += ":0"
        weight = Weight(name, path, shape, told, trainable and self.trainable, not trainable)
        return Own(weight, attributes or (name,))

    def inner(
        self,
        attribute: str,
        entry: Mapping[str, Any] | None,
        inputs: tuple[Shape, ...],
        path: str | None = None,
        name: str = "",
    ) -> Built:
        """A layer inside this one, from its own entry. `path`: its scope, "name below ours" unless given."""
        if not isinstance(entry, Mapping):
            raise NotToldError(f"its {attribute.strip('_')}")
        return build_layer(
            self.builder, entry, inputs, (), attribute, path, self.path, self.depth + 1, self.trainable, name
        )

    def part(self, attribute: str, class_name: str, config: Mapping[str, Any], *inputs: Shape) -> Built:
        """A layer this one makes by itself."""
        own = {"dtype": self.config.get("dtype"), **config}
        return self.inner(attribute, {"class_name": class_name, "config": own}, inputs)

    def seed(self, attribute: str = "seed_generator", path: str = "seed_generator") -> Built:
        """The state of a random layer: a variable in Keras 3."""
        name = "seed_generator_state"
        weight = Weight(name, f"{path}/{name}", (2,), "int64", False, True)
        return Built(
            path, "SeedGenerator", path, (Own(weight, (name,)),), (), (), attribute, False, has_objects=False
        )


Rule = Callable[[Asked], Made]

_TABLES = (
    "keras_layers_dense",
    "keras_layers_conv",
    "keras_layers_norm",
    "keras_layers_rnn",
    "keras_layers_shapes",
)


# Exported under another name than the class itself has.
_RENAMED = {"GroupQueryAttention": "GroupedQueryAttention"}


@cache
def rules() -> Mapping[str, Rule]:
    """Class name -> rule."""
    found: dict[str, Rule] = {}
    for module in _TABLES:
        found |= import_module(f"explorer.checkpoints.{module}").RULES
    return found


def build_layer(
    builder: Builder,
    entry: Mapping[str, Any],
    inputs: tuple[Shape, ...],
    labels: tuple[str, ...] = (),
    attribute: str = "",
    path: str | None = None,
    parent: str = "",
    depth: int = 0,
    trainable: bool = True,
    name: str = "",
) -> Built:
    """The layer of one entry (`class_name`, `config`), given the shapes of its inputs.

    Raises:
        TooManyLayersError: the configuration unfolds without end.
    """
    builder.counted(depth)
    class_name = class_of(entry)
    config = entry.get("config")
    if not isinstance(config, (Mapping, list)):
        config = {}
    told = config.get("name") if isinstance(config, Mapping) else None
    name = name or next(
        (one for one in (told, entry.get("name")) if isinstance(one, str) and one), class_name.lower()
    )
    if path is None:
        path = f"{parent}/{name}" if parent else name
    if depth > DEEPEST:
        builder.tell(f"Layers lie in each other more than {DEEPEST} deep: {path[:200]!r} is not read.")
        return Built(name, class_name, path, attribute=attribute, is_known=False)
    if is_model_entry(entry) and builder.build_model is not None:
        built = builder.build_model(entry, inputs, path, depth)
        return replace(built, attribute=attribute, name=name)
    if not isinstance(config, Mapping):
        config = {}
    frozen = config.get("trainable") is False
    rule = rules().get(class_name) if belongs_to_keras(entry) else None
    if rule is None:
        builder.tell(
            f"Layer {name[:200]!r} is of the class {class_name[:200] or 'unknown'}, which Keras itself does not have: "
            "its weights are not told by the configuration."
        )
        return Built(name, class_name, path, (), (), None, attribute, is_known=False)
    is_trained = trainable and not frozen
    class_name = _RENAMED.get(class_name, class_name)
    asked = Asked(
        builder, name, class_name, config, inputs, labels or ("",) * len(inputs), path, depth, is_trained
    )
    try:
        made = rule(asked)
        outputs = None if made.outputs is None else tuple(believed(shape) for shape in made.outputs)
    except IndexError:  # an input of fewer axes than the rule counts on
        builder.tell(f"The input of layer {name[:200]!r} ({class_name}) has too few axes for it.")
        return Built(name, class_name, path, (), (), None, attribute, is_known=False)
    except NotToldError as error:
        builder.tell(f"The configuration of layer {name[:200]!r} ({class_name}) does not tell {error}.")
        return Built(name, class_name, path, (), (), None, attribute, is_known=False)
    return Built(
        name,
        class_name,
        path,
        made.own,
        made.inner,
        outputs,
        attribute,
        not frozen,
        has_objects=made.has_objects,
        inner_first=made.inner_first,
    )


def is_model_entry(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is a model of layers that its configuration lists."""
    config = entry.get("config")
    if class_of(entry) in ("Functional", "Sequential", "Model"):
        return True
    return (
        isinstance(config, Mapping)
        and isinstance(config.get("layers"), list)
        and (not belongs_to_keras(entry) or class_of(entry) not in rules())
    )
