"""The files of pictures: the name of each, and what makes it beside the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale

from cluneal_tracker.domain.when_it_hurts import when_it_hurts
from cluneal_tracker.render import chart
from cluneal_tracker.render.blocks_plan import blocks_chart, blocks_picture
from cluneal_tracker.render.calendar_plan import TALLEST, calendar
from cluneal_tracker.render.curve_plan import Curve, curve_picture
from cluneal_tracker.render.map_plan import map_picture
from cluneal_tracker.render.pattern_sentences import when_chart
from cluneal_tracker.render.period_words import period_chart
from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.render.picture_file import saved
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.render.spread_plan import spread_picture
from cluneal_tracker.services.blocks import BlocksView
from cluneal_tracker.services.body_map import MapView
from cluneal_tracker.services.periods import PeriodsView
from cluneal_tracker.services.trends import SideTrend, TrendView
from cluneal_tracker.ui.joins.saving import PictureFile, range_name


def line_file(view: TrendView, phrases: Phrases) -> PictureFile:
    """The chart with the line."""
    stem = range_name(_tr("Pain chart"), view.first, view.last)
    return PictureFile(stem, lambda kind, stamp: chart.save(view, phrases, kind, stamp))


def calendar_file(view: TrendView, side: SideTrend | None, phrases: Phrases) -> PictureFile:
    """The calendar of a side."""
    first = QLocale().firstDayOfWeek().value

    def lay_out(paper: Paper) -> Picture:
        return calendar(view, side, phrases, paper, first, TALLEST).picture

    stem = range_name(_tr("Pain calendar"), view.first, view.last)
    return PictureFile(stem, partial(saved, lay_out))


def when_file(view: TrendView, side: SideTrend, phrases: Phrases) -> PictureFile:
    """Mornings and evenings, and the weekdays."""
    found = when_chart(side, when_it_hurts(side.halves, side.values), phrases)
    stem = range_name(_tr("When it hurts"), view.first, view.last)
    return PictureFile(stem, partial(saved, lambda paper: spread_picture(found, phrases, paper)))


def periods_file(view: PeriodsView, phrases: Phrases) -> PictureFile:
    """Two periods."""
    found = period_chart(view, phrases)
    first = min(view.earlier.period.first, view.later.period.first)
    last = max(view.earlier.period.last, view.later.period.last)
    stem = range_name(_tr("Two periods"), first, last)
    return PictureFile(stem, partial(saved, lambda paper: spread_picture(found, phrases, paper)))


def curve_file(curve: Curve, first: date, last: date) -> PictureFile:
    """A small curve of some days, under its title."""
    return PictureFile(range_name(curve.title[0], first, last), partial(saved, _whole(curve)))


def block_file(curve: Curve, day: date) -> PictureFile:
    """The hours after a block of a day."""
    stem = _tr("Hours after the block {day}").format(day=day.isoformat())
    return PictureFile(stem, partial(saved, _whole(curve)))


def _whole(curve: Curve) -> Callable[[Paper], Picture]:
    return lambda paper: curve_picture(curve, paper, whole=True).picture


def map_file(view: MapView, phrases: Phrases) -> PictureFile:
    """Where it hurt."""
    stem = range_name(_tr("Where it hurt"), view.period.first, view.period.last)
    return PictureFile(stem, partial(saved, lambda paper: map_picture(view, phrases, paper)))


def blocks_file(view: BlocksView, phrases: Phrases) -> PictureFile:
    """All nerve blocks side by side."""
    found = blocks_chart(view, phrases)
    first, last = (view.results[at].view.treatment.first_day for at in (0, -1))
    stem = range_name(_tr("Nerve blocks"), first, last)
    return PictureFile(stem, partial(saved, lambda paper: blocks_picture(found, phrases, paper)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("trend_pictures", text)
