"""Starts the command line; the version is told without loading anything."""

from __future__ import annotations

import sys

from cluneal_tracker import __version__


def main() -> int:
    """Run the program on the words of the command line; gives the exit code."""
    if sys.argv[1:] == ["--version"]:
        print(f"Cluneal Tracker {__version__}")
        return 0
    from cluneal_tracker.cli import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
