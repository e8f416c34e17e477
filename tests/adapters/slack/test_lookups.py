"""What a lead or a resident has Vouch look up in Slack: who is in a channel, and what a file holds."""

from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from bot.use_cases import join_cohort
from tests.adapters.slack.conftest import Served, Start
from tests.adapters.slack.fake_slack import Called

CHANNEL = "C0PRELIMS"
PEOPLE: dict[str, dict[str, Any]] = {
    "U0ANA": {"real_name": "Ana Lee", "name": "ana", "tz": "America/New_York"},
    "U0BEN": {"real_name": "Ben Diaz", "name": "bdiaz", "tz": "America/Chicago"},
    "U0BOT": {"real_name": "Vouch", "is_bot": True},
    "U0OLD": {"real_name": "Left Long Ago", "deleted": True},
}


def workspace_of(vouch: Served) -> None:
    """Let Slack know of one channel that Vouch is in, two pages long, and who is in it."""
    pages: dict[str, dict[str, Any]] = {
        "": {"members": ["U0BEN", "U0BOT"], "response_metadata": {"next_cursor": "more"}},
        "more": {"members": ["U0OLD", vouch.ana.user]},
    }
    answers: dict[str, Callable[[Called], Any]] = {
        "users.conversations": lambda _: {"channels": [{"id": CHANNEL, "name": "prelims"}]},
        "conversations.members": lambda call: pages[call.arguments.get("cursor", "")],
        "users.info": lambda call: {"user": known(call.arguments["user"])},
    }
    vouch.slack.answers.update(answers)


def known(user: str) -> dict[str, Any]:
    return {"id": user, **PEOPLE[user]}


async def typed(vouch: Served, words: str, channel: str = CHANNEL) -> str:
    before = len(vouch.slack.called("response_url"))
    await vouch.ana.types("/vouch", words, channel, vouch.slack.response_url("1"))
    return (await vouch.slack.until_called("response_url", count=before + 1)).words


async def test_a_cohort_is_made_from_the_people_of_a_channel_and_names_them_as_slack_does(vouch: Served) -> None:
    workspace_of(vouch)
    assert "#prelims has the 2 people of its channel now, 1 of them new" in await typed(vouch, "cohort from #prelims")
    assert "nobody is new" in await typed(vouch, "cohort from here")
    assert "Ana Lee (owner), Ben Diaz" in await typed(vouch, "cohort members")
    assert "Ben Diaz leads #prelims now" in await typed(vouch, "cohort lead @Ben Diaz")
    assert "bdiaz owns #prelims now" in await typed(vouch, "cohort owner @bdiaz")
    await typed(vouch, "announce to everyone room 5")
    said = await vouch.slack.until_called("response_url", count=6)
    assert "to 1 person of #prelims" in said.words


async def test_a_channel_that_vouch_is_not_in_is_not_looked_into(vouch: Served) -> None:
    workspace_of(vouch)
    assert "/invite @Vouch" in await typed(vouch, "cohort from #secret")
    assert not vouch.slack.called("conversations.members")


async def test_without_the_scope_it_says_what_is_missing(vouch: Served) -> None:
    refused = web.json_response
    vouch.slack.answers["users.conversations"] = lambda _: refused({"ok": False, "error": "missing_scope"})
    assert "channels:read" in await typed(vouch, "cohort from #prelims")


async def test_whoever_is_not_in_a_channel_cannot_make_a_cohort_of_it(vouch: Served) -> None:
    workspace_of(vouch)
    vouch.slack.answers["conversations.members"] = lambda _: {"members": ["U0BEN"]}
    assert "You are not in #prelims yourself" in await typed(vouch, "cohort from #prelims")


def handed_in(where: str, name: str = "contacts.csv") -> dict[str, Any]:
    return {"subtype": "file_share", "files": [{"id": "F1", "name": name, "url_private_download": where}]}


async def test_a_file_dropped_in_the_direct_message_is_read_with_our_token_and_shown_before_it_is_imported(
    vouch: Served,
) -> None:
    vouch.slack.answers["contacts"] = lambda _: web.Response(
        text="Name,Email\nAnna Zed,anna@x.org\n", content_type="text/csv"
    )
    await vouch.ana.says("", **handed_in(f"{vouch.slack.api_url}contacts"))
    shown = await vouch.slack.until_said("Nothing is imported yet")
    assert "1 new person" in shown.words
    assert [call.token for call in vouch.slack.called("contacts")] == ["xoxb-one"]


async def test_a_file_kept_elsewhere_is_never_asked_for_and_an_unknown_kind_is_left_alone(vouch: Served) -> None:
    await vouch.ana.says("", **handed_in("http://127.0.0.1:9/contacts.csv"))
    assert "It is not kept at Slack" in (await vouch.slack.until_said("could not read")).words
    await vouch.ana.says("", **handed_in(f"{vouch.slack.api_url}photo", "photo.png"))
    await vouch.slack.until_said("files of this kind alone")
    assert not vouch.slack.called("photo")


async def test_a_channel_that_slack_names_by_its_id_alone_is_known_where_vouch_is_in_it(vouch: Served) -> None:
    workspace_of(vouch)
    await typed(vouch, "cohort from #prelims")
    vouch.slack.answers["conversations.info"] = lambda call: {
        "channel": {"name": "prelims", "is_member": True}
        if call.arguments["channel"] == CHANNEL
        else {"name": "other", "is_member": False}
    }
    await vouch.ana.says(f"announce to <#{CHANNEL}> tomorrow 8am: noon conference moved")
    said = await vouch.slack.until_said("noon conference moved")
    assert "in the channel #prelims" in said.words
    await vouch.ana.says("announce to <#C0OTHER>: room 5")
    assert "#other" not in (await vouch.slack.until_said("room 5")).words


async def test_a_lead_of_two_cohorts_who_types_in_the_channel_of_one_means_that_one(vouch: Served) -> None:
    workspace_of(vouch)
    vouch.slack.answers["users.conversations"] = lambda _: {
        "channels": [{"id": CHANNEL, "name": "prelims"}, {"id": "C0INTERNS", "name": "interns"}]
    }
    await typed(vouch, "cohort from #prelims")
    await typed(vouch, "cohort from #interns")
    assert "You lead more than one cohort" in await typed(vouch, "announce room 5", "C0ELSEWHERE")
    before = len(vouch.slack.called("response_url"))
    url = vouch.slack.response_url("1")
    await vouch.ana.types("/vouch", "announce room 5", CHANNEL, url, channel_name="prelims")
    said = (await vouch.slack.until_called("response_url", count=before + 1)).words
    assert "in the channel #prelims" in said


async def test_nothing_is_posted_in_a_channel_for_a_lead_who_is_not_in_it(vouch: Served) -> None:
    """Whoever may not write there themselves does not get Vouch to write there for them."""
    workspace_of(vouch)
    await typed(vouch, "cohort from #prelims")
    vouch.slack.answers["users.conversations"] = lambda _: {"channels": [{"id": "C0ALL", "name": "hospital"}]}
    vouch.slack.answers["conversations.members"] = lambda _: {"members": ["U0BEN", "U0BOT"]}
    await vouch.ana.says("announce to #hospital: free pizza")
    await vouch.ana.presses("Send", (await vouch.slack.until_said("free pizza")).arguments)
    refused = await vouch.slack.until_said("You are not in #hospital yourself")
    assert "Nothing is sent" in refused.words
    vouch.slack.answers["conversations.members"] = lambda _: {"members": ["U0BEN", vouch.ana.user]}
    await vouch.ana.presses("Send", refused.arguments)
    await vouch.slack.until(
        lambda: next((c for c in vouch.slack.called("chat.postMessage") if c.arguments["channel"] == "#hospital"), None)
    )


async def test_what_slack_does_not_tell_is_not_taken_for_a_yes(vouch: Served) -> None:
    workspace_of(vouch)
    await typed(vouch, "cohort from #prelims")
    await vouch.ana.says("announce room 5")
    preview = await vouch.slack.until_said("room 5")
    vouch.slack.answers["conversations.members"] = lambda _: web.json_response({"ok": False, "error": "fatal_error"})
    await vouch.ana.presses("Send", preview.arguments)
    said = await vouch.slack.until_said("I could not see whether you are in #prelims")
    assert "Nothing is sent" in said.words


async def test_a_cohort_does_not_take_the_name_of_a_channel_that_its_maker_is_not_in(vouch: Served) -> None:
    """It would post the milestones of the month there by itself."""
    workspace_of(vouch)
    vouch.slack.answers["conversations.members"] = lambda _: {"members": ["U0BEN"]}
    assert "you are not in it" in await typed(vouch, "cohort create Prelims")
    assert "Made #interns" in await typed(vouch, "cohort create interns")


def a_whole_hospital(vouch: Served, people: int) -> None:
    workspace_of(vouch)
    ids = [vouch.ana.user, *(f"U{number:04}" for number in range(people - 1))]
    vouch.slack.answers["conversations.members"] = lambda _: {"members": ids}
    vouch.slack.answers["users.list"] = lambda _: {"members": [{"id": each, "real_name": each} for each in ids]}


async def test_a_channel_of_a_whole_hospital_is_no_cohort_of_just_anybodys(
    vouch: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(join_cohort, "MOST_BY_ANYBODY", 22)
    a_whole_hospital(vouch, 23)
    assert "#prelims has 23 people. A channel of more than 22" in await typed(vouch, "cohort from #prelims")
    assert "You are in no cohort yet" in await typed(vouch, "cohort")
    a_whole_hospital(vouch, 22)
    assert "#prelims has the 22 people of its channel now" in await typed(vouch, "cohort from #prelims")


async def test_who_may_make_cohorts_can_be_named(serve: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join_cohort, "MOST_BY_ANYBODY", 22)
    async with serve(VOUCH_COHORT_MAKERS="U0CHIEF, U0GME") as vouch:
        a_whole_hospital(vouch, 23)
        refused = "Here only those make cohorts whom"
        assert refused in await typed(vouch, "cohort create interns")
        vouch.ana.user = "U0GME"
        a_whole_hospital(vouch, 23)
        assert "#prelims has the 23 people" in await typed(vouch, "cohort from #prelims")
