"""Joins the Trends screen to the diary and to the pictures that are drawn of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cluneal_tracker.domain.pain import PainEntry, Side
from cluneal_tracker.domain.periods import Period
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.weekly import WeeklyAnswer
from cluneal_tracker.render import chart, sentences
from cluneal_tracker.render.palette import Palette
from cluneal_tracker.services.activity_days import ActivityDays
from cluneal_tracker.services.body_map import MapView
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.periods import PeriodsView
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.services.weekly import WeeklyView
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.saving import PictureFile, Saving
from cluneal_tracker.ui.joins.score_changes import ScoreChanges
from cluneal_tracker.ui.joins.trend_pictures import (
    calendar_file,
    curve_file,
    line_file,
    map_file,
    periods_file,
    when_file,
)
from cluneal_tracker.ui.joins.trends_memory import LastLook, TrendsMemory
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.screens.trends import TrendsScreen
from cluneal_tracker.ui.widgets.curve_part import CurvePart
from cluneal_tracker.ui.widgets.day_words import DayWords
from cluneal_tracker.ui.widgets.trend_choices import CALENDAR, MAP, PERIODS, TABLE, WHEN

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import ChartImage, Format


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked at: how many days (None for all), as what, and of which side.

    `back` is how many times as many days lie between these days and today. Where `periods` is
    None, two periods are the last `lately` days and those before. `against` tells to compare the
    map with the time before. Where `activities` is None, those marked most stand under the chart.
    """

    part: str
    days: int | None
    lately: int
    side: Side
    activities: tuple[str, ...] | None = None
    back: int = 0
    periods: tuple[Period, Period] | None = None
    against: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of the diary; `entries`, `periods` and `map` only where they show."""

    wanted: _Wanted
    view: TrendView
    summary: str
    entries: Sequence[PainEntry]
    periods: PeriodsView | None
    map: MapView | None
    today: date
    begun: date | None
    weeks: Sequence[WeeklyAnswer]
    week_now: WeeklyView
    statements: Sequence[RolandAnswer]
    first_statements: RolandAnswer | None
    offered: Sequence[ActivityDays]

    def holds(self, part: str) -> bool:
        """Whether what a part shows was read."""
        return {PERIODS: self.periods, MAP: self.map}.get(part, self.view) is not None


class TrendsJoin:
    """Keeps what is looked at; `memory` keeps it over a restart.

    `folder` is where pictures go: Documents by default.

    Ten years take a while to read, so that is done beside the window's thread.
    """

    interest = (Changed.PAIN | Changed.SESSIONS | Changed.TREATMENTS | Changed.TRIALS) | (
        Changed.DOSES | Changed.WEEKLY | Changed.ROLAND | Changed.SPOTS
    )

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        memory: TrendsMemory,
        folder: Path | None = None,
    ) -> None:
        self._services, self._desk = services, desk
        self._phrases = services.content.phrases
        self._memory, last = memory, memory.last
        side = services.preferences.current.side
        self._wanted = _Wanted(last.part, last.days, last.lately, side, last.activities)
        self._shown: _Read | None = None
        self.reading = Background()
        self.saving = Saving(desk, folder)
        answers = {item.key: item.name for item in services.content.activities}
        answers |= {sign.key: sign.short for sign in services.content.warning_signs}
        self.widget = TrendsScreen(look, self._draw, answers, self._phrases)
        self.widget.show_choices(last.part, last.days)
        self._scores = ScoreChanges(self.widget, services.diary, desk, self.refresh)
        self._join()

    def _join(self) -> None:
        screen, desk = self.widget, self._desk
        self.reading.done.connect(self._show)
        self.reading.failed.connect(screen.say_no_chart)
        self.saving.not_saved.connect(screen.show_error)
        choices, two = screen.choices, screen.periods.choice
        choices.range_chosen.connect(self._zoom)
        choices.side_chosen.connect(lambda side: self._look_at(side=side))
        choices.stepped.connect(self._step)
        screen.map.compared.connect(lambda against: self._look_at(against=against))
        two.lately_chosen.connect(lambda days: self._look_at(lately=days, periods=None))
        two.periods_chosen.connect(lambda *both: self._look_at(periods=both))
        screen.activities.chosen.connect(lambda keys: self._look_at(activities=keys))
        screen.part_opened.connect(self._open)
        screen.log_requested.connect(desk.log_pain)
        screen.together_requested.connect(desk.pages.show_together)
        screen.weeks.requested.connect(lambda: desk.ask_week(anyway=True))
        screen.roland.requested.connect(desk.pages.show_roland)
        screen.save_requested.connect(self._save)
        screen.save_as_requested.connect(lambda kind: self._save(kind, screen))
        for part in (screen.weeks.curve, screen.weeks.sleep, screen.roland.curve):
            part.save_requested.connect(partial(self._save_curve, part))
            part.save_as_requested.connect(partial(self._save_curve, part, over=screen))

    def refresh(self) -> None:
        """Show what is looked at as the diary has it."""
        self._shown = None
        wanted = self._wanted
        self.reading.ask(lambda: self._read(wanted))

    def entered(self) -> None:
        """The picture takes the keys that step through its days, the table those for its rows."""
        self.widget.take_focus()

    def write_out(self) -> bool:
        """Say it where a correction of a score is not saved; whether there is none."""
        return self._scores.write_out()

    def _read(self, wanted: _Wanted) -> _Read:
        trends, diary, periods = self._services.trends, self._services.diary, self._services.periods
        with self._services.undisturbed():
            days = wanted.days
            whole = trends.between() if days is None else trends.recent(days, wanted.back)
            view = whole.beside(wanted.activities)
            with_table, with_periods = wanted.part == TABLE, wanted.part == PERIODS
            two = wanted.periods or periods.lately(wanted.lately)
            return _Read(
                wanted,
                view,
                sentences.summary(view, self._phrases),
                diary.entries(view.first, view.last)[::-1] if with_table else (),
                periods.compare(*two, wanted.side) if with_periods else None,
                self._map(wanted, view) if wanted.part == MAP else None,
                periods.lately(1)[1].last,
                diary.first_day(),
                self._services.weekly.between(view.first, view.last),
                self._services.weekly.view(),
                self._services.roland.between(view.first, view.last),
                self._services.roland.first(),
                whole.activities,
            )

    def _map(self, wanted: _Wanted, view: TrendView) -> MapView:
        """Where it hurt; a spot may be older than the first score."""
        body_map = self._services.body_map
        first, before = view.first, None
        if wanted.days is None:
            first = min((spot.felt.day for spot in body_map.spots()), default=first)
        elif wanted.against:
            before = Period(first - timedelta(days=view.days), first - timedelta(days=1))
        return body_map.over(Period(min(first, view.first), view.last), before)

    def _show(self, read: _Read) -> None:
        self._shown = read
        words = DayWords(read.view, self._phrases)
        begun = read.begun
        self.widget.choices.show_reach((read.today - begun).days if begun else 0)
        self.widget.choices.show_steps(
            earlier=begun is not None and begun < read.view.first, later=read.wanted.back > 0
        )
        self.widget.show_state(
            read.view,
            read.summary,
            words,
            no_scores=begun is None,
            side=read.wanted.side,
            said=sentences.activities_said(read.view, self._phrases),
        )
        first, last = read.view.first, read.view.last
        shown = [one.key for one in read.view.activities]
        self.widget.activities.show_choice(read.offered, shown)
        self.widget.weeks.show_weeks(read.weeks, read.week_now, first, last)
        self.widget.roland.show_answers(read.statements, read.first_statements, first, last)
        self.widget.show_entries(read.entries)
        if read.map is not None:
            self.widget.show_map(read.map, whole_diary=read.wanted.days is None)
        if read.periods is not None:
            lately = None if read.wanted.periods else read.wanted.lately
            self.widget.show_periods(read.periods, read.today, lately)

    def _draw(
        self, view: TrendView, palette: Palette, width: int, height: int, scale: float, text: float
    ) -> ChartImage:
        return chart.draw(view, self._phrases, palette, width, height, scale, text)

    def _open(self, part: str) -> None:
        self._want(part=part)
        if part in (TABLE, PERIODS, MAP):
            self.refresh()

    def _zoom(self, days: int | None) -> None:
        """Look nearer or further at the day that is read, or at the last days."""
        day, read = self.widget.chart.day, self._shown
        back = (read.today - day).days // days if days and day and read else 0
        self._look_at(days=days, back=max(0, back))

    def _step(self, back: int) -> None:
        self._look_at(back=max(0, self._wanted.back + back))

    def _look_at(self, **changed: Any) -> None:
        self._want(**changed)
        self.refresh()

    def _want(self, **changed: Any) -> None:
        self._wanted = wanted = replace(self._wanted, **changed)
        self._memory.keep(LastLook(wanted.part, wanted.days, wanted.lately, wanted.activities))

    def _save(self, kind: Format, over: QWidget | None = None) -> None:
        self.saving.save_picture(self._file(), kind, self._services.stamp, over)

    def _file(self) -> PictureFile:
        """The picture in sight; read at once when the person is quicker than the reading."""
        wanted, read = self._wanted, self._shown
        if read is None or not read.holds(wanted.part):
            read = self._read(wanted)
        side = read.view.of_side(wanted.side)
        if wanted.part == CALENDAR:
            return calendar_file(read.view, side, self._phrases)
        if wanted.part == WHEN and side is not None:
            return when_file(read.view, side, self._phrases)
        if wanted.part == PERIODS and read.periods is not None:
            return periods_file(read.periods, self._phrases)
        if wanted.part == MAP and read.map is not None:
            return map_file(read.map, self._phrases)
        return line_file(read.view, self._phrases)

    def _save_curve(self, part: CurvePart, kind: Format, over: QWidget | None = None) -> None:
        """Save a small curve; `over` a window where the name is asked for."""
        if part.curve is not None and self._shown is not None:
            view = self._shown.view
            file = curve_file(part.curve, view.first, view.last)
            self.saving.save_picture(file, kind, self._services.stamp, over)
