"""What is read out of a pasted error, and what it means for a checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.analysis.restoring.finding import Cure, Finding

Shape = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class NamedTensor:
    """One variable an error speaks of. None where it does not tell; the model's side is `expected`.

    `name_kind`: "variable" (a name as the program prints it), "key" (of the checkpoint), "object path"
    (edges from the root, "a.b.c"), "layer", or "" where the error names nothing.
    """

    name: str = ""
    name_kind: str = ""
    expected_shape: Shape | None = None
    stored_shape: Shape | None = None
    expected_dtype: str | None = None
    stored_dtype: str | None = None
    checkpoint_key: str = ""  # where the error tells both a name and the key


@dataclass(frozen=True, slots=True)
class ErrorReading:
    """The error of a text: its kind of cause, the way of loading it comes from, and what it names.

    `form` names the message, `kind` the cause (as in findings), `api` the id of a way of loading ("" where
    the text does not tell), `generation` a TensorFlow generation ("" likewise). `expected_count` and
    `stored_count` are of messages that count (layers, weights, objects, elements).
    """

    form: str
    kind: str
    message: str
    exception: str = ""
    api: str = ""
    generation: str = ""
    tensors: tuple[NamedTensor, ...] = ()
    layers: tuple[str, ...] = ()
    path: str = ""
    expected_count: int | None = None
    stored_count: int | None = None
    is_warning: bool = False
    also: tuple[str, ...] = ()  # other forms found in the text
    remarks: tuple[str, ...] = ()  # sentences: that the text was cut


@dataclass(frozen=True, slots=True)
class ErrorMatch:
    """One variable meant: "named" by the error, or with "the same fault". -1 where a side has none of it.

    `key` is that of the report's row, else of the checkpoint's; `name` what the program prints of it.
    """

    key: str
    why: str
    row: int = -1
    variable: int = -1
    expected: str = ""  # as text, "" where nobody tells
    stored: str = ""
    name: str = ""  # "" where the target does not tell, or it is the key


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """What the error means in sentences, the variables it means, and how to mend it.

    `kind` is the cause: that of the first finding where both sides were checked, else the reading's.
    """

    reading: ErrorReading | None
    sentence: str
    detail: str = ""
    matches: tuple[ErrorMatch, ...] = ()
    cures: tuple[Cure, ...] = ()
    remarks: tuple[str, ...] = ()
    kind: str = ""
    findings: tuple[Finding, ...] = ()  # of the check, those that explain what the error names
