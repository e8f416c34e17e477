"""Programs: what was heard, with its source; the shortlist with its reasons; a list of programs imported."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contact import Contact
from bot.domain.program import Program
from bot.programs.csv_file import read_programs
from tests.conversations.dialogue import Dialogue
from tests.databases import SetClock

CSV = """program,state,visa,img friendly,min score,max years
Mercy,OH,J-1 only,yes,230,10
Lakeside Medical Center,NY,"J-1, H-1B",yes,240,5
Unknown General,NJ,,,,
"""


async def test_the_board_shows_each_claim_with_who_said_it_and_what_disagrees(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, sponsors H-1B")
    await vouch.hears("met Dr. Wei Chen, APD at Mercy, said they don't sponsor H-1B")
    await vouch.hears("programs", command="/vouch")
    [mercy] = [item.text for item in vouch.reply.items]
    assert "H-1B: yes (Dr. Patel, Tue 13 Oct, disputed)" in mercy
    assert "H-1B: no (Dr. Chen, Tue 13 Oct, disputed)" in mercy
    assert "known there: Dr. Patel, Dr. Chen" in mercy


async def test_the_shortlist_counts_in_the_open_and_asks_what_is_missing(vouch: Dialogue) -> None:
    await vouch.hears("I'm on a J-1 and need H-1B")
    await vouch.hears("profile: need H-1B, step 2 245, graduated 2019, states OH NY")
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, sponsors H-1B")
    await vouch.hears("met Dr. Wei Chen, APD at Lakeside, said they don't sponsor H-1B")
    await vouch.hears("met Dr. Rao, PD at UAB")
    await vouch.hears("shortlist", command="/vouch")
    mercy, uab, lakeside = (item.text for item in vouch.reply.items)
    assert mercy.startswith("Mercy, 5 points: H-1B: yes +3 (Dr. Patel, Tue 13 Oct); Dr. Patel known there +2.")
    assert "Ask Dr. Patel: “Do you take non-US IMGs" in mercy
    assert "Ask Dr. Rao: “Do you sponsor the H-1B?”" in uab
    assert lakeside.startswith("Lakeside, -4 points: H-1B: no -6")
    assert "nothing of your worth or your odds" in vouch.said


async def test_the_own_program_is_not_on_the_shortlist(vouch: Dialogue) -> None:
    await vouch.hears("my program is City Hospital")
    await vouch.hears("met Dr. Sam Ortiz, PD at City Hospital")
    await vouch.hears("met Dr. Anita Patel, PD at Mercy")
    await vouch.hears("shortlist")
    assert [item.text.partition(",")[0] for item in vouch.reply.items] == ["Mercy"]


async def test_a_list_is_tried_before_it_is_stored_and_twice_is_once(vouch: Dialogue) -> None:
    await vouch.hears(f"import programs\n{CSV}", command="/vouch")
    assert "3 new, 0 changed, 0 as they are already. Nothing is stored yet." in vouch.said
    assert not await vouch.keeps(Program)
    await vouch.clicks("Confirm")
    assert {program.name for program in await vouch.keeps(Program)} == {
        "Mercy",
        "Lakeside Medical Center",
        "Unknown General",
    }
    await vouch.hears(f"import programs\n{CSV}", command="/vouch")
    assert "0 new, 0 changed, 3 as they are already" in vouch.said
    assert not vouch.buttons
    await vouch.hears("profile: J-1, step 2 235, graduated 2014, states NY")
    await vouch.hears("shortlist")
    first = vouch.reply.items[0].text
    assert first.startswith("Mercy")
    assert "J-1: yes +3 (your file, Tue 13 Oct)" in first
    assert "Step 2 of 230 asked, yours 235 +1" in first
    lakeside = next(item.text for item in vouch.reply.items if item.text.startswith("Lakeside"))
    assert "graduated at most 5 years ago, you 12 -4" in lakeside
    assert "in NY, as you prefer +1" in lakeside


async def test_what_a_contact_says_lies_on_what_the_file_says(vouch: Dialogue) -> None:
    await vouch.hears(f"import programs\n{CSV}")
    await vouch.clicks("Confirm")
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, sponsors H-1B")
    await vouch.hears("programs Mercy")
    [mercy] = [item.text for item in vouch.reply.items]
    assert "H-1B: yes (Dr. Patel, Tue 13 Oct, disputed)" in mercy
    assert "H-1B: no (your file, Tue 13 Oct, disputed)" in mercy


async def test_a_dry_run_only_shows_and_faults_name_their_row(vouch: Dialogue) -> None:
    await vouch.hears("import programs dry run\nhospital,visa,min score\nMercy,unicorn,9\n,J-1,\n")
    assert "Row 2: “unicorn” under visa names none of H-1B, J-1, O-1." in vouch.said
    assert "Row 2: “9” under min score is not between 180 and 300." in vouch.said
    assert "Row 3: it has no program name." in vouch.said
    assert not vouch.buttons


async def test_a_header_of_programs_says_what_the_list_is(vouch: Dialogue) -> None:
    await vouch.hears(f"import\n{CSV}", command="/vouch")
    assert "3 new" in vouch.said
    await vouch.clicks("Confirm")
    assert len(await vouch.keeps(Program)) == 3


async def test_an_import_without_a_list_says_how(vouch: Dialogue) -> None:
    await vouch.hears("import programs")
    await vouch.fills_in(text=CSV)
    assert "3 new" in vouch.said
    assert not await vouch.keeps(Program), "a trial first, from the form too"
    await vouch.clicks("Confirm")
    assert len(await vouch.keeps(Program)) == 3


@given(st.text(max_size=300))
def test_no_file_breaks_the_reader(text: str) -> None:
    today = SetClock().now().date()
    read = read_programs(f"program,state,visa,score\n{text}", today)
    again = read_programs(f"program,state,visa,score\n{text}", today)
    assert read == again
    assert len({program.id for program in read.programs}) == len(read.programs)


async def test_the_specialty_is_compared_with_what_a_program_is(vouch: Dialogue) -> None:
    await vouch.hears("profile: specialty cardiology")
    await vouch.hears(
        "import programs\nprogram,state,specialty\nMercy,NY,IM categorical\nLakeside,NY,Neurology\nUAB,AL,"
    )
    await vouch.clicks("Confirm")
    await vouch.hears("shortlist")
    lines = [item.text for item in vouch.reply.items]
    assert "Mercy, 1 point: internal medicine, the way to cardiology +1" in lines[0]
    assert "Lakeside, -4 points: neurology, you look for cardiology -4" in lines[-1]


async def test_a_program_is_put_on_the_shortlist_and_taken_off(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Anita Patel, PD at Mercy, sponsors H-1B")
    await vouch.hears("add Lakeside to my shortlist")
    assert "Lakeside is on your shortlist now" in vouch.said
    await vouch.hears("shortlist")
    first, second = (item.text for item in vouch.reply.items)
    assert first.startswith("Lakeside, your choice, 0 points")
    assert second.startswith("Mercy, 5 points")
    vouch.clock.advance(timedelta(days=2))
    await vouch.hears("shortlist")
    assert "Lakeside, your choice of Tue 13 Oct, 0 points" in vouch.said
    await vouch.hears("add Mercy to shortlist")
    assert "Mercy is on your shortlist now" in vouch.said
    await vouch.hears("remove Lakeside from the shortlist")
    await vouch.hears("shortlist")
    assert [item.text.partition(",")[0] for item in vouch.reply.items] == ["Mercy"]
    await vouch.hears("add Mercy and Duke to my shortlist")
    await vouch.clicks("Undo")
    await vouch.hears("shortlist")
    assert [item.text.partition(",")[0] for item in vouch.reply.items] == ["Mercy"]


async def test_what_is_disputed_moves_a_point_and_is_asked(vouch: Dialogue) -> None:
    await vouch.hears("profile: need H-1B")
    await vouch.hears("met Dr. Chu at UAB, said they don't sponsor H-1B")
    await vouch.hears("my co-resident said UAB sponsors H-1B")
    await vouch.hears("shortlist")
    assert "H-1B: yes +1 (you, Tue 13 Oct, disputed)" in vouch.said
    assert "Do you still sponsor the H-1B?" in vouch.said


async def test_a_program_called_by_its_first_word_is_no_person(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Efua Stone, PD at Marlowe University")
    await vouch.hears("asked Dr. Kern whether Marlowe would take over an H-1B and he said only J-1 from this year")
    assert {contact.name for contact in await vouch.keeps(Contact)} == {"Efua Stone", "Kern"}
