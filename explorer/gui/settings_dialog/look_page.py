"""Settings of the look: the theme, the size of texts, the language, and the colours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from explorer.gui.actions import Actions
from explorer.gui.dialog_parts import push_button
from explorer.gui.language import LANGUAGES, tr, without_mnemonic
from explorer.gui.settings_dialog.parts import Page, bound_box
from explorer.gui.theme import TEXT_PERCENTS

THEMES = (
    ("theme_system", "As the system has it"),
    ("theme_light", "Light"),
    ("theme_dark", "Dark"),
)


class LookPage(Page):
    """Shows and triggers the window's own actions."""

    title = "Look"

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__("look", parent)
        self.add_heading("Theme")
        group = QButtonGroup(self)
        self.themes: list[QRadioButton] = []
        for action_id, text in THEMES:
            action = actions[action_id]
            button = QRadioButton(tr(text), self)
            button.setObjectName(f"settings_{action_id}")
            button.setAccessibleName(tr(f"Theme: {text}"))
            button.setToolTip(action.toolTip())
            button.setChecked(action.isChecked())
            button.clicked.connect(action.trigger)
            action.toggled.connect(button.setChecked)
            group.addButton(button)
            self.themes.append(button)
            self.column.addWidget(button)
        self.add_heading("Text size")
        sizes = QButtonGroup(self)
        self.sizes: list[QRadioButton] = []
        for percent in (0, *TEXT_PERCENTS):
            action = actions[f"text_size_{percent}"]
            button = QRadioButton(without_mnemonic(action.text()), self)
            button.setObjectName(f"settings_text_size_{percent}")
            button.setAccessibleName(tr(f"Text size: {button.text()}"))
            button.setToolTip(action.toolTip())
            button.setChecked(action.isChecked())
            button.clicked.connect(action.trigger)
            action.toggled.connect(button.setChecked)
            sizes.addButton(button)
            self.sizes.append(button)
            self.column.addWidget(button)
        self.add_heading("Language")
        spoken = QButtonGroup(self)
        self.languages: list[QRadioButton] = []
        for code, text in LANGUAGES:
            action = actions[f"language_{code}"]
            button = QRadioButton(tr(text), self)
            button.setObjectName(f"settings_language_{code}")
            button.setAccessibleName(tr(f"Language: {text}"))
            button.setToolTip(action.toolTip())
            button.setChecked(action.isChecked())
            button.clicked.connect(action.trigger)
            action.toggled.connect(button.setChecked)
            spoken.addButton(button)
            self.languages.append(button)
            self.column.addWidget(button)
        self.add_heading("Colours")
        self.colour_blind = bound_box(actions["colour_blind"], "settings_colour_blind", self)
        self.column.addWidget(self.colour_blind)
        self.add_sentence(
            "Roles, verdicts and differences have a shape or a letter too, in every set of colours.",
            "settings_look_note",
        )
        self.add_heading("Hints")
        self.hints = bound_box(actions["show_hints"], "settings_hints", self)
        self.column.addWidget(self.hints)
        again = actions["show_hints_again"]
        self.hints_again = push_button("Show all again", "settings_hints_again", self, again.toolTip())
        self.hints_again.setAccessibleName(without_mnemonic(again.text()))
        self.hints_again.clicked.connect(again.trigger)
        self.column.addWidget(self.hints_again, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
