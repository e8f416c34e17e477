"""Installing Vouch in many workspaces, and taking it out of one again."""

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.adapters.slack.conftest import Served, Start, on_both
from tests.adapters.slack.fake_slack import Called
from tests.adapters.slack.requests import SlackSide

MANY = {"SLACK_BOT_TOKEN": "", "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "shh"}


def given(token: str, **more: Any) -> dict[str, Any]:
    """What Slack answers to oauth.v2.access."""
    team = {"id": "T0RES", "name": "Mercy"}
    installer = {"id": "U0IT"}
    return {
        "app_id": "A1",
        "access_token": token,
        "token_type": "bot",
        "scope": "chat:write",
        "bot_user_id": "U0BOT",
        "team": team,
        "enterprise": None,
        "authed_user": installer,
        "is_enterprise_install": False,
        **more,
    }


def installations_in(directory: Path) -> list[tuple[str, str]]:
    """Return what a thief of the database learns of the installations; no file of it holds a token in clear."""
    assert not any(b"xoxb" in file.read_bytes() for file in directory.glob("vouch.db*"))
    with closing(sqlite3.connect(directory / "vouch.db")) as database:
        return database.execute("SELECT platform, workspace FROM installations").fetchall()


async def begin(vouch: Served) -> str:
    """Open the page that installs, and return the state it gives to Slack."""
    async with vouch.session.get(f"{vouch.url}/slack/install") as response:
        assert response.status == 200
        page = await response.text()
    assert "/oauth/v2/authorize" in page
    assert "im:history" in page
    found = re.search(r"state=([\w-]+)", page)
    assert found
    return found[1]


async def come_back(vouch: Served, state: str, code: str = "code") -> int:
    back = {"code": code, "state": state}
    async with vouch.session.get(f"{vouch.url}/slack/oauth_redirect", params=back) as response:
        return response.status


async def test_a_workspace_installs_vouch_and_is_answered_with_its_own_token(serve: Start, tmp_path: Path) -> None:
    async with serve(**MANY) as vouch:
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-mercy")
        assert await come_back(vouch, await begin(vouch)) == 200
        await vouch.ana.says("met Dr. Rao at Lakeside")
        saved = await vouch.slack.until_said("Saved Dr. Rao")
        assert saved.token == "xoxb-mercy"
        # Asked at the installation, and never again.
        assert len(vouch.slack.called("auth.test")) == 1
    assert installations_in(tmp_path) == [("slack", "T0RES")]


@on_both
async def test_a_state_is_good_once_and_only_if_it_is_ours(serve: Start) -> None:
    async with serve(**MANY) as vouch:
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-mercy")
        assert await come_back(vouch, "somebody-elses") in (400, 401)
        state = await begin(vouch)
        assert await come_back(vouch, state) == 200
        assert await come_back(vouch, state) in (400, 401)
        assert len(vouch.slack.called("oauth.v2.access")) == 1


async def test_whoever_installs_it_reads_what_happened_and_what_to_do(serve: Start) -> None:
    async with serve(**MANY) as vouch:

        async def read(path: str, **query: str) -> str:
            async with vouch.session.get(f"{vouch.url}{path}", params=query) as response:
                return str(await response.text())

        assert "Slack shows what Vouch may do before you allow it" in await read("/slack/install")
        denied = await read("/slack/oauth_redirect", error="access_denied", state="x")
        assert "nothing was changed" in denied
        assert 'href="/slack/install"' in denied
        assert "good for ten minutes" in await read("/slack/oauth_redirect", code="1", state="x")
        assert "<b>" not in await read("/slack/oauth_redirect", error="<b>", state="x")
        mercy = {"id": "T0RES", "name": "Mercy & Sons"}
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-mercy", team=mercy)
        done = await read("/slack/oauth_redirect", code="1", state=await begin(vouch))
        assert "Vouch is installed in Mercy &amp; Sons" in done
        assert "slack://app?team=T0RES&amp;id=A1" in done


async def test_a_code_that_slack_refuses_installs_nothing(serve: Start) -> None:
    async with serve(**MANY) as vouch:
        vouch.slack.answers["oauth.v2.access"] = lambda call: {"ok": False, "error": "invalid_code"}
        assert await come_back(vouch, await begin(vouch)) == 401


@on_both
async def test_what_is_uninstalled_is_deleted_and_no_longer_answered(serve: Start) -> None:
    async with serve(**MANY) as vouch:
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-mercy")
        await come_back(vouch, await begin(vouch))
        await vouch.ana.says("met Dr. Rao at Lakeside")
        await vouch.slack.until_said("Saved Dr. Rao")
        assert await vouch.ana.event({"type": "app_uninstalled"}) == 200
        posted = len(vouch.slack.called("chat.postMessage"))
        event = {
            "type": "message",
            "channel": "D0ANA",
            "channel_type": "im",
            "user": "U0ANA",
            "ts": "1.1",
            "text": "hi",
        }
        assert await vouch.ana.event(event) == 200
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-again")
        await come_back(vouch, await begin(vouch))
        await vouch.ana.says("what did Dr. Rao say?")
        again = await vouch.slack.until_called("chat.postMessage", count=posted + 1)
        assert again.token == "xoxb-again"


async def test_a_late_word_of_the_old_installation_does_not_undo_a_new_one(serve: Start, tmp_path: Path) -> None:
    """Slack repeats an uninstallation for an hour, and a process may know the old token for a minute."""
    async with serve(**MANY) as vouch, serve(**MANY) as other:
        there = SlackSide(other.url, vouch.session)
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-old")
        await come_back(vouch, await begin(vouch))
        await there.says("met Dr. Rao at Lakeside")
        await vouch.slack.until_said("Saved Dr. Rao")

        def revoked(call: Called) -> Any:
            dead = call.token == "xoxb-old"
            return {"ok": False, "error": "token_revoked"} if dead else {"channel": "D0ANA", "ts": "9.9"}

        vouch.slack.answers["chat.postMessage"] = revoked
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-new")
        await come_back(vouch, await begin(vouch))
        an_hour_ago = int(time.time()) - 3600
        assert await vouch.ana.event({"type": "app_uninstalled"}, event_time=an_hour_ago) == 200
        await there.says("met Dr. Chen at Lakeside")
        await vouch.slack.until_called("chat.postMessage", count=3)
        await vouch.ana.says("met Dr. Lee at Lakeside")
        await vouch.slack.until(lambda: vouch.slack.called("chat.postMessage")[-1].token == "xoxb-new")
    assert installations_in(tmp_path) == [("slack", "T0RES")]


@on_both
async def test_revoked_bot_tokens_are_deleted(serve: Start) -> None:
    async with serve(**MANY) as vouch:
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-mercy")
        await come_back(vouch, await begin(vouch))
        await vouch.ana.event({"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}})
        await vouch.ana.types("/vouch", "help", "C1", vouch.slack.response_url("1"))
        told = await vouch.slack.until_called("response_url")
        assert "install" in told.words.lower()


@on_both
async def test_an_organisation_installs_it_for_all_its_workspaces(serve: Start) -> None:
    async with serve(**MANY) as vouch:
        organisation = {"team": None, "enterprise": {"id": "E0ORG"}, "is_enterprise_install": True}
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-org", **organisation)
        assert await come_back(vouch, await begin(vouch)) == 200
        one, two = (SlackSide(vouch.url, vouch.session, team=t, organisation="E0ORG") for t in ("T0ONE", "T0TWO"))
        await one.says("met Dr. Rao at Lakeside")
        await vouch.slack.until_said("Saved Dr. Rao")
        await two.says("met Dr. Chen at Mercy")
        await vouch.slack.until_said("Saved Dr. Chen")
        posts = vouch.slack.called("chat.postMessage")
        assert {call.token for call in posts} == {"xoxb-org"}
        assert len([call for call in posts if "Hello, I'm Vouch" in call.words]) == 1
        # Commands, buttons and forms of any of its workspaces go the same way, and so does what is looked up there.
        await two.types("/vouch", "cohort from here", "C1", vouch.slack.response_url("1"))
        await vouch.slack.until_called("response_url")
        await one.says("cohort from #prelims")
        await vouch.slack.until_called("users.conversations", count=2)
        listed = [(call.token, call.arguments["team_id"]) for call in vouch.slack.called("users.conversations")]
        assert listed == [("xoxb-org", "T0TWO"), ("xoxb-org", "T0ONE")]
        saved = next(message for message in vouch.slack.messages if "Saved Dr. Chen" in str(message))
        await two.presses("Undo", saved)
        assert (await vouch.slack.until_called("chat.update")).token == "xoxb-org"
        await two.event({"type": "app_uninstalled"})  # from this one workspace, or from all: Slack does not say
        await two.says("who do I know?")
        assert (await vouch.slack.until_said("1 person")).token == "xoxb-org"
        vouch.slack.answers["auth.test"] = lambda _: {"ok": False, "error": "account_inactive"}
        await two.event({"type": "app_uninstalled"})
        del vouch.slack.answers["auth.test"]
        posted = len(vouch.slack.called("chat.postMessage"))
        await two.says("met Dr. Novak at Lakeside")
        vouch.slack.answers["oauth.v2.access"] = lambda call: given("xoxb-new", **organisation)
        assert await come_back(vouch, await begin(vouch)) == 200
        await two.says("what did Dr. Rao say?")
        assert (await vouch.slack.until_called("chat.postMessage", count=posted + 1)).token == "xoxb-new"
