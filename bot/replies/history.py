"""What was sent unasked, and what of it did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.recall import sentences, shorten
from bot.messages import Item, Reply
from bot.replies.days import day_in_words, time_in_words

EACH = 80
"""How many characters of each thing told are repeated."""


@dataclass(frozen=True, slots=True)
class Sent:
    """*at* is local. *reply* is None where the words were forgotten since.

    *arrived* is None where nobody can tell. *states* says of each thing it told what came of it: done, later, open.
    """

    at: datetime
    reply: Reply | None
    arrived: bool | None
    reason: str
    states: Sequence[str] = ()


def history(sent: Sequence[Sent], today: date) -> Reply:
    """List what was sent, newest first."""
    if not sent:
        return Reply("I have sent you nothing unasked in the last 30 days.")
    failed = sum(1 for each in sent if each.arrived is False)
    missed = f" {failed} did not arrive." if failed else ""
    items = tuple(Item(_line(each, today)) for each in sent)
    return Reply(f"The last 30 days, newest first.{missed}", title="What I sent you", items=items)


def _line(sent: Sent, today: date) -> str:
    at = f"{day_in_words(sent.at.date(), today)}, {time_in_words(sent.at.time().replace(second=0, microsecond=0))}"
    words = _words(sent) if sent.reply else "(forgotten)"
    if sent.arrived:
        return f"{at}: {words}"
    return f"{at}: {words} ({'may not have arrived' if sent.arrived is None else 'did not arrive'}: {sent.reason})"


def _words(sent: Sent) -> str:
    """Return the first words of each thing told, with what came of it."""
    reply = sent.reply or Reply("")
    firsts = [sentences(item.text)[0].rstrip(" .\n") for item in reply.items] or [reply.title or reply.text]
    states = [*sent.states, *[""] * len(firsts)]
    told = (
        f"{shorten(first, EACH)}{f' ({state})' if state else ''}" for first, state in zip(firsts, states, strict=False)
    )
    return "; ".join(told)
