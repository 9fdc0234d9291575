"""Commands that write a file or bring one in."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cluneal_tracker.cli.lines import counted
from cluneal_tracker.cli.locking import export_locked
from cluneal_tracker.cli.root import open_diary, root, with_data_dir
from cluneal_tracker.cli.values import FILE, Read
from cluneal_tracker.domain.column_roles import LEFT_OUT, DayOrder, Role, RoleKind, Roles
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.timetable import save_calendar

if TYPE_CHECKING:
    from cluneal_tracker.services.exchange import Exchange, ImportReport
    from cluneal_tracker.services.incoming import Incoming

_ASKED = {
    "day_column": "Say which column is the date: --map 'NAME=date'.",
    "nothing_chosen": "Say what to bring in, such as --map 'NAME=score 0-10'.",
    "day_order": "Its dates can be read two ways. Add --dates day-first or --dates month-first.",
    "half": "Some rows have no time. Add --no-time morning or --no-time evening.",
}
# A suggestion of one of these gives way to the column that the person says it is.
_ONE_COLUMN = (RoleKind.DAY, RoleKind.TIME, RoleKind.SIDE)
_WHY = {
    "chosen": "you leave it out",
    "empty": "no value",
    "not_done": "not done",
    "unsaid": "filled in by the program",
}


@root.command()
@click.argument("kind", type=click.Choice(["csv", "json", "locked", "fhir", "ics"]))
@click.option("--out", type=FILE, required=True)
@click.option("--with-notes", is_flag=True, help="Put your notes into a fhir file.")
@click.option("--with-name", is_flag=True, help="Put your name into a fhir file.")
@with_data_dir
def export(kind: Any, out: Path, with_notes: bool, with_name: bool) -> None:
    """Save the diary to a file; a locked one opens with a passphrase of its own.

    With fhir, for the record of a clinic; notes and name stay out unless you ask for them. With
    ics, the times of the reminders alone, for a phone.
    """
    if kind == "fhir":
        _export_fhir(out, with_notes, with_name)
        return
    if with_notes or with_name:
        raise click.UsageError("Only fhir takes --with-notes and --with-name.")
    if kind == "locked":
        export_locked(out)
        return
    with open_diary() as services:
        if kind == "ics":
            count = save_calendar(services, out)
            click.echo(f"Saved: {counted(count, 'reminder')} in {out}.")
            return
        rows = services.exchange.export(kind, out)
        left_out = services.routines.unreadable()
    click.echo(f"Saved: {counted(rows, 'row')} in {out}.")
    if left_out:
        what = counted(len(left_out), "exercise")
        click.echo(f"Left out, as it cannot be read: {what} of yours.", err=True)


def _export_fhir(out: Path, with_notes: bool, with_name: bool) -> None:
    with open_diary() as services:
        name = services.preferences.current.name if with_name else ""
        if with_name and not name.strip():
            raise DiaryError("Your name is not in the diary. Add it on the page For your visit.")
        rows = services.exchange.export_fhir(out, with_notes=with_notes, name=name)
    click.echo(f"Saved: {counted(rows, 'row')} in {out}.")


def _map(text: str) -> tuple[str, Role]:
    """A name and its role; the last equals sign parts them."""
    name, sign, role = text.rpartition("=")
    if not sign:
        raise ValueError(f"“{text}” has no equals sign. Write NAME=ROLE.")
    return name, Role.parse(role)


@root.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option(
    "--map",
    "maps",
    type=Read("NAME=ROLE", _map),
    multiple=True,
    help="What a name or column of another program's file is, such as 'Back pain=score 0-10'.",
)
@click.option("--dates", type=click.Choice([order.value for order in DayOrder]))
@click.option(
    "--no-time", type=click.Choice([half.value for half in Slot]), help="Where a row has no time."
)
@click.option("--side", type=click.Choice([side.value for side in Side]), help="Of scores.")
@with_data_dir
def bring_in(
    file: Path,
    dry_run: bool,
    maps: Sequence[tuple[str, Role]],
    dates: str | None,
    no_time: str | None,
    side: str | None,
) -> None:
    """Bring in a file that was exported, here or by another program."""
    with open_diary() as services:
        exchange = services.exchange
        incoming = exchange.read(file)
        suggested = incoming.suggested(services.preferences.current.side)
        roles = Roles(
            _chosen(suggested, dict(maps)),
            Side(side) if side else suggested.side,
            DayOrder(dates) if dates else None,
            Slot(no_time) if no_time else None,
        )
        if incoming.program is not None:
            _tell_names(incoming, roles)
            if not maps and not dry_run:
                raise DiaryError(_ask_for_maps(incoming, roles))
        report = _look(exchange, incoming, roles) if dry_run else _take(exchange, incoming, roles)
    if incoming.program is not None:
        _tell_details(report)
    verb = "Would bring in" if dry_run else "Brought in"
    added = counted(report.total_added, "new row")
    click.echo(f"{verb}: {added}. {report.already_there} were there already.")


def _chosen(suggested: Roles, maps: Mapping[str, Role]) -> dict[str, Role]:
    """The roles that were typed, and what is likely for the other names."""
    said = {role.kind for role in maps.values() if role.kind in _ONE_COLUMN}
    likely = suggested.by_name.items()
    return {
        name: role for name, role in likely if name not in maps and role.kind not in said
    } | dict(maps)


def _look(exchange: Exchange, incoming: Incoming, roles: Roles) -> ImportReport:
    """What would come in; what is wrong or open ends the command."""
    report = exchange.preview(incoming, roles)
    _tell_rows(report)
    if report.questions:
        raise DiaryError(_ASKED[report.questions[0].value])
    if report.refused:
        leave = " Or leave a column out: --map 'NAME=leave-out'." if incoming.is_table else ""
        raise DiaryError(f"Mend these rows in {incoming.file}, then bring it in again.{leave}")
    return report


def _take(exchange: Exchange, incoming: Incoming, roles: Roles) -> ImportReport:
    """Bring it in. Only where that does not work is each row looked at a second time."""
    try:
        report = exchange.bring_in(incoming, roles)
    except DiaryError:
        _look(exchange, incoming, roles)
        raise
    _tell_rows(report)
    return report


def _tell_names(incoming: Incoming, roles: Roles) -> None:
    whose = incoming.program.value if incoming.program else ""
    click.echo(f"A file of {whose}." if whose else "A table of another program.")
    for named in incoming.names:
        samples = f", such as {', '.join(named.samples)}" if named.samples else ""
        values = counted(named.count, "value")
        click.echo(f"  {_plain(named.name)}: {values}{_plain(samples)} -> {roles.of(named.name)}")


def _ask_for_maps(incoming: Incoming, roles: Roles) -> str:
    chosen = [
        "--map " + shlex.quote(f"{name}={role}")
        for name, role in roles.by_name.items()
        if role != LEFT_OUT
    ]
    asked = " ".join(chosen) or "--map 'NAME=score 0-10'"
    return (
        "Say what to bring in; a name without --map stays as it is shown above. "
        f"Such as: {_plain(asked)}"
    )


def _tell_rows(report: ImportReport) -> None:
    for note in (*report.refused, *report.conflicts):
        click.echo(_plain(str(note)), err=True)


def _tell_details(report: ImportReport) -> None:
    if report.days:
        click.echo(f"Days: {report.days[0]} to {report.days[1]}.")
    if report.day_order:
        click.echo(f"Dates were read {report.day_order.value}.")
    if report.rounded:
        click.echo(f"Scores rounded to one decimal: {report.rounded:,}.")
    for left in report.left_out:
        click.echo(f"Left out: {_plain(left.name)}, {left.count:,} ({_WHY[left.why.value]}).")


def _plain(text: str) -> str:
    """A text of a file, without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
