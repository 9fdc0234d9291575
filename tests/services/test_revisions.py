from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cluneal_tracker.data import journal, pain_store, revisions, treatment_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, PainEntry, VasScore
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.weekly import Peg
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.revisions import Deleted, Happened, Version
from tests.fakes import FakeClock


def _scored_twice(services: Services, clock: FakeClock) -> PainEntry:
    """A score of 4.1 that was moved to 3.0 a minute later."""
    services.diary.mark(VasScore(41), Given.LINE)
    clock.move(minutes=1)
    return services.diary.mark(VasScore(30), Given.LINE)


def _scores(versions: list[Version]) -> list[str]:
    values = [version.value for version in versions]
    return [str(one.score) if isinstance(one, PainEntry) else "gone" for one in values]


def _happened(versions: list[Version]) -> list[Happened]:
    return [version.happened for version in versions]


def test_versions_come_newest_first_with_their_wall_clock(
    services: Services, clock: FakeClock
) -> None:
    entry = _scored_twice(services, clock)
    versions = services.revisions.history(entry.id)
    assert _scores(versions) == ["3.0", "4.1"]
    assert [version.number for version in versions] == [2, 1]
    assert [f"{one.made_at:%H:%M}" for one in versions] == ["08:11", "08:10"]
    assert [one.can_come_back for one in versions] == [False, True]
    clock.set_wall("2026-03-12T12:00", "America/New_York")
    assert f"{services.revisions.history(entry.id)[0].made_at:%H:%M}" == "03:11"


def test_each_kind_of_step_is_told_apart(services: Services, clock: FakeClock) -> None:
    entry = _scored_twice(services, clock)
    services.history.undo()
    services.history.redo()
    services.diary.delete(entry.id)
    services.history.undo()
    services.history.undo()
    services.history.undo()
    services.history.undo()
    services.history.redo()
    assert _happened(services.revisions.history(entry.id)[::-1]) == [
        Happened.ADDED,
        Happened.CHANGED,
        Happened.TAKEN_BACK,
        Happened.DONE_AGAIN,
        Happened.DELETED,
        Happened.BROUGHT_BACK,
        Happened.TAKEN_BACK,
        Happened.TAKEN_BACK,
        Happened.BROUGHT_BACK,
    ]


def test_a_version_is_brought_back_as_one_step_that_undo_takes_back(
    services: Services, clock: FakeClock
) -> None:
    entry = _scored_twice(services, clock)
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    services.revisions.bring_back(services.revisions.history(entry.id)[-1].change)
    assert [str(one.score) for one in services.diary.entries()] == ["4.1"]
    assert heard == [Changed.PAIN]
    assert _happened(services.revisions.history(entry.id))[0] is Happened.CHANGED
    services.history.undo()
    assert services.diary.entries() == [entry]


def test_a_version_of_what_is_gone_comes_back(services: Services, clock: FakeClock) -> None:
    entry = _scored_twice(services, clock)
    services.diary.delete(entry.id)
    first = services.revisions.history(entry.id)[-1]
    services.revisions.bring_back(first.change)
    assert services.diary.entries() == [first.value]
    newest = services.revisions.history(entry.id)[0]
    assert newest.happened is Happened.BROUGHT_BACK
    assert newest.before == entry


def test_the_version_of_now_is_not_brought_back_again(services: Services, clock: FakeClock) -> None:
    entry = _scored_twice(services, clock)
    now = services.revisions.history(entry.id)[0]
    with pytest.raises(DiaryError, match="the one in your diary already"):
        services.revisions.bring_back(now.change)
    assert len(services.revisions.history(entry.id)) == 2


def test_changes_of_another_computer_stand_where_they_were_made(
    services: Services, clock: FakeClock, db: Database
) -> None:
    entry = _scored_twice(services, clock)
    _arrive_late(db, entry.id, made_at="2026-03-12T07:10:30.000+00:00", mm=99)
    versions = services.revisions.history(entry.id)
    assert _scores(versions) == ["3.0", "9.9", "4.1"]
    assert [str(one.before.score) for one in versions if isinstance(one.before, PainEntry)] == [
        "9.9",
        "4.1",
    ]


def test_a_change_that_two_computers_made_is_one_version(
    services: Services, clock: FakeClock, db: Database
) -> None:
    entry = _scored_twice(services, clock)
    _arrive_late(db, entry.id, made_at="2026-03-12T07:10:30.000+00:00", mm=30)
    assert _scores(services.revisions.history(entry.id)) == ["3.0", "4.1"]


@pytest.mark.parametrize(("change", "scores"), [("f", ["9.9", "3.0"]), ("0", ["3.0", "9.9"])])
def test_of_two_changes_at_one_moment_the_greater_id_is_the_later(
    services: Services, clock: FakeClock, db: Database, change: str, scores: list[str]
) -> None:
    entry = _scored_twice(services, clock)
    _arrive_late(db, entry.id, made_at="2026-03-12T07:11:00.000+00:00", mm=99, change=change * 32)
    assert _scores(services.revisions.history(entry.id)) == [*scores, "4.1"]
    clock.move(minutes=1)
    services.diary.delete(entry.id)
    (deleted,) = services.revisions.deleted()
    assert _score(deleted) == scores[0]


def _score(deleted: Deleted) -> str:
    return str(deleted.value.score) if isinstance(deleted.value, PainEntry) else ""


def _arrive_late(
    db: Database, row_id: str, made_at: str, mm: int | None, change: str = "", action: str = "do"
) -> None:
    """A change made elsewhere, written into the journal after the row's own; None takes it out."""
    (after, last) = db.connection.execute(
        "select after, (select max(sequence) from journal) from journal"
        " where row_id = ? and after is not null order by sequence desc limit 1",
        [row_id],
    ).fetchone()
    row = json.dumps({**json.loads(after), "mm": mm}, ensure_ascii=False, sort_keys=True)
    values = [last + 1, change or db.new_id(), db.new_id(), action, None, made_at, "pain", row_id]
    values += [None, None if mm is None else row]
    db.connection.execute(f"insert into journal values ({'?, ' * 10}'')", values)


def test_what_was_never_there_has_no_history(services: Services) -> None:
    with pytest.raises(DiaryError, match="nothing with this id"):
        services.revisions.history("a" * 32)
    services.preferences.choose(name="Ada")
    with pytest.raises(DiaryError, match="nothing with this id"):
        services.revisions.history("name")


def test_deleted_things_are_listed_the_last_first(services: Services, clock: FakeClock) -> None:
    score = services.diary.add(VasScore(41))
    session = services.exercises.add("nerve-glide")
    treatment = services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 1))
    assert services.revisions.deleted() == []
    for delete, one in (
        (services.diary.delete, score.id),
        (services.exercises.delete, session.id),
        (services.treatments.delete, treatment.id),
    ):
        clock.move(minutes=1)
        delete(one)
    deleted = services.revisions.deleted()
    assert [one.value for one in deleted] == [treatment, session, score]
    assert [f"{one.made_at:%H:%M}" for one in deleted] == ["08:13", "08:12", "08:11"]
    assert not any(one.taken_back for one in deleted)


def test_what_is_listed_is_as_it_last_was_and_went_last(
    services: Services, clock: FakeClock, db: Database
) -> None:
    # Ids that fall: the order of the changes is that of their moments.
    db.new_id = map("{:032x}".format, range(1000, 0, -1)).__next__
    entry = _scored_twice(services, clock)
    services.diary.delete(entry.id)
    services.history.undo()
    clock.move(minutes=1)
    services.diary.delete(entry.id)
    other = services.diary.add(VasScore(77))
    same_id = Treatment(entry.id, TreatmentKind.BLOCK, date(2026, 3, 1), clock.now())
    with journal.step(db, clock.now()) as step:
        treatment_store.save(step, same_id)
    (deleted,) = services.revisions.deleted()
    assert deleted.value == entry
    assert f"{deleted.made_at:%H:%M}" == "08:12"
    services.diary.delete(other.id)
    assert [one.value for one in services.revisions.deleted()] == [other, entry]


@pytest.mark.parametrize(("change", "taken_back"), [("f", True), ("0", False)])
def test_of_two_deletions_at_one_moment_the_greater_id_is_the_later(
    services: Services, clock: FakeClock, db: Database, change: str, taken_back: bool
) -> None:
    entry = _scored_twice(services, clock)
    clock.move(minutes=1)
    services.diary.delete(entry.id)
    at = "2026-03-12T07:12:00.000+00:00"
    _arrive_late(db, entry.id, at, mm=None, change=change * 32, action="undo")
    assert [one.taken_back for one in services.revisions.deleted()] == [taken_back]


def test_a_deletion_of_something_never_seen_is_not_listed(
    services: Services, clock: FakeClock, db: Database
) -> None:
    entry = _scored_twice(services, clock)
    _arrive_late(db, entry.id, made_at="2026-03-12T07:12:00.000+00:00", mm=None)
    db.connection.execute("update journal set row_id = 'x' where after is null")
    assert services.revisions.deleted() == []


def test_what_undo_took_out_is_listed_too_and_says_so(services: Services) -> None:
    services.diary.add(VasScore(41))
    services.history.undo()
    assert [one.taken_back for one in services.revisions.deleted()] == [True]


def test_what_is_there_again_is_not_listed(services: Services) -> None:
    entry = services.diary.add(VasScore(41))
    services.diary.delete(entry.id)
    services.history.undo()
    assert services.revisions.deleted() == []
    services.diary.delete(entry.id)
    assert len(services.revisions.deleted()) == 1


def test_the_answers_of_a_week_have_a_history_and_come_back(
    services: Services, clock: FakeClock
) -> None:
    first = services.weekly.answer(Peg(4, 5, 6))
    clock.move(minutes=3)
    second = services.weekly.answer(sleep=0)
    assert first.id == second.id
    assert [one.value for one in services.revisions.history(first.id)] == [second, first]
    services.weekly.delete(first.id)
    [gone] = services.revisions.deleted()
    assert gone.value == second
    services.revisions.bring_back_deleted([first.id])
    assert services.weekly.every() == [second]
    assert services.revisions.deleted() == []


def test_answers_from_before_sleep_was_asked_are_read(services: Services, db: Database) -> None:
    answer = services.weekly.answer(Peg(4, 5, 6))
    db.connection.execute("update journal set after = json_remove(after, '$.sleep')")
    assert services.revisions.history(answer.id)[0].value == answer


def test_a_week_that_was_put_off_is_nothing_to_bring_back(services: Services) -> None:
    services.weekly.put_off()
    services.history.undo()
    assert services.revisions.deleted() == []


def test_after_thirty_days_it_is_off_the_list_but_in_the_file(
    services: Services, clock: FakeClock
) -> None:
    entry = services.diary.add(VasScore(41))
    clock.move(minutes=1)
    services.diary.delete(entry.id)
    clock.move(days=30)
    assert len(services.revisions.deleted()) == 1
    clock.move(seconds=1)
    assert services.revisions.deleted() == []
    services.revisions.bring_back_deleted([entry.id])
    assert services.diary.entries() == [entry]


def test_several_come_back_as_one_step(services: Services) -> None:
    heard: list[Changed] = []
    score, session = services.diary.add(VasScore(41)), services.exercises.add("nerve-glide")
    services.diary.delete(score.id)
    services.exercises.delete(session.id)
    services.changes.subscribe(heard.append)
    services.revisions.bring_back_deleted([score.id, session.id])
    assert (services.diary.entries(), services.exercises.sessions()) == ([score], [session])
    assert heard == [Changed.PAIN | Changed.SESSIONS]
    assert services.revisions.deleted() == []
    services.history.undo()
    assert (services.diary.entries(), services.exercises.sessions()) == ([], [])
    assert {_id(one) for one in services.revisions.deleted()} == {score.id, session.id}


def _id(deleted: Deleted) -> str:
    return deleted.value.id


def test_bringing_back_what_is_back_is_said_and_changes_nothing(services: Services) -> None:
    first, second = services.diary.add(VasScore(41)), services.diary.add(VasScore(50))
    services.diary.delete(first.id)
    services.diary.delete(second.id)
    services.revisions.bring_back_deleted([first.id])
    # One is there already: the other still comes.
    services.revisions.bring_back_deleted([first.id, second.id])
    assert len(services.diary.entries()) == 2
    with pytest.raises(DiaryError, match="in your diary already"):
        services.revisions.bring_back_deleted([first.id, second.id])


@pytest.mark.parametrize("which", ["score", "exercise", "treatment"])
def test_deleting_what_is_gone_is_said(services: Services, which: str) -> None:
    delete: dict[str, tuple[Callable[[str], None], str]] = {
        "score": (services.diary.delete, services.diary.add(VasScore(41)).id),
        "exercise": (services.exercises.delete, services.exercises.add("nerve-glide").id),
        "treatment": (
            services.treatments.delete,
            services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 1)).id,
        ),
    }
    act, row_id = delete[which]
    act(row_id)
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    with pytest.raises(DiaryError, match=f"This {which} is no longer in the diary"):
        act(row_id)
    assert heard == []


def test_an_id_is_found_by_its_beginning(services: Services, db: Database) -> None:
    db.new_id = iter([f"{n:x}".rjust(2, "a") for n in range(256)]).__next__
    first, second = services.diary.add(VasScore(41)), services.diary.add(VasScore(50))
    find = services.revisions.find
    assert find(first.id) == first.id
    with pytest.raises(DiaryError, match="More than one id begins with “a”"):
        find("a")
    with pytest.raises(DiaryError, match="nothing with the id “zz”"):
        find("zz")
    services.diary.delete(second.id)
    assert find(second.id) == second.id


def test_an_id_with_many_versions_is_one_id(services: Services, clock: FakeClock) -> None:
    entry = _scored_twice(services, clock)
    assert services.revisions.find(entry.id[:8]) == entry.id


@pytest.mark.parametrize(("seconds", "is_corrected"), [(599, False), (600, True)])
def test_what_is_changed_ten_minutes_later_is_corrected(
    services: Services, clock: FakeClock, db: Database, seconds: int, is_corrected: bool
) -> None:
    entry = services.diary.add(VasScore(41))
    clock.move(seconds=seconds)
    with journal.step(db, clock.now()) as step:
        pain_store.save(step, replace(entry, note="later"))
    assert revisions.corrected(db) == ({entry.id} if is_corrected else set())
