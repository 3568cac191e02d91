"""Every parser, fed with hostile bytes by hypothesis: a record comes out, or an explained error."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.checkpoints.graph_spec import spec_from_graph_file
from explorer.errors import ExplorerError
from explorer.formats.bundle_index import read_index
from explorer.formats.checkpoint_state import parse_checkpoint_state
from explorer.formats.event_file import EventFile
from explorer.formats.graph_text import read_graph_text
from explorer.formats.meta_graph import read_meta_graph
from explorer.formats.object_graph import decode_object_graph
from explorer.formats.reader import open_reader
from explorer.formats.table import read_data_blocks
from explorer.storage.files import BufferSource
from tests.strategies import FORMATS, hostile, sound

OFTEN = settings(
    max_examples=60,
    deadline=None,  # the machine may be busy; that no parser is slow is measured elsewhere
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _opened(data: bytes, path: Path) -> object:
    """A checkpoint opened and read whole."""
    path.write_bytes(data)
    reader = open_reader(path)
    for row in range(min(len(reader.table), 20)):
        with contextlib.suppress(ExplorerError):
            reader.read(row)
    return reader


def _events(data: bytes, path: Path) -> object:
    path.write_bytes(data)
    return EventFile(path).read_new()


def _spec(data: bytes, path: Path) -> object:
    path.write_bytes(data)
    return spec_from_graph_file(path)


PARSERS: dict[str, tuple[str, Callable[[bytes, Path], object]]] = {
    "table": ("c", lambda data, _: read_data_blocks(BufferSource(data))),
    "bundle index": ("c", lambda data, _: read_index(BufferSource(data))),
    "V1": ("c-1", _opened),
    "checkpoint_state": ("c", lambda data, _: parse_checkpoint_state(data)),
    "object graph": ("c", lambda data, _: decode_object_graph(data)),
    "meta_graph": ("c", lambda data, _: read_meta_graph(BufferSource(data))),
    "graph_text": ("c", lambda data, _: read_graph_text(BufferSource(data))),
    "saved_model": ("saved_model.pb", _spec),
    "event_file": ("events.out.tfevents.1.h", _events),
    "hdf5": ("c.weights.h5", _opened),
    "keras archive": ("c.keras", _opened),
}


def test_every_format_is_fed():
    assert tuple(PARSERS) == FORMATS


@pytest.mark.parametrize("name", PARSERS)
def test_the_sound_file_is_read(name, tmp_path):
    file, parse = PARSERS[name]

    assert parse(sound(name), tmp_path / file) is not None


@pytest.mark.parametrize("name", PARSERS)
@OFTEN
@given(data=st.data())
def test_any_bytes_are_read_or_explained(name, tmp_path, data):
    file, parse = PARSERS[name]

    with contextlib.suppress(ExplorerError):
        parse(data.draw(hostile(name)), tmp_path / file)
