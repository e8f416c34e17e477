"""What operators see: counts and states at /metrics and /readyz, logs and settings files without a word of anyone's."""

import asyncio
import base64
import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.metrics import metrics_text
from adapters.web import build_web_app
from bot import health
from bot.commands.logs import JsonLines, PlainLines
from bot.doctor import NotWell, hold_to
from bot.domain.delivery import Delivery
from bot.domain.resident import Resident
from bot.health import SILENT_AFTER, Health, check_health
from bot.settings import read_settings
from bot.wiring.checks import checks_of
from storage.store import SqlStore
from tests.conversations.dialogue import open_dialogue
from tests.databases import KEY, NOON, SetClock
from tests.recording import Days

SECRETS = ("Zwiebelfisch", "Quellenhof", "zwiebel@quellenhof.example")


async def test_metrics_carry_counts_and_no_content(store: SqlStore, ana: Resident, clock: SetClock) -> None:
    async with store.work_for(ana.id) as work:
        await work.deliveries.put(Delivery("d1", ana.id, "k1", "nudge", NOON, content=b"met Dr. Zwiebelfisch"))
        await work.commit()
    await store.beat("worker", NOON)
    text = metrics_text(await store.tally(), await store.last_beat(), NOON + timedelta(minutes=5)).decode()
    assert 'vouch_deliveries{platform="terminal",state="waiting"} 1.0' in text
    assert 'vouch_oldest_due_seconds{platform="terminal"} 300.0' in text
    assert "vouch_heartbeat_age_seconds 300.0" in text
    assert "Zwiebelfisch" not in text
    assert ana.id not in text


async def test_readyz_turns_away_new_requests_once_stopping_and_while_the_database_is_away() -> None:
    told, stopping = [Health(True, "working")], asyncio.Event()

    async def check() -> Health:
        return told[0]

    async def measure() -> bytes:
        return b""

    async with TestClient(TestServer(build_web_app(check, measure, stopping=stopping))) as client:
        assert (await client.get("/readyz")).status == 200
        told[0] = Health(False, "the delivery loop has been silent for 200 seconds")
        assert (await client.get("/readyz")).status == 200
        told[0] = Health(False, "the database does not answer", database=False)
        assert (await client.get("/readyz")).status == 503
        told[0] = Health(True, "working")
        stopping.set()
        assert (await client.get("/readyz")).status == 503
        assert (await client.get("/healthz")).status == 200


async def test_no_log_line_holds_what_anyone_wrote(
    store: SqlStore, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    vouch = open_dialogue(store, clock)
    for words in (
        "met Dr. Anna Zwiebelfisch, PD at Quellenhof, zwiebel@quellenhof.example, sponsors H-1B",
        "announce to everyone Zwiebelfisch speaks at noon",
        "import\nName,Email\nAnna Zwiebelfisch,zwiebel@quellenhof.example\n",
        "export json",
        "claim 0000-0000-0000",
        "delete everything about Dr. Zwiebelfisch",
    ):
        await vouch.hears(words)

    async def broken(*_: object) -> None:
        raise RuntimeError("Zwiebelfisch cannot be read")  # the error of a library may quote what it was given

    vouch.conversation = open_dialogue(store, clock, plan=broken).conversation
    await vouch.hears("met Dr. Zwiebelfisch again")
    assert "something on my side went wrong" in vouch.said
    logging.getLogger("a.library").error("it broke", exc_info=RuntimeError("Zwiebelfisch cannot be read"))
    assert caplog.records
    lines = [form.format(record) for record in caplog.records for form in (JsonLines(), PlainLines())]
    assert not [line for line in lines for secret in SECRETS if secret in line]
    told = [json.loads(JsonLines().format(record)) for record in caplog.records]
    assert all({"at", "level", "logger", "message"} <= line.keys() for line in told)
    (gave_up,) = [line for line in told if line["message"].startswith("Answering failed")]
    assert (gave_up["level"], gave_up["error"]) == ("error", "RuntimeError")
    assert gave_up["reference"] in vouch.said
    assert told[-1]["failure"].startswith("RuntimeError at ")
    assert (await check_health(store, clock, lambda: None)).reason == "the delivery loop has not started"


async def test_a_process_is_healthy_by_its_own_delivery_loop_not_by_another_processs(
    store: SqlStore, clock: SetClock, ana: Resident
) -> None:
    """Behind a balancer that asks each, one that stands still is taken out although its neighbour works."""
    days = [Days(store, clock, ana) for _ in range(2)]
    still, works = (each.loop for each in days)
    await still.deliver_due()
    clock.advance(SILENT_AFTER + timedelta(seconds=1))
    await works.deliver_due()
    assert (await check_health(store, clock, lambda: works.last_beat)).ok
    assert (await check_health(store, clock, lambda: still.last_beat)).reason == (
        "the delivery loop has been silent for 91 seconds"
    )


async def test_a_database_that_hangs_is_one_that_does_not_answer(
    store: SqlStore, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks after a process gives up sooner than a connection that leads nowhere."""
    monkeypatch.setattr(health, "ANSWERS_WITHIN", 0.05)
    monkeypatch.setattr(store, "last_beat", lambda: asyncio.sleep(30))
    told = await check_health(store, clock, clock.now)
    assert (told.ok, told.database) == (False, False)


async def test_the_doctor_says_when_no_delivery_loop_has_been_alive_for_long(
    store: SqlStore, database_url: str
) -> None:
    settings = read_settings({"VOUCH_DATABASE_URL": database_url, "VOUCH_KEY": base64.urlsafe_b64encode(KEY).decode()})
    (database,) = checks_of(settings)["database"]
    assert "no delivery loop has run yet" in await database.look()
    await store.beat("worker", datetime.now(UTC) - timedelta(hours=1))
    assert "nothing is sent before `vouch serve`" in await database.look()
    await store.beat("worker", datetime.now(UTC))
    assert (await database.look()).endswith("UTC")


async def test_the_doctor_holds_the_clock_to_the_databases(store: SqlStore) -> None:
    noon = datetime(2026, 10, 13, 16, tzinfo=UTC)
    hold_to(noon, noon + timedelta(seconds=14))
    hold_to(None, noon)
    with pytest.raises(NotWell, match="20 seconds from the database's"):
        hold_to(noon + timedelta(seconds=20), noon)
    shown = await store.shown_by_clock()
    assert shown is None or abs(shown - datetime.now(UTC)) < timedelta(minutes=1)
