"""Where the matches are that cannot be seen: inside folded nodes, among hidden helpers, outside of what is shown."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from explorer.report.graph_drawing import GraphDrawing
from explorer.report.numbers import format_count, format_counted


@dataclass(frozen=True)
class HiddenMatches:
    """Counts of matches out of sight."""

    folded: dict[int, int] = field(default_factory=dict)  # visible node -> matches folded into it
    helpers: int = 0
    outside: int = 0  # of the focus, or of what was isolated

    @property
    def needs_more_than_unfolding(self) -> bool:
        """Whether some can only be seen by showing helpers or leaving the focus."""
        return bool(self.helpers or self.outside)

    def sentence(self, is_walking: bool) -> str:
        """What the list tells below itself; "" where everything is in sight."""
        parts = []
        if self.folded:
            total = format_count(sum(self.folded.values()))
            parts.append(f"{total} in {format_counted(len(self.folded), 'folded node')}")
        if self.helpers:
            parts.append(f"{format_count(self.helpers)} in hidden helper nodes")
        if self.outside:
            parts.append(f"{format_count(self.outside)} outside the part that is shown")
        text = f"{', '.join(parts)}." if parts else ""
        if self.folded and not is_walking:
            text += " Enter unfolds what hides the best of them."
        return text


def hidden_matches(drawing: GraphDrawing, matches: np.ndarray) -> HiddenMatches:
    """Count the matches (node ids) a drawing does not show."""
    nodes = matches[matches < len(drawing.hidden_in)]
    place = drawing.hidden_in[nodes]
    numbers, counts = np.unique(place[(place >= 0) & (place != nodes)], return_counts=True)
    nowhere = nodes[place < 0]
    is_helper = drawing.graph.is_helper[nowhere] & (not drawing.state.show_helpers)
    return HiddenMatches(
        dict(zip(numbers.tolist(), counts.tolist(), strict=True)),
        int(is_helper.sum()),
        int((~is_helper).sum()),
    )
