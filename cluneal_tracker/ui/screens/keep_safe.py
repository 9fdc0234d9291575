"""Keep it safe: is the diary whole, what backups there are, and where else they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from cluneal_tracker.services.backups import BackupView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets import backup_words
from cluneal_tracker.ui.widgets.backup_picker import BackupPicker
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.strip import announce


@dataclass(frozen=True, slots=True)
class Safety:
    """The backups, a file from elsewhere that was looked at, and the second folder, if any."""

    backups: Sequence[BackupView]
    elsewhere: BackupView | None
    second: str
    second_in_reach: bool


class KeepSafeScreen(FullPage):
    """All that keeps the diary. `restore_requested` carries the file to be brought back."""

    make_requested = Signal()
    restore_requested = Signal(object)
    elsewhere_requested = Signal()
    second_requested = Signal()
    second_dropped = Signal()
    other_requested = Signal()
    join_requested = Signal()
    join_dropped = Signal()
    deleted_requested = Signal()
    lock_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Keep it safe"))
        self.picker = self._make_picker(look)
        self._add_diary(look)
        self._add_backups()
        self._add_second()
        self._add_join()
        self._add_lock()
        self.column.addStretch(1)

    def show_state(self, safety: Safety) -> None:
        """Show what there is."""
        newest = next(iter(safety.backups), None)
        said = self.tr("Newest backup: {moment}.")
        none = self.tr("There is no backup yet.")
        self._newest.setText(said.format(moment=backup_words.moment(newest)) if newest else none)
        self.picker.show_backups(safety.backups, safety.elsewhere)
        self._show_second(safety)

    def show_lock(self, *, locked: bool) -> None:
        """Say whether a passphrase is needed to open the diary and its backups."""
        open_to = self.tr(
            "Your diary has no passphrase. Anyone who can use your account can read it."
        )
        kept = self.tr("Your diary opens with your passphrase or your recovery code.")
        self._locked.setText(kept if locked else open_to)
        change, choose = self.tr("Passphrase and lock"), self.tr("Choose a passphrase")
        self.lock.setText(change if locked else choose)
        second = self.tr("Your backups can also go to a stick or a synced folder.")
        care = self.tr("Anyone who can open that folder can read them.")
        self._second_hint.setText(second if locked else f"{second} {care}")

    def show_checked(self, text: str) -> None:
        """Say whether the diary is whole."""
        self._checked.setText(text)

    def show_other(self, text: str, *, can_join: bool) -> None:
        """Say what another diary brings; an empty text ends it."""
        self._brings.setText(text)
        self._brings.setVisible(bool(text))
        self.join.setVisible(can_join)
        self.drop.setVisible(can_join)
        if can_join:
            self.join.setFocus()
        if text:
            announce(self, text)

    def _make_picker(self, look: Look) -> BackupPicker:
        bring = Button(self.tr("Bring this one back"))
        elsewhere = Button(self.tr("I have a copy elsewhere"), "", self.elsewhere_requested.emit)
        picker = BackupPicker(look, bring, elsewhere)
        picker.bring_back_requested.connect(self.restore_requested)
        return picker

    def _add_diary(self, look: Look) -> None:
        self._checked, self._newest = Label(), Label()
        make = PrimaryButton(look, self.tr("Make a backup now"), self.make_requested.emit)
        deleted = Button(self.tr("Recently deleted"), "", self.deleted_requested.emit)
        self._card(self.tr("Your diary"), [self._checked, self._newest], [make, deleted])

    def _add_backups(self) -> None:
        hint = self.tr(
            "One is made on each day that you write. You can undo after you bring one back."
        )
        self._card(self.tr("Backups"), [Label(hint, "muted"), self.picker], [])

    def _add_second(self) -> None:
        self._second_hint, self._second = Label("", "muted"), Label()
        self.choose = Button("", "", self.second_requested.emit)
        self.leave = Button(self.tr("Stop using it"), "", self.second_dropped.emit)
        self.leave.setAccessibleName(self.tr("Stop using the second folder"))
        labels = [self._second_hint, self._second]
        self._card(self.tr("A second folder"), labels, [self.choose, self.leave])

    def _show_second(self, safety: Safety) -> None:
        lines = [self.tr("Folder: {folder}").format(folder=safety.second)]
        if not safety.second_in_reach:
            lines.append(self.tr("It is out of reach now. It gets what it missed when it is back."))
        self._second.setText(backup_words.breakable("\n".join(lines)))
        self._second.setVisible(bool(safety.second))
        other, first = self.tr("Choose another folder"), self.tr("Choose a folder")
        self.choose.setText(other if safety.second else first)
        self.leave.setVisible(bool(safety.second))

    def _add_join(self) -> None:
        hint = self.tr("Do you also write on another computer? Bring those entries in here.")
        kept = self.tr("Yours stay.")
        self._brings = Label("", "strong")
        look_at = Button(self.tr("Choose the other diary"), "", self.other_requested.emit)
        self.join = Button(self.tr("Join"), "", self.join_requested.emit)
        self.drop = Button(self.tr("Not now"), "", self.join_dropped.emit)
        labels = [Label(f"{hint} {kept}", "muted"), self._brings]
        self._card(self.tr("Join another diary"), labels, [self.join, self.drop, look_at])
        self.show_other("", can_join=False)

    def _add_lock(self) -> None:
        self._locked = Label()
        self.lock = Button("", "", self.lock_requested.emit)
        self._card(self.tr("Lock with a passphrase"), [self._locked], [self.lock])
        self.show_lock(locked=False)

    def _card(
        self, heading: str, parts: Sequence[Label | BackupPicker], buttons: Sequence[Button]
    ) -> Card:
        card = Card(heading)
        for part in parts:
            card.column.addWidget(part)
        if buttons:
            row = FlowLayout()
            for button in buttons:
                row.addWidget(button)
            card.column.addLayout(row)
        self.column.addWidget(card)
        return card
