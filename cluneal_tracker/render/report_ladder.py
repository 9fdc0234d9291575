"""The line of the page for the doctor that a decision on the next step asks for."""

from __future__ import annotations

from collections.abc import Sequence

from cluneal_tracker.render.relief_words import weeks_text
from cluneal_tracker.render.sentences import Phrases, day_text, month_text
from cluneal_tracker.services.ladder import Onset
from cluneal_tracker.services.results import TreatmentResult
from cluneal_tracker.services.visit_treatments import Treated


def ladder_lines(treated: Treated, phrases: Phrases) -> list[str]:
    """How long the pain lasts, how many blocks there were, and what the newest did.

    Ways to say it in one line, the fullest first: fewer blocks are told where there is no room.
    Empty where nothing is known. Of each block the best relief of its hours is told, and after how
    many weeks the scores came back.
    """
    onset, blocks = _onset(treated.onset, phrases), treated.blocks
    told = [_block(one, phrases) for one in blocks.results]
    counts = range(len(told), 0, -1) or range(0, -1, -1)
    ways = (
        " ".join(filter(None, (onset, _blocks(blocks.count, told[-n:], phrases)))) for n in counts
    )
    return list(filter(None, ways))


def _onset(onset: Onset | None, phrases: Phrases) -> str:
    words = phrases["report"]["ladder"]
    if onset is None:
        return ""
    forms = {0: words["onset_now"], 1: words["onset_one"]}
    form = forms.get(onset.months, words["onset"])
    return str(form.format(month=month_text(onset.began, phrases), months=onset.months))


def _blocks(count: int, told: Sequence[str], phrases: Phrases) -> str:
    words = phrases["report"]["ladder"]
    if not count:
        return ""
    form = words["blocks" if len(told) == count else "blocks_newest"]
    return str(form.format(count=count, told="; ".join(told)))


def _block(result: TreatmentResult, phrases: Phrases) -> str:
    words = phrases["report"]["ladder"]
    day = day_text(result.view.treatment.first_day, phrases, year=True)
    most, weeks = _most(result, words), weeks_text(result, words)
    return str(words["block"].format(day=day, most=most, weeks=weeks))


def _most(result: TreatmentResult, words: Phrases) -> str:
    relief = result.hours.relief if result.hours else None
    if relief is None or relief.best_percent is None:
        return str(words["no_most"])
    percent = round(relief.best_percent)
    return str(words["most"].format(percent=percent) if percent > 0 else words["never_lower"])
