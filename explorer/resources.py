"""Where the files that travel with the program lie: the demo, help pages, icons, themes, fonts.

In a checkout they are the top-level `resources/`; in an installed wheel the same tree
is `explorer/_resources/` (pyproject.toml, `sources`).
"""

from __future__ import annotations

from pathlib import Path

from explorer.errors import MissingFileError

_HERE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """The path of a resource, `resource_path("demo", "guide_net")`.

    Raises:
        MissingFileError: the installation is incomplete.
    """
    for root in (_HERE / "_resources", _HERE.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise MissingFileError(
        f"the resource {'/'.join(parts)} is missing from this installation",
        hint="Install checkpoint-explorer again.",
    )


def demo_path(name: str = "iris") -> Path:
    """A directory of small checkpoints that travels with the program, to try things on.

    Args:
        name: "guide_net", "iris", "iris20", "iris_continued" or "regression_run".

    Raises:
        MissingFileError: there is no such demo; the hint names those there are.
    """
    demos = resource_path("demo")
    names = sorted(path.name for path in demos.iterdir() if path.is_dir())
    if name not in names:
        raise MissingFileError(f"there is no demo {name!r}", hint=f"There are: {', '.join(names)}.")
    return demos / name


def snippet_text() -> str:
    """The snippet that a user pastes into a program: it writes the spec file of the program's model.

    Raises:
        MissingFileError: the installation is incomplete.
    """
    return resource_path("snippets", "model_spec.py").read_text(encoding="utf-8")
