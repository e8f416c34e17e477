"""What answers a question that the resident asked before: "kaplan says yes" after "does Emory do H-1B?"."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.knowledge import Fact
from bot.domain.names import same_place
from bot.domain.recall import facts_of_kind, is_about
from bot.domain.vocabulary import FactKind, Intent, Visa
from bot.messages import Reply
from bot.turn import Told
from bot.understanding.meaning import FactMention, PersonMention, Question
from bot.use_cases.answer_asked import buttons_on, last_said
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.keep_facts import OF_PROGRAMS
from bot.use_cases.lend_subject import FRESH, left_out
from bot.use_cases.log_encounter import log_encounter

_SAYS = r"(?:says?|said|tells? me|told me|confirm(?:s|ed)|repl(?:ies|ied)|answer(?:s|ed)|thinks?|wrote(?: back)?)"
_YES = (
    r"(?:yes|yeah|yep|yup|they do|(?:it|she|he) does|(?:they )?sometimes(?: do)?|probably|maybe|possibly|depends|"
    r"it depends|case by case)"
)
_NO = (
    r"(?:no(?! (?:idea|clue|answer|reply|news|word|problem|worries))|nope|nah|not (?:any ?more|really|this year|yet|"
    r"at all)|never|(?:no,? )?(?:they|it|she|he) (?:do(?:es)? ?n['’]?t|do(?:es)? not|never do|won['’]?t|"
    r"can ?['’]?no?t))"
)
_WHO = r"[^\W\d_][\w.'’-]{0,30}(?: [\w.'’-]{1,30}){0,3}?"
_GOES_ON = (
    r"(?=\W*\Z|\s*[,;.:(–-]|\s+(?:but|if|once|only|when|after|unless|depend\w*|as long|for|with|since|because|though|"
    r"and|last|this|every|most|now|they)\b)"
)
"""What may follow a yes to a question; "yes to coffee" is one to something else."""
_ANSWERS = re.compile(
    rf"\W*(?:(?:ok|so|update|fyi|hey|oh|btw|and)[,: ]+)*(?:{_WHO},? (?:just )?{_SAYS}[:,]?(?: that)?\s+|"
    rf"(?:just )?(?:asked|heard from|heard back from|talked to|spoke to|emailed|called) {_WHO}[,:;.-]+\s*|{_WHO}:\s*|"
    r"(?:turns out(?: that)?|found out(?: that)?|apparently)\s+|(?=(?:(?:yes|no)\W+)?(?:they|it) ))"
    rf"(?:(?P<yes>(?:yes\W+(?=they|it))?{_YES})|(?P<no>{_NO})){_GOES_ON}[^?\n]{{0,160}}",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"\b(?:if|once|unless|depend(?:s|ing)|case by case|after (?:passing )?step|maybe|probably|possibly|sometimes|"
    r"rarely|not sure|with step)\b",
    re.IGNORECASE,
)
_TO_ASK = re.compile(
    r"(?:ask|e-?mail|call|text) .{0,60}?\b(?:if|whether|about|re)\b (?:they |it |he |she )?(?P<what>.+)", re.IGNORECASE
)
_OURS = ("same", "right")
"""Questions of Vouch's own, which a "yes" answers first."""
_LATELY = 8
_STILL_OPEN = timedelta(days=7)
"""How long a question of theirs waits for what somebody of that program says to it."""


def answers_own_question(told: Told) -> bool:
    """Tell whether a message says yes or no and not to what: whether it was asked takes a query."""
    meaning = told.meaning
    if meaning.follow_ups or meaning.intent not in (Intent.LOG, Intent.CHAT, Intent.CORRECT, Intent.DONE):
        return False
    said = _ANSWERS.fullmatch(meaning.text)
    return said is not None and not any(each.kind in OF_PROGRAMS for each in meaning.facts)


def answer_own_question(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Keep it as what was asked of the program; where nothing was, the words mean something else."""

    async def answer(told: Told) -> Reply:
        said = _ANSWERS.fullmatch(told.meaning.text)
        if said is None or any(button.verb in _OURS for button in buttons_on(await last_said(told))):
            return await otherwise(told)
        speaker = await _speaker(told)
        asked = await _asked_last(told, speaker)
        if asked is None or asked.question.fact_kind is None:
            return await otherwise(told)
        fact = FactMention(asked.place, asked.question.fact_kind, _value(told, said), _visa_of(asked.question))
        people = told.meaning.people or ((PersonMention(speaker.name),) if speaker else ())
        if asked.task:
            await told.work.put(done(asked.task, told.now, told.today))
        facts = (*told.meaning.facts, fact)
        meaning = replace(told.meaning, intent=Intent.LOG, people=people, facts=facts, replaces=None)
        return await log_encounter(replace(told, meaning=meaning))

    return answer


def _value(told: Told, said: re.Match[str]) -> str:
    """Return what was answered: a yes under a condition is neither yes nor no."""
    if said["no"]:
        return "no"
    return "maybe" if _LEFT_OPEN.search(told.meaning.text, said.start("yes")) else "yes"


async def _speaker(told: Told) -> Contact | None:
    """Return the one known who is named, or whom "she" means."""
    if told.meaning.people:
        named = told.meaning.people[0]
        return match_mention(named, await told.work.all(Contact)).certain if len(told.meaning.people) == 1 else None
    return await left_out(told)


def _visa_of(question: Question) -> Visa | None:
    return (question.visa or Visa.ANY) if question.fact_kind is FactKind.VISA else None


class _Asked(NamedTuple):
    """*task* is the order to ask, where the question is no message of its own."""

    at: datetime
    question: Question
    place: str
    task: FollowUp | None = None


async def _asked_last(told: Told, speaker: Contact | None) -> _Asked | None:
    """Return what was asked last and is not answered yet: of the speaker's program this week, of another just now."""
    asked = [*await _asked_before(told, speaker), *(await _to_be_asked(told, speaker) if speaker else ())]
    last = max(asked, key=lambda each: each.at, default=None)
    if last is None or last.question.fact_kind is None:
        return None
    of_kind = facts_of_kind(await told.work.all(Fact), last.question.fact_kind, last.question.visa)
    answered = any(is_about(fact, last.place) and fact.created_at > last.at for fact in of_kind)
    return None if answered else last


async def _asked_before(told: Told, speaker: Contact | None) -> list[_Asked]:
    home = speaker.position.institution if speaker else None
    before = [each for each in await told.work.notes.newest(_LATELY, every=True) if each.id != told.note.id]
    asked = []
    for place, note in enumerate(before):
        question = _question_in(told, note.text) if note.asked and told.now - note.received_at <= _STILL_OPEN else None
        if question is None or question.institution is None:
            continue
        theirs = home is not None and same_place(home, question.institution)
        if theirs or (place == 0 and told.now - note.received_at <= FRESH):
            asked.append(_Asked(note.received_at, question, question.institution))
    return asked


async def _to_be_asked(told: Told, speaker: Contact) -> list[_Asked]:
    """Return what the speaker was to be asked about their program: "ask kim if they do J-1"."""
    home, asked = speaker.position.institution, []
    for task in await told.work.all(FollowUp) if home else ():
        asks = _TO_ASK.match(task.what) if task.contact_id == speaker.id and task.state is FollowUpState.OPEN else None
        question = _question_in(told, f"does {home} {asks['what']}?") if asks else None
        if home and question:
            asked.append(_Asked(task.set_at, question, home, task))
    return asked


def _question_in(told: Told, text: str) -> Question | None:
    meaning = told.tools.understand(text, told.local_now, told.work.resident.tz, ())
    question = meaning.question
    return question if question and question.fact_kind in OF_PROGRAMS else None
