"""Joins the Settings screen to the preferences and to the files that come and go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cluneal_tracker import __version__, paths
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.exchange import Format
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.screens.settings import SettingsScreen

_ENDING: dict[Format, str] = {"json": ".json", "csv": ".zip"}


class SettingsJoin:
    """Saves each choice at once."""

    interest = Changed.SETTINGS

    def __init__(
        self, services: Services, desk: Desk, ask_file: Callable[[], Path | None] | None = None
    ) -> None:
        self._services, self._desk = services, desk
        self._ask_file = ask_file or self._ask
        folder = services.folder or Path()
        self.widget = screen = SettingsScreen(str(folder), __version__)
        screen.chosen.connect(self._choose)
        screen.folder_requested.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        screen.export_requested.connect(self._export)
        screen.import_requested.connect(self._bring_in)

    def refresh(self) -> None:
        """Show the settings."""
        self.widget.show_state(self._services.preferences.current)

    def entered(self) -> None:
        """Nothing to prepare."""

    def _choose(self, name: str, value: object) -> None:
        try:
            self._services.preferences.choose(**{name: value})
        except (DiaryError, ValueError) as error:
            self._desk.say(str(error))
            self.refresh()

    def _export(self, kind: Format) -> None:
        day = self._services.clock.now().astimezone(self._services.clock.zone()).date()
        file = paths.documents_folder() / f"cluneal-diary-{day}{_ENDING[kind]}"
        try:
            rows = self._services.exchange.export(kind, file)
        except DiaryError as error:
            self._desk.say(str(error))
            return
        self._desk.say(
            self.widget.tr("Saved {rows} rows in {file}.").format(rows=rows, file=str(file))
        )

    def _bring_in(self) -> None:
        file = self._ask_file()
        if file is None:
            return
        try:
            report = self._services.exchange.bring_in(file)
        except DiaryError as error:
            self._desk.say(str(error))
            return
        text = self.widget.tr("Brought in {added} new rows. {old} were there already.")
        self._desk.say(
            text.format(added=report.total_added, old=report.already_there),
            undo=bool(report.total_added),
        )

    def _ask(self) -> Path | None:
        kinds = self.widget.tr("Diary files (*.json *.zip *.csv)")
        name, _ = QFileDialog.getOpenFileName(
            self.widget, self.widget.tr("Bring in a file"), "", kinds
        )
        return Path(name) if name else None
