"""Cluneal Tracker: a private pain diary for people with cluneal nerve entrapment."""

__version__ = "0.1.0"
