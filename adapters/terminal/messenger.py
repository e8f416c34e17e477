"""What Vouch sends, shown on this terminal; remembers what is on screen, so that its buttons can be pressed."""

from collections.abc import Callable
from dataclasses import dataclass

from adapters.terminal.screen import Choice, Fragments, choices, draw
from bot.errors import SendRefused
from bot.messages import Form, Outgoing


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A message that offers something: *id* is ours, *choices* its buttons, *form* what it asks for."""

    id: str
    choices: tuple[Choice, ...]
    form: Form | None


class TerminalMessenger:
    """A Messenger that shows the messages of one resident; *show* prints styled text."""

    def __init__(self, user: str, show: Callable[[Fragments], None]) -> None:
        self._user, self._show = user, show
        self._shown: set[str] = set()
        self.newest: OnScreen | None = None

    async def send(self, outgoing: Outgoing) -> None:
        if outgoing.to.user != self._user:
            raise SendRefused(f"this terminal is {self._user}'s")
        self._show([*draw(outgoing.reply), ("", "\n")])
        self._shown.add(outgoing.id)
        offered = choices(outgoing.reply)
        if offered or outgoing.reply.form:
            self.newest = OnScreen(outgoing.replaces or outgoing.id, offered, outgoing.reply.form)

    async def was_sent(self, outgoing: Outgoing) -> bool | None:
        # A message of an earlier start may have been seen or not; showing it once more is the lesser harm.
        return outgoing.id in self._shown
