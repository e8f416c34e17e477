"""Letters of recommendation outstanding: asked without an answer, waiting for the packet, or not yet sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.letters import latest_letters
from bot.domain.resident import Resident
from bot.domain.vocabulary import FollowUpKind
from bot.planning.due import Due, Kept, occasion
from bot.playbook.pack import pack_for

WEIGHTS = {"asked": 68, "packet": 72, "upload": 70}


def letters_due(resident: Resident, kept: Kept, now: datetime) -> Iterable[Due]:
    windows = pack_for(resident).letters
    for fact in latest_letters(kept.facts).values():
        if fact.contact_id is None:
            continue
        about = f"letter:{fact.contact_id}"
        stages = {
            "asked": [("asked", windows.answer_after)],
            "agreed": [("packet", windows.packet_after), ("upload", windows.upload_after)],
        }
        for stage, days in stages.get(fact.value, []):
            owed = stage == "packet" and any(
                each.kind is FollowUpKind.SEND
                and each.contact_id == fact.contact_id
                and each.created_at >= fact.created_at
                for each in kept.follow_ups
            )
            if not owed:
                on = fact.told_on + timedelta(days=days)
                yield occasion(f"{about}:{stage}", on, fact.created_at, WEIGHTS[stage])
