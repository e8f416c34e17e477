"""What is to change in a draft, in plain words: "add that I presented at SGIM", "take out the last line"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.meaning import Span


class AmendmentKind(StrEnum):
    ADD = "add"  # these words go in
    MENTION = "mention"  # this matter goes in, and what it is about it has to be known or asked for
    REPLACE = "replace"  # these words stand where others stood
    TAKE_OUT = "take_out"  # a sentence goes: by its place, or by what it is about


@dataclass(frozen=True, slots=True)
class Amendment:
    """*words* are those that go in, or what the sentence to go is about; *span* where they stand in the message.

    *place* is the place of the sentence to go, from 0; -1 is the last. *whole* marks words to be taken as they are, and
    a place counted in paragraphs. *instead_of* is what stood where the words go.
    """

    kind: AmendmentKind
    words: str = ""
    span: Span | None = None
    place: int | None = None
    whole: bool = False
    instead_of: str = ""


_POLITE = r"(?:(?:please|pls|plz|can you|could you|also|and|oh|ok(?:ay)?|now|but|actually)[, ]+)*"
_IN_IT = (
    r"(?:[, ]+(?:(?:in|to|into|from|of) (?:it|there|that|this|(?:the|my|this|that) "
    r"(?:e-?mail|draft|note|letter|message|text|intro(?:duction)?))|too|also|as well|please|pls|plz|thanks|thx))*"
)
_ADD = re.compile(
    rf"\s*{_POLITE}(?:(?:also )?(?:add|include|mention|put(?: in)?|work in|throw in)(?: also)?(?: in it| to it)?"
    r"(?P<colon>\s*[:,]\s*|\s+(?:a (?:line|sentence|word|bit|note) (?:about|on|saying|that says)\s+|about\s+"
    r"|something about\s+)?)"
    r"|(?:also )?(?:say|write|tell (?:her|him|them)|let (?:her|him|them) know)(?: also)?"
    r"(?P<colon_2>\s*:\s*|\s+(?=that\b)))"
    rf"(?P<that>that\s+)?(?P<words>\S.*?)(?: in(?=\s*[.!?]*\s*$))?{_IN_IT}\s*(?P<end>[.!?]*)\s*",
    re.IGNORECASE | re.DOTALL,
)
_ALSO = re.compile(
    r"\s*(?:and |oh |ok(?:ay)?,? )*(?:also|plus|and) (?P<words>(?:my |the |an? )?(?:updated )?(?:cv|resume|résumé|"
    r"personal statement|ps|abstract|poster(?: pdf)?|scores?|transcript)"
    r"(?: (?:and|&) (?:my )?(?:cv|ps|personal statement|abstract))?)(?: (?:too|as well|please|pls))*\s*[.!]*\s*",
    re.IGNORECASE,
)
"""What goes along, told without a verb: "also my ps"."""
_ASKED = re.compile(r"\s*(?:(?:please|and|also|ok(?:ay)?|now)[, ]+)*(?:can|could) you\b", re.IGNORECASE)
"""Asked for as a question, whose mark is no part of the words."""
_ELSEWHERE = re.compile(
    r"\b(?:to|on|in|into|from) (?:my |the |our )?(?:short-?\s?list|list|contacts?|calendar|agenda|notes?|network|"
    r"programs?|profile|settings|board|cohort|wins|cv)\b"
    r"|^(?:an? )?(?:reminder|contact|person|task|meeting|event|rotation|note)\b"
    r"|\bremind(?:er)?s?\b",
    re.IGNORECASE,
)
"""What is added elsewhere than to a draft."""
_SPEAKS = re.compile(
    r"(?:i|i['’](?:m|ve|ll|d)|we|we['’](?:re|ve|ll|d)|she|he|they|it|there|you)\b"
    r"|.*\b(?:is|are|was|were|has|have|had|will|can|got|did)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words that make a clause of their own."""

_QUOTE = r"[\"“”'‘’]?"
_REPLACE = re.compile(
    rf"\s*{_POLITE}(?:(?:change|replace|swap|correct)\s+(?:the word[s]? )?{_QUOTE}(?P<old>\S.{{0,80}}?){_QUOTE}\s+"
    rf"(?:to|with|by|for|into)\s+{_QUOTE}(?P<new>\S.{{0,120}}?){_QUOTE}"
    rf"|(?:say|write|put|use)\s+{_QUOTE}(?P<new_2>\S.{{0,120}}?){_QUOTE}\s+(?:instead of|rather than|not|for)\s+"
    rf"{_QUOTE}(?P<old_2>\S.{{0,80}}?){_QUOTE}){_IN_IT}\s*[.!]*\s*",
    re.IGNORECASE,
)

_PLACES = {
    "first": 0,
    "opening": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "last": -1,
    "final": -1,
    "closing": -1,
}
_PIECE = r"(?:line|sentence|part|bit|paragraph|piece|phrase|mention|stuff|thing|words?)"
_THE = r"(?:the |that |this |my |any |all )*"
_NOT_SAID = (
    r"(?:(?:don['’]?t|do not|no need to|without|not) (?:mention(?:ing)?|say(?:ing)?|include|including|"
    r"talk(?:ing)? about))"
)
_TAKE_OUT = re.compile(
    rf"\s*{_POLITE}(?:(?:take(?: out)?|remove|delete|cut(?: out)?|drop|leave out|skip|lose|get rid of|strike|omit"
    rf"|{_NOT_SAID})\s+{_THE}"
    rf"(?:(?P<place>{'|'.join(_PLACES)}) (?P<piece>{_PIECE})(?: of it)?"
    rf"|{_PIECE} (?:about|with|on|of|saying|where|that says|mentioning) (?:the |that |my |an? |i )*(?P<about>\S.*?)"
    rf"|(?P<about_2>[\w'’ -]{{2,40}}?) {_PIECE}s?"
    r"|(?P<about_3>goal|question|visa|cv|attachment|offer|advice|thanks|personal statement))"
    # After these anything may be named; "remove Dr. Lee" speaks of a person who is kept, not of words.
    rf"|(?:take out|leave out|{_NOT_SAID})\s+{_THE}(?P<about_4>\S.*?))"
    rf"(?: out)?{_IN_IT}\s*[.!]*\s*",
    re.IGNORECASE,
)


def read_amendment(text: str) -> Amendment | None:
    """Return the change that a message asks for; None for one that asks for none.

    >>> read_amendment("add that I presented at SGIM").words
    'I presented at SGIM'
    >>> read_amendment("take out the last line").place, read_amendment("remove the part about my visa").words
    (-1, 'visa')
    >>> read_amendment("add Mercy to my shortlist"), read_amendment("add a reminder for friday")
    (None, None)
    """
    if out := _TAKE_OUT.fullmatch(text):
        if out["place"]:
            whole = out["piece"].lower() == "paragraph"
            return Amendment(AmendmentKind.TAKE_OUT, place=_PLACES[out["place"].lower()], whole=whole)
        about = next(out[name] for name in ("about", "about_2", "about_3", "about_4") if out[name])
        return Amendment(AmendmentKind.TAKE_OUT, about.strip())
    if other := _REPLACE.fullmatch(text):
        group = "new" if other["new"] else "new_2"
        old = other["old"] or other["old_2"]
        return Amendment(AmendmentKind.REPLACE, other[group], Span(*other.span(group)), instead_of=old)
    if also := _ALSO.fullmatch(text):
        return Amendment(AmendmentKind.MENTION, also["words"], Span(*also.span("words")))
    added = _ADD.fullmatch(text)
    if added is None or _ELSEWHERE.search(added["words"] + text[added.end("words") :]):
        return None
    words, span = added["words"].rstrip(" .!"), Span(added.start("words"), added.end("words"))
    quoted = words[:1] in "“\"'‘" and len(words) > 2
    asks = "?" in added["end"] and not _ASKED.match(text)
    whole = quoted or asks or ":" in (added["colon"] or added["colon_2"] or "")
    if quoted:
        words = words.strip("“”\"'‘’")
    if added["that"] or whole or _SPEAKS.match(words):
        mark = added["end"][:1] if whole else ""
        return Amendment(AmendmentKind.ADD, words + mark, span, whole=whole)
    return Amendment(AmendmentKind.MENTION, words, span)
