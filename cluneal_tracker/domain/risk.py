"""What the guide says can bring the pain back, and what a person can do about each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of the guide, what can be done about it, and the habit that this becomes.

    `name` is how a person says that it is theirs; `habit` is the key of a habit, `fact` the id of
    the fact in the guide.
    """

    key: str
    name: str
    does: str
    habit: str
    fact: str
