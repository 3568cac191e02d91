"""Which page and section of the help tells of which part of the window.

A widget may say so itself, by its property `help_topic`; else its object name does, or that of what it stands in.
A topic is "page.md", "page.md#section", and for one entry of a section "page.md#section|entry": the cell or item
there that begins so. Sections and entries are named in English in every language.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from explorer.gui.language import tr

PROPERTY = "help_topic"
KEYBOARD_PAGE, ABOUT_PAGE = "Keyboard", "About"  # titles; the first is that of keyboard.md
TIMELINE = "directory-and-timeline.md#timeline"
VERDICT_CHIP = "restore_chips_"  # and the verdict, with _ for its spaces
VIEW_PAGES = {
    "graph": "graph.md",
    "variables": "variables.md",
    "histograms": "histograms.md",
    "compare": "compare.md",
    "restore": "restore.md",
    "values": "values.md",
}
# Object name, or its beginning where it ends with "*". The longest beginning counts.
TOPICS = {
    "about": "index.md",
    "audit_*": "resume.md",
    "banner*": "problems.md#the-banner",
    "card": "graph.md#move-and-read",
    "command_palette": "keyboard.md",
    "compare_*": "compare.md",
    "compare_chips*": "compare.md#the-table",
    "compare_columns": "compare.md#the-table",
    "compare_filter": "compare.md#the-table",
    "compare_gutter": "compare.md#the-table",
    "compare_next_difference": "compare.md#the-table",
    "compare_only_differences": "compare.md#the-table",
    "compare_previous_difference": "compare.md#the-table",
    "compare_sides": TIMELINE,
    "compare_detail": "compare.md#the-table",
    "compare_graph_page": "compare.md#graph",
    "compare_header": "compare.md#the-table",
    "compare_mode_graph": "compare.md#graph",
    "compare_mode_steps": "compare.md#steps",
    "compare_mode_table": "compare.md#the-table",
    "compare_quantity_*": "compare.md#steps",
    "compare_renames_*": "compare.md#renamed-variables",
    "compare_rule*": "compare.md#what-equal-means",
    "compare_steps*": "compare.md#steps",
    "compare_table": "compare.md#the-table",
    "compare_with_directory": "compare.md#two-directories",
    "copy_report_button": "crashes.md#a-fault-of-the-program",
    "crash_*": "crashes.md#after-a-crash",
    "cures_*": "restore.md#what-the-view-shows",
    "directory_*": "directory-and-timeline.md#directory",
    "error_*": "restore-errors.md",
    "export_*": "export.md",
    "findings_*": "verify.md#the-graph-expects-something-else",
    "graph_*": "graph.md",
    "graph_canvas": "graph.md#move-and-read",
    "graph_canvas_older": "graph.md#colours",
    "graph_colour*": "graph.md#colours",
    "graph_find*": "graph.md#find",
    "graph_found": "graph.md#find",
    "graph_fit": "graph.md#move-and-read",
    "graph_folds": "graph.md#fold",
    "graph_helpers": "graph.md#fold",
    "graph_layout*": "graph.md#move-and-read",
    "graph_zoom*": "graph.md#move-and-read",
    "graph_legend*": "graph.md#colours",
    "graph_minimap": "graph.md#move-and-read",
    "graph_note*": "graph.md#choose-walk-leave-out",
    "graph_path*": "graph.md#choose-walk-leave-out",
    "graph_sides": "graph.md#colours",
    "graph_state*": "graph.md#choose-walk-leave-out",
    "help_*": "index.md",
    "hint_bar": "first-steps.md#hints",
    "histogram_*": "histograms.md",
    "histogram_bar": "histograms.md",
    "histogram_legend": "histograms.md",
    "histogram_log_counts": "histograms.md#axes-ranges-reading",
    "histogram_mode_curves": "histograms.md#curves",
    "histogram_mode_difference": "histograms.md#difference",
    "histogram_mode_heat": "histograms.md#heat-map",
    "histogram_mode_overlay": "histograms.md#two-steps",
    "histogram_mode_quantiles": "histograms.md#quantiles",
    "histogram_mode_ridges": "histograms.md#ridges",
    "histogram_mode_several": "histograms.md#several",
    "histogram_own_heights": "histograms.md#axes-ranges-reading",
    "histogram_scalars": "histograms.md#curves",
    "histogram_step_axis": "histograms.md#axes-ranges-reading",
    "histogram_value_axis": "histograms.md#axes-ranges-reading",
    "histogram_range*": "histograms.md#axes-ranges-reading",
    "histogram_several*": "histograms.md#several",
    "histogram_status": "histograms.md#how-exact-it-is",
    "histogram_strip": "histograms.md#axes-ranges-reading",
    "inspector*": "variables.md#the-inspector",
    "loss_curve": "directory-and-timeline.md#the-curve",
    "moves_*": "moves.md",
    "moves_detail": "moves.md#the-three-tables",
    "moves_tabs": "moves.md#the-three-tables",
    "no_checkpoints*": "problems.md#no-checkpoints",
    "palette_*": "keyboard.md",
    "renames_*": "renames.md",
    "report_*": "crashes.md#a-fault-of-the-program",
    "restore_*": "restore.md",
    "restore_answer": "restore.md#what-the-view-shows",
    "restore_api": "restore-ways.md",
    "restore_checkpoint": "restore.md#in-three-steps",
    "restore_chips": "restore-verdicts.md",
    "restore_columns": "restore.md#what-the-view-shows",
    "restore_filter": "restore.md#what-the-view-shows",
    "restore_target": "target.md",
    "restore_tensorflow": "restore.md#what-the-view-shows",
    "restore_totals": "restore-verdicts.md",
    "restore_variables": "restore.md#what-the-view-shows",
    "restore_bar": "restore.md#what-the-view-shows",
    "restore_card*": "restore-ways.md",
    "restore_choices": "target.md",
    "restore_finding*": "restore-findings.md",
    "restore_header": "restore.md#what-the-view-shows",
    "restore_into": "target.md",
    "restore_table": "restore-verdicts.md",
    "restore_tree": "restore-verdicts.md",
    "restore_ways": "restore-ways.md",
    "search_field": "graph.md#find",
    "settings_*": "settings.md",
    "settings_colour_blind": "settings.md#look",
    "settings_forget*": "settings.md#memory",
    "settings_remember_new*": "settings.md#following-a-run",
    "settings_remember_runs": "settings.md#memory",
    "settings_follow*": "settings.md#following-a-run",
    "settings_hints*": "settings.md#look",
    "settings_language_*": "settings.md#look",
    "settings_look*": "settings.md#look",
    "settings_memory*": "settings.md#memory",
    "settings_records*": "settings.md#memory",
    "settings_text_size_*": "settings.md#look",
    "settings_theme_*": "settings.md#look",
    "snippet_*": "target.md#from-your-program",
    "status_*": "following.md",
    "status_following": "following.md",
    "status_totals": "variables.md#totals",
    "timeline*": TIMELINE,
    "timeline_curve_button": "directory-and-timeline.md#the-curve",
    "timeline_events_problem": "problems.md#messages",
    "toolbar": "first-steps.md#the-window",
    "toolbar_compare": "compare.md",
    "toolbar_compare_elsewhere": "compare.md#two-directories",
    "toolbar_next_step": TIMELINE,
    "toolbar_open": "formats.md",
    "toolbar_previous_step": TIMELINE,
    "toolbar_reload": "following.md",
    "toolbar_step": TIMELINE,
    "toolbar_target": "target.md",
    "values_*": "values.md",
    "values_axis_*": "values.md#which-slice",
    "values_axes*": "values.md#which-slice",
    "values_channel": "values.md#filters",
    "values_colour_bar": "values.md#picture",
    "values_difference_bar": "values.md#two-steps",
    "values_filters_bar": "values.md#filters",
    "values_grid": "values.md#numbers",
    "values_heat_map*": "values.md#picture",
    "values_nearest*": "values.md#rows",
    "values_own_scaling": "values.md#filters",
    "values_profile_*": "values.md#picture",
    "values_colours": "values.md#picture",
    "values_columns_axis": "values.md#which-slice",
    "values_go_to": "values.md#numbers",
    "values_layer": "values.md#two-steps",
    "values_mode_filters": "values.md#filters",
    "values_mode_grid": "values.md#numbers",
    "values_mode_picture": "values.md#picture",
    "values_mode_rows": "values.md#rows",
    "values_row": "values.md#rows",
    "values_row_curve": "values.md#rows",
    "values_rows_axis": "values.md#which-slice",
    "values_swap_axes": "values.md#which-slice",
    "values_tiles": "values.md#filters",
    "values_vector": "values.md#numbers",
    "variables_*": "variables.md",
    "variables_changes": "moves.md#in-the-variables-table",
    "variables_columns": "variables.md#columns",
    "variables_totals": "variables.md#totals",
    "variables_header": "variables.md#columns",
    "verify_*": "verify.md",
    "verify_header": "verify.md#every-problem",
    "verify_problems*": "verify.md#every-problem",
    "verify_tabs": "verify.md#every-problem",
    "view_copy_report": "crashes.md#a-fault-of-the-program",
    "view_tab*": "first-steps.md#the-window",
    "welcome*": "first-steps.md",
    **{f"{view}_view": page for view, page in VIEW_PAGES.items()},
    **{f"{view}_page": page for view, page in VIEW_PAGES.items()},
}
# What a menu entry does, by the action's id; menus themselves by their object name.
ACTION_TOPICS = {
    **{f"view_{view}": page for view, page in VIEW_PAGES.items()},
    "about": "privacy.md",
    "audit_resume": "resume.md",
    "back": "first-steps.md#the-window",
    "cancel_jobs": "settings.md#while-something-is-read",
    "choose_target": "target.md",
    "choose_target_directory": "target.md",
    "clear_recents": "privacy.md",
    "clear_target": "target.md",
    "close_directory": "first-steps.md",
    "colour_blind": "settings.md#look",
    "compare_directory": "compare.md#two-directories",
    "compare_file": "compare.md#two-directories",
    "copy": "export.md#copying",
    "copy_as": "export.md#copying",
    "copy_key": "export.md#copying",
    "copy_path": "export.md#copying",
    "copy_python": "export.md#copying",
    "explain_error": "restore-errors.md",
    "export": "export.md",
    "follow": "following.md",
    "follow_*": "following.md",
    "forward": "first-steps.md#the-window",
    "help": "index.md",
    "help_here": "index.md",
    "language_*": "settings.md#look",
    "larger_text": "settings.md#look",
    "latest_step": TIMELINE,
    "next_difference": "compare.md#the-table",
    "next_step": TIMELINE,
    "open": "first-steps.md",
    "open_file": "formats.md",
    "open_parent": "directory-and-timeline.md#directory",
    "open_session": "crashes.md#session-files",
    "palette": "keyboard.md",
    "previous_difference": "compare.md#the-table",
    "previous_step": TIMELINE,
    "propose_renames": "renames.md",
    "quit": "first-steps.md#the-window",
    "read_all_statistics": "memory.md#what-is-not-remembered",
    "reload": "following.md",
    "reset_layout": "first-steps.md#the-window",
    "save_npy": "export.md",
    "save_session": "crashes.md#session-files",
    "search": "graph.md#find",
    "settings": "settings.md",
    "shortcuts": "keyboard.md",
    "show_hints": "first-steps.md#hints",
    "show_hints_again": "first-steps.md#hints",
    "smaller_text": "settings.md#look",
    "text_size_*": "settings.md#look",
    "theme_*": "settings.md#look",
    "usual_text": "settings.md#look",
    "verify": "verify.md",
    "what_moved": "moves.md",
}
MENU_TOPICS = {
    "menu_demo": "first-steps.md#try-this",
    "menu_edit": "export.md#copying",
    "menu_file": "first-steps.md",
    "menu_follow": "following.md",
    "menu_go": TIMELINE,
    "menu_help": "index.md",
    "menu_language": "settings.md#look",
    "menu_panels": "first-steps.md#the-window",
    "menu_recent": "privacy.md",
    "menu_text_size": "settings.md#look",
    "menu_theme": "settings.md#look",
    "menu_tools": "index.md",
    "menu_view": "first-steps.md#the-window",
    "graph_node_menu": "graph.md#choose-walk-leave-out",
    "graph_canvas_menu": "graph.md#move-and-read",
    "copy_as_menu": "export.md#copying",
    "values_more_menu": "values.md",
}
# Whose header leads to one entry of a section: the column's title.
COLUMN_SECTIONS = {
    "variables": "variables.md#columns",
    "compare": "compare.md#the-table",
}


@cache
def _word_sections() -> dict[str, str]:
    """Topic of each verdict and effect, verdicts first. Asked for late: their modules bring numpy along."""
    from explorer.analysis.restoring.outcome import EFFECTS
    from explorer.analysis.restoring.verdicts import VERDICTS

    return {word: f"restore-verdicts.md#{word.replace(' ', '-')}" for word in (*VERDICTS, *EFFECTS)}


def topic_of_name(name: str, topics: dict[str, str] = TOPICS) -> str:
    """The topic of an object name, or of the longest beginning of it; "" for none."""
    if name in topics:
        return topics[name]
    if name.startswith(VERDICT_CHIP):
        return f"restore-verdicts.md#{name.removeprefix(VERDICT_CHIP).replace('_', '-')}"
    begun = [key for key in topics if key.endswith("*") and name.startswith(key[:-1])]
    return topics[max(begun, key=len)] if begun else ""


def topic_of(widget: QWidget | None, at: QPoint | None = None) -> str:
    """What the help has on a widget, or on the place `at` of it (of the screen); "" for nothing."""
    around: list[QWidget] = []
    while widget is not None:
        around.append(widget)
        widget = widget.parentWidget()
    for one in around:
        if told := _of_menu(one) if isinstance(one, QMenu) else _of_cell(one, at):
            return told
    said = (one.property(PROPERTY) for one in around)  # of a line or card: it knows more than a button's name
    named = (topic_of_name(one.objectName()) for one in around)
    return str(next(filter(None, said), "") or next(filter(None, named), ""))


def _of_menu(menu: QMenu) -> str:
    action = menu.activeAction()
    if action is not None:
        inner = action.menu()
        name = inner.objectName() if isinstance(inner, QMenu) else action.objectName()
        told = topic_of_name(name, MENU_TOPICS) or topic_of_name(name.removeprefix("action_"), ACTION_TOPICS)
        if told:
            return told
    return topic_of_name(menu.objectName(), MENU_TOPICS)


def _of_cell(widget: QWidget, at: QPoint | None) -> str:
    """The column of a header, or the verdict or effect a cell tells of."""
    if isinstance(widget, QHeaderView):
        return _of_column(widget, at)
    if isinstance(widget, QAbstractItemView):
        inside = None if at is None else widget.viewport().mapFromGlobal(at)
        index = widget.currentIndex() if inside is None else widget.indexAt(inside)
        word = str(index.data(Qt.ItemDataRole.DisplayRole) or "") if index.isValid() else ""
        if _table_name(widget) == "restore" and word:
            for english, topic in _word_sections().items():
                if word in (english, tr(english)) or word.partition(" ")[2] in (english, tr(english)):
                    return topic
    return ""


def _of_column(header: QHeaderView, at: QPoint | None) -> str:
    section = COLUMN_SECTIONS.get(_table_name(header), "")
    if not section or at is None:
        return ""
    number = header.logicalIndexAt(header.viewport().mapFromGlobal(at))
    columns: Any = getattr(header.model(), "columns", ())
    return f"{section}|{columns[number].title}" if 0 <= number < len(columns) else section


def _table_name(widget: QWidget) -> str:
    return widget.objectName().removesuffix("_table").removesuffix("_header").removesuffix("_tree")
