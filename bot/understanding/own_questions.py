"""Questions about oneself: which of the resident's own settings or of their profile is asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BEGINS = r"\W*(?:(?:hey|hi|so|wait|but|and|ok(?:ay)?|quick q(?:uestion)?|btw|vouch|um+|again)\b[\s,:–-]*)*"
_ASKS = (
    r"(?:(?:what|which|when|where)(?:['’]?s| is| are| r| was| were)?|show(?: me)?|tell me|remind me(?: of| what)?|"
    r"do (?:you|u) (?:know|have)|(?:you|u) (?:know|have))"
)
_STORED = (
    r"what (?:do|did|have) (?:you|u|i) (?:know|have|got|stored?|saved?|ke(?:ep|pt)|hold|noted?|told? (?:you|u)|"
    r"tell (?:you|u))(?: down)? (?:about|of|on|for|as)"
)
_ENDS = (
    r"(?: (?:is|are|set to|set at|now|again|currently|at the moment|right now|today|please|pls|here|for|from|like))*\W*"
)


@dataclass(frozen=True, slots=True)
class OwnThing:
    """One thing that may be asked for: *called* after "my", *asked* the whole question otherwise."""

    called: str
    asked: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        return rf"{_BEGINS}(?:(?:{_ASKS}|{_STORED}) my (?:own )?(?:{self.called})|{self.asked}){_ENDS}"


OWN_THINGS: Mapping[str, OwnThing] = {
    "tz": OwnThing(
        r"(?:time ?zone|tz)(?: setting)?",
        r"(?:what|which) (?:time ?zone|tz) (?:am i|are you|do (?:you|u) (?:have|think))"
        r"(?: i am| i['’]?m)?(?: in| on| using)?"
        r"(?: (?:for )?me)?",
        ("what time zone am i in", "whats my tz", "which timezone do you have for me"),
        ("what time zone is Mercy in", "I moved to the central time zone"),
    ),
    "quiet": OwnThing(
        r"quiet (?:hours?|time)",
        r"(?:when|what time) (?:do|are|will) (?:you|u) (?:stay |be |keep )?(?:quiet|silent)",
        ("what are my quiet hours?", "when are you quiet"),
        ("quiet hours 10 pm to 6 am", "it was a quiet night"),
    ),
    "digest": OwnThing(
        r"(?:morning |daily )?digest(?: time)?",
        r"(?:when|what time)(?:['’]?s| is| does| do)? (?:my|the|ur|your) (?:morning |daily )?digest"
        r"(?: (?:come|arrive|due))?",
        ("when is my digest", "what time does my morning digest come"),
        ("digest at 8",),
    ),
    "cap": OwnThing(
        r"(?:daily )?(?:cap|limit) (?:of|on|for) (?:messages|nudges|reminders)",
        r"how (?:many (?:messages|msgs|nudges|reminders|texts)|often) "
        r"(?:do|will|can) (?:you|u) (?:send|write|message|text)"
        r"(?: me)?(?: (?:a|per|each|every) day)?",
        ("how many messages do you send me a day",),
        ("how many messages did Dr. Lee send me",),
    ),
    "nights": OwnThing(
        r"(?:nights|night shifts?)",
        r"(?:am i|when am i|do you have me|when do you have me) on (?:nights|night shifts?)(?: (?:this|next) week)?",
        ("am I on nights", "when are my nights"),
        ("I'm on nights this week", "am I on nights with Dr. Lee"),
    ),
    "calls": OwnThing(
        r"(?:call (?:days?|schedule)|calls)",
        r"(?:am i|when am i|do you have me) on call(?: (?:today|tomorrow|next|this week|next week))?",
        ("when am i on call", "what's my call schedule"),
        ("when is my call with Dr. Lee", "I'm on call friday"),
    ),
    "pause": OwnThing(
        r"pause",
        r"(?:am i|are (?:you|u)|is (?:it|everything|vouch)) (?:still )?(?:paused|muted)|"
        r"(?:till|until) when (?:am i|are you) paused",
        ("am i paused", "are you still muted?"),
        ("pause 7 days",),
    ),
    "review": OwnThing(
        r"weekly review(?: day)?",
        r"(?:when|what day)(?:['’]?s| is| does) (?:my|the) (?:weekly )?review(?: come)?",
        ("when is my weekly review",),
        ("weekly review on sundays",),
    ),
    "starts_on": OwnThing(
        r"(?:start(?:ing)? (?:date|day)|first day)",
        r"when (?:did|do|does) (?:i|my (?:year|residency|internship)) (?:start|begin)"
        r"(?: (?:my|the) (?:year|residency))?",
        ("when does my year start", "when did i start"),
        ("when do I start MICU", "when did I start the letter for Dr. Lee"),
    ),
    "goal": OwnThing(
        r"goals?",
        r"when (?:do|am) i (?:going to )?apply(?:ing)?(?: again)?",
        ("what's my goal",),
        ("my goal is cardiology",),
    ),
    "visa": OwnThing(
        r"current visa(?: status)?",
        r"(?:what|which) (?:kind of )?visa (?:am i on|do i have|"
        r"(?:do|did) (?:you|u) have (?:me on|for me))|"
        rf"am i on (?:an? )?(?:visa|j-?1|h-?1b?)|"
        rf"{_STORED} my (?:visa|immigration)(?: (?:status|situation|details|info(?:rmation)?))?",
        ("what visa am i on", "which visa do i have", "what have you stored about my immigration status"),
        ("what visa does Mercy sponsor", "my visa"),
    ),
    "visa_until": OwnThing(
        r"(?:visa|opt|ead|ds-?2019|i-?94) (?:end|expiry|expiration)(?: date)?",
        r"when(?:['’]?s| is| does| do| will)? my (?:visa|(?:stem )?opt|ead|ds-?2019|i-?94|status) "
        r"(?:expir\w+|ends?|run out|up|over)",
        ("when does my visa expire",),
        ("my visa expires june 30",),
    ),
    "contract_until": OwnThing(
        r"contract(?: end)?(?: date)?|last day",
        r"when(?:['’]?s| is| does| do| will)? my (?:contract|year) (?:expir\w+|ends?|run out|up|over)|"
        r"when am i done(?: here)?|"
        r"how (?:(?:many|much) (?:days|weeks|months|time)|long) (?:do i have |have i got |(?:are|is) )?(?:still )?"
        r"(?:left|remaining|until|till?|to)(?: (?:in|on|of|until|till?|before))?(?: (?:my|the))?"
        r"(?: (?:contract|year|prelim year|end of (?:my |the )?(?:contract|year)))?(?: ends?| is over)?",
        ("when does my contract end", "when is my last day", "how many days left", "how long until my contract ends"),
        ("my contract ends june 30",),
    ),
    "name": OwnThing(
        r"(?:full )?name",
        r"who am i|what do (?:you|u) call me",
        ("what's my name", "who am i"),
        ("who am I meeting today",),
    ),
    "program": OwnThing(
        r"(?:program|hospital|institution)(?:['’]s name)?",
        r"(?:what|which) (?:program|hospital) (?:am i|do i work|do (?:you|u) have me) (?:in|at|with)"
        r"|where (?:am i working|do i work|am i a (?:resident|prelim|intern))",
        ("what program am i in", "where do i work"),
        ("what program is Dr. Lee in", "where do I work with Dr. Lee"),
    ),
    "specialty": OwnThing(
        r"specialty",
        r"(?:what|which) specialty (?:am i(?: in)?|do (?:you|u) have(?: for me)?)",
        ("what's my specialty",),
        ("what specialty is Dr. Lee",),
    ),
    "reach": OwnThing(
        r"(?:e-?mail|phone|number|contact (?:details|info))(?: address| number)?",
        r"what e-?mail do (?:you|u) have for me",
        ("what's my email", "what is my phone number"),
        ("what's Dr. Lee's email",),
    ),
    "step2": OwnThing(
        r"step ?2(?: ck)?(?: score)?", r"what did i (?:get|score) on step ?2", ("what's my step 2 score",)
    ),
    "country": OwnThing(r"(?:home )?country", r"where am i from", ("where am i from",), ("where is Dr. Lee from",)),
    "everything": OwnThing(
        r"details|info",
        r"what (?:do|did|have) (?:you|u|i) (?:know|have|told? (?:you|u)|tell (?:you|u)|got|remember) "
        r"(?:about|of|on) (?:me|myself)",
        ("what do you know about me", "what have I told you about myself"),
        ("what do you know about Dr. Lee",),
    ),
}
"""By a name of its own, under which what is kept of it is told."""

_QUESTIONS = {name: re.compile(thing.question, re.IGNORECASE) for name, thing in OWN_THINGS.items()}
_ANYTHING = OwnThing(
    "|".join(thing.called for thing in OWN_THINGS.values()), "|".join(thing.asked for thing in OWN_THINGS.values()), ()
)
_ANY_QUESTION = re.compile(_ANYTHING.question, re.IGNORECASE)
"""Any of them: nearly every message is none, which one look tells."""
_LONGEST = 90


def own_thing_asked(text: str) -> str | None:
    """Return the name of what the message asks about the resident; None where it asks for nothing of the sort.

    >>> own_thing_asked("hey what time zone am i in?")
    'tz'
    """
    if len(text) > _LONGEST or not _ANY_QUESTION.fullmatch(text):
        return None
    return next((name for name, question in _QUESTIONS.items() if question.fullmatch(text)), None)
