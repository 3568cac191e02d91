"""Row 9: a pipe, socket, device, directory, dead or looping link, or a forbidden file in the place of every kind of file.

    python -m tests.fuzz.odd_files [--json]

Each is toured in a process of its own, as a user who may not read everything; one that opens the pipe waits
for ever and is ended.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from explorer.errors import ExplorerError
from tests.builders import write_bundle
from tests.fuzz.bombs import warm_up
from tests.fuzz.tours import steps_of_everything

HANG_S = 30.0  # a guard only: others may use the machine too
SLOWEST_S = 1.0
NOBODY = 65534

NAMES = (
    "c.index", "c.data-00000-of-00001", "checkpoint", "c.meta", "v1-5", "c.h5", "c.weights.h5", "c.keras",
    "events.out.tfevents.1.host", "graph.pbtxt", "saved_model.pb",
)  # fmt: skip


def _socket(path: Path) -> None:
    # The path of a socket must be short: it is made under its name alone.
    here = os.getcwd()  # noqa: PTH109
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
    os.chdir(here)


def _forbidden(path: Path) -> None:
    path.write_bytes(b"secret" * 100)
    path.chmod(0)


ODD: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "socket": _socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "directory": Path.mkdir,
    "dangling link": lambda path: path.symlink_to("/nowhere/at/all"),
    "looping link": lambda path: path.symlink_to(path.name),
    "link to the directory": lambda path: path.symlink_to("."),
    "forbidden": _forbidden,
    "proc file": lambda path: path.symlink_to("/proc/self/mem"),
}


@dataclass(slots=True)
class Answer:
    """What came of one odd file: the slowest step, what was said, and the fault if there was one."""

    odd: str
    name: str
    slowest_s: float = 0.0
    said: str = ""
    fault: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the promise held."""
        return not self.fault and self.slowest_s < SLOWEST_S


def tour_odd(odd: str, name: str) -> Answer:
    """One odd file among sound ones."""
    answer = Answer(odd, name)
    folder = Path(tempfile.mkdtemp(prefix="odd-"))
    try:
        folder.chmod(0o755)
        write_bundle(folder / "c", {"a": np.arange(3.0), "s": [b"x"]})
        (folder / "checkpoint").write_text('model_checkpoint_path: "c"\n')
        path = folder / name
        path.unlink(missing_ok=True)
        ODD[odd](path)
        reading, writing = os.pipe()
        sys.stdout.flush()
        process = os.fork()
        if process == 0:
            os.close(reading)
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            os.write(writing, json.dumps(_look(folder, name)).encode())
            os._exit(0)
        os.close(writing)
        ready, _, _ = select.select([reading], [], [], HANG_S)
        data = os.read(reading, 1 << 16) if ready else b""
        os.close(reading)
        if not ready:
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not ready:
        answer.fault = f"no answer within {HANG_S:.0f} s"
    elif not data:
        answer.fault = f"killed the process (status {status})"
    else:
        answer.slowest_s, answer.said, answer.fault = json.loads(data)
    return answer


def _look(folder: Path, name: str) -> tuple[float, str, str]:
    slowest, said = 0.0, ""
    for _, step in steps_of_everything(folder, sorted({name, "c"})):
        started = time.monotonic()
        try:
            step()
        except ExplorerError as error:
            said = said or str(error)
        except BaseException as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(frame.filename).name}:{frame.lineno}"
            return slowest, said, f"{type(error).__name__}: {str(error)[:200]} at {where}"
        slowest = max(slowest, time.monotonic() - started)
    from explorer.formats.reader import open_reader

    try:
        open_reader(folder / name).read(0)
    except ExplorerError as error:
        said = str(error)
    return slowest, said, ""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(ODD))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    warm_up()
    kinds = options.kinds or list(ODD)
    answers = [tour_odd(odd, name) for odd in kinds for name in NAMES]
    if options.json:
        print(json.dumps([asdict(answer) for answer in answers]))
    else:
        print(f"{'odd file':<24}{'names':>6}{'faults':>8}{'slowest ms':>12}")
        for odd in kinds:
            of_kind = [answer for answer in answers if answer.odd == odd]
            faults = [answer for answer in of_kind if answer.fault]
            print(
                f"{odd:<24}{len(of_kind):>6}{len(faults):>8}{max(a.slowest_s for a in of_kind) * 1000:>12.0f}"
            )
            for answer in faults:
                print(f"    {answer.name}: {answer.fault}")
    return 0 if all(answer.is_kept for answer in answers) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
