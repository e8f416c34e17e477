"""What follows from how the resident stands with the Match and the own program."""

from bot.messages import Button, Reply


def noted(*, matched: bool, waiver: bool, director: bool, act_id: str) -> Reply:
    lines = [
        "Congratulations. A match binds both sides: from now on I say so before I draft anything about another place."
        if matched and not waiver
        else "",
        "The waiver is noted: the match no longer stands before a draft." if waiver else "",
        "Good that your PD knows; I no longer ask." if director else "",
    ]
    return Reply("\n".join(line for line in lines if line), title="Noted", buttons=(Button("Undo", f"undo:{act_id}"),))
