"""Of whom a correction speaks that names nobody, where the message before told of several people."""

from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.domain.names import fold, person_name, same_place
from bot.replies.people import full_name
from bot.turn import Told
from bot.understanding.meaning import PersonMention


def wrongly_told(told: Told, contacts: Sequence[Contact], mentions: Sequence[PersonMention]) -> list[Contact]:
    """Return whom the correction is of; nobody where it could be either: a guess would be worse than a question.

    *mentions* are what the correction tells, whomever of. It is of those of whom what it calls wrong was told
    ("attending, not fellow"), of whose address it tells, or of the only one of whom more was told than the name.
    """
    if told.meaning.replaces:
        return [each for each in contacts if _was_told(told, each, told.meaning.replaces)]
    addresses = " ".join(each.email.partition("@")[0].casefold() for each in mentions if each.email)
    for meant in (
        [each for each in contacts if any(name in addresses for name in _family_name(each))],
        [each for each in contacts if each.position.role or each.position.institution or each.position.specialty],
    ):
        if len(meant) == 1:
            return meant
    return []


def _family_name(contact: Contact) -> tuple[str, ...]:
    name = person_name(contact.name)
    return tuple(part for word in name.surname or () for part in fold(word))


def _was_told(told: Told, contact: Contact, wrong: str) -> bool:
    job = contact.position
    if job.institution and same_place(job.institution, wrong):
        return True
    said = f"{full_name(contact)} is the {wrong}"
    read = told.tools.understand(said, told.local_now, told.work.resident.tz, ()).people
    return any(
        (each.role and each.role == job.role) or (each.specialty and each.specialty == job.specialty) for each in read
    )
