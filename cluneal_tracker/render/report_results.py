"""The rows of "Did the treatment help?" on the page for the doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cluneal_tracker.domain.diary import FEWEST_COMPARED, Stretch
from cluneal_tracker.render.report_text import one_line
from cluneal_tracker.render.sentences import Phrases, day_text, name_of, number_text, tenths
from cluneal_tracker.services.results import TreatmentResult
from cluneal_tracker.services.visit_treatments import Treated

if TYPE_CHECKING:
    from cluneal_tracker.domain.statistics import ReliefDuration, StepChange

# Under 2.0 before, a fall of a point is a large share of very little: no percent then.
_FEWEST_TENTHS = 20
_DAYS_A_WEEK = 7
_MINUS = "\N{MINUS SIGN}"

Cell = dict[str, str]


def results_words(treated: Treated, phrases: Phrases) -> dict[str, Any]:
    """The table, newest treatment first; the layout shows as many rows as fit."""
    words = phrases["report"]["results"]
    return {
        "title": words["title"],
        "heads": words["heads"],
        "caution": words["caution"],
        "more": words["more"],
        "count": len(treated.results) + treated.more_results,
        "rows": [_row(one, phrases) for one in treated.results],
    }


def _row(result: TreatmentResult, phrases: Phrases) -> dict[str, Any]:
    words, compared = phrases["report"]["results"], result.view.compared
    if compared is None:
        raise ValueError("only a treatment given at one moment has results")
    name = name_of(result.view)
    if side := result.view.treatment.side:
        name = words["named"].format(name=name, side=phrases["chart"]["side"][side.value])
    return {
        "name": name,
        "details": _details(result, phrases),
        "cells": [
            _stretch_cell(compared.before, None, phrases),
            _stretch_cell(compared.after, compared.before, phrases),
            _stretch_cell(result.later, compared.before, phrases),
            _change_cell(result.change, compared.days_to_come, phrases),
            _lasting_cell(result.lasting, result.change, phrases),
        ],
    }


def _details(result: TreatmentResult, phrases: Phrases) -> list[str]:
    treatment, words = result.view.treatment, phrases["report"]["results"]
    day = day_text(treatment.first_day, phrases, year=True)
    parts = (day, result.view.nerve, one_line(treatment.name), one_line(treatment.dose))
    lines = [", ".join(filter(None, parts))]
    if len(result.that_day) > 1:
        lowest = number_text(min(result.that_day), phrases)
        lines.append(words["that_day"].format(count=len(result.that_day), lowest=lowest))
    return lines


def _cell(main: str, small: str = "", beside: str = "") -> Cell:
    return {"main": main, "small": small, "beside": beside}


def _stretch_cell(part: Stretch | None, before: Stretch | None, phrases: Phrases) -> Cell:
    """A middle score where at least seven days are scored, and its share of the one before."""
    words = phrases["report"]["results"]
    if part is None:
        return _cell("", beside=words["not_yet"])
    scored = words["scored"].format(scored=part.scored, days=part.days)
    if part.middle is None or part.scored < FEWEST_COMPARED:
        return _cell("", scored, words["too_few"])
    share = _share(before, part.middle, phrases) if before else ""
    return _cell(number_text(part.middle, phrases), scored, share)


def _share(before: Stretch, after: float, phrases: Phrases) -> str:
    """By how many percent a score differs, reckoned on the tenths that are printed."""
    words = phrases["report"]["results"]
    if before.middle is None or before.scored < FEWEST_COMPARED:
        return ""
    was, now = tenths(before.middle), tenths(after)
    if was < _FEWEST_TENTHS:
        return ""
    percent = round(100 * abs(now - was) / was)
    if not percent:
        return str(words["same"])
    return str(words["lower" if now < was else "higher"].format(percent=percent))


def _change_cell(change: StepChange, days_to_come: int, phrases: Phrases) -> Cell:
    """The change with its range, or why there is none."""
    words = phrases["report"]["results"]
    if change.refusal or change.change is None or change.low is None or change.high is None:
        more = change.more_days
        if more and more <= days_to_come:
            needed = words["more_days_one" if more == 1 else "more_days"]
            return _cell("", needed.format(count=more), words["no_change"])
        reason = words["refusal"][change.refusal.value] if change.refusal else ""
        return _cell("", reason, words["no_change"])
    low, high = _signed(change.low, phrases), _signed(change.high, phrases)
    return _cell(
        words["change"].format(change=_signed(change.change, phrases)),
        words["range"].format(low=low, high=high),
    )


def _lasting_cell(lasting: ReliefDuration, change: StepChange, phrases: Phrases) -> Cell:
    """How long scores stayed lower, or why that is not known: chance too makes such weeks."""
    words = phrases["report"]["results"]
    if lasting.weeks is None:
        reason = words["refusal"][lasting.refusal.value] if lasting.refusal else ""
        return _cell("", reason, words["no_change"])
    if not lasting.weeks and not lasting.censored:
        return _cell("", words["no_fall"], words["never_lower"])
    if not change.is_lower:
        reason = words["refusal"][change.refusal.value] if change.refusal else words["chance"]
        return _cell("", reason, words["no_change"])
    count = max(1, round(lasting.weeks))
    weeks = words["weeks_one"] if count == 1 else words["weeks"].format(count=count)
    return _cell(weeks, words["still_lower" if lasting.censored else "came_back"])


def _signed(value: float, phrases: Phrases) -> str:
    """A difference in points with a plus or a true minus; zero has no sign."""
    text = number_text(abs(value), phrases)
    if not tenths(value):
        return text
    return (_MINUS if value < 0 else "+") + text
