"""What one nerve block did, in a few words: how far the pain fell, and for how long."""

from __future__ import annotations

from cluneal_tracker.domain.statistics import ReliefRule, RuleOutcome
from cluneal_tracker.domain.statistics.block_relief import HALF
from cluneal_tracker.render.sentences import Phrases, time_text
from cluneal_tracker.services.results import TreatmentResult


def most_text(result: TreatmentResult, phrases: Phrases) -> str:
    """The best relief of its hours in percent, or why there is none."""
    words, reason = phrases["relief"], _no_relief(result, phrases)
    if reason or result.hours is None or result.hours.relief is None:
        return reason
    percent = round(result.hours.relief.best_percent or 0)
    return str(words["most"].format(percent=percent) if percent > 0 else words["never_lower"])


def held_text(result: TreatmentResult, phrases: Phrases) -> str:
    """How long the pain stayed at half or less, or why that is not known."""
    words, reason = phrases["relief"], _no_relief(result, phrases)
    if reason or result.hours is None or result.hours.relief is None:
        return reason
    relief = result.hours.relief
    if relief.minutes_at_or_over_half:
        held = time_text(relief.minutes_at_or_over_half, phrases)
        return str(words["at_least"].format(time=held)) if relief.at_least else held
    return str(words["once" if (relief.best_percent or 0) >= HALF else "not_at_all"])


def rule_text(result: TreatmentResult, rule: ReliefRule, phrases: Phrases) -> str:
    """Whether its hours meet a published rule."""
    relief = result.hours.relief if result.hours else None
    outcome = relief.rules[rule] if relief else RuleOutcome.CANNOT_TELL
    return str(phrases["compare"]["outcomes"][outcome.value])


def weeks_text(result: TreatmentResult, words: Phrases) -> str:
    """For how many weeks the scores stayed lower, or why that is not known.

    Chance alone makes weeks that look lower, so a fall has to be more than chance. `words` are
    those of `relief`, or the shorter ones of the page for the doctor.
    """
    lasting = result.lasting
    if lasting.weeks is None:
        return str(words["cannot_tell"])
    if not lasting.weeks and not lasting.censored:
        return str(words["no_fall"])
    if not result.change.is_lower:
        return str(words["chance"])
    count = max(1, round(lasting.weeks))
    form = "still_lower" if lasting.censored else "weeks"
    return str(words[f"{form}_one"] if count == 1 else words[form].format(count=count))


def _no_relief(result: TreatmentResult, phrases: Phrases) -> str:
    """Why its relief is not known; empty where it is."""
    words, hours = phrases["relief"], result.hours
    if hours is None:
        return str(words["not_scored"])
    if hours.relief is None:
        return str(words["no_before"])
    return str(words["low_before"]) if hours.relief.best_percent is None else ""
