"""Words to send: asked for by their name, in another tone, held against the limits, sent."""

from bot.understanding.headings.rule import HeadingKind, HeadingRule, whole
from bot.understanding.tones import WISHES

_OWN_WORDS = (
    r"(?:(?:\d+[- ]?second |short |quick |spoken )?(?:elevator pitch|self[- ]?introduction|intro(?:duction)?)"
    r"|linked ?in headline|headline|visa (?:phrase|line|sentence)|(?:cv|resume|résumé) bullets?"
    r"|bullets? for (?:my |the )?(?:cv|resume|résumé))"
)

_NAMED_WORDS = (
    r"(?:cold e-?mail|(?:first )?mentor ask|advice (?:request|e-?mail)|letter (?:request|reminder|packet)|packet|"
    r"talking points|lor request|opening (?:inquiry|e-?mail)|(?:follow[- ]?up )?e-?mail|linked ?in (?:note|message)|"
    r"thank[- ]?(?:you|u)(?: note| e-?mail| card)?|conference follow-?up(?: e-?mail)?|"
    r"pd meeting request|check-?in (?:e-?mail|note|message)|(?:achievement )?update|call request|"
    r"request for a call|"
    r"mentor(?:ship)?(?:[- ]meeting)? brief)"
)
"""Words that are asked for by their name alone: "cold email to Dr. Lee"."""
_OWN_LEADER = r"(?:pd|apd|program director|coordinator)"
_MANY = (
    r"(?:everyone|everybody|(?:all )?(?:of )?my (?:mentors|sponsors|peers|co-?residents|attendings|fellows|contacts|"
    r"letter writers|recommenders|network))"
)
_NO_TIME = r"(?!.*(?:day\b|tomorrow|tonight|tmrw|next|\b(?:sent|mailed|done|finished|crossed?)\b|@|(?<![a-z-])\d))"
"""With a day beside it, it is owed and not asked for."""

RULES = (
    HeadingRule(
        HeadingKind.OWN_WORDS,
        whole(
            r"(?P<rest_2>(?:please )?explain my visa(?: status| situation)?(?: for me)?)[.!?]?|"
            r"(?P<rest_3>how (?:do|should|can|would) i (?:explain|mention|say|bring up|describe|word|talk about) my "
            r"visa(?: status| situation| need| needs)?\b[^?]{0,40})\??|"
            r"(?:please |can you |could you )?(?:(?:write|draft|make|give|need|i need|compose|word)\s+)?(?:me )?"
            rf"(?:my |an? |the )?(?P<rest>{_OWN_WORDS}(?:\s+(?:for|in|at|to|of) (?!dr\b)[^:]*|[,:;]\s.*)?)[.!?]?"
        ),
        {
            "introduction for ACP": "introduction for ACP",
            "write my elevator pitch": "elevator pitch",
            "visa phrase, I'm on J-1 and want H-1B": "visa phrase, I'm on J-1 and want H-1B",
            "cv bullets": "cv bullets",
            "how do I explain my visa?": "how do I explain my visa",
        },
        (
            "introduction to Dr. Lee went well",
            "email my introduction to Dr. Lee friday",
            "ask Wu for an intro to Dr. Lee",
        ),
    ),
    HeadingRule(
        HeadingKind.CHECK,
        whole(
            r"(?:please |can you |could you )?(?:check|proofread|review)(?: (?:this|my))?"
            r"(?: (?:text|draft|e-?mail|message))?"
            r"\s*[:\n]\s*(?P<rest>.*)"
            r"|(?:please |can you |could you )?(?:check|proofread|review)\s+(?:this |my )?"
            r"(?P<rest_2>(?:linked ?in|headline|intro|elevator|visa (?:phrase|line)|cold|thank|subject:|dear |to |for )"
            r"[^?]*?[:,\n].*)"
            r"|(?:please |can you |could you )?(?:check|proofread)(?: over)? "
            r"(?P<who>it|this|that|(?:the|my|this) draft)[.!?]?"
            r"|(?:is|does|how (?:is|does)) this (?:e-?mail|text|draft|message|note|intro)?\s*"
            r"(?:sounds?|looks?|reads?)?\s*(?:ok|okay|good|fine|right|all right)?\s*[?:]?\s*[:\n]\s*(?P<rest_3>.{10,})"
        ),
        {
            "check: Dear Dr. Lee, may I ask": "Dear Dr. Lee, may I ask",
            "check my intro: Hi, I'm Ana": "intro: Hi, I'm Ana",
            "check linkedin: Hello": "linkedin: Hello",
            "Check Dear Dr. Lee, I am": "Dear Dr. Lee, I am",
            "check it": "",
            "is this email ok?\nDear Dr. Lee, may I ask": "Dear Dr. Lee, may I ask",
            "how does this sound: Dear Dr. Lee, may I ask": "Dear Dr. Lee, may I ask",
        },
        ("check in with Dr. Lee friday", "check my email", "is this ok?", "is this email from Dr. Lee important?"),
    ),
    HeadingRule(
        HeadingKind.DRAFT,
        whole(
            r"(?:please |can you |could you )?draft (?!of\b|is\b|was\b|due\b)(?P<rest>\S.*)"
            rf"|drafts?\W*|(?P<rest_2>{_NAMED_WORDS} (?:to|for) {_NO_TIME}.{{2,80}}"
            rf"|(?:e-?mail|message|write)(?: to)? (?:my|our) {_OWN_LEADER}\b{_NO_TIME}.{{0,80}}"
            rf"|(?:tell|thank|update|e-?mail|message|write)(?: to)? {_MANY}\b{_NO_TIME}.{{0,80}})"
        ),
        {
            "draft a thank-you to Dr. Lee": "a thank-you to Dr. Lee",
            "mentor ask to Dr. Lee": "mentor ask to Dr. Lee",
            "conference follow-up to Dr. Lee": "conference follow-up to Dr. Lee",
            "packet for gupta": "packet for gupta",
            "draft": "",
            "email my PD that I want to leave": "email my PD that I want to leave",
            "thank everyone I met at ACP": "thank everyone I met at ACP",
        },
        (
            "draft of my abstract is due friday",
            "linkedin note to Dr. Lee friday",
            "email to Dr. Lee friday",
            "email my PD tomorrow",
            "email all my mentors friday",
        ),
    ),
    HeadingRule(
        HeadingKind.SENT,
        whole(
            r"(?:yes,? |yep,? |ok,? |done,? )?(?:i )?(?:just |have |already )*"
            r"(?P<rest>sent|emailed|mailed)(?: (?:it|that|this))?(?: (?:now|already|out|off))*"
            r"(?:,? (?:thanks|thank you|thx|ty))?[.!]*"
        ),
        {"sent it": "sent", "yes, I sent it!": "sent", "sent": "sent", "sent it thanks": "sent"},
        ("sent it to Dr. Lee", "I sent Dr. Lee my CV"),
    ),
    HeadingRule(
        HeadingKind.TONE,
        whole(
            r"(?:(?:looks? good|great|nice|perfect|ok(?:ay)?|good|thanks)[,.!]* (?:but |now )?)?"
            r"(?:please |pls |can you |could you )?"
            r"(?:make (?:it|that|this) |a (?:bit|little) |now |and |also |but |even )*"
            r"(?:(?:write|say|put|do) (?:it|that|this) )?(?:in an? )?"
            r"(?:sound |say it |write it |try )?(?:it )?(?:a (?:bit|little) |much )?"
            r"(?:(?:\d|one|two|three|a few) (?:sentences?|lines?|words) )?"
            rf"(?P<rest>(?:it['’]?s |that['’]?s |it (?:sounds|is) )?(?:a bit |a little |way |much |far )?(?:{WISHES})"
            r"|as it was|longer|the (?:first|original|usual) (?:version|one))"
            r"(?:,? (?:please|pls|plz)| version| one| draft| tone|,? thanks)*[.!?]?"
        ),
        {
            "shorter": "shorter",
            "make it more formal please": "more formal",
            "a bit warmer": "warmer",
            "looks good, make it a bit shorter": "shorter",
            "that's too long": "that's too long",
            "make it sound more professional": "more professional",
            "shorter and warmer": "shorter and warmer",
            "make it sound less desperate": "less desperate",
            "a bit friendlier but still professional please": "friendlier but still professional",
        },
        ("shorter notes, Dr. Lee said", "formal meeting with the PD friday"),
    ),
)
