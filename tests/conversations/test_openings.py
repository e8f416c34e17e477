"""An opening told in one line: everything that has to be known at once, in one reply."""

from datetime import timedelta

from bot.domain.application import FilledOpening
from tests.conversations.dialogue import Dialogue
from tests.simulated import replay, resident, said, time_passes, unasked

PATEL = "met Dr. Anita Patel, PD at Mercy, at ACP. sponsors H-1B"


def field(vouch: Dialogue, label: str) -> str:
    return dict(vouch.reply.fields)[label]


async def test_one_line_in_and_all_of_it_out_in_one_reply(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("updated my CV on Aug 1")
    await vouch.hears("Mercy has an unexpected PGY-2 opening")
    assert "Dr. Anita Patel (Program Director, Mercy)" in field(vouch, "Known there")
    assert "H-1B: yes (Dr. Patel, told Tue 13 Oct)" in field(vouch, "Visas")
    assert "CV: from Sat 1 Aug, 73 days old: stale, renew it first" in field(vouch, "Your package")
    assert "not told yet: personal statement, standard e-mail" in field(vouch, "Your package")
    assert field(vouch, "Kept as open until") == "Thu 12 Nov"
    assert "Does your own PD know" in vouch.said
    draft = vouch.draft
    assert "Dear Dr. Patel," in draft.body
    assert "open PGY-2 position" in draft.body


async def test_nobody_known_there_is_said_and_the_name_is_a_gap(vouch: Dialogue) -> None:
    await vouch.hears("opening PGY-2 categorical at UAB", command="/vouch")
    assert field(vouch, "Known there") == "nobody yet"
    assert "[their name]" in vouch.draft.gaps
    assert "open PGY-2 categorical position" in vouch.draft.body


async def test_draft_it_means_the_draft_of_the_opening_just_told(vouch: Dialogue) -> None:
    await vouch.hears("starting MICU with Dr. Gupta today until oct 30")
    await vouch.hears("PGY-2 opening at Tufts, someone is leaving")
    for words in ("draft it", "give me the draft", "draft the email"):
        await vouch.hears(words)
        assert vouch.reply.draft is not None
        assert vouch.reply.draft.subject == "PGY-2 position at Tufts"


async def test_an_opening_that_was_written_to_is_not_brought_up(vouch: Dialogue) -> None:
    await vouch.hears("PGY-2 opening at Tufts, someone is leaving")
    await vouch.hears("sent it")
    assert vouch.said == "Well done. I noted that you sent it today, about the opening at Tufts."
    await vouch.hears("what's due?")
    assert "Tufts" not in vouch.said
    await vouch.hears("undo")
    await vouch.hears("what's due?")
    assert "move on the PGY-2 opening at Tufts" in vouch.said


async def test_no_meeting_is_thanked_for_that_never_was(vouch: Dialogue) -> None:
    """To be told whom to write to is not to have met them."""
    await vouch.hears("Mercy has a PGY-2 opening, email coordinator Jane Roe jroe@mercy.org")
    assert "Dear Jane Roe," in vouch.draft.body
    assert "talk with me" not in vouch.draft.body


async def test_openings_are_listed_until_filled_or_expired(vouch: Dialogue) -> None:
    await vouch.hears("Mercy has a PGY-2 opening")
    await vouch.hears("opening: PGY-3 at Lakeside")
    await vouch.hears("openings")
    assert [item.text.partition(":")[0] for item in vouch.reply.items] == ["Lakeside", "Mercy"]
    await vouch.hears("the Mercy spot is filled")
    assert len(await vouch.keeps(FilledOpening)) == 1
    await vouch.hears("openings")
    assert "Mercy" not in vouch.said
    vouch.clock.moment += timedelta(days=31)
    await vouch.hears("openings")
    assert "no opening that is still open" in vouch.said


async def test_only_openings_that_are_still_open_answer_a_question(vouch: Dialogue) -> None:
    """A night spent on a package for a place that is gone is a night lost."""
    await vouch.hears("Mercy has a PGY-2 spot")
    await vouch.hears("Baylor has a PGY-2 categorical opening")
    await vouch.hears("opening: PGY-3 at Lakeside")
    await vouch.hears("the Mercy spot is filled")
    await vouch.hears("any pgy-2 spots?")
    assert {item.text.partition(",")[0] for item in vouch.reply.items} == {"Baylor"}
    assert "No longer open: Mercy, PGY-2 opening (filled)." in vouch.said
    vouch.clock.advance(timedelta(days=31))
    await vouch.hears("any pgy-2 spots?")
    assert "no opening like it that is still open" in vouch.said
    assert "Baylor, PGY-2 opening (expired)" in vouch.said
    assert "Lakeside" not in vouch.said


async def test_during_soap_the_rules_come_before_the_draft(vouch: Dialogue) -> None:
    vouch.clock.moment = vouch.clock.moment.replace(year=2027, month=3, day=16)
    await vouch.hears("opening: PGY-2 at Lakeside")
    assert vouch.reply.draft is None
    assert "It is SOAP (Mon 15 Mar to Thu 18 Mar)" in vouch.said
    assert "(Source: NRMP, checked" in vouch.said
    assert "nrmp.org" in vouch.reply.links[0].url, "a rule has its source"
    await vouch.clicks("Confirm")
    assert vouch.draft.body


async def test_during_soap_even_a_thank_you_to_a_director_elsewhere_waits(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    vouch.clock.moment = vouch.clock.moment.replace(year=2027, month=3, day=17)
    await vouch.hears("draft a thank-you to Dr. Patel")
    assert vouch.reply.draft is None
    assert "It is SOAP" in vouch.said


async def test_a_binding_match_stands_before_a_draft_until_a_waiver_is_told(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("I matched at Lakeside!")
    await vouch.hears("draft an opening inquiry to Dr. Patel")
    assert vouch.reply.draft is None
    assert "A match binds both sides" in vouch.said
    await vouch.hears("the NRMP waiver was granted and my PD knows that I'm looking")
    await vouch.hears("draft an opening inquiry to Dr. Patel")
    assert vouch.draft.body
    assert "own PD" not in vouch.said


async def test_a_transfer_waits_for_the_own_director(vouch: Dialogue) -> None:
    await vouch.hears(PATEL)
    await vouch.hears("draft a transfer email to Dr. Patel")
    assert vouch.reply.draft is None
    assert "Does your own PD know" in vouch.said
    await vouch.hears("told my PD that I'm looking to transfer")
    await vouch.hears("draft a transfer email to Dr. Patel")
    assert vouch.draft.body


async def test_an_opening_at_the_own_program_is_no_leaving(vouch: Dialogue) -> None:
    """Inside places fill quietly: to ask the own PD for one is what the playbook wants."""
    await vouch.hears("my program is City Hospital")
    await vouch.hears("met Dr. Sam Ortiz, PD at City Hospital")
    await vouch.hears("opening: PGY-2 at City Hospital")
    assert vouch.draft.body
    assert "leaving" not in vouch.said
    assert "own PD know" not in vouch.said
    assert "Dear Dr. Ortiz," in vouch.draft.body


async def test_a_line_under_the_heading_needs_no_grammar(vouch: Dialogue) -> None:
    await vouch.hears("opening Lakeside prelim spot, call Dr. Jane Roe 555-123-4567", command="/vouch")
    assert "Prelim opening at Lakeside" in vouch.said
    await vouch.hears("opening: something somewhere")
    assert "Which position is it, and where?" in vouch.said


async def test_a_day_through_which_a_place_is_held_is_its_expiry(vouch: Dialogue) -> None:
    await vouch.hears("dr keane at Tufts is holding a prelim spot thru nov 30")
    await vouch.hears("openings")
    assert "kept as open until Mon 30 Nov" in vouch.said


async def test_the_expiry_is_the_residents_to_set_within_30_to_90_days(vouch: Dialogue) -> None:
    await vouch.hears("opening: PGY-2 at Mercy, expires in 45 days")
    assert field(vouch, "Kept as open until") == "Fri 27 Nov"
    await vouch.hears("the Mercy opening expires in 10 days")
    assert "until Thu 12 Nov. I keep an opening for 30 to 90 days" in vouch.said
    await vouch.hears("keep the Mercy opening open until Jan 5")
    vouch.clock.moment += timedelta(days=80)
    await vouch.hears("openings")
    assert "kept as open until Tue 5 Jan" in vouch.said
    await vouch.clicks("Change expiry")
    await vouch.fills_in(until="never ever")
    assert vouch.reply.form is not None, "what is no day is asked for again"
    vouch.clock.moment += timedelta(days=10)
    await vouch.hears("openings")
    assert "no opening that is still open" in vouch.said


async def test_each_rule_is_said_even_where_none_holds_back(vouch: Dialogue) -> None:
    await vouch.hears("told my PD that I'm looking at openings elsewhere")
    await vouch.hears("opening: PGY-2 at Mercy")
    rules = field(vouch, "Rules")
    assert "SOAP: not now" in rules
    assert "binding match: none that you told me of" in rules
    assert "own PD: told" in rules


async def test_the_nudge_of_the_same_day_says_what_is_stale() -> None:
    sent = await replay(
        resident(),
        said("2026-10-13T12:00", "updated my CV on Aug 1"),
        said("2026-10-13T12:01", "Mercy has a PGY-2 opening"),
        time_passes("2026-10-13T22:00Z"),
    )
    (nudge,) = unasked(sent)
    assert nudge["at"].startswith("2026-10-13")
    assert "73 days old: stale" in nudge["text"]
    assert "Draft it" in nudge["buttons"]


async def test_news_of_a_co_resident_is_no_letter_to_them(vouch: Dialogue) -> None:
    await vouch.hears("my co-intern Sam Lee at Mercy is a friend")
    await vouch.hears("Mercy has a PGY-2 opening, Sam Lee says")
    assert "[their name]" in vouch.draft.gaps
    await vouch.hears("it's filled")
    assert "marked as filled" in vouch.said


async def test_what_a_list_says_of_visas_stands_beside_what_was_heard(vouch: Dialogue) -> None:
    await vouch.hears("import programs\nprogram,state,visa\nMercy,OH,J-1 only", command="/vouch")
    await vouch.clicks("Confirm")
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, sponsors H-1B")
    await vouch.hears("opening: PGY-2 at Mercy")
    visas = field(vouch, "Visas")
    assert "H-1B: yes (Dr. Patel, told Tue 13 Oct)" in visas
    assert "J-1: yes (your file, Tue 13 Oct)" in visas


async def test_a_waiver_told_in_plain_words_opens_the_way(vouch: Dialogue) -> None:
    await vouch.hears("I matched at Rush")
    await vouch.hears("opening: PGY-2 at Mercy")
    assert vouch.reply.draft is None
    await vouch.hears("I got a waiver from NRMP")
    await vouch.hears("opening: PGY-2 at Mercy")
    assert vouch.draft.body
    assert "you matched, waiver granted" in field(vouch, "Rules")


async def test_the_package_says_how_old_its_parts_are(vouch: Dialogue) -> None:
    await vouch.hears("my CV is from july")
    await vouch.hears("my personal statement was updated today")
    await vouch.hears("is my package ready?")
    assert vouch.said.startswith(
        "Your package\nCV: from Fri 31 Jul, 74 days old: stale, renew it first; "
        "personal statement: from Tue 13 Oct, ready"
    )


async def test_a_place_said_to_be_filled_in_two_words_is_filled(vouch: Dialogue) -> None:
    await vouch.hears("opening: PGY-2 at UAB")
    await vouch.hears("UAB filled")
    assert "at UAB is marked as filled" in vouch.said


async def test_through_a_day_is_until_when_the_opening_stands(vouch: Dialogue) -> None:
    await vouch.hears("opening at Mercy: categorical PGY-2, through nov 30")
    assert "Kept as open until: Mon 30 Nov" in vouch.said


async def test_an_opening_at_our_place_is_one_of_the_own_program(vouch: Dialogue) -> None:
    await vouch.hears("I'm a prelim at Mercy")
    await vouch.hears("the coordinator Lisa said there might be a PGY-2 spot opening in march at our place")
    assert vouch.said.startswith("PGY-2 opening at Mercy")


async def test_an_opening_heard_of_somebody_is_at_their_program(vouch: Dialogue) -> None:
    """It was “at Petrov”, and nudged twice, as a PGY-2 and as a categorical place."""
    await vouch.hears("petrov said they might have a pgy2 cat spot opening in jan")
    assert vouch.said.startswith("PGY-2 categorical opening at Petrov's program")
    assert "I learned that your program may have" in vouch.draft.body
    await vouch.hears("what's due")
    assert vouch.said.count("move on the") == 1


async def test_who_told_of_the_opening_is_written_to_of_their_program(vouch: Dialogue) -> None:
    await vouch.hears("met dr elena petrov on consults, she's a fellowship PD")
    await vouch.hears("she told me to apply to their categorical pgy2, spot is open")
    assert "your program may have an open categorical PGY-2 position" in " ".join(vouch.draft.body.split())
