"""Trying out an installed program as somebody would who just installed it: offscreen, and in a real window."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shipping.steps import ROOT, StepError, need, new_home, program_version, run, say

DEMO = ROOT / "resources" / "demo" / "guide_net"
VIEWS = ("histograms", "variables", "compare", "restore", "values", "graph")
LEAST_COLOURS = 100  # a window that shows something; an empty one has some ten
FIRST_PAINT_S = 1.0
PAINT_LOG = {"QT_LOGGING_TO_CONSOLE": "1", "QT_LOGGING_RULES": "qt.widgets.painting*=true"}


@dataclass(frozen=True)
class Programs:
    """How the two programs of an installation are called; in a root of its own, `prefix` leads there."""

    window: str
    terminal: str
    prefix: tuple[str, ...] = ()

    def terminal_command(self, *arguments: object) -> list[str]:
        return [*self.prefix, self.terminal, *map(str, arguments)]

    def window_command(self, *arguments: object) -> list[str]:
        return [*self.prefix, self.window, *map(str, arguments)]


def picture_problem(path: Path) -> str:
    """Why this is not the picture of a window that shows something; "" if it is."""
    from PySide6.QtGui import QImage

    image = QImage(str(path))
    if image.isNull():
        return f"{path.name} is no picture"
    colours = {image.pixel(x, y) for x in range(image.width()) for y in range(0, image.height(), 2)}
    if image.width() < 600 or len(colours) < LEAST_COLOURS:
        return f"{path.name}: {image.width()} x {image.height()}, {len(colours)} colours"
    return ""


def expect_picture(path: Path) -> None:
    if problem := picture_problem(path):
        raise StepError(f"The window does not show what it should: {problem}")


def try_terminal(programs: Programs, demo: Path = DEMO) -> None:
    """`ckptx` tells its version and lists the demo."""
    with new_home() as env:
        version = run(*programs.terminal_command("--version"), env=env).strip()
        if version != f"ckptx, version {program_version()}":
            raise StepError(f"ckptx --version says {version!r}")
        steps = run(*programs.terminal_command("steps", demo, "--json"), env=env)
        if '"complete"' not in steps:
            raise StepError(f"ckptx steps does not list the demo:\n{steps[:1000]}")


def try_offscreen(
    programs: Programs, picture: Path, *, inside: Path | None = None, demo: Path = DEMO
) -> None:
    """A picture of every view, the graph last; a view that could not be made tells it in a traceback.

    Args:
        programs: of the installation.
        picture: the PNG to write, as it is seen from here.
        inside: the same as it is seen from a root of its own.
        demo: the directory to open.
    """
    with new_home() as env:
        for view in VIEWS:
            picture.unlink(missing_ok=True)
            call = programs.terminal_command("screenshot", demo, "--view", view, "--to", inside or picture)
            told = run(*call, env=env, timeout_s=120)
            if "Traceback" in told:
                raise StepError(f"The {view} view could not be made:\n{told[-2000:]}")
            expect_picture(picture)


def first_paint_s(programs: Programs, rounds: int = 5, demo: Path = DEMO) -> tuple[list[float], list[float]]:
    """Seconds from starting the process to the first frame, offscreen; a round before them only warms up.

    Returns:
        By the clock, and of processor time.
    """
    times, worked = [], []
    for _ in range(rounds + 1):
        before = processor_s()
        with new_home() as env:
            began = time.perf_counter()
            with window(programs, {**env, "QT_QPA_PLATFORM": "offscreen", **PAINT_LOG}, demo) as process:
                assert process.stderr is not None
                lines = []
                for line in process.stderr:
                    lines.append(line)
                    if b"Flushing" in line:
                        times.append(time.perf_counter() - began)
                        break
                else:
                    last = b"".join(lines[-20:]).decode("utf-8", "replace")
                    raise StepError(f"The window ended before it was painted:\n{last}")
        worked.append(processor_s() - before)
    return times[1:], worked[1:]


def processor_s() -> float:
    """Processor time of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def try_start(programs: Programs, demo: Path = DEMO) -> str:
    """The start of the window, held against what is promised; on a busy machine processor time tells more."""
    times, worked = first_paint_s(programs, demo=demo)
    if min(times) > FIRST_PAINT_S and min(worked) > FIRST_PAINT_S:
        raise StepError(f"The first frame came after {min(times):.2f} s; {FIRST_PAINT_S:.0f} s are promised.")
    return (
        f"first frame offscreen after {statistics.median(times):.2f} s (median of 5, least {min(times):.2f} s), "
        f"{statistics.median(worked):.2f} s of processor time"
    )


def try_second_start(programs: Programs, demo: Path = DEMO) -> None:
    """A second start gives its path to the window that runs, and ends."""
    with new_home() as env:
        env = {**env, "QT_QPA_PLATFORM": "offscreen"}
        with window(programs, env, demo, options=()) as first:
            # One that came too early would open a window of its own.
            deadline = time.monotonic() + 60
            while not is_listening(first.pid):
                if first.poll() is not None or time.monotonic() > deadline:
                    raise StepError("The window does not listen for a second start.")
                time.sleep(0.05)
            command = programs.window_command(demo)
            try:
                done = subprocess.run(command, env=env, capture_output=True, timeout=30, check=False)
            except subprocess.TimeoutExpired as error:
                raise StepError("A second start opens another window.") from error
            if done.returncode != 0 or first.poll() is not None:
                raise StepError(f"A second start failed: {done.stderr.decode('utf-8', 'replace')[-2000:]}")


def is_listening(process: int) -> bool:
    """Whether a process has opened the socket at which a second start calls."""
    try:
        own = {str(link.readlink()) for link in Path(f"/proc/{process}/fd").iterdir()}
        sockets = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()[1:]]
    except OSError:
        return False
    return any(f"socket:[{words[6]}]" in own and "checkpoint-explorer-" in words[-1] for words in sockets)


@contextmanager
def window(
    programs: Programs, env: Mapping[str, str], demo: Path, options: tuple[str, ...] = ("--fresh",)
) -> Iterator[subprocess.Popen[bytes]]:
    """The window, running; ended afterwards."""
    process = subprocess.Popen(
        programs.window_command(*options, demo),
        env=dict(env),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()


@contextmanager
def x_server() -> Iterator[str]:
    """A display of our own; gives its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [need("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise StepError("Xvfb did not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def try_in_window(programs: Programs, picture: Path, demo: Path = DEMO) -> str:
    """Open the window on a display, find it by its title, take its picture.

    Returns:
        The window's title.
    """
    xdotool, take = need("xdotool"), need("import")
    with new_home() as env, x_server() as display:
        env = {**env, "DISPLAY": display}
        with window(programs, env, demo) as process:
            found = subprocess.run(
                [xdotool, "search", "--sync", "--onlyvisible", "--name", demo.name],
                env=env,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            if not found.stdout.strip() or process.poll() is not None:
                process.terminate()
                assert process.stderr is not None
                said = process.stderr.read().decode("utf-8", "replace")
                raise StepError(f"No window came up under X11:\n{said[-2000:]}")
            number = found.stdout.split()[-1]
            title = run(xdotool, "getwindowname", number, env=env).strip()
            before = b""
            for _ in range(40):  # the directory is read after the first frame
                run(take, "-window", number, picture, env=env)
                if (now := picture.read_bytes()) == before and not (problem := picture_problem(picture)):
                    return title
                before, problem = now, "it does not come to rest"
                time.sleep(1)
    raise StepError(f"The window does not show what it should under X11: {problem}")


def try_workers(programs: Programs) -> None:
    """Statistics of so much data that worker processes take part, and the same numbers without them."""
    import numpy as np

    sys.path.insert(0, str(ROOT))
    from tests.builders import write_bundle

    folder = Path(tempfile.mkdtemp(prefix="workers-"))
    try:
        values = np.full(40_000_000, 0.5, np.float32)
        write_bundle(folder / "ckpt-1", {"a": values, "b": values[:35_000_000], "c": values[:1000]})
        with new_home() as env:
            command = programs.terminal_command("stats", folder / "ckpt-1", "--json")
            process = subprocess.Popen(
                command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            seen = False
            while process.poll() is None and not seen:
                seen = is_worker_running(process.pid)
                time.sleep(0.005)
            text, errors = process.communicate(timeout=120)
        if process.returncode != 0 or text.count('"mean": 0.5') != 3:
            raise StepError(f"ckptx stats failed: {errors or text[:1000]}")
        if not seen:
            raise StepError("ckptx stats started no worker process")
    finally:
        shutil.rmtree(folder)


def is_worker_running(parent: int) -> bool:
    """Whether a child of this process is one of the bundle's workers."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return any(
            b"--worker-process" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            for child in children
        )
    except OSError:
        return False


def try_everything(programs: Programs, pictures: Path, name: str) -> None:
    """All trials of an installation."""
    try_terminal(programs)
    try_offscreen(programs, pictures / f"{name}-offscreen.png")
    say("   " + try_start(programs))
    try_second_start(programs)
    title = try_in_window(programs, pictures / f"{name}-window.png")
    say(f"   under X11: {title!r}")
