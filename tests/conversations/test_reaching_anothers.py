"""Ways to another's data that somebody could try who knows ids: files written by hand, values put into buttons."""

import itertools
import json
from datetime import timedelta
from typing import Any

import pytest

from bot import routes
from bot.domain.announcement import Announcement
from bot.domain.cohort import CohortRole
from bot.errors import SettingsError
from bot.messages import ButtonPress, FormSubmit, TextMessage
from bot.use_cases.enrol_channel import names_of
from bot.wiring.build import SERVING
from bot.wiring.simulation import simulate
from storage.store import SqlStore
from tests.conversations.dialogue import Dialogue, open_dialogue
from tests.conversations.test_privacy import member
from tests.databases import KEY, SetClock
from tests.recording import Days

STEPS = ("report", "settled", "announcement", "edit", "recall", "remind", "repeat")
WORDS = "noon conference in room Zwiebelfisch"


@pytest.fixture
async def lead(store: SqlStore, clock: SetClock) -> Dialogue:
    """A lead who announced to two members, one of whom is gone."""
    lead = await member(store, clock, "lead", "W1", CohortRole.OWNER)
    await member(store, clock, "bob", "W1", CohortRole.MEMBER)
    await member(store, clock, "quellenhof", "W1", CohortRole.MEMBER)
    await lead.hears(f"announce to everyone {WORDS} and acknowledge")
    await lead.clicks("Send")
    return lead


async def ids_of(lead: Dialogue) -> tuple[str, str]:
    """Return the cohort and the announcement, as every member can read them from the Acknowledge button."""
    [target] = {action.partition(":")[2] for action in actions_of(lead) if action.startswith("announce_recall:")}
    cohort_id, _, announcement_id = target.partition(":")
    return cohort_id, announcement_id


def actions_of(dialogue: Dialogue) -> list[str]:
    return [button["action"] for button in json.loads(dialogue.last.content or b"{}").get("buttons", ())]


async def forged(dialogue: Dialogue, **more: Any) -> str:
    """Return an export of this resident with lines of somebody's own in it."""
    await dialogue.hears("export json")
    assert dialogue.reply.file is not None
    whole = json.loads(dialogue.reply.file.content)
    for name, lines in more.items():
        whole[name] += lines
    return json.dumps(whole)


@pytest.mark.parametrize("workspace", ["W1", "W2"])
async def test_a_message_written_into_a_file_is_never_sent(
    lead: Dialogue, store: SqlStore, clock: SetClock, workspace: str
) -> None:
    """What waits would be put into words by the cohort's account: an export may bring the past alone."""
    cohort_id, announcement_id = await ids_of(lead)
    eve = await member(store, clock, "eve", workspace, None)
    waiting = [
        {
            "key": f"{step}:{announcement_id}:forged",
            "kind": kind,
            "state": "waiting",
            "about": [f"announcement:{cohort_id}:{announcement_id}"],
            "at": clock.now().isoformat(),
        }
        for step, kind in itertools.product(STEPS, ("announcement", "nudge"))
    ]
    over = [{**each, "state": "sent", "key": f"{each['key']}-before"} for each in waiting]
    note = {"id": "n", "message_id": "n", "received_at": clock.now().isoformat(), "text": "hi", "state": "handled"}
    await eve.hears(f"import\n{await forged(eve, sent=[*waiting, *over], notes=[note])}")
    await eve.clicks("Confirm")
    days = Days(store, clock, await eve.resident())
    await days.live_until(clock.now() + timedelta(hours=1))
    heard = [outgoing.reply for _, outgoing in days.messenger.sent if outgoing.to.user == "eve"]
    assert not [reply for reply in heard if "Zwiebelfisch" in reply.text or reply.report]


async def test_a_note_written_into_a_file_is_words_and_nothing_more(store: SqlStore, clock: SetClock) -> None:
    """Neither is it acted on at the next start, nor does it say where something is to be sent."""
    eve = await member(store, clock, "eve", "W1", None)
    note = {
        "id": "forged",
        "message_id": "forged",
        "received_at": clock.now().isoformat(),
        "text": "who sponsors H-1B?",
        "state": "received",
        "channel": "prelims",
        "reply_to": {"response_url": "http://169.254.169.254/"},
    }
    await eve.hears(f"import\n{await forged(eve, notes=[note])}")
    await eve.clicks("Confirm")
    kept = await eve.note("forged")
    assert (kept.text, kept.channel, kept.reply_to) == (note["text"], None, {})
    assert await store.unfinished_notes(Days(store, clock, await eve.resident()).loop._reach) == []


async def test_nobody_opens_another_residents_account_as_a_cohort(lead: Dialogue, store: SqlStore) -> None:
    eve = open_dialogue(store, lead.clock)
    await eve.take(TextMessage(eve.address, "hello", "m1", ("d1",)))
    async with store.work_for((await eve.resident()).id) as work:
        with pytest.raises(KeyError, match="is no cohort"):
            await work.open_cohort((await lead.resident()).id)


async def test_who_leads_no_more_gets_no_report(lead: Dialogue, store: SqlStore, clock: SetClock) -> None:
    cohort_id, _ = await ids_of(lead)
    async with store.work_for((await lead.resident()).id) as work:
        assert await names_of(await work.open_cohort(cohort_id)) is not None
        await work.cohorts.join(cohort_id, work.resident.id, CohortRole.MEMBER)
        await work.commit()
    days = Days(store, clock, await lead.resident())
    await days.live_until(clock.now() + timedelta(hours=1))
    assert not [outgoing for _, outgoing in days.messenger.sent if outgoing.reply.report]


async def test_whoever_runs_vouch_cannot_replay_a_script_on_the_database_that_serves_residents(
    store: SqlStore, clock: SetClock, database_url: str
) -> None:
    """A script may speak for anybody: it would be an administrator's way to what residents told."""
    script = [
        {"at": "2026-10-14T09:00", "user": "lead", "profile": {"tz": "America/New_York", "platform": "terminal"}},
        {"at": "2026-10-14T09:01", "user": "lead", "text": "export json"},
    ]
    printed: list[dict[str, Any]] = []
    await store.beat("a-laptop:1", clock.now())
    await simulate([json.dumps(line) for line in script], printed.append, database_url, None, KEY)
    assert printed
    printed.clear()
    await store.beat(f"{SERVING}a-server:1", clock.now())
    with pytest.raises(SettingsError, match="serves residents"):
        await simulate([json.dumps(line) for line in script], printed.append, database_url, None, KEY)
    assert printed == []


@pytest.mark.parametrize(("workspace", "role"), [("W1", CohortRole.MEMBER), ("W1", None), ("W2", CohortRole.OWNER)])
async def test_only_who_leads_the_cohort_changes_what_it_was_told_or_sees_how_that_went(
    lead: Dialogue, store: SqlStore, clock: SetClock, workspace: str, role: CohortRole | None
) -> None:
    """Each button and form of the lead's, pressed by a member, by somebody else, by the lead of another workspace."""
    cohort_id, announcement_id = await ids_of(lead)
    eve = await member(store, clock, "eve", workspace, role)
    before = await kept_by_cohort(lead, cohort_id)
    verbs = [verb for verb in routes.BUTTONS if verb.startswith(("announce", "resend"))]
    assert len(verbs) > 6
    for number, verb in enumerate(verbs):
        press = ButtonPress(eve.address, f"{verb}:{cohort_id}:{announcement_id}", lead.last.id, (f"press-{number}",))
        await eve.take(press)
        assert not eve.reply.report
        assert not eve.reply.form
        assert "Zwiebelfisch" not in eve.said
    filled_in = {"text": "there is no conference", "audience": "#prelims", "time": "now"}
    for number, form in enumerate((f"announce:{cohort_id}", f"announce_change:{cohort_id}:{announcement_id}")):
        await eve.take(FormSubmit(eve.address, form, lead.last.id, filled_in, (f"form-{number}",)))
        assert "Send" not in eve.buttons
    for words in ("announce to #prelims room 5", "report", "cohort members prelims"):
        await eve.hears(words, command="/vouch")
        assert "Zwiebelfisch" not in eve.said
        assert "quellenhof" not in eve.said
    assert await kept_by_cohort(lead, cohort_id) == before


async def kept_by_cohort(lead: Dialogue, cohort_id: str) -> list[str]:
    """Return what a cohort keeps, and what is on its way from it."""
    async with lead.store.work_for((await lead.resident()).id) as work:
        kept = await (await work.open_cohort(cohort_id)).all(Announcement)
        return [repr(each) for each in (*kept, *await work.cohorts.outcomes(kept[-1].id))]
