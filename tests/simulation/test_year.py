"""A whole year of one resident: every message answered, and no day with more than was promised."""

from collections import Counter
from datetime import datetime, timedelta

from tests.simulation.replay import is_quiet, replay, resident, says, unasked

FIRST_DAY = datetime(2026, 7, 1, 9)
SAID = (
    "met Dr. {name}, APD at Lakeside, sponsors J-1. email her my CV in 3 days",
    "remind me to thank Dr. {name} on friday",
    "what did Dr. {name} say?",
    "what's due?",
)
NAMES = ("Rao", "Patel", "Okafor", "Nguyen", "Haddad", "Novak", "Mensah")


async def test_a_year_is_answered_line_by_line_and_never_too_much_on_a_day() -> None:
    script = [
        says(
            f"{FIRST_DAY + timedelta(days=6 * number):%Y-%m-%dT%H:%M}",
            SAID[number % len(SAID)].format(name=NAMES[number % len(NAMES)]),
        )
        for number in range(60)
    ]
    printed = await replay(resident("2026-07-01T08:00", start="2026-07-01"), *script, until="2027-07-01T00:00Z")
    assert Counter(line["re"] for line in printed if line["re"]) == dict.fromkeys(range(2, 62), 1)
    told = unasked(printed)
    assert max(Counter(nudge["at"][:10] for nudge in told).values()) <= 3
    assert not [nudge["at"] for nudge in told if is_quiet(nudge)]
    assert all(count <= 2 for count in Counter(about for nudge in told for about in nudge["about"]).values())
    assert len(told) >= 30
