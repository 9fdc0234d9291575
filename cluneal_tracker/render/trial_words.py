"""Trials in words: the plan and its rule before the start, and the result."""

from __future__ import annotations

import math
from datetime import date

from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan
from cluneal_tracker.domain.statistics import TrialRefusal, TrialResult, TrialVerdict
from cluneal_tracker.domain.trial import ALPHA, FEWEST_TO_TELL, Arm
from cluneal_tracker.domain.when import ONE_DAY
from cluneal_tracker.render.sentences import (
    Phrases,
    day_text,
    difference_text,
    number_text,
    tenths,
    treatment_names,
)
from cluneal_tracker.services.trials import TrialOutcome

_RARE = 0.01


def plan_lines(plan: TrialPlan, phrases: Phrases) -> list[str]:
    """What a plan asks for: its length, its result, the draw, days not counted, and its chance."""
    words, calendar = phrases["trial"], plan.calendar
    length = words["length_one" if plan.period_days == 1 else "length"].format(
        pairs=plan.pairs,
        days=plan.period_days,
        all=plan.days,
        first=_day(calendar.first_day, phrases),
        last=_day(calendar.planned_end, phrases),
    )
    heard = words["result_on"].format(day=_day(calendar.planned_end + ONE_DAY, phrases))
    wear = ""
    if plan.washout_days:
        form = words["wear_one" if plan.washout_days == 1 else "wear"]
        wear = form.format(days=plan.washout_days)
    return [*filter(None, (length, heard, words["draw"], wear)), *chance_lines(plan, phrases)]


def chance_lines(plan: TrialPlan, phrases: Phrases) -> list[str]:
    """The smallest p that a plan can reach in plain words, and what would be enough."""
    words = phrases["trial"]
    lines = [words["chance"].format(odds=round(1 / plan.smallest_p))]
    if plan.smallest_p > ALPHA:
        return [*lines, words["never"].format(fewest=FEWEST_TO_TELL)]
    if plan.pairs == FEWEST_TO_TELL:
        lines += [words["tight"].format(pairs=plan.pairs), words["room"]]
    return lines


def rule_lines(phrases: Phrases) -> list[str]:
    """How the result comes about: settled before the start, so that nobody can choose it later."""
    words = phrases["trial"]
    return [words[f"rule{part}"] for part in ("", "_pair", "_kept", "_chance", "_blind")]


def caution_lines(phrases: Phrases) -> list[str]:
    """What a trial is not for."""
    words = phrases["trial"]
    return [words["caution"], words["never_dose"]]


def span(trial: OwnTrial, phrases: Phrases) -> tuple[str, str]:
    """The first day of a trial and its last, or the one on which it will end."""
    course = trial.course
    return _day(course.first_day, phrases), _day(course.last_day, phrases)


def going_line(trial: OwnTrial, phrases: Phrases) -> str:
    """On which day a trial that is not over ends, and when its result comes."""
    last = trial.course.last_day
    form: str = phrases["trial"]["going"]
    return form.format(last=_day(last, phrases), day=_day(last + ONE_DAY, phrases))


def stopped_line(trial: OwnTrial, on: date, phrases: Phrases) -> str:
    """What was stopped on a day, and how far it went."""
    words, course = phrases["trial"], trial.course
    told: dict[str, object] = {"title": trial.words.title, "on": _day(on, phrases)}
    if course.stopped_on is None:
        return str(words["stopped_at_once"].format(**told))
    return str(words["stopped_told"].format(**told, **_lived(trial)))


def said(outcome: TrialOutcome, phrases: Phrases) -> list[str]:
    """The lines for a tired person, the answer first."""
    words, result, trial = phrases["trial"], outcome.result, outcome.trial
    if result.refusal is TrialRefusal.STILL_GOING:
        return [going_line(trial, phrases)]
    counts = {"pairs": result.pairs, "planned": result.planned_pairs, "fewest": FEWEST_TO_TELL}
    if result.refusal is TrialRefusal.TOO_FEW_PAIRS:
        return [words["nothing"].format(**counts), *_stopped(trial, phrases)]
    if result.verdict is TrialVerdict.CANNOT_TELL:
        first = words["cannot_tell"]
    else:
        first = words["lower"].format(way=trial.words.way(lower_arm(result)))
    lines = [first, _means(outcome, phrases)]
    if result.pairs < FEWEST_TO_TELL:
        lines.append(words["too_few"].format(**counts))
    else:
        lines.append(_by_chance(result, phrases))
    return [*lines, *_stopped(trial, phrases)]


def numbers(outcome: TrialOutcome, phrases: Phrases) -> list[str]:
    """What stands behind them, for who wants to know; empty where nothing was compared."""
    result, words, kept = outcome.result, phrases["trial"], outcome.kept
    if result.refusal or result.difference is None:
        return []
    compare = phrases["compare"]
    lines = [_difference(outcome.trial.words.way(Arm.A), result.difference, phrases)]
    if result.low is not None and result.high is not None:
        low, high = (
            difference_text(end, compare, "end", phrases) for end in (result.low, result.high)
        )
        lines.append(compare["range"].format(low=low, high=high))
    scored, days = outcome.counted
    lines += [
        words["pairs"].format(pairs=result.pairs, planned=result.planned_pairs),
        words["scored"].format(scored=scored, days=days),
        words["kept"].format(yes=kept.yes, no=kept.no, unsaid=kept.unsaid),
    ]
    if outcome.beside:
        lines.append(words["beside"].format(names=treatment_names(outcome.beside, compare)))
    return [*lines, words["knew"]]


def lower_arm(result: TrialResult) -> Arm:
    """The way with less pain, of a result that tells the two apart."""
    return Arm.A if result.verdict is TrialVerdict.LOWER_WITH_A else Arm.B


def _means(outcome: TrialOutcome, phrases: Phrases) -> str:
    result, words = outcome.result, outcome.trial.words
    form: str = phrases["trial"]["means"]
    return form.format(
        a=number_text(result.mean_a or 0.0, phrases),
        b=number_text(result.mean_b or 0.0, phrases),
        way_a=words.way(Arm.A),
        way_b=words.way(Arm.B),
    )


def _by_chance(result: TrialResult, phrases: Phrases) -> str:
    """How often chance alone gives so much, in 100 draws, rounded up: never told too rare."""
    words = phrases["trial"]
    percent = math.ceil(100 * (result.p or 0.0))
    if (result.p or 0.0) < _RARE:
        return str(words["by_chance_rare"])
    form = words["by_chance_one" if percent == 1 else "by_chance"]
    return str(form.format(percent=percent))


def _stopped(trial: OwnTrial, phrases: Phrases) -> list[str]:
    course = trial.course
    if course.stopped_on is None:
        return []
    # Its last day is the last whole one; it was stopped in the course of the next.
    on = _day(course.stopped_on + ONE_DAY, phrases)
    return [phrases["trial"]["stopped"].format(on=on, **_lived(trial))]


def _lived(trial: OwnTrial) -> dict[str, int]:
    """How many of its days a trial had until it ended."""
    first, course = trial.course.first_day, trial.course
    return {
        "day": (course.last_day - first).days + 1,
        "days": (course.planned_end - first).days + 1,
    }


def _difference(way: str, points: float, phrases: Phrases) -> str:
    """How the first way differs from the other one."""
    words = phrases["trial"]
    if not tenths(points):
        return str(words["difference_none"])
    form = words["difference_lower" if points < 0 else "difference_higher"]
    return str(form.format(way=way, points=number_text(abs(points), phrases)))


def _day(day: date, phrases: Phrases) -> str:
    return day_text(day, phrases, year=True)
