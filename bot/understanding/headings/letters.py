"""Wins and feedback, and the letters that are made of them."""

from bot.understanding.headings.rule import HeadingKind, HeadingRule, whole

RULES = (
    HeadingRule(
        HeadingKind.WIN,
        whole(
            r"(?:a |my |new |small |big )*(?:win|wins|achievement|strength|proud(?: moment)?)\s*[:\-–]\s*(?P<rest>\S.*)"
        ),
        {"win: handled three rapid responses alone": "handled three rapid responses alone"},
        ("win", "wins", "winning at life"),
    ),
    HeadingRule(
        HeadingKind.FEEDBACK,
        whole(r"(?:got |some |mid-?rotation )*feedback(?: (?:from|by) (?P<who>[^:]{1,80}))?\s*[:–]\s*(?P<rest>\S.*)"),
        {"feedback from Dr. Lee: present shorter": "present shorter", "feedback: be earlier": "be earlier"},
        ("feedback from Dr. Lee was great", "ask Dr. Lee for feedback"),
    ),
    HeadingRule(
        HeadingKind.WINS,
        whole(
            r"(?:(?:show|list|what are|give me|see)(?: me)? )?(?:my |all |the )*(?:wins?|achievements|feedback|"
            r"strengths|talking points|themes)(?: and (?:my )?feedback)?(?: so far| list)?:?\s*[?.]?"
        ),
        {"wins": "", "show my wins and feedback": ""},
        ("ask for feedback", "win: x"),
    ),
    HeadingRule(
        HeadingKind.LETTERS,
        whole(
            r"(?:(?:show|list|how are|what about|status of|where are|where do|which|what)(?: me)? )?(?:my |all |the )*"
            r"(?:letters|lors)"
            r"(?: of rec\w*)?(?: (?:status|so far|are|do i have|outstanding|open|missing|pending|stand))*:?\s*[?.]?"
            r"|when(?:['’]?s| is| are)? [\w'’. ]{1,40}\b(?:letters?|lors?)(?: of rec\w*)?(?: is| are)? due\s*[?.]?"
            r"|who (?:else )?(?:can|could|should|would|might) (?:else )?(?:write|do) (?:me )?"
            r"(?:my |an? |another |the )?(?:letters?|lors?)(?: (?:for me|instead|next))*\s*\??"
            r"|how many (?:letters?|lors?)(?: of rec\w*)? (?:do|does|should|will|must|would)? ?"
            r"(?:i|we|one|they|programs?) (?:have|need|have to have|want|require|get|ask for)"
            r"(?: (?:for|to|in|at) .{1,40})?\s*[?.]?"
            r"|(?:my )?(?:fallback|backup)(?: letter)? writers?\s*\??"
        ),
        {
            "letters": "",
            "when is rossis letter due": "",
            "who can write my letter?": "",
            "how many letters do i need": "",
        },
        ("letters are due Sep 15", "who agreed to a letter?"),
    ),
    HeadingRule(
        HeadingKind.LETTER_STEP,
        whole(
            r"(?!.*\n)(?!when\b)"
            r"(?P<rest>(?:i )?(?:just )?(?:sent|emailed|gave|handed) .{0,60}\b(?:packet|talking points)\b.{0,60}"
            r"|(?:the |my )?(?:letter )?packet (?:was |is |has been |got )?(?:sent|emailed|mailed|out|given)\b.{0,60}"
            r"|(?:i )?(?:just )?reminded .{1,60}\b(?:letter|lor)\b.{0,40}"
            r"|.{1,60}\b(?:uploaded|submitted)\b.{0,20}\b(?:letter|lor)\b.{0,40}"
            r"|.{0,40}\b(?:letter|lor)\b.{0,60}\b(?:is in|(?:was|is) (?:uploaded|submitted)|arrived|came in)\b.{0,20}"
            r"|.{0,60}\b(?:letters?|lors?)\b.{0,60}\b(?:is|are) due\b.{1,40}"
            r"|(?:dr\.? )?[\w'’-]{2,40} (?:letter|lor) due\b.{1,40}"
            r"|.{1,40}\b(?:agreed|said yes)\b[!.,;]* .{0,20}\b(?:letter|lor)\b.{0,8}\bdue\b.{1,40}"
            r"|.{0,60}\b(?:letters?|lors?)\b.{0,20}\bdeadline\b.{1,60}"
            r"|.{0,20}\bdeadline\b.{0,40}\b(?:letters?|lors?)\b.{0,60})"
        ),
        {
            "sent Dr. Lee the packet": "sent Dr. Lee the packet",
            "packet sent to Dr. Lee": "packet sent to Dr. Lee",
            "Dr. Lee uploaded my letter": "Dr. Lee uploaded my letter",
            "Dr. Lee's letter is due Sep 15": "Dr. Lee's letter is due Sep 15",
            "rossis letter due dec 15": "rossis letter due dec 15",
            "Dr. Lee agreed! letter due Nov 20": "Dr. Lee agreed! letter due Nov 20",
        },
        ("Dr. Lee agreed to write my letter", "remind Dr. Lee about the letter friday"),
    ),
)
