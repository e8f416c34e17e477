"""Rebuild the word and name lists of ``bot/understanding/vocabulary`` from freely licensed packages.

Run by hand, seldom: ``python scripts/make_word_lists.py SYMSPELLPY FAKER NAMES``, with the folders of the unpacked
packages symspellpy (MIT; word frequencies), Faker (MIT; names of many countries) and names (public-domain counts of the
1990 United States census).

* ``common_words.txt``: words a sentence may hold that are no names. A word that is also a name stays only if it is
  frequent or has inflected forms of its own ("park", "parked"), which "patel" has not.
* ``given_names.txt`` and ``family_names.txt``: lower case, without diacritics.
* ``womens_names.txt`` and ``mens_names.txt``: of the given names, those that hardly anybody of the other sex bears
  ("susan", "harold", not "robin"), for whom "she" and "he" may mean.
* ``mostly_given_names.txt``: of those in both, the ones borne as a given name five times as often ("sam", not "kim").
"""

import importlib
import pkgutil
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

VOCABULARY = Path(__file__).parent.parent / "bot" / "understanding" / "vocabulary"
COMMON_WORDS = 26_000
ALWAYS_WORDS = 1_000
USUALLY_WORDS = 9_000
MOSTLY = 5
HARDLY_ANY = 20  # times as often as the other sex
GIVEN_FIELDS = ("first_names", "first_names_male", "first_names_female", "first_names_unisex", "first_names_others")
FAMILY_FIELDS = ("last_names", "last_names_male", "last_names_female")


def folded(name: str) -> str | None:
    """Return *name* in lower-case ASCII letters, or None where it is not written in the Latin script."""
    name = name.translate(str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss"}))
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return plain if re.fullmatch(r"[a-z]{2,}", plain) and len(plain) >= len(name) - 1 else None


def faker_names(package: Path, fields: Iterable[str], *, as_written: bool = False) -> set[str]:
    """Return the names of *fields*, of every country; *as_written*, only those that are written without an accent."""
    sys.path.insert(0, str(package))
    people = importlib.import_module("faker.providers.person")
    found: set[str] = set()
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for field in fields:
            names = getattr(provider, field, ())
            for name in () if isinstance(names, property) else names:
                parts = ((word.lower(), folded(word)) for word in str(name).split())
                found.update(part for word, part in parts if part and (part == word or not as_written))
    return found


def census_names(file: Path, least_percent: float) -> set[str]:
    rows = (line.split() for line in file.read_text().splitlines() if line.strip())
    return {row[0].lower() for row in rows if float(row[1]) >= least_percent}


def mostly_given(names: Path, both: set[str]) -> set[str]:
    """Those of *both* that the census counts as given names MOSTLY times as often as family names."""
    shares: dict[str, Counter[str]] = {}
    for file in ("dist.female.first", "dist.male.first", "dist.all.last"):
        kind = file.rpartition(".")[2]
        counted = shares.setdefault(kind, Counter())
        for line in (names / "names" / file).read_text().splitlines():
            counted[line.split()[0].lower()] += float(line.split()[1])
    return {name for name in both if shares["first"][name] > MOSTLY * shares["last"][name]}


def of_one_sex(faker: Path, names: Path, sex: str, other: str) -> set[str]:
    """Those that Faker has for one sex and in no country for the other, unless the census counts many of the other."""
    shares: dict[str, dict[str, float]] = {}
    for each in (sex, other):
        lines = (names / "names" / f"dist.{each}.first").read_text().splitlines()
        shares[each] = {line.split()[0].lower(): float(line.split()[1]) for line in lines}
    theirs = faker_names(faker, [f"first_names_{other}"])
    # A Hungarian woman's "Tünde" is no Nigerian man's "Tunde": names are taken as they are written.
    told = faker_names(faker, [f"first_names_{sex}"], as_written=True) - theirs
    counted = {name for name, share in shares[sex].items() if share > HARDLY_ANY * shares[other].get(name, 0.0)}
    return {name for name in told if name in counted or not any(name in share for share in shares.values())} | (
        counted - theirs
    )


def is_plain_word(word: str, rank: dict[str, int]) -> bool:
    """Whether a word has forms of its own; "timed" is no form of "tim", since "time" is told more often."""
    if word.endswith("s") and word[:-1] in rank:
        word = word[:-1]
    stem = word.removesuffix("e")
    forms = [word + "ly", word + "ness", word + "ment"]
    if rank.get(word, len(rank)) < rank.get(word + "e", len(rank)):
        forms += (word + "ed", stem + "ed", word + "ing", stem + "ing", word + "er")
    return any(form in rank for form in forms)


def write(name: str, words: set[str]) -> None:
    (VOCABULARY / name).write_text("\n".join(sorted(words)) + "\n", encoding="ascii")
    print(name, len(words))


def main(symspellpy: Path, faker: Path, names: Path) -> None:
    dictionary = symspellpy / "symspellpy" / "frequency_dictionary_en_82_765.txt"
    ranked = [line.split()[0] for line in dictionary.read_text(encoding="utf-8-sig").splitlines()]
    ranks = {word: rank for rank, word in enumerate(ranked)}
    given = faker_names(faker, GIVEN_FIELDS)
    family = faker_names(faker, FAMILY_FIELDS)
    for file in ("dist.female.first", "dist.male.first"):
        given |= census_names(names / "names" / file, 0.004)
    family |= census_names(names / "names" / "dist.all.last", 0.001)
    write("mostly_given_names.txt", mostly_given(names, given & family))
    names_of_people = given | family
    frequent_names = census_names(names / "names" / "dist.all.last", 0.012)
    for file in ("dist.female.first", "dist.male.first"):
        frequent_names |= census_names(names / "names" / file, 0.01)

    def is_common(rank: int, word: str) -> bool:
        if rank < ALWAYS_WORDS or word not in names_of_people or is_plain_word(word, ranks):
            return True
        return rank < USUALLY_WORDS and word not in frequent_names

    common = {word for rank, word in enumerate(ranked[:COMMON_WORDS]) if word.isascii() and is_common(rank, word)}
    write("common_words.txt", common)
    write("given_names.txt", given)
    write("womens_names.txt", of_one_sex(faker, names, "female", "male") & given)
    write("mens_names.txt", of_one_sex(faker, names, "male", "female") & given)
    write("family_names.txt", family)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
