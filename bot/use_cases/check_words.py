"""Hold the resident's own text against the limits, with reasons."""

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.drafting.checker import check
from bot.drafting.written import Sending, read_written
from bot.messages import Reply
from bot.replies import checks
from bot.turn import Submitted, Told, Turn
from bot.understanding.headings import read_heading
from bot.use_cases.amend_draft import draft_in_hand
from bot.use_cases.draft_words import check_made, make


async def check_words(told: Told) -> Reply:
    heading = read_heading(told.meaning.text)
    if heading and heading.who and (draft := await draft_in_hand(told)) and (made := await make(told, draft)):
        return await check_made(told, made)
    return await _check(told, heading.rest) if heading and heading.rest else checks.what_to_check()


async def submit_check(submitted: Submitted) -> Reply:
    text = submitted.values.get("text", "").strip()
    return await _check(submitted, text) if text else checks.what_to_check()


async def _check(turn: Turn, text: str) -> Reply:
    written = read_written(text)
    contacts = await turn.work.all(Contact)
    to = match_contact(written.to_name, contacts).certain if written.to_name else None
    sending = Sending(turn.work.resident, to, contacts)
    return checks.checked(written, check(written, sending))
