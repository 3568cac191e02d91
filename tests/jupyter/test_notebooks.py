"""The example notebooks run top to bottom as they are, and say so without a word on standard error."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

import nbformat
import pytest

from explorer.resources import resource_path
from tests.jupyter.test_displays import assert_inert

NOTEBOOKS = sorted(resource_path("notebooks").glob("*.ipynb"))
RUN_CELLS = Path(__file__).with_name("run_cells.py")
HELP = resource_path("help", "notebook.md")
NAMES = ["compare-steps", "debug-a-restore", "export-tables", "open-a-directory"]


def help_cells() -> list[nbformat.NotebookNode]:
    """The example of the help page, without the cell that opens a window."""
    blocks = re.findall(r"^```python\n(.*?)^```", HELP.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [nbformat.v4.new_code_cell(block) for block in blocks if "explorer.show" not in block]


@pytest.fixture(scope="module")
def ran() -> dict[str, list[nbformat.NotebookNode]]:
    """The code cells of each notebook and of the help page after their run, each from a clean slate.

    One after the other in one kernel: starting one takes longer than all that it is asked.
    """
    cells = {name: list(stored(name).cells) for name in NAMES} | {"help": help_cells()}
    whole = nbformat.v4.new_notebook()
    for some in cells.values():
        whole.cells += [nbformat.v4.new_code_cell("%reset -f"), *some]
    done = subprocess.run(
        [sys.executable, str(RUN_CELLS)],
        input=nbformat.writes(whole),
        capture_output=True,
        text=True,
        check=True,
    )
    left = iter(nbformat.reads(done.stdout, as_version=4).cells)
    answers = {}
    for name, some in cells.items():
        next(left)  # %reset
        answers[name] = [cell for cell in islice(left, len(some)) if cell.cell_type == "code"]
    return answers


def stored(name: str) -> nbformat.NotebookNode:
    return nbformat.read(resource_path("notebooks", f"{name}.ipynb"), as_version=4)


def outputs_of(cells: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    return [output for cell in cells for output in cell.outputs]


def complaints(cells: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    return [
        output
        for output in outputs_of(cells)
        if output.get("name") == "stderr" or output.output_type == "error"
    ]


def test_there_is_a_notebook_for_each_of_the_four_jobs():
    assert [path.stem for path in NOTEBOOKS] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_stored_clean_with_a_sentence_before_each_cell(name):
    cells = stored(name).cells

    assert all(not cell.get("outputs") for cell in cells)
    assert [cell.cell_type for cell in cells[:8]] == ["markdown", "code"] * 4


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_from_top_to_bottom(name, ran):
    assert complaints(ran[name]) == []
    assert all(cell.outputs for cell in ran[name])
    pages = [output.get("data", {}).get("text/html", "") for output in outputs_of(ran[name])]
    shown = [html for html in pages if 'class="ckx"' in html]
    assert shown or name == "export-tables"
    for html in shown:
        assert_inert(html)


def test_the_example_of_the_help_page_runs(ran):
    assert complaints(ran["help"]) == []
    assert len(ran["help"]) == 6
    assert "image/svg+xml" in ran["help"][1].outputs[-1].data
