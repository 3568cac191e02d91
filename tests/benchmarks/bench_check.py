"""How fast a checkpoint is checked against a model: 20,000 variables against 20,000, and twice as many.

    python tests/benchmarks/bench_check.py [--json] [--tensors 20000,40000]

Times are seconds of processor time (the machine may be busy), the best of three, with both sides
already open (the window has them open, too); `way` lines are the share of each way of loading. The
budget is 1 s for 20,000 against 20,000, and at most 2.2 times that for twice as many. The reading of
targets from text stands below, without a budget.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from explorer.analysis.restore import check_restore
from explorer.analysis.restoring.apis import APIS
from explorer.errors import ExplorerError
from tests.benchmarks.check_cases import cases, readings

BUDGET_S, GROWTH = 1.0, 2.2


def best_s(run: Callable[[], object]) -> float:
    """Seconds of the fastest of three runs."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        run()
        best = min(best, time.process_time() - started)
    return best


def measure(count: int) -> list[dict[str, Any]]:
    """One record a case: seconds of the whole check and of each way of loading."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for what, checkpoint, target in cases(Path(folder), count):
            report = check_restore(checkpoint, target)
            whole = best_s(lambda: check_restore(checkpoint, target))  # noqa: B023
            ways = {}
            for way in APIS:
                outcome = next((one for one in report.outcomes if one.api == way.id), None)
                if outcome is None:
                    continue
                try:
                    ways[way.id] = best_s(lambda: way.simulate(checkpoint, target, outcome.conditions))  # noqa: B023
                except ExplorerError:
                    continue
            found.append({"case": what, "variables": len(target.variables), "seconds": whole, "ways": ways})
        for what, read in readings(Path(folder), count):
            found.append(
                {"case": what, "variables": count, "seconds": best_s(read), "ways": {}, "is_reading": True}
            )
    return found


def main() -> int:
    """Print the table; exit status 1 when a case is over its budget or grows faster than its size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tensors", default="20000,40000")
    chosen = parser.parse_args()
    results = {int(count): measure(int(count)) for count in chosen.tensors.split(",")}
    if chosen.json:
        print(json.dumps({str(count): rows for count, rows in results.items()}))
    late = False
    smallest = min(results)
    for count, rows in results.items():
        for row, first in zip(rows, results[smallest], strict=True):
            growth = row["seconds"] / first["seconds"]
            over = count <= 20_000 and row["seconds"] > BUDGET_S
            over |= count == 2 * smallest and growth > GROWTH
            over &= "is_reading" not in row
            late |= over
            if not chosen.json:
                mark = "  over" if over else ""
                print(f"{count:>7,}  {row['case']:<40} {row['seconds']:7.3f} s  x{growth:.2f}{mark}")
                for way, seconds in row["ways"].items():
                    print(f"         way {way:<36} {seconds:7.3f} s")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
