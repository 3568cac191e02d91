"""The static displays and the widget as a person meets them: a real JupyterLab in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import HOSTILE
from tests.browser.lab import Lab, Sight, command, open_notebook, run_all

pytestmark = pytest.mark.browser

STATIC_CELL = "import explorer\nexplorer.open_model_dir({run!r})"
TABLE_CELL = "explorer.open_checkpoint({run!r} + '/model.ckpt-2')"
WIDGET_CELL = "from explorer.jupyter.widget import ExplorerWidget\nwidget = ExplorerWidget({run!r})\nwidget"
SHOWN = [r"\u202ereversed" if name.startswith("\u202e") else name for name in HOSTILE]


class Page:
    """The widget in a notebook, by what a person sees of it."""

    def __init__(self, sight: Sight) -> None:
        self.sight, self.page = sight, sight.page
        self.widget = self.page.locator(".ckptx-widget")

    def tab(self, title: str) -> Any:
        self.widget.get_by_role("tab", name=title).click()
        return self.widget.get_by_role("tabpanel", name=title)

    def shown_keys(self, table: str = "Variables") -> list[str]:
        cells = self.widget.get_by_role("grid", name=table).locator('.ck-space [data-column="key"]')
        return [cell.get_attribute("title") for cell in cells.all()]

    def wait_for_keys(self, expected: list[str], table: str = "Variables") -> None:
        """Wait until the table shows exactly these keys."""
        self.page.wait_for_function(
            """([table, expected]) => {
                const grid = document.querySelector(`.ckptx-widget [role=grid][aria-label="${table}"]`);
                const shown = [...grid.querySelectorAll('.ck-space [data-column="key"]')].map((cell) => cell.title);
                return JSON.stringify(shown) === JSON.stringify(expected);
            }""",
            arg=[table, expected],
        )

    def is_sound(self) -> None:
        """No script ran that a name brought, no element came from one, and nothing was complained of."""
        assert self.page.evaluate("typeof window.hacked") == "undefined"
        brought = 'img[src="x"], iframe[srcdoc="x"], .jp-OutputArea-output script, .ckptx-widget b > run'
        assert self.page.locator(brought).count() == 0
        assert self.sight.errors == []


@pytest.fixture
def page(lab: Lab, sight: Sight, hostile_run: Path, request: pytest.FixtureRequest) -> Page:
    name = f"{request.node.name[:60]}.ipynb"
    cells = [cell.format(run=str(hostile_run)) for cell in (STATIC_CELL, TABLE_CELL, WIDGET_CELL)]
    lab.write_notebook(name, cells)
    open_notebook(sight, lab, name)
    run_all(sight)
    found = Page(sight)
    found.widget.wait_for()
    return found


def test_the_static_tables_and_the_widget_show_and_names_are_text(page: Page):
    outputs = page.page.locator(".jp-OutputArea-output.jp-RenderedHTMLCommon")
    outputs.nth(1).wait_for()
    static = outputs.nth(1).text_content() or ""

    assert "model.ckpt-2" in (outputs.nth(0).text_content() or "")
    assert [name for name in SHOWN if name not in static] == []
    assert [key for key in (f"{name}/kernel" for name in SHOWN) if key not in page.shown_keys()] == []
    page.is_sound()


def test_a_click_on_a_header_sorts_and_typing_narrows(page: Page):
    grid = page.widget.get_by_role("grid", name="Variables")
    filter_box = page.widget.get_by_role("searchbox", name="Filter variables")

    filter_box.press_sequentially("layer")
    by_name = [f"layer_{n}/kernel" for n in (1, 2, 10)]
    page.wait_for_keys(by_name)
    grid.locator('.ck-head [data-column="size_bytes"]').click()
    grid.locator('.ck-head [data-column="size_bytes"]').click()
    page.wait_for_keys(list(reversed(by_name)))
    filter_box.fill("<img src=x")
    page.wait_for_keys([f"{HOSTILE[0]}/kernel"])

    header = grid.locator('.ck-head [role="columnheader"]', has_text="Bytes")
    assert header.get_attribute("aria-sort") == "descending"
    page.is_sound()


def test_one_choice_goes_through_all_views(page: Page):
    page.widget.get_by_role("grid", name="Variables").get_by_title(
        "layer_10/kernel", exact=True
    ).first.click()
    page.widget.get_by_role("region", name="Chosen variable").get_by_text("[10, 3]").wait_for()

    page.tab("Graph").locator(".ck-node.ck-chosen", has_text="kernel").wait_for()
    page.tab("Histograms").locator(".ck-ridge").nth(1).wait_for()
    page.tab("Compare").locator('.ck-chosen [title="layer_10/kernel"]').wait_for()
    restore = page.tab("Restore")
    restore.get_by_role("combobox").select_option(label="step 1")
    restore.locator('.ck-chosen [title="layer_10/kernel"]').wait_for()

    assert restore.locator(".ck-card-box").count() >= 1
    page.is_sound()


def test_keys_in_the_table_choose_rows_and_leave_the_notebook_alone(page: Page):
    cells = "window.jupyterapp.shell.currentWidget.content.widgets.length"
    active = "window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    page.widget.get_by_role("searchbox", name="Filter variables").press_sequentially("layer")
    page.wait_for_keys([f"layer_{n}/kernel" for n in (1, 2, 10)])
    before = [page.page.evaluate(count) for count in (cells, active)]

    grid = page.widget.get_by_role("grid", name="Variables")
    grid.focus()
    for key in ("ArrowDown", "ArrowDown", "b", "End"):
        grid.press(key)
    page.widget.get_by_role("region", name="Chosen variable").get_by_text("[10, 3]").wait_for()

    assert [page.page.evaluate(count) for count in (cells, active)] == before
    page.is_sound()


def test_the_handles_of_the_timeline_move_by_keys(page: Page):
    newer = page.widget.get_by_role("slider", name="Newer step")
    newer.focus()
    newer.press("ArrowLeft")
    page.widget.get_by_role("option", name="step 1").and_(
        page.page.locator('[aria-selected="true"]')
    ).wait_for()

    assert newer.get_attribute("aria-valuetext") == "step 1"
    page.is_sound()


def test_after_a_restart_of_the_kernel_what_was_shown_still_shows(page: Page):
    before = page.shown_keys()
    page.page.evaluate(
        "window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()"
    )
    page.page.wait_for_function(
        "window.jupyterapp.shell.currentWidget.context.sessionContext.session?.kernel?.status === 'idle'"
    )
    page.widget.get_by_text("The kernel was stopped or restarted").wait_for()

    assert page.shown_keys() == before
    assert page.widget.is_visible()
    page.is_sound()


def test_a_saved_notebook_shows_the_still_table_without_a_kernel(page: Page, lab: Lab):
    still = page.page.locator(".ckptx-still")
    assert not still.is_visible()  # beside the living widget it would say the same twice
    command(page.sight, "docmanager:save")
    page.page.evaluate("window.jupyterapp.shell.currentWidget.context.sessionContext.shutdown()")

    page.page.reload()
    still.wait_for(state="visible")

    assert "model.ckpt-2" in (still.text_content() or "")
    assert not page.page.get_by_text("Error displaying widget").is_visible()
    assert page.page.evaluate("typeof window.hacked") == "undefined"
