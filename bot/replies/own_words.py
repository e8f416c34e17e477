"""The resident's own words for places and people: shown, taught and taken away."""

from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.domain.own_words import OwnWord
from bot.messages import Button, Item, Reply
from bot.replies.people import full_name


def own_words(words: Sequence[OwnWord], contacts: Sequence[Contact]) -> Reply:
    """List what each word means, with a button to forget it."""
    items = [Item(_reads(word.said, word.means), buttons=(_forget(word.id),)) for word in words]
    items += [
        Item(_reads(alias, full_name(contact)), buttons=(_forget(f"{contact.id}:{place}"),))
        for contact in contacts
        for place, alias in enumerate(contact.aliases)
    ]
    how = "Teach me one: “the Rock is short for Lakeside Regional”, “Stubbs = Dr. Stubblefield”."
    if not items:
        return Reply(f"You have taught me no words of your own yet. {how}", title="Your words")
    return Reply(how, title="Your words", items=tuple(items))


def taught(said: str, means: str, act_id: str) -> Reply:
    return Reply(
        f"From now on I read “{said}” as {means}.",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )


def forgotten(said: str, act_id: str) -> Reply:
    return Reply(f"I no longer read anything into “{said}”.", buttons=(Button("Undo", f"undo:{act_id}"),))


def whose_nickname(said: str, name: str) -> Reply:
    return Reply(f"I don't know {name} yet. Tell me about them once, then “{said}” can be their name too.")


def never_taught(said: str) -> Reply:
    return Reply(f"“{said}” is none of the words you taught me. “my words” lists them.")


def says_something_else(said: str) -> Reply:
    return Reply(f"“{said}” already means something in what you write. Which longer or other word shall stand for it?")


def learned(word: OwnWord) -> str:
    return f"I'll read “{word.said}” as {word.means} from now on."


def _reads(said: str, means: str) -> str:
    return f"“{said}” means {means}"


def _forget(target: str) -> Button:
    return Button("Forget", f"forget_word:{target}")
