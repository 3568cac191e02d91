"""Python text for cures in TensorFlow 1 style: savers, assignment maps and readers for a graph and a session.

A partitioned variable is in `tf.global_variables()` part by part; its slice information tells the
name and the shape it is saved under.
"""

from __future__ import annotations

from collections.abc import Sequence

from explorer.analysis.restoring.cures.code import literal, mapping

_NAMES = (
    "for variable in tf.global_variables():",
    "    part = variable._get_save_slice_info()  # of a partitioned variable",
    "    name = part.full_name if part else variable.op.name",
    "    shape = list(part.full_shape) if part else variable.shape.as_list()",
)
_IN_SESSION = "# In the session, after tf.global_variables_initializer():"


def saver_with_names(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """A Saver that asks the file for other names, and for what else it holds in the same shape and dtype."""
    lines = [
        "# `session` is your program's session; the graph is built.",
        "import tensorflow.compat.v1 as tf",
        "",
        mapping("stored_name_of", pairs, "name in the graph: name in the file"),
        *_asked_for(path, "stored_name_of.get(name, name)"),
        "assert not [name for name in stored_name_of.values() if name not in var_list], left_out",
        *_restored(path),
    ]
    return "\n".join(lines)


def saver_without(path: str) -> str:
    """A Saver of what the file has, in the shape it has; everything else keeps its initial value."""
    lines = [
        "# `session` is your program's session; the graph is built.",
        "import tensorflow.compat.v1 as tf",
        "",
        *_asked_for(path, "name"),
        'assert var_list, "the file holds none of the graph\'s variables"',
        *_restored(path),
    ]
    return "\n".join(lines)


def _asked_for(path: str, key: str) -> list[str]:
    """`var_list` of what the file has; a variable in parts is a list of them there. `left_out` are the others."""
    return [
        f"reader = tf.train.load_checkpoint({literal(path)})",
        "shapes, dtypes = reader.get_variable_to_shape_map(), reader.get_variable_to_dtype_map()",
        "var_list, left_out = {}, []",
        *_NAMES,
        f"    key = {key}",
        "    if shapes.get(key) != shape or dtypes[key] != variable.dtype.base_dtype:",
        "        left_out.append(name)",
        "    elif part:",
        "        var_list.setdefault(key, []).append(variable)",
        "    else:",
        "        var_list[key] = variable",
    ]


def _restored(path: str) -> list[str]:
    return [
        "saver = tf.train.Saver(var_list)",
        _IN_SESSION,
        f"saver.restore(session, {literal(path)})",
        'print(len(var_list), "restored; left at their initial values:", left_out)',
    ]


def load_in_session(
    path: str, pairs: Sequence[tuple[str, str]], cast: bool = False, turn: bool = False
) -> str:
    """A reader script: stored values into variables by name, (name, key) pairs."""
    lines = [
        "# `session` is your program's session; the graph is built.",
        "import tensorflow.compat.v1 as tf",
        "",
        f"reader = tf.train.load_checkpoint({literal(path)})",
        mapping("stored_key_of", pairs, "name in the graph: key in the file"),
        "left = dict(stored_key_of)",
        _IN_SESSION,
        *_NAMES[:-1],
        "    key = stored_key_of.get(name)",
        "    if key is not None:",
        "        left.pop(name, None)",
        "        value = reader.get_tensor(key)" + (".T" if turn else ""),
        "        if part:",
        "            ends = zip(part.var_offset, part.var_shape)",
        "            value = value[tuple(slice(start, start + size) for start, size in ends)]",
        *(["        value = value.astype(variable.dtype.base_dtype.as_numpy_dtype)"] if cast else []),
        "        variable.load(value, session)",
        'assert not left, f"the graph has no variables called {sorted(left)}"',
    ]
    return "\n".join(lines)


def assemble_parts(path: str) -> str:
    """Parts saved as variables of their own into whole ones, and a whole one into parts: graph mode."""
    return "\n".join(
        (
            "# `session` is your program's session; the graph is built.",
            "import re",
            "",
            "import numpy as np",
            "import tensorflow.compat.v1 as tf",
            "",
            f"reader = tf.train.load_checkpoint({literal(path)})",
            "stored = reader.get_variable_to_shape_map()",
            _IN_SESSION,
            "offsets = {}",
            "for variable in tf.global_variables():",
            '    name = variable.name.split(":")[0]',
            "    shape = variable.shape.as_list()",
            '    whole = re.sub(r"/part_\\d+", "", name)',
            '    parts = sorted((k for k in stored if "part_" in k and re.sub(r"/part_\\d+", "", k) == name),',
            '                   key=lambda k: int(re.search(r"part_(\\d+)", k)[1]))',
            "    if name in stored:",
            "        variable.load(reader.get_tensor(name), session)",
            "    elif parts:  # stored in parts, whole here",
            "        values = [reader.get_tensor(k) for k in parts]",
            "        axis = next((a for a in range(len(shape)) if values[0].shape[a] != shape[a]), 0)",
            "        variable.load(np.concatenate(values, axis), session)",
            "    elif whole in stored:  # stored whole, in parts here",
            "        value = reader.get_tensor(whole)",
            "        axis = next((a for a in range(len(shape)) if value.shape[a] != shape[a]), 0)",
            "        start = offsets.get(whole, 0)",
            "        offsets[whole] = start + shape[axis]",
            "        variable.load(np.take(value, range(start, start + shape[axis]), axis), session)",
        )
    )


def assignment_map(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """`init_from_checkpoint`, called after the graph is built and before it is initialized; (own, stored) pairs.

    The map's values are the variables themselves: TensorFlow does not find slots by their names.
    """
    return "\n".join(
        (
            "# The graph is built: call this before the session (or the Estimator) initializes it.",
            "import tensorflow.compat.v1 as tf",
            "",
            mapping("stored_name_of", pairs, "name in the graph: name in the file"),
            "assignment_map = {}",
            *_NAMES[:-1],
            "    if name in stored_name_of:",
            "        if part:",
            "            assignment_map.setdefault(stored_name_of[name], []).append(variable)",
            "        else:",
            "            assignment_map[stored_name_of[name]] = variable",
            "assert len(assignment_map) == len(stored_name_of), assignment_map.keys()",
            f"tf.train.init_from_checkpoint({literal(path)}, assignment_map)",
        )
    )
