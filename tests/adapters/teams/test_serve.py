"""`vouch serve` with Teams as its operator starts it: a process of its own, set up by the environment alone."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.teams.credentials import read_registration
from bot.errors import SettingsError
from bot.master_key import new_key
from bot.settings import read_settings
from tests.adapters.teams.bot_framework import APP_ID, BotFramework
from tests.adapters.teams.chat import ANA, BOT, PERSONAL, TENANT, actions_in, words_in
from tests.processes import PATIENCE, run_installed, run_vouch, serving_vouch

MET = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B"


def settings(framework: BotFramework) -> dict[str, str]:
    return {
        "MICROSOFT_APP_ID": APP_ID,
        "MICROSOFT_APP_PASSWORD": "a client secret",
        "MICROSOFT_APP_TYPE": "SingleTenant",
        "MICROSOFT_APP_TENANT_ID": TENANT,
        "VOUCH_TEAMS_OPENID_METADATA": framework.metadata_url,
    }


async def post(
    framework: BotFramework, healthz: str, activity_id: str, text: str, *, signed: bool = True, to: str = ""
) -> int:
    activity: dict[str, Any] = {
        "type": "message",
        "id": activity_id,
        "text": text,
        "serviceUrl": to or framework.url,
        "channelId": "msteams",
        "from": {"id": ANA},
        "recipient": {"id": BOT},
        "conversation": {"id": PERSONAL},
    }
    headers = {"Authorization": f"Bearer {framework.token()}"} if signed else {}
    endpoint = healthz.replace("/healthz", "/api/messages")
    async with ClientSession() as http, http.post(endpoint, json=activity, headers=headers) as response:
        return response.status


async def until_sent(framework: BotFramework, words: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not any(words in words_in(call.card) for call in framework.sent):  # noqa: ASYNC110 - another process sends
            await asyncio.sleep(0.05)


async def test_it_answers_in_teams(framework: BotFramework, tmp_path: Path) -> None:
    with serving_vouch(tmp_path / "home", **settings(framework)) as (_, healthz):
        assert await post(framework, healthz, "1", MET) == 200
        await until_sent(framework, "Saved Dr. Anita Patel")


async def test_what_was_acknowledged_is_answered_after_the_process_was_killed(
    framework: BotFramework, tmp_path: Path
) -> None:
    """An acknowledgement is a promise: Teams will not say it again."""
    framework.hangs = True
    with serving_vouch(tmp_path / "home", **settings(framework)) as (process, healthz):
        assert await post(framework, healthz, "1", MET) == 200
        process.kill()
    framework.hangs = False
    with serving_vouch(tmp_path / "home", **settings(framework)) as (_, healthz):
        await until_sent(framework, "Dr. Anita Patel")
        assert await post(framework, healthz, "1", MET) == 200
        await post(framework, healthz, "2", "help")
        await until_sent(framework, "What you can say")
    assert sum("Dr. Anita Patel" in words_in(call.card) for call in framework.sent) == 1


async def test_it_can_be_tried_on_one_machine_without_a_registration(framework: BotFramework, tmp_path: Path) -> None:
    """A client on this machine may speak unsigned; what was told never leaves for an address that nobody signed."""
    with serving_vouch(tmp_path / "home", VOUCH_TEAMS_UNSIGNED="yes") as (_, healthz):
        for elsewhere in ("https://evil.example/", "http://10.1.2.3/", "http://localhost.evil.example/", "//evil"):
            assert await post(framework, healthz, "1", MET, signed=False, to=elsewhere) == 401
        assert await post(framework, healthz, "2", MET, signed=False) == 200
        await until_sent(framework, "Saved Dr. Anita Patel")
        assert await post(framework, healthz, "3", "/vouch export", signed=False) == 200
        await until_sent(framework, "This file holds everything")
        (url,) = [each["url"] for each in actions_in(framework.sent[-1].card) if each["title"].startswith("Download ")]
        async with ClientSession() as http, http.get(url) as file:
            assert "Anita Patel" in await file.text()


@pytest.mark.parametrize(
    ("without", "more", "named"),
    [
        ("MICROSOFT_APP_ID", {}, "MICROSOFT_APP_ID"),
        ("MICROSOFT_APP_TENANT_ID", {}, "MICROSOFT_APP_TENANT_ID"),
        ("", {"MICROSOFT_APP_TYPE": "Bot"}, "MICROSOFT_APP_TYPE"),
        ("", {"VOUCH_TEAMS_OPENID_METADATA": "keys"}, "VOUCH_TEAMS_OPENID_METADATA"),
        ("VOUCH_TEAMS_OPENID_METADATA", {"MICROSOFT_APP_PASSWORD": ""}, "MICROSOFT_APP_PASSWORD"),
        ("MICROSOFT_APP_ID", {"VOUCH_TEAMS_UNSIGNED": "yes", "VOUCH_HOST": "0.0.0.0"}, "VOUCH_TEAMS_UNSIGNED"),  # noqa: S104
    ],
)
def test_what_is_half_set_up_is_named(tmp_path: Path, without: str, more: dict[str, str], named: str) -> None:
    given = {**settings(BotFramework(url="http://127.0.0.1:9/")), **more}
    given |= {"VOUCH_KEY": new_key(), "VOUCH_DATABASE_URL": f"sqlite:///{tmp_path}/vouch.db"}
    if without:
        given[without] = ""
    with pytest.raises(SettingsError, match=named):
        read_registration(read_settings(given))


def test_half_set_up_it_does_not_start(tmp_path: Path) -> None:
    variables = {**settings(BotFramework(url="http://127.0.0.1:9/")), "MICROSOFT_APP_ID": "", "VOUCH_PORT": "0"}
    ended = run_vouch(tmp_path / "home", "serve", **variables)
    assert ended.returncode == 1, ended.stderr
    assert "MICROSOFT_APP_ID" in ended.stderr
    assert "Traceback" not in ended.stderr


async def test_the_doctor_looks_at_teams(framework: BotFramework, tmp_path: Path) -> None:
    variables = {**settings(framework), "VOUCH_PUBLIC_URL": "https://vouch.example.org"}
    ended = await asyncio.to_thread(run_installed, tmp_path / "home", "doctor", "teams", **variables)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "1 signing key" in ended.stdout
    assert "https://vouch.example.org/api/messages" in ended.stdout
    away = {**variables, "VOUCH_TEAMS_OPENID_METADATA": "http://127.0.0.1:9/keys", "VOUCH_PUBLIC_URL": ""}
    ended = await asyncio.to_thread(run_installed, tmp_path / "home", "doctor", "teams", **away)
    assert ended.returncode == 1
    assert "may this machine reach it" in ended.stdout
    assert "VOUCH_PUBLIC_URL" in ended.stdout
