"""Walks an HDF5 file: its groups with their attributes, its datasets with what is wrong with them.

Bounded whatever the file says: every object once, paths of limited depth, names and attributes in
proportion to the file, soft links followed a limited number of times and never out of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from explorer.errors import CorruptFileError, ExplorerError, UnsupportedFileError
from explorer.formats.hdf5_attributes import Attribute, read_attributes, texts_of
from explorer.formats.hdf5_bytes import DAMAGED_HINT
from explorer.formats.hdf5_datatype import Datatype, parse_dataspace, parse_datatype
from explorer.formats.hdf5_groups import EXTERNAL, HARD, SOFT, Link, is_group, read_links
from explorer.formats.hdf5_header import DATASPACE, DATATYPE, LAYOUT, ObjectHeader, read_header
from explorer.formats.hdf5_heaps import GlobalHeaps
from explorer.formats.hdf5_layout import Layout, read_layout
from explorer.formats.hdf5_superblock import open_superblock
from explorer.storage.files import ByteSource

DEEPEST = 200  # groups in groups
_MOST_STEPS = 64  # of a soft link that leads to soft links
_KEY_FACTOR = 8  # bytes of paths for a byte of the file
_KEY_START = 1 << 20
_MOST_PROBLEMS = 20
_UNKNOWN = Datatype(0, 0, "unknown elements")


@dataclass(frozen=True, slots=True)
class Hdf5Dataset:
    """One dataset. `problem` says why it has no value; then the other fields may be empty."""

    path: str  # without the leading "/", bytes as UTF-8 with surrogateescape
    address: int  # of its object header
    shape: tuple[int, ...] = ()
    datatype: Datatype = _UNKNOWN
    layout: Layout | None = None
    most: tuple[int, ...] = ()  # how far each dimension of its own may grow, -1 without end
    dtype_name: str = ""  # the attribute `dtype`, where its datatype says nothing
    problem: str = ""


@dataclass(slots=True)
class Hdf5File:
    """What a file holds: `groups` by path ("" is the root), datasets in no order, problems as sentences."""

    groups: dict[str, Mapping[bytes, Attribute]] = field(default_factory=dict)
    datasets: list[Hdf5Dataset] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Hdf5Walk:
    """One walk through a file; also answers what the attributes say while the source is open."""

    def __init__(self, source: ByteSource) -> None:
        self.bytes, self.superblock = open_superblock(source)
        self.heaps = GlobalHeaps(self.bytes)
        self.found = Hdf5File()
        self._links: dict[int, dict[bytes, Link]] = {}  # of each group met, by the address of its header
        self._key_budget = _KEY_FACTOR * source.size + _KEY_START
        self._later: list[tuple[str, int, Link]] = []  # soft links: path, address of their group
        self._stack: list[tuple[str, int, int]] = []  # path, address, depth
        self._paths: set[str] = set()
        self._known: dict[int, Hdf5Dataset] = {}  # by address: a dataset may have many names
        self._untold = 0

    def walk(self) -> Hdf5File:
        """Visit everything that can be reached from the root.

        Raises:
            CorruptFileError: the root group is damaged, or the paths together are far longer than the file.
        """
        root = self.superblock.root
        self._visit("", root, 0, read_header(self.bytes, root))
        self._drain()
        for path, group, link in sorted(
            self._later, key=lambda later: later[0]
        ):  # after all hard links: an object keeps its own path
            address = self._resolve(group, link.target)
            if address is None:
                self._tell(
                    f"The link {_shown(path)} leads to {_shown(_text(link.target))}, which is not there."
                )
            elif address not in self._links:
                self._stack.append((path, address, path.count("/") + 1))
                self._drain()
        end, source_size = self.superblock.end, self.bytes.source.size
        if end > source_size:  # counted from the beginning of the file
            self._tell(
                f"The file should have {end} bytes, but has {source_size}: "
                "it may still be being written, or a copy of it was cut short."
            )
        if self.superblock.is_open:
            self._tell("The program that wrote the file has not closed it: it may still be being written.")
        if self._untold:
            self.found.problems.append(f"{self._untold} more problems of this kind.")
        return self.found

    def texts(self, attribute: Attribute) -> list[bytes]:
        """The strings of an attribute. Raises CorruptFileError if they are none."""
        count = 1
        for size in attribute.shape:
            count *= size
        return texts_of(self.bytes, self.heaps, attribute.datatype, attribute.data, count=count)

    # --- visiting ----------------------------------------------------------------------------

    def _drain(self) -> None:
        while self._stack:
            path, address, depth = self._stack.pop()
            if address in self._links:
                continue  # another name of a group that was visited
            if address in self._known:
                self._add(replace(self._known[address], path=path))
                continue
            try:
                header = read_header(self.bytes, address)
                self._visit(path, address, depth, header)
            except ExplorerError as error:
                self._add(Hdf5Dataset(path, address, problem=_sentence(error)))

    def _visit(self, path: str, address: int, depth: int, header: ObjectHeader) -> None:
        if header.has(LAYOUT) or not is_group(header):
            if header.has(LAYOUT) and path:
                self._add(self._dataset(path, address, header))
            elif not path:
                raise CorruptFileError("its root is no group", hint=DAMAGED_HINT)
            return  # a named type holds no values
        if depth > DEEPEST:
            raise UnsupportedFileError(f"its groups are nested more than {DEEPEST} deep")
        links = read_links(self.bytes, header)
        self._links[address] = members = {}
        for link in links:
            if not link.name or b"/" in link.name or link.name in members:
                self._tell(f"A link in {_shown(path) or 'the root group'} has no name of its own.")
                continue
            members[link.name] = link
        try:
            self.found.groups[path] = read_attributes(self.bytes, header)
        except ExplorerError as error:
            self.found.groups[path] = {}
            self._tell(
                f"The attributes of {_shown(path) or 'the root group'} cannot be read: {error.problem}."
            )
        for name in sorted(members, reverse=True):
            link = members[name]
            member = f"{path}/{_text(name)}" if path else _text(name)
            self._key_budget -= len(member)
            if self._key_budget < 0:
                raise UnsupportedFileError("the paths in it are together far longer than the file")
            if link.kind == HARD:
                self._stack.append((member, link.address, depth + 1))
            elif link.kind == SOFT:
                self._later.append((member, address, link))
            else:
                self._tell(
                    f"The link {_shown(member)} leads to another file ({_shown(_text(link.target))}), and is not followed."
                    if link.kind == EXTERNAL
                    else f"The link {_shown(member)} leads to nowhere known, and is not followed."
                )

    def _dataset(self, path: str, address: int, header: ObjectHeader) -> Hdf5Dataset:
        space, kind = header.find(DATASPACE), header.find(DATATYPE)
        if space is None or kind is None:
            raise CorruptFileError("a dataset does not say its shape or its type", hint=DAMAGED_HINT)
        own, datatype = parse_dataspace(space), parse_datatype(kind)
        name = ""
        if datatype.is_opaque:
            told = read_attributes(self.bytes, header).get(b"dtype")
            texts = self.texts(told) if told is not None else []
            name = texts[0].decode("ascii", "replace")[:40] if len(texts) == 1 else ""
        try:
            layout, problem = read_layout(header), ""
        except ExplorerError as error:
            layout, problem = None, _sentence(error)
        shape = own.shape + datatype.dimensions
        return Hdf5Dataset(path, address, shape, datatype, layout, own.most, name, problem)

    def _add(self, dataset: Hdf5Dataset) -> None:
        self._known.setdefault(dataset.address, dataset)
        if dataset.path not in self._paths:
            self._paths.add(dataset.path)
            self.found.datasets.append(dataset)

    def _tell(self, sentence: str) -> None:
        if len(self.found.problems) < _MOST_PROBLEMS:
            self.found.problems.append(sentence)
        else:
            self._untold += 1

    def _resolve(self, group: int, target: bytes) -> int | None:
        """The address a soft link leads to: from the root, or from the group it is in."""
        self.bytes.spend(len(target))
        todo = target.split(b"/")[::-1]
        at = self.superblock.root if target.startswith(b"/") else group
        hops = 0
        while todo:
            part = todo.pop()
            if part in (b"", b"."):
                continue
            link = self._links.get(at, {}).get(part)
            hops += 1
            self.bytes.spend(1 + len(part) + (len(link.target) if link is not None else 0))
            if link is None or link.kind == EXTERNAL or len(todo) > DEEPEST or hops > DEEPEST + _MOST_STEPS:
                return None
            if link.kind == HARD:
                at = link.address
                continue
            todo += link.target.split(b"/")[::-1]
            if link.target.startswith(b"/"):
                at = self.superblock.root
        return at


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def _shown(path: str) -> str:
    return repr(path if len(path) <= 200 else path[:200] + "...")[1:-1]


def _sentence(error: ExplorerError) -> str:
    return f"{error.problem}. {error.own_hint}" if error.own_hint else error.problem
