"""How the resident stands with the Match and the own program: kept word for word, for the gates before a draft."""

import re
from dataclasses import replace

from bot.domain.year import DeedKind
from bot.messages import Reply
from bot.replies import standing
from bot.turn import Told
from bot.understanding.own_story import told_director, told_matched, told_unmatched, told_waiver
from bot.use_cases.keep_win import tell_deed
from bot.use_cases.log_encounter import keep_told


async def keep_standing(told: Told) -> Reply:
    """Keep what the message tells, and say what follows from it."""
    owed = tuple(each for each in told.meaning.follow_ups if not each.what.startswith("applying"))
    told = replace(told, meaning=replace(told.meaning, follow_ups=owed))  # "not applying, matched" owes nothing
    await keep_told(told, met=False)
    text = told.meaning.text
    if told_unmatched(text):
        return standing.unmatched(told.act_id)
    matched = told_matched(text)
    said = standing.noted(matched=matched, waiver=told_waiver(text), director=told_director(text), act_id=told.act_id)
    return await tell_deed(told, DeedKind.WIN, _FIRST_WORDS.split(text.strip())[0], said) if matched else said


_FIRST_WORDS = re.compile(r"\s*[!.,;:\n(–—]")
"""What stands before any mark: of "matched!!! anesthesia at Rush" that the resident matched."""
