"""The command line: the same house without a screen."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from cluneal_tracker import __version__, paths
from cluneal_tracker.data.database import plain_words
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import PainEntry, Side, VasScore
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind
from cluneal_tracker.domain.when import require_within_reach
from cluneal_tracker.services.opening import Services, open_services

Command = TypeVar("Command", bound=Callable[..., Any])
_SIDES = click.Choice([side.value for side in Side])
_DATA_DIR = "data_dir"
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?")


class Read(click.ParamType[Any]):
    """A word of the command line read by a function that says, in ValueError, what is wrong."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name, self._read = name, read

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value that a word stands for."""
        try:
            return self._read(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a day such as 2026-03-12.") from None
    require_within_reach(day)
    return day


def _moment(text: str) -> datetime:
    # By pattern: a day alone would pass for its midnight, and newer Pythons let more pass.
    if _MOMENT.fullmatch(text):
        with suppress(ValueError):
            return datetime.fromisoformat(text)
    raise ValueError(f"“{text}” is not a local time such as 2026-03-12T08:10.")


def _answer(text: str) -> tuple[str, bool]:
    key, _, answer = text.partition("=")
    if answer not in ("yes", "no"):
        raise ValueError(f"“{text}” is not an answer such as standing=yes.")
    return key, answer == "yes"


SCORE, DAY = Read("score", VasScore.parse), Read("day", _day)
MOMENT, ANSWER = Read("time", _moment), Read("activity=yes|no", _answer)
FILE = click.Path(path_type=Path, dir_okay=False)


def _remember_folder(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value == "":
        # As from a variable that was not set: nothing may be written to the real diary instead.
        raise click.BadParameter("Name a folder.")
    if value is not None:
        ctx.find_root().meta[_DATA_DIR] = value


def with_data_dir(command: Command) -> Command:
    """Take --data-dir here too, so that it may stand before or after the command's name."""
    return click.option(
        "--data-dir",
        metavar="DIR",
        callback=_remember_folder,
        expose_value=False,
        help="The folder that holds the diary.",
    )(command)


def with_range(command: Command) -> Command:
    """Take --from and --to."""
    last = click.option("--to", "last", type=DAY, help="The last day.")
    return click.option("--from", "first", type=DAY, help="The first day.")(last(command))


@contextmanager
def _diary() -> Iterator[Services]:
    with plain_words(), open_services(_folder()) as services:
        yield services


def _folder() -> Path:
    return paths.data_folder(click.get_current_context().find_root().meta.get(_DATA_DIR))


@click.group(invoke_without_command=True)
@click.version_option(__version__, message="Cluneal Tracker %(version)s")
@with_data_dir
@click.pass_context
def root(ctx: click.Context) -> None:
    """A private pain diary. Without a command it opens the window."""
    if ctx.invoked_subcommand is None:
        from cluneal_tracker import app

        ctx.exit(app.run(_folder()))


@root.command()
@click.argument("score", type=SCORE)
@click.option("--side", type=_SIDES, help="left, right or both; your usual side by default.")
@click.option("--at", type=MOMENT, help="When it was felt; now by default.")
@click.option("--activity", "activities", type=ANSWER, multiple=True, help="standing=yes")
@click.option("--note", default="", help="A note for yourself.")
@with_data_dir
def score(
    score: VasScore,
    side: str | None,
    at: datetime | None,
    activities: Sequence[tuple[str, bool]],
    note: str,
) -> None:
    """Save a pain score from 0 to 10."""
    with _diary() as services:
        entry = services.diary.add(score, at, Side(side) if side else None, dict(activities), note)
        click.echo(_saved(entry, with_day=at is not None))


def _saved(entry: PainEntry, *, with_day: bool) -> str:
    side = "both sides" if entry.side is Side.BOTH else f"{entry.side.value} side"
    at = f"{entry.felt.at:%Y-%m-%d %H:%M}" if with_day else f"{entry.felt.at:%H:%M}"
    later = " It is marked as added later." if entry.added_later else ""
    return f"Saved: {entry.score} out of 10, {side}, {at}.{later}"


@root.command("list")
@click.option("--json", "as_json", is_flag=True, help="An array of objects, see the README.")
@with_range
@with_data_dir
def list_entries(as_json: bool, first: date | None, last: date | None) -> None:
    """Show the scores, oldest first."""
    with _diary() as services:
        entries = services.diary.entries(first, last)
    if as_json:
        click.echo(json.dumps([_as_object(entry) for entry in entries], ensure_ascii=False))
        return
    if not entries:
        click.echo("There are no scores yet.")
    for entry in entries:
        click.echo(_as_line(entry))


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
        " ".join(entry.note.split()),
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
@click.option("--side", type=_SIDES)
@click.option("--nerve", type=click.Choice([nerve.value for nerve in Nerve]))
@click.option("--name", default="", help="The name of a medicine.")
@click.option("--dose", default="")
@click.option("--note", default="")
@with_data_dir
def add_treatment(
    kind: str,
    first_day: date,
    last_day: date | None,
    side: str | None,
    nerve: str | None,
    **texts: str,
) -> None:
    """Save a treatment."""
    with _diary() as services:
        saved = services.treatments.add(
            TreatmentKind(kind),
            first_day,
            last_day=last_day,
            side=Side(side) if side else None,
            nerve=Nerve(nerve) if nerve else None,
            **texts,
        )
    click.echo(f"Saved: {saved.kind.value}, {saved.first_day.isoformat()}.")


@treatment.command("list")
@with_data_dir
def list_treatments() -> None:
    """Show the treatments, oldest first."""
    with _diary() as services:
        found = services.treatments.every()
    for one in found:
        until = f" to {one.last_day.isoformat()}" if one.last_day else ""
        parts = [one.side.value if one.side else "", one.name, one.dose, one.note]
        texts = "  ".join(part for part in parts if part)
        click.echo(f"{one.first_day.isoformat()}{until}  {one.kind.value:<8}  {texts}".rstrip())


@root.group(no_args_is_help=False)
@with_data_dir
def session() -> None:
    """Exercises that were done."""


@session.command("add")
@click.argument("routine")
@click.option("--at", type=MOMENT, help="When it began; now by default.")
@with_data_dir
def add_session(routine: str, at: datetime | None) -> None:
    """Save a whole exercise, such as nerve-glide."""
    with _diary() as services:
        saved = services.exercises.add(routine, at)
    click.echo(f"Saved: {saved.routine}, {saved.started.at:%Y-%m-%d %H:%M}.")


@root.command()
@click.option("--out", type=FILE, required=True, help="A name ending in .png, .svg or .pdf.")
@with_range
@with_data_dir
def chart(out: Path, first: date | None, last: date | None) -> None:
    """Save the chart as a picture."""
    from cluneal_tracker.render.chart import Format, save

    kinds: dict[str, Format] = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
    kind = kinds.get(out.suffix.lower())
    if kind is None:
        raise click.UsageError(f"{out.name} has to end in .png, .svg or .pdf.")
    with _diary() as services:
        view = services.trends.between(first, last)
        _write(out, save(view, services.content.phrases, kind))


@root.command()
@click.option("--out", type=FILE, required=True, help="A name ending in .pdf.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Your setting by default.")
@with_range
@with_data_dir
def report(out: Path, paper: str | None, first: date | None, last: date | None) -> None:
    """Save the one page for your doctor."""
    from cluneal_tracker.domain.settings import Paper
    from cluneal_tracker.render.report import summary_page

    with _diary() as services:
        size = Paper(paper) if paper else services.preferences.current.paper
        view = services.visits.view(first, last)
        _write(out, summary_page(view, services.content.phrases, size))


def _write(out: Path, content: bytes) -> None:
    from cluneal_tracker.data.exchange.files import write_whole

    write_whole(out, content)
    click.echo(f"Saved: {out}.")


@root.command()
@click.argument("kind", type=click.Choice(["csv", "json"]))
@click.option("--out", type=FILE, required=True)
@with_data_dir
def export(kind: Any, out: Path) -> None:
    """Save the diary to a file; a CSV name ending in .csv gets the scores alone."""
    with _diary() as services:
        rows = services.exchange.export(kind, out)
    click.echo(f"Saved: {rows} rows in {out}.")


@root.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@with_data_dir
def bring_in(file: Path, dry_run: bool) -> None:
    """Bring in a file that was exported."""
    with _diary() as services:
        report = services.exchange.preview(file) if dry_run else services.exchange.bring_in(file)
    for note in (*report.refused, *report.conflicts):
        click.echo(str(note), err=True)
    if report.refused:
        raise DiaryError(f"{file} cannot be brought in until these rows are corrected.")
    verb = "Would bring in" if dry_run else "Brought in"
    click.echo(f"{verb}: {report.total_added} new rows. {report.already_there} were there already.")


@root.command()
@click.option("--make-only", is_flag=True, help="Write the diary; open no window.")
@click.option("--seed", default=1, show_default=True, help="Another number, another diary.")
@with_data_dir
def demo(make_only: bool, seed: int) -> None:
    """Look at the app with an invented diary of twelve weeks."""
    from cluneal_tracker.data.system_clock import SystemClock
    from cluneal_tracker.services.demo import write_demo

    clock = SystemClock()
    today = clock.now().astimezone(clock.zone()).date()
    chosen = click.get_current_context().find_root().meta.get(_DATA_DIR)
    if make_only and chosen is None:
        raise click.UsageError("Say where to write the diary: --data-dir DIR.")
    with tempfile.TemporaryDirectory(prefix="cluneal-demo-") as temporary:
        folder = Path(chosen or temporary)
        write_demo(folder, today, seed, zone=clock.zone())
        if make_only:
            click.echo(f"Saved: an invented diary in {folder}.")
            return
        from cluneal_tracker import app

        code = app.run(folder)
    click.get_current_context().exit(code)


@root.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), default="light")
@click.option("--size", default="1180x780", show_default=True, help="Width x height.")
@click.option("--text-size", type=int, default=100, show_default=True, help="100 to 200.")
@with_data_dir
def tour(out: Path, theme: str, size: str, text_size: int) -> None:
    """Draw every screen to PNG files; needs no display."""
    from cluneal_tracker import tour as drawing

    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise click.UsageError(f"“{size}” is not a size such as 1180x780.")
    for file in drawing.draw(out, theme, (int(width), int(height)), text_size):
        click.echo(file)


def main(arguments: Sequence[str]) -> int:
    """Run one command; every error is one sentence on standard error, never a traceback."""
    try:
        code = root.main(list(arguments), prog_name=paths.APP, standalone_mode=False)
    except click.ClickException as error:
        return _complain(error.format_message(), error.exit_code)
    except (DiaryError, ValueError, OSError) as error:
        return _complain(str(error), 1)
    except click.Abort:
        return _complain("Stopped.", 1)
    return code if isinstance(code, int) else 0


def _complain(sentence: str, code: int) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return code
