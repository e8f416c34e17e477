"""The playbook as data: its numbers, the two clocks, another specialty, and what is refused."""

from datetime import date
from importlib import resources

import msgspec
import pytest

from bot.domain.vocabulary import Specialty
from bot.playbook.pack import (
    DEFAULT,
    Pack,
    load_pack,
    month_begins,
    pack_names,
    pack_of_specialty,
    read_pack,
)

JULY = date(2026, 7, 1)
MEDICINE = load_pack(DEFAULT)


def source(name: str = DEFAULT) -> str:
    return (resources.files("bot.playbook") / f"{name}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("target", "least", "most"), [("sponsor", 1, 2), ("mentor", 2, 3), ("peer", 5, 10)])
def test_the_targets_of_the_year(target: str, least: int, most: int) -> None:
    found = MEDICINE.target(target)
    assert found is not None
    assert (found.least, found.most) == (least, most)
    assert found.planned_by(12) == least


def test_at_least_one_mentor_is_an_img() -> None:
    found = MEDICINE.target("img-mentor")
    assert found is not None
    assert found.least == 1


@pytest.mark.parametrize(("kind", "weeks"), [("sponsor", 6), ("mentor", 12), ("peer", 8), ("interested", 8)])
def test_how_often_to_be_in_touch_and_closer_in_months_9_to_12(kind: str, weeks: int) -> None:
    rhythm = getattr(MEDICINE.cadence, kind)
    assert rhythm.weeks == weeks
    assert rhythm.late_weeks < weeks
    assert (MEDICINE.cadence.late_from, MEDICINE.cadence.late_to) == (9, 12)


def test_the_windows_of_conferences_and_rotations() -> None:
    conference, rotation = MEDICINE.conference, MEDICINE.rotation
    assert (conference.contact_day, conference.last_call_day) == (7, 10)
    assert (conference.spread_from, conference.spread_to) == (5, 10)
    goals = conference.goals
    assert (goals.directors, goals.research_partners, goals.imgs) == (3, 1, 2)
    assert (rotation.last_week_days, rotation.thank_you_within) == (7, 2)


MONTHS = {
    (1, 3): {"local-culture", "two-attendings", "trusted-resident", "say-the-goal", "ask-feedback"},
    (3, 6): {"meet-director", "meet-mentor", "ask-conversion", "committee", "research"},
    (6, 9): {"letters", "conference", "alumni", "application-target"},
    (9, 12): {"performance", "in-touch-application", "outside-contacts", "ready-package"},
}


def test_every_milestone_of_the_playbook_stands_in_its_months() -> None:
    found: dict[tuple[int, int], set[str]] = {}
    for milestone in MEDICINE.milestones:
        assert milestone.months is not None
        found.setdefault(milestone.months, set()).add(milestone.id)
    assert found == MONTHS


def test_who_applies_this_september_asks_for_letters_in_weeks_4_to_10_and_else_in_months_6_to_9() -> None:
    letters = MEDICINE.milestone("letters")
    assert letters is not None
    assert letters.window("same-cycle").days(JULY) == (date(2026, 7, 22), date(2026, 9, 8))
    assert letters.window("later").days(JULY) == (date(2026, 12, 1), date(2027, 3, 31))
    assert "September" in letters.reason("same-cycle")
    assert letters.reason("later") != letters.reason("same-cycle")


@pytest.mark.parametrize(
    ("starts", "month", "begins"),
    [(JULY, 1, JULY), (JULY, 12, date(2027, 6, 1)), (date(2026, 8, 31), 7, date(2027, 2, 28))],
)
def test_months_count_from_the_residents_first_day(starts: date, month: int, begins: date) -> None:
    assert month_begins(starts, month) == begins


def test_another_specialty_is_another_file() -> None:
    assert pack_names() == ("preliminary_medicine", "preliminary_surgery")
    assert pack_of_specialty(Specialty.SURGERY) == "preliminary_surgery"
    assert pack_of_specialty(Specialty.INTERNAL_MEDICINE) == DEFAULT
    surgery = load_pack("preliminary_surgery")
    assert {m.id for m in surgery.milestones} != {m.id for m in MEDICINE.milestones}
    assert surgery.version >= 1
    for role, questions in msgspec.structs.asdict(MEDICINE.questions).items():
        assert len(msgspec.structs.asdict(surgery.questions)[role]) >= len(questions), role


WRONG = [
    ("version = 1", "version = 1\nshoes = 3", "shoes"),
    ("months = [1, 3]", "months = [3, 1]", "forward"),
    ("months = [9, 12]", "months = [9, 13]", "leaves the year"),
    ('id = "two-attendings"', 'id = "local-culture"', "twice"),
    ("least = 2", "least = 4", "asks for"),
    ("late_weeks = 4", "late_weeks = 14", "closer"),
    ("last_call_day = 10", "last_call_day = 6", "last call"),
    ('why = "Letters come from people who saw your work early."', "", "why"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG)
def test_a_mistake_in_the_file_is_refused_and_named(right: str, wrong: str, said: str) -> None:
    assert right in source()
    with pytest.raises(msgspec.ValidationError, match=said):
        read_pack(source().replace(right, wrong, 1).encode())


def test_the_files_are_read_as_they_are() -> None:
    assert all(isinstance(read_pack(source(name).encode()), Pack) for name in pack_names())
