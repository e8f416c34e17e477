"""Guarding patients: a note that may name one waits until the resident has looked."""

from collections.abc import Sequence

from bot.messages import Button, Reply
from bot.replies.counting import listed

REDACTED = "[redacted]"


def may_name_a_patient(note_id: str, words: Sequence[str]) -> Reply:
    quoted = listed([f"“{each}”" for each in words])
    return Reply(
        f"{quoted} could identify a patient, so I have done nothing with this note yet. Shall I take the words out, "
        "or is nobody's privacy at stake?",
        buttons=(Button("Redact", f"redact:{note_id}"), Button("Keep as is", f"keep:{note_id}")),
    )
