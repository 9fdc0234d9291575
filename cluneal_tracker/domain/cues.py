"""What is heard in an exercise, told from two looks at the timer, one after the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from cluneal_tracker.domain.countdown import Glance, TimerState
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import Phase, PhaseKind, side_ahead

TICKS_FROM = 3
# A phase of this many seconds has a halfway; one of this many is told what comes next as it
# begins; from this many on it is told shortly before, with so many seconds left.
HALFWAY_FROM, BOTH_FROM, AHEAD_FROM = 20, 5, 12
TOLD_AHEAD = 6
# A calm voice, as espeak-ng and the system voices were measured: a moment to begin, then letters.
_SECONDS_TO_BEGIN, _LETTERS_A_SECOND = 0.15, 16
# A phase that has this much more time left than a moment ago was begun again.
_MORE = 0.5


class Cue(str, Enum):
    """The sounds there are; each is the name of its file."""

    CHANGE = "change"
    TICK = "tick"
    HALFWAY = "halfway"
    END = "end"


class Word(Enum):
    """What the voice says; `SHORT` is the step in few words, `COUNT` the repeat or the set."""

    SIDE = "side"
    COUNT = "count"
    STEP = "step"
    SHORT = "short"
    NEXT = "next"
    HALFWAY = "halfway"
    PAUSED = "paused"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something to say within `seconds`, for after them the voice is needed for something else.

    `forms` are ways to say it, the fullest first. The first that fits is said; if none does,
    there is silence.
    """

    forms: tuple[tuple[Word, ...], ...]
    phase: Phase
    following: Phase | None = None
    side: Side | None = None
    seconds: float = math.inf


def speaking_seconds(text: str) -> float:
    """About how long a voice takes to say something."""
    return _SECONDS_TO_BEGIN + len(text) / _LETTERS_A_SECOND


def cue(before: Glance, now: Glance) -> Cue | None:
    """The sound that belongs to the way from one look to the next; None for silence."""
    if now.state is TimerState.DONE:
        return None if before.state is now.state else Cue.END
    if _is_begun(before, now):
        return Cue.CHANGE
    if now.phase.paced or now.state is not TimerState.RUNNING:
        return None
    if now.digits < before.digits <= TICKS_FROM + 1:
        return Cue.TICK
    return Cue.HALFWAY if _is_halfway(before, now) else None


def spoken(before: Glance | None, now: Glance) -> Spoken | None:
    """What the voice says at a look; `before` is None for the first one, None means nothing."""
    if now.state is not TimerState.RUNNING:
        stood = before is not None and before.state is now.state
        return None if stood else _standing(now)
    if before is None or before.state is not TimerState.RUNNING:
        return _step(None, now)
    if _is_begun(before, now):
        return _step(before, now)
    if _is_halfway(before, now):
        return Spoken(((Word.HALFWAY,),), now.phase)
    if _is_told_ahead(now.phase) and now.digits <= TOLD_AHEAD < before.digits and now.following:
        return Spoken(((Word.NEXT,),), now.phase, now.following, seconds=now.phase_left)
    return None


def _standing(now: Glance) -> Spoken | None:
    if now.state is TimerState.STOPPED:
        return None
    word = Word.DONE if now.state is TimerState.DONE else Word.PAUSED
    return Spoken(((word,),), now.phase)


def _step(before: Glance | None, now: Glance) -> Spoken:
    """The step as it begins; `before` is None where it is gone on with."""
    phase = now.phase
    side = side_ahead(phase, now.following)
    told = before is not None and side is side_ahead(before.phase, before.following)
    # Who swaps is told the side by the words for it.
    new_side = None if told or phase.kind is PhaseKind.SWAP else side
    new_turn = before is not None and before.phase.turn != phase.turn
    count = new_turn and (phase.repetition > 1 or phase.set_number > 1)
    return Spoken(
        forms=_forms(now, side=new_side is not None, count=count),
        phase=phase,
        following=now.following,
        side=new_side,
        seconds=_time_to_speak(now),
    )


def _forms(now: Glance, *, side: bool, count: bool) -> tuple[tuple[Word, ...], ...]:
    still = now.phase.kind in (PhaseKind.READY, PhaseKind.SWAP, PhaseKind.REST)
    both = BOTH_FROM <= now.phase.seconds < AHEAD_FROM and not now.phase.paced
    ahead = (Word.NEXT,) if (still or both) and now.following else ()
    sided = (Word.SIDE,) if side else ()
    if still:
        return (Word.STEP, *sided, *ahead), (Word.STEP, *sided), (Word.STEP,)
    counted = (Word.COUNT,) if count else ()
    step = (Word.STEP,) if now.phase.paced else (Word.STEP, Word.SHORT)
    leads = (sided + counted, sided, counted, ())
    forms = [(*lead, word) for lead in leads for word in step]
    forms = [(*forms[0], *ahead), *forms, *([counted] if count else [])]
    return tuple(dict.fromkeys(forms))


def _time_to_speak(now: Glance) -> float:
    """Until the voice is needed again."""
    phase, left = now.phase, now.phase_left
    if phase.paced:
        return math.inf
    moments = [left]
    if _is_told_ahead(phase) and left > TOLD_AHEAD:
        moments.append(left - TOLD_AHEAD)
    if _has_halfway(phase) and left > phase.seconds / 2:
        moments.append(left - phase.seconds / 2)
    return min(moments)


def _is_told_ahead(phase: Phase) -> bool:
    return phase.seconds >= AHEAD_FROM and not phase.paced


def _has_halfway(phase: Phase) -> bool:
    return phase.seconds >= HALFWAY_FROM and phase.turn > 0 and not phase.paced


def _is_begun(before: Glance, now: Glance) -> bool:
    if before.index != now.index:
        return True
    return not now.phase.paced and now.phase_left > before.phase_left + _MORE


def _is_halfway(before: Glance, now: Glance) -> bool:
    return _has_halfway(now.phase) and now.phase_left <= now.phase.seconds / 2 < before.phase_left
