"""The interactive widget of a notebook: directory, timeline, table, graph, histograms, comparison and restore.

Needs anywidget, which `pip install "checkpoint-explorer[jupyter]"` brings. Nothing is downloaded: its
JavaScript lies beside this module.
"""

from __future__ import annotations

from html import escape
from typing import Any
from uuid import uuid4

from explorer.checkpoints.spec import Target
from explorer.errors import UnsupportedFileError
from explorer.jupyter.widget_answers import VIEWS, Answers
from explorer.jupyter.widget_files import javascript, stylesheet
from explorer.jupyter.widget_jobs import Jobs
from explorer.jupyter.widget_messages import checked
from explorer.storage.files import PathLike

try:
    import anywidget
    import traitlets
except ImportError as error:
    raise UnsupportedFileError(
        "the interactive widget needs the library anywidget, which is not installed: "
        'pip install "checkpoint-explorer[jupyter]"',
        hint="Without it, a directory or a checkpoint at the end of a cell shows itself as a table.",
    ) from error

__all__ = ["ExplorerWidget"]

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"


class ExplorerWidget(anywidget.AnyWidget):
    """A directory of checkpoints (or one of them) to look around in, inside a notebook.

    Args:
        path: a directory, a checkpoint prefix, or any file of a checkpoint.
        step: which checkpoint to begin with; None: the one the path names, else the latest.
        view: "variables", "graph", "histograms", "compare" or "restore".
        target: what the restore view checks against: whatever `explorer.check_restore` takes.

    Raises:
        MissingFileError, FileAccessError, CorruptFileError: there is nothing to look at.
        UnsupportedFileError: it is no checkpoint; ValueError: there is no such view.
    """

    _esm = javascript()
    _css = stylesheet()
    start = traitlets.Dict(help="What the page shows before it asks anything").tag(sync=True)

    def __init__(
        self,
        path: PathLike,
        step: int | None = None,
        view: str | None = None,
        target: Target | None = None,
    ) -> None:
        if view is not None and view not in VIEWS:
            raise ValueError(f"there is no view {view!r}; views: {', '.join(VIEWS)}")
        self.answers = Answers(path, step, target)
        self._mark = uuid4().hex
        start = checked(self.answers.start(view) | {"still": self._mark})
        super().__init__(start=start)
        self._jobs = Jobs(self.answers.answer, self.send)
        self.on_msg(self._take)

    def _take(self, _widget: object, content: object, _buffers: object) -> None:
        self._jobs.take(content)

    def close(self) -> None:
        """Remove the widget from the page and end what it was reading."""
        if hasattr(self, "_jobs"):  # a constructor that raised leaves none
            self._jobs.close()
        super().close()

    def __repr__(self) -> str:
        return f"<ExplorerWidget {str(self.answers.place.directory)!r}>"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and beside it what shows where no kernel runs: the same directory as a still table."""
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        still = self._still(options)
        return {**still, **(data or {}), "text/plain": still["text/plain"]}, metadata

    def _ipython_display_(self, **options: Any) -> None:
        """Two outputs: the widget, and a still table that stays hidden while the widget lives.

        JupyterLab shows a widget whose kernel is gone as an error, whatever else the same output
        holds; so what is to be seen then needs an output of its own.
        """
        from IPython.display import display

        data, metadata = self._repr_mimebundle_(**options)
        still = data.pop("text/html")
        display(  # type: ignore[no-untyped-call]
            {"text/plain": data["text/plain"], WIDGET_MIME: data[WIDGET_MIME]}, raw=True, metadata=metadata
        )
        display(  # type: ignore[no-untyped-call]
            {"text/plain": "", "text/html": _fallback(self._mark, still)}, raw=True
        )

    def _still(self, options: dict[str, Any]) -> dict[str, str]:
        """text/plain and text/html of the directory, or of the checkpoint that the path named."""
        shown = self.answers.still._repr_mimebundle_(**options)
        plain = shown.get("text/plain") or f"Checkpoint Explorer: {self.answers.place.directory}"
        return {"text/plain": plain, "text/html": shown.get("text/html") or f"<pre>{escape(plain)}</pre>"}


def _fallback(mark: str, still: str) -> str:
    """The still display, with a mark that the living widget finds it by; without it, no error is shown above it."""
    return (
        "<style>.jp-OutputArea-child:has(+ .jp-OutputArea-child .ckptx-still) > "
        ".jupyter-widgets.jp-OutputArea-output:not(:has(*)) { display: none; }</style>"
        f'<div class="ckptx-still" data-ckptx-still="{mark}">{still}</div>'
    )
