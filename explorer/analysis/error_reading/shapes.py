"""Shapes and dtypes as error texts write them."""

from __future__ import annotations

from dataclasses import replace

from explorer.analysis.error_reading.records import NamedTensor, Shape
from explorer.formats.dtypes import BY_NAME

_RUNTIME = {"half": "float16", "float": "float32", "double": "float64"}
_LONGEST_RANK = 32


def shape_of(text: str | None) -> Shape | None:
    """(3, None) of "3,None", of "3,?", or of "3,-1"; None for what is no shape."""
    if text is None:
        return None
    sizes: list[int | None] = []
    for part in text.strip("()[]").split(","):
        part = part.strip()
        if not part:
            continue
        if part in ("None", "?", "-1", "<unknown>"):
            sizes.append(None)
        elif part.isdecimal() and len(part) < 19:
            sizes.append(int(part))
        else:
            return None
    return tuple(sizes) if len(sizes) <= _LONGEST_RANK else None


def dtype_of(text: str | None) -> str | None:
    """The Python name of a dtype as the runtime or Python prints it: "float" -> "float32"."""
    if text is None:
        return None
    text = text.removesuffix("_ref")
    return _RUNTIME.get(text) or (text if text in BY_NAME else None)


TURNED = (
    "Keras turns a stored kernel round before it compares the shapes; the shape it is stored in is shown."
)


def as_stored(tensor: NamedTensor) -> NamedTensor:
    """Undo what Keras 2 does to a convolution's kernel of an `.h5` file that does not fit: axes (3, 2, 0, 1).

    Its message tells the shape afterwards, which no file holds. Only where the turned shape has more
    sizes in common with what the model expects.
    """
    told, expected = tensor.stored_shape, tensor.expected_shape
    if (
        told is None
        or expected is None
        or len(told) != 4
        or len(expected) != 4
        or "kernel" not in tensor.name
    ):
        return tensor
    stored = (told[2], told[3], told[1], told[0])
    alike = [sum(a == b for a, b in zip(shape, expected)) for shape in (stored, told)]
    return replace(tensor, stored_shape=stored) if alike[0] > alike[1] else tensor
