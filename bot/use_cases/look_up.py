"""What is asked of the platform before a message is answered: names, the people in a channel, what a file holds."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.cohort_routes import command_in
from bot.domain.cohort import cohort_address
from bot.domain.note import Note
from bot.domain.resident import Address
from bot.errors import LookupRefused
from bot.messages import Attachment, TextMessage
from bot.ports import Lookups
from bot.turn import NOTHING_FOUND, Found
from bot.use_cases.enrol_channel import channel_wanted
from bot.use_cases.join_cohort import name_to_make

_NAMED = frozenset(("cohort", "join"))
"""Commands after which a cohort is to know what its member is called."""

_IMPORT = re.compile(r"\s*import(?P<programs>\s+programs)?\b.*", re.IGNORECASE)


def asks_the_platform(note: Note) -> bool:
    return command_in(note) in _NAMED


async def look_up(lookups: Lookups, note: Note, sender: Address) -> Found:
    """Return what the platform tells for this note. Never raises."""
    if not asks_the_platform(note):
        return NOTHING_FOUND
    found = Found(await lookups.person(sender))
    channel = channel_wanted(note.text)
    if channel is None and (name := name_to_make(note.text)):
        there = cohort_address(sender.platform, sender.workspace, name)
        asked = await look_up_channel(lookups, there, sender, note.reply_to)
        return replace(found, is_in=asked.is_in, refusal=asked.refusal)
    if channel is None:
        return found
    try:
        here = {"channel": note.channel} if note.channel else {}
        return replace(found, channel=await lookups.people_in(channel, sender, here | note.reply_to))
    except LookupRefused as refusal:
        return replace(found, refusal=str(refusal))


async def look_up_channel(lookups: Lookups, channel: Address, sender: Address, reply_to: Mapping[str, str]) -> Found:
    """Return whether the sender is in a channel. Never raises."""
    try:
        return Found(is_in=await lookups.is_in(channel, sender, reply_to))
    except LookupRefused as refusal:
        return Found(refusal=str(refusal))


def words_beside(message: TextMessage) -> TextMessage | None:
    """Return the message without its files; None where its words only say what is to be done with them."""
    if _IMPORT.fullmatch(message.text) or not (message.text.strip() or message.files):
        return None
    return replace(message, attachments=())


async def opened(lookups: Lookups | None, message: TextMessage, number: int, attachment: Attachment) -> TextMessage:
    """Return a file as the message that tells what is in it. Raises LookupRefused."""
    if lookups is None:
        raise LookupRefused("Here I take a file only as text: “import”, and what it holds below.")
    content = await lookups.read_file(attachment, message.sender)
    asked = _IMPORT.fullmatch(message.text)
    command = "import programs" if asked and asked["programs"] else "import"
    name = file_id(message, number)
    return TextMessage(message.sender, f"{command}\n{content}", name, (name,), reply_to=message.reply_to)


def file_id(message: TextMessage, number: int) -> str:
    """Return the id by which one file of a message is known again."""
    return f"{message.message_id}:file:{number}"
