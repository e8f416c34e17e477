"""The button "Draft it" in words: "draft it", "yes, write the packet" do what the last answer offers."""

import re
from collections.abc import Awaitable, Callable, Mapping

from bot.domain.draft import DraftKind
from bot.drafting.kinds import kind_asked_for
from bot.messages import Button, Reply
from bot.turn import Pressed, Told
from bot.use_cases.answer_asked import buttons_on, last_said
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
    shown = None if told.thread else await last_said(told)
    offers = [b for b in buttons_on(shown) if b.label == LABEL and b.action.partition(":")[0] in _VERBS]
    if shown and len(offers) == 1 and _fits(told, offers[0]):
        verb, _, target = offers[0].action.partition(":")
        return await _VERBS[verb](Pressed(told.work, told.tools, told.act_id, told.now, target, shown.id))
    return await draft_for_all_named(told)


def _fits(told: Told, offer: Button) -> bool:
    """Tell whether the offer is of the kind that was asked for, if one was."""
    kind = kind_asked_for(told.meaning.text)
    verb, _, target = offer.action.partition(":")
    return kind is None or verb != "draft_kind" or target.partition(":")[0] == kind or kind not in tuple(DraftKind)
