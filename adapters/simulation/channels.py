"""Who is in which channel of a script: whom a profile put into the cohort of its name, and whoever typed there."""

from collections.abc import Mapping

from bot.domain.cohort import channel_name
from bot.domain.resident import Address
from bot.errors import LookupRefused
from bot.messages import Attachment
from bot.ports import Channel, Person


class ScriptedChannels:
    """Fits bot.ports.Lookups."""

    def __init__(self) -> None:
        self._people: dict[tuple[str, str], dict[str, Address]] = {}

    def enter(self, channel: str, who: Address) -> None:
        self._people.setdefault((who.tenant, channel_name(channel)), {})[who.user] = who

    async def person(self, address: Address) -> Person | None:
        return Person(address, address.user)

    async def people_in(self, channel: str, asker: Address, reply_to: Mapping[str, str]) -> Channel:
        name = channel_name(channel or reply_to.get("channel", ""))
        people = self._people.get((asker.tenant, name))
        if not people:
            raise LookupRefused("Nobody of this script is in it.")
        return Channel(name, tuple(Person(each, each.user) for each in people.values()))

    async def is_in(self, channel: Address, asker: Address, reply_to: Mapping[str, str]) -> bool | None:  # noqa: ARG002
        return None  # scripts do not say who is in which channel

    async def read_file(self, attachment: Attachment, sender: Address) -> str:
        raise LookupRefused(f"{sender.user} handed in {attachment.name}, and scripts have no files.")
