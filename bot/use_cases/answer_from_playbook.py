"""What is asked of the year itself: "when should i take step 3", answered from the playbook and from what was told."""

import re
from collections.abc import Awaitable, Callable, Sequence

from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.recall import notes_with, tellings
from bot.messages import Reply
from bot.planning.standing import ladder
from bot.playbook.sourced import season_asked_for
from bot.programs.shortlist import rank
from bot.replies import how_to
from bot.turn import Told
from bot.use_cases.draft_gates import coming_soap, soap_days
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


_MAY_CONTACT = re.compile(
    rf"{_BEGINS}(?:can|may|could|should|am i allowed to|are we allowed to|"
    r"is it (?:ok(?:ay)?|allowed|legal)(?: to| if i)|do i get to)(?: i| we)?(?: still| just| also| even)? "
    r"(?:call|e-?mail|contact|reach out to|text|write(?: to)?|message|talk to|visit)\b(?P<whom>[^?\n]{0,60})\W*",
    re.IGNORECASE,
)
_IN_MATCH_WEEK = re.compile(r"\b(?:match week|soap|after the match|before the match)\b", re.IGNORECASE)
_PROGRAMS = re.compile(
    r"\W*(?:the |any |all |other |these |unmatched |unfilled )*(?:programs?|pds?|hospitals|places)\b", re.IGNORECASE
)
_IF_UNMATCHED = re.compile(
    rf"{_BEGINS}what(?: (?:happens|do i do|should i do|will happen|would happen|can i do|then))? if (?:i )?"
    rf"(?:do ?n['’]?t|do not|did ?n['’]?t|fail to|go|end up|am|get) (?:un)?match(?:ed)?{_ENDS}"
    rf"|{_BEGINS}what(?:['’]?s| is) (?:my |the )?plan b{_ENDS}",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(
    rf"{_BEGINS}(?:i )?(?:(?:just|finally|already|have|['’]ve) )*"
    r"(?:certified|submitted|locked|finali[sz]ed|sent(?: in)?) (?:my |the )?"
    r"(?:rank(?:ing)?(?: order)?(?: list)?|rol|list)(?: (?:is )?(?:done|in|today|tonight|now))*\W*",
    re.IGNORECASE,
)


async def _may_contact(told: Told) -> Reply:
    return how_to.contact_in_soap(coming_soap(told), in_soap=bool(soap_days(told)), today=told.today)


async def _if_unmatched(told: Told) -> Reply:
    return how_to.if_unmatched(coming_soap(told), told.today)


async def _certified(told: Told) -> Reply:
    """Close what was to be done about the rank list, and say until when it can be looked at."""
    owed = [each for each in await told.work.all(FollowUp) if each.state is FollowUpState.OPEN]
    ended = [each for each in owed if _RANKS.search(each.what)]
    for each in ended:
        await told.work.put(done(each, told.now, told.today))
    lock = next((fact for fact in season_asked_for("rank list", told.today) if fact.on and fact.on >= told.today), None)
    return how_to.certified([each.what for each in ended], lock, told.act_id, told.today)


_RANKS = re.compile(r"\b(?:rank(?:ing)?(?: order)? lists?|rols?|certify)\b", re.IGNORECASE)


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
    (_MAY_CONTACT, _may_contact),
    (_IF_UNMATCHED, _if_unmatched),
    (_CERTIFIED, _certified),
)


def asks_of_playbook(told: Told) -> bool:
    """Tell whether the message asks so; what to say is asked of somebody, or of the own PD."""
    text = told.meaning.text
    if _WHAT_TO_SAY.fullmatch(text):
        return bool(told.meaning.people) or names_own_leader(text)
    if contact := _MAY_CONTACT.fullmatch(text):
        return bool(_IN_MATCH_WEEK.search(text) or _PROGRAMS.match(contact["whom"]))
    return any(asks.fullmatch(text) for asks, _ in _ANSWERS)


async def answer_from_playbook(told: Told) -> Reply:
    answer = next(answer for asks, answer in _ANSWERS if asks.fullmatch(told.meaning.text))
    return await answer(told)
