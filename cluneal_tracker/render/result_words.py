"""Did it help: what may be said of the scores around a treatment, and the numbers behind it."""

from __future__ import annotations

from cluneal_tracker.domain.statistics import StepChange, Verdict
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.render.sentences import Phrases, compared, number_text, tenths
from cluneal_tracker.services.results import TreatmentResult


def said(result: TreatmentResult, phrases: Phrases) -> list[str]:
    """The lines for a tired person, the answer first.

    Of visits to the physio only the first can be told, and only where there is something to tell.
    """
    view = result.view
    several = view.treatment.kind is TreatmentKind.PHYSIO
    if several and (view.number > 1 or not result.compared.enough):
        return []
    lines = compared(view, phrases, result.compared)
    if result.compared.enough:
        known = [_verdict(result, phrases), _on_its_day(result, phrases), _weeks(result, phrases)]
        lines[1:1] = filter(None, known)
    return lines


def numbers(result: TreatmentResult, phrases: Phrases) -> list[str]:
    """What stands behind them, for who wants to know; empty where nothing may be told of it."""
    change, words = result.change, phrases["compare"]
    if change.refusal or not said(result, phrases) or change.noticeable is None:
        return []
    if change.change is None or change.low is None or change.high is None:
        return []
    low, high = (_end(end, phrases) for end in (change.low, change.high))
    lines = [
        _means(change, phrases),
        f"{_change(change.change, phrases)} {words['range'].format(low=low, high=high)}",
        words["alike"],
        words["noticed"].format(points=number_text(change.noticeable, phrases)),
    ]
    if result.overlap is not None:
        lines.append(words["pairs"].format(percent=round(100 * result.overlap.value)))
    return lines


def _verdict(result: TreatmentResult, phrases: Phrases) -> str:
    change, words = result.change, phrases["compare"]
    if change.refusal:
        return str(words["no_verdict"][change.refusal.value])
    if change.verdict is Verdict.CANNOT_TELL and (needed := _to_come(change, result)):
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
    """When the scores came back; only of what is given once, for the rest goes on."""
    lasting = result.lasting
    if not lasting.weeks or not result.view.treatment.kind.is_turning_point:
        return ""
    weeks = max(1, round(lasting.weeks))
    form = "still_lower" if lasting.censored else "came_back"
    words = phrases["compare"]
    return str(words[f"{form}_one"] if weeks == 1 else words[form].format(weeks=weeks))


def _means(change: StepChange, phrases: Phrases) -> str:
    form = phrases["compare"]["means"]
    return str(
        form.format(
            before=number_text(change.before_mean or 0, phrases),
            days_before=change.days_before,
            after=number_text(change.after_mean or 0, phrases),
            days_after=change.days_after,
        )
    )


def _change(points: float, phrases: Phrases) -> str:
    words = phrases["compare"]
    if not tenths(points):
        return str(words["change_none"])
    form = words["change_lower" if points < 0 else "change_higher"]
    return str(form.format(points=number_text(abs(points), phrases)))


def _end(points: float, phrases: Phrases) -> str:
    words = phrases["compare"]
    if not tenths(points):
        return str(words["end_none"])
    form = words["end_lower" if points < 0 else "end_higher"]
    return str(form.format(points=number_text(abs(points), phrases)))
