"""Compare predictions with what TensorFlow did to random programs: see `object_programs` and `keras_programs`.

python -m tests.oracle.compare_programs FOLDER...      (a folder of cases, or one case)
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explorer.analysis.restoring.apis import API
from explorer.analysis.restoring.outcome import (
    DEFERRED,
    EFFECTS,
    NOT_CONCERNED,
    TAKES_A_VALUE,
    Check,
    Outcome,
    Raised,
    UnsuitableError,
)
from explorer.checkpoints.checkpoint import Checkpoint, open_checkpoint
from explorer.checkpoints.spec import ModelSpec, as_spec
from explorer.errors import ExplorerError
from tests.analysis.restoring.messages import comparable

CHECKS = ("assert_consumed", "assert_existing_objects_matched", "assert_nontrivial_match")
_LONGEST = 1500  # letters of a message in a report


@dataclass(frozen=True, slots=True)
class Compared:
    """One prediction. `differences`: sentences; `unjudged`: why it could not be predicted, "" where it was."""

    case: str
    api: str
    generation: str  # "TF 2.15, Keras 2"
    differences: tuple[str, ...]
    unjudged: str = ""


def compared(folder: Path) -> Iterator[Compared]:
    """Every prediction about one case."""
    for answer in json.loads((folder / "answer.json").read_text(encoding="utf-8")):
        generation, found, unjudged = "", [], ""
        try:
            target = as_spec(folder / answer["spec"])
            asked = target.conditions
            generation = f"TF {asked.tensorflow}" + (
                f", Keras {asked.keras}" if asked.keras else ", no Keras"
            )
            if asked.mode == "graph":
                generation = f"TF {asked.tensorflow}, graph, {asked.variables or 'mixed'}"
            checkpoint = open_checkpoint(folder / answer["saved"])
            outcome = API[answer["api"]].simulate(checkpoint, target, asked)
            found = list(differences(answer, outcome, checkpoint, target))
        except UnsuitableError as refusal:
            unjudged = str(refusal)
        except (
            ExplorerError,
            ArithmeticError,
            AssertionError,
            AttributeError,
            LookupError,
            TypeError,
        ) as error:
            lines = traceback.format_exception(error)
            found = [f"the prediction failed: {type(error).__name__}: {error}\n{''.join(lines[-2:])}"]
        yield Compared(folder.name, answer["api"], generation, tuple(found), unjudged)


def differences(
    answer: dict[str, Any], outcome: Outcome, checkpoint: Checkpoint, target: ModelSpec
) -> Iterator[str]:
    """What TensorFlow did otherwise than predicted: the exception, the assertions, the variables' values."""
    for what in ("exception", *CHECKS):
        if what in answer:
            said, foreseen = answer[what], getattr(outcome, what)
            if not is_foreseen(said, foreseen):
                yield f"{what}: TensorFlow {_told(said)}\n        predicted {_told(foreseen)}"
    for warning in answer.get("warned", ()):
        if "nested container" not in warning and not any(
            comparable(warning) == comparable(line) for line in outcome.log
        ):
            yield f"warned: {comparable(warning)[:_LONGEST]}\n        predicted {outcome.log}"
    adopted = {target.variables[place].key: list(shape) for place, shape in outcome.adopted.items()}
    if answer.get("shapes", adopted) != adopted:
        yield f"shapes adopted: {answer['shapes']}, predicted {adopted}"
    for place, variable in enumerate(target.variables):
        keys = answer["taken"].get(variable.key)
        if keys is None or "save_counter" in variable.key:  # the restore makes one, if the program has none
            continue
        effect = int(outcome.effect[place])
        takes = effect in TAKES_A_VALUE or effect == DEFERRED
        ours = checkpoint.table.keys[int(outcome.row[place])] if takes else None
        if bool(keys) != takes or (takes and ours not in keys):
            yield f"{variable.key} has the value of {keys or 'none'}, predicted {ours} ({EFFECTS[effect]})"
        if effect == NOT_CONCERNED and keys:
            yield f"{variable.key} is concerned: it has the value of {keys}"


def is_foreseen(said: Any, foreseen: Check) -> bool:
    """Whether an exception or assertion of TensorFlow is the predicted one."""
    if not isinstance(said, dict) or not isinstance(foreseen, Raised):
        return bool(said == foreseen)
    texts = {comparable(text) for text in (foreseen.message, *foreseen.alternatives)}
    return said["type"] == foreseen.type and comparable(said["message"]) in texts


def _told(what: Any) -> str:
    if isinstance(what, Raised):
        what = {"type": what.type, "message": what.message}
    if not isinstance(what, dict):
        return str(what)
    return f"{what['type']}: {comparable(what['message'])[:_LONGEST]}"


def cases_in(folder: Path) -> list[Path]:
    """The cases below a folder, or the folder itself if it is one."""
    return sorted(path.parent for path in folder.glob("**/answer.json"))


def main() -> int:
    count = wrong = 0
    for root in sys.argv[1:]:
        for folder in cases_in(Path(root)):
            for one in compared(folder):
                count += 1
                wrong += bool(one.differences)
                if one.unjudged:
                    print(f"{one.case} {one.api}: not judged: {one.unjudged}")
                for difference in one.differences[:4]:
                    print(f"{one.case} {one.api} ({one.generation})\n    {difference}")
    print(f"{count - wrong} of {count} predictions agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
