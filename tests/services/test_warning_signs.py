"""Warning signs in the diary: ticked with the day, taken back, asked for, put away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from cluneal_tracker.data import journal, pain_store, spot_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.body_map import Feel, Spot
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import NIGHT_PAIN, Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.treatment import Guidance, TreatmentKind
from cluneal_tracker.domain.warning_signs import Group, Rule, put_away_text
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.domain.test_warning_signs import BURNING, Vignette, names, put_away_on, table
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)


def groups(services: Services) -> list[Group]:
    return [one.group for one in services.warning_signs.view().urgent]


def rules(services: Services) -> list[Rule]:
    return [one.rule for one in services.warning_signs.view().specialist]


def wake(services: Services, clock: FakeClock, *days: int) -> None:
    for day in days:
        clock.set_wall(f"2026-03-{day:02}T08:00")
        services.diary.tick_sign(NIGHT_PAIN, True)


def guided_block(
    services: Services,
    db: Database,
    clock: FakeClock,
    day: date,
    percent: int,
    guidance: Guidance = Guidance.ULTRASOUND,
    hours: int = 1,
) -> None:
    """A block at noon with a score of 5.0 before it and one so many hours after it."""
    noon = time(12)
    services.treatments.add(TreatmentKind.BLOCK, day, given_at=noon, guidance=guidance)
    before, after = (
        When.local(datetime.combine(day, noon) + timedelta(hours=shift), clock.zone())
        for shift in (-1, hours)
    )
    with journal.step(db, clock.now()) as step:
        for when, mm in ((before, 50), (after, 50 - percent // 2)):
            scored = VasScore(mm)
            pain_store.save(
                step, PainEntry(db.new_id(), when, when.at, Side.RIGHT, scored, Given.LINE)
            )


@pytest.mark.parametrize("vignette", table(), ids=lambda one: one.id)
def test_a_real_diary_tells_each_person_what_the_table_says(
    vignette: Vignette, services: Services, db: Database, clock: FakeClock
) -> None:
    with journal.step(db, clock.now()) as step:
        for number, one in enumerate(vignette.diary()):
            if BURNING in one.signs:
                burning = frozenset({Feel.BURNING})
                spot_store.save(
                    step, Spot(f"{number:032x}", one.felt, one.entered_at, 70, -28, burning)
                )
            else:
                pain_store.save(step, replace(one, id=f"{number:032x}"))
    for days in vignette.blocks.split():
        services.treatments.add(TreatmentKind.BLOCK, TODAY - timedelta(days=int(days)))
    for back, percent in vignette.reliefs():
        guided_block(services, db, clock, TODAY - timedelta(days=back), percent)
    put_away = put_away_on(vignette.dismissed).items()
    texts = tuple(sorted(put_away_text(rule, day) for rule, day in put_away))
    services.preferences.choose(prompts_put_away=texts)
    view = services.warning_signs.view()
    expected = [name for name in vignette.expected.split() if name != "none"]
    assert names((*view.urgent, *view.specialist)) == expected


def test_a_tick_is_kept_with_the_day_and_asks_for_help_at_once(services: Services) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    services.warning_signs.tick("leg-weakness", ticked=True)
    assert services.warning_signs.view().ticked == {"leg-weakness"}
    assert groups(services) == [Group.EMERGENCY]
    (entry,) = services.diary.entries()
    assert (entry.score, dict(entry.signs), entry.felt.day) == (None, {"leg-weakness": True}, TODAY)
    assert heard == [Changed.PAIN]


def test_a_tick_joins_the_check_in_and_leaves_the_score_alone(services: Services) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    services.warning_signs.tick("numb-genitals", ticked=True)
    services.diary.mark(VasScore(50), Given.LINE)
    (entry,) = services.diary.entries()
    assert (entry.score, dict(entry.signs)) == (VasScore(50), {"numb-genitals": True})


def test_a_score_after_a_tick_is_one_check_in_with_it(services: Services) -> None:
    services.warning_signs.tick("numb-genitals", ticked=True)
    services.diary.mark(VasScore(50), Given.LINE)
    (entry,) = services.diary.entries()
    assert (entry.score, dict(entry.signs)) == (VasScore(50), {"numb-genitals": True})


def test_a_tick_is_taken_back_from_every_entry_of_the_day(
    services: Services, clock: FakeClock
) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    services.warning_signs.tick("weight-loss", ticked=True)
    clock.set_wall("2026-03-12T20:00")
    services.warning_signs.tick("weight-loss", ticked=True)
    services.warning_signs.tick("weight-loss", ticked=False)
    assert services.warning_signs.view().ticked == frozenset()
    (left,) = services.diary.entries()
    assert (left.score, dict(left.signs)) == (VasScore(41), {})
    services.history.undo()
    assert services.warning_signs.view().ticked == {"weight-loss"}
    assert len(services.diary.entries()) == 2


def test_a_tick_can_be_undone_and_redone(services: Services) -> None:
    services.warning_signs.tick("urine-hard-to-hold", ticked=True)
    services.history.undo()
    assert (groups(services), services.diary.entries()) == ([], [])
    services.history.redo()
    assert groups(services) == [Group.EMERGENCY]


def test_the_box_is_empty_on_the_next_day_and_the_prompt_stays_one_day(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-13T03:50")
    services.warning_signs.tick("leg-weakness", ticked=True)
    clock.set_wall("2026-03-13T04:00")
    assert services.warning_signs.view().ticked == frozenset()
    assert groups(services) == [Group.EMERGENCY]
    clock.set_wall("2026-03-14T04:00")
    assert groups(services) == []


def test_numb_skin_and_night_pain_are_no_ticks_of_this_page(services: Services) -> None:
    services.diary.tick_sign("numb", True)
    services.diary.tick_sign(NIGHT_PAIN, True)
    assert services.warning_signs.view().ticked == frozenset()


def test_after_a_block_its_day_is_named(services: Services) -> None:
    services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 10))
    services.warning_signs.tick("block-fever", ticked=True)
    (prompt,) = services.warning_signs.view().urgent
    assert prompt.last_block == date(2026, 3, 10)


def test_a_prompt_that_was_put_away_stays_away_until_the_rule_is_met_anew(
    services: Services, clock: FakeClock
) -> None:
    wake(services, clock, 1, 2, 3)
    assert rules(services) == [Rule.WOKEN]
    services.warning_signs.put_away(Rule.WOKEN)
    assert rules(services) == []
    wake(services, clock, 4, 5)
    assert rules(services) == []
    wake(services, clock, 20, 21)
    assert rules(services) == []
    wake(services, clock, 22)
    assert rules(services) == [Rule.WOKEN]


def test_putting_away_is_kept_and_can_be_undone(services: Services, clock: FakeClock) -> None:
    services.warning_signs.tick("numb-spreading", ticked=True)
    services.warning_signs.put_away(Rule.SPREADING)
    assert services.preferences.current.prompts_put_away == ("SP3 2026-03-12",)
    assert rules(services) == []
    services.history.undo()
    assert rules(services) == [Rule.SPREADING]


@pytest.mark.parametrize(
    ("guidance", "hours", "expected"),
    [
        (Guidance.ULTRASOUND, 1, [Rule.BLOCKS]),
        (Guidance.XRAY, 6, [Rule.BLOCKS]),
        (Guidance.TOUCH, 1, []),
        (Guidance.UNKNOWN, 1, []),
        (Guidance.ULTRASOUND, 24, []),
    ],
)
def test_only_guided_blocks_with_a_score_of_the_first_hours_count(
    services: Services,
    db: Database,
    clock: FakeClock,
    guidance: Guidance,
    hours: int,
    expected: list[Rule],
) -> None:
    for back in (60, 20):
        guided_block(services, db, clock, TODAY - timedelta(days=back), 20, guidance, hours)
    assert rules(services) == expected


def test_a_prompt_of_another_version_is_passed_over(services: Services) -> None:
    services.preferences.choose(prompts_put_away=("SP3 2026-03-12", "SP9 2026-03-12"))
    services.warning_signs.tick("numb-spreading", ticked=True)
    assert rules(services) == []


@pytest.mark.parametrize(
    ("own", "country", "said"),
    [
        ("", "GB", "To call an ambulance: 999."),
        ("", "DE", "To call an ambulance: 112."),
        ("", "US", "To call an ambulance: 911."),
        ("", "JP", "To call an ambulance: 119."),
        ("", "ZZ", "If you cannot get there, call an ambulance."),
        ("", "", "If you cannot get there, call an ambulance."),
        ("144", "GB", "To call an ambulance: 144."),
    ],
)
def test_the_ambulance_is_called_by_ones_own_number_or_that_of_the_country(
    services: Services, own: str, country: str, said: str
) -> None:
    services.preferences.choose(emergency_number=own)
    action = services.warning_signs.action(Group.EMERGENCY, country)
    assert action == f"Go to your nearest emergency department now. {said}"


def test_what_to_do_comes_with_the_most_urgent_first(services: Services) -> None:
    asked = services.warning_signs.actions(["block-fever", "leg-weakness", "numb-spreading"])
    assert [line.split(".")[0] for line in asked] == [
        "Go to your nearest emergency department now",
        "Call the clinic that gave you the block now",
    ]


def test_a_sign_that_is_none_is_refused_with_those_that_are(services: Services) -> None:
    with pytest.raises(DiaryError, match=r"“tail” is not a sign.*night-pain, numb, numb-inner"):
        services.diary.add(VasScore(41), signs={"tail": True})
    assert services.diary.entries() == []


def test_burning_for_three_months_is_a_reason_to_ask(services: Services, clock: FakeClock) -> None:
    clock.move(days=-89)
    for day in range(90):
        if day % 2:
            services.diary.mark(VasScore(40), Given.LINE)
        else:
            services.body_map.mark(70, -28, feels=frozenset({Feel.BURNING, Feel.STABBING}))
        assert rules(services) == ([] if day < 89 else [Rule.BURNING])
        if day < 89:
            clock.move(days=1)
    (prompt,) = services.warning_signs.view().specialist
    assert (len(prompt.days), prompt.total) == (45, 90)
    services.warning_signs.put_away(Rule.BURNING)
    assert rules(services) == []
    services.history.undo()
    services.body_map.remove(services.body_map.spots()[-1].id)
    assert rules(services) == []
