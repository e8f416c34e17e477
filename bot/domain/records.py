"""Every kind of thing kept for a resident. Storage seals each alike, so a new kind is one line here."""

import msgspec

from bot.domain.announcement import Announcement
from bot.domain.application import Brief, FilledOpening, LetterPlan, OpeningTerm, PackageDocument
from bot.domain.audit import AuditEntry
from bot.domain.cohort import CohortProfile, KeptApart, MemberName, MemberTally
from bot.domain.contact import Contact, Distinction, Merge
from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import Event, FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.nudge import Occasion, Response
from bot.domain.own_words import OwnWord
from bot.domain.peers import PeerRound, PeerWish
from bot.domain.program import ChosenProgram, Program
from bot.domain.sharing import Share, SharedClaim
from bot.domain.year import Deed, Promise

type_of = {
    "contact": Contact,
    "distinction": Distinction,
    "merge": Merge,
    "encounter": Encounter,
    "fact": Fact,
    "follow_up": FollowUp,
    "event": Event,
    "occasion": Occasion,
    "own_word": OwnWord,
    "response": Response,
    "promise": Promise,
    "deed": Deed,
    "announcement": Announcement,
    "draft": WrittenDraft,
    "document": PackageDocument,
    "filled_opening": FilledOpening,
    "opening_term": OpeningTerm,
    "letter": LetterPlan,
    "brief": Brief,
    "audit": AuditEntry,
    "program": Program,
    "chosen_program": ChosenProgram,
    "share": Share,
    "shared_claim": SharedClaim,
    "peer_wish": PeerWish,
    "peer_round": PeerRound,
    "cohort_profile": CohortProfile,
    "kept_apart": KeptApart,
    "member_name": MemberName,
    "member_tally": MemberTally,
}

_name_of: dict[type[object], str] = {kind: name for name, kind in type_of.items()}

Record = (
    Contact
    | Distinction
    | Merge
    | Encounter
    | Fact
    | FollowUp
    | Event
    | Occasion
    | OwnWord
    | Response
    | Promise
    | Deed
    | Announcement
    | WrittenDraft
    | PackageDocument
    | FilledOpening
    | OpeningTerm
    | LetterPlan
    | Brief
    | AuditEntry
    | Program
    | ChosenProgram
    | Share
    | SharedClaim
    | PeerWish
    | PeerRound
    | CohortProfile
    | KeptApart
    | MemberName
    | MemberTally
)

Holding = Encounter | Fact | FollowUp | Event | Promise | Deed | WrittenDraft
"""What was told of contacts: it points at them, and moves when two become one."""


def kind_of(record: Record | type[object]) -> str:
    """Return the name under which this kind of record is stored."""
    return _name_of[record if isinstance(record, type) else type(record)]


def record_from(kind: str, image: bytes | None) -> Record | None:
    """Return the record that an image of it (Change.before, UnitOfWork.image) shows; None for none, or a resident's."""
    if image is None or kind not in type_of:
        return None
    record: Record = msgspec.json.decode(image, type=type_of[kind])
    return record


def contacts_in(record: Record) -> set[str]:
    """Return the ids of the contacts that a record speaks of, its own left out."""
    match record:
        case Encounter() | Event() | Deed():
            return set(record.contact_ids)
        case Fact():
            return {each for each in (record.contact_id, record.said_by) if each}
        case FollowUp() | WrittenDraft():
            return {record.contact_id} if record.contact_id else set()
        case Promise():
            return {record.contact_id}
        case Distinction():
            return {record.contact_id, record.other_contact_id}
        case Merge():
            return {record.kept.id}
        case LetterPlan() | Brief():
            return {record.id}
        case _:
            return set()
