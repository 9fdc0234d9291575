"""All nerve blocks side by side, in a summary and in rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cluneal_tracker.domain.statistics import ReliefRule
from cluneal_tracker.domain.treatment import Guidance
from cluneal_tracker.render.relief_words import held_text, most_text, rule_text, weeks_text
from cluneal_tracker.render.sentences import Phrases, day_text, name_of, short_line, time_text
from cluneal_tracker.services.blocks import BlocksView
from cluneal_tracker.services.results import TreatmentResult


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block: the text of each column by its key, in the order they are read."""

    id: str
    cells: Mapping[str, str]


def block_heads(phrases: Phrases) -> dict[str, str]:
    """The names of the columns by their keys, in the order they are read."""
    heads, rules = phrases["blocks"]["heads"], phrases["blocks"]["rules"]
    measured = {key: heads[key] for key in ("block", "most", "held", "lower")}
    given = {key: heads[key] for key in ("side", "nerve", "drug", "guidance", "hours")}
    return {**measured, **{rule.value: rules[rule.value] for rule in ReliefRule}, **given}


def block_rows(view: BlocksView, phrases: Phrases) -> tuple[BlockRow, ...]:
    """A row for each block, oldest first."""
    return tuple(BlockRow(one.view.treatment.id, block_cells(one, phrases)) for one in view.results)


def block_cells(result: TreatmentResult, phrases: Phrases) -> dict[str, str]:
    """What stands in each column of a block; empty for what nobody wrote down."""
    return dict(_cells(result, phrases))


def _cells(result: TreatmentResult, phrases: Phrases) -> Iterator[tuple[str, str]]:
    treatment, words = result.view.treatment, phrases["relief"]
    yield "block", block_title(result, phrases)
    yield "most", most_text(result, phrases)
    yield "held", held_text(result, phrases)
    yield "lower", weeks_text(result, words)
    for rule in ReliefRule:
        yield rule.value, rule_text(result, rule, phrases)
    yield "side", phrases["chart"]["side"][treatment.side.value] if treatment.side else ""
    yield "nerve", result.view.nerve
    yield "drug", short_line(f"{treatment.name} {treatment.dose}")
    known = treatment.guidance not in (None, Guidance.UNKNOWN)
    guidance = phrases["history"]["guidance"]
    yield "guidance", guidance[treatment.guidance.value] if known and treatment.guidance else ""
    yield "hours", ", ".join(_checks(result, phrases))


def block_title(result: TreatmentResult, phrases: Phrases) -> str:
    """A block by its number and its day."""
    day = day_text(result.view.treatment.first_day, phrases, year=True)
    return str(phrases["chart"]["label"].format(name=name_of(result.view), day=day))


def _checks(result: TreatmentResult, phrases: Phrases) -> Iterator[str]:
    for minutes, percent in percents_left(result):
        time = time_text(minutes, phrases)
        yield phrases["blocks"]["check"].format(time=time, percent=round(percent))


def percents_left(result: TreatmentResult) -> tuple[tuple[float, float], ...]:
    """The pain after a block in percent of that before it, by minutes; empty where not known."""
    relief = result.hours.relief if result.hours else None
    return tuple((at, 100 - lower) for at, lower in relief.percents) if relief else ()


def blocks_summary(view: BlocksView, phrases: Phrases) -> str:
    """How many there are, how far the pain fell after them, and for how long."""
    return " ".join(_told(view, phrases))


def _told(view: BlocksView, phrases: Phrases) -> Iterator[str]:
    words, count = phrases["blocks"], view.count
    if not count:
        yield words["none"]
        return
    yield words["count_one" if count == 1 else "count"].format(count=count)
    most = [
        round(one.hours.relief.best_percent)
        for one in view.results
        if one.hours and one.hours.relief and one.hours.relief.best_percent is not None
    ]
    if most:
        span = _span("percents", [max(0, one) for one in most], words)
        yield words["relief_single" if count == 1 else "relief"].format(known=len(most), span=span)
    lasting = [one.lasting for one in view.results if one.change.is_lower and one.lasting.weeks]
    rose = [max(1, round(one.weeks or 0)) for one in lasting if not one.censored]
    if rose:
        span = _span("weeks", rose, words)
        yield words["rose_single" if count == 1 else "rose"].format(known=len(rose), span=span)
    if still := sum(one.censored for one in lasting):
        yield words["still_single" if count == 1 else "still"].format(known=still)
    yield phrases["compare"]["caution"]


def _span(unit: str, found: list[int], words: Phrases) -> str:
    """From the least to the most of those that are known."""
    low, high = min(found), max(found)
    one = unit == "weeks" and high == 1
    form = words[f"{unit}_one" if one else f"{unit}_alike" if low == high else unit]
    return str(form.format(low=low, high=high))
