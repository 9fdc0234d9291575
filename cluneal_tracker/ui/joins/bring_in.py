"""Joins the look into a file to the diary that it may come into."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from cluneal_tracker import paths
from cluneal_tracker.domain.column_roles import Roles
from cluneal_tracker.services.incoming import ImportReport, Incoming
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.saving import write_new
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.saving import folder_link
from cluneal_tracker.ui.joins.waiting import at_work
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.bring_in import BringInScreen
from cluneal_tracker.ui.widgets.incoming_words import program_text, role_options, sign_names
from cluneal_tracker.ui.widgets.patience import patience

# Fewer rows are looked through before one could read that they are.
_LONG = 5_000


class BringInJoin:
    """Has the whole window from `begin` until the file is brought in or left.

    `documents` is where a list of its rows is saved: the documents folder by default.
    """

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        incoming: Incoming,
        documents: Path | None = None,
    ) -> None:
        self._services, self._desk, self._incoming = services, desk, incoming
        self._documents = documents
        content = services.content
        activities = {item.key: item.name for item in content.activities}
        routines = {key: routine.name for key, routine in services.routines.by_key().items()}
        kinds = {kind.key: kind.name for kind in content.treatment_kinds}
        warnings = {sign.key: sign.short for sign in content.warning_signs}
        names = {**activities, **routines, **kinds, **warnings, **sign_names()}
        self._roles: Roles | None = None
        self.widget = screen = BringInScreen(
            look, incoming.file.name, program_text(incoming.program), names
        )
        if incoming.program is not None:
            self._roles = incoming.suggested(services.preferences.current.side)
            options = role_options(activities, routines, of_columns=incoming.is_table)
            screen.ask(incoming.names, self._roles, options)
        screen.roles_chosen.connect(self._choose)
        screen.bring_in_requested.connect(lambda: at_work(desk, self._bring_in))
        screen.copy_requested.connect(self._copy)
        screen.save_requested.connect(lambda *what: at_work(desk, lambda: self._save(*what)))
        screen.outdated.connect(self.refresh)
        screen.closed.connect(self._leave)

    def begin(self) -> None:
        """Take the window."""
        self._show()
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()

    def refresh(self) -> None:
        """Show what the file would add now."""
        at_work(self._desk, self._show)

    def _choose(self, roles: Roles) -> None:
        self._roles = roles
        self.refresh()

    def _show(self) -> None:
        words = self.widget.tr("Looking through the file.")
        is_long = self._incoming.rows > _LONG
        with patience(self.widget, words) if is_long else nullcontext():
            report = self._services.exchange.preview(self._incoming, self._roles)
        self.widget.show_state(report)

    def _bring_in(self) -> None:
        history = self._services.history
        name = self.widget.tr("what came from {file}").format(file=self._incoming.file.name)
        with patience(self.widget, self.widget.tr("Bringing the file in.")), history.named(name):
            report = self._services.exchange.bring_in(self._incoming, self._roles)
        self._leave()
        # Settings of the screen alone are no step that undo takes back.
        undo = bool(report.total_added) and history.newest_name == name
        self._desk.say(self._said(report), undo=undo)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(f"{self._incoming.file.name}\n{text}")
        self._desk.say(self.widget.tr("The list is copied."))

    def _save(self, name: str, text: str) -> None:
        folder = self._documents or paths.documents_folder()
        content = f"{self._incoming.file.name}\n{text}".encode()
        file = write_new(folder, name, ".txt", content)
        said = self.widget.tr("Saved: {file}.").format(file=file)
        self._desk.say(said, actions=[folder_link(file)])

    def _leave(self) -> None:
        self._desk.end_full(self.widget)

    def _said(self, report: ImportReport) -> str:
        tr = self.widget.tr
        said = tr("New rows: {added}. There already: {old}.").format(
            added=report.total_added, old=report.already_there
        )
        if report.conflicts:
            differ = tr("Rows that differ from yours: {count}. Yours were kept.")
            said = f"{said} {differ.format(count=len(report.conflicts))}"
        return said
