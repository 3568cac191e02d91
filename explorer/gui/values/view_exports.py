"""What the values view copies and writes: cells as TSV, the tensor as .npy, the slice as CSV, the picture."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from explorer.gui.histogram.export import write_png, write_svg
from explorer.gui.values import export
from explorer.gui.values.element_text import exact_text
from explorer.gui.values.pages import VECTOR
from explorer.gui.values.values_bar import GRID, PICTURE
from explorer.gui.view import ViewExport
from explorer.report.numbers import display_name

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.gui.values.values_view import ValuesView
    from explorer.task import Task


def copied_text(view: ValuesView) -> str:
    """The selected cells as TSV with a line of column indices; strings one a line; "" for nothing."""
    page, pages, loaded = view.pages.currentWidget(), view.pages, view.loaded
    if page is pages.texts:
        chosen = sorted(index.row() for index in pages.texts.selectedIndexes())
        return "\n".join(
            display_name(pages.text_model.element(row).decode("utf-8", "surrogateescape"), 1 << 20)
            for row in chosen
        )
    if loaded is None:
        return ""
    if page is pages.scalar:
        return exact_text(loaded.array.reshape(-1)[0])
    grid: Any = pages.made_page(GRID)
    chosen_cells = grid.chosen_cells() if page is grid and grid is not None else None
    if chosen_cells is None:
        return ""
    most = grid.most_copied()
    if chosen_cells.count > most:
        view.status_changed.emit(f"More than {most:,} cells: export the slice as CSV instead.")
        return ""
    return grid.text_of(chosen_cells)


def exports_of(view: ValuesView) -> tuple[ViewExport, ...]:
    """What can be written of what is shown."""
    loaded, pages, subject, newer = view.loaded, view.pages, view.subject, view.session.newer
    if loaded is None or newer is None:
        return ()
    page: Any = pages.currentWidget()
    if loaded.is_text:
        return (ViewExport("Strings as CSV", ".csv", partial(_texts, loaded.array)),)
    if loaded.array is not None:
        found = [ViewExport("Tensor as .npy", ".npy", partial(_npy, loaded.array))]
    else:
        found = [
            ViewExport(
                "Tensor as .npy", ".npy", lambda path, task: export.stream_npy(path, newer, loaded.key, task)
            )
        ]
    if subject is None:
        return tuple(found)
    label = "Difference of the slice as CSV" if subject.is_difference else "Slice as CSV"
    found.append(
        ViewExport(
            label, ".csv", lambda path, task: export.write_slice(path, subject.values, subject.choice, task)
        )
    )
    if page is pages.front and page is not pages.made_page(GRID):
        found.append(ViewExport("Picture as PNG", ".png", lambda path, task: write_png(path, page), True))
    plot = {pages.made_page(PICTURE): "heat_map", pages.made_page(VECTOR): "plot"}.get(page)
    if plot is not None and page is not None:
        picture = getattr(page, plot)
        found.append(
            ViewExport(
                "Picture as SVG", ".svg", lambda path, task: write_svg(path, picture, loaded.key), True
            )
        )
    return tuple(found)


def _npy(array: Any, path: Path, task: Task) -> None:
    export.write_npy(path, array, task)


def _texts(array: Any, path: Path, task: Task) -> None:
    export.write_texts(path, array, task)
