"""Tours thousands of damaged files in processes that may die: every death, hang and untyped error is seen and counted.

The caller has everything imported; each worker is a fork of it, tours a run of mutants and writes one line
for each. When no line comes for long enough the mutant hangs; when the pipe ends too early it killed its
worker. Either way the next worker goes on behind it.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.fuzz.seeds import Files, Seed, first_truncations, seed
from tests.fuzz.tours import Sight

HANG_S = 30.0  # a guard only: others may use the machine too
SLOWEST_MS = 1000.0
MOST_GROWTH_MB = 64.0
RUN = 250  # mutants a worker
RAW, REPAIRED, CUT = "raw", "repaired", "cut"


@dataclass(slots=True)
class Figures:
    """What came of all mutants of one seed and kind."""

    seed: str
    kind: str
    mutants: int = 0
    opened: int = 0
    refused: int = 0
    equal: int = 0  # values
    warned: int = 0  # values refused, or given with a problem told
    rewritten: int = 0  # values of consistently rewritten entries
    silent: int = 0
    deaths: int = 0
    hangs: int = 0
    untyped: int = 0
    slowest_ms: float = 0.0
    growth_mb: float = 0.0
    faults: list[str] = field(default_factory=list)  # one line each, the first of a kind

    @property
    def is_kept(self) -> bool:
        """Whether no promise is broken."""
        counts = (self.silent, self.deaths, self.hangs, self.untyped)
        return not any(counts) and self.slowest_ms < SLOWEST_MS and self.growth_mb < MOST_GROWTH_MB

    def fault(self, number: int, text: str) -> None:
        """Remember what happened with one mutant, each kind of fault once."""
        if not any(known.partition(": ")[2] == text for known in self.faults) and len(self.faults) < 20:
            self.faults.append(f"{self.seed} {self.kind} #{number}: {text}")


HEADINGS = (
    "seed", "kind", "mutants", "opened", "refused", "equal", "warned", "rewritten", "silent", "deaths", "hangs",
    "untyped", "slowest ms", "growth MB",
)  # fmt: skip


def row(figures: Figures) -> tuple[str, ...]:
    """The figures as cells under HEADINGS."""
    f = figures
    counts = (
        f.mutants,
        f.opened,
        f.refused,
        f.equal,
        f.warned,
        f.rewritten,
        f.silent,
        f.deaths,
        f.hangs,
        f.untyped,
    )
    return (f.seed, f.kind, *map(str, counts), f"{f.slowest_ms:.0f}", f"{f.growth_mb:.1f}")


def mutant(chosen: Seed, kind: str, number: int) -> Files:
    """The files that change in mutant `number`; the same at every call."""
    if kind == CUT:
        return first_truncations(chosen.name)[number]
    dice = Random(f"{chosen.name}/{kind}/{number}")
    return chosen.raw(dice) if kind == RAW else chosen.repaired(dice)


def tour_mutants(name: str, kind: str, numbers: range) -> Figures:
    """Tour some mutants of a seed, two workers side by side."""
    chosen = seed(name)
    figures = Figures(name, kind)
    waiting = [numbers[at : at + RUN] for at in range(0, len(numbers), RUN)]
    workers: list[_Worker] = []
    while waiting or workers:
        while waiting and len(workers) < min(os.cpu_count() or 1, 2):
            workers.append(_Worker(chosen, kind, waiting.pop(0)))
        ready, _, _ = select.select([worker.pipe for worker in workers], [], [], 0.5)
        for worker in list(workers):
            if worker.pipe in ready:
                worker.read(figures)
            if worker.is_over or time.monotonic() - worker.heard > HANG_S:
                left = worker.end(figures)
                workers.remove(worker)
                if left:
                    waiting.insert(0, left)
    return figures


class _Worker:
    """One forked process on a run of mutants."""

    def __init__(self, chosen: Seed, kind: str, numbers: range) -> None:
        self.numbers, self.done = numbers, 0
        self.heard, self.is_over = time.monotonic(), False
        self._rest = b""
        self.pipe, writing = os.pipe()
        sys.stdout.flush()
        self.process = os.fork()
        if self.process == 0:
            os.close(self.pipe)
            status = 1
            try:
                for answer in _work(chosen, kind, numbers):
                    os.write(writing, json.dumps(answer).encode() + b"\n")
                status = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(status)
        os.close(writing)

    def read(self, figures: Figures) -> None:
        """Take in the lines that came."""
        data = os.read(self.pipe, 1 << 16)
        self.is_over = not data
        self.heard = time.monotonic()
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            answer = json.loads(line)
            if "growth_mb" in answer:
                figures.growth_mb = max(figures.growth_mb, answer["growth_mb"])
                continue
            self._count(figures, answer)
            self.done += 1

    def _count(self, figures: Figures, answer: dict[str, object]) -> None:
        number = self.numbers[self.done]
        figures.mutants += 1
        figures.opened += bool(answer["opened"])
        figures.refused += not answer["opened"]
        figures.equal += answer["equal"]
        figures.warned += answer["warned"]
        figures.rewritten += answer["rewritten"]
        figures.silent += len(answer["silent"])
        figures.untyped += bool(answer["untyped"])
        figures.slowest_ms = max(figures.slowest_ms, answer["ms"])
        if answer["silent"]:
            figures.fault(number, f"{answer['silent'][:3]} have other values and no warning")
        if answer["untyped"]:
            figures.fault(number, answer["untyped"])
        if answer["ms"] >= SLOWEST_MS:
            figures.fault(number, f"took {answer['ms']:.0f} ms")

    def end(self, figures: Figures) -> range:
        """Gather the process; the mutants that are left when it ended too early."""
        if not self.is_over:
            os.kill(self.process, signal.SIGKILL)
        os.close(self.pipe)
        _, status = os.waitpid(self.process, 0)
        if self.done == len(self.numbers):
            return range(0)
        figures.mutants += 1
        if self.is_over:
            figures.deaths += 1
            figures.fault(self.numbers[self.done], f"killed the process (status {status})")
        else:
            figures.hangs += 1
            figures.fault(self.numbers[self.done], f"gave no answer for {HANG_S:.0f} s")
        return self.numbers[self.done + 1 :]


def _work(chosen: Seed, kind: str, numbers: range) -> Iterator[dict[str, object]]:
    """In the worker: one answer a mutant, and what memory it took at the end."""
    warnings.simplefilter("error")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    base = "/dev/shm" if Path("/dev/shm").is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=base))
    try:
        for name, data in chosen.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        look = chosen.looking(kind == REPAIRED)
        look(folder)
        look(folder)  # caches are filled, late modules imported
        gc.collect()
        before = memory_mb("VmRSS")
        forget_peak()
        for number in numbers:
            changed = mutant(chosen, kind, number)
            for name, data in changed.items():
                (folder / name).write_bytes(data)
            yield _look(look, folder)
            for name in changed:
                (folder / name).write_bytes(chosen.files[name])
        yield {"growth_mb": memory_mb("VmHWM") - before}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _look(look: Callable[[Path], Sight], folder: Path) -> dict[str, object]:
    started = time.process_time()
    answer: dict[str, object] = {
        "opened": False, "equal": 0, "warned": 0, "rewritten": 0, "silent": [], "untyped": "",
    }  # fmt: skip
    try:
        sight = look(folder)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        answer["untyped"] = f"{type(error).__name__}: {str(error)[:200]} at {where}"
    else:
        answer |= {
            "opened": sight.opened,
            "equal": sight.equal,
            "warned": sight.refused + sight.warned,
            "rewritten": sight.rewritten,
            "silent": [key[:80] for key in sight.silent],
        }
    answer["ms"] = (time.process_time() - started) * 1000
    return answer


def memory_mb(line: str) -> float:
    """A line of this process's status: VmRSS, VmHWM (the peak), VmSize; 0 where there is no such thing."""
    try:
        for text in Path("/proc/self/status").read_text().splitlines():
            if text.startswith(f"{line}:"):
                return int(text.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def forget_peak() -> None:
    """Let VmHWM start anew."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass
