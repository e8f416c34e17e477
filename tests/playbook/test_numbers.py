"""Every number of the playbook that is no test elsewhere: whom to know, what to ask, when to come back.

The limits of what is written (200-250 words, 20-30 seconds, 200 and 300 characters) are tests/drafting/.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.application import STALE_AFTER, LetterPlan
from bot.domain.contact import Contact, Position
from bot.domain.follow_up import Event, EventKind
from bot.domain.knowledge import Encounter, Fact
from bot.domain.vocabulary import FactKind, MentorKind, Relationship, Role, Specialty
from bot.planning.account import DAYS_BEFORE
from bot.planning.coverage import count_of
from bot.planning.dossier import QUESTIONS
from bot.planning.due import Kept
from bot.planning.follow_ups import UNDATED_AFTER
from bot.planning.letters import letters_due
from bot.planning.openings import openings_due
from bot.planning.rotations import stages
from bot.planning.standing import ROLES, Rung, ladder, mentor_kinds
from bot.playbook.pack import DEFAULT, load_pack, pack_names
from tests.planning.made import resident

PACK = load_pack(DEFAULT)
NOW = datetime(2026, 10, 13, 17, tzinfo=UTC)
WHO_MATTERS = [
    (Role.PROGRAM_DIRECTOR, None),
    (Role.ASSOCIATE_PROGRAM_DIRECTOR, None),
    (Role.ATTENDING, Specialty.INTERNAL_MEDICINE),
    (Role.ATTENDING, Specialty.CARDIOLOGY),
    (Role.CHIEF_RESIDENT, None),
    (Role.COORDINATOR, None),
    (Role.FELLOW, None),
    (Role.ALUM, None),
]


def person(number: int, role: Role | None = None, specialty: Specialty | None = None, **told: object) -> Contact:
    position = Position(role, "Lakeside", specialty)
    return Contact(f"c{number}", f"Person {number}", NOW, positions=(position,), **told)  # type: ignore[arg-type]


def test_the_eight_roles_are_those_of_who_matters() -> None:
    people = [person(number, role, specialty) for number, (role, specialty) in enumerate(WHO_MATTERS)]
    found = [[name for name, fits in ROLES.items() if fits(contact)] for contact in people]
    assert len(ROLES) == 8
    assert sorted(names[0] for names in found) == sorted(ROLES)
    assert all(len(names) == 1 for names in found)


def test_the_four_kinds_of_mentor() -> None:
    mentors = (
        person(1, Role.ATTENDING, relationship=Relationship.MENTOR),
        person(2, img=True, relationship=Relationship.MENTOR),
        person(3, Role.RESEARCHER, relationship=Relationship.MENTOR),
        person(4, Role.PROGRAM_DIRECTOR, relationship=Relationship.MENTOR),
    )
    kinds = mentor_kinds(Kept(contacts=mentors), resident(program="Lakeside"))
    assert len(MentorKind) == 4
    assert {kind: [each.id for each in found] for kind, found in kinds.items()} == {
        MentorKind.CLINICAL: ["c1"],
        MentorKind.CAREER: ["c2"],
        MentorKind.RESEARCH: ["c3"],
        MentorKind.INSIDER: ["c4"],
    }


def test_a_mentor_becomes_a_sponsor_by_what_they_do() -> None:
    """Three check-ins, a letter agreed to, and at last somebody who speaks up."""
    mentor = person(1, relationship=Relationship.MENTOR)

    def rung(times: int, *facts: Fact) -> Rung:
        met = tuple(Encounter(f"e{number}", ("c1",), date(2026, 8, number + 1), NOW) for number in range(times))
        return ladder(Kept(contacts=(mentor,), encounters=met, facts=facts), resident())[0].rung

    def told(kind: FactKind, value: str) -> Fact:
        return Fact("f1", "Person 1", kind, value, date(2026, 9, 1), NOW, contact_id="c1")

    assert [rung(times) for times in (1, 2, 3)] == [Rung.ADVISES, Rung.ADVISES, Rung.CHECKS_IN]
    assert rung(1, told(FactKind.LETTER, "agreed")) is Rung.WRITES
    assert rung(1, told(FactKind.ADVOCATES, "yes")) is Rung.ACTS


@pytest.mark.parametrize("name", pack_names())
def test_three_to_five_questions_go_to_a_meeting_and_the_bank_has_as_many_for_everybody(name: str) -> None:
    questions = load_pack(name).questions
    assert 3 <= QUESTIONS <= 5
    for whom in ("mentor", "director", "conference", "fellow", "coordinator", "senior", "alum", "attorney"):
        assert len(getattr(questions, whom)) >= QUESTIONS


def test_what_is_asked_about_a_visa() -> None:
    asked = " ".join(PACK.questions.conference)
    assert "IMG- or visa-friendly programs" in asked
    assert "H-1B, or mainly J-1" in asked


def test_peers_mentors_and_sponsors_are_counted_by_what_was_told() -> None:
    people = (
        *(person(number, relationship=Relationship.PEER) for number in range(5)),
        person(6, relationship=Relationship.MENTOR, img=True),
        person(7, relationship=Relationship.MENTOR),
        person(8, relationship=Relationship.SPONSOR),
    )
    counts = {target.id: count_of(target, Kept(contacts=people)) for target in PACK.targets}
    assert counts == {"sponsor": 1, "mentor": 2, "img-mentor": 1, "peer": 5}
    assert all(count >= target.least for target in PACK.targets for count in [counts[target.id]])


def test_a_rotation_asks_for_feedback_in_its_middle_a_letter_in_its_last_week_and_thanks_within_two_days() -> None:
    block = Event("e1", EventKind.ROTATION, "MICU", date(2026, 10, 5), date(2026, 11, 1), NOW)
    days = {stage: on for stage, on, _ in stages(block, PACK.rotation)}
    assert days["first"] - block.starts_on <= timedelta(days=2)
    assert days["mid"] == date(2026, 10, 19)
    assert timedelta(0) < block.ends_on - days["last"] < timedelta(days=7)
    assert timedelta(0) < days["after"] - block.ends_on <= timedelta(days=2)


def test_a_follow_up_without_a_day_comes_within_seven_to_ten() -> None:
    assert timedelta(days=7) <= UNDATED_AFTER <= timedelta(days=10)


def test_a_letter_due_in_so_many_days_is_brought_up_on_the_evening_that_its_date_is_told() -> None:
    """In Chicago it is already the next day in UTC then."""
    nine_pm = datetime(2026, 10, 14, 2, tzinfo=UTC)
    asked = Fact("f1", "Wei Lee", FactKind.LETTER, "agreed", date(2026, 10, 13), nine_pm, contact_id="c1")
    plan = LetterPlan("c1", nine_pm, date(2026, 10, 23))
    days = {due.about: due.on for due in letters_due(resident(), Kept(facts=(asked,), letters=(plan,)), nine_pm)}
    assert days["letter:c1:before-10"] == date(2026, 10, 13)


def test_an_opening_is_brought_up_on_the_same_day() -> None:
    opening = Fact("f1", "Mercy", FactKind.OPENING, "PGY-2", date(2026, 10, 13), NOW)
    (due,) = openings_due(resident(), Kept(facts=(opening,)), NOW)
    assert due.on == date(2026, 10, 13)
    assert due.at is not None


def test_the_year_ends_with_an_export_sixty_days_before_and_a_package_that_is_fresh() -> None:
    assert max(DAYS_BEFORE) == 60
    assert timedelta(days=60) == STALE_AFTER


@pytest.mark.parametrize(("milestone", "last_month"), [("meet-director", 6), ("meet-mentor", 6), ("letters", 9)])
def test_formal_talks_by_month_six_and_letters_by_month_nine(milestone: str, last_month: int) -> None:
    found = PACK.milestone(milestone)
    assert found
    assert found.months
    assert found.months[1] == last_month


def test_what_may_complete_at_two_names_two() -> None:
    """Two or three attendings, one or two residents to trust, at least one conference: said as the playbook says it."""
    tasks = {milestone.id: milestone.task for milestone in PACK.milestones}
    assert "two or three attendings" in tasks["two-attendings"]
    assert "one or two residents or chiefs" in tasks["trusted-resident"]
    assert "at least one conference" in tasks["conference"]
