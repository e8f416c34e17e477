"""Lists of letters of recommendation: what heads one, whose they are, and what an entry says of its letter."""

import re

from bot.understanding.statements import NOTHING

LETTERS_HEADING = re.compile(
    r"(?:^|[\n.] )(?:my |the |about )?(?:letters?|lors?|recs|letter writers?)(?: of rec\w*)?"
    r"(?: (?:update|status|so far|tracker|tracking|log|tally|count|list|check|board|report|news|"
    r"story|saga|, DATE|, part \d+|part \d+|round \d+|DATE))*"
    r" (?::|=|- >|→|= >|—|–|-|\.|\n|/|\(|!)"
)
WRITERS_LISTED = re.compile(
    r"(?:letters? (?:\w+ )?(?:from|by|of)|writers?(?: are| is| so far| now)* ?:?|letters? promised ?:?) "
    r"(?P<writers>(?:(?:dr )?(?:\. )?PERSON(?: , and | , | and | & | \+ )?){2,})"
)
UNDER_A_VERDICT = re.compile(
    r"(?:\W |letters? )*(?:asked|agreed|declined|sent|uploaded|promised|pending|waiting|yes|no|in|done)"
    r"(?: (?:so far|already|DATE))? [:=](?: (?:only|just|dr|\.|PERSON|,|and|&|\+|/))+ ?[.;\n]?$"
)
"""Writers listed after what they answered: "Asked: Dr. Fox, Dr. Hart."."""
_TRACKED = (
    (NOTHING, re.compile(r"(?:not (?:yet )?asked|(?:still )?to ask|will ask|(?:need|have) to ask|to do|todo|next)\b")),
    ("sent", re.compile(r"(?:in(?! progress)|uploaded|sent|submitted|done|received|arrived|posted|complete)\b|✅|✔|✓")),
    (
        "declined",
        re.compile(
            r"(?:no|declined|refused|nope|can't|won't|too (?:busy|early|new))(?! (?:reply|answer|word|response))|❌|✗|✘"
        ),
    ),
    (
        "asked",
        re.compile(
            r"(?:asked|maybe|no (?:reply|answer|word|response)|thinking|pending|waiting|hasn't|tbd|probably|\?|⏳)"
        ),
    ),
    (
        "agreed",
        re.compile(
            r"(?:yes|agreed|promised|drafting|writing|willing|okay|sure|on it|coming|in progress|will|can|gladly|"
            r"happy)\b"
        ),
    ),
)
"""What stands behind a writer's name in a list of letters, by what it says."""
_ENTRY = re.compile(
    r"(?:\W|and |dr )*PERSON(?: \([^()]{0,40}\))?(?: (?:is|has|says|said|[:=–—-]))* (?:[\"'“‘] )?(?=\S)"
)


def entry_state(statement: str) -> str | None:
    """What an entry of a list of letters says, the last where it tells the way: "Kern: in", "Kent - asked, agreed"."""
    statement = LETTERS_HEADING.sub(" ", statement, count=1).strip()
    entry = _ENTRY.match(statement)
    value = _status(statement[entry.end() :]) if entry else None
    if entry and value == "asked":
        later = _LATER.split(statement[entry.end() :])[1:]
        value = next((told for told in map(_status, reversed(later)) if told), value)
    return value


def state_above(statement: str) -> str | None:
    """What is said above the writers that it names, "Asked: Dr. Fox, Dr. Hart"; None where nothing is."""
    return _status(statement.lstrip("-•* ").removeprefix("letters ")) if UNDER_A_VERDICT.match(statement) else None


def _status(words: str) -> str | None:
    return next((value for value, said in _TRACKED if said.match(words)), None)


_LATER = re.compile(r" ?(?:[,;/—–-]|→|- >) (?:said |says )?")
