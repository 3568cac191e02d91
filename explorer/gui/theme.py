"""Dark and light: Qt's palette, one style sheet and the two fonts, all made from report/palette.py."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from explorer.errors import MissingFileError
from explorer.report.palette import DATA_FONT_PX, RADIUS, ROW_HEIGHT, UI_FONT_PX, Palette, mix, palette
from explorer.resources import resource_path

SYSTEM, LIGHT, DARK = "system", "light", "dark"
THEMES = (SYSTEM, LIGHT, DARK)
TEXT_PERCENTS = (100, 125, 150, 175, 200)
_MOST_OF_SCREEN = 0.92  # of its sides, that a dialog takes
_USUAL_PX = 16  # a system's font up to this size is left at ours

_state = {"dark": False, "colour_blind": False, "chinese": False, "percent": 100}


def current_palette() -> Palette:
    """The colours in use now. Ask anew after `session.palette_changed`."""
    return palette(_state["dark"], _state["colour_blind"])


@cache
def qcolor(colour: str) -> QColor:
    """A "#RRGGBB" as a QColor; made once, do not change it (`with_alpha` gives a lighter one)."""
    return QColor(colour)


def with_alpha(colour: str, alpha: float) -> QColor:
    """A "#RRGGBB" made translucent, `alpha` 0 to 1."""
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


def text_percent() -> int:
    """How large texts are drawn, 100 to 200 % of our own sizes."""
    return _state["percent"]


def px(length: float) -> int:
    """A length that holds text, given for texts of 100 %, in logical pixels of the text size in use.

    Asked when a widget is built or painted: a change of the size builds the window anew.
    """
    return round(length * _state["percent"] / 100)


def dialog_size(width: int, height: int) -> QSize:
    """How large a dialog opens, given for texts of 100 %: it grows with them as far as the screen goes."""
    screen = QGuiApplication.primaryScreen()
    room = screen.availableGeometry().size() * _MOST_OF_SCREEN if screen is not None else QSize(0, 0)
    return QSize(
        max(width, min(px(width), room.width())),
        max(height, min(px(height), room.height())),
    )


@cache
def system_percent() -> int:
    """The size of texts the system asks for, as one of `TEXT_PERCENTS`: 100 for its usual font.

    Asked before a font of ours is set: a desktop without one of its own calls that the system's.
    """
    wanted = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    if wanted <= _USUAL_PX:
        return TEXT_PERCENTS[0]
    return min(TEXT_PERCENTS, key=lambda percent: abs(percent - 100 * wanted / UI_FONT_PX))


def data_font(size: int = DATA_FONT_PX) -> QFont:
    """The monospace font of keys, shapes and numbers; `size` in pixels of texts of 100 %."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if _bundled_families() and not QFontInfo(font).fixedPitch():
        font = QFont(_bundled_families()[0])
    font.setStyleHint(QFont.StyleHint.Monospace)
    return _with_size(font, size)


def ui_font(size: int = UI_FONT_PX, *, bold: bool = False) -> QFont:
    """The system's own font; `size` in pixels of texts of 100 %."""
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return _with_size(font, size)


def _with_size(font: QFont, size: int) -> QFont:
    font.setPixelSize(px(size))
    if _state["chinese"]:
        font.setFamilies([*font.families(), *_chinese_families()])
    return font


def lend_chinese_font(wanted: bool) -> None:
    """Let our own font stand in for Chinese characters, where no installed one has them."""
    _state["chinese"] = wanted and not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)


def system_is_dark() -> bool:
    """What the desktop asks for; light where it does not say."""
    hints = QGuiApplication.styleHints()
    return hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark


def apply_theme(
    app: QApplication, theme: str = SYSTEM, *, colour_blind: bool = False, percent: int | None = None
) -> None:
    """Colour the whole application. Qt takes about 0.1 ms for each widget there is, shown or not, to follow a new
    style sheet by way of none, and three times as long from one to another. The same one again costs nothing.

    Args:
        app: the application.
        theme: one of `THEMES`.
        colour_blind: whether with the colour-blind set.
        percent: size of texts, 100 to 200; None leaves it. Windows that are open are to be built anew.
    """
    system_percent()
    if percent is not None:
        _state["percent"] = min(max(percent, TEXT_PERCENTS[0]), TEXT_PERCENTS[-1])
    _state["dark"] = system_is_dark() if theme not in (LIGHT, DARK) else theme == DARK
    _state["colour_blind"] = colour_blind
    if not QFontDatabase.families():
        _bundled_families()
    colours = current_palette()
    sheet = style_sheet(colours, text_percent())
    is_new = app.styleSheet() != sheet
    if is_new:
        app.setStyleSheet("")  # with one, the application's style is Qt's own for style sheets
        if app.style() is None or app.style().name().lower() != "fusion":
            app.setStyle("Fusion")  # native styles mix their own colours into ours
    app.setFont(ui_font())
    app.setPalette(qt_palette(colours))
    if is_new:
        app.setStyleSheet(sheet)


def qt_palette(colours: Palette) -> QPalette:
    """Qt's palette of a theme."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, colours.panel),
        (role.WindowText, colours.text),
        (role.Base, colours.canvas),
        (role.AlternateBase, colours.panel),
        (role.Text, colours.text),
        (role.Button, colours.raised),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.verdict("damaged")),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.text),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.Light, colours.raised),
        (role.Midlight, colours.border),
        (role.Mid, colours.border),
        (role.Dark, colours.border),
        (role.Shadow, colours.border),
    ):
        made.setColor(name, QColor(colour))
    faint = QColor(mix(colours.muted, colours.panel, 0.35))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, name, faint)
    return made


@cache
def style_sheet(colours: Palette, percent: int = 100) -> str:
    """The one style sheet. Views need none of their own; `QFrame#card`, `.heading` and the like are here.

    Lengths of 9 pixels and more grow with the size of the texts, and those of signs; lines and gaps stay as they
    are, for room is scarce.
    """
    hover = mix(colours.raised, colours.accent, 0.08)
    pressed = mix(colours.raised, colours.accent, 0.18)
    faint = mix(colours.muted, colours.panel, 0.35)
    handle = mix(colours.muted, colours.panel, 0.5)
    values = {
        **{name: getattr(colours, name) for name in ("canvas", "panel", "raised", "border", "text", "muted")},
        **{name: getattr(colours, name) for name in ("accent", "selection", "grid")},
        "hover": hover,
        "pressed": pressed,
        "faint": faint,
        "handle": handle,
        "radius": f"{RADIUS}px",
        "row": f"{ROW_HEIGHT}px",
        "round": f"{6 * percent // 100 + 1}px",  # half of what it rounds; with more Qt draws a square
        **{
            name: resource_path("themes", f"{file}-{'dark' if colours.dark else 'light'}.svg").as_posix()
            for name, file in (
                ("check", "check"),
                ("dot", "dot"),
                ("arrow", "arrow"),
                ("up_arrow", "arrow-up"),
                ("left_arrow", "arrow-left"),
                ("right_arrow", "arrow-right"),
            )
        },
    }
    sheet = _SHEET
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"${name}", values[name])
    return _LENGTH.sub(lambda found: f"{round(int(found[1] or found[2]) * percent / 100)}px", sheet)


@cache
def _chinese_families() -> tuple[str, ...]:
    """Our own font of Chinese characters; () when it is not there."""
    try:
        path = resource_path("fonts", "zh_CN", "DroidSansFallbackPart.ttf")
    except MissingFileError:
        return ()
    number = QFontDatabase.addApplicationFont(str(path))
    return tuple(QFontDatabase.applicationFontFamilies(number)) if number >= 0 else ()


@cache
def _bundled_families() -> tuple[str, ...]:
    """Our own font, for machines without any; () when it is not there either."""
    try:
        folder = resource_path("fonts")
    except MissingFileError:
        return ()
    families: list[str] = []
    for path in sorted(folder.glob("*.[to]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return tuple(sorted(families, key=lambda family: "mono" not in family.lower()))


_LENGTH = re.compile(r"(?<=width: |eight: )([5-8])px\b|(?<!radius: )\b(9|[1-9][0-9]+)px\b")
_SHEET = """
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QMenuBar { background: $panel; color: $text; border-bottom: 1px solid $border; padding: 1px 4px; }
QMenuBar::item { padding: 4px 8px; background: transparent; border-radius: $radius; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 24px; border-radius: $radius; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QToolBar { background: $panel; border: none; border-bottom: 1px solid $border; spacing: 8px; padding: 6px 8px; }
QToolBarExtension { image: url("$right_arrow"); min-width: 14px; }
QToolBar::separator { background: $border; width: 1px; margin: 4px 2px; }
QToolButton, QPushButton, QComboBox {
    background: $raised; color: $text; border: 1px solid $border; border-radius: $radius;
    padding: 3px 8px; min-height: 18px;
}
QToolButton:hover, QPushButton:hover, QComboBox:hover { background: $hover; border-color: $accent; }
QToolButton:pressed, QPushButton:pressed, QToolButton:checked, QPushButton:checked { background: $pressed; }
QToolButton:checked, QPushButton:checked { border-color: $accent; }
QToolButton:disabled, QPushButton:disabled, QComboBox:disabled { color: $faint; background: $panel; }
QToolButton:focus, QPushButton:focus, QComboBox:focus, QLineEdit:focus { border: 1px solid $accent; }
QToolButton[popupMode="2"] { padding-right: 20px; }
QToolButton[popupMode="1"] { padding-right: 20px; }
QToolButton::menu-button { border: none; width: 18px; }
QToolButton::menu-arrow { image: url("$arrow"); width: 10px; height: 6px; }
QToolButton::menu-indicator {
    image: url("$arrow"); width: 10px; height: 6px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 5px;
}
QToolButton[flat="true"], QPushButton[flat="true"] { background: transparent; border: 1px solid transparent; }
QToolButton[flat="true"]:hover, QPushButton[flat="true"]:hover { background: $hover; }
QToolButton[flat="true"]:focus, QPushButton[flat="true"]:focus { border-color: $accent; }
QToolButton:checked:focus, QPushButton:checked:focus { border: 2px solid $text; }
QPushButton[pill="true"], QToolButton[pill="true"] { border-radius: 9px; padding: 1px 7px; min-height: 15px; }
QToolButton[pill="true"][popupMode="2"] { padding-right: 18px; }
QLineEdit, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit, QTextBrowser {
    background: $canvas; color: $text; border: 1px solid $border; border-radius: $radius;
    selection-background-color: $accent; selection-color: $canvas;
}
QLineEdit { padding: 3px 8px; min-height: 18px; }
QLineEdit:disabled { color: $faint; background: $panel; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0px; border: none; }
QSpinBox, QDoubleSpinBox { padding: 2px 0; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit { padding: 0; border: none; background: transparent; }
QCheckBox, QRadioButton { spacing: 6px; border: 1px solid transparent; border-radius: $radius; padding: 1px; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator {
    width: 12px; height: 12px; border: 1px solid $muted; border-radius: 2px; background: $canvas;
}
QRadioButton::indicator { border-radius: $round; }
QCheckBox::indicator:checked, QTableView::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    border-color: $border; background: $panel;
}
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled { background: $faint; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$arrow"); width: 10px; height: 6px; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $border; }
QTabWidget::pane { border: none; border-top: 1px solid $border; background: $canvas; }
QTabBar { background: $panel; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 8px 11px 7px 11px; border: none;
    border-top: 2px solid transparent; border-right: 1px solid transparent; border-left: 1px solid transparent;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected {
    color: $text; background: $canvas; border-top: 2px solid $accent;
    border-right: 1px solid $border; border-left: 1px solid $border;
}
QTabBar::tab:first:selected { border-left: 1px solid transparent; }
QTabBar::tab:focus { color: $accent; border: 2px solid $accent; padding: 8px 10px 5px 10px; }
QTabBar::tab:first:selected:focus { border: 2px solid $accent; }
QTabBar::scroller { width: 36px; }
QTabBar QToolButton { padding: 0; border: 1px solid transparent; border-radius: 0; background: $panel; }
QTabBar QToolButton::left-arrow { image: url("$left_arrow"); width: 6px; height: 10px; }
QTabBar QToolButton::right-arrow { image: url("$right_arrow"); width: 6px; height: 10px; }
QTreeView, QTableView, QListView {
    background: $canvas; color: $text; border: none; outline: 0;
    selection-background-color: $selection; selection-color: $text; alternate-background-color: $panel;
    gridline-color: $grid;
}
QTreeView::item, QListView::item { min-height: $row; border: none; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: $selection; color: $text; }
QTreeView::item:hover:!selected, QListView::item:hover:!selected { background: $hover; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section {
    background: $panel; color: $muted; border: none; border-bottom: 1px solid $border;
    border-right: 1px solid $grid; padding: 4px 8px;
}
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow, QHeaderView::down-arrow {
    subcontrol-origin: margin; subcontrol-position: top center; top: 2px; width: 8px; height: 5px;
}
QHeaderView::up-arrow { image: url("$up_arrow"); }
QHeaderView::down-arrow { image: url("$arrow"); }
QTableCornerButton::section { background: $panel; border: none; }
QDockWidget { color: $muted; titlebar-close-icon: none; }
QDockWidget > QWidget { background: $panel; }
QStatusBar { background: $panel; color: $muted; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; padding: 0 8px; }
QProgressBar {
    background: $border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
    text-align: center; color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $handle; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollArea { border: none; background: transparent; }
QListView#help_pages::item, QListView#settings_pages::item { padding: 0 12px; }
QTableView#settings_records::item { padding: 0 8px; }
QTreeView#directory_tree, QScrollArea#inspector, QWidget#inspector_body { background: $panel; }
QScrollArea#welcome, QWidget#welcome_outer, QWidget#welcome_body { background: $canvas; }
QPushButton[entry="true"] { min-height: 38px; }
QWidget[page="true"] { background: $canvas; }
QFrame#card { background: $raised; border: 1px solid $border; border-radius: $radius; }
QLabel[heading="true"] { color: $muted; font-weight: 600; font-size: 11px; }
QLabel[title="true"] { font-weight: 600; font-size: 20px; }
QLabel[muted="true"] { color: $muted; }
QGroupBox { border: 1px solid $border; border-radius: $radius; margin-top: 16px; padding-top: 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; color: $muted; }
"""
