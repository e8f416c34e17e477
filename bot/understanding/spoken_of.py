"""Who in a note was only spoken of, and not met: Dr. Lin in "Dr. Patel says I should talk to Dr. Lin"."""

import re

from bot.understanding.meaning import PersonMention, Understanding

_SPOKEN_OF = re.compile(
    r"\b(?:should|says?|said|told me|tells me|mention\w*|suggest\w*|recommend\w*|advis(?:ed?|es)|offer\w*|promis\w*|"
    r"introduc(?:e|es|ing)|connect(?:ing)? me|refer(?:red)?|in touch with|put in a word with|knows?|works? "
    r"(?:with|for|under)|trained (?:with|under)|friends? (?:of|with)|colleagues? (?:of|with)|instead of|took over from|"
    r"will|would|is going to|['’]ll|(?:was|got) told to|looked up)\b"
    r"|\b(?:about|heard of|heard that)\W+(?:(?:dr|prof)\b\W*)?\Z",
    re.IGNORECASE,
)
"""Words before a name after which its owner was not there."""

_MET = re.compile(
    r"\b(?:met|saw|seen|spoke|talked|chatted|emailed|called|texted|lunch|coffee|rounded|joined|and i)\b",
    re.IGNORECASE,
)
_SPOKE = re.compile(
    r"\s*(?:,[^,.;]{2,40},)?\s*(?:(?:also|both|then|just|too)\s+)*"
    r"(?:said|says|told|tells|offered|agreed|gave|asked|wants?|wanted|thinks|replied|wrote|promised|was there)\b",
    re.IGNORECASE,
)
"""Words after a name whose owner was there, or wrote."""

_SENTENCE = re.compile(r"(?<!\bDr)(?<!\bProf)(?<!\b[A-Z])[.;!?\n]+\s*")


def is_only_spoken_of(meaning: Understanding, person: PersonMention) -> bool:
    """Tell whether somebody else, or the resident's plans, spoke of this person, who was not met or heard from."""
    name = person.spans.get("name")
    if name is None or _SPOKE.match(meaning.text, name.end):
        return False
    ends = [other.spans["name"].end for other in meaning.people if "name" in other.spans]
    start = max((end for end in ends if end <= name.start), default=0)
    between = _SENTENCE.split(meaning.text[start : name.start])[-1]
    spoken = [found.end() for found in _SPOKEN_OF.finditer(between)]
    met = [found.end() for found in _MET.finditer(between)]
    return bool(spoken) and max(met, default=-1) < spoken[-1]
