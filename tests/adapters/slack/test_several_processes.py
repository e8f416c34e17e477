"""Two `vouch serve` on one PostgreSQL, as in a hospital that runs several: what Slack sends reaches either of them.

On SQLite there is one process.
"""

import asyncio
import itertools
import re
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
import pytest
from aiohttp import web
from sqlalchemy import make_url

from bot.domain.delivery import Delivery
from bot.domain.resident import Address, Resident
from bot.master_key import new_key, read_key
from bot.messages import Reply, reply_to_json
from storage.sealing import KeyRing
from storage.store import SqlStore
from tests.adapters.slack.fake_slack import Called, FakeSlack
from tests.adapters.slack.requests import SECRET, SlackSide
from tests.adapters.slack.test_socket_mode import SOCKET, deliver, send, told
from tests.databases import SetClock, new_database
from tests.processes import Running, serving_vouch

NAMES = ("Rao", "Chen", "Patel")
SAID = ("chat.postMessage", "chat.update", "chat.delete")


@dataclass
class Two:
    """Both processes, and Ana as Slack speaks of her to each."""

    slack: FakeSlack
    processes: list[Running]
    anas: list[SlackSide]
    database_url: str
    key: str

    def said(self) -> list[str]:
        return [call.arguments.get("text", "") for call in self.slack.called(*SAID)]

    async def arrivals_left(self) -> int:
        url = make_url(self.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        connection = await asyncpg.connect(url)
        try:
            left: int = await connection.fetchval("SELECT count(*) FROM arrivals")
            return left
        finally:
            await connection.close()


@pytest.fixture
def transport() -> dict[str, str]:
    return {"SLACK_SIGNING_SECRET": SECRET}


@pytest.fixture
async def two(slack: FakeSlack, tmp_path: Path, transport: dict[str, str]) -> AsyncIterator[Two]:
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(new_database("postgresql", tmp_path))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        variables = {
            "VOUCH_DATABASE_URL": url,
            "VOUCH_KEY": (key := new_key()),
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": "xoxb-one",
            **transport,
        }
        started = [stack.enter_context(serving_vouch(tmp_path / "home", **variables)) for _ in range(2)]
        anas = [SlackSide(health.removesuffix("/healthz"), session) for _, health in started]
        yield Two(slack, [process for process, _ in started], anas, url, key)


async def test_what_one_resident_does_keeps_its_order_whichever_process_it_reaches(two: Two) -> None:
    """Else a deletion would find nothing to delete, a button would act on what was before, and a second press again."""
    one, other = two.anas
    await one.says("met Dr. Chen, PD at Mercy. email her friday")
    chen = (await two.slack.until_said("Saved Dr. Chen")).arguments
    sending = two.slack.hold("chat.postMessage")
    rao = await one.says("met Dr. Rao, APD at Lakeside. call him friday")
    await two.slack.until_said("Saved Dr. Rao")
    before = len(two.said())
    await other.says("no, wednesday")
    await one.deletes(rao, "met Dr. Rao, APD at Lakeside. call him friday")
    await asyncio.gather(*(ana.presses("Undo", chen) for ana in two.anas))
    await asyncio.sleep(0.5)
    assert len(two.said()) == before, "what came later was answered first"
    sending.set()
    await two.slack.until(lambda: len(two.said()) >= before + 4)
    changed, deleted, undone, again = two.said()[before:]
    assert re.search(r"I'll remind you Wed .*: call Dr\. Rao\.$", changed)
    assert deleted.startswith("Taken back: Dr. Rao")
    assert undone.startswith("Taken back: Dr. Chen")
    assert again == undone, "pressed twice at once, it is taken back once"
    await other.says("who do I know?")
    await two.slack.until_said("You have told me of nobody yet")


async def test_what_a_process_that_hangs_or_dies_had_taken_in_is_answered_once_by_the_other(two: Two) -> None:
    first, _ = two.processes
    zones = two.slack.hold("users.info")  # nobody is answered before Slack has told their zone
    await burst(two, range(3))
    first.send_signal(signal.SIGSTOP)
    zones.set()
    await until_saved(two, range(3))
    first.send_signal(signal.SIGCONT)
    await two.anas[0].says("met Dr. Okafor")
    await two.slack.until_said("Saved Dr. Okafor")
    del two.slack.held["users.info"]
    zones = two.slack.hold("users.info")
    await burst(two, range(3, 6))
    first.kill()
    first.wait()
    zones.set()
    await until_saved(two, range(6))
    while await two.arrivals_left():  # noqa: ASYNC110  # nobody tells us
        await asyncio.sleep(0.2)
    assert Counter(saved(two)) == Counter((f"D{n}", name) for n in range(6) for name in NAMES)


async def test_an_answer_stored_and_not_sent_as_its_process_died_comes_within_seconds_and_before_the_next(
    two: Two,
) -> None:
    first, _ = two.processes
    one, other = two.anas
    await one.says("hello")
    await two.slack.until_said("Met someone worth remembering")
    sending = two.slack.hold("chat.postMessage")
    lost = iter([web.Response(status=503)])
    two.slack.answers["chat.postMessage"] = lambda call: next(lost, None) or two.slack._answer(call)
    await one.says("met Dr. Rao, PD at Mercy. email her friday")
    await two.slack.until_said("Saved Dr. Rao")
    first.kill()
    first.wait()
    before = len(two.said())
    sending.set()
    await other.says("no, monday")
    # Within seconds: by its lease alone the answer would come a minute after its process died.
    await two.slack.until(lambda: len(two.said()) >= before + 2, patience=30)
    again, corrected = two.said()[before:]
    assert again.startswith("Saved Dr. Rao")
    assert "Mon " in corrected
    assert len([message for message in two.slack.messages if "Saved Dr. Rao" in message["text"]]) == 1


@pytest.mark.parametrize("transport", [SOCKET])
async def test_two_sockets_are_one_conversation_and_what_comes_by_both_is_answered_once(two: Two) -> None:
    """Slack hands each envelope to one of the sockets, and again to another where nobody acknowledged it."""
    slack = two.slack
    await slack.until(lambda: len(slack.sockets) == 2)
    for number, words in enumerate(("hello", "met Dr. Rao, PD at Mercy. email her friday", "no, monday")):
        await deliver(slack, "events_api", told(words), f"e{number}", by=number % 2)
    await slack.until(lambda: any("Mon " in words for words in two.said()))
    line = told("met Dr. Chen at Lakeside")
    await asyncio.gather(*(deliver(slack, "events_api", line, f"same-{by}", by) for by in (0, 1)))
    await slack.until_said("Saved Dr. Chen")
    lost = told("met Dr. Okafor at Lakeside")
    await send(slack, "events_api", lost, "lost", by=0)
    two.processes[0].kill()
    two.processes[0].wait()
    (dead,) = await slack.until(lambda: slack.closed)
    lives = 1 - dead
    await deliver(slack, "events_api", lost, "again", by=lives)
    await slack.until_said("Saved Dr. Okafor")
    await deliver(slack, "events_api", told("who do I know?"), "last", by=lives)
    await slack.until_said("3 people")
    who_was = [found[1] for words in two.said() if (found := re.match(r"Saved Dr\. (\w+)", words))]
    assert who_was == ["Rao", "Chen", "Okafor"]


async def test_together_they_send_no_faster_than_slack_takes_it_and_wait_as_long_as_it_says(two: Two) -> None:
    asked = iter([web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "3"})])
    at: dict[str, list[float]] = {"DANA": [], "DBEN": []}

    def answer(call: Called) -> Any:
        taken = {"channel": call.arguments["channel"], "ts": f"1.{len(two.slack.calls)}"}
        if call.arguments["channel"] not in at:
            return taken
        at[call.arguments["channel"]].append(time.monotonic())
        return next(asked, taken)

    two.slack.answers["chat.postMessage"] = answer
    now = datetime.now(UTC)
    store = await SqlStore.open(two.database_url, KeyRing(read_key(two.key)), SetClock(now))
    for name in ("ANA", "BEN"):
        address = Address("slack", "T0RES", f"U{name}", {"channel": f"D{name}"})
        await store.add_resident(Resident(name, address, "America/Chicago", now, welcomed=True))
        async with store.work_for(name) as work:
            for number in range(4):
                words = reply_to_json(Reply(f"{number} for {name}"))
                each = f"{name}{number}"
                await work.deliveries.put(Delivery(each, name, each, "reply", now, content=words))
            await work.commit()
    await store.close()
    for number, ana in enumerate(two.anas):  # each process looks what is due after an answer
        await replace(ana, user=f"U{number}", channel=f"D{number}").says("hello")
    await two.slack.until(lambda: sum(map(len, at.values())) == 9, patience=60)
    told = Counter(
        call.arguments["text"] for call in two.slack.called("chat.postMessage") if call.arguments["channel"] in at
    )
    assert sorted(told.values()) == [1] * 7 + [2], "each once, but for the one that was refused"
    first, *later = sorted(itertools.chain(*at.values()))
    assert all(moment < first + 1.8 or moment > first + 2.9 for moment in later), "they went on while told to wait"
    for moments in at.values():
        paced = [moment for moment in moments if moment > first + 2.9]
        assert all(after - before > 0.5 for before, after in itertools.pairwise(paced))


async def burst(two: Two, residents: range) -> None:
    """Let residents write at once, line by line to one process and the other."""

    async def tell(number: int) -> None:
        for turn, name in enumerate(NAMES, number):
            side = replace(two.anas[turn % 2], user=f"U{number}", channel=f"D{number}")
            await side.says(f"met Dr. {name} at Lakeside")

    await asyncio.gather(*(tell(number) for number in residents))


async def until_saved(two: Two, residents: range) -> None:
    await two.slack.until(lambda: len(saved(two)) >= len(residents) * len(NAMES), patience=60)


def saved(two: Two) -> list[tuple[str, str]]:
    """Return each answer so far: in which conversation, and who was saved; Ana's own apart."""
    posted = [(call.arguments["channel"], call.arguments["text"]) for call in two.slack.called("chat.postMessage")]
    found = [(channel, re.search(r"Saved Dr\. (\w+)", text)) for channel, text in posted]
    return [(channel, name[1]) for channel, name in found if name and channel != "D0ANA"]
