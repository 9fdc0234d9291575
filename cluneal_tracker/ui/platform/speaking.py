"""The process that speaks: `python -m` this module with a language reads sentences and says them.

Qt makes an engine by asking the system for every voice it has. With espeak-ng that takes seconds,
and Python stands still meanwhile, in every thread. So it happens in a process beside the window.

In: one sentence a line, said in place of the one before; an empty line means silence. When the
input ends, it finishes its sentence and goes. Out: one line, `READY` or what is missing.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

READY, NO_VOICE = "ready", "no voice"
# Speaks to nobody: it is there for tests.
_MOCK = "mock"
# A little slower than the voice's own pace, for a person who moves while listening.
_RATE = -0.1
# As the words on screen are spelt, for a system that is set to no language.
_SPELLING = "en_GB"
# Of the voices espeak-ng counts as American, the first is Caribbean.
_PLAIN = "English (America)"
_MS_TO_FINISH = 10_000


class Lines(QObject):
    """Tells of each line that comes in, and of the end."""

    came = Signal(str)
    ended = Signal()

    def read(self) -> None:
        """Wait for lines; for a thread of its own."""
        for line in sys.stdin.buffer:
            self.came.emit(line.decode().strip())
        self.ended.emit()


def make_speech(locale: QLocale, wanted: str = "") -> QTextToSpeech | None:
    """The first engine, or the one wanted, that has a voice of this language."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:
        # The part itself is missing, or a library that it speaks through.
        return None
    for engine in QTextToSpeech.availableEngines():
        if engine == wanted or (not wanted and engine != _MOCK):
            speech = QTextToSpeech(engine)
            held = [one for one in speech.availableLocales() if one.language() == locale.language()]
            if held:
                _choose_voice(speech, held)
                speech.setRate(_RATE)
                return speech
    return None


def take(speech: QTextToSpeech, line: str) -> None:
    """Say a line in place of what is being said, or nothing more."""
    if line:
        speech.say(line)
    else:
        speech.stop()


def _choose_voice(speech: QTextToSpeech, held: list[QLocale]) -> None:
    names = {one.name(): one for one in reversed(held)}
    wished = (QLocale.system().name(), _SPELLING)
    speech.setLocale(next((names[name] for name in wished if name in names), held[0]))
    plain = [voice for voice in speech.availableVoices() if voice.name() == _PLAIN]
    if plain:
        speech.setVoice(plain[0])


def _serve(application: QCoreApplication, speech: QTextToSpeech) -> None:
    ready = type(speech).State.Ready

    def leave() -> None:
        if speech.state() is ready:
            application.quit()
        speech.stateChanged.connect(lambda state: application.quit() if state is ready else None)
        QTimer.singleShot(_MS_TO_FINISH, application.quit)

    lines = Lines()
    lines.came.connect(lambda line: take(speech, line))
    lines.ended.connect(leave)
    print(READY, flush=True)
    threading.Thread(target=lines.read, daemon=True).start()
    application.exec()


def main(language: str, engine: str = "") -> None:
    """Say why there is no voice, or serve until the input ends."""
    application = QCoreApplication([])
    speech = make_speech(QLocale(language), engine)
    if speech is None:
        print(NO_VOICE, flush=True)
    else:
        _serve(application, speech)


if __name__ == "__main__":
    main(*sys.argv[1:])
