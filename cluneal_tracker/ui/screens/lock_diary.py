"""Lock with a passphrase: what it is good for, the recovery code, and all that can be changed."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton, clear
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.secret_field import PassphraseForm
from cluneal_tracker.ui.widgets.strip import Strip, announce
from cluneal_tracker.ui.widgets.tick_box import TickBox


class Wish(Enum):
    """What can be done about the lock."""

    LOCK = auto()
    CHANGE = auto()
    NEW_CODE = auto()
    NEW_KEY = auto()
    UNLOCK = auto()


class LockDiaryScreen(FullPage):
    """`wished` carries what is to be done, the passphrase in use and the new one.

    `code_kept` says that the recovery code is written down, so that it may count.
    """

    wished = Signal(Wish, str, str)
    code_kept = Signal()
    dropped = Signal()
    print_requested = Signal()
    copy_requested = Signal()
    save_requested = Signal()
    others_removed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Lock with a passphrase"))
        self._look = look
        self.form: PassphraseForm | None = None
        self.error = Strip("error")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.column.addWidget(self.error)
        self.column.addLayout(self._parts)
        self.column.addStretch(1)

    def show_state(self, *, locked: bool, others: int) -> None:
        """Show what can be done; `others` counts the backups that open without this lock."""
        self._begin()
        self._parts.addWidget(self._about(locked))
        if not locked:
            self._ask(Wish.LOCK)
            return
        if others:
            self._parts.addWidget(self._others(others))
        self._parts.addWidget(self._choices())
        self.take_focus()

    def take_focus(self) -> None:
        """Let the keyboard begin in the first field, or at Back where there is none."""
        (self.form or self.back).setFocus()

    def show_code(self, code: str, action: str) -> None:
        """Show a recovery code that counts once it is written down and `action` is pressed."""
        self._begin()
        card = Card(self.tr("Your recovery code"))
        why = self.tr("It opens your diary if you forget the passphrase. It is shown only now.")
        card.column.addWidget(Label(why))
        shown = Label(code, "title")
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        card.column.addWidget(shown)
        how = self.tr("Write it on paper, or print it. Keep it away from here.")
        card.column.addWidget(Label(how, "muted"))
        card.column.addLayout(
            _row(
                Button(self.tr("Print it"), "", self.print_requested.emit),
                Button(self.tr("Save as a text file"), "", self.save_requested.emit),
                Button(self.tr("Copy"), "", self.copy_requested.emit),
            )
        )
        self.told = Label("", "strong")
        self.told.hide()
        card.column.addWidget(self.told)
        self.kept = TickBox(self._look, self.tr("I have written it down or printed it"))
        self.go = PrimaryButton(self._look, action, self._go_on)
        card.column.addWidget(self.kept)
        drop = Button(self.tr("Not now"), "", self.dropped.emit)
        card.column.addLayout(_row(self.go, drop))
        self._parts.addWidget(card)
        shown.setFocus()
        announce(self, f"{card.heading.text()}: {code}")

    def tell(self, text: str) -> None:
        """Say what became of the code."""
        self.told.setText(text)
        self.told.show()
        announce(self, text)

    def show_error(self, text: str) -> None:
        """Say what did not work; an empty text takes it away."""
        self.error.say(text)
        self.ensureWidgetVisible(self.error)

    def _go_on(self) -> None:
        if self.kept.isChecked():
            self.code_kept.emit()
        else:
            self.tell(self.tr("Write the code down first. Then tick the box."))
            self.kept.setFocus()

    def _begin(self) -> None:
        self.form = None
        self.error.say("")
        clear(self._parts)

    def _about(self, locked: bool) -> Card:
        card = Card(self.tr("Your diary is locked") if locked else "")
        for sentence in (
            self.tr("A locked diary opens with your passphrase or your recovery code alone."),
            self.tr("Anyone who finds the file, a backup or a stick cannot read it."),
            self.tr(
                "It does not help while the diary is open. Files that you save are not locked."
            ),
            self.tr("Without both of them nobody can open it again, we included."),
        ):
            card.column.addWidget(Label(sentence))
        return card

    def _choices(self) -> Card:
        card = Card(self.tr("What you can change"))
        words = {
            Wish.CHANGE: self.tr("Change my passphrase"),
            Wish.NEW_CODE: self.tr("Get a new recovery code"),
            Wish.NEW_KEY: self.tr("Somebody else knows it"),
            Wish.UNLOCK: self.tr("Take the lock off"),
        }
        card.column.addLayout(_row(*(self._choice(wish, text) for wish, text in words.items())))
        return card

    def _choice(self, wish: Wish, text: str) -> Button:
        def choose() -> None:
            self._begin()
            self._ask(wish)

        return Button(text, "", choose)

    def _ask(self, wish: Wish) -> None:
        """A form for the secrets that a wish needs."""
        heading, action, hint = self._words(wish)
        form = PassphraseForm(
            self._look,
            heading,
            action,
            asks_now=wish is not Wish.LOCK,
            asks_new=wish in (Wish.LOCK, Wish.CHANGE, Wish.NEW_KEY),
        )
        if hint:
            form.column.insertWidget(1, Label(hint, "muted"))
        form.given.connect(lambda now, new: self.wished.emit(wish, now, new))
        form.dropped.connect(self.dropped)
        self._parts.addWidget(form)
        self.form = form
        self.take_focus()

    def _words(self, wish: Wish) -> tuple[str, str, str]:
        tr = self.tr
        older = tr("Backups made before open with the one before.")
        afresh = tr("All is locked anew, with another passphrase and another code.")
        plain = tr("The diary opens without a passphrase again. Locked backups stay locked.")
        return {
            Wish.LOCK: (tr("Choose a passphrase"), tr("Go on"), ""),
            Wish.CHANGE: (tr("Change my passphrase"), tr("Change it"), older),
            Wish.NEW_CODE: (tr("A new recovery code"), tr("Go on"), older),
            Wish.NEW_KEY: (tr("Lock it anew"), tr("Go on"), afresh),
            Wish.UNLOCK: (tr("Take the lock off"), tr("Take it off"), plain),
        }[wish]

    def _others(self, count: int) -> Card:
        card = Card(self.tr("Older backups"))
        one = self.tr("1 backup can be read without this passphrase.")
        several = self.tr("{count} backups can be read without this passphrase.")
        card.column.addWidget(Label(one if count == 1 else several.format(count=count)))
        hint = self.tr("Before they go, a locked backup of all of your diary is made.")
        card.column.addWidget(Label(hint, "muted"))
        sure = self.tr("Remove 1 backup for good?")
        all_sure = self.tr("Remove {count} backups for good?")
        question = Label(sure if count == 1 else all_sure.format(count=count), "strong")
        remove = Button(self.tr("Remove the older ones"), "", lambda: ask(True))
        go = Button(self.tr("Remove them"), "", self.others_removed.emit)
        keep = Button(self.tr("Keep them"), "", lambda: ask(False))

        def ask(asked: bool) -> None:
            remove.setVisible(not asked)
            for part in (question, go, keep):
                part.setVisible(asked)
            (keep if asked else remove).setFocus()
            if asked:
                announce(self, question.text())

        for part in (question, go, keep):
            part.hide()
        card.column.addWidget(question)
        card.column.addLayout(_row(remove, go, keep))
        return card


def _row(*buttons: Button) -> FlowLayout:
    row = FlowLayout()
    for button in buttons:
        row.addWidget(button)
    return row
