"""The entries of a Keras configuration: classes, numbers, shapes and dtypes, believed only where they can be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Shape = tuple[int | None, ...] | None

_LARGEST_SIZE = 1 << 62  # more is no size of an axis
_MOST_AXES = 32


class NotToldError(Exception):
    """A configuration does not say what a rule needs, or says it in a way Keras would refuse."""


def class_of(entry: Mapping[str, Any]) -> str:
    """The class of an entry without the package it is registered in."""
    class_name = entry.get("class_name")
    return class_name.rpartition(">")[2] if isinstance(class_name, str) else ""


def belongs_to_keras(entry: Mapping[str, Any]) -> bool:
    """Whether the class is Keras's own: another may bear the same name."""
    class_name, module, registered = (entry.get(key) for key in ("class_name", "module", "registered_name"))
    if isinstance(class_name, str) and ">" in class_name:
        return False
    if isinstance(registered, str) and ">" in registered:
        return False
    if not isinstance(module, str) or not module:
        return True
    return module.split(".")[0] in ("keras", "tf_keras", "tensorflow", "builtins")


def whole(value: object, least: int = 0) -> int | None:
    """A whole number of a configuration, None if it is none we believe."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if isinstance(value, float):
        if not value.is_integer():
            return None
        value = int(value)
    return value if least <= value <= _LARGEST_SIZE else None


def sizes(value: object, least: int = 0) -> Shape:
    """A list of sizes (null: unknown), one number as a list of one; None if it is no such list.

    Keras also writes tuples as `{"class_name": "__tuple__", "items": [...]}`, and shapes as TensorShape.
    """
    if isinstance(value, Mapping):
        value = value.get("items", value.get("config"))
    if not isinstance(value, (list, tuple)):
        found = whole(value, least)
        return None if found is None else (found,)
    if len(value) > _MOST_AXES:
        return None
    read = tuple(None if size is None else whole(size, least) for size in value)
    return (
        None if any(size is not None and one is None for size, one in zip(value, read, strict=True)) else read
    )


def variable_dtype(policy: object) -> str | None:
    """The dtype of a layer's variables from what `dtype` says: a name, or a policy with its configuration."""
    for _ in range(4):
        if not isinstance(policy, Mapping):
            break
        inner = policy.get("config")
        if class_of(policy) == "QuantizedDTypePolicy" or not isinstance(inner, Mapping):
            return None
        policy = inner.get("name", inner.get("default_policy"))
    if policy is None:
        return "float32"
    if not isinstance(policy, str) or not policy or len(policy) > 40:
        return None
    if policy.startswith("mixed_"):
        return "float32"
    return None if "_from_" in policy else policy


def known(product: Iterator[int | None]) -> int | None:
    """The product of sizes, None if one of them is not known."""
    total = 1
    for size in product:
        if size is None:
            return None
        total *= size
    return total if total <= _LARGEST_SIZE else None


def believed(shape: Shape) -> Shape:
    """A shape as it was worked out, unless a size is none any more."""
    if shape is not None and any(size is not None and not 0 <= size <= _LARGEST_SIZE for size in shape):
        raise NotToldError("sizes that a tensor can have")
    return shape
