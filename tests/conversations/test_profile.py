"""What residents tell of themselves once, and every draft uses."""

from datetime import date

import pytest

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.vocabulary import Role, Visa
from tests.conversations.dialogue import Dialogue

TOLD = (
    "my name is ana silva",
    "I'm from brazil",
    "my goal is a categorical position in internal medicine",
    "my e-mail is ana@cityhospital.org",
    "my phone is 312-555-0101",
    "my work is a chart review of sepsis",
    "I'm at City Hospital",
)


async def test_the_field_wanted_next_is_not_that_of_the_year_and_im_is_i_am(vouch: Dialogue) -> None:
    await vouch.hears("im on a j1, prelim at mercy til june 30, want neuro")
    assert "Your specialty: neurology" in vouch.said
    assert "internal medicine" not in vouch.said
    await vouch.hears("I'm a prelim IM resident at Kern and want anesthesia")
    assert "Your specialty: anesthesiology" in vouch.said
    await vouch.hears("im not sure abt mercy")
    assert (await vouch.resident()).program == "Kern"


async def test_what_is_told_in_plain_words_leaves_no_gap(vouch: Dialogue) -> None:
    for words in TOLD:
        await vouch.hears(words)
    await vouch.hears("met Dr. Patel, PD at Mercy, at ACP, talked about her sepsis QI project")
    await vouch.hears("draft a conference follow-up to Dr. Patel")
    draft = vouch.draft
    assert not draft.gaps
    assert "I am Ana Silva, a preliminary internal medicine resident at City Hospital." in draft.body
    assert draft.body.endswith("ana@cityhospital.org, 312-555-0101")
    await vouch.hears("my introduction")
    assert "from Brazil" in vouch.draft.body
    assert "I am working on a chart review of sepsis." in vouch.draft.body


async def test_the_profile_is_a_form_too(vouch: Dialogue) -> None:
    await vouch.hears("profile")
    await vouch.clicks("Edit")
    await vouch.fills_in(name="Ana Silva", step2="9000", specialty="cardiology", states="ny, nj")
    assert "Your name: Ana Silva" in vouch.said
    assert "I could not read “9000”" in vouch.said
    await vouch.clicks("Undo")
    await vouch.hears("profile")
    assert "Specialty: not told" in vouch.said


async def test_a_paid_linkedin_account_has_three_hundred_characters(vouch: Dialogue) -> None:
    await vouch.hears("check linkedin: " + "a" * 250)
    assert "too long for a free one (200)" in vouch.said
    await vouch.hears("I have LinkedIn Premium")
    await vouch.hears("check linkedin: " + "a" * 250)
    assert "Nothing stops it" in vouch.said or "keeps every limit" in vouch.said
    topic = "how prelims at smaller community programs find their way into categorical positions"
    await vouch.hears(f"met Dr. Chen at ACP, talked about {topic}")
    await vouch.hears("linkedin note to Dr. Chen")
    assert 200 < len(vouch.draft.body) <= 300
    await vouch.hears("my linkedin is free")
    await vouch.hears("linkedin note to Dr. Chen")
    assert len(vouch.draft.body) <= 200


async def test_a_goal_that_names_the_cycle_is_the_clock_and_no_career(vouch: Dialogue) -> None:
    await vouch.hears("my goal is to apply this cycle")
    resident = await vouch.resident()
    assert (resident.goal, resident.story.aim) == ("same-cycle", None)


async def test_an_introduction_of_oneself_is_no_contact(vouch: Dialogue) -> None:
    await vouch.hears("hi im ana silva prelim at city hospital")
    resident = await vouch.resident()
    assert (resident.name, resident.program) == ("Ana Silva", "City Hospital")
    assert not await vouch.keeps(Contact)


async def test_a_visa_that_is_needed_may_end_an_introduction(vouch: Dialogue) -> None:
    await vouch.hears("hey im Minh, prelim at St Brigid's, H-1B needed")
    assert "Your name: Minh" in vouch.said
    assert "Visa you need: H-1B" in vouch.said


async def test_a_visa_held_that_no_program_gives_may_be_told_with_the_one_needed(vouch: Dialogue) -> None:
    await vouch.hears(
        "good evening my name is Divya Rao, I am prelim at St Vincent, h4 visa holder needing j1, from India"
    )
    for line in ("Your name: Divya Rao", "Your program: St Vincent", "Visa you need: J-1", "Country: India"):
        assert line in vouch.said


@pytest.mark.parametrize(
    ("said", "name", "program"),
    [
        (
            "prelim at Calder Hospital j1 from lebanon, mo haddad. applying same cycle IM",
            "Mo Haddad",
            "Calder Hospital",
        ),
        ("namaste, I am Dr. Kavya Rao, doing prelim at Mercy only, J1, passout of JIPMER 2022", "Kavya Rao", "Mercy"),
        ("hola, soy Pablo, prelim at Mercy on J1", "Pablo", "Mercy"),
        ("prelim IM at St Luke's, J-1, graduated from AUB 2021, reapplying this cycle", None, "St Luke's"),
    ],
)
async def test_the_visa_in_an_introduction_is_ones_own_and_no_fact_of_the_hospital(
    vouch: Dialogue, said: str, name: str | None, program: str
) -> None:
    await vouch.hears(said)
    resident = await vouch.resident()
    assert (resident.name, resident.program, resident.visa) == (name, program, "J-1")
    assert not await vouch.keeps(Contact)
    assert not await vouch.keeps(Fact)


async def test_a_visa_held_and_the_one_needed_make_a_whole_message(vouch: Dialogue) -> None:
    await vouch.hears(
        "Please note that I am on an H-4 visa at present and shall require H-1B sponsorship from July 2027."
    )
    assert "Visa you need: H-1B" in vouch.said
    await vouch.hears("Mercy takes J-1 at present and will require Step 3 from July 2027")
    assert (await vouch.resident()).visa_sought == "H-1B"
    assert [(each.about, each.visa) for each in await vouch.keeps(Fact)] == [("Mercy", "J-1")]


async def test_one_who_introduces_themselves_is_no_contact_and_no_opening(vouch: Dialogue) -> None:
    await vouch.hears("I'm Maya Haddad, prelim at St. Luke's Milwaukee, IMG on J1, want IM categorical pgy2")
    assert vouch.said.startswith("Noted")
    assert "Visa you have: J-1" in vouch.said
    resident = await vouch.resident()
    assert (resident.name, resident.program) == ("Maya Haddad", "St. Luke's Milwaukee")
    assert resident.story.aim == "a categorical PGY-2 position in internal medicine"
    assert await vouch.keeps(Contact) == []


async def test_whom_one_met_is_kept_beside_the_own_name(vouch: Dialogue) -> None:
    await vouch.hears("I'm Ana Silva, prelim at Mercy. met Dr. Lee today, PD at UIC")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Lee"]


async def test_the_profile_in_one_line(vouch: Dialogue) -> None:
    await vouch.hears("I need an H-1B, internal medicine, step 2 245, grad year 2022, NY and NJ")
    assert vouch.reply.title == "Noted"
    resident = await vouch.resident()
    assert (resident.visa_sought, resident.step2, resident.graduated) == ("H-1B", 245, 2022)
    assert (resident.specialty, resident.states) == ("internal_medicine", ("NY", "NJ"))
    await vouch.hears("profile: cardiology, texas or FL")
    resident = await vouch.resident()
    assert (resident.specialty, resident.states) == ("cardiology", ("TX", "FL"))
    assert not await vouch.keeps(Contact)


async def test_a_goal_of_a_word_or_two_is_a_sentence_in_drafts(vouch: Dialogue) -> None:
    await vouch.hears("my goal is cardiology")
    assert (await vouch.resident()).story.aim == "a career in cardiology"
    await vouch.hears("my goal is cardiology fellowship")
    assert (await vouch.resident()).story.aim == "a cardiology fellowship"


async def test_an_introduction_with_a_note_keeps_both(vouch: Dialogue) -> None:
    """“IMG on J-1” before a note is the resident's own, and no fact of anybody's program."""
    await vouch.hears(
        "I'm Ana Souza, prelim at City Hospital, IMG from Brazil on J-1, met Dr. Lee, attending, on rounds"
    )
    resident = await vouch.resident()
    assert (resident.name, resident.program, resident.visa) == ("Ana Souza", "City Hospital", "J-1")
    assert resident.story.country == "Brazil"
    assert [each.name for each in await vouch.keeps(Contact)] == ["Lee"]
    assert not await vouch.keeps(Fact)
    await vouch.clicks("Undo")
    assert (await vouch.resident()).name is None


async def test_a_goal_without_its_field_is_that_of_the_year(vouch: Dialogue) -> None:
    """Drafts of a surgery prelim must not ask for a position in medicine."""
    await vouch.hears("I'm a prelim in general surgery")
    await vouch.hears("my goal is a categorical spot")
    assert (await vouch.resident()).story.aim == "a categorical position in general surgery"
    await vouch.hears("my goal is a categorical spot in IM")
    assert (await vouch.resident()).story.aim == "a categorical spot in IM"
    await vouch.hears("met Dr. Lee at ACS")
    await vouch.hears("linkedin note to Dr. Lee")
    assert "preliminary surgery resident" in vouch.draft.body


@pytest.mark.parametrize(
    "told",
    [
        "this is rosa, I'm on H-1B not J-1 and my contract ends june 30",
        "hey its rosa, my contract ends june 30 and i'm on an h1b",
        "I'm Rosa, I'm on an H-1B and my contract ends June 30",
    ],
)
async def test_who_says_who_they_are_is_no_contact(vouch: Dialogue, told: str) -> None:
    """The first line a tired resident types is about themselves."""
    await vouch.hears(told)
    assert await vouch.keeps(Contact) == []
    resident = await vouch.resident()
    assert (resident.name, resident.visa) == ("Rosa", Visa.H1B)
    assert [own.on for own in resident.own_dates] == [date(2027, 6, 30)]
    await vouch.hears("hi this is rosa diaz")
    assert (await vouch.resident()).name == "Rosa Diaz"
    await vouch.hears("hey it's rosa, I'm on a J-1")
    assert (await vouch.resident()).name == "Rosa Diaz"


@pytest.mark.parametrize(
    "told", ["Hi, this is Lucy, I'm the coordinator at Mercy", "hi this is Lucy, my fax is broken"]
)
async def test_what_somebody_else_says_of_themselves_is_not_the_residents(vouch: Dialogue, told: str) -> None:
    await vouch.hears("my name is Ana Silva")
    await vouch.hears(told)
    assert (await vouch.resident()).name == "Ana Silva"


@pytest.mark.parametrize("own", ["my name is Ana Silva", "long day"])
async def test_whom_an_email_handed_on_was_written_to_is_the_resident(vouch: Dialogue, own: str) -> None:
    """A pasted e-mail begins with the resident's own name, and ends with the writer's."""
    await vouch.hears(own)
    await vouch.hears(
        "Hi Ana,\nThank you for meeting with me yesterday. We do sponsor J-1.\nBest,\nRobert Klein\n"
        "Program Director, Baylor"
    )
    [klein] = await vouch.keeps(Contact)
    assert (klein.name, klein.position.role) == ("Robert Klein", Role.PROGRAM_DIRECTOR)
    await vouch.hears("Hi Sarah, thank you for your advice on my CV")  # one's own, to somebody else
    assert "Ana" not in {contact.name for contact in await vouch.keeps(Contact)}


INTRODUCTIONS = {
    "hey its maria, 2nd month prelim at St Luke's Bethlehem, J1, from brazil. want cards eventually": (
        *("Maria", "St Luke's Bethlehem", "J-1", "Brazil", "a career in cardiology"),
    ),
    "Hi, I'm Tunde Bello. I'm a preliminary medicine resident at Riverbend on an H-1B. I want categorical IM.": (
        *("Tunde Bello", "Riverbend", "H-1B", None, "a categorical position in internal medicine"),
    ),
    "maria here, prelim at st lukes, j1": ("Maria", "St Lukes", "J-1", None, None),
    "this is Tunde, prelim medicine @ riverbend. visa is j1": ("Tunde", "Riverbend", "J-1", None, None),
    "I am Dr. Kwame Asante, a PGY-1 preliminary resident at Kern Hospital. On a J-1, from Ghana. I hope to match into "
    "neurology.": ("Kwame Asante", "Kern Hospital", "J-1", "Ghana", "a career in neurology"),
    "prelim intern at Mercy, h1b, from india, aiming for categorical IM": (
        *(None, "Mercy", "H-1B", "India", "a categorical position in internal medicine"),
    ),
    "my name is Wei Zhang and I'm doing my prelim year at Temple, J-1 visa, want radiology": (
        *("Wei Zhang", "Temple", "J-1", None, "a career in radiology"),
    ),
    "hello! Ana, prelim surgery at Cook County, need h1b": ("Ana", "Cook County", None, None, None),
}


@pytest.mark.parametrize(("said", "told"), INTRODUCTIONS.items())
async def test_the_first_thing_said_is_who_one_is(vouch: Dialogue, said: str, told: tuple[str | None, ...]) -> None:
    """However it is told: nobody is met and no program takes a visa by it."""
    await vouch.hears(said)
    resident = await vouch.resident()
    assert (resident.name, resident.program, resident.visa, resident.story.country, resident.story.aim) == told
    assert await vouch.keeps(Contact) == []
    assert await vouch.keeps(Fact) == []


async def test_what_worries_one_stands_beside_who_one_is(vouch: Dialogue) -> None:
    await vouch.hears(
        "so basically im a prelim here at County General on an H1B and my contract ends june 30, im so stressed"
    )
    resident = await vouch.resident()
    assert (resident.program, resident.visa) == ("County General", "H-1B")
    assert [own.on for own in resident.own_dates] == [date(2027, 6, 30)]


async def test_a_note_after_the_introduction_is_kept_as_one(vouch: Dialogue) -> None:
    await vouch.hears(
        "hey its maria, prelim at St Luke's, J1. dr lin from GI said she'll email the PD at Temple for me"
    )
    resident = await vouch.resident()
    assert (resident.name, resident.program, resident.visa) == ("Maria", "St Luke's", "J-1")
    assert [each.name for each in await vouch.keeps(Contact)] == ["Lin"]
    assert [(each.about, each.kind) for each in await vouch.keeps(Fact)] == [("Lin", "advocates")]


@pytest.mark.parametrize(
    "said",
    [
        "met Maria, prelim at St Luke's",
        "this is Rosa, prelim at Mercy, she's on a J-1",
        "Omar Haddad, PGY-1 prelim at Temple, wants neuro",
    ],
)
async def test_who_is_introduced_by_the_resident_is_another(vouch: Dialogue, said: str) -> None:
    await vouch.hears(said)
    assert (await vouch.resident()).name is None
    assert len(await vouch.keeps(Contact)) == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Hello, I am Aisha Khan. Prelim IM, UAB. J1. Pakistan",
            ("Your name: Aisha Khan", "Your program: UAB", "Visa you have: J-1", "Country: Pakistan"),
        ),
        (
            "yo its Tomas, ty at Baylor, h1b, from slovakia",
            ("Your name: Tomas", "Your program: Baylor", "Visa you have: H-1B", "Country: Slovakia"),
        ),
    ],
)
async def test_an_introduction_in_bare_words_is_no_fact_of_the_hospital(
    vouch: Dialogue, said: str, told: tuple[str, ...]
) -> None:
    await vouch.hears(said)
    assert all(line in vouch.said for line in told)
    assert not await vouch.keeps(Contact)


async def test_how_long_is_left_is_counted_in_days(vouch: Dialogue) -> None:
    await vouch.hears("my contract ends june 30")
    await vouch.hears("how many days left")
    assert vouch.said.startswith("260 days left.")


@pytest.mark.parametrize(
    "told",
    [
        "im sana malik, prelim at Lincoln. need h1b",
        "im sana malik, prelim at Lincoln, h1b needing",
        "hi my name is sana malik, prelim IM at Lincoln, h1b required",
    ],
)
async def test_a_name_in_small_letters_before_ones_job_is_ones_own(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    resident = await vouch.resident()
    assert (resident.name, resident.program, resident.visa_sought) == ("Sana Malik", "Lincoln", Visa.H1B)
    assert not await vouch.keeps(Contact)
    assert not await vouch.keeps(Fact)
