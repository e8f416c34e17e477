"""A cohort whose owner forgets themselves, moves away or is gone: somebody owns it, or its members hear how."""

from tests.simulation.cohort import announced, fail, slash
from tests.simulation.replay import Line, answers, clicks, replay, resident, says

MONDAY = "2026-10-12"


def cohort_of(*members: str) -> list[Line]:
    """Return the profiles of an owner and members in New York, that Monday."""
    made = slash(f"{MONDAY}T09:30", "cohort create prelims")
    people = [resident(f"{MONDAY}T09:00", user) for user in ("lead", *members)]
    return [*people, made, *(says(f"{MONDAY}T09:31", "join {code}", user) for user in members)]


def told_to(printed: list[Line], user: str) -> list[str]:
    return [line["text"] for line in announced(printed) if line["to"] == user]


async def test_the_oldest_lead_owns_the_cohort_of_an_owner_who_asked_to_be_forgotten() -> None:
    printed = await replay(
        *cohort_of("ana", "bob", "cam"),
        slash(f"{MONDAY}T10:00", "cohort lead @cam"),
        slash(f"{MONDAY}T10:01", "cohort lead @bob"),
        says(f"{MONDAY}T10:02", "forget me", "lead"),
        clicks(f"{MONDAY}T10:03", "Confirm", "lead"),
        slash(f"{MONDAY}T10:05", "cohort lead @ana", "bob"),
        until=f"{MONDAY}T20:00Z",
    )
    [told] = told_to(printed, "bob")
    assert "You own #prelims now" in told
    assert told_to(printed, "cam") == told_to(printed, "ana") == []
    assert "ana leads #prelims now" in printed[-1]["text"]


async def test_members_of_an_owner_who_moved_away_are_asked_and_the_first_one_leads() -> None:
    printed = await replay(
        *cohort_of("ana", "bob"),
        resident(f"{MONDAY}T09:40", "lead2", workspace="W2"),
        slash(f"{MONDAY}T10:00", "move", "lead"),
        says(f"{MONDAY}T10:01", "claim {code}", "lead2"),
        clicks(f"{MONDAY}T10:05", "I'll lead it", "ana"),
        clicks(f"{MONDAY}T10:06", "I'll lead it", "bob"),
        slash(f"{MONDAY}T10:07", "announce to everyone room 5", "ana"),
        clicks(f"{MONDAY}T10:08", "Send", "ana"),
        slash(f"{MONDAY}T10:09", "cohort", "lead2"),
        until=f"{MONDAY}T20:00Z",
    )
    assert "You own #prelims: make somebody else the owner first" in answers(printed, 8)[0]["text"]
    assert all("Nobody leads #prelims any more" in told_to(printed, user)[0] for user in ("ana", "bob"))
    assert "You own #prelims now" in answers(printed, 10)[0]["text"]
    assert "Somebody leads #prelims" in answers(printed, 11)[0]["text"]
    assert "room 5" in told_to(printed, "bob")[-1]
    assert "You are in no cohort" in answers(printed, 14)[0]["text"]


async def test_an_owner_whose_account_was_removed_is_noticed_by_the_next_monday() -> None:
    printed = await replay(
        *cohort_of("ana"),
        says(f"{MONDAY}T10:00", "remind me to call the GME office wednesday at 2 pm", "lead"),
        fail(f"{MONDAY}T10:01", "lead", "gone"),
        slash(f"{MONDAY}T10:02", "cohort claim prelims", "ana"),
        slash("2026-10-19T10:00", "cohort claim prelims", "ana"),
        until="2026-10-28T20:00Z",
    )
    assert "Somebody leads #prelims" in answers(printed, 7)[0]["text"]
    [asked] = [line for line in announced(printed) if line["to"] == "ana"]
    assert asked["at"].startswith("2026-10-19T09:00")
    assert "You own #prelims now" in answers(printed, 8)[0]["text"]


async def test_a_cohort_that_nobody_wants_to_lead_asks_every_four_weeks_and_the_last_owner_does_not_resign() -> None:
    printed = await replay(
        *cohort_of("ana", "bob"),
        slash(f"{MONDAY}T09:59", "cohort member @lead"),
        says(f"{MONDAY}T10:02", "forget me", "lead"),
        clicks(f"{MONDAY}T10:03", "Confirm", "lead"),
        until="2026-12-12T20:00Z",
    )
    assert "make somebody else its owner first" in answers(printed, 7)[0]["text"]
    asked = [line["at"][:10] for line in announced(printed) if line["to"] == "bob"]
    assert asked == [MONDAY, "2026-11-09", "2026-12-07"]
