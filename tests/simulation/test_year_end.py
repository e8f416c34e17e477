"""The year's end: reminded in time, with a code that moves everything to another workspace, and nothing told twice."""

from tests.simulation.replay import replay, resident, says, unasked, when

ANA = resident("2026-07-01T09:00", start="2026-07-01", platform="slack")
THERE = resident("2027-07-02T09:00", "ana2", tz="America/Chicago", workspace="W2", platform="teams")


async def test_the_end_is_told_sixty_thirty_seven_and_one_days_before_each_time_with_a_code() -> None:
    printed = await replay(ANA, until="2027-07-02T12:00Z")
    told = [nudge for nudge in unasked(printed) if any(about.startswith("account:") for about in nudge["about"])]
    assert [when(nudge)[:10] for nudge in told] == ["2027-05-01", "2027-05-31", "2027-06-23", "2027-06-29"]
    assert all("claim " in nudge["text"] for nudge in told)


async def test_the_code_of_the_last_reminder_moves_what_is_owed_to_the_other_workspace() -> None:
    printed = await replay(
        ANA,
        says("2027-06-20T09:00", "met Dr. Anita Patel, PD at Mercy, sponsors H-1B"),
        says("2027-06-20T09:01", "remind me to call Dr. Patel on July 6"),
        THERE,
        says("2027-07-02T09:01", "claim {code}", "ana2"),
        says("2027-07-02T09:02", "what did Dr. Patel say?", "ana2"),
        says("2027-07-02T11:00", "what did Dr. Patel say?"),
        says("2027-07-02T10:05", "audit log", "ana2"),
        until="2027-07-08T00:00Z",
    )
    by_line = {line["re"]: line for line in printed if line["re"]}
    assert "sponsors H-1B" in by_line[6]["text"]
    assert by_line[8]["text"].count("a reminder of the year's end brought you a code") == 4
    assert "the account was moved here with your code" in by_line[8]["text"]
    assert "sponsors H-1B" not in by_line[7]["text"]
    calls = [line for line in unasked(printed) if "all Dr. Patel" in line["text"] and when(line) > "2027-07-02"]
    assert [(line["to"], when(line)) for line in calls[:1]] == [("ana2", "2027-07-06T07:30:00-05:00")]
    assert {line["to"] for line in calls} == {"ana2"}
