"""Correction in plain words of the last thing told; each is one act that undo takes back."""

from datetime import date, time, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.vocabulary import Role
from tests.conversations.dialogue import Dialogue

PATEL = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"


async def test_a_job_in_the_place_of_a_name_corrects_the_job(vouch: Dialogue) -> None:
    await vouch.hears("met dr omar aziz, pd at Henry Ford")
    await vouch.hears("change aziz to apd")
    [aziz] = await vouch.keeps(Contact)
    assert (aziz.name, aziz.position.role) == ("Omar Aziz", Role.ASSOCIATE_PROGRAM_DIRECTOR)


async def test_a_value(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("actually it's J-1 only")
    assert vouch.said == "Corrected\nMercy · J-1: yes\nMercy · H-1B: no (was yes)"
    assert {(fact.visa, fact.value) for fact in await vouch.keeps(Fact)} == {("J-1", "yes"), ("H-1B", "no")}


async def test_the_day_of_the_reminder(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("no, friday")
    assert "Fri 16 Oct" in vouch.said
    assert [each.due_on for each in await vouch.keeps(FollowUp)] == [date(2026, 10, 16)]


async def test_the_time_of_the_reminder(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("actually 3 pm")
    [owed] = await vouch.keeps(FollowUp)
    assert (owed.due_on, owed.due_at) == (date(2026, 10, 15), time(15))


async def test_the_day_of_the_encounter(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("that was yesterday")
    assert "Met Mon 12 Oct" in vouch.said
    assert [each.on for each in await vouch.keeps(Encounter)] == [date(2026, 10, 12)]
    assert [each.due_on for each in await vouch.keeps(FollowUp)] == [date(2026, 10, 15)]


async def test_a_role_is_corrected_not_added(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("she's the APD, not the PD")
    [patel] = await vouch.keeps(Contact)
    assert [job.role for job in patel.positions] == ["associate_program_director"]


async def test_the_spelling_of_a_name_also_in_what_is_owed(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel. email her my CV thursday")
    await vouch.hears("her last name is Patil, not Patel")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Anita Patil"]
    assert [each.what for each in await vouch.keeps(FollowUp)] == ["send your CV to Dr. Patil"]


@pytest.mark.parametrize("said", ["no it's Hanna, not Hana", "it’s Hanna, not Hana", "its hanna not hana"])
async def test_a_first_name_is_put_right_and_the_last_name_stays(vouch: Dialogue, said: str) -> None:
    await vouch.hears("met Dr. Hana Okonjo, attending at Mercy")
    await vouch.hears(said)
    assert "Dr. Hanna Okonjo (was Hana Okonjo)" in vouch.said


@pytest.mark.parametrize(
    "said", ["no wait its dr nakhleh not nakhla", "it's Dr. Nakhleh, not Nakhla", "sorry, nakhleh not nakhla"]
)
async def test_the_wrong_name_tells_whose_name_is_put_right(vouch: Dialogue, said: str) -> None:
    await vouch.hears("met Dr. Bassem Nakhla on icu")
    await vouch.hears("met Dr. Jun Aoki")
    await vouch.hears(said)
    assert vouch.reply.title == "Corrected"
    assert "Dr. Bassem Nakhleh (was Bassem Nakhla)" in vouch.said
    await vouch.hears("it's dr. nakhla, not nakhleh")
    assert "Dr. Bassem Nakhla (was Bassem Nakhleh)" in vouch.said


async def test_another_person_not_known_before(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Chan at noon conference, sponsors H-1B")
    await vouch.hears("that was Chen, not Chan")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Chen"]


async def test_another_person_already_known(vouch: Dialogue) -> None:
    """What the note told goes to the one who was meant, and the mistaken contact is as if never named."""
    await vouch.hears("met Dr. Wei Chen, attending at Lakeside")
    await vouch.hears("met Dr. Chan at noon conference. call them friday")
    await vouch.hears("that was Chen, not Chan")
    [chen] = await vouch.keeps(Contact)
    assert (chen.name, chen.aliases) == ("Wei Chen", ())
    assert [each.contact_id for each in await vouch.keeps(FollowUp)] == [chen.id]
    assert all(each.contact_ids == (chen.id,) for each in await vouch.keeps(Encounter))


async def test_a_known_contact_was_named_by_mistake(vouch: Dialogue) -> None:
    """The one named by mistake keeps what was told of them at other times."""
    await vouch.hears("met Dr. Wei Chan, attending at Lakeside")
    vouch.clock.advance(timedelta(days=3))
    await vouch.hears("met Dr. Wei Chan at grand rounds. call him friday")
    await vouch.hears("that was Ortega, not Chan")
    people = {contact.name: contact for contact in await vouch.keeps(Contact)}
    assert set(people) == {"Wei Chan", "Ortega"}
    assert people["Wei Chan"].position.institution == "Lakeside"
    [owed] = await vouch.keeps(FollowUp)
    assert owed.contact_id == people["Ortega"].id
    assert "Ortega" in owed.what
    assert "Chan" not in owed.what


async def test_a_detail_of_someone_named(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Sana Mirza, email sana@old.example")
    await vouch.hears("met Dr. Wei Chen")
    await vouch.hears("actually Dr. Mirza's email is sana@new.example")
    [mirza] = [contact for contact in await vouch.keeps(Contact) if contact.name == "Sana Mirza"]
    assert mirza.email == "sana@new.example"


async def test_what_cannot_be_placed_is_asked_once_and_kept(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    before = await vouch.state()
    await vouch.hears("actually that is not quite right")
    assert vouch.said.count("?") == 1
    assert await vouch.state() == before
    assert "Edit" in vouch.buttons


@pytest.mark.parametrize(
    "correction",
    [
        "actually it's J-1 only",
        "no, friday",
        "that was yesterday",
        "she's the APD, not the PD",
        "that was Chen, not Patel",
    ],
)
async def test_undo_restores_what_was_corrected(vouch: Dialogue, correction: str) -> None:
    await vouch.hears(PATEL)
    before = await vouch.state()
    await vouch.hears(correction)
    assert await vouch.state() != before
    await vouch.hears("undo")
    assert await vouch.state() == before
    await vouch.hears("undo")
    assert await vouch.state() == []


@pytest.mark.parametrize("correction", ["no it's next week", "no, next week"])
async def test_a_setting_told_last_is_what_a_correction_speaks_of(vouch: Dialogue, correction: str) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("I'm on nights this week")
    await vouch.hears(correction)
    [spell] = (await vouch.resident()).nights
    assert spell.first == date(2026, 10, 19)
    assert [each.due_on for each in await vouch.keeps(FollowUp)] == [date(2026, 10, 15)]
    await vouch.hears("undo")
    [spell] = (await vouch.resident()).nights
    assert spell.first == date(2026, 10, 13)
    await vouch.hears("undo")
    assert (await vouch.resident()).nights == ()


async def test_a_correction_unclear_after_a_setting_touches_nothing_else(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    before = await vouch.state()
    await vouch.hears("I'm on a J-1 visa")
    await vouch.hears("actually that was yesterday")
    assert await vouch.state() == before
    assert vouch.said.count("?") == 1


async def test_a_name_told_wrong_and_right_is_spelled_right(vouch: Dialogue) -> None:
    await vouch.hears("met dr okafor, APD at Froedtert, email her friday")
    await vouch.hears("no it's dr okafor with an e: Okefor")
    assert vouch.said == "Corrected\nDr. Okefor (was Okafor)"
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Okefor"]
    await vouch.hears("undo")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Okafor"]


async def test_whose_address_is_asked_for_needs_no_apostrophe(vouch: Dialogue) -> None:
    await vouch.hears("met Sarah, coordinator at Loyola. Sarah's email is sk@loyola.edu")
    await vouch.hears("met Dr. Bob Lee at UIC")
    await vouch.hears("whats sarahs email")
    assert vouch.said == "Sarah: sk@loyola.edu"


async def test_a_name_told_afterwards_is_of_whom_the_message_before_left_unnamed(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Jones, resident at Mercy")
    await vouch.hears("met some neurologist in the elevator, didnt catch name, works at Northside")
    await vouch.hears("her name is Dr. Amara Diallo")
    assert vouch.said.startswith("Saved Dr. Amara Diallo")
    known = {c.name: (c.position.institution, c.position.specialty) for c in await vouch.keeps(Contact)}
    assert known == {"Jones": ("Mercy", None), "Amara Diallo": ("Northside", "neurology")}
    await vouch.clicks("Undo")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Jones"]


@pytest.mark.parametrize(
    ("told", "correction", "known"),
    [
        ("met Dr. Anita Rao", "her name is Anitha", ["Anitha Rao"]),
        ("met Dr. Diallo, PD at Mercy", "her name is Dr. Amara Diallo", ["Amara Diallo"]),
        ("met Dr. Anita Rao", "her last name is Osei", ["Anita Osei"]),
        ("met Dr. Patel, PD at Mercy", "her first name is Anita", ["Anita Patel"]),
        ("met Dr. Wu, PD at Mercy", "his first name is Li", ["Li Wu"]),
        ("met Dr. Anita Rao", "her first name is Amrita", ["Amrita Rao"]),
        ("met Sam, a co-resident", "Sam's last name is Okafor", ["Sam Okafor"]),
        ("met Dr. Patel, PD at Mercy", "her last name is Pattel", ["Pattel"]),
    ],
)
async def test_a_name_alone_sets_right_the_one_it_fits(
    vouch: Dialogue, told: str, correction: str, known: list[str]
) -> None:
    await vouch.hears(told)
    await vouch.hears(correction)
    assert [contact.name for contact in await vouch.keeps(Contact)] == known


@pytest.mark.parametrize("told", ["met Dr. Jones", "met Dr. Chen and Dr. Osei"])
async def test_a_name_that_fits_nobody_told_of_is_asked_about(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    before = await vouch.state()
    await vouch.hears("her name is Dr. Amara Diallo")
    assert "What shall I change?" in vouch.said
    assert await vouch.state() == before


async def test_her_is_the_one_who_was_just_asked_about(vouch: Dialogue) -> None:
    """Else the first name of one would be given to another."""
    await vouch.hears("met Dr. Okafor, attending at Mercy")
    await vouch.hears("met Dr. Levine, APD at Lakeside")
    await vouch.hears("who is Dr. Okafor?")
    await vouch.hears("her first name is Ngozi")
    assert vouch.said == "Corrected\nDr. Ngozi Okafor (was Okafor)"
    await vouch.hears("who is Dr. Levine?")
    vouch.clock.advance(timedelta(hours=2))
    await vouch.hears("her email is ngozi@mercy.org")
    assert vouch.said == "Added\nDr. Okafor · ngozi@mercy.org"


async def test_a_name_said_after_somebody_else_was_spoken_of_takes_nobodys_place(vouch: Dialogue) -> None:
    """“It was Chan” names the one at the elevator; Dr. Okafor, told of before, keeps her name."""
    await vouch.hears("met Dr. Okafor on rounds")
    await vouch.hears("met someone at the elevator, forgot the name")
    await vouch.hears("it was Chan")
    assert [each.name for each in await vouch.keeps(Contact)] == ["Okafor", "Chan"]
    await vouch.hears("met Dr. Patel at grand rounds")
    await vouch.hears("that was Chen")
    assert vouch.said == "Corrected\nDr. Chen (was Patel)"


@pytest.mark.parametrize("told", ["no not that one", "oops, wrong one"])
async def test_the_wrong_one_done_is_owed_again(vouch: Dialogue, told: str) -> None:
    await vouch.hears("remind me to ask Lisa about the spot next friday")
    await vouch.hears("done with the lisa thing")
    await vouch.hears(told)
    assert vouch.said.startswith("I'll remind you Fri 23 Oct: ask Lisa about the spot.")


@pytest.mark.parametrize("named", ["it was Chan", "her name was Dr. Chan", "sorry, that was Chan"])
async def test_whose_name_was_forgotten_is_kept_with_the_place_once_it_is_told(vouch: Dialogue, named: str) -> None:
    await vouch.hears("met someone at ACP, forgot the name")
    await vouch.hears(named)
    assert vouch.said.splitlines() == [f"Saved {'Dr. ' if 'Dr.' in named else ''}Chan", "ACP"]
    assert [each.name for each in await vouch.keeps(Contact)] == ["Chan"]


TWO = "met Dr. Ahmed Hassan, APD at Lakeside, takes IMGs. email his coordinator Lisa Brown friday"


async def test_a_program_named_by_mistake_is_put_right_for_all_that_was_told_of_it(vouch: Dialogue) -> None:
    await vouch.hears(TWO)
    await vouch.hears("and it's Lakeview not Lakeside")
    assert {each.position.institution for each in await vouch.keeps(Contact)} <= {"Lakeview", None}
    assert [fact.about for fact in await vouch.keeps(Fact)] == ["Lakeview"]
    assert "takes IMGs: yes (was Lakeside)" in vouch.said
    await vouch.hears("undo")
    assert [fact.about for fact in await vouch.keeps(Fact)] == ["Lakeside"]


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ("actually she's an attending, not fellow", "attending"),
        ("no she's an attending", "attending"),
        ("her email is skim@mercy.example", "fellow"),
    ],
)
async def test_who_was_told_of_with_another_is_put_right(vouch: Dialogue, told: str, role: str) -> None:
    """Of Walsh no more than the name was told, so it is Kim of whom something can be wrong."""
    await vouch.hears("met Dr. Sarah Kim, cards fellow. she said she'd intro me to Dr. Walsh")
    await vouch.hears(told)
    people = {each.name: each for each in await vouch.keeps(Contact)}
    assert people["Sarah Kim"].position.role == role
    assert people["Sarah Kim"].email == ("skim@mercy.example" if "email" in told else None)
    assert people["Walsh"].position.role is None


async def test_an_address_is_of_the_one_whose_name_it_has(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Sarah Kim, cards fellow, and Dr. Luis Ortega, GI attending")
    await vouch.hears("his email is l.ortega@mercy.example")
    assert {each.name: each.email for each in await vouch.keeps(Contact)} == {
        "Sarah Kim": None,
        "Luis Ortega": "l.ortega@mercy.example",
    }


async def test_of_two_who_could_both_be_meant_it_asks(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Sarah Kim, cards fellow, and Dr. Luis Ortega, GI attending")
    before = await vouch.state()
    await vouch.hears("no she's the PD")
    assert vouch.said == (
        "I've kept your words. Whom is that of: Dr. Sarah Kim or Dr. Luis Ortega? Tell it once more with the name."
    )
    assert await vouch.state() == before


async def test_somebody_whose_name_was_forgotten_is_not_the_one_told_of_before(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Chen, PD at Mercy")
    await vouch.hears("met a nice hospitalist on rounds, forgot her name")
    [chen] = await vouch.keeps(Contact)
    assert chen.position.specialty is None
    await vouch.hears("it was Dr. Kim")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Chen", "Kim"]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("change grace to vice chair", Role.OTHER),
        ("change grace to fellow", Role.FELLOW),
        ("please change Kim to division chief", Role.DIVISION_CHIEF),
    ],
)
async def test_a_job_that_somebody_is_changed_to_is_no_name(vouch: Dialogue, said: str, role: Role) -> None:
    await vouch.hears("met Dr. Grace Kim, chair of neurology at Emory")
    await vouch.hears(said)
    [kim] = await vouch.keeps(Contact)
    assert (kim.name, kim.position.role) == ("Grace Kim", role)


async def test_who_said_it_is_put_right_and_nobody_is_renamed(vouch: Dialogue) -> None:
    """Both are people: the one who did not say it was met all the same."""
    await vouch.hears("met Professor Ingrid Voss, chair of radiology at Bayfield. she says they sponsor O-1")
    await vouch.hears("I made a mistake: it was the vice chair, Dr. Hal Brandt, who said that, not Professor Voss.")
    assert vouch.said.startswith("Saved Dr. Hal Brandt")
    people = {contact.name: contact for contact in await vouch.keeps(Contact)}
    assert people["Ingrid Voss"].position.role is Role.DEPARTMENT_CHAIR
    [fact] = await vouch.keeps(Fact)
    assert fact.said_by == people["Hal Brandt"].id


async def test_who_did_not_say_it_need_not_be_named(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Stone, PD at Lakeview, and Dr. Amara Lowe APD there. Lowe said they convert prelims")
    await vouch.hears("actually it was Dr. Stone who said that")
    people = {contact.name: contact.id for contact in await vouch.keeps(Contact)}
    [fact] = await vouch.keeps(Fact)
    assert (fact.about, fact.said_by) == ("Lakeview", people["Stone"])


async def test_what_the_one_did_not_say_is_not_taken_for_untrue(vouch: Dialogue) -> None:
    """That it was another who told of the visa does not make the visa a no."""
    await vouch.hears("dr lowe is apd at riverbend")
    await vouch.hears("met dr samir haddad pd at riverbend, they do h1b")
    await vouch.hears("actually it was dr lowe who said h1b, not dr haddad")
    people = {contact.name: contact.id for contact in await vouch.keeps(Contact)}
    [fact] = await vouch.keeps(Fact)
    assert (fact.about, fact.value, fact.said_by) == ("Riverbend", "yes", people["Lowe"])


async def test_a_day_that_is_said_to_be_wrong_tells_what_is_moved(vouch: Dialogue) -> None:
    await vouch.hears("conference: ACG on oct 20")
    await vouch.hears("ask dr asante for a letter monday")
    await vouch.hears("the conference is now the 21st not the 20th")
    [owed] = await vouch.keeps(FollowUp)
    [event] = await vouch.keeps(Event)
    assert (owed.due_on, event.starts_on) == (date(2026, 10, 19), date(2026, 10, 21))


async def test_nothing_is_moved_from_another_day_than_the_one_named(vouch: Dialogue) -> None:
    await vouch.hears("ask dr asante for a letter monday")
    await vouch.hears("the conference is now the 21st not the 20th")
    [owed] = await vouch.keeps(FollowUp)
    assert owed.due_on == date(2026, 10, 19)
    assert vouch.said.startswith("I've kept your words.")


async def test_a_fuller_name_is_kept_with_what_is_put_right(vouch: Dialogue) -> None:
    await vouch.hears("lee said he'd help with the poster. email him friday")
    await vouch.hears("not that lee. Soo-jin Lee the fellow")
    [lee] = await vouch.keeps(Contact)
    assert (lee.name, lee.position.role) == ("Soo-jin Lee", Role.FELLOW)


async def test_a_task_calls_ms_quan_so_once(vouch: Dialogue) -> None:
    await vouch.hears("met Ms. Teresa Quan, the residency coordinator")
    await vouch.hears("Please remind me to send Ms. Quan my documents by 16 October.")
    assert "send your documents to Ms. Quan." in vouch.said
