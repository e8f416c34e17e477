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


def unmatched(act_id: str) -> Reply:
    """Answer the hardest news of the year: first the person, then what can be done."""
    return Reply(
        "That is hard news, and no verdict on your work. When you are ready:\n"
        "Tell your PD today; they can ring others for you. In SOAP, wait until a program reaches out to you: the "
        "Match's rules ask for that. After it, places open without notice, so let everybody who vouches for you know "
        "that you look.\n"
        "“openings” shows what you heard of, “how am I doing” your next step. Tonight, talk to somebody you trust.",
        title="I'm sorry.",
        buttons=(Button("Undo", f"undo:{act_id}"),),
    )
