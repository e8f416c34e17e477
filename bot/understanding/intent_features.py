"""What speaks for one intent or another: words, what they hint at, and who does what in each clause."""

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise, repeat

from bot.understanding.clauses import Clause, Clauses, date_cue
from bot.understanding.identity import resolve_known
from bot.understanding.lexicon import word_set
from bot.understanding.linear import Parts, as_text
from bot.understanding.tokens import numberless

_COUNTED = ("PERSON", "PLACE", "VISA", "DATE", "ROLE", "EVENT", "POSITION", "SPEC")
_NAMED = frozenset({"PERSON", "ROLE", "PLACE"})
_WHO = frozenset({"me", "mine", "bot", "other", "must", "will", "would", "want", "negation", "question", "if"})
_IDLE = frozenset({"chat", "fact", "greeting", "greeted", "is", "her"})


_LONGEST = 24  # letters: what is longer is no word
_PIECE = 4
"""Letters of a word that are looked at by themselves: "postpon" in "postponing", and a slip spoils few of them."""


_USUAL = 200.0
"""Features that a message of a few dozen words has."""


def strength(features: float) -> float:
    """How strong each of so many *features* is: in a long message a word says less of what the message wants."""
    return math.sqrt(_USUAL / max(features, 1.0))


def intent_features(clauses: Clauses) -> dict[str, float]:
    """Return the features of the clauses of a message with their strength: how many of its words have it."""
    words, seen, paired = evidence(clauses)
    found = dict.fromkeys((*as_text(paired), *seen), 1.0)
    for word in words:
        for feature in word_features(word):
            found[feature] = found.get(feature, 0.0) + 1.0
    return found


def evidence(clauses: Clauses) -> tuple[list[str], list[str], list[Parts]]:
    """The different words of a message, and what is seen besides the words themselves: as text, and as two parts."""
    opened = _opened(clauses)
    words = numberless(word for word in clauses.words[opened:] if word not in {".", ",", "\n", "dr"})
    named = [(cue.start, f"{cue.name}.{cue.form}" if cue.form else cue.name) for cue in clauses.cues]
    days = [date_cue(clauses.mention(index)) for index in clauses.dates]
    paired = chain(_beside(words), [("hint", name) for _, name in named], [("any", day) for day in days])
    seen = chain(
        _hints(clauses, named, opened), _clauses(clauses), _shape(clauses, words), _profile(clauses, opened, days)
    )
    return list(dict.fromkeys(words)), list(dict.fromkeys(seen)), list(dict.fromkeys(paired))


@lru_cache(maxsize=4096)
def word_features(word: str) -> tuple[str, ...]:
    """The features of a word wherever it stands: itself, and the pieces of it that other words share.

    >>> word_features("remind")
    ('remind', '~<rem', '~remi', '~emin', '~mind', '~ind>')
    """
    if not (word.isalpha() and word.islower()) or len(word) > _LONGEST:
        return (word,)
    whole = f"<{word}>"
    pieces = (f"~{whole[place : place + _PIECE]}" for place in range(len(whole) - _PIECE + 1))
    return (word, *dict.fromkeys(pieces))


_OPENERS = word_set(
    "hey hi hello hola okay so also please vouch yo um uh hmm oh and actually just quick well right alright ugh sorry "
    "but btw lol dear bot whoops wait damn there kindly then now hm ah , . ! : ; - … good morning evening afternoon sir"
)


def _opened(clauses: Clauses) -> int:
    """How many words stand before what is really said: "hey, so please …"."""
    opened = 0
    while opened < len(clauses.words) - 2 and clauses.words[opened] in _OPENERS:
        opened += 1
    return opened


def _beside(words: list[str]) -> Iterator[Parts]:
    shapes = ["^", *words, "$"]
    return chain(pairwise(shapes), zip(shapes, repeat("_"), shapes[2:]), zip(repeat("early"), words[:4]))


def _hints(clauses: Clauses, named: list[tuple[int, str]], opened: int) -> list[str]:
    hints = [f"early hint {name}" for start, name in named if start < opened + 4]
    spoken = [cue for cue in clauses.cues if cue.name not in _IDLE]
    for place, cue in enumerate(spoken):
        for after in spoken[place + 1 : place + 8]:
            if after.start > cue.end + 2:  # cues stand in order
                break
            if cue.end <= after.start:
                hints.append(f"{cue.name} then {after.name}")
    return hints + [f"first hint {name}" for start, name in named if start == opened]


def _clauses(clauses: Clauses) -> list[str]:
    seen: list[str] = []
    told = [clause for clause in clauses.all if clause.end - clause.start > 1 or clause.cues]
    for place, clause in enumerate(told):
        where = "first" if place == 0 else "last" if place == len(told) - 1 else "inner"
        for said in _says(clauses, clause):
            seen += (f"clause {said}", f"{where} clause {said}")
    return seen


def _says(clauses: Clauses, clause: Clause) -> list[str]:
    """Who does what in a clause: "me met", "nobody remind", "question bot"."""
    told: list[str] = []
    acts: list[str] = []
    by_item = clauses.by_item
    for index, word in enumerate(clauses.words[clause.start : clause.end], clause.start):
        if word in _NAMED and not acts:
            told.append("named")
        for cue in by_item.get(index, ()):
            if cue.name in _WHO:
                if not acts:
                    told.append(cue.name)
            elif cue.name not in _IDLE:
                acts.append(f"{cue.name}.{cue.form}" if cue.form else cue.name)
    who = " ".join(dict.fromkeys(told)) or "nobody"
    said = [f"by {who}", *(f"{who}: {act}" for act in dict.fromkeys(acts[:6]))]
    for index in clause.dates:
        day = date_cue(clauses.mention(index))
        said += (f"{who} {day}", *(f"{act} {day}" for act in dict.fromkeys(acts[:4])))
    return said


def _shape(clauses: Clauses, words: list[str]) -> list[str]:
    return [
        f"question {'?' in words}",
        f"ends asking {bool(words) and words[-1] == '?'}",
        *(f"{placeholder} x{min(words.count(placeholder), 2)}" for placeholder in _COUNTED),
        f"length {min(len(words) // 5, 6)}",
        f"sentences {min(len(clauses.outline.bounds), 4)}",
    ]


def _profile(clauses: Clauses, opened: int, days: list[str]) -> Iterator[str]:
    """What the message holds as a whole: what is told as past, what is asked for, which days, and who is named."""
    words = clauses.words
    told = {_TOLD[cue.name] for cue in clauses.cues if cue.form == "past" and cue.name in _TOLD}
    told |= _ASKED.intersection([cue.name for cue in clauses.cues])
    told.update(days)
    all_told = " ".join(sorted(told))
    yield f"profile {all_told}"
    yield f"profile {'PERSON' if 'PERSON' in words else 'PLACE' if 'PLACE' in words else 'nobody'} {all_told}"
    reading = clauses.outline.reading
    if reading.known:
        names = {contact.name for contact in reading.known}
        known = any(resolve_known(person, reading.known) in names for person in reading.people)
        yield f"known {known}"
        yield f"known {known} {all_told}"
    acts: list[str] = []
    for clause in clauses.all:
        if clause.cues and clause.end > opened:
            acts.append(next((f"{cue.name}.{cue.form}" for cue in clause.cues if cue.name in _ACTS), "-"))
            if len(acts) == _ACTS_SHOWN:
                break
    yield f"profile acts {' '.join(acts)}"


_TOLD = {"encounter": "met", "say": "said", "send": "sent", "promise": "promised"}
_ASKED = frozenset({"remind", "correct", "question", "must", "compose", "prepare", "defer", "fact", "finished"})
_ACTS = word_set("encounter say send email call meet thank remind correct defer appointment planning")
_ACTS_SHOWN = 3
