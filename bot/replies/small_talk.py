"""Short, warm answers to what asks for nothing, and to what could not be read: the words are kept either way."""

import re

from bot.messages import Reply
from bot.understanding.lexicon import word_set


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_GREETING = _words(r"\s*(?:hi|hey|hello|yo|good (?:morning|evening|afternoon))\b")
_THANKS = _words(r"\b(?:thanks?|thx|thank you|ty|appreciate)\b")
_WEARY = _words(
    r"\b(?:tired|exhausted|drained|brutal|rough|burn(?:ed|t)? ?out|post[- ]?call|long (?:day|night|shift|call))\b"
)
_LOSS = _words(
    r"\bmy (?:mom|mother|dad|father|brother|sister|wife|husband|son|daughter|baby|child|friend|partner|uncle|aunt|"
    r"cousin|grand\w+)\b.{0,20}\b(?:died|dies|is dying|passed(?: away)?|is gone|"
    r"has cancer|is in (?:the )?(?:icu|hospital))\b"
)
_LOW = _words(
    r"\bi(?:['’]?m| am| feel)(?: \w+){0,2} (?:like (?:a failure|an? idiot|crying|giving up|quitting)|overwhelmed|"
    r"lonely|alone|depressed|hopeless|sad|homesick|lost|scared|a failure|done with (?:this|everything))\b"
    r"|\bi (?:can['’]?t|cannot) (?:do this|take (?:it|this))\b|\bi(?:['’]?m| am)? (?:cried|crying)\b"
    r"|\bi (?:\w+ )?hate (?:it here|being here|everything|"
    r"(?:this|my) (?:place|job|program|hospital|year|life|residency))\b"
    r"|\b(?:feel(?:ing)?|felt) (?:\w+ ){0,2}(?:garbage|crap|shit|trash|terrible|awful|horrible|worthless|miserable|"
    r"useless|empty|numb|defeated|broken|hopeless|depressed|overwhelmed|lonely|so low|so down|a failure)\b"
)
_BYE = _words(
    r"\s*(?:bye|(?:good ?)?night\W*$|good ?night|see you|later|ttyl|"
    r"(?:i['’]?m |im )?(?:going|off) to (?:sleep|bed))\b"
)
_ASSENT = _words(
    r"\s*(?:ok(?:ay)?|k|cool|great|perfect|nice|sure|yes|yep|no|nope|got it|lol|haha|all good|"
    r"sounds good|that(?:['’]?s| is) (?:good|fine|great|perfect)|fine)\b[\s.!]*$"
    r"|\s*(?:[👍👌🙏🙂😊❤🎉💯]\W*)+$"
)
_DISTRESS = _words(
    r"\b(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?) myself\b|\b(?:end(?:ing)?|tak(?:e|ing)) my (?:own )?life\b"
    r"|\bi (?:really |just )*(?:want(?: to)?|wanna|wish i (?:could|would)) (?:die|be dead|disappear forever)\b"
    r"|\bi(?: do ?n['’]?t| do not) (?:want to|wanna) (?:live|be alive|be here any ?more|wake up)\b"
    r"|\bi(?:['’]?m| am| feel|['’]ve been| have been)(?: \w+){0,2} suicidal\b|\bwish i (?:was|were) dead\b"
    r"|\bi\b.{0,20}\bthinking (?:of|about) suicide\b|\bno (?:reason|point) (?:to|in) (?:live|living|going on)\b"
)
_CROSS = _words(
    r"\s*(?:fuck|screw|damn) (?:off|you|this|it)\b.{0,30}|\s*(?:shut up|go away|piss off|get lost)\b.{0,20}"
    r"|\s*(?:you(?:['’]?re| are)|u r|this (?:is|bot is|app is|thing is)) (?:\w+ )?(?:useless|stupid|dumb|annoying|"
    r"an idiot|terrible|awful|garbage|trash|the worst|no help)\b.{0,20}"
    r"|\s*i hate (?:you|this (?:app|bot|thing))\b.{0,20}|\s*(?:stupid|dumb|useless) (?:bot|app|thing|machine)\b.{0,20}"
)
_ORDERS_ABOUT = _words(
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your |my |of |previous |prior |above |earlier )*"
    r"(?:instructions|rules|prompts?|guidelines)\b|\b(?:your|the) system prompt\b"
)
"""Orders to be something else, from a text pasted or in jest."""

SHORT = 60
"""Up to how many characters a message without a reading is taken for small talk rather than something told."""

MOST_OF_A_TEMPER = 120
"""Characters: what runs longer tells something besides."""


def in_distress(text: str) -> bool:
    """Tell whether the resident says that they may harm themselves.

    >>> in_distress("I want to kill myself"), in_distress("admitted a suicidal patient with Dr. Lee")
    (True, False)
    """
    return bool(_DISTRESS.search(text))


_PLEASANTRIES = word_set(
    "thx thanks thank you u ty tysm so very much many good night goodnight nite gn evening morning bye goodbye see ya "
    "later ttyl cya ok okay k kk cool great perfect nice lol haha hi hey hello yo take care cheers appreciate it again "
    "sleep well tomorrow tmrw talk for now vouch"
)
_TELLING = word_set("thx thanks thank ty tysm night goodnight nite gn bye goodbye cya ttyl")


def is_pleasantry(text: str) -> bool:
    """Tell whether the whole message thanks or says good night, so that no word of it is a name.

    >>> is_pleasantry("thx goodnight!"), is_pleasantry("thank dr night")
    (True, False)
    """
    words = re.findall(r"[a-z]+", text.lower())
    return bool(words) and set(words) <= _PLEASANTRIES and bool(set(words) & _TELLING) and len(words) <= MOST_PLEASANT


MOST_PLEASANT = 8
"""Words."""


def is_temper(text: str) -> bool:
    """Tell whether the whole message is temper, or an order to be something else than Vouch is.

    >>> is_temper("fuck off"), is_temper("you are useless"), is_temper("Dr. Lee is useless")
    (True, True, False)
    """
    return len(text) < MOST_OF_A_TEMPER and bool(_CROSS.fullmatch(text) or _ORDERS_ABOUT.search(text))


_ANYHOW = 100_000
"""Characters: whatever else is told beside."""

_ANSWERS = (
    (
        _DISTRESS.search,
        _ANYHOW,
        (
            "I'm glad you said it. I am only a notebook, so please tell a person, now: in the US call or text 988 at "
            "any hour, free and confidential, or call 911 if you are in danger. Everything here can wait."
        ),
    ),
    (
        _ORDERS_ABOUT.search,
        MOST_OF_A_TEMPER,
        "I only do what I am here for: keep what you tell me, and bring it up in time.",
    ),
    (
        _CROSS.fullmatch,
        MOST_OF_A_TEMPER,
        (
            "I'm sorry, that was no help. “undo” takes back the last thing I did, and “pause” keeps me quiet until you "
            "say “resume”."
        ),
    ),
    (_GREETING.match, SHORT, "Hello! Met someone worth remembering? One line is enough."),
    (_THANKS.search, SHORT, "Any time."),
    (
        _LOSS.search,
        _ANYHOW,
        "I'm so sorry. Take the time you need; “pause” holds everything until you say “resume”.",
    ),
    (
        _LOW.search,
        _ANYHOW,
        (
            "That is hard, and I'm sorry: a year like this makes it harder. Tell one person tonight; in the US you can "
            "call or text 988 at any hour, free and confidential."
        ),
    ),
    (_WEARY.search, _ANYHOW, "That sounds like a lot. Rest if you can; I'll keep track of the rest."),
    (_BYE.match, SHORT, "Take care. I'll be here."),
    (_ASSENT.match, _ANYHOW, "Good."),
)
"""What is answered to what, in messages of fewer characters than that; the first that fits."""


def chat(text: str) -> Reply:
    """Answer small talk; longer words are acknowledged as kept, with one question."""
    answer = next((words for says, most, words in _ANSWERS if len(text) < most and says(text)), None)
    return Reply(answer) if answer else kept_words(text)


def whom_do_you_mean() -> Reply:
    return Reply("Whom do you mean? A name is enough.")


def kept_words(text: str) -> Reply:
    """Acknowledge words that nothing was read in."""
    if len(text) < SHORT:
        return Reply("I've kept your words.")
    return Reply("I've kept that, word for word. Is there a person or a date in it that I should hold on to?")
