"""The trials of an exported diary."""

from __future__ import annotations

from datetime import date
from operator import attrgetter

from cluneal_tracker.data import trial_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table, reason
from cluneal_tracker.data.when_columns import clock_text, utc_text
from cluneal_tracker.domain.own_trial import OwnTrial, TrialWords
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.text import shown
from cluneal_tracker.domain.trial import Trial


def _write_trial(trial: OwnTrial) -> Record:
    course, words = trial.course, trial.words
    return {
        "first_day": course.first_day.isoformat(),
        "stopped_on": course.stopped_on.isoformat() if course.stopped_on else None,
        "about": words.about,
        "way_a": words.way_a,
        "way_b": words.way_b,
        "side": trial.side.value,
        "period_days": course.period_days,
        "washout_days": course.washout_days,
        "drawn": trial_store.drawn_text(course),
        "remind_at": clock_text(trial.remind_at),
        "kept": {day.isoformat(): trial.kept[day] for day in sorted(trial.kept)},
        "entered_at": utc_text(trial.entered_at),
        "id": trial.id,
    }


def _read_trial(row: Row) -> OwnTrial:
    identity, side, entered_at = row.identity(), row.one_of("side", Side), row.moment("entered_at")
    kept = {_kept_day(text): answer for text, answer in row.answers("kept").items()}
    remind_at = row.maybe(row.clock, "remind_at")
    try:
        words = TrialWords(row.text("about"), row.text("way_a"), row.text("way_b"))
        return OwnTrial(identity, words, side, _course(row), entered_at, remind_at, kept)
    except ValueError as error:
        raise ValueError(reason(error)) from None


def _course(row: Row) -> Trial:
    drawn = row.text("drawn")
    try:
        order = trial_store.drawn_order(drawn)
    except ValueError:
        raise ValueError(f"“drawn” is an order such as abba, not {shown(drawn)}") from None
    return Trial(
        row.day("first_day"),
        row.count("period_days"),
        row.count("washout_days"),
        order,
        row.maybe(row.day, "stopped_on"),
    )


def _kept_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Newer Pythons read more than this.
    if day is None or day.isoformat() != text:
        raise ValueError(f"“kept” is for a day such as 2026-03-12, not {shown(text)}")
    return day


TRIALS = Table(
    "trials",
    {
        "first_day": Kind.CODE,
        "stopped_on": Kind.CODE,
        "about": Kind.TEXT,
        "way_a": Kind.TEXT,
        "way_b": Kind.TEXT,
        "side": Kind.CODE,
        "period_days": Kind.NUMBER,
        "washout_days": Kind.NUMBER,
        "drawn": Kind.CODE,
        "remind_at": Kind.CODE,
        "kept": Kind.ANSWERS,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    trial_store.every,
    trial_store.save,
    _write_trial,
    _read_trial,
    attrgetter("course.first_day"),
)
