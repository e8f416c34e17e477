"""The draft in hand another way, and its subject: "shorter and warmer", "subject line?"."""

import re
from dataclasses import replace

from bot.domain.draft import Tone, WrittenDraft, with_tones
from bot.messages import Reply
from bot.replies import drafts
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told
from bot.understanding.headings import read_heading
from bot.understanding.tones import tones_in
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
