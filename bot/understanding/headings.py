"""Messages that begin with what they are: "check: …", "win: …", "feedback from Dr. Lee: …", and one-word wishes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.own_profile import SELF_TOLD, STATEMENTS, is_all_profile
from bot.understanding.own_story import told_director, told_matched, told_unmatched, told_waiver


class HeadingKind(StrEnum):
    CHECK = "check"  # hold this text against the limits
    TONE = "tone"  # the last draft again, in another tone
    OPENING = "opening"  # an open position, told in one line
    OPENINGS = "openings"  # what is open
    FILLED = "filled"  # an opening is gone
    OPENING_TERM = "opening_term"  # until when an opening stands
    DOCUMENT = "document"  # a part of the package was renewed
    STANDING = "standing"  # how the resident stands with the Match and the own program
    WIN = "win"  # something that went well
    FEEDBACK = "feedback"  # what somebody said of the resident's work
    WINS = "wins"  # wins and feedback so far
    LETTERS = "letters"  # how far each letter is
    LETTER_STEP = (
        "letter_step"  # a letter's packet was sent, its writer reminded, the letter uploaded, its deadline told
    )
    PROGRAMS = "programs"  # what is known of programs
    SHORTLIST = "shortlist"  # which fit the resident, and why
    PROFILE = "profile"  # what programs ask for, as the resident has it
    DRAFT = "draft"  # words to send, asked for by their name
    SENT = "sent"  # the latest draft was sent
    VISA = "visa"  # the own visa, its dates and steps
    PREPARE = "prepare"  # a brief before a meeting or a conference
    OWN_WORDS = "own_words"  # words that go to nobody: an introduction, a visa phrase, a headline


ASKING = frozenset(
    (
        HeadingKind.CHECK,
        HeadingKind.TONE,
        HeadingKind.OPENINGS,
        HeadingKind.OWN_WORDS,
        HeadingKind.WINS,
        HeadingKind.LETTERS,
        HeadingKind.DRAFT,
        HeadingKind.VISA,
        HeadingKind.PREPARE,
        HeadingKind.PROGRAMS,
        HeadingKind.SHORTLIST,
    )
)
"""What tells nothing: never quoted as something that was told."""


@dataclass(frozen=True, slots=True)
class Heading:
    """*rest* is what stands under it, *who* whom it names."""

    kind: HeadingKind
    rest: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class HeadingRule:
    kind: HeadingKind
    pattern: re.Pattern[str]
    examples: dict[str, str]
    counterexamples: Sequence[str] = ()


def _all(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{pattern})\s*", re.IGNORECASE | re.DOTALL)


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
    r"mentor(?:ship)?(?:-meeting)? brief)"
)
"""Words that are asked for by their name alone: "cold email to Dr. Lee"."""
_OWN_LEADER = r"(?:pd|apd|program director|coordinator)"
_MANY = (
    r"(?:everyone|everybody|(?:all )?(?:of )?my (?:mentors|sponsors|peers|co-?residents|attendings|fellows|contacts|"
    r"letter writers|recommenders|network))"
)
_NO_TIME = r"(?!.*(?:day\b|tomorrow|tonight|tmrw|next|\b(?:sent|mailed|done|finished|crossed?)\b|@|(?<![a-z-])\d))"
"""With a day beside it, it is owed and not asked for."""

_WHERE = r"[\w .&'’-]"
_A_PLACE = r"(?:opening|spot|position|slot|place|vacancy|it)\b"

RULES: tuple[HeadingRule, ...] = (
    HeadingRule(
        HeadingKind.OWN_WORDS,
        _all(
            r"(?P<rest_2>how (?:do|should|can|would) i (?:explain|mention|say|bring up|describe|word|talk about) my "
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
        _all(
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
        _all(
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
        _all(
            r"(?:yes,? |yep,? |ok,? |done,? )?(?:i )?(?:just |have |already )*"
            r"(?P<rest>sent|emailed|mailed)(?: (?:it|that|this))?(?: (?:now|already|out|off))*"
            r"(?:,? (?:thanks|thank you|thx|ty))?[.!]*"
        ),
        {"sent it": "sent", "yes, I sent it!": "sent", "sent": "sent", "sent it thanks": "sent"},
        ("sent it to Dr. Lee", "I sent Dr. Lee my CV"),
    ),
    HeadingRule(
        HeadingKind.PREPARE,
        _all(
            r"(?:please |can you |could you )?(?:help me |get me )?(?:prep|prepare|get ready|ready)(?: me)?"
            r"(?: for (?P<rest>\S.{1,80}))?[.!?]?"
        ),
        {"help me prepare for a conference": "a conference", "prep me for ACP": "ACP", "prep": ""},
        ("prepare my CV by friday", "ready my talk"),
    ),
    HeadingRule(
        HeadingKind.VISA,
        _all(
            r"(?:(?:show|see|what is|wh?at['’]?s|how is|how['’]?s)(?: me)? )?"
            r"(?:my |the )?(?:own )?(?:visa|immigration status)"
            r"(?: (?:clock|status|dates?|calendar|timeline|countdown|plan|steps|sources?))?\s*[?.]?"
            r"|(?:what|which) (?:kind of )?(?:visa|status) (?:am i on|do i have|do i hold|did i tell you)\??"
            r"|(?:what['’]?s|what is) my status\??"
            r"|(?:when|what day) (?:does|will|is) my (?:visa|status|j-?1|h-?1-?b|ds-?2019)\b.{0,30}\b"
            r"(?:run out|ends?|expires?|expiring|up|over)\??"
        ),
        {
            "my visa": "",
            "visa clock": "",
            "whats my visa status": "",
            "what visa am I on?": "",
            "when does my visa run out?": "",
        },
        ("my visa expires June 30 2027", "visa phrase", "who sponsors my visa?"),
    ),
    HeadingRule(
        HeadingKind.OPENINGS,
        _all(
            r"(?:(?:show|list|what)(?: me)?(?: (?:my|the|are the))? |my )?(?:(?:open|current) )?openings?"
            r"(?: (?:now|today))?:?\??"
        ),
        {"openings": "", "my openings": "", "show openings": "", "what are the openings?": ""},
        ("opening at Mercy", "Mercy has openings"),
    ),
    HeadingRule(
        HeadingKind.FILLED,
        _all(
            r"(?:the |that |opening:? )*(?P<rest>\S.{0,80}?)(?: (?:pgy-?\s?\d|categorical|prelim))*"
            r"(?: (?:spot|opening|position|place|slot|one))(?: at (?P<who>.{1,60}?))? "
            r"(?:is |was |has been |got |just got |are |already )*(?:filled|taken|gone|closed)(?: now| already)?[.!]?"
            r"|(?:spot|opening|position|place|slot) at (?P<rest_2>.{1,60}?) "
            r"(?:is |was |has been |got )*(?:filled|taken|gone|closed)[.!]?"
            r"|(?P<rest_3>it|that)(?:['’]?s| is| was| got| has been) (?:already )?(?:filled|taken|gone)"
            r"(?: now| already)?[.!]?"
        ),
        {
            "the Mercy spot is filled": "Mercy",
            "the PGY-2 opening at Mercy was filled": "PGY-2",
            "opening at UAB filled": "UAB",
            "it's filled": "it",
        },
        ("the Mercy spot is open", "I filled the position"),
    ),
    HeadingRule(
        HeadingKind.OPENING_TERM,
        _all(
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
        _all(r"(?:new )?opening\s*[:\-–]\s*(?P<rest>\S.*)"),
        {"opening: PGY-2 at Mercy": "PGY-2 at Mercy"},
        ("opening at Mercy",),
    ),
    HeadingRule(
        HeadingKind.DOCUMENT,
        _all(
            r"(?:i |i've |i’ve |just |have |finally )*"
            r"(?:updated|renewed|revised|rewrote|finished|polished|wrote|refreshed)(?: up)? "
            r"(?:my |the )?(?P<rest>cv|resume|résumé|curriculum vitae|personal statement|ps|statement|"
            r"standard (?:e-?mail|message|letter)(?: (?:about|for|asking about) openings)?)"
            r"(?P<who>(?: (?:and|&|,) (?:my |the )?(?:cv|resume|"
            r"personal statement|ps|standard e-?mail))*)"
            r"(?:,? (?:on|yesterday|today|last|this|in|again|now|a (?:week|month)|[a-z]+ \d).{0,25})?[.!]?"
        ),
        {
            "updated my CV": "CV",
            "finished my personal statement yesterday": "personal statement",
            "updated my standard e-mail about openings": "standard e-mail about openings",
        },
        ("finished the cv edits Dr. Holm wanted, sent", "send my CV"),
    ),
    HeadingRule(
        HeadingKind.WIN,
        _all(
            r"(?:a |my |new |small |big )*(?:win|wins|achievement|strength|proud(?: moment)?)\s*[:\-–]\s*(?P<rest>\S.*)"
        ),
        {"win: handled three rapid responses alone": "handled three rapid responses alone"},
        ("win", "wins", "winning at life"),
    ),
    HeadingRule(
        HeadingKind.FEEDBACK,
        _all(r"(?:got |some |mid-?rotation )*feedback(?: (?:from|by) (?P<who>[^:]{1,80}))?\s*[:–]\s*(?P<rest>\S.*)"),
        {"feedback from Dr. Lee: present shorter": "present shorter", "feedback: be earlier": "be earlier"},
        ("feedback from Dr. Lee was great", "ask Dr. Lee for feedback"),
    ),
    HeadingRule(
        HeadingKind.WINS,
        _all(
            r"(?:(?:show|list|what are|give me|see)(?: me)? )?(?:my |all |the )*(?:wins?|achievements|feedback|"
            r"strengths|talking points|themes)(?: and (?:my )?feedback)?(?: so far| list)?:?\s*[?.]?"
        ),
        {"wins": "", "show my wins and feedback": ""},
        ("ask for feedback", "win: x"),
    ),
    HeadingRule(
        HeadingKind.LETTERS,
        _all(
            r"(?:(?:show|list|how are|what about|status of|where are|where do|which|what)(?: me)? )?(?:my |all |the )*"
            r"(?:letters|lors)"
            r"(?: of rec\w*)?(?: (?:status|so far|are|do i have|outstanding|open|missing|pending|stand))*:?\s*[?.]?"
        ),
        {"letters": "", "how are my letters?": ""},
        ("letters are due Sep 15", "who agreed to a letter?"),
    ),
    HeadingRule(
        HeadingKind.LETTER_STEP,
        _all(
            r"(?!.*\n)"
            r"(?P<rest>(?:i )?(?:just )?(?:sent|emailed|gave|handed) .{0,60}\b(?:packet|talking points)\b.{0,60}"
            r"|(?:the |my )?(?:letter )?packet (?:was |is |has been |got )?(?:sent|emailed|mailed|out|given)\b.{0,60}"
            r"|(?:i )?(?:just )?reminded .{1,60}\b(?:letter|lor)\b.{0,40}"
            r"|.{1,60}\b(?:uploaded|submitted)\b.{0,20}\b(?:letter|lor)\b.{0,40}"
            r"|.{0,40}\b(?:letter|lor)\b.{0,60}\b(?:is in|(?:was|is) (?:uploaded|submitted)|arrived|came in)\b.{0,20}"
            r"|.{0,60}\b(?:letters?|lors?)\b.{0,60}\b(?:is|are) due\b.{1,40}"
            r"|.{1,40}\b(?:agreed|said yes)\b[!.,;]* .{0,20}\b(?:letter|lor)\b.{0,8}\bdue\b.{1,40}"
            r"|.{0,60}\b(?:letters?|lors?)\b.{0,20}\bdeadline\b.{1,60}"
            r"|.{0,20}\bdeadline\b.{0,40}\b(?:letters?|lors?)\b.{0,60})"
        ),
        {
            "sent Dr. Lee the packet": "sent Dr. Lee the packet",
            "packet sent to Dr. Lee": "packet sent to Dr. Lee",
            "Dr. Lee uploaded my letter": "Dr. Lee uploaded my letter",
            "Dr. Lee's letter is due Sep 15": "Dr. Lee's letter is due Sep 15",
            "Dr. Lee agreed! letter due Nov 20": "Dr. Lee agreed! letter due Nov 20",
        },
        ("Dr. Lee agreed to write my letter", "remind Dr. Lee about the letter friday"),
    ),
    HeadingRule(
        HeadingKind.PROGRAMS,
        _all(
            r"(?:(?:show|list|see|open)(?: me)? )?(?:my |all |the )*(?:programs|program (?:board|ledger|list))"
            r"(?:(?: called| named| at)? (?P<rest>(?!sponsor|that|which|who|take|with)[\w .'’-]{2,60}))?:?\s*[?.]?"
        ),
        {"programs": "", "show my programs": "", "programs Mercy": "Mercy"},
        ("programs that sponsor H-1B?", "which programs take IMGs?"),
    ),
    HeadingRule(
        HeadingKind.SHORTLIST,
        _all(
            r"(?:(?:show|make|give)(?: me)? )?(?:my |a |the )*short-?\s?list(?: of programs)?:?\s*[?.]?"
            r"|(?:please |pls )?(?:add|put|keep) (?P<rest>[^:?]{2,60}?) (?:to|on) (?:my |the )?short-?\s?list[.!]?"
            r"|short-?\s?list:? (?:add|\+) ?(?P<rest_2>[^:?]{2,60}?)[.!]?"
            r"|short-?\s?list:? (?:remove|drop|without|-) ?(?P<who_2>[^:?]{2,60}?)[.!]?"
            r"|(?:please |pls )?(?:remove|take|drop|delete) (?P<who>[^:?]{2,60}?) (?:from|off)(?: of)? (?:my |the )?"
            r"short-?\s?list[.!]?"
            r"|(?:which|what) programs (?:should i|do i|can i|fit me|would you)\b[^?]{0,40}\??|where should i apply\??"
        ),
        {
            "shortlist": "",
            "which programs should I apply to?": "",
            "add Mercy to my shortlist": "Mercy",
            "shortlist add UAB": "UAB",
        },
        ("which programs sponsor H-1B?",),
    ),
    HeadingRule(
        HeadingKind.PROFILE,
        _all(
            r"(?:(?:show|see|edit|change)(?: me)? )?(?:my )?profile\s*(?:[:\-–]\s*(?P<rest>\S.*))?[?.]?"
            rf"|(?!.*\n)(?P<rest_2>{STATEMENTS})|(?!.*\n)(?P<rest_3>{SELF_TOLD})"
        ),
        {
            "profile": "",
            "profile: step 2 245, graduated 2019": "step 2 245, graduated 2019",
            "hi im ana silva prelim at city hospital": "hi im ana silva prelim at city hospital",
            "I'm Ana Silva, prelim at Mercy, IMG on J-1": "I'm Ana Silva, prelim at Mercy, IMG on J-1",
        },
        (
            "profile of Dr. Lee",
            "my goal is to apply next cycle",
            "my email to Dr. Lee bounced",
            "I'm a prelim at Mercy",
        ),
    ),
    HeadingRule(
        HeadingKind.TONE,
        _all(
            r"(?:(?:looks? good|great|nice|perfect|ok(?:ay)?|good|thanks)[,.!]* (?:but |now )?)?"
            r"(?:please |pls |can you |could you )?(?:make (?:it|that|this) |a (?:bit|little) |now |and |even )*"
            r"(?:(?:write|say|put|do) (?:it|that|this) )?(?:in an? )?"
            r"(?:sound |say it |write it |try )?(?:it )?(?:a (?:bit|little) |much )?"
            r"(?:(?:\d|one|two|three|a few) (?:sentences?|lines?|words) )?"
            r"(?P<rest>shorter|briefer|more formal|formal|warmer|friendlier|more personal|less formal|more concise|"
            r"more professional|more polite|shorten it|cut it down|(?:it['’]?s |that['’]?s )?too (?:long|formal|stiff|"
            r"cold|casual)|as it was|in (?:one|two|1|2|a few|fewer) "
            r"(?:short )?(?:lines?|sentences?|words)|the (?:first|original|usual) (?:version|one))"
            r"(?:,? (?:please|pls|plz)| version| one| draft| tone|,? thanks)*[.!?]?"
        ),
        {
            "shorter": "shorter",
            "make it more formal please": "more formal",
            "a bit warmer": "warmer",
            "looks good, make it a bit shorter": "shorter",
            "that's too long": "that's too long",
            "make it sound more professional": "more professional",
        },
        ("shorter notes, Dr. Lee said", "formal meeting with the PD friday"),
    ),
)


MOST_OF_A_STANDING = 160
"""Characters: what runs longer tells more than how the resident stands, and is read as any telling."""

_ASKS_FOR_WORDS = re.compile(r"\b(?:help|draft|write|words|compose|email|e-mail|thank)\b", re.IGNORECASE)


def read_heading(text: str) -> Heading | None:
    """Return the heading of a message; None for one that has none."""
    tells = len(text) < MOST_OF_A_STANDING and "?" not in text and not _ASKS_FOR_WORDS.search(text)
    if tells and any(told(text) for told in (told_matched, told_unmatched, told_waiver, told_director)):
        return Heading(HeadingKind.STANDING, text.strip())
    for rule in RULES:
        match = rule.pattern.fullmatch(text)
        if match:
            groups = match.groupdict()
            rest = groups.get("rest") or groups.get("rest_2") or groups.get("rest_3") or ""
            who = " ".join(groups.get(name) or "" for name in ("who", "who_2", "who_3", "who_4"))
            return Heading(rule.kind, rest.strip(), who.strip())
    return Heading(HeadingKind.PROFILE, text.strip()) if is_all_profile(text) else None
