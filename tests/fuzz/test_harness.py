"""The tools of this folder see what they are there to see: deaths, hangs, lies, forbidden acts; and mutants are what they say."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from explorer.errors import CorruptFileError
from explorer.formats.event_file import EventFile
from explorer.formats.table import read_data_blocks
from explorer.storage.files import BufferSource
from tests.builders import table_bytes
from tests.fuzz import harness
from tests.fuzz.seeds import Seed
from tests.fuzz.tours import Sight
from tests.golden_answers import GOLDEN
from tests.mutants import (
    byte_mutant,
    message_mutant,
    record_bytes,
    records_mutant,
    table_mutant,
    text_mutant,
    zip_mutant,
)

INDEX = (GOLDEN / "dtypes_tf115/model_dir/model.ckpt-1.index").read_bytes()
ROOT = Path(__file__).parents[2]


def _seed(look) -> Seed:  # type: ignore[no-untyped-def]
    return Seed("made up", {"a": b"0123"}, lambda dice: {"a": byte_mutant(b"0123", dice)}, lambda _: {}, look)


def _dies(folder: Path) -> Sight:
    if (folder / "a").read_bytes() != b"0123":
        os.abort()
    return Sight(opened=True)


def _hangs(folder: Path) -> Sight:
    if (folder / "a").read_bytes() != b"0123":
        time.sleep(60)
    return Sight(opened=True)


def _lies(folder: Path) -> Sight:
    return Sight(opened=True, silent=["w"])


def _raises(folder: Path) -> Sight:
    if (folder / "a").read_bytes() != b"0123":
        raise KeyError("w")
    return Sight(opened=True)


def _tour(look, hang_s: float = 10.0) -> dict[str, int]:  # type: ignore[no-untyped-def]
    """Run the harness over three mutants, in a process of its own: it forks."""
    script = (
        f"import sys, json; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.fuzz import harness, test_harness as t\n"
        f"harness.HANG_S = {hang_s}; harness.seed = lambda _: t._seed(t.{look.__name__})\n"
        "f = harness.tour_mutants('made up', 'raw', range(3))\n"
        "print(json.dumps({n: getattr(f, n) for n in ('mutants', 'deaths', 'hangs', 'silent', 'untyped')}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    import json

    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks processes")
@pytest.mark.parametrize(
    ("look", "seen"),
    [(_dies, {"deaths": 3}), (_hangs, {"hangs": 3}), (_lies, {"silent": 3}), (_raises, {"untyped": 3})],
    ids=["death", "hang", "lie", "untyped"],
)
def test_the_harness_sees_what_mutants_do(look, seen):
    nothing = {"mutants": 3, "deaths": 0, "hangs": 0, "silent": 0, "untyped": 0}
    assert _tour(look, 0.5) == nothing | seen


def test_an_audit_hook_hears_of_code_that_runs():
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.fuzz.audit import Watch\n"
        "watch = Watch()\n"
        "with watch.awake(): exec('1'); open('/dev/null', 'a').close()\n"
        "print([act.split()[0] for act in watch.acts], watch.writes)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout.split() == ["['compile',", "'exec']", "{'/dev/null'}"]


@pytest.mark.parametrize("mutate", [byte_mutant, message_mutant, text_mutant])
def test_a_mutant_depends_on_its_number_alone(mutate):
    assert [mutate(INDEX, Random(n)) for n in range(20)] == [mutate(INDEX, Random(n)) for n in range(20)]
    assert len({mutate(INDEX, Random(n)) for n in range(50)}) > 40


def test_damage_in_a_table_is_hidden_behind_right_checksums():
    told = []
    for number in range(200):
        try:
            read_data_blocks(BufferSource(table_mutant(INDEX, Random(number))))
        except CorruptFileError as error:
            told.append(error.problem)

    # Where the index block was damaged, a handle may point into the middle of a block.
    assert sum("does not match its checksum" in problem for problem in told) < 10
    assert len(told) < 150  # the others get past the table, into the entries


def test_damage_in_an_event_file_is_hidden_behind_right_checksums(tmp_path):
    path = tmp_path / "events.out.tfevents.1.h"
    sound = b"".join(record_bytes(bytes([0x10, step])) for step in range(9))
    told = []
    for number in range(60):
        path.write_bytes(records_mutant(sound, Random(number)))
        events = EventFile(path)
        events.read_new()
        told += [problem for problem in events.problems if "checksum" in problem]

    assert told == []


def test_an_archive_with_damage_inside_is_sound_outside():
    import io
    import zipfile

    sound = (GOLDEN / "keras3_modelcheckpoint_tf221/checkpoints/keras_model_01.keras").read_bytes()

    for number in range(20):
        with zipfile.ZipFile(io.BytesIO(zip_mutant(sound, Random(number)))) as archive:
            assert archive.testzip() is None


def test_a_table_taken_apart_and_put_together_is_the_same():
    from tests.mutants import _put_together, _taken_apart

    table = table_bytes([(b"", b"h"), (b"a", b"1"), (b"b", b"2")])

    assert _put_together(_taken_apart(table)) == table
    assert _put_together(_taken_apart(INDEX)) == INDEX
    assert harness.RAW != harness.REPAIRED
