"""Nobody reads what another told: every command as every role, in two workspaces, finds what is one's own alone."""

import itertools
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot import cohort_routes, routes
from bot.domain.announcement import Announcement
from bot.domain.cohort import CohortRole
from bot.domain.contact import Contact
from bot.domain.delivery import DeliveryState
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Fact
from bot.domain.note import Note
from bot.domain.resident import Address
from bot.messages import ButtonPress, FormSubmit, MessageDeleted, MessageEdited, Reaction, TextMessage
from bot.replies.forms import LOG
from bot.showing import Showing
from bot.slash import SENTENCES
from bot.use_cases import join_cohort
from bot.use_cases.join_cohort import put_into_cohort
from storage.store import SqlStore
from storage.tables import acts, notes, records, resident_keys
from tests.conversations.dialogue import Dialogue, buttons_of, open_dialogue, reply_of
from tests.databases import SetClock

HIDDEN = ("Quellenhof", "zwiebel@quellenhof.example", "Knotenpunkt")
SECRETS = ("Zwiebelfisch", *HIDDEN)
"""The first is what those ask for who look: it may come back to them as their own words."""

TOLD = (
    "met Dr. Anna Zwiebelfisch, PD at Quellenhof, zwiebel@quellenhof.example, sponsors H-1B",
    "remind me to call Dr. Zwiebelfisch on friday",
    "my name is Ana Quellenhof",
    "opening: PGY-2 at Quellenhof",
    "win: poster with Dr. Zwiebelfisch accepted at Knotenpunkt",
    "starting MICU with Dr. Zwiebelfisch monday until nov 30",
)
IN_PLAIN_WORDS = (
    *("who is Dr. Zwiebelfisch", "what did Dr. Zwiebelfisch say", "who sponsors H-1B", "my contacts", "undo"),
    *("draft a thank-you to Dr. Zwiebelfisch", "announce to everyone hello", "export markdown", "home", "my words"),
)


def commands() -> list[tuple[str, tuple[str, ...]]]:
    """Return every command there is with what may not be heard to it: alone, then asking for what another told.

    What changes a role comes last.
    """
    words = [*SENTENCES, *cohort_routes.COMMANDS]
    asked = [*(f"{word} Dr. Zwiebelfisch" for word in words), *IN_PLAIN_WORDS]
    of_cohorts = sorted((f"cohort {verb} @ana" for verb in join_cohort.ANSWERS), key=lambda each: "leave" in each)
    return [*((word, SECRETS) for word in words), *((each, HIDDEN) for each in (*asked, *of_cohorts))]


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
    ],
)
async def test_no_command_of_any_role_shows_what_another_told(
    ana: Dialogue, store: SqlStore, clock: SetClock, workspace: str, role: CohortRole | None
) -> None:
    other = await member(store, clock, "eve", workspace, role)
    before = await rows_of(ana)
    for command, hidden in commands():
        await other.hears(command, command="/vouch", channel="prelims")
        for answer in other.answers:
            words = (answer.content or b"").decode().casefold()
            assert not [secret for secret in hidden if secret.casefold() in words], (command, words)
            assert answer.channel == "prelims"
            assert answer.resident_id == (await other.resident()).id
        await arrive(other)
    assert await rows_of(ana) == before


async def test_no_button_of_anothers_does_anything(ana: Dialogue, store: SqlStore, clock: SetClock) -> None:
    """An action can be copied out of a message; what it names is looked for among one's own things alone."""
    eve = await member(store, clock, "eve", "W2", CohortRole.OWNER)
    actions = []
    for words in (*TOLD, "what's due?", "export json", "board", "share", "forget Dr. Zwiebelfisch", "announce hi"):
        await ana.hears(words)
        for answer in ana.answers:
            every = buttons_of(reply_of(answer))
            actions += [(button.action, answer.id) for button in every if not button.action.startswith("say:")]
    before = await rows_of(ana)
    assert len(actions) > 5
    for number, (action, on) in enumerate(actions):
        await eve.take(ButtonPress(eve.address, action, on, (f"stolen-{number}",)))
        assert_tells_nothing(eve, action)
    assert await rows_of(ana) == before


async def test_no_button_or_form_there_is_reaches_what_another_has_whatever_id_is_put_into_it(
    ana: Dialogue, store: SqlStore, clock: SetClock
) -> None:
    """Every verb of the tables, with the id of each kind of thing that another has, by one who leads their cohort."""
    eve = await member(store, clock, "eve", "W1", CohortRole.OWNER)
    showing = Showing(eve.conversation.tools, eve.conversation.take_in)
    before, ids = await rows_of(ana), await ids_of(ana)
    values = dict.fromkeys(("text", "what", "who", "name", "day", "time", "when", "audience"), "tomorrow 8am")
    for number, (verb, target) in enumerate(itertools.product(routes.BUTTONS, ids)):
        press = ButtonPress(eve.address, f"{verb}:{target}", ids[number % len(ids)], (f"forged-{number}",))
        await eve.take(press)
        assert_tells_nothing(eve, press.action)
        await arrive(eve)
        if routes.BUTTONS[verb].opens_form and verb != LOG:  # that one holds words, and names nothing
            assert_holds_nothing(repr(await showing.form_of(press)), press.action)
    for number, (form, target) in enumerate(itertools.product(routes.FORMS, ids)):
        sent = FormSubmit(eve.address, f"{form}:{target}", target, values, (f"form-{number}",))
        assert_holds_nothing(repr(await showing.errors_in(sent)), sent.form)
        await eve.take(sent)
        assert_tells_nothing(eve, sent.form)
        await arrive(eve)
    for number, target in enumerate(ids):
        assert await showing.shown(eve.address, target) is None
        await eve.take(Reaction(eve.address, "done", target, (f"sign-{number}",)))
        assert eve.answers == []
        await eve.take(TextMessage(eve.address, "what was that?", f"reply-{number}", (), thread=target))
        assert_tells_nothing(eve, "a reply in a thread")
    for note in await notes_of(ana):
        await eve.take(MessageEdited(eve.address, note.message_id, "who is that?", (f"edit-{note.id}",)))
        assert_tells_nothing(eve, "an edit")
        await eve.take(MessageDeleted(eve.address, note.message_id, (f"deletion-{note.id}",)))
    assert await showing.find_contacts(eve.address, "Zwiebel") == []
    assert await rows_of(ana) == before


async def rows_of(dialogue: Dialogue) -> list[str]:
    """Return all that is stored of a resident, as it lies in the database, but what is on its way to them."""
    resident_id = (await dialogue.resident()).id
    found = []
    async with dialogue.store._engine.connect() as connection:
        for table in (records, notes, acts, resident_keys):
            mine = select(table).where(table.c.resident_id == resident_id)
            found += [repr(row) for row in await connection.execute(mine)]
    return sorted(found)


async def ids_of(dialogue: Dialogue) -> list[str]:
    """Return ids of what a resident has, alone and in pairs as buttons of cohorts name them."""
    resident_id = (await dialogue.resident()).id
    contact, fact = (await dialogue.keeps(Contact))[0].id, (await dialogue.keeps(Fact))[0].id
    async with dialogue.store.work_for(resident_id) as work:
        [cohort] = await work.cohorts.of(resident_id)
    note = (await notes_of(dialogue))[0]
    ids = [contact, fact, (await dialogue.keeps(FollowUp))[0].id, note.id, dialogue.last.id]
    return [*ids, f"{resident_id}:{contact}", f"{cohort.cohort_id}:{fact}"]


async def notes_of(dialogue: Dialogue) -> list[Note]:
    async with dialogue.store.work_for((await dialogue.resident()).id) as work:
        return await work.notes.newest(every=True)


async def arrive(dialogue: Dialogue) -> None:
    """Let the answers reach the resident, as they do: what waits to be sent is read again for every message."""
    for answer in dialogue.answers:
        sent = replace(answer, state=DeliveryState.SENT, sent_at=dialogue.clock.now())
        assert await dialogue.store.finish(sent)


def assert_tells_nothing(dialogue: Dialogue, asked: str) -> None:
    for answer in dialogue.answers:
        assert_holds_nothing((answer.content or b"").decode(), asked)


def assert_holds_nothing(words: str, asked: str) -> None:
    assert not [secret for secret in SECRETS if secret in words], (asked, words)


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
    assert "Follow-ups closed: 5 or more." in lead.said
    assert "Mentors found: by fewer than five" in lead.said
    await others[4].hears("Dr. Zwiebelfisch is my mentor")
    await lead.hears("cohort", command="/vouch")
    assert "Mentors found: 5 or more." in lead.said
    before = lead.said
    await others[0].hears("remind me to call Dr. Zwiebelfisch tomorrow")
    await others[0].hears("called Dr. Zwiebelfisch")
    await lead.hears("cohort", command="/vouch")
    assert lead.said == before, "one more by one member can be seen"
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
