"""Which of the resident's contacts a told name means: certainly one, certainly none, or a question.

Three tiers: the same by itself; likely, asked with the reason;
different, and remembered so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.contact import Contact, Distinction
from bot.domain.names import Comparison, Likeness, compare, fold, person_name, same_place, without_titles
from bot.domain.vocabulary import Role, Specialty


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that could be meant; *reason* is worded to follow "because"."""

    contact: Contact
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """*certain* is the contact meant. Where it is None, *candidates* could be; none of them means a new person."""

    certain: Contact | None = None
    candidates: tuple[Candidate, ...] = ()


_RANK = {Likeness.SAME: 0, Likeness.INITIAL: 1, Likeness.PART: 2, Likeness.CLOSE: 3, Likeness.DIFFERENT: 4}


def match_contact(
    name: str,
    contacts: Sequence[Contact],
    distinctions: Iterable[Distinction] = (),
    institution: str | None = None,
    role: Role | None = None,
    email: str | None = None,
    *,
    title: str | None = None,
) -> Match:
    """Find whom *name* means, given what else the message tells of them. *title* is how it called them ("Dr.")."""
    if email and (by_email := [c for c in contacts if c.email and c.email.casefold() == email.casefold()]):
        return Match(certain=by_email[0])
    likeness = {contact.id: _closest(name, contact) for contact in contacts}
    alike = [c for c in contacts if likeness[c.id].likeness is not Likeness.DIFFERENT]
    same = [c for c in alike if likeness[c.id].likeness is Likeness.SAME]
    apart = {frozenset((d.contact_id, d.other_contact_id)) for d in distinctions}
    others = [c for c in alike if c not in same]
    told_apart = len(same) == 1 and all(frozenset((same[0].id, c.id)) in apart for c in others)
    if told_apart and not (_elsewhere(same[0], institution) and any(_there(c, institution) for c in others)):
        return Match(certain=same[0])
    if len(same) == 1 and len(fold(name)) > 1:
        return Match(certain=same[0])
    newcomer = len(alike) == 1 and _is_newcomer(alike[0], name, role, title)
    if len(alike) == 1 and not newcomer and _stands_alone(alike[0], likeness[alike[0].id], institution, role):
        return Match(certain=alike[0])
    alike.sort(key=lambda contact: _RANK[likeness[contact.id].likeness])
    return Match(candidates=tuple(Candidate(c, _reason(c, likeness[c.id], institution)) for c in alike))


def meant_by_job(match: Match, role: Role | None, specialty: Specialty | None, institution: str | None = None) -> Match:
    """Settle which of several is meant where the job told fits one of them and speaks against all others.

    "Dr. Chen, the hospitalist" of a hospitalist and a fellow. One of whom no job is known could still be meant.
    """
    if match.certain or len(match.candidates) < 2:
        return match
    contacts = [candidate.contact for candidate in match.candidates]
    fitting = [each for each in contacts if _fits(each, role, specialty, institution)]
    others = [each for each in contacts if each not in fitting]
    ruled_out = all(_speaks_against(each, role, specialty, institution) for each in others)
    return Match(certain=fitting[0]) if len(fitting) == 1 and ruled_out else match


def doubt_of_place(contact: Contact, called: str, institution: str | None) -> Candidate | None:
    """Return the contact with the reason to ask, where a single name is told of another hospital than theirs.

    "Dr. Kim at Baylor" need not be the Dr. Kim of Mercy; a full name is the same person at a new place.
    """
    if len(fold(without_titles(called))) != 1 or not _elsewhere(contact, institution):
        return None
    return Candidate(contact, _reason(contact, _closest(called, contact), institution))


def _fits(contact: Contact, role: Role | None, specialty: Specialty | None, institution: str | None) -> bool:
    known = contact.position
    agrees = (role and role is known.role) or (specialty and specialty is known.specialty)
    agrees = agrees or _there(contact, institution)
    return bool(agrees) and not _speaks_against(contact, role, specialty, institution)


def _speaks_against(contact: Contact, role: Role | None, specialty: Specialty | None, institution: str | None) -> bool:
    known = contact.position
    other_field = specialty is not None and known.specialty is not None and specialty is not known.specialty
    return _another_job(contact, role) or other_field or _elsewhere(contact, institution)


def _closest(name: str, contact: Contact) -> Comparison:
    if not contact.aliases:
        return compare(name, contact.name)
    comparisons = [compare(name, known) for known in (contact.name, *contact.aliases)]
    return min(comparisons, key=lambda comparison: _RANK[comparison.likeness])


def _stands_alone(contact: Contact, found: Comparison, institution: str | None, role: Role | None) -> bool:
    """Tell whether part of a name is enough: nobody else it could mean, and nothing told speaks against it."""
    if found.likeness is Likeness.CLOSE:
        return False
    if found.likeness is Likeness.SAME:
        return True
    return not _elsewhere(contact, institution) and not _another_job(contact, role)


def _is_newcomer(contact: Contact, name: str, role: Role | None, title: str | None) -> bool:
    """Tell whether a full name with a job may be somebody new beside a doctor known by surname alone.

    "Sarah Kim (chief)" need not be the Dr. Kim of whom no job was told; "Dr. Sarah Kim, PD" is called as she was.
    """
    by_surname = not person_name(contact.name).given and contact.title is not None and contact.position.role is None
    return by_surname and bool(person_name(name).given) and role is not None and title is None


def _there(contact: Contact, institution: str | None) -> bool:
    known = contact.position.institution
    return bool(institution and known and same_place(institution, known))


def _elsewhere(contact: Contact, institution: str | None) -> bool:
    known = contact.position.institution
    if not institution or not known:
        return False
    return not same_place(institution, known)


def _another_job(contact: Contact, role: Role | None) -> bool:
    known = contact.position.role
    return role is not None and known is not None and role is not known


def _reason(contact: Contact, found: Comparison, institution: str | None) -> str:
    reason = found.reason or "the name is the same"
    if _elsewhere(contact, institution):
        return f"{reason}, but you told me {contact.position.institution} before and {institution} now"
    return reason
