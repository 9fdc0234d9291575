"""Starts the command line; the version is told without loading anything."""

from __future__ import annotations

import gc
import sys

from cluneal_tracker import __version__


def main() -> int:
    """Run the program on the words of the command line; gives the exit code."""
    if sys.argv[1:] == ["--version"]:
        print(f"Cluneal Tracker {__version__}")
        return 0
    if not sys.argv[1:]:
        return _open_window()
    from cluneal_tracker.crash import be_discreet

    be_discreet()
    from cluneal_tracker.cli import main as command_line

    return command_line(sys.argv[1:])


def _open_window() -> int:
    """Open the window without loading the command line; it turns the collector on again."""
    # Collecting garbage while hundreds of classes are made costs a tenth of the start.
    gc.disable()
    from cluneal_tracker import app, paths
    from cluneal_tracker.crash import be_discreet

    be_discreet()
    return app.run(paths.data_folder())


if __name__ == "__main__":
    sys.exit(main())
