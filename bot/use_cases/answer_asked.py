"""A question of ours answered in words, without its buttons: "yes", "no", "same person", "cancel"."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.domain.delivery import Delivery
from bot.messages import Button, Reply, reply_from_json
from bot.replies import forgetting
from bot.replies.forgetting import FORGET_ME
from bot.turn import Pressed, Told
from bot.use_cases.forget import (
    press_cancel,
    press_forget_contact,
    press_forget_detail,
    press_forget_program,
)
from bot.use_cases.forget_claim import press_forget_claims
from bot.use_cases.import_programs import press_import_programs
from bot.use_cases.settle_doubt import press_right
from bot.use_cases.settle_identity import press_same, press_someone_else

_POLITE = r"(?:(?:oh|ok(?:ay)?|um+|wait|actually|sorry|please|pls)[,! ]+)*"
_AFTER = r"(?:[,! ]+(?:please|pls|thanks|thx|sure|i['’]?m sure))*\W*"
_YES = re.compile(
    rf"\W*{_POLITE}(?:(?:yes|yeah|yep|yup|ya|y|sure|correct|right|exactly|of course)[,! ]*)?"
    r"(?:confirm(?:ed)?|(?:do|delete|remove|forget) (?:it|her|him|them)|delete|go ahead|i['’]?m sure|"
    r"(?:the )?same(?: person| one)?|(?:it['’]?s|that['’]?s|that is|it is|she is|he is) (?:her|him|them|right|the same"
    r"(?: person| one)?|correct)|(?:it|she|he|that) is)?" + _AFTER,
    re.IGNORECASE,
)
_NO = re.compile(
    rf"\W*{_POLITE}(?:(?:no|nope|nah|n)[,! ]*)?"
    r"(?:cancel(?: (?:it|that))?|never ?mind|nvm|do ?n['’]?t(?: (?:do it|delete(?: (?:it|her|him|them))?))?|stop|"
    r"(?:keep|leave) (?:it|her|him|them)|"
    r"(?:it['’]?s |that['’]?s )?(?:some(?:one|body) else|(?:an?)?other(?: person| one)?|neither(?: of them| one)?|"
    r"none of (?:them|those|these|the above)|"
    r"(?:a )?different(?: person| people| one)?|two (?:different )?(?:people|persons)|"
    r"not (?:the same(?: person| one)?|her|him)))?" + _AFTER,
    re.IGNORECASE,
)
_FRESH = timedelta(hours=12)

_YES_VERBS: Mapping[str, Callable[[Pressed], Awaitable[Reply | None]]] = {
    "same": press_same,
    "right": press_right,
    "forget_contact": press_forget_contact,
    "forget_detail": press_forget_detail,
    "forget_claims": press_forget_claims,
    "forget_program": press_forget_program,
    "import_programs": press_import_programs,
}
_NO_VERBS: Mapping[str, Callable[[Pressed], Awaitable[Reply | None]]] = {
    "other": press_someone_else,
    "cancel": press_cancel,
}


def says_yes_or_no(told: Told) -> bool:
    text = told.meaning.text
    return any(char.isalpha() for char in text) and bool(_YES.fullmatch(text) or _NO.fullmatch(text))


def answer_asked(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Press the one button that "yes" or "no" means on the answer just before; else the words mean something else."""

    async def answer(told: Told) -> Reply:
        asked = await last_said(told)
        agrees = _YES.fullmatch(told.meaning.text) is not None
        if agrees and any(button.action == FORGET_ME for button in buttons_on(asked)):
            return forgetting.press_it_yourself()
        verbs = _YES_VERBS if agrees else _NO_VERBS
        meant = [b for b in buttons_on(asked) if b.action.partition(":")[0] in verbs]
        if asked is None or len(meant) != 1:
            return await otherwise(told)
        verb, _, target = meant[0].action.partition(":")
        reply = await verbs[verb](Pressed(told.work, told.tools, told.act_id, told.now, target, asked.id))
        return reply or await otherwise(told)

    return answer


async def last_said(told: Told) -> Delivery | None:
    """Return the answer to the message before this one, or what came unasked since; None after half a day."""
    before = next((note for note in await told.work.notes.newest(2, every=True) if note.id != told.note.id), None)
    answer = await told.work.deliveries.find(before.answered_by) if before and before.answered_by else None
    since = before.received_at if before and answer else told.now - _FRESH
    nudged = [
        each
        for each in await told.work.deliveries.sent(since=since, limit=1)
        if each.kind in ("nudge", "digest") and each.sent_at and each.sent_at > since
    ]
    fresh = before is not None and told.now - before.received_at < _FRESH
    return nudged[0] if nudged else answer if fresh else None


def buttons_on(said: Delivery | None) -> list[Button]:
    """Return every button that a message of ours shows, those of its lines too."""
    shown = reply_from_json(said.content) if said and said.content else Reply("")
    return [*shown.buttons, *(button for item in shown.items for button in item.buttons)]
