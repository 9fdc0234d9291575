"""Did what is taken when it hurts help, in words, with the numbers behind them."""

from __future__ import annotations

from cluneal_tracker.domain.statistics import AsNeeded, AsNeededRefusal, AsNeededVerdict
from cluneal_tracker.domain.statistics.as_needed import FEWEST_DAYS
from cluneal_tracker.render.result_words import Said
from cluneal_tracker.render.sentences import Phrases, difference_text, number_text
from cluneal_tracker.services.needed_results import NeededResult


def said(result: NeededResult, phrases: Phrases) -> Said:
    """The answer for a tired person, or what is missing for one."""
    found, words = result.found, phrases["needed"]
    if not result.times:
        return Said((words["taken_none"], *_outside(result, words)))
    answer = (*_answer(found, phrases), _taken(result, phrases), *_outside(result, words))
    if found.refusal is not None:
        return Said(answer)
    caution = f"{words['expected']} {phrases['compare']['caution']}"
    return Said((*answer, caution), (words["at_once"],))


def _taken(result: NeededResult, phrases: Phrases) -> str:
    words = phrases["needed"]
    if result.times == 1:
        return str(words["taken_one"])
    form = words["taken_one_day" if result.days == 1 else "taken"]
    return str(form.format(count=result.times, days=result.days))


def _outside(result: NeededResult, words: Phrases) -> list[str]:
    """Those that a change of its days has left out."""
    if not result.outside:
        return []
    form = words["outside_one" if result.outside == 1 else "outside"]
    return [form.format(count=result.outside)]


def _answer(found: AsNeeded, phrases: Phrases) -> list[str]:
    words = phrases["needed"]
    if found.refusal is AsNeededRefusal.TOO_FEW_DAYS:
        return [_too_few(found, words), words["counts"]]
    if found.refusal is not None:
        return [words["no_verdict"][found.refusal.value]]
    if found.verdict is AsNeededVerdict.LOWER:
        return [words["lower"]]
    if not found.more_days:
        return [words["no_difference"]]
    return [words["more_one" if found.more_days == 1 else "more"].format(days=found.more_days)]


def _too_few(found: AsNeeded, words: Phrases) -> str:
    """How many more days it takes of each kind."""
    missing = {
        "with": max(0, FEWEST_DAYS - found.days_with),
        "without": max(0, FEWEST_DAYS - found.days_without),
    }
    parts = [
        words[f"days_{kind}_one" if days == 1 else f"days_{kind}"].format(days=days)
        for kind, days in missing.items()
        if days
    ]
    return str(words["too_few"].format(days=words["and"].join(parts)))


def numbers(result: NeededResult, phrases: Phrases) -> list[str]:
    """What stands behind them; empty where nothing is compared."""
    found, words = result.found, phrases["needed"]
    if found.difference is None or found.low is None or found.high is None:
        return []
    compare = phrases["compare"]
    low, high = (difference_text(end, compare, "end", phrases) for end in (found.low, found.high))
    step = difference_text(found.difference, words, "after", phrases)
    return [
        words["compared"].format(with_it=found.days_with, without=found.days_without),
        _means("those", found.score_with, found.score_without, phrases),
        _means("next", found.next_with, found.next_without, phrases),
        f"{step} {compare['range'].format(low=low, high=high)}",
        words["how"],
    ]


def _means(name: str, with_it: float | None, without: float | None, phrases: Phrases) -> str:
    told = (number_text(one, phrases) if one is not None else "" for one in (with_it, without))
    values = dict(zip(("with_it", "without"), told, strict=True))
    return str(phrases["needed"][name].format(**values))
