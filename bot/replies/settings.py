"""The resident's settings, said back."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.contact import Contact
from bot.domain.local_time import DAYS_OF_WEEK, NIGHT_DIGEST
from bot.domain.resident import NIGHT_QUIET, Resident
from bot.domain.vocabulary import Visa
from bot.messages import Button, Form, FormField, Reply
from bot.playbook.pack import pack_for
from bot.replies.counting import counted, listed
from bot.replies.days import day_in_words, days_in_words, time_in_words
from bot.replies.people import short_name, specialty_in_words
from bot.understanding.meaning import DayRange

_GOALS = {"same-cycle": "a PGY-2 place straight after this year", "later": "off-cycle, or the next cycle"}
_CLOCKS = {
    "same-cycle": "You apply in September, month 3 of your year: so I bring up letters in weeks 4 to 10.",
    "later": "You apply after this year's season: so I bring up letters in months 6 to 9, when more people "
    "know your work.",
}
"""Why the two clocks differ."""

_REASONS = (
    "This September, for a PGY-2 place straight after this year: letters are asked for in weeks 4 to 10.\n"
    "Later, off-cycle or in the next cycle: letters in months 6 to 9, when more people know your work."
)

_QUIET_DAYS = "No messages on"
_SPELLS = ("On nights", "On call", _QUIET_DAYS)

SHOWN = 5
"""How many call days are listed; the rest is counted."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def changed(before: Resident, after: Resident, act_id: str, now: datetime) -> Reply:
    """Say what is different now. *now* is UTC."""
    was, now_is = dict(as_fields(before, now)), dict(as_fields(after, now))
    fields = tuple((label, value) for label, value in now_is.items() if was.get(label) != value)
    fields += tuple((label, "none") for label in was if label in _SPELLS and label not in now_is)
    pause = ""
    if not _pause(after, now) and _pause(before, now):
        pause = "I write again as usual. What was held comes with the next digest."
    elif _pause(after, now) != _pause(before, now):
        pause = "Nothing comes unasked then but your own visa and contract dates; “resume” ends it sooner."
    if days := sorted(set(after.quiet_days) - set(before.quiet_days)):
        kept_free = listed([f"{_WEEKDAYS[day]}s" for day in days])
        pause = (
            f"Nothing comes unasked on {kept_free}; it waits for the next day. “{kept_free} are fine again” ends it."
        )
    clock = _CLOCKS.get(after.goal or "", "") if after.goal != before.goal else ""
    text = "\n".join(line for line in (pause, clock) if line)
    return Reply(text, title="Noted", fields=fields, buttons=(Button("Undo", f"undo:{act_id}"),))


def goal_stands(resident: Resident) -> Reply:
    """Say that the goal told is the one that is set."""
    return Reply(f"That is your goal already. {_CLOCKS.get(resident.goal or '', '')}".strip())


def welcomed(before: Resident, after: Resident, unread: Sequence[str], now: datetime) -> Reply:
    """Close the welcome: what was set, what could not be read, and the first thing to do."""
    was = dict(as_fields(before, now))
    fields = tuple((label, value) for label, value in as_fields(after, now) if was.get(label) != value)
    lost = (
        f"I could not read {' or '.join(f'“{each}”' for each in unread)}; tell me later in plain words. "
        if unread
        else ""
    )
    ask = "" if after.goal else f"\nOne more thing, because it sets the clock: when do you apply again?\n{_REASONS}"
    return Reply(
        f"{lost}Whom did you meet this week? One line is enough.{ask}",
        title="All set.",
        fields=fields,
        buttons=()
        if after.goal
        else (Button("This September", "goal:same-cycle"), Button("A later cycle", "goal:later")),
    )


def cadences(contacts: Sequence[Contact], act_id: str) -> Reply:
    """Say how often each is brought up now."""
    lines = [
        f"I bring up {short_name(contact)} {days_apart(contact.cadence_days)} after you were last in touch."
        if contact.cadence_days
        else f"I won't bring up keeping in touch with {short_name(contact)}."
        for contact in contacts
    ]
    return Reply("\n".join(lines), title="Noted", buttons=(Button("Undo", f"undo:{act_id}"),))


def welcome_back(was_paused: bool, was_off: bool, act_id: str) -> Reply:
    """Greet who is back at work, and say what starts again."""
    parts = [
        "Welcome back.",
        "Your days off end here." if was_off else "",
        "I write again as usual; what was held comes with the next digest." if was_paused else "",
        "“What's due” lists what waits.",
    ]
    undo = (Button("Undo", f"undo:{act_id}"),) if was_paused or was_off else ()
    return Reply(" ".join(part for part in parts if part), buttons=undo)


def no_review(act_id: str) -> Reply:
    return Reply(_NO_REVIEW, title="Noted", buttons=(Button("Undo", f"undo:{act_id}"),))


def and_no_review(reply: Reply) -> Reply:
    """Add to what else was changed that no review comes any more."""
    fields = tuple(field for field in reply.fields if field[0] != "Weekly review")
    return replace(reply, text="\n".join(filter(None, (reply.text, _NO_REVIEW))), fields=fields)


_NO_REVIEW = "No weekly review from now on. “Weekly review on sundays” brings it back."


def days_apart(days: int) -> str:
    """Return "4 weeks" or "10 days"."""
    return counted(days // 7, "week") if days % 7 == 0 else counted(days, "day")


def settings_form(resident: Resident) -> Reply:
    """Ask for everything that can be set, filled in as it is."""
    quiet = f"{time_in_words(resident.quiet.start)} to {time_in_words(resident.quiet.end)}"
    starts_on = str(resident.starts_on or "")
    fields = (
        FormField("tz", "Time zone", "zone", resident.tz, "Chicago, or America/Chicago"),
        FormField("quiet", "Quiet hours", value=quiet, hint="9 pm to 7 am"),
        FormField("digest_at", "Morning digest", "time", f"{resident.digest_at:%H:%M}"),
        FormField("daily_cap", "Unasked messages a day, at most", value=str(resident.daily_cap), hint="3"),
        FormField("discreet", "Names in notifications", "choice", _SHOWN[resident.discreet], choices=_SHOWN),
        FormField("starts_on", "First day of your year", "date", starts_on, "usually 1 July"),
        FormField("goal", "Goal", "choice", _GOALS.get(resident.goal or "", ""), choices=tuple(_GOALS.values())),
        FormField("visa", "Your visa", "choice", resident.visa or "", choices=tuple(Visa)),
    )
    title = "Your settings"
    return Reply("Change what you like; the rest stays.", title=title, form=Form("settings:", title, fields))


def filled_in(before: Resident, after: Resident, unread: Sequence[str], act_id: str, now: datetime) -> Reply:
    """Say what the form changed, and what of it could not be read."""
    lost = f"I could not read {' or '.join(f'“{each}”' for each in unread)}." if unread else ""
    if before == after:
        return Reply(lost or "Everything stays as it is.")
    noted = changed(before, after, act_id, now)
    return replace(noted, text=f"{noted.text} {lost}".strip())


def unreadable(field: str, answer: str) -> str:
    """Say under a field that it could not be read, and what would do."""
    return f"I can't read “{answer}”. {_WOULD_DO.get(field, 'Pick one of the list.')}"


def goal_in(words: str) -> str | None:
    """Return the goal that the form's choice means."""
    return next((goal for goal, said in _GOALS.items() if words in (goal, said)), None)


def discreet_in(words: str) -> bool | None:
    return _SHOWN.index(words) == 1 if words in _SHOWN else None


_SHOWN = ("shown", "hidden")
"""Names in notifications, by Resident.discreet."""

_WOULD_DO = {
    "tz": "A city will do, or a zone: Chicago, America/Chicago.",
    "quiet": "“9 pm to 7 am” will do.",
    "digest_at": "“7:30 am” will do.",
    "daily_cap": "A number will do.",
    "starts_on": "“July 1” will do.",
}


def first_call() -> Reply:
    """Ask for the one thing that a rhythm of calls needs."""
    return Reply("On which day is your next call? For example “q4 call from thursday until oct 31”.")


def settings(resident: Resident, now: datetime) -> Reply:
    """Show everything that can be set, and that it is changed in plain words. *now* is UTC."""
    return Reply(
        "Tell me what to change in plain words: “no messages after 9 pm”, “pause 7 days”, “hide names in "
        "notifications”.",
        title="Your settings",
        fields=as_fields(resident, now),
        buttons=(Button("Edit", "settings:"),),
    )


_LABELS = {
    "quiet_from": "Quiet",
    "quiet_to": "Quiet",
    "digest_at": "Morning digest",
    "daily_cap": "Unasked messages",
    "discreet": "Names in notifications",
    "goal": "Goal",
    "name": "Your name",
    "nights": "On nights",
    "pause": "Paused",
    "pause_until": "Paused",
    "prelim_in": "Your playbook",
    "program": "Your program",
    "review_weekday": "Weekly review",
    "specialty": "Your specialty",
    "starts_on": "Year starts",
    "tz": "Time zone",
    "visa": "Your visa",
    "visa_until": "Your visa ends",
    "contract_until": "Your contract ends",
    "calls": "On call",
    "call_rhythm": "On call",
    "quiet_days": _QUIET_DAYS,
}
"""Under which label a setting stands, by the name under which it is read."""


def stand_so(resident: Resident, told: Collection[str], now: datetime) -> Reply:
    """Say that what was told is so already. *told* are the names of settings as they are read, *now* is UTC."""
    if "resume" in told:
        return Reply("Nothing is paused: I write as usual.")
    labels = {_LABELS.get(name) for name in told}
    fields = tuple((label, value) for label, value in as_fields(resident, now) if label in labels)
    return Reply("It is so already." if fields else "That changes nothing.", fields=fields)


def night_hours() -> Reply:
    """Say what holds on nights, where other hours were asked for."""
    start, end = time_in_words(NIGHT_QUIET.start), time_in_words(NIGHT_QUIET.end)
    return Reply(
        f"On nights nothing comes unasked from {start} to {end}, and the digest comes at "
        f"{time_in_words(NIGHT_DIGEST)}. Those hours are the same for everybody; your days stay as they are."
    )


def no_setting() -> Reply:
    """Say that nothing was changed by words in which no setting was read."""
    return Reply(
        "I've kept your words and changed nothing: I read no setting in them. “settings” shows what can be set; a "
        "draft takes “shorter”, “warmer”, “more formal” or “take out …”."
    )


def as_fields(resident: Resident, now: datetime) -> tuple[tuple[str, str], ...]:
    today = resident.today(now)
    fields = [
        ("Time zone", resident.tz),
        ("Quiet", f"{time_in_words(resident.quiet.start)} to {time_in_words(resident.quiet.end)}"),
        ("Morning digest", time_in_words(resident.digest_at)),
        ("Unasked messages", f"at most {resident.daily_cap} a day"),
        ("On nights", _nights(resident, today)),
        ("On call", _calls(resident, today)),
        (_QUIET_DAYS, listed([f"{_WEEKDAYS[day]}s" for day in resident.quiet_days])),
        ("Paused", _pause(resident, now)),
        ("Weekly review", f"{_WEEKDAYS[_review_day(resident)]}s"),
        ("Year starts", day_in_words(resident.starts_on, today) if resident.starts_on else ""),
        ("Goal", _GOALS.get(resident.goal or "", "")),
        ("Your visa", resident.visa or ""),
        *((f"Your {own.kind} ends", day_in_words(own.on, today)) for own in resident.own_dates),
        ("Your playbook", pack_for(resident).name if resident.pack else ""),
        ("Names in notifications", _SHOWN[resident.discreet]),
        ("Your program", resident.program or ""),
        ("Your specialty", specialty_in_words(resident.specialty) if resident.specialty else ""),
        ("Your name", resident.name or ""),
    ]
    return tuple((label, str(value)) for label, value in fields if value)


def _review_day(resident: Resident) -> int:
    """Return the weekday on which the review comes: on one that is kept free it waits for the next."""
    days = [(resident.review_weekday + ahead) % DAYS_OF_WEEK for ahead in range(DAYS_OF_WEEK)]
    return next((day for day in days if day not in resident.quiet_days), resident.review_weekday)


def shifts_ahead(resident: Resident, today: date) -> tuple[str, ...]:
    """Return the nights and calls ahead, each sort in a line."""
    told = (("On nights", _nights(resident, today)), ("On call", _calls(resident, today)))
    return tuple(f"{label}: {spells}" for label, spells in told if spells)


def _nights(resident: Resident, today: date) -> str:
    ahead = [spell for spell in resident.nights if spell.last >= today]
    quiet = f"quiet {time_in_words(NIGHT_QUIET.start)} to {time_in_words(NIGHT_QUIET.end)} then"
    spells = ", ".join(days_in_words(DayRange(spell.first, spell.last), today) for spell in ahead)
    return f"{spells} ({quiet})" if ahead else ""


def _calls(resident: Resident, today: date) -> str:
    ahead = [spell for spell in resident.calls if spell.last + timedelta(days=1) >= today]
    more = f" and {len(ahead) - SHOWN} more until {day_in_words(ahead[-1].last, today)}" if len(ahead) > SHOWN else ""
    spells = ", ".join(days_in_words(DayRange(spell.first, spell.last), today) for spell in ahead[:SHOWN]) + more
    return f"{spells} (nothing unasked then, nor on the day after)" if ahead else ""


def _pause(resident: Resident, now: datetime) -> str:
    begins, ends = resident.paused_at, resident.paused_until
    if begins and ends and now < begins:
        first, last = begins.astimezone(resident.zone).date(), ends.astimezone(resident.zone).date() - timedelta(days=1)
        days = DayRange(first, last)
        return f"{'on' if first == last else 'from'} {days_in_words(days, resident.today(now))}"
    if not resident.paused(now):
        return ""
    if resident.paused_until is None:
        return "until you say “resume”"
    until: datetime = resident.paused_until.astimezone(resident.zone)
    minute = until.time().replace(second=0, microsecond=0)
    if minute == time(0):
        return f"until {day_in_words(until.date(), resident.today(now))} begins"
    return f"until {day_in_words(until.date(), resident.today(now))}, {time_in_words(minute)}"
