"""Small records for tests of the window's panels: runs without any file."""

from __future__ import annotations

from pathlib import Path

from explorer.checkpoints.model_dir import COMPLETE, GONE, CheckpointEntry, ModelDir, OtherFile

DIRECTORY = Path("/nowhere/run")


def entry(
    number: int,
    step: int | None = None,
    status: str = COMPLETE,
    family: str = "ckpt",
    problems: tuple[str, ...] = (),
) -> CheckpointEntry:
    prefix = f"{family}-{number}"
    return CheckpointEntry(
        prefix=prefix,
        path=DIRECTORY / prefix,
        family=family,
        step=step,
        number=number,
        epoch=None,
        format="tensor_bundle",
        status=status,
        size_bytes=0 if status == GONE else 1024,
        modified=None if status == GONE else 1_700_000_000.0,
        problems=problems,
        is_resolved=True,
    )


def run_of(
    *entries: CheckpointEntry, latest: str | None = None, files: tuple[OtherFile, ...] = ()
) -> ModelDir:
    return ModelDir(DIRECTORY, entries, latest, "", files, ())


class NoCache:
    """Opens nothing: the panels must be usable before and without a checkpoint's content."""

    def open(self, entry: CheckpointEntry) -> object:
        from explorer.errors import MissingFileError

        raise MissingFileError("the index file is not there", hint="Reload the directory.", path=entry.path)

    def clear(self) -> None:
        pass
