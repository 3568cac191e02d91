"""One of every public object, of the demo directories or with hostile names, for tests of what they show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

import explorer
from explorer.checkpoints.spec import as_spec
from tests.builders import VALUE, object_graph_bytes, write_bundle

TAG = "<img src=x onerror=alert(1)>"
NAMES = (
    TAG,
    "<script>alert(2)</script>",
    "</style></svg><b onmouseover='alert(3)'>",
    "\u202ebidi\u2066",
    "zero\u200bwidth\ufeff",
    "nul\0\x1b[31m",
    "&lt;u&gt;&#106;",
    'quote" onload="alert(4)',
    "javascript:alert(5)",
    "https://example.invalid/x.png",
    "long" * 20_000,
)


def demo_results() -> Iterator[object]:
    """Sound results."""
    iris, iris20 = explorer.demo_path("iris"), explorer.demo_path("iris20")
    run = explorer.open_model_dir(explorer.demo_path("regression_run"))
    checkpoint = explorer.open_checkpoint(iris)
    net = explorer.open_checkpoint(explorer.demo_path("guide_net"))
    yield from results_of(run, checkpoint, iris / "model.ckpt-1", iris20, "dnn/logits/kernel")
    yield net
    yield net.object_graph


def hostile_results(folder: Path) -> Iterator[object]:
    """The same of checkpoints whose every name wants to be more than a name."""
    for step, names in ((1, NAMES[:-1]), (2, NAMES)):
        nodes = [{"children": [(name, at + 1) for at, name in enumerate(names)]}]
        nodes += [{"attributes": [("VARIABLE_VALUE", name, name + VALUE)]} for name in names]
        tensors = {name + VALUE: np.float32([[step, at], [2, np.nan]]) for at, name in enumerate(names)}
        write_bundle(
            folder / f"{TAG.replace('/', '!')}-{step}", tensors, object_graph=object_graph_bytes(nodes)
        )
    (folder / "checkpoint").write_text(
        f'model_checkpoint_path: "{TAG}"\nall_model_checkpoint_paths: "<b>gone</b>-3"\n'
    )
    run = explorer.open_model_dir(folder)
    older, newer = (entry.path for entry in run.checkpoints if entry.status == "complete")
    checkpoint = explorer.open_checkpoint(newer)
    yield from results_of(run, checkpoint, older, older, TAG + VALUE)


def results_of(run, checkpoint, older: Path, target: Path, key: str) -> Iterator[object]:
    yield run
    yield run.checkpoints[0]
    yield checkpoint
    yield checkpoint.variable(key)
    yield checkpoint.graph
    yield explorer.histograms(checkpoint.prefix.parent, key)
    yield explorer.tensor_statistics(checkpoint, key)
    yield explorer.compare(older, checkpoint)
    yield explorer.compare(older, checkpoint, values=True)
    yield explorer.check_restore(checkpoint, target)
    yield as_spec(target)
    yield explorer.verify(checkpoint.prefix.parent)
    try:
        checkpoint.read(key + "?")
    except explorer.UnknownKeyError as error:
        yield error
