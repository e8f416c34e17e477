"""What passes between the conversation and its faces: plain frozen values, the same on every platform.

A face turns what its platform sent into one of the Incoming values, and draws a Reply in its platform's best form.
Text is plain, never markup: each face escapes it and decides what bold looks like.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import get_args

import msgspec

from bot.domain.announcement import Report
from bot.domain.resident import Address


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message and that Vouch can read. *where* is the platform's own way to fetch it."""

    name: str
    where: str


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A line from a resident. *delivery_ids* are all the ids by which the platform might repeat it.

    *thread* is our message that it replies to, by our id or by the platform's reference (Messenger.send). *command* is
    "/vouch" or "/met" for a slash command, and *channel* where that was typed; the answer is for the resident's eyes
    only. *files* is how many came with it that Vouch leaves alone, *attachments* are those that it reads. *reply_to* is
    how the platform wants an answer to just this sent: opaque, handed back in Outgoing.reply_to.
    """

    sender: Address
    text: str
    message_id: str
    delivery_ids: tuple[str, ...] = ()
    thread: str | None = None
    command: str | None = None
    channel: str | None = None
    files: int = 0
    attachments: tuple[Attachment, ...] = ()
    reply_to: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """*edited_at* is UTC where the platform tells it: of two edits that arrive in the wrong order the later stands.

    *restored*: a deletion was taken back, so that what the message says counts again.
    """

    sender: Address
    message_id: str
    text: str
    delivery_ids: tuple[str, ...] = ()
    edited_at: datetime | None = None
    restored: bool = False


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    sender: Address
    message_id: str
    delivery_ids: tuple[str, ...] = ()


class _Acting:
    """What carries an action, "verb:target"."""

    __slots__ = ()
    action: str

    @property
    def verb(self) -> str:
        return self.action.partition(":")[0]

    @property
    def target(self) -> str:
        return self.action.partition(":")[2]


@dataclass(frozen=True, slots=True)
class ButtonPress(_Acting):
    """*action* is the pressed button's; *on* is the id (Outgoing.id) of our message that it stands on.

    Where the face has only the platform's reference of that message, it gives that. "" for a button of the dashboard.
    *reply_to* as in TextMessage.
    """

    sender: Address
    action: str
    on: str
    delivery_ids: tuple[str, ...] = ()
    reply_to: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reaction:
    """A sign put on our message *on* that stands for its button with this *verb* ("done", "later")."""

    sender: Address
    verb: str
    on: str
    delivery_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSubmit:
    """*form* is the Form's name with its target ("edit:01J…"), *values* by field name; an empty one was skipped.

    *on* is the message that showed the form, or the one whose button opened it. *stood* holds the values that the form
    was opened with, where the face knows them and no message of ours does: what stands as it stood was not told anew.
    """

    sender: Address
    form: str
    on: str
    values: dict[str, str] = field(default_factory=dict)
    delivery_ids: tuple[str, ...] = ()
    stood: dict[str, str] = field(default_factory=dict)
    reply_to: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.form.partition(":")[0]

    @property
    def target(self) -> str:
        return self.form.partition(":")[2]


@dataclass(frozen=True, slots=True)
class ZoneChanged:
    """The platform tells the resident's IANA zone anew; a zone it told before changes nothing."""

    sender: Address
    tz: str
    delivery_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelChanged:
    """*sender* came into a channel that Vouch is in (*joined*), or left it. *channel* is its name without its sign."""

    sender: Address
    channel: str
    joined: bool
    delivery_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """*sender* is new in the workspace, and is to be greeted."""

    sender: Address
    delivery_ids: tuple[str, ...] = ()


READABLE = (".csv", ".vcf", ".vcard", ".ics", ".ical", ".json")
"""How the names of files end that can be imported."""


Incoming = (
    TextMessage
    | MessageEdited
    | MessageDeleted
    | ButtonPress
    | Reaction
    | FormSubmit
    | ZoneChanged
    | ChannelChanged
    | MemberJoined
)

_KINDS: dict[str, type[Incoming]] = {kind.__name__: kind for kind in get_args(Incoming)}


@dataclass(frozen=True, slots=True)
class Button(_Acting):
    """*action* is "verb:target" (at most 2,000 characters), handed back unchanged in a ButtonPress."""

    label: str
    action: str


SAY = "say"
"""The verb of a button that says words for the resident: pressing it is as telling them."""


def say(label: str, words: str) -> Button:
    return Button(label, f"{SAY}:{words}")


LINKS_LISTED = "Sources"
"""The label of a button that lists the addresses of a reply's links, for a face that draws none."""


@dataclass(frozen=True, slots=True)
class FormField:
    """*kind* is text, words (several lines), date, time, zone or choice. Any may be left empty unless *required*."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    title: str
    fields: tuple[FormField, ...]
    submit: str = "Save"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list or digest, with buttons of its own. *about* as in Reply."""

    text: str
    about: str | None = None
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a long reply such as the dashboard, under a heading of its own."""

    title: str
    text: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A source that can be opened, by a short name. A face that draws no links leaves it out: *url* is long."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for the resident to send. *gaps* are the places of *body* that only the resident can fill."""

    subject: str
    body: str
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file of text for the resident to keep."""

    name: str
    media_type: str
    content: str


RECALL = "recall"
"""The kind of a reply that takes the message away which it replaces."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of ours, undrawn. *title* stands first and stands out; *fields* are label and value.

    *about* names the occasions of a nudge or digest ("follow_up:01J…"). *discreet*: a notification, which a lock screen
    may show to others, says only that there is something (Resident.discreet). *report* holds the sums of an
    announcement, *code* a code that the text shows, *picture* the address of a picture, *links* the sources behind the
    words. Those of a RECALL are shown where a platform cannot take a message away.
    """

    text: str
    title: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()
    buttons: tuple[Button, ...] = ()
    form: Form | None = None
    draft: Draft | None = None
    about: tuple[str, ...] = ()
    kind: str = "reply"  # reply, nudge, digest, announcement, recall, error
    sections: tuple[Section, ...] = ()
    discreet: bool = False
    report: Report | None = None
    code: str | None = None
    picture: str | None = None
    file: File | None = None
    links: tuple[Link, ...] = ()

    def with_links_drawn(self) -> "Reply":
        """Return the reply as a face shows it that draws its links: without the button that lists them once more."""
        if not self.links:
            return self
        return replace(self, buttons=tuple(each for each in self.buttons if each.label != LINKS_LISTED))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A Reply on its way. *id* is ours and the idempotency key; *re* is the message_id or delivery id it answers.

    *replaces* is the id of an earlier message of ours that this one changes in place, *updates* the platform's
    reference of that message where it is known. *reply_to* as in TextMessage. In a *channel* it is for the eyes of *to*
    alone, unless *to* is a cohort: then it is a post that everybody there sees.
    """

    id: str
    to: Address
    reply: Reply
    re: str | None = None
    channel: str | None = None
    replaces: str | None = None
    updates: str | None = None
    reply_to: dict[str, str] = field(default_factory=dict)


def reply_to_json(reply: Reply) -> bytes:
    """Return the reply in the form in which a delivery keeps it."""
    return msgspec.json.encode(reply)


def reply_from_json(content: bytes) -> Reply:
    """Return the reply that reply_to_json wrote; raises msgspec.ValidationError for anything else."""
    return msgspec.json.decode(content, type=Reply)


def incoming_to_json(incoming: Incoming) -> bytes:
    """Return what came in, in the form in which it is kept until it is answered."""
    return msgspec.json.encode((type(incoming).__name__, incoming))


def incoming_from_json(content: bytes) -> Incoming:
    """Return what incoming_to_json wrote; raises msgspec.ValidationError, KeyError for anything else."""
    kind, value = msgspec.json.decode(content, type=tuple[str, msgspec.Raw])
    return msgspec.json.decode(value, type=_KINDS[kind])
