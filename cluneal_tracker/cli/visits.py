"""Commands for visits to doctors: those that have been, and those to come."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import click

from cluneal_tracker.cli.lines import clean
from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.cli.values import DAY, TIME
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.services.visit_log import VisitLog


@root.group("visit")
def visits() -> None:
    """Note your visits, with what you asked and what was said."""


@visits.command("list")
@with_data_dir
def show() -> None:
    """Show the visits, those to come first."""
    with open_diary() as services:
        view = services.visit_log.view()
    for words, found in (("To come", view.to_come), ("Been", view.been)):
        for one in found:
            click.echo(f"{words}: {_line(one)}")
            for name, text in (("asked", one.asked), ("said", one.said)):
                for line in text.splitlines():
                    click.echo(f"    {name}: {clean(line)}")
    if not view.to_come and not view.been:
        click.echo("No visit is noted yet. Such as: visit add 2026-03-24 --at 10:30.")


@visits.command("add")
@click.argument("day", type=DAY)
@click.option("--at", type=TIME, help="Its time, such as 10:30.")
@click.option("--whom", default="", help="Whom it is with.")
@click.option("--asked", default="", help="What you asked there.")
@click.option("--said", default="", help="What was said there.")
@click.option("--with-questions", is_flag=True, help="Your questions for today were asked there.")
@click.option("--no-reminder", is_flag=True, help="No word on the evening before.")
@with_data_dir
def add(day: date, at: time | None, *, no_reminder: bool, **values: Any) -> None:
    """Note a visit, gone by or to come."""
    with open_diary() as services:
        visit = services.visit_log.add(day, at=at, remind=not no_reminder, **values)
    click.echo(f"Saved: {_line(visit)}")


@visits.command("change")
@click.argument("visit_id", metavar="ID")
@click.option("--day", type=DAY)
@click.option("--at", type=TIME, help="Its time, such as 10:30.")
@click.option("--whom", help="Whom it is with.")
@click.option("--asked", help="What you asked there.")
@click.option("--said", help="What was said there.")
@click.option("--with-questions", is_flag=True, help="Your questions for today were asked there.")
@click.option("--reminder/--no-reminder", "remind", default=None, help="A word the evening before.")
@with_data_dir
def change(visit_id: str, with_questions: bool, **values: Any) -> None:
    """Change a visit; what is not named stays. The first letters of an ID are enough."""
    chosen = {name: value for name, value in values.items() if value is not None}
    with open_diary() as services:
        log = services.visit_log
        found = _find(log, visit_id)
        visit = log.change(found.id, with_questions=with_questions, **chosen)
    click.echo(f"Saved: {_line(visit)}")


@visits.command("remove")
@click.argument("visit_id", metavar="ID")
@with_data_dir
def remove(visit_id: str) -> None:
    """Take a visit out; undo brings it back."""
    with open_diary() as services:
        visit = _find(services.visit_log, visit_id)
        services.visit_log.delete(visit.id)
    click.echo(f"Removed: {_line(visit)}")


def _find(log: VisitLog, beginning: str) -> Visit:
    view = log.view()
    found = [one for one in (*view.to_come, *view.been) if one.id.startswith(beginning)]
    if len(found) != 1:
        many = "More than one visit begins" if found else "No visit begins"
        raise DiaryError(f"{many} with “{beginning}”. Run `visit list` to see them.")
    return found[0]


def _line(visit: Visit) -> str:
    at = f" {visit.at:%H:%M}" if visit.at else ""
    whom = f"  {clean(visit.whom)}" if visit.whom else ""
    return f"{visit.id[:8]}  {visit.day.isoformat()}{at}{whom}"
