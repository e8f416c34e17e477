"""The draft in hand another way, and its subject: "shorter and warmer", "subject line?"."""

import re
from dataclasses import replace

from bot.domain.draft import Tone, WrittenDraft, with_tones
from bot.messages import Reply
from bot.replies import drafts
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told
from bot.understanding.amendments import read_amendment
from bot.understanding.headings import RULES, HeadingKind, read_heading
from bot.understanding.tones import tones_in
from bot.use_cases.amend_draft import amend_draft, draft_in_hand
from bot.use_cases.draft_words import draft_meant, make, show_draft


async def press_tone(pressed: Pressed) -> Reply:
    """Say the draft another way. Target: tone, draft id."""
    tone, _, draft_id = pressed.target.partition(":")
    draft = await pressed.work.find(WrittenDraft, draft_id)
    if draft is None or tone not in tuple(Tone):
        return no_longer_there()
    same = tone == draft.tone  # shown once more, as it was
    return await show_draft(pressed, replace(draft, tone=Tone(tone), also=draft.also if same else ()))


_MORE_STILL = re.compile(r"\W*(?:and|also|but|plus)\b", re.IGNORECASE)
"""What comes before a wish that is to hold besides the earlier one: "and warmer"."""


async def change_tone(told: Told) -> Reply:
    """Say the latest draft another way, in plain words: "shorter"."""
    heading = read_heading(told.meaning.text)
    draft = await draft_meant(told)
    if draft is None:
        return drafts.nothing_drafted()
    wished = tones_in(heading.rest if heading else "")
    if _MORE_STILL.match(told.meaning.text):
        wished = tuple(dict.fromkeys((draft.tone, *draft.also, *wished)))
    return await show_draft(told, with_tones(draft, tuple(each for each in wished if each is not Tone.USUAL)))


_AND = re.compile(r"\s*(?:[,;.&+]|\band\b|\bthen\b|\bbut\b)\s*(?:(?:and|then|but|also|please|pls) )*", re.IGNORECASE)


def asks_twice_of_draft(told: Told) -> bool:
    """Tell whether two things are to be changed in a draft: "make it shorter and mention the case report"."""
    return _two_orders(told.meaning.text) is not None


def _two_orders(text: str) -> tuple[str, str] | None:
    for between in _AND.finditer(text):
        orders = text[: between.start()], text[between.end() :]
        tones = [_is_tone(each) for each in orders]
        if any(tones) and all(tone or read_amendment(each) for tone, each in zip(tones, orders, strict=True)):
            return orders
        if all(read_amendment(each) for each in orders) and _IS_ORDER.match(orders[1]):
            return orders
    return None


_IS_ORDER = re.compile(
    r"(?:add|mention|include|take out|remove|delete|drop|cut|leave out|change|replace)\b", re.IGNORECASE
)


# The parts of every line of two halves are asked: no other heading is tried on them.
_A_TONE = next(rule.pattern for rule in RULES if rule.kind is HeadingKind.TONE)


def _is_tone(text: str) -> bool:
    return _A_TONE.fullmatch(text) is not None


async def change_twice(told: Told) -> Reply:
    """Change the draft in hand as both orders say, and show it once."""
    orders = _two_orders(told.meaning.text)
    if orders is None or await draft_in_hand(told) is None:
        return drafts.nothing_drafted()
    reply = None
    for order in sorted(orders, key=_is_tone, reverse=True):  # what was added is said last
        one = replace(told, meaning=replace(told.meaning, text=order))
        reply = await change_tone(one) if _is_tone(order) else await amend_draft(one) or reply
    return reply or drafts.nothing_drafted()


_SUBJECT = re.compile(
    r"\W*(?:and )?(?:what(?:['’]?s| is| was| about| should i (?:put|use)(?: (?:as|for|in))?) )?(?:the |a |its )?"
    r"subject(?: line)?(?: (?:again|of (?:it|that|this)|for (?:it|that|this)(?: (?:e-?mail|one|draft))?))?\W*",
    re.IGNORECASE,
)


def asks_subject(told: Told) -> bool:
    """Tell whether it asks for the subject of a draft: "subject line?"."""
    return _SUBJECT.fullmatch(told.meaning.text) is not None


async def tell_subject(told: Told) -> Reply:
    """Say the subject of the draft in hand, with it once more to copy."""
    draft = await draft_meant(told)
    made = await make(told, draft) if draft else None
    return drafts.subject_of(made.draft, made.contact, made.words) if made else drafts.nothing_drafted()
