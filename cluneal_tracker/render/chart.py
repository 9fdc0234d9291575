"""Charts of the pain: a picture for a screen, a file to keep, a drawing for the doctor's page.

matplotlib is imported when the first chart is drawn, never with this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_layout import TOP_SCORE, Style
from cluneal_tracker.render.chart_panel import Sheet
from cluneal_tracker.render.chart_plan import Plan, plan, reading
from cluneal_tracker.render.palette import LIGHT, Palette
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.render.stamped import written
from cluneal_tracker.services.trends import TrendView

Format = Literal["png", "svg", "pdf"]

DOTS_AN_INCH = 300
SAVED_WIDTH, SAVED_STYLE = 760.0, Style(10.5, 9.2, 0.75)
_POINTS_A_MM = 72 / 25.4
_SCREEN = (14.0, 12.5)
_SAVED_HEIGHT = 470.0
_PAGE = Style(8.8, 8.1, 0.62)
# No dates and no program versions, so that the same diary gives the same file.
UNDATED: dict[Format, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@dataclass(frozen=True, slots=True)
class Plot:
    """The field 0-10 of one side, in logical pixels from the upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def y(self, score: float) -> float:
        """The y of a score 0-10."""
        return self.top + self.height * (1 - score / TOP_SCORE)

    def score(self, y: float) -> float:
        """The score at a y, held to 0-10."""
        return min(max((1 - (y - self.top) / self.height) * TOP_SCORE, 0.0), TOP_SCORE)


@dataclass(frozen=True, slots=True)
class ChartImage:
    """A drawn chart: `width` x `height` device pixels of red, green, blue, alpha, and its measures.

    `plots` holds one field a side, in the order of the view's sides (one when there is no score).
    """

    width: int
    height: int
    rgba: bytes
    plots: tuple[Plot, ...]
    first: date
    last: date

    def x(self, day: date) -> float:
        """The x of the middle of a day, in logical pixels."""
        plot = self.plots[0]
        days = (self.last - self.first).days + 1
        return plot.left + ((day - self.first).days + 0.5) * plot.width / days

    def day(self, x: float) -> date:
        """The day at an x, held to the range."""
        plot = self.plots[0]
        days = (self.last - self.first).days + 1
        place = int((x - plot.left) / plot.width * days)
        return self.first + timedelta(days=min(max(place, 0), days - 1))


@dataclass(frozen=True, slots=True)
class PageChart:
    """A chart for the doctor's page as SVG, and how to read what it shows, a sentence each."""

    svg: bytes
    reading: tuple[str, ...]


def warm_up() -> None:
    """Import matplotlib and draw some letters, so that the first chart comes at once."""
    fonts.ready()
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from cluneal_tracker.render.chart_canvas import Canvas

    canvas = FigureCanvasAgg(Canvas(60, 20, LIGHT.surface, 1.0).figure)
    for weight in ("normal", "bold"):
        canvas.figure.text(0, 0, "0 1", family=fonts.FAMILY, weight=weight, parse_math=False)
    canvas.draw()  # type: ignore[no-untyped-call]


def draw(
    view: TrendView,
    phrases: Phrases,
    palette: Palette,
    width_px: int,
    height_px: int,
    scale: float = 1.0,
    text_scale: float = 1.0,
) -> ChartImage:
    """A chart for the screen; `scale` is device pixels a logical pixel."""
    fonts.ready()
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from cluneal_tracker.render.chart_figure import figure

    text, small = (size * text_scale for size in _SCREEN)
    worked_out = plan(view, phrases, Sheet(width_px, height_px, Style(text, small, 1.0)))
    canvas = FigureCanvasAgg(figure(worked_out, palette, scale))
    canvas.draw()  # type: ignore[no-untyped-call]
    width, height = canvas.get_width_height(physical=True)
    pixels = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return ChartImage(width, height, pixels, _plots(worked_out), view.first, view.last)


def save(view: TrendView, phrases: Phrases, suffix: Format, stamp: str = "") -> bytes:
    """A chart as a file: PNG at 300 dots an inch, or SVG or PDF with text that can be selected.

    `stamp` is written above it.
    """
    height = _SAVED_HEIGHT + len(view.activities) * SAVED_STYLE.row
    sheet = Sheet(SAVED_WIDTH, height, SAVED_STYLE)
    return _file(_planned(view, phrases, sheet), suffix, stamp)


def for_page(view: TrendView, phrases: Phrases, width_mm: float, height_mm: float) -> PageChart:
    """A chart for the doctor's page; its smallest letters are 8 points tall."""
    sheet = Sheet(width_mm * _POINTS_A_MM, height_mm * _POINTS_A_MM, _PAGE, note=False)
    worked_out = _planned(view, phrases, sheet)
    return PageChart(_file(worked_out, "svg"), tuple(reading(worked_out.scene)))


def _planned(view: TrendView, phrases: Phrases, sheet: Sheet) -> Plan:
    fonts.ready()
    return plan(view, phrases, sheet)


def _file(worked_out: Plan, suffix: Format, stamp: str = "") -> bytes:
    from cluneal_tracker.render.chart_figure import figure

    drawn = figure(worked_out, LIGHT)
    return written(drawn, stamp, format=suffix, dpi=DOTS_AN_INCH, metadata=UNDATED[suffix])


def _plots(worked_out: Plan) -> tuple[Plot, ...]:
    height = worked_out.scene.sheet.height
    fields = (panel.panel.field for panel in worked_out.panels)
    return tuple(Plot(box.left, height - box.top, box.width, box.height) for box in fields)
