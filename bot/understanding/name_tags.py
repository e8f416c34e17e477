"""Tag the words of a message that name somebody or somewhere, by evidence weighed with learned weights.

Each word is looked at with its neighbours: what the vocabularies say of them, how they are written, and what the rules
of names.py make of them. The best sequence of tags is taken for the whole message. How much each piece of evidence
weighs is learned from labelled messages and many variants of them (training/train_name_tags.py,
``model/name_tags.json``), so that a name or a hospital nobody thought of is known by the company it keeps.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from bot.understanding.lexicon import table_keys
from bot.understanding.linear import Rows, tag_weights
from bot.understanding.reading import COMMON_WORDS, FAMILY_NAMES, GIVEN_NAMES, STOP_WORDS, Reading
from bot.understanding.tokens import Token

OUT, PERSON, PERSON_ON, PLACE, PLACE_ON = range(5)
TAGS = ("out", "person", "person goes on", "place", "place goes on")
_TAGS = range(len(TAGS))
_ALONE = (OUT, PERSON, PLACE)  # what a word by itself may be
# A tag that goes on needs one of its kind before it.
_FOLLOWS = {PERSON_ON: (PERSON, PERSON_ON), PLACE_ON: (PLACE, PLACE_ON)}
_START = (0.0, *([float("-inf")] * 4))

_INSTITUTION_WORDS = table_keys("institutions", "words")
_PARTICLES = table_keys("titles", "particles")
_JOINING = frozenset({"of", "at", "and", "&", ".", "in", "the", "-", "/", "'"})
_SAYING = frozenset({"said", "says", "told", "tells", "thinks", "mentioned", "heard"})
_LEADING_TO_PLACES = frozenset({"at", "from", "@"})
_BREAKS = frozenset(",(/|-–—:·")
_CATEGORIES = ("clinical", "shorthand", "events", "specialties", "visas", "positions", "roles", "titles")
_TOLD_THEMSELVES = frozenset({"stop", "shorthand", "titles", "roles"})
"""Kinds of words that are evidence by the word itself, as common words are."""
_OFFICES = frozenset({"gme", "hr"})
"""Offices that every hospital has, and no hospital is named after."""
_NEVER = -1e6
_NO_NAMES = frozenset({"DATE", "DETAIL", "visas"})
_LONGEST_ABBREVIATED = 3  # letters: "A.", "Chr.", "Wm."
_Row = tuple[float, ...]
Feature = tuple[str, str, str]
"""A sort of evidence and what is seen: one thing, or two together (the second empty where there is one)."""
_WORD_SORTS = ("second word before", "word before", "word", "word after", "second word after")
_CODE_SORTS = ("before it", "is", "after it")


class WordLook(NamedTuple):
    """What is to be seen of a word wherever it stands: the vocabularies that hold it, and how it is written."""

    kind: str  # "stop", "institution word" or empty
    listed: str  # "g", "f", "c": a given name, a family name, a common word
    shape: str  # "9" with a digit, "a" in lower case, "A" one capital, "AA" all capitals, "Aa" with a capital
    code: str  # all of it together, with "-" where it has a hyphen and "s" where it owns something
    word: str  # by which it is evidence, where nothing but the kind is known of it
    alone: str  # its whole code there
    is_common: bool
    is_one_word: bool  # with no mark inside that makes it two: "don't", "we'll", "w/"
    has_capital: bool  # at its beginning


@lru_cache(maxsize=4096)
def _look_of(text: str, key: str, is_possessive: bool, is_contracted: bool) -> WordLook:
    """The look of a word, as it is written and by its key. Kept: the same few words make up most messages."""
    parts = text.lower().split("-") if "-" in text else [key]
    hyphen = "-" if len(parts) > 1 else ""
    is_common = key in COMMON_WORDS or bool(hyphen and COMMON_WORDS.issuperset(parts))
    given, family = not GIVEN_NAMES.isdisjoint(parts), not FAMILY_NAMES.isdisjoint(parts)
    listed, shape = ("g" if given else "") + ("f" if family else "") + ("c" if is_common else ""), _shape_of(text)
    is_two = not text.isalpha() and (is_contracted or "/" in text or text.lower().endswith(("n't", "n’t")))
    kind = "stop" if key in STOP_WORDS else "institution word" if key in _INSTITUTION_WORDS else ""
    code = f"{listed}{hyphen} {shape}{'s' if is_possessive else ''}"
    return WordLook(
        kind=kind,
        listed=listed,
        shape=shape,
        code=code,
        word=_as_evidence(key, kind, is_common),
        alone=f"{kind}  {code}",
        is_common=is_common,
        is_one_word=not is_two,
        has_capital=text[0].isupper(),
    )


def _as_evidence(key: str, kind: str, is_common: bool) -> str:
    return key if is_common or kind in _TOLD_THEMSELVES else kind or "?"


def _shape_of(text: str) -> str:
    if not text.isalpha() and any(character.isdigit() for character in text):
        return "9"
    if not text[0].isupper():
        return "a"
    if len(text) == 1:
        return "A"
    return "AA" if text.isupper() else "Aa"


@lru_cache(maxsize=16_384)  # every known contact's name is asked for in every message
def _words_written(name: str) -> frozenset[str]:
    return frozenset(name.lower().split())


class WordEvidence:
    """What is to be seen of each word of a reading; *ruled* holds what the rules of names.py say, by token."""

    def __init__(self, reading: Reading, ruled: Mapping[int, str]) -> None:
        self.tokens = reading.tokens
        self.ruled = ruled
        self.kinds, self.places, self.style = _kinds(reading), _places(reading), _style(reading.tokens)
        words: list[str] = []
        codes: list[str] = []
        looks: list[WordLook | None] = []  # by token, None for a mark
        known_words = frozenset[str]().union(*[_words_written(contact.name) for contact in reading.known])
        kinds, places = self.kinds, self.places
        for index, token in enumerate(self.tokens):
            key = token.key
            if not token.is_word:
                kind = kinds[index] = kinds[index] or key
                looks.append(None)
                words.append(kind)
                codes.append(kind)
                continue
            look = _look_of(token.text, key, token.is_possessive, token.is_contracted)
            looks.append(look)
            if not (kinds[index] or places[index] or key in known_words):  # nearly every word
                kinds[index] = look.kind
                words.append(look.word)
                codes.append(look.alone)
                continue
            kind = kinds[index] = kinds[index] or look.kind
            words.append(_as_evidence(key, kind, look.is_common))
            code = look.code.replace(" ", "k ") if key in known_words else look.code
            codes.append(f"{kind} {places[index]} {code}")
        self.words, self.codes, self.looks = words, codes, looks
        # Beyond the ends of the message stand marks: token *index* has its words at *index* to *index* + 4.
        self.words_around = ["^", "^", *words, "$", "$"]
        self.codes_around = ["^", *codes, "$"]

    def may_be_named(self, index: int) -> bool:
        """Whether token *index* is worth weighing; the rest is certainly no name."""
        if index in self.ruled:
            return True
        look, kind = self.looks[index], self.kinds[index]
        if look is None or not look.is_one_word or kind in _NO_NAMES:
            return False
        if kind == "roles" and len(self.tokens[index].text) == 1:  # "P.D."
            return False
        if self.places[index] or look.has_capital:
            return True
        if kind == "stop" or (index and self.tokens[index - 1].key == "how"):  # "how tall is it"
            return False
        return look.listed != "c" or self._stands_by_a_place(index)

    def speaks_beside_a_place(self, index: int) -> bool:
        """Whether a surname stands between a hospital of the vocabulary and a word of saying: "at mercy lin said"."""
        after = self.words[index + 1] if index + 1 < len(self.words) else ""
        look = self.looks[index]
        return (
            after in _SAYING
            and index > 0
            and self.places[index - 1].startswith("known")
            and not self.places[index]
            and look is not None
            and "f" in look.listed
            and not self.kinds[index]
        )

    def _stands_by_a_place(self, index: int) -> bool:
        """An ordinary word may be part of a hospital's name where another word of it is beside: "union memorial"."""
        before = self.words[index - 1] if index else ""
        if before in _LEADING_TO_PLACES or (
            index and (self.places[index - 1] or self.kinds[index - 1] == "institution word")
        ):
            return True
        after = index + 1
        return after < len(self.tokens) and bool(self.places[after] or self.kinds[after] == "institution word")

    def candidates(self) -> list[int]:
        """The tokens worth weighing, with what may join them ("University *of* Utah")."""
        chosen = [index for index in range(len(self.tokens)) if self.may_be_named(index)]
        inside = set(chosen)
        for index in chosen:
            following = index + 1
            while following < len(self.tokens) and following - index < 3 and following not in inside:
                if self.tokens[following].key not in _JOINING and self.tokens[following].key not in _PARTICLES:
                    break
                following += 1
            if following in inside:
                inside.update(range(index + 1, following))
        return sorted(inside)

    def features(self, index: int) -> list[Feature]:
        """What is seen of token *index* and its neighbours."""
        seen = (*self.words_around[index : index + 5], *self.codes_around[index : index + 3])
        alone = [(sort, one, "") for sort, one in zip((*_WORD_SORTS, *_CODE_SORTS), seen, strict=True)]
        return [*alone, *self.together(index)]

    def together(self, index: int) -> list[Feature]:
        """Of *features*, those that see two things together, a rule or an ending."""
        codes, kinds = self.codes, self.kinds
        before2, before, word, after, after2 = self.words_around[index : index + 5]
        code_before, code, code_after = self.codes_around[index : index + 3]
        last = len(codes) - 1
        features: list[Feature] = [
            ("is, message", code, self.style),
            ("is, word before", code, before),
            ("is, word after", code, after),
            ("is, before it", code, code_before),
            ("is, after it", code, code_after),
            ("words before", before2, before),
            ("words after", after, after2),
            ("words around", before, after),
            ("kinds around", kinds[index - 1] if index else "^", kinds[index + 1] if index < last else "$"),
        ]
        if before in _BREAKS and index > 1:
            features += (
                ("over the mark before", before, codes[index - 2]),
                ("rule over the mark before", before, self.ruled.get(index - 2, "")),
                ("is, rule over the mark before", code, before + self.ruled.get(index - 2, "")),
            )
        if after in _BREAKS and index + 1 < last:
            features += (
                ("over the mark after", after, codes[index + 2]),
                ("rule over the mark after", after, self.ruled.get(index + 2, "")),
            )
        rule = self.ruled.get(index)
        if rule is not None:
            features += (
                ("rule", rule, ""),
                ("rule, is", rule, code),
                ("rule, next rule", rule, self.ruled.get(index + 1, "")),
                ("rule, word before", rule, before),
            )
        elif index + 1 in self.ruled:
            features.append(("next rule", self.ruled[index + 1], ""))
        if word == "?" and len(self.tokens[index].key) > 3:
            features.append(("ends in", self.tokens[index].key[-3:], ""))
        return features


def _kinds(reading: Reading) -> list[str]:
    """What each token is to the vocabularies, to the dates and to the details; empty where nothing is known."""
    kinds = [""] * len(reading.tokens)
    for category in _CATEGORIES:
        for hit in reading.hits.get(category, ()):
            for index in range(hit.start, hit.end):
                kinds[index] = category
    for index, kind in reading.cover.items():
        kinds[index] = kind
    return kinds


def _places(reading: Reading) -> list[str]:
    """For each token whether it is of a city, a state or a hospital that the vocabularies hold."""
    places = [""] * len(reading.tokens)
    for hit in reading.hits_of("places"):
        for index in range(hit.start, hit.end):
            places[index] = hit.value
    for hit in reading.hits_of("institutions", "known"):
        places[hit.start] = "known"
        for index in range(hit.start + 1, hit.end):
            places[index] = "known on"
    return places


def _style(tokens: Sequence[Token]) -> str:
    """How a message is written: who begins sentences with a capital writes names with one."""
    first = next((token for token in tokens if token.is_word), None)
    if first and first.is_capitalised:
        return "with capitals"
    return "mixed" if any(token.is_word and token.is_capitalised for token in tokens) else _WITHOUT_CAPITALS


_WITHOUT_CAPITALS = "without capitals"


Moves = Sequence[Sequence[tuple[int, float]]]
"""For each tag, the tags that may stand before it, each with the weight of that move."""


def moves_of(weights: Sequence[Sequence[float]]) -> Moves:
    """The moves between tags that make sense, from the weight of each tag (row) before each (column)."""
    return [[(before, weights[before][tag]) for before in _FOLLOWS.get(tag, _TAGS)] for tag in _TAGS]


def best_tags(rows: Sequence[tuple[int, _Row]], moves: Moves) -> dict[int, int]:
    """The best tags of the tokens given with the weight of each tag; a gap between tokens is out."""
    tags: dict[int, int] = {}
    stretch: list[tuple[int, _Row]] = []
    for index, row in rows:
        if stretch and stretch[-1][0] != index - 1:
            _decode(stretch, moves, tags)
            stretch = []
        stretch.append((index, row))
    if stretch:
        _decode(stretch, moves, tags)
    return tags


def _decode(stretch: Sequence[tuple[int, _Row]], moves: Moves, tags: dict[int, int]) -> None:
    if len(stretch) == 1:
        index, row = stretch[0]
        values = [row[tag] + moves[tag][OUT][1] for tag in _ALONE]
        tags[index] = _ALONE[values.index(max(values))]
        return
    scores: Sequence[float] = _START
    back: list[list[int]] = []
    for _, row in stretch:
        reached, origins = [], []
        for tag, ways in enumerate(moves):
            best, origin = _NEVER * 10, 0
            for before, weight in ways:
                value = scores[before] + weight
                if value > best:
                    best, origin = value, before
            reached.append(best + row[tag])
            origins.append(origin)
        back.append(origins)
        scores = reached
    tag = max(_TAGS, key=scores.__getitem__)
    for (index, _), origins in zip(reversed(stretch), reversed(back), strict=True):
        tags[index] = tag
        tag = origins[tag]


def _falls_to_lower_case(before: Token, token: Token) -> bool:
    """Whether a capitalised word is followed by an everyday one in lower case, which is no part of the name."""
    return (
        before.is_capitalised
        and not before.is_all_caps
        and not token.is_capitalised
        and token.key in COMMON_WORDS
        and token.key not in _PARTICLES
    )


class TagRows:
    """What each piece of evidence speaks for. The rows of a word, or a code, in each place stand side by side.

    A word is beside several tokens that are weighed: what it speaks for is looked up once.
    """

    def __init__(self, rows: Rows[tuple[str, ...]]) -> None:
        self.rows = rows
        self._of_word = _side_by_side(rows, _WORD_SORTS)
        self._of_code = _side_by_side(rows, _CODE_SORTS)

    def totals(self, evidence: WordEvidence, indexes: Sequence[int]) -> Iterator[int]:
        """The sum of the rows of all that is seen of each token."""
        none = [0] * len(_WORD_SORTS)
        words = [self._of_word.get(word, none) for word in evidence.words_around]
        codes = [self._of_code.get(code, none) for code in evidence.codes_around]
        for index in indexes:
            before2, before, word, after, after2 = words[index : index + 5]
            code_before, code, code_after = codes[index : index + 3]
            of_words = before2[0] + before[1] + word[2] + after[3] + after2[4]
            of_codes = code_before[0] + code[1] + code_after[2]
            yield of_words + of_codes + self.rows.total(evidence.together(index))


def _side_by_side(rows: Rows[tuple[str, ...]], sorts: Sequence[str]) -> dict[str, list[int]]:
    """For each thing seen its row in each of *sorts*."""
    found: dict[str, list[int]] = {}
    for (sort, one, _), row in rows.items():
        if sort in sorts:
            found.setdefault(one, [0] * len(sorts))[sorts.index(sort)] = row
    return found


@cache
def _learned() -> tuple[TagRows, Moves]:
    weights, moves = tag_weights()
    return TagRows(weights), moves_of(moves)


def tag_names(reading: Reading, ruled: Mapping[int, str]) -> dict[int, int]:
    """The tag of each token of *reading* that names somebody or somewhere."""
    evidence = WordEvidence(reading, ruled)
    learned, moves = _learned()
    rows = []
    tokens, candidates = reading.tokens, evidence.candidates()
    says, has_capitals = not _SAYING.isdisjoint(evidence.words), evidence.style != _WITHOUT_CAPITALS
    for index, total in zip(candidates, learned.totals(evidence, candidates), strict=True):
        a, b, c, d, e = learned.rows.weights(total)
        rule = ruled.get(index)
        if rule == "titled":
            # After a title a name stands for certain; where it ends is weighed.
            a = c = d = e = _NEVER
        elif tokens[index].key in _OFFICES:
            d = _NEVER  # "the GME office at Mercy" is at Mercy
        elif rule == "place" and evidence.places[index] == "known":
            a = _NEVER  # a hospital of the vocabulary names something, be it somebody
        elif says and evidence.speaks_beside_a_place(index):
            a = c = d = e = _NEVER
        if tokens[index].text == "." and len(tokens[index - 1].text) > _LONGEST_ABBREVIATED:
            c = _NEVER  # a sentence ends here: "abelson. abelson said"
        if has_capitals and index and _falls_to_lower_case(tokens[index - 1], tokens[index]):
            c = _NEVER
        rows.append((index, (a, b, c, d, e)))
    return {index: tag for index, tag in best_tags(rows, moves).items() if tag}
