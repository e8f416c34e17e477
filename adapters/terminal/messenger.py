"""What Vouch sends, shown on this terminal; remembers what is on screen, so that its buttons can be pressed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from adapters.terminal.screen import Choice, Fragments, choices, draw
from bot.errors import SendRefused
from bot.messages import File, Form, Outgoing


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
        self._show([*draw(outgoing.reply), *_keep(outgoing.reply.file), ("", "\n")])
        self._shown.add(outgoing.id)
        offered = choices(outgoing.reply)
        if offered or outgoing.reply.form:
            self.newest = OnScreen(outgoing.replaces or outgoing.id, offered, outgoing.reply.form)

    async def was_sent(self, outgoing: Outgoing) -> bool | None:
        # A message of an earlier start may have been seen or not; showing it once more is the lesser harm.
        return outgoing.id in self._shown


def _keep(file: File | None) -> Fragments:
    """Write a file where the terminal stands, for its owner alone, never over another, and say so."""
    if file is None:
        return []
    stem = Path(file.name).stem
    for path in (Path(file.name), *(Path(file.name).with_stem(f"{stem}-{number}") for number in range(2, 1000))):
        try:
            path.touch(0o600, exist_ok=False)
            path.write_text(file.content, encoding="utf-8", newline="")
        except FileExistsError:
            continue
        except OSError as error:
            return [("", f"It cannot be written here ({error.strerror}). Start Vouch in a folder of your own.\n")]
        return [("", f"Written to {path.resolve()}\n")]
    return []
