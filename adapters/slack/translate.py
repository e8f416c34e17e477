"""What Slack sends, as the neutral values of bot/messages.py. None means that there is nothing for us in it.

Shapes: Slack's documentation, "Events API", "Slash commands", "Interactivity: block_actions, view_submission".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from adapters.slack.modals import filled_in, kept_in, stood_in
from adapters.slack.render import PRESS, on_of, page_of
from adapters.slack.text import plain, without_mention
from bot.domain.resident import Address
from bot.messages import (
    READABLE,
    Attachment,
    ButtonPress,
    ChannelChanged,
    FormSubmit,
    Incoming,
    MemberJoined,
    MessageDeleted,
    MessageEdited,
    Reaction,
    TextMessage,
    ZoneChanged,
)

PLATFORM = "slack"

Payload = Mapping[str, Any]

# Subtypes of "message" that are a resident's own words; the others are notices of Slack's or of apps.
_TOLD = frozenset((None, "file_share", "thread_broadcast", "me_message"))

SIGNS = {
    "white_check_mark": "done",
    "heavy_check_mark": "done",
    "ballot_box_with_check": "done",
    "zzz": "later",
    "sleeping": "later",
}
"""Reactions on a message of ours that stand for one of its buttons, by Slack's name of the emoji."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a payload came from: the workspace (or organisation) whose installation it is, and names looked up for it.

    *bot_user* is our own user there, where it is known; *team* is the workspace within an organisation, which methods
    that list something want to be told there.
    """

    workspace: str
    bot_user: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    team: str | None = None

    @property
    def within(self) -> dict[str, str]:
        """Return what reply_to keeps of it."""
        return {"team": self.team} if self.team else {}

    def address(self, user: str, channel: str | None = None) -> Address:
        """*channel* is the direct message with Vouch, where it is known."""
        return Address(PLATFORM, self.workspace, user, {"channel": channel} if channel else {})


def from_event(body: Payload, origin: Origin) -> Incoming | None:
    """Return what an event of the Events API tells."""
    event = body.get("event") or {}
    read = _EVENTS.get(event.get("type", ""))
    return read(event, _ids(body), origin) if read else None


def from_membership(body: Payload, origin: Origin, channel: str) -> ChannelChanged:
    """Return who came into the channel of this name, or left it (member_joined_channel, member_left_channel)."""
    event = body["event"]
    joined = event["type"] == "member_joined_channel"
    return ChannelChanged(origin.address(str(event["user"])), channel, joined, _ids(body))


def _ids(body: Payload) -> tuple[str, ...]:
    return (body["event_id"],) if body.get("event_id") else ()


def _message(event: Payload, ids: tuple[str, ...], origin: Origin) -> Incoming | None:
    if event.get("channel_type", "im") != "im" or event.get("bot_id"):
        return None
    match event.get("subtype"):
        case "message_changed":
            return _edited(event, ids, origin)
        case "message_deleted":
            return _deleted(event, event.get("previous_message") or {}, event.get("deleted_ts"), ids, origin)
        case subtype if subtype in _TOLD:
            return _told(event, ids, origin)
    return None


def _told(event: Payload, ids: tuple[str, ...], origin: Origin) -> TextMessage | None:
    user, ts, channel = event.get("user"), event.get("ts"), event.get("channel")
    if not (user and ts and channel) or user == origin.bot_user:
        return None
    message_id = message_reference(channel, ts)
    thread = event.get("thread_ts")
    in_thread = bool(thread) and thread != ts
    text = plain(event.get("text") or "", origin.names)
    sent = event.get("files") or ()
    attachments = tuple(found for each in sent if (found := _attachment(each)))
    if not text.strip() and not sent:
        return None
    return TextMessage(
        origin.address(user, channel),
        text,
        message_id,
        (*ids, message_id),
        thread=message_reference(channel, str(thread)) if in_thread else None,
        files=len(sent) - len(attachments),
        attachments=attachments,
        reply_to={**({"thread_ts": str(thread)} if in_thread else {}), **origin.within},
    )


def _attachment(file: Payload) -> Attachment | None:
    """Return a file that can be imported."""
    name, where = str(file.get("name") or ""), file.get("url_private_download") or file.get("url_private")
    return Attachment(name, str(where)) if where and name.casefold().endswith(READABLE) else None


def _edited(event: Payload, ids: tuple[str, ...], origin: Origin) -> Incoming | None:
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    user, ts, channel = now.get("user"), now.get("ts"), event.get("channel")
    if now.get("subtype") == "tombstone":  # deleted with replies under it: an empty shell stays
        return _deleted(event, before or now, ts, ids, origin)
    if not (user and ts and channel) or now.get("bot_id") or user == origin.bot_user:
        return None
    if before and before.get("text") == now.get("text"):
        return None  # Slack unfurled a link, or somebody replied in the thread
    edited = (now.get("edited") or {}).get("ts")
    message_id = message_reference(channel, ts)
    text = plain(now.get("text") or "", origin.names)
    seen_as = f"{message_id}:edited:{edited or event.get('ts')}"
    return MessageEdited(origin.address(user, channel), message_id, text, (*ids, seen_as), _moment(edited))


def _deleted(
    event: Payload, before: Payload, ts: object, ids: tuple[str, ...], origin: Origin
) -> MessageDeleted | None:
    user, channel = before.get("user"), event.get("channel")
    if not (user and ts and channel) or before.get("bot_id") or user == origin.bot_user:
        return None
    message_id = message_reference(channel, str(ts))
    return MessageDeleted(origin.address(user, channel), message_id, (*ids, f"{message_id}:deleted"))


def _mentioned(event: Payload, ids: tuple[str, ...], origin: Origin) -> TextMessage | None:
    """What is said to us in a channel: answered there, for the asker's eyes only."""
    user, ts, channel = event.get("user"), event.get("ts"), event.get("channel")
    if not (user and ts and channel) or event.get("bot_id") or user == origin.bot_user:
        return None
    said = event.get("text") or ""
    if origin.bot_user:
        words = without_mention(said, origin.bot_user)
    else:  # whoever is called first is most likely us
        words = said.partition(">")[2] if said.lstrip().startswith("<@") else said
    message_id = message_reference(channel, ts)
    thread = {"thread_ts": event["thread_ts"]} if event.get("thread_ts") else {}
    return TextMessage(
        origin.address(user),
        plain(words, origin.names).strip() or "help",
        message_id,
        (*ids, message_id),
        command="/vouch",
        channel=channel,
        reply_to={"channel": channel, **thread, **origin.within},
    )


def _reacted(event: Payload, ids: tuple[str, ...], origin: Origin) -> Reaction | None:
    item, user = event.get("item") or {}, event.get("user")
    verb = SIGNS.get(str(event.get("reaction")).partition("::")[0])
    if verb is None or not user or user == origin.bot_user or item.get("type") != "message":
        return None
    on = message_reference(item.get("channel", ""), item.get("ts", ""))
    seen_as = f"{on}:{event.get('reaction')}:{event.get('event_ts')}"
    return Reaction(origin.address(user, item.get("channel")), verb, on, (*ids, seen_as))


def _user_changed(event: Payload, ids: tuple[str, ...], origin: Origin) -> ZoneChanged | None:
    user = event.get("user") or {}
    if not (user.get("id") and user.get("tz")) or user.get("deleted"):
        return None
    return ZoneChanged(origin.address(user["id"]), user["tz"], ids)


def _joined(event: Payload, ids: tuple[str, ...], origin: Origin) -> MemberJoined | None:
    user = event.get("user") or {}
    if not user.get("id") or user.get("is_bot") or user.get("deleted"):
        return None
    return MemberJoined(origin.address(user["id"]), ids)


_EVENTS: Mapping[str, Callable[[Payload, tuple[str, ...], Origin], Incoming | None]] = {
    "message": _message,
    "app_mention": _mentioned,
    "reaction_added": _reacted,
    "user_change": _user_changed,
    "team_join": _joined,
}


def from_command(body: Payload, origin: Origin, own_channel: str | None) -> TextMessage:
    """Return a slash command. *own_channel* is the resident's direct message with us, where it is known.

    Anywhere else the answer is for the resident's eyes only.
    """
    channel = body.get("channel_id") or ""
    at_home = bool(own_channel) and channel == own_channel
    once = f"command:{body.get('trigger_id') or body.get('response_url')}"
    return TextMessage(
        origin.address(body["user_id"], own_channel),
        plain(body.get("text") or "", origin.names).strip(),
        once,
        (once,),
        command=body["command"],
        channel=None if at_home else channel,
        reply_to={**({} if at_home else _way_back(body, channel)), **origin.within},
    )


def from_press(body: Payload, action: Payload, origin: Origin) -> ButtonPress | None:
    """Return a press of one of our buttons, or a choice from a menu of ours."""
    user = (body.get("user") or {}).get("id")
    wanted = action.get("value") or (action.get("selected_option") or {}).get("value")
    if not user or not wanted or not str(action.get("action_id", "")).startswith(PRESS):
        return None
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    ts = container.get("message_ts") or (body.get("message") or {}).get("ts") or ""
    on = on_of(str(action.get("block_id", ""))) or (message_reference(channel, ts) if ts else "")
    once = f"press:{on}:{action.get('action_id')}:{action.get('action_ts') or body.get('trigger_id')}"
    in_own = channel.startswith("D") and not container.get("is_ephemeral")
    page = page_of(str(action.get("block_id", "")))
    return ButtonPress(
        origin.address(user, channel if in_own else None),
        wanted,
        on,
        (once,),
        reply_to=_way_back(body, channel, replaces=bool(container.get("is_ephemeral")))
        if channel and not in_own
        else ({"page": str(page)} if page else {}),
    )


def from_modal(body: Payload, origin: Origin) -> FormSubmit | None:
    """Return a modal that was sent."""
    view, user = body.get("view") or {}, (body.get("user") or {}).get("id")
    if not user or not view.get("callback_id"):
        return None
    kept = kept_in(view)
    once = f"view:{view.get('id')}:{view.get('hash') or body.get('trigger_id') or ''}"
    return FormSubmit(
        origin.address(user, kept.get("own_channel")),
        view["callback_id"],
        kept.get("on", ""),
        filled_in(view),
        (once,),
        stood=stood_in(view),
        reply_to=kept.get("reply_to") or {},
    )


def message_reference(channel: str, ts: str) -> str:
    """Return how we name a message of Slack's: a ts is unique within its channel only."""
    return f"{channel}:{ts}"


def channel_and_ts(reference: str) -> tuple[str, str]:
    channel, _, ts = reference.partition(":")
    return channel, ts


def _way_back(body: Payload, channel: str, *, replaces: bool = False) -> dict[str, str]:
    """Return how an answer reaches the resident alone, in the channel where they are."""
    url = {"response_url": body["response_url"]} if body.get("response_url") else {}
    name = {"channel_name": body["channel_name"]} if body.get("channel_name") else {}
    return {"channel": channel, **url, **name, **({"replaces": "yes"} if replaces else {})}


def _moment(ts: str | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(ts), UTC) if ts else None
    except ValueError:
        return None
