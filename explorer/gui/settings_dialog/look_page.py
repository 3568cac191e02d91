"""Settings of the look: the theme, the size of texts, the language, and the colours."""

from __future__ import annotations

from collections.abc import Iterable

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
        self.themes = self._add_choices(
            actions, ((action_id, tr(text), tr(f"Theme: {text}")) for action_id, text in THEMES)
        )
        self.add_heading("Text size")
        names = [f"text_size_{percent}" for percent in (0, *TEXT_PERCENTS)]
        texts = [without_mnemonic(actions[name].text()) for name in names]
        self.sizes = self._add_choices(
            actions,
            ((name, text, tr(f"Text size: {text}")) for name, text in zip(names, texts, strict=True)),
        )
        self.add_heading("Language")
        self.languages = self._add_choices(
            actions, ((f"language_{code}", tr(text), tr(f"Language: {text}")) for code, text in LANGUAGES)
        )
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

    def _add_choices(
        self, actions: Actions, choices: Iterable[tuple[str, str, str]]
    ) -> tuple[QRadioButton, ...]:
        """A button for each (id of an action, text, accessible name) of actions that exclude each other."""
        group, buttons = QButtonGroup(self), []
        for action_id, text, spoken in choices:
            action, button = actions[action_id], QRadioButton(text, self)
            button.setObjectName(f"settings_{action_id}")
            button.setAccessibleName(spoken)
            button.setToolTip(action.toolTip())
            button.setChecked(action.isChecked())
            button.clicked.connect(action.trigger)
            action.toggled.connect(button.setChecked)
            group.addButton(button)
            self.column.addWidget(button)
            buttons.append(button)
        return tuple(buttons)
