"""Sure is saved and said; unsure is saved, and the one question that matters is asked."""

from bot.domain.knowledge import Fact
from tests.conversations.dialogue import Dialogue


async def test_what_was_told_plainly_is_not_asked_about(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Rao, PD at Mercy, sponsors H-1B. email her my CV thursday")
    assert "?" not in vouch.said


async def test_what_is_read_with_too_little_to_go_on_is_kept_and_asked_about_once(vouch: Dialogue) -> None:
    await vouch.hears("Lakeside: some IMGs")
    assert vouch.said.count("?") == 1
    assert "I'm not sure I read you right: Lakeside, takes IMGs: yes?" in vouch.said
    assert len(await vouch.keeps(Fact)) == 1
    await vouch.clicks("That's right")
    assert vouch.said == "Good, I'll go by that."


async def test_a_task_without_a_day_is_asked_for_rather_than_assumed(vouch: Dialogue) -> None:
    await vouch.hears("met Dr. Lim, must get back to him")
    assert "Shall I remind you to get back to Dr. Lim? Tell me a day." in vouch.said
