"""The options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import translate

import click

path_argument = click.argument("path", type=click.Path())
step_option = click.option(
    "--step",
    type=int,
    metavar="N",
    help="Of a directory: the checkpoint of this step; any other must be of it.",
)
number_option = click.option(
    "--number",
    type=int,
    metavar="N",
    help="Of a directory: the checkpoint of this save number; any other must be it.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
keys_option = click.option(
    "--keys", "--key", "globs", multiple=True, metavar="GLOB",
    help="Only keys that match, as in '*/kernel*'. May be repeated.",
)  # fmt: skip


class _ColumnsOption(click.Option):
    """Lists the columns in its help, and imports them for that only."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from explorer.report.columns import BY_ID

        self.help = f"Which columns, by id or heading; 'all' for all of them. Ids: {', '.join(BY_ID)}."
        return super().get_help_record(ctx)


columns_option = click.option(
    "--columns", cls=_ColumnsOption, metavar="ID,ID", help="Which columns, by id or heading."
)
all_option = click.option("--all", "show_all", is_flag=True, help="Show the rows without a finding, too.")


def key_filter(globs: tuple[str, ...]) -> Callable[[str], bool] | None:
    """A predicate that says whether a key matches one of the globs (`*` matches `/` as well); None for no globs."""
    if not globs:
        return None
    import re

    matches = [re.compile(translate(glob)).match for glob in globs]
    return lambda key: any(match(key) for match in matches)


def value_range(
    context: click.Context, option: click.Parameter, text: str | None
) -> tuple[float, float] | None:
    """ "LOW:HIGH" as two numbers; both ends belong to the range."""
    if text is None:
        return None
    low, _, high = text.partition(":")
    try:
        ends = float(low), float(high)
    except ValueError:
        raise click.BadParameter("it has the form LOW:HIGH, as in -0.1:0.1.", context, option) from None
    if not ends[0] <= ends[1]:
        raise click.BadParameter("its first number must not be above its second.", context, option)
    return ends


range_option = click.option(
    "--range",
    "value_range",
    metavar="LOW:HIGH",
    callback=value_range,
    help="Also how many values lie in this range, as in -0.1:0.1.",
)
