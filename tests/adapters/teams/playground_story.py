"""Vouch in Microsoft's own client, in Chromium: `make test-teams-playground` plays it, nothing else.

Named so that `make test` does not find it: the client's licence is for evaluation only, so nothing may need it.
"""

from pathlib import Path

from tests.adapters.teams.playground import playing
from tests.processes import serving_vouch

MET = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B"


async def test_a_resident_is_welcomed_tells_and_takes_back(tmp_path: Path) -> None:
    with serving_vouch(tmp_path / "home", VOUCH_TEAMS_UNSIGNED="yes") as (_, healthz):
        async with playing(healthz.replace("/healthz", "/api/messages"), tmp_path) as client:
            await client.sees("Hello, I'm Vouch.")
            await client.says(MET)
            await client.sees("Saved Dr. Anita Patel")
            await client.presses("Undo")
            await client.sees("Taken back: Dr. Anita Patel")
