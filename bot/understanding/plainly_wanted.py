"""Short messages whose words leave no doubt of what they want, whatever the weight of each word: "moved to tues"."""

import re

from bot.domain.vocabulary import Intent
from bot.understanding.rule import Rule

_OTHER = r"(?:dr )?(?:\. )?PERSON"
_END = r"(?: ?[.,!✅✔✓👍☑️])*"
_EXCUSE = r"(?:(?:oops|sorry|nope|never mind|no|wait|wrong chat|,|\.|-|!) )"
_LAST_ONE = r"(?:that|this)(?: last)?(?: voice)?(?: (?:memo|message|msg|note|one|text))? was"
_MOST_LETTERS = 120  # of the outline: what is longer tells more than one thing

RULES: tuple[Rule[Intent], ...] = (
    Rule(
        "done, in a word",
        re.compile(
            r"(?:just |already |finally )*(?:faxed|certified|mailed|uploaded|submitted|responded|replied|registered|"
            rf"withdrew from (?:the )?PLACE)(?: (?:it|them|both|my (?:rank )?list|DATE))*{_END}"
            rf"|told (?:{_OTHER}|her|him|them)(?: (?:already|too|DATE))*{_END}"
        ),
        Intent.DONE,
        ("faxed ! ! !", "certified my rank list", "withdrew from PLACE", "told dr . PERSON", "told her already"),
        ("faxed the form and she said PLACE takes VISA", "told PERSON VISA is fine", "she replied"),
        ("fax", "certif", "mail", "upload", "submit", "respon", "repl", "regist", "withdr", "told"),
    ),
    Rule(
        "put off, in a word",
        re.compile(
            rf"(?:(?:the|that|this|{_OTHER}|it's|it|its|one|thing|reminder|is|was|got|gets|:) )*"
            rf"(?:moves|moved|pushed|bumped|shifted) (?:to |it )*DATE{_END}"
        ),
        Intent.SNOOZE,
        ("moved DATE", "the PERSON one moves to DATE", "it got pushed to DATE"),
        ("PERSON moved to PLACE DATE", "interview moved to DATE"),
        ("move", "push", "bump", "shift"),
    ),
    Rule(
        "where the resident works",
        re.compile(
            r"(?:hi|hello|hey|btw|[,!] )*(?:i (?:work|train|am training)|(?:my|our) (?:program|hospital) (?:is|=|:)) "
            rf"(?:at |in |for )?(?:the )?PLACE{_END}"
        ),
        Intent.SETTINGS,
        ("i work at PLACE", "my program is PLACE"),
        ("i worked at PLACE", "i work at PLACE with dr . PERSON", "PERSON : i work at PLACE"),
        ("i work", "i train", "i am training", "program", "hospital"),
    ),
    Rule(
        "a rotation that is over, with whom it was",
        re.compile(
            r"(?:just )?(?:finished|completed|wrapped up|done with) (?:my |the |a )?(?:SPEC )?EVENT"
            rf"(?: rotation| block)? (?:with|under) {_OTHER}(?: DATE)*{_END}"
        ),
        Intent.LOG,
        ("finished EVENT with dr . PERSON DATE", "done with my SPEC EVENT under PERSON"),
        ("finished the abstract with PERSON", "finish EVENT with PERSON"),
        ("finished", "completed", "wrapped up", "done with"),
    ),
    Rule(
        "somebody to ask",
        re.compile(
            r"(?:i )?(?:need to |have to |gotta |should |must |pls |please )*ask (?:my ROLE (?:, )?)?"
            rf"{_OTHER}(?: DATE)* (?:for (?:a |the |my |an )?(?:strong )?"
            rf"(?:letter|lor|rec|reference|recommendation)|(?:if|whether) [^?]+?)(?: DATE)*{_END}"
        ),
        Intent.REMIND,
        ("ask my ROLE dr PERSON for letter", "ask PERSON if they do VISA", "ask dr . PERSON DATE for a letter"),
        ("ask PERSON", "words to ask PERSON for a letter", "asked PERSON if they do VISA"),
        ("ask ",),
    ),
    Rule(
        "a meeting to another day",
        re.compile(
            r"(?:please |pls |can you |could you )*(?:move|shift|push|resched|reschedule) (?:the |my |our )"
            rf"(?:coffee|lunch|dinner|breakfast|zoom|interview|chat|meeting|call) with {_OTHER} "
            rf"(?:from |to |DATE )*DATE{_END}"
        ),
        Intent.PLAN,
        ("move the coffee with dr . PERSON DATE DATE", "reschedule my zoom with PERSON to DATE"),
        ("move the reminder for PERSON to DATE", "move it to DATE"),
        ("move", "shift", "push", "resched"),
    ),
    Rule(
        "everything that is open",
        re.compile(
            r"(?:[^?.!]{0,30}, )?(?:please |pls |can you |could you |just )*(?:(?:dump|give|gimme|show|list|tell|send) "
            r"(?:me |us )?(?:with )?(?:everything|all)(?: that's| that is| i have| of it| what is| what's)?|what's) "
            rf"(?:still )?(?:open|due|pending|outstanding)(?: DATE| for me| now| right now)*(?: \?|{_END})"
        ),
        Intent.AGENDA,
        ("dump me everything open", "what's still open ?", "happy new year , what's open"),
        ("what's open at PLACE ?", "dump everything about PERSON"),
        ("open", "due", "pending", "outstanding"),
    ),
    Rule(
        "only what is urgent",
        re.compile(
            rf"(?:[\w'-]+ mode (?:DATE )?[,:.] )?only (?:the )?urgent(?: (?:stuff|things|ones|messages|reminders))?"
            rf"(?: (?:please|pls|until|till|til|for|DATE))*{_END}"
            r"|(?:please |pls |can you |could you )*(?:mute|silence|stop|no more) (?:only |just )?"
            r"(?:the |your |those )?[\w'-]+ (?:messages|msgs|nudges|notifications|pings)"
            rf"(?: (?:please|pls|DATE))*(?: \?|{_END})"
        ),
        Intent.SETTINGS,
        ("holiday mode DATE , only urgent", "only urgent stuff until DATE", "can you mute the progress messages"),
        ("only urgent for PERSON", "mute PERSON"),
        ("urgent", "messages", "msgs", "nudges", "notifications", "pings"),
    ),
    Rule(
        "meant for somebody else",
        re.compile(
            rf"{_EXCUSE}{{0,4}}{_LAST_ONE} (?:meant )?for (?:my (?:sister|brother|mom|mother|dad|father|wife|husband|"
            r"cousin|friend|roommate|colleague|co-?intern)|(?:another|a different|the other|someone|somebody) "
            rf"(?:chat|else|person|thread|app|conversation|channel|group|bot)){_END}"
            rf"|{_EXCUSE}{{1,4}}{_LAST_ONE} (?:meant )?for {_OTHER}{_END}"
        ),
        Intent.UNDO,
        (
            "that voice memo was for my sister",
            "never mind that was meant for PERSON",
            "oops , that was for another chat",
        ),
        ("that was for my interview", "that note was for PERSON", "that letter was for PERSON", "that was for me"),
        ("was for ", "was meant for "),
    ),
    Rule(
        "words of a kind, to somebody",
        re.compile(
            r"(?:a |an )?(?:gentle|polite|short|kind|graceful|warm|nice|quick|firm|soft|brief|humble) "
            rf"(?:no|yes|apology|refusal|acceptance|hello|hi|nudge|decline) (?:to|for) {_OTHER}{_END}"
        ),
        Intent.DRAFT,
        ("gentle no to dr . PERSON", "a polite nudge for PERSON"),
        ("quick yes from dr . PERSON", "quick hello to dr . PERSON DATE"),
        ("no ", "yes ", "apology", "refusal", "acceptance", "hello", "hi ", "nudge", "decline"),
    ),
)


def plainly_wanted(text: str) -> Intent | None:
    """Return what a message wants beyond doubt, from its outline; None where its words have to be weighed.

    >>> plainly_wanted("moved to DATE").value
    'snooze'
    """
    text = text.strip()
    if len(text) > _MOST_LETTERS:
        return None
    return next((rule.says for rule in RULES if rule.may_match(text) and rule.pattern.fullmatch(text)), None)
