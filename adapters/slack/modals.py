"""A form as a Slack modal, and what was filled in read back."""

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from adapters.slack.text import cut, escaped
from bot.messages import Form, FormField

TITLE = 24
PLACEHOLDER = 150
MOST_FIELDS = 99
MOST_CHOICES = 100
CHOICE = 75
VALUE = "value"

Element = dict[str, Any]


def to_modal(form: Form, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the view. *kept* is handed back with what is filled in (kept_in)."""
    whole_title = [] if len(form.title) <= TITLE else [_section(form.title)]
    return {
        "type": "modal",
        "callback_id": form.name,
        "private_metadata": json.dumps(kept),
        "title": _plain(form.title, TITLE),
        "submit": _plain(form.submit, TITLE),
        "close": _plain("Cancel", TITLE),
        "blocks": [*whole_title, *(_input(field) for field in form.fields[:MOST_FIELDS])],
    }


def kept_in(view: Mapping[str, Any]) -> dict[str, Any]:
    try:
        kept = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def filled_in(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what was filled in, by field name; what was left empty is missing."""
    values = {}
    for name, actions in (view.get("state", {}).get("values") or {}).items():
        for state in actions.values():
            chosen = (state.get("selected_option") or {}).get("value")
            value = state.get("value") or state.get("selected_date") or state.get("selected_time") or chosen
            if value:
                values[name] = str(value)
    return values


def stood_in(view: Mapping[str, Any]) -> dict[str, str]:
    """Return the values that the fields were opened with, by field name."""
    stood = {}
    for block in view.get("blocks") or ():
        element = block.get("element") or {}
        option = (element.get("initial_option") or {}).get("value")
        for initial in (element.get("initial_value"), element.get("initial_date"), element.get("initial_time"), option):
            if initial:
                stood[block["block_id"]] = str(initial)
    return stood


def _input(field: FormField) -> dict[str, Any]:
    element = _ELEMENTS.get(field.kind, _text)(field)
    block = {
        "type": "input",
        "block_id": field.name,
        "label": _plain(field.label, 2000),
        "optional": not field.required,
        "element": {**element, "action_id": VALUE},
    }
    takes_no_placeholder = element["type"] in ("datepicker", "timepicker")
    return {**block, "hint": _plain(field.hint, 2000)} if field.hint and takes_no_placeholder else block


def _text(field: FormField) -> Element:
    element = {"type": "plain_text_input", "max_length": 3000, "multiline": field.kind == "words"}
    initial = {"initial_value": field.value[:3000]} if field.value else {}
    return {**element, **initial, **_placeholder(field)}


def _date(field: FormField) -> Element:
    return {"type": "datepicker", **_initial("initial_date", field.value, date.fromisoformat)}


def _time(field: FormField) -> Element:
    return {"type": "timepicker", **_initial("initial_time", field.value[:5], time.fromisoformat)}


def _choice(field: FormField) -> Element:
    if not field.choices:
        return _text(field)
    options = [{"text": _plain(each, CHOICE), "value": cut(each, CHOICE)} for each in field.choices[:MOST_CHOICES]]
    initial = next((option for option in options if option["value"] == cut(field.value, CHOICE)), None)
    return {
        "type": "static_select",
        "options": options,
        **({"initial_option": initial} if initial else {}),
        **_placeholder(field),
    }


_ELEMENTS: dict[str, Callable[[FormField], Element]] = {"date": _date, "time": _time, "choice": _choice}


def _initial(name: str, value: str, read: Callable[[str], object]) -> dict[str, str]:
    try:
        read(value)
    except ValueError:
        return {}
    return {name: value}


def _placeholder(field: FormField) -> Element:
    return {"placeholder": _plain(field.hint, PLACEHOLDER)} if field.hint else {}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _plain(text, 3000)}


def _plain(text: str, most: int) -> Element:
    # Slack takes no empty text, and a form with one in it not at all.
    return {"type": "plain_text", "text": cut(escaped(text), most) if text.strip() else "…", "emoji": False}
