"""How exercises that were done, and the pain around them, are put in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from cluneal_tracker.domain.before_after import BeforeAfter, Pattern
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session, StopReason
from cluneal_tracker.services.routines import name_in
from cluneal_tracker.services.session_history import Week
from cluneal_tracker.ui.exercise_words import length_text, shares_text
from cluneal_tracker.ui.words import short_day

_MINUTE = 60


def name_text(session: Session, routine: Routine | None) -> str:
    """The exercise, and the level it was done at."""
    name = routine.name if routine else gone_text(session.routine)
    if session.level is None:
        return name
    return _tr("{name}, level {n}").format(name=name, n=session.level)


def gone_text(key: str) -> str:
    """An exercise that was done and is no longer there."""
    return _tr("{name} (gone)").format(name=name_in(key))


def how_much_text(session: Session, routine: Routine | None) -> str:
    """Whole, or which share of it."""
    by_leg = routine is not None and routine.by_leg
    return (
        _tr("whole")
        if session.finished
        else shares_text(session.done, session.planned, by_leg=by_leg)
    )


def done_text(session: Session, routine: Routine | None) -> str:
    """One session in a line: how much, how long, the pain, and why it ended early."""
    minutes = round(session.seconds / _MINUTE)
    seconds = session.seconds if session.seconds < _MINUTE else minutes * _MINUTE
    parts = [how_much_text(session, routine), length_text(seconds)]
    before, after = session.pain_before, session.pain_after
    if before and after:
        parts.append(_tr("pain {before} before, {after} after").format(before=before, after=after))
    elif after:
        parts.append(_tr("pain {score} after").format(score=after))
    elif before:
        parts.append(_tr("pain {score} before").format(score=before))
    if session.stopped:
        parts.append(_tr("stopped early: {why}").format(why=reason_text(session.stopped)))
    return ", ".join(parts)


def minutes_text(session: Session) -> str:
    """How long it took, as a number of whole minutes."""
    if 0 < session.seconds < _MINUTE:
        return _tr("under 1")
    return str(round(session.seconds / _MINUTE))


def reason_text(reason: StopReason) -> str:
    """Why an exercise was ended early."""
    return {
        StopReason.PAIN: _tr("it hurt"),
        StopReason.TIRED: _tr("tired"),
        StopReason.TIME: _tr("no time"),
        StopReason.OTHER: _tr("something else"),
    }[reason]


def pattern_text(found: BeforeAfter, name: str) -> str:
    """The pain around an exercise: what was counted, and what may be said of it."""
    sentences = []
    if found.before is not None and found.after is not None:
        counted = _tr(
            "{name}: in {n} with both scores your middle score was {before} before and {after} "
            "after. It was lower after {lower}, higher after {higher}, the same after {same}."
        )
        sentences.append(
            counted.format(
                name=name,
                n=found.sessions,
                before=_number(found.before),
                after=_number(found.after),
                lower=found.lower,
                higher=found.higher,
                same=found.same,
            )
        )
    else:
        sentences.append(_tr("{name}: none has a score before and after yet.").format(name=name))
    sentences.append(_said(found))
    if found.for_pain:
        stopped = _tr("You stopped {n} because it hurt.")
        sentences.append(stopped.format(n=found.for_pain))
    return " ".join(sentences)


def week_text(week: Week) -> str:
    """A week in words: "Week of 9 March 2026: 9 of 14, 45 minutes"."""
    count = str(week.whole)
    if week.target is not None:
        count = _tr("{n} of {target}").format(n=week.whole, target=week.target)
    part = _tr(", {n} in part").format(n=week.part) if week.part else ""
    minutes = round(week.seconds / _MINUTE)
    text = _tr("Week of {day}: {count}{part}, {minutes} min")
    return text.format(day=short_day(week.first), count=count, part=part, minutes=minutes)


def _said(found: BeforeAfter) -> str:
    if found.pattern is Pattern.TOO_FEW:
        return _tr("Too few yet to say more: {n} more with two different scores.").format(
            n=found.missing
        )
    return {
        Pattern.LOWER: _tr("It was usually lower just after."),
        Pattern.HIGHER: _tr(
            "It was usually higher just after. Ask your doctor or physio about this exercise."
        ),
        Pattern.MIXED: _tr("About the same, or too mixed to tell."),
    }[found.pattern]


def _number(points: float) -> str:
    return QLocale().toString(points, "f", 1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("session_words", text)
