"""Wheel and sdist: built, checked, and each installed into a new environment of somebody who has nothing."""

from __future__ import annotations

import os
import sys
import venv
from pathlib import Path

from shipping import places, trials
from shipping.steps import (
    DIST,
    NAME,
    WORK,
    StepError,
    emptied,
    megabytes,
    new_home,
    program_version,
    run,
    say,
)

IMPORTS = (
    "import explorer, sys; "
    "run = explorer.open_model_dir(sys.argv[1]); "
    "assert [entry.status for entry in run.checkpoints][-1] == 'complete'; "
    "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6', 'pyqtgraph'))])"
)


def build() -> list[Path]:
    """Both distributions in dist/, as twine wants them."""
    say("-- wheel and sdist")
    for old in (*DIST.glob("*.whl"), *DIST.glob("checkpoint_explorer-*.tar.gz")):
        old.unlink()
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", DIST)
    version = program_version()
    paths = [
        DIST / f"checkpoint_explorer-{version}-py3-none-any.whl",
        DIST / f"checkpoint_explorer-{version}.tar.gz",
    ]
    text = run(sys.executable, "-m", "twine", "check", "--strict", *paths)
    if text.count("PASSED") != len(paths):
        raise StepError(f"twine: {text}")
    for path in paths:
        places.expect_none(places.parts_of_archive(path), places.places())
        say(f"   {megabytes(path.stat().st_size)} {path.name}, twine check --strict passed")
    return paths


def try_out(paths: list[Path]) -> None:
    """Install each where nothing is yet, and use it."""
    for path in paths:
        say(f"-- trying {path.name} in a new environment")
        folder = emptied(WORK / "venv")
        venv.create(folder, with_pip=True)
        python = folder / "bin" / "python"
        pip_environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        run(
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            path,
            env=pip_environment,
        )
        with new_home() as env:
            loaded = run(python, "-c", IMPORTS, trials.DEMO, env=env, cwd=folder).strip()
            if loaded != "[]":
                raise StepError(f"import explorer loads {loaded}")
        programs = trials.Programs(str(folder / "bin" / NAME), str(folder / "bin" / "ckptx"))
        trials.try_everything(programs, WORK, path.suffix.strip("."))
