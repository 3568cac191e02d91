"""The window's language: English as the program is written, or a translation of it.

`tr` stands where a text is handed to Qt. Lower layers stay English, for their texts go to files and terminals too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from explorer.errors import MissingFileError
from explorer.gui.mnemonics import without_mnemonic
from explorer.gui.theme import lend_chinese_font
from explorer.report.numbers import ISO_DATE, use_date_format
from explorer.resources import resource_path

if TYPE_CHECKING:
    from explorer.gui.translation import Translation

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "SIMPLIFIED_CHINESE",
    "SYSTEM",
    "current_language",
    "hear_misses",
    "tr",
    "tr_label",
    "use_language",
    "without_mnemonic",
]

SYSTEM, ENGLISH, SIMPLIFIED_CHINESE = "system", "en", "zh_CN"
# Each language in its own words, so that whoever reads no other finds it.
LANGUAGES = ((SYSTEM, "As the system has it"), (ENGLISH, "English"), (SIMPLIFIED_CHINESE, "简体中文"))
_LABEL = re.compile(r"(?:step|save|epoch) \d[\d,]*", re.IGNORECASE)
CODES = tuple(code for code, _ in LANGUAGES)


@dataclass(slots=True)
class _Now:
    code: str = ENGLISH
    translation: Translation | None = None
    translators: tuple[QTranslator, ...] = ()


_now = _Now()


def tr(text: str) -> str:
    """A finished text of ours in the window's language; the very same object in English."""
    return text if _now.translation is None else _now.translation.say(text)


def tr_label(label: str) -> str:
    """A checkpoint's label: "step 200" is said in the window's language, any other is a file's name."""
    return tr(label) if _LABEL.match(label) else label


def current_language() -> str:
    """ "en" or "zh_CN"."""
    return _now.code


def resolved(code: str) -> str:
    """The language meant: "system" is the first of the system's languages that we speak, else English."""
    if code != SYSTEM:
        return code if code in CODES else ENGLISH
    is_traditional = False
    for name in QLocale.system().uiLanguages():
        language, *more = name.replace("_", "-").split("-")
        if language == "en":
            return ENGLISH
        if language == "zh" and {"Hant", "TW", "HK", "MO"} & set(more):
            is_traditional = True  # a mere "zh" behind it means the same
        elif language == "zh" and (more or not is_traditional):
            return SIMPLIFIED_CHINESE
    return ENGLISH


def use_language(app: QCoreApplication, code: str) -> str:
    """Speak a language from now on; what is on screen already stays as it is. The language spoken now.

    An installation without the files of a language speaks English.
    """
    code = resolved(code)
    _use_formats(code)
    lend_chinese_font(code == SIMPLIFIED_CHINESE)
    if code == _now.code:
        return code
    for translator in _now.translators:
        app.removeTranslator(translator)
        translator.deleteLater()
    _now.code, _now.translation, _now.translators = ENGLISH, None, ()
    if code == ENGLISH:
        return code
    from explorer.gui.translation import Translation  # English needs none of it

    ours = QTranslator(app)
    try:
        index = resource_path("translations", "recognised.json")
        loaded = ours.load(str(resource_path("translations", f"explorer_{code}.qm")))
        if not loaded:
            return ENGLISH
        _now.translation = Translation(ours, index)
    except (MissingFileError, OSError, ValueError):
        return ENGLISH
    qts = QTranslator(app)
    qts.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    _now.code, _now.translators = code, (qts, ours)
    for translator in _now.translators:
        app.installTranslator(translator)
    return code


def _use_formats(code: str) -> None:
    """Numbers and dates as the language has them; of English as the system has them, where it speaks English."""
    system = QLocale.system()
    if code == SIMPLIFIED_CHINESE:
        locale = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    elif system.language() == QLocale.Language.English and (
        system.decimalPoint(),
        system.groupSeparator(),
    ) == (".", ","):
        locale = system
    else:
        QLocale.setDefault(QLocale.c() if system.decimalPoint() != "." else system)
        use_date_format(ISO_DATE)
        return
    QLocale.setDefault(locale)
    use_date_format(date_form(locale.dateFormat(QLocale.FormatType.ShortFormat)))


def date_form(pattern: str) -> str:
    """A short date of Qt's, "d/M/yy", as `use_date_format` takes it; years always whole."""
    names = {"y": "{year:04}", "M": "{month}", "d": "{day}", "MM": "{month:02}", "dd": "{day:02}"}
    return re.sub(
        r"y+|MM?|dd?", lambda found: names["y" if found[0][0] == "y" else found[0]], pattern.replace("'", "")
    )


def hear_misses(heard: Callable[[str], None] | None) -> None:
    """Tell `heard` of every text that is asked for in vain; None ends it."""
    if _now.translation is not None:
        _now.translation.on_miss = heard
