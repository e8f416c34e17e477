"""Whether a program takes IMGs, by rules: "IMG friendly", "US grads only"."""

from bot.understanding.polarity import Verdict, judge, words_before
from bot.understanding.rule import Rule, Ruled, phrases
from bot.understanding.statements import NOTHING

_IMGS = r"(?:imgs?|foreign (?:grads|graduates)|international (?:grads|graduates|medical graduates))"
IMG_YES = Rule(
    "takes IMGs",
    phrases(
        (
            rf"(?:very |quite |super |so |pretty |really )?(?:img-? ?friendl(?:y|ier)|friendl(?:y|ier) (?:to|for|"
            rf"with|towards?) (?:us )?{_IMGS})"
        ),
        (
            rf"(?:takes?|took|taking|loves?|likes?|hires?|accepts?|ranks?|ranked|interviews?|interviewed|"
            rf"considers?|wants?|welcomes?|prefers?|supports?|matches)(?! as)(?: \w+){{0,3}} {_IMGS}(?! (?:panel|"
            rf"dinner|mixer|section))"
        ),
        (
            rf"{_IMGS} (?:are |is |very |so |super |: |= )*(?:welcome|okay|fine|accepted|heavy|considered|"
            rf"every year|yes|friendly)"
        ),
        (
            rf"(?:half|most|many|lots|plenty|percent|%|majority|third|all|several|full|mostly|mainly|everybody|"
            rf"everyone)(?: of)?(?: (?:their|the|our|its|them|there|here|is|are|there's))*(?: ROLE| class|"
            rf" interns| program)?(?: is| are| were| there's)? {_IMGS}"
        ),
        rf"img-? ?heavy|pro-? ?img|open to {_IMGS}|good (?:to|for|with) {_IMGS}|img program|{_IMGS} okay",
    ),
    "yes",
    ("PLACE is very img friendly", "they take imgs", "imgs welcome", "half of the ROLE are imgs"),
    ("matched as img", "also img"),
)
IMG_NO = Rule(
    "takes no IMGs",
    phrases(
        rf"(?:no|zero) (?:more )?{_IMGS}|img unfriendly|unfriendly to {_IMGS}",
        (
            rf"(?:not|isn't|aren't|never) (?:very |really |so |at all |too |that )?(?:img-? ?friendly|"
            rf"friendly (?:to|for|with) {_IMGS}|open to {_IMGS})"
        ),
        (
            rf"(?:don't|doesn't|never|won't|didn't|not|rarely|stopped|hardly|haven't|hasn't|isn't|aren't|"
            rf"can't)(?: \w+){{0,2}} (?:takes?|taken|taking|interview|interviewing|rank|ranking|consider|accept|"
            rf"accepting|hire|hiring|like|match|want|seen|had)(?: \w+){{0,2}} {_IMGS}"
        ),
        (
            r"(?:us grads|amgs?|us graduates|american grads|us mds|us seniors|us medical graduates|"
            r"american graduates) only|only (?:takes? |take |interviews? |ranks? |for )*(?:us grads|us graduates|"
            r"amgs?|american grads|us mds|us seniors|american graduates)"
        ),
        rf"{_IMGS} (?:: |= )?(?:no|not)(?! problem)|sponsors? only (?:for )?us grads",
    ),
    "no",
    ("they don't take imgs", "no imgs", "us grads only", "not taking imgs : PLACE"),
    ("they take imgs",),
)


def img_rule(text: str) -> Ruled:
    """Whether a sentence says that a program takes IMGs."""
    for rule in (IMG_NO, IMG_YES):
        match = rule.pattern.search(text)
        if match is None:
            continue
        value = rule.says
        if rule is IMG_YES:
            ruling = judge(words_before(text, match.start()), "")
            value = ruling.verdict.value if ruling and ruling.verdict in {Verdict.NO, Verdict.MAYBE} else value
        return value, match.start(), match.end()
    return NOTHING, 0, 0
