"""What the fixtures that run a command are."""

from __future__ import annotations

from collections.abc import Callable

# The words of a command to what it says, or to its exit code, what it prints and complains of.
Run = Callable[..., str]
Say = Callable[..., tuple[int, str, str]]
