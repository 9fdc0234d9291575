"""What undo and redo say about the diary."""

from __future__ import annotations

from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.history import Reversed


def parts_of(step: Reversed | None) -> Changed | None:
    """The parts of the diary that a step was about; None for no step."""
    return step.changed if step else None
