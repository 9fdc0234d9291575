"""Joins the Settings screen to the preferences and to the files that come and go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cluneal_tracker import __version__, paths
from cluneal_tracker.domain.month import Month
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.exchange import Format
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.saving import free_name
from cluneal_tracker.services.timetable import save_calendar
from cluneal_tracker.ui.joins.bring_in import BringInJoin
from cluneal_tracker.ui.joins.cues import Speaker
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.outside import Outside
from cluneal_tracker.ui.joins.saving import folder_link
from cluneal_tracker.ui.joins.waiting import at_work
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.tray import Tray
from cluneal_tracker.ui.platform.voice import Voice
from cluneal_tracker.ui.screens.settings import SettingsScreen
from cluneal_tracker.ui.widgets.outside_card import OutsideView
from cluneal_tracker.ui.widgets.patience import patience
from cluneal_tracker.ui.words import country

_ENDING: dict[Format, str] = {"json": ".json", "csv": ".zip", "fhir": ".fhir.json"}


class SettingsJoin:
    """Saves each choice at once. Copies go to `documents`, the documents folder by default."""

    interest = Changed.SETTINGS | Changed.ROUTINES

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        ask_file: Callable[[], Path | None] | None = None,
        documents: Path | None = None,
        voice: Speaker | None = None,
        outside: Outside | None = None,
    ) -> None:
        self._look, self._services, self._desk = look, services, desk
        self._outside = outside or Outside.of_this_computer(services)
        self._reminds: bool | None = None
        self._starts = False
        self._documents = documents
        self._voice = voice or Voice(QLocale(services.content.language))
        self._ask_file = ask_file or self._ask
        self._bringing_in: BringInJoin | None = None
        folder, today = services.folder or Path(), Month.of(When.now(services.clock).day)
        self.widget = screen = SettingsScreen(look, str(folder), __version__, today)
        screen.emergency.show_usual(services.content.emergency_numbers.get(country(), ""))
        screen.chosen.connect(self._choose)
        screen.folder_requested.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        screen.export_requested.connect(self._export)
        screen.import_requested.connect(self._bring_in)
        screen.safety_requested.connect(desk.pages.show_keep_safe)
        screen.schedule_requested.connect(desk.pages.show_schedule)
        screen.reminders_turned.connect(self._turn_reminders)
        screen.outside.closed_chosen.connect(self._remind_when_closed)
        screen.outside.tray_chosen.connect(lambda on: self._choose("in_tray", on))
        screen.outside.start_chosen.connect(self._start_with_computer)
        screen.outside.phone_requested.connect(self._save_calendar)

    def refresh(self) -> None:
        """Show the settings."""
        names = {key: one.name for key, one in self._services.routines.by_key().items()}
        self.widget.show_state(self._services.preferences.current, names)
        self._show_outside()

    def entered(self) -> None:
        """What others may have changed on this computer is looked at again."""
        self._look_outside()

    def write_out(self) -> bool:
        """Each choice here is saved as it is made."""
        return True

    def _look_outside(self) -> None:
        # Asked here and not at each choice: on some systems it takes a moment.
        outside = self._outside
        self._reminds = outside.reminds if outside.can_remind else None
        self._starts = outside.starts
        self._show_outside()

    def _show_outside(self) -> None:
        settings = self._services.preferences.current
        in_tray = settings.in_tray if Tray.has_host() else None
        shown = OutsideView(settings.reminders_on, self._reminds, in_tray, self._starts)
        self.widget.outside.show_state(shown)

    def _remind_when_closed(self, on: bool) -> None:
        at_work(self._desk, lambda: self._outside.remind(on))
        self._look_outside()

    def _start_with_computer(self, on: bool) -> None:
        at_work(self._desk, lambda: self._outside.start(on))
        self._look_outside()

    def _save_calendar(self) -> None:
        folder = self._documents or paths.documents_folder()

        def save() -> None:
            with free_name(folder, "cluneal-reminders", ".ics") as file:
                save_calendar(self._services, file)
            said = self.widget.tr("Saved: {file}. Open it on your phone.")
            self._desk.say(said.format(file=str(file)), actions=[folder_link(file)])

        at_work(self._desk, save)

    def _choose(self, name: str, value: object) -> None:
        if not self._desk.attempt(lambda: self._services.preferences.choose(**{name: value})):
            self.refresh()
        elif name == "voice":
            self._try_voice(on=bool(value))

    def _turn_reminders(self, on: bool) -> None:
        if not self._desk.attempt(lambda: self._services.reminding.turn(on)):
            self.refresh()

    def _try_voice(self, *, on: bool) -> None:
        """Let it be heard at once how a step will sound; without a voice it is off again."""
        if on:
            self._voice.prepare(self._have_no_voice)
            self._voice.say(self.widget.tr("Each step is said like this."))
        else:
            self._voice.hush()

    def _have_no_voice(self, reason: str) -> None:
        self._desk.say(reason)
        self._desk.attempt(lambda: self._services.preferences.choose(voice=False))
        self.refresh()

    def _export(self, kind: Format) -> None:
        stem = f"cluneal-diary-{When.now(self._services.clock).at.date()}"
        folder = self._documents or paths.documents_folder()

        def export() -> None:
            wait = patience(self.widget, self.widget.tr("Saving your diary."))
            with wait, free_name(folder, stem, _ENDING[kind]) as file:
                rows = self._services.exchange.export(kind, file)
            said = self.widget.tr("Saved: {file}. Rows in it: {rows}.")
            said = said.format(rows=rows, file=str(file))
            if kind == "fhir":
                said += " " + self.widget.tr("Your name and your notes are not in it.")
            elif left_out := len(self._services.routines.unreadable()):
                more = self.widget.tr("Left out, as they cannot be read: exercises of yours, {n}.")
                said = f"{said} {more.format(n=left_out)}"
            self._desk.say(said, actions=[folder_link(file)])

        at_work(self._desk, export)

    def _bring_in(self) -> None:
        file = self._ask_file()
        if file is not None:
            at_work(self._desk, lambda: self._look_into(file))

    def _look_into(self, file: Path) -> None:
        with patience(self.widget, self.widget.tr("Reading the file.")):
            incoming = self._services.exchange.read(file)
            self._bringing_in = BringInJoin(
                self._look, self._services, self._desk, incoming, self._documents
            )
            self._bringing_in.begin()

    def _ask(self) -> Path | None:
        kinds = self.widget.tr("Diary files (*.json *.zip *.csv *.db)")
        name, _ = QFileDialog.getOpenFileName(
            self.widget, self.widget.tr("Bring in a file"), "", kinds
        )
        return Path(name) if name else None
