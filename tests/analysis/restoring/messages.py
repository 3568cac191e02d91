"""Messages of TensorFlow and Keras as the golden tests compare them: without what no file can know."""

from __future__ import annotations

import re

# Where the op ran and where the graph was built: differs per run and per program.
_FRAMES = re.compile(
    r"\s*\[\[(?:node|\{\{node)[^\n]*?\]\]"  # [[node save/RestoreV2 (defined at ...) ]], [[{{node x}}]]
    r"|\{\{function_node [^}]*\}\}\s*"
    r"|\s*\[Op:\w+\](?:\s+name:[^\n]*)?"
    r"|\s*\(defined at [^)]*\)"
    r"|Graph execution error:\s*"
    r"|Detected at node '?[^\n]*\n"
    r"|^\s*File \"[^\n]*\n(?:    +[^\n]*\n)*?(?=^\s*File |^Node: |^\S|\Z)"
    r"|^Node: '[^\n]*\n"
    r"|\s*(?:Original stack trace for|Errors may have originated from an input operation)[\s\S]*\Z"
    r"|^\d+ root error\(s\) found\.\s*",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"0x[0-9a-fA-F]+|<address>")
_MODULE_OF_A_REPR = re.compile(r"<(?:[\w<>]+\.)+(\w+) object at ")
_OBJECT_OF_AN_ATTRIBUTE = re.compile(r"^(\(root\).*?) \(.*\): (\[['\"])", re.MULTILINE)
_ABSOLUTE_PATH = re.compile(r"(?<![\w/.:>-])/(?:[\w.+@-]+/)*[\w.+@?-]+")
_UNMATCHED = re.compile(r"(unmatched objects: |no matching checkpointed value: |Python program: )\[[\s\S]*\Z")
_ARGUMENTS = re.compile(r"(Arguments received by \S+\.call\(\):)[\s\S]*\Z")  # the caller's data
_VALUE_OF_A_REPR = re.compile(r"(,\s*(?:numpy|value)=)")


def comparable(message: str) -> str:
    """`message` without frames, addresses, values, directories and lists of objects in no order.

    Both sides of a comparison go through it: what TensorFlow said and what is predicted (where
    `<path>`, `<address>` and `<values>` stand for the same).
    """
    text = _FRAMES.sub("", message.replace("\r\n", "\n"))
    text = _UNMATCHED.sub(r"\1[<objects>]", text)
    text = _ARGUMENTS.sub(r"\1 <values>", text)
    text = _without_values(text)
    if "Unused attributes in these objects" in text:
        text = _OBJECT_OF_AN_ATTRIBUTE.sub(r"\1 (<object>): \2", text)
    text = _ADDRESS.sub("<address>", text)
    text = _MODULE_OF_A_REPR.sub(r"<\1 object at ", text)
    text = _ABSOLUTE_PATH.sub("<path>", text)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def says_the_same(predicted: str, said: str, cut_at: int | None = None) -> bool:
    """Whether a prediction is what TensorFlow said; `cut_at`: where the golden text was cut off, if it was."""
    ours, theirs = comparable(predicted), comparable(said)
    if cut_at is None or len(said) < cut_at:
        return ours == theirs
    whole = theirs.rpartition(", <")[0] if "=<values>" in theirs.rpartition(", <")[2] else theirs
    return bool(whole) and ours.startswith(whole)


def _without_values(text: str) -> str:
    """The reprs of variables with `<values>` for their numbers: `<tf.Variable 'a:0' ..., numpy=<values>>`."""
    parts: list[str] = []
    rest = text
    while found := _VALUE_OF_A_REPR.search(rest):
        parts.append(rest[: found.end()] + "<values>")
        rest = rest[found.end() :]
        end = _end_of_repr(rest)
        rest = rest[end:]
    return "".join([*parts, rest])


def _end_of_repr(text: str) -> int:
    """Where the `>` stands that closes the repr whose value `text` begins with; brackets and quotes nest."""
    depth, quote, at = 0, "", 0
    while at < len(text):
        mark = text[at]
        if quote:
            at += mark == "\\"
            quote = "" if mark == quote else quote
        elif mark in "'\"":
            quote = mark
        elif mark in "([<":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif mark == ">":
            if not depth:
                return at
            depth -= 1
        at += 1
    return at
