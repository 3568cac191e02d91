"""The order of the house: who may import whom, where each big dependency lives, what must never be used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "explorer"

# A module imports from its own layer and from those before it. The leaves know each other only in this order.
LAYERS = (
    "showing",
    "errors",
    "lazily",
    "natural_sort",
    "task",
    "resources",
    "storage",
    "formats",
    "checkpoints",
    "analysis",
    "report",
)
FRONT_ENDS = ("cli", "jupyter", "gui")

# Top-level module -> the folder or module that may import it. Longer names win over shorter ones.
HOMES = {
    "PySide6": "explorer.gui",
    "shiboken6": "explorer.gui",
    "pyqtgraph": "explorer.gui",
    "google.protobuf": "explorer.formats.messages",
    "networkx": "explorer.analysis",
    "fsspec": "explorer.storage",
    "anywidget": "explorer.jupyter",
    "traitlets": "explorer.jupyter",
    "IPython": "explorer.jupyter",
    "click": "explorer.cli",
    "multiprocessing": "explorer.analysis",
    "sqlite3": "explorer.analysis",
    "pyarrow": "explorer.report",
    "pandas": "explorer.report",
    "polars": "explorer.report",
}
NEVER_IMPORTED = {
    "mmap",
    "pickle",
    "cPickle",
    "marshal",
    "shelve",
    "dill",
    "cloudpickle",
    "yaml",
    "tensorflow",
}
NEVER_CALLED = {"eval", "exec", "__import__", "compile"}


def imported_modules(tree: ast.Module, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """Every (line, absolute dotted name) that a module imports, inside functions and TYPE_CHECKING too.

    `from package import name` yields `package.name`, for `name` may be a module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".")
                parents = parts[: len(parts) - node.level + (1 if is_package else 0)]
                base = ".".join([*parents, base] if base else parents)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and _called_name(node) == "import_module":
            argument = node.args[0] if node.args else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield node.lineno, argument.value


def _called_name(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def layer_of(module: str) -> str:
    """`explorer.gui.jobs` -> `gui`; the package itself -> ``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def is_within(name: str, home: str) -> bool:
    return name == home or name.startswith(f"{home}.")


def wrong_imports(source: str, module: str, is_package: bool = False) -> list[str]:
    """What a module does against the order, one sentence each."""
    found = []
    tree = ast.parse(source)
    mine = layer_of(module)
    for line, name in imported_modules(tree, module, is_package):
        if name.split(".")[0] in NEVER_IMPORTED:
            found.append(f"{module}:{line} imports {name}, which nothing here may use")
        for dependency, home in HOMES.items():
            if is_within(name, dependency) and not is_within(module, home):
                found.append(f"{module}:{line} imports {name}, whose home is {home}")
        theirs = layer_of(name)
        if is_within(name, "explorer") and theirs in (*LAYERS, *FRONT_ENDS) and not may_import(module, name):
            found.append(f"{module}:{line} ({mine or 'the package'}) imports {name}")
    return found


def may_import(module: str, name: str) -> bool:
    """Whether the layer of one of our modules may import another of them."""
    mine, theirs = layer_of(module), layer_of(name)
    if mine == theirs or mine in ("", "__main__"):  # the package's face and `python -m` may name everything
        return True
    if theirs in FRONT_ENDS:
        return is_within(module, "explorer.cli") and theirs == "gui"
    return mine in FRONT_ENDS or LAYERS.index(theirs) < LAYERS.index(mine)


def eager_gui_imports(source: str, module: str) -> list[str]:
    """Imports of gui/ in cli/ that happen when the module is imported, not when a window is wanted."""
    found = []
    tree = ast.parse(source)
    inside_functions = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in inside_functions:
            single = ast.Module(body=[node], type_ignores=[])
            for line, name in imported_modules(single, module, False):
                if is_within(name, "explorer.gui"):
                    found.append(f"{module}:{line} imports {name} at once")
    return found


def forbidden_uses(source: str, module: str) -> list[str]:
    """Ways of running code out of a file, or of dying with it: eval, exec, pickled numpy arrays."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in NEVER_CALLED:
            found.append(f"{module}:{node.lineno} calls {node.func.id}")
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("memmap", "from_dlpack"):
            found.append(f"{module}:{node.lineno} calls {node.func.attr}")
        for keyword in node.keywords:
            # Only a plain `allow_pickle=False` is allowed: it says no.
            if keyword.arg == "allow_pickle" and not _is_false(keyword.value):
                found.append(f"{module}:{node.lineno} allows pickles")
            if keyword.arg == "mmap_mode" and not _is_none(keyword.value):
                found.append(f"{module}:{node.lineno} maps a file")
    return found


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def modules() -> Iterator[tuple[str, bool, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        yield ".".join(parts[:-1] if is_package else parts), is_package, path.read_text(encoding="utf-8")


def test_every_layer_imports_only_from_its_left_and_each_dependency_stays_at_home():
    found = [
        line for module, is_package, source in modules() for line in wrong_imports(source, module, is_package)
    ]

    assert found == []


def test_the_terminal_imports_the_window_only_when_it_opens_one():
    found = [
        line
        for module, _, source in modules()
        if layer_of(module) == "cli"
        for line in eager_gui_imports(source, module)
    ]

    assert found == []


def test_nothing_runs_code_from_a_file_or_maps_one():
    found = [line for module, _, source in modules() for line in forbidden_uses(source, module)]

    assert found == []


def test_every_module_is_read_by_these_tests():
    names = {module for module, _, _ in modules()}

    assert {"explorer", "explorer.errors", "explorer.gui.jobs", "explorer.formats.reader"} <= names
    known = {*LAYERS, *FRONT_ENDS, "", "__main__"}
    assert {layer_of(name) for name in names} <= known, "a new top-level module needs its place in LAYERS"


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        (
            "explorer.formats.table",
            "from explorer.checkpoints.variable import Variable",
            ["explorer.formats.table:1 (formats) imports explorer.checkpoints.variable.Variable"],
        ),
        (
            "explorer.storage.files",
            "def late():\n    from ..gui import jobs\n",
            ["explorer.storage.files:2 (storage) imports explorer.gui.jobs"],
        ),
        (
            "explorer.report.columns",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import explorer.cli.main\n",
            ["explorer.report.columns:3 (report) imports explorer.cli.main"],
        ),
        (
            "explorer.gui.jobs",
            "from explorer import jupyter",
            ["explorer.gui.jobs:1 (gui) imports explorer.jupyter"],
        ),
        (
            "explorer.report.svg",
            "import PySide6.QtGui",
            ["explorer.report.svg:1 imports PySide6.QtGui, whose home is explorer.gui"],
        ),
        (
            "explorer.formats.object_graph",
            "from google.protobuf import descriptor_pool",
            [
                "explorer.formats.object_graph:1 imports google.protobuf.descriptor_pool, "
                "whose home is explorer.formats.messages"
            ],
        ),
        (
            "explorer.gui.graph.graph_view",
            "from importlib import import_module\nimport_module('networkx')",
            ["explorer.gui.graph.graph_view:2 imports networkx, whose home is explorer.analysis"],
        ),
        (
            "explorer.storage.files",
            "import mmap",
            ["explorer.storage.files:1 imports mmap, which nothing here may use"],
        ),
        ("explorer.cli.window", "def run():\n    from explorer.gui.app import main\n", []),
        ("explorer.analysis.diff", "from explorer.checkpoints import variable\nimport networkx", []),
        ("explorer.formats.messages", "from google.protobuf import descriptor_pool", []),
    ],
)
def test_the_checker_sees_a_wrong_import(module, source, expected):
    assert wrong_imports(source, module) == expected


def test_the_checker_sees_a_window_imported_too_early():
    source = "from explorer.gui.app import main\ndef run():\n    import explorer.gui.jobs\n"

    assert eager_gui_imports(source, "explorer.cli.window") == [
        "explorer.cli.window:1 imports explorer.gui.app.main at once"
    ]


def test_the_checker_sees_forbidden_uses():
    source = (
        "eval(text)\n"
        "exec(text)\n"
        "np.load(path, allow_pickle=True)\n"
        "np.load(path, allow_pickle=False)\n"
        "np.memmap(path)\n"
        "np.load(path, mmap_mode='r')\n"
        "dialog.exec()\n"
    )

    assert forbidden_uses(source, "m") == [
        "m:1 calls eval",
        "m:2 calls exec",
        "m:3 allows pickles",
        "m:5 calls memmap",
        "m:6 maps a file",
    ]


@pytest.mark.parametrize("module", ["explorer", "explorer.cli.main"])
def test_importing_pulls_in_nothing_heavy(module):
    heavy = ["PySide6", "pyqtgraph", "networkx", "google.protobuf", "ml_dtypes", "rich"]
    program = f"import sys, {module}; print([name for name in {heavy!r} if name in sys.modules])"

    finished = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False
    )

    assert (finished.stdout.strip(), finished.stderr) == ("[]", "")
