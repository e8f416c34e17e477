"""Forms that tell: what is filled in under "Log a contact" or "Import programs" is told like any other line."""

import json
from datetime import date

from bot.messages import Form, FormSubmit, Reply, TextMessage
from bot.replies import forms
from bot.replies.forms import LOG
from bot.replies.owed import no_day_to_come
from bot.replies.programs import IMPORT_PROGRAMS
from bot.turn import Pressed, Submitted
from bot.understanding.dates import read_day_alone


def log_form(target: str) -> Form:
    """Return the form as the target of log_action() fills it in."""
    who, words = json.loads(target) if target else ("", "")
    return forms.log_form(words, who)


async def press_log(pressed: Pressed) -> Reply:
    form = log_form(pressed.target)
    return Reply("One line is enough; a field can stay empty.", title=form.title, form=form)


async def check_log(submitted: Submitted) -> dict[str, str]:
    values = {name: value.strip() for name, value in submitted.values.items()}
    wrong = {}
    if not any(values.get(name) for name in ("who", "words", "what")):
        wrong["who"] = forms.nothing_to_log()
    written = values.get("on")
    if written and read_day_alone(written, submitted.local_now) is None:
        wrong["on"] = no_day_to_come(written)
    return wrong


def as_message(submit: FormSubmit) -> TextMessage | None:
    """Return what a form tells as the line it would be in the conversation; None for a form that is no telling."""
    if submit.form == IMPORT_PROGRAMS:
        return _said(submit, f"import programs\n{submit.values.get('text', '')}")
    if submit.name != LOG:
        return None
    told = {name: value.strip().rstrip(".") for name, value in submit.values.items()}
    who = told.get("who", "")
    met = who if who.lower().startswith("met ") else f"met {who}"
    sentences = [met if who else "", told.get("words", ""), _next_step(told.get("what", ""), told.get("on", ""))]
    text = ". ".join(sentence for sentence in sentences if sentence)
    return _said(submit, text)


def _said(submit: FormSubmit, text: str) -> TextMessage:
    return TextMessage(submit.sender, text, submit.delivery_ids[0], submit.delivery_ids, reply_to=submit.reply_to)


def _next_step(what: str, on: str) -> str:
    if not on:
        return what
    try:
        day = date.fromisoformat(on)
    except ValueError:  # written where no day can be picked: "friday"
        return f"{what or 'follow up'} {on}"
    return f"{what or 'follow up'} on {day:%B} {day.day}, {day.year}"
