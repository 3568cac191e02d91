"""Keep cases of a run among the golden files, so that tests hold them without TensorFlow.

python -m tests.oracle.keep_programs CASE_FOLDER [API ...]      (all its APIs, if none is named)

Only what the answers need is copied, without the description of the program.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

KEPT = Path(__file__).resolve().parents[1] / "golden" / "oracle_programs"


def keep(case: Path, apis: list[str]) -> Path:
    """Copy one case; where it lies now."""
    answers = json.loads((case / "answer.json").read_text(encoding="utf-8"))
    answers = [answer for answer in answers if not apis or answer["api"] in apis]
    if not answers:
        raise SystemExit(f"{case} has no answer for {' or '.join(apis)}")
    folder = KEPT / f"{case.parent.name}_{case.name.rpartition('_')[2]}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for answer in answers:
        answer.pop("description", None)
        spec = json.loads((case / answer["spec"]).read_text(encoding="utf-8"))
        (folder / answer["spec"]).write_text(json.dumps(spec, separators=(",", ":")) + "\n", encoding="utf-8")
        saved = case / answer["saved"]
        (folder / answer["saved"]).parent.mkdir(exist_ok=True)
        for file in saved.parent.glob(f"{saved.name}*"):
            if file.name in (saved.name, f"{saved.name}.index") or ".data-" in file.name:
                shutil.copy(file, (folder / answer["saved"]).parent / file.name)
    text = json.dumps(answers, indent=None, separators=(",", ":")) + "\n"
    (folder / "answer.json").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    kept = keep(Path(sys.argv[1]).absolute(), sys.argv[2:])
    size = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())
    print(f"{kept}: {size / 1024:.0f} KiB")
