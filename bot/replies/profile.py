"""The resident's own profile: what drafts say of them, and what programs ask for."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.resident import Resident
from bot.domain.vocabulary import Specialty, Visa
from bot.messages import Button, Form, FormField, Reply
from bot.replies.people import specialty_in_words

LINKEDIN = ("free, 200 characters", "paid, 300 characters")
"""The kinds of LinkedIn account, by OwnStory.paid_linkedin."""


def profile(resident: Resident) -> Reply:
    """Show the whole profile."""
    return Reply(
        "What the shortlist compares with a program's requirements, and what drafts say of you. Change it here, or in "
        "words: “profile: H-1B, step 2 245, graduated 2019, states NY NJ”, “my goal is …”, “I'm from …”, "
        "“my e-mail is …”, “I have LinkedIn Premium”.",
        title="Your profile",
        fields=tuple((label, value or "not told") for label, value in as_fields(resident)),
        buttons=(Button("Edit", "profile:"),),
    )


def changed(before: Resident, after: Resident, act_id: str, unread: Sequence[str] = ()) -> Reply:
    """Say what is different now, and which answers of a form could not be read."""
    was = dict(as_fields(before))
    fields = tuple((label, value or "not told") for label, value in as_fields(after) if was[label] != value)
    lost = f" I could not read {' or '.join(f'“{each}”' for each in unread)}." if unread else ""
    if not fields:
        return Reply(f"Everything stays as it is.{lost}")
    return Reply(
        f"Your drafts and your shortlist use it from now on.{lost}",
        title="Noted",
        fields=fields,
        buttons=(Button("Edit", "profile:"), Button("Undo", f"undo:{act_id}")),
    )


def stands_so() -> Reply:
    return Reply("Your profile says so already.", buttons=(Button("Edit", "profile:"),))


def noted_too(reply: Reply, before: Resident, after: Resident) -> Reply:
    """Add to an answer what is known of the resident now."""
    was = dict(as_fields(before))
    new = [value for label, value in as_fields(after) if was[label] != value]
    return (
        replace(reply, fields=(*reply.fields, ("Of you, for drafts", ", ".join(dict.fromkeys(new))))) if new else reply
    )


def as_fields(resident: Resident) -> tuple[tuple[str, str], ...]:
    story = resident.story
    return (
        ("Visa you need", str(resident.visa_sought or "")),
        ("Visa you have", str(resident.visa or "")),
        ("Specialty", specialty_in_words(resident.specialty) if resident.specialty else ""),
        ("Step 2 CK", str(resident.step2 or "")),
        ("Graduated", str(resident.graduated or "")),
        ("States", ", ".join(resident.states) or "any"),
        ("Your name", resident.name or ""),
        ("Your program", resident.program or ""),
        ("Goal", story.aim or ""),
        ("Country", story.country or ""),
        ("E-mail and phone", story.reach or ""),
        ("One line of work", story.work or ""),
        ("LinkedIn", LINKEDIN[story.paid_linkedin]),
    )


def profile_form(resident: Resident) -> Reply:
    """Ask for all of it, filled in as it is."""
    story = resident.story
    specialties = tuple(specialty_in_words(each) for each in Specialty)
    fields = (
        FormField("name", "Your name", value=resident.name or ""),
        FormField("program", "Your program", value=resident.program or ""),
        FormField("reach", "E-mail and phone", value=story.reach or "", hint="ana@hospital.org, 555-0101"),
        FormField("aim", "Goal", value=story.aim or "", hint="a categorical position in internal medicine"),
        FormField("country", "Country", value=story.country or ""),
        FormField("work", "One line of your work", value=story.work or "", hint="I am finishing a chart review of …"),
        FormField("linkedin", "LinkedIn", "choice", LINKEDIN[story.paid_linkedin], choices=LINKEDIN),
        FormField(
            "specialty",
            "Specialty",
            "choice",
            specialty_in_words(resident.specialty) if resident.specialty else "",
            choices=specialties,
        ),
        FormField("visa_need", "Visa you need", "choice", story.visa_need or "", choices=tuple(Visa)),
        FormField("visa", "Visa you have", "choice", resident.visa or "", choices=tuple(Visa)),
        FormField("step2", "Step 2 CK", value=str(resident.step2 or "")),
        FormField("graduated", "Year of graduation", value=str(resident.graduated or "")),
        FormField("states", "States you prefer", value=", ".join(resident.states), hint="NY, NJ"),
    )
    return Reply("What you leave as it is stays.", title="Your profile", form=Form("profile:", "Your profile", fields))


def unreadable(field: str, told: str) -> str:
    """Say under a field that it could not be read, and what would do."""
    return f"I can't read “{told}”. {_WOULD_DO.get(field, 'Pick one of the list.')}"


_WOULD_DO = {
    "step2": "A score from 100 to 300 will do.",
    "graduated": "A year such as 2019 will do.",
    "states": "Two letters each will do: NY, NJ.",
}
