"""Settings: one page, saved at once, nothing to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from cluneal_tracker.domain.month import Month
from cluneal_tracker.domain.settings import Paper, Settings, Theme
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.backup_words import breakable
from cluneal_tracker.ui.widgets.basics import CARD_MARGIN, Button, Card, Label, Page
from cluneal_tracker.ui.widgets.chips import Choice, SideChoice
from cluneal_tracker.ui.widgets.emergency_field import EmergencyField
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.nudge_choice import NudgeChoice
from cluneal_tracker.ui.widgets.onset_field import OnsetField
from cluneal_tracker.ui.widgets.outside_card import OutsideCard
from cluneal_tracker.ui.widgets.reminder_words import Names, reminder_text
from cluneal_tracker.ui.widgets.tick_box import TickBox


class SettingsScreen(Page):
    """What can be chosen. `chosen` carries the name of a setting and its new value."""

    chosen = Signal(str, object)
    export_requested = Signal(str)
    import_requested = Signal()
    folder_requested = Signal()
    safety_requested = Signal()
    reminders_turned = Signal(bool)
    schedule_requested = Signal()

    def __init__(self, look: Look, folder: str, version: str, today: Month) -> None:
        super().__init__()
        self._look = look
        self.title_row(Label(self.tr("Settings"), "title"))
        self._add_reminders()
        self._add_nudge()
        self._add_screen()
        self._add_onset(today)
        self._add_exercise_and_page()
        self._add_emergency()
        self._add_data(folder)
        about = self.tr("Cluneal Tracker {version}. A pain diary, not a medical device.")
        self.column.addWidget(Label(about.format(version=version), "small"))
        self.column.addStretch(1)

    def _card(self, heading: str, hint: str, *widgets: QWidget) -> Card:
        card = Card(heading)
        if hint:
            card.column.addWidget(Label(hint, "muted"))
        row = FlowLayout()
        for widget in widgets:
            if isinstance(widget.layout(), FlowLayout):
                # It wraps its own chips, so it gets the whole width.
                card.column.addWidget(widget)
            else:
                row.addWidget(widget)
        if row.count():
            card.column.addLayout(row)
        self.column.addWidget(card)
        return card

    def _add_reminders(self) -> None:
        self._remind = TickBox(self._look, self.tr("Remind me"))
        self._remind.clicked.connect(self.reminders_turned)
        self._schedule = Label("", "muted")
        choose = Button(self.tr("Times and days"), "", self.schedule_requested.emit)
        card = self._card(self.tr("Reminders"), "", self._remind, choose)
        card.column.addWidget(self._schedule)
        self.outside = OutsideCard(self._look)
        self.column.addWidget(self.outside)

    def _add_nudge(self) -> None:
        self._nudge = NudgeChoice(self._look)
        self._nudge.chosen.connect(self.chosen)
        hint = self.tr("A small window, without a sound, while the app is open. It goes by itself.")
        self._card(self.tr("Hourly nudge"), hint, self._nudge)

    def _add_screen(self) -> None:
        themes = {
            Theme.SYSTEM: self.tr("Like the system"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
            Theme.CONTRAST: self.tr("High contrast"),
        }
        self._theme = self._choice("theme", themes, self.tr("Colours"))
        sizes = {size: f"{size} %" for size in Settings.TEXT_SIZES}
        self._size = Choice(sizes, self.tr("Text size"), flows=True)
        self._size.chosen.connect(self._choose_size)
        self._card(self.tr("Colours"), "", self._theme)
        self._card(self.tr("Text size"), "", self._size)

    def _add_onset(self, today: Month) -> None:
        self.began = OnsetField(today)
        self.began.chosen.connect(lambda began: self.chosen.emit("pain_began", began))
        hint = self.tr("The ladder and the page for your doctor count the months from then.")
        self._card(self.tr("When did this pain begin?"), hint, self.began)

    def _add_exercise_and_page(self) -> None:
        self._side = SideChoice()
        self._side.chosen.connect(lambda side: self.chosen.emit("side", side))
        self._card(self.tr("My side"), self.tr("The side the pain line asks about."), self._side)
        self._sound = TickBox(self._look, self.tr("Soft sounds while exercising"))
        self._sound.toggled.connect(lambda on: self.chosen.emit("sound", on))
        self._voice = TickBox(self._look, self.tr("Say each step aloud"))
        self._voice.toggled.connect(lambda on: self.chosen.emit("voice", on))
        self._card(self.tr("Sound"), "", self._sound, self._voice)
        self._ask_before = TickBox(self._look, self.tr("Ask about my pain before an exercise"))
        self._ask_before.toggled.connect(lambda on: self.chosen.emit("ask_before", on))
        hint = self.tr("With a score before and after you see whether an exercise does you good.")
        self._motion = TickBox(self._look, self.tr("Drawings move gently"))
        self._motion.toggled.connect(lambda on: self.chosen.emit("motion", on))
        self._card(self.tr("Exercises"), hint, self._ask_before, self._motion)
        papers = {Paper.A4: "A4", Paper.LETTER: self.tr("US Letter")}
        self._paper = self._choice("paper", papers, self.tr("Paper"))
        self._card(self.tr("Paper for your visit"), "", self._paper)

    def _add_emergency(self) -> None:
        self.emergency = EmergencyField()
        self.emergency.chosen.connect(lambda text: self.chosen.emit("emergency_number", text))
        card = self._card(self.tr("Emergency number"), "")
        card.column.addWidget(self.emergency)

    def _add_data(self, folder: str) -> None:
        one_file = self.tr("It is one file on this computer, in {folder}.").format(folder=folder)
        inside = self.tr("“Keep it safe” has backups, what you deleted, and the passphrase.")
        self._card(
            self.tr("Your diary"),
            f"{breakable(one_file)} {inside}",
            Button(self.tr("Keep it safe"), "", self.safety_requested.emit),
            Button(self.tr("Open the folder"), "", self.folder_requested.emit),
        )
        whole = self.tr("JSON holds all of your diary, CSV is for a spreadsheet.")
        again = self.tr("Both can be brought in again.")
        self._card(
            self.tr("Files in and out"),
            f"{whole} {again}",
            Button(self.tr("Save a copy as JSON"), "", lambda: self.export_requested.emit("json")),
            Button(self.tr("Save as CSV"), "", lambda: self.export_requested.emit("csv")),
            Button(self.tr("Save for a clinic"), "", lambda: self.export_requested.emit("fhir")),
            Button(self.tr("Bring in a file"), "", self.import_requested.emit),
        )

    def _choose_size(self, size: int) -> None:
        """Everything above grows or shrinks with it; what was pressed stays where it is."""
        stood = self._size.mapTo(self.viewport(), QPoint(0, 0)).y()
        self.chosen.emit("text_size", size)
        # Once everything has its new place.
        QTimer.singleShot(0, self, lambda: self._come_back(stood))

    def _come_back(self, stood: int) -> None:
        moved = self._size.mapTo(self.viewport(), QPoint(0, 0)).y() - stood
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)
        self.ensureWidgetVisible(self._size, 0, CARD_MARGIN)

    def _choice(self, setting: str, options: Mapping[Any, str], name: str) -> Choice:
        choice = Choice(options, name, flows=True)
        choice.chosen.connect(lambda value: self.chosen.emit(setting, value))
        return choice

    def show_state(self, settings: Settings, names: Names) -> None:
        """Show the settings as they are; `names` are those of the exercises by key."""
        shown = {
            self._remind: settings.reminders_on,
            self._sound: settings.sound,
            self._voice: settings.voice,
            self._ask_before: settings.ask_before,
            self._motion: settings.motion,
        }
        for box, on in shown.items():
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        listed = [reminder_text(one, names) for one in settings.reminders]
        self._schedule.setText(", ".join(listed) or self.tr("No times are chosen."))
        self._nudge.show_settings(settings)
        self._theme.show_choice(settings.theme)
        self._size.show_choice(settings.text_size)
        self._side.show_choice(settings.side)
        self._paper.show_choice(settings.paper)
        self.emergency.show_saved(settings.emergency_number)
        self.began.show_saved(settings.pain_began)
