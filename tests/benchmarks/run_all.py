"""Run every benchmark of this folder, one after the other, in under ten minutes.

    python tests/benchmarks/run_all.py [NAME ...] [--json] [--limit SECONDS]

Each prints its own table; at the end stands what ran, how long it took and what was skipped. With
`--json`, one object: the machine, each benchmark's own JSON by its name, and the skipped ones with the reason.
Ratios to TensorFlow need BENCH_TF_PYTHON=/path/to/a/python that has it; without, they are skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LIMIT_S = 570.0
NO_TENSORFLOW = "BENCH_TF_PYTHON is not set: no ratios to TensorFlow"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one benchmark ended. `reason` says why there is no result."""

    name: str
    elapsed_s: float
    status: str  # "done", "failed" or "skipped"
    reason: str = ""
    output: str = ""


def benchmarks(folder: Path, names: list[str]) -> list[Path]:
    """The chosen bench_*.py, sorted; all without names.

    Raises:
        LookupError: there is no benchmark of that name.
    """
    paths = {path.stem.removeprefix("bench_"): path for path in sorted(folder.glob("bench_*.py"))}
    unknown = [name for name in names if name not in paths]
    if unknown:
        raise LookupError(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(paths)}")
    return [path for name, path in paths.items() if not names or name in names]


def run(path: Path, *, as_json: bool, limit_s: float) -> Outcome:
    """One benchmark in a process of its own, ended when the time is over."""
    name = path.stem.removeprefix("bench_")
    if limit_s <= 1:
        return Outcome(name, 0.0, "skipped", "the time limit was reached before it")
    environment = dict(os.environ, PYTHONPATH=str(ROOT), OPENBLAS_NUM_THREADS="1")
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    started = time.monotonic()
    try:
        finished = subprocess.run(
            [sys.executable, str(path), *(["--json"] if as_json else [])],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=limit_s,
        )
    except subprocess.TimeoutExpired:
        return Outcome(name, time.monotonic() - started, "skipped", f"not finished within {limit_s:.0f} s")
    elapsed_s = time.monotonic() - started
    if finished.returncode != 0:
        lines = finished.stderr.strip().splitlines() or ["no message"]
        return Outcome(name, elapsed_s, "failed", lines[-1], finished.stdout + finished.stderr)
    return Outcome(name, elapsed_s, "done", output=finished.stdout)


def summary(outcomes: list[Outcome], notes: list[str]) -> str:
    lines = [f"{'benchmark':<16} {'seconds':>8}  status"]
    for outcome in outcomes:
        status = f"{outcome.status}: {outcome.reason}" if outcome.reason else outcome.status
        lines.append(f"{outcome.name:<16} {outcome.elapsed_s:>8.1f}  {status}")
    return "\n".join([*lines, *(f"skipped: {note}" for note in notes)])


def as_object(outcomes: list[Outcome], notes: list[str]) -> dict[str, object]:
    """What `--json` prints; a benchmark's output that is no JSON counts as failed."""
    results: dict[str, object] = {}
    skipped = {"tensorflow": " ".join(notes)} if notes else {}
    failed = {}
    for outcome in outcomes:
        if outcome.status == "skipped":
            skipped[outcome.name] = outcome.reason
        elif outcome.status == "failed":
            failed[outcome.name] = outcome.reason
        else:
            try:
                results[outcome.name] = json.loads(outcome.output)
            except ValueError:
                failed[outcome.name] = "printed no JSON"
    machine = f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    return {"machine": machine, "results": results, "skipped": skipped, "failed": failed}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="index, list, statistics ...")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--limit", type=float, default=LIMIT_S, metavar="SECONDS", help="for all together")
    options = parser.parse_args(arguments)
    try:
        paths = benchmarks(HERE, options.names)
    except LookupError as error:
        parser.error(str(error.args[0]))
    ends = time.monotonic() + options.limit
    notes = [] if os.environ.get("BENCH_TF_PYTHON") else [NO_TENSORFLOW]
    outcomes = []
    for path in paths:
        if not options.json:
            print(f"== {path.stem}", flush=True)
        outcome = run(path, as_json=options.json, limit_s=ends - time.monotonic())
        outcomes.append(outcome)
        if not options.json:
            print(outcome.output.rstrip() or outcome.reason, end="\n\n", flush=True)
    if options.json:
        found = as_object(outcomes, notes)
        print(json.dumps(found, indent=1))
        return 1 if found["failed"] else 0
    print(summary(outcomes, notes))
    return 1 if any(outcome.status == "failed" for outcome in outcomes) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
