"""The voice of an exercise: what it says and when, and how it does without."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QLocale

from cluneal_tracker.domain.countdown import Countdown
from cluneal_tracker.domain.routine import phases
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.cues import Cues
from cluneal_tracker.ui.platform.voice import Voice
from tests.fakes import FakeClock
from tests.ui.desk import FakeSound, FakeVoice

ENGLISH = QLocale("en")


def transcript(services: Services, clock: FakeClock, key: str, voice: object) -> list[str]:
    """Lead through a routine by hand; each sentence with the second it is said at."""
    assert isinstance(voice, FakeVoice)
    routine = services.exercises.routine(key)
    countdown = Countdown(phases(routine), clock.monotonic)
    cues = Cues(routine, FakeSound(), voice, lambda _: None, sound_on=True, voice_on=True)
    begun, before, told = clock.monotonic(), countdown.tick(), 0
    cues.begin(before)
    lines: list[str] = []
    while True:
        lines += [f"{clock.monotonic() - begun:.0f} {text}" for text in voice.said[told:]]
        told = len(voice.said)
        if countdown.over:
            return lines
        clock.move(seconds=1)
        now = countdown.tick()
        cues.tell(before, now)
        before = now


def test_a_nerve_glide_is_spoken_step_by_step(services: Services, clock: FakeClock) -> None:
    lines = transcript(services, clock, "nerve-glide", FakeVoice())
    assert lines[:7] == [
        "0 Get ready. Next: knee to your chest.",
        "5 Right leg. Pull your knee to your chest.",
        "7 Hold your knee to your chest. Next: leg up to the ceiling.",
        "12 Point your leg at the ceiling.",
        "15 Pull your toes towards you.",
        "17 Lower your leg slowly.",
        "20 Pull your knee to your chest.",
    ]
    assert "155 Now the left leg. Next: knee to your chest." in lines
    assert "165 Pull your knee to your chest." in lines
    assert lines[-1] == "315 Well done. That was all."
    assert len(lines) == 1 + 50 + 1 + 50 + 1


def test_long_holds_are_told_their_half_and_what_comes(
    services: Services, clock: FakeClock
) -> None:
    lines = transcript(services, clock, "heat-stretch", FakeVoice())
    assert lines[1:5] == [
        "5 Rest with the heat pack on.",
        "305 Halfway.",
        "599 Next: ease into the stretch.",
        "605 Right side. Ease into the stretch. Next: hold the stretch.",
    ]


def test_the_engine_itself_is_handed_every_sentence(
    services: Services, clock: FakeClock, qapp: object
) -> None:
    """The transcript once more, as Qt's own test engine begins to say it."""
    from PySide6.QtTextToSpeech import QTextToSpeech

    voice = Voice(ENGLISH, engine="mock")
    assert voice.lacks == ""
    assert voice._speech is not None
    begun: list[int] = []
    voice._speech.aboutToSynthesize.connect(begun.append)

    class Both(FakeVoice):
        def say(self, text: str) -> None:
            super().say(text)
            voice.say(text)

    lines = transcript(services, clock, "nerve-glide", Both())
    assert len(lines) == 103
    assert len(begun) == 103
    assert voice._speech.state() is QTextToSpeech.State.Speaking
    voice.hush()
    assert voice._speech.state() is QTextToSpeech.State.Ready


def test_a_voice_that_is_turned_off_falls_silent(services: Services) -> None:
    voice = FakeVoice()
    routine = services.exercises.routine("nerve-glide")
    cues = Cues(routine, FakeSound(), voice, lambda _: None, sound_on=True, voice_on=True)
    cues.turn_voice(on=False)
    assert voice.hushed == 1
    countdown = Countdown(phases(routine), FakeClock().monotonic)
    cues.begin(countdown.tick())
    assert voice.said == []


_WITHOUT = """
import sys
from PySide6.QtCore import QCoreApplication, QLocale
sys.modules["PySide6.QtTextToSpeech"] = None
from cluneal_tracker.ui.platform.voice import Voice
application = QCoreApplication([])
voice = Voice(QLocale("en"))
voice.say("Hold.")
voice.hush()
print(voice.lacks)
"""


def test_without_the_part_it_is_silent_and_says_why() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _WITHOUT], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() in (
        "This computer has no voice for spoken steps.",
        "Spoken steps need one more part: pip install “cluneal-tracker[voice]”.",
    )


def test_without_a_voice_of_the_language_it_is_silent(qapp: object) -> None:
    voice = Voice(QLocale("is"), engine="mock")
    voice.say("Haltu.")
    assert voice.lacks == "This computer has no voice for spoken steps."


@pytest.mark.parametrize("engine", ["nothing-of-the-kind"])
def test_an_engine_that_does_not_start_is_no_fault(engine: str, qapp: object) -> None:
    assert Voice(ENGLISH, engine=engine).lacks
