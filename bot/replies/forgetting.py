"""Forgetting: asked once more, because it is final, and confirmed with what went."""

from collections.abc import Sequence
from datetime import date

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.messages import Button, Reply
from bot.replies.counting import counted
from bot.replies.days import day_in_words
from bot.replies.people import fact_in_words, full_name, position_in_words, with_position

FORGET_ME = "forget_me:"
"""The action of the button that forgets a resident; the conversation itself answers it, outside any unit of work."""

_CANCEL = Button("Cancel", "cancel:")


def forget_person(contact: Contact, notes: int) -> Reply:
    """Ask once more, with how many notes lose words to it."""
    position = position_in_words(contact.position)
    who = f"{full_name(contact)} ({position})" if position else full_name(contact)
    words = f", and what {counted(notes, 'note')} of yours said of them" if notes else ""
    return Reply(
        f"Delete {who} with everything you told me about them{words}? This is final: I cannot bring it back.",
        buttons=(Button("Confirm", f"forget_contact:{contact.id}"), _CANCEL),
    )


_DETAILS = {"email": "e-mail address", "phone": "phone number", "linkedin": "LinkedIn page"}


def forget_detail(contact: Contact, field: str) -> Reply:
    return Reply(
        f"Delete {full_name(contact)}'s {_DETAILS[field]}? This is final: I cannot bring it back.",
        buttons=(Button("Confirm", f"forget_detail:{contact.id}:{field}"), _CANCEL),
    )


def forget_claims(facts: Sequence[Fact], today: date) -> Reply:
    """Ask before some facts go, each with its day; what else was said stays."""
    named = "; ".join(
        f"{fact.about}, {fact_in_words(fact)} (told {day_in_words(fact.told_on, today)})" for fact in facts
    )
    return Reply(
        f"Delete {named}? The words it stood in go from your notes too, everything else stays. "
        "This is final: I cannot bring it back.",
        buttons=(Button("Confirm", f"forget_claims:{','.join(fact.id for fact in facts)}"), _CANCEL),
    )


def forget_whose_claims(told: Sequence[tuple[Contact, Sequence[Fact]]]) -> Reply:
    """Several of the name said something of the matter: ask whose words go."""
    buttons = tuple(
        Button(
            f"{full_name(contact)}: {'; '.join(f'{fact.about}, {fact_in_words(fact)}' for fact in facts)}",
            f"forget_claims:{','.join(fact.id for fact in facts)}",
        )
        for contact, facts in told
    )
    return Reply(
        "Whose words shall go? What you press is deleted for good, from your notes too; everything else stays.",
        buttons=(*buttons, _CANCEL),
    )


def no_such_claim(whose: str) -> Reply:
    """Nothing of the matter is kept, so nothing goes; say how all of it would."""
    return Reply(f"I keep nothing of that from {whose}. To delete all of it, say “forget {whose}”.")


def forget_which(contacts: list[Contact], field: str | None = None) -> Reply:
    """Ask whom of several; *field* is the one detail that is to go, else all of them."""
    of = f":{field}" if field else ""
    buttons = tuple(Button(with_position(contact), f"forget_contact_ask:{contact.id}{of}") for contact in contacts)
    return Reply("Whom do you mean? I'll ask once more before anything goes.", buttons=(*buttons, _CANCEL))


def forget_another(name: str, contacts: list[Contact], field: str | None = None) -> Reply:
    """Nobody has exactly this name: ask whether one who is called much like it is meant."""
    asked = forget_which(contacts, field)
    return Reply(f"I know nobody called {name}. {asked.text}", buttons=asked.buttons)


def forget_program(name: str) -> Reply:
    return Reply(
        f"Delete everything you told me about {name}? The people stay, the program goes. "
        "This is final: I cannot bring it back.",
        buttons=(Button("Confirm", f"forget_program:{name}"), _CANCEL),
    )


def forget_everything() -> Reply:
    return Reply(
        "Delete everything I keep for you: every person, note, reminder and setting, and the key that opens them? "
        "This is final: nobody can bring it back.",
        buttons=(Button("Confirm", FORGET_ME), _CANCEL),
    )


def whom_to_forget() -> Reply:
    return Reply("Whom or what shall I delete? Name a person or a program, or say “forget me” for everything.")


def no_such_detail(contacts: Sequence[Contact], field: str) -> Reply:
    names = " or ".join(f"{full_name(contact)}'s" for contact in contacts)
    return Reply(f"You never told me {names} {_DETAILS[field]}, so there is nothing to delete.")


def never_knew(name: str) -> Reply:
    return Reply(f"I keep nothing about {name}.")


def person_forgotten(notes: int, records: int) -> Reply:
    words = f" and the words of {counted(notes, 'note')}" if notes else ""
    return Reply(f"Deleted for good: {counted(records, 'entry')}{words}.")


def forgotten(rows: int) -> Reply:
    """The receipt of "forget me"."""
    return Reply(
        f"Everything is deleted: {counted(rows, 'record')} and the key that opened them. "
        "Nothing of you is left here. I wish you a good year."
    )


def cancelled() -> Reply:
    return Reply("All right, nothing is changed.")


def press_it_yourself() -> Reply:
    """Everything at once goes by the button alone: a stray "yes" must not do it."""
    return Reply("For everything I need the button: press Confirm on the message above. Until then all of it stays.")
