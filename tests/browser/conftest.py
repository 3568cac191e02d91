"""One JupyterLab for all browser tests, with hostile names in the directory its widget shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.browser.lab import Lab, Sight, chromium, looking_at, running_lab
from tests.builders import write_bundle

HOSTILE = (
    "<img src=x onerror=window.hacked=1>",
    "<script>window.hacked=1</script>",
    "javascript:window.hacked=1",
    "{{7*7}}${7*7}",
    "\u202ereversed",
    "</style><iframe srcdoc=x>",
)


@pytest.fixture(scope="session")
def hostile_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two steps: names that a careless page would take for markup, and `layer_<n>` of growing size."""
    folder = tmp_path_factory.mktemp("runs") / "<b>run"
    folder.mkdir()
    for step in (1, 2):
        tensors = {f"{name}/kernel": np.full((2, 2), step, np.float32) for name in HOSTILE}
        tensors |= {f"layer_{n}/kernel": np.full((n, 3), step, np.float32) for n in (1, 2, 10)}
        write_bundle(folder / f"model.ckpt-{step}", {**tensors, "global_step": np.int64(step)})
    return folder


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab with a new home."""
    if chromium() is None:
        pytest.fail(
            "No Chromium is installed: apt-get install chromium, or start this with make test-browser."
        )
    with running_lab(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("notebooks")) as started:
        yield started


@pytest.fixture
def sight(tmp_path: Path) -> Iterator[Sight]:
    """A fresh browser."""
    with looking_at(tmp_path / "profile") as found:
        yield found
