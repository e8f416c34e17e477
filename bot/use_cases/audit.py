"""The audit log: what was done with the account as a whole, kept for the resident and nobody else."""

from bot.domain.audit import AuditEntry, AuditEvent
from bot.messages import Reply
from bot.replies import moving as replies
from bot.turn import Told, Turn


async def note_down(turn: Turn, event: AuditEvent, count: int = 0) -> None:
    await turn.work.put(AuditEntry(turn.ids.new(), event, turn.now, count))


async def show_audit_log(told: Told) -> Reply:
    """Answer "audit": newest first."""
    entries = sorted(await told.work.all(AuditEntry), key=lambda entry: (entry.at, entry.id), reverse=True)
    zone = told.work.resident.zone
    return replies.audit_log([(entry, entry.at.astimezone(zone)) for entry in entries], told.today)
