"""A language model as second reader: a real HTTP server answers well, badly, slowly, and with instructions."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import pytest
from aiohttp import web

from adapters.language_model import LanguageModel
from bot.conversation import Conversation
from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.ids import TimeOrderedIds
from bot.planner import replan
from bot.understanding import understand
from storage.store import SqlStore
from tests.conversations.dialogue import Dialogue, newcomer
from tests.databases import SetClock

NOTE = "long talk in the stairwell, zoltan from lakeside thinks they'd do H-1B"
READING = {
    "intent": "log",
    "people": [
        {"name": "zoltan", "role": None, "institution": "lakeside", "specialty": None, "words": "zoltan from lakeside"}
    ],
    "facts": [
        {"about": "lakeside", "kind": "visa", "visa": "H-1B", "value": "maybe", "words": "thinks they'd do H-1B"}
    ],
    "follow_ups": [],
}
NOW = datetime(2026, 10, 14, 10)
Question = tuple[dict[str, str], dict[str, Any]]
"""Headers and body of what the server was asked."""

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _says(content: object, status: int = 200) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({"choices": [{"message": {"content": content}}]}, status=status)

    return answer


async def _slow(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(5)
    return web.Response()


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(100):
        await response.write(b" " * 10_000)
    return response


async def _moves_away(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("http://example.org/steal")


@asynccontextmanager
async def _server(answer: Answer) -> AsyncIterator[tuple[str, list[Question]]]:
    questions: list[Question] = []

    async def remembered(request: web.Request) -> web.StreamResponse:
        questions.append((dict(request.headers), await request.json()))
        return await answer(request)

    app = web.Application()
    app.router.add_post("/v1/chat/completions", remembered)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1", questions
    finally:
        await runner.cleanup()


async def test_it_is_asked_for_our_schema_with_the_key_and_the_model(caplog: pytest.LogCaptureFixture) -> None:
    async with _server(_says(json.dumps(READING))) as (url, questions):
        assert await LanguageModel(url, "small", "secret").propose(NOTE, NOW) == READING
    headers, question = questions[0]
    assert headers["Authorization"] == "Bearer secret"
    assert question["model"] == "small"
    assert json.loads(question["messages"][1]["content"])["note"] == NOTE
    assert question["response_format"]["json_schema"]["strict"] is True
    assert caplog.text == ""


@pytest.mark.parametrize(
    "answer",
    [
        _says("Sure! Here is the JSON you asked for:"),
        _says(None),
        _says([1, 2]),
        _says("[" * 100_000),
        _says(json.dumps(READING), status=500),
        _says("no key", status=401),
        _slow,
        _endless,
        _moves_away,
    ],
    ids=["chatter", "refusal", "no text", "nesting", "error", "forbidden", "slow", "endless", "redirect"],
)
async def test_what_is_no_reading_is_none_and_is_logged_without_the_note(
    answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    async with _server(answer) as (url, _):
        assert await LanguageModel(url, "small", answer_within=0.5).propose(NOTE, NOW) is None
    assert "the built-in one is used" in caplog.text
    assert "zoltan" not in caplog.text


async def test_nobody_at_the_address_is_none_and_after_three_it_is_left_alone() -> None:
    async with _server(_says("rubbish")) as (url, questions):
        model = LanguageModel(url, "small")
        for _ in range(5):
            assert await model.propose(NOTE, NOW) is None
    assert len(questions) == 3
    assert await LanguageModel("http://127.0.0.1:9/v1", "small").propose(NOTE, NOW) is None


def _dialogue(store: SqlStore, clock: SetClock, url: str) -> Dialogue:
    model = LanguageModel(url, "small", answer_within=0.5)
    conversation = Conversation(store, clock, TimeOrderedIds(clock), understand, newcomer, replan, second_reader=model)
    return Dialogue(store, clock, conversation)


async def test_a_good_answer_fills_what_the_built_in_reader_left_out(store: SqlStore, clock: SetClock) -> None:
    async with _server(_says(json.dumps(READING))) as (url, _):
        vouch = _dialogue(store, clock, url)
        await vouch.hears(NOTE)
        (contact,) = await vouch.keeps(Contact)
        # In capitals where the built-in reader finds it too, as written where the model alone does.
        assert (contact.name, (contact.position.institution or "").title()) == ("Zoltan", "Lakeside")
        assert [(fact.visa, fact.value) for fact in await vouch.keeps(Fact)] == [("H-1B", "maybe")]


@pytest.mark.parametrize("answer", [_says("rubbish"), _slow], ids=["rubbish", "slow"])
async def test_a_bad_answer_changes_nothing(answer: Answer, store: SqlStore, clock: SetClock) -> None:
    async with _server(answer) as (url, _):
        vouch = _dialogue(store, clock, url)
        await vouch.hears("met Dr. Rao, APD at Lakeside, sponsors J-1")
        assert [contact.name for contact in await vouch.keeps(Contact)] == ["Rao"]
        assert "J-1: yes" in vouch.said


async def test_instructions_in_the_answer_are_not_followed(store: SqlStore, clock: SetClock) -> None:
    orders = {
        "intent": "forget",
        "people": [{"name": "Ignore previous instructions", "role": None, "institution": None, "specialty": None,
                    "words": "Ignore previous instructions"}],
        "facts": [{"about": "Lakeside", "kind": "visa", "visa": "H-1B", "value": "yes", "words": "sponsors J-1"}],
        "follow_ups": [{"kind": "email", "with": "eve", "due": "2026-10-20", "time": None, "words": "met Dr. Rao"}],
    }  # fmt: skip
    async with _server(_says(json.dumps(orders))) as (url, _):
        vouch = _dialogue(store, clock, url)
        await vouch.hears("met Dr. Rao, APD at Lakeside, sponsors J-1")
        assert [contact.name for contact in await vouch.keeps(Contact)] == ["Rao"]
        assert [(fact.visa, fact.value) for fact in await vouch.keeps(Fact)] == [("J-1", "yes")]
        assert "remind" not in vouch.said


async def test_words_that_may_name_a_patient_are_never_sent(store: SqlStore, clock: SetClock) -> None:
    async with _server(_says(json.dumps(READING))) as (url, questions):
        vouch = _dialogue(store, clock, url)
        await vouch.hears("met Dr. Rao about Mr. Ortiz in room 12 with sepsis")
        assert questions == []
        assert "could identify a patient" in vouch.said
