"""Duplicates pile up where one person is not recognised; a wrong merge hands one person's words to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import Likeness, compare, fold

SAME = [
    ("Anita Patel", "anita patel"),
    ("Dr. Anita Patel, MD", "Anita Patel"),
    ("Patel, Anita", "Anita Patel"),
    ("Zoë Müller", "Zoe Muller"),
    ("Yun-seo Park", "Yun Seo Park"),
    ("Yunseo Park", "Yun-seo Park"),
    ("Amara Osei-Bonsu", "Amara Osei Bonsu"),
    ("Sean O'Brien", "Sean OBrien"),
    ("John A. Smith", "John Smith"),
    ("John A. Smith", "John Adam Smith"),
    ("Van der Berg", "van der Berg"),
    ("Felipe De La Cruz", "Felipe de la Cruz"),
]
ASK = [
    ("Anita Patel", "Anita Patell", Likeness.CLOSE),
    ("Wei Chen", "Chen Wei", Likeness.CLOSE),
    ("Sveta Ivanova", "Svetlana Ivanova", Likeness.CLOSE),
    ("Pilar Santiago-Webb", "Pilar Webb", Likeness.CLOSE),
    ("Okonkow", "Chidi Okonkwo", Likeness.CLOSE),
    ("Chan", "Chen", Likeness.CLOSE),
    ("A. Patel", "Anita Patel", Likeness.INITIAL),
    ("Patel", "Anita Patel", Likeness.PART),
    ("Dmitri", "Dmitri Volkov", Likeness.PART),
    ("Dr. de la Cruz", "Felipe de la Cruz", Likeness.PART),
    ("Chen", "Ben Chen", Likeness.PART),
    ("Al Rivera", "Dr. Rivera", Likeness.PART),
]
DIFFERENT = [
    ("Anita Patel", "Raj Patel"),
    ("John A. Smith", "John B. Smith"),
    ("B. Patel", "Anita Patel"),
    ("Le", "Vo"),
    ("Kim", "Lim"),
    ("Mina Kim", "Mina Park"),
    ("Dr. Anita", "Raj Patel"),
    ("", "Patel"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_name_written_another_way_is_the_same_person(one: str, other: str) -> None:
    assert compare(one, other).likeness is Likeness.SAME


@pytest.mark.parametrize(("one", "other", "likeness"), ASK)
def test_a_likely_name_is_asked_about_with_its_reason(one: str, other: str, likeness: Likeness) -> None:
    comparison = compare(one, other)
    assert comparison.likeness is likeness
    assert comparison.reason


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_people_stay_two(one: str, other: str) -> None:
    assert compare(one, other).likeness is Likeness.DIFFERENT


@given(st.text(max_size=40), st.text(max_size=40))
def test_comparing_never_depends_on_which_name_came_first(one: str, other: str) -> None:
    assert compare(one, other).likeness is compare(other, one).likeness


@given(st.text(max_size=40))
def test_a_name_is_itself(name: str) -> None:
    assert compare(name, name).likeness is (Likeness.SAME if fold(name) else Likeness.DIFFERENT)
