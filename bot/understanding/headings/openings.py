"""Open positions, and the package that is sent to one."""

from bot.understanding.headings.rule import HeadingKind, HeadingRule, whole

_WHERE = r"[\w .&'’-]"
_A_PLACE = r"(?:opening|spot|position|slot|place|vacancy|it)\b"

RULES = (
    HeadingRule(
        HeadingKind.OPENINGS,
        whole(
            r"(?:(?:show|list|what)(?: me)?(?: (?:my|the|are the))? |my )?(?:(?:open|current) )?openings?"
            r"(?: (?:now|today))?:?\??"
        ),
        {"openings": "", "my openings": "", "show openings": "", "what are the openings?": ""},
        ("opening at Mercy", "Mercy has openings"),
    ),
    HeadingRule(
        HeadingKind.FILLED,
        whole(
            r"(?:the |that |opening:? )*(?P<rest>\S.{0,80}?)(?: (?:pgy-?\s?\d|categorical|prelim))*"
            r"(?: (?:spot|opening|position|place|slot|one))(?: at (?P<who>.{1,60}?))? "
            r"(?:is |was |has been |got |just got |are |already )*(?:filled|taken|gone|closed)(?: now| already)?[.!]?"
            r"|(?:spot|opening|position|place|slot) at (?P<rest_2>.{1,60}?) "
            r"(?:is |was |has been |got )*(?:filled|taken|gone|closed)[.!]?"
            r"|(?P<rest_3>it|that)(?:['’]?s| is| was| got| has been) (?:already )?(?:filled|taken|gone)"
            r"(?: now| already)?[.!]?"
            r"|(?!.*\b(?:form|paperwork|application|survey|template|i|i've)\b)(?P<rest_4>[\w&.'’ -]{2,40}?) "
            r"(?:is |was |got |has been |just )*filled(?: now| already)?[.!]?"
            r"|(?:(?:ugh|so|well|update|damn)[,: ]+)*(?:they|he|she)(?: just| already|['’]ve| have)* "
            r"(?:gave|given|filled) (?P<rest_5>it|that|the (?:spot|position|place|slot))(?: (?:away|already|up|"
            r"(?:to|with) (?:some(?:one|body)|an?other|an internal|one of)[\w ]{0,30}))?[.!]?"
        ),
        {
            "the Mercy spot is filled": "Mercy",
            "UAB filled": "UAB",
            "the PGY-2 opening at Mercy was filled": "PGY-2",
            "opening at UAB filled": "UAB",
            "it's filled": "it",
            "they gave it to someone else": "it",
            "they filled the spot already": "the spot",
        },
        ("the Mercy spot is open", "I filled the position", "they gave it to me"),
    ),
    HeadingRule(
        HeadingKind.OPENING_TERM,
        whole(
            rf"(?!.*\n)(?:the |that |my )?(?P<who>{_WHERE}{{0,60}}?)\b{_A_PLACE}(?P<who_2>(?: at {_WHERE}{{2,40}}?)?) "
            r"(?:will |is |now )*(?:expir\w+|clos(?:es?|ing)|ends|(?:stays? )?open (?:until|till|til|for|through)) "
            r"(?P<rest>[\w ,/-]{2,36})[.!]?"
            rf"|(?:keep|hold) (?:the |that )?(?P<who_3>{_WHERE}{{0,60}}?)\b{_A_PLACE}"
            rf"(?P<who_4>(?: at {_WHERE}{{2,40}}?)?) (?:open )?(?:until|till|til|for|through) "
            r"(?P<rest_2>[\w ,/-]{2,36})[.!]?"
        ),
        {
            "the Mercy opening expires in 45 days": "in 45 days",
            "it expires in 60 days": "in 60 days",
            "keep the Mercy spot open until Dec 1": "Dec 1",
        },
        ("opening at Mercy", "the Mercy spot is filled", "is the Mercy spot open?", "a place for coffee"),
    ),
    HeadingRule(
        HeadingKind.OPENING,
        whole(r"(?:new )?opening\s*[:\-–]\s*(?P<rest>\S.*)"),
        {"opening: PGY-2 at Mercy": "PGY-2 at Mercy"},
        ("opening at Mercy",),
    ),
    HeadingRule(
        HeadingKind.DOCUMENT,
        whole(
            r"(?:i |i've |i’ve |just |have |finally )*"
            r"(?:updated|renewed|revised|rewrote|finished|polished|wrote|refreshed)(?: up)? "
            r"(?:my |the )?(?P<rest>cv|resume|résumé|curriculum vitae|personal statement|ps|statement|"
            r"standard (?:e-?mail|message|letter)(?: (?:about|for|asking about) openings)?)"
            r"(?P<who>(?: (?:and|&|,) (?:my |the )?(?:cv|resume|"
            r"personal statement|ps|standard e-?mail))*)"
            r"(?:,? (?:on|yesterday|today|last|this|in|again|now|a (?:week|month)|[a-z]+ \d).{0,25})?[.!]?"
            r"|(?:my |the )(?P<rest_2>cv|resume|résumé|curriculum vitae|personal statement|ps|"
            r"standard (?:e-?mail|message|letter)) (?:is|was|dates|got)(?: (?:now|all|just))? "
            r"(?:last )?(?:updated|renewed|revised|finished|up[- ]to[- ]date|current|ready|done|new|from|of)\b"
            r".{0,30}"
        ),
        {
            "updated my CV": "CV",
            "finished my personal statement yesterday": "personal statement",
            "updated my standard e-mail about openings": "standard e-mail about openings",
            "my CV is from august": "CV",
            "my personal statement was updated today": "personal statement",
        },
        ("finished the cv edits Dr. Holm wanted, sent", "send my CV"),
    ),
)
