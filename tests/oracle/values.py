"""Values that tell a variable apart, and which stored value a variable has taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import tensorflow as tf

Values = dict[str, Any]  # checkpoint key -> array


def random_value(rng: np.random.Generator, shape: list[int], dtype: str) -> Any:
    """An array that no other call gives, as far as the dtype has room."""
    if dtype == "string":
        count = int(np.prod(shape))
        words = np.empty(count, object)
        words[:] = [f"s{rng.integers(10**9)}".encode() for _ in range(count)]
        return words.reshape(shape)
    if dtype == "bool":
        return rng.integers(0, 2, shape).astype(bool)
    if "int" in dtype:
        return rng.integers(1, 10**6 if dtype != "int8" else 100, shape).astype(dtype)
    return rng.random(shape).astype(tf.as_dtype(dtype).as_numpy_dtype)


def values_of(prefix: str) -> Values:
    """Every value of a checkpoint by its key, as TensorFlow's own reader gives it."""
    reader = tf.train.load_checkpoint(prefix)
    found = {}
    for key, dtype in sorted(reader.get_variable_to_dtype_map().items()):
        if (
            key != "_CHECKPOINTABLE_OBJECT_GRAPH" and dtype != tf.variant
        ):  # an iterator has no value to compare
            value = reader.get_tensor(key)
            found[key] = np.asarray(value, object) if isinstance(value, bytes) else np.asarray(value)
    return found


def is_same(one: Any, other: Any) -> bool:
    return one.shape == other.shape and one.dtype == other.dtype and bool(np.array_equal(one, other))


def taken(before: Values, after: Values, stored: Values) -> dict[str, list[str] | None]:
    """Of each variable afterwards: the stored keys whose value it has now, [] for none.

    None where that cannot be told: it is empty, or had such a value already.
    """
    found: dict[str, list[str] | None] = {}
    for key, value in after.items():
        keys = [name for name, other in stored.items() if is_same(value, other)]
        had = key in before and is_same(before[key], value)
        found[key] = None if value.size == 0 or (keys and had) else keys
    return found


def randomize(variables: Iterator[Any], rng: np.random.Generator) -> None:
    """Give every variable a value of its own: optimizers begin with zeros."""
    for variable in variables:
        dtype = tf.as_dtype(variable.dtype).base_dtype.name
        shape = [1 if size is None else size for size in variable.shape]
        if dtype in ("float16", "bfloat16", "float32", "float64", "int64", "int32"):
            variable.assign(random_value(rng, shape, dtype))
