"""Commands for a trial of one's own: plan, start, follow, stop, and what it showed."""

from __future__ import annotations

from datetime import date, time

import click

from cluneal_tracker.cli.lines import clean
from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.cli.values import DAY, SIDES, TIME
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_trial import (
    USUAL_DAYS,
    USUAL_PAIRS,
    USUAL_WASHOUT,
    OwnTrial,
    TrialPlan,
    TrialWords,
)
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services

_KEPT = {"yes": True, "no": False, "unsaid": None}


@root.group(no_args_is_help=False)
@with_data_dir
def trial() -> None:
    """Try something for yourself: two ways by turns, in an order that the app draws."""


@trial.command()
@click.option("--with", "way_a", required=True, help="One way, such as “With the cushion”.")
@click.option("--without", "way_b", required=True, help="The other way.")
@click.option("--about", default="", help="What is tried, in your words.")
@click.option("--pairs", default=USUAL_PAIRS, show_default=True, help="Pairs of periods.")
@click.option(
    "--days", "period_days", default=USUAL_DAYS, show_default=True, help="Days of a period."
)
@click.option(
    "--wear-off", default=USUAL_WASHOUT, show_default=True, help="Its first days, not counted."
)
@click.option("--from", "first_day", type=DAY, help="The first day; today by default.")
@click.option("--side", type=SIDES, help="Whose scores; the side in use by default.")
@click.option("--remind", "remind_at", type=TIME, help="A time on the days of change.")
@click.option("--start", is_flag=True, help="Draw the order and begin.")
@with_data_dir
def plan(
    way_a: str,
    way_b: str,
    about: str,
    pairs: int,
    period_days: int,
    wear_off: int,
    first_day: date | None,
    side: str | None,
    remind_at: time | None,
    start: bool,
) -> None:
    """Show what a trial asks for and how it is judged; --start draws its order."""
    from cluneal_tracker.render import trial_words

    with open_diary() as services:
        planned = TrialPlan(
            TrialWords(about, way_a, way_b),
            first_day or When.now(services.clock).day,
            pairs,
            period_days,
            wear_off,
            Side(side) if side else services.preferences.current.side,
            remind_at,
        )
        phrases = services.content.phrases
        for line in (
            *trial_words.plan_lines(planned, phrases),
            *trial_words.rule_lines(phrases),
            *trial_words.caution_lines(phrases),
        ):
            click.echo(line)
        if start:
            begun = services.trials.start(planned)
            click.echo(f"Started: {clean(begun.words.title)}. The order is drawn.")


@trial.command()
@with_data_dir
def show() -> None:
    """Show the trial under way and which way today is, and those that are over."""
    from cluneal_tracker.render import trial_day, trial_words

    with open_diary() as services:
        view, phrases = services.trials.view(), services.content.phrases
    if view.current is None and not view.over:
        click.echo("There is no trial.")
    if view.current is not None:
        click.echo(_titled(view.current))
        first, last = trial_words.span(view.current, phrases)
        line = f"It begins on {first} and ends on {last}."
        if view.day is not None:
            line = " ".join(trial_day.day_lines(view.day, phrases))
        click.echo(clean(line))
    for one in view.over:
        click.echo(_titled(one.trial))
        click.echo(f"  {clean(trial_words.said(one, phrases)[0])}")


@trial.command()
@click.argument("answer", type=click.Choice([*_KEPT]))
@click.option("--on", "day", type=DAY, help="The day; today by default.")
@with_data_dir
def kept(answer: str, day: date | None) -> None:
    """Say whether you kept to the way of a day; `unsaid` takes the answer back."""
    with open_diary() as services:
        day = day or When.now(services.clock).day
        services.trials.answer(day, _KEPT[answer])
    click.echo(f"Saved: {answer}, {day.isoformat()}.")


@trial.command()
@with_data_dir
def stop() -> None:
    """End the trial now; `undo` goes on with it."""
    with open_diary() as services:
        stopped = services.trials.stop()
    if stopped is None:
        click.echo("Stopped before its first day was over. `undo` brings it back.")
    else:
        click.echo(f"Stopped. Its last day is {stopped.course.last_day.isoformat()}.")


@trial.command()
@click.argument("trial_id", metavar="[ID]", default="")
@with_data_dir
def result(trial_id: str) -> None:
    """Show what a trial says, with its numbers; the newest that is over by default."""
    from cluneal_tracker.render import trial_words

    with open_diary() as services:
        found = _found(services, trial_id)
        outcome, phrases = services.trials.outcome(found), services.content.phrases
    click.echo(_titled(outcome.trial))
    for line in (*trial_words.said(outcome, phrases), *trial_words.numbers(outcome, phrases)):
        click.echo(clean(line))


def _found(services: Services, trial_id: str) -> OwnTrial:
    every = services.trials.every()
    if not trial_id:
        today = When.now(services.clock).day
        over = [one for one in every if one.course.is_over(today)]
        every = (over or every)[-1:]
    fitting = [one for one in every if one.id.startswith(trial_id)]
    if not fitting:
        raise DiaryError("There is no such trial.")
    if len(fitting) > 1:
        raise DiaryError(f"{len(fitting)} trials begin with {trial_id}. Give more of the id.")
    return fitting[0]


def _titled(one: OwnTrial) -> str:
    return f"{one.id}  {one.course.first_day.isoformat()}  {clean(one.words.title)}"
