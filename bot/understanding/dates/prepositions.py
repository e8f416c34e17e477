"""The words that tie a day to its task: "by Friday", "no later than the 3rd", "after my exam on the 20th"."""

import re

from bot.understanding.dates.mention import Bound
from bot.understanding.dates.words import LevelledText

_BOUNDS = {
    "by": Bound.BY,
    "no later than": Bound.BY,
    "not later than": Bound.BY,
    "at the latest by": Bound.BY,
    "on or before": Bound.BY,
    "before": Bound.BEFORE,
    "prior to": Bound.BEFORE,
    "ahead of": Bound.BEFORE,
    "leading up to": Bound.BEFORE,
    "until": Bound.UNTIL,
    "up until": Bound.UNTIL,
    "up to": Bound.UNTIL,
    "through": Bound.UNTIL,
    "after": Bound.AFTER,
    "since": Bound.SINCE,
    "from": Bound.FROM,
    "starting": Bound.FROM,
    "beginning": Bound.FROM,
    "not before": Bound.FROM,
    "no earlier than": Bound.FROM,
    "as of": Bound.FROM,
    "around": Bound.AROUND,
    "about": Bound.AROUND,
    "on or about": Bound.AROUND,
    "within": Bound.WITHIN,
    "for": Bound.FOR,
} | dict.fromkeys(("on", "in", "at", "@", "between", "during", "to", "over", "sometime", "some time"))

_PREPOSITION = re.compile(
    r"(?<![\w'-])(?:any ?time |some ?time |right |just |shortly |soon |starting )?"
    rf"(?P<word>{'|'.join(sorted(_BOUNDS, key=len, reverse=True))})"
    r"(?: (?:the|like|around|about|maybe|sometime|say|this))? ?$"
)
# What fills the whole day told with it, so that "after" it is a later day; "after rounds tomorrow" still is tomorrow.
_AFTER_ITS_DAY = re.compile(
    r"\bafter (?:my |the |our |your |this )?(?:[\w-]+ ){0,2}?"
    r"(?:exam|boards?|test|step ?[123]?|interview|ite|vacation|trip|block|rotation|month|conference)"
    r" (?:(?:is |ends |ends on |which is |is on )?(?:on )?(?:the )?)?$"
)
# "Before Friday is over" has Friday itself for its last day.
_RUNS_OUT = re.compile(r" (?:runs? out|ends?|is over|is out|is up|is done|is through|closes)\b")
_LOOK_BACK = 60
_ENDINGS = tuple({words.split()[-1] for words in _BOUNDS})
"""The last words of prepositions: one of the two words before a day is one where it is tied at all."""


def bound_before(levelled: LevelledText, start: int, end: int, free_from: int) -> tuple[Bound | None, int]:
    """How the words right before a day tie it to the task, and where those words start in the levelled text.

    Words before *free_from* belong to another date.
    """
    begin = max(free_from, start - _LOOK_BACK)
    before = levelled.text[begin:start]
    tied = any(word.endswith(_ENDINGS) for word in before.rsplit(None, 2)[-2:])
    match = _PREPOSITION.search(before) if tied else None
    bound, at = (_BOUNDS[match["word"]], begin + match.start()) if match else (None, start)
    if bound is Bound.BEFORE and _RUNS_OUT.match(levelled.text, end):
        return Bound.BY, at
    if bound is None and "after " in before and (event := _AFTER_ITS_DAY.search(before)):
        return Bound.AFTER, begin + event.start()
    return bound, at
