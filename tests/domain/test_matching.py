"""Three tiers: the same by itself, likely asked with its reason, different remembered."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.contact import Contact, Distinction, Position
from bot.domain.matching import match_contact
from bot.domain.vocabulary import Role

MET = datetime(2026, 10, 13, 23, 40, tzinfo=UTC)


def contact(name: str, institution: str | None = None, role: Role | None = None, **more: Any) -> Contact:
    return Contact(id=name, name=name, created_at=MET, positions=(Position(role, institution),), **more)


ANITA = contact("Anita Patel", "Mercy", Role.PROGRAM_DIRECTOR)
RAJ = contact("Raj Patel", "UAB")
CHEN = contact("Wei Chen", "Mercy", Role.ATTENDING)


def test_a_surname_alone_is_enough_while_only_one_contact_has_it() -> None:
    assert match_contact("Patel", [ANITA, CHEN]).certain is ANITA


def test_a_surname_alone_is_never_enough_when_two_could_be_meant() -> None:
    match = match_contact("Patel", [ANITA, RAJ, CHEN])
    assert match.certain is None
    assert [candidate.contact for candidate in match.candidates] == [ANITA, RAJ]


def test_a_surname_at_another_hospital_is_asked_about_with_both_hospitals_named() -> None:
    match = match_contact("Patel", [ANITA], institution="UAB")
    assert match.certain is None
    assert match.candidates[0].reason == "the surname is the same, but you told me Mercy before and UAB now"


def test_a_surname_with_another_job_is_asked_about() -> None:
    assert match_contact("Chen", [CHEN], role=Role.FELLOW).certain is None


def test_a_longer_or_shorter_name_of_the_same_hospital_is_the_same_hospital() -> None:
    assert match_contact("Patel", [ANITA], institution="Mercy St Louis").certain is ANITA


def test_an_initial_is_enough_while_it_fits_one_contact() -> None:
    assert match_contact("A. Patel", [ANITA, RAJ]).certain is ANITA


def test_a_full_name_is_the_same_person_even_at_a_new_hospital() -> None:
    """People move; the contact keeps both jobs."""
    assert match_contact("Anita Patel", [ANITA, RAJ], institution="UAB").certain is ANITA


def test_a_misspelt_name_is_asked_about_never_merged() -> None:
    match = match_contact("Anita Patell", [ANITA])
    assert match.certain is None
    assert match.candidates[0].reason == "the surname is spelled almost alike"


def test_the_same_email_address_is_the_same_person() -> None:
    chan = contact("Wei Chan", email="wchan@mercy.example")
    assert match_contact("W. Chen", [chan, CHEN], email="WChan@mercy.example").certain is chan


def test_a_person_said_to_be_someone_else_is_not_asked_about_again() -> None:
    other = contact("Patel")
    apart = [Distinction("d1", other.id, ANITA.id)]
    assert match_contact("Patel", [ANITA, other], apart).certain is other
    assert match_contact("Anita Patel", [ANITA, other], apart).certain is ANITA


def test_an_alias_means_the_contact() -> None:
    nick = contact("Svetlana Morozova", aliases=("Sveta",))
    assert match_contact("Sveta", [nick, CHEN]).certain is nick


def test_an_unknown_name_is_a_new_person() -> None:
    match = match_contact("Okafor", [ANITA, CHEN])
    assert match.certain is None
    assert match.candidates == ()
