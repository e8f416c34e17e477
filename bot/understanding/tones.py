"""How a draft is to sound, in plain words: "shorter and warmer", "less desperate"."""

import re

from bot.domain.draft import Tone

_LESS = r"(?:less|too|not so|not as)"
_SHORTER = (
    r"short(?:er)?|shorten(?: it)?|briefer|cut it down|trim it|tighter|crisper|punchier|simpler|(?:more )?concise|"
    r"(?:more )?to the point|more direct|less (?:wordy|rambling|long|gushing|gushy)|too (?:long|wordy)|"
    r"in (?:one|two|1|2|a few|fewer) (?:short )?(?:lines?|sentences?|words)"
)
_CALMER = (
    rf"{_LESS} (?:desperate|needy|clingy|pleading|begging|apologetic|insecure|nervous|anxious|timid|weak|effusive|"
    rf"flowery|"
    r"gushing|gushy|sappy|emotional|sentimental|dramatic|intense|eager|excited|enthusiastic|flattering|over[- "
    r"]the[- ]top)|"
    r"(?:more )?confident(?:ly)?|(?:more )?assertive|more (?:assured|self-assured)|stronger"
)
_WARMER = (
    rf"less formal(?:ly)?|{_LESS} (?:stiff|cold|dry|robotic|distant|corporate|blunt|harsh|pushy|demanding|aggressive)|"
    r"too formal|warm(?:er|ly)?|friendl(?:y|ier)|nicer|kinder|softer|gentler|"
    r"more (?:personal|human|natural|grateful|relaxed|casual|genuine|heartfelt)|(?<!my )personal(?! statement)"
)
_FORMAL = (
    r"(?:more )?formal(?:ly)?|(?:more )?professional(?:ly)?|(?:more )?polite(?:ly)?|(?:more )?respectful(?:ly)?|"
    rf"more (?:polished|serious)|{_LESS} (?:casual|chatty|familiar|informal)"
)

# What sounds desperate says too much too eagerly: less of it, and plainly, is what helps.
_WISHES = (
    (_SHORTER, (Tone.SHORTER,)),
    (_CALMER, (Tone.SHORTER, Tone.FORMAL)),
    (_WARMER, (Tone.WARMER,)),
    (_FORMAL, (Tone.FORMAL,)),
)
"""Words, and what they ask for of what a draft can be; the first that fits at a place decides."""

_ONE = "|".join(words for words, _ in _WISHES)
_BETWEEN = (
    r"(?:\s*[,&+/]\s*|\s+)(?:(?:and|but|yet|also|still|a bit|a little|more|make it|it['’]?s|with)\s+)*"  # "and a bit"
)
WISHES = rf"(?:{_ONE})(?:{_BETWEEN}(?:{_ONE})){{0,3}}"
"""One wish or several, as a pattern."""

_NAMED = "|".join(rf"(?P<w{n}>(?<![\w-])(?:{words})(?![\w-]))" for n, (words, _) in enumerate(_WISHES))
_WISH = re.compile(_NAMED, re.IGNORECASE)


def tones_in(text: str) -> tuple[Tone, ...]:
    """Return the tones that a request names, in the order of Tone; none where it names none.

    >>> tones_in("write a short, warm thank-you to Dr. Chen") == (Tone.SHORTER, Tone.WARMER)
    True
    >>> tones_in("make it sound less desperate") == (Tone.SHORTER, Tone.FORMAL)
    True
    """
    wanted = {tone for found in _WISH.finditer(text) for tone in _WISHES[int((found.lastgroup or "w0")[1:])][1]}
    return tuple(tone for tone in Tone if tone in wanted)
