"""Words written for the resident to send: what kind, to whom, and what they filled in."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.note import Source


class DraftKind(StrEnum):
    THANK_YOU = "thank_you"
    CONFERENCE_FOLLOW_UP = "conference_follow_up"
    COLD_EMAIL = "cold_email"
    ADVICE_REQUEST = "advice_request"
    SEND_PROMISED = "send_promised"
    CHECK_IN = "check_in"
    LINKEDIN_NOTE = "linkedin_note"
    LINKEDIN_HEADLINE = "linkedin_headline"
    LETTER_REQUEST = "letter_request"
    LETTER_PACKET = "letter_packet"
    LETTER_REMINDER = "letter_reminder"
    MENTOR_ASK = "mentor_ask"
    CALL_REQUEST = "call_request"
    DIRECTOR_MEETING = "director_meeting"
    MENTOR_BRIEF = "mentor_brief"
    INTRODUCTION = "introduction"
    VISA_PHRASE = "visa_phrase"
    OPENING_INQUIRY = "opening_inquiry"
    UPDATE = "update"
    CV_BULLETS = "cv_bullets"


class Tone(StrEnum):
    USUAL = "usual"
    SHORTER = "shorter"
    FORMAL = "formal"
    WARMER = "warmer"


class AddedAs(StrEnum):
    CLAUSE = "clause"  # "I presented at SGIM": the template says it within a sentence
    MATTER = "matter"  # "my QI project": what is to be said of it is a gap
    SENTENCE = "sentence"  # as it stands
    INSTEAD = "instead"  # where other words stood


@dataclass(frozen=True, slots=True)
class Addition:
    """What the resident asked to be added; *words* as the draft says them, *source* those they were read from.

    *instead_of* is what stood in their place, where something did.
    """

    words: str
    form: AddedAs
    source: Source | None = None
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """The words are made anew each time it is shown, so that they follow what is told meanwhile.

    *to_name* is whom it is for where they are no contact. *filled* holds what the resident wrote into gaps, by the
    gap's words; *asked* slots that the request itself told, by name. *about* names another record that it is about, as
    ``kind:id``. *source* is the request. *sent_at* is UTC. *added* holds what was added in the resident's own words,
    *left_out* the skeletons of sentences that were taken out (drafting.sentences.skeleton). *also* are further tones
    that it has besides *tone*: "shorter and warmer".
    """

    id: str
    kind: DraftKind
    created_at: datetime
    contact_id: str | None = None
    to_name: str | None = None
    follow_up_id: str | None = None
    about: str | None = None
    tone: Tone = Tone.USUAL
    filled: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    sent_at: datetime | None = None
    source: Source | None = None
    added: tuple[Addition, ...] = ()
    left_out: tuple[str, ...] = ()
    also: tuple[Tone, ...] = ()


def with_tones(draft: WrittenDraft, tones: Sequence[Tone]) -> WrittenDraft:
    """Return it in these tones; in the usual one where there are none."""
    first, *also = tones or (Tone.USUAL,)
    return replace(draft, tone=first, also=tuple(also))
