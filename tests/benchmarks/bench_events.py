"""How fast event files are read: a million scalars of TF1 and of TF2, beside TensorBoard's own loader if it is there.

    python tests/benchmarks/bench_events.py [--json] [--events 1000000]

Times are CPU seconds of one reading from a warm file; memory is what the process has grown by at its peak.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from explorer.checkpoints.run_events import read_run_events
from tests import event_builders as made

TENSORBOARD = """
import sys, time, warnings
warnings.simplefilter("ignore")
try:
    from tensorboard.backend.event_processing.event_file_loader import LegacyEventFileLoader
except ImportError:
    sys.exit()
started, count = time.process_time(), 0
for event in LegacyEventFileLoader(sys.argv[1]).Load():
    count += 1
print(count / (time.process_time() - started))
"""


def measure(path: Path) -> dict[str, float]:
    """Read one file and look at it again."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    events = read_run_events(path.parent)
    took = time.process_time() - started
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    started = time.process_time()
    events.refresh()
    count = sum(len(series.steps) for series in events.series)
    return {
        "events": count,
        "events_per_s": count / took,
        "megabytes_per_s": path.stat().st_size / took / 1e6,
        "grown_mib": grown / 1024,
        "second_look_ms": (time.process_time() - started) * 1e3,
    }


def tensorboard_events_per_s(path: Path) -> float | None:
    """TensorBoard's own loader on the same file, in a process of its own; None where it is not installed."""
    done = subprocess.run(
        [sys.executable, "-c", TENSORBOARD, str(path)], capture_output=True, text=True, check=False
    )
    return float(done.stdout) if done.stdout.strip() else None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--events", type=int, default=1_000_000)
    arguments = parser.parse_args()
    read_run_events(Path("/nowhere"))
    found = {"machine": platform.processor() or platform.machine(), "python": platform.python_version()}
    with tempfile.TemporaryDirectory() as folder:
        for name, event in (("tf1", made.scalar), ("tf2", made.tf2_scalar)):
            path = Path(folder) / name / "events.out.tfevents.1.bench"
            path.parent.mkdir()
            with path.open("wb") as stream:
                stream.write(made.record(made.version()))
                for step in range(arguments.events):
                    stream.write(made.record(event(step, "loss", 1 / (step + 1))))
            found[name] = {**measure(path), "tensorboard_events_per_s": tensorboard_events_per_s(path)}
    if arguments.json:
        print(json.dumps(found))
        return
    for name in ("tf1", "tf2"):
        row = found[name]
        other = row["tensorboard_events_per_s"]
        print(
            f"{name}: {row['events']:,} events, {row['events_per_s']:,.0f} events/s, "
            f"{row['megabytes_per_s']:.1f} MB/s, grown by {row['grown_mib']:.0f} MiB, "
            f"a second look {row['second_look_ms']:.2f} ms; "
            + (f"TensorBoard's loader {other:,.0f} events/s" if other else "TensorBoard is not installed")
        )


if __name__ == "__main__":
    main()
