"""A voice, where the computer has one: spoken by the system through Qt's text to speech."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

# Speaks to nobody: it is there for tests.
_MOCK = "mock"
# A little slower than the voice's own pace, for a person who moves while listening.
_RATE = -0.1


class Voice:
    """Says one sentence at a time; without an engine or a voice of the language it is silent.

    The engine is made when it is first needed: loading it takes about a tenth of a second.
    """

    def __init__(self, locale: QLocale, engine: str = "") -> None:
        self._locale, self._engine = locale, engine
        self._speech: QTextToSpeech | None = None
        self._lacks: str | None = None

    @property
    def lacks(self) -> str:
        """Why it is silent, in a sentence for the person; empty where it can speak."""
        if self._lacks is None:
            self._lacks = self._make()
        return self._lacks

    def say(self, text: str) -> None:
        """Say it now, in place of what is being said; the words on screen do not wait for it."""
        if not self.lacks and self._speech is not None:
            self._speech.say(text)

    def hush(self) -> None:
        """Say no more."""
        if self._speech is not None:
            self._speech.stop()

    def _make(self) -> str:
        no_part = _tr("Spoken steps need one more part: pip install “cluneal-tracker[voice]”.")
        no_voice = _tr("This computer has no voice for spoken steps.")
        if find_spec("PySide6.QtTextToSpeech") is None:
            return no_part
        try:
            from PySide6.QtTextToSpeech import QTextToSpeech
        except ImportError:
            # A library that it speaks through is missing.
            return no_voice
        engines = QTextToSpeech.availableEngines()
        wanted = [self._engine] if self._engine else [one for one in engines if one != _MOCK]
        engine = next((one for one in wanted if one in engines), "")
        if not engine:
            return no_voice
        speech = QTextToSpeech(engine)
        language = self._locale.language()
        if language not in [one.language() for one in speech.availableLocales()]:
            return no_voice
        if speech.locale().language() != language:
            speech.setLocale(self._locale)
        speech.setRate(_RATE)
        self._speech = speech
        return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("voice", text)
