"""The target is remembered with the run: chosen again when the directory is opened again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.errors import ExplorerError
from explorer.gui.restore_choice import AS_TOLD, RestoreChoice
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.gui.session import Session
    from explorer.gui.settings import Settings


class TargetMemory(QObject):
    """Watches the session and keeps path, way of loading and conditions by directory."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._target = ""  # what is chosen now
        self._is_waiting = False  # for the first checkpoint of a directory just opened
        session.run_opened.connect(self._note_opened)
        session.newer_changed.connect(self._take_up)
        session.target_chosen.connect(self._note_target)
        session.choice_changed.connect(self._note_choice)

    @property
    def path(self) -> str:
        """Of the target chosen now; "" for none."""
        return self._target

    def take_over(self, before: TargetMemory) -> None:
        """Go on where another stopped."""
        self._target, self._is_waiting = before._target, before._is_waiting

    def _directory(self) -> str:
        return str(self._session.run.directory) if self._session.run is not None else ""

    def _note_opened(self, _run: object) -> None:
        self._target, self._is_waiting = "", True

    def _take_up(self, checkpoint: object) -> None:
        """Once a checkpoint is there: an error told before would be taken back by its coming."""
        if not self._is_waiting or checkpoint is None:
            return
        self._is_waiting = False
        path, choices = self._settings.target_of(self._directory())
        choice = choice_of(choices)
        if self._target or self._session.target is not None:  # chosen meanwhile, by hand
            return
        if choice != AS_TOLD:
            self._session.choose_way(choice)
        if path:
            self._target = path
            self._session.choose_target_path(Path(path), failing=self._explain)

    def _explain(self, error: Exception) -> Exception:
        """The error as it is told: that the target is the remembered one, which nobody chose just now."""
        path = self._target
        self._target = ""
        if not isinstance(error, ExplorerError):
            return error
        what = "is gone" if isinstance(error, FileNotFoundError) else "could not be read"
        sentence = f"the target remembered for this directory {what}: {display_name(path, 400)}"
        if not isinstance(error, FileNotFoundError):
            sentence += f" ({error.problem})"
        return ExplorerError(
            sentence, hint="Choose another target, or open the directory again when it is back."
        )

    def _note_target(self, path: Path | None) -> None:
        self._target = str(path) if path is not None else ""
        self._is_waiting = False
        self._remember()

    def _note_choice(self, _choice: object) -> None:
        if not self._is_waiting:
            self._remember()

    def _remember(self) -> None:
        directory, choice = self._directory(), self._session.choice
        if directory:
            choices = (choice.api, choice.tensorflow, choice.variables, choice.kind) if self._target else ()
            self._settings.remember_target(directory, self._target, choices)


def choice_of(texts: tuple[str, ...]) -> RestoreChoice:
    """What the settings hold, as far as it is a choice there is: the file may be any."""
    from explorer.analysis.restoring.apis import API
    from explorer.checkpoints.conditions import GENERATIONS, VARIABLE_KINDS

    api, tensorflow, variables, kind = (*texts, "", "", "", "")[:4]
    return RestoreChoice(
        api if api in API else "",
        tensorflow if tensorflow in GENERATIONS else "",
        variables if variables in VARIABLE_KINDS else "",
        kind if kind in VARIABLE_KINDS and api in API else "",
    )
