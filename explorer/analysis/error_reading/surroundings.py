"""What stands around a message: the exception's name, and the functions and files a traceback goes through."""

from __future__ import annotations

import re

_EXCEPTION = re.compile(r"\x01[\w.]{0,120}?(\w{1,60}(?:Error|Exception))(?::|\x01|$)")
_WARNING = re.compile(r"(?:User|Runtime|Future|Resource)Warning:")
# Where a prefix before every line hides where records start: these names, followed by their message.
_KNOWN_EXCEPTION = re.compile(
    r"(ValueError|TypeError|FileNotFoundError|NotFoundError|InvalidArgumentError|AssertionError|DataLossError|OutOfRangeError"
    r"|FailedPreconditionError|RuntimeError|KeyError|IndexError|AttributeError|NotImplementedError|UnimplementedError"
    r"|UnicodeDecodeError|PermissionError|IsADirectoryError|BlockingIOError|InternalError|OSError|IOError):"
)
_LOOK_BACK = 6000

# Words of a traceback without white space -> the way of loading, the surest first.
_APIS = (
    ("warm_starting_util", "warm_start"),
    ("warm_start", "warm_start"),
    ("ininit_from_checkpoint", "init_from_checkpoint"),
    ("load_weights_from_hdf5_group_by_name", "load_weights.h5.by_name"),
    ("load_weights_from_hdf5_group", "load_weights.h5"),
    ("legacy_h5_format.py", "load_weights.h5"),
    ("hdf5_format.py", "load_weights.h5"),
)


def api_of(squeezed: str, usual: str, form: str) -> str:
    """The way of loading a text comes from: what its frames say, else what the message is usual for."""
    if "estimator.py" in squeezed or "tensorflow_estimator" in squeezed:
        if "warm_start" in squeezed and usual == "init_from_checkpoint":
            return "warm_start"
        if usual in ("", "saver.restore", "estimator.evaluate"):
            if ",inevaluate" in squeezed or ",inpredict" in squeezed or form == "no-file":
                return "estimator.evaluate"
            return "estimator.train"
    if usual in ("init_from_checkpoint", "") and "warm_starting_util" in squeezed:
        return "warm_start"
    if usual in ("load_weights.h5", "load_weights.weights_h5", ""):
        for words, api in _APIS[2:]:
            if words in squeezed:
                return api
        if "saving_lib.py" in squeezed:
            return "load_weights.keras" if "inload_model" in squeezed else "load_weights.weights_h5"
    if form.startswith(("keras-assign", "keras3-assign")):  # TensorFlow's own format says it otherwise
        return usual or ("load_weights.weights_h5" if ".weights.h5" in squeezed else "load_weights.h5")
    if usual in ("checkpoint.restore", ""):
        if ("inload_weights" in squeezed or ".load_weights(" in squeezed) and "hdf5" not in squeezed:
            return "load_weights.tf"
        if not usual and "training/saver.py" in squeezed and "inrestore" in squeezed:
            return "saver.restore"
        if not usual and "tensorflow/python/checkpoint/" in squeezed:
            return "checkpoint.restore"
    if not usual and form in ("key-not-found", "restore-dtype"):
        return "saver.restore" if "Restoringfromcheckpointfailed" in squeezed else ""
    return usual


def generation_of_text(squeezed: str, form: str) -> str:
    """The TensorFlow generation, where paths or words tell it surely; else ""."""
    if "tensorflow_core/" in squeezed or form in ("shapes-incompatible", "supplied-shape"):
        return "1.15"
    if (
        form in ("keras3-assign", "by-name-legacy")
        or "keras/src/legacy/" in squeezed
        or "tf_keras/" in squeezed
    ):
        return "2.21"
    if "keras/src/saving/legacy/" in squeezed or "keras/src/engine/" in squeezed:
        return "2.15"
    if "tensorflow_estimator/" in squeezed:
        return "2.15"
    return ""


def exception_before(squeezed: str, place: int) -> str:
    """The exception's name in whose text a place lies, "" where the text begins later."""
    begin = max(0, place - _LOOK_BACK)
    for pattern in (_EXCEPTION, _KNOWN_EXCEPTION):
        names = [match[1] for match in pattern.finditer(squeezed, begin, place + 1)]
        if names:
            return names[-1]
    return ""


def is_warned(squeezed: str, place: int) -> bool:
    """Whether the words at a place are of a Python warning, and not of an exception."""
    begin = max(0, place - _LOOK_BACK)
    warned = max((match.end() for match in _WARNING.finditer(squeezed, begin, place + 1)), default=-1)
    raised = max(
        (
            match.end()
            for pattern in (_EXCEPTION, _KNOWN_EXCEPTION)
            for match in pattern.finditer(squeezed, begin, place + 1)
        ),
        default=-1,
    )
    return warned > raised
