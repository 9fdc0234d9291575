"""Exercises: what is on offer, and what was done lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session
from cluneal_tracker.services.exercises import RoutineToday
from cluneal_tracker.ui.exercise_words import length_text, shares_text
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, Page, clear
from cluneal_tracker.ui.widgets.routine_card import RoutineCard
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.words import clock_time, long_day


class ExercisesScreen(Page):
    """A card for each routine, the last sessions below."""

    start_requested = Signal(str)
    add_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, look: Look, routines: Sequence[Routine]) -> None:
        super().__init__()
        self.title_row(Label(self.tr("Exercises"), "title"))
        self.under_way = Strip("notice")
        self.column.addWidget(self.under_way)
        self.cards: dict[str, RoutineCard] = {}
        for routine in routines:
            card = self.cards[routine.key] = RoutineCard(look, routine)
            card.start_requested.connect(self.start_requested)
            card.add_requested.connect(self.add_requested)
            self.column.addWidget(card)
        self.last = LastSessions({routine.key: routine for routine in routines})
        self.last.remove_requested.connect(self.remove_requested)
        self.column.addWidget(self.last)
        self.column.addStretch(1)

    def show_state(self, today: Sequence[RoutineToday], newest: Sequence[Session]) -> None:
        """Show the routines of today and the newest sessions, newest first."""
        due = next((one for one in today if not one.reached), None)
        for one in today:
            self.cards[one.routine.key].show_state(one, stands_out=one is due)
        self.last.show_sessions(newest)


class LastSessions(Card):
    """The newest sessions, each with a way to take it out."""

    remove_requested = Signal(str)

    def __init__(self, routines: Mapping[str, Routine]) -> None:
        super().__init__(self.tr("Your last exercises"))
        self._routines = routines
        self._empty = Label(self.tr("An exercise shows here once you have done one."), "muted")
        self.column.addWidget(self._empty)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addLayout(self._rows)

    def show_sessions(self, sessions: Sequence[Session]) -> None:
        """Show them, newest first."""
        clear(self._rows)
        self._empty.setHidden(bool(sessions))
        for session in sessions:
            self._rows.addLayout(self._row(session))

    def _row(self, session: Session) -> QHBoxLayout:
        routine = self._routines.get(session.routine)
        name = routine.name if routine else session.routine
        day = f"{long_day(session.started.day)}, {clock_time(session.started.at)}"
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(f"{name}: {self._what(session, routine)}"))
        texts.addWidget(Label(day, "muted"))
        remove = Button(self.tr("Remove"), "link", lambda: self.remove_requested.emit(session.id))
        remove.setAccessibleName(self.tr("Remove {name}, {day}").format(name=name, day=day))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addWidget(remove)
        return row

    def _what(self, session: Session, routine: Routine | None) -> str:
        by_leg = routine is not None and routine.by_leg
        shares = shares_text(session.done, session.planned, by_leg=by_leg)
        text = self.tr("whole") if session.finished else shares
        minutes = max(1, round(session.seconds / 60))
        text = self.tr("{what}, {length}").format(what=text, length=length_text(minutes * 60))
        if session.pain_after:
            text = self.tr("{what}, pain {score} after").format(what=text, score=session.pain_after)
        return text
