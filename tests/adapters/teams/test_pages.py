"""The personal tab says what the dashboard says, to whoever holds a link that is fresh and made here."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientResponse
from cryptography.fernet import Fernet

from adapters.teams import pages
from bot.messages import Reply
from tests.adapters.teams.chat import PUBLIC_URL, Chat, action_of, actions_in
from tests.databases import SetClock

MET = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"


async def link(chat: Chat) -> str:
    await chat.says("home")
    return str(action_of(chat.card, "Open as a page")["url"])


async def look(chat: Chat, url: str) -> tuple[int, str]:
    parts = urlsplit(url)
    here = chat.endpoint.removesuffix("/api/messages")
    async with chat.http.get(f"{here}{parts.path}?{parts.query}") as response:
        assert response.headers["Cache-Control"] == "no-store"
        assert "frame-ancestors" in response.headers["Content-Security-Policy"]
        return response.status, await response.text()


async def download(chat: Chat, card: dict[str, Any]) -> ClientResponse:
    url = urlsplit(next(action["url"] for action in actions_in(card) if action["title"].startswith("Download ")))
    response = await chat.http.get(f"{chat.endpoint.removesuffix('/api/messages')}{url.path}?{url.query}")
    assert (response.status, response.headers["Cache-Control"]) == (200, "no-store")
    return response


async def test_the_page_says_what_the_dashboard_says(chat: Chat) -> None:
    await chat.says(MET)
    status, page = await look(chat, await link(chat))
    assert status == 200
    assert "send your CV to Dr. Patel" in page
    assert "Your network" in page


async def test_without_a_link_it_says_how_to_get_one(chat: Chat) -> None:
    status, page = await look(chat, "https://vouch.example.org/teams/tab")
    assert status == 200
    assert "home" in page


async def test_a_link_that_was_not_made_here_opens_nothing(chat: Chat) -> None:
    await chat.says(MET)
    fresh = await link(chat)
    for wrong in (
        fresh[:-4] + "AAAA",
        fresh.partition("=")[0] + "=" + Fernet(Fernet.generate_key()).encrypt(b"[]").decode(),
    ):
        status, page = await look(chat, wrong)
        assert status == 403
        assert "Patel" not in page


async def test_a_link_ends(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.says(MET)
    fresh = await link(chat)
    monkeypatch.setattr(pages, "GOOD_FOR", -1)
    assert (await look(chat, fresh))[0] == 403


async def test_the_page_of_somebody_forgotten_is_gone(chat: Chat, clock: SetClock) -> None:
    await chat.says(MET)
    fresh = await link(chat)
    await chat.says("forget me")
    await chat.presses("Confirm")
    clock.advance(timedelta(seconds=1))
    assert (await look(chat, fresh))[0] == 404


@pytest.mark.parametrize(
    ("form", "media_type", "holds"),
    [
        ("json", "application/json", '"Anita Patel"'),
        ("csv", "text/csv", "Anita Patel"),
        ("vcard", "text/vcard", "BEGIN:VCARD"),
        ("calendar", "text/calendar", "BEGIN:VCALENDAR"),
        ("markdown", "text/markdown", "# "),
    ],
)
async def test_an_export_is_a_file_behind_a_link(chat: Chat, form: str, media_type: str, holds: str) -> None:
    await chat.says(MET)
    await chat.says(f"/vouch export {form}")
    file = await download(chat, chat.card)
    assert file.content_type == media_type
    assert re.search(r'attachment; filename="vouch-2026-10-13\.\w+"', file.headers["Content-Disposition"])
    assert holds in await file.text()


async def test_the_file_of_an_export_stays_in_reach_when_its_card_comes_into_view_again(chat: Chat) -> None:
    """The card is drawn anew then, with a link that is good for another quarter of an hour."""
    await chat.says(MET)
    await chat.says("/vouch export")
    refresh = {"action": chat.card["refresh"]["action"], "trigger": "automatic"}
    seen = (await chat.invokes("adaptiveCard/action", refresh))["value"]
    assert "Anita Patel" in await (await download(chat, seen)).text()
    await chat.says("home")
    refresh = {"action": chat.card["refresh"]["action"], "trigger": "automatic"}
    seen = (await chat.invokes("adaptiveCard/action", refresh))["value"]
    assert (await look(chat, str(action_of(seen, "Open as a page")["url"])))[0] == 200


async def test_a_file_opens_only_with_the_link_made_for_it(chat: Chat) -> None:
    await chat.says(MET)
    await chat.says("/vouch export")
    url = next(action["url"] for action in actions_in(chat.card) if action["title"].startswith("Download "))
    assert (await look(chat, url[:-4] + "AAAA"))[0] == 403
    ticket = urlsplit(url).query
    assert (await look(chat, f"{PUBLIC_URL}/teams/file"))[0] == 403
    page = await look(chat, f"{PUBLIC_URL}/teams/file?{urlsplit(await link(chat)).query}")
    assert page[0] == 404
    await chat.says("forget me")
    await chat.presses("Confirm")
    assert (await look(chat, f"{PUBLIC_URL}/teams/file?{ticket}"))[0] == 404


async def test_a_picture_is_said_to_be_left_alone(chat: Chat) -> None:
    picture = {"contentType": "image/png", "contentUrl": "https://example.org/x.png"}
    await chat.post(chat.activity("message", attachments=[picture]))
    assert chat.answers


def test_words_of_a_note_are_words_on_the_page() -> None:
    page = pages.to_html(Reply("<script>alert(1)</script>", title="<b>", fields=(("<i>", "&"),)))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
