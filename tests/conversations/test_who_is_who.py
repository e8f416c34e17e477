"""Same person, one contact: certain by itself, likely asked with its reason, different remembered."""

from datetime import date, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.delivery import Delivery
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.vocabulary import Role
from bot.turn import Told
from bot.use_cases import pick_offered
from bot.use_cases.answer_asked import last_said
from tests.conversations.dialogue import Dialogue


async def names(vouch: Dialogue) -> list[str]:
    return [contact.name for contact in await vouch.keeps(Contact)]


async def test_a_surname_means_the_one_contact_who_has_it(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("Dr. Patel said they sponsor H-1B")
    assert await names(vouch) == ["Anita Patel"]


async def test_who_is_said_to_be_another_of_the_name_is_kept_apart(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Grace Kim, chair of neurology at Emory")
    await vouch.hears("met dr kim at grady, different kim, cardiology fellow")
    await vouch.hears("met another Dr. Kim today, hospitalist at Piedmont")
    places = {contact.position.institution: contact.position.role for contact in await vouch.keeps(Contact)}
    assert places == {"Emory": Role.DEPARTMENT_CHAIR, "Grady": Role.FELLOW, "Piedmont": Role.ATTENDING}
    assert "Which" not in vouch.said
    await vouch.hears("Kim sponsors H-1B")
    assert "Which Kim is this?" in vouch.said


@pytest.mark.parametrize(
    "told",
    [
        "her husband is Tunde Oyelaran",
        "her husbands name is Tunde Oyelaran",
        "her husband, Dr. Tunde Oyelaran, is PD at Summit Valley",
    ],
)
async def test_whoever_is_theirs_is_somebody_else_of_the_name(vouch: Dialogue, told: str) -> None:
    await vouch.hears("met Dr. Oyelaran, nephrology fellow")
    await vouch.hears(told)
    assert await names(vouch) == ["Oyelaran", "Tunde Oyelaran"]
    assert "Which" not in vouch.said


async def test_who_is_there_is_at_the_hospital_told_of_last(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Oyelaran, nephrology fellow at Summit Valley")
    await vouch.hears("coordinator there is Patrice Long, hi there from her too")
    await vouch.hears("they do H-1B")
    await vouch.hears("hi there, met Dr. Lee on rounds")
    places = {contact.name: contact.position.institution for contact in await vouch.keeps(Contact)}
    assert places == {"Oyelaran": "Summit Valley", "Patrice Long": "Summit Valley", "Lee": None}
    assert [fact.about for fact in await vouch.keeps(Fact)] == ["Summit Valley"]


async def test_who_is_there_is_at_that_hospital_with_others_told_of_in_between(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Oyelaran, nephrology fellow at Summit Valley")
    await vouch.hears("Dr. Lee was on rounds too")
    await vouch.hears("coordinator there is Lou")
    lou = next(contact for contact in await vouch.keeps(Contact) if contact.name == "Lou")
    assert lou.position.institution == "Summit Valley"


async def test_they_are_the_program_of_somebody_who_has_no_name(vouch: Dialogue) -> None:
    """It was said of Dr. Nair, whose husband he is, or of nobody."""
    await vouch.hears("met Dr. Nair, attending at Mercy")
    await vouch.hears("her husband is PD at Summit Valley")
    await vouch.hears("they do H-1B")
    assert [(fact.about, fact.visa) for fact in await vouch.keeps(Fact)] == [("Summit Valley", "H-1B")]


async def test_a_misspelt_name_is_asked_about_and_joined_with_one_tap(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("talked to Dr. Anita Patell about research")
    assert "the surname is spelled almost alike" in vouch.said
    await vouch.clicks("Same person")
    assert vouch.said.startswith("One person: Dr. Anita Patel")
    assert await names(vouch) == ["Anita Patel"]
    assert len({e.contact_ids for e in await vouch.keeps(Encounter)}) == 1
    await vouch.clicks("Undo")
    assert await names(vouch) == ["Anita Patel", "Anita Patell"]


async def test_someone_else_is_remembered_and_never_asked_again(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Anita Patell, fellow at UAB")
    await vouch.clicks("Someone else")
    assert "I won't ask again" in vouch.said
    await vouch.hears("talked to Dr. Anita Patell today")
    assert "Same person" not in vouch.buttons
    assert await names(vouch) == ["Anita Patel", "Anita Patell"]


async def test_two_of_one_surname_are_never_guessed_between(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Raj Patel, fellow at UAB")
    await vouch.hears("Dr. Patel offered to introduce me to people")
    assert {"Someone else", "Edit", "Undo"} < set(vouch.buttons)
    assert "Dr. Anita Patel (Program Director, Mercy)" in vouch.buttons
    assert "Dr. Raj Patel (Fellow, UAB)" in vouch.buttons


async def test_joined_contacts_can_be_parted_long_after(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Anita Patell, fellow at UAB. email her friday")
    await vouch.clicks("Same person")
    vouch.clock.advance(timedelta(days=60))
    await vouch.hears("Dr. Anita Patel and Dr. Anita Patell are not the same person")
    assert vouch.said.startswith("Two people again")
    assert await names(vouch) == ["Anita Patel", "Anita Patell"]
    [owed] = await vouch.keeps(FollowUp)
    patell = next(contact for contact in await vouch.keeps(Contact) if contact.name == "Anita Patell")
    assert owed.contact_id == patell.id
    await vouch.hears("met Dr. Anita Patell again")
    assert "Same person" not in vouch.buttons


@pytest.mark.parametrize("known", ["met Dr. Kim at grand rounds", "met Dr. Kim, attending at Mercy"])
async def test_a_full_name_with_another_job_is_not_taken_for_a_surname_known(vouch: Dialogue, known: str) -> None:
    await vouch.hears(known)
    await vouch.hears("met sarah kim (chief) and Tom Lee, co-resident")
    assert "Is Sarah Kim the Dr. Kim" in vouch.said
    assert await names(vouch) == ["Kim", "Sarah Kim", "Tom Lee"]
    await vouch.clicks("Same person")
    assert await names(vouch) == ["Sarah Kim", "Tom Lee"]


async def test_a_doctor_called_so_again_in_full_is_the_one_known(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Kim at grand rounds")
    await vouch.hears("Dr. Sarah Kim is the PD at Mercy")
    assert await names(vouch) == ["Sarah Kim"]


CHENS = ("met Dr. Anna Chen, fellow at Mercy", "met Dr. Wei Chen, hospitalist at Mercy")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("thank dr chen, the hospitalist", "Wei Chen"),
        ("email chen the fellow friday", "Anna Chen"),
        ("met Dr. Chen, the hospitalist, again", "Wei Chen"),
    ],
)
async def test_the_job_told_decides_between_two_of_one_surname(vouch: Dialogue, said: str, meant: str) -> None:
    for told in CHENS:
        await vouch.hears(told)
    await vouch.hears(said)
    assert f"Saved Dr. {meant}" in vouch.said
    assert "Which Chen" not in vouch.said
    assert len(await vouch.keeps(Contact)) == 2


@pytest.mark.parametrize("said", ["thank dr chen", "thank dr chen, the PD", "met Dr. Chen, hospitalist at Unity"])
async def test_it_is_asked_where_the_job_fits_none_or_nothing_is_told(vouch: Dialogue, said: str) -> None:
    for told in CHENS:
        await vouch.hears(told)
    await vouch.hears(said)
    assert "Which Chen is this?" in vouch.said


async def test_one_of_whom_no_job_is_known_could_be_meant_too(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anna Chen")
    await vouch.hears("met Dr. Wei Chen, hospitalist at Mercy")
    await vouch.hears("thank dr chen, the hospitalist")
    assert "Which Chen is this?" in vouch.said


@pytest.mark.parametrize(
    ("said", "role", "institution"),
    [
        ("dr rao moved from lakeside to tufts and is pd now", Role.PROGRAM_DIRECTOR, "Tufts"),
        ("rao left Lakeside for Tufts, she's PD now", Role.PROGRAM_DIRECTOR, "Tufts"),
        ("Dr. Rao moved from Lakeside to Tufts", None, "Tufts"),
        ("rao isnt at lakeside anymore, shes at tufts", None, "Tufts"),
        ("dr rao got promoted to pd", Role.PROGRAM_DIRECTOR, "Lakeside"),
        ("she moved to Tufts and is PD there now", Role.PROGRAM_DIRECTOR, "Tufts"),
    ],
)
async def test_a_move_is_a_new_job_and_the_old_one_stays_as_history(
    vouch: Dialogue, said: str, role: Role | None, institution: str
) -> None:
    await vouch.hears("met Dr. Rao, APD at Lakeside")
    before, met = await vouch.state(), len(await vouch.keeps(Encounter))
    await vouch.hears(said)
    assert "before: Associate Program Director, Lakeside" in vouch.said
    [rao] = await vouch.keeps(Contact)
    assert (rao.position.role, rao.position.institution) == (role, institution)
    assert [job.institution for job in rao.positions[:-1]] == ["Lakeside"]
    assert len(await vouch.keeps(Encounter)) == met  # news of somebody is no being in touch
    await vouch.hears("who is dr rao")
    assert said in vouch.said
    await vouch.hears("undo")
    assert await vouch.state() == before


async def test_a_meeting_that_moved_is_no_move_of_the_person(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao, APD at Lakeside")
    await vouch.hears("Dr. Rao moved our meeting to friday")
    [rao] = await vouch.keeps(Contact)
    assert [job.institution for job in rao.positions] == ["Lakeside"]


async def test_a_contact_whose_name_is_a_word_is_corrected_drafted_to_and_reached(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Grace Hope, PD at Lakeside")
    await vouch.hears("met Dr. Nunez, hospitalist")
    await vouch.hears("actually hope is APD not PD")
    assert "Dr. Hope · Associate Program Director, Lakeside" in vouch.said
    await vouch.hears("draft thank you to hope")
    assert vouch.draft.body.startswith("Dear Dr. Hope,")
    await vouch.hears("nunez's number 602-555-0138")
    assert "602-555-0138" in vouch.said


@pytest.mark.parametrize("said", ["the gi one", "the fellow", "grace", "kim at emory", "the first one", "Grace Kim"])
async def test_which_of_two_is_answered_by_whatever_tells_them_apart(vouch: Dialogue, said: str) -> None:
    """Nobody taps a button with gloves on: the specialty, the job or the hospital is what comes to mind."""
    await vouch.hears("met Dr. Grace Kim, GI fellow at Emory")
    await vouch.hears("met Dr. Paul Kim, hospitalist at Grady")
    await vouch.hears("Kim agreed to write me a letter")
    await vouch.hears(said)
    assert vouch.said.startswith("One person: Dr. Grace Kim")
    assert await names(vouch) == ["Grace Kim", "Paul Kim"]


async def test_an_answer_that_fits_neither_of_two_picks_nobody(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Grace Kim, GI fellow at Emory")
    await vouch.hears("met Dr. Paul Kim, GI fellow at Grady")
    await vouch.hears("Kim agreed to write me a letter")
    await vouch.hears("the gi one")
    assert "One person" not in vouch.said
    await vouch.hears("Kim said J-1 is fine")
    await vouch.hears("neither")
    assert "is someone else than" in vouch.said


@pytest.mark.parametrize("known", ["met Dr. Anita Kim, PD at Mercy", "met Dr. Kim, PD at Mercy"])
async def test_a_surname_told_at_another_hospital_is_asked_about(vouch: Dialogue, known: str) -> None:
    """Kim is a common name: what Baylor's Kim said of visas must not end up with Mercy's."""
    await vouch.hears(known)
    await vouch.hears("Dr. Kim at Baylor said they take H-1B")
    assert "you told me Mercy before and Baylor now" in vouch.said
    await vouch.hears("someone else")
    await vouch.hears("Kim at Baylor wants my CV")
    await vouch.hears("kim at mercy agreed to write my letter")
    assert "Is this" not in vouch.said
    assert "Which" not in vouch.said
    anita, other = await vouch.keeps(Contact)
    assert (anita.position.institution, anita.position.role) == ("Mercy", Role.PROGRAM_DIRECTOR)
    assert (other.name, other.position.institution, other.position.role) == ("Kim", "Baylor", None)
    assert {fact.kind.value: fact.said_by or fact.contact_id for fact in await vouch.keeps(Fact)} == {
        "visa": other.id,
        "letter": anita.id,
    }
    assert [owed.contact_id for owed in await vouch.keeps(FollowUp)] == [other.id]


async def test_a_full_name_at_another_hospital_is_somebody_who_moved(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Kim, PD at Mercy")
    await vouch.hears("met Dr. Anita Kim, PD at Baylor")
    assert "before: Program Director, Mercy" in vouch.said
    assert await names(vouch) == ["Anita Kim"]


async def test_a_note_that_tells_something_looks_for_no_question_before_it(
    vouch: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query for each short line, outside of what a batch reads together, made a line in Slack half as dear again."""
    asked = []

    async def look(told: Told) -> Delivery | None:
        asked.append(told.meaning.text)
        return await last_said(told)

    monkeypatch.setattr(pick_offered, "last_said", look)
    for said in ("met Dr. Okafor at Lakeside, sponsors J-1", "call Dr. Rao thursday", "the gi one"):
        await vouch.hears(said)
    assert asked == ["the gi one"]


async def test_people_who_are_counted_are_not_parted(vouch: Dialogue) -> None:
    """A long message was once answered with who was never joined, and nothing of it was kept."""
    await vouch.hears(
        "Dr. Brandt introduced me to two people: Dr. Nadia Karim, an interventional radiologist from Bayfield, and her "
        "fellow Joon Park."
    )
    assert {"Nadia Karim", "Joon Park"} <= set(await names(vouch))


async def test_he_and_she_are_told_apart_by_given_names(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Harold Finch introduced me to Dr. Susan Okoye this morning")
    await vouch.hears("She replied! She would like to meet on December 8 at 4 PM over Zoom.")
    await vouch.hears("remind me to follow up with him in one week")
    people = {contact.id: contact.name for contact in await vouch.keeps(Contact)}
    owed = {each.due_on: people.get(each.contact_id or "") for each in await vouch.keeps(FollowUp)}
    assert owed == {date(2026, 12, 8): "Susan Okoye", date(2026, 10, 20): "Harold Finch"}


async def test_she_is_nobody_whose_name_is_a_mans(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Susan Okoye, chair at Bayfield")
    await vouch.hears("met Omar, co-intern")
    await vouch.hears("she also takes J-1")
    [fact] = await vouch.keeps(Fact)
    assert fact.about == "Bayfield"


async def test_the_other_of_a_name_is_somebody_new(vouch: Dialogue) -> None:
    await vouch.hears("spoke w patel (the ID one) abt the qi project")
    await vouch.hears("other patel is cards fellow raj patel, he gave me his notes on interviews")
    people = {contact.name: contact.position.specialty for contact in await vouch.keeps(Contact)}
    assert people == {"Patel": "infectious_disease", "Raj Patel": "cardiology"}


async def test_she_is_the_only_one_told_of_whatever_the_name_tells(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Harold Okoye, chair at Bayfield")
    await vouch.hears("she also takes J-1")
    [fact] = await vouch.keeps(Fact)
    assert fact.about == "Bayfield"
