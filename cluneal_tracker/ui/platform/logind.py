"""What logind tells of the sleep of the computer."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from cluneal_tracker.ui.platform.session_bus import NoDesktop, system_bus

_NAME, _PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_INTERFACE, _SLEEPS = "org.freedesktop.login1.Manager", "PrepareForSleep"
_ANSWERS_WITHIN = 1.0


class Waking:
    """Tells that the computer has woken; raises OSError where no logind is there to tell."""

    def __init__(self) -> None:
        try:
            with ExitStack() as stack:
                self._bus = stack.enter_context(system_bus())
                self._ask()
                self._end = stack.pop_all()
        except NoDesktop as error:
            raise OSError("no logind") from error

    def fileno(self) -> int:
        return int(self._bus.sock.fileno())

    def jumped(self) -> bool:
        woke = False
        while (message := self._next()) is not None:
            woke = woke or _says_awake(message)
        return woke

    def close(self) -> None:
        self._end.close()

    def _ask(self) -> None:
        """Have its signals sent here; raises NoDesktop where nobody would send them."""
        from jeepney import MatchRule, message_bus
        from jeepney.wrappers import unwrap_msg

        def ask(message: Any) -> tuple[Any, ...]:
            answer: tuple[Any, ...] = unwrap_msg(
                self._bus.send_and_get_reply(message, timeout=_ANSWERS_WITHIN)
            )
            return answer

        rule = MatchRule(
            type="signal", sender=_NAME, interface=_INTERFACE, member=_SLEEPS, path=_PATH
        )
        ask(message_bus.AddMatch(rule))
        (runs,) = ask(message_bus.NameHasOwner(_NAME))
        if not runs:
            raise NoDesktop

    def _next(self) -> Any:
        """The next message that is there, without waiting; None for none."""
        try:
            return self._bus.receive(timeout=0)
        except TimeoutError:
            return None


def _says_awake(message: Any) -> bool:
    from jeepney import HeaderFields

    return bool(
        message.header.fields.get(HeaderFields.member) == _SLEEPS and message.body == (False,)
    )
