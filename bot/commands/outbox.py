"""`vouch outbox`: what waits, what was sent and what was given up, for the one who runs Vouch. No words, no names."""

import asyncio
from argparse import ArgumentParser, Namespace

from bot.domain.delivery import Delivery, Tally
from bot.settings import environment, read_settings


def add_arguments(parser: ArgumentParser) -> None:
    parser.description = "Show how many messages wait, were sent or were given up, and why the last ones were."
    parser.add_argument("--last", type=int, default=20, metavar="N", help="how many given-up messages to show (20)")


def run(arguments: Namespace) -> int:
    from bot.wiring.database import look_at_outbox

    tally, dead_letters = asyncio.run(look_at_outbox(read_settings(environment()), arguments.last))
    for line in (*_counts(tally), *_given_up(dead_letters)):
        print(line)
    return 0


def _counts(tally: list[Tally]) -> list[str]:
    if not tally:
        return ["Nothing was ever planned or sent."]
    return [
        f"{each.platform:<10} {each.state:<12} {each.count:>8}  oldest due {each.oldest_due:%Y-%m-%d %H:%M} UTC"
        for each in tally
    ]


def _given_up(dead_letters: list[Delivery]) -> list[str]:
    if not dead_letters:
        return []
    return [
        "",
        "Given up, newest first:",
        *(
            f"{each.next_at:%Y-%m-%d %H:%M} UTC  {each.state}  {each.kind} {each.id} to resident {each.resident_id}, "
            f"after {each.attempt} attempts: {each.error}"
            for each in dead_letters
        ),
    ]
