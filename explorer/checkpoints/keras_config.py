"""The ModelSpec of a Keras configuration: `model.to_json()`, a `.keras` archive, an `.h5` file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from explorer.checkpoints.conditions import Conditions
from explorer.checkpoints.json_checks import DeepJsonError, parse_json
from explorer.checkpoints.keras_config_graph import build_model
from explorer.checkpoints.keras_config_weights import ordered_weights, trained_weights
from explorer.checkpoints.keras_entries import class_of
from explorer.checkpoints.keras_layers import (
    Builder,
    Built,
    TooManyLayersError,
    Weight,
    build_layer,
    is_model_entry,
)
from explorer.checkpoints.keras_model import KerasLayer, KerasModel, KerasOptimizer, KerasWeight
from explorer.checkpoints.spec import ModelSpec, SpecVariable
from explorer.errors import CorruptFileError, UnsupportedFileError

_MOST_NODES = 20_000_000  # of parsed JSON that are looked at to tell the generation


@dataclass(slots=True)
class Numbering:
    """The spec's variables as they are met: each weight once."""

    places: dict[int, int] = field(default_factory=dict)  # id of a Weight -> its place
    weights: list[Weight] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)

    def place(self, weight: Weight, role: str = "variable") -> int:
        """The place of a weight, a new one where it is met first."""
        found = self.places.setdefault(id(weight), len(self.weights))
        if found == len(self.weights):
            self.weights.append(weight)
            self.roles.append(role)
        return found


def spec_from_config(
    text: bytes | str, source: str, version: str = "", training: bytes | str | None = None
) -> ModelSpec:
    """The model of a configuration's JSON. `version` of Keras and `training` configuration where told beside it.

    Raises:
        CorruptFileError: it is no JSON.
        UnsupportedFileError: it is no configuration of a model, or larger than any program's.
    """
    from explorer.checkpoints.keras_config_optimizer import optimizer_of
    from explorer.checkpoints.keras_objects import objects_of

    entry = _parsed(text)
    if (
        not isinstance(entry, Mapping)
        or not class_of(entry)
        or not isinstance(entry.get("config"), (Mapping, list))
    ):
        raise UnsupportedFileError(
            "its JSON is no configuration of a Keras model",
            hint="model.to_json() writes one: an object with class_name and config.",
        )
    told = version or (entry["keras_version"] if isinstance(entry.get("keras_version"), str) else "")
    keras = generation_of_keras(told, entry)
    builder = Builder(keras)
    builder.build_model = partial(build_model, builder)
    try:
        root = _root(builder, entry)
        numbering = Numbering()
        layers = tuple(_layer(layer, builder.generation, numbering) for layer in layers_of(root))
    except TooManyLayersError:
        raise UnsupportedFileError("its configuration unfolds to more layers than any program has") from None
    compiled = _compiled(entry, training)
    trainable = trained_weights(root, builder.generation)
    made = (
        optimizer_of(compiled, trainable, builder, keras) if compiled is not None and root.is_built else None
    )
    optimizer = None
    if made is not None:
        optimizer = KerasOptimizer(
            made.class_name,
            tuple(_weight(weight, numbering, (), made.role(weight)) for weight in made.variables),
            made.is_legacy,
        )
    model = KerasModel(root.name, class_of(entry), keras, layers, optimizer, tuple(builder.problems))
    objects = objects_of(root, builder.generation, numbering, made)
    return ModelSpec(
        source=source,
        object_based=False,
        variables=tuple(
            SpecVariable(
                weight.path,
                weight.path.removesuffix(":0"),
                weight.dtype,
                weight.shape,
                role,
                is_resource=True,
                trainable=weight.trainable,
                full_name=weight.path.removesuffix(":0"),
            )
            for weight, role in zip(numbering.weights, numbering.roles, strict=True)
        ),
        kind="keras config",
        tensorflow_version="",
        conditions=Conditions(tensorflow=_tensorflow_of(told, keras), keras=keras),
        objects=objects,
        keras=model,
        problems=tuple(builder.problems),
    )


def _parsed(text: bytes | str) -> Any:
    """The JSON of a configuration; an escaped half of a character could stand in no name of a file."""
    value = parse_json(text, "configuration")
    if (b"\\u" if isinstance(text, bytes) else "\\u") in text:  # type: ignore[operator]
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogateescape")
        except RecursionError:
            raise DeepJsonError("the JSON of this configuration is nested too deeply") from None
        except UnicodeEncodeError:
            raise CorruptFileError("its JSON holds a character that no name in a file can have") from None
    return value


def generation_of_keras(version: str, entry: Mapping[str, Any]) -> str:
    """ "2", "tf-keras" or "3": by the version of Keras, else by how the configuration is written."""
    major, _, rest = version.partition(".")
    if major == "3":
        return "3"
    minor = rest.partition(".")[0]
    if major in ("1", "2"):
        return "tf-keras" if minor.isdecimal() and len(minor) < 5 and int(minor) >= 16 else "2"
    stack: list[Any] = [entry]
    for _step in range(_MOST_NODES):
        if not stack:
            break
        value = stack.pop()
        if isinstance(value, Mapping):
            module = value.get("module")
            if isinstance(module, str):
                if module.startswith("tf_keras"):
                    return "tf-keras"
                if module.startswith(("keras.src.models", "keras.src.ops", "keras.src.backend")):
                    return "3"
            class_name = value.get("class_name")
            if class_name in ("DTypePolicy", "__keras_tensor__", "DTypePolicyMap"):
                return "3"
            if class_name == "InputLayer" and isinstance(value.get("config"), Mapping):
                return "3" if "batch_shape" in value["config"] else "2"
            stack.extend(one for one in value.values() if isinstance(one, (Mapping, list)))
        else:
            stack.extend(one for one in value if isinstance(one, (Mapping, list)))
    return "2"


def _tensorflow_of(version: str, keras: str) -> str:
    """The generation of TensorFlow a version of Keras belongs to; Keras 2.2.4 stood by 1.15 and by 2.0."""
    if keras in ("3", "tf-keras"):
        return "2.21"
    parts = version.split(".")
    minor = parts[1] if len(parts) > 1 else ""
    return "2.15" if parts[0] == "2" and minor.isdecimal() and 3 <= int(minor[:4]) < 16 else ""


def _root(builder: Builder, entry: Mapping[str, Any]) -> Built:
    if not is_model_entry(entry):
        return build_layer(builder, entry, ())
    config = entry["config"]
    name = config.get("name") if isinstance(config, Mapping) else None
    return build_model(builder, entry, (), name if isinstance(name, str) else class_of(entry).lower(), 0)


def _compiled(entry: Mapping[str, Any], training: bytes | str | None) -> Any:
    """The entry of the optimizer the model was compiled with, None where nothing tells of one."""
    compiled = entry.get("compile_config")
    if isinstance(compiled, Mapping) and compiled.get("optimizer") is not None:
        return compiled["optimizer"]
    for place in (_parsed(training) if training is not None else None, entry.get("training_config")):
        if isinstance(place, Mapping) and place.get("optimizer_config") is not None:
            return place["optimizer_config"]
    return None


def layers_of(model: Built) -> tuple[Built, ...]:
    """`model.layers`: a Sequential does not list its input, and functions on tensors are no layers."""
    if not model.is_model:
        return (model,)
    hidden = ("input", "operation")
    return tuple(layer for layer in model.inner if layer.attribute not in hidden)


def _layer(layer: Built, generation: str, numbering: Numbering) -> KerasLayer:
    """A layer as loaders see it."""
    found = ordered_weights(layer, generation)
    inner = layers_of(layer) if layer.is_model else layer.inner
    return KerasLayer(
        layer.name,
        layer.class_name,
        tuple(_weight(weight, numbering, path) for weight, path in found),
        tuple(_layer(one, generation, numbering) for one in inner),
        is_known=is_known(layer),
        is_built=layer.is_built,
        attribute=layer.attribute,
    )


def is_known(layer: Built) -> bool:
    """Whether the layer and all layers inside it are of classes whose weights we can tell."""
    stack = [layer]
    while stack:
        one = stack.pop()
        if not one.is_known:
            return False
        stack += one.inner
    return True


def _weight(
    weight: Weight, numbering: Numbering, path: tuple[str, ...], role: str = "variable"
) -> KerasWeight:
    return KerasWeight(
        weight.name,
        weight.path,
        weight.dtype,
        weight.shape,
        weight.trainable,
        numbering.place(weight, role),
        path,
    )
