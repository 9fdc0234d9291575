"""The overall change in the words that a person chooses from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.domain.weekly import OverallChange, WeeklyAnswer


def change_names() -> dict[OverallChange, str]:
    """The seven points, from the best to the worst."""
    return {
        OverallChange.VERY_MUCH_BETTER: _tr("Very much better"),
        OverallChange.MUCH_BETTER: _tr("Much better"),
        OverallChange.A_LITTLE_BETTER: _tr("A little better"),
        OverallChange.NO_CHANGE: _tr("No change"),
        OverallChange.A_LITTLE_WORSE: _tr("A little worse"),
        OverallChange.MUCH_WORSE: _tr("Much worse"),
        OverallChange.VERY_MUCH_WORSE: _tr("Very much worse"),
    }


def saved_words(answer: WeeklyAnswer) -> str:
    """What was saved of a week, in one sentence."""
    score = _tr("your week is {score} out of 10").format(score=answer.peg) if answer.peg else ""
    disturbed = answer.sleep is not None
    sleep = _tr("sleep {score} out of 10").format(score=answer.sleep) if disturbed else ""
    change = change_names()[answer.change].lower() if answer.change else ""
    return _tr("Saved: {parts}.").format(parts=", ".join(filter(None, [score, sleep, change])))


def _tr(text: str) -> str:
    return QCoreApplication.translate("weekly", text)
