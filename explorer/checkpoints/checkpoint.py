"""One opened checkpoint: its variables, its object graph, and the values of one tensor at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.checkpoints.roles import OBJECT_GRAPH_KEY, ROLE_CODE, ROLES, VALUE_SUFFIX
from explorer.errors import ExplorerError, UnknownKeyError, locating
from explorer.formats.reader import CHUNK_BYTES, CheckpointReader, Chunk, open_reader
from explorer.formats.tensor_table import TensorTable
from explorer.lazily import cached_property
from explorer.showing import Tabular, counted, quoted
from explorer.storage.files import PathLike, as_path, is_directory, is_file
from explorer.task import QUIET, Task, breathing

if TYPE_CHECKING:  # what a list of names does not need is imported when it is asked for
    import numpy.typing as npt

    from explorer.checkpoints.counters import Counters
    from explorer.checkpoints.graph_builder import BuiltGraph
    from explorer.checkpoints.name_slots import NamedRoles
    from explorer.checkpoints.object_graph import ObjectGraph
    from explorer.checkpoints.variable import Variable
    from explorer.formats.saved_model import SavedModel, SavedNode

_MOST_COMPARED = 2000  # keys looked through for a similar one
_MOST_COMPLETED = 20_000


class Checkpoint(Tabular):
    """A checkpoint, read as far as it was asked: the index at once, graph, roles and values later.

    Immutable and thread safe. `identity` changes when the files do.
    """

    def __init__(self, reader: CheckpointReader, name: str, stamp: object = None) -> None:
        self.reader = reader
        self.prefix: Path = reader.prefix
        self.name = name  # relative to the directory it was opened from, with "/"
        self.format = reader.format
        self.table: TensorTable = reader.table
        place = bisect_left(reader.table.keys, OBJECT_GRAPH_KEY)
        self.object_based = reader.table.keys[place : place + 1] == [OBJECT_GRAPH_KEY]
        # With the stamp from before the index was read: one replaced meanwhile must not pass for this one.
        # A remembered reader tells which files it stands for: they need not be there any more.
        self.identity: tuple[object, ...] = getattr(reader, "identity", None) or (*_identity(reader), stamp)

    @property
    def stamps(self) -> dict[str, object]:
        """Size, time and inode of each file of `identity`, by its name; None where it was not there."""
        names = (f"{self.prefix.name}.index", *(file.name for file in self.reader.data_files))
        return dict(zip(names, self.identity[1:]))

    def _in_short(self) -> str:
        return f"{quoted(self.name)}: {counted(len(self.table), 'tensor')}"

    def __fspath__(self) -> str:
        """Its prefix: whatever takes a path takes an opened checkpoint, too."""
        return str(self.prefix)

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the checkpoint as a whole, each a sentence."""
        return (*self.reader.problems, *self._saved_model_or_problem[1], *self._graph_problems)

    @cached_property
    def counters(self) -> Counters:
        """Step, save number and epoch as the files tell them."""
        from explorer.checkpoints.counters import read_counters

        return read_counters(self.reader, self.name)

    @property
    def step(self) -> int | None:
        """The training step; None when the files do not tell it."""
        return self.counters.step

    @property
    def number(self) -> int | None:
        """How often `Checkpoint.save` had run; None for other ways of saving."""
        return self.counters.number

    @property
    def label(self) -> str:
        """How a person calls it: "step 200", "save 3", or the prefix."""
        if self.step is not None:
            return f"step {self.step}"
        return f"save {self.number}" if self.number is not None else self.name

    @property
    def size_bytes(self) -> int:
        """Stored bytes of all tensors."""
        return int(self.table.size_bytes.sum())

    # --- graph -------------------------------------------------------------------------------

    @cached_property
    def _object_graph_or_problem(self) -> tuple[BuiltGraph | None, tuple[str, ...]]:
        if not self.object_based:
            return None, ()
        try:
            data = self.reader.object_graph_bytes()
            if data is None:
                return None, ()
            saved_model = self.saved_model
            built = _shared_graphs.build(data, self.table, saved_model.nodes if saved_model else ())
        except ExplorerError as error:
            return None, (f"The object graph cannot be read: {error.problem}.",)
        if not built.graph.node_count:  # nothing to draw: the keys tell more
            return None, built.graph.problems
        return built, built.graph.problems

    @cached_property
    def _saved_model_or_problem(self) -> tuple[SavedModel | None, tuple[str, ...]]:
        if self.format != "saved_model":
            return None, ()
        from explorer.formats.saved_model import read_saved_model

        try:
            found = read_saved_model(self.prefix.parent.parent)
        except ExplorerError as error:
            return None, (f"The graph file of the SavedModel cannot be read: {error.problem}.",)
        return found, found.problems

    @property
    def saved_model(self) -> SavedModel | None:
        """What the graph file beside a SavedModel's variables tells; None elsewhere (or when it is damaged).

        Its nodes have the ids of `object_graph`.
        """
        return self._saved_model_or_problem[0]

    @property
    def _graph_problems(self) -> tuple[str, ...]:
        return self._object_graph_or_problem[1]

    @cached_property
    def _built(self) -> BuiltGraph:
        built = self._object_graph_or_problem[0]
        if built is None:
            from explorer.checkpoints.scopes import build_scope_tree

            told = self.reader
            built = build_scope_tree(self.table, told.told_roles, told.told_slots, told.told_names)
        return built

    @property
    def object_graph(self) -> ObjectGraph | None:
        """The object graph as stored; None for a name-based checkpoint (or when it is damaged)."""
        built = self._object_graph_or_problem[0]
        return built.graph if built is not None else None

    @property
    def graph(self) -> ObjectGraph:
        """What the window draws: the object graph, or the scope tree of a name-based checkpoint."""
        return self._scopes if self._object_graph_or_problem[0] is None else self._built.graph

    @property
    def bare_graph(self) -> ObjectGraph:
        """The same nodes, slots and paths for a list of them: without the classes the file beside it would tell."""
        return self._built.graph

    @cached_property
    def _scopes(self) -> ObjectGraph:
        """The scope tree, with what the graph file beside the checkpoint tells: read for a picture, not for a list."""
        from explorer.checkpoints.scope_classes import keras_file_classes, scope_classes
        from explorer.checkpoints.scopes import with_classes

        graph = self._built.graph
        classes: dict[str, str] = {}
        source = "names"
        if self.format in ("keras", "weights_h5"):
            classes = keras_file_classes(self.table.keys)
        elif not self.object_based:
            classes, source = scope_classes(self.prefix, self.table.keys), "the ops in the .meta file"
        return with_classes(graph, classes, source) if classes else graph

    @property
    def node_of_row(self) -> npt.NDArray[np.int32]:
        """int32 [n]: the graph node of each tensor; -1 where there is none."""
        return self._built.node_of_row

    # --- columns -----------------------------------------------------------------------------

    @cached_property
    def _named(self) -> NamedRoles:
        """Roles by name, for the rows that no node of an object graph owns."""
        from explorer.checkpoints.name_slots import roles_by_name

        rows = self._rows_without_node
        return roles_by_name(self.table, rows, self.reader.told_roles, self.reader.told_slots)

    @cached_property
    def _rows_without_node(self) -> range | list[int]:
        if self._object_graph_or_problem[0] is None:
            return range(len(self.table))
        rows: list[int] = np.flatnonzero(self.node_of_row < 0).tolist()
        return rows

    @cached_property
    def role_codes(self) -> npt.NDArray[np.uint8]:
        """uint8 [n]: index into ROLES of each tensor."""
        codes = np.full(len(self.table), ROLE_CODE["other"], np.uint8)
        if self._object_graph_or_problem[0] is not None:
            owned = self.node_of_row >= 0
            codes[owned] = self.graph.role[self.node_of_row[owned]]
        rows = self._rows_without_node
        if len(rows) == len(codes):
            codes[:] = np.frombuffer(self._named.codes, np.uint8)
        else:
            codes[np.asarray(rows, np.int64)] = np.frombuffer(self._named.codes, np.uint8)
        codes.setflags(write=False)
        return codes

    @cached_property
    def names(self) -> list[str]:
        """Name the program gave each tensor (full_name); the key where the checkpoint is name-based."""
        if self._object_graph_or_problem[0] is None:
            return list(self.reader.told_names or self.table.keys)
        return list(self._built.name_of_row)

    @cached_property
    def slots(self) -> dict[int, tuple[int, str]]:
        """Row of each slot -> (row of its variable or -1, slot name)."""
        if self._object_graph_or_problem[0] is None:
            return {row: (owner, name) for row, (owner, name, _) in self._named.slot_of.items()}
        graph = self.graph
        found: dict[int, tuple[int, str]] = {}
        for node, variable, name in zip(
            graph.slot_node.tolist(), graph.slot_variable.tolist(), graph.slot_name
        ):
            row = int(graph.row[node])
            if row >= 0:
                found.setdefault(row, (int(graph.row[variable]) if variable >= 0 else -1, name))
        return found | {row: (owner, name) for row, (owner, name, _) in self._named.slot_of.items()}

    @cached_property
    def slots_of(self) -> dict[int, tuple[int, ...]]:
        """Row of each variable that has slots -> the rows of its slots."""
        found: dict[int, list[int]] = {}
        for row, (owner, _) in breathing(self.slots.items()):
            if owner >= 0:
                found.setdefault(owner, []).append(row)
        return {owner: tuple(rows) for owner, rows in breathing(found.items())}

    @cached_property
    def totals_by_role(self) -> dict[str, tuple[int, int]]:
        """Role -> (number of tensors, stored bytes), for the roles that occur."""
        counts = np.bincount(self.role_codes, minlength=len(ROLES))
        sizes = np.bincount(self.role_codes, weights=self.table.size_bytes, minlength=len(ROLES))
        return {role: (int(counts[i]), int(sizes[i])) for i, role in enumerate(ROLES) if counts[i]}

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """All tensors in the order of `tf.train.list_variables`."""
        from explorer.checkpoints.variable_rows import variable_rows

        return tuple(breathing(variable_rows(self, range(len(self.table)))))

    def __len__(self) -> int:
        """How many tensors there are."""
        return len(self.table)

    @property
    def variable_count(self) -> int:
        """How many tensors there are, the stored object graph left out."""
        return len(self.table) - self.object_based

    def __bool__(self) -> bool:  # one without tensors is a checkpoint all the same
        return True

    def __contains__(self, key: object) -> bool:
        """Whether there is a tensor of this key (or variable)."""
        return _key_of(key) in self.table.row_of

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order of `tf.train.list_variables`."""
        return iter(self.table.keys)

    def __getitem__(self, key: str | Variable) -> npt.NDArray[Any]:
        """The value of a tensor, as `read` gives it and with its errors."""
        return self.read(key)

    def _ipython_key_completions_(self) -> list[str]:
        """What the Tab key offers after `checkpoint["`."""
        return list(self.table.keys[:_MOST_COMPLETED])

    def variable(self, key: str | Variable) -> Variable:
        """One variable by its key. Raises UnknownKeyError with the nearest keys as a hint."""
        from explorer.checkpoints.variable_rows import variable_rows

        return next(variable_rows(self, [self.row(key)]))

    def row(self, key: str | Variable) -> int:
        """The row of a key in `table`. Raises UnknownKeyError; TypeError for what is no key."""
        key = _key_of(key)
        row = self.table.row_of.get(key, -1)
        if row < 0:
            near = self._keys_like(key)
            hint = f"Did you mean {', '.join(near)}?" if near else "`variables` lists the keys there are."
            raise UnknownKeyError(f"the checkpoint holds no tensor {key!r}", hint=hint, checkpoint=self.name)
        return row

    def _keys_like(self, key: str) -> list[str]:
        """The nearest keys, best first; the suffix object-based checkpoints add may be left out."""
        import difflib

        if (whole := key + VALUE_SUFFIX) in self.table.row_of:
            return [whole]
        keys_of: dict[str, str] = {}
        for known in self.table.keys[:_MOST_COMPARED]:
            keys_of.setdefault(known.removesuffix(VALUE_SUFFIX), known)
        near = difflib.get_close_matches(key.removesuffix(VALUE_SUFFIX), keys_of, n=3, cutoff=0.5)
        return [keys_of[stem] for stem in near]

    # --- values ------------------------------------------------------------------------------

    def read(self, key: str | Variable, *, verify: bool = True, partial: bool = False) -> npt.NDArray[Any]:
        """The value of a tensor: a read-only array in its full shape (strings: an object array of bytes).

        Args:
            key: a checkpoint key, or one of `variables`.
            verify: compare the stored checksum; False hands the bytes out whatever they are.
            partial: give a tensor of which slices are missing as a masked array.

        Raises:
            UnknownKeyError: there is no such tensor (also a `KeyError`).
            CorruptFileError: the checksum (if `verify`) or the sizes do not fit.
            NoValueError: a variant, an unknown dtype, missing slices (unless `partial`), or an
                array that does not fit in memory.
            MissingFileError: the data file is not there (also a `FileNotFoundError`).
            FileAccessError: the data file may not be read (also an `OSError`).
            TypeError: `key` is neither text nor a variable.
        """
        key = _key_of(key)
        with locating(checkpoint=self.name, key=key):
            return self.reader.read(self.row(key), verify=verify, partial=partial)

    def chunks(
        self, key: str | Variable, *, verify: bool = True, chunk_bytes: int = CHUNK_BYTES, task: Task = QUIET
    ) -> Iterator[Chunk]:
        """The value of a numeric tensor piece by piece, some `chunk_bytes` at a time; errors as of `read`.

        The checksum is compared after the last piece. A piece's array may be reused for the next
        one. The parts of a partitioned tensor come one after the other.
        """
        key = _key_of(key)
        with locating(checkpoint=self.name, key=key):
            yield from self.reader.chunks(self.row(key), verify=verify, chunk_bytes=chunk_bytes, task=task)


def as_checkpoint(given: Checkpoint | PathLike) -> Checkpoint:
    """A checkpoint as it is; of anything else, the one that `open_checkpoint` opens there, with its errors."""
    return given if isinstance(given, Checkpoint) else open_checkpoint(given)


def _key_of(key: object) -> str:
    """The key itself, or the key of a variable."""
    if isinstance(key, str):
        return key
    found = getattr(key, "key", None)
    if not isinstance(found, str):
        raise TypeError(f"a checkpoint key is a str or a Variable, not {type(key).__name__}")
    return found


class _SharedGraphs:
    """The steps of one run share one object graph: built once, handed out to each of them."""

    def __init__(self, capacity: int) -> None:
        self._lock = Lock()
        self._recent: deque[tuple[bytes, TensorTable, Sequence[SavedNode], BuiltGraph]] = deque(
            maxlen=capacity
        )

    def build(self, data: bytes, table: TensorTable, nodes: Sequence[SavedNode]) -> BuiltGraph:
        with self._lock:
            recent = list(self._recent)
        for known_data, known, known_nodes, built in reversed(recent):
            if (
                known_data == data
                and known_nodes == nodes
                and known.shapes == table.shapes
                and np.array_equal(known.shape_id, table.shape_id)
                and known.keys == table.keys
            ):
                return built
        from explorer.checkpoints.graph_builder import build_object_graph
        from explorer.formats.object_graph import decode_object_graph

        built = build_object_graph(decode_object_graph(data), table, nodes)
        with self._lock:
            self._recent.append((data, table, nodes, built))
        return built


_shared_graphs = _SharedGraphs(4)


def _identity(reader: CheckpointReader) -> tuple[object, ...]:
    """Prefix, and size, time and inode of every file: equal only while the files are untouched."""
    stamps: list[object] = [str(reader.prefix)]
    folder = reader.prefix.parent
    for name in (f"{reader.prefix.name}.index", *(file.name for file in reader.data_files)):
        stamps.append(_stamp(folder / name))
    return tuple(stamps)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def checkpoint_at(prefix: Path, name: str | None = None) -> Checkpoint:
    """Open the checkpoint at one prefix (or any file of it); `name` is how the caller calls it."""
    stamp = _stamp(Path(f"{prefix}.index"))
    with locating(path=str(prefix)):
        reader = open_reader(prefix)
    return Checkpoint(reader, reader.prefix.name if name is None else name, stamp)


def open_checkpoint(path: PathLike, *, step: int | None = None, number: int | None = None) -> Checkpoint:
    """Open a prefix, any file of a checkpoint, a SavedModel folder, or a directory's latest (or chosen) checkpoint.

    Args:
        path: what to open; also a directory opened before, or an entry of one.
        step: of a directory, the checkpoint of this training step; anything else must be of that step.
        number: of a directory, the checkpoint of this save number; anything else must be that save.

    Raises:
        MissingFileError: nothing there, the directory holds no such checkpoint, or this one is another.
        CorruptFileError: the index is damaged.
        UnsupportedFileError: not a checkpoint of a kind we read.
        TypeError: `path` is no path, or `step` or `number` no whole number.
    """
    path = as_path(path)
    if is_directory(path) or (path.name == "checkpoint" and is_file(path)):
        from explorer.checkpoints.series import choose_entry  # late: series needs this module

        directory = path if is_directory(path) else path.parent
        entry = choose_entry(directory, step=step, number=number)
        return checkpoint_at(entry.path, entry.prefix)
    checkpoint = checkpoint_at(path)
    if step is not None or number is not None:
        from explorer.checkpoints.series import check_place

        check_place(checkpoint, path, step=step, number=number)
    return checkpoint
