"""Which use case answers what: one line each for an intent, a button, a form and a command word."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import reduce

from bot import cohort_routes, word_routes
from bot.cohort_routes import command_in
from bot.domain.vocabulary import Intent
from bot.domain.year import DeedKind
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies.forms import LOG
from bot.replies.small_talk import in_distress, is_pleasantry, is_temper
from bot.turn import Submitted, Told
from bot.understanding.amendments import read_amendment
from bot.understanding.headings import read_heading
from bot.understanding.meaning import Understanding
from bot.understanding.own_profile import introduction_before
from bot.use_cases import cancel_event
from bot.use_cases.add_as import add_as, adds_as
from bot.use_cases.advise import advise, asks_advice
from bot.use_cases.amend_draft import amend_draft
from bot.use_cases.answer_asked import answer_asked, says_yes_or_no
from bot.use_cases.answer_everything import answer_everything, answers_everything
from bot.use_cases.answer_from_playbook import answer_from_playbook, asks_of_playbook
from bot.use_cases.answer_letter import answer_letter, answers_letter
from bot.use_cases.answer_nudge import (
    check_day,
    press_all,
    press_done,
    press_later,
    press_next_free,
    press_pick,
    press_stop,
    press_tonight,
    press_undo,
    submit_day,
)
from bot.use_cases.answer_own_question import answer_own_question, answers_own_question
from bot.use_cases.answer_question import ASKS_EVERYBODY, answer_question, show_people
from bot.use_cases.back_out import back_out, backs_out
from bot.use_cases.call_off_meeting import call_off_meeting, calls_off_meeting, move_called, moves_meeting
from bot.use_cases.change_hour import change_hour, changes_hour
from bot.use_cases.change_reminder import change_reminder, changes_reminder
from bot.use_cases.change_settings import change_settings
from bot.use_cases.chat import (
    answer_about_vouch,
    asks_about_vouch,
    give_comfort,
    give_help,
    small_talk,
    thing_gone,
)
from bot.use_cases.come_back import come_back, comes_back
from bot.use_cases.confirm_receipt import confirm_receipt, confirms_receipt
from bot.use_cases.correct_told import correct_told
from bot.use_cases.draft_many import draft_for_all_named
from bot.use_cases.draft_offered import draft_offered, takes_up_draft
from bot.use_cases.edit_note import check_edit, press_edit, submit_edit
from bot.use_cases.fill_in_settings import check_settings, press_settings, submit_settings, submit_welcome
from bot.use_cases.finish_follow_up import finish_follow_up
from bot.use_cases.forget import (
    ask_to_forget,
    press_cancel,
    press_forget_contact,
    press_forget_detail,
    press_forget_program,
    press_forget_which,
)
from bot.use_cases.forget_claim import press_forget_claims
from bot.use_cases.give_other_day import give_other_day, gives_other_day
from bot.use_cases.guard_patients import press_keep, press_redact
from bot.use_cases.import_programs import brings_programs, import_programs
from bot.use_cases.join_contacts import asks_to_join, join_contacts
from bot.use_cases.keep_errand import keep_errand, names_errand
from bot.use_cases.keep_move import keep_move, tells_move
from bot.use_cases.keep_package import asks_package, show_package
from bot.use_cases.keep_profile import keep_introduction
from bot.use_cases.keep_schedule import keep_schedule, schedule_in
from bot.use_cases.keep_win import asks_whom_to_tell, tell_news, whom_to_tell
from bot.use_cases.list_touches import asks_met, asks_untouched, list_met, list_untouched
from bot.use_cases.log_encounter import log_encounter
from bot.use_cases.log_form import check_log, press_log
from bot.use_cases.name_button import may_name_button, name_button
from bot.use_cases.order_for_both import order_for_both, orders_for_both
from bot.use_cases.order_for_one import order_for_one, orders_for_one
from bot.use_cases.order_when import keep_for_later, orders_for_later
from bot.use_cases.owe_each import owe_each, owes_each
from bot.use_cases.own_words import answer_about_words, is_about_words, press_forget_word
from bot.use_cases.part_contacts import asks_to_part, part_contacts
from bot.use_cases.pick_offered import may_pick_offered, pick_offered
from bot.use_cases.plan_event import plan_event
from bot.use_cases.plan_heard import hears_of_event, plan_heard
from bot.use_cases.plan_interviews import lists_interviews, plan_interviews
from bot.use_cases.prepare_meeting import asks_how_to_prepare, prepare_meeting
from bot.use_cases.press_goal import answer_goal, goal_in, press_goal
from bot.use_cases.recall_deeds import asks_thanks_due, asks_what_was_done, list_thanks_due, what_was_done
from bot.use_cases.recall_task import asks_if_done, was_it_done
from bot.use_cases.recount_days import asks_to_recount, recount_days
from bot.use_cases.reopen_follow_up import reopen_follow_up, says_not_done
from bot.use_cases.repeat_task import ask_for_task, asks_to_repeat, asks_too_little, repeat_task
from bot.use_cases.reword_draft import asks_subject, asks_twice_of_draft, change_twice, tell_subject
from bot.use_cases.say_how_it_went import say_how_it_went, says_how_it_went
from bot.use_cases.say_when import asks_then, asks_when, remind_then, say_when
from bot.use_cases.set_conference_goals import set_conference_goals, sets_conference_goals
from bot.use_cases.set_reminder import remind_who_needs_one, says_who_needs_one, set_reminder
from bot.use_cases.settle_doubt import press_right
from bot.use_cases.settle_identity import press_same, press_someone_else
from bot.use_cases.settle_offered_day import may_settle_day, settle_day
from bot.use_cases.show_agenda import NEXT_DUE, show_agenda, show_next
from bot.use_cases.show_circle import ASKS_CIRCLE, show_circle
from bot.use_cases.show_dashboard import show_home
from bot.use_cases.show_history import ASKS, show_history
from bot.use_cases.show_progress import show_progress
from bot.use_cases.show_questions import asks_question_bank, show_question_bank
from bot.use_cases.show_review import ASKS_REVIEW, show_review
from bot.use_cases.show_told import asks_told, show_told
from bot.use_cases.show_year import ASKS_ROTATIONS, ASKS_SEASON, show_rotations, show_season
from bot.use_cases.snooze_follow_up import postpone, postpones_by, snooze_follow_up
from bot.use_cases.still_waiting import keep_waiting, says_nothing_came
from bot.use_cases.stop_last import stop_last, stops_last
from bot.use_cases.stop_person import stop_person, stops_person
from bot.use_cases.stop_topic import stop_topic, topics_in
from bot.use_cases.tell_of_another import tell_of_another, tells_of_another
from bot.use_cases.tell_own import asks_own, tell_own
from bot.use_cases.tell_sent import says_done_alone, tell_done
from bot.use_cases.undo_act import asks_to_redo, redo_last, undo_just_done, undo_last
from bot.use_cases.undo_part import asks_to_undo_part, undo_part
from bot.word_routes import Press

Answer = Callable[[Told], Awaitable[Reply]]
SubmitAnswer = Callable[[Submitted], Awaitable[Reply | None]]


def _reading(use_case: Callable[[UnitOfWork, Understanding, datetime], Awaitable[Reply]]) -> Answer:
    """Fit a use case that only reads to the signature of the others."""

    async def answer(told: Told) -> Reply:
        return await use_case(told.work, told.meaning, told.now)

    return answer


INTENTS: Mapping[Intent, Answer] = {
    Intent.LOG: log_encounter,
    Intent.REMIND: set_reminder,
    Intent.DONE: finish_follow_up,
    Intent.SNOOZE: snooze_follow_up,
    Intent.CORRECT: correct_told,
    Intent.PLAN: plan_event,
    Intent.SETTINGS: change_settings,
    Intent.UNDO: undo_last,
    Intent.FORGET: ask_to_forget,
    Intent.ASK: answer_question,
    Intent.AGENDA: _reading(show_agenda),
    Intent.PROGRESS: _reading(show_progress),
    Intent.DRAFT: draft_for_all_named,
    Intent.PREPARE: prepare_meeting,
    Intent.HELP: give_help,
    Intent.CHAT: small_talk,
}


_NEXT = re.compile(
    r"\A\W*(?:so )?what(?:['’]?s| is| should i do| do i do| now)? ?(?:is )?(?:my |the )?"
    r"(?:(?:one|single|most important) )?(?:next(?: (?:thing|step|move|action))?|thing to do next)"
    r"(?: to do| for me)?\W*\Z|\A\W*(?:ok(?:ay)?,? |so )?(?:and )?what now\W*\Z"
    r"|\A\W*(?:ok(?:ay)?,? |so |and )*(?:who(?:m)?|where|what) (?:should|do|shall|can) i (?:talk to|meet|contact|"
    r"ask|start(?: with)?|"
    r"network with|focus on|work on|begin(?: with)?)(?: (?:first|next|now))*\W*\Z",
    re.IGNORECASE,
)
"""How the one next thing is asked for, with which the answer on progress begins."""

_LISTS = (
    (ASKS_EVERYBODY, show_people),
    (ASKS_ROTATIONS, show_rotations),
    (ASKS_SEASON, show_season),
    (ASKS_REVIEW, show_review),
    (_NEXT, show_progress),
    (NEXT_DUE, show_next),
)
"""Lists that are asked for in a few words: "my rotations"."""

_TELLING = frozenset((Intent.LOG, Intent.PLAN, Intent.DONE, Intent.CHAT))
_CERTAIN = frozenset((Intent.ASK, Intent.UNDO, Intent.FORGET, Intent.DRAFT, Intent.REMIND, Intent.DONE))
"""What a cancelling word does not turn into a cancelled event."""

_QUESTIONS = frozenset((Intent.ASK, Intent.AGENDA, Intent.CHAT, Intent.HELP))


HOME = re.compile(r"\s*(?:show\s+me\s+)?(?:my\s+)?(?:home(?:\s+page)?|dashboard|page)\s*[.!?]*\s*", re.IGNORECASE)
"""How the dashboard is asked for where the platform has no place of its own for it."""


def answer_of(told: Told) -> Answer:
    if in_distress(told.note.text):
        return give_comfort
    if brings_programs(told.note.text):
        return import_programs
    if command := command_in(told.note):
        return cohort_routes.COMMANDS[command]
    if goal_in(told):
        return answer_goal
    if topics_in(told):
        return stop_topic
    if asks_own(told):
        return tell_own
    answer = _in_the_conversation(told, _answer_to_words(told) or INTENTS.get(told.meaning.intent, log_encounter))
    answer = name_button(answer) if may_name_button(told) else answer
    return pick_offered(answer) if may_pick_offered(told) else answer


def _in_the_conversation(told: Told, answer: Answer) -> Answer:
    """Return what answers words that may speak of what was said last, and falls back to *answer* where they do not."""
    if answers_own_question(told):
        answer = answer_own_question(answer)
    if may_settle_day(told):
        answer = settle_day(answer)
    if may_be := [wrap for may, wrap in _SPEAKING_BACK if may(told)]:
        return reduce(lambda otherwise, wrap: wrap(otherwise), reversed(may_be), answer)
    if introduction_before(told.note.text, told.work.resident.name):
        return keep_introduction(answer)
    return _amending(answer) if read_amendment(told.meaning.text) and not asks_twice_of_draft(told) else answer


_SPEAKING_BACK: Sequence[tuple[Callable[[Told], bool], Callable[[Answer], Answer]]] = (
    (tells_of_another, tell_of_another),
    (says_who_needs_one, remind_who_needs_one),
    (answers_letter, answer_letter),
    (says_yes_or_no, answer_asked),
    (moves_meeting, move_called),
    (orders_for_both, order_for_both),
    (orders_for_one, order_for_one),
    (confirms_receipt, confirm_receipt),
    (asks_then, remind_then),
)
"""Words whose shape may speak of what was said last; the first of which there is anything answers."""


def _amending(otherwise: Answer) -> Answer:
    """Answer "add that …" with the draft in hand; where there is none, as words of their own."""

    async def answer(told: Told) -> Reply:
        without_draft = log_encounter if told.meaning.intent is Intent.DRAFT else otherwise
        return await amend_draft(told) or await without_draft(told)

    return answer


def _answer_to_words(told: Told) -> Answer | None:
    """Return what answers words of a closed form, whatever their intent would be: headings, tables, lists asked for."""
    if is_about_words(told):
        return answer_about_words
    if takes_up_draft(told):
        return draft_offered
    if heading := read_heading(told.meaning.text):
        return word_routes.HEADINGS[heading.kind]
    if told.meaning.intent in _TELLING and any(deed.kind is DeedKind.WIN for deed in told.meaning.deeds):
        return tell_news
    if asks_when(told):
        return say_when
    if told.meaning.intent in _QUESTIONS and ASKS.search(told.meaning.text):
        return _reading(show_history)
    if schedule_in(told) is not None:
        return keep_schedule
    if listed := next((use_case for asks, use_case in _LISTS if asks.search(told.meaning.text)), None):
        return _reading(listed)
    return next((answer for has_shape, answer in _SHAPES if has_shape(told)), None)


def _calls_off(told: Told) -> bool:
    if told.meaning.intent is Intent.DONE:
        return bool(cancel_event.CALLED_OFF.search(told.meaning.text))
    return told.meaning.intent not in _CERTAIN and bool(cancel_event.ASKS.search(told.meaning.text))


def _is_temper(told: Told) -> bool:
    return not told.meaning.people and is_temper(told.note.text)


def _is_pleasantry(told: Told) -> bool:
    return is_pleasantry(told.note.text)


def _asks_circle(told: Told) -> bool:
    return ASKS_CIRCLE.fullmatch(told.meaning.text.strip()) is not None


def _asks_for_home(told: Told) -> bool:
    return bool(HOME.fullmatch(told.note.text))


_TAKES_BACK = re.compile(
    r"\W*(?:(?:no|oh|ok|wait|actually|hmm+|sorry)[,! ]+)+(?:do ?n['’]?t|do not)"
    r"(?: (?:do (?:it|that)|bother|remind me))?\W*",
    re.IGNORECASE,
)


def _takes_it_back(told: Told) -> bool:
    """Tell whether the message is second thoughts and no more: "actually, don't"."""
    return _TAKES_BACK.fullmatch(told.meaning.text) is not None


_SHAPES: Sequence[tuple[Callable[[Told], bool], Answer]] = (
    (_is_temper, small_talk),
    (_is_pleasantry, small_talk),
    (sets_conference_goals, set_conference_goals),
    (answers_everything, answer_everything),
    (asks_of_playbook, answer_from_playbook),
    (asks_told, show_told),
    (asks_what_was_done, what_was_done),
    (asks_if_done, was_it_done),
    (asks_advice, advise),
    (owes_each, owe_each),
    (orders_for_later, keep_for_later),
    (hears_of_event, plan_heard),
    (lists_interviews, plan_interviews),
    (says_nothing_came, keep_waiting),
    (says_how_it_went, say_how_it_went),
    (asks_how_to_prepare, prepare_meeting),
    (asks_to_recount, recount_days),
    (asks_thanks_due, list_thanks_due),
    (asks_whom_to_tell, whom_to_tell),
    (asks_question_bank, show_question_bank),
    (_asks_circle, _reading(show_circle)),
    (comes_back, come_back),
    (says_not_done, reopen_follow_up),
    (says_done_alone, tell_done),
    (asks_to_redo, redo_last),
    (asks_to_undo_part, undo_part),
    (_takes_it_back, undo_just_done),
    (backs_out, back_out),
    (tells_move, keep_move),
    (asks_untouched, list_untouched),
    (asks_met, list_met),
    (asks_about_vouch, answer_about_vouch),
    (stops_last, stop_last),
    (stops_person, stop_person),
    (changes_hour, change_hour),
    (adds_as, add_as),
    (postpones_by, postpone),
    (gives_other_day, give_other_day),
    (changes_reminder, change_reminder),
    (asks_too_little, ask_for_task),
    (asks_to_repeat, repeat_task),
    (names_errand, keep_errand),
    (asks_subject, tell_subject),
    (asks_twice_of_draft, change_twice),
    (asks_package, show_package),
    (_asks_for_home, show_home),
    (calls_off_meeting, call_off_meeting),
    (_calls_off, cancel_event.cancel_event),
    (asks_to_part, part_contacts),
    (asks_to_join, join_contacts),
)
"""Words whose shape tells what answers them; the first that fits does."""


GONE = Press(thing_gone, in_place=False)
"""For a button whose verb is not in the table: one of an older version."""

BUTTONS: Mapping[str, Press] = {
    "done": Press(press_done),
    "later": Press(press_later),
    "stop": Press(press_stop),
    "tonight": Press(press_tonight),
    "nextfree": Press(press_next_free),
    "all": Press(press_all),
    "pick": Press(press_pick, in_place=False, opens_form=True),
    "date": Press(press_pick, in_place=False, opens_form=True),
    "undo": Press(press_undo),
    "same": Press(press_same),
    "other": Press(press_someone_else),
    "edit": Press(press_edit, in_place=False, opens_form=True),
    LOG: Press(press_log, in_place=False, opens_form=True),
    "settings": Press(press_settings, in_place=False, opens_form=True),
    **word_routes.BUTTONS,
    "redact": Press(press_redact),
    "keep": Press(press_keep),
    "forget_contact": Press(press_forget_contact),
    "forget_contact_ask": Press(press_forget_which),
    "forget_detail": Press(press_forget_detail),
    "forget_claims": Press(press_forget_claims),
    "forget_program": Press(press_forget_program),
    "forget_word": Press(press_forget_word),
    "right": Press(press_right, in_place=False),
    "cancel": Press(press_cancel),
    "goal": Press(press_goal, in_place=False),
    **cohort_routes.BUTTONS,
}

FORM_GONE: SubmitAnswer = thing_gone

FORM_CHECKS: Mapping[str, Callable[[Submitted], Awaitable[dict[str, str]]]] = {
    "edit": check_edit,
    "move": check_day,
    LOG: check_log,
    "welcome": check_settings,
    "settings": check_settings,
    **word_routes.FORM_CHECKS,
}
"""What can be told to be wrong in a form while it is still open, by field."""

FORMS: Mapping[str, SubmitAnswer] = {
    "edit": submit_edit,
    "move": submit_day,
    "welcome": submit_welcome,
    "settings": submit_settings,
    **cohort_routes.FORMS,
    **word_routes.FORMS,
}
