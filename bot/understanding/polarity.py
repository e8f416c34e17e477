"""Whether a statement says yes, no or maybe of what it names: by the words after it, else by those before it.

H-1B yes, J-1 only, O-1 case by case           after: the word of a list or a remark
they don't sponsor H-1B, never took a J-1      before: a verb, a negation, a hedge
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.rule import Rule

_GAP = (
    r"^\s*(?:\s*(?:[:=(\"'“”‘’–—-]|->|→|visas?|sponsorship|route|status|people|holders|applicants?|is|are|"
    r"was|were|it's|that's|a|an|they|they're|he|she|there's|would|be|"
    r"for (?:residents?|trainees|imgs?|them|us|now|prelims?|interns?|me|you|everyone|the residents|ROLE|"
    r"POSITION|all)|with them|from them|also|still|both|right now|currently|"
    r"this year|this cycle|DATE|PLACE|here|at|the|answer|,|per (?:her|him|PERSON|the ROLE)|at least|"
    r"of course|clear|clearly|very|totally|always|really|absolutely|just|mostly|SPEC|POSITION)\s*){0,6}"
)


# "H-1B never came up" and "wasn't raised" say nothing of it.
_UNSAID = r"(?! (?:even |really |ever )?(?:came|come|brought|raised|touched|mentioned|discussed|asked|addressed)\b)"


_NO_OBSTACLE = r"(?! (?:been )?(?:an? |the )?(?:problem|issue|obstacle|trouble)\b)"


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    ONLY = "only"  # yes to this, no to the others


def _after(
    name: str, verdict: Verdict, ways: str, examples: tuple[str, ...], counterexamples: tuple[str, ...] = ()
) -> Rule[Verdict]:
    return Rule(name, re.compile(rf"{_GAP}(?:{ways})"), verdict, examples, counterexamples)


def _before(
    name: str, verdict: Verdict, ways: str, examples: tuple[str, ...], counterexamples: tuple[str, ...] = ()
) -> Rule[Verdict]:
    return Rule(name, re.compile(rf"\b(?:{ways})"), verdict, examples, counterexamples)


# Patterns are over what follows (or precedes) the visa in the outline; examples are written the same way.
AFTER: tuple[Rule[Verdict], ...] = (
    _after(
        "only, after",
        Verdict.ONLY,
        (
            r"(?:only\b(?! if| for| with| when| once| after)|and (?:that's|that is) (?:it|all)|alone\b|"
            r"exclusively|(?:and |but )?nothing else|or nothing|no others?\b|all (?:they|we|she|he|PLACE) (?:ever )?"
            r"(?:do|does|takes?|sponsors?|offers?)\b|(?:sponsored |issued )*(?:by|through|via) ecfmg (?:only|"
            r"exclusively)\b|"
            r"and (?:they|we) (?:do not|don't) (?:do|take|sponsor|accept|support) any other)"
        ),
        ("only", "visas only", "is it and that's all", "is all they do", "and we do not sponsor any other"),
        ("only if you have step 3",),
    ),
    _after(
        "maybe, after",
        Verdict.MAYBE,
        r"(?:maybe|case by case|case-by-case|depends|depending|possibly|possible|rarely|sometimes|unclear|"
        r"(?:not|isn't|wasn't|aren't) (?:so |too |really |very |quite |100 % )?sure|unsure|"
        r"\?(?! (?:[\"'“‘”’,] )*(?:[a-z]+ )?(?:no|nope|never|yes|of course|sure)\b)|once\b|if\b|"
        r"in theory|on paper|[\"“']? ?grandfathered|tbd|under (?:review|discussion|consideration|evaluation)|"
        r"consider(?!ed (?:equally|alike|the same))|might|may be|could be|occasionally|not guaranteed|pending|"
        r"negotiable|up in the air|"
        r"hit or miss|they're discussing|only (?:if|for|with|when|once|after)|"
        r"(?:just )?for (?:SPEC |their |its )*(?:fellows|faculty|staff|attendings)(?: (?:and|or|,) [a-z]+)? only\b|"
        r"exceptional|in (?:special|rare|exceptional|strong)|for (?:exceptional|strong|the right)|not always|"
        r"not confirmed|unconfirmed|50 ?/ ?50|fifty|probably|likely|questionable|undecided|not decided|"
        r"unlikely|hard\b(?! no)|tough\b|difficult|tricky|with exceptions|on hold|with step|after step|"
        r"looking into|thinking about|convince (?:me|us|them)|a (?:headache|fight|hassle|battle)|"
        r"provided|when the stars|a stretch|she'd ask|he'd ask|they'd ask|has to (?:check|ask)|"
        r"to be (?:decided|confirmed)|"
        r"open to|with a good|with strong|from time to time|now and then|on occasion|not impossible|a maybe|soon\b|"
        r"the odd|few\b|on the table if|rare\b|by exception|(?:we|they|she|he)'d look into|never say never|"
        r"never had (?:an? |one )?(?:, |but |and )*never say)",
        ("case by case", "maybe", "is possible if step 3 is passed", "under discussion", "on the table if", ": rare"),
        ("no", "yes", "? honey no", "status are considered equally"),
    ),
    _after(
        "no, after",
        Verdict.NO,
        r"(?:no\b(?! (?:problem|issue|issues|prob|worries|trouble|doubt|big deal|limit))|not\b(?! (?:a |"
        rf"an |the )?(?:problem|issue|sure|impossible)){_UNSAID}|never\b{_NO_OBSTACLE}{_UNSAID}|"
        rf"(?:isn't|wasn't|hasn't)\b{_NO_OBSTACLE}{_UNSAID}|aren't\b{_NO_OBSTACLE}|don't(?! have (?!it|that|"
        rf"them|any))|doesn't|can't|won't|(?:we |"
        rf"they )?(?:do not|cannot)\b|"
        r"stopped|ended|dropped|discontinued|refused|rejected|frozen|gone\b|out\b(?! of state)|off the table|"
        r"off limits|impossible|unavailable|zero\b|0 ?%|none\b|nada|nope|"
        r"❌|✗|✘|✖|❎|👎|🚫|⛔|x\b|n\b(?!')|over (?:my|her|his|"
        r"their) dead|in your dreams|forget it|"
        r"over(?= ?(?:$|[.,;!)]|now\b|there\b|for good|since\b))|finished\b|history\b|dead\b|dream on|a dream\b|"
        r"suspended|paused|cancell?ed|scrapped|axed|killed|banned|blocked|vetoed|a thing of the past|"
        r"hard no|a no\b|strike\b|\? (?:[\"'“‘,] )*(?:[a-z]+ )?(?:no|nope|never)\b|"
        r"(?:(?:got|became|become) )?too (?:expensive|pricey|costly)|"
        r"too much (?:paperwork|money))",
        ("no", "isn't sponsored", "they stopped it last year", ": not an option", "never", "we do not", "? honey no"),
        ("no problem", "is not a problem", "was never a problem", "never came up", "wasn't raised"),
    ),
    _after(
        "yes, after",
        Verdict.YES,
        r"(?:yes\b|okay\b|fine\b|good\b|works?\b|no (?:problem|issue|issues|prob|worries|trouble)|not (?:a |"
        r"an |the )?(?:problem|issue)|(?:isn't|aren't|wasn't|hasn't|never) (?:been )?(?:a |an |the )?(?:problem|"
        r"issue|obstacle|trouble)|available|welcome|✅|✓|✔|☑|👍|y\b|too\b|allowed|"
        r"accepted|"
        r"guaranteed|friendly|\+ \+|definitely|for sure|easy\b|all good|supported|offered|sure\b|preferred|"
        r"confirmed|cool\b|as well|doable|sponsored|a go\b|100|covered|routine|usual|normal|standard|"
        r"every year|automatic|happily|gladly|great\b|common\b|"
        r"considered (?:equally|alike|the same)|\? (?:[\"'“‘] )*(?:yes|of course|sure)\b|"
        r"always\b(?= ?(?:$|[.,;!)]))|all of them|all the time|since\b|again\b|both\b)",
        ("yes", "is fine", "no problem", "visas are welcome", "also okay", "was never a problem"),
        ("no", "only"),
    ),
)
_NEGATION = (
    r"no|not|never|don't|doesn't|didn't|won't|can't|isn't|aren't|without|stop(?:s|ped|ping)?|refus(?:es?|ed)|"
    r"drop(?:s|ped|ping)|quits?|quitting|g[ai]ve(?:s|n)? up|giving up|phas(?:es|ed|ing) out|"
    r"nobody|hardly|wouldn't|couldn't|zero|hasn't|haven't|ended|neither|nor|≠|instead of|rather than|against|"
    r"no longer|has nothing for|nothing for|den(?:y|ies|ied)|scratch|delete|0(?= $)|forget (?:about )?(?:PLACE|"
    r"the PLACE|their)|except|"
    r"other than|besides|apart from|aside from|excluding|scared of|afraid of|allergic to|hates?|avoids?|minus|lost"
)
BEFORE: tuple[Rule[Verdict], ...] = (
    _before(
        "only, before",
        Verdict.ONLY,
        (
            r"(?:only|just|strictly|exclusively|nothing but|solely|nothing (?:other than|except)|"
            r"(?:not|don't|doesn't|didn't|never|won't|can't|cannot|nobody|no one)(?: [a-z]+){1,4}? "
            r"(?:any(?:thing)?(?: else)?|VISA) (?:except|but|other than|besides|apart from))(?: (?:sponsors?|takes?|"
            r"accepts?|does|do|a|an|the|offers?|for|supports?|doing|have|has|through|with|on|handles?|gives?|"
            r"files?|by|via|ever|sponsoring|taking|want|wants|says?|ecfmg|about|people))* $"
        ),
        ("only takes ", "they sponsor only ", "nobody sponsors anything except "),
        ("only if you ask they take ",),
    ),
    _before(
        "no, before",
        Verdict.NO,
        rf"(?:{_NEGATION})\b(?! only| just| sure| a problem| wait| worries| doubt| prob(?:lem)?\b| issues?| mind| care|"
        rf" matter)",
        ("they don't sponsor ", "no ", "never took a ", "stopped "),
        ("not only ", "no problem with ", "sponsors "),
    ),
    _before(
        "maybe, before",
        Verdict.MAYBE,
        r"(?:maybe|might|may|possibly|perhaps|could|not sure|unsure|wasn't sure|isn't sure|i think|he thinks|"
        r"she thinks|they think|thinks|probably|sometimes|rarely|considering|(?<!gladly )(?<!happily )considers?|"
        r"case by case|"
        r"case-by-case|depends|depending|unclear|"
        r"trying to|looking into|exploring|exceptional|occasionally|guess|seldom|percent sure|no promises|"
        r"will see|hopefully|hoping|supposedly|rumou?r|unlikely|in theory|not certain|not positive|"
        r"once in a while|on occasion|in rare|"
        r"(?:would|'d) (?!gladly |happily )consider|open to|hopes?|double check|has to check|will check|"
        r"need to check|sounds like|"
        r"discussing|debating|if|unless|once|provided|as long as|tr(?:y|ies)|by exception|reluctant|hesitant|"
        r"in principle|look(?:s|ing)? (?:[\"”'] )?at|"
        r"suppose|doubts?|doubted|doubtful|i believe|iirc|pretty sure|last i heard|used to)\b",
        ("they might sponsor ", "not sure about ", "if you have step 3 they take "),
        ("they sponsor ",),
    ),
    _before(
        "yes, before",
        Verdict.YES,
        r"(?:sponsor(?:s|ed|ing)?|takes?|taking|took|accepts?|accepting|accepted|offers?|supports?|do|does|"
        r"doing|did|files?|filed|filing|handles?|provides?|gives?|gave|hires?|hired|prefers?|has|have|had|"
        r"got|gets|processes|process|willing|"
        r"okay (?:with|w)|fine with|good with|happy with|cool with|wants?|allows?|welcomes?|welcome|friendly|"
        r"likes?|loves?|uses?|honou?rs?|makes?|yes|also|even|matched|mostly|always|kept|keeps|including|any|all|"
        r"every|covers?|approved|got|gladly|happily|never refused|(?:don't|doesn't|not) (?:care|mind))\b",
        ("they sponsor ", "takes ", "is fine with "),
        ("talked about ",),
    ),
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The verdict, by which rule."""

    verdict: Verdict
    rule: str


def judge(before: str, after: str) -> Ruling | None:
    """What the words *before* and *after* something say of it; None when nothing is claimed.

    A remark right after it counts first ("H-1B no"), softened by a hedge before it.
    """
    before = _ALL_BUT.sub(r"\1 except ", before)
    if _THOUGHT.search(before) and (known := _KNOWN_BETTER.search(after)):
        return Ruling(Verdict.NO if known["no"] else Verdict.YES, "not as thought before")
    if _THERE_ALONE.match(after):
        return Ruling(Verdict.YES, "at that place alone")
    if put_right := _NOT_THE_OTHER.match(after):
        return Ruling(Verdict(put_right["value"]), "this and not the other")
    if (told := _RIGHT_BEFORE.search(before)) and _OF_ANOTHER.match(after):
        return Ruling(Verdict(told["value"]), "said right before it")
    clause = _CLAUSE.split(before)[-1]
    if _NEVER_REFUSED.search(clause):
        return Ruling(Verdict.YES, "never refused")
    ahead = next((rule for rule in AFTER if rule.pattern.match(after)), None)
    behind = next((rule for rule in BEFORE if rule.pattern.search(clause)), None)
    if ahead is not None:
        return _together(ahead, behind, clause)
    if behind is None:
        return None
    if behind.says is Verdict.YES and _HEDGED_LATER.search(re.split(r" but | ; | PLACE | PERSON ", after)[0]):
        return Ruling(Verdict.MAYBE, "a hedge after it")
    if behind.says is Verdict.NO and _LACKING.match(after):
        return Ruling(Verdict.MAYBE, "not without something")
    if behind.says is Verdict.NO and _OPEN_AFTER_ALL.match(after):
        return Ruling(Verdict.MAYBE, "open to it after all")
    return Ruling(behind.says, behind.name)


_ALL_BUT = re.compile(r"\b(all|any|anything|everything|VISA) but (?=$|(?:the|an?) $)")


def words_before(text: str, position: int) -> str:
    """The last words before *position*, as judge reads them."""
    return " " + " ".join(text[:position].split()[-8:]) + " "


def is_unsaid(before: str, after: str) -> bool:
    """Whether the words on either side tell that something did not come up, and so state nothing of it."""
    return bool(
        _UNSAID_AFTER.match(after)
        or _UNSAID_BEFORE.search(before)
        or (_NONE_OF_IT.match(after) and before.endswith((" no ", " any ", " zero ")))
    )


_BROUGHT_UP = (
    r"(?:came|come|coming|raised|mentioned?|discuss(?:ed)?|ask(?:ed)?|touch(?:ed)?|addressed|brought|bring|said|say|spoken|"
    r"spoke|talked?)"
)
_KNOWLEDGE = r"(?:news|info|information|word|facts?|details?|clue|idea|data|answers?|updates?|mention|talk)"
_UNSAID_AFTER = re.compile(
    r" (?:[:=–—(\"'“‘-] |\? (?=unknown|no idea|no clue)|"
    r"visas? |was |were |has |have |been |it |that |just |so |still |though |sponsorship |i |she |"
    r"he |they |PERSON )*"
    rf"(?:(?:never|not|didn't|wasn't|weren't|hasn't|haven't|nobody|no one|nothing|"
    rf"forgot)(?: [a-z]+){{0,2}}? {_BROUGHT_UP}\b|"
    r"(?:unknown|unasked|unmentioned|not (?:answered|known|told)|no (?:idea|clue|word|info|mention|news|"
    r"facts?|details?|comment))\b"
    r"|(?:\? |she |he |they |[\"'“‘] )+(?:dunno|(?:don't|doesn't|didn't) (?:know|deal)|(?:had |has )?never heard of)\b)"
)
_UNSAID_BEFORE = re.compile(
    rf"\b(?:nobody|no one|didn't|never|not|nothing|hasn't|haven't)(?: even| once| really| ever| has| had)* "
    rf"(?!touch ){_BROUGHT_UP}"
    r"(?: up)?(?: (?:anything|a word|about|of|on|the|any|their|whether|they|do|sponsor|him|her|them|for|an?))* $"
    r"|\b(?:(?:don't|do not|shouldn't|should not|must not|better not)(?: even| ever)* "
    r"(?:mention|bring|discuss|raise|ask|talk|write|emphasi[sz]e|stress|(?<!they do not )(?<!they don't )touch|"
    r"volunteer|disclose)|not to (?:bring|"
    r"discuss|raise|talk|stress|emphasi[sz]e|disclose))(?: up)?"
    r"(?: (?:anything|about|of|on|the|my|your|any|them|him|her))* $"
    rf"|\b(?:(?:no|without|zero|don't have|didn't get)(?: (?:new|real|more|further|other|firm|any))* "
    rf"{_KNOWLEDGE}|nothing)"
    r"(?: (?:yet|so far|here|there))? (?:about|of|on|regarding|re)(?: (?:the|their|any))* $"
    r"|\bdunno (?:about |re |if they do )*$"
    r"|\b(?:will|'ll|she'll|he'll|they'll|i'll|going to|has to|have to|must|wants to|to|gonna) (?:also )?(?:ask|check|"
    r"verify|look up|find out|double check)(?: (?!that )[\w.']+){0,4} $"
    r"|\bwhich (?:programs?|hospitals?|places|ones|PLACE)(?: \S+){0,4} (?:do|does|take|takes|sponsor|sponsors|accept|"
    r"offer)"
    r"(?: (?:the|an?))? $"
)
"""Behind it, "H-1B never came up", and before it, "nobody mentioned visas", "no news on visas"."""
_NONE_OF_IT = re.compile(
    rf" (?:sponsorship )?(?:(?:or|and) [a-z]+ )?(?:{_KNOWLEDGE}\b|"
    r"(?:problems?|issues?|troubles?|worries|hassles?|drama|restrictions?|stuff|things?|questions?|topics?)\b|"
    r"(?:told|mentioned|given|discussed)(?= ?(?:$|[.,;!]))|"
    r"(?:mentioned |listed |there )?"
    r"on (?:the |their |its )*(?:web ?)?(?:page|site|website|flyer|ad|post)\b)"
)
"""Behind "no visa": what is not known, and where it is not told: "no visa facts yet", "no visa on the page"."""


_CLAUSE = re.compile(
    r" (?:but|;|because|(?<!doubt )(?<!doubts )(?<!doubted )(?<!think )(?<!thinks )(?<!sure )that|"
    r"so|since|which|while|though|whereas|—|\|) | , (?=(?:he|she|they|it|we|PLACE|PERSON|i)\b)"
    r"| and (?=(?:he|she|they|we|PLACE) (?:do|does|takes?|sponsors?|files?)\b)"
)
_NEVER_REFUSED = re.compile(
    r"\b(?:never|not|haven't|hasn't|didn't|don't|doesn't) (?:(?:yet|once|ever|even|have|has|had|to|been|they've) )*"
    r"(?:refuse[sd]?|turn(?:ed|s)? (?:down|away)|den(?:y|ied|ies)|reject(?:s|ed)?|sa(?:y|ys|id) no)\b"
)
"""A no that is denied: "they've never had to turn down a J-1"."""
_THERE_ALONE = re.compile(r" (?:: |= |- )(?:only (?:at )?PLACE\b|PLACE only\b)")
"""Programs that alone take it, behind a visa: "H-1B: only Kern"."""
_NOT_THE_OTHER = re.compile(r" (?:is |: )?(?P<value>yes|no|maybe) (?:, )?(?:and )?not (?:yes|no|maybe)\b")
"""What puts a verdict right: "H-1B yes, not no"."""
_THOUGHT = re.compile(r"\b(?:i|we) (?:always |had )?(?:thought|assumed|believed|figured)\b")
_KNOWN_BETTER = re.compile(
    r"\bbut (?:[^;]{0,60} )?(?:they|PLACE|program|hospital) (?:actually |now |also |still |just )*"
    r"(?:(?P<no>don't|doesn't|won't|never|stopped|can't|no longer)|"
    r"(?:do|does|takes?|sponsors?|accepts?) (?:it|that|them)\b)"
)
"""What puts right what the resident had thought: "I thought Kern does no H-1B, but the chief says they do it"."""
_RIGHT_BEFORE = re.compile(r"(?:^|PLACE|[:=,;]) *(?P<value>yes|no) $")
_OF_ANOTHER = re.compile(r" [,;] (?:and |but )?PLACE\b")
"""What follows of another program: "UAB yes H-1B, Mercy prelims no"."""
_LACKING = re.compile(
    r" (?:petitions? |visas? |for (?:you|me|us|anyone|anybody) )?(?:without|w/o|w/out|unless|until|till|before)\b"
)
"""What a no depends on: "won't file H-1B without Step 3"."""
_OPEN_AFTER_ALL = re.compile(
    r"[^.]{0,12} but (?:\S+ ){0,3}(?:open|willing|consider|considering|thinking|maybe|might|could|discussing)\b"
)
_CLOSE = 5  # words within which a negation still reaches a remark made after the visa


def _together(ahead: Rule[Verdict], behind: Rule[Verdict] | None, clause: str) -> Ruling:
    before = behind.says if behind else None
    if (
        before is Verdict.NO
        and behind is not None
        and not behind.pattern.search(" ".join(clause.split()[-_CLOSE:]) + " ")
    ):
        before = None
    if before is Verdict.ONLY and ahead.says in {Verdict.YES, Verdict.MAYBE}:
        return Ruling(Verdict.ONLY, behind.name if behind else "")
    if before is Verdict.NO and ahead.says in {Verdict.YES, Verdict.ONLY}:
        return Ruling(Verdict.NO, behind.name if behind else "")
    if before is Verdict.MAYBE and ahead.says is Verdict.YES:
        return Ruling(Verdict.MAYBE, behind.name if behind else "")
    return Ruling(ahead.says, ahead.name)


_HEDGED_LATER = re.compile(
    r"\b(?:case by case|case-by-case|maybe|not (?:\w+ ){0,3}sure|depends|rarely|in rare|exceptional|"
    r"wasn't (?:\w+ )?sure|if (?:you|i|we|they|step|the)|once (?:you|i|step)|no promises|with exceptions|"
    r"unless|"
    r"not guaranteed|sometimes|occasionally|after step|but only if|has to check|need to check|will check|provided)\b"
)
_MARKS = re.compile(r" (?:,|;|but|and|though|while|/|-|–|—|or|&|whereas|however|also|plus|nor|\.|\(|\)|\|) ")


def share(between: str, next_is_marked: bool) -> tuple[str, str]:
    """Divide the words between two visas: what is said of the first, and what leads to the second.

    >>> share(" , no ", False)
    (' ', ' no ')
    >>> share(" no ", True)
    (' no ', ' ')
    >>> share(" okay no ", False)
    (' okay ', ' no ')
    """
    cut = None
    for mark in _MARKS.finditer(between):
        cut = mark
        if _leads_to_more(between[mark.end() - 1 :]):
            break
    if cut is not None:
        return between[: cut.start() + 1], between[cut.end() - 1 :]
    bare = between.strip()
    if bare in {"no", "not", "only"} and not next_is_marked:
        return " ", between
    if any(rule.pattern.match(between) for rule in AFTER):
        return _with_a_lead(between, next_is_marked)
    return " ", between


def _with_a_lead(between: str, next_is_marked: bool) -> tuple[str, str]:
    """Leave a last "no" or "only" to the visa that follows it, where something is said of the first without it."""
    said, _, last = between.strip().rpartition(" ")
    leads = last in _LEADS and not next_is_marked
    if leads and any(rule.pattern.match(f" {said} ") for rule in AFTER):
        return f" {said} ", f" {last} "
    return between, " "


_LEADS = frozenset({"no", "not", "only", "never"})


def _leads_to_more(rest: str) -> bool:
    """Whether *rest* reads as the start of the next statement and not as more of the one before."""
    return not any(rule.pattern.match(rest) for rule in AFTER) or bool(
        re.fullmatch(r" (?:no|not|only|never|maybe|rarely|possibly) ", rest)
    )
