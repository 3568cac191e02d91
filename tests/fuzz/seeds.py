"""The files that are damaged: one seed for each format, small enough for thousands of tours.

A seed knows how to make a damaged copy of itself (raw, or with the checksums repaired) and how to look at it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.builders import OBJECT_GRAPH_KEY, layered_model, object_graph_bytes, write_bundle, write_many
from tests.fuzz.tours import (
    ANY,
    Sight,
    Truth,
    digest,
    tour_checkpoint,
    tour_directory,
    tour_events,
    tour_graph_file,
    tour_paste,
    tour_target,
)
from tests.golden_answers import GOLDEN
from tests.mutants import (
    Mutator,
    byte_mutant,
    message_mutant,
    recompressed,
    records_mutant,
    some_records,
    table_mutant,
    text_mutant,
    zip_mutant,
)

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Seed:
    """One sound set of files, how it is damaged, and what is then done with it.

    `raw` and `repaired` give the files that change.
    """

    name: str
    files: Files
    raw: Callable[[Random], Files]
    repaired: Callable[[Random], Files]
    look: Callable[[Path], Sight]
    look_repaired: Callable[[Path], Sight] | None = (
        None  # where values behind repaired checksums are anybody's
    )

    def looking(self, is_repaired: bool) -> Callable[[Path], Sight]:
        """What is done with a damaged copy."""
        return self.look_repaired or self.look if is_repaired else self.look


def _folder(path: Path, *, only: Callable[[str], bool] = lambda _: True) -> dict[str, bytes]:
    return {
        str(file.relative_to(path)): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file() and only(file.name)
    }


def _one_of(files: Files, names: list[str], mutate: Mutator) -> Callable[[Random], Files]:
    """Damage one of the named files."""

    def make(dice: Random) -> Files:
        name = dice.choice(names)
        return {name: mutate(files[name], dice)}

    return make


def _truth(files: Files, prefix: str) -> tuple[Truth, frozenset[tuple[int, ...]]]:
    """The values of a sound checkpoint; the golden tests hold them against TensorFlow's."""
    from explorer.errors import NoValueError
    from explorer.formats.reader import open_reader

    truth: dict[str, str] = {}
    stored: set[tuple[int, ...]] = set()
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        reader = open_reader(Path(folder, prefix))
        table = reader.table
        for row, key in enumerate(table.keys):
            places = table.slices.get(row) or ()
            stored |= {(part.shard, part.offset, part.size_bytes, part.crc32c) for part in places}
            columns = (table.shard, table.offset, table.size_bytes, table.crc32c)
            stored.add(tuple(int(column[row]) for column in columns))
            try:
                truth[key] = digest(reader.read(row))
            except NoValueError:
                continue
    return truth, frozenset(stored)


def _bundle(name: str, files: Files, prefix: str) -> Seed:
    """A tensor bundle: raw damage to index or data, repaired damage inside the index."""
    index = f"{prefix}.index"
    data = [file for file in files if ".data-" in file]
    truth, stored = _truth(files, prefix)
    return Seed(
        name,
        files,
        _one_of(files, [index, index, *data], byte_mutant),
        _one_of(files, [index], table_mutant),
        lambda folder: tour_checkpoint(folder / prefix, truth, stored),
    )


def _golden_bundle(name: str, path: str) -> Seed:
    prefix = GOLDEN / path
    return _bundle(
        name,
        _folder(prefix.parent, only=lambda n: n.startswith(prefix.name + ".") and ".meta" not in n),
        prefix.name,
    )


def _built(make: Callable[[Path], object]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        return _folder(Path(folder))


def _snappy() -> Seed:
    sound = _golden_bundle("", "nan_inf_tf215/model_dir/ckpt-2")
    index = next(name for name in sound.files if name.endswith(".index"))
    return _bundle("V2 snappy", {**sound.files, index: recompressed(sound.files[index])}, "ckpt-2")


def _object_graph(name: str, layers: int) -> Seed:
    """The graph's own bytes are damaged, and the checksum in the index is made to fit."""
    nodes, tensors = layered_model(layers)
    nodes[3]["saver"] = ("Package.saver", "object")
    graph = object_graph_bytes(nodes)
    files = _built(lambda folder: write_bundle(folder / "c", tensors, object_graph=graph))
    truth, stored = _truth(files, "c")
    truth = {**truth, OBJECT_GRAPH_KEY: ANY}

    def repaired(dice: Random) -> Files:
        mutate = dice.choice((message_mutant, message_mutant, byte_mutant))
        return _built(lambda folder: write_bundle(folder / "c", tensors, object_graph=mutate(graph, dice)))

    return Seed(
        name,
        files,
        _one_of(files, list(files), byte_mutant),
        repaired,
        lambda folder: tour_checkpoint(folder / "c", truth, stored, most_rows=20),
    )


def _state_file() -> Seed:
    files = _folder(GOLDEN / "net_adam_manager_legacy_tf215/tf_ckpts")
    return Seed(
        "checkpoint",
        files,
        _one_of(files, ["checkpoint"], byte_mutant),
        _one_of(files, ["checkpoint"], text_mutant),
        tour_directory,
    )


def _v1() -> Seed:
    files = _folder(GOLDEN / "v1_format_tf115/model_dir", only=lambda name: name == "model.ckpt-5")
    truth, stored = _truth(files, "model.ckpt-5")
    return Seed(
        "V1",
        files,
        _one_of(files, ["model.ckpt-5"], byte_mutant),
        _one_of(files, ["model.ckpt-5"], table_mutant),
        lambda folder: tour_checkpoint(folder / "model.ckpt-5", truth, stored),
        lambda folder: tour_checkpoint(folder / "model.ckpt-5"),  # the values are in the table itself
    )


def _graph_file(name: str, path: str, mutate: Mutator, cut: int | None = None) -> Seed:
    """A file that holds a graph; of a large one the first `cut` bytes."""
    file = (GOLDEN / path).name
    files = {file: (GOLDEN / path).read_bytes()[:cut]}
    if cut is not None:
        files[file] = files[file][: files[file].rindex(b"\nnode {") + 1]
    return Seed(
        name,
        files,
        _one_of(files, [file], byte_mutant),
        _one_of(files, [file], mutate),
        lambda folder: tour_graph_file(folder / file),
    )


def _events(name: str, path: str, records: int) -> Seed:
    (source,) = (GOLDEN / path).glob("events.out.tfevents.*")
    file = "events.out.tfevents.1.host"
    files = {file: some_records(source.read_bytes(), records)}
    return Seed(
        name, files, _one_of(files, [file], byte_mutant), _one_of(files, [file], records_mutant), tour_events
    )


def _keras(name: str, path: str, mutate: Mutator) -> Seed:
    file = (GOLDEN / path).name
    files = {file: (GOLDEN / path).read_bytes()}
    truth: Truth = {}
    if name == "keras":  # an archive has checksums, HDF5 of this kind has none
        truth, _ = _truth(files, file)
    return Seed(
        name,
        files,
        _one_of(files, [file], byte_mutant),
        _one_of(files, [file], mutate),
        lambda folder: tour_checkpoint(folder / file, truth),
        lambda folder: tour_checkpoint(folder / file),
    )


def _target(name: str, make: Callable[[], bytes], file: str, look: Callable[[Path], Sight]) -> Seed:
    """A text that tells of a program: raw damage to its bytes, or its lines moved and doubled."""
    files = {file: make()}
    return Seed(
        name,
        files,
        _one_of(files, [file], byte_mutant),
        _one_of(files, [file], _json_mutant if file.endswith(".json") else text_mutant),
        lambda folder: look(folder / file),
    )


_ODD = (None, True, 0, 1, -1, 2**63, 10**30, 1.5, "", "x", [], [None], [0, -1], {}, [[]], [[["a", 0, 0]]])


def _json_mutant(data: bytes, dice: Random) -> bytes:
    """JSON that is sound, with members replaced, moved and left out."""
    value = json.loads(data)
    for _ in range(dice.choice((1, 1, 2, 5))):
        places, stack = [], [value]
        while stack:
            one = stack.pop()
            if isinstance(one, dict | list) and one:
                places.append(one)
                stack.extend(one.values() if isinstance(one, dict) else one)
        if not places:
            break
        place = dice.choice(places)
        key = dice.choice(list(place)) if isinstance(place, dict) else dice.randrange(len(place))
        what = dice.random()
        if what < 0.6:
            place[key] = deepcopy(dice.choice(_ODD))
        elif what < 0.85:
            place[key] = deepcopy(dice.choice(places))
        else:
            place.pop(key)
    return json.dumps(value).encode()


def _spec_text() -> bytes:
    text = (GOLDEN / "program_specs/functional_tf215.json").read_bytes()
    return json.dumps(json.loads(text)["spec"]).encode()


def _table_text() -> bytes:
    from explorer.checkpoints.spec import as_spec

    target = as_spec(GOLDEN / "target_spec_v1_tf215/base/model.ckpt-5")
    rows = "".join(f'{v.key},"{list(v.shape or ())}",{v.dtype}\n' for v in target.variables)
    return ("name,shape,dtype\n" + rows).encode()


def _config_text() -> bytes:
    return (GOLDEN / "target_spec_tf215/targets/same/config.json").read_bytes()


def _many() -> Seed:
    """An index large enough for the way that decodes all entries at once."""
    return _bundle("V2 many", _built(lambda folder: write_many(folder / "m", 160)), "m")


JUDGED = frozenset({"spec file", "spec table", "keras config"})  # each mutant costs two predicted restores

SEEDS: dict[str, Callable[[], Seed]] = {
    "V2 plain": lambda: _golden_bundle("V2 plain", "dtypes_tf115/model_dir/model.ckpt-1"),
    "V2 snappy": _snappy,
    "V2 many": _many,
    "sharded": lambda: _golden_bundle("sharded", "sharded_saver_tf115/model_dir/model.ckpt-100"),
    "sliced": lambda: _golden_bundle("sliced", "partitioned_tf115/model_dir/model.ckpt-7"),
    "object graph": lambda: _object_graph("object graph", 1),
    "large graph": lambda: _object_graph("large graph", 80),
    "checkpoint": _state_file,
    "V1": _v1,
    "meta": lambda: _graph_file("meta", "sharded_saver_tf115/model_dir/model.ckpt-100.meta", message_mutant),
    "pbtxt": lambda: _graph_file("pbtxt", "iris_dnn_tf115/models/iris/graph.pbtxt", text_mutant, 30_000),
    "saved_model": lambda: _graph_file(
        "saved_model", "keras3_modelcheckpoint_tf221/exported/saved_model.pb", message_mutant
    ),
    "events TF1": lambda: _events("events TF1", "history_tf115/model_dir", 60),
    "events TF2": lambda: _events("events TF2", "history_tf215/run", 60),
    "h5": lambda: _keras("h5", "keras_modelcheckpoint_tf215/h5/keras_model_best.h5", byte_mutant),
    "weights.h5": lambda: _keras(
        "weights.h5", "keras3_modelcheckpoint_tf221/weights/w_01.weights.h5", byte_mutant
    ),
    "keras": lambda: _keras(
        "keras", "keras3_modelcheckpoint_tf221/checkpoints/keras_model_01.keras", zip_mutant
    ),
    "spec file": lambda: _target("spec file", _spec_text, "model_spec.json", tour_target),
    "spec table": lambda: _target("spec table", _table_text, "table.csv", tour_target),
    "keras config": lambda: _target("keras config", _config_text, "config.json", tour_target),
    "error text": lambda: _target(
        "error text", (GOLDEN / "error_texts/tf115_est_units.txt").read_bytes, "log.txt", tour_paste
    ),
}


@cache
def seed(name: str) -> Seed:
    """The seed of a name, made once."""
    return SEEDS[name]()


def first_truncations(name: str = "V2 plain") -> list[Files]:
    """The index of a seed cut at every length."""
    files = seed(name).files
    index = next(file for file in files if file.endswith(".index"))
    return [{index: files[index][:size]} for size in range(len(files[index]))]
