"""One thing of the resident's own settings or profile, as it is asked for."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.resident import Resident
from bot.messages import Reply, say
from bot.replies import profile, settings
from bot.replies.counting import counted

LABELS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "tz": (("Time zone",), "I'm in Chicago"),
    "quiet": (("Quiet",), "no messages after 9 pm"),
    "digest": (("Morning digest",), "digest at 8 am"),
    "cap": (("Unasked messages",), "at most 2 messages a day"),
    "nights": (("On nights",), "I'm on nights this week"),
    "calls": (("On call",), "q4 call from thursday until oct 31"),
    "pause": (("Paused",), "pause 7 days"),
    "review": (("Weekly review",), "weekly review on sundays"),
    "starts_on": (("Year starts",), "my year started July 1"),
    "goal": (("Goal", "What you want"), "my goal is a categorical position"),
    "visa": (("Your visa",), "I'm on a J-1"),
    "visa_until": (("Your visa ends",), "my visa ends June 30 2027"),
    "contract_until": (("Your contract ends",), "my contract ends June 30 2027"),
    "name": (("Your name",), "I'm Ana Silva"),
    "program": (("Your program",), "profile: prelim at City Hospital"),
    "specialty": (("Specialty",), "profile: neurology"),
    "reach": (("E-mail and phone",), "my e-mail is ana@hospital.org"),
    "step2": (("Step 2 CK",), "profile: step 2 245"),
    "country": (("Country",), "I'm from Brazil"),
}
"""By what is asked: the labels under which it is kept, and how it would be told."""

_UNTOLD = {
    "nights": "I know of no nights ahead.",
    "calls": "I know of no call days ahead.",
    "pause": "Nothing is paused: I write as usual.",
}


def one(resident: Resident, asked: str, now: datetime) -> Reply:
    """Answer with that one thing; say how to tell it where it was never told. *now* is UTC."""
    labels, example = LABELS[asked]
    kept = {**_of_profile(resident), **dict(settings.as_fields(resident, now))}
    fields = tuple((label, kept[label]) for label in labels if kept.get(label))
    more = (say("Settings", "settings"),)
    if fields:
        return Reply(_days_left(resident, asked, now), fields=fields, buttons=more)
    untold = _UNTOLD.get(asked, "You never told me.")
    return Reply(f"{untold} For example “{example}”.")


def _days_left(resident: Resident, asked: str, now: datetime) -> str:
    """Say how far away an own date is: what hangs on the next contract is counted in days."""
    today = resident.today(now)
    ahead = next((each.on for each in resident.own_dates if f"{each.kind}_until" == asked and each.on >= today), None)
    return f"{counted((ahead - today).days, 'day')} left." if ahead else ""


def _of_profile(resident: Resident) -> dict[str, str]:
    """Return the profile by label; what the year aims at and what the resident wants both call themselves a goal."""
    return {"What you want" if label == "Goal" else label: value for label, value in profile.as_fields(resident)}
