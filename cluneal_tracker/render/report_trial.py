"""The line about a trial of one's own on the page for the doctor."""

from __future__ import annotations

from cluneal_tracker.domain.own_trial import OwnTrial
from cluneal_tracker.domain.trial import Arm
from cluneal_tracker.render.report_text import one_line
from cluneal_tracker.render.sentences import Phrases, number_text, short_line
from cluneal_tracker.render.trial_words import span
from cluneal_tracker.services.trials import TrialOutcome

_LEAST_P = 0.001


def report_line(outcome: TrialOutcome, phrases: Phrases) -> list[str]:
    """What a doctor reads of a trial: what the line is about, and what it says."""
    words, result, trial = phrases["trial"]["report"], outcome.result, outcome.trial
    first, last = span(trial, phrases)
    said = [words["head"].format(first=first, last=last)]
    if result.refusal or result.mean_a is None or result.mean_b is None or result.p is None:
        said.append(words["too_few"].format(way=_short(trial, Arm.A)))
        return [words["lead"], " ".join(said)]
    said.append(
        words["means"].format(
            way_a=_short(trial, Arm.A),
            a=number_text(result.mean_a, phrases),
            way_b=_short(trial, Arm.B),
            b=number_text(result.mean_b, phrases),
        )
    )
    p = words["p_below"] if result.p < _LEAST_P else f"{result.p:.3f}"
    p = p.replace(".", phrases["chart"]["decimal"])
    said.append(words["p"].format(pairs=result.pairs, p=p))
    if trial.course.stopped_on:
        said.append(words["stopped"])
    return [words["lead"], " ".join(said)]


def _short(trial: OwnTrial, arm: Arm) -> str:
    return one_line(short_line(trial.words.way(arm)))
