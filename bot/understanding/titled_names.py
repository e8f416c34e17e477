"""Names that a title announces: "Dr. Anita Patel", "Drs. Lee and Park", "Ms. Umeh".

A title makes even an ordinary word a name (Dr. Long, Dr. May). Where the name ends is decided here word by word.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.understanding.lexicon import word_set
from bot.understanding.name_cues import INSTITUTION_WORDS, PARTICLES
from bot.understanding.name_words import NameWords
from bot.understanding.reading import FAMILY_NAMES, GIVEN_NAMES, STOP_WORDS, Person, Reading

_MAX_NAME_WORDS = 5
# After a title even an ordinary word is a name (Dr. Long, Dr. May), these apart.
_NEVER_AFTER_TITLE = word_set(
    "and or who the at from in on for is was were said told my our your his her about to i he she they but with "
    "of a an that this whose there here again note notes letter appointment office says thinks wants has had have "
    "asked wrote called also just will_ would could can not if when because so then than by as it we you appt "
    "visit later today tomorrow friend friends list names name number stuff named now only no yes which what how "
    "why did does are be been some one two like take know want love accept sponsor "
    # "the visiting professor dinner", "Lebanese doctors lounge"
    "dinner lunch luncheon brunch breakfast rounds party lounge lecture lectures mixer meeting meetup conference "
    "reception picnic potluck gala society association workroom"
)
_SPEECH = word_set(
    "said says told tells thinks thought offered agreed promised wants asked mentioned explained advised "
    "suggested recommended is was will would gave has had can knows likes who whos works worked runs emailed "
    "texted called wrote replied answered introduced invited helped let moved sent came went just also mentored "
    "taught hugged shared spoke talked heard hes shes might may could cant wont doesnt didnt never still "
    "confirmed declined joined matched got trained did does wld fell left made took saw felt kept ran sat stood "
    "stayed stopped started missed passed looked goes makes takes gives gets keeps runs loves likes hates bailed"
)
_SURE_TITLES = word_set(
    "dr doctor drs doctors prof professor dra doc docter mr mister mrs missis cdr doctora dok madame maam mme"
)
# These are words of their own too ("ms" is a degree): titles only before what looks like a name.
_RANKS = word_set("ms miss mister cpt capt captain col colonel lt lcdr maj major commander cmdr")
_SURNAME_WORDS = word_set(
    "long best early day king rich young park price case may march will do im match "
    "monday tuesday wednesday thursday friday saturday sunday"
)
_DEEDS = word_set("be call email send write talk help let get see take introduce ask come have speak meet text give")
_NO_SURNAMES = STOP_WORDS - _SURNAME_WORDS


_COURTESIES = {"mr": "Mr.", "mister": "Mr.", "mrs": "Mrs.", "missis": "Mrs.", "ms": "Ms.", "miss": "Ms."}


def title_of(reading: Reading, person: Person) -> str | None:
    """How to call somebody: "Ms." where no more was said, "Dr." for every other title; None where none was told."""
    if not person.titled:
        return None
    told = []
    for start, _ in person.mentions:
        before = start - 2 if reading.key(start - 1) == "." else start - 1
        told.append(_COURTESIES.get(reading.key(before), "Dr." if reading.key(before) in _SURE_TITLES else None))
    return next((title for title in told if title == "Dr."), None) or next(filter(None, told), "Dr.")


def _sounds_like_a_deed(key: str) -> bool:
    """Whether an unknown word in lower case says what somebody did: "dr. lee bragged", and no name ("reed")."""
    return (
        key.endswith("ed")
        and not key.endswith("eed")
        and len(key) > 5
        and key not in FAMILY_NAMES
        and key not in GIVEN_NAMES
    )


class TitledName(NamedTuple):
    """A name, tokens *start* to *end* (exclusive), whose title begins at token *told_from*."""

    start: int
    end: int
    told_from: int


class TitledNames:
    """Finds the names that titles announce in one message."""

    def __init__(self, words: NameWords) -> None:
        self.words = words
        self.reading = words.reading
        self.tokens = words.tokens

    def find(self) -> Iterator[TitledName]:
        end = 0
        for index in sorted(self.words.titles):
            hit = self.words.titles[index]
            if index < end or self.tokens[index].is_possessive or not self.is_title(index):
                continue
            # Of titles in a row ("Dr. Prof. Lee") the first one tells all that the others would.
            end = self._after_titles(hit.end)
            for name in self._names_after(index, end, plural=hit.value == "plural"):
                yield name
                end = name.end

    def is_title(self, index: int) -> bool:
        """Words like "attorney", "nurse", "senior" are titles only before a capitalised or unknown name."""
        key = self.tokens[index].key
        if key in _SURE_TITLES:
            return not self._begins_a_hospital(index)
        following = self.words.skip_dots(index + 1)
        if key not in _RANKS or following >= len(self.tokens) or not self.words.is_nameish(following):
            return False
        token = self.tokens[following]
        return (token.is_capitalised and self.tokens[index].is_capitalised) or (
            key in {"ms", "miss", "mister"} and not token.is_capitalised
        )

    def _is_rank(self, index: int) -> bool:
        return self.tokens[index].key in _RANKS and self.tokens[index - 1].text == "." and self.is_title(index)

    def _begins_a_hospital(self, index: int) -> bool:
        """Whether the plural of a title is part of a hospital's name: "Doctors Hospital"."""
        return self.tokens[index].key == "doctors" and (
            self.reading.key(index + 1) in INSTITUTION_WORDS or self.words.known_places.get(index, 0) > index + 1
        )

    def _after_titles(self, index: int) -> int:
        """The first token from *index* on that is no further title."""
        index = self.words.skip_dots(index)
        while index in self.words.titles and (
            self.tokens[index].key in {"dr", "doctor", "prof", "professor"} or self._is_rank(index)
        ):
            index = self.words.skip_dots(index + 1)
        return index

    def _names_after(self, title: int, index: int, plural: bool) -> Iterator[TitledName]:
        """The name at *index* after a title, and after "Drs." the names joined to it."""
        end = self.name_end(index)
        if end == index:
            return
        yield TitledName(index, end, title)
        while plural:
            joint = self.tokens[end].text.lower() if end < len(self.tokens) else ""
            if joint not in {",", "and", "&", "n", "+", "/"}:
                return
            start = end + 1
            if joint == "," and self.reading.key(start) in {"and", "&"}:
                start += 1
            if start in self.words.titles:
                return
            end = self.name_end(start)
            if end == start:
                return
            yield TitledName(start, end, start)

    def name_end(self, index: int) -> int:
        """Where the name that a title announces at *index* ends; *index* itself when there is none."""
        tokens = self.tokens
        if index >= len(tokens) or not tokens[index].is_word:
            return index
        surname = self._after_initials(index)
        if surname > index:
            end = self.name_end(surname)
            return end if end > surname else index
        if tokens[index].key in _NEVER_AFTER_TITLE:
            return index
        if tokens[index].key in _NO_SURNAMES and not tokens[index].is_capitalised:
            return index
        if tokens[index].text == "will" and self.reading.key(index + 1) in _DEEDS:
            return index  # "the pain doc will call"
        if not tokens[index].text[0].isalpha() or any(c.isdigit() for c in tokens[index].key):
            return index
        if index in self.words.role_starts and not self._surname_like_role(index):
            return index
        first, end, count = tokens[index], index, 0
        capitalised = first.is_capitalised and not self.words.shouted
        while end < len(tokens) and count < _MAX_NAME_WORDS:
            token = tokens[end]
            if not token.is_word:
                if token.text == "." and end > index and len(tokens[end - 1].text) == 1 and capitalised:
                    end += 1
                    continue
                break
            if end > index and not self._continues_name(index, end, capitalised):
                break
            end += 1
            count += 1
            if token.is_possessive:
                break
        while end > index + 1 and tokens[end - 1].text == ".":
            end -= 1
        while end > index + 1 and tokens[end - 1].key in PARTICLES - {"do"} and not tokens[end - 1].is_capitalised:
            end -= 1
        return end

    def _after_initials(self, index: int) -> int:
        """The surname after initials in lower case at *index*: "a. k. menon", "a b kumar"; *index* where none is."""
        after, letters, dots = index, 0, 0
        while len(self.reading.key(after)) == 1 and self.tokens[after].text.islower() and letters < 3:
            letters += 1
            after += 1
            if self.reading.key(after) == ".":
                dots += 1
                after += 1
        if letters + dots < 2 or not self.words.is_nameish(after) or self.words.is_ordinary(self.tokens[after]):
            return index
        return after

    def _surname_like_role(self, index: int) -> bool:
        return self.tokens[index].key in FAMILY_NAMES and self.tokens[index].is_capitalised

    def _continues_name(self, start: int, index: int, capitalised: bool) -> bool:
        token, previous = self.tokens[index], self.tokens[index - 1]
        if index in self.reading.cover or token.is_contracted or any(c.isdigit() for c in token.key):
            return False
        if (
            previous.key in PARTICLES
            and (index - 1 > start or len(previous.key) < 4)
            and token.key not in _NEVER_AFTER_TITLE
            and token.key not in _SPEECH
        ):
            return token.is_capitalised or not self.words.is_ordinary(token) or token.key in PARTICLES
        if token.key in PARTICLES:
            ends_the_name = capitalised and token.is_capitalised and previous.key not in PARTICLES
            return self._particle_leads_on(index, capitalised) or ends_the_name
        if self._has_meaning_here(start, index):
            return False
        if capitalised:
            if len(token.text) == 1:
                return token.is_capitalised and token.text != "I" and index + 1 < len(self.tokens)
            return (
                token.is_capitalised
                and (token.key not in STOP_WORDS or token.key in _SURNAME_WORDS)
                and not (token.is_all_caps and previous.key not in GIVEN_NAMES)
            )
        if token.key in STOP_WORDS or len(token.key) < 2:
            return len(token.key) == 1 and token.key not in "aiu" and self.words.is_nameish(index + 1)
        if token.is_capitalised and not self.words.shouted:
            return token.key in FAMILY_NAMES
        if self.words.is_ordinary(token):
            return (
                previous.key in GIVEN_NAMES
                and not self.words.is_ordinary(previous)
                and token.key in FAMILY_NAMES
                and token.key not in _SPEECH
            )
        return index - start < 3 and not self._starts_place(index) and not _sounds_like_a_deed(token.key)

    def _particle_leads_on(self, index: int, capitalised: bool) -> bool:
        after = index + 1
        while after < len(self.tokens) and self.tokens[after].key in PARTICLES:
            after += 1
        if after >= len(self.tokens) or not self.tokens[after].is_word:
            return False
        token = self.tokens[after]
        if after in self.words.blocked or token.key in STOP_WORDS:
            return False
        return token.is_capitalised if capitalised else not self.words.is_ordinary(token)

    def _has_meaning_here(self, start: int, index: int) -> bool:
        """Whether the word after a name is the start of something else: a role, a field, a hospital."""
        if index in self.words.blocked:
            return True
        end = self.words.known_places.get(index)
        if end is None:
            return False
        surname_fits = self.tokens[index].key in FAMILY_NAMES and self.tokens[start].key in GIVEN_NAMES
        return end - index > 1 or not surname_fits or index - start > 1

    def _starts_place(self, index: int) -> bool:
        if index in self.words.known_places:
            return self.tokens[index].key not in FAMILY_NAMES
        after = index + 1
        return after < len(self.tokens) and (
            after in self.words.role_starts and self.tokens[index].key not in FAMILY_NAMES
        )
