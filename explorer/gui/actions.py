"""Every command of the window, made once: menu, toolbar, context menus and palette show the same object."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from explorer.gui.language import tr, without_mnemonic

VIEWS = (
    ("graph", "Graph", "explorer.gui.graph.graph_view:GraphView"),
    ("variables", "Variables", "explorer.gui.variables.variables_view:VariablesView"),
    ("histograms", "Histograms", "explorer.gui.histogram.histogram_view:HistogramView"),
    ("compare", "Compare", "explorer.gui.compare.compare_view:CompareView"),
    ("restore", "Restore", "explorer.gui.restore.restore_view:RestoreView"),
    ("values", "Values", "explorer.gui.values.values_view:ValuesView"),
)


@dataclass(frozen=True, slots=True)
class _Command:
    id: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    is_checkable: bool = False


_COMMANDS = (
    _Command("open", "&Open directory…", ("Ctrl+O",), "Open a directory that holds checkpoints"),
    _Command("open_file", "Open &file…", ("Ctrl+Shift+O",), "Open a checkpoint by one of its files"),
    _Command(
        "open_session", "Open s&ession…", (), "Open a session file: a directory with what was chosen in it"
    ),
    _Command(
        "save_session",
        "Save sess&ion…",
        (),
        "Write directory, steps, view, selection, target and filters to a file that can be opened again",
    ),
    _Command("open_parent", "Open the &parent directory", ("Alt+Up",), "Open the directory above this one"),
    _Command("reload", "&Reload", ("F5",), "Read the directory again; what is chosen stays chosen"),
    _Command(
        "verify",
        "&Verify…",
        ("Ctrl+Shift+V",),
        "Read every byte and compare every checksum: what is lost, what is safe",
    ),
    _Command("close_directory", "&Close the directory", ("Ctrl+W",), "Back to the welcome page"),
    _Command("export", "&Export…", ("Ctrl+E",), "Write a table or a picture to a file"),
    _Command("quit", "&Quit", ("Ctrl+Q",), "Close the window"),
    _Command(
        "settings", "&Settings…", ("Ctrl+,",), "Colours, following a run, and what is remembered of runs"
    ),
    _Command(
        "read_all_statistics",
        "Read the statistics of all &steps…",
        (),
        "Read every value of every step once, so that all histograms are remembered",
    ),
    _Command("copy", "&Copy", ("Ctrl+C",), "Copy the selected rows as tab-separated text"),
    _Command(
        "copy_as", "Copy &as…", ("Ctrl+Shift+C",), "Copy the chosen variable's key, path or Python line"
    ),
    _Command("copy_key", "Copy &key", (), "Copy the checkpoint key of the chosen variable"),
    _Command("copy_path", "Copy checkpoint &path", (), "Copy the path of the current checkpoint"),
    _Command("copy_python", "Copy as &Python", (), "Copy a Python line that reads the chosen variable"),
    _Command("save_npy", "Save value as .&npy…", (), "Write the chosen variable's value for numpy.load"),
    _Command("search", "&Find", ("Ctrl+F", "/"), "Search variables and nodes in the current view"),
    _Command(
        "palette", "Command &palette…", ("Ctrl+Shift+P",), "Find any command, view, variable or checkpoint"
    ),
    _Command("previous_step", "&Previous checkpoint", ("[",), "Go to the checkpoint before"),
    _Command("next_step", "&Next checkpoint", ("]",), "Go to the checkpoint after"),
    _Command("latest_step", "&Latest checkpoint", (), "Go to the checkpoint TensorFlow would take"),
    _Command(
        "compare_directory",
        "Compare with another &directory…",
        (),
        "Compare the current step with the same step, or else the latest, of another directory",
    ),
    _Command(
        "compare_file",
        "Compare with another &checkpoint file…",
        (),
        "Compare the current step with a checkpoint anywhere, by one of its files",
    ),
    _Command("back", "&Back", ("Alt+Left",), "What was looked at before"),
    _Command("forward", "&Forward", ("Alt+Right",), "What was looked at after"),
    _Command("next_difference", "Next &difference", ("F7",), "Go to the next difference or problem"),
    _Command(
        "previous_difference", "Previous d&ifference", ("Shift+F7",), "Go to the difference or problem before"
    ),
    _Command(
        "choose_target",
        "Choose &target by file…",
        (),
        "Check the restore into the model that wrote another checkpoint, or into a program by its graph",
    ),
    _Command(
        "choose_target_directory",
        "Choose target by &directory…",
        (),
        "Check the restore into the model that wrote the latest checkpoint of another directory",
    ),
    _Command("clear_target", "&No target", (), "Check no restore"),
    _Command(
        "explain_error",
        "E&xplain an error…",
        ("Ctrl+Shift+E",),
        "Paste an error of TensorFlow, Keras or an Estimator: what it means, and what to do",
    ),
    _Command(
        "propose_renames",
        "Propose rena&mes…",
        (),
        "Pairs of old and new names for the variables that found no value",
    ),
    _Command(
        "audit_resume",
        "Will training re&sume?…",
        (),
        "Whether the current checkpoint holds all that training needs to go on where it stopped",
    ),
    _Command(
        "what_moved",
        "&What moved over the run…",
        ("Ctrl+Shift+M",),
        "Which variables trained, which never moved, where the first NaN came from",
    ),
    _Command("cancel_jobs", "Cancel &running work", (), "Stop everything that is being read or computed"),
    _Command(
        "language_system", "As the system &has it", (), "The language of the desktop, if it is spoken", True
    ),
    _Command("language_en", "English", (), "English", True),
    _Command("language_zh_CN", "简体中文", (), "Simplified Chinese", True),
    _Command("theme_system", "Follow the &system", (), "Dark or light as the desktop asks", True),
    _Command("theme_light", "&Light", (), "Light colours", True),
    _Command("theme_dark", "&Dark", (), "Dark colours", True),
    _Command(
        "colour_blind",
        "Colours for the colour-&blind",
        (),
        "A set of colours that differ for everybody",
        True,
    ),
    _Command("text_size_0", "&As the system has it", (), "Texts as large as the desktop asks", True),
    _Command("text_size_100", "100 %", (), "Texts of 100 %", True),
    _Command("text_size_125", "125 %", (), "Texts of 125 %", True),
    _Command("text_size_150", "150 %", (), "Texts of 150 %", True),
    _Command("text_size_175", "175 %", (), "Texts of 175 %", True),
    _Command("text_size_200", "200 %", (), "Texts of 200 %", True),
    _Command("larger_text", "&Larger text", ("Ctrl++", "Ctrl+="), "Draw all texts larger, up to 200 %"),
    _Command("smaller_text", "&Smaller text", ("Ctrl+-",), "Draw all texts smaller, down to 100 %"),
    _Command("usual_text", "&Usual text", ("Ctrl+0",), "Draw texts as large as the desktop asks"),
    _Command("reset_layout", "&Reset the layout", (), "Put the panels where they were at first"),
    _Command("clear_recents", "Clear the recent &list", (), "Forget the directories opened lately"),
    _Command(
        "help_here", "Help on &this", ("F1",), "Help on what the mouse points at, or what has the focus"
    ),
    _Command("help", "&Help pages", ("Shift+F1",), "Read how each part of the window works"),
    _Command("shortcuts", "&Keyboard shortcuts", ("Ctrl+F1",), "All keys on one page"),
    _Command(
        "show_hints", "Show h&ints", (), "Say once, in a line at the foot, what is worth knowing here", True
    ),
    _Command("show_hints_again", "Show all hints a&gain", (), "Begin with the hints anew"),
    _Command("about", "&About Checkpoint Explorer", (), "Version and licences"),
    _Command("escape", "Back out", ("Esc",), "Leave the search, then the selection"),
)

_MENUS = (
    (
        "&File",
        (
            "open",
            "open_file",
            "open_parent",
            "menu:recent",
            "menu:demo",
            "",
            "open_session",
            "save_session",
            "",
            "reload",
            "menu:follow",
            "close_directory",
            "",
            "export",
            "save_npy",
            "",
            "quit",
        ),
    ),
    (
        "&Edit",
        ("copy", "copy_as", "copy_key", "copy_path", "copy_python", "", "search", "palette", "", "settings"),
    ),
    (
        "&View",
        (
            *(f"view_{view_id}" for view_id, _, _ in VIEWS),
            "",
            "menu:panels",
            "menu:theme",
            "menu:text_size",
            "menu:language",
            "colour_blind",
            "reset_layout",
        ),
    ),
    (
        "&Go",
        (
            "back",
            "forward",
            "",
            "previous_step",
            "next_step",
            "latest_step",
            "",
            "next_difference",
            "previous_difference",
            "",
            "compare_directory",
            "compare_file",
        ),
    ),
    (
        "&Tools",
        (
            "palette",
            "verify",
            "read_all_statistics",
            "",
            "choose_target",
            "choose_target_directory",
            "clear_target",
            "",
            "explain_error",
            "propose_renames",
            "audit_resume",
            "",
            "what_moved",
            "",
            "cancel_jobs",
            "clear_recents",
        ),
    ),
    ("&Help", ("help_here", "help", "shortcuts", "", "show_hints", "show_hints_again", "", "about")),
)


class Actions(QObject):
    """The actions by id: `actions["open"]`; who acts connects to `triggered`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._by_id: dict[str, QAction] = {}
        self.menus: dict[
            str, QMenu
        ] = {}  # "recent", "demo", "panels", "theme", "follow": filled by the window
        views = tuple(
            _Command(
                f"view_{view_id}", f"&{title}", (f"Alt+{number}",), f"Show the {title.lower()} view", True
            )
            for number, (view_id, title, _) in enumerate(VIEWS, 1)
        )
        for command in (*_COMMANDS, *views):
            action = QAction(tr(command.text), parent)
            if "(&" in action.text():  # else Qt leaves the brackets of the key on buttons
                action.setIconText(without_mnemonic(action.text()).rstrip("…"))
            action.setObjectName(f"action_{command.id}")
            action.setToolTip(tr(command.tip) + (f" ({command.keys[0]})" if command.keys else ""))
            action.setStatusTip(tr(command.tip))
            action.setCheckable(command.is_checkable)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._by_id[command.id] = action
        for prefix in ("view_", "theme_", "text_size_", "language_"):
            group = QActionGroup(self)
            for action_id, action in self._by_id.items():
                if action_id.startswith(prefix):
                    group.addAction(action)

    def __getitem__(self, action_id: str) -> QAction:
        return self._by_id[action_id]

    def items(self) -> tuple[tuple[str, QAction], ...]:
        """(id, action) of all actions, in a sensible order."""
        return tuple(self._by_id.items())

    def adopt(self, action: QAction, keys: str = "") -> None:
        """Take in an action that another object switches, so that menus and palette show it like all others."""
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setToolTip(f"{action.toolTip()} ({keys})")
        self._by_id[action.objectName()] = action

    def shortcut_rows(self) -> tuple[tuple[str, str, str], ...]:
        """(what it does, keys, explanation) of every action that has keys."""
        return tuple(
            (
                without_mnemonic(action.text()).rstrip(".…"),
                "  or  ".join(sequence.toString() for sequence in action.shortcuts()),
                action.statusTip(),
            )
            for action in self._by_id.values()
            if action.shortcuts()
        )

    def fill(self, bar: QMenuBar) -> None:
        """Build the menu bar."""
        for title, entries in _MENUS:
            menu = bar.addMenu(tr(title))
            menu.setObjectName(f"menu_{title.replace('&', '').lower()}")
            menu.setToolTipsVisible(True)
            for entry in entries:
                if not entry:
                    menu.addSeparator()
                elif entry.startswith("menu:"):
                    name = entry.removeprefix("menu:")
                    titles = {
                        "recent": "Open re&cent",
                        "demo": "Open a &demo",
                        "panels": "Pa&nels",
                        "theme": "&Theme",
                        "text_size": "Te&xt size",
                        "language": "Lan&guage",
                        "follow": "&Follow the run",
                    }
                    self.menus[name] = menu.addMenu(tr(titles[name]))
                    self.menus[name].setObjectName(f"menu_{name}")
                    self.menus[name].setToolTipsVisible(True)
                else:
                    menu.addAction(self._by_id[entry])
        for name in ("theme", "text_size", "language"):
            for action_id, action in self._by_id.items():
                if action_id.startswith(f"{name}_"):
                    self.menus[name].addAction(action)
        self.menus["text_size"].addSeparator()
        for action_id in ("larger_text", "smaller_text", "usual_text"):
            self.menus["text_size"].addAction(self._by_id[action_id])
