"""Row 5: twice as much takes at most 2.6 times as long, whatever there is more of.

    python -m tests.fuzz.scaling [--json]

CPU time, the best of several; `calls` counts Python calls instead, which the test suite uses: no clock, no luck.
"""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from explorer.checkpoints import checkpoint as shared
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.graph_spec import spec_from_graph_file
from explorer.checkpoints.model_dir import scan_model_dir
from explorer.checkpoints.run_events import read_run_events
from explorer.checkpoints.series import open_model_dir
from explorer.formats.reader import open_reader
from explorer.formats.saved_model import read_saved_model
from tests.builders import (
    bytes_field,
    number_field,
    object_graph_bytes,
    table_bytes,
    text_field,
    write_bundle,
    write_layered_model,
    write_many,
)
from tests.fuzz.tours import look_around
from tests.mutants import record_bytes
from tests.v1_builders import write_v1_shards

MOST_RATIO = 2.6
REPEATS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """Something there can be more of: how it is made, what is done with it, how many there are at first."""

    make: Callable[[Path, int], None]
    act: Callable[[Path], object]
    count: int


def _look(folder: Path) -> None:
    shared._shared_graphs = shared._SharedGraphs(4)  # else the graph would be built once only
    look_around(checkpoint_at(folder / "c"))


def _graph(nodes: Callable[[int], Iterator[dict[str, object]]]) -> Callable[[Path, int], None]:
    return lambda folder, count: (
        write_bundle(folder / "c", {"a": [b"x"]}, object_graph=object_graph_bytes(nodes(count))) and None
    )


def _chain(count: int) -> Iterator[dict[str, object]]:
    for at in range(count):
        yield {"children": [("n", at + 1)]} if at + 1 < count else {}


def _star(count: int) -> Iterator[dict[str, object]]:
    yield {"children": [(f"n{at}", at) for at in range(1, count)]}
    for _ in range(count - 1):
        yield {}


def _ring(count: int) -> Iterator[dict[str, object]]:
    for at in range(count):
        yield {"children": [("n", (at + 1) % count), ("back", (at - 1) % count)]}


def _state_file(folder: Path, count: int) -> None:
    lines = [f'all_model_checkpoint_paths: "ckpt-{n}"' for n in range(count)]
    (folder / "checkpoint").write_text("\n".join(['model_checkpoint_path: "ckpt-1"', *lines]))


def _files(folder: Path, count: int) -> None:
    write_bundle(folder / "ckpt-0", {"a": [b"x"]})
    for number in range(1, count):
        for suffix in (".index", ".data-00000-of-00001"):
            shutil.copy(folder / f"ckpt-0{suffix}", folder / f"ckpt-{number}{suffix}")


def _slices(folder: Path, count: int) -> None:
    import numpy as np

    parts = [((at,), (1,)) for at in range(count)]
    write_bundle(folder / "c", {"w": np.zeros(count, np.float32)}, slices={"w": parts})


def _meta(folder: Path, count: int) -> None:
    shape = bytes_field(
        5, text_field(1, "shape") + bytes_field(2, bytes_field(7, bytes_field(2, number_field(1, 4))))
    )
    nodes = [
        bytes_field(1, text_field(1, f"v{n}") + text_field(2, "VariableV2") + shape) for n in range(count)
    ]
    (folder / "c.meta").write_bytes(bytes_field(2, b"".join(nodes)))


def _pbtxt(folder: Path, count: int) -> None:
    node = 'node {{\n  name: "v{}"\n  op: "VariableV2"\n  attr {{\n    key: "shape"\n    value {{\n      shape {{\n        dim {{\n          size: 4\n        }}\n      }}\n    }}\n  }}\n}}\n'
    (folder / "graph.pbtxt").write_text("".join(node.format(n) for n in range(count)))


def _events(folder: Path, count: int) -> None:
    events = []
    for step in range(count):
        value = bytes_field(1, text_field(1, f"loss{step % 100}") + b"\x15" + bytes(4))
        events.append(record_bytes(b"\x09" + bytes(8) + number_field(2, step) + bytes_field(5, value)))
    (folder / "events.out.tfevents.1.host").write_bytes(b"".join(events))


def _event_files(folder: Path, count: int) -> None:
    """One file a start of the program: each begins a session, at the step the one before ended with."""
    for number in range(count):
        start = b"\x09" + bytes(8) + number_field(2, 10 * number)
        values = [bytes_field(1, text_field(1, f"loss{tag}") + b"\x15" + bytes(4)) for tag in range(5)]
        begin, event = start + bytes_field(7, number_field(1, 1)), start + bytes_field(5, b"".join(values))
        path = folder / f"events.out.tfevents.{1_000_000_000 + number}.host"
        path.write_bytes(record_bytes(begin) + record_bytes(event))


def _without_index(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"ckpt-{number}.data-00000-of-00001").write_bytes(bytes(8))


def _v1_shards(folder: Path, count: int) -> None:
    for number in range(count):
        write_v1_shards(folder / f"ckpt-{number}", [{"w": b"x"}, {"b": b"y"}])


def _read_twice(folder: Path) -> object:
    return read_run_events(folder).refresh()


def _v1_pieces(folder: Path, count: int) -> None:
    """A list of tensors whose version is told in pieces: they are put together before they are decoded."""
    piece = bytes_field(2, number_field(1, 1) * 4)
    folder.joinpath("c").write_bytes(table_bytes([(b"", bytes_field(1, piece * count))]))


def _saved_model_pieces(folder: Path, count: int) -> None:
    piece = bytes_field(1, text_field(3, "x" * 200))
    folder.joinpath("saved_model.pb").write_bytes(number_field(1, 1) + bytes_field(2, piece * count))


CASES: dict[str, Case] = {
    "variables": Case(lambda folder, count: write_many(folder / "c", count) and None, _look, 4000),
    "layers with slots": Case(
        lambda folder, count: write_layered_model(folder / "c", count) and None, _look, 300
    ),
    "nodes in a chain": Case(_graph(_chain), _look, 10_000),
    "nodes in a star": Case(_graph(_star), _look, 10_000),
    "nodes in a ring": Case(_graph(_ring), _look, 10_000),
    "slices of a tensor": Case(_slices, _look, 4000),
    "lines of checkpoint": Case(_state_file, scan_model_dir, 8000),
    "files": Case(_files, scan_model_dir, 1000),
    "nodes of a .meta": Case(_meta, lambda folder: spec_from_graph_file(folder / "c.meta"), 4000),
    "nodes of a .pbtxt": Case(_pbtxt, lambda folder: spec_from_graph_file(folder / "graph.pbtxt"), 2000),
    "data files without an index": Case(_without_index, open_model_dir, 500),
    "V1 checkpoints in shards": Case(_v1_shards, open_model_dir, 200),
    "pieces of a V1 list": Case(_v1_pieces, lambda folder: open_reader(folder / "c"), 20_000),
    "pieces of a SavedModel": Case(_saved_model_pieces, read_saved_model, 10_000),
    "event files": Case(_event_files, lambda folder: read_run_events(folder).series, 500),
    "event files without news": Case(_event_files, _read_twice, 500),
    "events": Case(_events, lambda folder: read_run_events(folder).series, 4000),
}


@dataclass(slots=True)
class Growth:
    """How much more it takes for twice as many."""

    name: str
    count: int
    ratio: float
    once: float  # milliseconds, or calls
    twice: float

    @property
    def is_kept(self) -> bool:
        """Whether the promise held."""
        return self.ratio <= MOST_RATIO


def measure(name: str, effort: Callable[[Callable[[], object]], float], count: int = 0) -> Growth:
    """The effort for a number of things and for twice as many."""
    case = CASES[name]
    count = count or case.count
    efforts = []
    for number in (count, 2 * count):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            case.make(folder, number)
            case.act(folder)
            efforts.append(effort(lambda folder=folder: case.act(folder)))
    return Growth(name, count, efforts[1] / max(efforts[0], 1e-9), *efforts)


def cpu_ms(act: Callable[[], object]) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(REPEATS):
        gc.collect()
        started = time.process_time()
        act()
        best = min(best, (time.process_time() - started) * 1000)
    return best


def calls(act: Callable[[], object]) -> float:
    """How many functions are called, Python's and the interpreter's own."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    with _profile(count):
        act()
    return counted


@contextmanager
def _profile(count: Callable[[object, str, object], None]) -> Iterator[None]:
    before = sys.getprofile()
    sys.setprofile(count)  # type: ignore[arg-type]
    try:
        yield
    finally:
        sys.setprofile(before)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    found = []
    for name in CASES:
        growth = measure(name, cpu_ms)
        if not growth.is_kept:  # a busy machine: once more before it is believed
            growth = min(growth, measure(name, cpu_ms), key=lambda g: g.ratio)
        found.append(growth)
        if not options.json:
            print(
                f"{name:<22}{growth.count:>8}{growth.once:>10.1f} ms{growth.twice:>10.1f} ms{growth.ratio:>8.2f}",
                flush=True,
            )
    if options.json:
        print(json.dumps([asdict(growth) for growth in found]))
    return 0 if all(growth.is_kept for growth in found) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
