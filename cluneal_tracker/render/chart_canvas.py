"""A sheet to draw on in points, from the lower left corner: matplotlib without its axes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_layout import Box
from cluneal_tracker.render.picture import LETTER_MIDDLE, Align

_POINTS = 72

Points = Sequence[tuple[float, float]]


class Canvas:
    """Draws each thing on top of the one before. Many things of one look are one artist.

    `margin` is left free around the sheet.
    """

    def __init__(
        self, width: float, height: float, ground: str, scale: float = 1.0, margin: float = 0.0
    ) -> None:
        size = ((width + 2 * margin) / _POINTS, (height + 2 * margin) / _POINTS)
        self.figure = Figure(figsize=size, dpi=_POINTS * scale, facecolor=ground)
        inside = Affine2D().translate(margin, margin).scale(1 / _POINTS)
        self._points = inside + self.figure.dpi_scale_trans
        self._order = 0
        self._named: Counter[str] = Counter()

    def boxes(
        self, boxes: Sequence[Box], fill: str, gid: str, edge: str = "none", line: float = 0.0
    ) -> None:
        """Filled rectangles."""
        corners = [
            ((b.left, b.bottom), (b.right, b.bottom), (b.right, b.top), (b.left, b.top))
            for b in boxes
        ]
        self.shapes(corners, fill, gid, edge, line)

    def shapes(
        self,
        outlines: Sequence[Points],
        fill: str,
        gid: str,
        edge: str = "none",
        line: float = 0.0,
    ) -> None:
        """Filled outlines."""
        if outlines:
            closed = [[*outline, outline[0]] for outline in outlines]
            self._add(PathPatch(_path(closed), facecolor=fill, edgecolor=edge, linewidth=line), gid)

    def lines(
        self,
        runs: Sequence[Points],
        color: str,
        width: float,
        gid: str,
        dashes: tuple[float, ...] = (),
        round_ends: bool = False,
    ) -> None:
        """Open lines."""
        if runs:
            drawn = PathPatch(
                _path(runs),
                facecolor="none",
                edgecolor=color,
                linewidth=width,
                linestyle=(0, dashes) if dashes else "solid",
                capstyle="round" if round_ends else "butt",
                joinstyle="round",
            )
            self._add(drawn, gid)

    def dots(
        self,
        places: Points,
        radius: float,
        fill: str,
        gid: str,
        edge: str = "none",
        line: float = 0.0,
        marker: str = "o",
    ) -> None:
        """Dots, or diamonds."""
        if places:
            xs, ys = zip(*places, strict=True)
            self._add(
                Line2D(
                    xs,
                    ys,
                    linestyle="none",
                    marker=marker,
                    markersize=radius * 2,
                    markerfacecolor=fill,
                    markeredgecolor=edge,
                    markeredgewidth=line,
                ),
                gid,
            )

    def text(
        self,
        x: float,
        middle: float,
        text: str,
        size: float,
        color: str,
        gid: str,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """One line of text whose letters have their middle at a height."""
        self._add(
            Text(
                x,
                middle - LETTER_MIDDLE * size,
                fonts.readable(text),
                fontsize=size,
                color=color,
                fontweight="bold" if bold else "normal",
                horizontalalignment=align,
                verticalalignment="baseline",
                parse_math=False,
            ),
            gid,
        )

    def _add(self, artist: Any, gid: str) -> None:
        self._order += 1
        self._named[gid] += 1
        count = self._named[gid]
        unique = gid if count == 1 else f"{gid}-{count}"
        artist.set(transform=self._points, zorder=self._order, gid=unique)
        self.figure.add_artist(artist)


def _path(runs: Sequence[Points]) -> Path:
    """Separate lines as one path, so that thousands of them are one artist."""
    points = [point for run in runs for point in run]
    pens = [pen for run in runs for pen in (Path.MOVETO, *[Path.LINETO] * (len(run) - 1))]
    path = Path(points, pens)
    # Every point is a figure from the diary: none may be smoothed away.
    path.should_simplify = False
    return path
