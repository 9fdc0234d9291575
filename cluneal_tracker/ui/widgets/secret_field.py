"""Fields for what nobody else may read: hidden while it is typed, shown on request."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.strip import announce

_FAIR, _LONG, _VARIED = 12, 20, 5
_WIDEST = 560


class SecretField(QWidget):
    """A named line whose text is hidden until Show is pressed; `entered` is the Enter key."""

    entered = Signal()
    changed = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._name = Label("", "strong")
        self.line = QLineEdit()
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.changed)
        self.show_it = Button("", "", self._turn)
        # A click leaves the cursor in the line, so that Enter still goes on.
        self.show_it.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addLayout(row)
        self.setMaximumWidth(look.px(_WIDEST))
        self.setFocusProxy(self.line)
        self.begin(name)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def begin(self, name: str, *, hidden: bool = True) -> None:
        """An empty field under a name; what stands on paper need not be hidden."""
        self._name.setText(name)
        self.line.setAccessibleName(name)
        self.line.clear()
        self.show_it.setVisible(hidden)
        self._hide_text(hidden)

    def _turn(self) -> None:
        self._hide_text(self.line.echoMode() is QLineEdit.EchoMode.Normal)

    def _hide_text(self, hidden: bool) -> None:
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Password if hidden else modes.Normal)
        words = self.tr("Show") if hidden else self.tr("Hide")
        self.show_it.setText(words)
        self.show_it.setAccessibleName(f"{words}: {self._name.text()}")


class PassphraseForm(Card):
    """Asks for a new passphrase, for the one that is in use, or for both.

    `given` carries the one in use and the new one, empty where it is not asked for.
    """

    given = Signal(str, str)
    dropped = Signal()

    def __init__(
        self, look: Look, heading: str, action: str, *, asks_now: bool, asks_new: bool
    ) -> None:
        super().__init__(heading)
        self._asks_now, self._asks_new = asks_now, asks_new
        self.now = SecretField(look, self.tr("Your passphrase or recovery code"))
        self.new = SecretField(look, self.tr("New passphrase"))
        self.again = SecretField(look, self.tr("New passphrase once more"))
        self.hint = Label(strength("", self.tr), "muted")
        self.new.changed.connect(lambda text: self.hint.setText(strength(text, self.tr)))
        self.slip = Label("", "strong")
        self.slip.hide()
        self.go = PrimaryButton(look, action, self._give)
        fields = [self.now] if asks_now else []
        fields += [self.new, self.again] if asks_new else []
        for field in fields:
            self.column.addWidget(field)
            field.entered.connect(self._give)
            if field is self.new:
                self.column.addWidget(self.hint)
        self.column.addWidget(self.slip)
        row = FlowLayout()
        row.addWidget(self.go)
        if asks_now:
            row.addWidget(Button(self.tr("Not now"), "", self.dropped.emit))
        self.column.addLayout(row)
        self.setFocusProxy(fields[0])

    def _give(self) -> None:
        slip, at = "", self.now
        if self._asks_now and not self.now.text:
            slip = self.tr("Type the passphrase that is in use now.")
        elif self._asks_new and not self.new.text:
            slip, at = self.tr("Type a new passphrase first."), self.new
        elif self._asks_new and self.new.text != self.again.text:
            differ = self.tr("The two new ones are not the same. Type the second one again.")
            slip, at = differ, self.again
        self.slip.setText(slip)
        self.slip.setVisible(bool(slip))
        if slip:
            announce(self, slip)
            at.line.selectAll()
            at.setFocus()
        else:
            self.given.emit(self.now.text, self.new.text)


def strength(passphrase: str, tr: Callable[[str], str]) -> str:
    """How good a passphrase is, by its length, in words."""
    if not passphrase:
        return tr("Four or more words that nobody links with you are good.")
    varied = len(set(passphrase)) >= _VARIED
    if len(passphrase) < _FAIR or not varied:
        return tr("This is short and easy to guess. Add a word or two.")
    if len(passphrase) < _LONG:
        return tr("This is fair. One more word makes it strong.")
    return tr("This is long. That is good.")
