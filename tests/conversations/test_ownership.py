"""The data belongs to the resident: files that read again, imports that change nothing twice, one account anywhere."""

import json
from datetime import timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp
from bot.domain.resident import Address
from bot.messages import File
from bot.replies.exchange import FORMS
from bot.slash import plain_command
from bot.use_cases.export_account import WRITERS
from storage.store import SqlStore
from tests.conversations.dialogue import Dialogue, open_dialogue
from tests.databases import SetClock

TOLD = (
    "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday",
    "Dr. Sam Lee is an attending at Lakeside, sam.lee@lakeside.org",
    "going to ACP Oct 22-24",
    "I'm on nights this week",
    "remind me to call the GME office on the 20th at 2 pm",
)

LINKEDIN = """Notes:
"When exporting your connection data, you may notice that some emails are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Maria,Novak,https://www.linkedin.com/in/mnovak,maria@example.org,Mercy Hospital,Program Director,12 Oct 2026
Tom,Haddad,https://www.linkedin.com/in/thaddad,,Lakeside,Fellow,11 Oct 2026
,,,,,,
,,https://www.linkedin.com/in/nobody,,,,10 Oct 2026
"""
GOOGLE = """Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title
Maria Novak,Maria,Novak,maria@example.org ::: m@x.org,+1 555 0100,Mercy Hospital,Program Director
Bad Address,Bad,Address,not an address,,,
"""
OUTLOOK = """First Name,Middle Name,Last Name,Company,Job Title,E-mail Address,Business Phone,Mobile Phone
Maria,,Novak,Mercy Hospital,Program Director,maria@example.org,,+1 555 0100
"""
CARDS = """BEGIN:VCARD
VERSION:4.0
FN:Maria Novak
N:Novak;Maria;;Dr.;
EMAIL:maria@example.org
ORG:Mercy Hospital
TITLE:Program Director
END:VCARD
BEGIN:VCARD
VERSION:3.0
END:VCARD
BEGIN:VCARD
VERSION:2.1
N:Haddad;Tom
FN:Tom Haddad
END:VCARD
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:acp-2026@example.org
SUMMARY:ACP chapter meeting
DTSTART;VALUE=DATE:20261022
DTEND;VALUE=DATE:20261025
END:VEVENT
BEGIN:VTODO
UID:todo-1@example.org
SUMMARY:renew ECFMG certificate
DUE;VALUE=DATE:20261101
END:VTODO
BEGIN:VEVENT
UID:broken@example.org
SUMMARY:no date at all
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
async def ana(vouch: Dialogue) -> Dialogue:
    for words in TOLD:
        await vouch.hears(words)
        vouch.clock.advance(timedelta(minutes=1))
    return vouch


async def export(dialogue: Dialogue, form: str = "json") -> File:
    await dialogue.hears(f"export {form}")
    assert dialogue.reply.file is not None
    return dialogue.reply.file


def another(vouch: Dialogue, workspace: str = "W2", user: str = "ana") -> Dialogue:
    assert isinstance(vouch.clock, SetClock)
    dialogue = open_dialogue(vouch.store, vouch.clock)
    dialogue.address = Address("terminal", workspace, user)
    dialogue.count = 1000
    return dialogue


def told_in(file: File) -> dict[str, object]:
    """Return what an account file says of what was told; the log of exports and what was asked since differ."""
    whole = json.loads(file.content)
    whole["records"].pop("audit")
    whole["notes"] = [note for note in whole["notes"] if not note["text"].startswith(("export", "import"))]
    return dict(whole)


async def test_an_exported_account_imports_to_an_equal_one(ana: Dialogue) -> None:
    file = await export(ana)
    there = another(ana)
    await there.hears(f"import\n{file.content}")
    assert there.reply.title == "Nothing is imported yet"
    assert await there.keeps(Contact) == []
    await there.clicks("Confirm")
    assert await there.state() == await ana.state()
    assert told_in(await export(there)) == told_in(file)


@pytest.mark.parametrize("form", ["json", "csv", "vcard", "calendar"])
async def test_an_export_read_again_at_home_changes_nothing(ana: Dialogue, form: str) -> None:
    before = await ana.state()
    file = await export(ana, form)
    await ana.hears(f"import\n{file.content}")
    assert "nothing new" in ana.said
    assert await ana.state() == before


@pytest.mark.parametrize("file", [LINKEDIN, GOOGLE, OUTLOOK, CARDS], ids=["LinkedIn", "Google", "Outlook", "vCard"])
async def test_people_are_imported_with_job_and_address_and_a_second_time_nothing_changes(
    vouch: Dialogue, file: str
) -> None:
    await vouch.hears("hello")
    for _ in range(3):
        await vouch.hears(f"import\n{file}")
        if "Confirm" in vouch.buttons:
            await vouch.clicks("Confirm")
    maria = next(contact for contact in await vouch.keeps(Contact) if contact.name == "Maria Novak")
    assert (maria.email, maria.position.institution, maria.position.role) == (
        "maria@example.org",
        "Mercy Hospital",
        "program_director",
    )
    names = [contact.name for contact in await vouch.keeps(Contact)]
    assert len(names) == len(set(names))


async def test_what_cannot_be_read_is_named_by_its_row_and_the_rest_is_imported(vouch: Dialogue) -> None:
    await vouch.hears(f"import\n{LINKEDIN}")
    assert "row 8: no name" in vouch.said
    await vouch.hears(f"import\n{GOOGLE}")
    assert "row 3: “not an address” is no e-mail address" in vouch.said
    await vouch.hears(f"import\n{CARDS}")
    assert "row 2: this card cannot be read" in vouch.said
    assert await vouch.keeps(Contact) == []


async def test_a_calendar_is_imported_once_however_often_it_is_read(vouch: Dialogue) -> None:
    for _ in range(2):
        await vouch.hears(f"import\n{CALENDAR}")
        assert "row 3: no date that I can read" in vouch.said or "row 2" in vouch.said
        if "Confirm" in vouch.buttons:
            await vouch.clicks("Confirm")
    [event] = await vouch.keeps(Event)
    assert (event.title, event.starts_on.isoformat(), event.ends_on.isoformat()) == (
        "ACP chapter meeting",
        "2026-10-22",
        "2026-10-24",
    )
    assert [task.what for task in await vouch.keeps(FollowUp)] == ["renew ECFMG certificate"]


async def test_an_import_can_be_undone(vouch: Dialogue) -> None:
    await vouch.hears(f"import\n{OUTLOOK}")
    await vouch.clicks("Confirm")
    await vouch.clicks("Undo")
    assert await vouch.keeps(Contact) == []


async def test_what_the_resident_told_stands_against_a_file(ana: Dialogue) -> None:
    await ana.hears("import\nName,Email,Institution\nSam Lee,other@example.org,Mercy\n")
    assert "nothing new" in ana.said


async def test_a_file_that_is_no_account_is_refused_and_nothing_is_changed(ana: Dialogue) -> None:
    before = await ana.state()
    for broken in ('{"format": "other"}', '{"format": "vouch-account", "version": 1}', "{"):
        await ana.hears(f"import\n{broken}")
        assert "nothing was changed" in ana.said
    assert await ana.state() == before


async def test_an_export_is_offered_in_every_form_and_a_spreadsheet_runs_nothing(ana: Dialogue) -> None:
    await ana.hears("her name is =cmd, not Anita Patel")
    assert (await export(ana, "markdown")).content.startswith("# What I told Vouch")
    cards = (await export(ana, "vcard")).content
    assert cards.count("VERSION:4.0") == 2
    uids = [line for line in (await export(ana, "calendar")).content.splitlines() if line.startswith("UID")]
    assert uids == [line for line in (await export(ana, "calendar")).content.splitlines() if line.startswith("UID")]
    assert len(uids) >= 3
    table = (await export(ana, "csv")).content
    assert not [cell for line in table.splitlines() for cell in line.split(",") if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(("word", "form"), [(word, form) for form, kind in FORMS.items() for word in kind.words])
def test_every_form_has_a_writer_and_is_asked_for_by_each_of_its_words(word: str, form: str) -> None:
    assert WRITERS.keys() == FORMS.keys()
    assert plain_command(f"export {word}") == "export"
    assert [name for name, kind in FORMS.items() if word in kind.words] == [form]


async def test_the_account_moves_with_a_code_that_is_good_once(ana: Dialogue) -> None:
    before = await ana.state()
    await ana.hears("move my account")
    code = ana.reply.code
    there = another(ana)
    await there.hears("hello")
    await there.hears(f"claim {code}")
    assert await there.state() == before
    assert await ana.store.find_resident(ana.address) is None
    thief = another(ana, "W3", "eve")
    await thief.hears(f"claim {code}")
    assert "not good" in thief.said
    await there.hears("undo")
    assert (await there.resident()).nights


async def test_what_both_places_know_is_kept_when_the_account_moves(ana: Dialogue) -> None:
    there = another(ana)
    await there.hears("met Dr. Rosa Mensah, APD at Northside")
    await ana.hears("move my account")
    await there.hears(f"claim {ana.reply.code}")
    names = {contact.name for contact in await there.keeps(Contact)}
    assert names == {"Anita Patel", "Sam Lee", "Rosa Mensah"}
    await there.hears("what did Dr. Patel say?")
    assert "sponsors H-1B" in there.said


async def test_two_places_become_one_account(ana: Dialogue) -> None:
    there = another(ana)
    await there.hears("hello")
    await ana.hears("link my teams account")
    await there.hears(f"link {ana.reply.code}")
    await ana.hears("met Dr. Rosa Mensah, APD at Northside")
    assert {contact.name for contact in await there.keeps(Contact)} == {"Anita Patel", "Sam Lee", "Rosa Mensah"}
    assert (await ana.resident()).id == (await there.resident()).id


async def test_a_code_is_good_for_its_time_only(ana: Dialogue) -> None:
    await ana.hears("link my teams account")
    ana.clock.advance(timedelta(hours=2))
    there = another(ana)
    await there.hears(f"link {ana.reply.code}")
    assert "not good" in there.said


async def test_the_resident_reads_what_was_done_with_the_account(ana: Dialogue, store: SqlStore) -> None:
    await export(ana, "csv")
    await ana.hears("move my account")
    await ana.hears("audit log", command="/vouch")
    assert "you exported your data" in ana.said
    assert "you asked for a code" in ana.said


@pytest.mark.parametrize(
    "asked",
    ["I would like a copy of all my data, please.", "can you give me a copy of my data?", "download my data"],
)
async def test_ones_data_may_be_asked_for_in_other_words(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met Dr. Rao")
    await vouch.hears(asked)
    assert "This file holds everything I keep for you" in vouch.said
