"""The values of the Compare view: measured what is in view first, learned as they stream in."""

from __future__ import annotations

from typing import Any

from explorer.gui.compare.change_words import VALUE_COLUMNS
from explorer.gui.compare.compare_parts import CompareParts
from explorer.gui.compare.difference_source import DifferenceSource
from explorer.gui.compare.measuring import Wishes, measure
from explorer.gui.item_models.timers import single_shot

RECOUNT_MS = 400  # while values turn out to be the same or not: how often rows, chips and counts are renewed


class ComparedValues(CompareParts):
    """Fills the rows of `_source`; the view decides which rows there are."""

    _source: DifferenceSource | None

    def _init_values(self) -> None:
        """Before the parts are made."""
        self._measure_slot = self.session.new_slot(self, "Comparing values")
        self._recount = single_shot(self, RECOUNT_MS, self._show_counts)
        self._wishes = Wishes(())
        self._drawn_against = 0.0
        self._codes_shown = 0
        self._pair: tuple[object, object] = (None, None)

    def _show_counts(self) -> None:
        """Renew what tells how many rows are of which kind."""
        raise NotImplementedError

    def _show_detail(self) -> None:
        """Renew what tells of the chosen row."""
        raise NotImplementedError

    def _measure(self) -> None:
        source = self._source
        if source is None or not self._is_active:
            return
        left = [key for key in source.keys_to_measure() if not source.is_measured(key)]
        if left:
            self._wishes = Wishes(left)
            self._want_in_view()
            self._measure_slot.start(
                measure,
                source.older,
                source.newer,
                self._wishes,
                self.session.changes,
                source.rule,
                {pair.newer_key: pair.older_key for pair in source.alignment.renamed.values()},
                then=self._measured,
                otherwise=self._not_measured,
                partly=lambda found: self._learn(source, found),
            )
        else:
            self._measured()

    def _learn(self, source: DifferenceSource, found: list[tuple[str, Any]]) -> None:
        for key, verdict in found:
            source.learn(key, verdict)
            self._gather(key)
        is_shown = source is self._source
        if is_shown and source.codes_changed != self._codes_shown and not self._recount.isActive():
            self._recount.start()

    def _measured(self, _: object = None) -> None:
        self.model.forget_values(VALUE_COLUMNS)
        if self._source is not None and self._source.codes_changed:
            self._recount.stop()
            self.model.forget_fields(("change",))
            self._show_counts()
        self.table.viewport().update()
        self._show_detail()

    def _not_measured(self, error: Exception) -> None:
        self.summary.say(f"The values could not be compared: {error}")
        self._show_summary()

    def _want_in_view(self) -> None:
        source = self._source
        if source is None or not self._is_active:
            return
        keys = self._keys_in_view()
        if self.table.current_key in keys:
            keys.insert(0, self.table.current_key)
        self._wishes.first(keys)
        if "values" in self.table.shown_columns():
            for checkpoint in (source.older, source.newer):
                table = checkpoint.table
                wanted = [
                    key for key in source.keys_on(checkpoint, keys) if table.row_of[key] not in table.problems
                ]
                self.session.statistics.want(checkpoint, wanted)

    def _want_chosen(self) -> None:
        """Ask for the statistics of the chosen row, which the detail shows whatever columns there are."""
        source = self._source
        if source is None or not self._is_active or not self.table.current_key:
            return
        for checkpoint in (source.older, source.newer):
            table = checkpoint.table
            keys = source.keys_on(checkpoint, [self.table.current_key])
            wanted = [key for key in keys if table.row_of[key] not in table.problems]
            self.session.statistics.want(checkpoint, wanted)

    def _is_shown(self, identity: object) -> bool:
        return identity in self._pair

    def _show_arrived(self) -> None:
        keys = self._take_arrived()
        source = self._source
        if source is not None and len(source.alignment.renamed):
            keys |= {source.key(row) for key in keys if (row := source.row_of(key)) >= 0}
        self._refresh_in_view(keys)
        largest = source.largest_move if source is not None else 0.0
        if largest != self._drawn_against and "moved" in self.table.shown_columns():
            self._drawn_against = largest  # every bar is drawn against the largest change known
            number = self.model.column_index("moved")
            viewport = self.table.viewport()
            left, width = self.table.columnViewportPosition(number), self.table.columnWidth(number)
            viewport.update(left, 0, width, viewport.height())
        if self.table.current_key in keys:
            self._show_detail()
