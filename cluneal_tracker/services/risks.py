"""The risks that a person ticked as theirs; each brings the habit that answers it."""

from __future__ import annotations

from dataclasses import dataclass

from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.habit import Habit
from cluneal_tracker.domain.risk import Risk
from cluneal_tracker.services.preferences import Preferences


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk, whether it is the person's own, and its habit; `nudged` where that comes hourly."""

    risk: Risk
    ticked: bool
    habit: Habit
    nudged: bool


class Risks:
    """Ticks risks; the ticks that a habit was given stay when its risk goes."""

    def __init__(self, content: Content, preferences: Preferences) -> None:
        self._content, self._preferences = content, preferences

    def view(self) -> list[RiskView]:
        """Every risk, in the order of the guide."""
        settings, habits = self._preferences.current, self._content.habits
        return [
            RiskView(
                risk,
                risk.key in settings.risks,
                habits[risk.habit],
                nudged=settings.nudge and habits[risk.habit].hourly,
            )
            for risk in self._content.risks.values()
        ]

    def tick(self, key: str) -> RiskView:
        """This one is mine: its habit comes into view, in the same step.

        Raises DiaryError for a key that is not there.
        """
        return self._choose(key, ticked=True)

    def untick(self, key: str) -> RiskView:
        """It is not mine, or not any more: its habit goes out of view; the days of it stay."""
        return self._choose(key, ticked=False)

    def _choose(self, key: str, *, ticked: bool) -> RiskView:
        risk, settings = self._risk(key), self._preferences.current
        risks, hidden = set(settings.risks) - {key}, set(settings.hidden_habits) - {risk.habit}
        if ticked:
            risks.add(key)
        else:
            hidden.add(risk.habit)
        self._preferences.choose(risks=tuple(sorted(risks)), hidden_habits=tuple(sorted(hidden)))
        return next(one for one in self.view() if one.risk.key == key)

    def _risk(self, key: str) -> Risk:
        try:
            return self._content.risks[key]
        except KeyError:
            known = ", ".join(self._content.risks)
            raise DiaryError(f"“{key}” is not a risk. Use one of: {known}.") from None
