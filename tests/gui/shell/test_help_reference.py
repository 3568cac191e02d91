"""The reference pages of the help and the program name the same things: neither has one that the other lacks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest
from PySide6.QtWidgets import QAbstractButton, QRadioButton, QSpinBox

import explorer
from explorer.cli.commands import cli
from explorer.gui import actions, app
from explorer.gui.help_topics import COLUMN_SECTIONS
from explorer.gui.language import without_mnemonic
from explorer.gui.settings import Settings
from explorer.gui.theme import TEXT_PERCENTS
from explorer.gui.variables.variable_source import VARIABLE_COLUMNS
from tests.gui.shell.test_help_views import cells, flat, page, section

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "explorer"
NET = "net_adam_manager_legacy_tf215/tf_ckpts"
# What the window keeps without asking, in the words of the page on settings.
KEPT = {
    "geometry": "Its size",
    "docks": "the places of its panels",
    "view": "the view",
    "last_directory": "directory shown last",
    "recents": "the directories opened lately",
    "target_of": "the targets chosen for them",
    "graph_layout": "the graph's layout",
    "export_answers": "the answers given when exporting",
    "seen_hints": "which hints were seen",
}
ASKED = {
    "theme": "Theme",
    "language": "Language",
    "text_percent": "Text size",
    "colour_blind": "Colours for the colour-blind",
    "show_hints": "Show hints",
    "follow": "Follow the run",
    "follow_interval_s": "How often the directory is looked at",
    "remember_new": "Remember new checkpoints up to",
    "remember_new_mib": "Remember new checkpoints up to",
    "remember_runs": "Remember runs",
    "records_mib": "At most",
}


def options_of(command: click.Command) -> set[str]:
    options = [each for each in command.params if isinstance(each, click.Option)]
    named = {name for each in options for name in (*each.opts, *each.secondary_opts)}
    return {name for name in named if name.startswith("--")} | {"--help"}


def texts_of(paths: list[Path], calls: dict[str, int], names: set[str]) -> set[str]:
    """The texts at a place of some calls or given to some names, with N for what is put in."""
    found: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts: list[ast.expr] = []
            if isinstance(node, ast.Call) and _name(node.func) in calls:
                parts = node.args[calls[_name(node.func)] :][:1]
            elif isinstance(node, ast.Assign) and _name(node.targets[0]) in names:
                parts = [node.value]
            for part in parts:
                found |= {_template(each) for each in _alternatives(part)}
    return {text for text in found if " " in text.strip()}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _alternatives(node: ast.expr) -> list[ast.expr]:
    return [*_alternatives(node.body), *_alternatives(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _template(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "N" for part in node.values)
    return ""


# --- settings ----------------------------------------------------------------------------------------


def test_every_setting_stands_on_the_page_of_settings_and_no_other_does():
    told = {
        name
        for title in ("Look", "Following a run", "Memory")
        for cell in cells(section(page("settings"), title))
        for name in cell.split(", ")
    }
    buttons = {"Show all again", "Stay at the latest checkpoint", "Forget this run", "Forget all"}

    assert told == {*ASKED.values(), *buttons}


def test_every_property_of_the_settings_is_asked_or_kept():
    own = {name for name, value in vars(Settings).items() if isinstance(value, property)} | {"target_of"}

    assert own == {*ASKED, *KEPT}
    text = flat(section(page("settings"), "What else the window keeps"))
    assert [words for words in KEPT.values() if words not in text] == []


def test_every_control_of_the_settings_is_named_as_the_window_names_it(open_window, golden):
    window = open_window(golden / NET)
    window.show_settings()
    shown = {
        button.text().rstrip("…")
        for button in window._settings_dialog.stack.findChildren(QAbstractButton)
        if button.text()
        and not isinstance(button, QRadioButton)
        and not isinstance(button.parent(), QSpinBox)
    }
    text = flat(page("settings"))

    assert [name for name in sorted(shown) if name not in text] == []
    assert ", ".join(map(str, TEXT_PERCENTS[:-1])) + f" or {TEXT_PERCENTS[-1]} %" in text


def test_every_option_of_the_windows_command_is_explained():
    told = set(re.findall(r"--[a-z][a-z-]+", section(page("settings"), "For one start only")))
    own = {name for action in app.argument_parser()._actions for name in action.option_strings}

    assert told == {name for name in own if name.startswith("--")}


# --- commands and keys -------------------------------------------------------------------------------


def test_every_command_of_the_terminal_has_a_section_and_no_section_is_of_another():
    headings = re.findall(r"^## (\w+): ", page("command-line"), re.MULTILINE)

    assert sorted(headings) == sorted(cli.commands)


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_option_of_a_command_stands_in_its_section_and_no_other_does(name):
    text = page("command-line")
    own = re.search(rf"^## {name}: .*$\n((?:(?!^## ).*\n)*)", text, re.MULTILINE)[1]
    everywhere = section(text, "Options of several commands")
    options = options_of(cli.commands[name])

    said = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", own))
    common = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", "".join(cells(everywhere))))
    assert sorted(options - said - common) == []
    assert sorted(said - options) == []
    assert common - {"--version"} <= set().union(*map(options_of, cli.commands.values()))


def test_every_key_of_the_window_stands_on_the_page_of_keys_with_its_command():
    window = page("keyboard").partition("\nIn ")[0]
    told = {key.strip() for cell in cells(window) for key in re.split(r", (?=\S)", cell)}
    told |= {"Ctrl++"}  # its comma is none
    keys = {key for command in actions._COMMANDS for key in command.keys}
    keys |= {f"Alt+{number}" for number, _ in enumerate(actions.VIEWS, 1)} | {"F6"}

    assert {key.rstrip(",") for key in told} == {key.rstrip(",") for key in keys}


def test_menu_entries_that_the_pages_name_are_in_the_menus(open_window, golden):
    window = open_window(golden / NET)
    there = set()
    for menu in window.menuBar().actions():
        for entry in menu.menu().actions():
            inner = [] if entry.menu() is None else entry.menu().actions()
            words = [without_mnemonic(menu.text()), without_mnemonic(entry.text()).rstrip("…?")]
            there.add(" > ".join(words))
            there |= {" > ".join([*words, without_mnemonic(each.text()).rstrip("…?")]) for each in inner}
    there |= {f"Edit > Settings > {name}" for name in ("Look", "Following a run", "Memory")}

    named = set()
    for path in (ROOT / "resources" / "help").glob("*.md"):
        found = re.findall(
            r"\*\*((?:File|Edit|View|Go|Tools|Help) > [^*]+)\*\*", flat(path.read_text("utf-8"))
        )
        named |= {name.rstrip("….?") for name in found}
    assert sorted(named - there) == []


# --- columns -----------------------------------------------------------------------------------------


def test_every_column_of_the_variables_is_explained_and_no_other_is():
    told = [
        name
        for cell in cells(section(page("variables"), "Columns"))
        for name in re.split(r", (?!Inf$)", cell)
    ]

    assert sorted(told) == sorted(column.title for column in VARIABLE_COLUMNS)
    assert COLUMN_SECTIONS["variables"] == "variables.md#columns"


# --- problems ----------------------------------------------------------------------------------------


def problems_told() -> list[str]:
    """The pieces of sentences in the first column of all that Verify can find."""
    pieces = [
        piece.replace("`", "").strip(" .,")
        for cell in cells(section(page("verify"), "Every problem"))
        for piece in re.split(r"\.\.\.|;|, (?=lists|cannot)", cell)
    ]
    return [piece for piece in pieces if piece]


def test_every_problem_that_verify_can_find_is_explained():
    doctor = sorted((SOURCE / "analysis").glob("doctor*.py"))
    made = texts_of(doctor, {"_tell": 1, "FileProblem": 2, "CorruptFileError": 0}, {"cause"})
    made |= texts_of([SOURCE / "analysis" / "self_check_words.py"], {}, {"sentence"})
    told = problems_told()

    assert len(made) > 20
    assert sorted(text for text in made if not any(piece in text for piece in told)) == []


def test_every_problem_that_is_explained_can_still_be_found():
    code = "".join(
        re.sub(r"\{[^{}]*\}", "N", re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8")))
        for folder in ("analysis", "formats", "checkpoints", "storage")
        for path in sorted((SOURCE / folder).glob("**/*.py"))
    )

    assert [piece for piece in problems_told() if piece not in code] == []


# --- notebook and environment ------------------------------------------------------------------------


def test_every_public_function_for_a_notebook_is_named():
    text = page("notebook")
    shown = [name for name in explorer.__all__ if name[0].islower() and not name.startswith("__")]

    told = {name for name in shown if f"explorer.{name}(" in text}
    assert set(shown) - told <= {"write_variable_table", "to_networkx"}  # these are told of with exports
    assert [n for n in ("to_networkx",) if f"explorer.{n}(" not in page("export")] == []
    assert [name for name in re.findall(r"explorer\.([a-z_]+)\(", text) if name not in explorer.__all__] == []


def test_every_variable_of_the_environment_is_named_and_no_other_is():
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("**/*.py"))
    own = set(re.findall(r"\"((?:CHECKPOINT_EXPLORER|CKPTX)_[A-Z]+)\"", code))
    texts = "".join(path.read_text("utf-8") for path in (ROOT / "resources" / "help").glob("*.md"))

    assert set(re.findall(r"(?:CHECKPOINT_EXPLORER|CKPTX)_[A-Z]+", texts)) == own
