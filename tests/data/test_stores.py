from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.data import (
    audit,
    dose_store,
    effect_store,
    habit_store,
    journal,
    pain_store,
    reminder_store,
    revisions,
    roland_draft_store,
    roland_store,
    routine_store,
    session_store,
    spot_store,
    table_rows,
    treatment_store,
    trial_store,
    under_way_store,
    visit_store,
    weekly_store,
)
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.parts import (
    DOSE,
    EFFECT,
    HABIT,
    PICTURE,
    ROLAND,
    ROUTINE,
    SESSION,
    SPOT,
    TREATMENT,
    TRIAL,
    WEEKLY,
)
from cluneal_tracker.domain.body_map import Feel, Spot, Towards
from cluneal_tracker.domain.countdown import Place
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.habit import HabitTick
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.own_trial import OwnTrial
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.domain.roland import RolandAnswer, RolandDraft
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session, StopReason
from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.domain.weekly import OverallChange, Peg, WeeklyAnswer
from cluneal_tracker.domain.when import When
from tests.data import routines_made_up
from tests.data.exchange import made_up

NOW = datetime(2026, 3, 12, 7, 10, tzinfo=timezone.utc)
AWKWARD = [
    "",
    " ",
    "\r\n\t",
    "🦵🏽‍♀️",
    "كتف 12",
    "\u202eabc",
    "e\u0301",
    "'; --",
    "\ufeff",
]
ZONES = ["Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "UTC"]

# Everything that can be typed; lone surrogates and NUL cannot, and are refused.
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.sampled_from(AWKWARD) | st.text(letters, max_size=40)
zones = st.sampled_from(ZONES).map(ZoneInfo)
walls = st.datetimes(
    datetime.fromisoformat("1950-01-01T00:00"), datetime.fromisoformat("2100-01-01T00:00")
).map(lambda wall: wall.replace(microsecond=wall.microsecond // 1000 * 1000))
whens = st.builds(When.local, walls, zones)
answers = st.dictionaries(texts, st.booleans(), max_size=4)
whole, changes = st.integers(0, Peg.MOST), st.sampled_from(OverallChange)
marks = st.integers(0, 100).map(VasScore)


@contextmanager
def _diary() -> Iterator[Database]:
    db = in_memory()
    yield db
    db.close()


@st.composite
def entries(draw: st.DrawFn) -> PainEntry:
    felt, score = draw(whens), draw(st.none() | marks)
    late = draw(st.integers(0, 10**9))
    return PainEntry(
        id="one",
        felt=felt,
        entered_at=felt.utc + timedelta(milliseconds=late),
        side=draw(st.sampled_from(Side)),
        score=score,
        given=None if score is None else draw(st.sampled_from(Given)),
        activities=draw(answers),
        signs=draw(answers),
        note=draw(texts),
        line_px=draw(st.none() | st.integers(1, 9999)),
    )


@settings(deadline=None)
@given(entries())
def test_every_pain_entry_comes_back_as_it_was(entry: PainEntry) -> None:
    with _diary() as db:
        with journal.step(db, NOW) as step:
            pain_store.save(step, entry)
        assert pain_store.every(db) == [entry]
        found = pain_store.every(db)[0].felt
        assert (found.zone, found.offset_seconds) == (entry.felt.zone, entry.felt.offset_seconds)
        # What undo reads out of the journal is the same to the letter.
        journal.undo(db, NOW)
        assert pain_store.every(db) == []
        journal.redo(db, NOW)
        assert pain_store.every(db) == [entry]
        assert audit.verify(db) is None


@settings(deadline=None)
@given(
    st.tuples(whens, texts, texts, st.integers(0, 9999)),
    st.tuples(st.none() | marks, st.none() | marks),
    st.none() | st.integers(1, 99),
    st.none() | st.sampled_from(StopReason),
)
def test_every_session_comes_back_as_it_was(
    made: tuple[When, str, str, int],
    scores: tuple[VasScore | None, VasScore | None],
    level: int | None,
    stopped: StopReason | None,
) -> None:
    when, routine, note, count = made
    planned, done = {"left": count, "once": 3}, {"left": count}
    session = Session(
        *("one", routine, when, NOW, count, planned, done, *scores, count, note),
        level=level,
        stopped=stopped,
    )
    with _diary() as db:
        with journal.step(db, NOW) as step:
            session_store.save(step, session)
        (row,) = table_rows.every(db, SESSION)
        assert session_store.every(db) == [session_store.read(row)] == [session]
        assert session_store.find(db, "one") == session


@settings(deadline=None)
@given(
    whens, st.none() | st.builds(Peg, whole, whole, whole), st.none() | changes, st.none() | whole
)
def test_every_answer_of_a_week_comes_back_as_it_was(
    when: When, peg: Peg | None, change: OverallChange | None, sleep: int | None
) -> None:
    answer = WeeklyAnswer("one", when, NOW, peg, change, sleep)
    with _diary() as db:
        with journal.step(db, NOW) as step:
            weekly_store.save(step, answer)
        (row,) = table_rows.every(db, WEEKLY)
        assert weekly_store.every(db) == [weekly_store.read(row)] == [answer]
        assert weekly_store.newest(db) == answer
        assert weekly_store.between(db, when.day, when.day) == [answer]
        assert weekly_store.between(db, date.min, when.day - timedelta(1)) == []
        with journal.step(db, NOW) as step:
            weekly_store.remove(step, "one")
        assert (weekly_store.every(db), weekly_store.newest(db)) == ([], None)
        journal.undo(db, NOW)
        assert weekly_store.every(db) == [answer]
        assert audit.verify(db) is None


@settings(deadline=None)
@given(made_up.effects())
def test_every_side_effect_comes_back_as_it_was(effect: SideEffect) -> None:
    with _diary() as db:
        with journal.step(db, NOW) as step:
            effect_store.save(step, effect)
        (row,) = table_rows.every(db, EFFECT)
        assert effect_store.every(db) == [effect_store.read(row)] == [effect]
        assert effect_store.of(db, effect.treatment) == [effect]
        assert effect_store.find(db, effect.id) == effect
        with journal.step(db, NOW) as step:
            effect_store.remove(step, effect.id)
        assert effect_store.every(db) == []
        journal.undo(db, NOW)
        assert effect_store.every(db) == [effect]
        assert audit.verify(db) is None


@settings(deadline=None)
@given(whens, texts, st.timedeltas(timedelta(), timedelta(days=3)))
def test_every_dose_comes_back_as_it_was(when: When, note: str, late: timedelta) -> None:
    entered_at = when.utc + timedelta(seconds=late // timedelta(seconds=1))
    dose = Dose("one", "heat", when, entered_at, note)
    with _diary() as db:
        with journal.step(db, NOW) as step:
            dose_store.save(step, dose)
        (row,) = table_rows.every(db, DOSE)
        assert dose_store.every(db) == [dose_store.read(row)] == [dose]
        assert dose_store.between(db, when.day, when.day) == [dose]
        assert dose_store.between(db, date.min, when.day - timedelta(1)) == []
        assert (dose_store.of(db, "heat"), dose_store.of(db, "cold")) == ([dose], [])
        with journal.step(db, NOW) as step:
            dose_store.remove(step, "one")
        assert (dose_store.every(db), dose_store.find(db, "one")) == ([], None)
        journal.undo(db, NOW)
        assert dose_store.find(db, "one") == dose
        assert audit.verify(db) is None


@settings(deadline=None)
@given(made_up.trials())
def test_every_trial_comes_back_as_it_was(trial: OwnTrial) -> None:
    with _diary() as db:
        with journal.step(db, NOW) as step:
            trial_store.save(step, trial)
        (row,) = table_rows.every(db, TRIAL)
        assert trial_store.every(db) == [trial_store.read(row)] == [trial]
        with journal.step(db, NOW) as step:
            trial_store.remove(step, trial.id)
        assert trial_store.every(db) == []
        journal.undo(db, NOW)
        assert trial_store.every(db) == [trial]
        assert audit.verify(db) is None


@settings(deadline=None)
@given(whens, texts.filter(bool))
def test_every_tick_comes_back_as_it_was(when: When, habit: str) -> None:
    tick = HabitTick("one", habit, when, NOW)
    with _diary() as db:
        with journal.step(db, NOW) as step:
            habit_store.save(step, tick)
        (row,) = table_rows.every(db, HABIT)
        assert habit_store.every(db) == [habit_store.read(row)] == [tick]
        assert habit_store.between(db, when.day, when.day) == [tick]
        assert habit_store.between(db, date.min, when.day - timedelta(1)) == []
        with journal.step(db, NOW) as step:
            habit_store.remove(step, "one")
        assert habit_store.every(db) == []
        journal.undo(db, NOW)
        assert habit_store.every(db) == [tick]
        assert audit.verify(db) is None


@settings(deadline=None, max_examples=40)
@given(routines_made_up.routines, st.none() | st.integers(1, 9), st.booleans())
def test_every_exercise_of_ones_own_comes_back_as_it_was(
    made: Routine, level: int | None, hidden: bool
) -> None:
    routine = replace(made.at_level(1) if made.levels else made, key="one")
    own = Adaptation("one", NOW, routine, level, hidden)
    later = Adaptation("two", NOW + timedelta(1), None, level, hidden)
    with _diary() as db:
        with journal.step(db, NOW) as step:
            routine_store.save(step, later)
            routine_store.save(step, own)
        rows = map(routine_store.read, table_rows.every(db, ROUTINE))
        assert routine_store.every(db) == sorted(rows, key=lambda one: one.entered_at)
        assert routine_store.every(db) == [own, later]
        assert routine_store.find(db, "one") == own
        assert routine_store.find(db, "three") is None
        with journal.step(db, NOW) as step:
            routine_store.save(step, own)
            assert step.changes == []
            routine_store.remove(step, "one")
        assert routine_store.every(db) == [later]
        journal.undo(db, NOW)
        assert routine_store.find(db, "one") == own
        assert audit.verify(db) is None


@pytest.mark.parametrize(
    ("content", "entered_at"),
    [
        ("{}", "2026-03-12T07:10:00+00:00"),
        ('{"routine": {}, "level": null, "hidden": false}', "2026-03-12T07:10:00+00:00"),
        ('{"routine": null, "level": 0, "hidden": false}', "2026-03-12T07:10:00+00:00"),
        ('{"routine": null, "level": null, "hidden": true}', "2026-03-12T07:10:00"),
        ('{"routine": null, "level": null, "hidden": true}', ""),
    ],
)
def test_one_exercise_that_cannot_be_read_leaves_the_others(
    db: Database, content: str, entered_at: str
) -> None:
    good = Adaptation("core", NOW, level=2)
    with journal.step(db, NOW) as step:
        routine_store.save(step, good)
        spoilt = {"id": "spoilt", "content": content, "entered_at": entered_at}
        step.put(ROUTINE, spoilt)
    assert routine_store.every(db) == [good]
    assert routine_store.unreadable(db) == ["spoilt"]
    assert routine_store.find(db, "spoilt") is None
    assert revisions.states(db, "spoilt") == []
    with journal.step(db, NOW) as step:
        routine_store.remove(step, "spoilt")
    assert revisions.gone_since(db, NOW) == []
    assert routine_store.unreadable(db) == []


@pytest.mark.parametrize("level", [0, -1])
def test_an_exercise_has_no_level_below_the_first(level: int) -> None:
    with pytest.raises(ValueError, match="count from 1"):
        Adaptation("core", NOW, level=level)


def test_a_picture_is_kept_once_under_the_name_of_its_content(db: Database) -> None:
    picture, other = routines_made_up.png(), routines_made_up.png(grey=1)
    with journal.step(db, NOW) as step:
        name = routine_store.save_picture(step, picture)
        assert routine_store.save_picture(step, picture) == name
        assert routine_store.save_picture(step, other) != name
    assert len(step.changes) == 2
    assert name == "own:ea377922ffd97620591def17b1dd49e1"
    assert routine_store.picture(db, name) == picture
    assert routine_store.picture(db, "own:0") is None
    rows = [*table_rows.every(db, PICTURE)]
    assert [(row["kind"], row["words"]) for row in rows] == [("png", "")] * 2
    found = routine_store.every_picture(db)
    # Not in the order in which they came, so that two exports of the same are the same.
    assert list(found) == sorted(found) != [row["id"] for row in rows]
    assert sorted(found.values()) == sorted([picture, other])
    with pytest.raises(ValueError, match="base64"), db.atomic():  # noqa: PT012
        db.connection.execute("update picture set content = '!' || content where id like 'ea%'")
        routine_store.every_picture(db)
    db.connection.execute("update picture set id = 'x' where id like 'ea%'")
    with pytest.raises(ValueError, match="known by its content"):
        routine_store.every_picture(db)


@settings(deadline=None)
@given(
    st.sampled_from(TreatmentKind),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.none() | st.integers(0, 9999),
    st.none() | st.sampled_from(Side),
    st.none() | st.sampled_from(Nerve),
    st.tuples(texts, texts, texts),
)
def test_every_treatment_comes_back_as_it_was(
    kind: TreatmentKind,
    first: date,
    days: int | None,
    side: Side | None,
    nerve: Nerve | None,
    written: tuple[str, str, str],
) -> None:
    last = None if days is None else first + timedelta(days)
    name, dose, note = written
    treatment = Treatment("one", kind, first, NOW, last, side, nerve, f"M {name}", dose, note)
    with _diary() as db:
        with journal.step(db, NOW) as step:
            treatment_store.save(step, treatment)
        assert treatment_store.every(db) == [treatment]


def _block(identity: str, **more: Any) -> Treatment:
    day = date(2026, 3, 12)
    return Treatment(identity, TreatmentKind.BLOCK, day, **{"entered_at": NOW, **more})


@pytest.mark.parametrize("guidance", Guidance)
def test_what_is_known_of_a_block_alone_comes_back_too(db: Database, guidance: Guidance) -> None:
    block = _block("one", given_at=time(7, 30), guidance=guidance, operator="Dr Lee")
    with journal.step(db, NOW) as step:
        treatment_store.save(step, block)
    (row,) = table_rows.every(db, TREATMENT)
    assert treatment_store.every(db) == [treatment_store.read(row)] == [block]
    # A version that the journal keeps may be older than these columns.
    older = {name: row[name] for name in row.keys() - {"given_at", "guidance", "operator"}}
    assert treatment_store.read(older) == _block("one")


def test_blocks_with_a_time_come_in_the_order_of_their_times(db: Database) -> None:
    later = NOW + timedelta(hours=1)
    blocks = [
        _block("c", given_at=time(7, 30)),
        _block("d", given_at=time(7, 30)),
        _block("b", given_at=time(7, 30), entered_at=later),
        _block("a", given_at=time(8, 30)),
    ]
    with journal.step(db, NOW) as step:
        for block in [*reversed(blocks), _block("e")]:
            treatment_store.save(step, block)
    assert treatment_store.timed(db, blocks[0].first_day) == blocks
    assert treatment_store.timed(db, blocks[0].first_day + timedelta(1)) == []


@pytest.mark.parametrize("lone", ["\ud800", "half a leg \udc80", "\udfff\ud800"])
def test_text_that_cannot_be_kept_is_told_in_a_sentence(db: Database, lone: str) -> None:
    entry = PainEntry("one", When.usual(_HALF, ZoneInfo("UTC")), NOW + timedelta(1), Side.LEFT)
    with (
        pytest.raises(DiaryError, match=r"^The text holds a sign that cannot be kept\."),
        journal.step(db, NOW) as step,
    ):
        pain_store.save(step, replace(entry, activities={lone: True}))
    assert db.connection.execute("select count(*) from journal").fetchone()[0] == 0


_HALF = When.local(datetime.fromisoformat("2026-03-12T08:00"), ZoneInfo("UTC")).half


def _entry(identity: str, felt: str) -> PainEntry:
    when = When.local(datetime.fromisoformat(felt), ZoneInfo("Europe/Berlin"))
    return PainEntry(identity, when, when.utc, Side.LEFT)


def test_entries_are_found_by_diary_day_and_come_oldest_first(db: Database) -> None:
    late_night = _entry("c", "2026-03-13T03:00")
    entries = [late_night, _entry("b", "2026-03-12T20:00"), _entry("d", "2026-03-13T08:00")]
    assert pain_store.span(db) is None
    with journal.step(db, NOW) as step:
        for entry in [*entries, _entry("a", "2026-03-11T08:00")]:
            pain_store.save(step, entry)
    day = date(2026, 3, 12)
    assert [entry.id for entry in pain_store.between(db, day, day)] == ["b", "c"]
    assert [entry.id for entry in pain_store.every(db)] == ["a", "b", "c", "d"]
    first, last = pain_store.span(db) or (None, None)
    assert (first, last) == (date(2026, 3, 11), pain_store.every(db)[-1].felt.day)


def test_how_an_entry_is_written_is_the_same_in_every_version(db: Database) -> None:
    entry = replace(
        _entry("a", "2026-03-12T08:10"),
        activities={"sitting": True, "på cykel": False},
        signs={"été": True},
        score=VasScore(41),
        given=Given.LINE,
    )
    with journal.step(db, NOW) as step:
        pain_store.save(step, entry)
    assert list(db.connection.execute("select * from pain")) == [
        ("a", "2026-03-12T07:10:00.000+00:00", "Europe/Berlin", 3600, "2026-03-12", "morning",
         "2026-03-12T07:10:00.000+00:00", "left", 41, "line",
         '{"på cykel": false, "sitting": true}', '{"été": true}', "", None)
    ]  # fmt: skip
    (found,) = pain_store.every(db)
    assert (found, found.felt.offset_seconds) == (entry, 3600)


def test_how_an_exercise_is_written_is_the_same_in_every_version(db: Database) -> None:
    row = routine_store.row(Adaptation("core", NOW, level=2, hidden=True))
    assert row["content"] == '{"hidden": true, "level": 2, "routine": null}'
    named = replace(routines_made_up.bridge(), key="one", name="Brücke")
    assert '"Brücke"' in routine_store.row(Adaptation("one", NOW, named))["content"]


@pytest.mark.parametrize(
    ("kind", "about", "identity"),
    [
        ("check-in", "", "2026-03-12T08:00"),
        ("routine", "core", "2026-03-12T08:00 routine core"),
        ("peg", "", "2026-03-12T08:00 peg"),
    ],
)
def test_a_reminder_is_known_by_the_same_name_in_every_version(
    kind: str, about: str, identity: str
) -> None:
    told = Delivery(date(2026, 3, 12), time(8), Outcome.TOLD, NOW, kind=kind, about=about)
    assert reminder_store.identity(told) == identity


def test_of_entries_at_one_moment_the_greater_id_is_the_later(db: Database) -> None:
    early, late = _entry("x", "2026-03-11T08:00").felt, _entry("x", "2026-03-12T08:00").felt
    made = [("b", late), ("d", late), ("c", early), ("a", late)]
    habits = ("walk", "walk")
    with journal.step(db, NOW) as step:
        for identity, when in made:
            habit_store.save(step, HabitTick(identity, habits[0], when, NOW))
            roland_store.save(step, RolandAnswer(identity, when, NOW, frozenset({1})))
            weekly_store.save(step, WeeklyAnswer(identity, when, NOW, Peg(1, 2, 3)))
            pain_store.save(step, PainEntry(identity, when, late.utc, Side.LEFT))
            routine_store.save(step, Adaptation(identity, when.utc, level=1))
    first, last, order = early.day, late.day, ["c", "a", "b", "d"]
    assert [one.id for one in habit_store.between(db, first, last)] == order
    assert [one.id for one in habit_store.every(db)] == order
    assert [one.id for one in weekly_store.between(db, first, last)] == order
    assert [one.id for one in weekly_store.every(db)] == order
    assert [one.id for one in roland_store.between(db, first, last)] == order
    assert [one.id for one in roland_store.every(db)] == order
    assert [one.id for one in pain_store.between(db, first, last)] == order
    assert [one.id for one in pain_store.every(db)] == order
    assert [one.key for one in routine_store.every(db)] == order
    tick, answer = habit_store.newest(db, habits), weekly_store.newest(db)
    assert roland_store.newest(db) == roland_store.every(db)[-1]
    assert tick is not None
    assert answer is not None
    assert (tick.id, answer.id) == ("d", "d")


def test_the_first_score_of_a_half_day_is_the_one_written_down_first(db: Database) -> None:
    morning = replace(_entry("a", "2026-03-12T08:00"), score=VasScore(1), given=Given.LINE)
    later = replace(morning, id="b", entered_at=morning.entered_at + timedelta(hours=1))
    with journal.step(db, NOW) as step:
        for one in (later, morning):
            pain_store.save(step, one)
    day = morning.felt.day
    assert pain_store.first_scored(db, day, day) == {morning.felt.half: morning.entered_at}


def test_spots_come_back_and_those_of_a_day_in_the_order_they_were_entered(db: Database) -> None:
    when, later = _entry("x", "2026-03-12T08:00").felt, NOW + timedelta(1)
    early = _entry("x", "2026-03-11T08:00").felt
    bare = Spot("c", when, NOW, 0, 10)
    told = Spot("a", when, later, 5, 20, frozenset(Feel), VasScore(41), 30, Towards.DOWN)
    stays = Spot("b", when, later, -5, 20, frozenset({Feel.NUMB}), VasScore(0), 0)
    spots = [Spot("d", early, NOW, 0, 0), bare, told, stays]
    with journal.step(db, NOW) as step:
        for spot in (stays, spots[0], told, bare):
            spot_store.save(step, spot)
    assert spot_store.every(db) == spots
    assert spot_store.between(db, early.day, when.day) == spots
    assert spot_store.between(db, when.day, when.day) == spots[1:]
    assert spot_store.between(db, early.day, early.day) == spots[:1]
    assert [spot_store.find(db, one.id) for one in spots] == spots
    assert spot_store.find(db, "z") is None
    rows = {row["id"]: row for row in table_rows.every(db, SPOT)}
    assert [spot_store.read(rows[one.id]) for one in spots] == spots
    assert rows["a"]["feels"] == json.dumps([feel.value for feel in Feel])


def test_what_is_taken_when_it_hurts_is_found_on_the_days_of_its_use(db: Database) -> None:
    first, last = date(2026, 3, 10), date(2026, 3, 12)
    medicine = Treatment("b", TreatmentKind.MEDICINE, first, NOW, last, name="A", when_needed=True)
    daily = replace(medicine, id="x", when_needed=False)
    later = [
        replace(medicine, id="c", last_day=None),
        replace(medicine, id="a", last_day=None, entered_at=NOW + timedelta(1)),
        replace(medicine, id="0", first_day=last, last_day=None),
    ]
    with journal.step(db, NOW) as step:
        for one in (daily, *reversed(later), medicine):
            treatment_store.save(step, one)
    wanted = {9: "", 10: "bca", 11: "bca", 12: "bca0", 13: "ca0"}
    for day, ids in wanted.items():
        assert "".join(one.id for one in treatment_store.needed(db, date(2026, 3, day))) == ids


def test_days_of_a_sign_are_told_from_a_day_on(db: Database) -> None:
    entry = _entry("a", "2026-03-12T08:00")
    with journal.step(db, NOW) as step:
        pain_store.save(step, replace(entry, signs={"fever": True, "night-pain": False}))
        pain_store.save(step, replace(entry, id="b", signs={"fever": False}))
    day = entry.felt.day
    assert pain_store.ticked_days(db, day) == {"fever": {day}}
    assert pain_store.ticked_days(db, day + timedelta(1)) == {}


def test_visits_are_found_from_their_day_on(db: Database) -> None:
    visit = Visit("one", date(2026, 3, 24), NOW, NOW)
    with journal.step(db, NOW) as step:
        visit_store.save(step, visit)
    assert visit_store.since(db, visit.day) == visit_store.every(db) == [visit]
    assert visit_store.since(db, visit.day + timedelta(1)) == []


def test_visits_of_one_day_come_in_the_order_of_their_times(db: Database) -> None:
    day, names = date(2026, 3, 24), ("c", "a", "b", "d")
    times = (None, time(9), time(9), time(10))
    visits = [
        Visit(*one) for one in zip(names, [day] * 4, [NOW] * 4, [NOW] * 4, times, strict=True)
    ]
    with journal.step(db, NOW) as step:
        for visit in reversed(visits):
            visit_store.save(step, visit)
    assert visit_store.every(db) == visits


@settings(deadline=None)
@given(whens, st.none() | st.frozensets(st.integers(1, 24)))
def test_every_answer_to_the_statements_comes_back_as_it_was(
    when: When, ticked: frozenset[int] | None
) -> None:
    answer = RolandAnswer("one", when, NOW, ticked)
    with _diary() as db:
        with journal.step(db, NOW) as step:
            roland_store.save(step, answer)
        (row,) = table_rows.every(db, ROLAND)
        assert roland_store.every(db) == [roland_store.read(row)] == [answer]
        assert roland_store.newest(db) == answer
        assert roland_store.between(db, when.day, when.day) == [answer]
        assert roland_store.between(db, date.min, when.day - timedelta(1)) == []
        with journal.step(db, NOW) as step:
            roland_store.remove(step, "one")
        assert (roland_store.every(db), roland_store.newest(db)) == ([], None)
        journal.undo(db, NOW)
        assert roland_store.every(db) == [answer]


def test_ticks_that_wait_stand_beside_an_exercise_and_out_of_the_journal(db: Database) -> None:
    draft = RolandDraft(date(2026, 3, 12), frozenset({2, 24}))
    roland_draft_store.keep(db, draft, NOW)
    place = Place(0, 0.0, frozenset(), 0.0, 0)
    routine = replace(routines_made_up.bridge(), key="bridge")
    when = _entry("x", "2026-03-12T08:00").felt
    under_way = UnderWay(routine, Side.LEFT, when, NOW, place, None)
    under_way_store.keep(db, under_way)
    assert (roland_draft_store.find(db), under_way_store.find(db)) == (draft, under_way)
    assert not journal.can_undo(db)
    roland_draft_store.clear(db)
    assert (roland_draft_store.find(db), under_way_store.find(db)) == (None, under_way)


def test_an_exercise_under_way_whose_moment_has_no_zone_makes_no_sense(db: Database) -> None:
    routine = replace(routines_made_up.bridge(), key="bridge")
    when = _entry("x", "2026-03-12T08:00").felt
    place = Place(0, 0.0, frozenset(), 0.0, 0)
    under_way_store.keep(db, UnderWay(routine, Side.LEFT, when, NOW, place, None))
    assert under_way_store.find(db) is not None
    assert db.connection.execute("select id from under_way").fetchall() == [("session",)]
    db.connection.execute("update under_way set content = replace(content, '.000+00:00', '')")
    with pytest.raises(ValueError, match="zone"):
        under_way_store.every(db)
    assert under_way_store.find(db) is None


def test_the_same_answers_in_another_order_are_no_change(db: Database) -> None:
    there, back = {"a": True, "b": False}, {"b": False, "a": True}
    entry, few, more = _entry("a", "2026-03-12T08:00"), {"l": 1, "r": 2}, {"r": 2, "l": 1}
    marks = VasScore(10), VasScore(20)
    session = Session("one", "nerve-glide", entry.felt, NOW, 60, few, few, *marks)
    with journal.step(db, NOW) as step:
        pain_store.save(step, replace(entry, activities=there, signs=there))
        session_store.save(step, session)
    with journal.step(db, NOW) as step:
        pain_store.save(step, replace(entry, activities=back, signs=there))
        pain_store.save(step, replace(entry, activities=there, signs=back))
        session_store.save(step, replace(session, planned=more))
        session_store.save(step, replace(session, done=more))
    assert step.changes == []
    assert session_store.every(db) == [session]


def test_sessions_and_treatments_of_one_day_come_in_the_order_they_were_entered(
    db: Database,
) -> None:
    when, day, later = _entry("a", "2026-03-12T08:00").felt, date(2026, 3, 12), NOW + timedelta(1)
    made = [("d", day, NOW), ("a", day, later), ("b", day, later), ("c", day + timedelta(1), NOW)]
    with journal.step(db, NOW) as step:
        for one, first, entered in reversed(made):
            treatment_store.save(step, Treatment(one, TreatmentKind.BLOCK, first, entered))
        for one, _, entered in made[2::-1]:
            session_store.save(step, Session(one, "x", when, entered, 60, {"l": 1}, {"l": 1}))
    assert [one.id for one in treatment_store.every(db)] == ["d", "a", "b", "c"]
    assert [one.id for one in session_store.every(db)] == ["d", "a", "b"]
    assert [one.id for one in session_store.newest(db, 2)] == ["b", "a"]


def test_saving_again_changes_the_row_and_removing_takes_it_away(db: Database) -> None:
    entry = _entry("a", "2026-03-12T08:00")
    with journal.step(db, NOW) as step:
        pain_store.save(step, entry)
        pain_store.save(step, replace(entry, note="changed"))
    assert [found.note for found in pain_store.every(db)] == ["changed"]
    with journal.step(db, NOW) as step:
        pain_store.remove(step, "a")
    assert pain_store.every(db) == []


@pytest.mark.parametrize("outcome", Outcome)
def test_a_delivery_comes_back_as_it_was(db: Database, outcome: Outcome) -> None:
    again = NOW + timedelta(minutes=30) if outcome is Outcome.SNOOZED else None
    delivery = Delivery(date(2026, 3, 12), time(8, 0), outcome, NOW, again)
    evening = replace(delivery, at=time(20, 0))
    earlier = replace(evening, day=date(2026, 3, 11))
    with journal.step(db, NOW) as step:
        for one in (evening, delivery, earlier):
            reminder_store.save(step, one)
    assert reminder_store.since(db, date(2026, 3, 12)) == [delivery, evening]
    assert reminder_store.since(db, date(2026, 3, 11)) == [earlier, delivery, evening]


def test_the_same_reminder_told_by_two_programs_is_one_row(db: Database) -> None:
    told = Delivery(date(2026, 3, 12), time(8, 0), Outcome.TOLD, NOW)
    with journal.step(db, NOW) as step:
        reminder_store.save(step, told)
        reminder_store.save(step, replace(told, outcome=Outcome.ANSWERED))
    assert [one.outcome for one in reminder_store.since(db, told.day)] == [Outcome.ANSWERED]


def test_the_session_before_is_the_last_one_of_the_same_exercise(db: Database) -> None:
    def session(identity: str, routine: str, felt: str, entered: datetime = NOW) -> Session:
        when = _entry("x", felt).felt
        return Session(identity, routine, when, entered, 60, {"l": 1}, {"l": 1})

    oldest = session("e", "glide", "2026-03-10T08:00")
    first = session("a", "glide", "2026-03-11T08:00")
    again = session("b", "glide", "2026-03-11T08:00", NOW + timedelta(1))
    other = session("c", "roller", "2026-03-12T08:00")
    last = session("d", "glide", "2026-03-13T08:00")
    with journal.step(db, NOW) as step:
        for one in (first, again, other, last, oldest):
            session_store.save(step, one)
    assert session_store.one_before(db, last) == again
    assert session_store.one_before(db, first) == oldest
    assert session_store.one_before(db, oldest) is None
    assert session_store.one_before(db, other) is None
    assert session_store.find(db, "z") is None
