"""What is the resident's own: their visa, their profile, what they get ready for."""

from bot.understanding.headings.rule import HeadingKind, HeadingRule, whole
from bot.understanding.own_profile import STATEMENTS

RULES = (
    HeadingRule(
        HeadingKind.PREPARE,
        whole(
            r"(?:please |can you |could you )?(?:help me |get me )?(?:prep|prepare|get ready|ready)(?: me)?"
            r"(?: for (?P<rest>\S.{1,80}))?[.!?]?"
        ),
        {"help me prepare for a conference": "a conference", "prep me for ACP": "ACP", "prep": ""},
        ("prepare my CV by friday", "ready my talk"),
    ),
    HeadingRule(
        HeadingKind.VISA,
        whole(
            r"(?:(?:show|see|what is|wh?at['’]?s|how is|how['’]?s)(?: me)? )?"
            r"(?:my |the )?(?:own )?(?:visa|immigration status)"
            r"(?: (?:clock|status|dates?|calendar|timeline|countdown|plan|steps|sources?))?\s*[?.]?"
            r"|(?:what|which) (?:kind of )?(?:visa|status) (?:am i on|do i have|do i hold|did i tell you)\??"
            r"|(?:what['’]?s|what is) my status\??"
            r"|(?:when|what day|how (?:long|many (?:days|weeks|months))(?: (?:is|are|do i have|have i got|left))*"
            r"(?: until| till| before)?) (?:does |will |is )?my (?:visa|status|j-?1|h-?1-?b|ds-?2019)\b.{0,30}\b"
            r"(?:runs? out|ends?|expires?|expiring|up|over)\??"
        ),
        {
            "my visa": "",
            "visa clock": "",
            "whats my visa status": "",
            "what visa am I on?": "",
            "when does my visa run out?": "",
            "how long until my visa runs out": "",
            "how many days before my ds-2019 ends?": "",
        },
        ("my visa expires June 30 2027", "visa phrase", "who sponsors my visa?"),
    ),
    HeadingRule(
        HeadingKind.PROFILE,
        whole(
            r"(?:(?:show|see|edit|change)(?: me)? )?(?:my )?profile\s*(?:[:\-–]\s*(?P<rest>\S.*))?[?.]?"
            rf"|(?!.*\n)(?P<rest_2>{STATEMENTS})"
        ),
        {
            "profile": "",
            "profile: step 2 245, graduated 2019": "step 2 245, graduated 2019",
        },
        (
            "profile of Dr. Lee",
            "my goal is to apply next cycle",
            "my email to Dr. Lee bounced",
            "I'm a prelim at Mercy",
        ),
    ),
)
