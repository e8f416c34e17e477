"""Teams activity -> what the bot understands. Decides nothing; whatever is missing in an activity is done without."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from botbuilder.schema import Activity, ActivityTypes

from adapters.teams.quoting import Written, written
from bot.domain.local_time import is_zone
from bot.domain.resident import Address
from bot.messages import (
    READABLE,
    Attachment,
    ButtonPress,
    ChannelChanged,
    FormSubmit,
    MessageDeleted,
    MessageEdited,
    Reaction,
    TextMessage,
)

PLATFORM = "teams"
_OWN_TYPES = ("text/html", "application/vnd.microsoft.card.adaptive")
"""Attachments that are part of the message itself, and no file."""
FILE_TYPE = "application/vnd.microsoft.teams.file.download.info"
_NO_TENANT = "no-tenant"
SIGNS = {
    "done": ("like", "✅", "2705", "checkmark"),
    "later": ("💤", "1f4a4", "sleep", "😴", "1f634", "⏰", "23f0"),
}
"""What a reaction stands for. Teams names one by a word, by its sign, or by code point and word ("1f4a4_zzz")."""


def is_personal(activity: Activity) -> bool:
    """Tell whether only the resident and Vouch are in this conversation."""
    conversation = activity.conversation
    if str(activity.name or "").startswith("composeExtension/"):
        return False  # the message extension is used in chats with others, which Teams may call personal too
    if conversation.conversation_type:
        return bool(conversation.conversation_type == "personal")
    data = _data(activity)
    return not (conversation.is_group or data.get("team") or data.get("channel"))


def to_address(activity: Activity) -> Address:
    """Return who wrote, with what it takes to reach them: the personal conversation where this is it."""
    reference = {
        "service_url": activity.service_url,
        "bot": activity.recipient.id if activity.recipient else None,
        "zone": zone_of(activity),
    }
    if is_personal(activity):
        reference |= {"conversation": activity.conversation.id, "state": ""}
    known = {name: value for name, value in reference.items() if value is not None}
    return Address(PLATFORM, tenant_of(activity), activity.from_property.id, known)


def place_of(activity: Activity) -> dict[str, str]:
    """Return what it takes to post in the channel that this was written in: below no message of it."""
    return {"service_url": activity.service_url, "conversation": activity.conversation.id.partition(";")[0]}


def tenant_of(activity: Activity) -> str:
    """Return the tenant, from wherever an activity names it."""
    # The SDK knows it as tenantID, where Teams writes tenantId.
    told = (activity.conversation.additional_properties or {}).get("tenantId") or activity.conversation.tenant_id
    data = _data(activity).get("tenant")
    return str(told or (data.get("id") if isinstance(data, Mapping) else None) or _NO_TENANT)


def zone_of(activity: Activity) -> str | None:
    """Return the IANA zone of the resident's own client, None where it tells none that is known."""
    told = [activity.local_timezone]
    told += [entity.get("timezone") for entity in _entities(activity) if entity.get("type") == "clientInfo"]
    return next((zone for zone in told if isinstance(zone, str) and is_zone(zone)), None)


def is_from_vouch(activity: Activity) -> bool:
    recipient = activity.recipient.id if activity.recipient else None
    return bool(activity.from_property.role == "bot" or activity.from_property.id == recipient)


def to_memberships(activity: Activity, channel: str) -> list[ChannelChanged]:
    """Return who came into the channel of this name, or left it, as a conversationUpdate of its team tells."""
    vouch = activity.recipient.id if activity.recipient else None
    reference = {**place_of(activity), **({"bot": vouch} if vouch else {})}
    changes = [(member, True) for member in activity.members_added or ()]
    changes += [(member, False) for member in activity.members_removed or ()]
    return [
        ChannelChanged(
            Address(PLATFORM, tenant_of(activity), member.id, reference),
            channel,
            joined,
            (f"{event_id_of(activity)}:{member.id}:{channel}",) if activity.id else (),
        )
        for member, joined in changes
        if member.id and not member.id.startswith("28:") and member.id != vouch
    ]


def is_without_vouch(activity: Activity) -> bool:
    """Tell whether Vouch was taken out of the conversation or team: by either of the two activities that say so."""
    if activity.type == ActivityTypes.installation_update:
        return str(activity.action or "").startswith("remove")
    vouch = activity.recipient.id if activity.recipient else None
    return any(member.id == vouch for member in activity.members_removed or ())


def to_text_message(activity: Activity, address: Address, channel: str | None = None) -> TextMessage:
    """Return a line that the resident wrote. In a group or channel, the words that called Vouch are left out.

    *channel* is the name of the channel it was written in, where it is known.
    """
    said = words_of(activity)
    attachments = tuple(found for each in activity.attachments or () if (found := _attachment(each)))
    return TextMessage(
        address,
        said.words,
        message_id_of(activity),
        (message_id_of(activity),),
        thread=said.quoted or activity.reply_to_id,
        channel=channel,
        files=sum(each.content_type not in _OWN_TYPES for each in activity.attachments or ()) - len(attachments),
        attachments=attachments,
        reply_to=came_from(activity),
    )


def _attachment(sent: Any) -> Attachment | None:
    """Return a file that can be imported, which residents hand over in their own chat alone."""
    content = sent.content if isinstance(sent.content, Mapping) else {}
    name, where = str(sent.name or ""), content.get("downloadUrl")
    readable = sent.content_type == FILE_TYPE and where and name.casefold().endswith(READABLE)
    return Attachment(name, str(where)) if readable else None


def to_edit(activity: Activity, address: Address) -> MessageEdited:
    """Return an edit. A repeat of it has the same moment; without one it is told by its words changing nothing."""
    at: datetime | None = activity.timestamp
    ids = (f"{message_id_of(activity)}:edited:{at.isoformat()}",) if at else ()
    restored = _data(activity).get("eventType") == "undeleteMessage"
    return MessageEdited(address, message_id_of(activity), words_of(activity).words, ids, at, restored)


def to_deletion(activity: Activity, address: Address) -> MessageDeleted:
    return MessageDeleted(address, message_id_of(activity))


def to_press_or_form(activity: Activity, address: Address, data: Mapping[str, Any]) -> ButtonPress | FormSubmit | None:
    """Return what a card's button sent: *data* is what it carries, the values of inputs among it. None: not ours."""
    ours = payload_of(data)
    on, ids = str(ours.get("on") or ""), (event_id_of(activity),) if activity.id else ()
    if action := ours.get("action"):
        return ButtonPress(address, str(action), on, ids, came_from(activity))
    if form := ours.get("form"):
        stood = ours.get("stood")
        stood = {str(k): str(v) for k, v in stood.items()} if isinstance(stood, Mapping) else {}
        return FormSubmit(address, str(form), on, values_in(data), ids, stood, came_from(activity))
    return None


def payload_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what we put into a button, wherever in its data the client has it: Teams nests that of a dialog."""
    for place in (data, data.get("data"), data.get("msteams")):
        if isinstance(place, Mapping) and isinstance(place.get("vouch"), Mapping):
            found: Mapping[str, Any] = place["vouch"]
            return found
    return {}


def values_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what was filled into inputs, by their names; what was left empty is left out."""
    places = [data, *(each for each in (data.get("data"),) if isinstance(each, Mapping))]
    return {
        name: value.strip()
        for place in places
        for name, value in place.items()
        if name not in ("vouch", "msteams", "data", "type") and isinstance(value, str) and value.strip()
    }


def words_of(activity: Activity) -> Written:
    """Return the words that are the resident's own in this message, and which message of ours they quote."""
    html = _html(activity)
    quoting = written(html) if html and "blockquote" in html else None
    text = quoting.words if quoting and quoting.quoted else str(activity.text or "")
    if activity.text_format == "xml" and not (quoting and quoting.quoted):
        text = written(_without_mentions(activity, text)).words
    return Written(_without_mentions(activity, text).strip(), quoting.quoted if quoting else None)


def message_id_of(activity: Activity) -> str:
    """Return the id of the message, which is unique within its conversation alone."""
    return f"{activity.conversation.id}:{activity.id}" if activity.id else uuid4().hex


def event_id_of(activity: Activity) -> str:
    return f"{activity.conversation.id}:event:{activity.id}"


def came_from(activity: Activity) -> dict[str, str]:
    """Return the group or channel that this was written in, {} for a personal chat."""
    return {} if is_personal(activity) else {"channel": activity.conversation.id}


def _without_mentions(activity: Activity, text: str) -> str:
    """Return the text without the mentions of Vouch; anybody else's stay as their names."""
    vouch = activity.recipient.id if activity.recipient else None
    for entity in _entities(activity):
        if entity.get("type") != "mention" or not entity.get("text"):
            continue
        mentioned = entity.get("mentioned")
        mentioned = mentioned if isinstance(mentioned, Mapping) else {}
        instead = "" if mentioned.get("id") == vouch else str(mentioned.get("name") or "")
        text = text.replace(str(entity["text"]), instead)
    text = re.sub(r"</?at(\s[^>]*)?>", "", text)
    return re.sub(r"[ \t]{2,}", " ", re.sub(r"\u00a0|&nbsp;", " ", text))


def _entities(activity: Activity) -> list[Mapping[str, Any]]:
    return [{"type": entity.type, **(entity.additional_properties or {})} for entity in activity.entities or []]


def _html(activity: Activity) -> str:
    for attachment in activity.attachments or []:
        if attachment.content_type == "text/html" and isinstance(attachment.content, str):
            html: str = attachment.content
            return html
    return ""


def _data(activity: Activity) -> Mapping[str, Any]:
    return activity.channel_data if isinstance(activity.channel_data, Mapping) else {}


def to_reaction(activity: Activity, address: Address) -> Reaction | None:
    """Return what a reaction to a message of ours stands for: a thumb up is Done, a sleeping face Later."""
    added = [str(reaction.type or "").lower() for reaction in activity.reactions_added or []]
    verb = next((verb for verb, signs in SIGNS.items() if any(_is_sign(name, signs) for name in added)), None)
    if verb is None or not activity.reply_to_id:
        return None
    return Reaction(address, verb, activity.reply_to_id, (event_id_of(activity),) if activity.id else ())


def _is_sign(name: str, signs: Sequence[str]) -> bool:
    return any(name == sign or name.startswith(f"{sign}_") for sign in signs)
