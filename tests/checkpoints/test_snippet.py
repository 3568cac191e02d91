"""The snippet that writes the spec file inside a user's program."""

from __future__ import annotations

import ast

from explorer.resources import snippet_text


def test_the_snippet_is_short_enough_to_be_pasted_and_read():
    lines = snippet_text().splitlines()

    assert len(lines) <= 40
    assert max(map(len, lines)) <= 128


def test_the_snippet_is_python_as_old_as_tensorflow_1_15_runs_on():
    tree = ast.parse(snippet_text(), feature_version=(3, 6))

    assert [type(node).__name__ for node in tree.body] == ["Assign", "Import", "FunctionDef", "Expr"]


def test_the_snippet_needs_nothing_but_tensorflow():
    tree = ast.parse(snippet_text())

    imported = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert imported == ["json", "sys", "tensorflow"]
