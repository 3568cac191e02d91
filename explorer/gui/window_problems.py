"""Everything the banner has to say: an error met now, what the graph files contradict, what ails the directory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.gui.banner import Banner, BannerItem
from explorer.gui.directory_problem import damage_problem, directory_problems
from explorer.gui.problems import Problem
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from explorer.analysis.self_check import Finding
    from explorer.checkpoints.model_dir import ModelDir


class WindowProblems(QObject):
    """Puts them in order: the newest error, then findings, then the directory; what was dismissed stays away."""

    def __init__(
        self,
        banner: Banner,
        show_finding: Callable[[Finding], object],
        verify: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._banner, self._show_finding, self._verify = banner, show_finding, verify
        self._error: BannerItem | None = None
        self._findings: tuple[Finding, ...] = ()
        self._run: ModelDir | None = None
        self._directory: Path | None = None
        self._dismissed: set[str] = set()
        banner.dismissed.connect(self._forget)

    def show_error(self, problem: Problem, action: str = "", act: Callable[[], object] | None = None) -> None:
        """An error met just now comes before everything else."""
        self._error = BannerItem(problem, action, act)
        self._banner.show_items(())  # so that the error, not what was on show, comes first
        self._show()

    def clear_error(self) -> None:
        """The error is mended: what was asked for succeeded."""
        if self._error is not None:
            self._error = None
            self._show()

    def show_run(self, run: ModelDir | None) -> None:
        """The directory as it is known now; another one starts with nothing dismissed."""
        directory = run.directory if run is not None else None
        if directory != self._directory:
            self._directory = directory
            self._dismissed.clear()
            self._findings = ()
        self._run = run
        self._show()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """What the directory's own graph files contradict."""
        self._findings = tuple(findings)
        self._show()

    def start_over(self) -> None:
        """Another path was asked for, or the same one anew: nothing said so far holds."""
        self._error, self._findings, self._run, self._directory = None, (), None, None
        self._dismissed.clear()
        self._show()

    def take_over(self, before: WindowProblems) -> None:
        """Go on where another stopped: what it showed and what was dismissed."""
        self._error, self._findings, self._dismissed = before._error, before._findings, before._dismissed
        self._run, self._directory = before._run, before._directory
        self._show()

    def _forget(self, problem: Problem) -> None:
        if self._error is not None and problem == self._error.problem:
            self._error = None
        else:
            self._dismissed.add(problem.sentence)

    def _show(self) -> None:
        items = [self._error] if self._error is not None else []
        items += [self._finding_item(finding) for finding in self._findings]
        if self._run is not None:
            damage = damage_problem(
                self._run, self._error.problem.sentence if self._error is not None else ""
            )
            items += [BannerItem(damage, "Verify…", self._verify)] if damage is not None else []
            items += [BannerItem(problem) for problem in directory_problems(self._run)]
        self._banner.show_items(
            [item for item in items if item is self._error or item.problem.sentence not in self._dismissed]
        )

    def _finding_item(self, finding: Finding) -> BannerItem:
        count = len(finding.keys)
        problem = Problem(display_name(finding.sentence, 1024), display_name(finding.explanation, 1024))
        action = f"Show the {count} variables" if count > 1 else "Show the variable"
        return BannerItem(problem, action, lambda: self._show_finding(finding))
