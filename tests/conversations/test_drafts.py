"""Words to send: asked for, filled in, and sent by the resident."""

import pytest

from bot.domain.contact import Contact
from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Encounter
from tests.conversations.dialogue import Dialogue
from tests.simulated import pressed, replay, resident, said, time_passes, unasked

PATEL = (
    "met Dr. Anita Patel, PD at Mercy, at ACP, talked about her sepsis QI project. sponsors H-1B. "
    "email her my CV thursday"
)


async def test_a_draft_says_what_was_talked_of_and_lists_its_gaps(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.clicks("Draft it")
    draft = vouch.draft
    assert "Dear Dr. Patel," in draft.body
    assert "at ACP on October 13" in draft.body
    assert "your sepsis QI project" in draft.body
    assert "I am attaching my CV" in draft.body
    assert "[your name]" in draft.gaps
    assert "Not ready" in vouch.said
    assert "talked about her sepsis QI project" in vouch.said, "its source stands beside it"


@pytest.mark.parametrize(
    ("whom", "greeted"),
    [("sam", "Sam"), ("priya", "Priya"), ("dr sam", "Dr. Sam"), ("kim", "Dr. Kim"), ("Sam Ortiz", "Dr. Ortiz")],
)
async def test_somebody_never_told_of_is_a_doctor_unless_called_by_a_first_name(
    vouch: Dialogue, whom: str, greeted: str
) -> None:
    await vouch.hears(f"write an email to {whom}")
    assert f"Dear {greeted}," in vouch.draft.body


async def test_gaps_are_filled_once_and_remembered(vouch: Dialogue) -> None:
    """Nobody types their own name into every e-mail."""
    await vouch.hears(PATEL)
    await vouch.hears("linkedin headline")
    await vouch.hears("write a thank-you to Dr. Patel")
    await vouch.clicks("Fill the gaps")
    form = vouch.reply.form
    assert form is not None
    filled = {"your name": "Ana Silva", "your hospital": "City Hospital", "your e-mail and phone": "ana@example.org"}
    await vouch.fills_in(
        **{
            each.name: next((v for k, v in filled.items() if k == each.label.lower()), "to learn")
            for each in form.fields
        }
    )
    assert not vouch.draft.gaps
    assert "No gaps left" in vouch.said
    assert "mailto:?subject=Thank%20you" in vouch.said
    assert "Ana%20Silva" in vouch.said
    await vouch.hears("write a thank-you to Dr. Chen")
    assert "Ana Silva, MD" in vouch.draft.body
    assert "[your name]" not in vouch.draft.gaps


async def test_sent_is_a_touch_and_closes_the_follow_up_and_can_be_undone(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.clicks("Draft it")
    await vouch.clicks("Sent it")
    assert "in touch with Dr. Patel" in vouch.said
    assert [each.state for each in await vouch.keeps(FollowUp)] == [FollowUpState.DONE]
    assert len(await vouch.keeps(Encounter)) == 2
    await vouch.clicks("Undo")
    assert [each.state for each in await vouch.keeps(FollowUp)] == [FollowUpState.OPEN]
    assert len(await vouch.keeps(Encounter)) == 1


async def test_of_two_with_one_name_the_right_one_is_asked_for(vouch: Dialogue) -> None:
    """Words to the wrong person cannot be taken back."""
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("met Dr. Sunil Patel, attending at Lakeside")
    await vouch.hears("write a thank-you to Dr. Patel")
    assert vouch.reply.draft is None
    assert "more than one Patel" in vouch.said
    await vouch.clicks(next(label for label in vouch.buttons if "Sunil" in label))
    assert vouch.reply.title is not None
    assert "Thank-you to Dr. Patel" in vouch.reply.title


async def test_what_was_said_by_one_stays_out_of_the_letter_to_the_other(vouch: Dialogue) -> None:
    await vouch.hears("talked with Dr. Chen about his divorce clinic QI. met Dr. Rao, discussed vent weaning")
    await vouch.hears("write a thank-you to Dr. Rao")
    assert "vent weaning" in vouch.draft.body
    assert "QI" not in vouch.draft.body


async def test_words_of_leaving_to_the_own_program_wait_for_a_second_look(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Sam Ortiz, my PD, at noon conference")
    await vouch.hears("draft a transfer email to Dr. Ortiz")
    assert vouch.reply.draft is None
    assert "your own program" in vouch.said
    await vouch.clicks("Confirm")
    assert vouch.draft.body


async def test_a_call_is_asked_of_those_who_stood_up_before(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("draft an email asking Dr. Patel to call program directors for me")
    assert vouch.reply.draft is None
    assert "Too early" in vouch.said
    await vouch.hears("Dr. Patel agreed to write my letter")
    await vouch.hears("draft an email asking Dr. Patel to call program directors for me")
    assert "agreeing to write for me" in vouch.draft.body


@pytest.mark.parametrize(
    ("asked", "least", "most"), [("write my introduction", 45, 75), ("visa phrase: on J-1, want H-1B", 8, 30)]
)
async def test_words_that_go_to_nobody_need_no_name(vouch: Dialogue, asked: str, least: int, most: int) -> None:
    await vouch.hears(asked)
    assert least <= len(vouch.draft.body.split()) <= most


async def test_a_stranger_gets_gaps_where_others_get_memories(vouch: Dialogue) -> None:
    await vouch.hears("cold email for Dr. Lee at UAB")
    draft = vouch.draft
    assert "brief advice" in draft.subject
    assert any("admire" in gap for gap in draft.gaps)
    assert "never told me about Dr. Lee" in vouch.said
    assert not await vouch.keeps(Contact)


async def test_forgetting_a_person_forgets_what_was_drafted_to_them(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("write a thank-you to Dr. Patel")
    await vouch.hears("forget Dr. Patel")
    await vouch.clicks("Confirm")
    assert not await vouch.keeps(WrittenDraft)


async def test_sent_it_means_the_latest_draft(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("draft a conference follow-up to Dr. Patel")
    await vouch.hears("write my introduction")
    await vouch.hears("sent it")
    assert "in touch with Dr. Patel" in vouch.said
    assert [each.sent_at is not None for each in await vouch.keeps(WrittenDraft)] == [True, False]


async def test_the_request_itself_may_say_what_it_is_about_and_how(vouch: Dialogue) -> None:
    await vouch.hears("cold email to Dr. Peter Ng, researcher at Mayo who works on AI in sepsis, more formal please")
    assert "Dear Dr. Ng:" in vouch.draft.body
    assert "your work on AI in sepsis" in vouch.draft.body


async def test_a_peer_is_written_to_as_a_friend(vouch: Dialogue) -> None:
    await vouch.hears("my co-intern Priya Nair is a good friend")
    await vouch.hears("draft a note to Priya Nair")
    assert vouch.draft.body.startswith("Hi Priya,")
    assert "MD" not in vouch.draft.body


async def test_the_day_after_it_is_asked_whether_it_was_sent() -> None:
    lines = [
        resident(),
        said("2026-10-13T12:00", "met Dr. Anita Patel, PD at Mercy"),
        said("2026-10-13T12:05", "draft a thank-you to Dr. Patel"),
    ]
    sent = await replay(*lines, time_passes("2026-10-14T16:00Z"))
    [asked] = [line for line in unasked(sent) if "Did you send it?" in line["text"]]
    assert asked["at"].startswith("2026-10-14T07:30")
    assert "Send Dr. Patel the thank-you" in asked["text"]
    done = await replay(*lines, pressed("2026-10-14T08:00", "Done"), time_passes("2026-10-20T16:00Z"))
    assert any("Done: send Dr. Patel the thank-you." in line["text"] for line in done)
    told = await replay(*lines, said("2026-10-13T13:00", "sent it"), time_passes("2026-10-14T16:00Z"))
    assert not any("Did you send it?" in line["text"] for line in unasked(told))


@pytest.mark.parametrize(
    ("told", "lead"),
    [
        ("she told me to apply early. email her my CV friday", "I am attaching my CV"),
        ("she wants me to send my CV", "As you asked, I am attaching"),
        ("I promised to send her my CV friday", "As promised, I am attaching"),
        ("promised her my cv", "As promised, I am attaching my CV"),
    ],
)
async def test_only_what_was_promised_or_asked_for_is_called_so(vouch: Dialogue, told: str, lead: str) -> None:
    await vouch.hears(f"met Dr. Anita Patel, PD at Mercy, at ACP. {told}")
    await vouch.hears("draft a conference follow-up to Dr. Patel")
    assert lead in vouch.draft.body


async def test_a_call_is_asked_for_with_the_one_who_is_to_be_called(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Lee agreed to write my letter")
    await vouch.hears("draft an email asking Dr. Lee to call Dr. Patel at Mercy for me")
    assert "calling Dr. Patel at Mercy to say" in vouch.draft.body


async def test_what_somebody_works_on_was_not_talked_of(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Ng, researcher at Mayo who works on ards")
    await vouch.hears("draft an advice request to Dr. Ng")
    assert "I would like to learn more about your work on ARDS." in vouch.draft.body
    assert "conversation" not in vouch.draft.body


async def test_an_errand_is_no_advice(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Okafor, chief of GI at Lakeside. he said to send him my abstract")
    await vouch.hears("draft a thank-you to Dr. Okafor")
    assert "advice" not in vouch.draft.body


async def test_a_coordinator_is_thanked_as_one(vouch: Dialogue) -> None:
    await vouch.hears("our coordinator Jane Roe fixed my schedule for the conference")
    await vouch.hears("draft a thank-you to Jane Roe")
    assert "[what they did for you]" in vouch.draft.gaps
    assert "goal" not in vouch.draft.body
    assert "talk with me" not in vouch.draft.body


@pytest.mark.parametrize(
    ("told", "until", "title"),
    [
        (["met Dr. Anita Patel, PD at Mercy, at ACP"], "2026-10-23", "Conference follow-up to Dr. Patel"),
        (["met Dr. Anita Patel, PD at Mercy. thank her tomorrow"], "2026-10-14", "Thank-you to Dr. Patel"),
        (["Dr. Lee agreed to write my letter, deadline Nov 20"], "2026-10-30", "Letter reminder to Dr. Lee"),
        (["Dr. Gupta, attending, is my mentor", "poster accepted at SGIM"], "2026-10-14", "Update to Dr. Gupta"),
        (["starting MICU with Dr. Gupta today until oct 27"], "2026-10-28", "Thank-you to Dr. Gupta"),
    ],
)
async def test_what_calls_for_words_is_drafted_from_its_nudge(told: list[str], until: str, title: str) -> None:
    lines = [said(f"2026-10-13T12:0{place}", words) for place, words in enumerate(told)]
    sent = await replay(resident(), *lines, pressed(f"{until}T08:00", "Draft it"))
    drafted = [line for line in sent if line.get("draft")]
    assert [line["text"].partition("\n")[0] for line in drafted] == [title]


@pytest.mark.parametrize(
    ("told", "asked", "title"),
    [
        ("met Dr. Patel at ACP, talked about sepsis", "draft it", "Conference follow-up to Dr. Patel"),
        ("email Dr. Patel a thank-you friday", "draft it", "Thank-you to Dr. Patel"),
        ("poster accepted at SGIM", "draft that to Dr. Patel", "Update to Dr. Patel"),
        ("Dr. Patel agreed to write my letter", "packet for patel", "Letter packet to Dr. Patel"),
        ("met Dr. Patel at ACP", "draft an intro email to Dr. Wu", "Cold e-mail to Dr. Wu"),
        (
            "met Dr. Patel at ACP",
            "help me write an email to coordinator Jane Roe to thank her",
            "Thank-you to Jane Roe",
        ),
    ],
)
async def test_a_tired_resident_says_it_in_few_words(vouch: Dialogue, told: str, asked: str, title: str) -> None:
    await vouch.hears(told)
    await vouch.hears(asked)
    assert vouch.reply.title == title


@pytest.mark.parametrize("known", [True, False])
async def test_leaving_told_to_my_pd_waits_whether_the_pd_is_known_or_not(vouch: Dialogue, known: bool) -> None:
    if known:
        await vouch.hears("met Dr. Sam Ortiz, my PD")
    await vouch.hears("email my PD that I want to leave")
    assert vouch.reply.draft is None
    assert "your own program" in vouch.said
    assert vouch.buttons == ["Confirm", "Cancel"]


async def test_a_check_in_asks_what_was_not_asked_yet(vouch: Dialogue) -> None:
    await vouch.hears("Dr. Gupta, attending, is my mentor. asked her how I should position myself for categorical")
    await vouch.hears("win: passed Step 3")
    await vouch.hears("draft a check-in to Dr. Gupta")
    assert "A short update from me: I passed Step 3." in vouch.draft.body
    assert "Which programs would you look at, given my visa?" in vouch.draft.body


async def test_an_apology_does_not_come_out_as_a_request_for_advice(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Kim, attending")
    await vouch.hears("draft an apology to Dr. Kim")
    assert vouch.reply.draft is None
    assert "no words of that kind" in vouch.said


async def test_words_to_everyone_are_a_draft_for_each_some_at_a_time(vouch: Dialogue) -> None:
    """One message to many reads like one; each person gets their own, those first to whom the news matters most."""
    for number, place in enumerate(("Mercy", "UAB", "Duke", "Emory", "Yale", "Tufts"), 1):
        await vouch.hears(f"met Dr. Rao{'abcdef'[number - 1]} at {place}")
    await vouch.hears("met Dr. Gupta at ACP. Dr. Gupta is my mentor")
    await vouch.hears("win: poster accepted at SGIM")
    await vouch.hears("write an update to everyone")
    assert vouch.reply.draft is None
    assert len(vouch.reply.items) == 5
    assert vouch.reply.items[0].text.startswith("Dr. Gupta")
    await vouch.clicks("2 more")
    assert len(vouch.reply.items) == 2
    await vouch.clicks("Draft it")
    first = vouch.draft
    assert "my poster was accepted at SGIM" in first.body
    await vouch.hears("thank everyone I met at ACP")
    assert vouch.reply.title == "Thank-you to Dr. Gupta", "one person needs no list"
    drafted = [draft.contact_id for draft in await vouch.keeps(WrittenDraft) if draft.contact_id]
    assert len(drafted) == 2


async def test_several_named_get_a_draft_each(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("draft thank-yous to Dr. Patel and Dr. Gupta")
    assert [item.text for item in vouch.reply.items] == [
        "Dr. Anita Patel, Program Director, Mercy",
        "Dr. Gupta · you never told me about them",
    ]


async def test_of_eight_with_one_name_all_can_be_reached(vouch: Dialogue) -> None:
    for name in ("Amy Chen at UAB", "Bo Chen at Duke", "Cy Chen at Yale", "Dee Chen at Mayo", "Ed Chen at Rush"):
        await vouch.hears(f"met Dr. {name}")
    await vouch.hears("draft a thank-you to Dr. Chen")
    assert "1 to 4 of 5" in vouch.said
    await vouch.clicks("More")
    assert vouch.buttons == ["Dr. Ed Chen, Rush", "Back to the first"]
    await vouch.clicks("Dr. Ed Chen, Rush")
    assert "To: Dr. Ed Chen, Rush" in vouch.said
    await vouch.hears("draft a thank-you to Dr. Chen at Yale")
    assert "To: Dr. Cy Chen, Yale" in vouch.said


@pytest.mark.parametrize(
    ("told", "asked", "says", "never"),
    [
        (
            "saw Dr. Lin Zhao's talk on AI in sepsis at SGIM, didn't get to talk to her",
            "draft an email to Dr. Zhao",
            "because of your talk on AI in sepsis",
            "taking the time to talk",
        ),
        (
            "Dr. Hassan, hospitalist, wants to meet monday 3pm about the falls project",
            "write a thank-you to Dr. Hassan",
            "[what they did for you]",
            "taking the time to talk",
        ),
        (
            "dr ray, GI clinic last week, told me to present the liver case at ACP",
            "write a thank-you to Dr. Ray",
            "your advice to present the liver case at ACP",
            "talk with me at ACP",
        ),
        ("met dr brandt APD uic at acp, gave me his card", "write a thank-you to Dr. Brandt", "at ACP on", "the acp"),
        ("met Dr. Walsh at the ASN poster session", "write a thank-you to Dr. Walsh", "at the ASN poster", "at ASN"),
        ("emailed dr nguyen at baylor, she answered: send cv", "draft an email to Dr. Nguyen", "my CV", "attaching CV"),
        ("finished MICU with Dr. Gupta today", "linkedin note to Dr. Gupta", "during my MICU rotation", "meet you at"),
        ("met dr o'brien at ACP", "write a thank-you to Dr. O'Brien", "Dear Dr. O'Brien,", "O'brien"),
    ],
)
async def test_nothing_is_said_that_did_not_happen(
    vouch: Dialogue, told: str, asked: str, says: str, never: str
) -> None:
    await vouch.hears(told)
    await vouch.hears(asked)
    assert says in vouch.draft.body
    assert never not in vouch.draft.body


async def test_a_letter_is_asked_of_those_who_saw_the_work(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Patel, PD at Mercy, at ACP")
    await vouch.hears("letter request to Dr. Patel")
    assert "You told me of no work together with Dr. Patel" in vouch.said
    await vouch.hears("finished MICU with Dr. Gupta")
    await vouch.hears("letter request to Dr. Gupta")
    assert "no work together" not in vouch.said
    await vouch.hears("Dr. Gupta agreed to write my letter")
    await vouch.hears("letter request to Dr. Gupta")
    assert "Dr. Gupta agreed to a letter already" in vouch.said


async def test_a_mentorship_meeting_brief_is_drafted_for_whom_it_names(vouch: Dialogue) -> None:
    await vouch.hears("mentorship meeting brief for Dr. Kim")
    assert "For Dr. Kim" in vouch.draft.body
    assert "Which programs would you look at, given my visa?" in vouch.draft.body


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("Sarah Lane, immigration attorney", "Advice request to Sarah Lane"),
        ("Priya Nair, co-resident, peer", "Check-in to Priya Nair"),
        ("Dr. Maria Cole, attending at Mercy", "Letter request to Dr. Cole"),
    ],
)
async def test_a_letter_is_a_recommendation_only_to_who_could_write_one(vouch: Dialogue, who: str, kind: str) -> None:
    await vouch.hears(f"met {who}")
    name = who.partition(",")[0]
    await vouch.hears(f"draft a letter to {name}")
    assert vouch.reply.title == kind


@pytest.mark.parametrize("asked", ["draft something for the PD at Mercy", "draft a thank-you to the PD at Mercy"])
async def test_the_director_of_a_place_is_who_is_known_as_one_there(vouch: Dialogue, asked: str) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("met Dr. Lang, attending at Mercy")
    await vouch.hears(asked)
    assert "Dear Dr. Patel," in vouch.draft.body


async def test_draft_it_in_words_does_what_the_button_of_the_answer_does(vouch: Dialogue) -> None:
    await vouch.hears("asked Dr. Moss for a letter")
    await vouch.hears("Dr. Moss said yes")
    offered = vouch.last
    await vouch.hears("draft it")
    assert vouch.reply.title == "Letter packet to Dr. Moss"
    in_words = vouch.draft.body
    await vouch.clicks("Draft it", on=offered)
    assert vouch.draft.body == in_words


@pytest.mark.parametrize("told", ["yes, write the packet", "draft the letter packet please"])
async def test_the_packet_asked_for_without_a_name_is_for_whom_it_was_offered(vouch: Dialogue, told: str) -> None:
    await vouch.hears("asked Dr. Moss for a letter")
    await vouch.hears("Dr. Moss said yes")
    await vouch.hears(told)
    assert vouch.reply.title == "Letter packet to Dr. Moss"


async def test_a_thank_you_without_a_name_is_for_the_one_told_of_just_now(vouch: Dialogue) -> None:
    await vouch.hears("talked about prelims who convert with Dr. Wu, PD at Kent")
    await vouch.hears("draft a thank you")
    assert vouch.reply.title == "Thank-you to Dr. Wu"
    assert "I enjoyed our conversation about prelims who convert." in vouch.draft.body


async def test_a_document_goes_along_where_it_is_only_named(vouch: Dialogue) -> None:
    await vouch.hears("draft an email to Dr. Patel")
    await vouch.hears("also my ps")
    assert "I am attaching my personal statement." in vouch.draft.body
    await vouch.hears("draft an email to Dr. Patel")
    assert "personal statement" not in vouch.draft.body


async def test_an_email_to_somebody_known_by_their_full_name_finds_them(vouch: Dialogue) -> None:
    await vouch.hears("met Sam Ortiz, PGY-3")
    await vouch.hears("write an email to Sam Ortiz")
    assert vouch.reply.title == "Advice request to Sam Ortiz"
    assert "You never told me" not in vouch.said
    assert vouch.draft.body.startswith("Dear Sam,")


@pytest.mark.parametrize("asked", ["write her a thank you", "thank you email to her", "draft a thank-you note for her"])
async def test_her_is_whom_the_last_message_told_of(vouch: Dialogue, asked: str) -> None:
    await vouch.hears("met Dr. Susan Okafor, PD at Hennepin, at noon conference today")
    await vouch.hears(asked)
    assert vouch.said.startswith("Thank-you to Dr. Okafor")
    assert "Who is the thank-you for?" not in vouch.said


async def test_anothers_pronoun_is_no_recipient(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Susan Okafor, PD at Hennepin, at noon conference today")
    await vouch.hears("draft a thank you to the coordinator for her help")
    assert "Okafor" not in vouch.said


async def test_what_was_sent_ends_the_task_that_is_due_first(vouch: Dialogue) -> None:
    """Two thank-yous were owed to one person, and the one that had just been sent was asked for again next day."""
    await vouch.hears("remind me to thank Dr. Moss for the paper")
    await vouch.hears("met Dr. Moss today, thank him tomorrow")
    await vouch.hears("write the thank-you to Dr. Moss")
    await vouch.hears("sent it")
    still = [each for each in await vouch.keeps(FollowUp) if each.state is FollowUpState.OPEN]
    assert [each.due_on for each in still] == [None]


async def test_a_visa_that_was_denied_since_is_not_held_up_to_the_program(vouch: Dialogue) -> None:
    """The inquiry told a PD that her program sponsors what it had just been said not to."""
    await vouch.hears("met Dr. Efua Stone, PD at Marlowe University, they sponsor H-1B")
    await vouch.hears("met Dr. Kern, attending. he says Marlowe University is J-1 only now, no H-1B")
    await vouch.hears("opening: PGY-2 at Marlowe University")
    assert vouch.draft.body.startswith("Dear Dr. Stone")
    assert "H-1B" not in vouch.draft.body


async def test_done_right_after_a_draft_says_that_it_is_sent(vouch: Dialogue) -> None:
    await vouch.hears("met Marcus Webb, chief resident")
    await vouch.hears("remind me to renew my bls by jan 10")
    await vouch.hears("write a thank-you email to marcus")
    await vouch.hears("done")
    assert "in touch with Marcus Webb today" in vouch.said
    await vouch.hears("done")
    assert vouch.said == "Done: renew your bls."
