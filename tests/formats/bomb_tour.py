"""Run by a test in its own process: tour each checkpoint named, print [MiB grown, CPU seconds] of each as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.formats.test_hostile_files import tour


def peak_mib() -> float:
    """The highest resident memory since the last reset."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmHWM in /proc/self/status")


def main(prefixes: list[str]) -> None:
    answers = []
    for prefix in [prefixes[0], *prefixes]:  # the first one twice: imports are nobody's growth
        Path("/proc/self/clear_refs").write_text("5")
        before, started = peak_mib(), time.process_time()
        tour(prefix)
        answers.append([peak_mib() - before, time.process_time() - started])
    print(json.dumps(answers[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
