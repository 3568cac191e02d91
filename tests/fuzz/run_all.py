"""Every promise about hostile bytes at full length, one program after the other, in under ten minutes.

    python tests/fuzz/run_all.py [NAME ...] [--limit SECONDS]

Each prints its figures as a table; at the end stands what ran, how long it took and whether the promise was
kept. The exit status is 1 if one was broken, or if the time was over before all had run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LIMIT_S = 590.0


@dataclass(frozen=True, slots=True)
class Program:
    """One program of this folder, the promise it keeps, and what it is called with."""

    name: str
    promise: str
    arguments: tuple[str, ...] = ()


# The long one last: when time is short, the others have run.
PROGRAMS = (
    Program("audit", "no code from a file, nothing opened outside"),
    Program("bombs", "memory and time bounded by what is on disk"),
    Program("scaling", "no quadratic blow-up"),
    Program("odd_files", "no hang on odd files"),
    Program("faults", "a failing system is told, no value is wrong"),
    Program("killed_exports", "an export is whole or not there"),
    Program("chaos_window", "the window survives files that change", ("30",)),
    Program("fuzz_mutants", "no death, no hang, no lie on any bytes"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one program ended: "kept", "broken" or "not finished"."""

    program: Program
    elapsed_s: float
    status: str


def run(program: Program, limit_s: float) -> Outcome:
    """One program in a process of its own; its output is passed on as it comes."""
    path = HERE / f"{program.name}.py"
    print(f"== {program.name}: {program.promise}", flush=True)
    environment = dict(os.environ, PYTHONPATH=str(ROOT), OPENBLAS_NUM_THREADS="1")
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    started = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, str(path), *program.arguments],
            cwd=ROOT,
            env=environment,
            check=False,
            timeout=max(limit_s, 1.0),
        )
    except subprocess.TimeoutExpired:
        return Outcome(program, time.monotonic() - started, "not finished")
    finally:
        print(flush=True)
    return Outcome(program, time.monotonic() - started, "kept" if done.returncode == 0 else "broken")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [program.name for program in PROGRAMS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--limit", type=float, default=LIMIT_S, metavar="SECONDS", help="for all together")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in names]:
        parser.error(f"no program is called {', '.join(unknown)}; there are {', '.join(names)}")
    ends = time.monotonic() + options.limit
    chosen = [program for program in PROGRAMS if not options.names or program.name in options.names]
    outcomes = [run(program, ends - time.monotonic()) for program in chosen]
    print(f"{'program':<14}{'seconds':>9}  promise")
    for outcome in outcomes:
        told = outcome.program
        print(f"{told.name:<14}{outcome.elapsed_s:>9.1f}  {outcome.status}: {told.promise}")
    return 0 if all(outcome.status == "kept" for outcome in outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
