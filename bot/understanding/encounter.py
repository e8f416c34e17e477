"""Where an encounter took place, or a plan will."""

import re
from collections.abc import Iterator

from bot.domain.vocabulary import Intent, PlaceKind
from bot.understanding.lexicon import Hit, word_set
from bot.understanding.meaning import Span
from bot.understanding.outline import Outline
from bot.understanding.reading import Reading, overlaps

_RANK = {"conference": 0, "clinic": 1, "rotation": 2, "session": 3, "spot": 5}
_SILENT_SPOTS = word_set(
    "phone zoom teams facetime whatsapp email office ed er or call lunch dinner breakfast brunch coffee drinks "
    "tea chai twitter linkedin temple church bar poster train social socials code rapid panel party night nights "
    "bus restaurant gym lift"
)
_GENERIC = word_set(
    "conference congress symposium meeting clinic elective consults consult ward wards floors endo case ada asa "
    "sir ena isa apa chest crest aao va triage night nights code"
)
_PREPOSITIONS = word_set("at in on during by for @ to near outside attending after")
# What people come together for, under whatever name: "the pulmonary conference", "our wellness evening".
_OCCASIONS = word_set(
    "conference conf meeting mtg committee dinner party fair talk teaching potluck meetup evening workshop retreat "
    "seminar session mixer reception picnic orientation banquet gala social luncheon lecture debrief huddle chapter "
    "simulation bootcamp"
)
_BEFORE_AN_OCCASION = word_set("at in on during @ from")
_GONE_TO = word_set("conference conf symposium workshop retreat congress")
_NO_PART_OF_IT = word_set("the our a an my this their his her that some")
_NO_NAME = word_set("to and or with i he she they who was is were wants said says told for about of")
_MOST_WORDS = 4


def find_where(outline: Outline, intent: Intent, used: set[int]) -> tuple[str, Span, PlaceKind] | None:
    """The conference, rotation or place told, as told; None when none is."""
    reading = outline.reading
    best: tuple[float, Hit] | None = None
    people = [mention for person in reading.people for mention in person.mentions]
    taken = people + [(place.start, place.end) for place in reading.places]
    roles = [(hit.start, hit.end) for hit in reading.hits_of("roles")]
    for hit in (*reading.hits_of("events"), *_occasions(reading)):
        if (
            overlaps(hit.start, hit.end, taken)
            or overlaps(hit.start, hit.end, roles)
            or any(i in reading.cover for i in range(hit.start, hit.end))
        ):
            continue
        if intent is Intent.LOG and hit.value != "conference" and _is_yet_to_come(outline, hit):
            continue
        score = _where_score(reading, hit, intent)
        if score is not None and (best is None or score < best[0]):
            best = (score, hit)
    if best is None:
        return None
    start, end = _widened(reading, best[1])
    return reading.words_of(start, end), reading.span(start, end), PlaceKind(best[1].value)


_TO_COME = re.compile(
    r"\b(?:will|[a-z]+'ll|must|should|next|tomorrow|going to|have to|need to|want to|wants to|ask|call|email|come|"
    r"register)\b"
)
_HAPPENED = re.compile(
    r"\b(?:met|saw|told|said|says|was|were|sat|had|spoke|talked|ran|bumped|asked|gave|worked|caught|went|offered|did|"
    r"introduced|stopped|chatted|heard|got|came|rounded|spent)\b"
)


def _is_yet_to_come(outline: Outline, hit: Hit) -> bool:
    """Whether the sentence speaks of what is to be done there: "ask him after grand rounds"."""
    item = outline.item_at(hit.start)
    sentence = outline.text_of(*outline.sentence_of(item))
    return _TO_COME.search(sentence) is not None and _HAPPENED.search(sentence) is None


def _next_before_determiner(reading: Reading, start: int) -> str:
    before = reading.key(start - 1)
    return reading.key(start - 2) if before in _NO_PART_OF_IT else before


def _occasions(reading: Reading) -> Iterator[Hit]:
    """Meetings of any name, where a preposition leads to them: "in the resuscitation committee"."""
    for end, token in enumerate(reading.tokens, start=1):
        if token.key not in _OCCASIONS:
            continue
        start = end - 1
        while start > 0 and end - start < _MOST_WORDS and _may_name_an_occasion(reading, start - 1):
            start -= 1
        place = next((place for place in reading.places if start < place.end < end), None)
        start = place.end if place else start
        before = (place.start if place else start) - 1
        if reading.key(before) in _NO_PART_OF_IT:
            before -= 1
        led = reading.key(before) in _BEFORE_AN_OCCASION or (reading.key(before) == "to" and token.key in _GONE_TO)
        if led:
            yield Hit("events", "session", start, end)


def _may_name_an_occasion(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    return token.is_word and all(token.key not in other for other in (_NO_PART_OF_IT, _BEFORE_AN_OCCASION, _NO_NAME))


def _where_score(reading: Reading, hit: Hit, intent: Intent) -> float | None:
    key = reading.key(hit.start)
    single = hit.end - hit.start == 1
    token = reading.tokens[hit.start]
    before, before2 = reading.key(hit.start - 1), reading.key(hit.start - 2)
    led = before in _PREPOSITIONS or (
        before in {"the", "our", "a", "my", "this", "their", "annual", "va", "dr", "same"} and before2 in _PREPOSITIONS
    )
    rank = float(_RANK[hit.value])
    after = reading.key(hit.end)
    if (
        after
        in {
            "attending",
            "fellow",
            "fellows",
            "fellowship",
            "resident",
            "coordinator",
            "pd",
            "program",
            "chief",
            "one",
            "guy",
            "lady",
            "director",
            "doctor",
            "faculty",
            "people",
            "nurse",
            "consultant",
            "team",
            "attendings",
            "research",
            "spot",
            "spots",
            "slot",
            "position",
            "residency",
            "division",
            "dept",
            "department",
            "patient",
            "patients",
            "office",
            "abstract",
            "deadline",
            "poster",
            "folks",
            "secretary",
            "schedule",
            "nurses",
            "clerk",
            "staff",
            "block",
            "ppl",
        }
        and hit.value != "session"
    ):
        return None
    if hit.value == "spot":
        if key in _SILENT_SPOTS or not led:
            return None
        return rank
    if hit.value in {"rotation", "clinic"} and _next_before_determiner(reading, hit.start) in {"from", "of"}:
        return None  # where somebody works: "Farhan from the ICU"
    if single and key in _SILENT_SPOTS:
        return rank + 1.5 if hit.value == "session" and key in _OCCASIONS and led else None
    if hit.value == "conference" and single:
        if token.is_all_caps or led or before in {"met", "booked", "registered"}:
            return (
                rank
                if key not in {"conference", "congress", "symposium", "summit", "convention"}
                else 4.0
                if led
                else None
            )
        return None if key in _GENERIC or len(key) < 3 else rank + 3.5 if before == "going" else None
    if before in {"the", "a", "our"} and before2 in {"about", "re", "regarding"}:
        return None
    if before in {"about", "re", "regarding", "director", "chair", "chief", "head"}:
        return None
    if (
        hit.value in {"rotation", "clinic"}
        and not led
        and before
        not in {
            "on",
            "my",
            "the",
            "worked",
            "working",
            "started",
            "starting",
            "finished",
            "start",
            "doing",
            "did",
            "covering",
            "covered",
            "",
            ".",
            "\n",
            ",",
            "with",
            "through",
            "va",
        }
    ):
        return None
    starts = hit.start == 0 or before in {".", "\n", ":", "!"}
    if not led and not starts and hit.value == "session":
        return rank + 1.5
    return rank if led or starts else rank + 1.0


def _widened(reading: Reading, hit: Hit) -> tuple[int, int]:
    """Take in a field or hospital before the event: "lupus project call" stays, "VA clinic" is whole."""
    start, end = hit.start, hit.end
    for other in reading.hits_of("specialties"):
        if other.end == start and hit.value in {"rotation", "clinic", "session", "conference"}:
            start = other.start
    if reading.key(start - 1) in {"va", "virtual", "annual", "regional", "resident", "chapter", "state"}:
        start -= 1
    return start, end
