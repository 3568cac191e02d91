"""What the window knows of how a run moved: computed once for the dialog, the time axis and whoever asks next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.gui.moves.overview import Overview, look_at_run
from explorer.gui.statuses import can_be_chosen
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.analysis.updates import RunMoves
    from explorer.checkpoints.model_dir import ModelDir
    from explorer.gui.jobs import JobSlot
    from explorer.gui.session import Session


class MovesKnowledge(QObject):
    """The overview of one family of the session's run. One for a session: see `knowledge_of`."""

    changed = Signal()  # more is known, or nothing any more
    failed = Signal(object)  # error

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.slot: JobSlot = session.new_slot(self, "Looking at what moved")
        self.overview: Overview | None = None
        self._asked: tuple[object, ...] = ()
        session.run_changed.connect(self._follow)

    @property
    def is_busy(self) -> bool:
        """Whether the run is being looked at."""
        return self.slot.is_busy

    @property
    def is_stale(self) -> bool:
        """Whether steps came or went since the run was looked at."""
        run = self._session.run
        return run is None or self._asked != _content(run, self._asked[1] if self._asked else "")

    def ask(self, family: str) -> None:
        """Look at a family of the run, unless it is known or being looked at."""
        run = self._session.run
        if run is None:
            return
        wanted = _content(run, family)
        is_known = self.overview is not None and self.overview.is_whole
        if wanted == self._asked and (is_known or self.slot.is_busy):
            return
        if not self._asked or wanted[:2] != self._asked[:2]:
            self.overview = None
        self._asked = wanted
        cache, record = self._session.cache, self._session.changes.record
        self.slot.start(
            look_at_run,
            run,
            family,
            cache.open,
            record,
            then=self._take,
            otherwise=self._fail,
            partly=self._take,
        )
        self.changed.emit()

    def moves_of(self, family: str) -> RunMoves | None:
        """The measured changes of a family, if all of them are known for the run as it is now."""
        overview = self.overview
        if overview is None or not overview.is_whole or overview.family != family or self.is_stale:
            return None
        return overview.moves

    def stop(self) -> None:
        """Stop looking; what is known stays."""
        self.slot.cancel()
        self._asked = ()
        self.changed.emit()

    def families(self) -> tuple[str, ...]:
        """The families of which anything can be read, the current one's first."""
        run, entry = self._session.run, self._session.newer_entry
        if run is None:
            return ()
        there = dict.fromkeys(each.family for each in reversed(run.checkpoints) if can_be_chosen(each))
        first = [entry.family] if entry is not None and entry.family in there else []
        return tuple(dict.fromkeys((*first, *there)))

    def sentence(self) -> str:
        """What is being done, for a screen reader and the bar."""
        progress = self.slot.progress
        return display_name(progress.doing, 200) if progress is not None else ""

    def _follow(self, run: ModelDir | None) -> None:
        if self._asked and (run is None or str(run.directory) != self._asked[0]):
            self.slot.cancel()
            self.overview, self._asked = None, ()
            self.changed.emit()

    def _take(self, overview: Overview) -> None:
        self.overview = overview
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self._asked = ()
        self.failed.emit(error)


def knowledge_of(session: Session) -> MovesKnowledge:
    """The one knowledge of a session, made when first asked for; on the GUI thread."""
    found = session.findChild(MovesKnowledge)
    return found if found is not None else MovesKnowledge(session)


def _content(run: ModelDir, family: object) -> tuple[object, ...]:
    """The directory, the family, and what its answer depends on."""
    entries = tuple(
        (entry.path, entry.step, entry.status, entry.stamp)
        for entry in run.checkpoints
        if entry.family == family
    )
    return str(run.directory), family, entries
