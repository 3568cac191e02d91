"""What a scan of a directory imports: the window paints its list before numpy is there."""

from __future__ import annotations

import subprocess
import sys


def test_scanning_a_directory_needs_no_numpy():
    code = "import sys, explorer.checkpoints.model_dir; print('numpy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
