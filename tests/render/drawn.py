"""Looks at a drawn chart piece by piece, the way a person looks at the picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_figure import figure
from cluneal_tracker.render.chart_layout import Box, Style
from cluneal_tracker.render.chart_panel import Sheet
from cluneal_tracker.render.chart_plan import Plan, plan
from cluneal_tracker.render.palette import LIGHT, Palette
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.trends import TrendView

fonts.ready()
PHRASES = Content(paths.ASSETS).phrases
WIDE = Sheet(1100, 640, Style(14, 12.5, 1.0))
SMALL = Sheet(640, 420, Style(14, 12.5, 1.0))
# An appointment: letters for two people on a small screen.
FAR = Sheet(872, 616, Style(28, 25, 1.0))
LARGE_TEXT = Sheet(1100, 640, Style(21, 18.75, 1.0))
SHEETS = (WIDE, SMALL, LARGE_TEXT)

Points = list[tuple[float, float]]


@dataclass
class Drawn:
    """A chart that was worked out and drawn; one point is one pixel, counted from below."""

    plan: Plan
    figure: Figure

    def named(self, name: str) -> Any:
        """The artist of a name."""
        return next(one for one in self.figure.get_children() if one.get_gid() == name)

    def has(self, name: str) -> bool:
        return any(one.get_gid() == name for one in self.figure.get_children())

    def pieces(self, name: str) -> list[Points]:
        """The separate lines (or outlines) of an artist."""
        path = self.named(name).get_path()
        found: list[Points] = []
        for (x, y), pen in zip(path.vertices, path.codes, strict=True):
            if pen == Path.MOVETO:
                found.append([])
            found[-1].append((float(x), float(y)))
        return found

    def dots(self, name: str) -> Points:
        if not self.has(name):
            return []
        line = self.named(name)
        pairs = zip(line.get_xdata(), line.get_ydata(), strict=True)
        return [(float(x), float(y)) for x, y in pairs]

    def texts(self) -> list[Text]:
        return [one for one in self.figure.get_children() if isinstance(one, Text)]

    def words(self) -> list[str]:
        return [text.get_text() for text in self.texts()]

    @cached_property
    def renderer(self) -> Any:
        return FigureCanvasAgg(self.figure).get_renderer()  # type: ignore[no-untyped-call]

    def place(self, text: Text) -> Box:
        """Where the renderer really puts a text."""
        extent = text.get_window_extent(self.renderer)
        return Box(extent.x0, extent.y0, extent.width, extent.height)


def drawn(
    view: TrendView,
    sheet: Sheet = WIDE,
    palette: Palette = LIGHT,
    phrases: Phrases = PHRASES,
) -> Drawn:
    worked_out = plan(view, phrases, sheet)
    return Drawn(worked_out, figure(worked_out, palette))


def along(pieces: list[Points]) -> Points:
    """Points a pixel apart or less, along each piece."""
    found: Points = []
    for piece in pieces:
        for (x0, y0), (x1, y1) in pairwise(piece):
            count = int(max(abs(x1 - x0), abs(y1 - y0))) + 2
            xs, ys = np.linspace(x0, x1, count), np.linspace(y0, y1, count)
            found += list(zip(xs.tolist(), ys.tolist(), strict=True))
    return found


def inside(box: Box, points: Points, margin: float = 0.0) -> Points:
    """The points that lie in a box or closer to it than a margin."""
    return [
        (x, y)
        for x, y in points
        if box.left - margin < x < box.right + margin and box.bottom - margin < y < box.top + margin
    ]
