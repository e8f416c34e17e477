"""What is known of a message while it is being read: its words, and who and what was found in them so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.domain.vocabulary import Relationship, Role, Specialty
from bot.understanding.contact_details import ContactDetail, find_contact_details
from bot.understanding.dates import DateMention, read_dates
from bot.understanding.lexicon import Hit, Lexicon, lexicon, table_keys, word_set, words
from bot.understanding.meaning import Known, KnownContact, KnownPlace, Span
from bot.understanding.nicknames import without_nicknames
from bot.understanding.tokens import Token, tokenise
from bot.understanding.visa_letters import without_lookalikes


@dataclass(slots=True, eq=False)
class Person:
    """Someone the message is about. *mentions* are token ranges; the first holds the name as it was told best."""

    name: str
    mentions: list[tuple[int, int]]
    titled: bool = False
    role: Role | None = None
    institution: str | None = None
    specialty: Specialty | None = None
    relationship: Relationship | None = None
    img: bool | None = None
    email: str | None = None
    phone: str | None = None
    linkedin: str | None = None
    gender: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    confidence: float = 0.9

    @property
    def words(self) -> list[str]:
        return self.name.lower().split()


@dataclass(slots=True)
class Place:
    """An institution told in the message."""

    name: str
    start: int
    end: int
    confidence: float = 0.8


_WHAT_I_WOULD = word_set(
    "be love like do make have fit rather better never probably need want get go fail pass prefer also definitely "
    "apply come send email text write reach stop drop bring take hire see work try think ask call start finish reply "
    "cover let tell swap owe wait help give talk meet join stay trade sign pick"
)
_NO_SPECIALIST = word_set("on the with w from of in and n is dr our my their an page paged ask asked tell via")
_NUMBERED = word_set("eras aamc email mail badge nrmp ecfmg user my your employee")
"""Words before an "id" that is a number or an address."""

_WHAT_I_AM = word_set(
    "a an not so still also just really very now the your currently applying interested going gonna looking trying "
    "hoping aiming taking doing working rotating starting free off done sorry tired scared worried here back stuck late"
)
_WHERE_I_AM = _WHAT_I_AM | word_set("on at in from")
_BEFORE_A_DEED = word_set("will would can could might may to hell shell theyll ill hed shed theyd id ll")
_BEFORE_AN_ADVOCATE = word_set("a an my your his her our patient great real strong best biggest be")
_BEFORE_I = word_set("and but so bc because since while when that if cause cuz btw hey hi lol like think ok yes no")
"""Words before an "im" that is "I'm"."""


class Trace(NamedTuple):
    """One thing a rule said over some words; *lost_to* says why it was not kept."""

    rule: str
    span: Span
    said: str
    lost_to: str | None = None
    why: object = None  # what it was weighed by; its text is wanted only where it is shown


_PLACING = frozenset({"at", "@", "from", "in", "st", "saint"})
"""What stands before a hospital, and before nobody's name."""


class Reading:
    """A message with its words, marks, dates, details and vocabulary hits; finders add people and places.

    *keys* are those of all its words and marks: what needs a word that is not among them need not look for it.
    """

    def __init__(self, text: str, now: datetime, known: Sequence[Known] = (), *, traced: bool = False) -> None:
        self.text = text
        self.now = now
        self.known = [each for each in known if isinstance(each, KnownContact)]
        self.known_places = [each for each in known if isinstance(each, KnownPlace)]
        tokens, self.nicknames = without_nicknames(tokenise(text))
        self.tokens: list[Token] = tokens
        if "im" in text:
            self._spell_out_i_am()
        self.details: list[ContactDetail] = find_contact_details(text)
        self.dates: tuple[DateMention, ...] = tuple(
            mention for mention in read_dates(text, now) if not self._reaches_somebody(mention.span)
        )
        self.hits: dict[str, list[Hit]] = {}
        for hit in without_lookalikes(list(lexicon().hits(self.tokens)), self.tokens):
            key = self.tokens[hit.start].key
            another = (key == "id" and self._is_i_would(hit)) or (key == "advocate" and self._is_a_deed(hit))
            if not (another or (hit.category == "institutions" and self._is_contact(hit))):
                self.hits.setdefault(hit.category, []).append(hit)
        if self.known_places:
            own = Lexicon(("institutions", "known", place.said) for place in self.known_places)
            self.hits.setdefault("institutions", []).extend(own.hits(self.tokens))
        self.keys = frozenset([token.key for token in self.tokens])
        self._starts = {token.start: index for index, token in enumerate(self.tokens)}
        self.cover: dict[int, str] = {}
        self._cover_details_and_dates()
        self.people: list[Person] = []
        self.places: list[Place] = []
        self.introduced_until = 0  # where the resident's own introduction ends, in characters
        self.traces: list[Trace] = []
        self.traced = traced

    def _is_contact(self, hit: Hit) -> bool:
        """Whether a hospital's name is all that somebody known is called: "lourdes needs my form", the coordinator."""
        if hit.end != hit.start + 1 or self.key(hit.start - 1) in _PLACING:
            return False
        return any(contact.name.casefold() == self.key(hit.start) for contact in self.known)

    def _is_a_deed(self, hit: Hit) -> bool:
        """Whether a hospital's name is a verb here, or what somebody is: "he'll advocate for me", "my advocate"."""
        if hit.end != hit.start + 1:
            return False
        before, after = self.key(hit.start - 1), self.key(hit.end)
        is_one = before in _BEFORE_AN_ADVOCATE and (not after[:1].isalnum() or after in {"in", "at", "and", "now"})
        return before in _BEFORE_A_DEED or after == "for" or is_one

    def _is_i_would(self, hit: Hit) -> bool:
        """Whether "id" is "I'd" typed in haste or a number, no infectious disease: "told her id call", "eras id"."""
        if hit.end != hit.start + 1:
            return False
        before = self.key(hit.start - 1)
        if before in _NUMBERED and hit.category == "specialties":
            return before != "my" or self.key(hit.end) not in {"attending", "fellow", "consult", "rotation", "elective"}
        written = self.tokens[hit.start].text == "id"
        return written and self.key(hit.end) in _WHAT_I_WOULD and before not in _NO_SPECIALIST

    def _spell_out_i_am(self) -> None:
        """Read "im" typed in haste as "i'm", and no internal medicine: "im on a j1", "lol im a prelim at Mercy"."""
        for index, token in enumerate(self.tokens):
            if token.text != "im":
                continue
            before, after = self.key(index - 1) if index else "", self.key(index + 1)
            begins = not before or before in _BEFORE_I
            if after in _WHERE_I_AM if begins else after in _WHAT_I_AM and not before[:1].isalnum():
                self.tokens[index] = token._replace(text="i'm", is_contracted=True)

    def _cover_details_and_dates(self) -> None:
        for kind, spans in (
            ("DETAIL", [detail.span for detail in self.details]),
            ("DATE", [mention.span for mention in self.dates]),
        ):
            for span in spans:
                for index in self.token_range(span):
                    self.cover.setdefault(index, kind)

    def _reaches_somebody(self, span: Span) -> bool:
        """Whether the figures at *span* are part of a telephone number or an address: "602 555 0138" is no 01:38."""
        return any(span.start < detail.span.end and detail.span.start < span.end for detail in self.details)

    def token_range(self, span: Span) -> range:
        """Indexes of the tokens that touch *span*."""
        first = self._starts.get(span.start)
        if first is None:
            first = next((i for i, token in enumerate(self.tokens) if token.end > span.start), len(self.tokens))
        last = first
        while last < len(self.tokens) and self.tokens[last].start < span.end:
            last += 1
        return range(first, last)

    def span(self, start: int, end: int) -> Span:
        """The characters of tokens *start* to *end* (exclusive)."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def words_of(self, start: int, end: int) -> str:
        """The text of tokens *start* to *end* (exclusive), as written."""
        span = self.span(start, end)
        return self.text[span.start : span.end]

    def key(self, index: int) -> str:
        """The key of token *index*, empty outside the message."""
        return self.tokens[index].key if 0 <= index < len(self.tokens) else ""

    def hits_of(self, category: str, *values: str) -> Sequence[Hit]:
        hits = self.hits.get(category, ())
        return [hit for hit in hits if hit.value in values] if values and hits else hits

    def note(self, rule: str, span: Span, said: str, lost_to: str | None = None, why: object = None) -> None:
        """Remember for `vouch explain` what *rule* said, and what most of all made it say so.

        Nobody else asks: what is said often is put into words only where the reading is *traced*.
        """
        if self.traced:
            self.traces.append(Trace(rule, span, said, lost_to, why))

    def person_at(self, index: int) -> Person | None:
        for person in self.people:
            if any(start <= index < end for start, end in person.mentions):
                return person
        return None


def overlaps(start: int, end: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in ranges)


STOP_WORDS = table_keys("stop_names")
COMMON_WORDS = words("common_words")
GIVEN_NAMES = words("given_names")
FAMILY_NAMES = words("family_names")
