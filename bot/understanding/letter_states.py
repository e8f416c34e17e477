"""How a letter of recommendation stands by the rules: asked for, agreed, declined or sent."""

import re

from bot.understanding.letter_lists import WRITERS_LISTED
from bot.understanding.rule import Rule, phrases

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
            r"not supposed to) (?:_ )?(?:to )?(?:write|writing|do letters?|do it(?! DATE)|support|give|"
            r"recommend)"
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
        (
            r"(?:hasn't|haven't|has not|not|never|didn't) (?:really )?work(?:ed)? with me (?:for )?(?:long|that|much|"
            r"enough)|better (?:that )?(?:you|i) (?:take|ask|find) (?:somebody|someone)|letter , no(?= ?(?:$|[.;]))"
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
        r"(?<!not )(?:got|received) (?:my |the )?(?:dr )?(?:\. )?PERSON letters?(?= ?(?:$|[.,!;)]|today|DATE))",
        (
            r"(?:eras|portal) shows (?:it|the letter)|wrote (?:and uploaded|my letter|me (?:(?:a|the|"
            r"my|already) (?:\w+ )?)?letter|the letter)|assigned in eras|"
            r"(?:it's|it is|is|now) in eras"
        ),
    ),
    "sent",
    ("PERSON : uploaded DATE", "PERSON letter is in", "got dr . PERSON letter", "dr PERSON submitted the letter DATE"),
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
_MY_TASK = re.compile(
    r"\b(?:i need to|i should|i must|i have to|i've to|remind me|i want to|i'll|need to|have to|should|"
    r"going to|want to|must|to|then|please|i'd like to|plan to|and|,|may|can) (?:\w+ )?(?:ask|request|get|"
    r"email|send|remind|nudge)\b|^(?:\W|then |and |so )*(?:ask|request|remind|email)\b"
)
_CONSENTS = re.compile(
    r"\W*(?:yes|sure|surely|of course|gladly|absolutely|definitely|certainly|okay|with pleasure|happy to|no problem)\b"
)
"""A reply that agrees in a word: "Asked her for a letter. 'Sure.'"""
_ASKED_BEFORE = re.compile(r"\b(?:after|once|since|because) (?:i|i've|i had|i'd)(?: \w+)? asked\b")
"""What came of it stands before the asking: "agreed to write, after I had asked twice"."""
_WHETHER = re.compile(r"\b(?:if|whether) (?:she|he|they|PERSON|she'd|he'd|they'd|she'll|he'll)\b[^,;:.—–!\"“‘]*")
"""What was asked, which answers nothing: "asked her whether she would write for me"."""
_NOT_YET = re.compile(
    r"\b(?:hasn't|haven't|not|never|didn't|until|before|if|once|when|should|needs? to|has to|have to|must|"
    r"to)(?: \w+){0,3} (?:uploaded|submitted|sent|upload|submit|send)\b|\bnot (?:yet )?(?:asked|sent)\b|"
    r"\bonly (?:half )?as a joke"
)
_NEITHER = re.compile(r"\b(?:didn't|did not|doesn't|hasn't|never) (?:really |exactly )?(?:say|said) (?:yes|no)\b")
_ALL_IN = re.compile(
    r"^(?:are|is|all|both|have|been|now|already|three|the| )* ?(?:in|uploaded|sent|submitted|done|there|received|"
    r"arrived)\b"
)

_NO_LONGER = re.compile(
    r"\b(?:she|he|PERSON)(?: \w+){0,2} (?:can't|cannot|won't|couldn't|not)(?: (?:do|write|it|one|me|be|able|to))* "
    r"(?:anymore|any more|any longer|after all)\b|"
    r"\b(?:she|he|she's|he's|PERSON)(?: (?:has|just|then|since|suddenly))* "
    r"(?:changed (?:her|his) mind|backed out|took it back)\b|"
    r"\b(?:but|now|today|then|DATE)(?: (?:,|then|she|he|PERSON|says|said|told|me|that|it's|she's|he's|is|suddenly))* "
    r"too busy\b|\b(?:said|says|told me|tells me|texted|wrote)(?: \w+){0,4} ask (?:somebody|someone) else\b"
)
"""What takes a promise back: "said he'd write, but today he can't anymore"."""
_NEVER_ASKED = re.compile(
    r"\b(?:hasn't|haven't|isn't|wasn't|not|never|didn't|don't)(?: (?:yet|been|even|really|dr|\.|PERSON))* ask(?:ed)?\b"
)
_ASKED_BY_THEM = re.compile(
    r"\b(?:she|he|they|who|PERSON)(?: (?:has|had|also|then))* asked (?:about (?:my|me)|if i|for my|my)\b"
)
_I_ASKED = re.compile(r"\b(?:i|i've|i'd)(?: \w+)? asked\b")
_SENT_BY_ME = re.compile(
    r"(?:\W|i |i've |just |finally |already |have )*(?:typed|wrote|drafted|prepared|finished|printed|sent|emailed)\b"
    r".* (?:to|2) (?:her|him|(?:dr )?(?:\. )?PERSON)\b"
)
_OFFERED_ONE = re.compile(r"\bPERSON (?:, |\) )?(?:(?:has|had|also|even|just) )*offered (?:me )?one\b(?! of\b)")


def offered_one(statement: str) -> bool:
    """Whether somebody offers a letter where letters are spoken of: "Dr. Fox's letter is in. Dr. Hart offered one"."""
    return _OFFERED_ONE.search(statement) is not None


def taken_back(statement: str) -> bool:
    """Whether a statement takes back what its writer had promised."""
    return _NO_LONGER.search(statement) is not None


def belies(statement: str, value: str) -> bool:
    """Whether the words speak against a letter being *value*: "hasn't been asked", "sent her my draft"."""
    if value == "asked":
        if _NEVER_ASKED.search(statement):
            return True
        return _ASKED_BY_THEM.search(statement) is not None and not _I_ASKED.search(statement)
    return value == "sent" and _SENT_BY_ME.match(statement) is not None


_AT_ONCE = re.compile(
    r"\basked\b(?:(?! if i| me\b)[^?])*?"
    r"(?: (?:- >|→|>|[:=,—–]|and|n|he|she|they|PERSON|answered|said|says|goes|was|[\"'“‘]))+ "
    r"(?:yes|sure|of course|naturally|obviously|gladly|absolutely|definitely|certainly|consider it done|"
    r"with pleasure|my pleasure|you got it)(?= ?(?:$|[.,;:!)\"'”’/—–]|letter|cv|DATE))"
)
_ALSO = re.compile(
    r"\bPERSON (?:, |\) )?(?:(?:has |also |just )*(?:said|says|answered) (?P<word>yes|no)\b(?! to (?!writ)| that)|"
    r"(?:has |also |just )*(?P<deed>offered|agreed|accepted|declined|refused)(?= ?(?:$|[.,;!)]|and\b)))"
)


def answered_at_once(statement: str) -> str | None:
    """What a writer answered, where no more than that stands beside the asking: "asked her for a letter -> yes!!"."""
    return "agreed" if _AT_ONCE.search(statement) else None


def also_answered(part: str) -> str | None:
    """What another writer answered after a first one: "Dr. Fox said no to the letter, and Dr. Hart said yes"."""
    answer = _ALSO.search(part)
    if answer is None:
        return None
    return "declined" if (answer["word"] or answer["deed"]) in {"no", "declined", "refused"} else "agreed"


def letter_state(statement: str, reply: str, question: bool) -> tuple[str, str] | None:
    """What the rules make of a *statement* and the *reply* after it, and the name of the rule; None for nothing."""
    if _NEITHER.search(statement) or re.search(r"let (?:me|her|him) think about", statement):
        return "asked", ASKED.name
    listed = WRITERS_LISTED.search(statement)
    if listed and _ALL_IN.match(statement[listed.end() :]):
        return "sent", SENT.name
    asked = ASKED.pattern.search(statement) is not None and not re.search(
        r"\b(?:she|he|they|PERSON|who) (?:also )?asked (?:me|my|for my|4 my|if i|about my)", statement
    )
    answer = statement
    if asked and "asked" in statement and not _ASKED_BEFORE.search(statement):
        answer = _WHETHER.sub(" ", statement[statement.find("asked") :])
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
    if asked and (AGREED.pattern.search(reply) or _CONSENTS.match(reply)):
        return "agreed", AGREED.name
    if asked and not (mine and "asked" not in statement and "didn't say" not in statement):
        return "asked", ASKED.name
    return None
