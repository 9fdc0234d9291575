"""All nerve blocks of a real diary, read side by side."""

from __future__ import annotations

from datetime import date, timedelta

from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services

TODAY = date(2026, 3, 12)


def test_only_blocks_are_there_oldest_first(services: Services) -> None:
    for back in (1, 30, 20):
        services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=back))
        services.treatments.add(TreatmentKind.SURGERY, TODAY - timedelta(days=back))
    view = services.blocks.view()
    days = [(TODAY - one.view.treatment.first_day).days for one in view.results]
    assert (days, view.count) == ([30, 20, 1], 3)


def test_of_the_newest_few_the_others_are_counted(services: Services) -> None:
    for back in range(5):
        services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=back))
    view = services.blocks.view(most=2)
    assert ([one.view.number for one in view.results], view.earlier, view.count) == ([4, 5], 3, 5)


def test_an_empty_diary_has_none(services: Services) -> None:
    assert (services.blocks.view().results, services.blocks.view().count) == ((), 0)
