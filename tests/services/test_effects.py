"""Side effects of a treatment: noted, ended, undone, and kept safe."""

from __future__ import annotations

from datetime import date

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.side_effect import Strength
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.steps import parts_of

FIRST, TODAY = date(2026, 3, 1), date(2026, 3, 12)
MILD, STRONG = Strength.MILD, Strength.STRONG


@pytest.fixture
def pill(services: Services) -> Treatment:
    return _pill(services)


def _pill(services: Services) -> Treatment:
    return services.treatments.add(TreatmentKind.MEDICINE, FIRST, name="Pill")


def test_it_is_noted_changed_ended_looked_back_at_and_undone(
    services: Services, pill: Treatment
) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    felt = services.effects.add(pill.id, " Sleepy ", MILD, note="in the morning")
    assert (felt.what, felt.first_day, felt.last_day) == ("Sleepy", TODAY, None)
    assert not felt.asks_for_a_word
    worse = services.effects.change(felt.id, strength=STRONG)
    assert worse.asks_for_a_word
    over = services.effects.end(felt.id)
    assert (over.last_day, over.asks_for_a_word) == (TODAY, False)
    assert services.effects.of(pill.id) == services.effects.every() == [over]
    assert heard == [Changed.EFFECTS] * 3
    assert [one.value for one in services.revisions.history(felt.id)] == [over, worse, felt]
    assert parts_of(services.history.undo()) is Changed.EFFECTS
    assert services.effects.every() == [worse]
    services.effects.delete(felt.id)
    assert [one.value for one in services.revisions.deleted()] == [worse]
    services.revisions.bring_back_deleted([felt.id])
    assert services.effects.every() == [worse]
    # Nothing new is nothing said.
    count = len(heard)
    services.effects.change(felt.id, strength=STRONG)
    assert len(heard) == count


@pytest.mark.parametrize(
    ("what", "first", "last", "why"),
    [
        (" ", TODAY, None, "Say what you felt, such as sleepy."),
        ("Sleepy", date(2026, 3, 13), None, "That day has not come yet."),
        ("Sleepy", FIRST, date(2026, 3, 13), "That day has not come yet."),
        ("Sleepy", date(2026, 2, 28), None, "comes before the first day of the treatment"),
        ("Sleepy", TODAY, FIRST, "The last day comes before the first day."),
        ("\0", TODAY, None, "holds a sign that cannot be kept"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    services: Services, pill: Treatment, what: str, first: date, last: date | None, why: str
) -> None:
    with pytest.raises((DiaryError, ValueError), match=why):
        services.effects.add(pill.id, what, MILD, first, last_day=last)
    assert services.effects.every() == []


def test_it_ends_where_its_treatment_got_a_later_first_day_meanwhile(
    services: Services, pill: Treatment
) -> None:
    felt = services.effects.add(pill.id, "Sleepy", STRONG, date(2026, 3, 2))
    services.treatments.change(pill.id, first_day=date(2026, 3, 5))
    assert services.effects.end(felt.id).last_day == TODAY
    with pytest.raises(DiaryError, match="before the first day"):
        services.effects.change(felt.id, first_day=date(2026, 3, 3))


def test_what_is_gone_is_said_to_be(services: Services, pill: Treatment) -> None:
    felt = services.effects.add(pill.id, "Sleepy", MILD)
    services.treatments.delete(pill.id)
    with pytest.raises(DiaryError, match="This treatment is no longer"):
        services.effects.add(pill.id, "Dizzy", MILD)
    # They come back with the treatment.
    services.history.undo()
    assert services.effects.of(pill.id) == [felt]
    services.effects.delete(felt.id)
    for action in (services.effects.delete, services.effects.end):
        with pytest.raises(DiaryError, match="This side effect is no longer"):
            action(felt.id)
