"""How TensorFlow spells shapes and dtypes in its messages: Python in one way, the C++ runtime in another."""

from __future__ import annotations

# DataTypeString of the runtime, which error texts use; others are called as in Python.
_RUNTIME_NAMES = {"float16": "half", "float32": "float", "float64": "double"}


def shape_tuple_text(shape: tuple[int | None, ...] | None) -> str:
    """A shape as Python prints it in TensorFlow's messages: "(4, 10)", "(5,)", "()", "<unknown>"."""
    if shape is None:
        return "<unknown>"
    inner = ", ".join(str(size) for size in shape)
    return f"({inner},)" if len(shape) == 1 else f"({inner})"


def runtime_dtype(name: str) -> str:
    """A dtype as the C++ runtime prints it in error texts: "float32" -> "float", "float64" -> "double"."""
    return _RUNTIME_NAMES.get(name, name)


def bracketed(shape: tuple[int | None, ...] | None) -> str:
    """A shape as the C++ runtime prints it: "[4,10]", "[]", "<unknown>"."""
    if shape is None:
        return "<unknown>"
    return "[" + ",".join("?" if size is None else str(size) for size in shape) + "]"
