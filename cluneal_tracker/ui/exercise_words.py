"""How sides, shares and lengths of an exercise are put on screen."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.domain.cues import Spoken, Word, speaking_seconds
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import Phase, PhaseKind, run_minutes, side_ahead
from cluneal_tracker.domain.routine import Part, Routine, Step
from cluneal_tracker.domain.under_way import UnderWay

_MINUTE, _ROUND_TO = 60, 10


def title_text(routine: Routine) -> str:
    """The name of an exercise, with its level where it has levels."""
    if not routine.levels:
        return routine.name
    level = routine.levels[routine.level - 1].name
    return _tr("{name}, level {n}: {level}").format(name=routine.name, n=routine.level, level=level)


def under_way_text(under_way: UnderWay, begun: str) -> str:
    """What there is of an exercise, `begun` at that time, in which the program was ended."""
    by_leg, planned = under_way.routine.by_leg, under_way.countdown().planned
    text = _tr("You were in the middle of “{name}” at {time}: {shares}.")
    return text.format(
        name=under_way.routine.name,
        time=begun,
        shares=shares_text(under_way.done, planned, by_leg=by_leg),
    )


def side_text(side: Side, *, by_leg: bool) -> str:
    """A side as it stands inside a sentence: "right leg" or "right side"."""
    if by_leg:
        return {Side.LEFT: _tr("left leg"), Side.RIGHT: _tr("right leg")}[side]
    return {Side.LEFT: _tr("left side"), Side.RIGHT: _tr("right side")}[side]


def say_text(phase: Phase, routine: Routine) -> str:
    """What to do now, in large letters."""
    if phase.kind is PhaseKind.READY:
        return _tr("Get ready")
    if phase.kind is PhaseKind.SWAP and phase.side:
        return _tr("Now the {side}").format(side=side_text(phase.side, by_leg=routine.by_leg))
    if phase.kind is PhaseKind.REST:
        return _tr("Rest")
    return phase.say


def next_text(following: Phase | None, routine: Routine) -> str:
    """What comes after."""
    if following is None:
        return _tr("Then you are done.")
    if following.kind is PhaseKind.SWAP and following.side:
        side = side_text(following.side, by_leg=routine.by_leg)
        return _tr("Next: the {side}").format(side=side)
    if following.kind is PhaseKind.REST:
        return _tr("Next: rest")
    return _tr("Next: {step}").format(step=following.short)


def spoken_text(spoken: Spoken, routine: Routine) -> str:
    """What the voice says; empty where there is no time to say it."""
    for form in spoken.forms:
        sentences = (_sentence(word, spoken, routine) for word in form)
        text = " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences)
        if speaking_seconds(text) <= spoken.seconds:
            return text
    return ""


def _sentence(word: Word, spoken: Spoken, routine: Routine) -> str:
    phase = spoken.phase
    if word is Word.SIDE and spoken.side:
        return side_text(spoken.side, by_leg=routine.by_leg)
    if word is Word.COUNT and phase.repetition > 1:
        return _tr("{n} of {all}").format(n=phase.repetition, all=phase.repetitions)
    if word is Word.STEP and phase.paced:
        often = _tr("{step}. {n} times, at your own pace")
        return often.format(step=phase.say, n=phase.times)
    return {
        Word.COUNT: _tr("set {n} of {all}").format(n=phase.set_number, all=phase.sets),
        Word.STEP: say_text(phase, routine),
        Word.SHORT: phase.short,
        Word.NEXT: next_text(spoken.following, routine).rstrip("."),
        Word.HALFWAY: _tr("Halfway"),
        Word.PAUSED: _tr("Paused"),
        Word.DONE: _tr("Well done. That was all"),
    }[word]


def where_text(phase: Phase, following: Phase | None, routine: Routine) -> str:
    """The side, and the repeat within it: "Right leg, repeat 4 of 10"."""
    side = side_ahead(phase, following)
    parts = [side_text(side, by_leg=routine.by_leg)] if side else []
    if phase.sets > 1:
        parts.append(_tr("set {n} of {all}").format(n=phase.set_number, all=phase.sets))
    if phase.repetitions > 1:
        repeat = _tr("repeat {n} of {all}").format(n=phase.repetition, all=phase.repetitions)
        parts.append(repeat)
    name = ", ".join(parts)
    return name[:1].upper() + name[1:]


def shares_text(done: Mapping[str, int], planned: Mapping[str, int], *, by_leg: bool) -> str:
    """What was done, the most first: "10 of 10 on the right leg, 3 of 10 on the left leg"."""
    shares = []
    for part in sorted((part for part in done if done[part]), key=lambda part: -done[part]):
        count = planned[part]
        if part in (Side.LEFT.value, Side.RIGHT.value):
            share = _tr("{n} of {all} on the {side}")
            side = side_text(Side(part), by_leg=by_leg)
        else:
            share, side = _tr("{n} of {all} for both sides"), ""
        shares.append(share.format(n=done[part], all=count, side=side))
    return ", ".join(shares)


def length_text(seconds: float) -> str:
    """A length of time in words: "4 minutes 20 seconds"."""
    minutes, rest = divmod(math.ceil(seconds), _MINUTE)
    parts = []
    if minutes:
        one = _tr("1 minute")
        parts.append(one if minutes == 1 else _tr("{n} minutes").format(n=minutes))
    if rest or not minutes:
        parts.append(_tr("1 second") if rest == 1 else _tr("{n} seconds").format(n=rest))
    return " ".join(parts)


def step_length_text(step: Step) -> str:
    """How long a step takes, or how often it is done at one's own pace."""
    if step.seconds is None:
        return _tr("{n} times, at your own pace").format(n=step.times)
    return length_text(step.seconds)


def run_text(routine: Routine) -> str:
    """How a whole run goes: "2 sets of 10 on each side, about 6 minutes"."""
    runs = [_part_text(part, by_leg=routine.by_leg) for part in routine.parts]
    # Parts that go alike are told once.
    alike = ", ".join(dict.fromkeys(runs))
    text = _tr("{runs}, about {length}").format(
        runs=alike, length=length_text(run_minutes(routine) * _MINUTE)
    )
    return text[:1].upper() + text[1:]


def _part_text(part: Part, *, by_leg: bool) -> str:
    count = part.repetitions
    if len(part.steps) == 1 and part.steps[0].seconds is None:
        # One movement at one's own pace is counted by its own number.
        count *= part.steps[0].times
    if part.sets > 1 and count > 1:
        times = _tr("{sets} sets of {n}").format(sets=part.sets, n=count)
    elif max(part.sets, count) > 1:
        times = _tr("{n} times").format(n=max(part.sets, count))
    else:
        times = _tr("once")
    if not part.each_side:
        return times
    where = _tr("{times} on each leg") if by_leg else _tr("{times} on each side")
    return where.format(times=times)


def left_text(done: int, planned: int, seconds: float) -> str:
    """How far the session is; the time goes down in steps of ten seconds."""
    rounded = math.ceil(seconds / _ROUND_TO) * _ROUND_TO
    text = _tr("{done} of {planned} done. About {length} left.")
    return text.format(done=done, planned=planned, length=length_text(rounded))


def _tr(text: str) -> str:
    return QCoreApplication.translate("exercise_words", text)
