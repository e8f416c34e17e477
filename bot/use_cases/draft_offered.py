"""The button "Draft it" in words: "draft it", "yes, write the packet" do what the last answer offers."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.domain.delivery import Delivery
from bot.domain.draft import DraftKind
from bot.drafting.kinds import kind_asked_for
from bot.messages import Button, Reply, reply_from_json
from bot.turn import Pressed, Told
from bot.use_cases.draft_many import draft_for_all_named, press_draft_one
from bot.use_cases.draft_words import press_draft, press_draft_for, press_kind

LABEL = "Draft it"

_TAKES_UP = re.compile(
    r"\W*(?:(?:yes|yeah|yep|sure|ok(?:ay)?|please|pls|and|then|great|can you|could you|go ahead and)[,! ]+)*"
    r"(?:draft|write|word|make)(?: up)?(?: me)? "
    r"(?:it|that|this|one|(?:the|an?|my|that) (?:e-?mail|note|message|draft|packet|letter packet|reminder|request|"
    r"thank[- ]?(?:you|u)(?: note)?))(?: (?:up|then|now|for me|please|pls|thanks))*\W*",
    re.IGNORECASE,
)
STILL_OFFERED = timedelta(hours=12)

_VERBS: Mapping[str, Callable[[Pressed], Awaitable[Reply]]] = {
    "draft": press_draft,
    "draft_kind": press_kind,
    "draft_one": press_draft_one,
    "draft_for": press_draft_for,
}


def takes_up_draft(told: Told) -> bool:
    return not told.meaning.people and _TAKES_UP.fullmatch(told.meaning.text) is not None


async def draft_offered(told: Told) -> Reply:
    """Do what that button of the last answer does; without one, draft for whom was told of last."""
    shown = None if told.thread else await _last_said(told)
    content = reply_from_json(shown.content) if shown and shown.content else Reply("")
    offers = [b for b in _buttons(content) if b.label == LABEL and b.action.partition(":")[0] in _VERBS]
    if shown and len(offers) == 1 and _fits(told, offers[0]):
        verb, _, target = offers[0].action.partition(":")
        return await _VERBS[verb](Pressed(told.work, told.tools, told.act_id, told.now, target, shown.id))
    return await draft_for_all_named(told)


async def _last_said(told: Told) -> Delivery | None:
    """Return the answer to the message before this one, or what came unasked since; None after half a day."""
    before = next((note for note in await told.work.notes.newest(limit=2) if note.id != told.note.id), None)
    answer = await told.work.deliveries.find(before.answered_by) if before and before.answered_by else None
    since = before.received_at if before and answer else told.now - STILL_OFFERED
    nudged = [
        each
        for each in await told.work.deliveries.sent(since=since, limit=1)
        if each.kind in ("nudge", "digest") and each.sent_at and each.sent_at > since
    ]
    fresh = before is not None and told.now - before.received_at < STILL_OFFERED
    return nudged[0] if nudged else answer if fresh else None


def _buttons(content: Reply) -> list[Button]:
    return [*content.buttons, *(button for item in content.items for button in item.buttons)]


def _fits(told: Told, offer: Button) -> bool:
    """Tell whether the offer is of the kind that was asked for, if one was."""
    kind = kind_asked_for(told.meaning.text)
    verb, _, target = offer.action.partition(":")
    return kind is None or verb != "draft_kind" or target.partition(":")[0] == kind or kind not in tuple(DraftKind)
