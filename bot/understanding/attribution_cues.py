"""The cues of whether something is told of a person: where the words stand, and what stands between them."""

from collections.abc import Iterator, Sequence

from bot.understanding.lexicon import word_set
from bot.understanding.name_cues import INSTITUTION_WORDS
from bot.understanding.outline import Outline
from bot.understanding.people_near import PeopleNear
from bot.understanding.pronouns import Antecedents
from bot.understanding.reading import Person
from bot.understanding.told import FIELD, IMG, PLACE, REACH, REFERENCE, RELATIONSHIP, ROLE, Told
from bot.understanding.told_beside import LINKS
from bot.understanding.told_elsewhere import ToldElsewhere, Votes

_NEAR = ((1, "1"), (2, "2"), (3, "3"), (5, "5"), (8, "8"), (14, "14"))
_BUCKETS = [next(name for most, name in _NEAR if distance <= most) for distance in range(_NEAR[-1][0] + 1)]
_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_BRACKETS = _OPEN | _CLOSE
_TITLE = frozenset({"dr", "."})
_PLURAL = word_set(
    "both all attendings fellows residents interns chiefs coordinators hospitalists alumni pds apds "
    "pgy1s pgy2s pgy3s pgy-1s pgy-2s pgy-3s"
)
_KIN = word_set(
    "husband wife brother sister cousin friend friends colleague colleagues neighbor buddy son daughter uncle aunt "
    "mother father boss partner pal roommate father-in-law husband's wife's sister's brother's friend's cousin's"
)
_SAYING = word_set("said says told that knows know asked heard thinks mentioned")
_PROGRAM_DOES = word_set(
    "takes take took accepts accept accepted sponsors sponsor sponsored sponsoring would will does do doesn't don't "
    "has have had is are was converts convert converted gives files filed won't can keeps kept looks expects "
    "needs might never only likes loves VISA prefers : = opening interviews looking could used did didn't"
)
_DENYING = word_set("not isn't wasn't no never former ex used aren't hasn't nor")
_WISHING = word_set(
    "want wants like hope hoping hopes if could can might maybe someday wish yet haven't not ask perhaps thinking"
)
_ENDING = word_set("until till → -> > anymore more longer before ago then turned") | {"last"}
_STOPS = frozenset(".;!?\n")
_ENDED_WITHIN = 6  # words
_CAPITALS = frozenset(
    {"PHONE", "EMAIL", "LINKEDIN", "DATE", "VISA", "PERSON", "PLACE", "ROLE", "SPEC", "EVENT", "POSITION"}
)
_LINKS_OR_FOUND = LINKS | _CAPITALS

_WHOSE = {
    **dict.fromkeys(("my", "our"), "own"),
    **dict.fromkeys(("his", "her", "their", "'s", "your", "its"), "another's"),
    **dict.fromkeys(("the", "this", "that"), "the"),
    **dict.fromkeys(("a", "an", "one"), "a"),
    **dict.fromkeys(("no", "any", "some", "two", "three", "other", "another", "many", "all"), "some"),
    **dict.fromkeys(("to", "with", "from", "for", "w", "by", "told", "ask", "email", "and"), "by a word"),
}
_BEFORE_ROLES = frozenset({"SPEC", "PLACE", "EVENT", "POSITION", "-", "/"}) | word_set(
    "new old former ex current senior junior im assoc associate vice program residency"
)
_PERSON_DOES = word_set(
    "said says told tells mentioned knows know thinks is was has had will would can could might likes loves wants "
    "asked emailed called wrote replied offered promised agreed takes took sponsors doesn't didn't won't never also "
    "who just really personally"
)

# What the words before something told speak of: where somebody was is not where they are, nor their friend's place.
_TURNS = {
    "past": "trained did was were graduated studied mbbs medschool used formerly ex before finished former "
    "retired ago school residency fellowship old once been came started left previously early back from",
    "now": "now works work working moved joined practices practicing stays based employed leads heads runs faculty "
    "staff sits belongs covers currently today's new",
    "saying": "said says told tells mentioned knows know heard thinks claims swears swore announced explained "
    "confirmed",
    "kin": "husband wife brother sister cousin friend friends colleague colleagues neighbor buddy son daughter uncle "
    "aunt mother father boss partner pal roommate father-in-law director pd nephew niece bf gf boyfriend girlfriend",
    "asking": "apply applied applying interview interviewing interviewed call write email ask website send cc text "
    "applications",
    "program": "program opening spot vacancy position looking expects sponsors takes took filed residents prelims",
    "is": "is she's he's = : it's am be",
    "at": "at @ of in",
}
# What may be told between a name and a place without leading away from it.
_ON_THE_WAY = (_CAPITALS - {"PERSON", "PLACE", "VISA", "DATE"}) | word_set(
    "a an the our my new old core , ( ) md do mbbs phd dr also now both currently 's -"
)
_LONGEST_WAY = 3  # words
_COMING = word_set(
    "moving moves leaving matched matching going heading transferring starts starting joining accepted will next"
)
_TURN_OF = {word: turn for turn, words in _TURNS.items() for word in words.split()}
_TURNS_WITHIN = 20  # words


class AttributionCues:
    """Finds them in one message; *votes* holds, for each item, the rule that says so of each person (by id)."""

    def __init__(self, near: PeopleNear, antecedents: Antecedents, told: Sequence[Told], votes: Votes) -> None:
        self.near = near
        self.outline = near.outline
        self.items = near.items
        self.words = near.words
        self.antecedents = antecedents
        self.votes = votes
        named: dict[int, list[int]] = {}
        for index in near.people_at:
            named.setdefault(id(self.items[index].person), []).append(index)
        self.elsewhere = ToldElsewhere(told, votes, named)
        self.people = min(len(named), 3)
        reading = self.outline.reading
        self.known_places = [hit.start for hit in reading.hits_of("institutions", "known")]
        self.abroad = [hit.start for hit in reading.hits_of("places", "abroad", "country")]
        self.cities = [hit.start for hit in reading.hits_of("places")]
        self.quotes = self.near.quotes()
        self.places = len({item.place.name for item in self.items if item.place})

    def cues(self, told: Told, person: Person, anchor: int, pronoun: bool) -> list[str]:
        """The cues of whether *told* is of *person*, who is spoken of at item *anchor*, as a *pronoun* or by name."""
        kind, position = told.kind, told.position
        side = "around" if told.first <= anchor <= position else "after" if anchor < position else "before"
        first, last = (anchor, position) if anchor < position else (position, anchor)
        how = f"{kind} {side} {'pronoun' if pronoun else 'name'}"
        between = self.words[first + 1 : last]
        sentences = min(abs(self.near.sentences[last] - self.near.sentences[first]), 3)
        people = min(self.near.between(first, last, person), 2)
        before, by = self._word(told.first - 1), self._kind_of_word(told)
        cues = [
            kind,
            how,
            f"{how}, sentences apart {sentences}",
            f"{how}, words apart {_bucket(last - first)}",
            f"{how}, people between {people}",
            f"{how}, sentences apart {sentences}, people between {people}",
            f"{how}, word before: {before}",
            f"{how}, word after: {self._word(position + 1)}",
            f"{kind}, words before: {self._word(told.first - 2)} {before}",
            f"{kind}, by {by}",
            f"{how}, by {by}",
            f"{how}, name follows: {self._word_over_title(anchor - 1)}",
            f"{how}, name leads: {self._word(anchor + 1)}",
            *self._between(how, kind, between),
            *self._votes(told, person, how),
            *self._of_the_whole(told, person, anchor, how),
        ]
        if kind == PLACE:
            cues += self._leading_to_a_place(told, how, between)
        cues += self._standing(told, person, anchor, how, sentences)
        lines = between.count("\n")
        if lines:
            cues.append(f"{kind}, lines apart {min(lines, 3)}")
        if self._is_denied(told):
            cues.append(f"{kind}, denied")
        ended = self._ended_by(told)
        if ended:
            cues.append(f"{kind}, ended by {ended}")
            if kind == ROLE and self.elsewhere.others(told):
                cues.append("role, ended, another told")
        if not pronoun and self._owns(anchor):
            cues.append(f"{how}, the name owns something")
        return cues

    def _leading_to_a_place(self, told: Told, how: str, between: list[str]) -> Iterator[str]:
        """What leads from a name to a place when all that is told on the way is left out: "in", "is … at"."""
        sort = self._sort_of_place(told)
        yield f"{how}, {sort}, word before: {self._word(told.first - 1)}"
        way = [word for word in between if word not in _ON_THE_WAY]
        if len(way) <= _LONGEST_WAY:
            yield f"{how}, by way of: {' '.join(way)}"
            yield f"{how}, {sort}, words on the way: {len(way)}"
        start, _ = self.outline.sentence_of(told.first)
        for word in reversed(self.words[max(start, told.first - 5) : told.first]):
            if word in _COMING:
                yield f"place, coming: {word}"
                yield f"{how}, coming"
                break

    def rule_for(self, told: Told, person: Person) -> str | None:
        """The rule of told_beside.py by which what is told is of *person*."""
        return None if told.phrase else self.votes.get(told.position, {}).get(id(person))

    def _standing(self, told: Told, person: Person, anchor: int, how: str, sentences: int) -> Iterator[str]:
        """How the person stands to what is told among all who are named."""
        kind, position = told.kind, told.position
        others = self.near.others_in_sentence(position, person)
        vote = self._vote_of(told, person)
        yield f"{how}, {sentences}, others in its sentence {others}"
        yield f"{how}, {sentences}, {others}, {vote}"
        yield f"{how}, {vote}, word after: {self._word(position + 1)}"
        if self.quotes[anchor] != self.quotes[position]:
            yield f"{kind}, quoted apart"
            yield f"{how}, quoted apart, {sentences}"
        if kind == ROLE:
            whose = self._whose(told.first)
            acts = "acts" if not _PERSON_DOES.isdisjoint(self.words[position + 1 : position + 2]) else "does nothing"
            yield f"{how}, whose: {whose}"
            yield f"{how}, {sentences}, whose: {whose}, {others}"
            yield f"{how}, whose: {whose}, the role {acts}"

    def _vote_of(self, told: Told, person: Person) -> str:
        voted = self.votes.get(told.position)
        return "no vote" if not voted else "voted" if id(person) in voted else "of another"

    def _whose(self, first: int) -> str:
        """By what a role is introduced: "my PD", "their new chair", "the IM coordinator", or nothing."""
        for index in range(first - 1, max(first - 5, -1), -1):
            word = self.words[index]
            if word in _WHOSE:
                return _WHOSE[word]
            if word not in _BEFORE_ROLES:
                break
        return "none"

    def _between(self, how: str, kind: str, between: list[str]) -> list[str]:
        if not between:
            return [f"{how}, 0 words that are no link", f"{how}: "]
        others = sum(word not in _LINKS_OR_FOUND for word in between)
        cues = [f"{how}, {min(others, 4)} words that are no link"]
        cues += [f"{kind}, between: {word}" for word in {*between[:6], *between[-4:]}]
        if len(between) <= 3:
            cues.append(f"{how}: {' '.join(between)}")
        if not _KIN.isdisjoint(between):
            cues.append(f"{how}, another is spoken of between")
        if not _SAYING.isdisjoint(between):
            cues.append(f"{how}, said between")
        if not _BRACKETS.isdisjoint(between):
            depth = sum((word in _OPEN) - (word in _CLOSE) for word in between)
            if depth:
                cues.append(f"{how}, brackets {max(min(depth, 1), -1)}")
        cues += [f"{how}, {same} between" for same in ("ROLE", "PLACE", "SPEC") if same in between]
        return cues

    def _votes(self, told: Told, person: Person, how: str) -> tuple[str, ...]:
        if told.phrase == REFERENCE:
            word = self.words[told.first]
            return f"place, {word} points back", f"{how}, {word} points back"
        if told.phrase:
            meant = self._subject_of(told)
            whose = "of this" if meant is person else "of another" if meant else "of nobody"
            return f"{told.kind} phrase {told.phrase}", f"{told.kind} phrase {whose}"
        if not self.votes.get(told.position):
            return (f"{told.kind}, no rule",)
        rule = self.rule_for(told, person)
        if rule is None:
            return (f"{told.kind}, rule of another",)
        return f"{told.kind}, rule: {rule}", f"{told.kind}, some rule", f"{how}, rule: {rule}"

    def _subject_of(self, told: Told) -> Person | None:
        for item in self.items[told.first : told.position + 1]:
            if item.person:
                return item.person
        return self.antecedents.at(told.first)

    def _of_the_whole(self, told: Told, person: Person, anchor: int, how: str) -> list[str]:
        kind = told.kind
        cues = [
            f"{kind}, {'nearest' if self.near.nearest(told.position) is person else 'not nearest'}",
            f"{kind}, people in all {self.people}",
            f"{kind}, {'titled' if person.titled else 'untitled'}",
        ]
        if kind == ROLE:
            cues += (f"role {told.value}", f"role {told.value} {how}")
        elif kind == PLACE:
            cues += self._of_a_place(told, person, how)
        elif kind == FIELD:
            word = self.words[told.position]
            cues += (f"field, in a {word}", f"field, in a {word}, {how}")
        elif kind in {IMG, REACH}:
            cues.append(f"{kind} {told.value}")
        elif kind == RELATIONSHIP:
            start, end = self.outline.sentence_of(told.first)
            near = {*self.words[max(start, told.first - 9) : told.first], *self.words[told.position : end]}
            wished = near & _WISHING
            cues += [f"relationship, wished: {word}" for word in wished]
            if wished:
                cues.append("relationship, wished")
        if kind in {PLACE, ROLE, FIELD}:
            cues += self._others_told(told, person, anchor, how)
            turns = self._turns(told)
            nearest_turn = turns[0] if turns else "none"
            cues += (f"{kind}, turn {nearest_turn}", f"{how}, turn {nearest_turn}")
            cues += [f"{kind}, an earlier turn {turn}" for turn in turns[1:]]
        if is_of_several(self.outline, told):
            cues.append(f"{how}, of several")
        return cues

    def _of_a_place(self, told: Told, person: Person, how: str) -> list[str]:
        sort, acts = self._sort_of_place(told), self._acts(told.position)
        role = person.role.value if person.role else "no role"
        cues = [
            f"place, places in all {min(self.places, 3)}",
            f"place of {role}, places in all {min(self.places, 2)}",
            f"place, {'some' if person.role else 'no'} role, {how}",
            f"place, {sort}",
            f"{how}, {sort}",
            f"{how}, the place {'acts' if acts else 'does nothing'}",
        ]
        if acts and not _SAYING.isdisjoint(self.words[max(told.first - 5, 0) : told.first]):
            cues.append("place, somebody says what it does")
        if person.role:
            cues += self._by_the_role(told, person)
        return cues

    def _turns(self, told: Told) -> list[str]:
        """What the words before in the sentence speak of (_TURNS), the nearest first."""
        start, _ = self.outline.sentence_of(told.first)
        before = self.words[max(start, told.first - _TURNS_WITHIN) : told.first]
        return list(dict.fromkeys(_TURN_OF[word] for word in reversed(before) if word in _TURN_OF))

    def _others_told(self, told: Told, person: Person, anchor: int, how: str) -> list[str]:
        """Whether another of the kind is nearer to the person, or told of them by a rule."""
        voted = self.votes.get(told.position, {})
        mine, theirs = id(person) in voted, self.elsewhere.another_voted(told, person)
        cues = [
            f"{told.kind}, {'voted' if mine else 'not voted'}, {'another voted' if theirs else 'no other voted'}",
            f"{how}, {'another is nearer' if self.elsewhere.another_nearer(told, anchor) else 'the nearest'}",
        ]
        if not mine and not theirs:
            others = min(self.elsewhere.others(told), 2)
            cues.append(f"{how}, {'claimed' if voted else 'unclaimed'}, people {self.people}, others {others}")
        return cues

    def _by_the_role(self, told: Told, person: Person) -> list[str]:
        """Where a place stands to the words that told the person's role: "the PD at Mercy", "the chief there"."""
        position = self.elsewhere.role_told_at(person)
        if position is None:
            return ["place, role told by no word"]
        first, last = min(position, told.position), max(position, told.position)
        side = "after" if position < told.position else "before"
        apart = "same" if self.near.sentences[first] == self.near.sentences[last] else "another"
        people = min(self.near.between(first, last, person), 1)
        cues = [
            f"place {side} role, words apart {_bucket(last - first)}",
            f"place {side} role, {apart} sentence, others between {people}",
        ]
        between = self.words[first + 1 : last]
        if len(between) <= 2:
            cues.append(f"place {side} role: {' '.join(between)}")
        return cues

    def _sort_of_place(self, told: Told) -> str:
        """What the vocabulary says of a place: a hospital it knows, a city, words of hospitals, or nothing."""
        if told.phrase:
            return "pointed back to"
        reading = self.outline.reading
        for sort, hits in (("known", self.known_places), ("abroad", self.abroad), ("city", self.cities)):
            if any(told.start <= hit < told.end for hit in hits):
                return sort
        keys = {reading.key(index) for index in range(told.start, told.end)}
        return "unknown" if INSTITUTION_WORDS.isdisjoint(keys) else "words of hospitals"

    def _acts(self, position: int) -> bool:
        """Whether the place at *position* is what a statement is about: "UAB sponsors", "Mercy: J-1 only"."""
        return not _PROGRAM_DOES.isdisjoint(self.words[position + 1 : position + 3])

    def _kind_of_word(self, told: Told) -> str:
        word = self.words[told.position]
        return word if word in _CAPITALS else "phrase" if told.phrase else "plain word"

    def _is_denied(self, told: Told) -> bool:
        return not _DENYING.isdisjoint(self.words[max(told.first - 3, 0) : told.first])

    def _ended_by(self, told: Told) -> str:
        """The word after what is told that says it is over: "PD there until May", "fellow → attending"."""
        reading = self.outline.reading
        for item in self.items[told.position + 1 : told.position + 1 + _ENDED_WITHIN]:
            word = reading.key(item.start) if item.word == "DATE" else item.word
            if word in _STOPS:
                break
            if word in _ENDING:
                return word
        return ""

    def _owns(self, anchor: int) -> bool:
        return self.outline.reading.tokens[self.items[anchor].end - 1].is_possessive

    def _word(self, index: int) -> str:
        """The word at *index*, or the mark that the message begins or ends there."""
        return self.words[index] if 0 <= index < len(self.words) else "^"

    def _word_over_title(self, index: int) -> str:
        """The word at *index*, or the one before the title that stands there."""
        while index >= 0 and self.words[index] in _TITLE:
            index -= 1
        return self._word(index)


def is_of_several(outline: Outline, told: Told) -> bool:
    """Whether it is told of several people: "both attendings"."""
    reading = outline.reading
    return not _PLURAL.isdisjoint([reading.key(index) for index in range(max(told.start - 2, 0), told.end)])


def _bucket(distance: int) -> str:
    return _BUCKETS[distance] if distance < len(_BUCKETS) else "more"
