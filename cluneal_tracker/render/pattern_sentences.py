"""What the calendar says in plain sentences; they also describe it to a screen reader."""

from __future__ import annotations

from cluneal_tracker.domain.when import Slot
from cluneal_tracker.render.sentences import Phrases, number_text
from cluneal_tracker.services.trends import SideTrend


def calendar_summary(side: SideTrend | None, phrases: Phrases, *, several: bool) -> str:
    """The middle score, and how many mornings and evenings have a score."""
    words = phrases["calendar"]
    if side is None:
        return str(words["empty"])
    parts = []
    if side.whole.middle is not None:
        form = words["middle_side"] if several else words["middle"]
        name = phrases["chart"]["panel"][side.side.value]
        parts.append(form.format(side=name, middle=number_text(side.whole.middle, phrases)))
    counts = {slot: sum(half.slot is slot for half in side.halves) for slot in Slot}
    parts.append(
        words["cells"].format(
            days=side.whole.days, mornings=counts[Slot.MORNING], evenings=counts[Slot.EVENING]
        )
    )
    later = sum(score.added_later for score in side.halves.values())
    if later:
        parts.append(words["later_some"].format(count=later))
    return " ".join(parts)
