"""What is asked of the year itself: "when should i take step 3", answered from the playbook and from what was told."""

import re
from collections.abc import Awaitable, Callable, Sequence

from bot.domain.recall import notes_with, tellings
from bot.messages import Reply
from bot.planning.standing import ladder
from bot.programs.shortlist import rank
from bot.replies import how_to
from bot.turn import Told
from bot.use_cases.holdings import kept_by
from bot.use_cases.own_leader import names_own_leader
from bot.use_cases.prepare_meeting import prepare_meeting
from bot.use_cases.show_programs import ledger

_BEGINS = r"\W*(?:(?:so|ok(?:ay)?|hey|and|but|um+|pls|please|also|idk)[, ]+)*"
_ENDS = r"(?: (?:now|then|exactly|best|again|please|pls|tho|though|even))*\W*"
_BEST_BET = re.compile(
    rf"{_BEGINS}(?:who(?:m)?|what|where|which(?: (?:program|one|place|hospital|person)s?)?)(?: (?:is|are)|['’]?s)? "
    rf"(?:do i have )?(?:my |the )?(?:best|strongest|safest|likeliest) (?:bets?|chances?|shots?|options?|hopes?|"
    rf"odds|supporters?|allies|ally)(?: (?:for|at|to)\b[^?\n]{{0,40}})?{_ENDS}",
    re.IGNORECASE,
)
_WHAT_TO_SAY = re.compile(
    rf"{_BEGINS}what (?:do|should|can|could|would|shall|to)(?: i)?(?: even)? (?:say|tell|talk about|bring up|discuss)"
    rf"\b(?: to| with)?[^?\n]{{0,60}}{_ENDS}",
    re.IGNORECASE,
)
_HOW_TO_WRITE = re.compile(
    rf"{_BEGINS}(?:how (?:do|should|can|to|would)(?: i)?|help me(?: to)?|(?:any )?tips (?:for|on))"
    r"(?: (?:even|best|go about|writ(?:e|ing)|start(?:ing)?|do(?:ing)?|structure|draft(?:ing)?|begin|with|a|an|the|my|"
    rf"good|strong|better))* (?P<what>ps|personal statement|cv|resume|résumé){_ENDS}",
    re.IGNORECASE,
)
_STEP_3 = re.compile(
    rf"{_BEGINS}(?:(?:when|how soon|by when) (?:should|do|can|must|to)(?: i)?|(?:do|should|must) i|is it (?:worth|"
    rf"necessary|ok|good)(?: to| for me to)?)(?: (?:have to|need to|need))? (?:take|sit|do|pass|finish|write|have|get)?"
    rf" ?(?:for |the )?(?:usmle )?step ?(?:3|iii|three)(?: done)?\b[^?\n]{{0,30}}{_ENDS}",
    re.IGNORECASE,
)
_ASK_LETTERS = re.compile(
    rf"{_BEGINS}(?:when|how) (?:should|do|can|to)(?: i)? (?:ask|request|get|go about)(?: about| for| getting)*"
    rf"(?: (?:a|an|the|my|good|strong|rec|recommendation))* (?:letters?|lors?)(?: of rec\w*)?{_ENDS}",
    re.IGNORECASE,
)


async def _best_bet(told: Told) -> Reply:
    kept, resident = await kept_by(told.work), told.work.resident
    return how_to.best_bet(ladder(kept, resident), rank(await ledger(told), resident, told.today))


async def _how_to_write(told: Told) -> Reply:
    asked = _HOW_TO_WRITE.fullmatch(told.meaning.text)
    return how_to.own_papers(is_cv=asked is not None and asked["what"].lower() not in ("ps", "personal statement"))


async def _step_3(told: Told) -> Reply:
    told_of_it = notes_with(("step", "3"), tellings(await told.work.notes.newest()))
    heard = [note for note in told_of_it if re.search(r"\bstep ?(?:3|iii|three)\b", note.text, re.IGNORECASE)]
    return how_to.step_3(heard, told.work.resident.zone, told.today)


async def _ask_letters(told: Told) -> Reply:
    return how_to.ask_for_letters(told.work.resident.goal)


_ANSWERS: Sequence[tuple[re.Pattern[str], Callable[[Told], Awaitable[Reply]]]] = (
    (_BEST_BET, _best_bet),
    (_WHAT_TO_SAY, prepare_meeting),
    (_HOW_TO_WRITE, _how_to_write),
    (_STEP_3, _step_3),
    (_ASK_LETTERS, _ask_letters),
)


def asks_of_playbook(told: Told) -> bool:
    """Tell whether the message asks so; what to say is asked of somebody, or of the own PD."""
    text = told.meaning.text
    if _WHAT_TO_SAY.fullmatch(text):
        return bool(told.meaning.people) or names_own_leader(text)
    return any(asks.fullmatch(text) for asks, _ in _ANSWERS)


async def answer_from_playbook(told: Told) -> Reply:
    answer = next(answer for asks, answer in _ANSWERS if asks.fullmatch(told.meaning.text))
    return await answer(told)
