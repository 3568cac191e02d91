"""Gather packaging/changes/<topic>.<kind>.md into CHANGELOG.md at a release: `changelog.py VERSION DATE`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = {
    "added": "Added",
    "changed": "Changed",
    "deprecated": "Deprecated",
    "removed": "Removed",
    "fixed": "Fixed",
    "security": "Security",
}


class MisnamedChangeError(Exception):
    """A change file whose name does not say what kind of change it is."""


def release_section(files: dict[str, str], version: str, date: str) -> str:
    """The Markdown of one release.

    Args:
        files: name, `topic.kind.md`, to text.
        version: as in `0.2.0`.
        date: as in `2026-11-21`.
    """
    lines_by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for name in sorted(files):
        kind = name.removesuffix(".md").rpartition(".")[2]
        if kind not in lines_by_kind:
            raise MisnamedChangeError(f"{name}: name it <topic>.<{'|'.join(KINDS)}>.md")
        text = " ".join(files[name].split()).removeprefix("- ")
        lines_by_kind[kind].append(f"- {text}")
    parts = [f"## [{version}] - {date}"]
    for kind, lines in lines_by_kind.items():
        if lines:
            parts.append(f"### {KINDS[kind]}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def insert_release(changelog: str, section: str) -> str:
    """The changelog with a new release above the older ones."""
    head, mark, older = changelog.partition("\n## [")
    return head.rstrip("\n") + "\n\n" + section + (mark + older if mark else "")


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print("usage: changelog.py VERSION DATE", file=sys.stderr)
        return 2
    folder = ROOT / "packaging" / "changes"
    paths = sorted(folder.glob("*.md"))
    if not paths:
        print(f"{folder} holds no change to release", file=sys.stderr)
        return 1
    changelog = ROOT / "CHANGELOG.md"
    try:
        section = release_section({path.name: path.read_text("utf-8") for path in paths}, *arguments)
    except MisnamedChangeError as error:
        print(error, file=sys.stderr)
        return 1
    changelog.write_text(insert_release(changelog.read_text("utf-8"), section), "utf-8")
    for path in paths:
        path.unlink()
    print(f"{len(paths)} changes gathered into {changelog}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
