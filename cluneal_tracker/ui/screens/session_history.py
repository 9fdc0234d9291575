"""Your exercises: what was done, week by week, and the pain around it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout

from cluneal_tracker.domain.session import Session
from cluneal_tracker.services.session_history import SessionsView, Wanted
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.note_edit import NoteEdit
from cluneal_tracker.ui.widgets.role_row import PickBox
from cluneal_tracker.ui.widgets.session_table import SessionTable, SessionTableView
from cluneal_tracker.ui.widgets.session_words import gone_text, pattern_text, week_text
from cluneal_tracker.ui.widgets.week_bars import SHOWN, WeekBars

_TABLE_HEIGHT = 300


class SessionHistoryScreen(FullPage):
    """Filters, what may be said of the pain, the weeks, and every exercise in a table.

    `wanted` carries what is to be looked at, the others the id of an exercise; `note_written` has
    the note before it.
    """

    wanted = Signal(Wanted)
    history_requested = Signal(str)
    remove_requested = Signal(str)
    note_written = Signal(str, object)

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Your exercises"))
        self._look = look
        self._wanted = Wanted()
        self._shown: Session | None = None
        self._add_filters()
        self._add_pattern()
        self._add_weeks(look)
        self._add_table(look)

    @property
    def chosen(self) -> str:
        """The id of the exercise whose note can be written; empty where there is none."""
        return self._shown.id if self._shown else ""

    def write_out(self) -> bool:
        """Have the note that is being typed saved now; whether it is."""
        return self.note.write_out()

    def _add_filters(self) -> None:
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        filters = FlowLayout(24)
        self._routine: PickBox | None = None
        periods = {28: self.tr("4 weeks"), 84: self.tr("12 weeks"), None: self.tr("All")}
        self._period = Choice(periods, self.tr("Time"))
        self._period.chosen.connect(lambda days: self._want(days=days))
        ways = {None: self.tr("Whole and in part"), True: self.tr("Whole"), False: self.tr("Part")}
        self._whole = Choice(ways, self.tr("Which"))
        self._whole.chosen.connect(lambda whole: self._want(whole=whole))
        for widget in (self._period, self._whole):
            filters.addWidget(widget)
        self.column.addLayout(filters)

    def _add_pattern(self) -> None:
        self._pattern = Card(self.tr("Just before and just after"))
        self._said = Label("")
        self._pattern.column.addWidget(self._said)
        caution = self.tr("Pain goes up and down by itself. This cannot show the cause.")
        looks = self.tr("The more often you look, the more often chance looks like a pattern.")
        self._pattern.column.addWidget(Label(f"{caution} {looks}", "muted"))
        self.column.addWidget(self._pattern)

    def _add_weeks(self, look: Look) -> None:
        self._weeks = Card(self.tr("Week by week"))
        self.bars = WeekBars(look)
        self._newest = Label("", "strong")
        self._weeks.column.addWidget(self._newest)
        self._weeks.column.addWidget(self.bars)
        self._hint = Label("", "small")
        self._weeks.column.addWidget(self._hint)
        self.column.addWidget(self._weeks)

    def _add_table(self, look: Look) -> None:
        self._empty = Card(self.tr("Nothing here"))
        self._empty_text = Label("")
        self._empty.column.addWidget(self._empty_text)
        self.model = SessionTable()
        self.table = SessionTableView(look, self.model)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.row_chosen.connect(self._choose)
        self.table.history_requested.connect(lambda: self._ask(self.history_requested))
        self.table.delete_requested.connect(lambda: self._ask(self.remove_requested))
        self._row = Label("", "muted")
        self.note = NoteEdit()
        self.note.setAccessibleName(self.tr("Note about this exercise"))
        self.note.setPlaceholderText(self.tr("A note about this exercise"))
        self.note.written.connect(self.note_written)
        self._actions = FlowLayout()
        self._history = Button(
            self.tr("History (Enter)"), "", lambda: self._ask(self.history_requested)
        )
        self._remove = Button(
            self.tr("Take out (Delete)"), "", lambda: self._ask(self.remove_requested)
        )
        for button in (self._history, self._remove):
            self._actions.addWidget(button)
        for widget in (self._empty, self.table, self._row, self.note):
            self.column.addWidget(widget)
        self.column.addLayout(self._actions)
        self.column.addStretch(1)

    def show_state(self, view: SessionsView) -> None:
        """Show what is looked at; the row that was chosen stays chosen."""
        self._wanted = view.wanted
        self._show_filters(view)
        told = [pattern_text(found, _name(view, key)) for key, found in view.patterns.items()]
        self._said.setText("\n\n".join(told))
        self._pattern.setVisible(bool(told))
        self.bars.show_weeks(view.weeks)
        self._weeks.setVisible(bool(view.weeks))
        self._newest.setText(week_text(view.weeks[-1]) if view.weeks else "")
        hint = self.tr("Whole exercises of each week, up to the last {n}.").format(n=SHOWN)
        line = self.tr("The dashed line is the target.")
        aimed = any(week.target for week in view.weeks)
        self._hint.setText(f"{hint} {line}" if aimed else hint)
        self._show_rows(view)

    def _show_filters(self, view: SessionsView) -> None:
        options = {"": self.tr("All exercises")}
        options |= {key: _name(view, key) for key in view.done}
        if self._routine is None or self._routine.options != tuple(options):
            self._make_pick(options)
        if self._routine is not None:
            self._routine.show_choice(view.wanted.routine)
        self._period.show_choice(view.wanted.days)
        self._whole.show_choice(view.wanted.whole)

    def _make_pick(self, options: dict[str, str]) -> None:
        if self._routine is not None:
            self._place.removeWidget(self._routine)
            self._routine.deleteLater()
        self._routine = pick = PickBox(options, self.tr("Exercise"))
        pick.picked.connect(lambda: self._want(routine=pick.choice))
        self._place.addWidget(pick, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_rows(self, view: SessionsView) -> None:
        self.model.show_rows(view.sessions, view.routines)
        found = [number for number, one in enumerate(view.sessions) if one.id == self.chosen]
        nothing = self.tr("An exercise shows here once you have done one.")
        left_out = self.tr("No exercise fits what you chose above.")
        self._empty_text.setText(left_out if view.done else nothing)
        there = bool(view.sessions)
        self._empty.setHidden(there)
        for widget in (self.table, self._row, self.note, self._history, self._remove):
            widget.setVisible(there)
        if there:
            self.table.fit()
            self.table.selectRow(found[0] if found else 0)
            self._choose(found[0] if found else 0)

    def _choose(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            self._shown = self.model.row(row)
            self._row.setText(self.model.sentence(row))
            self.note.show_note(self._shown.note, self._shown.id)

    def _want(self, **changed: object) -> None:
        self.wanted.emit(replace(self._wanted, **changed))  # type: ignore[arg-type]

    def _ask(self, signal: SignalInstance) -> None:
        if self._shown is not None:
            signal.emit(self._shown.id)


def _name(view: SessionsView, key: str) -> str:
    routine = view.routines.get(key)
    return routine.name if routine else gone_text(key)
