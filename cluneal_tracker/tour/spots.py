"""The picture of where it hurts on Today: two spots, and what is told of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from cluneal_tracker.domain.body_map import Feel, Towards
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.demo import DemoClock
from cluneal_tracker.services.opening import Services
from cluneal_tracker.tour.pictures import settle
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.window import Window


def show_spots(
    window: Window, services: Services, clock: DemoClock, take: Callable[[str], Path]
) -> Iterator[Path]:
    """Mark the spots, open the card, and fold it again."""
    today = window.go(Place.TODAY)
    if not isinstance(today, TodayJoin):
        return
    spot = services.body_map.mark(
        *(70, -28),
        feels=frozenset({Feel.STABBING, Feel.BURNING}),
        strength=VasScore(50),
        spread=100,
        towards=Towards.DOWN,
    )
    clock.wait(5)
    services.body_map.mark(-66, -24)
    where = today.widget.where
    where.open(True)
    if where.part is not None:
        where.part.chosen.emit(spot.id)
    settle()
    today.widget.verticalScrollBar().setValue(where.geometry().top())
    yield take("today-map")
    where.open(False)
