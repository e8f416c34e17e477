"""A message as the card that its receivers see, whenever they see it: sent, pressed, or come into view again."""

from dataclasses import replace

from adapters.teams.pages import PageLinks
from adapters.teams.render import Card, SeenBy, to_card
from bot.domain.resident import Address
from bot.messages import Reply

NO_FILES = "I cannot hand you the file here: whoever runs Vouch has to set VOUCH_PUBLIC_URL first."


class Cards:
    def __init__(self, links: PageLinks) -> None:
        self._links = links

    def of(self, reply: Reply, on: str, to: Address) -> Card:
        """Return the message *on* as it is for *to*, a cohort for a post in its channel; links in it are fresh."""
        if to.channel:
            return to_card(reply, on, SeenBy(cohort=to.user))
        links = self._links.of(reply, on, to)
        if reply.file and not links:
            reply = replace(reply, text=f"{reply.text}\n{NO_FILES}".strip())
        return to_card(reply, on, SeenBy(to.user), links)
