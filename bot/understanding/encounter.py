"""Where an encounter took place, or a plan will: which of the events, services and occasions told is that place.

Candidates are found by vocabulary and by what people come together for under whatever name; which of them is meant is
weighed from what stands around it (``model/where.json``, learned by training/train_encounter.py).
"""

import re
from collections.abc import Iterator, Sequence

from bot.domain.vocabulary import FollowUpKind, Intent, PlaceKind
from bot.understanding.lexicon import Hit, word_set
from bot.understanding.linear import score, weights
from bot.understanding.meaning import FollowUpMention, Span
from bot.understanding.outline import Outline
from bot.understanding.reading import Reading, overlaps

THERE, ELSEWHERE = "there", "elsewhere"
_MEANT_FROM = -0.4  # log odds: a place is missed more often than made up
# What people come together for, under whatever name: "the pulmonary conference", "our wellness evening", "sim day".
_OCCASIONS = word_set(
    "conference conf meeting mtg committee cmte cttee council dinner party fair talk teaching potluck meetup evening "
    "workshop retreat seminar session mixer reception picnic orientation banquet gala social luncheon lecture debrief "
    "huddle chapter simulation sim bootcamp forum panel course day night house unit lounge symposium congress summit "
    "clinic consult consults rounds lunch breakfast brunch audit interview greet booth ward wards service icu obs "
    "course suite bay lab laboratory group grp hours society soc association assn academy weekend wknd svc station "
    "room kickoff fest festival class handover call visit nite shift rotation elective block rehab floor club "
    "sign-out huddle report academy consulate embassy library rounding symposia gathering bbq cookout outing trip hike "
    "tour thing ceremony tent round wkshp workshop readout read-out intvw webinar ride-along"
)
_NO_PART_OF_IT = word_set("the our a an my this their his her that some today's yesterday's last next")
_NO_NAME = word_set(
    "to and or with i he she they who was is were wants said says told for about of at in on during by from @ met saw "
    "had after before w attended went near re dr doctor then also now not no have has having got getting grabbing "
    "going doing"
)
_CONTRACTED = word_set("i'm i'll i've i'd we're we've she's he's they're it's am are")
_MOST_WORDS = 4  # of the name of an occasion
_SERVICE_AFTER = word_set(
    "on in do doing did rotate rotating rotation of through from start starting started starts begin beginning begins "
    "began week wk me"
)
_BEFORE_A_SERVICE = frozenset(".\n,:-•*;–—")
_BLOCKS = word_set("rotation block elective month")
_WORKED_IN = word_set("va clinic society association academy consulate embassy")
"""Words of an institution's name that also name where one works or meets today."""
_LED_BY = word_set("at @ in on during near outside inside beside behind attending through from by under via")
_NO_PLACE = word_set(
    "which that when while where because since if so then there here what who whom how why has have had is was are "
    "were will would can could may might should did does do not no yes just still already never ever all both each "
    "every any other same next last this these those first second least most once time end beginning start way "
    "order case touch general fact person advance time once about around between until till after before over top "
    "behalf front back out up down home work board visa visas hold charge love need own line person it its them me "
    "you us him mine yours hers theirs himself herself them's myself"
)
_MOST_WORDS_OF_A_SPOT = 3
_DETERMINERS = word_set("the our a an my this their his her that some today's yesterday's tomorrow's same whole")
_TAKEN_IN = word_set("va virtual annual regional resident chapter state")
_TO_COME = word_set("will must should next tomorrow ask call email come register")
_MEANT_TO = ("'ll ", " going to ", " have to ", " need to ", " want to ", " wants to ")
_HAPPENED = word_set(
    "met saw told said says was were sat had spoke talked ran bumped asked gave worked caught went offered did "
    "introduced stopped chatted heard got came rounded spent"
)


def find_where(
    outline: Outline, intent: Intent, owed: Sequence[FollowUpMention] = (), lasts: bool = False
) -> tuple[str, Span, PlaceKind] | None:
    """The conference, rotation or place told, as told; None when none is.

    Where something *owed* will be done is left out of a log; what *lasts* is spent somewhere.
    """
    best: tuple[float, Hit] | None = None
    for number, hit in enumerate(candidates(outline)):
        if is_elsewhere(outline.reading, hit) or (intent is Intent.LOG and _is_ahead(outline, hit, owed)):
            continue
        scores = score(where_features(outline, hit, intent, number), weights("where"), (THERE, ELSEWHERE))
        gap = scores[THERE] - scores[ELSEWHERE] + _plainly(outline, hit, lasts)
        if outline.reading.traced:
            outline.reading.note(
                "where",
                outline.reading.span(*widened(outline.reading, hit)),
                f"{hit.value} ({gap:+.1f})",
                None if gap >= _MEANT_FROM else "the encounter was elsewhere",
            )
        if best is None or gap > best[0]:
            best = (gap, hit)
    if best is None or best[0] < _MEANT_FROM:
        return None
    start, end = widened(outline.reading, best[1])
    return outline.reading.words_of(start, end), outline.reading.span(start, end), PlaceKind(best[1].value)


def _plainly(outline: Outline, hit: Hit, lasts: bool) -> float:
    """How much more than the few examples teach speaks for a place that the message opens with, or lasts at."""
    reading = outline.reading
    if hit.category == "floors":
        return _OPENED_WITH if not hit.start else _ON_A_FLOOR
    if (
        not hit.start
        and hit.value in {"session", "clinic"}
        and reading.key(hit.end) in _TOGETHER
        and hit in reading.hits_of("events")
    ):
        return _OPENED_WITH  # "sign-out w/ the senior, Radhika"
    return _LASTING if lasts and hit.value in _LASTING_AT else 0.0


_OPENED_WITH = 3.5
_ON_A_FLOOR = 1.0
_LASTING = 1.0
_LASTING_AT = word_set("rotation clinic session conference")
_TOGETHER = word_set("with w w/")


def _is_ahead(outline: Outline, hit: Hit, owed: Sequence[FollowUpMention]) -> bool:
    """Whether a place is where somebody is going to be met: "I'm to meet him at the library on Saturday"."""
    reading = outline.reading
    place = reading.span(hit.start, hit.end)
    for each in owed:
        if each.kind not in _MEETINGS or not each.span or not each.due_span or each.span.start >= place.start:
            continue
        first, last = sorted((each.span.end, place.start))
        between = reading.text[first:last]
        if place.end <= each.due_span.start and not _ANOTHER_CLAUSE.search(reading.text[first : each.due_span.start]):
            return True
        if each.span.end <= each.due_span.start < place.start and not _ANOTHER_CLAUSE.search(between):
            return True
    return False


_MEETINGS = frozenset({FollowUpKind.MEET, FollowUpKind.OTHER})
_ANOTHER_CLAUSE = re.compile(r"[,;:.!?()\n/|–—-]\s|\b(?:and|but|so|then)\b")


def is_elsewhere(reading: Reading, hit: Hit) -> bool:
    """Whether a place is named for what it is to somebody, and nobody was met there.

    "she's on the selection committee", "he remembers me from the M&M", "wants my M&M slides".
    """
    if reading.key(hit.end) in _OF_AN_EVENT or reading.key(hit.start - 1) in _NONE_OF_THEM:
        return True
    if _is_a_verb(reading, hit) or _is_habit(reading, hit):
        return True
    before = hit.start - 1
    while before > 0 and reading.key(before) in _DETERMINERS:
        before -= 1
    led = reading.key(before)
    if led == "from" and reading.key(before - 1) in _SOMEBODY and reading.key(before - 2) in _KNOWS:
        return True
    if led in {"at", "in", "to"} and reading.key(before - 1) in _SOMEBODY and reading.key(before - 2) in _WANTS:
        return True  # "wants me in his clinic wednesday", "invited me to the ethics committee"
    if led != "on" or reading.key(hit.end - 1) not in _COMMITTEES:
        return False
    told = reading.tokens[before - 1].text.lower().replace("’", "'")
    member = told in _SITS or told.endswith("'s")
    return member and (reading.key(hit.end) not in _TOGETHER or reading.key(hit.end + 1) not in {"me", "us"})


_OF_AN_EVENT = word_set("slides result results buddy schedule abstract deadline invite dues registration")
_SOMEBODY = word_set("me him her us them")
_KNOWS = word_set("remember remembers remembered knows know knew recognized recognised recognizes")
_WANTS = word_set("want wants wanted needs need invited invites invite inviting")
_NONE_OF_THEM = word_set("every any")
_COMMITTEES = word_set("committee cttee cmte council board panel")
_SITS = word_set("is sits sit serves served was also be")


def _is_a_verb(reading: Reading, hit: Hit) -> bool:
    """Whether "step down" is what somebody does and no ward: "she'll step down in May"."""
    if reading.key(hit.start) != "step" or reading.key(hit.end - 1) != "down":
        return False
    before = reading.tokens[hit.start - 1] if hit.start else None
    return before is not None and (before.key in _AUXILIARIES or before.text.lower().replace("’", "'").endswith("'ll"))


def _is_habit(reading: Reading, hit: Hit) -> bool:
    """Whether it is where somebody is week by week: "he has clinic on Mondays"."""
    if reading.key(hit.start - 1) not in {"has", "have", "does"}:
        return False
    at = hit.end + 1 if reading.key(hit.end) in {"on", "every"} else hit.end
    return reading.key(at) in _WEEKDAYS or reading.key(hit.end) == "every"


_AUXILIARIES = word_set("to will would may might must should could can did does going gonna and i")
_WEEKDAYS = word_set("mondays tuesdays wednesdays thursdays fridays saturdays sundays")


def candidates(outline: Outline) -> list[Hit]:
    """The events, occasions and services told, in their order; of two that overlap the longer."""
    reading = outline.reading
    named = [mention for person in reading.people for mention in person.mentions]
    places = [(place.start, place.end) for place in reading.places]
    roles = [(hit.start, hit.end) for hit in reading.hits_of("roles") if not _is_a_title(reading, hit)]
    taken = [*named, *places, *roles]
    events = [hit for hit in reading.hits_of("events") if _is_free(reading, hit, taken)]
    taken = [*named, *places]
    found: list[Hit] = list(events)
    for hit in (*_occasions(reading), *_services(reading), *_floors(reading)):
        inside = [each for each in found if each.start < hit.end and hit.start < each.end]
        by_role = overlaps(hit.end - 1, hit.end, roles)  # "faculty dinner" is a dinner, "clinic director" no clinic
        if by_role or not _is_free(reading, hit, taken):
            continue
        if not inside:
            found.append(hit)
        elif inside[0].end == hit.end == inside[0].start + 1 and hit.start < inside[0].start:  # "family conference"
            found.remove(inside[0])
            found.append(hit._replace(value=inside[0].value))
    found += [Hit("events", "clinic", *place) for place in places if reading.key(place[1] - 1) in _WORKED_IN]
    spots = list(_spots(reading))
    if spots:
        others = (hit for category in ("events", "visas", "positions") for hit in reading.hits_of(category))
        taken = [*taken, *roles, *((hit.start, hit.end) for hit in (*found, *others))]
        fields = {(hit.start, hit.end) for hit in reading.hits_of("specialties")}
        found += [hit for hit in spots if _is_free(reading, hit, taken) and (hit.start, hit.end) not in fields]
    return sorted(found, key=lambda hit: hit.start)


def _is_a_title(reading: Reading, hit: Hit) -> bool:
    """Whether a role is none, since its last word is the title of somebody: "in the ED doctor Rao told me"."""
    if hit.end - hit.start < 2 or reading.key(hit.end - 1) not in _TITLES or not reading.person_at(hit.end):
        return False
    return reading.key(hit.start - 1) in _DETERMINERS and reading.key(hit.start - 2) in _LED_BY


_TITLES = frozenset({"doctor", "dr"})


def _is_free(reading: Reading, hit: Hit, taken: Sequence[tuple[int, int]]) -> bool:
    return not overlaps(hit.start, hit.end, taken) and not any(i in reading.cover for i in range(hit.start, hit.end))


def _occasions(reading: Reading) -> Iterator[Hit]:
    """Meetings of any name: "in the resuscitation committee", "Indian physicians dinner", "alumni night!"."""
    for end, token in enumerate(reading.tokens, start=1) if not _OCCASIONS.isdisjoint(reading.keys) else ():
        if token.key not in _OCCASIONS or (token.key == "meeting" and _says_who(reading, end - 2)):
            continue
        start = end - 1
        while start > 0 and end - start < _MOST_WORDS and _may_name_an_occasion(reading, start - 1):
            start -= 1
        if _only_says_how_it_was(reading, start, end):
            continue
        if token.key == "thing" and not _is_led_to(reading, start):
            continue  # "one more thing", "the H-1B cap thing"
        place = next((place for place in reading.places if start < place.end < end), None)
        yield Hit("events", "session", place.end if place else start, end)


def _only_says_how_it_was(reading: Reading, start: int, end: int) -> bool:
    """Whether a time has no name but what it was like: "long night with Dr. Baird"."""
    if reading.key(end - 1) not in _TIMES or end - start < 2:
        return False
    return all(reading.key(index) in _HOW_IT_WAS for index in range(start, end - 1))


_TIMES = word_set("night nite day weekend wknd evening shift hours")
_HOW_IT_WAS = word_set("long rough busy bad good great slow tough hard crazy quiet short nice late terrible calm fun")


def _is_led_to(reading: Reading, start: int) -> bool:
    """Whether the words before say that one was there: "at the wellness thing"."""
    while start and reading.key(start - 1) in _DETERMINERS:
        start -= 1
    return reading.key(start - 1) in _LED_BY


def _spots(reading: Reading) -> Iterator[Hit]:
    """Places of any name, by the word that leads to them: "on the roof", "in the ECT suite", "met at arvo"."""
    for index, token in enumerate(reading.tokens):
        if token.key not in _LED_BY and token.text != "@":
            continue
        start = index + 1
        while reading.key(start) in _DETERMINERS:
            start += 1
        end = start
        while end - start < _MOST_WORDS_OF_A_SPOT and _may_name_a_spot(reading, end):
            end += 1
        if end > start and (end == len(reading.tokens) or not reading.tokens[end - 1].is_possessive):
            yield Hit(token.key, "spot", start, end)


def _may_name_a_spot(reading: Reading, index: int) -> bool:
    if index >= len(reading.tokens) or index in reading.cover:
        return False
    token = reading.tokens[index]
    key = token.key
    return token.is_word and key not in _NO_PLACE and key not in _NO_NAME and key not in _HAPPENED


def _may_name_an_occasion(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    says_more = token.key.endswith("ed") or token.key in _NO_PART_OF_IT or token.key in _NO_NAME
    return token.is_word and not says_more and index not in reading.cover and not _says_who(reading, index)


def _says_who(reading: Reading, index: int) -> bool:
    """Whether "I'm" or "she's" stands there, and "meeting" after it is what somebody does."""
    return index >= 0 and reading.tokens[index].text.lower().replace("’", "'") in _CONTRACTED


def _services(reading: Reading) -> Iterator[Hit]:
    """A specialty that one rotates through: "doing a wk of derm", "in February I do palliative care"."""
    for hit in reading.hits_of("specialties"):
        before = next((key for i in range(1, 4) if (key := reading.key(hit.start - i)) not in _DETERMINERS), "")
        dated = hit.start > 0 and reading.cover.get(hit.start - 1) == "DATE"
        is_next = before == "is" and reading.key(hit.start - 2) in _BLOCKS
        if before in _SERVICE_AFTER or not before or before in _BEFORE_A_SERVICE or dated or is_next:
            yield Hit("events", "rotation", hit.start, hit.end)


def _floors(reading: Reading) -> Iterator[Hit]:
    """Wards by the floor and wing: "on 6 West", "hospitalist, 6E"."""
    for index, token in enumerate(reading.tokens):
        if not token.text[:1].isdigit() or index in reading.cover:
            continue
        if token.text.isdigit():
            if len(token.text) < 3 and reading.key(index + 1) in _WINGS:
                yield Hit("floors", "rotation", index, index + 2)
        elif _FLOOR.match(token.text):
            yield Hit("floors", "rotation", index, index + 1)


_FLOOR = re.compile(r"\d{1,2}[NSEWBC]$")
_WINGS = word_set("east west north south tower main center central")


def where_features(outline: Outline, hit: Hit, intent: Intent, number: int) -> list[str]:
    """What speaks for *hit*, the candidate of that number, being where the encounter was."""
    reading, items = outline.reading, outline.items
    first, last = outline.item_at(hit.start), outline.item_at(hit.end - 1) + 1
    start, end = outline.sentence_of(first)
    before = [item.word for item in items[max(start, first - 6) : first]]
    after = items[last].word if last < end else "$"
    before = ["^", *(word for word in before if word not in _DETERMINERS)]
    led = before[-1]
    last_key = reading.key(hit.end - 1)
    whole = " ".join(reading.key(i) for i in range(hit.start, hit.end))
    by_name = "events" if hit.category == "events" else "unnamed"
    kind = hit.value if hit in reading.hits_of("events") else f"some {hit.value} {by_name}"
    kind += " of one" if hit.end == hit.start + 1 else ""
    words = [item.word for item in items[start:end]]
    sentence = f" {' '.join(words)} "
    ahead = not _TO_COME.isdisjoint(words) or any(map(sentence.__contains__, _MEANT_TO))
    tense = f"{'to come' if ahead else ''} {'' if _HAPPENED.isdisjoint(words) else 'happened'}"
    place = "first" if not start else "later"
    told = [
        f"kind {kind}",
        f"kind {kind} {intent}",
        f"word {last_key}",
        f"word {last_key} {intent}",
        f"says {whole}",
        f"after {led}",
        f"after {led} {kind}",
        f"after {led} {last_key}",
        f"after {' '.join(before[-2:])}",
        f"before {after}",
        f"before {after} {kind}",
        f"between {led} and {after}",
        f"{tense} {kind} {intent}",
        f"{tense} after {led}",
        f"{place} sentence {kind}",
        f"{place} sentence after {led} {intent}",
        f"number {min(number, 2)}",
        f"number {min(number, 2)} {kind}",
    ]
    if reading.tokens[hit.start].is_all_caps:
        told.append(f"capitals {kind}")
    told += [f"then {item.word}" for item in items[last : min(last + 4, end)]]
    return told


_LEADS_TO_IT = word_set("me us over during 0")
"""What stands before a name and is none of it: "told me over dinner"."""


def widened(reading: Reading, hit: Hit) -> tuple[int, int]:
    """Take in a field or hospital before the event ("VA clinic") and an event beside it ("ASN poster session")."""
    start, end = hit.start, hit.end
    while start + 1 < end and reading.key(start) in _LEADS_TO_IT:
        start += 1
    for other in reading.hits_of("events"):
        if other.end == start:
            start = other.start
        elif other.start == end:
            end = other.end
    for other in reading.hits_of("specialties"):
        if other.end == start:
            start = other.start
        elif other.start in {start, end} and reading.key(end - 1) == "consult":  # "on consult psychiatry"
            end = max(end, other.end)
    if reading.key(start - 1) in _TAKEN_IN:
        start -= 1
    return start, end
