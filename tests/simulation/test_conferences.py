"""A conference: the goal before, the count each evening, and everybody met there, spread over days 5 to 10."""

from collections import Counter

from tests.simulation.replay import Line, about, clicks, is_quiet, replay, resident, says, unasked

ANA = resident("2026-10-01T09:00")
GOING = says("2026-10-01T10:00", "going to ACP oct 15-17")
NAMES = (
    *("Novak", "Patel", "Okafor", "Nguyen", "Haddad", "Mensah", "Silva", "Kowalski", "Tanaka", "Moreau"),
    *("Rossi", "Larsen", "Petrov", "Yilmaz", "Castillo", "Fischer", "Andersen", "Dubois", "Ivanova", "Schmidt"),
)


def met(at: str, name: str, more: str = "PD at Mercy") -> Line:
    return says(at, f"met Dr. {name}, {more}, at ACP")


async def test_before_each_evening_and_after_with_goals_counted_live() -> None:
    printed = await replay(
        ANA,
        GOING,
        met("2026-10-15T12:00", "Novak"),
        met("2026-10-15T12:01", "Kim", "IMG, APD at Lakeside"),
        until="2026-10-19T00:00Z",
    )
    found = {each["about"].rpartition(":")[2]: each for each in reversed(about(printed, "conference"))}
    assert found["before"]["at"] == "2026-10-08T07:30:00-04:00"
    assert "3 PDs or APDs" in found["before"]["text"]
    assert found["2026-10-15"]["at"] == "2026-10-15T19:00:00-04:00"
    assert "2 of 3 PDs, 0 of 1 research partner, 1 of 2 IMGs; 2 people in all" in found["2026-10-15"]["text"]
    assert {"2026-10-16", "2026-10-17", "after"} <= found.keys()
    assert found["after"]["at"] == "2026-10-18T07:30:00-04:00"


async def test_own_goals_are_counted_live_instead_of_the_playbooks() -> None:
    going = says("2026-10-01T10:00", "going to ACP oct 15-17, goals 2 PDs and 1 research partner")
    printed = await replay(ANA, going, met("2026-10-15T12:00", "Novak"), until="2026-10-19T00:00Z")
    found = {each["about"].rpartition(":")[2]: each["text"] for each in reversed(about(printed, "conference"))}
    assert "Get ready for ACP" in found["before"]
    assert "Yours: 2 PDs, 1 research partner" in found["before"]
    assert "So far 1 of 2 PDs, 0 of 1 research partner; 1 person in all" in found["2026-10-15"]


async def test_a_conference_told_late_asks_for_its_goal_from_that_day_on() -> None:
    told = says("2026-10-13T10:00", "going to ACP oct 15-17")
    due = says("2026-10-13T10:01", "what's due?")
    printed = await replay(ANA, told, due, until="2026-10-13T20:00Z")
    assert "today: set your goal for ACP" in printed[-1]["text"]
    assert "before today" not in printed[-1]["text"]


async def test_a_contact_without_a_follow_up_comes_on_day_7_and_the_last_call_is_day_10() -> None:
    printed = await replay(ANA, met("2026-10-15T12:00", "Novak", "PD at Mercy, interested"), until="2026-11-15T00:00Z")
    first, last = about(printed, "conference")
    assert (first["at"][:10], last["at"][:10]) == ("2026-10-22", "2026-10-25")
    assert first["about"] == last["about"]
    assert "last call" in last["text"].lower()


async def test_who_was_written_to_is_not_brought_up() -> None:
    script = [ANA, met("2026-10-15T12:00", "Novak")]
    for done in (
        says("2026-10-20T12:00", "emailed Dr. Novak"),
        says("2026-10-20T12:00", "talked to Dr. Novak on the phone"),
    ):
        assert not about(await replay(*script, done, until="2026-11-15T00:00Z"), "conference")
    owed = [ANA, says("2026-10-15T12:00", "met Dr. Novak, PD at Mercy, at ACP. email her my CV oct 20")]
    printed = await replay(*owed, clicks("2026-10-20T08:00", "Done"), until="2026-11-15T00:00Z")
    assert not about(printed, "conference")


async def test_twenty_people_are_spread_over_days_5_to_10_and_never_come_in_one_hour() -> None:
    script = [met(f"2026-10-15T12:{minute:02}", name) for minute, name in enumerate(NAMES)]
    printed = await replay(ANA, *script, until="2026-11-15T00:00Z")
    found = about(printed, "conference")
    assert len({each["about"] for each in found}) == 20
    first = {each["about"]: each["at"][:10] for each in reversed(found)}
    assert min(first.values()) >= "2026-10-20"
    assert max(first.values()) <= "2026-10-25"
    assert max(Counter(each["at"][:10] for each in found).values()) <= 5
    # The last call is one for all of them.
    (last_call,) = [each for each in found if "last call" in each["text"].lower() and "Pick one" in each["text"]]
    assert last_call["at"][:10] == "2026-10-25"
    assert all(count <= 2 for count in Counter(each["about"] for each in found).values())
    assert not [line for line in unasked(printed) if is_quiet(line)]


async def test_dealing_with_one_moves_nobody_else() -> None:
    script = [met(f"2026-10-15T12:{minute:02}", name) for minute, name in enumerate(NAMES[:9])]
    before = await replay(ANA, *script, until="2026-10-27T00:00Z")
    after = await replay(ANA, *script, says("2026-10-16T12:00", f"emailed Dr. {NAMES[0]}"), until="2026-10-27T00:00Z")

    def days(printed: list[Line]) -> dict[str, str]:
        return {name: about(printed, "conference", name)[0]["at"][:10] for name in NAMES[1:9]}

    assert days(before) == days(after)
