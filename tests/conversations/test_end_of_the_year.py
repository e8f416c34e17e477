"""January to June: rank lists, Match week, places off cycle, the new contract, the last month."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, FollowUp, FollowUpState
from bot.domain.knowledge import Fact
from bot.domain.vocabulary import Role, Visa
from tests.conversations.dialogue import Dialogue
from tests.databases import SetClock

IN_FEBRUARY = datetime(2027, 2, 18, 17, tzinfo=UTC)
IN_SOAP = datetime(2027, 3, 15, 16, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(IN_FEBRUARY)


async def _hears_all(vouch: Dialogue, *lines: str) -> None:
    for line in lines:
        vouch.clock.advance(timedelta(minutes=2))
        await vouch.hears(line)


async def _open(vouch: Dialogue) -> list[tuple[str, date | None]]:
    return [(each.what, each.due_on) for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]


@pytest.mark.parametrize(
    ("told", "name", "visa"),
    [
        ("yo dinesh here, j1, prelim im @ st vincent, started july 1", "Dinesh", Visa.J1),
        ("hey its me Farid Ahmadi, TY at St Vincent, h1b", "Farid Ahmadi", Visa.H1B),
    ],
)
async def test_who_one_is_is_no_fact_of_the_hospital(vouch: Dialogue, told: str, name: str, visa: Visa) -> None:
    await vouch.hears(told)
    resident = await vouch.resident()
    assert (resident.name, resident.program, resident.visa) == (name, "St Vincent", visa)
    assert resident.starts_on == (date(2026, 7, 1) if "july" in told else None)
    assert not await vouch.keeps(Contact)
    assert not await vouch.keeps(Fact)


@pytest.mark.parametrize("asked", ["rank list due when", "whens rol due", "rank list deadline", "soap starts when"])
async def test_a_day_of_the_season_is_asked_for_in_any_order(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(asked)
    assert ("Mon 15 Mar" if "soap" in asked else "Wed 3 Mar") in vouch.said


@pytest.mark.parametrize(
    ("told", "task"),
    [
        ("remind me to certify rol day before deadline", ("certify rol", date(2027, 3, 2))),
        ("remind me 2 days before match day to buy a cake", ("buy a cake", date(2027, 3, 17))),
    ],
)
async def test_days_are_counted_back_from_the_season(vouch: Dialogue, told: str, task: tuple[str, date]) -> None:
    await vouch.hears(told)
    assert await _open(vouch) == [task]


async def test_a_list_certified_needs_no_reminder(vouch: Dialogue) -> None:
    await _hears_all(vouch, "remind me to certify rol day before deadline", "certified my rank list!!")
    assert vouch.said.startswith("Noted, your rank list is certified. Done: certify rol. Wed 3 Mar")
    assert await _open(vouch) == []


@pytest.mark.parametrize(
    "asked", ["can i email programs", "can i call drexel during match week", "is it ok to contact pds during soap?"]
)
async def test_whether_one_may_write_to_programs_is_answered_with_the_rule(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(asked)
    assert vouch.said.startswith("Not during SOAP (Mon 15 Mar to Thu 18 Mar): the Match's rules")
    assert not await _open(vouch)
    vouch.clock.moment = IN_SOAP
    await vouch.hears(asked)
    assert vouch.said.startswith("It is SOAP (Mon 15 Mar to Thu 18 Mar), so not now:")


async def test_a_call_to_a_person_is_no_question_of_the_match(vouch: Dialogue) -> None:
    await _hears_all(vouch, "met Dr. Lee, attending, cards", "should i call dr lee")
    assert "SOAP" not in vouch.said


@pytest.mark.parametrize(
    "asked", ["what happens if i dont match", "what if i go unmatched", "what do i do if i dont match?"]
)
async def test_what_follows_no_match_is_told_before_it_comes(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(asked)
    assert vouch.said.startswith("SOAP follows at once (Mon 15 Mar to Thu 18 Mar)")


@pytest.mark.parametrize("told", ["they gave it to someone else", "they filled the spot already", "it's taken"])
async def test_a_place_given_away_is_open_no_more(vouch: Dialogue, told: str) -> None:
    await _hears_all(vouch, "PGY-2 spot open at Tufts per Dr. Ramirez there", told)
    assert vouch.said == "The PGY-2 opening at Tufts is marked as filled; I bring it up no more."


async def test_what_was_given_away_with_nothing_open_is_kept_as_words(vouch: Dialogue) -> None:
    await vouch.hears("they gave it to someone else")
    assert vouch.said == "I've kept your words."


async def test_the_match_is_news_and_whom_it_is_told_is_yet_to_do(vouch: Dialogue) -> None:
    await _hears_all(vouch, "my mentor is Dr. Cole", "matched!!!! anesthesia at Rush, starts july 1")
    assert "Whom to tell: Dr. Cole" in vouch.said
    await _hears_all(vouch, "tell dr cole i matched")
    assert await _open(vouch) == [("tell Dr. Cole you matched", None)]


async def test_one_more_name_is_told_the_same_of(vouch: Dialogue) -> None:
    await _hears_all(vouch, "dr cole wrote my letter", "and dr nair", "also Dr. Wu")
    assert [(each.about, each.value) for each in await vouch.keeps(Fact)] == [
        ("Cole", "sent"),
        ("Nair", "sent"),
        ("Wu", "sent"),
    ]
    await _hears_all(vouch, "thank everyone who wrote me a letter")
    assert [item.text.split(" ·")[0] for item in vouch.reply.items] == ["Dr. Cole", "Dr. Nair", "Dr. Wu"]


async def test_one_more_name_is_owed_the_same(vouch: Dialogue) -> None:
    await _hears_all(vouch, "email Dr. Cole monday", "and dr nair")
    assert await _open(vouch) == [
        ("email Dr. Cole", date(2027, 2, 22)),
        ("email Dr. Nair", date(2027, 2, 22)),
    ]


async def test_another_paper_sent_ends_nothing(vouch: Dialogue) -> None:
    await _hears_all(vouch, "send Tonya the i-129 form by apr 15", "emailed tonya passport copy, i797 still to come")
    assert await _open(vouch) == [("send the i-129 form to Tonya", date(2027, 4, 15))]
    await _hears_all(vouch, "sent tonya the I129")
    assert await _open(vouch) == []


@pytest.mark.parametrize(
    "asked",
    ["what happens to this app when i leave", "can i take my contacts w me", "do i lose everything after june 30"],
)
async def test_what_was_told_goes_with_the_resident(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(asked)
    assert vouch.said.startswith("It is yours and goes with you.")


async def test_a_pd_who_knows_of_a_place_need_not_know_of_the_search(vouch: Dialogue) -> None:
    await vouch.hears("my pd knows a spot at Tufts")
    assert "Good that your PD knows" not in vouch.said
    await vouch.hears("my pd knows")
    assert "Good that your PD knows" in vouch.said


async def test_somebody_new_at_another_place_corrects_nobody(vouch: Dialogue) -> None:
    await _hears_all(vouch, "Kings County, pd is dr baptiste, takes h1b", "lincoln too - dr mensah, friend of kofi")
    at = {each.name: each.position.institution for each in await vouch.keeps(Contact)}
    assert (at["Baptiste"], at["Mensah"]) == ("Kings County", "Lincoln")


@pytest.mark.parametrize("told", ["stein needs reminder thurs, hes slow", "Dr. Stein could use a nudge thursday"])
async def test_who_needs_a_reminder_is_reminded(vouch: Dialogue, told: str) -> None:
    await _hears_all(vouch, "Dr. Stein agreed to write my letter", told)
    ((task, day),) = await _open(vouch)
    assert (task.split()[-2:], day) == (["Dr.", "Stein"], date(2027, 2, 25))


async def test_the_day_that_is_named_tells_which_task_moves(vouch: Dialogue) -> None:
    await _hears_all(vouch, "shadowing Dr. Mensah tues", "call Dr. Cole", "cant do tues - moved to wed")
    assert ("call Dr. Cole", None) in await _open(vouch)
    assert date(2027, 2, 24) in [day for _, day in await _open(vouch)]


async def test_what_they_said_at_the_interview_is_theirs(vouch: Dialogue) -> None:
    await _hears_all(vouch, "interview w Dr. Baptiste tomorrow 9am", "tell kofi thank you")
    vouch.clock.advance(timedelta(hours=24))
    await _hears_all(vouch, "interview went well! they said theyd let me know by friday")
    assert vouch.said.startswith("Saved Dr. Baptiste\nPromised to you by Fri 26 Feb: let you know.")
    assert await _open(vouch) == [("tell Kofi thank you", None)]


async def test_contract_and_goal_are_settings(vouch: Dialogue) -> None:
    await _hears_all(vouch, "contract til june 30", "need a pgy2 spot off cycle, any specialty")
    resident = await vouch.resident()
    assert (resident.goal, [each.on for each in resident.own_dates]) == ("later", [date(2027, 6, 30)])
    await _hears_all(vouch, "contract to sign by friday")
    assert [day for _, day in await _open(vouch)] == [date(2027, 2, 19)]
    assert [each.on for each in (await vouch.resident()).own_dates] == [date(2027, 6, 30)]


@pytest.mark.parametrize(
    "told",
    [
        "titers drawn today, results tues",
        "immunizations not til titers back, prob 3/9",
        "last shift june 27",
        "exam on the 5th",
    ],
)
async def test_what_comes_moves_nothing_that_was_set_before(vouch: Dialogue, told: str) -> None:
    await _hears_all(vouch, "new ds2019 from ecfmg due may 1", told)
    assert [day for _, day in await _open(vouch)] == [date(2027, 5, 1)]
    assert len(await vouch.keeps(Event)) == 1


@pytest.mark.parametrize(
    "told", ["too tired, tomorrow", "push it to tomorrow", "busy w admissions, tmrw", "ds2019 tomorrow"]
)
async def test_what_is_put_off_without_its_name_is_what_was_set_last(vouch: Dialogue, told: str) -> None:
    await _hears_all(vouch, "new ds2019 from ecfmg due may 1", told)
    assert [day for _, day in await _open(vouch)] == [date(2027, 2, 19)]


async def test_thanks_are_owed_to_each_of_a_list(vouch: Dialogue) -> None:
    await _hears_all(vouch, "met Dr. Aldridge, PD at Yale", "owe thank yous: hsu, aldridge, our coordinator debbie")
    assert await _open(vouch) == [
        ("send Hsu a thank-you", None),
        ("send Dr. Aldridge a thank-you", None),
        ("send Debbie a thank-you", None),
    ]
    jobs = {each.name: each.position.role for each in await vouch.keeps(Contact)}
    assert (jobs["Aldridge"], jobs["Debbie"]) == (Role.PROGRAM_DIRECTOR, Role.COORDINATOR)


async def test_that_day_is_the_one_told_before_it(vouch: Dialogue) -> None:
    await _hears_all(vouch, "moving june 29, dont text me that day")
    assert "Paused: on Tue 29 Jun" in vouch.said


@pytest.mark.parametrize(
    "told", ["ask lawyer re 60 day grace", "call gme about badge return", "ask hr if they extend insurance"]
)
async def test_an_office_is_asked_as_it_was_said(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    assert await _open(vouch) == [(told, None)]


@pytest.mark.parametrize("asked", ["gap july - what happens to my status", "can i do research on h1b cap exempt?"])
async def test_what_becomes_of_a_status_is_a_legal_question(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(asked)
    assert vouch.said.startswith("That is a legal question")


async def test_an_end_told_in_an_introduction_is_kept_and_said_back(vouch: Dialogue) -> None:
    await vouch.hears("name's Bilal, prelim med at Crozer, h1b, ends june 30. no pgy2 yet :(")
    assert "Your visa ends: Wed 30 Jun" in vouch.said
    assert [each.on for each in (await vouch.resident()).own_dates] == [date(2027, 6, 30)]


async def test_whom_to_thank_first_is_whom_a_thank_you_is_owed(vouch: Dialogue) -> None:
    await vouch.hears("so who do i thank first")
    assert vouch.said.startswith("Nobody that you told me of.")


async def test_what_the_writer_will_send_is_not_owed_to_them(vouch: Dialogue) -> None:
    await _hears_all(vouch, "ask my pd dr flynn for letter")
    assert [task for task, _ in await _open(vouch)] == ["ask Dr. Flynn for letter"]
    await _hears_all(vouch, "flynn said ok, will send by thursday")
    assert await _open(vouch) == []
    assert "Promised to you by Thu 25 Feb: send your letter." in vouch.said
    assert [(each.about, each.value) for each in await vouch.keeps(Fact)] == [("Flynn", "agreed")]


async def test_what_somebody_is_to_be_updated_on_is_yet_to_do(vouch: Dialogue) -> None:
    await _hears_all(vouch, "met Dr. Lena Costa, chair at Bridgeport", "update costa that my transcript is on its way")
    assert await _open(vouch) == [("update Dr. Costa that your transcript is on its way", None)]
    await _hears_all(vouch, "update Dr. Costa's email to lena@bh.org")
    assert [each.email for each in await vouch.keeps(Contact)] == ["lena@bh.org"]


@pytest.mark.parametrize("told", ["moved to 11", "got pushed to 11", "it was moved to 11am"])
async def test_an_hour_alone_moves_the_meeting_set_last(vouch: Dialogue, told: str) -> None:
    await _hears_all(vouch, "zoom with Dr. Costa fri at 10", told)
    assert "Fri 19 Feb at 11 am: zoom with Dr. Costa." in vouch.said


@pytest.mark.parametrize(
    "told", ["remind me 23rd to check with Dr. Costa", "remind me the 23rd to check with Dr. Costa"]
)
async def test_a_day_of_the_month_needs_no_article(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    assert [day for _, day in await _open(vouch)] == [date(2027, 2, 23)]


async def test_btw_is_no_name(vouch: Dialogue) -> None:
    await vouch.hears("I am Rami Khoury btw, prelim at Norwalk, J-1, from Lebanon")
    assert (await vouch.resident()).name == "Rami Khoury"


@pytest.mark.parametrize(
    "told", ["thank jess when passport done", "email Jess once the titers are done", "call jess after i-797 is done"]
)
async def test_what_waits_for_something_is_not_done(vouch: Dialogue, told: str) -> None:
    await _hears_all(vouch, "Jess Pike is the coordinator at Brown", "send jess docs by apr 30", told)
    tasks = [task for task, _ in await _open(vouch)]
    assert len(tasks) == 2
    assert "send docs to Jess Pike" in tasks


async def test_a_day_that_is_asked_about_is_no_day_to_ask(vouch: Dialogue) -> None:
    await _hears_all(
        vouch, "our PD is Dr. Ali", "ask dr ali if i can leave june 18", "ask dr ali about the spot friday"
    )
    assert await _open(vouch) == [
        ("ask Dr. Ali if you can leave june 18", None),
        ("ask Dr. Ali about the spot", date(2027, 2, 19)),
    ]


async def test_what_somebody_says_is_on_a_day_is_planned(vouch: Dialogue) -> None:
    await _hears_all(vouch, "Jess Pike is the coordinator at Brown", "jess says orientation june 21!!")
    (event,) = await vouch.keeps(Event)
    assert (event.title, event.starts_on) == ("orientation", date(2027, 6, 21))


async def test_vacation_used_is_time_off(vouch: Dialogue) -> None:
    await vouch.hears("use vacation june 19-30")
    assert vouch.said.startswith("Time off\nSat 19 Jun to Wed 30 Jun")


async def test_who_matched_applies_no_more(vouch: Dialogue) -> None:
    await vouch.hears("not applying this cycle, matched radiology adv at Brown starting july 2027")
    assert "Congratulations." in vouch.said
    assert await _open(vouch) == []


async def test_letters_are_brought_up_no_more_where_that_is_asked(vouch: Dialogue) -> None:
    await vouch.hears("stop asking me about letters")
    assert vouch.said == "I won't bring it up again: settle your letters of recommendation."


@pytest.mark.parametrize("told", ["my step 3 is may 20", "orientation is march 3"])
async def test_a_day_in_may_or_march_is_one_after_is_too(vouch: Dialogue, told: str) -> None:
    await vouch.hears(told)
    assert [each.starts_on for each in await vouch.keeps(Event)] == [
        date(2027, 5, 20) if "may" in told else date(2027, 3, 3)
    ]


async def test_a_surgical_prelim_presents_themselves(vouch: Dialogue) -> None:
    await vouch.hears("hey im Tomas Silva, prelim surg at Maimonides, o1")
    resident = await vouch.resident()
    assert (resident.name, resident.program, resident.visa) == ("Tomas Silva", "Maimonides", Visa.O1)
    assert not await vouch.keeps(Fact)
