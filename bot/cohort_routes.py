"""Which use case answers what of cohorts, and of the account as a whole: commands, buttons and forms."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.note import Note
from bot.messages import Reply
from bot.slash import plain_command
from bot.turn import Submitted, Told
from bot.use_cases import announce, share_fact
from bot.use_cases.audit import show_audit_log
from bot.use_cases.export_account import export_command
from bot.use_cases.import_file import import_command, press_import
from bot.use_cases.join_cohort import cohort_command, join_command
from bot.use_cases.keep_led import press_lead
from bot.use_cases.meet_peers import press_met, press_not_met
from bot.use_cases.move_account import link_command, move_command
from bot.use_cases.report_announcement import press_acknowledge, press_resend, show_report
from bot.use_cases.show_status import show_status
from bot.word_routes import Press

COMMANDS: Mapping[str, Callable[[Told], Awaitable[Reply]]] = {
    "announce": announce.announce,
    "report": show_report,
    "cohort": cohort_command,
    "join": join_command,
    "move": move_command,
    "claim": move_command,
    "link": link_command,
    "audit": show_audit_log,
    "export": export_command,
    "import": import_command,
    "board": share_fact.board_command,
    "share": share_fact.share_command,
    "status": show_status,
}
"""The words after `/vouch` that are no sentence; most are understood without the slash too (slash.plain_command)."""

BUTTONS: Mapping[str, Press] = {
    "announce_send": Press(announce.press_send),
    "announce_cancel": Press(announce.press_cancel),
    "announce_edit": Press(announce.press_edit, in_place=False, opens_form=True),
    "announce_stop": Press(announce.press_stop, in_place=False),
    "announce_recall": Press(announce.press_recall, in_place=False),
    "announce_change": Press(announce.press_change, in_place=False, opens_form=True),
    "resend": Press(press_resend),
    "ack": Press(press_acknowledge),
    "share": Press(share_fact.press_share, in_place=False),
    "retract": Press(share_fact.press_retract, in_place=False),
    "peers_met": Press(press_met),
    "peers_not_met": Press(press_not_met),
    "lead_cohort": Press(press_lead),
    "board_verify": Press(share_fact.press_verify, in_place=False),
    "board_filled": Press(share_fact.press_filled, in_place=False),
    "import": Press(press_import),
}

FORMS: Mapping[str, Callable[[Submitted], Awaitable[Reply | None]]] = {
    "announce": announce.submit_form,
    "announce_change": announce.submit_change,
}


def command_in(note: Note) -> str | None:
    """Return the command that a note is, where it is one."""
    words = note.text.strip()
    if note.command == "/vouch":
        first, second = (*words.casefold().split(None, 2), "", "")[:2]
        # A table of programs is told like anything else: it goes to the resident's own list, not to their people.
        if first in COMMANDS:
            return first if (first, second) != ("import", "programs") else None
    return plain_command(words)
