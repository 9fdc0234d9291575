"""The voice of an exercise: what it says and when, and how it does without."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.countdown import Countdown
from cluneal_tracker.domain.cues import speaking_seconds
from cluneal_tracker.domain.phases import Phase, PhaseKind, phases
from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind
from cluneal_tracker.ui.joins.cues import Cues
from cluneal_tracker.ui.platform.speaking import make_speech, take
from cluneal_tracker.ui.platform.voice import Voice
from tests.fakes import FakeClock
from tests.ui.desk import FakeSound, FakeVoice

ENGLISH = QLocale("en")
NO_VOICE = "This computer has no voice for spoken steps."
NO_PART = "Spoken steps need one more part: pip install “cluneal-tracker[voice]”."
ROUTINES = Content(paths.ASSETS).routines


def end_speech_server(runtime: Path) -> None:
    """Where there is a speech server, it was started for the first who spoke, and stays."""
    for file in runtime.glob("speech-dispatcher/pid/*.pid"):
        with suppress(ProcessLookupError):
            os.kill(int(file.read_text()), signal.SIGTERM)


def lead(routine: Routine, voice: FakeVoice) -> list[tuple[int, str]]:
    """Lead through a routine by hand; each sentence with the second it is said at."""
    clock = FakeClock()
    countdown = Countdown(phases(routine), clock.monotonic)
    cues = Cues(routine, FakeSound(), voice, lambda _: None, sound_on=True, voice_on=True)
    before, second = countdown.tick(), 0
    cues.begin(before)
    lines = [(0, text) for text in voice.said]
    while not countdown.over:
        clock.move(seconds=1)
        second += 1
        if before.phase.paced and before.phase_left <= 1:
            countdown.complete()
        now = countdown.tick()
        told = len(voice.said)
        cues.tell(before, now)
        lines += [(second, text) for text in voice.said[told:]]
        before = now
    return lines


def test_a_nerve_glide_is_spoken_step_by_step() -> None:
    lines = lead(ROUTINES["nerve-glide"], FakeVoice())
    assert lines[:8] == [
        (0, "Get ready. Right leg. Next: knee to your chest."),
        (9, "Next: knee to your chest."),
        (15, "Pull your knee to your chest."),
        (17, "Hold your knee to your chest. Next: leg up to the ceiling."),
        (22, "Point your leg at the ceiling."),
        (25, "Pull your toes towards you."),
        (27, "Lower your leg slowly."),
        (30, "2 of 10. Knee to your chest."),
    ]
    assert (165, "Now the left leg. Next: knee to your chest.") in lines
    assert (175, "Pull your knee to your chest.") in lines
    assert lines[-1] == (325, "Well done. That was all.")
    assert len(lines) == 2 + 50 + 1 + 50 + 1


def test_long_holds_are_told_their_half_and_what_comes() -> None:
    lines = lead(ROUTINES["heat-stretch"], FakeVoice())
    assert lines[1:6] == [
        (9, "Next: heat pack."),
        (15, "Rest with the heat pack on."),
        (315, "Halfway."),
        (609, "Next: ease into the stretch."),
        (615, "Right side. Ease into the stretch. Next: hold the stretch."),
    ]


@pytest.mark.parametrize("key", ROUTINES)
def test_the_voice_is_never_behind(key: str) -> None:
    """Each sentence is over, by the measure of real voices, when the next one begins."""
    routine = ROUTINES[key]
    for level in range(1, len(routine.levels) + 1) or (0,):
        lines = lead(routine.at_level(level) if level else routine, FakeVoice())
        for (at, text), (later, _) in pairwise(lines):
            assert speaking_seconds(text) <= later - at, text


def test_steps_of_ones_own_are_said_as_far_as_there_is_time() -> None:
    said = "Draw your shoulder blades down and back as far as is easy"
    step = Step("a", said, "shoulders down", StepKind.MOVE, 2, False, "rest")
    hasty = Step(
        "b", said, "let the shoulders come all the way up", StepKind.MOVE, 1, False, "rest"
    )
    parts = (Part(False, 2, (step, hasty)),)
    routine = Routine("own", "Mine", "", "", 1, 3, 5, parts)
    assert [text for _, text in lead(routine, FakeVoice())] == [
        "Get ready. Next: shoulders down.",
        "Shoulders down.",
        "2 of 2. Shoulders down.",
        "Well done. That was all.",
    ]


def test_a_step_that_cannot_be_said_ends_the_sentence_before_it() -> None:
    voice = FakeVoice()
    lead(ROUTINES["nerve-glide"], voice)
    assert voice.hushed == 0
    step = Step(
        "a", "Turn to the other side slowly", "turn to the side", StepKind.MOVE, 1, False, "a"
    )
    lead(Routine("own", "Mine", "", "", 1, 3, 5, (Part(False, 1, (step,)),)), voice)
    assert voice.hushed == 1


def test_the_engine_is_handed_every_sentence(qapp: object) -> None:
    """The transcript once more, as Qt's own test engine begins to say it."""
    speech = make_speech(ENGLISH, "mock")
    assert speech is not None
    engine = speech
    begun: list[int] = []
    speech.aboutToSynthesize.connect(begun.append)

    class Handing(FakeVoice):
        def say(self, text: str) -> None:
            super().say(text)
            take(engine, text)

    lines = lead(ROUTINES["nerve-glide"], Handing())
    assert len(begun) == len(lines) == 104
    assert speech.state() is type(speech).State.Speaking
    take(speech, "")
    assert speech.state() is type(speech).State.Ready


def test_the_voice_begins_with_where_one_is_and_falls_silent_at_once() -> None:
    voice = FakeVoice()
    routine = ROUTINES["nerve-glide"]
    cues = Cues(routine, FakeSound(), voice, lambda _: None, sound_on=True, voice_on=False)
    now = Countdown(phases(routine), FakeClock().monotonic).tick()
    cues.begin(now)
    assert voice.said == []
    cues.turn_voice(now, on=True)
    assert voice.said == ["Get ready. Right leg. Next: knee to your chest."]
    cues.turn_voice(now, on=False)
    assert voice.hushed == 1


def test_who_stops_hears_no_more() -> None:
    voice, clock = FakeVoice(), FakeClock()
    run = [Phase(PhaseKind.HOLD, 30, "Hold", "hold", turn=1)]
    countdown = Countdown(run, clock.monotonic)
    cues = Cues(ROUTINES["core"], FakeSound(), voice, lambda _: None, sound_on=True, voice_on=True)
    before = countdown.tick()
    countdown.stop()
    cues.tell(before, countdown.tick())
    assert (voice.said, voice.hushed) == ([], 1)


class Heard:
    """A real voice with its process, and what it said of itself."""

    def __init__(self, locale: QLocale, engine: str) -> None:
        self.voice = Voice(locale, engine)
        self.lacking: list[str] = []


@pytest.fixture
def mock_voice(qapp: object) -> Iterator[Heard]:
    heard = Heard(ENGLISH, "mock")
    yield heard
    heard.voice.leave()


def test_its_process_is_there_soon_says_what_waited_and_goes(
    mock_voice: Heard, qtbot: QtBot
) -> None:
    voice = mock_voice.voice
    voice.say("Get ready.")
    voice.say("Pull.")
    assert voice._waiting == "Pull."
    qtbot.waitUntil(lambda: voice._ready, timeout=20_000)
    assert voice._waiting == ""
    voice.say("Hold\nstill.")
    voice.hush()
    process = voice._process
    voice.leave()
    assert process is not None
    assert process.exitCode() == 0
    assert voice.lacks == ""


@pytest.mark.parametrize(("language", "engine"), [("is", "mock"), ("en", "nothing-of-the-kind")])
def test_without_an_engine_or_the_language_it_says_so(
    language: str, engine: str, qtbot: QtBot
) -> None:
    heard = Heard(QLocale(language), engine)
    heard.voice.prepare(heard.lacking.append)
    qtbot.waitUntil(lambda: bool(heard.lacking), timeout=20_000)
    assert heard.lacking == [NO_VOICE] == [heard.voice.lacks]
    heard.voice.say("Hold.")
    heard.voice.hush()
    heard.voice.leave()


def test_a_voice_that_breaks_is_not_tried_again(mock_voice: Heard, qtbot: QtBot) -> None:
    voice = mock_voice.voice
    voice.prepare(mock_voice.lacking.append)
    qtbot.waitUntil(lambda: voice._ready, timeout=20_000)
    assert voice._process is not None
    voice._process.kill()
    qtbot.waitUntil(lambda: bool(mock_voice.lacking), timeout=20_000)
    assert voice.lacks == NO_VOICE


_WITHOUT = """
import sys
from PySide6.QtCore import QCoreApplication, QLocale
sys.modules["PySide6.QtTextToSpeech"] = None
from cluneal_tracker.ui.platform import speaking
from cluneal_tracker.ui.platform.voice import Voice
speaking.main("en")
voice = Voice(QLocale("en"))
voice.say("Hold.")
voice.hush()
"""


def test_without_the_part_nothing_breaks() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _WITHOUT], capture_output=True, text=True, check=False
    )
    assert (run.stdout.strip(), run.stderr) == ("no voice", "")


def test_without_the_part_it_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cluneal_tracker.ui.platform.voice.find_spec", lambda _: None)
    told: list[str] = []
    Voice(ENGLISH).prepare(told.append)
    assert told == [NO_PART]


def test_nothing_to_speak_through_ends_the_process_in_peace(tmp_path: Path) -> None:
    """No speech server, none to start, no sound: it says so, or speaks to nobody, and goes."""
    bare = {**os.environ, "PATH": "", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "cluneal_tracker.ui.platform.speaking", "en"]
    run = subprocess.run(
        command, input="Hold.\n", capture_output=True, text=True, env=bare, timeout=60, check=False
    )
    end_speech_server(tmp_path)
    assert (run.returncode, run.stdout.strip() in ("ready", "no voice")) == (0, True)
