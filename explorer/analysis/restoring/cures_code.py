"""Python text for cures: literals that are safe whatever a file calls its variables, maps, reader scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST_PAIRS = 4000  # in code to copy; more would be a file of its own
MAP_NOTE = "# and {count:,} more of the same kind: export the renames as a CSV table for all of them"


def literal(text: str) -> str:
    """A Python string literal that stays on its line and shows no control characters, whatever the text is."""
    return ascii(text) if not text.isprintable() else repr(text)


def mapping(name: str, pairs: Iterable[tuple[str, str]], comment: str = "") -> str:
    """`name = {left: right, ...}`, one pair a line."""
    found = list(pairs)
    lines = [f"{name} = {{" + (f"  # {comment}" if comment else "")]
    lines += [f"    {literal(left)}: {literal(right)}," for left, right in found[:MOST_PAIRS]]
    if len(found) > MOST_PAIRS:
        lines.append("    " + MAP_NOTE.format(count=len(found) - MOST_PAIRS))
    return "\n".join([*lines, "}"])


def _value(key: str, variable: str, cast: bool, turn: bool) -> str:
    value = f"reader.get_tensor({key})" + (".T" if turn else "")
    return f"tf.cast({value}, {variable}.dtype)" if cast else value


def assign_by_path(
    path: str, pairs: Sequence[tuple[str, str]], cast: bool = False, turn: bool = False
) -> str:
    """A reader script for TensorFlow 2: stored values into variables found by their path in `checkpoint`."""
    return "\n".join(
        (
            "import tensorflow as tf",
            "",
            "# `checkpoint` is the tf.train.Checkpoint of your program, all of its variables created.",
            f"reader = tf.train.load_checkpoint({literal(path)})",
            mapping("stored_key_of", pairs, "path in the program: key in the file"),
            "for path, key in stored_key_of.items():",
            "    found = checkpoint",
            '    for name in path.split("/"):',
            '        name = name.replace(".S", "/").replace("..", ".")',
            "        children = found._trackable_children()",
            "        found = children[name] if name in children else getattr(found, name)",
            f"    found.assign({_value('key', 'found', cast, turn)})",
        )
    )


def assign_by_name(
    path: str, pairs: Sequence[tuple[str, str]], cast: bool = False, turn: bool = False
) -> str:
    """A reader script for TensorFlow 2: stored values into variables found by their name."""
    return "\n".join(
        (
            "import tensorflow as tf",
            "",
            f"reader = tf.train.load_checkpoint({literal(path)})",
            mapping("stored_key_of", pairs, "name in the program: key in the file"),
            "for variable in model.variables:",
            '    name = getattr(variable, "path", variable.name).split(":")[0]  # Keras 3 calls it path',
            "    if name in stored_key_of:",
            f"        variable.assign({_value('stored_key_of[name]', 'variable', cast, turn)})",
        )
    )


def saver_with_names(path: str, pairs: Sequence[tuple[str, str]], rest: bool = True) -> str:
    """A Saver that asks the file for other names: TensorFlow 1 style, in graph mode."""
    lines = [
        "import tensorflow.compat.v1 as tf",
        "",
        mapping("stored_name_of", pairs, "name in the graph: name in the file"),
        f"stored = tf.train.load_checkpoint({literal(path)}).get_variable_to_shape_map()",
        "var_list = {}",
        "for variable in tf.global_variables():",
        '    name = variable.name.split(":")[0]',
        "    name = stored_name_of.get(name, name)",
        "    if name in stored:",
        "        var_list[name] = variable",
        "saver = tf.train.Saver(var_list)",
        "# In the session, after tf.global_variables_initializer():",
        f"saver.restore(session, {literal(path)})",
    ]
    return "\n".join(lines)


def load_in_session(
    path: str, pairs: Sequence[tuple[str, str]], cast: bool = False, turn: bool = False
) -> str:
    """A reader script for TensorFlow 1 style graphs: stored values into variables by name, (name, key) pairs."""
    value = "reader.get_tensor(key)" + (".T" if turn else "")
    if cast:
        value = f"{value}.astype(variable.dtype.base_dtype.as_numpy_dtype)"
    return "\n".join(
        (
            "import tensorflow.compat.v1 as tf",
            "",
            f"reader = tf.train.load_checkpoint({literal(path)})",
            mapping("stored_key_of", pairs, "name in the graph: key in the file"),
            "# In the session, after tf.global_variables_initializer():",
            "for variable in tf.global_variables():",
            '    key = stored_key_of.get(variable.name.split(":")[0])',
            "    if key is not None:",
            f"        variable.load({value}, session)",
        )
    )


def assemble_parts(path: str) -> str:
    """Parts saved as variables of their own into whole ones, and a whole one into parts: graph mode."""
    return "\n".join(
        (
            "import re",
            "",
            "import numpy as np",
            "import tensorflow.compat.v1 as tf",
            "",
            f"reader = tf.train.load_checkpoint({literal(path)})",
            "stored = reader.get_variable_to_shape_map()",
            "# In the session, after tf.global_variables_initializer():",
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
            "import tensorflow.compat.v1 as tf",
            "",
            mapping("stored_name_of", pairs, "name in the graph: name in the file"),
            "# After the model is built, before the session (or the Estimator) initializes it.",
            'variables = {variable.name.split(":")[0]: variable for variable in tf.global_variables()}',
            "assignment_map = {",
            "    stored: variables[name] for name, stored in stored_name_of.items() if name in variables",
            "}",
            f"tf.train.init_from_checkpoint({literal(path)}, assignment_map)",
        )
    )


def saver_without(path: str) -> str:
    """A Saver of what the file has, in the shape it has; everything else keeps its initial value."""
    return "\n".join(
        (
            "import tensorflow.compat.v1 as tf",
            "",
            f"stored = tf.train.load_checkpoint({literal(path)}).get_variable_to_shape_map()",
            "var_list = {}",
            "for variable in tf.global_variables():",
            '    name = variable.name.split(":")[0]',
            "    if name in stored and variable.shape.is_compatible_with(stored[name]):",
            "        var_list[name] = variable",
            "saver = tf.train.Saver(var_list)",
            "# In the session, after tf.global_variables_initializer():",
            f"saver.restore(session, {literal(path)})",
        )
    )


def fitting_values(path: str, pairs: Sequence[tuple[str, str]] = ()) -> str:
    """For TensorFlow 2: every value of an object-based file whose variable is there in the same shape and dtype.

    `pairs` say where a path of the program has another key in the file.
    """
    lines = [
        "import tensorflow as tf",
        "",
        "# `checkpoint` is the tf.train.Checkpoint of your program, all of its variables created.",
        f"reader = tf.train.load_checkpoint({literal(path)})",
        "shapes, dtypes = reader.get_variable_to_shape_map(), reader.get_variable_to_dtype_map()",
        'queue, seen, left_out = [("", checkpoint)], {}, []',
        "while queue:",
        "    path, found = queue.pop(0)",
        "    for name, child in found._trackable_children().items():",
        "        if id(child) in seen:",
        "            continue",
        "        seen[id(child)] = child  # kept: an id may come again once its object is gone",
        '        name = name.replace(".", "..").replace("/", ".S")',
        '        queue.append((f"{path}/{name}" if path else name, child))',
        '    key = path + "/.ATTRIBUTES/VARIABLE_VALUE"',
        '    if hasattr(found, "assign") and key in shapes:',
        "        if found.shape == tuple(shapes[key]) and tf.as_dtype(found.dtype) == dtypes[key]:",
        "            found.assign(reader.get_tensor(key))",
        "        else:",
        "            left_out.append(key)",
        'print("left at their initial values:", left_out)',
    ]
    return "\n".join(lines)
