"""Compare predictions with what TensorFlow did to random graph programs and Estimators: see `graph_programs`.

python -m tests.oracle.compare_graph_programs FOLDER...
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explorer.analysis.restoring.apis import API
from explorer.analysis.restoring.outcome import EFFECTS, LEFT_ALONE, TAKES_A_VALUE, WRONG, Outcome
from explorer.analysis.restoring.savers.restore import restore
from explorer.analysis.restoring.savers.warm_start import init_from_checkpoint, warm_start
from explorer.checkpoints.checkpoint import checkpoint_at
from explorer.checkpoints.conditions import generation_of
from explorer.checkpoints.spec import ModelSpec, as_spec
from explorer.checkpoints.spec_file import parse_spec
from explorer.task import QUIET
from tests.analysis.restoring.messages import comparable
from tests.oracle.compare_programs import Compared

_SEVERAL = re.compile(r"\d+ root error\(s\) found.*?\(0\) [A-Za-z_ ]+: (.*?)\n\s*\[\[", re.DOTALL)
_SET = re.compile(r"(?:missing: \{|dict_keys\(\[)(.*?)(?:\}|\]\))")  # in no order


def normal(message: str) -> str:
    """A message as it is compared: of an error that came from several devices the first, sets in order."""
    if several := _SEVERAL.search(message):
        message = message[: several.start()] + several[1]
    message = re.sub(r"checkpoint \{.*\}", "checkpoint <values>", message)
    message = _SET.sub(
        lambda m: m[0][: m.start(1) - m.start()] + ", ".join(sorted(m[1].split(", "))), message
    )
    return comparable(message)


def predicted(answer: dict[str, Any], folder: Path, target: ModelSpec) -> Outcome:
    checkpoint, conditions = checkpoint_at(folder / answer["prefix"]), target.conditions
    if answer["api"] == "saver":
        return restore(checkpoint, target, conditions)
    if answer["api"] in API:
        return API[answer["api"]].simulate(checkpoint, target, conditions)
    if answer["api"] == "warm":
        settings = answer["settings"]
        return warm_start(
            checkpoint,
            target,
            conditions,
            QUIET,
            settings.get("vars_to_warm_start", ".*"),
            settings.get("var_name_to_prev_var_name", {}),
        )
    return init_from_checkpoint(checkpoint, target, conditions, QUIET, answer.get("map", {"/": "/"}))


def differences(answer: dict[str, Any], outcome: Outcome, target: ModelSpec) -> Iterator[str]:
    happened, foreseen = answer["exception"], outcome.exception
    if (happened is None) != (foreseen is None):
        yield f"raised {happened}, predicted {foreseen}"
    elif happened is not None and foreseen is not None:
        told = [normal(message) for message in (foreseen.message, *foreseen.alternatives)]
        # A spec does not tell the devices, so not which of a sharded Saver's ops asks for what.
        unordered = answer["how"] == "sharded" and target.kind == "program" and answer["api"] == "saver"
        is_told = unordered or normal(happened["message"]) in told
        if happened["type"] != foreseen.type and answer["how"] == "sharded" and answer["api"] == "saver":
            # The op with a missing key and the one with another dtype race, too.
            is_told = {happened["type"], foreseen.type} == {"NotFoundError", "InvalidArgumentError"}
        elif happened["type"] != foreseen.type:
            is_told = False
        if not is_told:
            yield f"raised {happened['type']}: {normal(happened['message'])}, predicted {foreseen.type}: {told[0]}"
    # Of the ops of a sharded Saver those that succeed may assign before another's error ends the restore;
    # and an error on one device may end it before those on others have assigned.
    is_sharded = answer["api"] == "saver" and answer["how"] == "sharded"
    races = happened is not None and (is_sharded or answer.get("devices", False))
    places = {variable.key: place for place, variable in enumerate(target.variables)}
    for entry in answer["spec"]["variables"]:
        if entry["name"] not in answer["state"] and answer["api"] in API:  # not in the graph of an evaluation
            continue
        name, (value, shape) = entry["name"], answer["state"][entry["name"]]
        place = places[(entry["partition"] or {}).get("full_name", name)]
        effect = int(outcome.effect[place])
        if races and effect in (LEFT_ALONE, *TAKES_A_VALUE):
            continue
        if effect == WRONG:  # all parts but the last
            if (value == "new") != (name == _last_part(answer, name)):
                yield f"{name} is {value}, predicted only the last part to be new"
            continue
        if (value == "new") != (effect in TAKES_A_VALUE) and (shape is None or 0 not in shape):
            yield f"{name} is {value}, predicted {EFFECTS[effect]}"
        elif value == "new" and shape != list(outcome.adopted.get(place, entry["shape"])):
            yield f"{name} has the shape {shape} now, predicted {outcome.adopted.get(place, entry['shape'])}"


def _last_part(answer: dict[str, Any], name: str) -> str:
    """The name of the last part of the partitioned variable that `name` is a part of."""
    names = [e["name"] for e in answer["spec"]["variables"]]
    full = {e["name"]: (e["partition"] or {}).get("full_name") for e in answer["spec"]["variables"]}
    return [other for other in names if full[other] == full[name]][-1]


def compared(folder: Path) -> Iterator[Compared]:
    """Both predictions about one case: from the program's spec, and from its `.meta` file."""
    answer = json.loads((folder / "answer.json").read_text())
    sources = {"spec": parse_spec(json.dumps(answer["spec"]), "program"), "meta": as_spec(folder / "t.meta")}
    api = {"saver": "saver.restore", "warm": "warm_start"}.get(answer["api"], "init_from_checkpoint")
    api = answer["api"] if answer["api"] in API else api
    for source, target in sources.items():
        found = differences(answer, predicted(answer, folder, target), target)
        generation = f"TF {generation_of(answer['spec']['tensorflow'])}, {source}"
        yield Compared(folder.name, api, generation, tuple(found))


def main() -> None:
    counts: Counter[str] = Counter()
    for file in sorted(path for root in sys.argv[1:] for path in Path(root).glob("*/answer.json")):
        for one in compared(file.parent):
            counts[f"{one.api}, {one.generation}: {'differs' if one.differences else 'agrees'}"] += 1
            for difference in one.differences[:3]:
                print(f"{one.case} ({one.api}, {one.generation}): {difference[:600]}")
    for what, count in sorted(counts.items()):
        print(f"{count:6}  {what}")
    agree = sum(count for what, count in counts.items() if what.endswith("agrees"))
    print(f"{agree} of {sum(counts.values())} predictions agree")


if __name__ == "__main__":
    main()
