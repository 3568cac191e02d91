"""The bar above the verdicts: checkpoint, target, way of loading, and the conditions it is judged under."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.checkpoints.conditions import GENERATIONS, VARIABLE_KINDS
from explorer.gui.flow_layout import FlowLayout
from explorer.gui.language import tr, tr_label
from explorer.gui.menu_button import menu_button
from explorer.gui.plain_text import plain_label, tool_tip
from explorer.gui.restore_choice import RestoreChoice
from explorer.gui.sentence_parts import tr_parts
from explorer.gui.statuses import can_be_chosen
from explorer.report.numbers import display_name, format_label
from explorer.report.restore_text import STATE_MARK, api_title, short_title, situation, state

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.gui.session import Session

MOST_STEPS = 40
TOLD = "as the files tell"


class ConditionsBar(QWidget):
    """Buttons with menus in a row that wraps; everything chosen goes into the session."""

    def __init__(self, session: Session, fill_target: Callable[[QMenu], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("restore_bar")
        layout = FlowLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(6)
        self.checkpoint_button = self._button(
            "restore_checkpoint", "The checkpoint that is restored", self._fill_checkpoint
        )
        into = plain_label(tr("into"), self, name="restore_into", muted=True)
        self.target_button = self._button(
            "restore_target", "Choose the model this checkpoint is to be restored into", fill_target
        )
        self.api_button = self._button(
            "restore_api", "The way of loading whose effect the table shows", self._fill_api
        )
        self.tensorflow_button = self._button(
            "restore_tensorflow", "The TensorFlow that will restore", self._fill_tensorflow
        )
        self.variables_button = self._button(
            "restore_variables", "The kind of variables a graph has: resource or ref", self._fill_variables
        )
        for widget in (
            self.checkpoint_button,
            into,
            self.target_button,
            self.api_button,
            self.tensorflow_button,
            self.variables_button,
        ):
            layout.addWidget(widget)
        self.refresh()

    def refresh(self) -> None:
        """Say what is chosen, told or assumed now."""
        session = self._session
        report, choice = session.report, session.choice
        newer, target = session.newer, session.target
        checkpoint = newer.name if newer is not None else tr("none")
        self._say(self.checkpoint_button, "Checkpoint", checkpoint, short="")
        self._say(self.target_button, "Target", target.source if target is not None else tr("none"), short="")
        api = short_title(choice.api) if choice.api else tr("all")
        if report is not None and choice.api and all(one.api != choice.api for one in report.outcomes):
            api = tr(f"{api} (not judged)")
        self._say(self.api_button, "API", api)
        generation, how = generation_now(report, choice)
        self._say(self.tensorflow_button, "TensorFlow", f"{generation} ({tr(how)})", short="TF")
        kind, how = kind_now(report, choice)
        self._say(self.variables_button, "Variables", f"{kind} ({tr(how)})" if how else kind)
        assumed = "\n".join(map(tr, report.assumed)) if report is not None else ""
        if assumed:
            self.tensorflow_button.setToolTip(tool_tip(assumed))
        for button in (self.api_button, self.tensorflow_button):
            button.setVisible(target is not None)
        # Both kinds are judged where nobody says which: the menu of TensorFlow offers them then.
        self.variables_button.setVisible(target is not None and bool(how))
        self.checkpoint_button.setEnabled(session.run is not None)

    def _button(self, name: str, tip: str, fill: Callable[[QMenu], None]) -> QToolButton:
        button = menu_button(name, self, tip=tip)
        button.setProperty("said", tip)
        menu = button.menu()
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: fill(menu))
        return button

    def _say(self, button: QToolButton, what: str, value: str, short: str | None = None) -> None:
        """`short` stands on the button in place of `what`: the row is to fit a small window."""
        what = tr(what)
        label = what if short is None else short
        button.setText(f"{label} {display_name(value, 44)}".strip().replace("&", "&&"))
        button.setAccessibleName(f"{what}: {display_name(value, 400)}")
        tip = tr(button.property("said"))
        button.setToolTip(tool_tip(f"{tip}\n{display_name(value, 400)}"))
        button.updateGeometry()

    def _fill_checkpoint(self, menu: QMenu) -> None:
        menu.clear()
        session = self._session
        run, newer = session.run, session.newer_entry
        entries = [entry for entry in run.checkpoints if can_be_chosen(entry)] if run is not None else []
        for entry in reversed(entries[-MOST_STEPS:]):
            label = (
                entry.label
                if entry.label == entry.name
                else f"{tr_label(format_label(entry.label))}  ({entry.name})"
            )
            action = menu.addAction(display_name(label, 80).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(newer is not None and entry.path == newer.path)
            action.triggered.connect(lambda _=False, chosen=entry: session.choose_newer(chosen))

    def _fill_api(self, menu: QMenu) -> None:
        menu.clear()
        session, report = self._session, self._session.report
        choice = session.choice
        self._add(menu, "All ways of loading", replace(choice, api="", kind=""), not choice.api)
        if report is None:
            return
        menu.addSeparator()
        for outcome in report.outcomes:
            kind = outcome.conditions.variables
            mark = STATE_MARK[state(outcome)]
            text = f"{mark}  {api_title(outcome.api)}    {tr_parts(situation(outcome), ', ')}".rstrip()
            is_on = choice.api == outcome.api and choice.kind in ("", kind)
            self._add(menu, text, replace(choice, api=outcome.api, kind=kind), is_on)
        if report.unsuitable:
            menu.addSeparator()
        for api, sentence in report.unsuitable:
            action = menu.addAction(display_name(tr(f"{api_title(api)}: not judged"), 80).replace("&", "&&"))
            action.setToolTip(tool_tip(tr(sentence)))
            action.setEnabled(False)

    def _fill_tensorflow(self, menu: QMenu) -> None:
        menu.clear()
        choice = self._session.choice
        generation, how = generation_now(self._session.report, replace(choice, tensorflow=""))
        told = f"as told: {generation}" if how == TOLD else "they do not: the default is assumed"
        if choice.tensorflow and how != TOLD:
            told = "the default where they do not"
        self._add(
            menu, f"As the files tell ({tr(told)})", replace(choice, tensorflow=""), not choice.tensorflow
        )
        for generation in GENERATIONS:
            is_on = choice.tensorflow == generation
            self._add(menu, f"TensorFlow {generation}", replace(choice, tensorflow=generation), is_on)
        if self.variables_button.isHidden():
            menu.addSeparator()
            self._add_kinds(menu)

    def _fill_variables(self, menu: QMenu) -> None:
        menu.clear()
        self._add_kinds(menu)

    def _add_kinds(self, menu: QMenu) -> None:
        choice = self._session.choice
        text = "Variables as the files tell (where they do not: both kinds)"
        self._add(menu, text, replace(choice, variables="", kind=""), not choice.variables)
        for kind in VARIABLE_KINDS:
            is_on = choice.variables == kind
            self._add(menu, f"{kind} variables", replace(choice, variables=kind, kind=""), is_on)

    def _add(self, menu: QMenu, text: str, choice: RestoreChoice, is_on: bool) -> None:
        action = menu.addAction(display_name(tr(text), 120).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(is_on)
        action.triggered.connect(lambda _=False: self._session.choose_way(choice))


def generation_now(report: RestoreReport | None, choice: RestoreChoice) -> tuple[str, str]:
    """(the TensorFlow it is judged for, how that is known)."""
    if choice.tensorflow:
        return choice.tensorflow, "chosen"
    if report is None:
        return "", TOLD
    told = report.spec.conditions.tensorflow if report.spec is not None else ""
    used = report.conditions.tensorflow
    return (told, TOLD) if told else (used, "assumed")


def kind_now(report: RestoreReport | None, choice: RestoreChoice) -> tuple[str, str]:
    """(the kind of variables it is judged for, how that is known)."""
    if choice.variables:
        return choice.variables, "chosen"
    told = report.conditions.variables if report is not None else ""
    return (told, TOLD) if told else ("both", "")
