"""What must hold for any file of one exercise."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

from cluneal_tracker.data import routine_file
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock
from tests.fuzz.judge import LONGEST_SECONDS, Outcome, is_a_sentence, taken_back


class ExerciseJudge:
    """Brings file after file into one diary, which never keeps any of it."""

    def __init__(self, known: Path) -> None:
        self._db = in_memory()
        self._services = Services(self._db, FakeClock())
        self._services.routine_files.bring_in(self._services.routine_files.look_into(known))

    def close(self) -> None:
        """Let go of the diary."""
        self._db.close()

    def judge(self, file: Path, chance: Random) -> Outcome:
        """Fails, with an AssertionError or whatever else is raised, where a promise is broken."""
        began, changes = time.process_time(), self._db.connection.total_changes
        with taken_back(self._db):
            outcome = self._bring_in(file)
            seconds = time.process_time() - began
            if outcome is not Outcome.ADDED:
                assert self._db.connection.total_changes == changes, "refused, yet written"
        assert seconds <= LONGEST_SECONDS, f"it took {seconds:.1f} s"
        return outcome

    def _bring_in(self, file: Path) -> Outcome:
        files, routines = self._services.routine_files, self._services.routines
        try:
            incoming = files.look_into(file)
        except DiaryError as error:
            is_a_sentence(error)
            return Outcome.REFUSED
        count = len(routines.every())
        brought = files.bring_in(incoming)
        assert len(routines.every()) == count + (incoming.already is None)
        again = files.look_into(file).already
        assert again is not None, "twice is more than once"
        assert files.bring_in(files.look_into(file)) == again
        written = files.write(brought.routine.key)
        routine_file.read_file(written)
        assert files.write(brought.routine.key) == written
        return Outcome.NOTHING_NEW if incoming.already else Outcome.ADDED
