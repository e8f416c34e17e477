"""What people do for the resident: letters asked for, agreed, declined or sent, and who speaks up for them."""

import re
from collections.abc import Iterator

from bot.domain.vocabulary import FactKind
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.visa_facts import is_question

_GAP = r"(?:[\w'/-]+ |PERSON |DATE |SPEC |ROLE |EVENT |PLACE |POSITION |, |\. (?!(?:she|he|i|they)\b)){0,%d}?"
_LETTER = r"(?:letters?|lor)\b"
_AGREED = re.compile(
    rf"\b(?:agreed|agrees|happy|glad|offered|willing|promised|promises|said yes|says yes|volunteered|excited|"
    rf"honou?red|okay|down|pleased|delighted|ready|will|she'll|he'll|they'll|would|she'd|he'd|gonna|going to|"
    rf"said okay|can|confirmed|said she'll|said he'll) {_GAP % 5}(?:write|writing|do|doing|support|upload|"
    rf"submit|send|give|provide|draft|to|on|for) {_GAP % 7}{_LETTER}"
    rf"|\b(?:said |says )?yes (?:to|for|on) {_GAP % 4}{_LETTER}|{_LETTER} {_GAP % 3}(?:: |= )?(?:yes|agreed|"
    rf"confirmed|okay'd|promised|secured)\b|\bwriting (?:me |my ){_GAP % 3}{_LETTER}|"
    rf"\bagreed to {_GAP % 3}{_LETTER}|\boffered (?:me )?{_GAP % 4}{_LETTER}|\bwrites? (?:me|"
    rf"my) {_GAP % 3}{_LETTER}"
    rf"|\b(?:on board|in) for {_GAP % 2}{_LETTER}|\b{_LETTER} from (?:dr )?(?:\. )?PERSON (?:is )?(?:yes|"
    rf"confirmed|agreed|secured|on the way|coming)"
)
_YES = re.compile(
    r"\b(?:(?:she|he|they|PERSON|and|,|\.|said|who) (?:immediately |right away |just |kindly |"
    r"happily )?(?:said (?:\" |' |“ )?(?:yes|sure|of course|okay|she'd be happy|he'd be happy|absolutely|"
    r"happy to|no problem|she would|he would|she'll|he'll|gladly|definitely|she'd love|he'd love|she will|"
    r"he will|she is happy|he is happy|it would be)|agreed|agrees|says yes|says sure|says okay|accepted|"
    r"was happy|would be happy|would love)|(?:yes|agreed|accepted|said yes)\b(?=$| [.!,]))"
)
_DECLINED = re.compile(
    rf"\b(?:said no|says no|declined|declines|refused|refuses|turned (?:me )?down|can't|won't|couldn't|"
    rf"not comfortable|doesn't|isn't able|not able|unable|no time|too busy|passed|doesn't feel|not willing|"
    rf"will not|would not|wouldn't) {_GAP % 6}{_LETTER}|{_LETTER} {_GAP % 4}(?:: )?(?:no\b|declined|denied|"
    rf"refused|turned down)|\b(?:declined|refused|turned down|said no to) (?:my |the |to |a ){{0,3}}{_LETTER}"
)
_NO = re.compile(
    r"\b(?:(?:she|he|they|PERSON|and|but|,|said) (?:politely |kindly |just )?(?:said (?:\" |"
    r"' )?(?:no\b(?! (?:problem|worries))|not|she can't|he can't|she's too|he's too|sorry)|declined|refused|"
    r"says no|turned me down|passed|can't|couldn't|won't)|too busy|doesn't know me well enough|doesn't write)"
)
_SENT = re.compile(
    rf"\b(?:uploaded|submitted|sent in|sent|sends|wrote|finished|turned in|posted|has uploaded|already sent|"
    rf"did) (?!me (?:a )?(?:message|text|email)){_GAP % 5}{_LETTER}|{_LETTER} {_GAP % 6}(?:uploaded|"
    rf"submitted|sent|is in|received|done|posted|in eras|is up|arrived|in already|went in|showed up|"
    rf"has been)\b|{_LETTER} (?:is |now )?(?:in|up)(?: $|$| [.!,])"
)
_ASKED = re.compile(
    rf"\b(?:asked|requested|i've asked) {_GAP % 8}(?:{_LETTER})|\basked (?:PERSON|her|him|them|dr PERSON|"
    rf"dr \. PERSON) {_GAP % 4}(?:if|whether) (?:she|he|they)(?:'d| would| could| can) {_GAP % 4}{_LETTER}|"
    rf"{_LETTER} (?:was )?(?:asked|requested)"
)
_SHE_ASKED = re.compile(r"\b(?:she|he|PERSON|they|who) asked (?:me|my|for my|if i)")
_FUTURE_ASK = re.compile(
    rf"\b(?:ask|asking|request|get|need|want|needs|remind me|hoping for|hope to get|should ask|to ask|"
    rf"will ask|i'll ask|going to ask|thinking of|about) {_GAP % 7}{_LETTER}"
)
_MINE = re.compile(
    r"\b(?:i|i'll|i will|i've|my) (?:\w+ ){0,3}(?:send|sent|wrote|write|uploaded|submitted|draft|drafted)\b"
)
_NOT_LOR = re.compile(
    r"\b(?:cover|thank-you|offer|newsletter|contract|acceptance|rejection|appointment|motivation|interest|"
    r"intent) letters?\b|\bletter of (?:intent|interest|good standing|explanation)|\bletters? (?:are|"
    r"is) (?:the )?(?:ones?|best)|\bbest letters|\bpd letter\b.*\bneed"
)


def letter_facts(outline: Outline, antecedents: Antecedents) -> Iterator[FactMention]:
    text = outline.text
    if "letter" not in text and "lor" not in text:
        return
    for start, end in outline.sentences():
        sentence = outline.text_of(start, end)
        if not re.search(r"\b(?:letters?|lor)\b", sentence) or _NOT_LOR.search(sentence):
            continue
        following = _next_sentence(outline, end)
        for clause_start, clause in _clauses(sentence):
            value = _letter_state(
                clause,
                sentence,
                following if clause_start + len(clause) >= len(sentence) - 2 else "",
                is_question(outline, start, end),
            )
            if value is None:
                continue
            first = outline.item_index(outline.items[start].at + clause_start)
            writer = _writer(outline, antecedents, first, clause, start, end)
            if writer is None:
                continue
            span = outline.span(
                outline.items[start].at + clause_start, outline.items[start].at + clause_start + len(clause.rstrip())
            )
            yield FactMention(writer.name, FactKind.LETTER, value, span=span, confidence=0.9)


def _clauses(sentence: str) -> Iterator[tuple[int, str]]:
    """The sentence whole, or cut at "but" and ";" where letters are spoken of on both sides."""
    parts = list(re.finditer(r"(?:(?! but | ; ).)+", sentence))
    with_letters = [part for part in parts if re.search(r"\b(?:letters?|lor)\b", part.group())]
    if len(with_letters) > 1:
        yield from ((part.start(), part.group()) for part in with_letters)
    else:
        yield 0, sentence


def _next_sentence(outline: Outline, end: int) -> str:
    if end >= len(outline.items):
        return ""
    start, stop = outline.sentence_of(end)
    return outline.text_of(start, stop)


def _letter_state(clause: str, sentence: str, following: str, question: bool) -> str | None:
    if _DECLINED.search(clause) and not re.search(r"\b(?:can't wait|can't believe)", clause):
        return "declined"
    asked = bool(_ASKED.search(clause)) and not _SHE_ASKED.search(clause)
    reply = sentence[sentence.find("letter") :] + " " + following
    if asked:
        if _NO.search(reply):
            return "declined"
        if _YES.search(reply) or _AGREED.search(clause):
            return "agreed"
        return "asked"
    if question:
        return None
    if re.search(
        r"\b(?:if|whether) (?:she|he|they|PERSON)(?:'d| would| could| can| will|'ll)? ", clause
    ) and not re.search(r"\bi'd|said (?:she|he)", clause):
        return None
    if (
        _SENT.search(clause)
        and not _MINE.search(clause)
        and not re.search(
            (
                r"\b(?:will|she'll|he'll|to|hasn't|haven't|not|never|didn't|needs to|should|have to|need to|"
                r"until|before|by) (?:yet |been |be |have )?(?:upload|submit|send|uploaded|submitted|sent)\b"
            ),
            clause,
        )
    ):
        return "sent"
    agreed = _AGREED.search(clause)
    if agreed and not re.search(
        (
            r"\b(?:i|i'll|i'd|i'm) (?:\w+ ){0,2}(?:ask|send|write|need|want|have to|should|will)\b(?! (?:her|him|"
            r"them|PERSON)? ?(?:my|the) cv)"
        ),
        clause[: agreed.end()],
    ):
        return "agreed"
    if _FUTURE_ASK.search(clause):
        return None
    return None


def _writer(outline: Outline, antecedents: Antecedents, first: int, clause: str, start: int, end: int) -> Person | None:
    people = [item.person for item in outline.items[first:end] if item.person]
    named = [person for number, person in enumerate(people) if person not in people[:number]]
    if named:
        return named[0]
    return antecedents.subject_before(min(first + 3, end - 1)) or antecedents.last_before(first)


_WHO = r"(?:PERSON|she|he|they|who|she'd|he'd|she'll|he'll|they'll|they'd|she's|he's|pd|chair|ROLE)"
_MODAL = (
    r"(?:will|would|'ll|'d|might|may|could|can|wants to|offered to|promised to|agreed to|happy to|is going to|"
    r"going to|is happy to|volunteered to|said to|also|maybe|possibly|probably|perhaps|gladly|already|just|"
    r"willing to|is willing to|try to|says|said|to|even|also|love to|be glad to|be happy to|personally|then|"
    r"definitely|and|she'd|he'd|she'll|he'll|she will|he will|she would|he would|she can|he can|that|she|he|is|"
    r"ready to|directly|plans to|DATE|offered|has)"
)
_ADVOCATES = re.compile(
    rf"\b{_WHO}(?: {_MODAL}){{0,7}} (?:"
    r"introduced? me\b|introducing me\b|introduction\b|introduce us\b|connect me (?:with|to)\b|"
    r"connecting me (?:with|to)|put (?:me )?in (?:a )?(?:good )?word|put me in touch|putting in a word|"
    r"vouch(?:ed|es)? for me|vouching for me|recommend(?:ed|s)? me\b|recommending me|forward(?:s|"
    r"ed)? my (?:name|cv|application|file|info|email)|pass(?:es|ed)? (?:on |along )?my (?:name|cv|"
    r"application|info|email|file)|pass me along|mention(?:s|ed)? (?:me|my name)|advocat\w+ for me|"
    r"go(?:es)? to bat for me|push(?:es)? for me|fight for me|speak(?:s)? (?:up )?(?:for me|on my behalf|"
    r"to (?:\w+ ){0,4}about me)|spoke (?:\w+ ){0,5}(?:for me|about me|on my behalf)|talk(?:ed)? (?:to|"
    r"with) (?:[\w'.]+ |PERSON |ROLE |PLACE ){1,8}(?:about me|for me|on my behalf)|"
    r"call(?:s|ed)? (?:[\w'.]+ |PERSON |ROLE |PLACE ){0,8}(?:for me|about me|on my behalf|and recommend)|"
    r"call around\b(?: for me)?|make (?:some |a few |a )?(?:calls?|phone calls?)(?: for me)?|"
    r"email(?:ed)? (?:[\w'.]+ |PERSON |ROLE |PLACE ){1,8}(?:about me|for me|on my behalf|an introduction)|"
    r"message (?:[\w'.]+ |PERSON |ROLE |PLACE ){1,8}(?:about me|for me|on my behalf)|write (?:[\w'.]+ |"
    r"PERSON |ROLE |PLACE ){1,8}(?:about me|on my behalf)|text (?:[\w'.]+ |PERSON |ROLE |"
    r"PLACE ){1,8}about me|tell (?:[\w'.]+ |PERSON |ROLE |PLACE ){1,8}about me|told (?:[\w'.]+ |PERSON |"
    r"ROLE |PLACE ){1,8}about me|reach out (?:[\w'.]+ |PERSON |ROLE |PLACE ){1,8}(?:about me|for me|"
    r"on my behalf)|bring (?:me|my name|my case) up|bring up my name|brought (?:me|my name) up|"
    r"put my name (?:in|forward|up)|throw my name|drop(?:ped)? my name|support my application|back me|"
    r"support me for|nominate me|name-?drop me|flag my (?:name|application|file)|pull my (?:application|"
    r"file)|hand (?:\w+ ){0,3}my cv|send my (?:cv|name|application|info) (?:to|over)|share my (?:cv|name|"
    r"application|info)|suggest me|give (?:\w+ ){0,3}my (?:name|cv)|refer me|look out for me|loop me in|"
    r"speak highly|talk me up|hook me up|get me an interview|cc me (?:to|with))"
)
_NO_ADVOCATE = re.compile(
    r"\b(?:not|never|won't|doesn't|don't|can't|didn't|wouldn't|refused|asked me to|wants me to|if i)\b"
)
_MAYBE = re.compile(
    r"\b(?:might|may|maybe|could|possibly|perhaps|try to|see if|probably|think about|if|no promises|not sure|"
    r"depends|would try|tries)\b"
)


def advocacy_facts(outline: Outline, antecedents: Antecedents) -> Iterator[FactMention]:
    for start, end in outline.sentences():
        sentence = outline.text_of(start, end)
        if not re.search(r"\b(?:me|my|introduction|us|word|calls?|around|around|highly)\b", sentence) or is_question(
            outline, start, end
        ):
            continue
        match = _ADVOCATES.search(sentence)
        if match is None or _NO_ADVOCATE.search(match.group()):
            continue
        base = outline.items[start].at
        first = outline.item_index(base + match.start())
        person = outline.items[first].person or antecedents.at(first)
        if outline.items[first].word in {"they", "ROLE", "pd", "chair", "who"} and outline.items[first].person is None:
            person = antecedents.last_before(first)
        if person is None:
            continue
        value = "maybe" if _MAYBE.search(match.group() + " " + sentence[match.end() : match.end() + 25]) else "yes"
        yield FactMention(
            person.name,
            FactKind.ADVOCATES,
            value,
            span=outline.span(base + match.start(), base + match.end()),
            confidence=0.85,
        )
