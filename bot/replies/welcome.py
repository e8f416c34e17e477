"""The first words to a resident, and what three questions make everything after fit them."""

from bot.domain.resident import QuietHours, Resident
from bot.messages import Form, FormField, Reply
from bot.replies.days import time_in_words

FORM = "welcome"


def welcome(resident: Resident) -> Reply:
    fields = (
        FormField("tz", "Time zone", "zone", resident.tz, "so that reminders come by your clock"),
        FormField("starts_on", "First day of your year", "date", "", "usually 1 July; your months count from it"),
        FormField("quiet", "Quiet hours", "text", quiet_hours(resident.quiet), "nothing unasked comes then"),
    )
    return Reply(
        "Tell me about people as you meet them, in a line, as you would a friend with a good memory: “met Dr. Rao, APD "
        "at Lakeside, sponsors J-1. email my CV friday”. I keep it, say what I understood, and come back when it is "
        "time. Nobody at your program can read it.\n"
        "Three things help me, and you can skip each.",
        title="Hello, I'm Vouch.",
        form=Form(FORM, "About you", fields),
    )


def quiet_hours(quiet: QuietHours) -> str:
    return f"{time_in_words(quiet.start)} to {time_in_words(quiet.end)}"
