"""A window over a directory that falls to pieces under it, in a process of its own; in full by `make fuzz`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_window_in_use_over_files_that_are_torn_ends_with_the_truth():
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.chaos_window", "2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "faults 0, wrong 0" in done.stdout
