"""The exercise timer: one thing to do, one big number, five buttons."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.countdown import Glance, TimerState
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import run_seconds, side_ahead
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.ui.exercise_words import (
    left_text,
    next_text,
    say_text,
    title_text,
    where_text,
)
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import PAGE_MARGIN, Button, Label, PrimaryButton, restyle
from cluneal_tracker.ui.widgets.digits import Digits
from cluneal_tracker.ui.widgets.drawing import WAY_SECONDS, Drawing
from cluneal_tracker.ui.widgets.fitted_text import FittedText
from cluneal_tracker.ui.widgets.progress_line import ProgressLine
from cluneal_tracker.ui.widgets.strip import announce

# The largest shares of the height that the two lines of text may take from the drawing.
_SAY_SHARE, _NEXT_SHARE = 0.15, 0.1


class Ask(Enum):
    """What a person can ask of the timer.

    `PAUSE` is the large button: at one's own pace it says that a step is done, and `HOLD` pauses.
    """

    STOP = "stop"
    REDO = "redo"
    BACK = "back"
    PAUSE = "pause"
    HOLD = "hold"
    SKIP = "skip"
    SOUND = "sound"
    VOICE = "voice"


_KEYS = {
    Qt.Key.Key_Right: Ask.SKIP,
    Qt.Key.Key_Left: Ask.BACK,
    Qt.Key.Key_R: Ask.REDO,
    Qt.Key.Key_P: Ask.HOLD,
    Qt.Key.Key_M: Ask.SOUND,
    Qt.Key.Key_V: Ask.VOICE,
    Qt.Key.Key_Escape: Ask.STOP,
}
_PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TimerScreen(QWidget):
    """Leads through one phase after another.

    `asked` carries what was pressed with the mouse or by a reader, `keyed` what was asked for on
    the keyboard: keys may be left over from the page before, so they are judged apart.
    """

    asked = Signal(Ask)
    keyed = Signal(Ask)

    def __init__(self, look: Look, routine: Routine, *, motion: bool = True) -> None:
        super().__init__()
        self._look, self._routine, self._motion = look, routine, motion
        self._total = run_seconds(routine)
        self._announced: object = None
        self._standing = self._sound_on = self._voice_on = self._paced = False
        self._named: tuple[bool, ...] = ()
        self._where = Label("", "heading")
        self._where.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.drawing = Drawing(look, QSize(120, 80))
        self.digits = Digits(look)
        self.say = FittedText(look, 64, "text", bold=True)
        self.next = FittedText(look, 40, "muted")
        self.progress = ProgressLine(look)
        self.left = Label("", "muted")
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.buttons: dict[Ask, Button] = {}
        for ask in Ask:
            press = partial(self.asked.emit, ask)
            pause = ask is Ask.PAUSE
            button = PrimaryButton(self._look, "", press) if pause else Button("", "", press)
            # A click must not take the keyboard away from Pause.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.installEventFilter(self)
            self.buttons[ask] = button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(Label(title_text(self._routine), "heading"), 1)
        top.addWidget(self._where, 1)
        middle = QHBoxLayout()
        middle.addWidget(self.drawing, 1)
        middle.addWidget(self.digits, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for ask, button in self.buttons.items():
            if ask in (Ask.REDO, Ask.SOUND):
                foot.addStretch(1)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(middle, 1)
        for widget in (self.say, self.next, self.progress, self.left):
            column.addWidget(widget)
        column.addLayout(foot)

    def show_state(self, glance: Glance, *, sound_on: bool, voice_on: bool) -> None:
        """Show the timer as it stands."""
        phase, following = glance.phase, glance.following
        standing = glance.state in (TimerState.PAUSED, TimerState.ASLEEP)
        side = side_ahead(phase, following)
        self._where.setText(where_text(phase, following, self._routine))
        self.drawing.show_drawing(
            phase.drawing,
            mirrored=side is Side.LEFT,
            swing=phase.swing,
            seconds=min(WAY_SECONDS, phase.seconds),
            moving=self._motion and not standing,
        )
        if phase.paced:
            self.digits.show_times(phase.times, quiet=standing)
        else:
            self.digits.show_seconds(glance.digits, phase.seconds, quiet=standing)
        self.say.show_text(self._say_text(glance))
        self.next.show_text(
            self.tr("Press Space to go on.") if standing else next_text(following, self._routine)
        )
        self.progress.show_share(1 - glance.session_left / self._total)
        self.left.setText(left_text(glance.done, glance.planned, glance.session_left))
        named = (standing, sound_on, voice_on, phase.paced)
        if named != self._named:
            self._named = named
            self._standing, self._sound_on, self._voice_on, self._paced = named
            self._name_buttons()
        if (glance.index, glance.state) != self._announced:
            self._announced = (glance.index, glance.state)
            announce(self, self.say.text)

    def focus_pause(self) -> None:
        """Put the keyboard on Pause."""
        self.buttons[Ask.PAUSE].setFocus()

    def flash(self, *, strong: bool) -> None:
        """Show what a sound tells."""
        self.digits.flash(strong=strong)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            # Keys of the window would lead away in the middle of an exercise.
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._take_key(watched, event)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.say.setFixedHeight(min(self.say.wanted_height(), round(self.height() * _SAY_SHARE)))
        self.next.setFixedHeight(min(self.next.wanted_height(), round(self.height() * _NEXT_SHARE)))
        self._name_buttons()

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        ask = _KEYS.get(key)
        if key in _PRESS:
            ask = next((one for one, button in self.buttons.items() if button is watched), None)
        if ask is None:
            return False
        if not event.isAutoRepeat():
            self.keyed.emit(ask)
        return True

    def _say_text(self, glance: Glance) -> str:
        if glance.state is TimerState.PAUSED:
            return self.tr("Paused")
        if glance.state is TimerState.ASLEEP:
            return self.tr("Paused while your computer slept.")
        return say_text(glance.phase, self._routine)

    def _name_buttons(self) -> None:
        """Full names where they fit, short ones in a small window or with large text."""
        self._name(short=False)
        wanted = sum(
            button.sizeHint().width() + 8
            for button in self.buttons.values()
            if not button.isHidden()
        )
        if wanted > self.width() - 2 * PAGE_MARGIN:
            self._name(short=True)

    def _name(self, *, short: bool) -> None:
        pause = self.tr("Done") if self._paced else self.tr("Pause")
        pause = self.tr("Go on") if self._standing else pause
        sound = self.tr("Sound on") if self._sound_on else self.tr("Sound off")
        voice = self.tr("Voice on") if self._voice_on else self.tr("Voice off")
        names = {
            Ask.STOP: self.tr("Stop") if short else self.tr("Stop and save"),
            Ask.REDO: "" if short else self._redo_name(),
            Ask.BACK: "" if short else self.tr("Back"),
            Ask.PAUSE: pause if short else self.tr("{name} (Space)").format(name=pause),
            Ask.HOLD: "" if short else self.tr("Pause (P)"),
            Ask.SKIP: "" if short else self.tr("Skip"),
            Ask.SOUND: "" if short else sound,
            Ask.VOICE: "" if short else voice,
        }
        for ask, name in names.items():
            self.buttons[ask].setText(name)
        self.buttons[Ask.HOLD].setVisible(self._paced and not self._standing)
        self._mark(Ask.SOUND, sound, "sound-on" if self._sound_on else "sound-off")
        self._mark(Ask.VOICE, voice, "voice-on" if self._voice_on else "voice-off")
        self._mark(Ask.REDO, self._redo_name(), "back-step")
        self._mark(Ask.HOLD, self.tr("Pause (P)"), "pause" if short else "")
        self._mark(Ask.BACK, self.tr("Back"), "back" if short else "")
        self._mark(Ask.SKIP, self.tr("Skip"), "skip" if short else "")

    def _redo_name(self) -> str:
        sides = any(part.each_side for part in self._routine.parts)
        return self.tr("Side again") if sides else self.tr("From the start")

    def _mark(self, ask: Ask, name: str, icon: str) -> None:
        """A button that may have to do without its words."""
        button = self.buttons[ask]
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIcon(self._look.icon(icon) if icon else QIcon())
        button.setIconSize(QSize(24, 24) * self._look.scale)
        button.setProperty("role", "" if button.text() else "icon")
        restyle(button)
