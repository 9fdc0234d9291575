"""Diaries for the tests of the page: short and long, one side and two, bare and full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from cluneal_tracker import paths
from cluneal_tracker.data import journal, pain_store, spot_store
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.domain.body_areas import named_areas
from cluneal_tracker.domain.body_map import Spot
from cluneal_tracker.domain.pain import NIGHT_PAIN, NUMB, Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.visits import Also, VisitView
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)
CONTENT = Content(paths.ASSETS)
PHRASES = CONTENT.phrases
LONG = "Cyclobenzaprine-hydrochloride-extended-release with a name that never ends " * 4
TYPST = '#let x = 1; #panic() *bold* _it_ $x^2$ `raw` <a> @b \\ // c [d] " #{1+1}'


@dataclass(frozen=True)
class Plan:
    """What a generated diary holds.

    `mixed` scores are now of one side, now of both; with `spare` some check-ins have no score.
    """

    days: int
    side: Side = Side.RIGHT
    blocks: int = 0
    others: int = 0
    questions: str = ""
    name: str = ""
    chips: bool = True
    share: float = 0.9
    # How many of the warning signs were ticked, each on more days than the one after it.
    ticked: int = 0
    mixed: bool = False
    spare: bool = False
    doses: tuple[str, ...] = ("", "2 mL", LONG)
    medicine_dose: str = "300 mg"
    # Whether blocks have a time of the day, so that the scores around it are their hours.
    timed: bool = False
    # How many spots of the body map each day has.
    spots: int = 0


def diary(plan: Plan, seed: int = 1, db: Database | None = None) -> Services:
    """A diary with a score for most half days, made in one step."""
    clock, chance = FakeClock("2026-03-12T21:00"), Random(seed)
    services = Services(db := db or in_memory(), clock)
    first = TODAY - timedelta(days=plan.days - 1)
    with journal.step(db, clock.now()) as step:
        for back in range(plan.days):
            for hour in (8, 20):
                if back == 0 or chance.random() < plan.share:
                    felt = datetime.combine(first + timedelta(days=back), time(hour))
                    pain_store.save(step, entry(clock, felt, plan, chance))
    add_treatments(services, plan, first, chance)
    add_spots(db, clock, plan, first)
    services.preferences.choose(questions=plan.questions, name=plan.name)
    return services


def entry(clock: FakeClock, felt: datetime, plan: Plan, chance: Random) -> PainEntry:
    """One score, now and then from memory, with some of the chips answered."""
    chips = [one.key for one in CONTENT.activities] if plan.chips else []
    warnings = [one.key for one in CONTENT.warning_signs[: plan.ticked]]
    back = (TODAY - felt.date()).days
    ticks = {key: True for place, key in enumerate(warnings, 1) if back % place == 0}
    answers = {key: chance.random() < 0.4 for key in chips if chance.random() < 0.8}
    side = chance.choice(tuple(Side)) if plan.mixed else plan.side
    scored = not (plan.spare and chance.random() < 0.2)
    level = 6 + chance.gauss(0, 1) + (2 if answers.get("sitting") else 0)
    when = When.local(felt, clock.zone())
    return PainEntry(
        id=f"{felt:%Y%m%d%H}",
        felt=when,
        entered_at=when.at + timedelta(hours=chance.choice((0, 0, 0, 0, 14, 40))),
        side=side,
        score=VasScore(min(100, max(0, round(level * 10)))) if scored else None,
        given=Given.NUMBER if scored else None,
        activities=answers,
        signs=({NIGHT_PAIN: chance.random() < 0.3, NUMB: False} if plan.chips else {}) | ticks,
        note=TYPST if chance.random() < 0.1 else "",
    )


def add_spots(db: Database, clock: FakeClock, plan: Plan, first: date) -> None:
    """Spots from above to below, each on fewer days than the one above it."""
    with journal.step(db, clock.now()) as step:
        for back in range(plan.days):
            felt = When.local(datetime.combine(first + timedelta(days=back), time(9)), clock.zone())
            for number, area in enumerate(named_areas()[: plan.spots], 1):
                if back % number == 0:
                    spot_store.save(step, Spot(f"{back}-{number}", felt, felt.at, *area.place))


def add_treatments(services: Services, plan: Plan, first: date, chance: Random) -> None:
    kinds = (TreatmentKind.BLOCK, TreatmentKind.SURGERY, TreatmentKind.PNS)
    for number in range(plan.blocks):
        day = first + timedelta(days=chance.randrange(plan.days))
        side = chance.choice((None, *Side))
        nerve = chance.choice((None, *Nerve))
        dose = chance.choice(plan.doses)
        kind = kinds[number % 3]
        at = time(9, 30) if plan.timed and kind is TreatmentKind.BLOCK else None
        services.treatments.add(
            kind, day, side=side, nerve=nerve, name=dose, dose=dose, given_at=at
        )
    for number in range(plan.others):
        day = first + timedelta(days=chance.randrange(plan.days))
        kind = TreatmentKind.PHYSIO if number % 2 else TreatmentKind.MEDICINE
        services.treatments.add(
            kind, day, name=chance.choice(("Gabapentin", LONG)), dose=plan.medicine_dose
        )


@cache
def planned(plan: Plan) -> VisitView:
    return diary(plan).visits.view(also=Also(name=True))


def generated(seed: int) -> VisitView:
    """Any diary that could be: short or long, one side or two, bare or full."""
    chance = Random(f"plan {seed}")
    plan = Plan(
        days=chance.choice((1, 2, 5, 7, 13, 27, 28, 29, 60, 90, 200, 400)),
        side=chance.choice(tuple(Side)),
        blocks=chance.choice((0, 1, 2, 3, 5, 9)),
        others=chance.choice((0, 1, 4, 12)),
        questions="\n".join([chance.choice(("Why?", LONG, "x" * 300))] * chance.randrange(12)),
        name=chance.choice(("", "Anna Schmidt", LONG, "Ж日" * 30)),
        chips=chance.random() < 0.7,
        share=chance.choice((0.2, 0.6, 1.0)),
        ticked=chance.choice((0, 0, 1, 3, 6, 19)),
        spots=chance.choice((0, 1, 5, 40)),
    )
    return diary(plan, seed).visits.view(also=Also(name=True))


USUAL = Plan(90, questions="Can I run again?\nHow long will it last?")


@cache
def usual() -> VisitView:
    return lived()


def lived() -> VisitView:
    """Three months with a block and an operation, each with scores around it."""
    services = diary(USUAL)
    first = TODAY - timedelta(days=USUAL.days - 1)
    services.treatments.add(TreatmentKind.MEDICINE, first, name="Gabapentin", dose="300 mg")
    for kind, back in ((TreatmentKind.BLOCK, 60), (TreatmentKind.SURGERY, 30)):
        services.treatments.add(kind, TODAY - timedelta(days=back), side=Side.RIGHT)
    return services.visits.view()
