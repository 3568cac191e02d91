"""Under which TensorFlow, and with what kind of variables, a restore is to be judged."""

from __future__ import annotations

from dataclasses import dataclass

GENERATIONS = ("1.15", "2.15", "2.21")  # those that were measured; each stands for its neighbours
KERAS_GENERATIONS = ("2", "tf-keras", "3")
VARIABLE_KINDS = ("resource", "ref")  # of a graph; TensorFlow 2 makes resource variables


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a prediction depends on beside the two sides. "" where it is not known.

    `tensorflow` is one of GENERATIONS, `keras` one of KERAS_GENERATIONS, `mode` "eager" or "graph",
    `variables` one of VARIABLE_KINDS.
    """

    tensorflow: str = ""
    keras: str = ""
    mode: str = ""
    variables: str = ""


NOT_KNOWN = Conditions()


def generation_of(version: str) -> str:
    """The measured generation a TensorFlow version belongs to, "" for none: "2.12.0" -> "2.15"."""
    parts = version.split(".")
    digits = parts[0] + parts[1] if len(parts) > 1 and parts[0] and parts[1] else ""
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 8:
        return ""
    major, minor = int(parts[0]), int(parts[1])
    if major <= 1:
        return "1.15" if major == 1 else ""
    return "2.15" if (major, minor) < (2, 16) else "2.21"
