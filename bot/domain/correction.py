"""A correction leaves out what was just told: "she's the APD, not the PD". Here it is said in full, to be read anew."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.domain.names import fold

_LEAD_IN = re.compile(
    r"^(?:(?:actually|oops|sorry|correction|wait|hmm|i mean|i meant|my bad|typo|to correct"
    r"|(?:no|nope|wrong)(?=\s*[,:;.!–-]|\s+(?:it|she|he|they|that|this|her|his|the|i)\b))\b[\s,:;.!–-]*)+",
    re.IGNORECASE,
)
# "does not take" denies what follows; "the APD, not the PD" names what was wrong.
_NO_VERB = "".join(
    rf"(?<!\b{verb})" for verb in ("do", "does", "did", "is", "are", "was", "can", "will", "has", "have")
)
_NOT_OLD = re.compile(
    rf"{_NO_VERB}(?:,\s*|\s+)(?:and\s+)?not\s+(?:(?:the|an?)\s+)?[\w'’.-]+(?:\s+[\w'’.-]+){{0,3}}\s*$"
    r"|^not\s+[^,;.]+[,;.]\s*(?:but\s+)?",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?P<who>she|he|they|it|that|this)(?P<is>['’]?s|\s+is|\s+are|['’]re|\s+was)?\b\s*", re.IGNORECASE
)
_OWNER = re.compile(r"^(?:her|his|their|its)\s+", re.IGNORECASE)

_PLACED = re.compile(r"(?:at|in|during|on|after|before)\b", re.IGNORECASE)

_NAME = r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,3}"
_PAIRS = (
    re.compile(rf"(?P<new>{_NAME})\s*,?\s+(?:and\s+)?not\s+(?P<old>{_NAME})\s*[.!]*$", re.IGNORECASE),
    re.compile(
        rf"\bnot\s+(?P<old>{_NAME})\s*[,;:-]?\s*(?:but\s+|it['’]?s\s+)?(?P<new>{_NAME})\s*[.!]*$", re.IGNORECASE
    ),
    re.compile(rf"(?P<new>{_NAME})\s+(?:instead of|rather than)\s+(?P<old>{_NAME})\s*[.!]*$", re.IGNORECASE),
    re.compile(
        rf"\b(?:change|rename|replace|correct)\s+(?P<old>{_NAME})\s+(?:to|with|into)\s+(?P<new>{_NAME})\s*[.!]*$",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<old>{_NAME})\s+with an? [a-z]\s*[,:;–-]\s*(?:so\s+)?(?P<new>{_NAME})\s*[.!]*$", re.IGNORECASE),
)
_SPELLED = re.compile(
    r"\b(?:with an? [a-z]|(?:last|first|sur|family)?\s*name(?:['’]s| is| was| should be)|spell(?:ed|ing|s)?(?:\s+it)?"
    r"|spelt|rename)\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"(?:name(?:['’]s| is| should be)|spell(?:ed|s)?(?:\s+it)?|spelt)\s*:?\s+(?:with\s+)?(?P<new>"
    + _NAME
    + r")\s*[.!]*$",
    re.IGNORECASE,
)
_REMARKED = re.compile(
    rf"(?P<new>{_NAME}),? (?:with )?(?:only )?(?:one|two|a double|double|[12]|no|an?) [a-z](?:['’]?s)?[ .!]*$",
    re.IGNORECASE,
)
"""How a name is written, remarked behind it: "it's Dr. Abarra two r's"."""
_MOST_SLIPS = 2
_PART = {
    "first": re.compile(r"\b(?:first|given)\s*name\b", re.IGNORECASE),
    "last": re.compile(r"\b(?:last|family|sur)\s*name\b", re.IGNORECASE),
}
_BEFORE_NAME = re.compile(
    r"^.*\b(?:that|was|it['’]?s|it|is|be|her|his|their|name|the|dr|prof|doctor|should|with|meant|mean|no|spelled)\b"
    r"[\s.:]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NewName:
    """*old* is the part of a name that was wrong, None where only the right one was told; *spelled* the same person.

    *part* is "first" or "last" where it is told which of their names *new* is.
    """

    new: str
    old: str | None
    spelled: bool
    part: str | None = None


def new_name(text: str, names: Iterable[str]) -> NewName | None:
    """Return the name a correction gives, where what it replaces is (part of) one of *names*.

    >>> new_name("that was Chen, not Chan", ["Wei Chan"])
    NewName(new='Chen', old='Chan', spelled=False, part=None)
    """
    told = _LEAD_IN.sub("", " ".join(text.split()))
    known = [set(fold(name)) for name in names]
    spelled = bool(_SPELLED.search(told))
    for pattern in _PAIRS:
        for match in pattern.finditer(told):
            old, new = _bare(match["old"]), _bare(match["new"])
            if old and new and any(set(fold(old)) <= words for words in known):
                return NewName(_capitalised(new), _capitalised(old), spelled)
    written = _WRITTEN.search(told)
    if written is None:
        remarked = _REMARKED.search(told)
        new = _bare(remarked["new"]) if remarked else ""
        near = any(OSA.distance(word, new.casefold()) <= _MOST_SLIPS for words in known for word in words)
        return NewName(_capitalised(new), None, spelled=True) if new and near else None
    parts = [part for part, says in _PART.items() if says.search(told)]
    return NewName(_capitalised(_bare(written["new"])), None, spelled=True, part=parts[0] if len(parts) == 1 else None)


def in_full(text: str, person: str | None, programs: Iterable[str]) -> list[str]:
    """Return the ways in which the correction could be said in full, the likeliest first.

    >>> in_full("no, she's the APD, not the PD", "Dr. Rao", [])
    ['Dr. Rao is the APD']
    """
    base = _LEAD_IN.sub("", " ".join(text.split()))
    base = _NOT_OLD.sub("", base).strip(" ,.;") or base
    pronoun = _PRONOUN.match(base)
    rest = base[pronoun.end() :] if pronoun else base
    ways = [] if _OWNER.match(base) else [f"{program}: {rest}" for program in programs]
    if person and _PLACED.match(rest):
        ways.insert(0, f"met {person} {rest}")
    if person:
        ways.append(_of_person(base, pronoun, person))
    return ways


def _of_person(base: str, pronoun: re.Match[str] | None, person: str) -> str:
    if owner := _OWNER.match(base):
        return f"{person}'s {base[owner.end() :]}"
    if pronoun:
        rest = re.sub(r"^['’]ll\b", "will", base[pronoun.end() :].lstrip())
        return f"{person} {'is ' if pronoun['is'] else ''}{rest}"
    return f"{person}, {base}"


def _bare(words: str) -> str:
    """Leave off what stands before a name: "that was Chen" names Chen."""
    return _BEFORE_NAME.sub("", words).strip(" .")


def _capitalised(name: str) -> str:
    return " ".join(word if word != word.lower() else word.title() for word in name.split())
