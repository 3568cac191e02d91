"""Random programs and changes, with TensorFlow as the judge of what is predicted; a table of the agreement.

    python tests/oracle/run_all.py [JOB ...] [--seed N] [--programs N] [--keep FOLDER]

TensorFlow runs in environments of its own: ORACLE_TF_2_15 and ORACLE_TF_2_21 name their Pythons (`make
oracle` sets them). The predictions are made here, without it. The exit status is 1 if one was wrong.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.oracle import compare_graph_programs, compare_programs, import_order  # noqa: E402
from tests.oracle.compare_programs import Compared, cases_in  # noqa: E402

_NOISE = ("WARNING: All log messages", "I0000 ", "W0000 ", "E0000 ")  # TensorFlow's, about its own start


@dataclass(frozen=True, slots=True)
class Job:
    """Random programs of one kind for one generation, made by one process of TensorFlow."""

    name: str
    script: str
    python: str  # the environment variable that names it
    programs: int
    is_legacy_keras: bool = False


# The long ones first: they run side by side.
JOBS = (
    Job("models-keras-2", "keras_programs", "ORACLE_TF_2_15", 60),
    Job("models-keras-3", "keras_programs", "ORACLE_TF_2_21", 60),
    Job("models-tf-keras", "keras_programs", "ORACLE_TF_2_21", 20, is_legacy_keras=True),
    Job("objects-keras-2", "object_programs", "ORACLE_TF_2_15", 150),
    Job("objects-keras-3", "object_programs", "ORACLE_TF_2_21", 80),
    Job("objects-tf-keras", "object_programs", "ORACLE_TF_2_21", 40, is_legacy_keras=True),
    Job("graphs-2.15", "graph_programs", "ORACLE_TF_2_15", 80),
    Job("estimators-2.15", "estimator_programs", "ORACLE_TF_2_15", 15),
    Job("graphs-2.21", "graph_programs", "ORACLE_TF_2_21", 40),
)
IMPORT_ORDER = "import-order"  # no programs: the explorer and TensorFlow in one process
_OF_GRAPHS = ("graph_programs", "estimator_programs")


def make_cases(job: Job, seed: int, count: int, folder: Path) -> str:
    """Let TensorFlow answer; what it printed when it failed, "" when all went well."""
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="", PYTHONHASHSEED="0")
    environment["TF_USE_LEGACY_KERAS"] = "1" if job.is_legacy_keras else "0"
    started = time.monotonic()
    script = str(HERE / f"{job.script}.py")
    done = subprocess.run(
        [os.environ[job.python], script, str(seed), str(count), str(folder)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line and not line.startswith(_NOISE)]
    print(f"-- {job.name}: {len(cases_in(folder))} of {count} programs in {time.monotonic() - started:.0f} s")
    if done.returncode:
        return "\n".join(lines[-20:])
    for line in lines:
        if "programs not made" in line:
            print(f"   {line}", flush=True)
    return ""


def print_table(found: list[Compared]) -> None:
    """Agreement per API and generation."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in found:
        row = counts[one.api, one.generation]
        row[0] += not one.differences and not one.unjudged
        row[1] += bool(one.differences)
        row[2] += bool(one.unjudged)
    print(f"\n{'API':40} {'generation':20} {'agree':>6} {'wrong':>6} {'not judged':>11}")
    for (api, generation), (agree, wrong, unjudged) in sorted(counts.items()):
        print(f"{api:40} {generation:20} {agree:6} {wrong:6} {unjudged:11}")
    agree, wrong, unjudged = (sum(row[place] for row in counts.values()) for place in range(3))
    print(f"{'all':61} {agree:6} {wrong:6} {unjudged:11}")


def print_disagreements(job: Job, found: list[Compared]) -> None:
    """Each wrong prediction, and how to see that program alone again."""
    for one in found:
        if not one.differences:
            continue
        seed = one.case.rpartition("_")[2]
        print(f"\n{job.name}, seed {seed}: {one.api} ({one.generation})")
        for difference in one.differences[:3]:
            print(f"    {difference[:1200]}")
        print(f'    again: make oracle ARGS="{job.name} --seed {seed} --programs 1 --keep /tmp/oracle"')


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [*(job.name for job in JOBS), IMPORT_ORDER]
    parser.add_argument(
        "jobs", nargs="*", metavar="JOB", help=f"of {', '.join(names)}; all, if none is named"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the first program; the next ones count on")
    parser.add_argument("--programs", type=int, help="of each job; else as many as each job says")
    parser.add_argument("--keep", type=Path, help="a folder for the cases, which are deleted else")
    parser.add_argument("--judge", action="store_true", help="only predict again what lies in --keep FOLDER")
    options = parser.parse_args(arguments)
    if options.judge and options.keep is None:
        parser.error("--judge needs --keep FOLDER, where the cases are")
    if unknown := set(options.jobs) - set(names):
        parser.error(f"there is no job {', '.join(sorted(unknown))}; the jobs are {', '.join(names)}")
    jobs = [job for job in JOBS if not options.jobs or job.name in options.jobs]
    if options.judge:
        return judge(jobs, [""] * len(jobs), options.keep.resolve())
    has_order = not options.jobs or IMPORT_ORDER in options.jobs
    needed = {job.python for job in jobs} | (set(import_order.ENVIRONMENTS) if has_order else set())
    if missing := sorted(needed - set(os.environ)):
        parser.error(
            f"{' and '.join(missing)} should name a Python with TensorFlow; `make oracle` sees to it"
        )
    disturbed = print_import_order() if has_order else 0
    if not jobs:
        return disturbed
    out = (options.keep or Path(tempfile.mkdtemp(prefix="oracle-"))).resolve()
    try:
        return max(disturbed, judge(jobs, make_all(jobs, options.seed, options.programs, out), out))
    finally:
        if options.keep is None:
            shutil.rmtree(out, ignore_errors=True)


def print_import_order() -> int:
    """Whether the explorer and TensorFlow bear each other in one process; the exit status."""
    found = list(import_order.checked())
    for what, problem in found:
        print(f"-- {what}: {problem or 'fine'}", flush=True)
    print(f"{sum(not problem for _, problem in found)} of {len(found)} orders of import work")
    return int(any(problem for _, problem in found))


def make_all(jobs: list[Job], seed: int, programs: int | None, out: Path) -> list[str]:
    """Let TensorFlow answer all jobs, side by side; of each what it printed if it failed."""
    with ThreadPoolExecutor(max(1, min(len(jobs), os.cpu_count() or 1))) as pool:
        return list(
            pool.map(lambda job: make_cases(job, seed, programs or job.programs, out / job.name), jobs)
        )


def judge(jobs: list[Job], failures: list[str], out: Path) -> int:
    """Predict the cases, compare, print; the exit status."""
    everything: list[Compared] = []
    program_count = 0
    for job, failure in zip(jobs, failures):
        compared = compare_graph_programs if job.script in _OF_GRAPHS else compare_programs
        cases = cases_in(out / job.name)
        program_count += len(cases)
        found = [one for case in cases for one in compared.compared(case)]
        print_disagreements(job, found)
        everything += found
        if failure:
            print(f"\n{job.name}: TensorFlow ended early:\n{failure}")
    reasons = sorted({f"{one.api}: {one.unjudged}" for one in everything if one.unjudged})
    print_table(everything)
    for reason in reasons:
        print(f"not judged: {reason}")
    agree = sum(not one.differences and not one.unjudged for one in everything)
    judged = sum(not one.unjudged for one in everything)
    print(f"\n{program_count} programs; {agree} of {judged} predictions agree with TensorFlow")
    return 1 if agree < judged or any(failures) or not program_count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
