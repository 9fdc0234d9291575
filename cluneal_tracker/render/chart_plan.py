"""Works out a whole chart before a line of it is drawn: what goes where. No matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import ceil

from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_lanes import Lane, lanes
from cluneal_tracker.render.chart_layout import Box, Panel, Style, Tick, TimeAxis, ticks, wrapped
from cluneal_tracker.render.chart_panel import Head, PanelPlan, Scene, Sheet, head, panel_plan
from cluneal_tracker.render.chart_parts import Step, step_of
from cluneal_tracker.render.chart_series import is_crowded, step_shown
from cluneal_tracker.render.sentences import Phrases, day_text
from cluneal_tracker.services.trends import SideTrend, TrendView

# Shares of the width: the widest left margin, and where "10 Worst pain" goes on two lines.
_GUTTER, _STACKED = 0.22, 0.16
# Heights of the plot in letters: with the note and all lanes, and before the letters shrink.
_LOWEST_FIELD, _SQUEEZED, _SMALLEST_TEXT = 6.0, 3.5, 8.0
_MOST_LANES, _MARGIN_STEP = 6, 4


@dataclass(frozen=True, slots=True)
class LanePlan:
    """One lane of treatments with its place."""

    lane: Lane
    box: Box


@dataclass(frozen=True, slots=True)
class Plan:
    """A chart, worked out. `exercises` is the place of their lane, None when there are none.

    `activities` are the places of those of the view that have room, in its order.
    """

    scene: Scene
    stacked: bool
    panels: tuple[PanelPlan, ...]
    lanes: tuple[LanePlan, ...]
    more_lanes: int
    activities: tuple[Box, ...]
    exercises: Box | None
    ticks: tuple[Tick, ...]
    tick_middle: float
    note: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a sheet has room for, from the bottom up."""

    note: tuple[str, ...]
    lanes: tuple[Lane, ...]
    more: int
    activities: int
    exercises: bool

    def height(self, style: Style) -> float:
        """The height of all that is under the plots."""
        tail = style.row * 1.25 + style.unit * 6 + len(self.note) * style.small_row
        if self.note:
            tail += style.unit * 4
        return tail + _lanes_height(self, style)


def plan(view: TrendView, phrases: Phrases, sheet: Sheet) -> Plan:
    """Lay a chart out; numbers that find no room inside the plot move over it.

    On a sheet that is far too small the letters shrink until the plots keep their shape.
    """
    stacked, axis = _axis(view, phrases, sheet)
    scene = Scene(view, phrases, sheet, axis)
    first = _laid_out(scene, stacked)
    lowest = min(panel.panel.field.height for panel in first.panels)
    if lowest < _SQUEEZED * sheet.style.text and sheet.style.text > _SMALLEST_TEXT:
        return plan(view, phrases, replace(sheet, style=sheet.style.smaller()))
    homeless = frozenset().union(*(panel.homeless for panel in first.panels))
    return _laid_out(replace(scene, outside=homeless), stacked) if homeless else first


def _axis(view: TrendView, phrases: Phrases, sheet: Sheet) -> tuple[bool, TimeAxis]:
    """The time axis right of the margin, and whether the margin's words go on two lines."""
    style, words = sheet.style, phrases["chart"]
    ends = [f"10  {words['worst']}", f"0  {words['none']}"]
    wide = max(fonts.width(text, style.text) for text in ends)
    stacked = wide > sheet.width * _STACKED
    if stacked:
        wide = max(fonts.width(words[key], style.small) for key in ("worst", "none"))
    names = [lane.name for lane in lanes(view)]
    small = [words["no_score"], *names]
    small += [one.name for one in view.activities]
    small += [f"{line}  10" for line in words["exercises"]] if view.exercises else []
    wide = max([wide, *(fonts.width(text, style.small) for text in small)])
    # In full steps, so that a hair in how letters are measured does not move every day.
    margin = min(wide, sheet.width * _GUTTER) + style.unit * 18
    left = _MARGIN_STEP * ceil(margin / _MARGIN_STEP)
    return stacked, TimeAxis(view.first, view.last, left, sheet.width - style.unit * 16)


def _laid_out(scene: Scene, stacked: bool) -> Plan:
    sides: Sequence[SideTrend | None] = scene.view.sides or (None,)
    heads = [head(scene, side) for side in sides]
    parts = _fitting(scene, heads)
    style, sheet = scene.style, scene.sheet
    bottom = parts.height(style)
    room = _field_height(sheet, heads, parts, style)
    panels: list[PanelPlan] = []
    top = sheet.height - style.unit * 5
    for side, over in zip(sides, heads, strict=True):
        panel = _panel(scene.axis, top, room, over, style)
        panels.append(panel_plan(scene, side, panel, over))
        top = panel.ground.bottom - style.unit * 4
    note_height = len(parts.note) * style.small_row + (style.unit * 4 if parts.note else 0)
    tick_middle = style.unit * 6 + note_height + style.row * 0.5
    placed, activities, exercises = _lane_places(scene.axis, bottom - style.unit * 4, parts, style)
    room_for_dates = Box(style.unit * 4, 0, sheet.width - style.unit * 8, style.row)
    return Plan(
        scene,
        stacked,
        tuple(panels),
        placed,
        parts.more,
        activities,
        exercises,
        tuple(ticks(scene.axis, room_for_dates, style, scene.phrases)),
        tick_middle,
        parts.note,
    )


def _fitting(scene: Scene, heads: Sequence[Head]) -> _Parts:
    """The most that leaves the plots their height: first the note goes, then parts from below.

    Activities go before exercises, and both before treatments.
    """
    style, sheet = scene.style, scene.sheet
    every = tuple(lanes(scene.view))
    note = _note(scene) if sheet.note else ()
    counts = range(min(len(every), _MOST_LANES), -1, -1)
    answered = range(len(scene.view.activities), -1, -1)
    choices = [
        _Parts(
            lines, every[:count], len(every) - count, marked, bool(scene.view.exercises) and shown
        )
        for count, shown, marked, lines in product(counts, (True, False), answered, (note, ()))
    ]
    lowest = _LOWEST_FIELD * style.text
    fitting = (parts for parts in choices if _field_height(sheet, heads, parts, style) >= lowest)
    return next(fitting, choices[-1])


def _field_height(sheet: Sheet, heads: Sequence[Head], parts: _Parts, style: Style) -> float:
    """The height of each field 0-10."""
    taken = parts.height(style) + style.unit * 5
    for over in heads:
        taken += over.rows * style.row + _over(style) + _under(style) + style.unit * 4
    return max((sheet.height - taken) / len(heads), style.unit * 10)


def _over(style: Style) -> float:
    """The height over the line of 10, so that a dot there is whole."""
    return style.unit * 6


def _under(style: Style) -> float:
    """The height under the line of 0: the strip of days without a score."""
    return style.text * 1.25 + style.unit * 6


def _panel(axis: TimeAxis, top: float, height: float, over: Head, style: Style) -> Panel:
    rows = over.rows * style.row
    field_top = top - rows - _over(style)
    wide = axis.right - axis.left
    field = Box(axis.left, field_top - height, wide, height)
    bottom = field.bottom - _under(style)
    return Panel(
        field=field,
        head=Box(axis.left, top - rows, wide, rows),
        ground=Box(axis.left, bottom, wide, top - rows - bottom),
        strip=field.bottom - style.text * 1.2,
    )


def _lanes_height(parts: _Parts, style: Style) -> float:
    rows = len(parts.lanes) + (1 if parts.more else 0)
    high = rows * style.row * 1.15 + parts.activities * style.row
    high += style.row * 2.1 if parts.exercises else 0.0
    return high + style.unit * 6 if high else 0.0


def _lane_places(
    axis: TimeAxis, top: float, parts: _Parts, style: Style
) -> tuple[tuple[LanePlan, ...], tuple[Box, ...], Box | None]:
    wide, high = axis.right - axis.left, style.row * 1.15
    placed = []
    for lane in parts.lanes:
        top -= high
        placed.append(LanePlan(lane, Box(axis.left, top, wide, high)))
    if parts.more:
        top -= high
    activities = []
    for _ in range(parts.activities):
        top -= style.row
        activities.append(Box(axis.left, top, wide, style.row))
    exercises = Box(axis.left, top - style.row * 2.1, wide, style.row * 1.8)
    return tuple(placed), tuple(activities), exercises if parts.exercises else None


def _note(scene: Scene) -> tuple[str, ...]:
    """The days, and how to read the chart, in lines that fit below it."""
    view, style = scene.view, scene.style
    first, last = (day_text(day, scene.phrases, year=True) for day in (view.first, view.last))
    parts = [scene.words["note_dates"].format(first=first, last=last), *reading(scene)]
    return tuple(wrapped(parts, scene.axis.right - scene.axis.left, style.small))


def reading(scene: Scene) -> list[str]:
    """How to read what is there, and no more than that, a sentence each."""
    view, words, style = scene.view, scene.words, scene.style
    sides = view.sides
    steps = [step_shown(one, scene.axis, style) for one in sides]
    crowded = any(is_crowded(one, scene.axis, style) for one in sides)
    summed = max(steps, key=list(Step).index, default=Step.DAY)
    line = any(one.line for one in sides) and summed is Step.DAY
    single = step_of(scene.axis, style) is Step.DAY
    doses = [dose for some in view.doses.values() for dose in some]
    doses_later = any(dose.added_later for dose in doses)
    later = not crowded and any(dot.added_later for one in sides for dot in one.dots)
    shown = {
        "note_dot": bool(sides) and not crowded,
        # The page says more of these, in a sentence of its own.
        "note_hollow": later and scene.sheet.note,
        "note_range": crowded and summed is Step.DAY,
        "note_summed": summed is not Step.DAY,
        "note_line": line,
        "note_band": line and not crowded,
        "note_dose": bool(doses) and not doses_later,
        "note_dose_later": doses_later,
        "note_activity": bool(view.activities) and single,
        "note_activity_share": bool(view.activities) and not single,
    }
    each = words["each"][summed.value]
    return [words[key].format(each=each) for key, there in shown.items() if there]
