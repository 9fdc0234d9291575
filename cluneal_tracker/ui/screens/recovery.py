"""What is seen where the diary was not opened: what happened, what is safe, the ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.services.backups import BackupView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets import backup_words
from cluneal_tracker.ui.widgets.backup_picker import BackupPicker
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, Page, PrimaryButton, clear
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.strip import Strip, announce


class Way(Enum):
    """What can be done to have a diary again."""

    RESTORE = auto()
    SALVAGE = auto()
    ACCEPT = auto()
    BEGIN = auto()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A diary that was not opened. `ways` begins with the one to try first.

    `here` is the file that is in its place now, if it can be read.
    """

    happened: str
    safe: str
    ways: Sequence[Way] = ()
    backups: Sequence[BackupView] = ()
    here: BackupView | None = None


class RecoveryScreen(QWidget):
    """A window of its own. `restore_requested` carries the file to be brought back."""

    restore_requested = Signal(object)
    elsewhere_requested = Signal()
    salvage_requested = Signal()
    accept_requested = Signal()
    begin_requested = Signal()
    retry_requested = Signal()
    folder_requested = Signal()
    open_requested = Signal()
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.picker: BackupPicker | None = None
        self._trouble = Trouble("", "")
        self.error = Strip("error")
        self._page = Page()
        self._title = Label("", "title")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self._page.title_row(self._title)
        self._page.column.addLayout(self._parts)
        self._page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.error)
        column.addWidget(self._page)
        self.setWindowTitle("Cluneal Tracker")

    def show_state(self, trouble: Trouble) -> None:
        """Show what happened and the ways there are."""
        self._trouble, self.picker = trouble, None
        self._begin_page(self.tr("Your diary was not opened"))
        card = Card()
        card.column.addWidget(Label(backup_words.breakable(trouble.happened)))
        card.column.addWidget(Label(trouble.safe, "strong"))
        self._parts.addWidget(card)
        makers = {
            Way.RESTORE: self._restore_card,
            Way.SALVAGE: self._salvage_card,
            Way.ACCEPT: self._accept_card,
            Way.BEGIN: self._begin_card,
        }
        for way in trouble.ways:
            self._parts.addWidget(makers[way]())
        self._parts.addLayout(self._footer())
        announce(self, trouble.happened)

    def show_done(self, *sentences: str) -> None:
        """Show that there is a diary again."""
        self.picker = None
        self._begin_page(self.tr("Your diary is ready"))
        card = Card()
        for sentence in sentences:
            card.column.addWidget(Label(backup_words.breakable(sentence)))
        open_it = PrimaryButton(self._look, self.tr("Open my diary"), self.open_requested.emit)
        card.column.addWidget(open_it, 0, Qt.AlignmentFlag.AlignLeft)
        self._parts.addWidget(card)
        open_it.setFocus()
        announce(self, " ".join(sentences))

    def show_elsewhere(self, file: BackupView) -> None:
        """Show a file that the person has chosen, with what it holds, above the backups."""
        if self.picker is not None:
            self.picker.show_backups(self._trouble.backups, file)
            self.picker.list.setFocus()

    def show_error(self, text: str) -> None:
        """Say what did not work; an empty text takes it away."""
        self.error.say(backup_words.breakable(text))

    def _begin_page(self, title: str) -> None:
        self.error.say("")
        self._title.setText(title)
        clear(self._parts)

    def _button(self, way: Way | None, text: str, clicked: Callable[[], object] | None) -> Button:
        """The button of the way to try first stands out."""
        first = next(iter(self._trouble.ways), None)
        if way is first:
            return PrimaryButton(self._look, text, clicked)
        return Button(text, "", clicked)

    def _restore_card(self) -> Card:
        backups = self._trouble.backups
        card = Card(self.tr("Bring back a backup"))
        if backups:
            hint = self.tr("See what each one holds. What you wrote after it is not in it.")
            card.column.addWidget(Label(hint, "muted"))
        bring = self._button(Way.RESTORE, self.tr("Bring this one back"), None)
        # Without backups the copy is all there is to try.
        way = None if backups else Way.RESTORE
        words = self.tr("I have a copy elsewhere")
        elsewhere = self._button(way, words, self.elsewhere_requested.emit)
        self.picker = BackupPicker(self._look, bring, elsewhere)
        self.picker.bring_back_requested.connect(self.restore_requested)
        self.picker.show_backups(backups)
        card.column.addWidget(self.picker)
        return card

    def _salvage_card(self) -> Card:
        words = self.tr("Save what can be read")
        hint = self.tr("This reads what is left of the file and makes a new diary of it.")
        newer = self.tr("It may hold newer entries than a backup.")
        button = self._button(Way.SALVAGE, words, self.salvage_requested.emit)
        return self._card(words, f"{hint} {newer}", button)

    def _accept_card(self) -> Card:
        hint = self.tr("Is this the one you want? Then use it from now on.")
        here = self._trouble.here
        if here is not None and here.held is not None:
            holds = self.tr("In the file that is here now: {what}.")
            hint = f"{holds.format(what=backup_words.short(here))} {hint}"
        button = self._button(Way.ACCEPT, self.tr("Use this diary"), self.accept_requested.emit)
        return self._card(self.tr("Use the diary that is here"), hint, button)

    def _begin_card(self) -> Card:
        words = self.tr("Begin a new diary")
        sure = self.tr("The new diary has no entries. Your backups and files stay as they are.")
        begin = self._button(Way.BEGIN, words, lambda: ask(True))
        # It comes to lie where a double click goes.
        not_now = Button(self.tr("Not now"), "", lambda: ask(False))
        really = Button(self.tr("Begin with no entries"), "", self.begin_requested.emit)

        def ask(asked: bool) -> None:
            begin.setHidden(asked)
            for button in (not_now, really):
                button.setVisible(asked)
            (not_now if asked else begin).setFocus()

        card = self._card(words, sure, begin, not_now, really)
        not_now.hide()
        really.hide()
        return card

    def _card(self, heading: str, hint: str, *buttons: Button) -> Card:
        card = Card(heading)
        card.column.addWidget(Label(hint, "muted"))
        row = FlowLayout()
        for button in buttons:
            row.addWidget(button)
        card.column.addLayout(row)
        return card

    def _footer(self) -> FlowLayout:
        row = FlowLayout()
        for button in (
            self._button(None, self.tr("Try again"), self.retry_requested.emit),
            Button(self.tr("Open the folder"), "", self.folder_requested.emit),
            Button(self.tr("Close"), "", self.close),
        ):
            row.addWidget(button)
        return row

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
