"""Settings in the diary: what was chosen comes back, and what makes no sense is passed over."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import fields, replace
from datetime import datetime, time, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cluneal_tracker.data import journal, merging, setting_store
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.schedule import Reminder, ReminderKind, in_order
from cluneal_tracker.domain.settings import Paper, Settings, Theme
from tests.data.made_up_rows import texts

NOW = datetime(2026, 3, 12, 7, 10, tzinfo=timezone.utc)


@st.composite
def reminders(draw: st.DrawFn) -> Reminder:
    at, about = draw(st.times()), draw(texts)
    kind = ReminderKind.ROUTINE if about else ReminderKind.CHECK_IN
    weekdays = draw(st.frozensets(st.integers(0, 6), min_size=1))
    return Reminder(kind, time(at.hour, at.minute), weekdays, about, draw(st.none() | st.just(NOW)))


@settings(deadline=None)
@given(
    side=st.sampled_from(Side),
    reminders_on=st.booleans(),
    reminders=st.lists(reminders(), max_size=5).map(lambda all: in_order(tuple(all))),
    quiet_hours=st.just(()) | st.just((time(22), time(7, 30))),
    theme=st.sampled_from(Theme),
    text_size=st.sampled_from(Settings.TEXT_SIZES),
    paper=st.sampled_from(Paper),
    name=texts,
    questions=texts,
)
def test_every_choice_comes_back_as_it_was(**chosen: object) -> None:
    after = replace(Settings(), **chosen)  # type: ignore[arg-type]
    with closing(in_memory()) as db:
        with journal.step(db, NOW) as step:
            setting_store.save(step, Settings(), after)
        assert setting_store.load(db) == after
        with journal.step(db, NOW) as step:
            setting_store.save(step, after, Settings())
        assert setting_store.load(db) == Settings()


def test_only_what_was_changed_has_a_row(db: Database) -> None:
    with journal.step(db, NOW) as step:
        setting_store.save(step, Settings(), Settings(text_size=150))
    rows = db.connection.execute("select id, value from setting").fetchall()
    assert rows == [("text_size", "150")]


def test_how_choices_are_written_is_the_same_in_every_version(db: Database) -> None:
    glide = Reminder(ReminderKind.ROUTINE, time(7, 30), frozenset({0, 6}), "nerve-glide", NOW)
    chosen = Settings(reminders=(glide,), quiet_hours=(time(22), time(7)), name="Åsa")
    with journal.step(db, NOW) as step:
        setting_store.save(step, Settings(), chosen)
    rows = db.connection.execute("select id, value from setting").fetchall()
    written = (
        '[{"kind": "routine", "at": "07:30", "weekdays": ["mon", "sun"],'
        ' "about": "nerve-glide", "set_at": "2026-03-12T07:10:00.000+00:00"}]'
    )
    assert sorted(rows) == [
        ("name", '"Åsa"'),
        ("quiet_hours", '["22:00", "07:00"]'),
        ("reminders", written),
    ]


# Each choice as it is not by itself.
CHOSEN = Settings(
    side=Side.LEFT,
    reminders_on=False,
    reminders=(Reminder(ReminderKind.CHECK_IN, time(9)),),
    quiet_hours=(time(22), time(7)),
    theme=Theme.DARK,
    text_size=200,
    sound=False,
    voice=True,
    motion=False,
    ask_before=False,
    nudge=True,
    nudge_hours=(time(8), time(19)),
    hidden_habits=("pad-belt",),
    risks=("belt",),
    paper=Paper.LETTER,
    name="Åsa",
    questions="Why?",
    welcomed=True,
    second_folder="/backups",
    in_tray=True,
    emergency_number="144",
    invented=True,
    pain_began="2024-03",
    prompts_put_away=("SP2 2026-03-12",),
)


def test_each_choice_comes_back(db: Database) -> None:
    with journal.step(db, NOW) as step:
        setting_store.save(step, Settings(), CHOSEN)
    rows = db.connection.execute("select id from setting").fetchall()
    assert {name for (name,) in rows} == {field.name for field in fields(Settings)}
    assert setting_store.load(db) == CHOSEN


WRONG_SETTINGS = [
    ("side", "middle"),
    ("side", ["left"]),
    ("side", None),
    ("reminders_on", "yes"),
    ("reminders_on", 1),
    ("reminder_times", "08:00"),
    ("reminder_times", ["25:00"]),
    ("reminder_times", ["20:00", "08:00"]),
    ("reminder_times", ["08:00:30"]),
    ("reminder_times", ["08:00+02:00"]),
    ("reminder_times", [8]),
    ("reminder_times", 8),
    ("reminders", [{"kind": "check-in", "at": "08:00"}]),
    ("reminders", ["08:00"]),
    ("reminders", "08:00"),
    (
        "reminders",
        [{"kind": "nag", "at": "08:00", "weekdays": ["mon"], "about": "", "set_at": None}],
    ),
    (
        "reminders",
        [{"kind": "check-in", "at": "08:00", "weekdays": [0], "about": "", "set_at": None}],
    ),
    ("hidden_habits", "abc"),
    ("prompts_put_away", {"a": 1}),
    ("quiet_hours", ["22:00"]),
    ("quiet_hours", ["22:00", "22:00"]),
    ("theme", "pink"),
    ("text_size", 110),
    ("text_size", 100.0),
    ("text_size", "100"),
    ("text_size", True),
    ("name", 7),
    ("questions", {"a": 1}),
    ("welcomed", None),
    ("TEXT_SIZES", [1]),
    ("__class__", "x"),
    ("of_a_newer_version", 1),
    ("", ""),
]


@pytest.mark.parametrize(("name", "value"), WRONG_SETTINGS)
def test_a_setting_that_makes_no_sense_is_passed_over(
    db: Database, name: str, value: object
) -> None:
    with journal.step(db, NOW) as step:
        step.put("setting", {"id": name, "value": json.dumps(value)})
        step.put("setting", {"id": "sound", "value": "false"})
        step.put("setting", {"id": "paper", "value": '"letter"'})
    assert setting_store.load(db) == Settings(sound=False, paper=Paper.LETTER)


@given(
    st.sampled_from([*Settings.__dataclass_fields__]),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=4,
    ),
)
@example("reminder_times", [])
def test_whatever_stands_in_a_setting_each_keeps_its_kind(name: str, value: object) -> None:
    with closing(in_memory()) as db:
        with journal.step(db, NOW) as step:
            step.put("setting", {"id": name, "value": json.dumps(value)})
        found, plain = setting_store.load(db), Settings()
        for field in Settings.__dataclass_fields__:
            assert type(getattr(found, field)) is type(getattr(plain, field))


def test_what_a_setting_was_set_to_is_told_with_its_moments(db: Database) -> None:
    later = [NOW + timedelta(hours=hours) for hours in range(4)]
    plain, hidden = Settings(), Settings(hidden_habits=("pad-belt",))
    with journal.step(db, later[0]) as step:
        setting_store.save(step, plain, hidden)
    journal.undo(db, later[1])
    with journal.step(db, later[2]) as step:
        step.put("setting", {"id": "hidden_habits", "value": "[7]"})
    with journal.step(db, later[3]) as step:
        setting_store.save(step, plain, replace(hidden, sound=False))
    assert setting_store.told(db, "hidden_habits") == [
        (later[0], ("pad-belt",)),
        (later[1], ()),
        (later[3], ("pad-belt",)),
    ]


def test_what_another_computer_told_of_a_setting_stands_where_it_was_set() -> None:
    with closing(in_memory()) as ours, closing(in_memory()) as theirs:
        for db, moment, name in ((ours, NOW + timedelta(hours=1), "Now"), (theirs, NOW, "Then")):
            with journal.step(db, moment) as step:
                step.put("setting", {"id": "name", "value": json.dumps(name)})
        merging.merge(theirs, ours)
        told = [value for _, value in setting_store.told(ours, "name")]
    assert told == ["Then", "Now"]


@pytest.mark.parametrize(
    "names", [("reminders", "reminder_times"), ("reminder_times", "reminders")]
)
def test_where_a_setting_has_its_old_and_its_new_name_the_new_one_counts(
    db: Database, names: tuple[str, str]
) -> None:
    new = setting_store.reminder_row(Reminder(ReminderKind.CHECK_IN, time(9)))
    values = {"reminders": [new], "reminder_times": ["07:00"]}
    with journal.step(db, NOW) as step:
        for name in names:
            step.put("setting", {"id": name, "value": json.dumps(values[name])})
    assert [one.at for one in setting_store.load(db).reminders] == [time(9)]
