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
    path: str,
    pairs: Sequence[tuple[str, str]],
    cast: bool = False,
    turn: bool = False,
    root: str = "checkpoint",
) -> str:
    """A reader script for TensorFlow 2: stored values into variables found by their path from `checkpoint` or `model`."""
    what = "tf.train.Checkpoint" if root == "checkpoint" else "Keras model"
    return "\n".join(
        (
            f"# `{root}` is the {what} of your program, all of its variables created.",
            "import tensorflow as tf",
            "",
            f"reader = tf.train.load_checkpoint({literal(path)})",
            mapping("stored_key_of", pairs, "path in the program: key in the file"),
            "for path, key in stored_key_of.items():",
            f"    found = {root}",
            '    for name in path.split("/"):',
            '        name = name.replace(".S", "/").replace("..", ".")',
            "        children = found._trackable_children()",
            "        found = children[name] if name in children else getattr(found, name)",
            f"    found.assign({_value('key', 'found', cast, turn)})",
        )
    )


def assign_by_name(
    path: str,
    pairs: Sequence[tuple[str, str]],
    cast: bool = False,
    turn: bool = False,
    *,
    kind: str = "",
    with_optimizer: bool = False,
) -> str:
    """A reader script for TensorFlow 2 and Keras: stored values into variables found by their name.

    `kind`: "" for a checkpoint of TensorFlow, "h5" for an HDF5 file, "keras" for the archive.
    """
    imports, reader = {
        "h5": (["import h5py"], f'reader = h5py.File({literal(path)}, "r")'),
        "keras": (
            ["import io", "import zipfile", "", "import h5py"],
            f'archive = zipfile.ZipFile({literal(path)}).read("model.weights.h5")\n'
            'reader = h5py.File(io.BytesIO(archive), "r")',
        ),
    }.get(kind, ([], f"reader = tf.train.load_checkpoint({literal(path)})"))
    if not kind or cast:
        imports = [*imports, "import tensorflow as tf"]
    value = ("reader[{}][()]" if kind else "reader.get_tensor({})").format("left.pop(name)") + ".T" * turn
    who = "`model` and `optimizer` are" if with_optimizer else "`model` is"
    lines = [
        f"# {who} your program's, all variables created.",
        *imports,
        "",
        reader,
        mapping("stored_key_of", pairs, "name in the program: key in the file"),
        "variables = list(model.variables)",
    ]
    if with_optimizer:
        lines += [
            "state = optimizer.variables",
            "variables += state() if callable(state) else state",
        ]
    lines += [
        "left = dict(stored_key_of)",
        "for variable in variables:",
        '    name = getattr(variable, "path", variable.name).split(":")[0]  # Keras 3 calls it path',
        "    if name in left:",
        f"        variable.assign({f'tf.cast({value}, variable.dtype)' if cast else value})",
        'assert not left, f"the program has no variables called {sorted(left)}"',
    ]
    return "\n".join(lines)


def fitting_values(path: str, pairs: Sequence[tuple[str, str]] = ()) -> str:
    """For TensorFlow 2: every value of an object-based file whose variable is there in the same shape and dtype.

    `pairs` say where a path of the program has another key in the file.
    """
    lines = [
        "# `checkpoint` is the tf.train.Checkpoint of your program, all of its variables created.",
        "import tensorflow as tf",
        "",
        f"reader = tf.train.load_checkpoint({literal(path)})",
        "shapes, dtypes = reader.get_variable_to_shape_map(), reader.get_variable_to_dtype_map()",
        'queue, seen, done, left_out = [("", checkpoint)], {}, [], []',
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
        "            done.append(key)",
        "        else:",
        "            left_out.append(key)",
        'assert done, "no value of the file has a place in checkpoint"',
        'print(len(done), "assigned; left at their initial values:", left_out)',
    ]
    return "\n".join(lines)
