"""Who stands how to the resident: "who are my mentors", "who is my sponsor"."""

import re
from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.vocabulary import Relationship
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import answers
from bot.understanding.meaning import Understanding

ASKS_CIRCLE = re.compile(
    r"\W*(?:so |and |hey )?(?:who(?:['’]?s| is| are| r)?|list|show(?: me)?) (?:all )?(?:of )?my "
    r"(?P<as>mentor|sponsor|peer|role model)s?(?: again| so far| now)*\W*",
    re.IGNORECASE,
)


async def show_circle(work: UnitOfWork, meaning: Understanding, now: datetime) -> Reply:
    asked = ASKS_CIRCLE.fullmatch(meaning.text.strip())
    kind = Relationship(asked["as"].lower().replace(" ", "_")) if asked else Relationship.MENTOR
    return answers.people_who_are(kind, [each for each in await work.all(Contact) if each.relationship is kind])
