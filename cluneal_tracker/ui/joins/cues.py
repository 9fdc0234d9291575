"""Lets an exercise be heard: soft sounds and, where it is wanted, a voice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from cluneal_tracker.domain.countdown import Glance, TimerState
from cluneal_tracker.domain.cues import Cue, cue, spoken
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.ui.exercise_words import spoken_text


class Player(Protocol):
    """What plays a cue."""

    def play(self, cue: Cue) -> None:
        """Let it be heard."""


class Speaker(Protocol):
    """What says a sentence."""

    @property
    def lacks(self) -> str:
        """Why it is silent, in a sentence for the person; empty where it can speak."""

    def prepare(self, told: Callable[[str], None]) -> None:
        """Have it ready soon; `told` hears why there is no voice."""

    def say(self, text: str) -> None:
        """Say it now, in place of what is being said."""

    def hush(self) -> None:
        """Say no more."""


class Cues:
    """Plays and speaks what each look at the timer calls for.

    Every sound has a visible twin, also where it is off: `flash` is told whether it is a strong
    one. What is spoken stands on the screen anyway.
    """

    def __init__(
        self,
        routine: Routine,
        player: Player,
        speaker: Speaker,
        flash: Callable[[bool], None],
        *,
        sound_on: bool,
        voice_on: bool,
    ) -> None:
        self._routine, self._player, self._speaker, self._flash = routine, player, speaker, flash
        self.sound_on, self.voice_on = sound_on, voice_on

    def begin(self, now: Glance) -> None:
        """The first look."""
        self._speak(None, now)

    def tell(self, before: Glance, now: Glance) -> None:
        """A later look."""
        heard = cue(before, now)
        if heard is not None:
            self._flash(heard is not Cue.TICK)
            if self.sound_on:
                self._player.play(heard)
        if now.state is TimerState.STOPPED:
            self.end()
        else:
            self._speak(before, now)

    def turn_voice(self, now: Glance, *, on: bool) -> None:
        """Say where the exercise stands, if there is a voice; or fall silent at once."""
        self.voice_on = on and not self._speaker.lacks
        if on:
            self._speak(None, now)
        else:
            self._speaker.hush()

    def end(self) -> None:
        """The exercise was broken off: what is being said is not finished."""
        self._speaker.hush()

    def _speak(self, before: Glance | None, now: Glance) -> None:
        words = spoken(before, now) if self.voice_on else None
        if words is None:
            return
        if text := spoken_text(words, self._routine):
            self._speaker.say(text)
        else:
            self._speaker.hush()
