"""What a file brings, in words: its rows, its counts, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.domain.column_roles import Role, RoleKind
from cluneal_tracker.domain.pain import PainEntry
from cluneal_tracker.domain.session import Session
from cluneal_tracker.services.incoming import (
    SIGNS,
    ImportReport,
    LeftOut,
    Program,
    Question,
    Shown,
    Why,
)
from cluneal_tracker.ui.words import clock_time, short_day, side_name

_LONGEST_NOTE, _LONGEST_NAME = 60, 60


def program_text(program: Program | None) -> str:
    """Whose file it is."""
    if program is None:
        return _tr("It is a file of Cluneal Tracker.")
    if program is Program.OTHER:
        return _tr("It is a table of another program.")
    return _tr("It is a file of {program}.").format(program=program.value)


def role_options(
    activities: Mapping[str, str], routines: Mapping[str, str], *, of_columns: bool
) -> dict[Role, str]:
    """All that a name can be; only a column can be a date, a time or a side."""
    kinds = {RoleKind.OUT: _tr("Leave it out"), RoleKind.SCORE: _tr("A pain score")}
    if of_columns:
        kinds |= {
            RoleKind.DAY: _tr("The date"),
            RoleKind.TIME: _tr("The time or part of the day"),
            RoleKind.SIDE: _tr("The side"),
        }
    kinds[RoleKind.NOTE] = _tr("A note")
    options = {Role(kind): text for kind, text in kinds.items()}
    for key, name in activities.items():
        options[Role(RoleKind.ACTIVITY, key)] = _tr("Set it off: {name}").format(name=name)
    for key in SIGNS:
        options[Role(RoleKind.SIGN, key)] = sign_names()[key]
    for key, name in routines.items():
        options[Role(RoleKind.EXERCISE, key)] = _tr("Exercise: {name}").format(name=name)
    return options


def sign_names() -> dict[str, str]:
    """The signs by key."""
    return dict(zip(SIGNS, (_tr("Night pain"), _tr("Numb skin")), strict=True))


def question_text(question: Question) -> str:
    """What the person is asked."""
    return {
        Question.DAY_COLUMN: _tr("Choose the column that is the date."),
        Question.NOTHING_CHOSEN: _tr("Choose what to bring in."),
        Question.DAY_ORDER: _tr("Choose how the dates are meant."),
        Question.HALF: _tr("Some rows have no time. Choose morning or evening for them."),
    }[question]


def counts(report: ImportReport) -> Iterator[str]:
    """What would come in, and what would not."""
    forms = {
        "pain": _tr("New scores and notes: {count}."),
        "sessions": _tr("New exercises done: {count}."),
        "treatments": _tr("New treatments: {count}."),
        "doses": _tr("New times you took something: {count}."),
        "effects": _tr("New side effects: {count}."),
        "habits": _tr("New ticks of habits: {count}."),
        "weekly": _tr("New answers of a week: {count}."),
        "roland": _tr("New answers to the 24 statements: {count}."),
        "visits": _tr("New visits: {count}."),
        "trials": _tr("New trials: {count}."),
        "spots": _tr("New spots of the body map: {count}."),
        "routines": _tr("Exercises of yours or changed by you: {count}."),
        "pictures": _tr("Pictures of yours: {count}."),
        "reminders": _tr("Reminders and what became of them: {count}."),
        "settings": _tr("New settings: {count}."),
    }
    for table, form in forms.items():
        if report.added[table]:
            yield form.format(count=report.added[table])
    if not report.total_added:
        yield _tr("There is nothing new in it.")
    if report.days:
        first, last = map(short_day, report.days)
        yield _tr("From {first} to {last}.").format(first=first, last=last)
    if report.already_there:
        yield _tr("There already: {count}.").format(count=report.already_there)
    if report.rounded:
        yield _tr("Scores rounded to one decimal: {count}.").format(count=report.rounded)


def left_out_text(left: LeftOut) -> str:
    """Values that stay out, and why."""
    why = {
        Why.CHOSEN: _tr("you leave it out"),
        Why.EMPTY: _tr("no value"),
        Why.NOT_DONE: _tr("not done"),
        Why.UNSAID: _tr("filled in by the program"),
    }
    name = clipped(left.name, _LONGEST_NAME)
    return _tr("{name}: {count}, {why}").format(name=name, count=left.count, why=why[left.why])


def row_text(row: Shown, names: Mapping[str, str]) -> str:
    """A new row as it will look; `names` are those of activities, signs and exercises."""
    if isinstance(row, PainEntry):
        when, parts = row.felt, [side_name(row.side)]
        parts += [str(row.score)] if row.score else []
        for key, answer in {**row.activities, **row.signs}.items():
            form = _tr("{name}: yes") if answer else _tr("{name}: no")
            parts.append(form.format(name=names.get(key, key)))
    elif isinstance(row, Session):
        when, parts = row.started, [names.get(row.routine, row.routine)]
    else:
        parts = [names.get(row.kind.value, row.kind.value), row.name]
        return ", ".join(filter(None, [short_day(row.first_day), *parts]))
    note = clipped(row.note, _LONGEST_NOTE)
    return ", ".join(filter(None, [short_day(when.day), clock_time(when.at), *parts, note]))


def clipped(text: str, longest: int) -> str:
    """A piece of a file in one short line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest] + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("incoming", text)
