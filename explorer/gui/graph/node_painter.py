"""Nodes from near: shapes, piles, rings with their marks, names and details."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from explorer.analysis.graph_layout import BELOW_TOP, NODE_RADIUS
from explorer.analysis.graph_places import DETAIL_GAP
from explorer.gui.graph.grid_index import Floats, Places
from explorer.gui.graph.levels import DETAILS_FROM, FEW_NODES, LEAST_RADIUS, MOST_ENLARGED, NAMES_FROM
from explorer.gui.graph.own_words import counts_told, name_told
from explorer.gui.graph.scene import GraphScene, rgb
from explorer.gui.graph.shapes import LARGEST_KEPT, NodeLook, Sprites, draw_node
from explorer.gui.graph.viewport import Viewport
from explorer.gui.theme import qcolor, ui_font, with_alpha
from explorer.report.graph_colours.colouring import HOLLOW, ring_colour
from explorer.report.graph_texts import DETAIL_PX, NAME_PX
from explorer.report.palette import mix

NAME_RISE = 4.6  # from a line's middle to its baseline, name font


def graph_font(px: int, bold: bool) -> QFont:
    """A font whose widths scale with the zoom, `px` high at 100 % whatever the size of other texts."""
    font = ui_font(px, bold=bold)
    font.setPixelSize(px)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def node_radius(scene: GraphScene, zoom: float) -> float:
    """Of a node as it is seen, in logical pixels: in small drawings larger from afar than the zoom says."""
    radius = NODE_RADIUS * zoom
    if scene.drawing.count <= FEW_NODES:
        radius = max(radius, min(LEAST_RADIUS, radius * MOST_ENLARGED))
    return max(radius, 2.0)


class NodePainter:
    """Keeps sprites and fonts between frames."""

    def __init__(self) -> None:
        self.name_font, self.leaf_font = graph_font(NAME_PX, True), graph_font(NAME_PX, False)
        self.detail_font = graph_font(DETAIL_PX, False)
        self._sprites = Sprites(self.name_font)

    def shapes(
        self, painter: QPainter, scene: GraphScene, viewport: Viewport, nodes: Places, size: float = 1.0
    ) -> None:
        """The nodes' shapes, `size` times as large as the zoom says."""
        drawing, layout, colouring = scene.drawing, scene.drawing.layout, scene.colouring
        radius = NODE_RADIUS * viewport.scale * size
        xs = (layout.x[nodes] * viewport.scale + viewport.x).tolist()
        ys = (layout.y[nodes] * viewport.scale + viewport.y).tolist()
        with_marks = viewport.zoom * size >= NAMES_FROM
        canvas = rgb(scene.palette.canvas) & 0xFFFFFF
        columns = zip(
            nodes.tolist(), xs, ys, (scene.fill[nodes] & 0xFFFFFF).tolist(), drawing.inside[nodes].tolist(),
            drawing.stack[nodes].tolist(), scene.absent[nodes].tolist(),
            colouring.inside.eighths(nodes).tolist(), strict=True,
        )  # fmt: skip
        for position, x, y, colour, inside, stack, absent, share in columns:
            shape = colouring.shape[position]
            look = NodeLook(
                shape.removeprefix(HOLLOW), colour, inside > 0, stack > 1, absent,
                colouring.mark[position] if with_marks else "", canvas, share,
                shape.startswith(HOLLOW) and not absent,
            )  # fmt: skip
            if radius > LARGEST_KEPT:
                draw_node(painter, look, x, y, radius, self.name_font)
            else:
                sprite = self._sprites.get(look, radius)
                half = sprite.width() / 2
                # Python rounds halves to even: a shift by one pixel would move some sprites by none or two.
                painter.drawPixmap(math.floor(x - half + 0.5), math.floor(y - half + 0.5), sprite)

    def rings(self, painter: QPainter, scene: GraphScene, viewport: Viewport, nodes: Places) -> None:
        """A ring in the verdict's colour, with its mark, around what cannot be restored."""
        rows = nodes[scene.colouring.ring[nodes] & ~scene.absent[nodes]]
        if not len(rows):
            return
        layout = scene.drawing.layout
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        radius = max(NODE_RADIUS * 1.5 * viewport.scale, 4.0 * viewport.ratio)
        width = max(1.5 * viewport.ratio, 2.0 * viewport.scale)
        font = QFont(self.name_font)
        font.setPixelSize(max(1, round(12 * viewport.scale)))
        painter.setFont(font)
        for position in rows.tolist():
            x = layout.x[position] * viewport.scale + viewport.x
            y = layout.y[position] * viewport.scale + viewport.y
            colour = qcolor(ring_colour(scene.palette, scene.colouring.ring_mark[position]))
            painter.setPen(QPen(colour, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, y), radius, radius)
            if viewport.zoom >= NAMES_FROM:
                badge = 7.5 * viewport.scale
                centre = QPointF(x - radius * 0.95, y - radius * 0.75)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(centre, badge, badge)
                painter.setPen(qcolor(scene.palette.canvas))
                box = QRectF(centre.x() - badge, centre.y() - badge, 2 * badge, 2 * badge)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, scene.colouring.ring_mark[position])

    def texts(
        self,
        painter: QPainter,
        scene: GraphScene,
        viewport: Viewport,
        nodes: Places,
        ends: Floats | None = None,
    ) -> None:
        """Names, and below them dtype and shape or what is folded away; `ends` [nodes]: where lines begin behind them."""
        drawing, palette, layout = scene.drawing, scene.palette, scene.drawing.layout
        painter.save()
        painter.translate(viewport.x, viewport.y)
        painter.scale(viewport.scale, viewport.scale)
        with_details = viewport.zoom >= DETAILS_FROM
        text, quiet = qcolor(palette.text), qcolor(palette.muted)
        faded = qcolor(mix(palette.muted, palette.canvas, 0.55))
        has_value = drawing.graph.row[layout.node[nodes]] >= 0
        boxes, faint = layout.label_box[nodes], scene.dimmed[nodes] | scene.absent[nodes]
        if not layout.is_wrapped:  # curves may pass behind a text, never through it
            halo = with_alpha(palette.canvas, 0.82)
            covered = boxes.copy()
            if ends is not None:
                covered[:, 2] = np.minimum(covered[:, 2], ends - 2)
            for left, top, right, bottom in covered.tolist():
                painter.fillRect(QRectF(left - 1, top + 2, right - left + 2, bottom - top - 4), halo)
        rows = list(
            zip(
                nodes.tolist(), boxes[:, 0].tolist(), boxes[:, 2].tolist(), layout.y[nodes].tolist(),
                layout.label_below[nodes].tolist(), faint.tolist(), strict=True,
            )
        )  # fmt: skip
        centred = Qt.AlignmentFlag.AlignCenter
        for bold in (True, False):
            painter.setFont(self.name_font if bold else self.leaf_font)
            for place in np.flatnonzero(has_value == bold).tolist():
                position, x, right, y, is_below, is_faint = rows[place]
                painter.setPen(faded if is_faint else text)
                label = name_told(drawing.label[position])
                if is_below:
                    painter.drawText(QRectF(x - 6, y + BELOW_TOP, right - x + 12, 17), centred, label)
                else:
                    two = with_details and drawing.detail[position] and not layout.one_line
                    painter.drawText(QPointF(x, y + (-2.5 if two else NAME_RISE)), label)
        if with_details:
            painter.setFont(self.detail_font)
            bold_metrics, leaf_metrics = QFontMetricsF(self.name_font), QFontMetricsF(self.leaf_font)
            is_stored = dict(zip(nodes.tolist(), has_value.tolist(), strict=True))
            for position, x, right, y, is_below, is_faint in rows:
                detail = counts_told(drawing.detail[position])
                if not detail:
                    continue
                painter.setPen(faded if is_faint else quiet)
                if is_below:
                    painter.drawText(QRectF(x - 6, y + BELOW_TOP + 16, right - x + 12, 15), centred, detail)
                elif layout.one_line:
                    metrics = bold_metrics if is_stored[position] else leaf_metrics
                    behind = metrics.horizontalAdvance(name_told(drawing.label[position])) + DETAIL_GAP
                    painter.drawText(QPointF(x + behind, y + NAME_RISE), detail)
                else:
                    painter.drawText(QPointF(x, y + 12), detail)
        painter.restore()
