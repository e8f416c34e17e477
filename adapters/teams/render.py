"""Reply -> Adaptive Card: the one place where a message of ours gets its looks in Teams.

Schema 1.5, the first with Action.Execute that old mobile clients still draw. A card never outgrows what Teams takes:
long words are cut and long lists are counted until it fits.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from adapters.plain_text import alt_text, plain_text
from adapters.teams.markdown import escaped, printable
from bot.messages import Button, Draft, Form, FormField, Item, Reply, Section
from bot.routes import BUTTONS

Card = dict[str, Any]
Elements = list[dict[str, Any]]
Link = tuple[str, str]
Place = Mapping[str, str]
"""What every button hands back beside its action: the message that it stands on, and whose post that is."""

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"
LARGEST = 27_000
"""Bytes of one card as it is sent. Teams refuses a message of more than 28 KB, and that holds a little besides."""
MOST_WORDS = (8_000, 3_000, 1_200, 500, 200)
"""Signs of one piece of text, tried in this order until the card fits."""
ADDRESS = "%:/?#@!$&'*+,;=-._~"
"""What stands in an address as it is; a bracket would end a link before its time."""
MOST_BUTTONS = 4
"""What a row holds, so that none is cut off beside an open chat list; Microsoft's own renderer takes five at most."""
ROW, AROUND_A_LABEL = 54, 5
"""Signs beside each other in a card of a chat, and the room that a button takes around its label."""
FALLBACK_WORDS = 1_000
TELL_THE_REST = "There is more than fits into one form: tell me the rest in a line."
US_ZONES = (
    ("America/New_York", "Eastern (New York)"),
    ("America/Chicago", "Central (Chicago)"),
    ("America/Denver", "Mountain (Denver)"),
    ("America/Phoenix", "Arizona (Phoenix)"),
    ("America/Los_Angeles", "Pacific (Los Angeles)"),
    ("America/Anchorage", "Alaska (Anchorage)"),
    ("Pacific/Honolulu", "Hawaii (Honolulu)"),
    ("America/Puerto_Rico", "Puerto Rico"),
)
"""Where residencies are; all 600 zones would not fit into a card, and any other can be said in words."""


@dataclass(frozen=True, slots=True)
class SeenBy:
    """Whose clients may ask what a card says now: one *user*, or everybody in the channel where a *cohort* posted it.

    *cohort* is the user id of the cohort's address ("#prelims").
    """

    user: str | None = None
    cohort: str | None = None


def to_card(reply: Reply, on: str, seen_by: SeenBy | None = None, links: Sequence[Link] = ()) -> Card:
    """Return the reply as a card of at most LARGEST bytes.

    *on* is the id of the message (Outgoing.id) that it stands on: every button hands it back. *seen_by* are those
    whose clients ask for the message's present state when the card comes into view. *links* are more to open,
    each a label and an address.
    """
    place = {"on": on, **({"cohort": seen_by.cohort} if seen_by and seen_by.cohort else {})}
    for words in MOST_WORDS:
        card = _card(_cut(reply, words), place, seen_by, links)
        if size_of(card) <= LARGEST:
            return card
    short = _shorter(_cut(reply, MOST_WORDS[-1]))
    while size_of(card := _card(short, place, seen_by, links)) > LARGEST:
        short = _shorter(short)
    return card


def size_of(card: Card) -> int:
    """Return how many bytes the card takes on the wire, where every sign beyond ASCII is written as an escape."""
    return len(json.dumps(card))


def to_dialog(
    form: Form,
    on: str,
    action: str,
    stood: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Card:
    """Return a form as the card of a dialog; sending it comes back as task/submit.

    *action* is the button's that opened it, and opens it again. *stood* is what the fields held at first (by default,
    what they hold now): only what was changed is told anew. *errors* are said by field name.
    """
    first = dict(stood) if stood is not None else {field.name: field.value for field in form.fields if field.value}
    card = _dialog(form, on, action, first, errors or {})
    while size_of(card) > LARGEST and len(form.fields) > 1:
        # What is not shown is not handed in either, so it stays as it stands.
        form = replace(form, fields=form.fields[:-1])
        kept = {field.name: first[field.name] for field in form.fields if field.name in first}
        card = _dialog(form, on, action, kept, errors or {}, rest=TELL_THE_REST)
    return card


def _dialog(
    form: Form, on: str, action: str, stood: Mapping[str, str], errors: Mapping[str, str], rest: str = ""
) -> Card:
    body: Elements = []
    for field in form.fields:
        body.append(_input(field))
        if field.name in errors:
            body.append(_text(errors[field.name], color="Attention", spacing="Small"))
    body += _lines(rest)
    data = {"vouch": {"form": form.name, "on": on, "opened": action, "stood": dict(stood)}}
    button = {"type": "Action.Submit", "title": form.submit, "data": data}
    return _whole(body, [button], plain_text(Reply("", form=form)))


def _card(reply: Reply, on: Place, seen_by: SeenBy | None, links: Sequence[Link]) -> Card:
    reply = reply.with_links_drawn()
    body = _title(reply.title) if reply.title else []
    body += _lines(reply.text)
    body += _facts([each for each in reply.fields if not _is_mail(each[1])])
    body += [_item(item, on) for item in reply.items]
    body += [element for section in reply.sections for element in _section(section, on)]
    if reply.draft:
        body.append(_draft(reply.draft))
    body += _picture(reply)
    body += _sources(reply)
    actions = _actions(reply.buttons, on)
    actions += [_open(label, url) for label, url in reply.fields if _is_mail(url)]
    if reply.form:
        body += [_input(field) for field in reply.form.fields]
        actions = [_send(reply.form, on), *actions]
    opened = [_open(label, url) for label, url in links]
    actions = [*opened, *actions] if reply.file else [*actions, *opened]  # a file is what was asked for
    card = _whole(body, actions, plain_text(reply))
    if seen_by and (seen_by.cohort or _has_buttons(reply)):
        refresh = {"type": "Action.Execute", "title": "Refresh", "verb": "refresh", "data": {"vouch": {**on}}}
        # Without user ids, everybody's client asks, in a channel of up to sixty; in a larger one whoever wants to.
        users = {"userIds": [seen_by.user]} if seen_by.user else {}
        card["refresh"] = {"action": refresh, **users}
    return card


def _whole(body: Elements, actions: Elements, words: str) -> Card:
    card: Card = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "body": body,
        "fallbackText": _shortened(printable(words), FALLBACK_WORDS),
    }
    rows = _rows(actions)
    body += rows[:-1]
    if rows:
        card["actions"] = rows[-1]["actions"]
    return card


def _title(title: str) -> Elements:
    return [_text(title, size="Medium", weight="Bolder", style="heading")]


def _lines(text: str) -> Elements:
    """A block for each line: within one, Teams would run them together. A blank line sets paragraphs apart."""
    blocks: Elements = []
    apart = True
    for line in text.split("\n"):
        if line.strip():
            blocks.append(_text(line, **({} if apart else {"spacing": "Small"})))
        apart = not line.strip()
    return blocks


def _text(text: str, **looks: Any) -> dict[str, Any]:
    return {"type": "TextBlock", "text": escaped(text), "wrap": True, **looks}


def _facts(fields: Sequence[tuple[str, str]]) -> Elements:
    facts = [{"title": escaped(label), "value": escaped(value)} for label, value in fields]
    return [{"type": "FactSet", "facts": facts}] if facts else []


def _section(section: Section, on: Place) -> Elements:
    inside = [_text(section.title, weight="Bolder"), *_lines(section.text), *_facts(section.fields)]
    inside += [_item(item, on, apart=number > 0) for number, item in enumerate(section.items)]
    inside += _rows(_actions(section.buttons, on))
    return [{"type": "Container", "separator": True, "items": inside}]


def _item(item: Item, on: Place, *, apart: bool = True) -> dict[str, Any]:
    inside = _lines(item.text) or [_text(" ")]
    inside += _rows(_actions(item.buttons, on))
    return {"type": "Container", "items": inside, **({"separator": True} if apart else {})}


def _sources(reply: Reply) -> Elements:
    """Return the sources as names to be pressed, in one small line."""
    if not reply.links:
        return []
    drawn = " · ".join(f"[{escaped(each.label)}]({quote(each.url, safe=ADDRESS)})" for each in reply.links)
    return [{"type": "TextBlock", "text": f"Sources: {drawn}", "wrap": True, "size": "Small", "isSubtle": True}]


def _picture(reply: Reply) -> Elements:
    """Return the picture, which Teams fetches; of an address that it would not fetch from, the address."""
    if not reply.picture:
        return []
    if not reply.picture.startswith("https://"):
        return [_text(reply.picture)]
    return [{"type": "Image", "url": reply.picture, "altText": printable(alt_text(reply)), "size": "Stretch"}]


def _draft(draft: Draft) -> dict[str, Any]:
    subject = [_text(f"Subject: {draft.subject}", weight="Bolder")] if draft.subject else []
    return {"type": "Container", "style": "emphasis", "items": [*subject, *_lines(draft.body)]}


# Buttons


def _actions(buttons: Sequence[Button], on: Place) -> Elements:
    return [_action(button, on) for button in buttons]


def _rows(actions: Elements) -> Elements:
    """Return the buttons in rows that fit beside each other; what does not, a card cuts off."""
    rows: list[Elements] = []
    room = 0
    for action in actions:
        wide = len(action["title"]) + AROUND_A_LABEL
        if not rows or len(rows[-1]) == MOST_BUTTONS or wide > room:
            rows.append([])
            room = ROW
        rows[-1].append(action)
        room -= wide
    return [{"type": "ActionSet", "actions": row} for row in rows]


def _action(button: Button, on: Place) -> dict[str, Any]:
    verb = button.verb
    data: dict[str, Any] = {"vouch": {"action": button.action, **on}}
    if verb in BUTTONS and BUTTONS[verb].opens_form:
        # Teams shows the form in a dialog, over the chat.
        return {"type": "Action.Submit", "title": button.label, "data": {"msteams": {"type": "task/fetch"}, **data}}
    # What stands in the inputs of the card is of no concern to any button but the one that sends them.
    return {"type": "Action.Execute", "title": button.label, "verb": verb, "data": data, "associatedInputs": "none"}


def _is_mail(value: str) -> bool:
    return value.startswith("mailto:")


def _open(label: str, url: str) -> dict[str, Any]:
    return {"type": "Action.OpenUrl", "title": label, "url": url}


def _send(form: Form, on: Place) -> dict[str, Any]:
    data = {"vouch": {"form": form.name, **on}}
    return {"type": "Action.Execute", "title": form.submit, "verb": "submit", "data": data}


def _has_buttons(reply: Reply) -> bool:
    within: list[Reply | Section | Item] = [reply, *reply.items]
    for section in reply.sections:
        within += [section, *section.items]
    return bool(reply.form) or any(part.buttons for part in within)


# Inputs


def _input(field: FormField) -> dict[str, Any]:
    # Only a line of text has room for a hint of its own.
    hint = "" if field.kind in ("text", "words") else _without_examples(field.hint)
    drawn: dict[str, Any] = {"id": field.name, "label": f"{field.label} ({hint})" if hint else field.label}
    if field.value:
        drawn["value"] = field.value
    if field.required:
        drawn |= {"isRequired": True, "errorMessage": f"{field.label} is needed."}
    match field.kind:
        case "date" if not field.value or _is_day(field.value):
            return {"type": "Input.Date", **drawn}
        case "time":
            return {"type": "Input.Time", **drawn}
        case "zone":
            return {"type": "Input.ChoiceSet", **drawn, **_choices(US_ZONES, field)}
        case "choice" if field.choices:
            return {"type": "Input.ChoiceSet", **drawn, **_choices([(each, each) for each in field.choices], field)}
    if field.kind == "words":
        drawn["isMultiline"] = True
    return {"type": "Input.Text", **drawn, **({"placeholder": field.hint} if field.hint else {})}


def _without_examples(hint: str) -> str:
    """Return a hint for what is picked and not typed.

    >>> _without_examples("“Nov 30” or “45 days”; 30 to 90 days")
    '30 to 90 days'
    """
    return ";".join(part for part in hint.split(";") if "“" not in part).strip()


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _choices(offered: Sequence[tuple[str, str]], field: FormField) -> dict[str, Any]:
    known = [value for value, _ in offered]
    own = [(field.value, field.value)] if field.value and field.value not in known else []
    choices = [{"title": words, "value": value} for value, words in (*own, *offered)]
    return {"style": "compact", "choices": choices}


# Making it fit


def _cut(reply: Reply, words: int) -> Reply:
    """Return the reply with no piece of text longer than *words* signs."""

    def fields(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((_shortened(label, words), _shortened(value, words)) for label, value in pairs)

    def items(of: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(replace(item, text=_shortened(item.text, words)) for item in of)

    draft = reply.draft
    return replace(
        reply,
        text=_shortened(reply.text, words),
        title=_shortened(reply.title, words) if reply.title else None,
        fields=fields(reply.fields),
        items=items(reply.items),
        sections=tuple(
            replace(each, text=_shortened(each.text, words), fields=fields(each.fields), items=items(each.items))
            for each in reply.sections
        ),
        draft=replace(draft, subject=_shortened(draft.subject, words), body=_shortened(draft.body, words))
        if draft
        else None,
    )


def _shorter(reply: Reply) -> Reply:
    """Return the reply with a part less: lists end sooner and say so, then facts go, and the newest words stay."""
    for part in ("items", "sections", "fields"):
        if held := getattr(reply, part):
            rest = max(1, len(held) // 4)
            return replace(reply, **{part: held[:-rest]}, text=_and_more(reply.text))
    if reply.form and reply.form.fields:
        return replace(reply, form=replace(reply.form, fields=reply.form.fields[:-1]))
    if reply.buttons:
        return replace(reply, buttons=reply.buttons[:-1])
    return Reply(_shortened(reply.text, MOST_WORDS[-1]), title=reply.title)


MORE = "There is more than fits into one message: ask for a part of it."


def _and_more(text: str) -> str:
    return text if text.endswith(MORE) else f"{text}\n{MORE}".strip()


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
