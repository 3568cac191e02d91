"""The promises of hostile bytes in short form; `make fuzz` keeps each of them at full length and prints the figures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.bombs import BOMBS, MOST_CPU_S, MOST_GROWTH_MB, MOST_VERDICT_MB
from tests.fuzz.scaling import CASES, MOST_RATIO, calls, measure

HERE = Path(__file__).parent
GUARD_S = 300  # against a hang only
FEWEST_TOLD = 8  # mutants from which on it is no chance that none could be opened
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks processes and reads /proc")


def figures(program: str, *arguments: str) -> Any:
    """What one of the programs here prints as JSON."""
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1")
    done = subprocess.run(
        [sys.executable, str(HERE / f"{program}.py"), *arguments, "--json"],
        cwd=HERE.parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=GUARD_S,
        check=False,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@LINUX
def test_no_damaged_file_kills_hangs_or_lies():
    found = figures("fuzz_mutants", "--count", "16")

    assert [fault for row in found for fault in row["faults"]] == []
    broken = ("silent", "deaths", "hangs", "untyped")
    assert {row["seed"]: row for row in found if any(row[name] for name in broken)} == {}
    assert {row["seed"]: row["growth_mb"] for row in found if row["growth_mb"] >= MOST_GROWTH_MB} == {}
    assert [row["opened"] for row in found if row["kind"] == "cut"] == [0]
    repaired = [row for row in found if row["kind"] == "repaired" and row["mutants"] >= FEWEST_TOLD]
    assert {row["seed"] for row in repaired if not row["opened"]} == set()


SHORT_BOMBS = (
    "shape 2^62 x 4", "10^5 dimensions", "dtype 999", "offset + size over 2^64", "data file number 7 of 1",
    "2^31 - 1 data files", "2^40 strings", "10^5 entries on one range", "slice of a huge tensor",
    "snappy preamble 2^32 - 1", "keys that share 200 kB each", "2^30 restart points", "graph 10^5 deep",
    "graph in a ring", "state file of brackets", "state file of escapes", "V1 shape 2^62 x 4", "V1 10^5 dimensions",
    "meta nested 10^5 deep", "saved_model nested 10^5 deep", "pbtxt nested 10^5 deep", "pbtxt of one string without end",
    "event record of 2^63 bytes", "event tensor of 2^62 rows", "event nested 10^5 deep", "HDF5 trees of themselves",
    "HDF5 heaps of 2^62 bytes", "HDF5 dimensions of 2^62", "archive of nested config",
    "archive that lies about its sizes",
)  # fmt: skip


@LINUX
def test_no_small_file_takes_more_memory_or_time_than_it_can_justify():
    assert set(SHORT_BOMBS) <= set(BOMBS)

    with ThreadPoolExecutor(2) as pool:  # it counts the time of processors, not of clocks
        halves = pool.map(lambda names: figures("bombs", *names), (SHORT_BOMBS[::2], SHORT_BOMBS[1::2]))
        found = [bomb for half in halves for bomb in half]

    assert {bomb["name"]: bomb["fault"] for bomb in found if bomb["fault"]} == {}
    assert {bomb["name"]: bomb["growth_mb"] for bomb in found if bomb["growth_mb"] >= MOST_GROWTH_MB} == {}
    assert {bomb["name"]: bomb["verdict_mb"] for bomb in found if bomb["verdict_mb"] >= MOST_VERDICT_MB} == {}
    assert {bomb["name"]: bomb["cpu_s"] for bomb in found if bomb["cpu_s"] >= MOST_CPU_S} == {}


@pytest.mark.parametrize("name", CASES)
def test_twice_as_much_takes_about_twice_the_calls(name):
    growth = measure(name, calls, max(CASES[name].count // 10, 100))

    assert growth.ratio <= MOST_RATIO


@LINUX
def test_odd_files_in_any_place_are_refused_at_once():
    found = figures("odd_files", "pipe", "looping link", "forbidden")

    assert {(odd["odd"], odd["name"]): odd["fault"] for odd in found if odd["fault"]} == {}
    pipes = {odd["name"]: odd["said"] for odd in found if odd["odd"] == "pipe" and odd["name"] != "c.meta"}
    assert {name: said for name, said in pipes.items() if "it is a pipe, not a file" not in said} == {}


@LINUX
def test_no_file_makes_python_run_code_or_open_anything_outside():
    found = figures("audit", "--count", "4")

    assert found["toured"] > 60
    assert (found["forbidden"], found["writes"], found["outside"]) == ([], [], [])


@LINUX
def test_a_system_that_fails_is_told_by_file_and_reason_and_no_value_is_wrong():
    found = figures("faults", "--step", "61")

    assert [line for kind in found for line in kind["faults"]] == []
    assert {kind["kind"]: kind["calls"] for kind in found if not kind["calls"]} == {}
