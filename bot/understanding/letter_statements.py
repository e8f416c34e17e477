"""The parts of a message that may say something of a letter of recommendation, each of one writer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.vocabulary import FactKind
from bot.understanding.asked import asked_of_vouch, is_question
from bot.understanding.letter_lists import LETTERS_HEADING, UNDER_A_VERDICT, WRITERS_LISTED, entry_state, state_above
from bot.understanding.letter_states import also_answered, answered_at_once, letter_state, offered_one, taken_back
from bot.understanding.lexicon import word_set
from bot.understanding.outline import Outline
from bot.understanding.rule import holds_any
from bot.understanding.statements import NOTHING, may_speak_of

_ABOUT_LETTERS = re.compile(
    r"\b(?:letters?(?:'s)?|lors?|writers?|references?|referee|recommendations?|recommender|recs?|eras|upload(?:ed|s)?)\b|"
    r"\b(?:she'll|he'll|they'll|[\"'“‘] (?:yes |sure |okay |of course |, )*i'll) (?:gladly |happily )?write"
    r"(?= ?(?:$|[.,;(!'\"]|it\b|one\b))|"
    r"\b(?:if|whether) (?:she|he|they) (?:would |could |can |will )?writes?(?= ?(?:$|[.,;:!]|for me|one\b|it\b))|"
    r"\b(?:write|writing) (?:me|for me|on my behalf|for you|one for me|"
    r"something for me)\b|\b(?:will|would|can|could|can't|cannot|won't|'d|she'd|he'd|to) (?:not )?"
    r"write(?= ?(?:$|[.,;(!'\"]|it|because|but|in|anything))"
)
_LETTERS_HOLD = ("letter", "lor", "writ", "rec", "refer", "eras", "upload")
_OTHER_LETTERS = re.compile(
    r"\b(?:cover|thank-you|offer|newsletter|contract|acceptance|rejection|appointment|motivation|interest|"
    r"intent|invitation|explanation|support from|engagement|"
    r"employment|verification|vaccine|vax) letters?\b|\bletters? of (?:intent|interest|good standing|"
    r"explanation|motivation|release)|"
    r"\b(?:evaluations?|evals?|scores?|transcripts?|grades?|forms?|slides?|list) (?:\S+ ){0,4}(?:uploaded|upload)\b|"
    r"\b(?:research|discharge|release|referral|transfer|warning|consult) letters?\b|\bletters? to the editor\b|"
    r"\bbest letters\b|\bletters? (?:are|is) (?:the )?ones?\b"
)
_A_REFERENCE = re.compile(
    r"\b(?:my|a|an?(?: \w+)?|as|your|phone|be|character|him|her) references?\b(?! (?:letters?|list|number))"
)
_WRITTEN = re.compile(r"\b(?:letters?|referee|writ\w+|wrote|upload\w*|eras|mail\w*|sent)\b")


def _is_of_a_reference(sentence: str) -> bool:
    """Whether somebody only lets themselves be asked: "use me as a reference" promises no letter."""
    return "reference" in sentence and bool(_A_REFERENCE.search(sentence)) and not _WRITTEN.search(sentence)


_TOPIC_AFTER = re.compile(
    r"\W*(?:(?:for|re|about|that's|those are|those were|this is|i mean|on|all) )*"
    r"(?:(?:the|my|\d+(?:st|nd|rd|th)?|first|second|third|fourth|last) )*letters?"
    r"(?: , i mean| i mean| that is| update| status| of course"
    r"|(?: (?:is|will|due|be|ready|done|in|needed|uploaded|submitted|on|by|before|for|the))* DATE)?\W*"
)
"""A sentence that says of which the ones before it spoke: "Dr. Hart said yes. Letters, I mean", "letter by jan 5"."""
_ONLY_THOUGHT_OF = re.compile(
    r"\b(?:thinking (?:of|about)|considering|contemplating|debating (?:whether|if) to|wondering (?:whether|if) to) "
    r"(?:(?:maybe|if|i|should|also) )*(?:ask|request|gett?)(?:ing)?\b(?!.* (?:said|says|yes|agreed)\b)"
)
"""What the resident may yet ask for: "thinking of asking her for a letter"."""
_OTHER_TOPIC = re.compile(r"\b(?:VISA|POSITION|imgs?|prelims?)\b")
_UNDER_HEADING = "letters :"
_ANSWERS = frozenset({"agreed", "declined"})
_WHO_ELSE = word_set("PERSON she he she'd he'd she'll he'll they answer")


@dataclass(frozen=True, slots=True)
class LetterStatement:
    """Items *first* to *last* (exclusive), which may say something of a letter; *rule* is what the rules make of it.

    *is_entry*: it is an entry of a list of letters that says how one stands: "Kern: in".
    """

    first: int
    last: int
    words: list[str]
    before: list[str]
    rule: str
    is_entry: bool


def letter_statements(outline: Outline) -> Iterator[LetterStatement]:
    text = outline.text
    if not (holds_any(text, _LETTERS_HOLD) and _ABOUT_LETTERS.search(text)):
        return
    heading = LETTERS_HEADING.search(text)
    topic = _topic_after(outline)
    carried = False
    before: list[str] = []
    for start, end in outline.sentences():
        sentence = outline.text_of(start, end)
        if start == topic:
            continue
        under_heading = heading is not None and outline.items[start].at >= heading.start()
        meant = start < topic and not _OTHER_TOPIC.search(sentence) and may_speak_of(FactKind.LETTER, sentence.split())
        under_heading = under_heading or meant
        named = bool(_ABOUT_LETTERS.search(sentence))
        carried = named or (carried and not _WHO_ELSE.isdisjoint(sentence.split()))
        if (
            (under_heading or carried)
            and not _OTHER_LETTERS.search(sentence)
            and not _is_of_a_reference(sentence)
            and not asked_of_vouch(sentence)
            and not _ONLY_THOUGHT_OF.search(sentence)
        ):
            answered = False
            for first, last in _statements(outline, start, end):
                part = outline.text_of(first, last)
                words = part.split()
                speaks = may_speak_of(FactKind.LETTER, words)
                also = also_answered(part) if answered and not speaks else None
                also = "agreed" if also is None and offered_one(part) else also
                if under_heading or speaks or also:
                    context = [*before, _UNDER_HEADING] if under_heading else before
                    entry = also or state_above(part) or answered_at_once(part)
                    entry = entry or (entry_state(part) if under_heading else None)
                    entry = entry or ("declined" if taken_back(part) else None)
                    if entry == NOTHING:
                        continue
                    rule = entry or _rule(outline, first, last, end)
                    answered = answered or rule in _ANSWERS
                    yield LetterStatement(first, last, words, context, rule, entry is not None)
        before = sentence.split() if named else []


def _topic_after(outline: Outline) -> int:
    """Where a sentence begins that tells the topic of those before it; -1 where none does."""
    return next(
        (start for start, end in outline.sentences() if start and _TOPIC_AFTER.fullmatch(outline.text_of(start, end))),
        -1,
    )


_ASKED_ANOTHER = re.compile(r"(?: so| and| then| DATE)* i (?:then |just |finally |also )?asked $")
"""Before a second name, what begins another asking: "Dr. Fox is away so I asked Dr. Hart"."""
_BEFORE_A_NAME = word_set("dr that two second")
_CUTS = word_set(", and & ; but . / | • - – —")


def _rule(outline: Outline, first: int, last: int, end: int) -> str:
    """What the rules make of a statement."""
    statement = outline.text_of(first, last)
    state = letter_state(statement, _reply(outline, statement, last, end), question=is_question(outline, first, last))
    return state[0] if state else NOTHING


def _statements(outline: Outline, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence, each about one writer: cut at "but", at ";" and before another name."""
    text = outline.text_of(start, end)
    if WRITERS_LISTED.search(text) or UNDER_A_VERDICT.match(text):
        yield start, end
        return
    first = start
    named = False
    for position in range(start, end):
        item = outline.items[position]
        if item.person is not None and named:
            cut = position
            while cut > first and outline.items[cut - 1].word in _CUTS | _BEFORE_A_NAME:
                cut -= 1
            asked = _ASKED_ANOTHER.search(f"{outline.text_of(first, cut)} ")
            if asked:
                cut = outline.item_index(outline.items[first].at + asked.start())
            if cut > first and (asked or outline.items[cut].word in _CUTS):
                yield first, cut
                first = cut
        elif item.word in {"but", ";"} and named and any(later.person for later in outline.items[position:end]):
            yield first, position
            first, named = position, False
        named = named or item.person is not None
    yield first, end


def _reply(outline: Outline, statement: str, last: int, end: int) -> str:
    """The words after an asking, where the answer stands: "… for a letter. She said yes"."""
    if last < end or end >= len(outline.items):
        return ""
    following = re.split(r" (?=(?:dr )?(?:\. )?PERSON)|^PERSON", outline.text_of(*outline.sentence_of(end)))[0]
    return (
        following
        if re.match(
            r"(?:\W|and |but |so )*(?:she|he|they|answer|said|yes|no|her|his|immediately|"
            r"of course|sure|okay|gladly|absolutely|definitely|certainly|happy|with pleasure|\"|')",
            following,
        )
        else ""
    )
