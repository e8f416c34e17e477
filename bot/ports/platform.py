"""A chat platform: the way out to it, and what can be asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.domain.resident import Address
from bot.messages import Attachment, Outgoing


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the platform knows them: their *name* there, other names they may be typed by, and their zone."""

    address: Address
    name: str
    also: tuple[str, ...] = ()
    tz: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the platform: its *name* without its sign, and who is in it."""

    name: str
    people: tuple[Person, ...]


class Lookups(Protocol):
    """What can be asked of a chat platform. Asked with no transaction open, since it may take seconds."""

    async def person(self, address: Address) -> Person | None:
        """Return who somebody is; None where the platform cannot tell. Never raises."""

    async def people_in(self, channel: str, asker: Address, reply_to: Mapping[str, str]) -> Channel:
        """Return a channel's people, bots left out. *channel* is its name; "" is the one that *reply_to* is of.

        Raises LookupRefused: what has to be done for the platform to tell.
        """

    async def is_in(self, channel: Address, asker: Address, reply_to: Mapping[str, str]) -> bool | None:
        """Tell whether somebody is in a cohort's channel; None where we are not there ourselves, or there is none.

        Raises LookupRefused where the platform does not tell at the moment.
        """

    async def read_file(self, attachment: Attachment, sender: Address) -> str:
        """Return what a file holds. Raises LookupRefused."""


class Messenger(Protocol):
    """One platform's way out."""

    async def send(self, outgoing: Outgoing) -> str | None:
        """Deliver, or raise SendRefused (later) or RecipientGone (never). Outgoing.id is the idempotency key.

        Returns the platform's own reference of the message where it has one (Slack: channel and ts). It is kept with
        the delivery: it comes back as Outgoing.updates, and names the message in what faces hand in.
        """

    async def was_sent(self, outgoing: Outgoing) -> str | bool | None:
        """Look whether an earlier attempt arrived: its reference, or True, where it did, False where it did not.

        None where this platform cannot tell.
        """
