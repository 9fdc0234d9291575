"""Draws a worked-out chart with matplotlib."""

from __future__ import annotations

from itertools import pairwise

from matplotlib.figure import Figure

from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_beside import draw_activity, draw_exercises
from cluneal_tracker.render.chart_canvas import Canvas
from cluneal_tracker.render.chart_lanes import Lane, Span
from cluneal_tracker.render.chart_layout import TOP_SCORE, Box, Panel
from cluneal_tracker.render.chart_panel import PanelPlan
from cluneal_tracker.render.chart_plan import LanePlan, Plan
from cluneal_tracker.render.palette import Palette
from cluneal_tracker.render.sentences import number_text

_GRID = (0.0, 2.5, 5.0, 7.5, 10.0)
_DASHES = (3.0, 1.4)
# Dots are a little paler than the line, which carries the message.
_DOT_INK = 0.8


def figure(plan: Plan, palette: Palette, scale: float = 1.0) -> Figure:
    """The whole chart; `scale` is the number of pixels to a point."""
    sheet = plan.scene.sheet
    canvas = Canvas(sheet.width, sheet.height, palette.surface, scale)
    pen = _Pen(plan, palette, canvas)
    for panel in plan.panels:
        pen.ground(panel)
    pen.dates()
    for panel in plan.panels:
        pen.grid(panel.panel)
        pen.margin(panel)
        pen.scores(panel)
        pen.turns(panel)
        pen.comparisons(panel)
    for lane in plan.lanes:
        pen.lane(lane)
    pen.more_lanes()
    pen.beside()
    pen.note()
    return canvas.figure


class _Pen:
    """One chart being drawn, each method one layer of it."""

    def __init__(self, plan: Plan, palette: Palette, canvas: Canvas) -> None:
        self._plan, self._palette, self._canvas = plan, palette, canvas
        self._scene, self._axis = plan.scene, plan.scene.axis
        self._style, self._words = plan.scene.style, plan.scene.words
        self._edge = self._axis.left - self._style.unit * 9

    def ground(self, plan: PanelPlan) -> None:
        """The light ground after the first turning point."""
        if plan.turns:
            ground, start = plan.panel.ground, min(plan.turns)
            after = Box(start, ground.bottom, self._axis.right - start, ground.height)
            self._canvas.boxes([after], self._palette.phase, _gid("phase", plan))

    def dates(self) -> None:
        """A faint line up from each date, through all that shares the axis."""
        plan, palette, style = self._plan, self._palette, self._style
        foot = plan.tick_middle + style.row * 0.5
        tops = [panel.panel.field for panel in plan.panels]
        ups = [
            ((x, field.bottom), (x, field.top))
            for field in tops
            for x in (self._axis.of_day(tick.day) for tick in plan.ticks)
        ]
        self._canvas.lines(ups, palette.hairline, style.unit * 0.5, "date-lines")
        floor = plan.panels[-1].panel.ground.bottom
        downs = [
            ((x, foot), (x, floor)) for x in (self._axis.of_day(tick.day) for tick in plan.ticks)
        ]
        self._canvas.lines(downs, palette.hairline, style.unit * 0.5, "date-lines-below")
        for tick in plan.ticks:
            self._canvas.text(
                tick.x,
                plan.tick_middle,
                tick.text,
                style.small,
                palette.text if tick.strong else palette.muted,
                "date",
                "center",
                tick.strong,
            )

    def grid(self, panel: Panel) -> None:
        """The five lines of the scale; the ends a little stronger."""
        style, palette = self._style, self._palette
        rows = [((panel.field.left, panel.y(s)), (panel.field.right, panel.y(s))) for s in _GRID]
        self._canvas.lines(rows[1:-1], palette.hairline, style.unit, "grid")
        self._canvas.lines([rows[0], rows[-1]], palette.outline, style.unit, "grid-ends")

    def margin(self, plan: PanelPlan) -> None:
        """The scale in words and numbers, and the side with the direction over the plot."""
        self._scale(plan.panel)
        canvas, style, palette = self._canvas, self._style, self._palette
        x, middle = (
            self._axis.left,
            plan.panel.head.bottom + style.row * (plan.head.caption_row + 0.5),
        )
        if plan.head.name:
            canvas.text(x, middle, plan.head.name, style.text, palette.text, "side", bold=True)
            x += fonts.width(plan.head.name, style.text, bold=True) + style.text * 0.9
        # Between two pixels its stem would be grey.
        self._arrow(round(x + style.text * 0.3), middle)
        x += style.text * 0.9
        canvas.text(x, middle, plan.head.caption, style.small, palette.muted, "direction")

    def _scale(self, panel: Panel) -> None:
        canvas, style, palette = self._canvas, self._style, self._palette
        close = panel.y(2.5) - panel.y(0) < style.text * (2.7 if self._plan.stacked else 1.5)
        ends = {TOP_SCORE: (self._words["worst"], -1), 0.0: (self._words["none"], 1)}
        for score in _GRID:
            if close and score not in (0.0, 5.0, TOP_SCORE):
                continue
            whole = score == int(score)
            text = str(int(score)) if whole else number_text(score, self._scene.phrases)
            y, (phrase, way) = panel.y(score), ends.get(score, ("", 0))
            if phrase and self._plan.stacked:
                away = y + way * (style.text + style.small) * 0.66
                canvas.text(self._edge, away, phrase, style.small, palette.muted, "end", "right")
            elif phrase:
                text = f"{text}  {phrase}"
            canvas.text(self._edge, y, text, style.text, palette.muted, "scale", "right")

    def _arrow(self, x: float, middle: float) -> None:
        """An arrow downwards, drawn: the font has none."""
        unit, palette = self._style.text * 0.1, self._palette
        stem = [(x, middle + 4.5 * unit), (x, middle - 4.5 * unit)]
        tip = [(x - 3 * unit, middle - 1.2 * unit), stem[1], (x + 3 * unit, middle - 1.2 * unit)]
        self._canvas.lines([stem, tip], palette.muted, self._style.unit * 1.5, "arrow", (), True)

    def scores(self, plan: PanelPlan) -> None:
        """Band, line and dots, and the strip of days without a score."""
        drawn, canvas, palette, unit = plan.series, self._canvas, self._palette, self._style.unit
        if drawn is None:
            self._no_scores(plan)
            return
        canvas.shapes(drawn.bands, palette.band, _gid("band", plan))
        canvas.boxes(drawn.ranges, palette.band, _gid("range", plan))
        canvas.boxes(drawn.halves, blend(palette.pain, palette.band, 0.35), _gid("half", plan))
        canvas.boxes(drawn.missing, palette.no_score, _gid("no-score", plan))
        if drawn.missing:
            canvas.text(
                self._edge,
                plan.panel.strip,
                self._words["no_score"],
                self._style.small,
                palette.muted,
                "no-score-name",
                "right",
            )
        canvas.lines(drawn.lines, palette.pain, unit * 2.6, _gid("line", plan), (), True)
        radius, hollow = drawn.dot_radius, palette.surface
        full = blend(palette.pain, palette.surface, _DOT_INK)
        canvas.dots(drawn.dots, radius, full, _gid("dots", plan), hollow, unit * 0.4)
        canvas.dots(drawn.later, radius, hollow, _gid("dots-later", plan), full, unit * 1.3)

    def _no_scores(self, plan: PanelPlan) -> None:
        """Say so where no line of a treatment cuts through it; the summary says it anyway."""
        said, size = self._words["empty"], self._style.text
        edges = pairwise([self._axis.left, *plan.turns, self._axis.right])
        left, right = max(edges, key=lambda edge: edge[1] - edge[0])
        if fonts.width(said, size) + size < right - left:
            x, middle = (left + right) / 2, plan.panel.y(6.25)
            self._canvas.text(x, middle, said, size, self._palette.text, "empty", "center")

    def turns(self, plan: PanelPlan) -> None:
        """The line of each block or operation, with its words over the plot."""
        canvas, palette, style = self._canvas, self._palette, self._style
        panel = plan.panel
        reach = {
            heading.x: panel.head.bottom + heading.row * style.row + style.row * 0.05
            for heading in plan.head.headings
        }
        foot, bare = panel.ground.bottom, panel.head.bottom
        stems = [((x, foot), (x, reach.get(x, bare))) for x in plan.turns]
        canvas.lines(stems, palette.treatment, style.unit * 2, _gid("turns", plan))
        for heading in plan.head.headings:
            middle = panel.head.bottom + (heading.row + 0.55) * style.row
            canvas.text(
                heading.left,
                middle,
                heading.text,
                style.text,
                palette.treatment,
                "turn-name",
                bold=True,
            )

    def comparisons(self, plan: PanelPlan) -> None:
        """The middle scores before and after as dashed bars, with their numbers."""
        canvas, palette, style = self._canvas, self._palette, self._style
        bars = [
            ((bar.left, bar.bottom + bar.height / 2), (bar.right, bar.bottom + bar.height / 2))
            for bar in plan.bars
        ]
        canvas.lines(bars, palette.treatment, style.unit * 2.4, _gid("middle-bars", plan), _DASHES)
        leaders = [number.leader for number in plan.numbers if number.leader]
        canvas.lines(leaders, palette.treatment, style.unit * 0.8, _gid("leaders", plan))
        for number in plan.numbers:
            box = number.box
            canvas.text(
                box.left,
                box.top - style.text * 0.5,
                number.value,
                style.text,
                palette.treatment,
                "middle-number",
                bold=True,
            )
            middle = box.bottom + style.small_row * 0.5
            canvas.text(
                box.left, middle, number.caption, style.small, palette.text, "middle-caption"
            )

    def lane(self, plan: LanePlan) -> None:
        """One row of medicines, visits, or times that something was taken."""
        canvas, style, palette, box = self._canvas, self._style, self._palette, plan.box
        middle = box.bottom + box.height / 2
        name = fonts.shortened(plan.lane.name, self._edge - style.unit * 4, style.small)
        canvas.text(self._edge, middle, name, style.small, palette.text, "lane-name", "right")
        for span in plan.lane.spans:
            self._span(span, box)
        places = [(self._axis.of_day(day), middle) for day in plan.lane.visits]
        radius = style.unit * 4.5
        canvas.dots(places, radius, palette.treatment, "visits", marker="D")
        self._doses(plan.lane, box)

    def _doses(self, lane: Lane, box: Box) -> None:
        """A stroke for each time that something was taken, a hollow one where added later."""
        style, colour = self._style, self._palette.treatment
        high, foot = box.height * 0.6, box.bottom + box.height * 0.2
        strokes = [((x, foot), (x, foot + high)) for x in self._axis.of_times(lane.taken)]
        self._canvas.lines(strokes, colour, style.unit * 2, "doses")
        wide = style.unit * 3.5
        later = [Box(x - wide / 2, foot, wide, high) for x in self._axis.of_times(lane.taken_later)]
        self._canvas.boxes(later, self._palette.surface, "doses-later", colour, style.unit)

    def _span(self, span: Span, lane: Box) -> None:
        axis, style, palette = self._axis, self._style, self._palette
        left = axis.clip(axis.of_day(span.first, 0))
        right = axis.clip(axis.of_day(span.last, 1)) if span.last else axis.right
        high = lane.height * 0.78
        bar = Box(left, lane.bottom + (lane.height - high) / 2, max(right - left, 1.0), high)
        fill = blend(palette.treatment, palette.surface, 0.22)
        self._canvas.boxes([bar], fill, "medicine")
        ends = [(bar.left, span.first >= axis.first), (bar.right, span.last is not None)]
        caps = [((x, bar.bottom), (x, bar.top)) for x, true_end in ends if true_end]
        self._canvas.lines(caps, palette.treatment, style.unit * 2, "medicine-ends")
        rails = [((bar.left, y), (bar.right, y)) for y in (bar.bottom, bar.top)]
        self._canvas.lines(rails, palette.treatment, style.unit * 0.8, "medicine-edges")
        room = bar.width - style.unit * 14
        dose = " ".join(span.text.split())
        if dose and fonts.width(dose, style.small) <= room:
            middle = lane.bottom + lane.height / 2
            x = bar.left + style.unit * 7
            self._canvas.text(x, middle, dose, style.small, palette.text, "dose")

    def more_lanes(self) -> None:
        """A word for treatments that found no room."""
        plan, style = self._plan, self._style
        if plan.more_lanes:
            text = self._words["more_lanes"].format(count=plan.more_lanes)
            high = style.row * 1.15
            floors = [lane.box.bottom for lane in plan.lanes]
            under = min(floors, default=plan.panels[-1].panel.ground.bottom - style.unit * 6)
            x, middle = self._axis.left + style.unit * 4, under - high / 2
            self._canvas.text(x, middle, text, style.small, self._palette.muted, "more")

    def beside(self) -> None:
        """What was marked and done, each in its own lane."""
        plan, scene, canvas, palette = self._plan, self._scene, self._canvas, self._palette
        for found, box in zip(scene.view.activities, plan.activities, strict=False):
            draw_activity(found, box, scene, canvas, palette)
        if plan.exercises:
            draw_exercises(scene.view.exercises, plan.exercises, scene, canvas, palette)

    def note(self) -> None:
        """How to read the chart, under it."""
        style = self._style
        lines = self._plan.note
        for index, line in enumerate(lines):
            y = style.unit * 6 + (len(lines) - index - 0.5) * style.small_row
            self._canvas.text(self._axis.left, y, line, style.small, self._palette.muted, "note")


def blend(color: str, ground: str, share: float) -> str:
    """A colour laid thinly on a ground: `share` of the one, the rest of the other."""
    pairs = [(int(color[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _gid(name: str, plan: PanelPlan) -> str:
    return f"{name}-{plan.side.value}" if plan.side else name
