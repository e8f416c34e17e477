"""Letters of recommendation: asked for, agreed, declined or sent, and by whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.vocabulary import FactKind, Role
from bot.understanding.asked import asked_of_vouch, is_question
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import FactMention
from bot.understanding.outline import Outline
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.rule import Rule, holds_any, phrases
from bot.understanding.statements import NOTHING, Verdict, may_speak_of, weigh

DECLINED = Rule(
    "letter declined",
    phrases(
        (
            r"(?:said|says|say|told me|answered|replied|wrote)(?: \w+)? (?:\S )?(?:a )?no(?! (?:problem|worries|"
            r"rush|deadline))"
        ),
        (
            r"(?:politely |kindly )?(?:declined|declines|refused|refuses|turned me down|turned (?:it|"
            r"the letter) down|passed on|backed out)"
        ),
        (
            r"(?:will not|won't|can't|couldn't|wouldn't|would not|doesn't|isn't able to|not able to|unable to|"
            r"not comfortable|not willing|not going to|unwilling|doesn't want to|"
            r"not supposed to) (?:_ )?(?:to )?(?:write|writing|do letters?|do it|support|give|recommend)"
        ),
        r"(?:will not|won't|can't)(?= ?(?:$|[,.;(]|she|he|because))",
        r"too (?:busy|little|new|early|soon)(?= ?(?:$|[,.;)(]|for|to|letter))",
        (
            r"(?:doesn't|does not|didn't|don't) know me (?:well|long|that|much|enough)|knows me too|"
            r"hardly knows me|barely knows me"
        ),
        (
            r"letter (?:_ )?(?:: )?(?:no|declined|refused)(?= ?(?:$|[,.;)(]))|no letter|not (?:a |"
            r"the )?(?:writer|writing letters)|(?:no|not) for (?:a |the )?letter"
        ),
        r"is worth nothing",
        (
            r"(?:rather|prefers?|preferred) (?:not|(?:that )?i (?:ask|find) (?:somebody|someone))"
            r"(?= ?(?:$|[.,;!)'\"’(]|to|because|since|write|do))"
        ),
    ),
    "declined",
    (
        "PERSON declined ( too new )",
        "PERSON said no to letter",
        "dr PERSON can't write letter",
        "she said she doesn't know me well",
    ),
    ("PERSON agreed", "said no problem"),
)
SENT = Rule(
    "letter sent",
    phrases(
        (
            r"(?:has |have |already |just |she's |he's |finally |was |were |is |been )*(?:uploaded|submitted|"
            r"sent|sends|posted|turned in|delivered|mailed|filed)(?! me| her(?! letter)| him| my(?! letter)| a message|"
            r" an email| the cv| reminder| thank)"
        ),
        (
            r"letters? ~ (?:is |are |all |already |both |now |went |came |got |has |finally |safely )*(?:in|"
            r"uploaded|sent|submitted|received|arrived|there|done|posted|up|delivered|through)(?= ?(?:$|[.,!;)]|"
            r"eras|DATE|on|at|already|today|yay|now|too|and))"
        ),
        r"letter (?:_ )?(?:is|was) (?:in|uploaded|sent|up|done|submitted|there|complete)",
        (
            r"(?:eras|portal) shows (?:it|the letter)|wrote (?:and uploaded|my letter|me (?:a|the|"
            r"my) (?:\w+ )?letter|the letter)|assigned in eras|"
            r"(?:it's|it is|is|now) in eras"
        ),
    ),
    "sent",
    ("PERSON : uploaded DATE", "PERSON letter is in", "dr PERSON submitted the letter DATE"),
    ("PERSON will upload the letter", "i sent her my cv"),
)
AGREED = Rule(
    "letter agreed",
    phrases(
        (
            r"agreed(?: to (?:write|do|support|be|provide|give))?|agrees|accepted|accepts|confirmed|promised|"
            r"promises|offered|offers|volunteered"
        ),
        (
            r"(?:said|says|say|answered|replied|told me|wrote|got an?|:|- >|→|"
            r"gave me an?) (?:an? )?(?:\S )?(?:immediate |immediately |big |clear |enthusiastic |"
            r"right away )?(?:yes|sure|of course|okay|absolutely|gladly|definitely|happy to|with pleasure|"
            r"no problem|certainly|she would|he would|she will|he will|she'd|he'd|she'll|he'll|she's happy|"
            r"he's happy)"
        ),
        (
            r"(?:happy|glad|delighted|honou?red|pleased|excited|thrilled|willing|ready|okay|love|proud|keen|down|"
            r"comfortable)(?: \S)? (?:to|with) (?:_ )?(?:write|writing|do|doing|support|recommend|be|give|"
            r"provide|send|letter|it)"
        ),
        (
            r"(?:will|would|'ll|'d|she'll|he'll|they'll|she'd|he'd|they'd|going to|gonna|wants to|plans to|can|"
            r"could) (?:also |gladly |happily |definitely |personally |then |have |surely |probably |"
            r"even )*(?:write|be writing|upload|submit|send in|do|provide|support|give|draft|prepare|get|finish|"
            r"have)(?: (?:me|my|it|us))?(?: \w+| SPEC| DATE){0,6} (?:letters?|one|it)"
        ),
        (
            r"(?:will|would|she'll|he'll|she'd|he'd|they'd|i'll|i'd) (?:also |gladly |happily |"
            r"definitely )*write(?: for me| me| one| it| on my behalf| for you| something for (?:me|"
            r"my))?(?= ?(?:$|[.,!;'\"’)]|DATE|but|and|if|when|after|by|before|strong|strongly|only))"
        ),
        (
            r"(?:is|are|already|now|started|she's|he's) (?:already )?(?:writing|drafting|"
            r"working on)(?: \w+){0,3}(?: letter| it)?"
        ),
        r"letter ~ (?:: )?(?:yes|agreed|confirmed|secured|promised|on the way|coming|guaranteed|a go)",
        (
            r"yes to (?:the |a |my |writing )*(?:strong )?letter|on board|write (?:me )?a (?:strong|good|great|"
            r"nice|very good|detailed|glowing) letter|letter (?:writer )?(?:#|number)? ?\d? ?(?:is )?(?:secured|"
            r"locked)"
        ),
        r"can(?= ?[,.;])",
    ),
    "agreed",
    (
        "PERSON agreed to write",
        "dr PERSON said yes to the letter",
        "she'd be honored to write for me",
        "dr PERSON : will write",
        "PERSON : asked , agreed",
    ),
    ("PERSON asked me for a letter",),
)
ASKED = Rule(
    "letter asked for",
    phrases(
        (
            r"(?:i |we |i've |just |already |finally |both |i just |have )*(?:asked|requested|approached|"
            r"emailed) ~ (?:for|about|re|if|whether|to write|4)(?= )"
        ),
        (
            r"asked|ask : letter|requested|thinking about it|think about it|let's see|let me see|will think|"
            r"she'll see|he'll see|wants to think|said maybe|said (?:ask|remind)(?: me)?"
        ),
        (
            r"didn't say (?:no|yes)|hasn't answered|no answer yet|waiting for (?:her|his|an|the) (?:answer|"
            r"reply)|still waiting|will get back"
        ),
        r"\S ask me (?:again )?DATE",
        r"(?:requested|approached|emailed|texted) (?:dr )?(?:\. )?PERSON (?:for|about|4) (?:an? |my |the )?letter",
    ),
    "asked",
    ("asked dr PERSON for a letter", "PERSON : asked", "said she'd think about it"),
    ("PERSON wrote",),
)
RULES = (DECLINED, SENT, AGREED, ASKED)

_ABOUT_LETTERS = re.compile(
    r"\b(?:letters?(?:'s)?|lors?|writers?|references?|referee|recommendations?|recommender|recs?|eras|upload(?:ed|s)?)\b|"
    r"\b(?:she'll|he'll|they'll|[\"'“‘] (?:yes |sure |okay |of course |, )*i'll) (?:gladly |happily )?write"
    r"(?= ?(?:$|[.,;(!'\"]|it\b|one\b))|"
    r"\b(?:write|writing) (?:me|for me|on my behalf|for you|one for me|"
    r"something for me)\b|\b(?:will|would|can|could|can't|cannot|won't|'d|she'd|he'd|to) (?:not )?"
    r"write(?= ?(?:$|[.,;(!'\"]|it|because|but|in|anything))"
)
_LETTERS_HOLD = ("letter", "lor", "writ", "rec", "refer", "eras", "upload")
_OTHER_LETTERS = re.compile(
    r"\b(?:cover|thank-you|offer|newsletter|contract|acceptance|rejection|appointment|motivation|interest|"
    r"intent|invitation|explanation|support from) letters?\b|\bletters? of (?:intent|interest|good standing|"
    r"explanation|motivation)|"
    r"\bbest letters\b|\bletters? (?:are|is) (?:the )?ones?\b"
)
_HEADING = re.compile(
    r"(?:^|[\n.] )(?:my |the )?(?:letters?|lors?|recs|letter writers?)(?: of rec\w*)?"
    r"(?: (?:update|status|so far|tracker|tracking|log|tally|count|list|check|board|report|news|"
    r"story|saga|, DATE|, part \d+|part \d+|round \d+|DATE))*"
    r" (?::|=|- >|→|= >|—|–|-|\.|\n|/|\(|!)"
)
_TOPIC_AFTER = re.compile(
    r"\W*(?:(?:for|re|about|that's|those are|those were|this is|i mean|on) )*(?:the |my )?letters?"
    r"(?: , i mean| i mean| that is| update| status| of course)?\W*"
)
"""A sentence that says of which the ones before it spoke: "Dr. Fox said no. Dr. Hart said yes. Letters, I mean."."""
_OTHER_TOPIC = re.compile(r"\b(?:VISA|POSITION|imgs?|prelims?)\b")
_UNDER_HEADING = "letters :"
_MY_TASK = re.compile(
    r"\b(?:i need to|i should|i must|i have to|i've to|remind me|i want to|i'll|need to|have to|should|"
    r"going to|want to|must|to|then|please|i'd like to|plan to|and|,|may|can) (?:\w+ )?(?:ask|request|get|"
    r"email|send|remind|nudge)\b|^(?:\W|then |and |so )*(?:ask|request|remind|email)\b"
)
_NOT_YET = re.compile(
    r"\b(?:hasn't|haven't|not|never|didn't|until|before|if|once|when|should|needs? to|has to|have to|must|"
    r"to)(?: \w+){0,3} (?:uploaded|submitted|sent|upload|submit|send)\b|\bnot (?:yet )?(?:asked|sent)\b|"
    r"\bonly (?:half )?as a joke"
)
_WHO_ELSE = word_set("PERSON she he she'd he'd she'll he'll they answer")
_NEITHER = re.compile(r"\b(?:didn't|did not|doesn't|hasn't|never) (?:really |exactly )?(?:say|said) (?:yes|no)\b")
_ALL_IN = re.compile(
    r"^(?:are|is|all|both|have|been|now|already|three|the| )* ?(?:in|uploaded|sent|submitted|done|there|received|"
    r"arrived)\b"
)
_LISTED = re.compile(
    r"(?:letters? (?:\w+ )?(?:from|by|of)|writers?(?: are| is| so far| now)* ?:?|letters? promised ?:?) "
    r"(?P<writers>(?:(?:dr )?(?:\. )?PERSON(?: , and | , | and | & | \+ )?){2,})"
)


_UNDER_A_VERDICT = re.compile(
    r"(?:\W |letters? )*(?:asked|agreed|declined|sent|uploaded|promised|pending|waiting|yes|no|in|done)"
    r"(?: (?:so far|already|DATE))? [:=](?: (?:dr|\.|PERSON|,|and|&|\+|/))+ ?[.;\n]?$"
)
"""Writers listed after what they answered: "Asked: Dr. Fox, Dr. Hart."."""


def letter_facts(outline: Outline, antecedents: Antecedents) -> Iterator[FactMention]:
    """Yield what is said of a letter of recommendation for the resident, by its writer."""
    if not outline.reading.people:
        return
    for statement in letter_statements(outline):
        verdict = (
            Verdict(statement.rule, _LISTED_SURELY, "an entry of a list")
            if statement.is_entry
            else weigh(FactKind.LETTER, statement.words, statement.rule, statement.before)
        )
        if verdict.value == NOTHING:
            continue
        span = outline.reading.span(outline.items[statement.first].start, outline.items[statement.last - 1].end)
        for writer in _writers(outline, antecedents, statement.first, statement.last):
            outline.reading.note("letter", span, f"letter {verdict.value} by {writer.name}", why=verdict.why)
            yield FactMention(
                writer.name, FactKind.LETTER, verdict.value, span=span, confidence=round(0.95 * verdict.share, 2)
            )


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


_LISTED_SURELY = 0.9


def letter_statements(outline: Outline) -> Iterator[LetterStatement]:
    text = outline.text
    if not (holds_any(text, _LETTERS_HOLD) and _ABOUT_LETTERS.search(text)):
        return
    heading = _HEADING.search(text)
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
        if (under_heading or carried) and not _OTHER_LETTERS.search(sentence) and not asked_of_vouch(sentence):
            for first, last in _statements(outline, start, end):
                words = outline.text_of(first, last).split()
                if under_heading or may_speak_of(FactKind.LETTER, words):
                    context = [*before, _UNDER_HEADING] if under_heading else before
                    tracked = _tracked(outline.text_of(first, last)) if under_heading else None
                    if tracked == NOTHING:
                        continue
                    rule = tracked or _rule(outline, first, last, end)
                    yield LetterStatement(first, last, words, context, rule, tracked is not None)
        before = sentence.split() if named else []


def _topic_after(outline: Outline) -> int:
    """Where a sentence begins that tells the topic of those before it; -1 where none does."""
    return next(
        (start for start, end in outline.sentences() if start and _TOPIC_AFTER.fullmatch(outline.text_of(start, end))),
        -1,
    )


_CUTS = word_set(", and & ; but . / | • - – —")


_TRACKED = (
    (NOTHING, re.compile(r"(?:not (?:yet )?asked|(?:still )?to ask|will ask|(?:need|have) to ask|to do|todo|next)\b")),
    ("sent", re.compile(r"(?:in|uploaded|sent|submitted|done|received|arrived|posted|complete|✅|✔|✓)\b|✅|✔|✓")),
    (
        "declined",
        re.compile(
            r"(?:no|declined|refused|nope|can't|won't|too (?:busy|early|new))(?! (?:reply|answer|word|response))|❌|✗|✘"
        ),
    ),
    (
        "asked",
        re.compile(
            r"(?:asked|maybe|no (?:reply|answer|word|response)|thinking|pending|waiting|hasn't|tbd|probably|\?|⏳)"
        ),
    ),
    (
        "agreed",
        re.compile(
            r"(?:yes|agreed|promised|drafting|writing|willing|okay|sure|on it|coming|in progress|will|can|gladly|"
            r"happy)\b"
        ),
    ),
)
"""What stands behind a writer's name in a list of letters, by what it says."""
_ENTRY = re.compile(
    r"(?:\W|and |dr )*PERSON(?: \([^()]{0,40}\))?(?: (?:is|has|says|said|[:=–—-]))* (?:[\"'“‘] )?(?=\S)"
)


def _tracked(statement: str) -> str | None:
    """What an entry of a list of letters says, the last where it tells the way: "Kern: in", "Kent - asked, agreed"."""
    statement = _HEADING.sub(" ", statement, count=1).strip()
    entry = _ENTRY.match(statement)
    value = _status(statement[entry.end() :]) if entry else None
    if entry and value == "asked":
        later = _LATER.split(statement[entry.end() :])[1:]
        value = next((told for told in map(_status, reversed(later)) if told), value)
    return value


def _status(words: str) -> str | None:
    return next((value for value, said in _TRACKED if said.match(words)), None)


_LATER = re.compile(r" ?(?:[,;/—–-]|→|- >) (?:said |says )?")


def _rule(outline: Outline, first: int, last: int, end: int) -> str:
    """What the rules make of a statement."""
    statement = outline.text_of(first, last)
    state = _state(statement, _reply(outline, statement, last, end), question=is_question(outline, first, last))
    return state[0] if state else NOTHING


def _statements(outline: Outline, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence, each about one writer: cut at "but", at ";" and before another name."""
    text = outline.text_of(start, end)
    if _LISTED.search(text) or _UNDER_A_VERDICT.match(text):
        yield start, end
        return
    first = start
    named = False
    for position in range(start, end):
        item = outline.items[position]
        if item.person is not None and named:
            cut = position
            while cut > first and outline.items[cut - 1].word in _CUTS | {"dr"}:
                cut -= 1
            if cut > first and outline.items[cut].word in _CUTS:
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
            r"(?:\W|and |but |so )*(?:she|he|they|answer|said|yes|no|her|his|immediately|of course|\"|')", following
        )
        else ""
    )


def _state(statement: str, reply: str, question: bool) -> tuple[str, str] | None:
    if _NEITHER.search(statement) or re.search(r"let (?:me|her|him) think about", statement):
        return "asked", ASKED.name
    listed = _LISTED.search(statement)
    if listed and _ALL_IN.match(statement[listed.end() :]):
        return "sent", SENT.name
    asked = ASKED.pattern.search(statement) is not None and not re.search(
        r"\b(?:she|he|they|PERSON|who) (?:also )?asked (?:me|my|for my|4 my|if i|about my)", statement
    )
    answer = statement[statement.find("asked") :] if asked and "asked" in statement else statement
    if DECLINED.pattern.search(answer) or (asked and DECLINED.pattern.search(reply)):
        return "declined", DECLINED.name
    if (
        SENT.pattern.search(statement)
        and not _NOT_YET.search(statement)
        and not re.search(r"\bi (?:\w+ )?(?:sent|uploaded|submitted)\b", statement)
    ):
        return "sent", SENT.name
    mine = _MY_TASK.search(statement)
    if question and not asked:
        return None
    agreed = AGREED.pattern.search(answer)
    if agreed and not (mine and mine.start() < agreed.start() and not asked):
        return "agreed", AGREED.name
    if asked and AGREED.pattern.search(reply):
        return "agreed", AGREED.name
    if asked and not (mine and "asked" not in statement and "didn't say" not in statement):
        return "asked", ASKED.name
    return None


def _writers(outline: Outline, antecedents: Antecedents, first: int, last: int) -> list[Person]:
    listed = _LISTED.search(outline.text_of(first, last))
    named = [item.person for item in outline.items[first:last] if item.person]
    if listed:
        count = listed["writers"].count("PERSON")
        return named[:count]
    if _UNDER_A_VERDICT.match(outline.text_of(first, last)):
        return named
    named = [person for person in named if person.role is not Role.COORDINATOR] or named
    if named:
        sentence = outline.sentence_of(first)
        both = [item.person for item in outline.items[slice(*sentence)] if item.person]
        if len(both) > 1 and "both" in outline.text_of(*sentence).split():
            return both
        return named[:1]
    person = antecedents.subject_before(min(first + 3, last - 1)) or antecedents.last_before(first)
    if person is None:  # who it is may be told after it: "Letter: yes! Dr. Fox, from nephrology"
        after = list(dict.fromkeys(item.person for item in outline.items[last:] if item.person))
        person = after[0] if len(after) == 1 else None
    return [person] if person else []
