"""A layered (Sugiyama) drawing of a directed graph: arrays in, arrays out.

Circles are cut and ranks chosen (`ranks`), links get a point in every rank they pass (`levels`), ranks are
ordered for few crossings (`ordering`), places found (`coordinates`) and curves drawn (`routes`).
Ranks follow each other along the main axis; nodes of a rank stand beside each other along the cross axis.
"""

from explorer.analysis.layered_layout.layout import Plan, layered_layout, plan
from explorer.analysis.layered_layout.links import Layered, Links, Room

__all__ = ["Layered", "Links", "Plan", "Room", "layered_layout", "plan"]
