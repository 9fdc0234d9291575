"""What is told of each treatment, and which card of the list it stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.render.curve_plan import Curve
from cluneal_tracker.render.result_words import Said
from cluneal_tracker.services.block_days import Missed
from cluneal_tracker.services.treatments import TreatmentView
from cluneal_tracker.ui.widgets.effect_list import EffectTold


@dataclass(frozen=True, slots=True)
class Told:
    """A treatment with its title and what can be said of it.

    `numbers` is what stands behind them; `answered` tells that before and after are compared.
    `opinion` gives more of them, once they are asked for: it takes a moment to reckon.
    `curve` has the scores around a block, `missed` those that can still be added. `doses` are the
    times it was taken when it hurt, newest first; `in_use` tells that it can be taken today.
    `effects` are its side effects, newest first.
    """

    view: TreatmentView
    title: str
    said: Said = field(default_factory=Said)
    numbers: tuple[str, ...] = ()
    answered: bool = False
    curve: Curve | None = None
    doses: tuple[Dose, ...] = ()
    in_use: bool = False
    effects: tuple[EffectTold, ...] = ()
    opinion: Callable[[], Sequence[str]] = field(default=tuple, compare=False)
    missed: tuple[Missed, ...] = ()

    @property
    def is_visit(self) -> bool:
        """A visit to the physio: all of them share one card."""
        return self.view.treatment.kind is TreatmentKind.PHYSIO

    @property
    def key(self) -> str:
        """What its card is known by."""
        return TreatmentKind.PHYSIO.value if self.is_visit else self.view.treatment.id


def answer_lines(asked: str, said: Said) -> list[tuple[str, str]]:
    """A question, its answer, and what stands behind it, each with the role of its text."""
    answer = [(line, "") for line in said.answer]
    return [(asked, "strong"), *answer, *((line, "muted") for line in said.behind)]


def groups(told: Sequence[Told]) -> dict[str, list[Told]]:
    """What each card shows, newest first."""
    found: dict[str, list[Told]] = {}
    for one in told:
        found.setdefault(one.key, []).append(one)
    return found


def to_open(told: Sequence[Told]) -> str | None:
    """The newest with an answer, else the newest with something to say, else the newest of all."""
    ranked = [
        *(one for one in told if one.answered),
        *(one for one in told if one.said.answer),
        *told,
    ]
    return ranked[0].key if ranked else None
