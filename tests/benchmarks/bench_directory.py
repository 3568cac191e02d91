"""How long directories take: 5,000 checkpoints scanned, resolved and looked at again, and a tree like a home directory.

Compared with a plain `os.scandir` that stats every file of the same directory in the same process. Budget: scan and
second look under 1 s each. Run: `python -m tests.benchmarks.bench_directory [--json]`.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.series import resolve
from tests.builders import data_name, write_bundle

COUNT = 5_000
TREE = (40, 40)  # folders, and folders in each
RUNS = 3


def timed(function: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of a few runs in seconds, and the last answer."""
    best = float("inf")
    answer = None
    for _ in range(RUNS):
        started = time.perf_counter()
        answer = function()
        best = min(best, time.perf_counter() - started)
    return best, answer


def many_checkpoints(directory: Path) -> Path:
    """`COUNT` copies of one small checkpoint of 13 tensors, all listed; settled, as a run of yesterday is."""
    first = write_bundle(
        directory / "model.ckpt-0", {f"layer_{i}/kernel": np.zeros(4, np.float32) for i in range(13)}
    )
    index, data = Path(f"{first}.index").read_bytes(), data_name(first).read_bytes()
    for number in range(1, COUNT):
        Path(f"{directory}/model.ckpt-{number}.index").write_bytes(index)
        data_name(f"{directory}/model.ckpt-{number}").write_bytes(data)
    names = "".join(f'all_model_checkpoint_paths: "model.ckpt-{number}"\n' for number in range(COUNT))
    (directory / "checkpoint").write_text(f'model_checkpoint_path: "model.ckpt-{COUNT - 1}"\n{names}')
    yesterday = time.time() - 86_400
    for path in directory.iterdir():
        os.utime(path, (yesterday, yesterday))
    return directory


def tree(directory: Path) -> Path:
    """Folders with folders with a few files each: what a scan meets that was pointed at a home directory."""
    for outer in range(TREE[0]):
        for inner in range(TREE[1]):
            folder = directory / f"project-{outer}" / f"part-{inner}"
            folder.mkdir(parents=True)
            for number in range(5):
                (folder / f"notes-{number}.txt").touch()
    return directory


def stat_all(directory: Path) -> int:
    with os.scandir(directory) as entries:
        return sum(entry.stat().st_size for entry in entries)


def measure() -> dict[str, float]:
    """Seconds of each part."""
    with tempfile.TemporaryDirectory() as made:
        run = many_checkpoints(Path(made))
        plain, _ = timed(lambda: stat_all(run))
        scan, scanned = timed(lambda: scan_model_dir(run))
        started = time.perf_counter()
        known = resolve(scanned)
        first = time.perf_counter() - started
        again, _ = timed(lambda: resolve(scan_model_dir(run), known=known))
    with tempfile.TemporaryDirectory() as made:
        home = tree(Path(made))
        crawl, _ = timed(lambda: scan_model_dir(home))
    return {
        "scandir_and_stat_s": plain,
        "scan_s": scan,
        "resolve_s": first,
        "scan_and_resolve_again_s": again,
        "scan_of_a_tree_s": crawl,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    found = measure()
    if parser.parse_args().json:
        print(json.dumps(found))
        return
    print(f"{COUNT:,} checkpoints ({2 * COUNT + 1:,} files); a tree of {TREE[0]} x {TREE[1]} folders")
    for name, seconds in found.items():
        print(f"  {name:<26} {seconds:7.3f} s")


if __name__ == "__main__":
    main()
