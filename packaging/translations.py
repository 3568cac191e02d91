"""`make translations`: the texts of the program, their translations, and what the window needs of both.

How texts, lists and languages are kept: packaging/translations.md.

resources/translations/explorer_zh_CN.ts   Qt Linguist's file: what translators edit
resources/translations/explorer_zh_CN.qm   the same, compiled by Qt's lrelease
resources/translations/recognised.json     whole texts and templates, for the recognition of finished texts
packaging/translations_never_shown.json    texts that look like words but are never shown to a person
packaging/translations_more.json           words shown that look like none: roles, verdicts, units

New texts come into the .ts file as unfinished, texts that are gone leave it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from translatable import ROOT, Text, texts_of_program

FOLDER = ROOT / "resources" / "translations"
TS = FOLDER / "explorer_zh_CN.ts"
QM = TS.with_suffix(".qm")
INDEX = FOLDER / "recognised.json"
NEVER_SHOWN = ROOT / "packaging" / "translations_never_shown.json"
MORE = ROOT / "packaging" / "translations_more.json"
CONTEXT = "explorer"


@dataclass(frozen=True)
class Message:
    """A text to be translated: its placeholders' kinds and the files it stands in."""

    source: str
    kinds: tuple[str | tuple[str, ...], ...]
    places: tuple[str, ...]


def messages(root: Path = ROOT) -> tuple[Message, ...]:
    """Every text that can be shown, in the order of the source."""
    never = set(json.loads(NEVER_SHOWN.read_text(encoding="utf-8")))
    found: dict[str, list[Text]] = {}
    for text in texts_of_program(root):
        if text.source not in never:
            found.setdefault(text.source, []).append(text)
    for word in json.loads(MORE.read_text(encoding="utf-8")):
        found.setdefault(word, [Text(word, (), "packaging/translations_more.json")])
    return tuple(
        Message(source, _safest(texts), tuple(dict.fromkeys(text.place for text in texts)))
        for source, texts in found.items()
    )


def _safest(texts: list[Text]) -> tuple[str | tuple[str, ...], ...]:
    """The kinds of a template made in several places: what is a name in one of them is one."""
    made: list[str | tuple[str, ...]] = []
    for kinds in zip(*(text.kinds for text in texts)):
        several = set(kinds)
        if len(several) == 1:
            made.append(kinds[0])
        elif "opaque" in several:
            made.append("label" if several == {"opaque", "label"} else "opaque")
        else:
            made.append("own")
    return tuple(made)


def read_ts(path: Path = TS) -> dict[str, str]:
    """The finished translations of a .ts file by their source texts."""
    if not path.exists():
        return {}
    known = {}
    for message in ET.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.text and translation.get("type") is None:
            known[message.findtext("source") or ""] = translation.text
    return known


def write_ts(found: tuple[Message, ...], known: dict[str, str], path: Path = TS) -> int:
    """Write the .ts file; how many texts are not translated yet."""
    root = ET.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    missing = 0
    for message in found:
        element = ET.SubElement(context, "message")
        for place in message.places:
            # Without lines: they move with every change, the file stays.
            ET.SubElement(element, "location", filename=f"../../{place}")
        ET.SubElement(element, "source").text = message.source
        translation = ET.SubElement(element, "translation")
        if message.source in known:
            translation.text = known[message.source]
        else:
            translation.set("type", "unfinished")
            missing += 1
    ET.indent(root, " " * 4)
    text = ET.tostring(root, encoding="unicode")
    _replace(path, f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n'.encode())
    return missing


def write_index(found: tuple[Message, ...], known: dict[str, str], path: Path = INDEX) -> None:
    """Write what the recognition of finished texts needs."""
    shown = [message for message in found if message.source in known]
    listed = {
        "whole": sorted(message.source for message in shown if not message.kinds),
        "templates": sorted([message.source, message.kinds] for message in shown if message.kinds),
    }
    _replace(path, (json.dumps(listed, ensure_ascii=False, indent=0) + "\n").encode())


def compile_ts(ts: Path = TS, qm: Path = QM) -> None:
    """Make the .qm file with Qt's own tool, which comes with PySide6."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / qm.name
        done = subprocess.run(
            [str(tool), "-nounfinished", "-silent", str(ts), "-qm", str(made)], capture_output=True, text=True
        )
        if done.returncode != 0:
            raise SystemExit(done.stdout + done.stderr)
        _replace(qm, made.read_bytes())


def _replace(path: Path, content: bytes) -> None:
    """A window that starts meanwhile reads the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


def main(argv: list[str]) -> int:
    """Write everything anew; 1 where texts are not translated yet."""
    parser = argparse.ArgumentParser(prog="make translations", description=__doc__.splitlines()[0])
    parser.add_argument("--missing", action="store_true", help="list the texts that have no translation yet")
    options = parser.parse_args(argv)
    found, known = messages(), read_ts()
    missing = write_ts(found, known)
    write_index(found, known)
    compile_ts()
    print(f"{len(found)} texts, {missing} of them without a translation: {TS.relative_to(ROOT)}")
    if options.missing:
        for message in found:
            if message.source not in known:
                print(f"{message.places[0]}: {message.source!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
