"""Which draft an occasion calls for: what the button "Draft it" of its nudge does."""

from collections.abc import Callable, Mapping

from bot.domain.draft import DraftKind
from bot.domain.letters import latest_letters
from bot.domain.names import fold
from bot.domain.nudge import follow_up_in
from bot.planning.network import DIRECTORS, is_outside
from bot.planning.wins import still_to_tell
from bot.replies.occasions.scene import Scene, contact_of, event_of
from bot.replies.saved import DRAFTABLE


def draft_for(scene: Scene, about: str) -> str:
    """Return the action that drafts what the occasion *about* calls for; empty where no words are called for."""
    kind, _, ids = about.partition(":")
    return _DRAFTS[kind](scene, ids.split(":")) if kind in _DRAFTS else ""


def _drafting(kind: DraftKind, contact_id: str | None, about: str = "") -> str:
    """Return the action of a draft to a contact; *about* names the record it is about."""
    return f"draft_kind:{kind}:{contact_id or ''}{f':{about}' if about else ''}" if contact_id or about else ""


def _follow_up(scene: Scene, ids: list[str]) -> str:
    record_id, _ = follow_up_in(ids[0])
    follow_up = next((each for each in scene.kept.follow_ups if each.id == record_id), None)
    if follow_up:
        owed = len(ids) == 1 and follow_up.kind in DRAFTABLE and contact_of(scene, follow_up.contact_id)
        return f"draft:{follow_up.id}" if owed else ""
    draft = next((each for each in scene.kept.drafts if each.id == ids[0]), None)
    return f"tone:{draft.tone}:{draft.id}" if draft else ""  # shown once more, as it was


def _letter(scene: Scene, ids: list[str]) -> str:
    if contact_of(scene, ids[0]) is None or ids[0] not in latest_letters(scene.kept.facts):
        return ""
    return _drafting(DraftKind.LETTER_PACKET if ids[-1] == "packet" else DraftKind.LETTER_REMINDER, ids[0])


def _conference(scene: Scene, ids: list[str]) -> str:
    return _drafting(DraftKind.CONFERENCE_FOLLOW_UP, ids[0]) if contact_of(scene, ids[0]) else ""


def _rotation(scene: Scene, ids: list[str]) -> str:
    event = event_of(scene, ids[0])
    kind = {"first": None, "mid": None, "last": DraftKind.LETTER_REQUEST}.get(ids[-1], DraftKind.THANK_YOU)
    return _drafting(kind, event.contact_ids[0]) if kind and event and event.contact_ids else ""


def _cadence(scene: Scene, ids: list[str]) -> str:
    return _drafting(DraftKind.CHECK_IN, ids[0]) if contact_of(scene, ids[0]) else ""


def _win(scene: Scene, ids: list[str]) -> str:
    deed = next((each for each in scene.kept.deeds if each.id == ids[0]), None)
    people = still_to_tell(deed, scene.resident, scene.kept) if deed else []
    return _drafting(DraftKind.UPDATE, people[0].id, f"deed:{ids[0]}") if people else ""


def _opening(scene: Scene, ids: list[str]) -> str:
    fact = next((each for each in scene.kept.facts if each.id == ids[0]), None)
    if fact is None:
        return ""
    place = set(fold(fact.about))
    there = ((each, set(fold(each.position.institution or ""))) for each in scene.kept.contacts)
    known = next((each for each, home in there if home and (home <= place or place <= home)), None)
    return _drafting(DraftKind.OPENING_INQUIRY, known.id if known else None, f"opening:{fact.id}")


def _milestone(scene: Scene, ids: list[str]) -> str:
    """Return the request for the formal talk, where the own PD is known and is one person."""
    if ids[0] not in ("meet-director", "ask-conversion"):
        return ""
    directors = (each for each in scene.kept.contacts if each.position.role in DIRECTORS)
    own = [each for each in directors if not is_outside(each, scene.resident, scene.kept)]
    return _drafting(DraftKind.DIRECTOR_MEETING, own[0].id) if len(own) == 1 else ""


_DRAFTS: Mapping[str, Callable[[Scene, list[str]], str]] = {
    "follow_up": _follow_up,
    "letter": _letter,
    "conference": _conference,
    "rotation": _rotation,
    "cadence": _cadence,
    "win": _win,
    "opening": _opening,
    "milestone": _milestone,
}
