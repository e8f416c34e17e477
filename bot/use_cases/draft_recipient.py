"""Whom a draft is for, where the request does not name them plainly: the one just told of, the own PD, a program's."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.contact import Contact
from bot.domain.draft import AddedAs, Addition, DraftKind, WrittenDraft
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Fact
from bot.domain.names import fold
from bot.domain.vocabulary import Role
from bot.domain.year import Deed, DeedKind
from bot.drafting.grammar import as_news
from bot.replies.people import PHYSICIANS, short_name
from bot.replies.saved import DRAFTABLE
from bot.turn import Told, Turn
from bot.understanding.first_names import is_first_name
from bot.understanding.meaning import PersonMention, Span
from bot.understanding.talked_of import to_them
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.last_told import last_told

JUST_TOLD = timedelta(hours=12)
"""How long "draft it" means what was told last."""

_IT = re.compile(
    r"\W*(?:please |can you |could you )?(?:(?:draft|write|word)(?: up)?|(?:show|give)(?: me)?) "
    r"(?:it|that|this|one|something|(?:an?|the) (?:e-?mail|note|message|draft|inquiry|"
    r"thank[- ]?(?:you|u)(?: note| e-?mail| card)?|follow[- ]?up|check-?in|update|reminder|packet|"
    r"letter (?:packet|request)))"
    r"(?: (?:up|for me|please|pls|now))*\W*",
    re.IGNORECASE,
)
_THAT = re.compile(r"\b(?:draft|write|word|send)\b.{0,8}\b(?:it|that|this|the news)\b", re.IGNORECASE)
_DIRECTORS = (Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR)
_ASSOCIATE = re.compile(r"\b(?:apd|associate)\b", re.IGNORECASE)
_DIRECTOR = re.compile(r"\b(?:pd|apd|(?:associate )?program director)\b", re.IGNORECASE)


async def drafted_just_now(told: Told) -> WrittenDraft | None:
    """Return the draft that "draft it" means: one that already stands in the last answer, as an opening's does."""
    if not _IT.fullmatch(told.meaning.text):
        return None
    last = await last_told(told)
    fresh = last.at is not None and told.now - last.at < JUST_TOLD
    made = [each for each in last.newest if isinstance(each, WrittenDraft) and each.sent_at is None] if fresh else []
    return made[0] if len(made) == 1 else None


_HER = re.compile(
    r"\b(?:write|draft|send|e-?mail|thank|text|message|word) (?:to )?(?:her|him|them)\b|"
    r"\b(?:to|for) (?:her|him|them)(?=\W*$| (?:about|asking|saying|please|pls|now)\b)",
    re.IGNORECASE,
)
"""Somebody who is written to without a name: "write her a thank you", "a note to him"."""


async def owed_just_now(told: Told) -> FollowUp | None:
    """Return the follow-up that "draft it" means: the one that was told last, if words are what it needs."""
    if not _IT.fullmatch(told.meaning.text):
        return None
    last = await last_told(told)
    fresh = last.at is not None and told.now - last.at < JUST_TOLD
    owed = [each for each in last.follow_ups if each.state is FollowUpState.OPEN and each.contact_id] if fresh else []
    return next((each for each in owed if each.kind in DRAFTABLE), None)


async def met_just_now(told: Told) -> Contact | None:
    """Return the contact that "draft it" and "thank her" mean: the only one of the message told last."""
    if not (_IT.fullmatch(told.meaning.text) or _HER.search(told.meaning.text)):
        return None
    last = await last_told(told)
    fresh = last.at is not None and told.now - last.at < JUST_TOLD
    return last.contacts[0] if fresh and len(last.contacts) == 1 else None


async def news_just_now(told: Told) -> Deed | None:
    """Return the news that "draft that to Dr. Gupta" means: told last, and not long ago."""
    wins = [each for each in await told.work.all(Deed) if each.kind is DeedKind.WIN]
    newest = max(wins, key=lambda deed: deed.id, default=None)
    fresh = newest is not None and told.now - newest.created_at < JUST_TOLD
    return newest if fresh and _THAT.search(told.meaning.text) else None


_ABOUT_MINE = re.compile(r"\babout (?P<what>(?:my|our) [\w-]+(?: [\w-]+){0,4})\W*$", re.IGNORECASE)
"""What of their own a resident wants to write about, told of before or not."""


_THAT_I = re.compile(r"\bthat (?P<what>(?:i|i['’](?:m|ve|ll)|my|we)\b[^?]{3,160}?)[.!]*$", re.IGNORECASE)
"""What is to be told, in the request itself: "write Dr. Lee that I passed Step 3"."""


async def with_own_matter(told: Told, fresh: WrittenDraft) -> tuple[DraftKind | None, WrittenDraft]:
    """Return kind and draft with what of their own the resident wants told: news, a statement, or a matter to fill."""
    text = told.meaning.text
    mine, that = _ABOUT_MINE.search(text), _THAT_I.search(text)
    news = await news_just_now(told) or (await deed_meant(told, mine["what"]) if mine else None)
    if news:
        return DraftKind.UPDATE, replace(fresh, kind=DraftKind.UPDATE, about=f"deed:{news.id}")
    if that:
        asked = fresh.asked | {"news": as_news(to_them(that["what"]), most=None)}
        return DraftKind.CHECK_IN, replace(fresh, kind=DraftKind.CHECK_IN, asked=asked)
    if mine:
        source = told.source(Span(*mine.span("what")))
        fresh = replace(fresh, added=(Addition(mine["what"], AddedAs.MATTER, source),))
    return None, fresh


async def deed_meant(told: Turn, words: str) -> Deed | None:
    """Return the win that a few words name: "the poster"; the latest of several."""
    named = set(fold(words)) - {"my", "the", "our", "about"}
    wins = [each for each in await told.work.all(Deed) if each.kind in (DeedKind.WIN, DeedKind.STRENGTH)]
    meant = [each for each in wins if named and named <= set(fold(each.what))]
    return max(meant, key=lambda each: (each.on, each.id), default=None)


def role_meant(text: str) -> Role | None:
    """Return the role of somebody not named: "cold email to the APD at UAB"."""
    return Role.PROGRAM_DIRECTOR if _DIRECTOR.search(text) else None


async def director_at(told: Told) -> Contact | None:
    """Return the one who is meant by "the PD at Mercy", where they are known and no other could be."""
    contacts = await told.work.all(Contact)
    place = await place_named(told, contacts, told.meaning.text) if role_meant(told.meaning.text) else None
    there = [
        each for each in contacts if place and each.position.institution == place and each.position.role in _DIRECTORS
    ]
    asked = Role.ASSOCIATE_PROGRAM_DIRECTOR if _ASSOCIATE.search(told.meaning.text) else Role.PROGRAM_DIRECTOR
    exactly = [each for each in there if each.position.role is asked]
    return exactly[0] if len(exactly) == 1 else None


async def whom_to_call(told: Told, mention: PersonMention) -> str:
    """Return "Dr. Patel at Mercy" for the one whom a mentor is asked to call."""
    known = match_mention(mention, await told.work.all(Contact)).certain
    home = known.position.institution if known else mention.institution
    return f"{short_name(known) if known else name_of(told, mention)}{f' at {home}' if home else ''}"


def name_of(told: Told, mention: PersonMention) -> str:
    """Return how somebody unknown is greeted: as a doctor, unless their role or a first name alone says otherwise."""
    doctor = mention.role in (Role.CHIEF_RESIDENT, Role.ALUM) or mention.role in PHYSICIANS
    doctor = doctor or (mention.role is None and not is_first_name(mention.name))
    return short_name(Contact("", mention.name, told.now, title=mention.title or ("Dr." if doctor else None)))


async def place_named(told: Told, contacts: list[Contact], words: str) -> str | None:
    """Return the known program whose name stands in *words*."""
    known = [c.position.institution for c in contacts if c.position.institution]
    known += [fact.about for fact in await told.work.all(Fact) if fact.contact_id is None]
    said = set(fold(words))
    return max((name for name in known if set(fold(name)) <= said), key=len, default=None)
