"""Hypothesis strategies for whole diaries, and ways to keep and list them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from cluneal_tracker.data import journal
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.exchange.dose_table import DOSES
from cluneal_tracker.data.exchange.effect_table import EFFECTS
from cluneal_tracker.data.exchange.habit_table import HABITS
from cluneal_tracker.data.exchange.pain_table import PAIN
from cluneal_tracker.data.exchange.picture_table import PICTURES
from cluneal_tracker.data.exchange.reminder_table import REMINDERS
from cluneal_tracker.data.exchange.roland_table import ROLAND
from cluneal_tracker.data.exchange.routine_table import ROUTINES
from cluneal_tracker.data.exchange.session_table import SESSIONS
from cluneal_tracker.data.exchange.spot_table import SPOTS
from cluneal_tracker.data.exchange.tables import TABLES
from cluneal_tracker.data.exchange.treatment_table import TREATMENTS
from cluneal_tracker.data.exchange.trial_table import TRIALS
from cluneal_tracker.data.exchange.visit_table import VISITS
from cluneal_tracker.data.exchange.weekly_table import WEEKLY
from cluneal_tracker.data.traces import READ
from cluneal_tracker.domain.body_areas import is_on_body, named_areas
from cluneal_tracker.domain.body_map import Feel, Spot, Towards
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.habit import HabitTick
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.own_trial import OwnTrial, TrialWords
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.reminders import Delivery, Outcome, Reason
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.session import Session, StopReason
from cluneal_tracker.domain.side_effect import SideEffect, Strength
from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind
from cluneal_tracker.domain.trial import Arm, Trial
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.domain.weekly import OverallChange, Peg, WeeklyAnswer
from cluneal_tracker.domain.when import Slot, When
from tests.data import routines_made_up

NOON = datetime(2026, 3, 12, 12, tzinfo=timezone.utc)
# Texts that a spreadsheet, a CSV reader or a line reader could trip over.
AWKWARD = [
    "=1+1",
    "+49",
    "-3",
    "@home",
    "\t=1",
    "\r",
    "\n-",
    " =1+1",
    "＝1",
    "＋",
    "－",
    "＠x",
    "'",
    "'=1",
    "''quoted''",
    '"',
    '","',
    "a;=1+1",
    "two\r\nlines",
    "\u2028",
    "\ufeff",
    "yes",
    "null",
    "  edges  ",
    "שלום 👩‍👩‍👧 e\u0301",
]

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(letters, max_size=40) | st.sampled_from(AWKWARD)
keys = st.text(letters, max_size=12) | st.sampled_from(["standing", "left", "night-pain", *AWKWARD])
ids = st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}")
scores = st.integers(0, 100).map(VasScore)
_CENTURY_MS = 100 * 365 * 86_400_000
moments = st.integers(-_CENTURY_MS, _CENTURY_MS).map(
    lambda milliseconds: NOON + timedelta(milliseconds=milliseconds)
)


@st.composite
def whens(draw: st.DrawFn) -> When:
    offset = timezone(timedelta(seconds=draw(st.integers(-50_400, 50_400))))
    local = draw(moments).astimezone(offset)
    day = local.date() - timedelta(days=draw(st.integers(0, 1)))
    zone = draw(st.sampled_from(["Europe/Berlin", "Etc/GMT+5", "unknown"]))
    return When(local, zone, day, draw(st.sampled_from(Slot)))


@st.composite
def entries(draw: st.DrawFn) -> PainEntry:
    felt, score = draw(whens()), draw(st.none() | scores)
    return PainEntry(
        id=draw(ids),
        felt=felt,
        entered_at=felt.utc + timedelta(milliseconds=draw(st.integers(0, 10**10))),
        side=draw(st.sampled_from(Side)),
        score=score,
        given=draw(st.sampled_from(Given)) if score else None,
        activities=draw(st.dictionaries(keys, st.booleans(), max_size=4)),
        signs=draw(st.dictionaries(keys, st.booleans(), max_size=2)),
        note=draw(texts),
        line_px=draw(st.none() | st.integers(1, 9999)),
    )


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    planned = draw(st.dictionaries(keys, st.integers(0, 99), max_size=3))
    return Session(
        id=draw(ids),
        routine=draw(texts),
        started=draw(whens()),
        entered_at=draw(moments),
        seconds=draw(st.integers(0, 9999)),
        planned=planned,
        done={key: count for key, count in planned.items() if draw(st.booleans())},
        pain_before=draw(st.none() | scores),
        pain_after=draw(st.none() | scores),
        pauses=draw(st.integers(0, 99)),
        note=draw(texts),
        level=draw(st.none() | st.integers(1, 9)),
        stopped=draw(st.none() | st.sampled_from(StopReason)),
    )


@st.composite
def treatments(draw: st.DrawFn) -> Treatment:
    kind = draw(st.sampled_from(TreatmentKind))
    first = draw(moments).date()
    name = draw(texts)
    block = kind is TreatmentKind.BLOCK
    clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
    return Treatment(
        id=draw(ids),
        kind=kind,
        given_at=draw(st.none() | clocks) if block else None,
        guidance=draw(st.none() | st.sampled_from(Guidance)) if block else None,
        operator=draw(texts) if block else "",
        first_day=first,
        entered_at=draw(moments),
        last_day=draw(st.none() | st.just(first) | st.just(first + timedelta(days=9))),
        side=draw(st.none() | st.sampled_from(Side)),
        nerve=draw(st.none() | st.sampled_from(Nerve)),
        name=name if name.strip() else "pill",
        dose=draw(texts),
        note=draw(texts),
        when_needed=kind.may_be_needed and draw(st.booleans()),
    )


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    taken = draw(whens())
    entered_at = taken.utc + timedelta(milliseconds=draw(st.integers(0, 10**10)))
    return Dose(draw(ids), draw(ids), taken, entered_at, draw(texts))


@st.composite
def effects(draw: st.DrawFn) -> SideEffect:
    first, what = draw(moments).date(), draw(texts)
    last = draw(st.none() | st.just(first) | st.just(first + timedelta(days=9)))
    strength = draw(st.sampled_from(Strength))
    told = what if what.strip() else "sleepy"
    return SideEffect(draw(ids), draw(ids), told, strength, first, draw(moments), last, draw(texts))


ticks = st.builds(HabitTick, ids, texts.filter(bool), whens(), moments)

answers = st.integers(0, Peg.MOST)
weeks = st.builds(
    WeeklyAnswer,
    *(ids, whens(), moments),
    peg=st.none() | st.builds(Peg, answers, answers, answers),
    change=st.none() | st.sampled_from(OverallChange),
    sleep=st.none() | answers,
)


statements = st.builds(
    RolandAnswer, ids, whens(), moments, st.none() | st.frozensets(st.integers(1, 24))
)

places = st.tuples(st.integers(-170, 170), st.integers(-160, 480)).filter(
    lambda place: is_on_body(*place)
) | st.sampled_from([area.place for area in named_areas()])


@st.composite
def spots(draw: st.DrawFn) -> Spot:
    x, y = draw(places)
    spread = draw(st.none() | st.integers(0, Spot.FARTHEST))
    return Spot(
        id=draw(ids),
        felt=draw(whens()),
        entered_at=draw(moments),
        x=x,
        y=y,
        feels=draw(st.frozensets(st.sampled_from(Feel))),
        strength=draw(st.none() | scores),
        spread=spread,
        towards=draw(st.none() | st.sampled_from(Towards)) if spread else None,
    )


clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
visits = st.builds(
    Visit,
    ids,
    moments.map(datetime.date),
    *(moments, moments),
    st.none() | clocks,
    *(texts, texts, texts),
    st.booleans(),
)


@st.composite
def trials(draw: st.DrawFn) -> OwnTrial:
    way_a, way_b = draw(texts) + "1", draw(texts) + "2"
    ways = [(Arm.A, Arm.B), (Arm.B, Arm.A)]
    drawn = draw(st.lists(st.sampled_from(ways), min_size=2, max_size=4))
    first, length = draw(moments).date(), draw(st.integers(1, 9))
    course = Trial(
        first,
        length,
        draw(st.integers(0, length - 1)),
        tuple(arm for pair in drawn for arm in pair),
    )
    if draw(st.booleans()):
        course = course.stop(first + timedelta(days=draw(st.integers(0, length))))
    days = st.integers(0, len(course.order) * length - 1).map(lambda on: first + timedelta(on))
    return OwnTrial(
        id=draw(ids),
        words=TrialWords(draw(texts), way_a, way_b),
        side=draw(st.sampled_from(Side)),
        course=course,
        entered_at=draw(moments),
        remind_at=draw(st.none() | clocks),
        kept=draw(st.dictionaries(days, st.booleans(), max_size=4)),
    )


@st.composite
def adaptations(draw: st.DrawFn) -> Adaptation:
    key, routine = draw(ids), draw(st.none() | routines_made_up.routines)
    if routine is not None:
        # As it is kept: the level in use stands beside it.
        first = routine.at_level(1) if routine.levels else routine
        routine = replace(first, key=key)
    level = draw(st.none() | st.integers(1, 9))
    return Adaptation(key, draw(moments), routine, level, draw(st.booleans()))


pictures = st.builds(
    routines_made_up.png, st.integers(1, 5), st.integers(1, 5), grey=st.integers(0, 255)
)


@st.composite
def deliveries(draw: st.DrawFn) -> Delivery:
    at, maybe = draw(st.times()), st.none() | moments
    about = draw(texts)
    return Delivery(
        day=draw(moments).date(),
        at=time(at.hour, at.minute),
        outcome=draw(st.sampled_from(Outcome)),
        told_at=draw(moments),
        again_at=draw(maybe),
        kind="routine" if about else draw(st.sampled_from(["check-in", "peg-week"])),
        about=about,
        due_at=draw(maybe),
        asked=draw(st.integers(1, 99)),
        done_at=draw(maybe),
        reason=draw(st.none() | st.sampled_from(Reason)),
    )


@dataclass(frozen=True)
class Life:
    """All rows of one made-up diary."""

    pain: list[PainEntry]
    sessions: list[Session]
    treatments: list[Treatment]
    habits: list[HabitTick] = field(default_factory=list)
    weekly: list[WeeklyAnswer] = field(default_factory=list)
    trials: list[OwnTrial] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    routines: list[Adaptation] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    reminders: list[Delivery] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    roland: list[RolandAnswer] = field(default_factory=list)
    doses: list[Dose] = field(default_factory=list)
    effects: list[SideEffect] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(map(len, vars(self).values()))


def _one_an_id(rows: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(rows, max_size=4, unique_by=lambda row: row.id)


lives = st.builds(
    Life,
    _one_an_id(entries()),
    _one_an_id(sessions()),
    _one_an_id(treatments()),
    _one_an_id(ticks),
    _one_an_id(weeks),
    _one_an_id(trials()),
    _one_an_id(spots()),
    st.lists(adaptations(), max_size=2, unique_by=lambda row: row.key),
    st.lists(pictures, max_size=2, unique=True),
    st.lists(deliveries(), max_size=3, unique_by=lambda row: row.key),
    _one_an_id(visits),
    _one_an_id(statements),
    _one_an_id(doses()),
    _one_an_id(effects()),
)


def with_treatments(life: Life) -> Life:
    """The same life with treatments for some of its doses and side effects.

    Those of the rest are gone.
    """
    of = [one.id for one in life.treatments]
    return replace(
        life,
        doses=[
            replace(dose, treatment=of[number]) if number < len(of) else dose
            for number, dose in enumerate(life.doses)
        ],
        effects=[
            replace(effect, treatment=of[-1]) if number < len(of) else effect
            for number, effect in enumerate(life.effects)
        ],
    )


def kept(life: Life) -> Database:
    """A diary in memory that holds a made-up life."""
    db = in_memory()
    with journal.step(db, NOON) as step:
        for table, rows in (
            (PAIN, life.pain),
            (SESSIONS, life.sessions),
            (TREATMENTS, life.treatments),
            (DOSES, life.doses),
            (EFFECTS, life.effects),
            (HABITS, life.habits),
            (WEEKLY, life.weekly),
            (ROLAND, life.roland),
            (VISITS, life.visits),
            (TRIALS, life.trials),
            (SPOTS, life.spots),
            (ROUTINES, life.routines),
            (PICTURES, life.pictures),
            (REMINDERS, life.reminders),
        ):
            for row in rows:
                table.save(step, row)  # type: ignore[arg-type]
    return db


def rows_of(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every stored row, straight from the tables."""
    return {
        name: db.connection.execute(f"select * from {name} order by id").fetchall() for name in READ
    }


def counts(db: Database) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: len(table.every(db)) for table in TABLES}
