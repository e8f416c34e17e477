"""Wins and feedback: kept word for word, their themes over time, and whom good news is for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.year import Deed, DeedKind
from bot.messages import Reply
from bot.planning.wins import to_tell
from bot.replies import wins
from bot.replies.saved import saved
from bot.turn import Told, Turn
from bot.understanding.headings import read_heading
from bot.use_cases.draft_recipient import deed_meant
from bot.use_cases.keep_people import keep_people
from bot.use_cases.log_encounter import keep_told
from bot.use_cases.word_nudge import scene_of


async def tell_win(told: Told) -> Reply:
    """Keep "win: …": news where others would want to hear of it, else a strength for the letters."""
    heading = read_heading(told.meaning.text)
    people = await keep_people(told)
    what = heading.rest if heading else told.meaning.text
    is_news = any(deed.kind is DeedKind.WIN for deed in told.meaning.deeds)
    deed = await _keep(told, DeedKind.WIN if is_news else DeedKind.STRENGTH, what, [each.contact for each in people])
    return await with_news(told, [deed], wins.won(deed, await _of_kinds(told, *WINS), told.act_id))


async def tell_news(told: Told) -> Reply:
    """Keep news told in plain words ("poster accepted at SGIM"), and say whom to tell."""
    outcome = await keep_told(told, met=bool(told.meaning.people) and not told.meaning.where)
    return await with_news(told, outcome.deeds, saved(outcome, told.today))


async def tell_deed(told: Told, kind: DeedKind, what: str, reply: Reply) -> Reply:
    """Keep what is news besides, such as the match, and add whom to tell to *reply*."""
    return await with_news(told, [await _keep(told, kind, what, [])], reply)


async def with_news(turn: Turn, deeds: Sequence[Deed], reply: Reply) -> Reply:
    """Add whom to tell, with a draft for each, to the answer to good news."""
    news = [deed for deed in deeds if deed.kind is DeedKind.WIN]
    if not news:
        return reply
    scene = await scene_of(turn.work, turn.now)
    people = to_tell(scene.resident, scene.kept)
    return wins.with_whom_to_tell(reply, news[0], people)


_WHOM = re.compile(
    r"\W*(?:so |ok,? |and )*(?:who(?:m)?|which people)(?: all)? (?:should|do|can|must|to|shall) ?(?:i )?"
    r"(?:have to |need to )?(?:tell|share (?:it|this|that) with|let know)(?: (?:about )?(?:it|this|that|the news))?"
    r"(?: (?:about )?(?:my |the )?(?P<what>[\w -]{3,40}?))?\W*",
    re.IGNORECASE,
)


def asks_whom_to_tell(told: Told) -> bool:
    return not told.meaning.people and _WHOM.fullmatch(told.meaning.text) is not None


async def whom_to_tell(told: Told) -> Reply:
    """Say whom the latest good news is for, or the one named, with a draft for each."""
    asked = _WHOM.fullmatch(told.meaning.text)
    named = await deed_meant(told, asked["what"]) if asked and asked["what"] else None
    news = named or max(await _of_kinds(told, DeedKind.WIN), key=lambda each: (each.on, each.id), default=None)
    return await with_news(told, [news], wins.latest(news, told.today)) if news else wins.no_news()


async def tell_feedback(told: Told) -> Reply:
    """Keep "feedback from Dr. Lee: …" and say what it has in common with what was said before."""
    heading = read_heading(told.meaning.text)
    people = [each.contact for each in await keep_people(told)]
    what = heading.rest if heading else told.meaning.text
    deed = await _keep(told, DeedKind.FEEDBACK, what, people)
    return wins.advised(deed, people, await _of_kinds(told, DeedKind.FEEDBACK), told.act_id, told.today)


async def show_wins(told: Told) -> Reply:
    """Show wins and feedback by theme, as CV bullets and talking points."""
    contacts = {contact.id: contact for contact in await told.work.all(Contact)}
    feedback = await _of_kinds(told, DeedKind.FEEDBACK)
    return wins.listed(await _of_kinds(told, *WINS), feedback, contacts, told.today)


WINS = (DeedKind.WIN, DeedKind.STRENGTH)


async def _of_kinds(turn: Turn, *kinds: DeedKind) -> list[Deed]:
    return [deed for deed in await turn.work.all(Deed) if deed.kind in kinds]


async def _keep(told: Told, kind: DeedKind, what: str, people: list[Contact]) -> Deed:
    on = told.meaning.when.start if told.meaning.when and told.meaning.when.start <= told.today else told.today
    start = told.note.text.find(what)
    source = told.source(None)
    if start >= 0:
        source = replace(source, start=start, end=start + len(what))
    deed = Deed(told.ids.new(), kind, what, on, told.now, tuple(contact.id for contact in people), source)
    await told.work.put(deed)
    return deed
