"""The command line: the same house without a screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from cluneal_tracker import paths
from cluneal_tracker.cli import (
    computer,
    doses,
    effects,
    entries,
    exercises,
    files,
    habits,
    ladder,
    locking,
    looking_back,
    pictures,
    remind,
    reminders,
    risks,
    roland,
    safety,
    showing,
    spots,
    together,
    trial,
    visits,
    weekly,
)
from cluneal_tracker.cli.root import root
from cluneal_tracker.data.connecting import why
from cluneal_tracker.domain.errors import DiaryError

__all__ = [
    "computer",
    "doses",
    "effects",
    "entries",
    "exercises",
    "files",
    "habits",
    "ladder",
    "locking",
    "looking_back",
    "main",
    "pictures",
    "remind",
    "reminders",
    "risks",
    "roland",
    "root",
    "safety",
    "showing",
    "spots",
    "together",
    "trial",
    "visits",
    "weekly",
]


def main(arguments: Sequence[str]) -> int:
    """Run one command; every error is one sentence on standard error, never a traceback."""
    try:
        code = root.main(list(arguments), prog_name=paths.APP, standalone_mode=False)
    except click.ClickException as error:
        return _complain(error.format_message(), error.exit_code)
    except (DiaryError, ValueError) as error:
        return _complain(str(error), 1)
    except OSError as error:
        return _complain(why(error), 1)
    except click.Abort:
        return _complain("Stopped.", 1)
    return code if isinstance(code, int) else 0


def _complain(sentence: str, code: int) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return code
