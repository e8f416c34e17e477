"""Openings: what has to be known at once when one is heard of, what is open, what is filled."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.application import DocumentKind, OpeningTerm, PackageDocument, opening_expires
from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.recall import Evidence
from bot.messages import Button, Form, FormField, Item, Reply
from bot.programs.ledger import Claim
from bot.replies.counting import counted
from bot.replies.days import day_in_words
from bot.replies.people import claim_in_words, fact_in_words, full_name, position_in_words, short_name

SHOWN = 4

_DOCUMENTS = {
    DocumentKind.CV: "CV",
    DocumentKind.STATEMENT: "personal statement",
    DocumentKind.STANDARD_EMAIL: "standard e-mail about openings",
}


def opening(value: str, fact: Fact, told: Reply, drafted: Reply, fields: tuple[tuple[str, str], ...]) -> Reply:
    """Answer an opening. *told* says back what was saved, *drafted* shows the draft or says what stands before it."""
    text = [
        "Such places fill within days, so act today.",
        f"{told.title}. {told.text}" if told.title else told.text,
        drafted.text,
    ]
    kept = [button for button in told.buttons if button.label in ("Edit", "Change date", "Undo")]
    sending = [
        button for button in drafted.buttons if button.label in ("Fill the gaps", "Copy text", "Sent it", "Confirm")
    ]
    return replace(
        drafted,
        text="\n".join(line for line in text if line),
        title=f"{value[:1].upper()}{value[1:]} opening at {fact.about}",
        fields=(*fields, *(each for each in drafted.fields if each[0] not in ("To", "Length"))),
        buttons=(*sending, Button("Filled", f"filled:{fact.id}"), _change_expiry(fact), *kept),
    )


def kept_until(until: date, moved: bool, today: date) -> tuple[str, str]:
    """Return the field that says until when it is taken for open; *moved*: another day was told."""
    note = f" ({_TERM})" if moved else ""
    return "Kept as open until", f"{day_in_words(until, today)}{note}"


_TERM = "I keep an opening for 30 to 90 days; “filled” ends it before"


def _change_expiry(fact: Fact) -> Button:
    return Button("Change expiry", f"expiry:{fact.id}")


def until_when(fact: Fact, until: date) -> Reply:
    """Ask until when an opening stands."""
    field = FormField("until", "Open until", "date", str(until), "“Nov 30” or “45 days”; 30 to 90 days", required=True)
    return Reply(
        f"Until when shall I take the {fact_in_words(fact)} at {fact.about} for open? Say “it expires in 45 days”.",
        form=Form(f"expiry:{fact.id}", "Change expiry", (field,)),
    )


def term_set(fact: Fact, until: date, act_id: str, today: date, *, moved: bool) -> Reply:
    why = f" {_TERM[0].upper()}{_TERM[1:]}." if moved else ""
    return Reply(
        f"The {fact_in_words(fact)} at {fact.about} stands until {day_in_words(until, today)}.{why}",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def no_day(told: str) -> str:
    return f"I can't read “{told}” as a day. “Nov 30” or “45 days” will do."


def opening_fields(
    known: Sequence[Contact],
    last_met: Mapping[str, date],
    visas: Sequence[str],
    documents: Sequence[PackageDocument],
    today: date,
) -> tuple[tuple[str, str], ...]:
    return (
        ("Known there", "; ".join(_who(c, last_met.get(c.id), today) for c in known[:SHOWN]) or "nobody yet"),
        (
            "Visas",
            "; ".join(visas[:SHOWN]) or "you never told me; ask in the first call",
        ),
        ("Your package", package_in_words(documents, today)),
    )


def package_in_words(documents: Sequence[PackageDocument], today: date) -> str:
    """Return each part with its age: what is stale first, then what is ready, then what was never told."""
    by_kind = {document.id: document for document in documents}
    told = [each for kind in DocumentKind if (each := by_kind.get(kind.value))]
    parts = [_part(each, today) for each in sorted(told, key=lambda each: not each.is_stale(today))]
    missing = [_DOCUMENTS[kind] for kind in DocumentKind if kind.value not in by_kind]
    if missing:
        parts.append(f"not told yet: {', '.join(missing)} (say “updated my {missing[0]}”)")
    return "; ".join(parts)


def package(documents: Sequence[PackageDocument], today: date) -> Reply:
    """Say how old each part of the ready-to-send package is."""
    words = package_in_words(documents, today)
    return Reply(f"{words[:1].upper()}{words[1:]}.", title="Your package")


def package_renewed(documents: Sequence[PackageDocument], act_id: str, today: date) -> Reply:
    return Reply(
        "Noted. What is ready to send: " + package_in_words(documents, today) + ".",
        title="Your package",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def openings(places: Sequence[tuple[str, Fact]], terms: Sequence[OpeningTerm], today: date) -> Reply:
    if not places:
        return Reply("You told me of no opening that is still open. One line does: “opening: PGY-2 at Mercy”.")
    items = [
        Item(
            f"{fact.about}: {value}, told {day_in_words(fact.told_on, today)}, "
            f"kept as open until {day_in_words(opening_expires(fact, terms), today)}",
            buttons=(Button("Filled", f"filled:{fact.id}"), _change_expiry(fact)),
        )
        for value, fact in places
    ]
    return Reply("Newest first.", title="Openings you heard of", items=tuple(items))


def which_opening() -> Reply:
    return Reply("I keep your words. Which position is it, and where? For example “opening: PGY-2 at Mercy”.")


def no_such_opening() -> Reply:
    return Reply("I know of no open place there. Say “openings” for those you told me of.")


def filled(fact: Fact, act_id: str) -> Reply:
    return Reply(
        f"The {fact_in_words(fact)} at {fact.about} is marked as filled; I bring it up no more.",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def _who(contact: Contact, met: date | None, today: date) -> str:
    position = position_in_words(contact.position)
    last = f", last in touch {day_in_words(met, today)}" if met else ""
    return f"{full_name(contact)}{f' ({position})' if position else ''}{last}"


def heard(evidence: Sequence[Evidence], today: date) -> list[str]:
    """Return what people said of visas, with who and when."""
    return [_heard(each, today) for each in evidence]


def filed(claims: Sequence[Claim], today: date) -> list[str]:
    """Return what an imported list says of visas."""
    return [
        f"{claim_in_words(claim.kind, claim.value, claim.visa)} (your file, {day_in_words(claim.on, today)}"
        f"{', disputed' if claim.disputed else ''})"
        for claim in claims
    ]


def _heard(evidence: Evidence, today: date) -> str:
    fact = evidence.fact
    by = f"{short_name(evidence.said_by)}, " if evidence.said_by else ""
    marks = [mark for mark, on in (("old", evidence.old), ("disputed", evidence.disputed)) if on]
    return f"{fact_in_words(fact)} ({by}told {day_in_words(fact.told_on, today)}{''.join(f', {m}' for m in marks)})"


def _part(document: PackageDocument, today: date) -> str:
    name = _DOCUMENTS[DocumentKind(document.id)]
    on = day_in_words(document.renewed_on, today)
    if document.is_stale(today):
        return f"{name}: from {on}, {counted((today - document.renewed_on).days, 'day')} old: stale, renew it first"
    return f"{name}: from {on}, ready"
