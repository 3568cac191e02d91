"""The texts of the program that a person may read, taken from its source.

A text is a literal, or an f-string whose expressions become {0}, {1} ... Whether a text looks like words is
decided by its letters alone; what is never shown is told by `translations_never_shown.json`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = (
    "gui",
    "report",
    "analysis",
    "checkpoints",
    "formats",
    "storage",
    "errors.py",
    "task.py",
    "resources.py",
)
LONGEST = 1200
WORDS = re.compile(
    r"[A-Za-z]{2,}[,;:]? [A-Za-z(&\"'`{]|^&?[A-Z][a-z]{2,}\b|^[A-Z]&?[a-z]{2,}|^(?:[^\w\s{] |\()?\{\d+\} [a-z]{2,}|[a-z]{2,}:? \{\d+\}"
)
# Calls whose literals name something for the program, not for a person.
LOGIC_CALLS = frozenset(
    {
        "setObjectName",
        "setProperty",
        "property",
        "findChild",
        "compile",
        "match",
        "search",
        "sub",
        "getLogger",
        "debug",
        "info",
        "warning",
        "error",
        "exception",
        "Signal",
        "Slot",
        "getattr",
        "setattr",
        "hasattr",
        "value",
        "environ",
        "get",
        "TypeVar",
        "fullmatch",
        "encode",
        "decode",
        "startswith",
        "endswith",
        "import_module",
        "NewType",
        "namedtuple",
        "cast",
        "partial_name",
        "strftime",
        "field",
    }
)
SLIPS = frozenset(
    {"ValueError", "TypeError", "AssertionError", "RuntimeError", "NotImplementedError", "AttributeError"}
)

# What an expression in an f-string may hold decides how its text is taken out and put back.
# A label is "step 200" or a checkpoint's own name: recognised only as the former.
OWN, LABEL, OPAQUE, NUMBER = "own", "label", "opaque", "number"
LABEL_CALLS = ("format_label", "label_of")
NUMBER_CALLS = frozenset(
    {
        "format_count",
        "format_bytes",
        "format_percent",
        "format_float",
        "format_time",
        "len",
        "int",
        "round",
        "sum",
        "min",
        "max",
        "abs",
    }
)
# Functions that put a number before a noun: what they give is a text, whatever they are called.
COUNTING_CALLS = frozenset({"format_counted", "count", "_counted"})
# Ends of identifiers that hold what a file says: never translated, whatever it is.
OPAQUE_ENDS = frozenset(
    {
        "name",
        "names",
        "key",
        "keys",
        "path",
        "paths",
        "shape",
        "shapes",
        "directory",
        "folder",
        "file",
        "dtype",
        "dtypes",
        "prefix",
        "tensor",
        "suffix",
        "stem",
        "display_name",
        "escape_name",
        "display_lines",
        "quoted",
        "quote",
        "shown_name",
        "shape_text",
        "format_shape",
        "tag",
        "tags",
        "value",
        "values",
        "node",
        "child",
        "slot",
        "member",
        "attribute",
        "identifier",
        "pattern",
        "scope",
        "scopes",
        "url",
        "host",
        "code",
        "line",
        "code_line",
        "snippet",
        "keras",
        "repr",
        "str",
        "short_key",
        "owner",
        "segment",
        "segments",
        "word",
        "typed",
        "query",
        "where",
        "place",
        "slice",
        "ours",
        "theirs",
        "named",
        "family",
        "as_text",
        "shown_names",
        "target",
        "source",
        "table",
        "literal",
        "layer",
        "node_names",
        "short",
        "escaped",
        "expected",
        "stored",
        "before",
        "after",
        "shown",
        "arguments",
    }
)
NAMED_LABELS = "analysis/restoring/"  # where a label is a variable's
LABEL_ENDS = frozenset({"label", "labels", "entry_label", "older", "newer", "label_of"})
NUMBER_ENDS = frozenset(
    {"count", "counts", "total", "position", "offset", "size", "step", "number", "step_number"}
)


@dataclass(frozen=True)
class Text:
    """One text: its template, what each placeholder holds, and the file it was found in.

    `kinds` has an entry a placeholder: OWN, LABEL, OPAQUE, NUMBER, or the alternatives of a conditional expression.
    """

    source: str
    kinds: tuple[str | tuple[str, ...], ...]
    place: str


def texts_of_program(root: Path = ROOT) -> Iterator[Text]:
    """All texts that look like words, in the order of files and lines; a text may come more than once."""
    for part in PARTS:
        base = root / "explorer" / part
        for path in [base] if base.is_file() else sorted(base.rglob("*.py")):
            place = path.relative_to(root).as_posix()
            yield from texts_of_source(path.read_text(encoding="utf-8"), place)


def texts_of_source(source: str, place: str) -> Iterator[Text]:
    """The texts of one module."""
    nodes = _walk(ast.parse(source))
    skipped = _not_shown(nodes)
    for node in nodes:
        if _call_name(node) in COUNTING_CALLS and len(node.args) > 1:  # type: ignore[attr-defined]
            noun = node.args[1]  # type: ignore[attr-defined]
            if isinstance(noun, ast.Constant) and isinstance(noun.value, str):
                yield Text("{0} " + noun.value, (NUMBER,), place)
                yield Text("{0} " + noun.value + "s", (NUMBER,), place)
        if id(node) in skipped:
            continue
        kinds: tuple[str | tuple[str, ...], ...] = ()
        if isinstance(node, ast.JoinedStr):
            text, kinds = _template(node)
            if NAMED_LABELS in place:
                kinds = tuple(OPAQUE if kind == LABEL else kind for kind in kinds)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if len(text) > LONGEST or "QWidget" in text or "{{" in text or "</" in text:
            continue
        if WORDS.search(text):
            yield Text(text, kinds, place)


def _template(node: ast.JoinedStr) -> tuple[str, tuple[str | tuple[str, ...], ...]]:
    pieces: list[str] = []
    kinds: list[str | tuple[str, ...]] = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            pieces.append(value.value)
        else:
            pieces.append(f"{{{len(kinds)}}}")
            kinds.append(_kind(value))
    return "".join(pieces), tuple(kinds)


def _kind(value: ast.expr) -> str | tuple[str, ...]:
    if not isinstance(value, ast.FormattedValue):
        return OPAQUE
    if value.conversion == ord("r"):
        return OPAQUE
    if value.format_spec is not None:
        spec = ast.unparse(value.format_spec)
        return NUMBER if re.search(r"[,dfge%x]", spec.strip("f'\"")) else OPAQUE
    return _kind_of(value.value)


def _kind_of(node: ast.expr) -> str | tuple[str, ...]:
    if isinstance(node, ast.IfExp):
        both = (node.body, node.orelse)
        if all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in both):
            return tuple(one.value for one in both)  # type: ignore[attr-defined]
        kinds = {_kind_of(one) for one in both if not isinstance(one, ast.Constant)}
        return OPAQUE if OPAQUE in kinds else OWN
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.Add) and isinstance(node.right, ast.Constant) and node.right.value == 1:
            return NUMBER
        return OPAQUE if OPAQUE in (_kind_of(node.left), _kind_of(node.right)) else OWN
    if isinstance(node, ast.BoolOp):
        return OPAQUE if any(_kind_of(one) == OPAQUE for one in node.values) else OWN
    if isinstance(node, ast.Subscript):
        return _kind_of(node.value)
    if isinstance(node, ast.Call):
        name = _call_name(node)
        inner = node.args[0] if node.args else None
        if name in LABEL_CALLS or (name in ("display_name", "capital") and _call_name(inner) in LABEL_CALLS):
            return LABEL
        if name in NUMBER_CALLS:
            return NUMBER
        if name in COUNTING_CALLS:
            return OWN
        if name in ("lower", "upper", "capitalize", "strip", "rstrip", "removesuffix"):
            return _kind_of(node.func.value)  # type: ignore[attr-defined]
        if name == "join":
            return OPAQUE if any(_is_opaque(one) for one in ast.walk(node)) else OWN
        return _kind_of_name(name)
    if isinstance(node, ast.Attribute):
        return _kind_of_name(node.attr)
    if isinstance(node, ast.Name):
        return _kind_of_name(node.id)
    return OWN


def _kind_of_name(name: str) -> str:
    if name.strip("_").rsplit("_", 1)[-1] in NUMBER_ENDS:
        return NUMBER
    if name.strip("_").rsplit("_", 1)[-1] in LABEL_ENDS:
        return LABEL
    return OPAQUE if _is_opaque_name(name) else OWN


def _is_opaque(node: ast.AST) -> bool:
    name = getattr(node, "attr", "") or getattr(node, "id", "")
    return isinstance(name, str) and _is_opaque_name(name)


def _is_opaque_name(name: str) -> bool:
    return name.strip("_").rsplit("_", 1)[-1] in OPAQUE_ENDS or name in OPAQUE_ENDS


def _call_name(node: ast.AST | None) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _walk(root: ast.AST) -> list[ast.AST]:
    """A node and all below it, in the order of `ast.walk`, in a third of its time."""
    nodes = [root]
    for node in nodes:
        for value in vars(node).values():
            if isinstance(value, ast.AST):
                if value._fields:  # "load" and "store" tell nothing
                    nodes.append(value)
            elif isinstance(value, list):
                nodes.extend(one for one in value if isinstance(one, ast.AST))
    return nodes


def _not_shown(nodes: list[ast.AST]) -> set[int]:
    """Nodes that are no text for a person: docstrings, annotations, indices, arguments of logic, slips of ours."""
    skipped: set[int] = set()

    def skip_all(node: ast.AST | None) -> None:
        if node is not None:
            skipped.update(map(id, _walk(node)))

    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            for value in node.values:
                if isinstance(value, ast.Constant):
                    skipped.add(id(value))
                elif isinstance(value, ast.FormattedValue):
                    skip_all(value.format_spec)
        elif isinstance(node, ast.Call):
            if _call_name(node) in LOGIC_CALLS:
                skipped.update(map(id, node.args))
        elif isinstance(node, ast.Subscript):
            skip_all(node.slice)
        elif isinstance(node, ast.AnnAssign):
            skip_all(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            for argument in [*node.args.args, *node.args.kwonlyargs]:
                skip_all(argument.annotation)
            skip_all(node.returns)
        elif isinstance(node, ast.Raise) and getattr(getattr(node.exc, "func", None), "id", "") in SLIPS:
            skip_all(node.exc)
    return skipped
