"""What is heard in an exercise, told from two looks at the timer, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cluneal_tracker.domain.countdown import Glance, TimerState
from cluneal_tracker.domain.routine import Phase, PhaseKind

TICKS_FROM = 3
# A phase of this many seconds has a halfway; one of this many has time for the step and the next
# one as it begins; from this many on the next one is told shortly before it comes.
HALFWAY_FROM, BOTH_FROM, AHEAD_FROM = 20, 5, 12
TOLD_AHEAD = 6


class Cue(str, Enum):
    """The sounds there are; each is the name of its file."""

    CHANGE = "change"
    TICK = "tick"
    HALFWAY = "halfway"
    END = "end"


class Word(Enum):
    """What the voice says."""

    STEP = "step"
    NEXT = "next"
    HALFWAY = "halfway"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing to say: the words, the phases they are about, and whether the side is named."""

    words: tuple[Word, ...]
    phase: Phase
    following: Phase | None = None
    names_side: bool = False


def cue(before: Glance, now: Glance) -> Cue | None:
    """The sound that belongs to the way from one look to the next; None for silence."""
    if now.state is TimerState.DONE:
        return None if before.state is now.state else Cue.END
    if now.index != before.index:
        return Cue.CHANGE
    if now.phase.paced or now.state is not TimerState.RUNNING:
        return None
    if now.digits < before.digits <= TICKS_FROM + 1:
        return Cue.TICK
    return Cue.HALFWAY if _is_halfway(before, now) else None


def spoken(before: Glance | None, now: Glance) -> Spoken | None:
    """What the voice says at a look; `before` is None for the first one, None means nothing.

    Short steps are named alone, so that the voice is never behind the person.
    """
    if now.state is not TimerState.RUNNING:
        stood = before is not None and before.state is now.state
        return None if stood else _standing(now)
    if before is None or before.index != now.index or before.state is not TimerState.RUNNING:
        return _step(before, now)
    if _is_halfway(before, now):
        return Spoken((Word.HALFWAY,), now.phase)
    ahead = now.phase.seconds >= AHEAD_FROM and not now.phase.paced
    if ahead and now.digits <= TOLD_AHEAD < before.digits and now.following is not None:
        return Spoken((Word.NEXT,), now.phase, now.following)
    return None


def _standing(now: Glance) -> Spoken | None:
    if now.state is TimerState.STOPPED:
        return None
    word = Word.DONE if now.state is TimerState.DONE else Word.PAUSED
    return Spoken((word,), now.phase)


def _step(before: Glance | None, now: Glance) -> Spoken:
    phase = now.phase
    both = BOTH_FROM <= phase.seconds < AHEAD_FROM and not phase.paced
    if phase.kind in (PhaseKind.READY, PhaseKind.SWAP, PhaseKind.REST):
        both = now.following is not None
    return Spoken(
        words=(Word.STEP, Word.NEXT) if both and now.following is not None else (Word.STEP,),
        phase=phase,
        following=now.following,
        names_side=phase.side is not None and (before is None or before.phase.side != phase.side),
    )


def _is_halfway(before: Glance, now: Glance) -> bool:
    if now.phase.paced or not now.phase.turn or now.phase.seconds < HALFWAY_FROM:
        return False
    return now.phase_left <= now.phase.seconds / 2 < before.phase_left
