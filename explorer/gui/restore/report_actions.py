"""What can be done with a whole report: copy it, export it, and ask more about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from explorer.gui.item_models.table_menu import AT_ONCE
from explorer.gui.language import tr
from explorer.gui.restore.report_files import write_csv, write_json
from explorer.gui.restore.tools import tools_of
from explorer.gui.view import ViewExport
from explorer.report.restore_markdown import restore_markdown

if TYPE_CHECKING:
    from explorer.analysis.restore import RestoreReport
    from explorer.analysis.restoring.outcome import Outcome
    from explorer.gui.session import Session


def report_exports(report: RestoreReport | None, outcome: Outcome | None) -> tuple[ViewExport, ...]:
    """The files a report can be written to; the effects are those of `outcome`."""
    if report is None:
        return ()
    return (
        ViewExport("Verdicts as CSV", ".csv", lambda path, task: write_csv(path, report, task, outcome)),
        ViewExport("Verdicts as JSON", ".json", lambda path, task: write_json(path, report, task)),
    )


def copy_report(report: RestoreReport | None, window: QWidget) -> None:
    """Put a report on the clipboard as Markdown; one of many rows is written by a worker."""
    if report is None:
        return
    if len(report.rows) > AT_ONCE and hasattr(window, "copy_in_job"):
        window.copy_in_job(len(report.rows), lambda task: restore_markdown(report))
    else:
        QGuiApplication.clipboard().setText(restore_markdown(report))


def fill_more(menu: QMenu, session: Session, widget: QWidget) -> None:
    """What one asks beside the verdicts."""
    menu.clear()
    tools = tools_of(session, widget)
    menu.addAction(tr("Explain an error…"), tools.explain_error)
    menu.addAction(tr("Propose renames…"), tools.propose_renames)
    menu.addAction(tr("Will training resume?…"), tools.audit_resume)
    menu.addSeparator()
    menu.addAction(tr("No target"), lambda: session.choose_target(None))
