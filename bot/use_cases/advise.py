"""Whether to write, ask or remind: "should I remind her already", "is it too early to ask Dr. Rao".

That is the resident's to decide, and what it depends on is answered: where the letter stands and when the next step
is due, or all that is known of the person.
"""

import re
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.replies import letters, small_talk
from bot.turn import Told
from bot.understanding.meaning import Question
from bot.use_cases.answer_question import answer_question
from bot.use_cases.follow_letters import standing
from bot.use_cases.lend_subject import OF_ONE, left_out

_FITTING = (
    r"(?:too )?(?:soon|early|late|ok(?:ay)?|fine|good|bad|rude|weird|pushy|annoying|awkward|appropriate|worth|time)"
)
_ASKS = re.compile(
    r"(?:(?P<before>[^?\n]{1,100}[.,;!?–—-])\s+|\W*)"
    r"(?:(?:so|hey|wait|um|hmm+|and|but|ok|do you think|you think)[, ]+)*(?:"
    r"(?:should|shall|could|may) i(?:n['’]?t)? (?!be\b|do\b|put\b|use\b|worry\b|apply\b|go\b|talk to (?:next|first))|"
    rf"(?:is|was|would|wouldn['’]?t|isn['’]?t|will) it(?: be)? (?:(?:really|still|a|an|bit|already) )*{_FITTING}"
    r"(?: (?:idea|form|time))? (?:to|if i|for me to) |"
    r"(?:when|how soon|how long after) (?:should|can|do) i |do i (?:need|have) to )"
    r"(?:(?:just|also|already|maybe|really|still|now) )*"
    r"(?:remind|nudge|ask|e-?mail|text|call|message|write|follow up|check in|thank|ping|bug|send|reach|contact|push)\b"
    r"[^.!\n]{0,80}\W*"
    # Whether another would: no odds are told, only where it stands.
    r"|\W*(?:so |and |but |hey )*(?:(?:do|would) )?(?:you|u) (?:think|reckon) [^.!\n]{2,40}?(?:['’]?d| would| will) "
    r"(?:write|do|give|agree|support|recommend)\b[^.!\n]{0,60}",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(rf"{OF_ONE.pattern}|\bthem\b", re.IGNORECASE)
_OF_A_LETTER = re.compile(r"\b(?:letters?|lors?|remind|nudge|push|ping|bug)\b", re.IGNORECASE)


def asks_advice(told: Told) -> bool:
    """Tell whether the message asks so of somebody, and tells of nobody before it asks."""
    asked = _ASKS.fullmatch(told.meaning.text)
    if asked is None or (asked["before"] and told.meaning.intent is Intent.LOG and told.meaning.people):
        return False
    return bool(_named(told) or _OF_SOMEBODY.search(told.meaning.text))


def _named(told: Told) -> str | None:
    question = told.meaning.question
    return told.meaning.people[0].name if told.meaning.people else question.person if question else None


async def advise(told: Told) -> Reply:
    """Show what the decision depends on: the letter, where one is under way, or what is known of the person."""
    name = _named(told)
    contact = match_contact(name, await told.work.all(Contact)).certain if name else await left_out(told)
    if contact and _OF_A_LETTER.search(told.meaning.text):
        theirs = [each for each in await standing(told.work) if each.contact and each.contact.id == contact.id]
        if theirs:
            return letters.letters(theirs, None, told.today)
    person = contact.name if contact else name
    if person is None:
        return small_talk.whom_do_you_mean()
    question = Question(person=person)
    return await answer_question(replace(told, meaning=replace(told.meaning, intent=Intent.ASK, question=question)))
