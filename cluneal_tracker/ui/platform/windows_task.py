"""A task of the Windows Task Scheduler, in the XML of its schema 1.2. Never run there yet."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree as Xml

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.timetable import Timetable, WeeklyTime
from cluneal_tracker.ui.platform.program import Run, program, run

NAME = "Cluneal Tracker reminders"
_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A day in the past from which a weekly time counts; without a zone, so it is local.
_SINCE = "2024-01-01"
_SETTINGS = {
    "MultipleInstancesPolicy": "Parallel",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    # One that was slept through comes when the computer is back.
    "StartWhenAvailable": "true",
    "ExecutionTimeLimit": "PT1H",
}


class WindowsTask:
    """Hands a task to schtasks, which comes with Windows."""

    def __init__(self, folder: Path, run: Run = run) -> None:
        self._command, self._run = program(folder, "remind"), run

    def installed(self) -> bool:
        """Whether the task is there and means this diary."""
        try:
            said = self._run(["schtasks", "/Query", "/TN", NAME, "/XML"])
        except DiaryError:
            return False
        return _escaped(subprocess.list2cmdline(self._command[1:])) in said

    def install(self, timetable: Timetable) -> None:
        """Put the task in the place of the one before; raises DiaryError."""
        # A second open of the file is refused by Windows, so it is closed before it is read.
        with tempfile.TemporaryDirectory(prefix="cluneal-") as temporary:
            file = Path(temporary) / "task.xml"
            file.write_bytes(task_xml(self._command, timetable))
            self._run(["schtasks", "/Create", "/TN", NAME, "/XML", str(file), "/F"])

    def remove(self) -> None:
        """Take the task away, if there is one."""
        try:
            self._run(["schtasks", "/Query", "/TN", NAME])
        except DiaryError:
            return
        self._run(["schtasks", "/Delete", "/TN", NAME, "/F"])


def task_xml(command: list[str], timetable: Timetable) -> bytes:
    """The task in UTF-16, the only encoding that schtasks reads."""
    task = Xml.Element("Task", version="1.2", xmlns=_NAMESPACE)
    about = Xml.SubElement(task, "RegistrationInfo")
    Xml.SubElement(about, "Description").text = "Time for your log"
    triggers = Xml.SubElement(task, "Triggers")
    for one in timetable.weekly:
        _add_weekly(triggers, one)
    for moment in timetable.once:
        trigger = Xml.SubElement(triggers, "TimeTrigger")
        Xml.SubElement(trigger, "StartBoundary").text = f"{moment:%Y-%m-%dT%H:%M}:00"
    principals = Xml.SubElement(task, "Principals")
    person = Xml.SubElement(principals, "Principal", id="Author")
    # Only while the person is there: there is a window to show.
    Xml.SubElement(person, "LogonType").text = "InteractiveToken"
    settings = Xml.SubElement(task, "Settings")
    for name, value in _SETTINGS.items():
        Xml.SubElement(settings, name).text = value
    actions = Xml.SubElement(task, "Actions", Context="Author")
    action = Xml.SubElement(actions, "Exec")
    Xml.SubElement(action, "Command").text = command[0]
    Xml.SubElement(action, "Arguments").text = subprocess.list2cmdline(command[1:])
    text: bytes = Xml.tostring(task, encoding="utf-16", xml_declaration=True)
    return text


def _add_weekly(triggers: Xml.Element, one: WeeklyTime) -> None:
    trigger = Xml.SubElement(triggers, "CalendarTrigger")
    Xml.SubElement(trigger, "StartBoundary").text = f"{_SINCE}T{one.at:%H:%M}:00"
    if one.daily:
        daily = Xml.SubElement(trigger, "ScheduleByDay")
        Xml.SubElement(daily, "DaysInterval").text = "1"
        return
    weekly = Xml.SubElement(trigger, "ScheduleByWeek")
    Xml.SubElement(weekly, "WeeksInterval").text = "1"
    days = Xml.SubElement(weekly, "DaysOfWeek")
    for day in sorted(one.weekdays):
        Xml.SubElement(days, _DAYS[day])


def _escaped(text: str) -> str:
    """As it stands in XML."""
    element = Xml.Element("e")
    element.text = text
    return Xml.tostring(element, encoding="unicode").removeprefix("<e>").removesuffix("</e>")
