"""The pages behind the page for the doctor, as tables of texts: notes, scores, exercises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cluneal_tracker.domain.pain import PainEntry, VasScore
from cluneal_tracker.render.report_text import paragraphs
from cluneal_tracker.render.sentences import Phrases, day_text, number_text
from cluneal_tracker.services.visit_lists import SessionLine
from cluneal_tracker.services.visits import VisitView

# In mm; 0 takes what is left.
_REST = 0


@dataclass(frozen=True, slots=True)
class _Column:
    """A column by its name in the phrases, with its width in mm."""

    name: str
    width: int


_SCORES = (
    *(_Column("day", 25), _Column("time", 14), _Column("side", 22)),
    *(_Column("score", 14), _Column("given", 25), _Column("later", _REST)),
)
_SESSIONS = (
    *(_Column("day", 25), _Column("time", 14), _Column("exercise", 36)),
    *(_Column("done", 32), _Column("before", 20), _Column("after", _REST)),
)
# Where notes are asked for they take the rest, and the last column is as wide as its words.
_LAST, _NOTE = 22, _Column("note", _REST)


def lists_words(view: VisitView, phrases: Phrases) -> dict[str, Any]:
    """The tables in the order of their pages, and what stands at the foot of each page."""
    words = phrases["report"]["lists"]
    lists = view.lists
    # Under the list of scores each note stands beside its score.
    notes = [] if lists.scores else lists.notes
    tables = [
        _table("notes", (_Column("day", 26), _NOTE), _notes(notes, phrases), phrases),
        _table("scores", _noted(_SCORES, view), _scores(view, phrases), phrases),
        _table("exercises", _noted(_SESSIONS, view), _sessions(view, phrases), phrases),
    ]
    return {"tables": [one for one in tables if one["rows"]], "page": words["page"]}


def _noted(columns: Sequence[_Column], view: VisitView) -> tuple[_Column, ...]:
    if not view.lists.noted:
        return tuple(columns)
    *others, last = columns
    return (*others, _Column(last.name, _LAST), _NOTE)


def _table(
    name: str, columns: Sequence[_Column], rows: Iterator[list[str]], phrases: Phrases
) -> dict[str, Any]:
    words = phrases["report"]["lists"]
    return {
        "title": words["titles"][name],
        "heads": [words["heads"][column.name] for column in columns],
        "widths": [column.width for column in columns],
        "rows": list(rows),
    }


def _notes(notes: Sequence[Any], phrases: Phrases) -> Iterator[list[str]]:
    for one in notes:
        yield [day_text(one.day, phrases, year=True), paragraphs(one.text)]


def _scores(view: VisitView, phrases: Phrases) -> Iterator[list[str]]:
    words = phrases["report"]["lists"]
    for one in view.lists.scores:
        row = [
            *_moment(one.felt.at, phrases),
            phrases["report"]["side"][one.side.value],
            _score(one.score, phrases),
            words["given"][one.given.value] if one.given else "",
            _later(one, words),
        ]
        yield [*row, paragraphs(one.note)] if view.lists.noted else row


def _later(entry: PainEntry, words: Phrases) -> str:
    return str(words["added_later"]) if entry.added_later else ""


def _sessions(view: VisitView, phrases: Phrases) -> Iterator[list[str]]:
    for line in view.lists.sessions:
        one = line.session
        row = [
            *_moment(one.started.at, phrases),
            paragraphs(line.name),
            _done(line, phrases),
            _score(one.pain_before, phrases),
            _score(one.pain_after, phrases),
        ]
        yield [*row, paragraphs(one.note)] if view.lists.noted else row


def _done(line: SessionLine, phrases: Phrases) -> str:
    one, words = line.session, phrases["report"]["lists"]
    done, planned = sum(one.done.values()), sum(one.planned.values())
    said = phrases["report"]["of"].format(part=done, whole=planned)
    if one.stopped is None:
        return str(said)
    why = phrases["history"]["stopped"][one.stopped.value]
    return str(words["stopped"].format(done=said, why=why))


def _moment(at: datetime, phrases: Phrases) -> tuple[str, str]:
    return day_text(at.date(), phrases, year=True), f"{at:%H:%M}"


def _score(score: VasScore | None, phrases: Phrases) -> str:
    return number_text(score.points, phrases) if score else ""
