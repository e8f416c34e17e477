"""A cohort that was made from a channel has the people of that channel from then on, as Slack tells of them."""

import asyncio
from typing import Any

from tests.adapters.slack.conftest import Served
from tests.adapters.slack.test_lookups import CHANNEL, PEOPLE, known, typed, workspace_of


async def a_cohort_of(vouch: Served) -> None:
    """Ana makes a cohort of #prelims, in which Ben is too."""
    workspace_of(vouch)
    vouch.slack.answers["conversations.info"] = lambda call: channel_info(call.arguments["channel"])
    vouch.slack.answers["users.info"] = lambda call: {"user": {**NEW, **known(call.arguments["user"])}}
    await typed(vouch, "cohort from #prelims")


NEW: dict[str, Any] = {"team_id": "T0RES"}
PEOPLE |= {
    "U0NEW": {"real_name": "Nia Okafor", "name": "nia"},
    "U0FAR": {"real_name": "Somebody Elsewhere", "team_id": "T0FAR"},
}


def channel_info(channel: str) -> dict[str, Any]:
    name = {CHANNEL: "prelims", "C0OTHER": "random"}[channel]
    return {"channel": {"id": channel, "name": name, "is_member": True}}


async def comes(vouch: Served, user: str, channel: str = CHANNEL, event_id: str | None = None) -> None:
    told = {"type": "member_joined_channel", "user": user, "channel": channel, "channel_type": "C", "team": "T0RES"}
    assert await vouch.ana.event(told, event_id) == 200


async def goes(vouch: Served, user: str, channel: str = CHANNEL, event_id: str | None = None) -> None:
    told = {"type": "member_left_channel", "user": user, "channel": channel, "channel_type": "C", "team": "T0RES"}
    assert await vouch.ana.event(told, event_id) == 200


async def members(vouch: Served, wanted: str) -> None:
    """Wait until the members are those, and nobody else."""
    for _ in range(100):
        if f'\\n{wanted}"' in await typed(vouch, "cohort members"):
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"{wanted} never were the members")


async def test_who_comes_into_the_channel_is_in_the_cohort_and_who_leaves_it_is_not(vouch: Served) -> None:
    await a_cohort_of(vouch)
    await comes(vouch, "U0NEW", event_id="Ev1")
    await members(vouch, "Ana Lee (owner), Ben Diaz, Nia Okafor")
    await goes(vouch, "U0NEW", event_id="Ev2")
    await comes(vouch, "U0NEW", event_id="Ev1")  # told again by Slack
    await members(vouch, "Ana Lee (owner), Ben Diaz")
    await comes(vouch, "U0NEW", event_id="Ev3")
    await members(vouch, "Ana Lee (owner), Ben Diaz, Nia Okafor")
    told = {call.arguments["channel"] for call in vouch.slack.called("chat.postMessage")}
    assert told <= {f"D{vouch.ana.user}"}, "nobody else is told"


async def test_bots_people_of_other_workspaces_and_other_channels_change_nothing_and_who_leads_stays(
    vouch: Served,
) -> None:
    await a_cohort_of(vouch)
    for user in ("U0BOT", "U0FAR", "U0OLD"):
        await comes(vouch, user)
    await comes(vouch, "U0NEW", "C0OTHER")
    await goes(vouch, vouch.ana.user)
    await goes(vouch, "U0BEN")
    await members(vouch, "Ana Lee (owner)")


async def test_a_cohort_that_was_joined_by_code_does_not_follow_the_channel_of_its_name(vouch: Served) -> None:
    workspace_of(vouch)
    vouch.slack.answers["conversations.info"] = lambda call: channel_info(call.arguments["channel"])
    await typed(vouch, "cohort create prelims")
    await comes(vouch, "U0BEN")
    await members(vouch, "Ana Lee (owner)")
