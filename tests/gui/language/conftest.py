"""A window in Chinese, and English again behind every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from explorer.gui.language import hear_misses, use_language
from explorer.gui.theme import apply_theme


@pytest.fixture
def chinese(qapp) -> Iterator[list[str]]:
    """Chinese, and the list of what was asked for in vain."""
    locale = QLocale()
    assert use_language(qapp, "zh_CN") == "zh_CN"
    apply_theme(qapp, "light")
    missed: list[str] = []
    hear_misses(missed.append)
    yield missed
    use_language(qapp, "en")
    apply_theme(qapp, "light")
    QLocale.setDefault(locale)
