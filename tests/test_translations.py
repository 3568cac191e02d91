"""The translations are whole: every text that can be shown has one, and what is made of them is up to date."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parent.parent
HOW = "Run `make translations`, and translate what is new in resources/translations/explorer_zh_CN.ts."


@pytest.fixture(scope="module")
def translations():
    """packaging/translations.py."""
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        import translations

        yield translations
    finally:
        sys.path.remove(str(ROOT / "packaging"))


@pytest.fixture(scope="module")
def messages(translations):
    return translations.messages()


@pytest.fixture(scope="module")
def known(translations):
    return translations.read_ts()


def test_every_text_that_can_be_shown_has_a_translation(messages, known):
    missing = [
        f"{message.places[0]}: {message.source!r}" for message in messages if message.source not in known
    ]

    assert missing == [], HOW


def test_no_translation_is_of_a_text_that_is_gone(messages, known):
    assert set(known) - {message.source for message in messages} == set(), HOW


def test_a_translation_has_the_arguments_of_its_text(messages, known):
    wrong = []
    for message in messages:
        held = set(re.findall(r"\{(\d+)\}", known.get(message.source, "")))
        every = {str(place) for place in range(len(message.kinds))}
        needed = {str(place) for place, kind in enumerate(message.kinds) if not isinstance(kind, tuple)}
        if message.source in known and not needed <= held <= every:  # a plural's "s" has no counterpart
            wrong.append(message.source)

    assert wrong == []


def test_the_list_of_recognised_texts_is_up_to_date(translations, messages, known, tmp_path):
    translations.write_index(messages, known, tmp_path / "recognised.json")

    made = json.loads((tmp_path / "recognised.json").read_text(encoding="utf-8"))
    assert json.loads(translations.INDEX.read_text(encoding="utf-8")) == made, HOW


def test_the_compiled_translations_say_what_the_ts_file_says(translations, known, qapp):
    translator = QTranslator()
    assert translator.load(str(translations.QM))

    differing = [
        source for source, said in known.items() if translator.translate(translations.CONTEXT, source) != said
    ]
    assert differing == [], HOW


def test_texts_are_found_in_a_module(translations):
    from translatable import texts_of_source

    module = (
        '"""A docstring of a module."""\n'
        "def f(path, count, error):\n"
        '    label.setText(f"Reading {path}: {count:,} of {error}")\n'
        '    widget.setObjectName("Not a text for people")\n'
    )
    found = [(text.source, text.kinds) for text in texts_of_source(module, "module.py")]

    assert found == [("Reading {0}: {1} of {2}", ("opaque", "number", "own"))]
