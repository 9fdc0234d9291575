"""What the page for the doctor says, ready to be set in type: texts and numbers, no layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cluneal_tracker.domain.diary import FEWEST_COMPARED, Stretch
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.reminder_history import Fate
from cluneal_tracker.domain.roland import points as roland_points
from cluneal_tracker.domain.weekly import OverallChange, peg_points, sleep_points
from cluneal_tracker.render.palette import LIGHT
from cluneal_tracker.render.report_effects import effects_words
from cluneal_tracker.render.report_ladder import ladder_lines
from cluneal_tracker.render.report_lists import lists_words
from cluneal_tracker.render.report_map import map_words
from cluneal_tracker.render.report_results import results_words
from cluneal_tracker.render.report_text import one_line
from cluneal_tracker.render.report_trial import report_line
from cluneal_tracker.render.sentences import Phrases, day_text, number_text, summary
from cluneal_tracker.services.trends import SideTrend
from cluneal_tracker.services.visit_answers import Answers, Marked, Ticked
from cluneal_tracker.services.visits import VisitView

if TYPE_CHECKING:
    from cluneal_tracker.domain.statistics import Association

_APP = "Cluneal Tracker"
_WEEKS_APART = 28
_MOST_QUESTIONS = 30
_MOST_DAYS = 3


def page_words(view: VisitView, reading: Sequence[str], phrases: Phrases) -> dict[str, Any]:
    """Everything the page shows but the chart itself; `reading` tells how to read that."""
    words = phrases["report"]
    return {
        "language": words["language"],
        "colours": LIGHT.tokens(),
        "title": words["title"],
        "person": [[words["name"], one_line(view.name)], [words["born"], ""]],
        "period": _period(view, phrases),
        "source": words["source"],
        "invented": phrases["invented"] if view.invented else "",
        "cut": words["cut"],
        "tiles": _tiles(view, phrases),
        "answers": _answers(view, phrases),
        "ladder": ladder_lines(view.treated, phrases),
        "chart": {"alt": summary(view.trend, phrases)},
        "results": results_words(view.treated, phrases),
        "marked": _marked(view.answers, phrases),
        "effects": effects_words(view.treated, phrases),
        "map": map_words(view, phrases),
        "questions": {
            "title": words["questions"]["title"],
            "more": words["questions"]["more"],
            "items": [one_line(one) for one in view.questions[:_MOST_QUESTIONS]],
            "count": len(view.questions),
        },
        "reading": _reading(view, reading, phrases),
        "lists": lists_words(view, phrases),
    }


def _period(view: VisitView, phrases: Phrases) -> str:
    words, trend = phrases["report"], view.trend
    sides = [one.side for one in trend.sides]
    side = sides[0] if len(sides) == 1 else Side.BOTH
    period = words["period_one" if trend.days == 1 else "period"].format(
        first=day_text(trend.first, phrases, year=True),
        last=day_text(trend.last, phrases, year=True),
        days=trend.days,
        side=words["side"][side.value],
    )
    return " ".join([period, *([words["since_visit"]] if view.since_visit else [])])


def _tiles(view: VisitView, phrases: Phrases) -> list[tuple[list[str], str]]:
    """The four key figures, each with its caption; the first has one figure a side."""
    words, trend, answers = phrases["report"], view.trend, view.answers
    apart = trend.days >= _WEEKS_APART and any(map(_both_ends, trend.sides))
    figures = [_middles(side, apart, phrases) for side in trend.sides]
    if len(figures) > 1:
        figures = [
            words["side_figure"].format(side=words["side"][side.side.value], figure=figure)
            for side, figure in zip(trend.sides, figures, strict=True)
        ]
    scored = words["of"].format(part=answers.scored_days, whole=answers.asked_days)
    later = words["of"].format(part=answers.added_later, whole=answers.scores)
    exercises = number_text(answers.exercises_a_day, phrases)
    return [
        (figures, words["middle_weeks" if apart else "middle"]),
        ([scored], words["days_scored"]),
        ([later], words["added_later"]),
        ([exercises if trend.exercises else words["no_exercises"]], words["exercises"]),
    ]


def _both_ends(side: SideTrend) -> bool:
    return min(side.early.scored, side.late.scored) >= FEWEST_COMPARED


def _middles(side: SideTrend, apart: bool, phrases: Phrases) -> str:
    words = phrases["report"]
    if not apart:
        return _middle(side.whole, phrases)
    return str(
        words["then"].format(early=_middle(side.early, phrases), late=_middle(side.late, phrases))
    )


def _middle(part: Stretch, phrases: Phrases) -> str:
    if part.middle is None:
        return str(phrases["report"]["no_middle"])
    return number_text(part.middle, phrases)


# What a line is about, and what it says.
Line = list[str]


def _answers(view: VisitView, phrases: Phrases) -> list[Line]:
    """What was answered now and then, at the start and now; nothing where nothing was."""
    words, weeks = phrases["report"]["weekly"], view.answers.weeks
    said = [
        _then_and_now("peg", peg_points(weeks), number_text, phrases),
        _then_and_now("roland", _roland(view.answers), _whole, phrases),
        _then_and_now("sleep", sleep_points(weeks), _whole, phrases),
    ]
    changes = [(week.change, week.given.day) for week in weeks if week.change]
    if changes:
        change, day = changes[-1]
        same = change is OverallChange.NO_CHANGE
        form, text = words["overall_same" if same else "overall"], words["change"].get(change.value)
        said.append(_filled(form, change=text, day=day_text(day, phrases, year=True)))
    if view.treated.trial is not None:
        said.append(report_line(view.treated.trial, phrases))
    return [line for line in said if line]


def _roland(answers: Answers) -> list[tuple[date, float]]:
    """The scores of the range, behind the first one of the whole diary; none of another time."""
    scores = roland_points(answers.statements)
    first = answers.first_statements
    before = scores and first is not None and first.given.day < scores[0][0]
    return [*roland_points([first] if before and first else []), *scores]


def _then_and_now(
    form: str,
    series: Sequence[tuple[date, float]],
    written: Callable[[float, Phrases], str],
    phrases: Phrases,
) -> Line:
    """The first and the last score of a series; where there is only one, that one."""
    if not series:
        return []
    (began, then), (day, now) = series[0], series[-1]
    words = phrases["report"]["weekly"][form if len(series) > 1 else f"{form}_one"]
    return _filled(
        words,
        then=written(then, phrases),
        now=written(now, phrases),
        began=day_text(began, phrases, year=True),
        day=day_text(day, phrases, year=True),
    )


def _filled(form: Sequence[str], **values: object) -> Line:
    lead, text = form
    return [lead, text.format(**values)]


def _whole(value: float, _: Phrases) -> str:
    return f"{value:.0f}"


def _marked(answers: Answers, phrases: Phrases) -> dict[str, Any]:
    """What was ticked; a sign has a row where it was answered at least once."""
    words = phrases["report"]["marked"]
    # The larger difference comes first and wins over the other day's.
    links = {one.factor.key: _link(one.found, phrases) for one in reversed(answers.together)}
    signs = [one for one in answers.signs if one.asked_days]
    return {
        "title": words["title"],
        "about": words["about"],
        "note": words["note"] if links else "",
        "activities": [
            _marked_row(one, links.get(one.key, ""), phrases) for one in answers.activities
        ],
        "signs": [_marked_row(one, _last(one, phrases), phrases) for one in signs],
        "warnings": _warnings(answers.warnings, phrases),
    }


def _warnings(ticked: Sequence[Ticked], phrases: Phrases) -> dict[str, Any]:
    """The warning signs with the newest of their days, the most urgent first."""
    words = phrases["report"]["warnings"]
    rows = [[one.name, _days_text(one.days, phrases)] for one in ticked]
    return {"title": words["title"], "more": words["more"], "rows": rows}


def _days_text(days: Sequence[date], phrases: Phrases) -> str:
    """The newest days with their years where they are not those of the day after."""
    newest = days[-_MOST_DAYS:]
    years = [day.year for day in newest[1:]] + [0]
    texts = (
        day_text(day, phrases, year=day.year != after)
        for day, after in zip(newest, years, strict=True)
    )
    shown, earlier = ", ".join(texts), len(days) - len(newest)
    words = phrases["report"]["warnings"]["and_earlier"]
    return words.format(days=shown, count=earlier) if earlier else shown


def _marked_row(one: Marked, beside: str, phrases: Phrases) -> dict[str, Any]:
    words = phrases["report"]
    return {
        "name": words["marked"].get(one.key, one.name),
        "share": one.yes_days / one.asked_days,
        "days": words["of"].format(part=one.yes_days, whole=one.asked_days),
        "beside": beside,
    }


def _last(sign: Marked, phrases: Phrases) -> str:
    if sign.last_yes is None:
        return ""
    day = day_text(sign.last_yes, phrases, year=True)
    return str(phrases["report"]["marked"]["last"].format(day=day))


def _link(found: Association, phrases: Phrases) -> str:
    """How the scores differ with an activity, told without a sign."""
    if found.difference is None or found.low is None or found.high is None:
        return ""
    ends = sorted((abs(found.low), abs(found.high)))
    kind = "more" if found.difference > 0 else "less"
    words = phrases["report"]["marked"][f"{kind}_{'next' if found.lag else 'same'}_day"]
    low, high = (number_text(end, phrases) for end in ends)
    points = number_text(abs(found.difference), phrases)
    return str(words.format(points=points, low=low, high=high))


def _reading(view: VisitView, chart: Sequence[str], phrases: Phrases) -> dict[str, Any]:
    words = phrases["report"]["reading"]
    made = day_text(view.made_at.date(), phrases, year=True)
    method = words["method"].format(app=_APP, version=view.version, made=made)
    scale = " ".join([words["scale"], *chart])
    lines = [scale, words["missing"], _reminded(view, words), method]
    return {"title": words["title"], "lines": list(filter(None, lines))}


def _reminded(view: VisitView, words: Phrases) -> str:
    """How the reminders of the range were answered; nothing where none came."""
    told = {fate.value: view.reminders.get(fate, 0) for fate in Fate}
    came = sum(told.values())
    return str(words["reminded"].format(came=came, **told)) if came else ""
