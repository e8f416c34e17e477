"""What the resident owes: reminded of, done, put off, its date changed."""

from datetime import date, time

import pytest

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, EventKind, FollowUp, FollowUpState
from bot.domain.knowledge import Encounter, Fact
from tests.conversations.dialogue import Dialogue

PATEL = "met Dr. Anita Patel, PD at Mercy. email her my CV thursday"
ORTEGA = "met Dr. Luis Ortega, fellow at Lakeside. call him friday"


async def test_a_reminder_meets_nobody(vouch: Dialogue) -> None:
    await vouch.hears("remind me to call Dr. Anita Patel friday at 2 pm")
    assert "I'll remind you Fri 16 Oct at 2 pm: call Dr. Patel." in vouch.said
    [owed] = await vouch.keeps(FollowUp)
    assert (owed.due_on, owed.due_at) == (date(2026, 10, 16), time(14))
    assert await vouch.keeps(Encounter) == []


async def test_without_a_day_it_asks_once(vouch: Dialogue) -> None:
    await vouch.hears("remind me to call Dr. Anita Patel")
    assert vouch.said.endswith("To do, no date yet: call Dr. Patel.\nWhen should I remind you?")
    await vouch.clicks("Change date")
    await vouch.fills_in(day="next friday", time="")
    assert "I'll remind you Fri" in vouch.said


async def test_a_day_that_is_on_no_calendar_is_asked_about(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel. email her on feb 30")
    assert "“feb 30”" in vouch.said
    assert vouch.said.count("?") == 1


async def test_done_names_what_it_closed(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears(ORTEGA)
    await vouch.hears("sent the CV to Dr. Patel")
    assert vouch.said == "Done: send your CV to Dr. Patel."
    states = {each.what: each.state for each in await vouch.keeps(FollowUp)}
    assert states == {"send your CV to Dr. Patel": FollowUpState.DONE, "call Dr. Ortega": FollowUpState.OPEN}


async def test_the_only_one_open_is_done_whatever_the_tone(vouch: Dialogue) -> None:
    await vouch.hears("email Dr. Chen my CV by friday")
    await vouch.hears("done w it actually lol")
    assert vouch.said.startswith("Done")


async def test_where_two_could_be_done_it_asks_which(vouch: Dialogue) -> None:
    await vouch.hears("remind me to email Dr. Anita Patel friday")
    await vouch.hears("remind me to call Dr. Anita Patel monday")
    await vouch.hears("done with Dr. Patel")
    assert vouch.said == "Which one is done?"
    await vouch.clicks("call Dr. Patel, Mon 19 Oct")
    states = {each.what: each.state for each in await vouch.keeps(FollowUp)}
    assert states == {"email Dr. Patel": FollowUpState.OPEN, "call Dr. Patel": FollowUpState.DONE}


@pytest.mark.parametrize(("said", "closed"), [("done with the patel email", "email"), ("called dr patel", "call")])
async def test_the_way_it_was_done_tells_two_apart(vouch: Dialogue, said: str, closed: str) -> None:
    await vouch.hears("remind me to email Dr. Anita Patel friday")
    await vouch.hears("remind me to call Dr. Anita Patel monday")
    await vouch.hears(said)
    assert vouch.said == f"Done: {closed} Dr. Patel."


async def test_put_off_to_a_day(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears(ORTEGA)
    await vouch.hears("push the Patel one to monday")
    assert vouch.said == "I'll remind you Mon 19 Oct: send your CV to Dr. Patel."
    days = {each.what: each.due_on for each in await vouch.keeps(FollowUp)}
    assert days["call Dr. Ortega"] == date(2026, 10, 16)


async def test_with_nothing_to_move_it_says_so(vouch: Dialogue) -> None:
    await vouch.hears("push Rao to next week")
    assert vouch.said == "I found no reminder that this could move, so I keep your words as a note."


async def test_change_date_by_the_button(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.clicks("Change date")
    assert vouch.reply.form is not None
    await vouch.fills_in(day="2026-10-20", time="")
    assert [each.due_on for each in await vouch.keeps(FollowUp)] == [date(2026, 10, 20)]


async def test_draft_it_is_a_message_of_its_own(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.clicks("Draft it")
    assert vouch.last.replaces is None
    assert "Dr. Patel" in vouch.draft.body


async def test_a_meeting_is_planned_and_owed(vouch: Dialogue) -> None:
    await vouch.hears("meeting with Dr. Anita Patel on friday at 3 pm")
    [event] = await vouch.keeps(Event)
    [owed] = await vouch.keeps(FollowUp)
    assert (event.kind, event.starts_on, event.at) == (EventKind.MEETING, date(2026, 10, 16), time(15))
    assert (owed.due_on, owed.due_at) == (date(2026, 10, 16), time(15))
    await vouch.hears("undo")
    assert await vouch.keeps(Event) == []


async def test_a_rotation_lasts(vouch: Dialogue) -> None:
    await vouch.hears("starting MICU with Dr. Gupta monday until nov 30")
    [event] = await vouch.keeps(Event)
    assert (event.kind, event.starts_on, event.ends_on) == (EventKind.ROTATION, date(2026, 10, 19), date(2026, 11, 30))
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Gupta"]
    assert "Mon 19 Oct to Mon 30 Nov" in vouch.said


async def test_the_edit_form_shows_what_is_kept_and_takes_what_is_changed(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.clicks("Edit")
    form = vouch.reply.form
    assert form is not None
    shown = {field.label: (field.name, field.value) for field in form.fields}
    assert shown["Institution"][1] == "Mercy"
    assert shown["On"][1] == "2026-10-15"
    filled = {field.name: field.value for field in form.fields}
    filled[shown["Name"][0]] = "Anita Patil"
    filled[shown["On"][0]] = "2026-10-16"
    await vouch.fills_in(**filled)
    assert vouch.said.startswith("Corrected\nDr. Anita Patil (was Anita Patel)")
    [owed] = await vouch.keeps(FollowUp)
    assert (owed.what, owed.due_on) == ("send your CV to Dr. Patil", date(2026, 10, 16))
    await vouch.clicks("Undo")
    [patel] = await vouch.keeps(Contact)
    [owed] = await vouch.keeps(FollowUp)
    assert (patel.name, owed.what, owed.due_on) == ("Anita Patel", "send your CV to Dr. Patel", date(2026, 10, 15))


async def test_a_form_sent_as_it_was_changes_nothing(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    before = await vouch.state()
    await vouch.clicks("Edit")
    form = vouch.reply.form
    assert form is not None
    await vouch.fills_in(**{field.name: field.value for field in form.fields})
    assert vouch.said == "Everything stays as it is."
    assert await vouch.state() == before


async def test_a_form_field_that_cannot_be_read_is_named(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.clicks("Edit")
    form = vouch.reply.form
    assert form is not None
    await vouch.fills_in(**{field.name: "soonish" for field in form.fields if field.kind == "date"})
    assert "could not read “soonish”" in vouch.said


async def test_the_same_task_told_without_its_day_is_no_second_one(vouch: Dialogue) -> None:
    """Whichever came first: the day that was told stands."""
    await vouch.hears("met Dr. Anita Patel, PD at Mercy. email her friday")
    await vouch.hears("remind me to email Dr. Patel")
    assert vouch.said.endswith("I'll remind you Fri 16 Oct: email Dr. Patel.")
    await vouch.hears("remind me to renew my badge")
    await vouch.hears("remind me to renew my badge on monday")
    assert vouch.said == "I'll remind you Mon 19 Oct: renew your badge."
    await vouch.hears("remind me to email Dr. Patel on tuesday")
    owed = sorted((each.what, str(each.due_on)) for each in await vouch.keeps(FollowUp))
    assert owed == [
        ("email Dr. Patel", "2026-10-16"),
        ("email Dr. Patel", "2026-10-20"),
        ("renew your badge", "2026-10-19"),
    ]


async def test_a_thing_to_get_to_somebody_is_said_back_in_its_own_verb(vouch: Dialogue) -> None:
    await vouch.hears("share my abstract with Dr. Rao friday")
    assert "share your abstract with Dr. Rao." in vouch.said
    await vouch.hears("met Dr. Kim. i owe her my poster draft")
    assert "send your poster draft to Dr. Kim." in vouch.said


@pytest.mark.parametrize("told", ["its due dec 1", "deadline is dec 1", "btw the due date is dec 1", "dec 1"])
async def test_the_day_asked_for_may_be_told_in_any_of_these_ways(vouch: Dialogue, told: str) -> None:
    await vouch.hears("remind me to register for step 3")
    await vouch.hears(told)
    assert "I'll remind you Tue 1 Dec: register for step 3." in vouch.said


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        ("update my cv", "To do, no date yet: update your CV."),
        ("finish my personal statement by oct 30", "I'll remind you Fri 30 Oct: finish your personal statement."),
    ],
)
async def test_a_bare_task_with_ones_own_papers_is_a_task(vouch: Dialogue, told: str, answered: str) -> None:
    await vouch.hears(told)
    assert answered in vouch.said


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("remind me about Dr. Cole's letter friday", "see about Dr. Cole's letter"),
        ("remind me about the letter from Dr. Cole friday", "see about Dr. Cole's letter"),
        ("remind me to ask Dr. Cole for a letter friday", "ask Dr. Cole for a letter"),
    ],
)
async def test_a_letter_that_is_somebodys_is_not_asked_for_again(vouch: Dialogue, told: str, what: str) -> None:
    await vouch.hears("met Dr. Cole, attending at Mercy, agreed to write my letter")
    await vouch.hears(told)
    assert f"I'll remind you Fri 16 Oct: {what}." in vouch.said


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("met Mr. Sesay, attorney. he needs my i-797 by fri", "Fri 16 Oct: send your i-797 to Mr. Sesay"),
        ("remind me after the holiday, Jan 4, 8am, gme badge", "Mon 4 Jan 2027 at 8 am: after the holiday, gme badge"),
    ],
)
async def test_a_task_is_said_back_without_what_its_date_leaves_behind(vouch: Dialogue, told: str, what: str) -> None:
    await vouch.hears(told)
    assert f"I'll remind you {what}." in vouch.said


async def test_a_touch_with_two_counts_for_both_where_it_settles_something_with_one(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Luis Ortega, fellow at Lakeside, yesterday")
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, at the ACP conference yesterday")
    await vouch.hears("emailed Dr. Patel and Dr. Ortega")
    ortega, patel = sorted(await vouch.keeps(Contact), key=lambda each: each.name != "Luis Ortega")
    today = [each.contact_ids for each in await vouch.keeps(Encounter) if each.on == date(2026, 10, 13)]
    assert {one for ids in today for one in ids} == {ortega.id, patel.id}


async def test_what_is_not_done_yet_stays_owed(vouch: Dialogue) -> None:
    await vouch.hears("thank Dr. Karim by monday")
    await vouch.hears("thank Dr. Park by monday")
    await vouch.hears("I thanked Dr. Karim but have not yet written to Dr. Park.")
    still = [each.what for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]
    assert still == ["send Dr. Park a thank-you"]


async def test_whom_something_was_sent_to_is_kept_though_never_told_of(vouch: Dialogue) -> None:
    await vouch.hears("call Dr. Rao friday")
    await vouch.hears("sent my CV to dr lee")
    assert vouch.said.startswith("Saved Dr. Lee")
    assert {contact.name for contact in await vouch.keeps(Contact)} == {"Rao", "Lee"}
    [owed] = await vouch.keeps(FollowUp)
    assert owed.state is FollowUpState.OPEN


async def test_a_reminder_is_counted_back_from_what_was_planned_before(vouch: Dialogue) -> None:
    await vouch.hears("interview at Mercy IM nov 9 at 8am")
    await vouch.hears("remind me the night before to print my CV")
    await vouch.hears("ping me 2 days before the interview")
    await vouch.hears("remind me an hour before that")
    owed = {(each.what, each.due_on, each.due_at) for each in await vouch.keeps(FollowUp)}
    assert owed == {
        ("interview at Mercy IM", date(2026, 11, 9), time(8)),
        ("print your CV", date(2026, 11, 8), time(19)),
        ("interview at Mercy IM", date(2026, 11, 7), None),
        ("interview at Mercy IM", date(2026, 11, 9), time(7)),
    }


async def test_a_reminder_before_the_contracts_end_is_counted_from_the_day_told(vouch: Dialogue) -> None:
    await vouch.hears("my contract ends june 30 2027")
    await vouch.hears("remind me two weeks before my contract ends to ask GME about my last paycheck")
    [owed] = await vouch.keeps(FollowUp)
    assert (owed.what, owed.due_on) == ("ask GME about your last paycheck", date(2027, 6, 16))


async def test_a_reminder_before_nothing_that_is_known_is_asked_for_its_day(vouch: Dialogue) -> None:
    await vouch.hears("remind me the night before to print my CV")
    [owed] = await vouch.keeps(FollowUp)
    assert owed.due_on is None
    assert "When should I remind you?" in vouch.said


async def test_sent_is_said_of_what_is_to_be_sent(vouch: Dialogue) -> None:
    await vouch.hears("ask Dr. Kowalski for a letter friday")
    await vouch.hears("remind me to send Dr. Kowalski my cv and ps tmrw")
    await vouch.hears("sent")
    assert vouch.said == "Done: send your cv and ps to Dr. Kowalski."


async def test_sent_is_asked_about_where_two_are_to_be_sent(vouch: Dialogue) -> None:
    await vouch.hears("remind me to email Dr. Rao friday")
    await vouch.hears("remind me to send Dr. Kowalski my cv tmrw")
    await vouch.hears("sent")
    assert vouch.said.startswith("Which one is done?")


async def test_whom_to_ask_is_the_one_told_of_last(vouch: Dialogue) -> None:
    await vouch.hears("met dr elena petrov, PD at Kern")
    await vouch.hears("ask her next week about the spot")
    [owed] = await vouch.keeps(FollowUp)
    assert owed.what == "ask Dr. Petrov about the spot"
    await vouch.hears("push petrov to wednesday")
    [owed] = await vouch.keeps(FollowUp)
    assert owed.due_on == date(2026, 10, 14)


@pytest.mark.parametrize("asked", ["set reminder on nov 5 to test zoom", "add a reminder for nov 5 to test zoom"])
async def test_what_a_reminder_is_set_for_is_the_task(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(asked)
    [owed] = await vouch.keeps(FollowUp)
    assert (owed.what, owed.due_on) == ("test zoom", date(2026, 11, 5))


async def test_a_first_name_in_a_task_is_the_person(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Lena Fischer, hospitalist")
    await vouch.hears("remind lena about the letter nov 5")
    [owed] = await vouch.keeps(FollowUp)
    assert owed.what == "remind Dr. Fischer about the letter"


async def test_an_hour_is_changed_of_what_is_named(vouch: Dialogue) -> None:
    await vouch.hears("met dr hana suzuki, chair of medicine at Bayview. hana wants to talk tmrw at 7:15a")
    await vouch.hears("remind me to call Dr. Lee at 6 pm")
    await vouch.hears("reschedule hana to 8")
    times = {each.kind: each.due_at for each in await vouch.keeps(FollowUp)}
    assert times == {"meet": time(8), "call": time(18)}


async def test_a_task_told_again_in_fewer_words_is_the_same(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Dov Stern, PD at Hillcrest. he said to email him my step scores by mon")
    await vouch.hears("email stern scores")
    await vouch.hears("stern replied: check back in march")
    await vouch.hears("check back w stern mar 1")
    assert sorted(each.what for each in await vouch.keeps(FollowUp)) == [
        "check back (Dr. Stern)",
        "send your step scores to Dr. Stern",
    ]


async def test_two_things_for_one_person_stay_two(vouch: Dialogue) -> None:
    await vouch.hears("send Dr. Stern my CV monday")
    await vouch.hears("send Dr. Stern my transcript")
    assert len(await vouch.keeps(FollowUp)) == 2


async def test_a_reminder_comes_so_long_before_the_hour_told_with_it(vouch: Dialogue) -> None:
    await vouch.hears("met dr omar farah, PD at Essentia")
    await vouch.hears("remind me an hour before my call w farah tomorrow at 5")
    [owed] = await vouch.keeps(FollowUp)
    assert (owed.due_on, owed.due_at) == (date(2026, 10, 14), time(16))
    assert "call w Dr. Farah" in owed.what


async def test_nothing_owed_to_another_is_done_by_what_is_done_for_her(vouch: Dialogue) -> None:
    await vouch.hears(ORTEGA)
    await vouch.hears("met Dr. Priya Kulkarni, APD at Kern, thank her tomorrow")
    await vouch.hears("thanked her")
    states = {each.kind: each.state for each in await vouch.keeps(FollowUp)}
    assert states == {"call": FollowUpState.OPEN, "thank_you": FollowUpState.DONE}


async def test_what_the_task_is_called_tells_which_whoever_was_told_of_since(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears(ORTEGA)
    await vouch.hears("sent her the CV")
    assert vouch.said.startswith("Done: send your CV to Dr. Patel.")


async def test_a_meeting_ahead_is_not_over_because_they_were_written_to(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Luis Ortega, PD at Lakeside, zoom friday 4pm")
    await vouch.hears("emailed him")
    [zoom] = await vouch.keeps(FollowUp)
    assert zoom.state is FollowUpState.OPEN


@pytest.mark.parametrize(("order", "task"), [("thank her", "thank-you"), ("call her", "call Dr. Kulkarni")])
async def test_an_order_without_a_name_is_owed_to_the_one_told_of_last(vouch: Dialogue, order: str, task: str) -> None:
    await vouch.hears(ORTEGA)
    await vouch.hears("met Dr. Priya Kulkarni, APD at Kern")
    await vouch.hears(order)
    assert [each.what for each in await vouch.keeps(FollowUp) if task in each.what and "Kulkarni" in each.what]
    assert all(each.state is FollowUpState.OPEN for each in await vouch.keeps(FollowUp))


async def test_what_came_is_sent_and_whether_it_is_done_may_be_asked(vouch: Dialogue) -> None:
    await vouch.hears(ORTEGA)
    await vouch.hears("met Beth Cole, coordinator at Kern. send beth my documents by friday")
    await vouch.hears("is that done?")
    assert vouch.said.startswith("Not that you told me of.\nStill open: send your documents to Beth Cole")
    await vouch.hears("beth confirmed receipt")
    assert vouch.said.startswith("Done: send your documents to Beth Cole.")
    await vouch.hears("so is that done?")
    assert vouch.said.startswith("Yes:")
    assert [each.kind for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN] == ["call"]


async def test_what_was_received_where_nothing_was_to_be_sent_is_kept_as_told(vouch: Dialogue) -> None:
    await vouch.hears(ORTEGA)
    await vouch.hears("Dr. Ortega got the list")
    [owed] = await vouch.keeps(FollowUp)
    assert owed.state is FollowUpState.OPEN


async def test_remind_me_then_is_the_reminder_that_was_just_set(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Brooks replied: nothing open now but check back in february")
    await vouch.hears("ok remind me then")
    assert vouch.said.startswith("I remind you Mon 1 Feb 2027")
    assert len(await vouch.keeps(FollowUp)) == 1


async def test_a_meeting_is_moved_though_a_call_day_was_told_since(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Finch, PD at Kern. he wants to talk thursday at 3")
    await vouch.hears("i'm post call thurs")
    await vouch.hears("can you move it to fri 3")
    [talk] = await vouch.keeps(FollowUp)
    assert (talk.due_on, talk.due_at) == (date(2026, 10, 16), time(15))


@pytest.mark.parametrize(
    ("told", "task"),
    [
        ("sending my draft to Dr. Lee friday", "send your draft to Dr. Lee"),
        ("great. calling Dr. Lee friday", "call Dr. Lee"),
    ],
)
async def test_what_one_is_about_to_do_is_a_task_to_do(vouch: Dialogue, told: str, task: str) -> None:
    await vouch.hears("met Dr. Lee, chair at Kern")
    await vouch.hears(told)
    assert [each.what for each in await vouch.keeps(FollowUp)] == [task]


async def test_a_call_day_told_with_a_sigh_is_no_task(vouch: Dialogue) -> None:
    await vouch.hears("ugh i have call sunday")
    assert await vouch.keeps(FollowUp) == []
    assert "On call: Sun 18 Oct" in vouch.said


@pytest.mark.parametrize(
    "told",
    [
        "he told to revert to him with my scores by this sunday, his wife Dr. Latha is also there in nephro",
        "email him my scores by sunday, his assistant is Monique",
    ],
)
async def test_what_is_owed_to_him_is_not_his_wifes(vouch: Dialogue, told: str) -> None:
    await vouch.hears("met Dr. Prakash Nair, cardio fellow at Beaumont")
    await vouch.hears(told)
    names = {contact.id: contact.name for contact in await vouch.keeps(Contact)}
    assert [names.get(each.contact_id or "") for each in await vouch.keeps(FollowUp)] == ["Prakash Nair"]


async def test_a_task_ends_where_the_next_sentence_begins_without_a_mark(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Brandt wants a draft of my statement by thursday she also said they have one spot")
    assert [each.what for each in await vouch.keeps(FollowUp)] == ["send a draft of your statement to Dr. Brandt"]


@pytest.mark.parametrize(
    "told", ["I already send the CV to Okonjo, he answered me with thanks", "yes already send to dr okonjo the cv"]
)
async def test_what_is_done_may_be_told_in_the_present(vouch: Dialogue, told: str) -> None:
    await vouch.hears("send Dr. Okonjo my CV friday")
    await vouch.hears(told)
    assert vouch.said == "Done: send your CV to Dr. Okonjo."


@pytest.mark.parametrize(
    ("told", "what", "due"),
    [
        ("tell dr shah i cant do saturday", "tell Dr. Shah you cant do saturday", None),
        ("Bev wants my availability for nov vacation by fri noon", "availability for nov vacation", date(2026, 10, 16)),
        ("send Bev my dates for december by friday", "send your dates for december to Bev", date(2026, 10, 16)),
        ("remind me friday to tell dr shah i can't do saturday", None, date(2026, 10, 16)),
    ],
)
async def test_a_day_that_belongs_to_the_thing_is_not_the_day_it_is_due(
    vouch: Dialogue, told: str, what: str | None, due: date | None
) -> None:
    await vouch.hears(told)
    (owed,) = await vouch.keeps(FollowUp)
    assert owed.due_on == due
    assert what is None or what in owed.what


async def test_a_coordinator_named_like_a_hospital_is_meant_by_her_name(vouch: Dialogue) -> None:
    await vouch.hears("met coordinators Bev and Lourdes")
    await vouch.hears("kofis email is kofi.a@fairview.org")
    await vouch.hears("lourdes needs new i797 copy by friday")
    names = {contact.id: contact.name for contact in await vouch.keeps(Contact)}
    assert [names.get(each.contact_id or "") for each in await vouch.keeps(FollowUp)] == ["Lourdes"]
    await vouch.hears("met Dr. Rao at Lourdes")
    assert [c.position.institution for c in await vouch.keeps(Contact) if c.name == "Rao"] == ["Lourdes"]


@pytest.mark.parametrize("asked", ["do u think she'd write letter", "you think she would do a letter?"])
async def test_asking_whether_somebody_would_write_tells_nothing(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met Dr. Priya Shah, cards attending")
    await vouch.hears(asked)
    assert await vouch.keeps(Fact) == []
    assert "Dr. Priya Shah" in vouch.said


async def test_what_one_already_has_or_knows_is_not_done(vouch: Dialogue) -> None:
    await vouch.hears("i already know dr okonjo, send him my cv friday")
    assert [each.state for each in await vouch.keeps(FollowUp)] == [FollowUpState.OPEN]
