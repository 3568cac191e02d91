"""The notebook's widget on a checkpoint of 20,000 variables: the first view, filters, the largest message.

    python tests/benchmarks/bench_widget.py [--json]

Times are those of the kernel's side, all answers computed and written as JSON; `first view` is everything a cell
does from the path to the widget with its first rows, in a process that has imported anywidget.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from explorer.jupyter.widget import ExplorerWidget
from explorer.jupyter.widget_messages import size_of
from tests.builders import write_many

VARIABLES = 20_000
BUDGET = {"first_view_s": 1.5, "filter_ms": 100, "sort_ms": 100, "largest_message_bytes": 100_000}
TYPED = ("k", "ke", "ker", "kernel", "kernel 12", "kernel 123 slot")


def timed(function: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = function()
    return time.perf_counter() - begun, found


def measure(folder: Path) -> dict[str, float]:
    """The figures for a run of two steps."""
    for step in (1, 2):
        write_many(folder / f"model.ckpt-{step}", VARIABLES)
    first_view, widget = timed(lambda: ExplorerWidget(folder))
    state = {name: value for name, value in widget.get_state().items() if name != "layout"}
    sizes = {"widget": size_of(state)}
    took: dict[str, list[float]] = {}

    def ask(what: str, **details: Any) -> dict[str, Any]:
        seconds, answer = timed(lambda: widget.answers.answer({"ask": what, **sides, **details}))
        took.setdefault(what, []).append(seconds)
        sizes[what] = max(sizes.get(what, 0), size_of(answer))
        return answer

    sides = {"newer": widget.start["newer"], "older": widget.start["older"], "target": widget.start["older"]}
    for typed in TYPED:
        ask("table", filter=typed)
    filters = took.pop("table")
    for column in ("role", "dtype", "shape", "element_count", "size_bytes", "problem"):
        key = ask("table", sort=column, first=10_000)["rows"][0][0]
    sorts = took.pop("table")
    for what in ("graph", "part", "compare", "restore"):
        ask(what, key=key, all=True)
    ask("graph", act="unfold all")
    for _ in range(2):
        ask("part", rect=[0, 0, 2_000, 1_000])
    ask("histogram", key=key)
    ask("variable", key=key)
    widget.close()
    return {
        "first_view_s": first_view,
        "filter_ms": 1000 * max(filters),
        "sort_ms": 1000 * max(sorts),
        **{f"{what}_ms": 1000 * max(times) for what, times in took.items()},
        "largest_message_bytes": max(sizes.values()),
        **{f"{what}_bytes": size for what, size in sizes.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        figures = measure(Path(name))
    if options.json:
        print(json.dumps({"variables": VARIABLES, "figures": figures, "budget": BUDGET}))
        return
    print(f"widget, {VARIABLES:,} variables\n{'':<24}{'measured':>12}{'budget':>12}")
    for what, figure in figures.items():
        print(f"{what:<24}{figure:>12,.1f}{BUDGET.get(what, ''):>12}")


if __name__ == "__main__":
    main()
