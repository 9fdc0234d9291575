"""Did it help: what may be said of the scores around a treatment, and the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass

from cluneal_tracker.domain.statistics import (
    BlockRelief,
    ReliefRule,
    RuleOutcome,
    StepChange,
    Verdict,
)
from cluneal_tracker.domain.statistics.block_relief import HALF
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.render.sentences import (
    Phrases,
    compared,
    difference_text,
    number_text,
    time_text,
)
from cluneal_tracker.services.results import TreatmentResult


@dataclass(frozen=True, slots=True)
class Said:
    """What is told of a treatment in paragraphs: the `answer`, and what stands `behind` it."""

    answer: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it."""
        return (*self.answer, *self.behind)


def said(result: TreatmentResult, phrases: Phrases) -> Said:
    """What a tired person reads, and below it the rest.

    Of visits to the physio only the first can be told, and only where there is something to tell.
    What is taken when it hurts has no before and after: `needed_words` tells of it.
    """
    view = result.view
    if view.treatment.when_needed:
        return Said()
    several = view.treatment.kind is TreatmentKind.PHYSIO
    if several and (view.number > 1 or not result.compared.enough):
        return Said()
    told = compared(view, phrases, result.compared)
    hours = " ".join(block_lines(result, phrases))
    if not result.compared.enough:
        return Said(_there(hours, *told))
    middle, days, caution = told
    return Said(
        _there(middle, _verdict(result, phrases), _weeks(result, phrases), caution),
        _there(hours or _on_its_day(result, phrases), days),
    )


def _there(*lines: str) -> tuple[str, ...]:
    return tuple(filter(None, lines))


def block_lines(result: TreatmentResult, phrases: Phrases) -> list[str]:
    """What the hours after a block say; empty where they were not scored."""
    if result.hours is None:
        return []
    words, day, relief = phrases["compare"], result.hours.day, result.hours.relief
    if day.baseline is None or relief is None:
        return [str(words["block_no_before"])]
    minutes, lowest = min(day.checks, key=lambda check: check[1])
    sentences = [
        words["block_hours"].format(
            before=number_text(day.baseline, phrases),
            lowest=number_text(lowest, phrases),
            after=words["times"]["after"].format(time=time_text(minutes, phrases)),
        )
    ]
    if relief.best_percent is not None:
        percent = round(relief.best_percent)
        sentences.append(
            words["block_percent"].format(percent=percent) if percent > 0 else words["block_more"]
        )
    lines = [" ".join(sentences)]
    if relief.minutes_at_or_over_half:
        held = time_text(relief.minutes_at_or_over_half, phrases)
        form = words["block_held_at_least" if relief.at_least else "block_held"]
        lines.append(form.format(time=held))
    elif relief.rules[ReliefRule.GAUTAM_2022] is RuleOutcome.NOT_MET and _is_some(relief):
        lines.append(words["block_not_half"])
    return lines


def _is_some(relief: BlockRelief) -> bool:
    return relief.best_percent is not None and 0 < relief.best_percent < HALF


def _rules(result: TreatmentResult, phrases: Phrases) -> list[str]:
    """Which published rules the hours after a block meet; none of them says what the pain is."""
    if result.hours is None or result.hours.relief is None:
        return []
    words = phrases["compare"]
    return [
        words["rule"].format(
            rule=words["rules"][rule.value], outcome=words["outcomes"][outcome.value]
        )
        for rule, outcome in result.hours.relief.rules.items()
    ]


def numbers(result: TreatmentResult, phrases: Phrases) -> list[str]:
    """What stands behind them, for who wants to know; empty where nothing may be told of it."""
    change, words, rules = result.change, phrases["compare"], _rules(result, phrases)
    if change.refusal or not said(result, phrases).answer or change.noticeable is None:
        return rules
    if change.change is None or change.low is None or change.high is None:
        return rules
    if change.before_mean is None or change.after_mean is None:
        return rules
    low, high = (difference_text(end, words, "end", phrases) for end in (change.low, change.high))
    means = words["means"].format(
        before=number_text(change.before_mean, phrases),
        days_before=change.days_before,
        after=number_text(change.after_mean, phrases),
        days_after=change.days_after,
    )
    step = difference_text(change.change, words, "change", phrases)
    block = result.view.treatment.kind is TreatmentKind.BLOCK
    lines = [
        means,
        f"{step} {words['range'].format(low=low, high=high)}",
        *([words["settling"]] if block else []),
        words["alike"],
        words["noticed"].format(points=number_text(change.noticeable, phrases)),
    ]
    if result.overlap is not None:
        lines.append(words["pairs"].format(percent=round(100 * result.overlap.value)))
    return [*lines, *rules]


def chance_line(share: float, phrases: Phrases) -> str:
    """The second opinion: the share of diaries without a change that differ as much."""
    return str(phrases["compare"]["chance"].format(count=round(1000 * share)))


def _verdict(result: TreatmentResult, phrases: Phrases) -> str:
    change, words = result.change, phrases["compare"]
    needed = _to_come(change, result)
    if change.refusal and not needed:
        return str(words["no_verdict"][change.refusal.value])
    if change.verdict is Verdict.CANNOT_TELL and needed:
        form = words["verdict"]["more_days_one" if needed == 1 else "more_days"]
        return str(form.format(days=needed))
    return str(words["verdict"][change.verdict.value])


def _to_come(change: StepChange, result: TreatmentResult) -> int:
    """How many days it takes, where the two weeks still have so many; else 0."""
    needed = change.more_days or 0
    return needed if needed <= result.compared.days_to_come else 0


def _on_its_day(result: TreatmentResult, phrases: Phrases) -> str:
    if len(result.that_day) < 2 or not result.view.treatment.kind.is_turning_point:
        return ""
    lowest = number_text(min(result.that_day), phrases)
    form = phrases["compare"]["on_its_day"]
    return str(form.format(count=len(result.that_day), lowest=lowest))


def _weeks(result: TreatmentResult, phrases: Phrases) -> str:
    """For how long the scores stayed lower; only of what is given once, for the rest goes on.

    Chance alone makes scores that go down for some weeks, so they need a fall that is more.
    """
    lasting, given_once = result.lasting, result.view.treatment.kind.is_turning_point
    if not lasting.weeks or not given_once or not result.change.is_lower:
        return ""
    weeks = max(1, round(lasting.weeks))
    form = "still_lower" if lasting.censored else "came_back"
    words = phrases["compare"]
    return str(words[f"{form}_one"] if weeks == 1 else words[form].format(weeks=weeks))
