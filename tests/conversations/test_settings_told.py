"""The resident says how Vouch is to behave, and it says back what changed."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.contact import Contact
from bot.domain.resident import NightSpell, QuietHours
from tests.conversations.dialogue import Dialogue


async def test_quiet_hours_in_plain_words(vouch: Dialogue) -> None:
    await vouch.hears("no messages after 8 pm please")
    assert vouch.said == "Noted\nQuiet: 8 pm to 7 am"
    assert (await vouch.resident()).quiet == QuietHours(time(20), time(7))
    await vouch.clicks("Undo")
    assert (await vouch.resident()).quiet == QuietHours(time(21), time(7))


async def test_nights_this_week_end_with_sundays_shift(vouch: Dialogue) -> None:
    await vouch.hears("I'm on nights this week")
    [spell] = (await vouch.resident()).nights
    assert spell.last == date(2026, 10, 18)
    assert NightSpell(spell.first, spell.last).first <= date(2026, 10, 13)


async def test_a_pause_of_seven_days_ends_at_the_same_clock_time(vouch: Dialogue) -> None:
    await vouch.hears("pause 7 days")
    assert (await vouch.resident()).paused_until == datetime(2026, 10, 20, 16, tzinfo=UTC)
    await vouch.hears("resume")
    assert (await vouch.resident()).paused_until == vouch.clock.now()


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("I moved to Denver", "America/Denver"),
        ("my time zone is Pacific", "America/Los_Angeles"),
        ("chicago time", "America/Chicago"),
    ],
)
async def test_a_move_changes_the_zone(vouch: Dialogue, told: str, zone: str) -> None:
    await vouch.hears(told)
    assert (await vouch.resident()).tz == zone


async def test_the_welcome_asks_three_things_and_each_can_be_skipped(vouch: Dialogue) -> None:
    await vouch.hears("hi")
    welcome = vouch.answers[0]
    vouch.answers = [welcome]
    form = vouch.reply.form
    assert form is not None
    assert len(form.fields) == 3
    assert not any(field.required for field in form.fields)
    await vouch.fills_in(tz="Chicago", starts_on="July 1", quiet="10 pm to 6 am")
    resident = await vouch.resident()
    assert resident.tz == "America/Chicago"
    assert resident.starts_on == date(2026, 7, 1)
    assert resident.quiet == QuietHours(time(22), time(6))


async def test_what_may_name_a_patient_waits_for_the_resident(vouch: Dialogue) -> None:
    """No patient's identity is acted on before the resident has looked."""
    message = await vouch.hears("Mr. Ortiz in room 12 with sepsis, presented him to Dr. Rao, fellow at Mercy")
    assert vouch.buttons == ["Redact", "Keep as is"]
    assert await vouch.keeps(Contact) == []
    await vouch.clicks("Redact")
    assert "Dr. Rao" in vouch.said
    assert (await vouch.note(message)).text.startswith("[redacted] in room 12")
    assert [contact.name for contact in await vouch.keeps(Contact)] == ["Rao"]
