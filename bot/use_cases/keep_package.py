"""The ready-to-send package: a part of it was renewed."""

import re

from bot.domain.application import DocumentKind, PackageDocument
from bot.messages import Reply
from bot.replies import openings
from bot.turn import Told
from bot.understanding.dates import read_dates


async def keep_document(told: Told) -> Reply:
    """Note which parts were renewed, and on which day."""
    text = told.meaning.text.lower()
    on = next((each.past.end for each in read_dates(told.meaning.text, told.local_now) if each.past), told.today)
    kinds = [kind for words, kind in _KINDS if any(word in text for word in words)]
    for kind in kinds:
        await told.work.put(PackageDocument(kind.value, min(on, told.today), told.source(None)))
    return openings.package_renewed(await told.work.all(PackageDocument), told.act_id, told.today)


_ASKS = re.compile(
    r"\W*(?:show (?:me )?|what(?:['’]?s| is) (?:in )?|is |how (?:is|old is) )?(?:my |the )?"
    r"(?:ready[- ]to[- ]send )?package(?: (?:ready|complete|up to date|current|status))?\W*",
    re.IGNORECASE,
)


def asks_package(told: Told) -> bool:
    """Tell whether it asks how ready the package is: "is my package ready?"."""
    return _ASKS.fullmatch(told.meaning.text) is not None


async def show_package(told: Told) -> Reply:
    return openings.package(await told.work.all(PackageDocument), told.today)


_KINDS = (
    (("cv", "resume", "résumé", "curriculum"), DocumentKind.CV),
    (("statement", " ps"), DocumentKind.STATEMENT),
    (("standard",), DocumentKind.STANDARD_EMAIL),
)
