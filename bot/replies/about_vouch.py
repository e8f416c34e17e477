"""Questions about Vouch itself, or that it cannot answer: one honest line each."""

import re
from datetime import datetime

from bot.messages import Reply
from bot.replies.days import day_in_words, time_in_words


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_YOU = r"(?:you|u|ya)"
_BEGINS = r"\W*(?:(?:hey|hi|so|wait|but|and|ok(?:ay)?|just wondering|question|q|btw)\b[\s,:–-]*)*"
_A_PROGRAM = (
    r"(?:an? )?(?:real |actual |live )*(?:person|human(?: being)?|people|bot|robot|ai|a\.i\.|machine|program|real)"
)
_WHAT_ARE_YOU = _words(
    rf"{_BEGINS}(?:are|r) {_YOU} (?:really |actually |just |like )*{_A_PROGRAM}(?: or (?:an? )?[\w ]{{2,20}})?\W*"
    rf"|{_BEGINS}(?:is (?:this|it|there)|am i (?:talking|texting|chatting) (?:to|with)) "
    rf"(?:really |actually |just )*{_A_PROGRAM}(?: (?:here|there|behind this|or (?:an? )?[\w ]{{2,20}}))?\W*"
)
_OTHERS = (
    r"(?:(?:my|the|our|any|other)\s+)?(?:pd|apd|program(?: director)?|chiefs?|boss|hospital|attendings?"
    r"|lead(?:er)?s?|gme"
    r"|coordinator|residents?|co-?residents?|director|school|employer|faculty)"
    r"|any(?:one|body)(?: else| at \w+)?|some(?:one|body)(?: else)?|they|people|others"
)
_WORDS_HERE = (
    r"(?:this|that|these|it|what|my|everything|our|any)(?: (?:of|it|this|that|i|we|my|write|wrote|say|said|tell"
    r"|told|typed?|"
    r"put|you|u|here|to|in|too|also|app|chats?|bot|stuff|at all|conversation|notes?|words|messages?|msgs?"
    r"|texts?|data))*\W*"
)
_WHO_READS = _words(
    rf"{_BEGINS}(?:can|could|does|do|will|would|is|are) (?:{_OTHERS})\s+(?:able to |going to |ever |also |even )*"
    r"(?:read|see|look at|access|find|view|get|know|reading|seeing)\s+"
    rf"{_WORDS_HERE}"
    rf"|{_BEGINS}who (?:else )?(?:can |could |will |gets to )?(?:reads?|sees?|access)\s+"
    rf"{_WORDS_HERE}"
    rf"|{_BEGINS}what (?:can|could|does|do|will) (?:{_OTHERS}) (?:see|read|know|access)"
    r"(?: (?:here|of this|about me|from me|in here|of mine))?\W*"
    rf"|{_BEGINS}(?:is|are) (?:this|it|my (?:notes?|words|messages?|data)) (?:really )?(?:private|confidential"
    rf"|secret)\W*"
)
_VISA = r"\b(?:j-?[12]|h-?1-?b|h-?4|o-?1|f-?1|opt|ead|visa|green card|immigration)\b"
_LEGAL = _words(
    rf"(?=.*{_VISA}){_BEGINS}(?:can|could|may|am|is|are|do|does|will|would) (?:\w+ )?"
    r"(?:i|we|it|my \w+|an?|j-?[12]s?|h-?1-?bs?|residents?|interns?|imgs?|people|someone"
    r"|there)\b.{0,40}\b(?:moonlight\w*|work\w*|travel\w*|"
    r"leave|go home|re-?enter\w*|transfer\w*|extend\w*|renew\w*|change\w*|switch\w*|stay\w*|study|allowed|legal"
    r"|illegal|do research|start|wait|"
    r"need (?:an? )?(?:new )?(?:waiver|visa)|have to (?:go|leave|return)|lose|earn|side (?:job|gig)"
    r"|volunteer\w*)\b.{0,60}"
)
_LEAVING = _words(
    rf"{_BEGINS}(?:what happens to (?:this(?: app| bot| chat)?|you|it|everything|my (?:\w+ ){{0,2}}\w+)|"
    r"(?:can|may|do|will|could|how (?:can|do)) i (?:still )?(?:take|keep|bring|move|transfer|have|lose|use|access) "
    r"(?:all )?(?:of )?(?:this|it|you|everything|my (?:contacts|notes|data|network|stuff|people))(?: app| bot)?)"
    r"(?: (?:with me|w/? ?me|along))?(?: (?:when|if|after|once|to|elsewhere|somewhere|at) ?[\w ']{0,40})?\W*"
)
_OWN_STATUS = _words(
    rf"(?:[^?\n]{{1,60}}[.;:,–-]\s*|{_BEGINS})what (?:happens|will happen|would happen|becomes?) (?:to|of|with) my "
    r"(?:\w+ )?(?:status|visa|i-?94|h-?1-?b|j-?1|green card|ead)\b[^?\n]{0,60}\W*"
)
_WHAT_TIME = _words(
    rf"{_BEGINS}(?:what(?:['’]?s| is)?(?: the)? (?:time|day|date)(?: is it| is today)?(?: now| today| right now)?"
    r"|what(?:['’]?s| is) today(?:['’]?s date)?)\W*"
)
_ON_VOUCH = _words(
    r"\b(?:you|u|ur|your|yours|ya|help|this|vouch|bot|how|work\w*|what can|what else|instructions?|commands?"
    r"|cmds?|menu|"
    r"manual|man page|options?|start|begin|explain|format|examples?|type|typ(?:e|ing)|tell|say|ask|log|logging"
    r"|messages?|"
    r"msgs?|send|save[ds]?|forget|delete|edit|undo|notes?|reminders?|remind|data|stor(?:e|ed)|more|all|everything|rest|"
    r"full|list|difference|diff|new|put|features?|tutorial|guide|slash|word)\b|/\w"
)


def answer(text: str, wall: datetime) -> Reply | None:
    """Return the one line that answers such a question; None for anything else. *wall* is the resident's local time.

    >>> answer("r u ai", datetime(2026, 10, 13, 9)).text
    'I am a program, no person. I keep what you tell me, and bring it up in time.'
    >>> answer("can Dr. Lee read an echo?", datetime(2026, 10, 13, 9))
    """
    if _WHAT_ARE_YOU.fullmatch(text):
        return Reply("I am a program, no person. I keep what you tell me, and bring it up in time.")
    if _WHO_READS.fullmatch(text):
        return Reply(
            "Only you read your notes, nobody at your program; the lead of a cohort you join sees only totals of five "
            "or more."
        )
    if _LEGAL.fullmatch(text) or _OWN_STATUS.fullmatch(text):
        return Reply("That is a legal question, and I give no legal advice: ask your GME office or an attorney.")
    if _LEAVING.fullmatch(text):
        return Reply(
            "It is yours and goes with you. “move” gives a code with which you claim everything from another workspace "
            "or platform, “export” a file of it. I offer both from 60 days before your year ends, since the hospital's "
            "account ends with it."
        )
    if _WHAT_TIME.fullmatch(text):
        return Reply(f"{time_in_words(wall.time())}, {day_in_words(wall.date(), wall.date())}, by your time zone.")
    return None


def is_on_vouch(text: str) -> bool:
    """Tell whether what was taken for a wish for help speaks of Vouch or of how to use it, or says nothing at all.

    >>> is_on_vouch("how does this work"), is_on_vouch("commands?"), is_on_vouch("subject line?")
    (True, True, False)
    """
    return not re.search(r"\w", text) or bool(_ON_VOUCH.search(text))


def unknown() -> Reply:
    return Reply("I don't know that; “help” says what I can do.")
