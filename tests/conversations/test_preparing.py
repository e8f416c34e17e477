"""Ready on one phone screen: a person, the own PD, a conference, an attorney."""

from datetime import timedelta

import pytest

from tests.conversations.dialogue import Dialogue
from tests.simulated import replay, resident, said, time_passes, unasked

PATEL = (
    "met Dr. Anita Patel, PD at Mercy, at ACP, talked about her sepsis project. sponsors H-1B. email her my CV friday"
)


async def test_one_screen_says_who_what_was_said_what_is_owed_and_what_to_ask(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("meeting with Dr. Patel thursday 2pm")
    await vouch.hears("prep Dr. Patel", command="/vouch")
    assert "Dr. Anita Patel · Program Director, Mercy" in vouch.said
    assert "Mercy, H-1B: yes (Tue 13 Oct)" in vouch.said
    assert "You owe: send your CV to Dr. Patel (Fri 16 Oct)" in vouch.said
    assert "talked about her sepsis project" in vouch.said
    assert "Bring: updated CV" in vouch.said
    assert questions(vouch) == 3
    assert len(vouch.said.splitlines()) <= 24
    assert "sponsor H-1B, or mainly J-1" not in vouch.said, "what she told already is not asked"


async def test_what_they_said_of_the_work_is_in_the_brief(vouch: Dialogue) -> None:
    await vouch.hears("feedback from Dr. Lee: present shorter")
    await vouch.hears("prep", command="/vouch")
    await vouch.hears("prep Dr. Lee", command="/vouch")
    assert "· Feedback: “present shorter” (Tue 13 Oct)" in vouch.said


async def test_notes_of_one_day_are_one_time_in_touch(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Kim, attending at Mercy")
    await vouch.hears("talked with Dr. Kim today, she was kind")
    await vouch.hears("prep Dr. Kim", command="/vouch")
    assert "· In touch: Tue 13 Oct\n" in vouch.said


async def test_the_next_brief_asks_other_questions_once_the_two_have_met(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("prep me for my meeting with Dr. Patel")
    first = asked(vouch)
    await vouch.hears("prep me for my meeting with Dr. Patel")
    assert asked(vouch) == first, "asked for twice before the meeting, it is the same"
    vouch.clock.moment += timedelta(days=2)
    await vouch.hears("talked with Dr. Patel today, she was kind")
    await vouch.hears("prep me for my meeting with Dr. Patel")
    assert not asked(vouch) & first


async def test_the_talk_with_the_own_director_has_its_two_questions(vouch: Dialogue) -> None:
    await vouch.hears("my program is City Hospital. my year started july 1 2026")
    await vouch.hears("met Dr. Sam Ortiz, PD at City Hospital")
    await vouch.hears("prep me for the PD meeting")
    assert "Dr. Sam Ortiz" in vouch.said
    assert "preliminary residents here moved into categorical positions" in vouch.said
    assert "earlier non-US IMGs move on" in vouch.said


async def test_a_conference_has_its_goal_its_questions_and_the_introduction(vouch: Dialogue) -> None:
    await vouch.hears("going to SGIM oct 29-31")
    await vouch.hears("prep me for SGIM")
    assert "Thu 29 Oct to Sat 31 Oct" in vouch.said
    assert "3 PDs or APDs" in vouch.said
    assert 45 <= len(vouch.draft.body.split()) <= 75


async def test_a_conference_not_named_is_the_next_one(vouch: Dialogue) -> None:
    await vouch.hears("help me prepare for a conference")
    assert "PD panels" in vouch.said
    await vouch.hears("going to SGIM oct 29-31")
    await vouch.hears("help me prepare for a conference")
    assert "SGIM: Thu 29 Oct to Sat 31 Oct" in vouch.said


async def test_an_attorney_is_asked_with_dated_facts_and_no_advice(vouch: Dialogue) -> None:
    await vouch.hears("questions for an immigration attorney")
    assert "no legal advice" in vouch.said
    assert "checked Thu 26 Nov" in vouch.said


@pytest.mark.parametrize(
    ("meeting", "comes"),
    [
        ("friday at 2pm", ["2026-10-16T07:30", "2026-10-16T13:30"]),
        ("friday at 7:15am", []),  # begun before the morning's digest
        ("friday", ["2026-10-16T07:30"]),
    ],
)
async def test_a_brief_that_the_evening_could_not_bring_comes_in_the_morning_if_the_meeting_lies_ahead(
    meeting: str, comes: list[str]
) -> None:
    sent = await replay(
        resident("2026-10-13T09:00"),
        said("2026-10-13T09:01", "met Dr. Anita Patel, PD at Mercy, sponsors H-1B"),
        said("2026-10-13T09:02", f"meeting with Dr. Patel on {meeting}"),
        said("2026-10-15T12:00", "pause 12 hours"),
        time_passes("2026-10-17T12:00Z"),
    )
    assert [line["at"][:16] for line in unasked(sent) if "Bring:" in line["text"]] == comes


async def test_the_brief_comes_the_evening_before_and_half_an_hour_before() -> None:
    sent = await replay(
        resident(),
        said("2026-10-13T12:00", PATEL),
        said("2026-10-13T12:01", "meeting with Dr. Patel thursday 2pm"),
        time_passes("2026-10-16T23:00Z"),
    )
    briefs = [line["at"][:16] for line in unasked(sent) if "Bring: updated CV" in line["text"]]
    assert briefs == ["2026-10-14T19:00", "2026-10-15T13:30"]


async def test_no_brief_comes_once_the_meeting_has_begun() -> None:
    """On nights the half hour before an afternoon's meeting is quiet, and the digest comes after it."""
    sent = await replay(
        resident(),
        said("2026-10-13T10:00", "meeting with Dr. Patel thursday 3pm"),
        said("2026-10-13T10:01", "I'm on nights this week"),
        time_passes("2026-10-17T12:00Z"),
    )
    assert [line["at"][:16] for line in unasked(sent) if "Be ready" in line["text"]] == ["2026-10-14T19:00"]


async def test_what_a_brief_unasked_suggested_is_not_suggested_again() -> None:
    sent = await replay(
        resident(),
        said("2026-10-13T12:00", PATEL),
        said("2026-10-13T12:01", "meeting with Dr. Patel thursday 2pm"),
        said("2026-10-15T15:00", "talked with Dr. Patel at Mercy, very kind"),
        said("2026-10-16T12:00", "prep me for my meeting with Dr. Patel"),
    )
    (evening, soon), later = [line for line in unasked(sent) if "Bring:" in line["text"]], sent[-1]
    assert numbered(evening["text"]) == numbered(soon["text"]), "one meeting, one list"
    assert len(numbered(later["text"])) == 3
    assert not numbered(later["text"]) & numbered(evening["text"])


def numbered(text: str) -> set[str]:
    return {line[3:] for line in text.splitlines() if line[:3] in ("1. ", "2. ", "3. ")}


def asked(vouch: Dialogue) -> set[str]:
    return numbered(vouch.said)


def questions(vouch: Dialogue) -> int:
    return len(asked(vouch))


async def test_my_pd_is_the_one_known_and_the_next_meeting_is_prepared_unnamed(vouch: Dialogue) -> None:
    await vouch.hears("my PD is Dr. Walsh")
    await vouch.hears("meeting w my PD thursday 3pm")
    assert "Meeting with Dr. Walsh" in vouch.said
    await vouch.hears("prep me")
    assert "Dr. Walsh · Program Director" in vouch.said


async def test_a_program_named_brings_what_was_heard_and_who_is_known_there(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Brown at noon conference")
    await vouch.hears("brown is APD at Emory")  # a surname that is a word and a university too
    await vouch.hears("Emory takes H-1B")
    await vouch.hears("prep me for my interview at Emory")
    assert vouch.reply.title == "Before you go in: Emory"
    assert "H-1B: yes (Tue 13 Oct)" in vouch.said
    assert "Dr. Brown · Associate Program Director, Emory" in vouch.said
    assert questions(vouch) == 3


async def test_a_coming_interview_with_nobody_named_is_prepared_by_its_program(vouch: Dialogue) -> None:
    await vouch.hears("interview with Lakeside Community on oct 20 at 10am")
    await vouch.hears("prep me for it")
    assert vouch.said.startswith("Before you go in: interview with Lakeside Community")
    await vouch.hears("lakeside community sponsors J-1 only")
    await vouch.hears("prep me for it")
    assert vouch.said.startswith("Before you go in: Lakeside Community")
    assert "J-1: yes" in vouch.said


async def test_the_question_bank_is_offered_by_whom_one_asks(vouch: Dialogue) -> None:
    await vouch.hears("question bank")
    await vouch.clicks("Fellow")
    assert vouch.reply.title == "Questions for a fellow"
    assert "How did you get to your fellowship" in vouch.said


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("questions for the coordinator", "When are next year's positions settled"),
        ("what should i ask a fellow", "chart review"),
        ("attorney questions", "Questions for an immigration attorney"),
    ],
)
async def test_questions_for_a_role_are_those_of_the_bank(vouch: Dialogue, asked: str, answered: str) -> None:
    await vouch.hears(asked)
    assert answered in vouch.said


async def test_an_interview_is_with_the_program_that_was_heard_from(vouch: Dialogue) -> None:
    await vouch.hears("heard back from Riverbend too - phone interview nov 3 11am")
    assert "phone interview with Riverbend" in vouch.said
    await vouch.hears("coffee with Dr. Lin friday at 3 pm")
    await vouch.hears("prep me for riverbend")
    assert vouch.reply.title == "Before you go in: phone interview with Riverbend"


@pytest.mark.parametrize("applied", ["applied to calder yesterday", "just submitted my application to Calder"])
async def test_an_interview_told_right_after_an_application_is_with_that_program(vouch: Dialogue, applied: str) -> None:
    await vouch.hears("coffee with Dr. Lin friday at 3 pm")
    await vouch.hears(applied)
    assert vouch.said.startswith("Noted: you applied to Calder ")
    await vouch.hears("heard back - interview jan 9 10am")
    assert "interview with Calder" in vouch.said
    await vouch.hears("prep me")
    assert vouch.reply.title == "Before you go in: interview with Calder"


async def test_the_meeting_of_the_day_named_is_prepared_and_no_other(vouch: Dialogue) -> None:
    """It showed whom one meets next, whoever was asked for."""
    await vouch.hears("coffee with Dr. Lin wednesday at 3 pm")
    await vouch.hears("meeting with Dr. Cole thursday at 9 am")
    await vouch.hears("prep me for thursday")
    assert "Dr. Cole" in vouch.said
    await vouch.hears("prep me for my interview at Kern")
    assert "Whom do you meet?" in vouch.said


async def test_how_to_prepare_is_about_what_comes_next(vouch: Dialogue) -> None:
    await vouch.hears("i have interview on oct 20 at 10 am with Lakeside")
    await vouch.hears("how to prepare for it")
    assert vouch.said.startswith("Before you go in: interview with Lakeside")
