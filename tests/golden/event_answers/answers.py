"""Notes in answers.json what TensorBoard reads in event files: python answers.py (with the package tensorboard).

The reader is `plugin_event_accumulator`, which TensorBoard's own pages use; nothing is sampled.
Values: per folder of event files, tag -> [[step, wall time, value], ...] of scalars, and
tag -> [[step, wall time, number of buckets, sha256], ...] of histograms; the hash is over the buckets
(left edge, right edge, count) as little-endian float32, the precision TensorBoard gives TF1's in.
Numbers that JSON lacks are the words "nan", "inf" and "-inf".
"""

import hashlib
import json
import math
from pathlib import Path

import tensorboard
from tensorboard.backend.event_processing import io_wrapper, plugin_event_accumulator
from tensorboard.util import tensor_util

HERE = Path(__file__).parent
GOLDEN = HERE.parent


def number(value):
    return value if math.isfinite(value) else str(value)


def read(folder):
    reader = plugin_event_accumulator.EventAccumulator(
        str(folder), size_guidance={"tensors": 0}, tensor_size_guidance={"scalars": 0, "histograms": 0}
    )
    reader.Reload()
    found = {"scalars": {}, "histograms": {}}
    for tag in reader.Tags()["tensors"]:
        kind = reader.SummaryMetadata(tag).plugin_data.plugin_name
        if kind not in found:
            continue
        rows = []
        for event in reader.Tensors(tag):
            try:
                array = tensor_util.make_ndarray(event.tensor_proto)
            except TypeError:  # without TensorFlow beside it, it has no bfloat16
                continue
            if kind == "scalars":
                rows.append([event.step, event.wall_time, number(float(array.item()))])
            else:
                digest = hashlib.sha256(array.astype("<f4").tobytes()).hexdigest()
                rows.append([event.step, event.wall_time, len(array), digest])
        if rows:
            found[kind][tag] = rows
    return found


answers = {}
for folder in sorted({path.parent for path in GOLDEN.rglob("*tfevents*")}):
    if any(io_wrapper.IsSummaryEventsFile(str(path)) for path in folder.iterdir()):
        answers[folder.relative_to(GOLDEN).as_posix()] = read(folder)
made_by = f"tensorboard {tensorboard.__version__}, plugin_event_accumulator"
lines = [f'{{"made_by": {json.dumps(made_by)}, "folders": {{']
for last, (folder, found) in enumerate(answers.items(), 1 - len(answers)):
    lines.append(f"{json.dumps(folder)}: {json.dumps(found)}{',' if last else ''}")
(HERE / "answers.json").write_text("\n".join([*lines, "}}"]) + "\n")
