"""Commands for what is in the diary: scores, treatments, exercises."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import click

from cluneal_tracker.cli.lines import clean, known_by, with_ids
from cluneal_tracker.cli.root import open_diary, root, with_data_dir, with_range
from cluneal_tracker.cli.values import ANSWER, DAY, MOMENT, SCORE, SIDES, TIME
from cluneal_tracker.data.exchange.session_table import SESSIONS
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind


@root.command()
@click.argument("score", type=SCORE)
@click.option("--side", type=SIDES, help="left, right or both; your usual side by default.")
@click.option("--at", type=MOMENT, help="When it was felt; now by default.")
@click.option("--activity", "activities", type=ANSWER, multiple=True, help="standing=yes")
@click.option("--sign", "signs", type=ANSWER, multiple=True, help="leg-weakness=yes")
@click.option("--note", default="", help="A note for yourself.")
@with_data_dir
def score(
    score: VasScore,
    side: str | None,
    at: datetime | None,
    activities: Sequence[tuple[str, bool]],
    signs: Sequence[tuple[str, bool]],
    note: str,
) -> None:
    """Save a pain score from 0 to 10."""
    with open_diary() as services:
        entry = services.diary.add(
            score, at, Side(side) if side else None, dict(activities), note, dict(signs)
        )
        click.echo(f"Saved: {_told(entry, with_day=at is not None)}")
        ticked = [key for key, answer in entry.signs.items() if answer]
        for action in services.warning_signs.actions(ticked):
            click.echo(action)


def _told(entry: PainEntry, *, with_day: bool) -> str:
    side = "both sides" if entry.side is Side.BOTH else f"{entry.side.value} side"
    at = f"{entry.felt.at:%Y-%m-%d %H:%M}" if with_day else f"{entry.felt.at:%H:%M}"
    later = " It is marked as added later." if entry.added_later else ""
    return f"{entry.score} out of 10, {side}, {at}.{later}"


@root.command()
@click.argument("item", metavar="ID")
@click.argument("score", type=SCORE)
@with_data_dir
def correct(item: str, score: VasScore) -> None:
    """Give a score another number; its day and time stay, and its history keeps the old one."""
    with open_diary() as services:
        entry = services.diary.correct(services.revisions.find(item), score, Given.NUMBER)
        click.echo(f"Corrected: {_told(entry, with_day=True)}")


@root.command("list")
@click.option("--json", "as_json", is_flag=True, help="An array of objects, see the README.")
@with_ids
@with_range
@with_data_dir
def list_entries(as_json: bool, ids: bool, first: date | None, last: date | None) -> None:
    """Show the scores, oldest first."""
    if first and last and first > last:
        raise click.UsageError("The first day comes after the last day.")
    with open_diary() as services:
        entries = services.diary.entries(first, last)
    if as_json:
        click.echo(json.dumps([_as_object(entry) for entry in entries], ensure_ascii=False))
        return
    if not entries:
        click.echo("No scores in these days." if first or last else "There are no scores yet.")
    for entry in entries:
        click.echo(known_by(entry.id, _as_line(entry), ids=ids))


def _as_object(entry: PainEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "felt_at": entry.felt.at.isoformat(timespec="seconds"),
        "entered_at": entry.entered_at.isoformat(timespec="seconds"),
        "score": entry.score.points if entry.score else None,
        "given": entry.given.value if entry.given else None,
        "side": entry.side.value,
        "activities": dict(entry.activities),
        "signs": dict(entry.signs),
        "note": entry.note,
    }


def _as_line(entry: PainEntry) -> str:
    answers = {**entry.activities, **entry.signs}
    parts = [
        f"{entry.felt.at:%Y-%m-%d %H:%M}",
        f"{entry.score or '-'!s:>4}",
        f"{entry.side.value:<5}",
        "added later" if entry.added_later else "",
        ", ".join(f"{key} {'yes' if answer else 'no'}" for key, answer in answers.items()),
        clean(entry.note),
    ]
    return "  ".join(part for part in parts if part)


@root.group(no_args_is_help=False)
@with_data_dir
def treatment() -> None:
    """Blocks, medicines, visits and operations."""


@treatment.command("add")
@click.argument("kind", type=click.Choice([kind.value for kind in TreatmentKind]))
@click.option("--on", "first_day", type=DAY, required=True, help="Its (first) day.")
@click.option("--until", "last_day", type=DAY, help="The last day, for a medicine.")
@click.option("--side", type=SIDES)
@click.option("--nerve", type=click.Choice([nerve.value for nerve in Nerve]))
@click.option("--time", "given_at", type=TIME, help="The time of a block, such as 10:30.")
@click.option("--operator", default="", help="Who gave a block.")
@click.option("--guidance", type=click.Choice([one.value for one in Guidance]))
@click.option("--name", default="", help="The name of a medicine.")
@click.option("--when-needed", is_flag=True, help="Taken when it hurts; `took` notes each time.")
@click.option("--dose", default="")
@click.option("--note", default="")
@with_data_dir
def add_treatment(
    kind: str,
    first_day: date,
    last_day: date | None,
    side: str | None,
    nerve: str | None,
    given_at: time | None,
    guidance: str | None,
    when_needed: bool,
    **texts: str,
) -> None:
    """Save a treatment."""
    with open_diary() as services:
        saved = services.treatments.add(
            TreatmentKind(kind),
            first_day,
            last_day=last_day,
            side=Side(side) if side else None,
            nerve=Nerve(nerve) if nerve else None,
            given_at=given_at,
            guidance=Guidance(guidance) if guidance else None,
            name=texts["name"],
            dose=texts["dose"],
            note=texts["note"],
            operator=texts["operator"],
            when_needed=when_needed,
        )
    click.echo(f"Saved: {saved.kind.value}, {saved.first_day.isoformat()}.")


@treatment.command("list")
@with_ids
@with_data_dir
def list_treatments(ids: bool) -> None:
    """Show the treatments, oldest first."""
    with open_diary() as services:
        found = services.treatments.every()
    for one in found:
        click.echo(known_by(one.id, _treatment_line(one), ids=ids))


def _treatment_line(one: Treatment) -> str:
    at = f" {one.given_at:%H:%M}" if one.given_at is not None else ""
    until = f" to {one.last_day.isoformat()}" if one.last_day else ""
    side = one.side.value if one.side else ""
    guidance = one.guidance.value if one.guidance not in (None, Guidance.UNKNOWN) else ""
    needed = "when needed" if one.when_needed else ""
    parts = [side, one.name, one.dose, needed, guidance, one.operator, one.note]
    texts = "  ".join(clean(part) for part in parts if part)
    return f"{one.first_day.isoformat()}{at}{until}  {one.kind.value:<8}  {texts}".rstrip()


@root.group(no_args_is_help=False)
@with_data_dir
def session() -> None:
    """Exercises that were done."""


@session.command("list")
@with_ids
@click.option("--json", "as_json", is_flag=True, help="An array, each with the fields of a file.")
@with_range
@click.option("--exercise", default="", help="One exercise, such as nerve-glide.")
@with_data_dir
def list_sessions(
    ids: bool, as_json: bool, first: date | None, last: date | None, exercise: str
) -> None:
    """Show the exercises that were done, oldest first."""
    with open_diary() as services:
        found = services.exercises.sessions(first, last)
    found = [one for one in found if exercise in ("", one.routine)]
    if as_json:
        click.echo(json.dumps([SESSIONS.write(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo(known_by(one.id, session_line(one), ids=ids))


def session_line(one: Session) -> str:
    """A session as one line of text."""
    done, planned = sum(one.done.values()), sum(one.planned.values())
    scores = [
        f"{name} {score}"
        for name, score in (("before", one.pain_before), ("after", one.pain_after))
        if score
    ]
    level = f"level {one.level}" if one.level else ""
    stopped = f"stopped: {one.stopped.value}" if one.stopped else ""
    parts = [f"{done} of {planned}", level, *scores, stopped, clean(one.note)]
    return f"{one.started.at:%Y-%m-%d %H:%M}  {one.routine}  " + "  ".join(filter(None, parts))


@session.command("add")
@click.argument("routine")
@click.option("--at", type=MOMENT, help="When it began; now by default.")
@with_data_dir
def add_session(routine: str, at: datetime | None) -> None:
    """Save a whole exercise, such as nerve-glide."""
    with open_diary() as services:
        saved = services.exercises.add(routine, at)
    click.echo(f"Saved: {saved.routine}, {saved.started.at:%Y-%m-%d %H:%M}.")
