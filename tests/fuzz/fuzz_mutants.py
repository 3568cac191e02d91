"""Rows 2 and 3: thousands of damaged files of every format open or are explained, and none of them lies.

python -m tests.fuzz.fuzz_mutants [--count N] [--json] [SEED ...]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.fuzz.harness import CUT, HEADINGS, RAW, REPAIRED, Figures, row, tour_mutants
from tests.fuzz.seeds import JUDGED, SEEDS, first_truncations

COUNT = 2000


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("seeds", nargs="*", metavar="SEED", help=", ".join(SEEDS))
    parser.add_argument("--count", type=int, default=COUNT, help="mutants of each kind")
    parser.add_argument("--first", type=int, default=0, help="number of the first mutant")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    results: list[Figures] = []
    widths = (14, 9, 8, 7, 8, 8, 8, 10, 7, 7, 6, 8, 11, 10)
    if not options.json:
        print("".join(heading.rjust(width) for heading, width in zip(HEADINGS, widths)), flush=True)
    for name in options.seeds or SEEDS:
        count = options.count // 4 if name in JUDGED else options.count
        kinds = [(kind, range(options.first, options.first + count)) for kind in (REPAIRED, RAW)]
        if name == "V2 plain":
            kinds.append((CUT, range(len(first_truncations(name)))))
        for kind, numbers in kinds:
            started = time.monotonic()
            figures = tour_mutants(name, kind, numbers)
            results.append(figures)
            if not options.json:
                cells = "".join(cell.rjust(width) for cell, width in zip(row(figures), widths))
                print(f"{cells}   {time.monotonic() - started:.0f} s", flush=True)
                for fault in figures.faults:
                    print(f"    {fault}", flush=True)
    if options.json:
        print(json.dumps([asdict(figures) for figures in results]))
    kept = all(figures.is_kept and not (figures.kind == CUT and figures.opened) for figures in results)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
