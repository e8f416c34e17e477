"""Which use case answers what, for words to send and what they need: headings, buttons and forms."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.messages import Reply
from bot.turn import Pressed, Submitted, Told
from bot.understanding.headings import HeadingKind
from bot.use_cases.answer_opening import press_filled, show_openings, told_filled
from bot.use_cases.check_words import check_words, submit_check
from bot.use_cases.draft_many import draft_for_all_named, press_draft_one, press_more_people
from bot.use_cases.draft_words import (
    draft_words,
    press_check_draft,
    press_confirmed,
    press_copy,
    press_draft,
    press_draft_for,
    press_fill,
    press_kind,
    press_more_alike,
    press_sent,
    submit_fill,
)
from bot.use_cases.follow_letters import show_letters
from bot.use_cases.import_programs import press_import_programs
from bot.use_cases.keep_package import keep_document
from bot.use_cases.keep_profile import change_profile, check_profile, press_profile, submit_profile
from bot.use_cases.keep_standing import keep_standing
from bot.use_cases.keep_win import show_wins, tell_feedback, tell_win
from bot.use_cases.log_letter import tell_of_letter
from bot.use_cases.log_opening import told_opening
from bot.use_cases.prepare_meeting import prepare_meeting
from bot.use_cases.reword_draft import change_tone, press_tone
from bot.use_cases.show_programs import press_shortlist, show_programs, show_shortlist
from bot.use_cases.show_visa import show_visa
from bot.use_cases.tell_sent import tell_sent
from bot.use_cases.term_opening import check_term, press_term, submit_term, told_term


@dataclass(frozen=True, slots=True)
class Press:
    """How a button is answered: *in_place* in the message it stands on, or with a new one.

    An answer of None means that a note, whose id is the button's target, is now ready to be acted on. *opens_form*:
    the answer asks with a form, which a face may open at once instead of saying it.
    """

    answer: Callable[[Pressed], Awaitable[Reply | None]]
    in_place: bool = True
    opens_form: bool = False


HEADINGS: Mapping[HeadingKind, Callable[[Told], Awaitable[Reply]]] = {
    HeadingKind.CHECK: check_words,
    HeadingKind.TONE: change_tone,
    HeadingKind.OWN_WORDS: draft_words,
    HeadingKind.OPENING: told_opening,
    HeadingKind.OPENINGS: show_openings,
    HeadingKind.FILLED: told_filled,
    HeadingKind.OPENING_TERM: told_term,
    HeadingKind.DOCUMENT: keep_document,
    HeadingKind.STANDING: keep_standing,
    HeadingKind.DRAFT: draft_for_all_named,
    HeadingKind.VISA: show_visa,
    HeadingKind.PREPARE: prepare_meeting,
    HeadingKind.SENT: tell_sent,
    HeadingKind.PROGRAMS: show_programs,
    HeadingKind.SHORTLIST: show_shortlist,
    HeadingKind.PROFILE: change_profile,
    HeadingKind.WIN: tell_win,
    HeadingKind.FEEDBACK: tell_feedback,
    HeadingKind.WINS: show_wins,
    HeadingKind.LETTERS: show_letters,
    HeadingKind.LETTER_STEP: tell_of_letter,
}
"""Messages that begin with what they are, whatever else is read in them."""

BUTTONS: Mapping[str, Press] = {
    "draft": Press(press_draft, in_place=False),
    "draft_for": Press(press_draft_for),
    "draft_alike": Press(press_more_alike),
    "draft_one": Press(press_draft_one, in_place=False),
    "draft_people": Press(press_more_people, in_place=False),
    "draft_kind": Press(press_kind, in_place=False),
    "draft_confirmed": Press(press_confirmed),
    "tone": Press(press_tone, in_place=False),
    "fill": Press(press_fill, in_place=False, opens_form=True),
    "copy": Press(press_copy, in_place=False),
    "check_draft": Press(press_check_draft, in_place=False),
    "sent": Press(press_sent, in_place=False),
    "import_programs": Press(press_import_programs),
    "shortlist": Press(press_shortlist, in_place=False),
    "filled": Press(press_filled, in_place=False),
    "profile": Press(press_profile, in_place=False, opens_form=True),
    "expiry": Press(press_term, in_place=False, opens_form=True),
}

FORMS: Mapping[str, Callable[[Submitted], Awaitable[Reply | None]]] = {
    "fill": submit_fill,
    "check": submit_check,
    "expiry": submit_term,
    "profile": submit_profile,
}

FORM_CHECKS: Mapping[str, Callable[[Submitted], Awaitable[dict[str, str]]]] = {
    "expiry": check_term,
    "profile": check_profile,
}
"""What can be told to be wrong in a form while it is still open, by field."""
