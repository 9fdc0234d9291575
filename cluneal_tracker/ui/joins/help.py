"""Joins the page "When to get help" to the diary."""

from __future__ import annotations

from cluneal_tracker.domain.warning_signs import Group
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.warning_signs import WarningView
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.warnings import PromptsJoin, prompt_lines
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.help import HelpScreen, HelpState, SignGroup
from cluneal_tracker.ui.words import country, short_day


class HelpJoin:
    """A tick is saved at once, and the page says at once what it asks for."""

    interest = Changed.PAIN | Changed.SPOTS | Changed.TREATMENTS | Changed.SETTINGS

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._services, self._desk = services, desk
        content = services.content
        groups = [
            SignGroup(
                group=group,
                title=text["title"],
                question=text["question"],
                signs=[sign for sign in content.warning_signs if sign.group is group],
                action=text["action"],
                details=[text[name] for name in ("detail", "overlap") if name in text],
            )
            for group, text in content.warning_groups.items()
        ]
        self.widget = HelpScreen(look, groups)
        self.widget.ticked.connect(self._tick)
        self._prompts = PromptsJoin(self.widget.prompts, services, desk)

    def refresh(self) -> None:
        """Show the day as the diary has it."""
        signs = self._services.warning_signs
        view = signs.view()
        due = {one.group: self._why(one.group, view) for one in view.urgent}
        lines = prompt_lines(self._services, view.specialist)
        self.widget.show_state(HelpState(view.ticked, due, signs.call(country()), lines))

    def entered(self) -> None:
        """The day may have turned since the page was last seen."""
        self.refresh()

    def write_out(self) -> bool:
        """Nothing is typed here that waits to be saved."""
        return True

    def _why(self, group: Group, view: WarningView) -> str:
        """When the sign was ticked, and after which block."""
        tr = self.widget.tr
        prompt = next(one for one in view.urgent if one.group is group)
        today = not view.ticked.isdisjoint(prompt.signs)
        said = tr("You ticked a sign here today.") if today else tr("You ticked one yesterday.")
        if prompt.last_block is None:
            return said
        block = tr("The last block in your diary is from {day}.")
        return f"{said} {block.format(day=short_day(prompt.last_block))}"

    def _tick(self, key: str, on: bool) -> None:
        def tick() -> None:
            self._services.warning_signs.tick(key, ticked=on)
            tr = self.widget.tr
            self._desk.say(tr("Saved with today.") if on else tr("Taken back."), undo=True)

        if not self._desk.attempt(tick):
            self.refresh()
