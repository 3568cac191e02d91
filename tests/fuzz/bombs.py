"""Row 4: small files that claim to be huge, deep or endless; each must be refused or read within 64 MB and 2 s.

    python -m tests.fuzz.bombs [--json] [NAME ...]

Each is toured in a process of its own whose address space may grow by 512 MB.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from explorer.errors import ExplorerError
from tests.builders import (
    bytes_field,
    crc32c,
    data_name,
    entry_bytes,
    header_bytes,
    mask,
    number_field,
    object_graph_bytes,
    one_block_table,
    slice_bytes,
    slice_key,
    table_bytes,
    text_field,
    varint,
    write_bundle,
    write_index,
)
from tests.fuzz.harness import forget_peak, memory_mb
from tests.fuzz.tours import steps_of_everything, tour_everything
from tests.golden_answers import GOLDEN
from tests.mutants import record_bytes

MOST_GROWTH_MB, MOST_CPU_S = 64.0, 2.0
MOST_VERDICT_MB = 128.0
ROOM_BYTES = 512 << 20
HANG_S = 90.0  # a guard only: others may use the machine too
DEEP = 100_000

Bomb = Callable[[Path], None]  # fills a folder; the checkpoint in it is called "c"


# --- tensor bundles --------------------------------------------------------------------------


def _index(entries: dict[bytes, bytes], shards: int = 1) -> Bomb:
    def make(folder: Path) -> None:
        write_index(folder / "c", {b"": header_bytes(shards)} | entries)
        data_name(folder / "c", 0, shards).write_bytes(b"x" * 64)

    return make


def _index_file(data: bytes) -> Bomb:
    return lambda folder: (folder / "c.index").write_bytes(data) and None


def _key_bomb() -> bytes:
    size = 200_000
    header = header_bytes()
    entries = [
        varint(0) * 2 + varint(len(header)) + header,
        varint(0) + varint(size) + varint(0) + b"k" * size,
    ]
    entries += [varint(size) + varint(4) + varint(0) + b"%04d" % n for n in range(3000)]
    return one_block_table(b"".join(entries) + b"\0\0\0\0\1\0\0\0")


def _graph(nodes: object) -> Bomb:
    def make(folder: Path) -> None:
        write_bundle(folder / "c", {"a": [b"x"]}, object_graph=nodes() if callable(nodes) else nodes)

    return make


def _chain(count: int) -> bytes:
    return object_graph_bytes({"children": [("n", at + 1)]} if at + 1 < count else {} for at in range(count))


def _state(text: bytes) -> Bomb:
    def make(folder: Path) -> None:
        write_bundle(folder / "c", {"a": [b"x"]})
        (folder / "checkpoint").write_bytes(text)

    return make


BUNDLES: dict[str, Bomb] = {
    "shape 2^62 x 4": _index({b"a": entry_bytes(1, (2**62, 4), size_bytes=64)}),
    "empty but 2^62 wide": _index({b"a": entry_bytes(1, (0, 2**62, 2**62), crc=0xA282EAD8)}),
    "10^5 dimensions": _index({b"a": entry_bytes(1, (1,) * 100_000, size_bytes=4)}),
    "200 dimensions": _index({b"a": entry_bytes(1, (1,) * 200, size_bytes=4)}),
    "dtype 999": _index({b"a": entry_bytes(999, (2**40,), size_bytes=64)}),
    "offset + size over 2^64": _index({b"a": entry_bytes(4, (9,), offset=2**63 - 1, size_bytes=2**63 - 1)}),
    "data file number 7 of 1": _index({b"a": entry_bytes(1, (2,), shard=7, size_bytes=8)}),
    "2^31 - 1 data files": _index({b"a": entry_bytes(1, (2,), shard=2**31 - 2, size_bytes=8)}, 2**31 - 1),
    "2^40 strings": _index({b"a": entry_bytes(7, (2**40,), size_bytes=64)}),
    "10^5 entries on one range": _index(
        {b"%06d" % n: entry_bytes(1, (16,), size_bytes=64) for n in range(100_000)}
    ),
    "slice of a huge tensor": _index(
        {
            b"a": entry_bytes(1, (2**40,), slices=[slice_bytes((0,), (4,), (2**40,))]),
            slice_key(b"a", (0,), (4,), (2**40,)): entry_bytes(1, (4,), size_bytes=16),
        },
    ),
    "10^5 missing slices": _index(
        {b"a": entry_bytes(1, (100_000,), slices=[slice_bytes((0,), (1,), (100_000,))] * 100_000)}
    ),
    "snappy preamble 2^32 - 1": _index_file(one_block_table(varint(2**32 - 1) + bytes(1000), compression=1)),
    "keys that share 200 kB each": lambda folder: _index_file(_key_bomb())(folder),
    "2^30 restart points": _index_file(one_block_table(bytes(8) + b"\0\0\0\x40")),
    "graph 10^5 deep": _graph(lambda: _chain(DEEP)),
    "graph in a ring": _graph(lambda: object_graph_bytes({"children": [("n", (at + 1) % DEEP)]} for at in range(DEEP))),
    "graph where all know all": _graph(
        lambda: object_graph_bytes({"children": [(str(n), n) for n in range(300)]} for _ in range(300))
    ),
    "graph of one star": _graph(
        lambda: object_graph_bytes([{"children": [(str(n), n) for n in range(1, DEEP)]}, *({} for _ in range(DEEP - 1))])
    ),
    "graph of slots of slots": _graph(
        lambda: object_graph_bytes({"slot_variables": [((at + 1) % 20_000, "m", (at + 2) % 20_000)]} for at in range(20_000))
    ),
    "state file of 10^5 lines": _state(b'all_model_checkpoint_paths: "c"\n' * DEEP),
    "state file of one long string": _state(b'model_checkpoint_path: "' + b"../" * 10**6 + b'"'),
    "state file of brackets": _state(b"all_model_checkpoint_paths: " + b"[" * 10**6),
    "state file of a number of 10^6 digits": _state(b"last_preserved_timestamp: " + b"9" * 10**6),
    "state file of escapes": _state(b'model_checkpoint_path: "' + b"\\\\" * 10**6 + b'"'),
}  # fmt: skip


# --- V1, graphs, events ----------------------------------------------------------------------


def _v1(tensors: bytes, entries: dict[bytes, bytes]) -> Bomb:
    """A V1 file: SavedTensorSlices.meta under the empty key."""
    meta = bytes_field(1, tensors + bytes_field(2, number_field(1, 1)))
    table = table_bytes(sorted(({b"": meta} | entries).items()))
    return lambda folder: (folder / "c").write_bytes(table) and None


def _v1_tensor(name: str, dims: tuple[int, ...], dtype: int = 1, slices: int = 1) -> bytes:
    shape = b"".join(bytes_field(2, number_field(1, size)) for size in dims)
    extents = bytes_field(4, b"".join(bytes_field(1, b"") for _ in dims))
    return bytes_field(
        1, text_field(1, name) + bytes_field(2, shape) + number_field(3, dtype) + extents * slices
    )


def _nested(number: int, depth: int) -> bytes:
    """A message within a message, `depth` times."""
    sizes = []
    size = 0
    for _ in range(depth):
        head = varint(number << 3 | 2) + varint(size)
        sizes.append(head)
        size += len(head)
    return b"".join(reversed(sizes))


def _file(name: str, data: bytes | Callable[[], bytes]) -> Bomb:
    return lambda folder: (folder / name).write_bytes(data() if callable(data) else data) and None


def _node(name: str, attributes: bytes) -> bytes:
    return bytes_field(1, text_field(1, name) + text_field(2, "VariableV2") + attributes)


def _shape_attribute(dims: int, size: int = 2**62) -> bytes:
    shape = b"".join(bytes_field(2, number_field(1, size)) for _ in range(dims))
    return bytes_field(5, text_field(1, "shape") + bytes_field(2, bytes_field(7, shape)))


GRAPHS: dict[str, Bomb] = {
    "V1 shape 2^62 x 4": _v1(_v1_tensor("a", (2**62, 4)), {}),
    "V1 10^5 dimensions": _v1(_v1_tensor("a", (1,) * 100_000), {}),
    "V1 10^5 slices of one tensor": _v1(_v1_tensor("a", (4,), slices=100_000), {}),
    "V1 50,000 tensors without data": _v1(b"".join(_v1_tensor(f"t{n}", (2**40,)) for n in range(50_000)), {}),
    "V1 meta nested 10^5 deep": _v1(_nested(1, DEEP), {}),
    "meta nested 10^5 deep": _file("c.meta", lambda: _nested(2, DEEP)),
    "meta of 10^5 dimensions": _file("c.meta", lambda: bytes_field(2, _node("v", _shape_attribute(100_000)))),
    "meta of 30,000 nodes": _file(
        "c.meta", lambda: bytes_field(2, b"".join(_node(f"v{n}", _shape_attribute(1)) for n in range(30_000)))
    ),
    "meta of one node 10^5 times": _file("c.meta", lambda: bytes_field(2, _node("v", _shape_attribute(2)) * 100_000)),
    "saved_model nested 10^5 deep": _file("saved_model.pb", lambda: _nested(2, DEEP)),
    "saved_model of 10^5 objects in a ring": _file(
        "saved_model.pb",
        lambda: bytes_field(
            2,
            bytes_field(
                7, b"".join(bytes_field(1, bytes_field(1, number_field(1, (n + 1) % DEEP))) for n in range(DEEP))
            ),
        ),
    ),
    "pbtxt nested 10^5 deep": _file("graph.pbtxt", b"node { " * DEEP),
    "pbtxt nested 10^5 deep in one node": _file("graph.pbtxt", b"node { attr { " + b"value { func { " * DEEP + b"} } " * DEEP + b"} }"),
    "pbtxt of 5 MB of one string": _file("graph.pbtxt", b'node {\n  name: "' + b"x" * (5 << 20) + b'"\n}\n'),
    "pbtxt of one string without end": _file("graph.pbtxt", b'node {\n  name: "' + b"\\" * (2 << 20)),
    "pbtxt of 10^6 brackets": _file("graph.pbtxt", b"}" * 10**6),
    "pbtxt of 10^5 dims": _file(
        "graph.pbtxt",
        b'node {\n  name: "v"\n  op: "VariableV2"\n  attr {\n    key: "shape"\n    value {\n      shape {\n'
        + b"dim { size: 9223372036854775807 }\n" * DEEP
        + b"      }\n    }\n  }\n}\n",
    ),
}  # fmt: skip


def _record_head(size: int) -> bytes:
    """The first 12 bytes of a record that claims a size; the rest never comes."""
    return _with_checksum(size.to_bytes(8, "little"))


def _with_checksum(data: bytes) -> bytes:
    return data + mask(crc32c(data)).to_bytes(4, "little")


def _event(values: bytes) -> bytes:
    return record_bytes(b"\x09" + bytes(8) + number_field(2, 5) + bytes_field(5, values))


def _value(tag: str, rest: bytes) -> bytes:
    return bytes_field(1, text_field(1, tag) + rest)


def _tensor_value(shape: tuple[int, ...], content: bytes) -> bytes:
    proto = b"".join(bytes_field(2, number_field(1, size)) for size in shape)
    tensor = number_field(1, 1) + bytes_field(2, proto) + bytes_field(4, content)
    plugin = bytes_field(9, bytes_field(1, text_field(1, "histograms")))
    return bytes_field(8, tensor) + plugin


_EVENTS = "events.out.tfevents.1.host"
EVENTS: dict[str, Bomb] = {
    "event record of 2^63 bytes": _file(_EVENTS, lambda: _record_head(2**63) + bytes(1000)),
    "event record of 2^31 bytes": _file(_EVENTS, lambda: _record_head(2**31) + bytes(1000)),
    "event of 10^5 tags": _file(
        _EVENTS, lambda: _event(b"".join(_value(f"t{n}", b"\x15" + bytes(4)) for n in range(100_000)))
    ),
    "30,000 events of one tag each": _file(
        _EVENTS, lambda: b"".join(_event(_value(f"t{n}", b"\x15" + bytes(4))) for n in range(30_000))
    ),
    "event tensor of 2^62 rows": _file(
        _EVENTS, lambda: _event(_value("h", _tensor_value((2**62, 3), bytes(24))))
    ),
    "event tensor of 10^5 dimensions": _file(
        _EVENTS, lambda: _event(_value("h", _tensor_value((1,) * 100_000, bytes(24))))
    ),
    "event of one tag of 5 MB": _file(_EVENTS, lambda: _event(_value("t" * (5 << 20), b"\x15" + bytes(4)))),
    "event nested 10^5 deep": _file(_EVENTS, lambda: record_bytes(_nested(5, DEEP))),
    "10^5 empty events": _file(_EVENTS, lambda: record_bytes(b"") * 100_000),
}


# --- HDF5 and archives -----------------------------------------------------------------------

_H5 = GOLDEN / "keras_modelcheckpoint_tf215/h5/keras_model_best.h5"
_KERAS = GOLDEN / "keras3_modelcheckpoint_tf221/checkpoints/keras_model_01.keras"


def _places(data: bytes, signature: bytes) -> list[int]:
    found, at = [], data.find(signature)
    while at >= 0:
        found.append(at)
        at = data.find(signature, at + 1)
    return found


def _h5(edit: Callable[[bytearray], None]) -> Bomb:
    def make(folder: Path) -> None:
        data = bytearray(_H5.read_bytes())
        edit(data)
        (folder / "c.h5").write_bytes(data)

    return make


def _put(data: bytearray, at: int, number: int, width: int = 8) -> None:
    data[at : at + width] = number.to_bytes(width, "little")


def _trees_of_themselves(data: bytearray) -> None:
    for at in _places(data, b"TREE"):
        data[at + 5] = 1  # a node above others, and each of them is itself
        for child in range(int.from_bytes(data[at + 6 : at + 8], "little")):
            _put(data, at + 32 + 16 * child, at)


def _siblings_of_themselves(data: bytearray) -> None:
    for at in _places(data, b"TREE"):
        _put(data, at + 16, at)


def _everywhere(signature: bytes, offset: int, number: int, width: int = 8) -> Callable[[bytearray], None]:
    def edit(data: bytearray) -> None:
        for at in _places(data, signature):
            _put(data, at + offset, number, width)

    return edit


def _many_dims(data: bytearray) -> None:
    """Every number that looks like a small dimension of a dataset becomes 2^62."""
    for size in (8, 10, 16, 32, 100):
        for at in _places(data, size.to_bytes(8, "little")):
            if at % 8 == 0 and at > 800:
                _put(data, at, 2**62)


def _archive(members: Callable[[zipfile.ZipFile], None]) -> Bomb:
    def make(folder: Path) -> None:
        with zipfile.ZipFile(folder / "c.keras", "w", zipfile.ZIP_DEFLATED) as archive:
            members(archive)

    return make


def _sound_members(archive: zipfile.ZipFile, without: str = "") -> None:
    with zipfile.ZipFile(_KERAS) as sound:
        for info in sound.infolist():
            if info.filename != without:
                archive.writestr(info.filename, sound.read(info))


def _inflated(name: str, head: bytes, tail: bytes = b"") -> Bomb:
    """A member of 300 MB that takes 300 kB in the file."""

    def add(archive: zipfile.ZipFile) -> None:
        _sound_members(archive, without=name)
        with archive.open(name, "w") as member:
            member.write(head)
            for _ in range(300):
                member.write(bytes(1 << 20))
            member.write(tail)

    return _archive(add)


def _nested_config(archive: zipfile.ZipFile) -> None:
    _sound_members(archive, "config.json")
    archive.writestr("config.json", b"[" * DEEP)


def _many_members(archive: zipfile.ZipFile) -> None:
    _sound_members(archive)
    for number in range(20_000):
        archive.writestr(f"m{number}", b"")


def _weights() -> bytes:
    with zipfile.ZipFile(_KERAS) as sound:
        return sound.read("model.weights.h5")


def _lying_archive(folder: Path) -> None:
    """The directory of the archive says 2^32 - 2 bytes where 20 kB are."""
    data = bytearray(_KERAS.read_bytes())
    for at in _places(data, b"PK\x01\x02"):
        _put(data, at + 24, 2**32 - 2, 4)
    (folder / "c.keras").write_bytes(data)


KERAS: dict[str, Bomb] = {
    "HDF5 trees of themselves": _h5(_trees_of_themselves),
    "HDF5 siblings of themselves": _h5(_siblings_of_themselves),
    "HDF5 trees of 65535 children": _h5(_everywhere(b"TREE", 6, 65535, 2)),
    "HDF5 trees of level 255": _h5(_everywhere(b"TREE", 5, 255, 1)),
    "HDF5 heaps of 2^62 bytes": _h5(_everywhere(b"HEAP", 8, 2**62)),
    "HDF5 global heaps of 2^62 bytes": _h5(_everywhere(b"GCOL", 8, 2**62)),
    "HDF5 nodes of 65535 symbols": _h5(_everywhere(b"SNOD", 6, 65535, 2)),
    "HDF5 dimensions of 2^62": _h5(_many_dims),
    "HDF5 of its first 800 bytes": _h5(lambda data: data.__delitem__(slice(800, None))),
    "archive of 300 MB of weights": _inflated("model.weights.h5", _weights()),
    "archive of 300 MB of config": _inflated("config.json", b'{"a": "', b'"}'),
    "archive of nested config": _archive(_nested_config),
    "archive of 2 * 10^4 members": _archive(_many_members),
    "archive that lies about its sizes": _lying_archive,
}  # fmt: skip

BOMBS: dict[str, Bomb] = BUNDLES | GRAPHS | EVENTS | KERAS


# --- touring them ----------------------------------------------------------------------------


@dataclass(slots=True)
class Damage:
    """What one bomb did."""

    name: str
    cpu_s: float = 0.0  # of the slowest step
    step: str = ""  # which one
    growth_mb: float = 0.0
    fault: str = ""

    verdict_mb: float = 0.0  # what the doctor took: it tells of every tensor that is lost

    @property
    def is_kept(self) -> bool:
        """Whether the promise held."""
        is_small = self.growth_mb < MOST_GROWTH_MB and self.verdict_mb < MOST_VERDICT_MB
        return not self.fault and self.cpu_s < MOST_CPU_S and is_small


def tour_bomb(name: str) -> Damage:
    """Make one bomb and tour it in a process of its own, with an address space limited to what it has and 512 MB."""
    damage = Damage(name)
    with tempfile.TemporaryDirectory() as folder:
        BOMBS[name](Path(folder))
        reading, writing = os.pipe()
        sys.stdout.flush()
        process = os.fork()
        if process == 0:
            os.close(reading)
            os.write(writing, json.dumps(_measure(Path(folder))).encode())
            os._exit(0)
        os.close(writing)
        ready, _, _ = select.select([reading], [], [], HANG_S)
        answer = os.read(reading, 1 << 16) if ready else b""
        os.close(reading)
        if not ready:
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
    if not ready:
        damage.fault = f"no answer within {HANG_S:.0f} s"
    elif not answer:
        damage.fault = f"killed the process (status {status})"
    else:
        damage.cpu_s, damage.step, damage.growth_mb, damage.verdict_mb, damage.fault = json.loads(answer)
    return damage


def _measure(folder: Path) -> tuple[float, str, float, float, str]:
    """CPU seconds and name of the slowest step, MiB a step grew at most, those of the doctor, and the fault if any."""
    _limit_memory()
    slowest, at = 0.0, ""
    growth, verdict = 0.0, 0.0
    for name, step in steps_of_everything(folder, names_in(folder)):
        gc.collect()
        forget_peak()
        before, started = memory_mb("VmRSS"), time.process_time()
        try:
            step()
        except ExplorerError:
            pass
        except BaseException as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(frame.filename).name}:{frame.lineno}"
            return slowest, at, growth, verdict, f"{type(error).__name__}: {str(error)[:200]} at {where}"
        slowest, at = max((slowest, at), (time.process_time() - started, name))
        grown = memory_mb("VmHWM") - before
        if name == "doctor":
            verdict = grown
        else:
            growth = max(growth, grown)
    return slowest, at, growth, verdict, ""


def names_in(folder: Path) -> list[str]:
    """What is opened by name: every file, and the prefix `c`."""
    return sorted({"c", *(path.name for path in folder.iterdir() if ".data-" not in path.name)})


def _limit_memory() -> None:
    size = memory_mb("VmSize")
    if size:  # only where it can be known
        limit = int(size * 2**20) + ROOM_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def warm_up() -> None:
    """Import and fill what is nobody's growth: a sound checkpoint of each kind is toured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_bundle(folder / "c", {"a": [b"x"]}, object_graph=_chain(3))
        for sound in (_H5, _KERAS, GOLDEN / "v1_format_tf115/model_dir/model.ckpt-5"):
            shutil.copy(sound, folder)
        shutil.copy(GOLDEN / "sharded_saver_tf115/model_dir/model.ckpt-100.meta", folder)
        (folder / "graph.pbtxt").write_text('node {\n  name: "a"\n  op: "NoOp"\n}\n')
        (folder / _EVENTS).write_bytes(_event(_value("a", b"\x15" + bytes(4))))
        (folder / "saved_model.pb").write_bytes(
            (GOLDEN / "keras3_modelcheckpoint_tf221/exported/saved_model.pb").read_bytes()
        )
        tour_everything(folder, names_in(folder))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    warm_up()
    damages = []
    for name in options.names or BOMBS:
        damages.append(tour_bomb(name))
        if not options.json:
            d = damages[-1]
            mark = "" if d.is_kept else "  <-- broken"
            print(
                f"{d.name:<44}{d.cpu_s:>7.2f} s{d.growth_mb:>9.1f} MB  {d.step:<24}{d.fault}{mark}",
                flush=True,
            )
    if options.json:
        print(json.dumps([asdict(damage) for damage in damages]))
    return 0 if all(damage.is_kept for damage in damages) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
