"""A platform that only records: every message sent becomes one JSON object, in the order sent."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.plain_text import plain_text
from adapters.simulation.channels import ScriptedChannels
from bot.domain.resident import Address
from bot.errors import RecipientGone, SendRefused
from bot.messages import RECALL, Button, Outgoing, Reply


@dataclass(slots=True)
class Recorded:
    """A message as the receiver sees it now; *id* is the one printed (m1, m2, ...)."""

    id: str
    outgoing_id: str
    to: Address
    reply: Reply

    def seen_by(self, address: Address) -> bool:
        """Tell whether this user reads it: it is theirs, or a post in a channel of their workspace."""
        if self.to.channel:
            return self.to.tenant == address.tenant
        return self.to.user == address.user

    def button(self, label: str, item: int | None) -> Button | None:
        """Return the button with this label: of the message, or of its item number *item* (the first one without)."""
        wanted = label.casefold()
        if self.reply.items and (item is not None or not _find(self.reply.buttons, wanted)):
            items = self.reply.items[item - 1 : item] if item else self.reply.items
            return next((found for each in items if (found := _find(each.buttons, wanted))), None)
        return _find(self.reply.buttons, wanted)


class Recorder:
    """A Messenger that prints. *emit* takes each line, *home_of* gives the zone that a script told of a user.

    *zone_of* is that of whoever is reached at an address, at this moment, as the bot knows it; None for nobody.
    """

    def __init__(
        self,
        emit: Callable[[dict[str, Any]], None],
        now: Callable[[], datetime],
        home_of: Callable[[Address], ZoneInfo | None],
    ) -> None:
        self._emit, self._now, self._home_of = emit, now, home_of
        self.channels = ScriptedChannels()
        self.zone_of: Callable[[Address], Awaitable[ZoneInfo | None]] = self._nobody
        self._messages: dict[str, Recorded] = {}
        self._lines: dict[str, int] = {}
        self._refusals: dict[str, int] = {}
        self._gone: set[str] = set()
        self.newest_code = "{code}"

    async def home_of(self, address: Address) -> str | None:
        """Return what the platform knows of a newcomer's zone."""
        home = self._home_of(address)
        return home.key if home else None

    async def _nobody(self, _address: Address) -> None:
        """No process of the bot is running."""

    def answers(self, re: str, line: int) -> None:
        """Remember that what answers *re* answers script line number *line*."""
        self._lines[re] = line

    def fail(self, user: str, how: str, times: int) -> None:
        self._refusals[user] = times if how == "send" else 0
        (self._gone.add if how == "gone" else self._gone.discard)(user)

    def newest(self, reader: Address, wanted: Callable[[Recorded], object]) -> Recorded | None:
        """Return the newest message that *reader* sees and *wanted* says yes to."""
        return next((m for m in reversed(self._messages.values()) if m.seen_by(reader) and wanted(m)), None)

    def find(self, printed_id: str) -> Recorded | None:
        return next((m for m in self._messages.values() if m.id == printed_id), None)

    async def send(self, outgoing: Outgoing) -> None:
        user = outgoing.to.user
        if user in self._gone:
            raise RecipientGone(f"{user}'s account is gone")
        if self._refusals.get(user, 0) > 0:
            self._refusals[user] -= 1
            raise SendRefused("the script says so")
        self.newest_code = outgoing.reply.code or self.newest_code
        shown = self._messages.get(outgoing.replaces or "")
        if shown is not None:
            shown.reply = outgoing.reply
            kind = RECALL if outgoing.reply.kind == RECALL else "update"
            self._emit(await self._line(shown, outgoing, kind))
            return
        recorded = Recorded(f"m{len(self._messages) + 1}", outgoing.id, outgoing.to, outgoing.reply)
        self._messages[outgoing.id] = recorded
        self._emit(await self._line(recorded, outgoing, outgoing.reply.kind))

    async def was_sent(self, outgoing: Outgoing) -> bool | None:
        return outgoing.id in self._messages

    async def _line(self, message: Recorded, outgoing: Outgoing, kind: str) -> dict[str, Any]:
        reply = outgoing.reply
        zone = await self.zone_of(message.to) or self._home_of(message.to) or UTC
        line: dict[str, Any] = {
            "id": message.id,
            "re": self._lines.get(outgoing.re) if outgoing.re else None,
            "at": self._now().astimezone(zone).isoformat(timespec="seconds"),
            "to": None if message.to.channel else message.to.user,
            "channel": outgoing.channel,
            "kind": kind,
            "about": list(reply.about),
            "text": plain_text(reply),
            "buttons": [button.label for button in reply.buttons],
            "fields": dict(reply.fields),
        }
        if reply.items:
            line["items"] = [
                {"about": item.about, "text": item.text, "buttons": [button.label for button in item.buttons]}
                for item in reply.items
            ]
        if reply.form:
            line["form"] = [field.name for field in reply.form.fields]
        if reply.draft:
            line["draft"] = {"subject": reply.draft.subject, "body": reply.draft.body, "gaps": list(reply.draft.gaps)}
        if reply.report:
            line["report"] = asdict(reply.report)
        if reply.file:
            line["file"] = asdict(reply.file)
        return line


def _find(buttons: tuple[Button, ...], wanted: str) -> Button | None:
    return next((button for button in buttons if button.label.casefold() == wanted), None)
