"""Which program an interview is with: "heard back from Riverbend - interview nov 3", or the one applied to before."""

import re
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.turn import Told
from bot.understanding.meaning import FollowUpMention
from bot.use_cases.lend_subject import FRESH

_DAY = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tues?(?:day)?|wed(?:s|nesday)?|thur?s?(?:day)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?|tomorrow|tmrw|next)\b"
)
_PLACE = (
    r"(?:the )?(?P<place>(?!(?:the|them|him|her|it|you|us|my|a|an|some\w*|every\w*|dr|prof|all|both|several|two)\b)"
    r"[^\W\d_][\w.'’&]*"
    rf"(?: (?!(?:and|but|too)\b|{_DAY})[^\W\d_][\w.'’&]*){{0,3}}?)"
    r"(?=\s*(?:[,;:.!?()–—-]|\Z)|\s+(?:too|today|yesterday|tonight|last|this|on|for|and|but|about|as well|already|"
    r"again|finally|just|they|interview|phone|video|zoom|by|via|through|in|at|with|w/|to|want\w*|\d)"
    rf"|\s+{_DAY})"
)
_WORD_OF_PLACE = (
    r"(?!(?:first|second|third|another|one|an?|new|got|have|had|has|video|zoom|phone|virtual|online|in-?person|mock|pre|"
    r"practice|fellowship|residency|categorical|prelim|program|big|last|next|upcoming|no|for|at|to|set|scheduled|your|"
    r"booked|prep|medicine|im|i'm|neuro\w*|psych\w*|surgery|anesthesia|radiology|pgy\S*|job|visa|invite\w*|received|and|"
    r"with)\b)[^\W\d_][\w.'’&]*"
)
_INTERVIEW = r"(?:interview|iv|intvw)"
_HEARD_FROM = re.compile(
    rf"\b(?:heard (?:back )?from|(?:invite|invited|invitation|offer|e-?mail|word|reply) (?:from|by)) {_PLACE}",
    re.IGNORECASE,
)
_INTERVIEWS_AT = re.compile(
    rf"\b{_INTERVIEW}(?: invite| offer| invitation| spot| day)? (?:at|with|from|w/?) {_PLACE}"
    rf"|\A\W*{_PLACE.replace('?P<place>', '?P<place_2>')} (?:wants?|would like|invited|offered|asked|is going)\b"
    r"(?=.*\binterview)",
    re.IGNORECASE,
)
_OPENS_WITH = re.compile(
    r"\A\W*(?:(?:also|and|then|next|plus|my|the) )*"
    rf"(?P<place>{_WORD_OF_PLACE}(?: {_WORD_OF_PLACE}){{0,2}}) {_INTERVIEW}\b",
    re.IGNORECASE,
)
"""A program before its interview: "also geisinger iv 11/20"."""
_APPLIED = re.compile(
    r"\b(?:applied|applying|(?:sent|submitted|put in)(?: in| off)? (?:my |an |the )?application) (?:to|at|with) "
    rf"{_PLACE}",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:(?:the|an?|my|your|phone|video|zoom|virtual|online|in-?person|first|second|pre)[ -]+)*{_INTERVIEW}"
    r"(?: (?:me|you))?(?: (?:all day|in person|on ?site|virtual(?:ly)?|by zoom|on zoom))*",
    re.IGNORECASE,
)


def applied_to(text: str) -> str | None:
    """Return the program that the resident applied to.

    >>> applied_to("applied to calder yesterday")
    'Calder'
    """
    match = _APPLIED.search(text)
    return _name(match) if match else None


async def with_program(told: Told) -> Told:
    """Return the turn with the program in the name of an interview that says of none with whom it is."""
    if not any(_is_nameless(told, each) for each in told.meaning.follow_ups):
        return told
    place = _program_in(told.meaning.text) or await _applied_to_before(told)
    if place is None:
        return told
    contact = match_contact(place, await told.work.all(Contact)).certain
    follow_ups = tuple(
        replace(each, what=_named(each, place), with_name=contact.name if contact else None)
        if _is_nameless(told, each)
        else each
        for each in told.meaning.follow_ups
    )
    return replace(told, meaning=replace(told.meaning, follow_ups=follow_ups))


def _is_nameless(told: Told, owed: FollowUpMention) -> bool:
    alone = _ALONE.fullmatch(owed.what) or (not owed.what and _ALONE.search(told.meaning.text))
    return bool(alone) and owed.with_name is None


def _named(owed: FollowUpMention, place: str) -> str:
    alone = re.sub(r"\b(?:iv|intvw|interview)\b.*", "interview", owed.what, flags=re.IGNORECASE)
    return f"{alone or 'interview'} with {place}"


def _program_in(text: str) -> str | None:
    match = _INTERVIEWS_AT.search(text) or _OPENS_WITH.search(text) or _HEARD_FROM.search(text) or _APPLIED.search(text)
    return _name(match) if match else None


async def _applied_to_before(told: Told) -> str | None:
    """Return the program of the message before this one, where that told of applying there."""
    notes = await told.work.notes.newest(limit=8)
    before = next((note for note in notes if note.id != told.note.id and not note.asked), None)
    if before is None or told.now - before.received_at > FRESH:
        return None
    return _program_in(before.text)


def _name(match: re.Match[str]) -> str:
    place = next(value for value in match.groupdict().values() if value)
    return " ".join(word if word != word.lower() else word.title() for word in place.split())
