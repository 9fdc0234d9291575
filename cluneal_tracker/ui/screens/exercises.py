"""Exercises: what is on offer, and what was done lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cluneal_tracker.domain.own_routines import Offered
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.session import Session
from cluneal_tracker.services.exercises import RoutineToday
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import PAGE_GAP, Button, Card, Label, Page, clear
from cluneal_tracker.ui.widgets.habits_card import HabitsCard
from cluneal_tracker.ui.widgets.off_list import OffList
from cluneal_tracker.ui.widgets.own_exercises import OwnExercises
from cluneal_tracker.ui.widgets.routine_card import CardAsk, RoutineCard
from cluneal_tracker.ui.widgets.session_words import done_text, name_text
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.widgets.tab_order import follow_layout
from cluneal_tracker.ui.words import clock_time, long_day


class ExercisesScreen(Page):
    """A card for each exercise, the last sessions below.

    `asked` carries the key of an exercise and what is wanted of it.
    """

    asked = Signal(str, CardAsk)
    level_asked = Signal(str, int)
    remove_requested = Signal(str)
    all_requested = Signal()
    back_on_list_requested = Signal(str)
    new_requested = Signal()
    file_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.title_row(Label(self.tr("Exercises"), "title"))
        self.under_way = Strip("notice")
        self.column.addWidget(self.under_way)
        self.unread = Strip("notice")
        self.column.addWidget(self.unread)
        self.cards: dict[str, RoutineCard] = {}
        self._places = QVBoxLayout()
        self._places.setSpacing(PAGE_GAP)
        self.column.addLayout(self._places)
        self.habits = HabitsCard(look)
        self.column.addWidget(self.habits)
        self.own = OwnExercises()
        self.own.add_requested.connect(self.new_requested)
        self.own.file_requested.connect(self.file_requested)
        self.column.addWidget(self.own)
        self.last = LastSessions()
        self.last.remove_requested.connect(self.remove_requested)
        self.last.all_requested.connect(self.all_requested)
        self.column.addWidget(self.last)
        self.off_list = OffList(look)
        self.off_list.wanted.connect(self.back_on_list_requested)
        self.column.addWidget(self.off_list)
        self.column.addStretch(1)

    def show_state(
        self,
        today: Sequence[RoutineToday],
        newest: Sequence[Session],
        off_list: Sequence[Offered] = (),
        *,
        unread: int = 0,
    ) -> None:
        """Show the exercises of today, the newest sessions first, and what is off the list.

        `unread` counts those in the diary that cannot be read.
        """
        self._keep_cards([one.offered for one in today])
        due = next((one for one in today if not one.reached), None)
        for one in today:
            self.cards[one.routine.key].show_state(one, stands_out=one is due)
        every = [*(one.offered for one in today), *off_list]
        self.last.show_sessions(newest, {one.routine.key: one.routine for one in every})
        self.off_list.show_routines(off_list)
        self._show_unread(unread)

    def _show_unread(self, count: int) -> None:
        text = ""
        if count:
            one = self.tr("An exercise that you wrote or changed cannot be read.")
            several = self.tr("{n} exercises that you wrote or changed cannot be read.")
            kept = self.tr("Your diary keeps it. Saved files leave it out.")
            text = f"{one if count == 1 else several.format(n=count)} {kept}"
        if text != self.unread.label.text():
            self.unread.say(text)

    def come_to_habits(self) -> None:
        """Bring the small habits into view, with the keyboard on them."""
        self.habits.choose.setFocus()
        # Once the page has its place.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.habits))

    def _keep_cards(self, wanted: Sequence[Offered]) -> None:
        """Have a card for each, in this order; one that is there stays, and with it the focus."""
        keys = [one.routine.key for one in wanted]
        before = list(self.cards)
        for key in self.cards.keys() - set(keys):
            card = self.cards.pop(key)
            self._places.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, one in enumerate(wanted):
            key = keys[place]
            if key not in self.cards:
                self.cards[key] = self._card(one)
                self._places.insertWidget(place, self.cards[key])
        if before != keys:
            self.cards = {key: self.cards[key] for key in keys}
            follow_layout(self.column)

    def _card(self, offered: Offered) -> RoutineCard:
        key, card = offered.routine.key, RoutineCard(self._look, offered)
        card.asked.connect(partial(self.asked.emit, key))
        card.level_asked.connect(partial(self.level_asked.emit, key))
        return card


class LastSessions(Card):
    """The newest sessions, each with a way to take it out, and the way to all of them."""

    remove_requested = Signal(str)
    all_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Your last exercises"))
        self._routines: Mapping[str, Routine] = {}
        self._empty = Label(self.tr("An exercise shows here once you have done one."), "muted")
        self.column.addWidget(self._empty)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addLayout(self._rows)
        self._all = Button(self.tr("All your exercises"), "", self.all_requested.emit)
        self.column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)

    def show_sessions(self, sessions: Sequence[Session], routines: Mapping[str, Routine]) -> None:
        """Show them, newest first; `routines` give their names."""
        self._routines = routines
        clear(self._rows)
        self._empty.setHidden(bool(sessions))
        self._all.setVisible(bool(sessions))
        for session in sessions:
            self._rows.addLayout(self._row(session))

    def _row(self, session: Session) -> QHBoxLayout:
        routine = self._routines.get(session.routine)
        name = name_text(session, routine)
        day = f"{long_day(session.started.day)}, {clock_time(session.started.at)}"
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(f"{name}: {done_text(session, routine)}"))
        texts.addWidget(Label(day, "muted"))
        remove = Button(self.tr("Remove"), "link", lambda: self.remove_requested.emit(session.id))
        remove.setAccessibleName(self.tr("Remove {name}, {day}").format(name=name, day=day))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addWidget(remove)
        return row
