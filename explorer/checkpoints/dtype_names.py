"""The names people and programs give dtypes, turned into TensorFlow's own."""

from __future__ import annotations

import re
from functools import lru_cache

from explorer.formats.dtypes import BY_NAME

# `dtype('float32')`, `<dtype: 'float32'>`, `<class 'numpy.float32'>`: the name stands in quotes
_QUOTED = re.compile(r"['\"]([^'\"]*)['\"]")
_OTHER_NAMES = {
    "float": "float32",
    "double": "float64",
    "half": "float16",
    "single": "float32",
    "int": "int32",
    "long": "int64",
    "boolean": "bool",
    "str": "string",
    "object": "string",
    "bytes": "string",
    "bf16": "bfloat16",
    "fp16": "float16",
    "fp32": "float32",
    "fp64": "float64",
    "bool_": "bool",
}
_PREFIXES = ("tf.dtypes.", "tensorflow.", "tf.", "numpy.", "np.", "jnp.", "torch.", "ml_dtypes.")
# numpy's codes of a kind and a number of bytes: "<f4", "|b1", "i8"
_CODE = re.compile(r"[<>=|]?([fiucb])(\d{1,2})")
_KINDS = {"f": "float", "i": "int", "u": "uint", "c": "complex"}


@lru_cache(maxsize=256)  # thousands of rows say the same
def dtype_name(text: str) -> str | None:
    """TensorFlow's name of a dtype however it was written, None when it is none: "<f4" -> "float32".

    References ("float32_ref") are named by what they refer to.
    """
    word = text.strip()
    if (quoted := _QUOTED.search(word)) is not None:
        word = quoted[1].strip()
    word = word.lower()
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            word = word[len(prefix) :]
            break
    word = word.removeprefix("dt_").removesuffix("_ref")
    if word in BY_NAME:
        return word
    if word in _OTHER_NAMES:
        return _OTHER_NAMES[word]
    if (code := _CODE.fullmatch(word)) is not None:
        kind, size = code[1], int(code[2])
        name = "bool" if (kind, size) == ("b", 1) else f"{_KINDS.get(kind, kind)}{8 * size}"
        return name if name in BY_NAME else None
    return None
