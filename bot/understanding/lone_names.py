"""A name that stands alone in a short message about what is owed: "close the kleinfeld one", "cross off Kourtney".

No title, role or hospital is beside it, and few words are around it. What speaks for a name is that it is no everyday
word, and that what is said of it is said of people or of what is owed to them.
"""

from bot.understanding.lexicon import word_set
from bot.understanding.name_words import NameWords
from bot.understanding.reading import COMMON_WORDS, FAMILY_NAMES, GIVEN_NAMES

_LONGEST = 20  # words and marks: more of them tell more, and the tags go by that
_MATTERS = word_set(
    "thing one entry entries followup reminder reminders nudge email mail note letter call meeting mtg plan linkedin "
    "task item chat zoom coffee thankyou ty text msg message card fu ask convo visit update story"
)
_DONE_TO = word_set(
    "mailed emailed called texted thanked pinged messaged phoned wrote see saw seen seeing tell told owe recap ask"
)
_PUT_OFF = {"back": "push", "off": "cross"}
_LEADING = word_set("to w with wit for re about of on from")
_ABOUT = word_set(
    "remind me news notes note anything nudge heard hear know recap history "
    "done wrote mailed emailed talked spoke brief prep snooze push sent replied reply write drop skip email mail call "
    "coffee lunch dinner breakfast tea meeting mtg chat zoom ps cv draft abstract delivered"
)
_DID = word_set("did has does didn't hasn't doesn't had is if when")
_DOES = word_set(
    "say said says ever reply replied answer answered write wrote want wants offer offered mention mentioned promise "
    "promised ask asked agree agreed still get back know text texted email emailed call called tell told suggest"
)
_SPOKEN = _MATTERS | _DOES
_TAKEN_AWAY = word_set("remove forget delete lose")
_AFTER_WHO_GOES = word_set("pls plz please . entirely completely info contact") | {""}
_SHORTEST_UNKNOWN = 5  # letters of a name that no list holds: "nda" is none


def lone_name(words: NameWords) -> int | None:
    """The token that names somebody, in a message in which nobody was found; None where none or several may."""
    if len(words.tokens) > _LONGEST:
        return None
    found = [
        index
        for index in range(len(words.tokens))
        if _is_spoken_of(words, index) and _may_name_somebody(words, index) and not _goes_on(words, index)
    ]
    return found[0] if len(found) == 1 else None


def _may_name_somebody(words: NameWords, index: int) -> bool:
    token = words.tokens[index]
    if not words.is_nameish(index) or index in words.known_places or index in words.regions or len(token.key) < 3:
        return False
    if _lacks_an_apostrophe(words, token.key):
        return False
    parts = {token.key, *token.text.lower().removesuffix("'s").split("-")}
    if len(token.key) < _SHORTEST_UNKNOWN and parts.isdisjoint(FAMILY_NAMES) and parts.isdisjoint(GIVEN_NAMES):
        return False
    return token.key not in COMMON_WORDS or (token.is_capitalised and not words.starts_sentence(index))


def _goes_on(words: NameWords, index: int) -> bool:
    """Whether the next word may be of the same name, as in "Carson Tahoe": then the tags took it for nobody's."""
    after = index + 1
    return after < len(words.tokens) and words.is_nameish(after) and words.reading.key(after) not in _SPOKEN


def _is_spoken_of(words: NameWords, index: int) -> bool:
    """Whether the words around token *index* are those around a name: "the … one", "cross off …", "… can wait"."""
    key = words.reading.key
    before, further, after = key(index - 1), key(index - 2), key(index + 1)
    begins = index == 0 or words.starts_sentence(index)
    if (before in _TAKEN_AWAY and after in _AFTER_WHO_GOES) or (begins and after == "→"):
        return True
    if after in _MATTERS:
        return (
            (before in {"the", "both"} and further != "not") or begins or (before in {"4", "for"} and further == "me")
        )
    if before in _DONE_TO or _PUT_OFF.get(before) == further or (before in _LEADING and further in _ABOUT):
        return True
    if after in _DOES and (begins or before in _DID):
        return True
    return begins and ((after == "can" and key(index + 2) == "wait") or (before == ">" and after == ":"))


def _lacks_an_apostrophe(words: NameWords, key: str) -> bool:
    """Whether a name ends in an s of what is somebody's: "rossis letter" is Rossi's."""
    if not key.endswith("s"):
        return False
    alone = key[:-1]
    if any(alone in contact.name.lower().split() for contact in words.reading.known):
        return True
    return key not in FAMILY_NAMES and (alone in FAMILY_NAMES or alone in GIVEN_NAMES)
