"""Works out the plot of one side: its headings, its scores, and before against after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cluneal_tracker.domain.diary import Stretch
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import ONE_DAY
from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_labels import Heading, Room, Rows, headings
from cluneal_tracker.render.chart_lanes import turns
from cluneal_tracker.render.chart_layout import Box, Panel, Style, TimeAxis
from cluneal_tracker.render.chart_series import Point, Series, series
from cluneal_tracker.render.sentences import Phrases, label, name_of, number_text
from cluneal_tracker.services.treatments import TreatmentView
from cluneal_tracker.services.trends import SideTrend, TrendView

_MOST_ROWS = 3
_NO_STEM = float("-inf")
# A shorter bar is a speck; its numbers are in the table.
_NARROWEST_BAR = 40
_LONG_RANGE = 366 * ONE_DAY


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper: its size in points, the letters, and whether the note is printed under it."""

    width: float
    height: float
    style: Style
    note: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """What a chart is made from; the scores of `outside` are told over the plot, not inside."""

    view: TrendView
    phrases: Phrases
    sheet: Sheet
    axis: TimeAxis
    outside: frozenset[str] = frozenset()

    @property
    def style(self) -> Style:
        """The sizes of letters and marks."""
        return self.sheet.style

    @property
    def words(self) -> Phrases:
        """The labels of charts."""
        chart: Phrases = self.phrases["chart"]
        return chart


@dataclass(frozen=True, slots=True)
class Number:
    """A middle score beside its dashed bar, with the thin line that leads to it."""

    box: Box
    value: str
    caption: str
    leader: tuple[Point, Point] | None


@dataclass(frozen=True, slots=True)
class Head:
    """The rows over a plot: the side and "Lower is better", and a word for each line."""

    name: str
    caption: str
    caption_row: int
    headings: tuple[Heading, ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return 1 + max([self.caption_row, *(one.row for one in self.headings)])


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """All that is drawn of one side; `bars` are the dashed middle scores around treatments."""

    panel: Panel
    side: Side | None
    head: Head
    series: Series | None
    turns: tuple[float, ...]
    bars: tuple[Box, ...]
    numbers: tuple[Number, ...]
    homeless: frozenset[str]


def head(scene: Scene, side: SideTrend | None) -> Head:
    """The rows over the plot of a side."""
    axis, style = scene.axis, scene.style
    name = scene.words["panel"][side.side.value] if side and len(scene.view.sides) > 1 else ""
    caption: str = scene.words["lower_is_better"]
    rows = Rows(axis.left, scene.sheet.width - style.unit * 4, _MOST_ROWS, style.text * 0.7)
    wide = fonts.width(name, style.text, bold=True) + style.text * (1.9 if name else 1.0)
    wide += fonts.width(caption, style.small)
    turning = turns(scene.view, side.side if side else None)
    kinds = [view.treatment.kind for view in turning]
    wanted = [
        (_x(view, axis), _forms(view, scene, named=kinds.index(view.treatment.kind) == place))
        for place, view in enumerate(turning)
    ]
    shared = rows.copy()
    shared.take(Heading(caption, axis.left, wide, 0, _NO_STEM))
    found = headings(wanted, shared)
    if len(found) == len(wanted):
        return Head(name, caption, 0, tuple(found))
    # A line near the left edge would cut through the caption: it moves over all other words.
    found = headings(wanted, rows)
    return Head(name, caption, 1 + max((one.row for one in found), default=0), tuple(found))


def panel_plan(scene: Scene, side: SideTrend | None, panel: Panel, over: Head) -> PanelPlan:
    """Everything on the plot of a side, each number where it covers nothing."""
    axis, style = scene.axis, scene.style
    drawn = series(side, axis, panel, style) if side else None
    turning = turns(scene.view, side.side if side else None)
    lines = [_x(view, axis) for view in turning]
    pairs = [
        (view, stretch, phrase, _bar(stretch, axis, panel, style))
        for view in turning
        if side and _comparable(view, side, scene, turning)
        for stretch, phrase in _halves(view, scene.words)
    ]
    room = Room(panel.field, drawn.occupied() if drawn and pairs else [], style.unit * 5)
    for x in lines:
        room.take(Box(x - style.unit, panel.field.bottom, style.unit * 2, panel.field.height))
    for *_, bar in pairs:
        room.take(bar)
    numbers, homeless = [], set()
    for view, stretch, phrase, bar in pairs:
        if view.treatment.id in scene.outside:
            continue
        number = _number(stretch, phrase, bar, room, scene, drawn)
        if number:
            numbers.append(number)
        else:
            homeless.add(view.treatment.id)
    return PanelPlan(
        panel,
        side.side if side else None,
        over,
        drawn,
        tuple(lines),
        tuple(bar for *_, bar in pairs),
        tuple(numbers),
        frozenset(homeless),
    )


def _x(view: TreatmentView, axis: TimeAxis) -> float:
    return axis.of_day(view.treatment.first_day)


def _forms(view: TreatmentView, scene: Scene, named: bool) -> list[tuple[str, float]]:
    """The words for a line, longest first, with their widths; at last only the first is `named`."""
    phrases, style = scene.phrases, scene.style
    far = scene.view.last - scene.view.first > _LONG_RANGE
    full = label(view, phrases, year=far)
    forms = [full, full, name_of(view), name_of(view) if named else str(view.number)]
    found = view.compared
    if view.treatment.id in scene.outside and found and found.enough:
        middles = (found.before.middle or 0.0, found.after.middle or 0.0)
        before, after = (number_text(value, phrases) for value in middles)
        form = scene.words["before_after"]
        forms[0] = form.format(label=full, before=before, after=after)
    return [(form, fonts.width(form, style.text, bold=True)) for form in forms]


def _comparable(
    view: TreatmentView, side: SideTrend, scene: Scene, turning: Sequence[TreatmentView]
) -> bool:
    """Whether before and after can be drawn here: for this side alone, and nothing else between."""
    found = view.compared
    if not found or not found.enough:
        return False
    if found.before.days * scene.axis.day_width < _NARROWEST_BAR * scene.style.unit:
        return False
    if len(scene.view.sides) > 1 and view.treatment.side is not side.side:
        return False
    days = [one.treatment.first_day for one in turning if one is not view]
    alone = not any(found.before.first <= day <= found.after.last for day in days)
    return alone and _seen(found.before, scene) and _seen(found.after, scene)


def _seen(stretch: Stretch, scene: Scene) -> bool:
    """At least half of a stretch lies in the range."""
    middle: date = stretch.first + (stretch.last - stretch.first) // 2
    return scene.view.first <= middle <= scene.view.last


def _halves(view: TreatmentView, words: Phrases) -> list[tuple[Stretch, str]]:
    found = view.compared
    return [(found.before, words["before"]), (found.after, words["after"])] if found else []


def _bar(stretch: Stretch, axis: TimeAxis, panel: Panel, style: Style) -> Box:
    left = axis.clip(axis.of_day(stretch.first, 0))
    right = axis.clip(axis.of_day(stretch.last, 1))
    thick = style.unit * 2.4
    return Box(left, panel.y(stretch.middle or 0.0) - thick / 2, right - left, thick)


def _number(
    stretch: Stretch, phrase: str, bar: Box, room: Room, scene: Scene, drawn: Series | None
) -> Number | None:
    style = scene.style
    value = number_text(stretch.middle or 0.0, scene.phrases)
    wide = max(fonts.width(value, style.text, bold=True), fonts.width(phrase, style.small))
    box = room.beside(bar, wide, style.text * 1.2 + style.small_row)
    if box is None:
        return None
    return Number(box, value, phrase, _leader(box, bar, style, drawn))


def _leader(box: Box, bar: Box, style: Style, drawn: Series | None) -> tuple[Point, Point] | None:
    """A thin line from a number to its bar, past the dots; none where it stands close by."""
    over = box.bottom > bar.top
    low, high = (bar.top, box.bottom) if over else (box.top, bar.bottom)
    if high - low < style.unit * 12:
        return None
    dots = [*drawn.dots, *drawn.later] if drawn else []
    clear = style.unit * 4.5
    left, right = max(box.left, bar.left), min(box.right, bar.right)
    for part in (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95):
        x = left + (right - left) * part
        if not any(abs(dot - x) < clear and low - clear < y < high + clear for dot, y in dots):
            gap = style.unit * 2
            return (x, low + (gap if not over else 0)), (x, high - (gap if over else 0))
    return None
