"""The explorer and TensorFlow in one process, imported in either order: both read, and neither disturbs the other.

    python tests/oracle/import_order.py explorer|tensorflow     (inside an environment that has both)

`checked` runs it in the environments of the oracle, to which the explorer's few libraries are added for the time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
OLDEST = (3, 11)
# What TensorFlow does not bring itself; numpy, protobuf and ml_dtypes stay those that it came with.
LIBRARIES = ("google-crc32c", "cramjam", "platformdirs", "networkx")
ORDERS = ("explorer", "tensorflow")
ENVIRONMENTS = ("ORACLE_TF_2_15", "ORACLE_TF_2_21")


def checked() -> Iterator[tuple[str, str]]:
    """(what was tried, what went wrong or ""): each environment in each order."""
    for variable in ENVIRONMENTS:
        python = os.environ[variable]
        with tempfile.TemporaryDirectory() as folder:
            problem = _prepared(python, folder)
            for first in ORDERS:
                second = next(other for other in ORDERS if other != first)
                what = f"{variable.removeprefix('ORACLE_')}: {first}, then {second}"
                yield what, problem or _ran(python, folder, first)


def _prepared(python: str, folder: str) -> str:
    """Put the explorer's libraries into a folder, built for that Python; what went wrong, or ""."""
    done = _call([python, "-c", "import json, sys; print(json.dumps(sys.version_info[:2]))"])
    if done.returncode:
        return done.stderr[-500:]
    version = tuple(json.loads(done.stdout))
    if version < OLDEST:
        return f"its Python is {version[0]}.{version[1]}, the explorer needs {OLDEST[0]}.{OLDEST[1]}"
    done = _call([python, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, *LIBRARIES])
    return done.stderr[-500:] if done.returncode else ""


def _ran(python: str, folder: str, first: str) -> str:
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join((str(ROOT), folder)), TF_CPP_MIN_LOG_LEVEL="3")
    environment["CUDA_VISIBLE_DEVICES"] = ""
    done = _call([python, "-P", __file__, first], environment)
    if done.returncode:
        return (done.stdout + done.stderr)[-2000:]
    return "" if done.stdout.strip().endswith("both read") else f"said: {done.stdout[-500:]}"


def _call(
    command: Sequence[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, errors="replace", env=environment, check=False
    )


def main(first: str) -> None:
    """Inside TensorFlow's environment: import both, read with both, show what a notebook shows."""
    if first == "explorer":
        import explorer

        _read_with_explorer(explorer)
        import tensorflow as tf
    else:
        import tensorflow as tf

        _read_with_tensorflow(tf)
        import explorer
    ours, theirs = _read_with_explorer(explorer), _read_with_tensorflow(tf)
    assert ours == theirs, (ours, theirs)
    assert not [name for name in sys.modules if name.startswith("PySide6")]
    print("both read")


def _read_with_explorer(explorer) -> dict[str, list[float]]:
    """The values of a checkpoint; on the way everything that is shown in a notebook, and every kind of message."""
    for name in ("guide_net", "iris"):
        checkpoint = explorer.open_checkpoint(DEMO / name)
        for thing in (explorer.open_model_dir(DEMO / name), checkpoint, checkpoint.graph):
            assert {"text/plain", "text/html"} <= set(thing._repr_mimebundle_())
    report = explorer.check_restore(checkpoint, next((DEMO / "iris20").glob("*.meta")))
    assert "shape differs" in report._repr_mimebundle_()["text/html"]
    return {item.key: checkpoint.read(item).ravel().tolist() for item in checkpoint.variables}


def _read_with_tensorflow(tf) -> dict[str, list[float]]:
    prefix = str(DEMO / "iris" / "model.ckpt-200")
    with tf.Graph().as_default():
        tf.compat.v1.train.import_meta_graph(prefix + ".meta")  # TensorFlow's own messages, from its own pool
    reader = tf.train.load_checkpoint(prefix)
    return {key: reader.get_tensor(key).ravel().tolist() for key in reader.get_variable_to_shape_map()}


if __name__ == "__main__":
    main(sys.argv[1])
