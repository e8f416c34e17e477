"""What is half done, half said or not come at all: no more is closed, moved or put down to anybody than is told."""

from datetime import date, time, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, EventKind, FollowUp, FollowUpState
from bot.domain.knowledge import Encounter
from tests.conversations.dialogue import Dialogue

KAPLAN = "met Dr. Kaplan, PD at Emory"


async def _open(vouch: Dialogue) -> list[str]:
    return [each.what for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]


async def _hears_all(vouch: Dialogue, *lines: str) -> None:
    for line in lines:
        vouch.clock.advance(timedelta(minutes=2))
        await vouch.hears(line)


@pytest.mark.parametrize(
    "said",
    [
        "emailed kaplan cv, ps still pending",
        "ps still pending but emailed kaplan the cv",
        "emailed kaplan the cv. still need to send ps",
        "sent kaplan my cv, ps not yet",
    ],
)
async def test_what_is_still_to_do_stays_open(vouch: Dialogue, said: str) -> None:
    await _hears_all(vouch, KAPLAN, "send kaplan my cv fri", "send kaplan my ps fri", said)
    assert await _open(vouch) == ["send your ps to Dr. Kaplan"]


async def test_of_one_task_for_two_things_the_rest_stays(vouch: Dialogue) -> None:
    await _hears_all(vouch, KAPLAN, "send kaplan my cv and ps monday", "sent kaplan the cv, ps not yet")
    assert vouch.said == "Noted. Still to do, Mon 19 Oct: send your ps to Dr. Kaplan."
    await _hears_all(vouch, "sent kaplan ps")
    assert await _open(vouch) == []


@pytest.mark.parametrize("said", ["told him thurs", "thursday works better", "went with thurs 4pm"])
async def test_of_the_days_offered_one_is_kept(vouch: Dialogue, said: str) -> None:
    await _hears_all(vouch, "met Dr. Oneill, hospitalist at Grady", "he can meet tues 5pm or thurs 4pm", said)
    assert vouch.said.startswith("Thu 15 Oct at 4 pm it is")
    owed = [each for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]
    assert [(each.due_on, each.due_at) for each in owed] == [(date(2026, 10, 15), time(16))]


@pytest.mark.parametrize("said", ["told him fri", "told him about sepsis"])
async def test_another_day_settles_nothing(vouch: Dialogue, said: str) -> None:
    await _hears_all(vouch, "met Dr. Oneill, hospitalist at Grady", "he can meet tues 5pm or thurs 4pm", said)
    assert len(await _open(vouch)) == 2


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("remind liu 1 wk before deadline", date(2027, 1, 8)),
        ("remind me 3 days before Liu's deadline", date(2027, 1, 12)),
        ("email Dr. Liu 10 days before the deadline", date(2027, 1, 5)),
        ("remind me 2 weeks before the deadline", date(2027, 1, 18)),
    ],
)
async def test_days_are_counted_back_from_the_deadline_of_a_letter(vouch: Dialogue, said: str, day: date) -> None:
    agreed = ("Dr. Liu agreed to write my letter, deadline jan 15", "Dr. Park agreed to write my letter, due feb 1")
    await _hears_all(vouch, *agreed, said)
    assert [each.due_on for each in await vouch.keeps(FollowUp)] == [day]


@pytest.mark.parametrize(
    ("said", "name", "place"),
    [
        ("met their apd Dr. Shaw", "Shaw", "Emory"),
        ("kaplan says their coordinator Beth does visas", "Beth", "Emory"),
        ("met Dr. Lin, hospitalist in our hospital", "Lin", "Lincoln"),
        ("dr ortiz is a nephrologist at my hospital", "Ortiz", "Lincoln"),
        ("met Dr. Wu, visiting speaker at our hospital", "Wu", None),
        ("met Dr. Obi, PD, presented at our program", "Obi", None),
    ],
)
async def test_a_hospital_is_lent_by_whose_it_is(vouch: Dialogue, said: str, name: str, place: str | None) -> None:
    await _hears_all(vouch, "I'm Sana Malik, prelim at Lincoln", KAPLAN, said)
    found = next(each for each in await vouch.keeps(Contact) if each.name == name)
    assert found.position.institution == place


@pytest.mark.parametrize("said", ["no intro from kaplan yet", "kaplan never replied", "havent heard back from kaplan"])
async def test_that_nothing_came_is_no_being_in_touch(vouch: Dialogue, said: str) -> None:
    await _hears_all(vouch, KAPLAN, "kaplan will introduce me to Dr. Oneill at Grady")
    before = await vouch.state()
    await _hears_all(vouch, said)
    assert vouch.said.startswith("Noted, nothing from Dr. Kaplan yet. Dr. Kaplan was going to introduce you")
    assert await vouch.state() == before
    await vouch.clicks("In 3 days")
    assert await _open(vouch) == ["nudge Dr. Kaplan"]


async def test_the_pd_named_right_before_is_nobody_else(vouch: Dialogue) -> None:
    await _hears_all(vouch, KAPLAN, "met Dr. Roy, our PD")
    assert vouch.said == "Saved Dr. Roy\nProgram Director"


@pytest.mark.parametrize(
    ("said", "kind", "ends"),
    [
        ("i have clinic on dec 3", EventKind.OTHER, date(2026, 12, 3)),
        ("starting clinic dec 3", EventKind.ROTATION, date(2026, 12, 30)),
    ],
)
async def test_clinic_on_one_day_is_that_day(vouch: Dialogue, said: str, kind: EventKind, ends: date) -> None:
    await vouch.hears(said)
    (event,) = await vouch.keeps(Event)
    assert (event.kind, event.ends_on) == (kind, ends)


@pytest.mark.parametrize("said", ["it went great", "how did it go - great", "how did it go? ok i think", "went well"])
async def test_how_it_went_ends_the_meeting(vouch: Dialogue, said: str) -> None:
    await _hears_all(vouch, KAPLAN, "zoom w kaplan tomorrow 3pm")
    await _hears_all(vouch, said)
    assert len(await _open(vouch)) == 1, "It is tomorrow."
    vouch.clock.advance(timedelta(hours=30))
    await _hears_all(vouch, said)
    assert vouch.said.startswith("Noted, and done: zoom w Dr. Kaplan.")
    assert [each.on for each in await vouch.keeps(Encounter)] == [date(2026, 10, 13), date(2026, 10, 14)]


@pytest.mark.parametrize(("hours", "at"), [(0, time(19)), (8, time(21))])
async def test_tonight_is_this_evening(vouch: Dialogue, hours: int, at: time) -> None:
    vouch.clock.advance(timedelta(hours=hours))
    await vouch.hears("remind me tonight to email Dr. Kaplan")
    (owed,) = await vouch.keeps(FollowUp)
    assert (owed.due_on, owed.due_at) == (date(2026, 10, 13), at)
