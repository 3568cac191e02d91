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


def snippet_text() -> str:
    """The snippet that a user pastes into a program: it writes the spec file of the program's model.

    Raises:
        MissingFileError: the installation is incomplete.
    """
    return resource_path("snippets", "model_spec.py").read_text(encoding="utf-8")
