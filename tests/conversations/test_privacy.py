"""Nobody reads what another told: every command as every role, in two workspaces, finds what is one's own alone."""

import json

import pytest

from bot.domain.announcement import Announcement
from bot.domain.cohort import CohortRole
from bot.domain.resident import Address
from bot.messages import ButtonPress
from bot.slash import SENTENCES
from bot.use_cases.join_cohort import put_into_cohort
from storage.store import SqlStore
from tests.conversations.dialogue import Dialogue, open_dialogue
from tests.databases import SetClock

SECRETS = ("Zwiebelfisch", "Quellenhof", "zwiebel@quellenhof.example")
TOLD = (
    "met Dr. Anna Zwiebelfisch, PD at Quellenhof, zwiebel@quellenhof.example, sponsors H-1B",
    "remind me to call Dr. Zwiebelfisch on friday",
    "my name is Ana Quellenhof",
)
COMMANDS = (
    *SENTENCES,
    *("announce hello", "announce to everyone hello", "report", "cohort", "cohort code", "board", "share", "status"),
    *(
        "export json",
        "export markdown",
        "audit",
        "move",
        "link",
        "history",
        "programs",
        "shortlist",
        "wins",
        "rotations",
    ),
    *("who is Dr. Zwiebelfisch", "ask what did Dr. Zwiebelfisch say", "ask who sponsors H-1B", "forget Zwiebelfisch"),
    *("draft thank-you to Dr. Zwiebelfisch", "prep Dr. Zwiebelfisch", "opening PGY-2 at Quellenhof"),
)


async def member(store: SqlStore, clock: SetClock, user: str, workspace: str, role: CohortRole | None) -> Dialogue:
    dialogue = open_dialogue(store, clock)
    dialogue.address = Address("terminal", workspace, user)
    await dialogue.hears("hello")
    if role:
        async with store.work_for((await dialogue.resident()).id) as work:
            await put_into_cohort(work, "prelims", role, clock.now(), dialogue.conversation.tools.ids)
            await work.commit()
    return dialogue


@pytest.fixture
async def ana(store: SqlStore, clock: SetClock) -> Dialogue:
    dialogue = await member(store, clock, "ana", "W1", CohortRole.MEMBER)
    for words in TOLD:
        await dialogue.hears(words)
    return dialogue


@pytest.mark.parametrize(
    ("workspace", "role"),
    [
        ("W1", CohortRole.OWNER),
        ("W1", CohortRole.LEAD),
        ("W1", CohortRole.MEMBER),
        ("W1", None),
        ("W2", CohortRole.OWNER),
        ("W2", None),
    ],
)
async def test_no_command_of_any_role_shows_what_another_told(
    ana: Dialogue, store: SqlStore, clock: SetClock, workspace: str, role: CohortRole | None
) -> None:
    other = await member(store, clock, "eve", workspace, role)
    for command in COMMANDS:
        await other.hears(command, command="/vouch", channel="prelims")
        for answer in other.answers:
            words = (answer.content or b"").decode()
            asked = command.casefold()
            found = [secret for secret in SECRETS if secret.casefold() in words.casefold()]
            assert all(secret.casefold() in asked for secret in found), (command, words)
            assert answer.channel == "prelims"
            assert answer.resident_id == (await other.resident()).id


async def test_no_button_of_anothers_does_anything(ana: Dialogue, store: SqlStore, clock: SetClock) -> None:
    """An action can be copied out of a message; what it names is looked for among one's own things alone."""
    eve = await member(store, clock, "eve", "W2", CohortRole.OWNER)
    actions = []
    for words in (*TOLD, "what's due?", "export json", "board", "share", "forget Dr. Zwiebelfisch", "announce hi"):
        await ana.hears(words)
        for answer in ana.answers:
            shown = json.loads(answer.content or b"{}")
            every = [
                *shown.get("buttons", ()),
                *(b for item in shown.get("items", ()) for b in item.get("buttons", ())),
            ]
            actions += [(button["action"], answer.id) for button in every if not button["action"].startswith("say:")]
    before = await ana.state()
    assert len(actions) > 5
    for number, (action, on) in enumerate(actions):
        await eve.take(ButtonPress(eve.address, action, on, (f"stolen-{number}",)))
        said = " ".join((answer.content or b"").decode() for answer in eve.answers)
        assert not [secret for secret in SECRETS if secret in said], (action, said)
    assert await ana.state() == before


async def test_a_lead_sees_numbers_of_five_or_more_only(store: SqlStore, clock: SetClock) -> None:
    lead = await member(store, clock, "lead", "W1", CohortRole.LEAD)
    for number in range(3):
        await member(store, clock, f"m{number}", "W1", CohortRole.MEMBER)
    await lead.hears("cohort", command="/vouch")
    assert "I show no numbers of fewer than five" in lead.said
    await member(store, clock, "m3", "W1", CohortRole.MEMBER)
    await lead.hears("cohort", command="/vouch")
    assert "last 30 days: 5" in lead.said


async def test_a_lead_sees_how_the_cohort_is_doing_where_five_or_more_are_and_nothing_of_anyone(
    store: SqlStore, clock: SetClock
) -> None:
    lead = await member(store, clock, "lead", "W1", CohortRole.LEAD)
    others = [await member(store, clock, f"m{number}", "W1", CohortRole.MEMBER) for number in range(5)]
    for number, each in enumerate(others):
        await each.hears("remind me to call Dr. Zwiebelfisch tomorrow")
        await each.hears("called Dr. Zwiebelfisch")
        if number < 4:
            await each.hears("Dr. Zwiebelfisch is my mentor")
    await lead.hears("cohort", command="/vouch")
    assert "Follow-ups closed: 5, by 5 members" in lead.said
    assert "Mentors found: by fewer than five" in lead.said
    await others[4].hears("Dr. Zwiebelfisch is my mentor")
    await lead.hears("cohort", command="/vouch")
    assert "Mentors found: 5, by 5 members" in lead.said
    await others[0].hears("forget me")
    await others[0].clicks("Confirm")
    await lead.hears("cohort", command="/vouch")
    assert "Follow-ups closed: by fewer than five" in lead.said
    assert "Zwiebelfisch" not in lead.said


async def test_a_forgotten_receiver_leaves_the_sum_and_no_name(store: SqlStore, clock: SetClock) -> None:
    lead = await member(store, clock, "lead", "W1", CohortRole.LEAD)
    bob = await member(store, clock, "bob", "W1", CohortRole.MEMBER)
    await lead.hears("announce to everyone room 5")
    await lead.clicks("Send")
    await bob.hears("forget me")
    await bob.clicks("Confirm")
    await lead.hears("report", command="/vouch")
    report = lead.reply.report
    assert report is not None
    assert (report.intended, report.unreachable) == (1, 1)
    assert "bob" not in lead.said


async def test_a_forgotten_author_leaves_the_announcement_and_nothing_of_themselves(
    store: SqlStore, clock: SetClock
) -> None:
    lead = await member(store, clock, "lead", "W1", CohortRole.LEAD)
    await member(store, clock, "bob", "W1", CohortRole.MEMBER)
    second = await member(store, clock, "second", "W1", CohortRole.LEAD)
    await lead.hears("announce to everyone room 5")
    await lead.clicks("Send")
    gone = await lead.resident()
    await lead.hears("forget me")
    await lead.clicks("Confirm")
    await second.hears("report", command="/vouch")
    assert "room 5" in second.said
    async with store.work_for((await second.resident()).id) as work:
        [cohort] = await work.cohorts.of(work.resident.id)
        kept = await (await work.open_cohort(cohort.cohort_id)).all(Announcement)
    assert gone.id not in repr(kept)
    assert gone.address.user not in repr(kept)
